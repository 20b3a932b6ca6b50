"""The drawing on the welcome page."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.ui.icons import paint_lane_glyph
from oversight_viewer.ui.painting import LEFT, paint_rounded
from oversight_viewer.ui.theme import Theme, ThemeSource


class LanesDrawing(QWidget):
    """Three lanes with linked cards. It only decorates; what it means stands in the sentence above it."""

    _SIZE = (560, 164)

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_source.theme_changed.connect(self.updateGeometry)
        theme_source.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        px = self._theme_source.theme.px
        return QSize(px(self._SIZE[0]), px(self._SIZE[1]))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(theme.scale, theme.scale)
        for lane, left in zip(LANES, (0, 192, 384), strict=True):
            self._paint_heading(painter, theme, lane, left)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(171.5, 24), QPointF(171.5, 162))
        for lane, left, top, width in (
            (Lane.ACTION, 0, 28, 84),
            (Lane.MEETING, 192, 74, 96),
            (Lane.RESPONSE, 384, 74, 84),
            (Lane.ACTION, 0, 122, 84),
            (Lane.RESPONSE, 384, 122, 84),
        ):
            self._paint_card(painter, theme, lane, QRectF(left, top, 151, 35), width)
        self._paint_links(painter, theme)

    def _paint_heading(self, painter: QPainter, theme: Theme, lane: Lane, left: int) -> None:
        paint_lane_glyph(painter, QRectF(left, 4, 11, 11), lane, theme.color(lane.value))
        font = theme.font("label")
        font.setPixelSize(max(1, round(font.pixelSize() / theme.scale)))  # the painter scales it again
        painter.setFont(font)
        painter.setPen(theme.color("text3"))
        painter.drawText(QRectF(left + 16, 0, 170, 20), LEFT, lane.heading)

    def _paint_card(self, painter: QPainter, theme: Theme, lane: Lane, card: QRectF, width: int) -> None:
        paint_rounded(painter, card, 5, theme.color("card"), theme.color("line-card"))
        left, top = card.left() + 10, card.top() + 10
        paint_rounded(painter, QRectF(left, top, 9, 9), 2, theme.color(lane.value), None)
        paint_rounded(painter, QRectF(left + 16, top + 1, width, 7), 2, theme.color("line"), None)
        tint = theme.color("line" if theme.is_contrast else "none-tint")
        paint_rounded(painter, QRectF(left, top + 14, 60, 5), 2, tint, None)

    def _paint_links(self, painter: QPainter, theme: Theme) -> None:
        route = QPainterPath(QPointF(151, 45.5))
        for corner, end in (
            ((163.0, 45.5), (163.0, 50.5)),
            ((163.0, 68.5), (168.0, 68.5)),
            ((363.0, 68.5), (363.0, 73.5)),
            ((363.0, 91.5), (368.0, 91.5)),
        ):
            turn, after = QPointF(*corner), QPointF(*end)
            before = QPointF(turn.x() - 5, turn.y()) if turn.x() == after.x() else QPointF(turn.x(), turn.y() - 5)
            route.lineTo(before)
            route.quadTo(turn, after)
        route.lineTo(383, 91.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), 1.5))
        painter.drawPath(route)
        painter.drawPolyline([QPointF(379, 88), QPointF(383, 91.5), QPointF(379, 95)])
        painter.setPen(QPen(theme.color("connector"), 1))
        painter.drawLine(QPointF(151, 139.5), QPointF(383, 139.5))
        painter.drawPolyline([QPointF(379, 136), QPointF(383, 139.5), QPointF(379, 143)])
