"""Counts the entries that each value of each facet would give."""

# ruff: noqa: S608 - statements are put together from parts of our own; values are always bound

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Choice, Facet, RecordFilter
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.storage.engine import Reading, Row
from oversight_viewer.storage.queries import COUNT_TERMS_OF_ALL, NotedKeys, Query, count, count_terms, narrows

_TALLY = "CREATE TEMP TABLE IF NOT EXISTS tally (term INTEGER PRIMARY KEY, number INTEGER NOT NULL)"
_TAGS_OF_RECORD = """
    SELECT entry, value FROM entry_term JOIN term ON term.id = term
    WHERE facet = ? AND entry IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class _Question:
    """Values that are counted over the entries of one filter: of one facet, or of those without a choice."""

    wanted: RecordFilter
    facet: Facet | None

    def asks(self, facet: Facet) -> bool:
        return facet is self.facet if self.facet is not None else self.wanted.choice(facet).is_empty


def _questions(wanted: RecordFilter) -> Iterator[_Question]:
    """A facet obeys what is chosen in all others, so one with a choice is counted as if it had none."""
    yield _Question(wanted, None)
    for facet in Facet:
        if not wanted.choice(facet).is_empty:
            yield _Question(wanted.with_choice(facet, Choice()), facet)


class FacetCounter:
    """Counts for one filter.

    Args:
        reading: A connection to a library.
        select: Gives the keys of the entries that a filter means.
        noted: What the user's notebook says.
    """

    def __init__(self, reading: Reading, select: Callable[[RecordFilter], Query], noted: NotedKeys) -> None:
        self._reading = reading
        self._select = select
        self._noted = noted

    def count(self, wanted: RecordFilter, directory: Directory) -> FacetCounts:
        """Count; values of the library that no selected entry has stand with 0."""
        counts: dict[Facet, dict[str, int]] = {facet: {} for facet in Facet}
        counts[Facet.LANE] = dict.fromkeys((lane.value for lane in LANES), 0)
        counts[Facet.COMMITTEE] = dict.fromkeys(directory.committees, 0)
        counts[Facet.COMPANY] = dict.fromkeys(directory.companies, 0)
        with self._reading.call():
            terms = {
                term: (Facet(facet), value)
                for term, facet, value in self._reading.rows("SELECT id, facet, value FROM term")
            }
            for facet, value in terms.values():
                counts[facet][value] = 0
            for question in _questions(wanted):
                for term, number in self._by_term(question):
                    facet, value = terms[term]
                    if question.asks(facet):
                        counts[facet][value] = number
                if question.asks(Facet.TAG) and self._noted.tags:
                    self._add_tags_of_notes(counts[Facet.TAG], question.wanted)
            return FacetCounts(
                counts,
                has_notes=self._number(self._select(replace(wanted, has_notes=True))),
                flagged=self._number(self._select(replace(wanted, flagged=True))),
            )

    def _rows(self, query: Query) -> list[Row]:
        return self._reading.rows(query.sql, query.parameters)

    def _number(self, selection: Query) -> int:
        return int(self._rows(count(selection))[0][0])

    def _by_term(self, question: _Question) -> list[Row]:
        if not narrows(question.wanted):
            return self._rows(Query(COUNT_TERMS_OF_ALL))
        with self._reading.scratch():
            self._rows(Query(_TALLY))
            self._rows(Query("DELETE FROM temp.tally"))
            self._rows(count_terms(self._select(question.wanted), question.facet))
        return self._rows(Query("SELECT term, number FROM temp.tally"))

    def _add_tags_of_notes(self, counts: dict[str, int], wanted: RecordFilter) -> None:
        """Count the tags that entries have in the notebook only; those of the record are counted already."""
        for tag in frozenset().union(*self._noted.tags.values()):
            counts.setdefault(tag, 0)
        listed = json.dumps(sorted(self._noted.tags))
        selection = self._select(wanted)
        selected = self._reading.rows(
            f"SELECT key FROM ({selection.sql}) WHERE key IN (SELECT value FROM json_each(?))",
            (*selection.parameters, listed),
        )
        of_record = set(self._reading.rows(_TAGS_OF_RECORD, (Facet.TAG.value, listed)))
        for (key,) in selected:
            for tag in self._noted.tags[key]:
                counts[tag] += (key, tag) not in of_record
