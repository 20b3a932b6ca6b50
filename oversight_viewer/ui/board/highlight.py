"""Marks on cards what a search has found: its words in the title, and that something stands in the user's notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QPainter, QTextCharFormat, QTextLayout

from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.search_match import Span, spans
from oversight_viewer.domain.search_text import parse_search
from oversight_viewer.domain.search_tree import Field, Node
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.painting import paint_rounded
from oversight_viewer.ui.units import units_of

IN_NOTES = "In your notes"
_TITLE_LIMIT = 400
_MOST_KEPT = 2_000
_ROOM_FOR_WORDS = 236


def shown_title(card: Card) -> str:
    """The title of a card as it is painted: one line, not too long."""
    return clean_line(card.title[: 2 * _TITLE_LIMIT])[:_TITLE_LIMIT]


class TitleHits:
    """Where the words of a search stand in the titles of cards."""

    def __init__(self) -> None:
        self._search: Node | None = None
        self._kept: dict[str, tuple[Span, ...]] = {}

    def set_search(self, text: str) -> None:
        """Look for other words."""
        search = parse_search(text)
        if search != self._search:
            self._search = search
            self._kept.clear()

    def of(self, card: Card) -> tuple[Span, ...]:
        """The places in the title of a card as it is painted, in code points."""
        if self._search is None:
            return ()
        found = self._kept.get(card.title)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[card.title] = tuple(spans(self._search, shown_title(card), Field.TITLE))
        return found


def hits_of_lines(title: str, lines: Sequence[str], hits: Sequence[Span]) -> Iterator[tuple[str, list[Span]]]:
    """The lines of a title, each with its share of the places.

    Args:
        title: As it is painted.
        lines: Its beginning, broken; the last may end in an ellipsis in place of the rest.
        hits: Places in the title.
    """
    at = 0
    for line in lines:
        kept = line if title.startswith(line, at) else line[:-1]
        own = [(max(begin - at, 0), min(end - at, len(kept))) for begin, end in hits]
        yield line, [(begin, end) for begin, end in own if begin < end]
        at += len(kept)
        while title.startswith(" ", at):
            at += 1


def draw_line(painter: QPainter, at: QPoint, line: str, hits: Sequence[Span], inks: Inks, role: str) -> None:
    """Draw a line, its hits on the colour of highlights.

    Args:
        painter: With font and pen set.
        at: The left end of the baseline.
        line: The text.
        hits: In code points.
        inks: Fonts and colours.
        role: The role of the font.
    """
    if not hits:
        painter.drawText(at, line)
        return
    marked = QTextCharFormat()
    marked.setBackground(inks.color("hl-yellow"))
    marked.setForeground(inks.color("hl-ink"))
    layout = QTextLayout(line, inks.font(role))
    layout.setFormats([_range(line, hit, marked) for hit in hits])
    layout.beginLayout()
    placed = layout.createLine()
    layout.endLayout()
    layout.draw(painter, QPointF(at.x(), at.y() - placed.ascent()))


def _range(line: str, hit: Span, marked: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    begin, end = hit
    # Qt counts UTF-16 units.
    found.start = units_of(line[:begin])
    found.length = units_of(line[begin:end])
    found.format = marked
    return found


def draw_in_notes(painter: QPainter, right: int, top: int, inks: Inks, number: str, width: int) -> int:
    """Draw that a card was found by the notes on it. Returns where that begins.

    Args:
        painter: Where to.
        right: Where it ends.
        top: The upper edge of the line, which is as high as a chip.
        inks: Fonts and colours.
        number: How many notes there are; said where there is no room for words.
        width: Of the card.
    """
    px = inks.px
    words = IN_NOTES if width >= px(_ROOM_FOR_WORDS) else number
    advance = inks.width("label", words)
    box = QRect(right - advance - px(26), top, advance + px(26), px(18))
    edge = inks.color("hl-yellow-bar") if inks.theme.is_contrast else None
    paint_rounded(painter, box, px(4), inks.color("hl-yellow"), edge)
    paint_icon(painter, QRect(box.left() + px(5), top + px(3), px(12), px(12)), "pencil", inks.color("hl-ink"))
    painter.setFont(inks.font("label"))
    painter.setPen(inks.color("hl-ink"))
    painter.drawText(QPoint(box.left() + px(20), inks.baseline("label", top, px(18))), words)
    return box.left()
