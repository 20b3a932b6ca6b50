"""The companies of a library as they are reviewed, the same for the window and the command line. Without Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight_viewer.domain.filters import Facet, RecordFilter
from oversight_viewer.domain.name_decisions import (
    CompanyDetail,
    Decided,
    Decision,
    DecisionKind,
    MadeDecision,
    fold,
    fold_name,
)
from oversight_viewer.domain.name_words import CompanyRow
from oversight_viewer.domain.near_names import NearNames, near, near_pairs

if TYPE_CHECKING:
    from oversight_viewer.domain.annotations import NotesByEntry
    from oversight_viewer.storage.library import Library


@dataclass(frozen=True, slots=True)
class KnownCompanies:
    """The companies of a library, and what was decided about them, oldest first."""

    companies: tuple[CompanyRow, ...]
    decisions: tuple[MadeDecision, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What the companies are called."""
        return tuple(row.name for row in self.companies)

    def decided(self) -> Decided:
        """What holds after all decisions."""
        return fold(self.decisions)


def known_companies(library: Library, notes: NotesByEntry) -> KnownCompanies:
    """Read the companies of a library, each with the entries that one gets by it, and what was decided about them."""
    counts = library.facets(RecordFilter(), notes).counts.get(Facet.COMPANY, {})
    companies = library.directory().companies
    rows = tuple(CompanyRow(name, item.parent, counts.get(name, 0)) for name, item in companies.items())
    return KnownCompanies(rows, library.decisions())


def pairs_to_review(known: KnownCompanies) -> tuple[NearNames, ...]:
    """Names that may be the same, without owners and what they own, and without what somebody has told apart."""
    return near_pairs(known.names, apart=_apart(known))


def company_with_near(
    library: Library, name: str, known: KnownCompanies
) -> tuple[CompanyDetail | None, tuple[str, ...]]:
    """All that is known of a company, and what may be the same; None if the library does not have it."""
    return library.companies_detail(name), near(name, known.names, apart=_apart(known))


def _apart(known: KnownCompanies) -> frozenset[frozenset[str]]:
    return known.decided().not_the_same | _owned_pairs(known.companies)


def _owned_pairs(rows: Iterable[CompanyRow]) -> frozenset[frozenset[str]]:
    """Companies with their owners, as pairs of folded names: their names are near, and they are not the same."""
    return frozenset(frozenset({fold_name(row.name), fold_name(row.parent)}) for row in rows if row.parent)


def renaming(detail: CompanyDetail, name: str) -> tuple[Decision, ...]:
    """The decisions by which a company is called otherwise and keeps its owner; the last one is undone to undo that.

    Args:
        detail: The company.
        name: A name that no company of the library has.
    """
    owner = () if detail.parent is None else (Decision(DecisionKind.PARENT, name, detail.parent),)
    return (*owner, Decision(DecisionKind.MERGE, detail.name, name))
