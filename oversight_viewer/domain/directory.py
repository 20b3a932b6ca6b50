"""The committees and companies of a library, and which belongs to which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from oversight_viewer.domain.records import Committee, Company


def lineage(key: str, parents: Mapping[str, str | None]) -> list[str]:
    """A key and all above it, nearest first; a circle in the data ends it."""
    line: list[str] = []
    current: str | None = key
    while current is not None and current not in line:
        line.append(current)
        current = parents.get(current)
    return line


@dataclass(frozen=True, slots=True)
class Directory:
    """Committees by key and companies by name."""

    committees: Mapping[str, Committee] = field(default_factory=dict)
    companies: Mapping[str, Company] = field(default_factory=dict)

    def _committee_parents(self) -> dict[str, str | None]:
        return {key: item.parent for key, item in self.committees.items()}

    def _company_parents(self) -> dict[str, str | None]:
        return {key: item.parent for key, item in self.companies.items()}

    def with_ancestors_of_committees(self, keys: Iterable[str]) -> frozenset[str]:
        parents = self._committee_parents()
        return frozenset(above for key in keys for above in lineage(key, parents))

    def with_ancestors_of_companies(self, names: Iterable[str]) -> frozenset[str]:
        parents = self._company_parents()
        return frozenset(above for name in names for above in lineage(name, parents))

    def committee_and_below(self, key: str) -> frozenset[str]:
        """A committee with its subcommittees."""
        parents = self._committee_parents()
        return frozenset({key}) | {item for item in parents if key in lineage(item, parents)}

    def company_and_below(self, name: str) -> frozenset[str]:
        """A company with its subsidiaries."""
        parents = self._company_parents()
        return frozenset({name}) | {item for item in parents if name in lineage(item, parents)}

    def committee_label(self, key: str) -> str:
        """The short name of a committee, or its key when the library does not know it."""
        committee = self.committees.get(key)
        return committee.short_name if committee is not None else key
