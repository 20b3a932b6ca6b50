"""The view of the board as one uses it: with keys and pointer from card to card."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from oversight_viewer.ui.board.keyboard import ACTIONS, BY_KEYBOARD, KEYS, OPENING
from oversight_viewer.ui.board.layout import Cell
from oversight_viewer.ui.board.navigation import Move, destination
from oversight_viewer.ui.board.surface import BoardSurface
from oversight_viewer.ui.focus import claim_key


class BoardView(BoardSurface):
    """The lanes, in which the user moves from card to card, marks and opens them. The arguments are the surface's."""

    chosen = Signal(QModelIndex)
    """The user has made another card the current one."""
    opened = Signal(QModelIndex)
    """The user wants to read a card."""
    mark_toggled = Signal(QModelIndex)
    mark_stretched = Signal(QModelIndex, QModelIndex)
    """All cards of a lane from the first index to the second are to be marked."""
    marks_dropped = Signal()

    # -- moving about -----------------------------------------------------------------------------------------------

    def cell_after(self, move: Move) -> Cell | None:
        """Where a move leads from the current card; from none, to the first one on screen."""
        cell = self.current_cell()
        linked = self._scene.linked_with(cell)
        return destination(
            self._layout,
            cell,
            move,
            rows=self.rows_in_view(),
            page=max(self.viewport().height() // self.heights.row - 1, 1),
            linked=lambda near: self._scene.key_at(near) in linked,
        )

    def _is_in_lane(self, index: QModelIndex, cell: Cell) -> bool:
        """Whether the card at an index is in the same lane as another."""
        other = self._model.cell(index)
        return other is not None and other.lane == cell.lane

    def go_to_lane(self, lane: int) -> None:
        """Show the lane of a number; where all are shown, go to the card of it that is nearest to the current one."""
        if self.lane is not None:
            self.show_lane(lane)
            return
        here = self._focused_cell()
        cell = here if here is None or here.lane == lane else self._layout.nearest(here, lane)
        if cell is not None:
            self._go_to(cell)
            self.scrollTo(self.currentIndex())

    def _go_to(self, cell: Cell) -> None:
        if cell != self.current_cell():
            self.set_current(cell)
            self.chosen.emit(self.currentIndex())

    def _key_pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        index = self.currentIndex()
        shift = plain == Qt.KeyboardModifier.ShiftModifier
        if key in KEYS and (shift or not plain):
            cell = self.cell_after(KEYS[key])
            if cell is None:
                return True
            if shift and self._is_in_lane(index, cell):
                self.mark_stretched.emit(index, self._model.index_of(cell))
            self._go_to(cell)
            self.scrollTo(self.currentIndex())
            return True
        cell = self._focused_cell()
        if plain or cell is None:
            return False
        if key in OPENING:
            self._go_to(cell)
            self.opened.emit(self.currentIndex())
        elif key == Qt.Key.Key_Space:
            self._go_to(cell)
            self.mark_toggled.emit(self.currentIndex())
        elif key == Qt.Key.Key_Escape and self._picks.marked:
            self.marks_dropped.emit()
        else:
            return False
        return True

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: ARG002
        cell = self.cell_after(ACTIONS[action])
        return QModelIndex() if cell is None else self._model.index_of(cell)

    def keyboardSearch(self, search: str) -> None:
        """Single letters are commands of the window, not the beginning of a title."""

    def event(self, event: QEvent) -> bool:
        # Asked for each event, so the type is looked at first: nearly all are not about keys.
        asks = event.type() == QEvent.Type.ShortcutOverride and bool(self._picks.marked)
        return (asks and claim_key(event, Qt.Key.Key_Escape)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._key_pressed(event):
            self.set_ring(shown=True)
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.set_ring(shown=False)
        index = self.indexAt(event.position().toPoint())
        cell = self._model.cell(index)
        if cell is None:
            event.ignore()
            return
        before = self.currentIndex()
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.ShiftModifier and self._is_in_lane(before, cell):
            self.mark_stretched.emit(before, index)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.mark_toggled.emit(index)
        self._go_to(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(index)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in BY_KEYBOARD
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: ARG002 - the ring goes
        self.viewport().update()
