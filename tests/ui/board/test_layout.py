"""The arrangement of the board, against one that walks over every row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.cards import BlockCount
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.keys import UNDATED_BLOCK, block_of_date
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.ui.board.layout import BoardLayout, Cell, Heights
from oversight_viewer.ui.board.months import layout_by_date, month_label, month_of_block

HEIGHTS = Heights(row=10, heading=3)

_DATES = st.one_of(
    st.none(),
    st.dates(date(2023, 11, 1), date(2024, 3, 10)).map(PartialDate.of_day),
    st.sampled_from(["2023", "2024", "2023-12", "2024-01", "2024-02", "2024-01/2024-02", "2023-12-05/2024-01-09"]).map(
        PartialDate.parse
    ),
)
_COUNTS = st.dictionaries(
    st.tuples(_DATES.map(block_of_date), st.sampled_from(LANES)), st.integers(0, 4), max_size=24
).map(lambda counts: [BlockCount(block, lane, count) for (block, lane), count in counts.items()])
_BOARDS = st.builds(layout_by_date, _COUNTS, st.booleans(), heights=st.just(HEIGHTS))


@dataclass(frozen=True)
class Line:
    """A heading or a row of the naive board."""

    heading: tuple[int, int] | None
    is_heading: bool
    block: int
    rank: int
    top: int
    bottom: int


def naive_lines(counts: list[BlockCount], newest_first: bool) -> Iterator[Line]:
    """All headings and rows from the top, by walking."""
    blocks = sorted({item.block for item in counts if item.count and item.block}, reverse=newest_first)
    if any(item.count and item.block == UNDATED_BLOCK for item in counts):
        blocks.append(UNDATED_BLOCK)
    y, above = 0, "nothing yet"
    for index, block in enumerate(blocks):
        heading = month_of_block(block)
        if heading != above:
            yield Line(heading, True, index, 0, y, y + HEIGHTS.heading)
            y, above = y + HEIGHTS.heading, heading
        fullest = max(sum(item.count for item in counts if (item.block, item.lane) == (block, lane)) for lane in LANES)
        for rank in range(fullest):
            yield Line(heading, False, index, rank, y, y + HEIGHTS.row)
            y += HEIGHTS.row


@given(_COUNTS, st.booleans())
def test_rows_and_headings_stand_where_a_walk_puts_them(counts: list[BlockCount], newest_first: bool) -> None:
    board = layout_by_date(counts, newest_first, heights=HEIGHTS)
    lines = list(naive_lines(counts, newest_first))
    rows = [line for line in lines if not line.is_heading]
    assert board.rows == len(rows)
    assert board.height == (lines[-1].bottom if lines else 0)
    assert board.records == sum(item.count for item in counts)
    assert board.lane_counts == {lane: sum(i.count for i in counts if i.lane is lane) for lane in LANES}
    for row, line in enumerate(rows):
        assert (board.row_top(row), board.block_of_row(row)) == (line.top, line.block)
        for lane, name in enumerate(LANES):
            here = sum(i.count for i in counts if (i.block, i.lane) == (board.blocks[line.block], name))
            expected = Cell(line.block, lane, line.rank) if line.rank < here else None
            assert board.cell(row, lane) == expected
            assert expected is None or board.row_of(expected) == row
    for block in range(len(board.blocks)):
        own = [row for row, line in enumerate(rows) if line.block == block]
        assert list(board.block_rows(block)) == own
        assert (board.block_top(block), board.block_bottom(block)) == (rows[own[0]].top, rows[own[-1]].bottom)
    headings = [line for line in lines if line.is_heading]
    found = board.headings_between(0, board.height)
    assert [heading.top for heading in found] == [line.top for line in headings]
    assert sum(heading.records for heading in found) == board.records


@given(_COUNTS, st.booleans(), st.integers(-20, 400), st.integers(0, 60))
def test_a_height_leads_to_what_is_there(counts: list[BlockCount], newest_first: bool, top: int, tall: int) -> None:
    board = layout_by_date(counts, newest_first, heights=HEIGHTS)
    lines = list(naive_lines(counts, newest_first))
    rows = [line for line in lines if not line.is_heading]
    at = [row for row, line in enumerate(rows) if line.top <= top < line.bottom]
    assert board.row_at(top) == (at[0] if at else None)
    seen = [row for row, line in enumerate(rows) if line.top < top + tall and line.bottom > top] if tall else []
    assert list(board.rows_between(top, top + tall)) == seen
    assert list(board.blocks_of_rows(board.rows_between(top, top + tall))) == sorted({rows[row].block for row in seen})
    headings = [line.top for line in lines if line.is_heading and line.top < top + tall and line.bottom > top]
    if tall:
        assert [heading.top for heading in board.headings_between(top, top + tall)] == headings
    over = [line for line in lines if line.is_heading and line.top <= top]
    if 0 <= top < board.height:
        later = [line.top for line in lines if line.is_heading and line.top > top]
        heading, following = board.heading_over(top) or pytest.fail("no heading")
        assert (heading.top, following) == (over[-1].top, later[0] if later else board.height)
    else:
        assert board.heading_over(top) is None


@given(_BOARDS)
def test_positions_in_a_lane_count_its_cards_from_the_top(board: BoardLayout) -> None:
    for lane in range(len(LANES)):
        cells = [cell for row in range(board.rows) if (cell := board.cell(row, lane)) is not None]
        assert [board.position(cell) for cell in cells] == list(range(len(cells)))
        assert [board.at_position(lane, position) for position in range(len(cells))] == cells
        assert board.at_position(lane, -1) == (cells[0] if cells else None)
        assert board.at_position(lane, len(cells) + 5) == (cells[-1] if cells else None)
        for row in range(-2, board.rows + 2):
            above = [cell for cell in cells if board.row_of(cell) <= row]
            expected = above[-1] if above else cells[0] if cells else None
            assert board.near_row(lane, row) == expected


@given(_BOARDS)
def test_the_nearest_card_of_another_lane_is_nearest_in_days(board: BoardLayout) -> None:
    def days(one: Cell, other: Cell) -> float:
        if one.block == other.block:
            return -1
        first, second = (board.blocks[cell.block] >> 2 for cell in (one, other))
        return abs(first - second) if first and second else float("inf")

    everything = [c for row in range(board.rows) for lane in range(3) if (c := board.cell(row, lane)) is not None]
    for cell in everything:
        for lane in {0, 1, 2} - {cell.lane}:
            others = [other for other in everything if other.lane == lane]
            found = board.nearest(cell, lane)
            assert (found is None) == (not others)
            if found is not None:
                assert days(cell, found) == min(days(cell, other) for other in others)
                if found.block == cell.block:
                    assert found.rank == min(cell.rank, board.count(cell.block, lane) - 1)


def _board(*texts: tuple[str | None, Lane, int], newest_first: bool = True) -> BoardLayout:
    return layout_by_date(
        [BlockCount(block_of_date(PartialDate.parse(text) if text else None), lane, n) for text, lane, n in texts],
        newest_first,
    )


@pytest.mark.parametrize(
    ("newest_first", "labels"),
    [
        (True, ["February 2024", "January 2024", "2024", "December 2023", "2023", "No date"]),
        (False, ["2023", "December 2023", "2024", "January 2024", "February 2024", "No date"]),
    ],
)
def test_years_and_undated_entries_have_headings_of_their_own(newest_first: bool, labels: list[str]) -> None:
    board = _board(
        ("2023", Lane.ACTION, 1),
        ("2023-12", Lane.ACTION, 2),
        ("2024", Lane.MEETING, 1),
        ("2024-01", Lane.ACTION, 1),
        ("2024-01-01", Lane.RESPONSE, 3),
        ("2024-01-01/2024-02", Lane.RESPONSE, 1),
        ("2024-02-29", Lane.ACTION, 1),
        (None, Lane.MEETING, 2),
        newest_first=newest_first,
    )
    headings = board.headings_between(0, board.height)
    first_blocks = [board.blocks[board.section_blocks(heading.section).start] for heading in headings]
    assert [month_label(month_of_block(block)) for block in first_blocks] == labels
    assert dict(zip(labels, [h.records for h in headings], strict=True))["January 2024"] == 5
    assert board.blocks[-1] == UNDATED_BLOCK


@pytest.mark.parametrize(("linked_rank", "expected"), [(None, "above"), ("below", "below"), ("above", "above")])
def test_of_two_equally_near_the_linked_one_is_chosen(linked_rank: str | None, expected: str) -> None:
    board = _board(("2024-05-12", Lane.RESPONSE, 1), ("2024-05-10", Lane.ACTION, 1), ("2024-05-08", Lane.RESPONSE, 1))
    places = {"above": Cell(0, 2, 0), "below": Cell(2, 2, 0)}
    wanted = places.get(linked_rank or "")
    assert board.nearest(Cell(1, 0, 0), 2, lambda cell: cell == wanted) == places[expected]


def test_other_heights_change_nothing_but_heights() -> None:
    board = _board(("2024-05-12", Lane.RESPONSE, 2), ("2024-04-10", Lane.ACTION, 1))
    larger = board.with_heights(Heights(208, 48))
    assert (board.height, larger.height) == (3 * 104 + 2 * 24, 3 * 208 + 2 * 48)
    assert larger.blocks == board.blocks
    assert larger.row_top(2) == 2 * board.row_top(2)


def test_a_board_of_many_years_is_one_list_of_blocks() -> None:
    first = date(1990, 1, 1)
    counts = [
        BlockCount(block_of_date(PartialDate.of_day(first + timedelta(days=day))), lane, 1 + day % 3)
        for day in range(12_000)
        for lane in LANES
    ]
    board = layout_by_date(counts)
    assert len(board.blocks) == 12_000
    assert board.records == sum(item.count for item in counts)
    assert board.row_at(board.height - 1) == board.rows - 1


# -- one lane alone -------------------------------------------------------------------------------------------------


@given(_COUNTS, st.booleans(), st.sampled_from(LANES))
def test_a_lane_alone_stands_as_if_there_were_no_other(
    counts: list[BlockCount], newest_first: bool, lane: Lane
) -> None:
    alone = layout_by_date(counts, newest_first, heights=HEIGHTS).showing(lane.number)
    only = layout_by_date([item for item in counts if item.lane is lane], newest_first, heights=HEIGHTS)
    assert (alone.rows, alone.height) == (only.rows, only.height)
    assert alone.rows == alone.lane_counts[lane]
    for row in range(alone.rows):
        cell = alone.cell(row, lane.number)
        assert cell is not None
        assert alone.row_of(cell) == row
        assert alone.row_top(row) == only.row_top(row)
        assert alone.blocks[cell.block] == only.blocks[only.block_of_row(row)]
        assert alone.near_row(lane.number, row) == cell
        assert all(alone.cell(row, other) is None for other in range(3) if other != lane.number)
    for y in range(-3, alone.height + 3):
        assert alone.row_at(y) == only.row_at(y)
        assert alone.rows_between(y, y + 25) == only.rows_between(y, y + 25)
        over, other = alone.heading_over(y), only.heading_over(y)
        assert (over is None) == (other is None)
        assert over is None or other is None or (over[0].records, over[1]) == (other[0].records, other[1])
    headings = alone.headings_between(0, alone.height)
    assert [(item.records, item.top) for item in headings] == [
        (item.records, item.top) for item in only.headings_between(0, only.height)
    ]
    assert [alone.heading(item.section) for item in headings] == headings
    assert all(alone.section_blocks(item.section) for item in headings)


@given(_COUNTS, st.booleans(), st.sampled_from(LANES), st.integers(-2, 20), st.integers(0, 20))
def test_of_some_rows_of_a_lane_only_its_blocks_and_sections_count(
    counts: list[BlockCount], newest_first: bool, lane: Lane, first: int, size: int
) -> None:
    alone = layout_by_date(counts, newest_first, heights=HEIGHTS).showing(lane.number)
    rows = range(first, first + size)
    cells = [cell for row in rows if (cell := alone.cell(row, lane.number)) is not None]
    assert list(alone.blocks_of_rows(rows)) == sorted({cell.block for cell in cells})
    assert list(alone.sections_of_rows(rows)) == sorted({alone.section_of_block(cell.block) for cell in cells})


@given(_BOARDS, st.sampled_from(LANES))
def test_all_lanes_come_back_as_they_were(board: BoardLayout, lane: Lane) -> None:
    back = board.showing(lane.number).showing(None)
    assert (back.rows, back.height, list(back.lanes)) == (board.rows, board.height, [0, 1, 2])
    assert [back.row_top(row) for row in range(back.rows)] == [board.row_top(row) for row in range(board.rows)]


def test_of_very_many_sections_those_with_cards_are_found_too() -> None:
    days = [block_of_date(PartialDate.of_day(date(1700 + n // 12, n % 12 + 1, 5))) for n in range(3_000)]
    counts = [BlockCount(day, Lane.MEETING if n % 7 == 0 else Lane.ACTION, 1) for n, day in enumerate(days)]
    alone = layout_by_date(counts, heights=HEIGHTS).showing(Lane.MEETING.number)
    only = layout_by_date([item for item in counts if item.lane is Lane.MEETING], heights=HEIGHTS)
    assert alone.height == only.height
    assert len(alone.headings_between(0, alone.height)) == len(only.headings_between(0, only.height)) == 429
