"""A short message at the bottom of the window that goes by itself, with a way to take back what it tells of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from oversight_viewer.ui.painting import paint_rounded
from oversight_viewer.ui.theme import Theme, ThemeSource
from oversight_viewer.ui.toast_parts import ToastButton, ToastSign, ToastText

_SHOWN_MS = 8000
_ABOVE = 24


class Toast(QWidget):
    """Stands over the lower edge of another widget, at most one at a time. It takes no focus from anything.

    Args:
        host: The widget over which it stands.
        theme_source: Colours and sizes.
        above: Pixels at 100 % text between it and the lower edge of the host.
    """

    def __init__(self, host: QWidget, theme_source: ThemeSource, *, above: int = _ABOVE) -> None:
        super().__init__(host)
        self._theme_source = theme_source
        self._above = above
        self._undo: Callable[[], None] | None = None
        self._parts: list[QWidget] = []
        self._words = ""
        self._box = QHBoxLayout(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self._time_is_up)
        host.installEventFilter(self)
        theme_source.theme_changed.connect(self._restyle)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, or nothing while it is not shown."""
        return self._words if not self.isHidden() else ""

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Show a message for 8 seconds, in place of the one before.

        Args:
            words: What was done.
            undo: Takes it back; without it there is nothing to take back.
        """
        self._words = words
        self._undo = undo
        self._build(self._theme_source.theme)
        self.show()
        self.raise_()
        self._place()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def take_back(self) -> None:
        """Do what the Undo button does."""
        undo, self._undo = self._undo, None
        self.hide()
        self._timer.stop()
        if undo is not None:
            undo()

    def dismiss(self) -> None:
        self._undo = None
        self._timer.stop()
        self.hide()

    def _build(self, theme: Theme) -> None:
        for part in self._parts:
            self._box.removeWidget(part)
            part.hide()
            part.deleteLater()
        px = theme.px
        self._box.setContentsMargins(px(13), 0, px(7), 0)
        self._box.setSpacing(px(9))
        self.setFixedHeight(px(38))
        self._parts = [ToastSign(theme), ToastText(theme, self._words)]
        if self._undo is not None:
            undo = ToastButton(theme, "Undo", keys=("Ctrl", "Z"))
            undo.clicked.connect(self.take_back)
            self._parts.append(undo)
        close = ToastButton(theme, "Close this message", icon="close")
        close.clicked.connect(self.dismiss)
        self._parts.append(close)
        for part in self._parts:
            self._box.addWidget(part)
            part.show()
        self.setAccessibleName(self._words)

    def _restyle(self, theme: Theme) -> None:
        if not self.isHidden():
            self._build(theme)
            self._place()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        self._box.activate()
        width = min(self.sizeHint().width(), host.width() - 2 * self._theme_source.theme.px(8))
        self.resize(width, self.height())
        below = self._theme_source.theme.px(self._above)
        self.move((host.width() - width) // 2, host.height() - self.height() - below)

    def _time_is_up(self) -> None:
        """Stay while the pointer or the focus is here."""
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start()
        else:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        edge = theme.color("line") if theme.is_contrast else None
        paint_rounded(painter, self.rect(), theme.px(7), theme.color("text"), edge)
