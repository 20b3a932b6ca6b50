"""The tabs of the three lanes, where one of them is shown at a time."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QTabBar, QWidget

from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.keyboard import BY_KEYBOARD
from oversight_viewer.ui.board.labels import plural
from oversight_viewer.ui.icons import paint_lane_glyph
from oversight_viewer.ui.painting import paint_rounded

_GLYPH = 11
_ROOMY, _TIGHT = (8, 12), (4, 4)  # between the parts of a tab, and at both ends of it
_UNDERLINE = 2


class LaneTabs(QTabBar):
    """A tab for each lane, with its glyph, its short name and how many records it has.

    Args:
        inks: Fonts and colours of the theme.
    """

    def __init__(self, inks: Inks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = inks
        self._counts: Mapping[Lane, int] | None = None
        self._ring = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        # A click leaves the keyboard where it is: with the cards.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Lanes")
        for number, lane in enumerate(LANES):
            self.addTab("")
            self.setTabToolTip(number, f"{lane.heading} (Alt+{number + 1})")
        self.set_counts(None)

    def set_inks(self, inks: Inks) -> None:
        self._inks = inks
        self.setFont(inks.font("ui_bold"))  # which makes Qt ask for sizes anew
        self.update()

    def set_counts(self, counts: Mapping[Lane, int] | None) -> None:
        """Say how many records each lane has; an ellipsis while that is not known."""
        self._counts = counts
        for number, lane in enumerate(LANES):
            known = "" if counts is None else f", {plural(counts[lane], 'record', 'records')}"
            self.setAccessibleTabName(number, lane.heading + known)
            self.setTabText(number, f"{lane.short_heading} {self._count(number)}")  # by which Qt measures tabs anew

    def set_lane(self, lane: int) -> None:
        """Show which lane is shown, without telling that the user chose it."""
        before = self.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.setCurrentIndex(lane)
        self.blockSignals(before)
        self.update()

    def _count(self, number: int) -> str:
        return "…" if self._counts is None else f"{self._counts[LANES[number]]:,}"

    def _words_width(self, number: int) -> int:
        inks = self._inks
        return inks.width("ui_bold", LANES[number].short_heading) + inks.width("meta", self._count(number))

    def _spaces(self) -> tuple[int, int]:
        """How far parts stand apart, and from the ends of a tab, in pixels: less where room is short."""
        px = self._inks.px
        space, padding = _ROOMY
        roomy = sum(self._words_width(number) for number in range(len(LANES)))
        roomy += len(LANES) * px(_GLYPH + 2 * space + 2 * padding)
        if roomy > self.width():
            space, padding = _TIGHT
        return px(space), px(padding)

    def _paint_tab(self, painter: QPainter, number: int) -> None:
        inks, rect, lane = self._inks, self.tabRect(number), LANES[number]
        px, chosen = inks.px, number == self.currentIndex()
        hovered = self.underMouse() and rect.contains(self.mapFromGlobal(QCursor.pos()))
        if hovered and not chosen:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), inks.color("hover"))
        space, padding = self._spaces()
        glyph, left = px(_GLYPH), rect.left() + padding
        top = rect.top() + (rect.height() - glyph) // 2
        paint_lane_glyph(painter, QRect(left, top, glyph, glyph), lane, inks.color(lane.value))
        left += glyph + space
        painter.setFont(inks.font("ui_bold"))
        painter.setPen(inks.color("text" if chosen else "text2"))
        painter.drawText(QPoint(left, inks.baseline("ui_bold", rect.top(), rect.height())), lane.short_heading)
        left += inks.width("ui_bold", lane.short_heading) + space
        painter.setFont(inks.font("meta"))
        painter.setPen(inks.color("text3"))
        painter.drawText(QPoint(left, inks.baseline("meta", rect.top(), rect.height())), self._count(number))
        if chosen:
            tall = px(_UNDERLINE)
            painter.fillRect(QRect(rect.left(), rect.bottom() + 1 - tall, rect.width(), tall), inks.color(lane.value))
            if self._ring and self.hasFocus():
                paint_rounded(painter, rect.adjusted(1, 1, -1, -tall - 1), px(5), None, inks.color("accent"), 2.0)

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def tabSizeHint(self, index: int) -> QSize:
        space, padding = self._spaces()
        return QSize(self._words_width(index) + self._inks.px(_GLYPH) + 2 * space + 2 * padding, self.height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(self.count()):
            self._paint_tab(painter, number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_counts(self._counts)  # so that they are measured for the new width

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # whoever scrolls means the cards

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)
