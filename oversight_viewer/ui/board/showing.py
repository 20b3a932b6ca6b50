"""What the board does to have an entry, or a lane, in view."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView

from oversight_viewer.domain.kinds import LANES
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.headings import LaneHeadings
from oversight_viewer.ui.board.layout import Cell
from oversight_viewer.ui.board.model import BoardModel
from oversight_viewer.ui.board.picks import Picks
from oversight_viewer.ui.board.view import BoardView


class Showing:
    """The part of the board that brings cards and lanes into view."""

    _headings: LaneHeadings
    _model: BoardModel
    _picks: Picks
    _view: BoardView

    def show_lane(self, lane: int) -> None:
        """Show the lane of a number, where one is shown at a time; else go to the nearest card of it."""
        self._view.go_to_lane(lane)

    def set_cramped(self, cramped: bool) -> None:
        """Say whether there is so little room that lanes are shown one at a time."""
        self._view.set_cramped(cramped)

    def _put_anchor(self, cell: Cell, offset: int | None, *, new: bool) -> None:
        """Make a card the current one, where it stood before; if it was not in view, in view of what is new.

        Of lanes that are shown one at a time, another one may have been chosen: then the card waits there.
        """
        self._view.set_current(cell, follow=False)
        if not self._view.shows(cell):
            return
        if offset is not None:
            self._view.put_at(cell, offset)
        elif new:
            self._bring_into_view(cell)

    def _show_found(self, entry: EntryId, cell: Cell | None) -> None:
        if cell is not None and self._picks.current == entry:
            self._show_current(cell)

    def _show_current(self, cell: Cell) -> None:
        self._view.set_current(cell)
        self._bring_into_view(cell)

    def _bring_into_view(self, cell: Cell) -> None:
        if not self._view.shows(cell):
            return
        rows = self._view.rows_in_view()
        hint = QAbstractItemView.ScrollHint
        seen = self._model.board_layout.row_of(cell) in rows
        self._view.scrollTo(self._model.index_of(cell), hint.EnsureVisible if seen else hint.PositionAtCenter)

    def _place_headings(self) -> None:
        lane = self._view.lane
        self._view.setAccessibleName("Record, three lanes" if lane is None else LANES[lane].heading)
        self._headings.set_columns(self._view.columns.moved(-self._view.horizontalOffset()))
