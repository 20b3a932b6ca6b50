"""The values of all facets that the sidebar knows of, in their order. No Qt.

There may be tens of thousands of people. They are put in order when one comes that was not known, not at every click.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Choice, Facet
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.ui.sidebar.sections import SECTIONS
from oversight_viewer.ui.sidebar.values import Values, committees, companies, flat_values, folded, matching


class Catalog:
    """What is known of the values of a library: from its directory, and from the counts that came.

    Args:
        scheme: The words and the order of the handling marks.
    """

    def __init__(self, scheme: MarkScheme) -> None:
        self._scheme = scheme
        self._fixed: Mapping[Facet, Values] = {Facet.COMMITTEE: Values(), Facet.COMPANY: Values()}
        self._seen: dict[Facet, dict[str, None]] = {facet: {} for facet in SECTIONS}
        self._directory: Directory | None = None
        self._numbers = {facet: self._count(facet) for facet in SECTIONS}
        self._ordered: dict[Facet, Values] = {}
        self._folded: dict[Facet, tuple[Values, Mapping[str, str]]] = {}

    def set_directory(self, directory: Directory) -> bool:
        """Take the committees and companies of the library, at first and when an import brought new ones.

        Returns:
            Whether they are others than before.
        """
        if directory == self._directory:
            return False
        self._directory = directory
        self._fixed = {Facet.COMMITTEE: committees(directory), Facet.COMPANY: companies(directory)}
        for facet in self._fixed:
            self._forget_order(facet)
        return True

    def learn(self, counts: FacetCounts) -> None:
        """Take note of the values that have counts."""
        for facet, seen in self._seen.items():
            found = counts.counts.get(facet, {})
            if not found.keys() <= seen.keys():
                seen.update(dict.fromkeys(found))
                self._forget_order(facet)

    def number(self, facet: Facet, choice: Choice) -> int:
        """How many values of a facet there are, chosen ones that nothing else knows of among them."""
        chosen = {*choice.include, *choice.exclude}
        return self._numbers[facet] + sum(not self._knows(facet, value) for value in chosen)

    def _knows(self, facet: Facet, value: str) -> bool:
        return value in self._seen[facet] or value in self._sure(facet)

    def _sure(self, facet: Facet) -> Collection[str]:
        """The values of a facet that there are whether they have counts or not."""
        if facet in self._fixed:
            return self._fixed[facet].labels
        return [mark.code for mark in self._scheme.marks] if facet is Facet.MARK else ()

    def _count(self, facet: Facet) -> int:
        return len({*self._seen[facet], *self._sure(facet)})

    def _forget_order(self, facet: Facet) -> None:
        self._ordered.pop(facet, None)
        self._numbers[facet] = self._count(facet)

    def values(self, facet: Facet, choice: Choice) -> Values:
        """The values of a facet, chosen ones that nothing else knows of among them."""
        known = self._ordered.get(facet)
        if known is None:
            fixed = self._fixed.get(facet)
            seen = self._seen[facet]
            known = flat_values(facet, seen, self._scheme) if fixed is None else fixed.with_values(seen)
            self._ordered[facet] = known
        if all(value in known.labels for value in (*choice.include, *choice.exclude)):
            return known
        if facet in self._fixed:
            return known.with_values((*choice.include, *choice.exclude))
        return flat_values(facet, (*known.labels, *choice.include, *choice.exclude), self._scheme)

    def matching(self, facet: Facet, values: Values, text: str) -> frozenset[str]:
        """The values of a facet that a text finds, with all above and below them."""
        of_values, names = self._folded.get(facet, (None, {}))
        if of_values is not values:
            names = folded(values)
            self._folded[facet] = values, names
        return matching(values, names, text)
