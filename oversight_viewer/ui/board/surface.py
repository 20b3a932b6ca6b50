"""What the view of the board shows and where: the lanes over one model, with a geometry of its own.

It is a QTableView because Qt tells assistive technology the rows and columns of one, with our rectangles; a plain
QAbstractItemView is told as an empty area, and the binding has no table interface with which to write one. All that
QTableView knows about geometry is overridden: its headers are hidden and their sizes mean nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Density
from oversight_viewer.ui.board.bare_table import make_bare
from oversight_viewer.ui.board.card_painter import CardPainter
from oversight_viewer.ui.board.columns import Columns, columns, has_room_for_three
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.layout import BoardLayout, Cell, Heights
from oversight_viewer.ui.board.model import BoardModel
from oversight_viewer.ui.board.navigation import Move, destination
from oversight_viewer.ui.board.pace import Pace
from oversight_viewer.ui.board.picks import Picks
from oversight_viewer.ui.board.scene import GAP, Scene, Sight

Index = QModelIndex | QPersistentModelIndex

_ROW = {Density.COMFORTABLE: 104, Density.COMPACT: 82}
_HEADING = 24
_BELOW = 12
_SCROLL_STEP = 40


class BoardSurface(QTableView):
    """Shows the model and scrolls it: three lanes, or one alone where there is no room for three.

    Args:
        model: The cards.
        inks: Fonts and colours of the theme.
        cards: Paints cards.
        picks: Which cards are marked.
        notes_of: What the user wrote on an entry.
    """

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
        self._lane = 0  # which one is shown, where it is one
        self._is_cramped = self._keeps_form = self._was_shown = False
        self._aside: Cell | None = None  # the current card, if it is in a lane that is not shown
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
        cell = self.current_cell()
        return cell or destination(self._layout, None, Move.DOWN, rows=self.rows_in_view(), page=1)

    def set_current(self, cell: Cell | None, *, follow: bool = True) -> None:
        """Make a card the current one, or none, without telling that the user did.

        Args:
            cell: The card.
            follow: Show its lane, if another one is shown. Else the card is marked when its lane is.
        """
        self._aside = None
        if cell is not None and follow and not self.shows(cell):
            self.show_lane(cell.lane)
        if cell is not None and not self.shows(cell):
            self._aside = cell
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

    # -- one lane alone ---------------------------------------------------------------------------------------------

    @property
    def lane(self) -> int | None:
        """The number of the lane that is shown alone, None if all three are."""
        return self._layout.lane

    def shows(self, cell: Cell) -> bool:
        """Whether the lane of a card is shown."""
        return self._layout.shows(cell)

    def set_cramped(self, cramped: bool) -> None:
        """Say whether lanes are to be shown one at a time, even if three could just be squeezed in."""
        self._is_cramped = cramped
        self.updateGeometries()

    def show_lane(self, lane: int) -> None:
        """Show the lane of a number, where one is shown at a time. What was looked at stays in view by its date."""
        self._lane = lane
        self.updateGeometries()

    def _fit_lanes(self) -> None:
        """Show three lanes if there is room for them, else one: the one chosen, or that of the card looked at."""
        width, scale = self.viewport().width(), self._inks.theme.scale
        if not width:
            return  # it comes back into view, and has no place yet
        if not self._is_cramped and has_room_for_three(width, scale):
            self._change_form(None)
            return
        if self.lane is None:
            cell = self.current_cell()
            if cell is not None and self._layout.row_of(cell) in self.rows_in_view():
                self._lane = cell.lane
        self._change_form(self._lane)

    def _top_cell(self) -> Cell | None:
        """A card of the uppermost row of which most is in view."""
        tall, layout = self.heights, self._layout
        rows = layout.rows_between(self.verticalOffset() + tall.heading + tall.row // 2, layout.height)
        if not rows:
            return None
        cells = (layout.cell(rows.start, lane) for lane in layout.lanes)
        return next((cell for cell in cells if cell is not None), None)

    def _change_form(self, lane: int | None) -> None:
        layout = self._layout
        if lane == layout.lane:
            return
        current, rows = self.current_cell(), self.rows_in_view()
        is_seen = current is not None and layout.row_of(current) in rows
        looked_at = current if is_seen else self._top_cell()
        offset = 0 if looked_at is None else self.offset_of(looked_at)
        at_top = self.verticalOffset() == 0 and looked_at is not current
        current = current or self._aside
        self._model.show_lane(lane)
        if current is not None:
            self.set_current(current, follow=False)
        if looked_at is not None and not self.shows(looked_at):
            looked_at = self._layout.nearest(looked_at, self._lane)
        if at_top:
            self.verticalScrollBar().setValue(0)
        elif looked_at is not None:
            self.put_at(looked_at, offset)

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
        self._keeps_form = True  # until the scroll is right again: another form goes by what is in view
        self.updateGeometries()
        if cell is not None and offset is not None:
            self.put_at(cell, offset)
        elif rows and rows.start > 0:
            self.verticalScrollBar().setValue(self._layout.row_top(rows.start) + round(hidden * self.heights.row))
        self._keeps_form = False
        self.updateGeometries()

    def set_ring(self, *, shown: bool) -> None:
        """Show or hide the ring of keyboard focus."""
        self._ring = shown
        self.viewport().update()

    def _start_anew(self) -> None:
        self._hovered = None
        self._aside = None
        self.updateGeometries()

    def _hover(self, pointer: QPoint | None) -> None:
        self._pointer = pointer
        hovered = None if pointer is None else self._model.cell(self.indexAt(pointer))
        if hovered != self._hovered:
            self._hovered = hovered
            self.viewport().update()

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
        cell = self._layout.cell(row, lane)
        inside = cell is not None and self.rect_of(cell).contains(point)
        return self._model.index_of(cell) if cell is not None and inside else QModelIndex()

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
        bar, margin = self.horizontalScrollBar(), self._columns.left
        bar.setValue(min(max(bar.value(), after + margin - self.viewport().width()), left - margin))

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def visualRegionForSelection(self, selection: object) -> QRegion:  # noqa: ARG002 - repainted as a whole
        return QRegion(self.viewport().rect())

    def updateGeometries(self) -> None:
        size, px = self.viewport().size(), self._inks.px
        before = self._columns
        if self._was_shown and not self._keeps_form:  # before, it has no size of its own
            self._fit_lanes()
        self._columns = columns(size.width(), self._inks.theme.scale, self.lane)
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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._was_shown = True
        self.updateGeometries()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if dy:
            self._model.look_at(self.rows_in_view())
            self._pace.scrolled()
            self._ahead.start()
            self._hover(self._pointer)
        if dx:
            self.columns_moved.emit()
        self.viewport().update()
