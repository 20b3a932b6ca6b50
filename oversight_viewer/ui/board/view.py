"""The view of the board: three lanes over one model, with a geometry of its own.

It is a QTableView because Qt tells assistive technology the rows and columns of one, with our rectangles; a plain
QAbstractItemView is told as an empty area, and the binding has no table interface with which to write one. All that
QTableView knows about geometry is overridden: its headers are hidden and their sizes mean nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Density
from oversight_viewer.ui.board.bare_table import make_bare
from oversight_viewer.ui.board.card_painter import CardPainter
from oversight_viewer.ui.board.columns import Columns, columns
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.keyboard import ACTIONS, BY_KEYBOARD, KEYS, OPENING
from oversight_viewer.ui.board.layout import BoardLayout, Cell, Heights
from oversight_viewer.ui.board.model import BoardModel
from oversight_viewer.ui.board.navigation import Move, destination
from oversight_viewer.ui.board.pace import Pace
from oversight_viewer.ui.board.picks import Picks
from oversight_viewer.ui.board.scene import GAP, Scene, Sight
from oversight_viewer.ui.focus import claim_key

Index = QModelIndex | QPersistentModelIndex

_ROW = {Density.COMFORTABLE: 104, Density.COMPACT: 82}
_HEADING = 24
_BELOW = 12
_SCROLL_STEP = 40


class BoardView(QTableView):
    """Shows the model, scrolls it, and lets the user move from card to card.

    Args:
        model: The cards.
        inks: Fonts and colours of the theme.
        cards: Paints cards.
        picks: Which cards are marked.
        notes_of: What the user wrote on an entry.
    """

    chosen = Signal(QModelIndex)
    """The user has made another card the current one."""
    opened = Signal(QModelIndex)
    """The user wants to read a card."""
    mark_toggled = Signal(QModelIndex)
    mark_stretched = Signal(QModelIndex, QModelIndex)
    """All cards of a lane from the first index to the second are to be marked."""
    marks_dropped = Signal()
    columns_moved = Signal()
    """The lanes have another width or place."""

    def __init__(
        self,
        model: BoardModel,
        inks: Inks,
        cards: CardPainter,
        picks: Picks,
        notes_of: Callable[[EntryId], EntryNotes | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._inks = inks
        self._density = Density.COMFORTABLE
        self._picks = picks
        self._scene = Scene(model, inks, cards, picks, notes_of)
        self._columns = columns(0, 1.0)
        self._hovered: Cell | None = None
        self._pointer: QPoint | None = None
        self._ring = False
        self._pace = Pace()
        self._unfinished = False
        self.setModel(model)
        make_bare(self)
        self._ahead = QTimer(self)
        self._ahead.timeout.connect(self._draw_ahead)
        model.cards_read.connect(self._ahead.start)
        model.cards_read.connect(self.viewport().update)
        model.links_read.connect(self.viewport().update)
        model.modelReset.connect(self._start_anew)

    # -- where things are -------------------------------------------------------------------------------------------

    @property
    def columns(self) -> Columns:
        return self._columns

    @property
    def screen_rows(self) -> int:
        """How many rows the view can show at most, in part or whole."""
        return self.viewport().height() // max(self.heights.row, 1) + 2

    @property
    def heights(self) -> Heights:
        """The heights of rows and headings at the density and text size in use."""
        return Heights(self._inks.px(_ROW[self._density]), self._inks.px(_HEADING))

    @property
    def density(self) -> Density:
        return self._density

    @property
    def _layout(self) -> BoardLayout:
        return self._model.board_layout

    def rows_in_view(self) -> range:
        top = self.verticalOffset()
        return self._layout.rows_between(top, top + self.viewport().height())

    def rect_of(self, cell: Cell) -> QRect:
        """The rectangle of a card in the view."""
        return self._scene.rect_of(self._sight(), self._layout.row_of(cell), cell.lane)

    def _sight(self) -> Sight:
        size = self.viewport().size()
        return Sight(
            columns=self._columns,
            rows=self.rows_in_view(),
            scroll=self.verticalOffset(),
            sideways=self.horizontalOffset(),
            width=size.width(),
            height=size.height(),
            current=self.current_cell(),
            hovered=self._hovered,
            ring=self._focused_cell() if self._ring and self.hasFocus() else None,
            compact=self._density is Density.COMPACT,
        )

    # -- the current card and the scroll ----------------------------------------------------------------------------

    def current_cell(self) -> Cell | None:
        return self._model.cell(self.currentIndex())

    def _focused_cell(self) -> Cell | None:
        """The card on which keys act: the current one, else the first on screen."""
        return self.current_cell() or self.cell_after(Move.DOWN)

    def set_current(self, cell: Cell | None) -> None:
        """Make a card the current one, or none, without telling that the user did."""
        index = QModelIndex() if cell is None else self._model.index_of(cell)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.refresh_current()
        self.viewport().update()

    def refresh_current(self) -> None:
        """Look at the current card again: it may have been read by now."""
        card = self._model.card(self.currentIndex())
        self._model.choose(None if card is None else card.key)

    def offset_of(self, cell: Cell) -> int:
        """How far below the upper edge of the view a card begins, in pixels."""
        return self._layout.row_top(self._layout.row_of(cell)) - self.verticalOffset()

    def put_at(self, cell: Cell, offset: int) -> None:
        """Scroll so that a card begins so far below the upper edge of the view, if it is then wholly in view."""
        tall = self.heights
        lowest = self.viewport().height() - tall.row
        offset = max(min(offset, lowest), tall.heading)
        self.verticalScrollBar().setValue(self._layout.row_top(self._layout.row_of(cell)) - offset)

    def set_inks(self, inks: Inks) -> None:
        """Take another theme; what is looked at stays where it is."""
        rows = self.rows_in_view()
        self._inks = inks
        self._scene.set_inks(inks)
        self._take_heights(rows)

    def set_density(self, density: Density) -> None:
        """Set cards closer together or further apart; what is looked at stays where it is."""
        if density is not self._density:
            rows = self.rows_in_view()
            self._density = density
            self._take_heights(rows)

    def _take_heights(self, rows: range) -> None:
        """Give rows their new heights. The current card keeps its place if it is in view, else the top row does."""
        cell = self.current_cell()
        offset = self.offset_of(cell) if cell is not None and self._layout.row_of(cell) in rows else None
        hidden = (self.verticalOffset() - self._layout.row_top(rows.start)) / self._layout.heights.row if rows else 0
        self._model.set_layout(self._layout.with_heights(self.heights))
        self.updateGeometries()
        if cell is not None and offset is not None:
            self.put_at(cell, offset)
        elif rows and rows.start > 0:
            self.verticalScrollBar().setValue(self._layout.row_top(rows.start) + round(hidden * self.heights.row))

    def set_ring(self, *, shown: bool) -> None:
        """Show or hide the ring of keyboard focus."""
        self._ring = shown
        self.viewport().update()

    def _start_anew(self) -> None:
        self._hovered = None
        self.updateGeometries()

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

    def _draw_ahead(self) -> None:
        """Use idle time to finish the screen, and then to draw the cards above and below it, one at a time."""
        sight, ratio, near = self._sight(), self.devicePixelRatioF(), self._model.near_rows()
        if self._unfinished:
            is_over = self._pace.deadline()
            while self._scene.prepare(sight, sight.rows, ratio) and not is_over():
                pass
            self.viewport().update()
            return
        around = (range(sight.rows.stop, near.stop), range(near.start, sight.rows.start))
        if not (self.isVisible() and any(self._scene.prepare(sight, rows, ratio) for rows in around)):
            self._ahead.stop()

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
            if shift and index.isValid() and index.column() == cell.lane:
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

    def _hover(self, pointer: QPoint | None) -> None:
        self._pointer = pointer
        hovered = None if pointer is None else self._model.cell(self.indexAt(pointer))
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - links cross all of it
        self._unfinished = not self._scene.paint(QPainter(self.viewport()), self._sight(), self._pace.patience())
        if self._unfinished:
            self._ahead.start()

    def visualRect(self, index: Index) -> QRect:
        cell = self._model.cell(index)
        return QRect() if cell is None else self.rect_of(cell)

    def indexAt(self, point: QPoint) -> QModelIndex:
        lane = self._columns.lane_at(point.x() + self.horizontalOffset())
        row = self._layout.row_at(point.y() + self.verticalOffset())
        if lane is None or row is None or point.y() < self.heights.heading:
            return QModelIndex()
        inside = (cell := self._layout.cell(row, lane)) is not None and self.rect_of(cell).contains(point)
        return self._model.index(row, lane) if inside else QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        cell = self._model.cell(index)
        if cell is None:
            return
        tall, offset, view = self.heights, self.offset_of(cell), self.viewport().height()
        lowest = view - tall.row
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            self.put_at(cell, (view - tall.row) // 2)
        elif hint == QAbstractItemView.ScrollHint.PositionAtTop or offset < tall.heading:
            self.put_at(cell, tall.heading)
        elif hint == QAbstractItemView.ScrollHint.PositionAtBottom or offset > lowest:
            self.put_at(cell, lowest)
        left, after = self._columns.lanes[cell.lane]
        bar, margin = self.horizontalScrollBar(), self._columns.lanes[0][0]
        bar.setValue(min(max(bar.value(), after + margin - self.viewport().width()), left - margin))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: ARG002
        cell = self.cell_after(ACTIONS[action])
        return QModelIndex() if cell is None else self._model.index_of(cell)

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def visualRegionForSelection(self, selection: object) -> QRegion:  # noqa: ARG002 - repainted as a whole
        return QRegion(self.viewport().rect())

    def updateGeometries(self) -> None:
        size, px = self.viewport().size(), self._inks.px
        before = self._columns
        self._columns = columns(size.width(), self._inks.theme.scale)
        below = px(_BELOW) if self._layout.rows else 0
        tall = self.verticalScrollBar()
        tall.setRange(0, max(self._layout.height + below - size.height(), 0))
        tall.setPageStep(max(size.height() - self.heights.heading - px(GAP), 1))
        tall.setSingleStep(px(_SCROLL_STEP))
        wide = self.horizontalScrollBar()
        wide.setRange(0, self._columns.width - size.width())
        wide.setPageStep(size.width())
        wide.setSingleStep(px(_SCROLL_STEP))
        if before != self._columns:
            self.columns_moved.emit()
        self._model.look_at(self.rows_in_view())
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if dy:
            self._model.look_at(self.rows_in_view())
            self._pace.scrolled()
            self._ahead.start()
            self._hover(self._pointer)
        if dx:
            self.columns_moved.emit()
        self.viewport().update()

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
        if modifiers & Qt.KeyboardModifier.ShiftModifier and before.isValid() and before.column() == cell.lane:
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
