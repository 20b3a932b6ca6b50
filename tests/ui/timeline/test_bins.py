"""Records gathered into bins: nothing is lost, nothing is counted twice, and far dates do not squash the rest."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.cards import BlockCount
from oversight_viewer.domain.keys import block_day
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.ui.timeline.bins import Bins, Room, make_bins
from oversight_viewer.ui.timeline.counts import TimelineCounts
from tests.ui.timeline.making import ROOM, block, block_counts, counts_of, rooms

CORE = {f"2024-{month:02d}-{day:02d}": 2 for month in range(1, 13) for day in range(1, 26)}  # 600 records


@given(block_counts(), rooms())
def test_every_dated_record_is_in_exactly_one_bin(blocks: list[BlockCount], room: Room) -> None:
    counts = TimelineCounts(blocks)
    bins = make_bins(counts, room)
    assert counts.undated == sum(item.count for item in blocks if block_day(item.block) is None)
    assert bins.dated + counts.undated == sum(item.count for item in blocks)
    for item in blocks:
        day = block_day(item.block)
        if day is not None:
            home = [index for index, one in enumerate(bins.bins) if one.since <= day <= one.until]
            assert home == [bins.index_of(day)]
    for index, one in enumerate(bins.bins):
        inside = [item for item in blocks if (day := block_day(item.block)) and one.since <= day <= one.until]
        assert one.counts == tuple(sum(item.count for item in inside if item.lane is lane) for lane in LANES)
        assert index == 0 or bins.bins[index - 1].stop == one.first


@given(block_counts(), rooms())
def test_never_more_bins_than_fit(blocks: list[BlockCount], room: Room) -> None:
    bins = make_bins(TimelineCounts(blocks), room)
    ends = int(bins.before) + int(bins.after)
    assert len(bins.scaled) <= room.most(ends)
    assert len(bins) == len(bins.scaled) + ends


@given(block_counts(), rooms(), st.data())
def test_a_brush_over_bins_is_exactly_their_dates(blocks: list[BlockCount], room: Room, data: st.DataObject) -> None:
    counts = TimelineCounts(blocks)
    bins = make_bins(counts, room)
    if not len(bins):
        assert bins == Bins()
        return
    low = data.draw(st.integers(0, len(bins) - 1))
    high = data.draw(st.integers(low, len(bins) - 1))
    since, until = bins.dates(low, high)
    assert bins.span(since, until) == (low, high)
    chosen = counts.between(since.toordinal(), until.toordinal() + 1)
    assert chosen == bins.total(low, high)
    assert bins.total(0, len(bins) - 1) == counts.between(1, date.max.toordinal() + 1)


def test_partial_dates_count_at_their_beginning_and_are_told_where_else_they_may_belong() -> None:
    counts = counts_of({"2024": 3, "2024-08": 2, "2024-08-20": 1, "2024-10-01/2024-10-05": 1, None: 4})
    bins = make_bins(counts, Room(200, 10, 26))
    by_label = {item.since.isoformat()[:7]: item.total for item in bins.bins if item.total}
    assert by_label == {"2024-01": 3, "2024-08": 3, "2024-10": 1}
    assert counts.undated == 4
    assert counts.reaching(date(2024, 1, 1).toordinal()) == 0
    assert counts.reaching(date(2024, 8, 1).toordinal()) == 3
    assert counts.reaching(date(2024, 8, 19).toordinal()) == 5
    assert counts.reaching(date(2025, 1, 1).toordinal()) == 0


@pytest.mark.parametrize(
    ("far", "before", "after"),
    [
        ({"3018-05-01": 1}, "", "3018-12-31"),
        ({"1987-05-01": 1}, "1987-01-01", ""),
        ({"1987-05-01": 1, "3018-05-01": 1}, "1987-01-01", "3018-12-31"),
        ({"1987-05-01": 6}, "1987-01-01", ""),
        ({"2500-01-01": 1, "3018-05-01": 2}, "", "3018-12-31"),
        ({"0001-01-01": 1, "9999-12-31": 1}, "0001-01-01", "9999-12-31"),
    ],
)
def test_a_few_far_dates_go_into_end_bins(far: dict[str, int], before: str, after: str) -> None:
    bins = make_bins(counts_of({**CORE, **far}), ROOM)
    near = make_bins(counts_of(CORE), ROOM)
    assert (bins.before, bins.after) == (bool(before), bool(after))
    assert bins.step is near.step
    assert [bins.bins[index] for index in bins.scaled] == list(near.bins)
    assert bins.dated == 600 + sum(far.values())
    if before:
        assert bins.bins[0].since == date.fromisoformat(before)
    if after:
        assert bins.bins[-1].until == date.fromisoformat(after)


@pytest.mark.parametrize(
    "records",
    [
        {"1987-05-01": 40, **CORE},  # too many to be a slip
        {"2022-11-20": 1, **CORE},  # not so far that the others are squashed
        {"2024-01-01": 600, "2024-01-20": 1},  # far, but the bins can't be finer than days
        {"1024-05-01": 1, "2024-05-01": 1},  # one of two is no outlier
        {"1987-05-01": 1, "2024-05-01": 1, "2024-06-01": 1},  # a handful has room
        {"2022-10-09": 1, "2024-01-05": 1, "2024-10-03": 1_200, "2024-10-09": 10},  # many on one day, letters before
        {f"{year}-05-01": 9 for year in range(1987, 2026)},  # no gap
    ],
)
def test_other_dates_stay_to_scale(records: dict[str | None, int]) -> None:
    bins = make_bins(counts_of(records), ROOM)
    assert (bins.before, bins.after) == (False, False)


def test_one_slip_does_not_squash_a_handful() -> None:
    handful = {"2024-03-01": 1, "2024-05-01": 1, "2024-09-01": 1, "3018-09-01": 1}
    bins = make_bins(counts_of(handful), ROOM)
    assert bins.after
    assert sum(1 for item in bins.bins if item.total) == 4


def test_a_range_beyond_the_axis_touches_no_bin() -> None:
    bins = make_bins(counts_of({"2024-05-01": 1, "2023-05-01": 1}), ROOM)
    assert bins.span(date(1990, 1, 1), date(1991, 1, 1)) is None
    assert bins.span(date(2030, 1, 1), None) is None
    assert bins.span(None, None) is None
    assert bins.span(None, date(2023, 5, 3)) == (0, bins.index_of(date(2023, 5, 3)))
    assert bins.span(date(2024, 5, 3), None) == (bins.index_of(date(2024, 5, 3)), len(bins) - 1)
    assert Bins().span(date(2024, 1, 1), None) is None


def test_records_of_one_lane_and_day_add_up() -> None:
    counts = TimelineCounts([block("2024-05-01", 2, LANES[2]), block("2024-05-01", 3, LANES[2])])
    assert counts.days == [date(2024, 5, 1).toordinal()]
    assert counts.between(1, date.max.toordinal()) == (0, 0, 5)
