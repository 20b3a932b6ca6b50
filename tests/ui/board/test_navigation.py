"""Where keys lead on the board, and what is chosen there."""

from __future__ import annotations

import pytest

from oversight_viewer.domain.cards import BlockCount
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.keys import block_of_date
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.columns import columns
from oversight_viewer.ui.board.layout import BoardLayout, Cell
from oversight_viewer.ui.board.months import layout_by_date
from oversight_viewer.ui.board.navigation import Move, destination
from oversight_viewer.ui.board.picks import Picks

# Actions, meetings, responses of four days; oldest first they are blocks 0 to 3, of 2, 1, 3 and 1 rows.
_DAYS = {"2024-08-01": (2, 1, 0), "2024-08-20": (0, 1, 0), "2024-09-05": (3, 0, 1), "2024-10-10": (1, 0, 0)}


def _board() -> BoardLayout:
    return layout_by_date(
        [
            BlockCount(block_of_date(PartialDate.parse(day)), lane, count)
            for day, counts in _DAYS.items()
            for lane, count in zip(LANES, counts, strict=True)
        ],
        newest_first=False,
    )


@pytest.mark.parametrize(
    ("start", "move", "goal"),
    [
        (Cell(0, 0, 0), Move.DOWN, Cell(0, 0, 1)),
        (Cell(0, 0, 1), Move.DOWN, Cell(2, 0, 0)),  # over a block in which the lane is empty
        (Cell(3, 0, 0), Move.DOWN, Cell(3, 0, 0)),  # down from the last card stays
        (Cell(2, 0, 0), Move.UP, Cell(0, 0, 1)),
        (Cell(0, 0, 0), Move.UP, Cell(0, 0, 0)),
        (Cell(2, 0, 1), Move.FIRST, Cell(0, 0, 0)),
        (Cell(0, 0, 1), Move.LAST, Cell(3, 0, 0)),
        (Cell(0, 0, 0), Move.PAGE_DOWN, Cell(0, 0, 1)),  # row 2 is empty in the lane: the last card above it
        (Cell(0, 0, 1), Move.PAGE_DOWN, Cell(2, 0, 0)),
        (Cell(3, 0, 0), Move.PAGE_UP, Cell(2, 0, 1)),
        (Cell(2, 0, 0), Move.PAGE_UP, Cell(0, 0, 1)),
        (Cell(0, 0, 0), Move.PAGE_UP, Cell(0, 0, 0)),
        (Cell(2, 0, 2), Move.RIGHT, Cell(1, 1, 0)),  # 16 days before is the nearest
        (Cell(0, 0, 1), Move.RIGHT, Cell(0, 1, 0)),  # the same day
        (Cell(0, 1, 0), Move.RIGHT, Cell(2, 2, 0)),
        (Cell(2, 2, 0), Move.RIGHT, Cell(2, 2, 0)),
        (Cell(0, 0, 0), Move.LEFT, Cell(0, 0, 0)),
        (Cell(1, 1, 0), Move.LEFT, Cell(2, 0, 0)),
        (None, Move.DOWN, Cell(2, 0, 0)),  # from nowhere to the first card on screen
    ],
)
def test_keys_lead_to_the_next_card(start: Cell | None, move: Move, goal: Cell) -> None:
    assert destination(_board(), start, move, rows=range(2, 6), page=2) == goal


def test_an_empty_lane_is_passed_over() -> None:
    block = block_of_date(PartialDate.parse("2024-08-01"))
    board = layout_by_date([BlockCount(block, LANES[0], 1), BlockCount(block, LANES[2], 1)])
    assert destination(board, Cell(0, 0, 0), Move.RIGHT, rows=range(1), page=1) == Cell(0, 2, 0)
    assert destination(board, Cell(0, 2, 0), Move.LEFT, rows=range(1), page=1) == Cell(0, 0, 0)


def test_an_empty_board_leads_nowhere() -> None:
    assert destination(BoardLayout(), None, Move.DOWN, rows=range(0), page=5) is None


@pytest.mark.parametrize(
    ("width", "scale", "narrow", "dates", "links", "fits"),
    [
        (892, 1.0, False, 90, 30, True),
        (700, 1.0, True, 66, 24, True),
        (640, 1.0, True, 66, 24, True),
        (500, 1.0, True, 66, 24, False),
        (892, 2.0, True, 132, 48, False),
        (1784, 2.0, False, 180, 60, True),
    ],
)
def test_lanes_share_the_width(width: int, scale: float, narrow: bool, dates: int, links: int, fits: bool) -> None:
    places = columns(width, scale)
    widths = {after - left for left, after in places.lanes}
    assert len(widths) == 1
    assert places.lane_width >= round(176 * scale)
    assert (places.narrow, places.dates[1] - places.dates[0], places.links[1] - places.links[0]) == (
        narrow,
        dates,
        links,
    )
    assert (places.width == width) is fits
    assert places.lanes[2][1] <= places.width
    assert [places.lane_at(x) for x in (0, places.lanes[0][0], places.dates[0], places.lanes[2][1] - 1)] == [
        None,
        0,
        None,
        2,
    ]
    assert places.moved(-7).lanes[1][0] == places.lanes[1][0] - 7


def test_marks_are_set_apart_from_the_current_card() -> None:
    a, b, c = EntryId("a"), EntryId("b"), EntryId("c")
    picks = Picks()
    assert picks.chosen == []
    picks.current = a
    assert picks.chosen == [a]
    picks.toggle(b)
    picks.mark([c, b])
    picks.current = c
    assert picks.chosen == picks.marked == [b, c]
    picks.toggle(b)
    picks.unmark([c, a])
    assert (picks.chosen, picks.is_marked(c)) == ([c], False)
    picks.mark([a])
    assert picks.unmark_all()
    assert not picks.unmark_all()
