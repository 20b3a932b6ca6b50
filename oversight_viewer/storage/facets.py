"""Counts the entries that each value of each facet would give."""

# ruff: noqa: S608 - statements are put together from parts of our own; values are always bound

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Facet, RecordFilter
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.storage.engine import Reading
from oversight_viewer.storage.queries import NotedKeys
from oversight_viewer.storage.terms import unpack

if TYPE_CHECKING:
    from oversight_viewer.storage.selection import Selection

_OVERALL = "SELECT facet, value, entries, own FROM term ORDER BY value COLLATE NOCASE"
_TAGS = f"SELECT id, value FROM term WHERE facet = '{Facet.TAG.value}'"
_TERMS_OF = "SELECT entry, terms FROM entry_terms WHERE entry IN (SELECT value FROM json_each(?))"

_Counts = dict[Facet, dict[str, int]]


class FacetCounter:
    """Counts for one filter. A facet obeys what is chosen in all others, not what is chosen in itself.

    Values of the library that no entry in question has stand with 0.

    Args:
        reading: A connection to a library, within a call.
        directory: The committees and companies of the library.
        noted: What the user's notebook says.
    """

    def __init__(self, reading: Reading, directory: Directory, noted: NotedKeys) -> None:
        self._reading = reading
        self._directory = directory
        self._noted = noted

    def of_library(self, wanted: RecordFilter, states: Mapping[str, int]) -> FacetCounts:
        """Count where the filter leaves nothing out: the library has these numbers ready.

        Args:
            wanted: The filter; it says what committees and companies include.
            states: How many entries are in each state that one can filter by.
        """
        counts: _Counts = {facet: {} for facet in Facet}
        for name, value, entries, own in self._reading.rows(_OVERALL):
            facet = Facet(name)
            counts[facet][value] = own if wanted.is_exact(facet) else entries
        return self._complete(counts, self._noted.tags, states)

    def of_selection(self, wanted: RecordFilter, selection: Selection) -> FacetCounts:
        """Count among the entries that a filter means."""
        counts = {
            facet: column.count(selection.mask(without=facet), exact=wanted.is_exact(facet))
            for facet, column in selection.cube.columns.items()
        }
        return self._complete(counts, selection.among(self._noted.tags, Facet.TAG), selection.counts_in_states())

    def _complete(self, counts: _Counts, noted: Iterable[int], states: Mapping[str, int]) -> FacetCounts:
        for facet, known in (
            (Facet.LANE, [lane.value for lane in LANES]),
            (Facet.COMMITTEE, self._directory.committees),
            (Facet.COMPANY, self._directory.companies),
            (Facet.TAG, frozenset().union(*self._noted.tags.values())),
        ):
            for value in known:
                counts[facet].setdefault(value, 0)
        self._add_tags_of_notes(counts[Facet.TAG], list(noted))
        return FacetCounts(counts, **states)

    def _add_tags_of_notes(self, counts: dict[str, int], keys: list[int]) -> None:
        """Count the tags that entries have in the notebook only; those of the record are counted already."""
        if not keys:
            return
        names: dict[int, str] = dict(self._reading.rows(_TAGS))
        for key, packed in self._reading.rows(_TERMS_OF, (json.dumps(keys),)):
            of_record = {names.get(number) for number, _ in unpack(packed)}
            for tag in self._noted.tags[key] - of_record:
                counts[tag] += 1
