"""Counts of records for tests of the timeline."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from oversight_viewer.domain.cards import BlockCount
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.keys import block_of_date
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.ui.timeline.bins import Room
from oversight_viewer.ui.timeline.counts import TimelineCounts
from tests.strategies import partial_dates

ROOM = Room(864, 10, 26)


def block(day: str | None, count: int = 1, lane: Lane = Lane.ACTION) -> BlockCount:
    """So many records of a date, in the form of the record."""
    return BlockCount(block_of_date(PartialDate.parse(day) if day else None), lane, count)


def counts_of(records: Mapping[str | None, int]) -> TimelineCounts:
    """Committee actions by date."""
    return TimelineCounts(block(day, count) for day, count in records.items())


def block_counts() -> st.SearchStrategy[list[BlockCount]]:
    """Records of any date, or none, in any lane."""
    dates = st.none() | partial_dates()
    one = st.builds(
        lambda value, lane, count: BlockCount(block_of_date(value), lane, count),
        dates,
        st.sampled_from(LANES),
        st.integers(1, 500),
    )
    return st.lists(one, max_size=40)


def rooms() -> st.SearchStrategy[Room]:
    return st.builds(Room, st.floats(60, 4000), st.just(10.0), st.just(26.0))
