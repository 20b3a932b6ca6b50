"""The text of an entry: growing with its content, or scrolling by itself when it is very long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QHBoxLayout,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from oversight_viewer.domain.search_tree import Field
from oversight_viewer.ui.pieces import Sign, text_label
from oversight_viewer.ui.reader.browser import SafeTextBrowser
from oversight_viewer.ui.reader.lines import display_text
from oversight_viewer.ui.reader.long_text import LongText
from oversight_viewer.ui.theme import Theme

LONG = 100_000
"""Code points. Up to here a text is laid out in whole within 50 ms and scrolls with the rest of the entry."""

_LEAST_HEIGHT = 320
_ACTION = QAbstractSlider.SliderAction
_TO_AN_END = {Qt.Key.Key_Home: _ACTION.SliderToMinimum, Qt.Key.Key_End: _ACTION.SliderToMaximum}
_STEPS = {
    Qt.Key.Key_Down: (_ACTION.SliderSingleStepAdd, -1),
    Qt.Key.Key_PageDown: (_ACTION.SliderPageStepAdd, -1),
    Qt.Key.Key_Up: (_ACTION.SliderSingleStepSub, 1),
    Qt.Key.Key_PageUp: (_ACTION.SliderPageStepSub, 1),
}


class Skeleton(QWidget):
    """Stands where a text will be."""

    def __init__(self, theme: Theme, lines: int = 8) -> None:
        super().__init__()
        self._theme = theme
        self._lines = lines
        self.setFixedHeight(lines * theme.record_line())
        self.setAccessibleName("The text is being prepared")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("hover"))
        line, bar = self._theme.record_line(), self._theme.px(10)
        for number in range(self._lines):
            share = (0.96, 0.9, 1.0, 0.86, 0.94, 0.98, 0.88, 0.4)[number % 8]
            painter.drawRoundedRect(QRectF(0, number * line + (line - bar) / 2, self.width() * share, bar), 3, 3)


class TextView(QWidget):
    """Shows one text and can't be edited. It is made anew for each entry.

    Args:
        theme: Faces and colours.
        room: Pixels that the pane has for a text that scrolls by itself.
    """

    link_activated = Signal(QUrl)

    def __init__(self, theme: Theme, room: int) -> None:
        super().__init__()
        self._theme = theme
        self._room = room
        self._pieces: list[str] = []
        self._view: QWidget | None = None
        self._notice: QWidget | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def view(self) -> QWidget | None:
        """What shows the text now."""
        return self._view

    def set_room(self, room: int) -> None:
        """Say how much room there is for a text that scrolls by itself."""
        self._room = room
        if isinstance(self._view, LongText) or (isinstance(self._view, SafeTextBrowser) and not self._view.grows):
            self._view.setFixedHeight(self._own_height())

    def show_waiting(self) -> None:
        """Stand in for a text that is being prepared."""
        self._put(Skeleton(self._theme))

    def show_message(self, words: str) -> None:
        """Say why there is no text."""
        self._put(text_label(self._theme, words, "ui", "text3"))

    def show_plain(self, text: str, notice: str | None = None) -> None:
        """Show plain text line for line."""
        theme = self._theme
        self._tell(notice)
        if len(text) > LONG:
            long_text = LongText()
            long_text.setFixedHeight(self._own_height())
            long_text.show_text(text, theme, theme.record_font(), theme.record_line())
            self._chain(long_text)
            self._put(long_text)
        else:
            browser = self._browser(grows=True)
            self._put(browser)
            browser.show_plain(display_text(text), theme, theme.record_font(), theme.record_line())

    def show_html(self, pieces: Sequence[str], notice: str | None = None) -> None:
        """Show HTML that the allow-list let through; the pieces of a long one are added one by one."""
        theme = self._theme
        self._tell(notice)
        grows = sum(map(len, pieces)) <= LONG
        browser = self._browser(grows=grows)
        self._put(browser)
        at_once = len(pieces) if grows else 1
        browser.show_html("".join(pieces[:at_once]), theme, theme.record_font(), theme.record_line())
        self._pieces = list(pieces[at_once:])
        if self._pieces:
            browser.setFixedHeight(self._own_height())
            QTimer.singleShot(0, self, self._append)

    def _append(self) -> None:
        if self._pieces and isinstance(self._view, SafeTextBrowser):
            self._view.append_html(self._pieces.pop(0))
            QTimer.singleShot(0, self, self._append)

    def _browser(self, *, grows: bool) -> SafeTextBrowser:
        browser = SafeTextBrowser(grows=grows, field=Field.BODY)
        browser.setAccessibleName("Text of the entry")
        browser.link_activated.connect(self.link_activated)
        if not grows:
            browser.setFixedHeight(self._own_height())
            self._chain(browser)
        return browser

    def _own_height(self) -> int:
        return max(self._room, self._theme.px(_LEAST_HEIGHT))

    def _tell(self, notice: str | None) -> None:
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
        if notice:
            theme = self._theme
            self._notice = QWidget()
            line = QHBoxLayout(self._notice)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme.px(6))
            line.addWidget(Sign(theme, "info", "warn", 14, height=18), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(text_label(theme, notice, "label", "warn"), 1)
            self._box.insertWidget(0, self._notice)
            self._notice.show()

    def _put(self, view: QWidget) -> None:
        if self._view is not None:
            self._box.removeWidget(self._view)
            self._view.hide()
            self._view.deleteLater()
        self._pieces = []
        self._view = view
        self._box.addWidget(view)
        if self.isVisible():
            view.show()
        self.setFocusProxy(view)

    # The pane and a long text in it scroll as if they were one: down, the pane first; up, the text first.

    def _chain(self, area: QAbstractScrollArea) -> None:
        area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):
            bar = self._bar_instead(event.angleDelta().y())
            if bar is not None:
                QCoreApplication.sendEvent(bar, event)
                return True
        return super().eventFilter(watched, event)

    def _bar_instead(self, way: int) -> QScrollBar | None:
        """The scroll bar of the pane if it is its turn: down, until the lower edge of the text is to be seen; up,
        when the text is at its beginning."""
        pane, view = _pane_of(self), self._view
        if pane is None or not isinstance(view, QAbstractScrollArea):
            return None
        bar, own = pane.verticalScrollBar(), view.verticalScrollBar()
        if way > 0:
            return bar if own.value() == own.minimum() else None
        bottom = view.mapTo(pane.viewport(), view.rect().bottomLeft()).y()
        hidden = bottom >= pane.viewport().height() and bar.value() < bar.maximum()
        return bar if hidden or own.value() == own.maximum() else None

    def take_key(self, key: Qt.Key) -> bool:
        """Scroll a long text by a key that the pane got, if it is its turn. Returns whether that was done."""
        pane, view = _pane_of(self), self._view
        if pane is None or not isinstance(view, QAbstractScrollArea) or not view.verticalScrollBar().maximum():
            return False
        bar, own = pane.verticalScrollBar(), view.verticalScrollBar()
        if isinstance(view, LongText):
            view.finish()
        if key in _TO_AN_END:
            for each in (bar, own):
                each.triggerAction(_TO_AN_END[key])
            return True
        if key not in _STEPS:
            return False
        action, way = _STEPS[key]
        if self._bar_instead(way) is None:
            own.triggerAction(action)
            return True
        # The pane does not go past the lower edge of the text, so that no line is skipped.
        below = view.mapTo(pane.viewport(), view.rect().bottomLeft()).y() + 1 - pane.viewport().height()
        if key == Qt.Key.Key_PageDown and 0 < below < bar.pageStep():
            bar.setValue(bar.value() + below)
            return True
        return False

    def sizeHint(self) -> QSize:
        return QSize(100, self._box.sizeHint().height())


def _pane_of(widget: QWidget) -> QScrollArea | None:
    """The scroll area in which a widget stands."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent
