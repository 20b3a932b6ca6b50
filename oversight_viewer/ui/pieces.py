"""Small pieces of which panes and dialogs are made. Text from the record is never taken for rich text here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QWidget,
)

from oversight_viewer.domain.characters import clean_line, clean_text
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.ui.icons import icon, paint_icon, paint_lane_glyph
from oversight_viewer.ui.painting import keys_width, paint_keys, paint_rounded
from oversight_viewer.ui.theme import Theme


def escaped(text: str) -> str:
    """Text of the record as it can stand in HTML."""
    from html import escape  # noqa: PLC0415 - loads thousands of names, and no card needs it

    return escape(clean_text(text))


def plain_tip(text: str) -> str:
    """A tool tip that Qt does not take for rich text, whatever stands in it."""
    return f"<span style='white-space:pre-wrap'>{escaped(text)}</span>" if text else ""


def copy_menu(text: QTextEdit | QPlainTextEdit) -> QMenu:
    """The menu of a text that can only be read."""
    menu = QMenu(text)
    copy = menu.addAction("&Copy", QKeySequence(QKeySequence.StandardKey.Copy), text.copy)
    copy.setEnabled(text.textCursor().hasSelection())
    menu.addAction("Select &all", QKeySequence(QKeySequence.StandardKey.SelectAll), text.selectAll)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def button_text(text: str) -> str:
    """The words of a button in which ``&`` stands for itself."""
    return text.replace("&", "&&")


def set_ink(widget: QWidget, color: QColor) -> None:
    """Give the text of a label a colour."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.WindowText, color)
    widget.setPalette(palette)


def text_label(
    theme: Theme, text: str, role: str = "ui", ink: str = "text", *, wrap: bool = True, selectable: bool = False,
    label: QLabel | None = None,
) -> QLabel:  # fmt: skip
    """Words in the application's face, as they are; on a new label unless one is given."""
    label = label or QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(clean_text(text))
    label.setFont(theme.font(role))
    set_ink(label, theme.color(ink))
    label.setWordWrap(wrap)
    if wrap:
        # The least width of a label is that of its longest word, which may be wider than the pane.
        label.setMinimumWidth(1)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def record_html(theme: Theme, html: str, ink: str) -> str:
    """Text of the record as a label shows it.

    Args:
        theme: Lines and colours.
        html: The text, escaped.
        ink: The token of its colour.
    """
    style = f"line-height:{theme.record_line()}px; white-space:pre-wrap; color:{theme.tokens[ink]}"
    return f"<p style='{style}'>{html}</p>"


def record_label(theme: Theme, text: str, ink: str = "text", *, label: QLabel | None = None) -> QLabel:
    """Words of the record in the reading face, in lines of its height, that can be selected."""
    label = label or QLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setFont(theme.record_font())
    label.setWordWrap(True)
    label.setMinimumWidth(1)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setText(record_html(theme, escaped(text), ink))
    label.setAccessibleName(clean_text(text))
    return label


class Rule(QWidget):
    """A line of one pixel."""

    def __init__(self, theme: Theme, ink: str = "line") -> None:
        super().__init__()
        self._color = theme.color(ink)
        self.setFixedHeight(1)

    def set_color(self, color: QColor) -> None:
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._color)


class LaneGlyph(QWidget):
    """The shape of a lane in its colour."""

    def __init__(self, theme: Theme, lane: Lane, size: int = 9) -> None:
        super().__init__()
        self._lane = lane
        self._color = theme.color(lane.value)
        self.setFixedSize(theme.px(size), theme.px(size))
        self.setAccessibleName(lane.heading)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        paint_lane_glyph(QPainter(self), self.rect(), self._lane, self._color)


class Sign(QWidget):
    """An icon that is not a button."""

    def __init__(self, theme: Theme, name: str, token: str, size: int = 16, *, height: int | None = None) -> None:
        super().__init__()
        self._name = name
        self._color = theme.color(token)
        self.setFixedSize(theme.px(size), theme.px(height or size))

    def set_ink(self, color: QColor) -> None:
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        paint_icon(QPainter(self), self.rect(), self._name, self._color)


class IconButton(QToolButton):
    """A button with an icon and no words: its tool tip says what it does and by which key."""

    def __init__(self, name: str, words: str, key: str = "") -> None:
        super().__init__()
        self._name = name
        self.setAccessibleName(words)
        self._key = key
        self.set_words(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_words(self, words: str) -> None:
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(f"{words} ({self._key})" if self._key else words))

    def set_theme(self, theme: Theme, ink: str = "text2", *, name: str | None = None, size: int = 28) -> None:
        self._name = name or self._name
        faint = theme.color("text3")
        faint.setAlphaF(0.45)
        self.setIcon(icon(self._name, theme.color(ink), theme.px(16), disabled=faint))
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.setFixedSize(theme.px(size), theme.px(size))


class LinkButton(QAbstractButton):
    """Words in the colour of links, on one line, elided at the end."""

    def __init__(self, theme: Theme, text: str, role: str = "meta", *, key: str = "") -> None:
        super().__init__()
        self._words = clean_line(text)
        self._key = key
        self._theme = theme
        self.setFont(theme.font(role))
        self.setAccessibleName(self._words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """The text in full."""
        return self._words

    def set_words(self, words: str) -> None:
        self._words = clean_line(words)
        self.setAccessibleName(self._words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        key = keys_width(self._theme, [self._key]) + self._theme.px(6) if self._key else 0
        return QSize(metrics.horizontalAdvance(self._words) + key + 2, max(metrics.height(), self._theme.px(20)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(24), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        painter = QPainter(self)
        rect = self.rect()
        if self._key:
            paint_keys(
                painter, QRect(0, 0, keys_width(self._theme, [self._key]), rect.height()), self._theme, [self._key]
            )
            rect.setLeft(keys_width(self._theme, [self._key]) + self._theme.px(6))
        font = QFont(self.font())
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        plain = "text3" if self._key else "accent"
        painter.setPen(self._theme.color(plain if self.isEnabled() else "text3"))
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(
            rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown
        )
        self.setToolTip(plain_tip(self._words) if shown != self._words else "")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one look: ``text`` or ``text3`` for plain words, ``chip`` for a code on a tint."""

    text: str
    look: str = "text"
    bold: bool = False


_Piece = tuple[str, Run]
_WIDTHS_KEPT = 6


class Runs(QWidget):
    """Words of several looks and chips between them, wrapped like one text."""

    def __init__(self, theme: Theme, runs: tuple[Run, ...], *, line: int = 18, role: str = "meta") -> None:
        super().__init__()
        self._theme = theme
        self._runs: tuple[Run, ...] = ()
        self._line = theme.px(line) + theme.px(2)
        self.setFont(theme.font(role))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._strong = QFont(self.font())
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._placed: dict[int, tuple[list[tuple[QRect, str, Run]], int]] = {}  # by width: layouts ask for several
        self.set_runs(runs)

    @property
    def words(self) -> str:
        """All of it as plain text."""
        return self.accessibleName()

    def set_runs(self, runs: tuple[Run, ...]) -> None:
        """Show other words."""
        self._runs = tuple(replace(run, text=clean_text(run.text).replace("\n", " ")) for run in runs)
        self._placed.clear()
        self.setAccessibleName("".join(run.text for run in self._runs))
        self.updateGeometry()
        self.update()

    def _font_of(self, run: Run) -> QFont:
        return self._strong if run.bold else self.font()

    def _pieces(self) -> list[_Piece]:
        pieces: list[_Piece] = []
        for run in self._runs:
            pieces += [(word, run) for word in ([run.text] if run.look == "chip" else _words(run.text))]
        return pieces

    def _place(self, width: int) -> tuple[list[tuple[QRect, str, Run]], int]:
        if width not in self._placed:
            plain, strong = QFontMetrics(self.font()), QFontMetrics(self._strong)
            small = QFontMetrics(self._theme.font("label_bold"))
            x, y, placed = 0, 0, []
            for text, run in self._pieces():
                chip, metrics = run.look == "chip", strong if run.bold else plain
                space = self._theme.px(6) if chip and x else 0
                advance = (
                    small.horizontalAdvance(text) + 2 * self._theme.px(6) if chip else metrics.horizontalAdvance(text)
                )
                bare = advance if chip else metrics.horizontalAdvance(text.rstrip())
                if x and x + space + bare > width:
                    x, y, space = 0, y + self._line, 0
                placed.append((QRect(x + space, y, min(advance, width), self._line), text, run))
                x += space + advance
            if len(self._placed) >= _WIDTHS_KEPT:
                self._placed.clear()
            self._placed[width] = placed, y + self._line
        return self._placed[width]

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._place(max(self.width(), 1))[1])

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(60), self._line)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width)[1]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        painter = QPainter(self)
        for rect, text, run in self._place(self.width())[0]:
            if run.look == "chip":
                self._paint_chip(painter, rect, text)
            else:
                painter.setFont(self._font_of(run))
                painter.setPen(self._theme.color(run.look))
                painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    def _paint_chip(
        self, painter: QPainter, rect: QRect, text: str, ground: QColor | None = None, ink: QColor | None = None
    ) -> None:
        height = self._theme.px(18)
        box = QRect(rect.left(), rect.top() + (rect.height() - height) // 2, rect.width(), height)
        edge = self._theme.color("text2") if self._theme.is_contrast else None
        paint_rounded(painter, box, self._theme.px(4), ground or self._theme.color("none-tint"), edge)
        painter.setFont(self._theme.font("label_bold"))
        painter.setPen(ink or self._theme.color("text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, text)


def _words(text: str) -> list[str]:
    """The words of a text with the blanks that follow them."""
    words: list[str] = []
    for piece in text.split(" "):
        words.append(piece + " ")
    if words:
        words[-1] = words[-1][:-1]
    return [word for word in words if word]
