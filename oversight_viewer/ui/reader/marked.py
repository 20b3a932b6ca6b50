"""Texts of the reader in which the words of a search can be marked: labels and lines of facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLabel

from oversight_viewer.domain.characters import clean_text
from oversight_viewer.domain.search_match import Span
from oversight_viewer.domain.search_tree import Field
from oversight_viewer.ui.painting import paint_rounded
from oversight_viewer.ui.pieces import Run, Runs, record_html, record_label, text_label
from oversight_viewer.ui.theme import Theme
from oversight_viewer.ui.units import units_of


class Marked(Protocol):
    """A text in which words can be marked."""

    @property
    def field(self) -> Field | None:
        """What part of an entry it is; None for a text that is not searched."""

    @property
    def version(self) -> object:
        """Equal as long as the text is the same."""

    @property
    def content(self) -> str:
        """The text in which places are counted, in code points."""

    def set_marks(self, spans: Sequence[Span], current: int | None) -> None:
        """Mark places, in order, one of them as the current one."""

    def reach(self, number: int) -> QRect:
        """Bring a mark into view, as far as that is up to the text itself, and say where in its widget it is."""


def mark_tokens(theme: Theme, *, is_current: bool) -> tuple[str, str]:
    """The tokens of the ground and the ink of a mark."""
    if not is_current:
        return "hl-yellow", "hl-ink"
    # Where contrast is high the accent is as yellow as the marks.
    return ("hl-blue", "hl-ink") if theme.is_contrast else ("accent", "on-accent")


class MarkedLabel(QLabel):
    """A label whose words can be marked. Made by :func:`marked_label` and :func:`marked_record`.

    Args:
        theme: Colours.
        text: What it says.
        field: What part of an entry it is.
        record_ink: The token of its colour, if it says what the record says.
    """

    def __init__(self, theme: Theme, text: str, field: Field, record_ink: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._text = clean_text(text)
        self._field = field
        self._record_ink = record_ink
        self._marks: tuple[tuple[Span, ...], int | None] = ((), None)

    @property
    def field(self) -> Field | None:
        return self._field

    @property
    def version(self) -> object:
        return self._text

    @property
    def content(self) -> str:
        return self._text

    @property
    def marks(self) -> list[str]:
        """The words that are marked."""
        return [self._text[begin:end] for begin, end in self._marks[0]]

    def set_marks(self, spans: Sequence[Span], current: int | None) -> None:
        if (tuple(spans), current) == self._marks:
            return
        self._marks = tuple(spans), current
        html = "".join(self._pieces())
        if self._record_ink:
            self.setText(record_html(self._theme, html, self._record_ink))
        elif spans:
            self.setTextFormat(Qt.TextFormat.RichText)
            self.setText(f"<span style='white-space:pre-wrap'>{html}</span>")
        else:
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setText(self._text)

    def _pieces(self) -> Iterator[str]:
        """The text as HTML, with its marks."""
        end = 0
        spans, current = self._marks
        for number, (begin, after) in enumerate(spans):
            ground, ink = (
                self._theme.tokens[token] for token in mark_tokens(self._theme, is_current=number == current)
            )
            words = escape(self._text[begin:after])
            yield escape(self._text[end:begin])
            yield f"<span style='background-color:{ground}; color:{ink}'>{words}</span>"
            end = after
        yield escape(self._text[end:])

    def reach(self, number: int) -> QRect:
        # A label does not say where its words stand, so they are laid out once more.
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        document.setHtml(self.text())
        document.setTextWidth(self.contentsRect().width())
        cursor = QTextCursor(document)
        cursor.setPosition(min(units_of(self._text[: self._marks[0][number][0]]), document.characterCount() - 1))
        block = cursor.block()
        line = block.layout().lineForTextPosition(cursor.positionInBlock())
        top = document.documentLayout().blockBoundingRect(block).top()
        if not line.isValid():
            return self.rect()
        return QRect(0, round(top + line.y()), self.width(), round(line.height()))


def marked_label(
    theme: Theme, text: str, field: Field, role: str = "ui", ink: str = "text", *, selectable: bool = False
) -> MarkedLabel:
    """Words in the application's face that can be marked."""
    label = MarkedLabel(theme, text, field)
    text_label(theme, text, role, ink, selectable=selectable, label=label)
    return label


def marked_record(theme: Theme, text: str, field: Field = Field.BODY, ink: str = "text") -> MarkedLabel:
    """Words of the record, in the reading face, that can be marked."""
    label = MarkedLabel(theme, text, field, record_ink=ink)
    record_label(theme, text, ink, label=label)
    return label


class MarkedRuns(Runs):
    """Words of several looks that can be marked.

    Args:
        theme: Colours and faces.
        runs: What it says.
        field: What part of an entry it is.
    """

    def __init__(self, theme: Theme, runs: tuple[Run, ...], field: Field) -> None:
        self._spans: tuple[Span, ...] = ()
        self._current: int | None = None
        self._field = field
        super().__init__(theme, runs)

    @property
    def field(self) -> Field | None:
        return self._field

    @property
    def version(self) -> object:
        return self.content

    @property
    def content(self) -> str:
        return "".join(f" {text}" if run.look == "chip" else text for text, run in self._pieces())

    def set_marks(self, spans: Sequence[Span], current: int | None) -> None:
        self._spans, self._current = tuple(spans), current
        self.update()

    @property
    def marks(self) -> Sequence[Span]:
        """What is marked."""
        return self._spans

    def reach(self, number: int) -> QRect:
        return next((rect for mark, rect, _text in self._marked() if mark == self._spans[number]), self.rect())

    def _marked(self) -> Iterator[tuple[Span, QRect, tuple[QRect, str, Run]]]:
        """Of each mark, in each piece that has a part of it: its rectangle, and the piece."""
        at = 0
        for piece in self._place(self.width())[0]:
            rect, text, run = piece
            metrics = QFontMetrics(self._font_of(run))
            at += run.look == "chip"
            for mark in self._spans:
                begin, end = max(mark[0] - at, 0), min(mark[1] - at, len(text))
                if begin < end and run.look == "chip":
                    yield mark, rect, piece
                elif begin < end:
                    left = metrics.horizontalAdvance(text[:begin])
                    width = metrics.horizontalAdvance(text[:end]) - left
                    yield mark, QRect(rect.left() + left, rect.top(), width, rect.height()), piece
            at += len(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._spans:
            return
        painter = QPainter(self)
        for mark, rect, (piece, text, run) in self._marked():
            is_current = self._current is not None and mark == self._spans[self._current]
            ground, ink = (self._theme.color(token) for token in mark_tokens(self._theme, is_current=is_current))
            if run.look == "chip":
                self._paint_chip(painter, piece, text, ground, ink)
                continue
            painter.save()
            painter.setClipRect(rect)
            self._fill(painter, rect, ground)
            painter.setFont(self._font_of(run))
            painter.setPen(ink)
            painter.drawText(piece, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
            painter.restore()

    def _fill(self, painter: QPainter, rect: QRect, color: QColor) -> None:
        line = QFontMetrics(self.font()).height()
        ground = QRect(rect.left(), rect.top() + (rect.height() - line) // 2, rect.width(), line)
        paint_rounded(painter, ground, 0, color, None)
