"""The companies of the library from the window: looking at them, deciding what names mean, and undoing that."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.name_decisions import CompanyDetail, Decision, DecisionKind
from oversight_viewer.domain.near_names import NearNames
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks import upkeep
from oversight_viewer.tasks.names import KnownCompanies, company_with_near, known_companies, pairs_to_review, renaming
from oversight_viewer.ui.commands import READ_ONLY
from oversight_viewer.ui.dialog_flow import DialogFlow
from oversight_viewer.ui.names_dialog import NamesDialog

_LIST, _NEAR, _DETAIL = "names-list", "names-near", "names-detail"


class NamesFlow(DialogFlow[NamesDialog]):
    """Shows the companies, and makes decisions about them."""

    _known = KnownCompanies((), ())

    def start(self) -> None:
        """Read them, and show them."""
        self.means.runner.query(_LIST, known_companies, self._show, self.fail)

    def _show(self, read: KnownCompanies) -> None:
        means = self.means
        dialog = NamesDialog(means.window, means.theme_source, "" if means.can_write else READ_ONLY)
        dialog.company_requested.connect(self._ask_company)
        dialog.decided.connect(self._decide)
        dialog.renamed.connect(self._rename)
        dialog.undo_requested.connect(self._undo)
        self.show_dialog(dialog)
        self._fill(read)
        self._look_for_pairs()

    def _fill(self, read: KnownCompanies) -> None:
        if self.dialog is None:
            return
        self._known = read
        self.dialog.set_companies(read.companies, read.decisions)

    def _look_for_pairs(self) -> None:
        self.means.runner.query(_NEAR, partial(_find_pairs, self._known), self._pairs_arrived)

    def _pairs_arrived(self, pairs: Sequence[NearNames]) -> None:
        if self.dialog is not None:
            self.dialog.set_pairs(pairs)

    def _ask_company(self, name: str) -> None:
        self.means.runner.query(_DETAIL, partial(_company, name, self._known), self._company_arrived, self.failed)

    def _company_arrived(self, found: tuple[CompanyDetail | None, tuple[str, ...]]) -> None:
        if self.dialog is not None:
            self.dialog.set_company(*found)

    # Decisions

    def _decide(self, decision: Decision) -> None:
        run = partial(upkeep.decide, self.means.library, decision, self.means.author)
        self.change(run, lambda _: self._again(decision))

    def _rename(self, company: CompanyDetail, name: str) -> None:
        decisions = renaming(company, name)
        run = partial(upkeep.decide_all, self.means.library, decisions, self.means.author)
        self.change(run, lambda _: self._again(decisions[-1]))

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

        def arrived(read: KnownCompanies) -> None:
            if self.dialog is None:
                return
            dialog.set_company(None)
            self._fill(read)
            if wanted is not None:
                dialog.show_company(wanted)
                self._ask_company(wanted)
            self._look_for_pairs()  # at last, as the next pair may be what is to be shown

        self.means.runner.query(_LIST, known_companies, arrived, self.failed)


def _find_pairs(known: KnownCompanies, _library: Library, _notes: NotesByEntry) -> tuple[NearNames, ...]:
    return pairs_to_review(known)


def _company(
    name: str, known: KnownCompanies, library: Library, _notes: NotesByEntry
) -> tuple[CompanyDetail | None, tuple[str, ...]]:
    return company_with_near(library, name, known)
