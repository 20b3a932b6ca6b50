"""Where bins stand, and what is written below them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.cards import BlockCount
from oversight_viewer.ui.timeline.axis import Axis, congress_name
from oversight_viewer.ui.timeline.bins import Bins, Room, make_bins
from oversight_viewer.ui.timeline.counts import TimelineCounts
from tests.ui.timeline.making import ROOM, block_counts, counts_of, rooms

GAP = 8.0


def width_of(text: str) -> float:
    return 6.0 * len(text)


def axis_of(records: dict[str | None, int], width: float = 864) -> Axis:
    return Axis(make_bins(counts_of(records), Room(width, 10, 26)), 12, width, 26)


@given(block_counts(), rooms(), st.data())
def test_places_and_bins_are_one_to_one(blocks: list[BlockCount], room: Room, data: st.DataObject) -> None:
    axis = Axis(make_bins(TimelineCounts(blocks), room), 12, room.width, room.end)
    if not len(axis.bins):
        assert axis.ticks(width_of, GAP) == []
        return
    index = data.draw(st.integers(0, len(axis.bins) - 1))
    begin, end = axis.place(index)
    assert axis.bin_at((begin + end) / 2) == index
    assert (axis.edge_near(begin + 0.1 * (end - begin)), axis.edge_near(end - 0.1 * (end - begin))) == (
        index,
        index + 1,
    )
    one = axis.bins.bins[index]
    assert axis.x_of(one.first) == pytest.approx(begin)
    assert axis.x_of(one.stop) == pytest.approx(end)
    days = data.draw(st.lists(st.integers(one.first, one.stop), min_size=2, max_size=2).map(sorted))
    assert begin - 0.01 <= axis.x_of(days[0]) <= axis.x_of(days[1]) <= end + 0.01
    assert axis.place(0)[0] == pytest.approx(12)
    assert axis.place(len(axis.bins) - 1)[1] == pytest.approx(12 + room.width)


@given(block_counts(), rooms())
def test_labels_ascend_and_have_room(blocks: list[BlockCount], room: Room) -> None:
    axis = Axis(make_bins(TimelineCounts(blocks), room), 12, room.width, room.end)
    places = [tick.x for tick in axis.ticks(width_of, GAP)]
    assert places == sorted(places)
    assert bool(places) == (len(axis.bins) > 0)
    assert all(12 - 0.01 <= x <= 12 + room.width + 0.01 for x in places)


def test_beyond_the_ends_is_the_nearest() -> None:
    axis = axis_of({"2022-05-01": 1, "2024-05-01": 1})
    assert (axis.bin_at(-100), axis.bin_at(9999)) == (0, 35)
    assert (axis.x_of(1), axis.x_of(date.max.toordinal())) == (12, 876)


def test_a_brush_is_to_scale_within_its_bins_and_open_to_the_ends() -> None:
    axis = axis_of({"2022-05-01": 1, "2024-05-01": 1})
    assert axis.bin_width == 24
    assert axis.brush(date(2022, 2, 1), date(2022, 3, 31)) == (36, 84)
    assert axis.brush(date(2022, 4, 16), date(2022, 4, 30)) == (96, 108)
    assert axis.brush(None, date(2022, 1, 31)) == (12, 36)
    assert axis.brush(date(2024, 12, 1), None) == (852, 876)
    assert axis.brush(date(1990, 1, 1), date(1991, 1, 1)) == (12, 12)
    assert axis.brush(None, None) is None
    assert Axis(Bins(), 12, 864, 26).brush(date(2024, 1, 1), None) is None


@pytest.mark.parametrize(
    ("first", "last", "width", "labels"),
    [
        ("2022-05-01", "2024-05-01", 864, ["2022 117th Congress", "2023 118th Congress", "2024"]),
        ("1789-05-01", "1791-05-01", 864, ["1789 1st Congress", "1790", "1791 2nd Congress"]),
        ("2009-05-01", "2020-05-01", 300, ["2009", "2011", "2013", "2015", "2017", "2019"]),
        ("1989-05-01", "2020-05-01", 320, ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]),
        ("2024-10-03", "2024-10-17", 320, ["Oct 2024", "8", "15", "22", "29"]),
        ("2023-11-02", "2024-03-20", 400, ["Nov 2023", "Dec", "Jan 2024", "Feb", "Mar"]),
        ("2023-11-02", "2024-11-20", 700, ["Nov 2023", "Feb", "May", "Aug", "Nov"]),
    ],
)
def test_what_is_written_below(first: str, last: str, width: float, labels: list[str]) -> None:
    ticks = axis_of({first: 1, last: 1}, width).ticks(width_of, GAP)
    # Notes are given wherever they are true; the painter leaves out those that have no room.
    told = [f"{tick.label} {tick.note}".strip() if "Congress" in labels[0] else tick.label for tick in ticks]
    assert told == labels


def test_the_days_between_are_written_lighter() -> None:
    ticks = axis_of({"2024-10-03": 1, "2024-10-17": 1}, 864).ticks(width_of, GAP)
    assert [tick.label for tick in ticks if tick.strong] == ["Oct 2024"]
    assert ticks[-1].label == "31"


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (1788, ""),
        (1789, "1st Congress"),
        (1790, "1st Congress"),
        (1809, "11th Congress"),
        (2009, "111th Congress"),
        (2023, "118th Congress"),
        (2024, "118th Congress"),
        (2029, "121st Congress"),
        (2033, "123rd Congress"),
    ],
)
def test_the_congress_of_a_year(year: int, name: str) -> None:
    assert congress_name(year) == name


def test_end_bins_keep_their_width() -> None:
    core = {f"2024-{month:02d}-{day:02d}": 2 for month in range(1, 13) for day in range(1, 26)}
    axis = Axis(make_bins(counts_of({**core, "3018-01-01": 1}), ROOM), 12, 864, 26)
    assert axis.place(len(axis.bins) - 1) == pytest.approx((850, 876))
    assert axis.ticks(width_of, GAP)[0].label == "Jan 2024"
