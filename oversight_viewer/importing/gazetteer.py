"""Finds the committees and companies that a text names, by whole phrases."""

from __future__ import annotations

from oversight_viewer.domain.mentions import Mention
from oversight_viewer.domain.records import CommitteeRef, CompanyRef
from oversight_viewer.importing.names import Names


class Gazetteer:
    """Implements ``NameFinder`` of the domain from the names that are known.

    Args:
        names: The lists, and what the library has.
    """

    def __init__(self, names: Names) -> None:
        self._names = names

    def mentions(self, text: str) -> tuple[Mention, ...]:
        raise NotImplementedError

    def company(self, name: str) -> str | None:
        found = self._names.company(CompanyRef(name)).name
        return found if self._names.company_by_name(found) is not None else None

    def committee(self, name: str, chamber: str | None = None) -> str | None:
        extra = {} if chamber is None else {"chamber": chamber}
        found = self._names.committee(CommitteeRef(name=name, extra={**extra})).key
        return found if self._names.is_listed(found) else None
