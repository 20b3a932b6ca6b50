"""How many records there are on which day, summed up so that any span of days is counted at once. No Qt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.cards import BlockCount
from oversight_viewer.domain.dates import DatePoint, Precision
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.keys import UNDATED_BLOCK
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.ui.timeline.outliers import find_core

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library

LaneCounts = tuple[int, ...]
"""How many records each lane has, in the order of the lanes."""

_PARTIAL = frozenset({int(Precision.MONTH), int(Precision.YEAR)})


class TimelineCounts:
    """The records of a filter by day and lane. A partial date counts on the first day that it may stand for.

    Making one walks over all blocks and belongs into a reading thread; asking it costs next to nothing. It is never
    altered.

    Args:
        blocks: How many records each block has in each lane, in any order.
    """

    def __init__(self, blocks: Iterable[BlockCount] = ()) -> None:
        by_day: dict[int, list[int]] = {}
        partial: dict[int, int] = {}
        numbers = {lane: number for number, lane in enumerate(LANES)}
        for item in blocks:
            block, count = item.block, item.count
            day = by_day.get(block >> 2)
            if day is None:
                day = by_day[block >> 2] = [0] * len(LANES)
            day[numbers[item.lane]] += count
            if block & 3 in _PARTIAL:
                partial[block] = partial.get(block, 0) + count
        self.no_date: LaneCounts = tuple(by_day.pop(0, (0,) * len(LANES)))
        partial.pop(UNDATED_BLOCK, None)
        self.days: list[int] = sorted(by_day)
        """The days that have records, ascending, as ordinals."""
        self._before = [[0, *accumulate(by_day[day][lane] for day in self.days)] for lane in range(len(LANES))]
        self._partial = [(block >> 2, _after_partial(block), count) for block, count in partial.items()]
        self.core = find_core(self.days, [sum(lanes) for lanes in zip(*self._before, strict=True)])
        """The places in ``days`` that remain when a few records far from all others are left aside."""

    @property
    def undated(self) -> int:
        """How many records have no date."""
        return sum(self.no_date)

    @property
    def dated(self) -> int:
        """How many records have a date."""
        return sum(before[-1] for before in self._before)

    def between(self, first: int, stop: int) -> LaneCounts:
        """How many records of each lane have a date from one day up to, but not on, another."""
        low, high = bisect_left(self.days, first), bisect_left(self.days, stop)
        return tuple(before[high] - before[low] for before in self._before)

    def reaching(self, first: int) -> int:
        """How many records count before a day but may belong to it or later: their day or month is not given."""
        return sum(count for day, end, count in self._partial if day < first < end)


def _after_partial(block: int) -> int:
    """The first day after the month or the year that is all that is known of a date."""
    first = date.fromordinal(block >> 2)
    month = first.month if block & 3 == Precision.MONTH else None
    return DatePoint(first.year, month).last_day.toordinal() + 1


def without_dates(wanted: RecordFilter) -> RecordFilter:
    """The filter of which the timeline shows the records: all of it but the dates, which are chosen on it."""
    return replace(wanted, since=None, until=None)


def read_counts(library: Library, notes: NotesByEntry, wanted: RecordFilter) -> TimelineCounts:
    """Count the records of a filter, whatever their date."""
    return TimelineCounts(library.histogram(without_dates(wanted), notes))
