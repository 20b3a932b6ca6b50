"""Where a key leads from a card: within a lane by rows, to another lane by date. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from oversight_viewer.domain.kinds import LANES
from oversight_viewer.ui.board.layout import BoardLayout, Cell


class Move(Enum):
    """A wish to go to another card."""

    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()
    FIRST = auto()
    LAST = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()


def destination(
    layout: BoardLayout,
    cell: Cell | None,
    move: Move,
    *,
    rows: range,
    page: int,
    linked: Callable[[Cell], bool] | None = None,
) -> Cell | None:
    """The card to which a move leads; the same card where there is no further one. None on an empty board.

    Args:
        layout: Where cards stand.
        cell: The current card. From none, every move leads to the first card on screen.
        move: What is wanted.
        rows: The rows on screen.
        page: How many rows a page has.
        linked: Says whether a card is linked with the current one, to choose between two that are equally near.
    """
    lanes = range(len(LANES))
    if cell is None:
        return next((found for lane in lanes for row in rows if (found := layout.cell(row, lane)) is not None), None)
    place = layout.position(cell)
    match move:
        case Move.UP:
            return layout.at_position(cell.lane, place - 1)
        case Move.DOWN:
            return layout.at_position(cell.lane, place + 1)
        case Move.FIRST:
            return layout.at_position(cell.lane, 0)
        case Move.LAST:
            return layout.at_position(cell.lane, layout.lane_counts[LANES[cell.lane]])
        case Move.PAGE_UP:
            near = layout.near_row(cell.lane, layout.row_of(cell) - page)
            stays = near is None or layout.position(near) >= place
            return layout.at_position(cell.lane, place - 1) if stays else near
        case Move.PAGE_DOWN:
            near = layout.near_row(cell.lane, layout.row_of(cell) + page)
            stays = near is None or layout.position(near) <= place
            return layout.at_position(cell.lane, place + 1) if stays else near
        case Move.LEFT | Move.RIGHT:
            others = lanes[: cell.lane][::-1] if move is Move.LEFT else lanes[cell.lane + 1 :]
            candidates = (layout.nearest(cell, lane, linked) for lane in others)
            return next((near for near in candidates if near is not None), cell)
