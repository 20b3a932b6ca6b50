"""Small controls of our own: a switch of a few words, names of keys, and the sentence of the filter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from oversight_viewer.ui.painting import CENTRE, LEFT, keys_width, paint_keys, paint_rounded
from oversight_viewer.ui.theme import Theme, ThemeSource

_SWITCH_HEIGHT = 26
_KEYS_HEIGHT = 20
_LINE = 17
_LINES = 2


class SegmentedSwitch(QWidget):
    """One of a few words, all in sight. Left and Right choose.

    Args:
        theme_source: Colours and sizes.
        options: Pairs of the value and the word for it; the first is chosen.
    """

    chosen = Signal(str)

    def __init__(
        self, theme_source: ThemeSource, options: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._segments = [_Segment(theme_source, value, word, self) for value, word in options]
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 0, 1, 0)
        row.setSpacing(0)
        for segment in self._segments:
            row.addWidget(segment)
            segment.clicked.connect(lambda _checked=False, value=segment.value: self.chosen.emit(value))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(options[0][0])
        theme_source.theme_changed.connect(self._theme_changed)

    @property
    def value(self) -> str | None:
        return next((segment.value for segment in self._segments if segment.isChecked()), None)

    def set_word(self, value: str, word: str) -> None:
        """Have another word for a value."""
        for segment in self._segments:
            if segment.value == value:
                segment.setText(word)
                segment.updateGeometry()

    def set_value(self, value: str | None) -> None:
        """Show a value as chosen, or none, without saying so."""
        for place, segment in enumerate(self._segments):
            segment.setAutoExclusive(False)
            segment.setChecked(segment.value == value)
            segment.setAutoExclusive(True)
            takes_focus = place == 0 if value is None else segment.value == value
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes_focus else Qt.FocusPolicy.ClickFocus)

    def _theme_changed(self, _theme: Theme) -> None:
        for segment in self._segments:
            segment.updateGeometry()
        self.update()

    def _step(self, step: int) -> None:
        checked = (place for place, segment in enumerate(self._segments) if segment.isChecked())
        place = next(checked, -1 if step > 0 else len(self._segments)) + step
        if 0 <= place < len(self._segments):
            segment = self._segments[place]
            self.set_value(segment.value)
            segment.setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(segment.value)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        painter = QPainter(self)
        paint_rounded(painter, self.rect(), theme.px(6), theme.color("card"), theme.color("line-strong"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
            return
        super().keyPressEvent(event)


class _Segment(QAbstractButton):
    def __init__(self, theme_source: ThemeSource, value: str, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = value
        self._theme_source = theme_source
        self._ring = False
        self.setText(word)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("own_ring", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        theme = self._theme_source.theme
        width = QFontMetrics(theme.font("meta_bold")).horizontalAdvance(self.text()) + theme.px(20)
        return QSize(width, theme.px(_SWITCH_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()  # the switch moves, not the button group of Qt
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        painter = QPainter(self)
        on = self.isChecked()
        ink = "on-accent" if on and theme.is_contrast else "accent" if on else "text2"
        body = self.rect().adjusted(0, 1, 0, -1)
        if on:
            fill = theme.color("accent" if theme.is_contrast else "accent-tint")
            paint_rounded(painter, body, theme.px(5), fill, None)
        elif self.underMouse():
            paint_rounded(painter, body, theme.px(5), theme.color("hover"), None)
        if self.x() > 1 and not on:
            painter.fillRect(0, 1, 1, self.height() - 2, theme.color("line"))
        if self._ring:
            paint_rounded(painter, body, theme.px(5), None, theme.color("accent"), 2.0)
        painter.setFont(theme.font("meta_bold" if on else "meta"))
        painter.setPen(theme.color(ink))
        painter.drawText(self.rect(), CENTRE, self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.update()


class KeyHint(QWidget):
    """The names of keys, each in its frame."""

    def __init__(self, theme_source: ThemeSource, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._keys = tuple(keys)
        self.setAccessibleName("+".join(keys))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_source.theme_changed.connect(self._theme_changed)

    def _theme_changed(self, _theme: Theme) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme_source.theme
        return QSize(keys_width(theme, self._keys), theme.px(_KEYS_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        paint_keys(QPainter(self), self.rect(), self._theme_source.theme, self._keys)


class SentenceLabel(QWidget):
    """A sentence whose beginning is bold, in one or two lines; what does not fit ends in an ellipsis.

    The whole sentence is the tool tip and the accessible name.
    """

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._lead = ""
        self._rest = ""
        self._lines = _LINES
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme_source.theme_changed.connect(self._theme_changed)

    @property
    def sentence(self) -> str:
        return f"{self._lead} {self._rest}".strip()

    def set_sentence(self, lead: str, rest: str) -> None:
        """Say something new.

        Args:
            lead: The bold beginning.
            rest: What follows it, without a space before it.
        """
        self._lead, self._rest = lead, rest
        self.setAccessibleName(self.sentence)
        self.setToolTip(self.sentence)
        self.updateGeometry()
        self.update()

    def set_single_line(self, single: bool) -> None:
        """Take one line instead of two, for small windows."""
        self._lines = 1 if single else _LINES
        self.updateGeometry()
        self.update()

    def _theme_changed(self, _theme: Theme) -> None:
        self.updateGeometry()
        self.update()

    def _fonts(self) -> tuple[QFont, QFont]:
        theme = self._theme_source.theme
        return theme.font("meta_bold"), theme.font("meta")

    def _layout(self, width: int) -> QTextLayout:
        """The sentence broken into as many lines as it needs."""
        theme = self._theme_source.theme
        bold, plain = self._fonts()
        layout = QTextLayout(self.sentence, plain)
        lead = QTextLayout.FormatRange()
        lead.start, lead.length = 0, len(self._lead)
        look = QTextCharFormat()
        look.setFont(bold)
        look.setForeground(theme.color("text"))
        lead.format = look
        layout.setFormats([lead])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, (layout.lineCount() - 1) * theme.px(_LINE)))
            line = layout.createLine()
        layout.endLayout()
        return layout

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lines * self._theme_source.theme.px(_LINE) + 2 if width > 0 else 0

    def sizeHint(self) -> QSize:
        bold, plain = self._fonts()
        width = QFontMetrics(bold).horizontalAdvance(self._lead) + QFontMetrics(plain).horizontalAdvance(self._rest)
        return QSize(width + 8, self.heightForWidth(width + 8))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme_source.theme.px(80), self._theme_source.theme.px(_LINE) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme = self._theme_source.theme
        painter = QPainter(self)
        painter.setPen(theme.color("text2"))
        layout = self._layout(self.width())
        height = theme.px(_LINE)
        shown = min(self._lines, layout.lineCount())
        top = (self.height() - shown * height) / 2
        for number in range(shown):
            line = layout.lineAt(number)
            if number == shown - 1 and layout.lineCount() > shown:
                self._paint_cut(painter, QRectF(0, top + number * height, self.width(), height), line.textStart())
            else:
                line.draw(painter, QPointF(0, top))

    def _paint_cut(self, painter: QPainter, place: QRectF, start: int) -> None:
        """Paint all that is left of the sentence in one line, with an ellipsis at its end."""
        theme = self._theme_source.theme
        bold, plain = self._fonts()
        lead = self._lead[start:]
        rest = self.sentence[max(start, len(self._lead)) :]
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        painter.drawText(place, LEFT, lead)
        used = QFontMetrics(bold).horizontalAdvance(lead)
        painter.setFont(plain)
        painter.setPen(theme.color("text2"))
        room = max(0, int(place.width()) - used)
        text = QFontMetrics(plain).elidedText(rest, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place.adjusted(used, 0, 0, 0), LEFT, text)
