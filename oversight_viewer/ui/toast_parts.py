"""What stands in a toast, in the inverse of the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.painting import paint_rounded
from oversight_viewer.ui.pieces import set_ink
from oversight_viewer.ui.theme import Theme

_KEY_ROOM, _KEY_HEIGHT = 12, 18


class ToastSign(QWidget):
    """The tick before the message."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._color = theme.color("card")
        self.setFixedSize(theme.px(14), theme.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        paint_icon(QPainter(self), self.rect(), "check", self._color)


class ToastText(QLabel):
    """The message."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font("ui"))
        set_ink(self, theme.color("card"))


class ToastButton(QAbstractButton):
    """Underlined words with their keys, or an icon."""

    def __init__(self, theme: Theme, words: str, *, keys: tuple[str, ...] = (), icon: str | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._keys = keys
        self._icon = icon
        self.setText(words)
        self.setAccessibleName(words)
        self.setFont(theme.font("ui_bold"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("own_ring", True)  # noqa: FBT003 - Qt's own
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if icon is not None:
            self.setToolTip(words)

    def _key_widths(self) -> list[int]:
        metrics = self.fontMetrics()
        return [metrics.horizontalAdvance(key) + self._theme.px(_KEY_ROOM) for key in self._keys]

    def sizeHint(self) -> QSize:
        px = self._theme.px
        if self._icon is not None:
            return QSize(px(24), px(24))
        width = px(14) + self.fontMetrics().horizontalAdvance(self.text()) + px(6)
        return QSize(width + sum(self._key_widths()) + px(3) * len(self._keys), px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        ink = theme.color("card")
        if self._icon is not None:
            side = px(12)
            place = QRect(0, 0, side, side)
            place.moveCenter(self.rect().center())
            paint_icon(painter, place, self._icon, ink)
        else:
            self._paint_words(painter)
        if self.hasFocus():
            paint_rounded(painter, self.rect(), px(5), None, ink, 2.0)

    def _paint_words(self, painter: QPainter) -> None:
        theme, px = self._theme, self._theme.px
        painter.setPen(theme.color("card"))
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        left = px(14)
        words = QRect(left, 0, self.fontMetrics().horizontalAdvance(self.text()) + 2, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        left = words.right() + px(7)
        painter.setFont(theme.font("small_plain"))
        for key, width in zip(self._keys, self._key_widths(), strict=True):
            frame = QRect(left, (self.height() - px(_KEY_HEIGHT)) // 2, width, px(_KEY_HEIGHT))
            paint_rounded(painter, frame, px(4), None, theme.color("text3"))
            painter.setPen(theme.color("card"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, key)
            left += width + px(3)
