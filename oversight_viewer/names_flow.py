"""The companies of the library from the window: looking at them, deciding what names mean, and undoing that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.filters import Facet, RecordFilter
from oversight_viewer.domain.name_decisions import CompanyDetail, Decision, DecisionKind, MadeDecision, fold_name
from oversight_viewer.domain.near_names import NearNames, near, near_pairs
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks import upkeep
from oversight_viewer.ui.commands import READ_ONLY
from oversight_viewer.ui.dialog_flow import DialogFlow
from oversight_viewer.ui.name_words import CompanyRow
from oversight_viewer.ui.names_dialog import NamesDialog

_LIST, _NEAR, _DETAIL = "names-list", "names-near", "names-detail"


@dataclass(frozen=True, slots=True)
class _Read:
    companies: tuple[CompanyRow, ...]
    decisions: tuple[MadeDecision, ...]


class NamesFlow(DialogFlow[NamesDialog]):
    """Shows the companies, and makes decisions about them."""

    _names: tuple[str, ...] = ()

    def start(self) -> None:
        """Read them, and show them."""
        self.means.runner.query(_LIST, _read, self._show, self.fail)

    def _show(self, read: _Read) -> None:
        means = self.means
        dialog = NamesDialog(means.window, means.theme_source, "" if means.can_write else READ_ONLY)
        dialog.company_requested.connect(self._ask_company)
        dialog.decided.connect(self._decide)
        dialog.undo_requested.connect(self._undo)
        self.show_dialog(dialog)
        self._fill(read)

    def _fill(self, read: _Read) -> None:
        if self.dialog is None:
            return
        self._names = tuple(row.name for row in read.companies)
        self.dialog.set_companies(read.companies, read.decisions)
        find = partial(_find_pairs, read)
        self.means.runner.query(_NEAR, find, self._pairs_arrived)

    def _pairs_arrived(self, pairs: Sequence[NearNames]) -> None:
        if self.dialog is not None:
            self.dialog.set_pairs(pairs)

    def _ask_company(self, name: str) -> None:
        self.means.runner.query(_DETAIL, partial(_company, name, self._names), self._company_arrived, self.failed)

    def _company_arrived(self, found: tuple[CompanyDetail | None, tuple[str, ...]]) -> None:
        if self.dialog is not None:
            self.dialog.set_company(*found)

    # Decisions

    def _decide(self, decision: Decision) -> None:
        run = partial(upkeep.decide, self.means.library, decision, self.means.author)
        self.change(run, lambda _: self._again(decision))

    def _undo(self, number: int) -> None:
        self.change(partial(upkeep.undo_decision, self.means.library, number), lambda _: self._again(None))

    def _again(self, decision: Decision | None) -> None:
        """Read everything anew, and show the company of which something was decided as it is now."""
        dialog = self.dialog
        if dialog is None:
            return
        dialog.show_outcome(decision)
        wanted = dialog.chosen
        if decision is not None and decision.kind is DecisionKind.MERGE:
            wanted = decision.other

        def arrived(read: _Read) -> None:
            if self.dialog is None:
                return
            dialog.set_company(None)
            self._fill(read)
            if wanted is not None:
                dialog.show_company(wanted)
                self._ask_company(wanted)

        self.means.runner.query(_LIST, _read, arrived, self.failed)


def _read(library: Library, notes: NotesByEntry) -> _Read:
    counts = library.facets(RecordFilter(), notes).counts.get(Facet.COMPANY, {})
    companies = library.directory().companies
    rows = tuple(CompanyRow(name, item.parent, counts.get(name, 0)) for name, item in companies.items())
    return _Read(rows, library.decisions())


def _find_pairs(read: _Read, _library: Library, _notes: NotesByEntry) -> tuple[NearNames, ...]:
    """Names that may be the same, without owners and what they own, and without what somebody has told apart."""
    apart = {frozenset({fold_name(row.name), fold_name(row.parent)}) for row in read.companies if row.parent}
    apart |= {
        frozenset({fold_name(item.decision.company), fold_name(item.decision.other or "")})
        for item in read.decisions
        if not item.is_undone and item.decision.kind is DecisionKind.REMOVE_ALIAS
    }
    return near_pairs([row.name for row in read.companies], apart=apart)


def _company(
    name: str, names: Sequence[str], library: Library, _notes: NotesByEntry
) -> tuple[CompanyDetail | None, tuple[str, ...]]:
    return library.companies_detail(name), near(name, names)
