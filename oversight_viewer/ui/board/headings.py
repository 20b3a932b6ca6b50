"""The row above the board: the name and number of records of each lane, and the button for the order.

Where there is room for one lane only, the names are tabs.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.domain.views import Order
from oversight_viewer.ui.board.columns import Columns, columns
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.lane_tabs import LaneTabs
from oversight_viewer.ui.board.order_button import OrderButton
from oversight_viewer.ui.icons import paint_lane_glyph

_HEIGHT = 34
_BUTTON = 24
_GLYPH = 11


class LaneHeadings(QWidget):
    """The headings of the three lanes, above them, or their tabs above the only one.

    Args:
        inks: Fonts and colours of the theme.
    """

    order_pressed = Signal()
    """The user wants the other order."""
    order_chosen = Signal(Order)
    """The user wants one order of several."""
    lane_chosen = Signal(int)
    """The user wants to see the lane of a number."""

    def __init__(self, inks: Inks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = inks
        self._columns = columns(0, 1.0)
        self._counts: Mapping[Lane, int] | None = None
        self._button = OrderButton(inks, self)
        self._button.turned.connect(self.order_pressed)
        self._button.chosen.connect(self.order_chosen)
        self.tabs = LaneTabs(inks, self)
        self.tabs.hide()
        self.tabs.currentChanged.connect(self.lane_chosen)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_inks(inks)

    def set_inks(self, inks: Inks) -> None:
        self._inks = inks
        self._button.set_inks(inks)
        self.tabs.set_inks(inks)
        self.updateGeometry()
        self._place_parts()

    def set_columns(self, places: Columns) -> None:
        """Follow the lanes, which may have been scrolled sideways."""
        self._columns = places
        self._place_parts()

    def set_counts(self, counts: Mapping[Lane, int] | None) -> None:
        """Show how many records each lane has; an ellipsis while that is not known."""
        self._counts = counts
        self.tabs.set_counts(counts)
        self.update()

    def set_order(self, order: Order, *, with_best: bool) -> None:
        """Show which records come first, and whether the best matches may."""
        self._button.set_order(order, with_best=with_best)
        self._place_parts()

    def set_ranking(self, is_ranking: bool) -> None:
        """Say that the best matches are being ranked, or no longer."""
        self._button.set_ranking(is_ranking)
        self._place_parts()

    def _place_parts(self) -> None:
        only, first = self._columns.only, self._columns.lanes[0][0]
        if only is not None:
            self.tabs.set_lane(only)
            self.tabs.setGeometry(first, 0, max(self.width() - first, 0), self._inks.px(_HEIGHT))
        self.tabs.setVisible(only is not None)
        self._place_button()

    def _place_button(self) -> None:
        inks, (left, after) = self._inks, self._columns.dates
        room = after - left - inks.px(4)
        height = inks.px(_BUTTON)
        width = self._button.width_in(room)
        self._button.setGeometry((left + after - width) // 2, (inks.px(_HEIGHT) - height) // 2, width, height)
        self.update()

    def _count(self, lane: Lane) -> str:
        return "…" if self._counts is None else f"{self._counts[lane]:,}"

    def _room(self, count: str) -> int:
        """How wide a name may be, in pixels."""
        px = self._inks.px
        return self._columns.lane_width - px(_GLYPH) - 2 * px(8) - self._inks.width("meta", count)

    def _paint_lane(self, painter: QPainter, lane: Lane, left: int, after: int, *, short: bool) -> None:
        inks, tall = self._inks, self.height()
        color = inks.color(lane.value)
        glyph = inks.px(_GLYPH)
        paint_lane_glyph(painter, QRect(left, (tall - glyph) // 2, glyph, glyph), lane, color)
        text_left = left + glyph + inks.px(8)
        count = self._count(lane)
        room = max(self._room(count), 0)
        name = lane.short_heading if short else lane.heading
        name = inks.metrics("ui_bold").elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(inks.font("ui_bold"))
        painter.setPen(inks.color("text"))
        painter.drawText(QPoint(text_left, inks.baseline("ui_bold", 0, tall)), name)
        text_left += inks.width("ui_bold", name) + inks.px(8)
        painter.setFont(inks.font("meta"))
        painter.setPen(inks.color("text3"))
        painter.drawText(QPoint(text_left, inks.baseline("meta", 0, tall)), count)
        painter.fillRect(QRect(left, tall - 2, after - left, 2), color)

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(0, self._inks.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._inks.color("surface"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), self._inks.color("line"))
        if self._columns.only is not None:
            return
        width = self._inks.width
        short = any(width("ui_bold", lane.heading) > self._room(self._count(lane)) for lane in LANES)
        for lane, (left, after) in zip(LANES, self._columns.lanes, strict=True):
            self._paint_lane(painter, lane, left, after, short=short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_parts()
        super().resizeEvent(event)
