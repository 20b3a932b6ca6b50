"""What every section of the reader is given: how things look, and what is done when something is clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.filters import Facet
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Attachment, EntryId
from oversight_viewer.domain.search_tree import Field
from oversight_viewer.ui.icons import paint_lane_glyph
from oversight_viewer.ui.painting import LEFT, RIGHT
from oversight_viewer.ui.pieces import LinkButton, Rule, plain_tip, text_label
from oversight_viewer.ui.reader.words import count_words, link_date
from oversight_viewer.ui.theme import Theme, ThemeSource

LABEL_WIDTH = 88
_STACKED_BELOW = 300
_AT_ONCE = 40
_AT_A_TIME = 8

T = TypeVar("T")


@dataclass(frozen=True)
class Kit:
    """Handed to each section.

    Args:
        today: The day on which requests are overdue or not.
        open_entry: Shows another entry.
        follow: Opens an address out of the record, after asking.
        narrow: Filters the record by a value of a facet.
        take_file: Opens an attachment, or, with False, saves it.
    """

    theme_source: ThemeSource
    scheme: MarkScheme
    today: Callable[[], date]
    open_entry: Callable[[EntryId], None]
    follow: Callable[[str], None]
    narrow: Callable[[Facet, str], None]
    take_file: Callable[[Attachment, bool], None]

    @property
    def theme(self) -> Theme:
        return self.theme_source.theme


Part = QWidget | QLayout


def add(box: QBoxLayout, part: Part, stretch: int = 0) -> None:
    """Append a widget or a layout to a layout."""
    if isinstance(part, QLayout):
        box.addLayout(part, stretch)
    else:
        box.addWidget(part, stretch)


def column(*parts: Part, gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Parts one below the other. Pixels in use.

    It is a layout, not a widget: what an entry is made of should be few widgets, since each of them costs time.
    """
    box = QVBoxLayout()
    box.setContentsMargins(*margins)
    box.setSpacing(gap)
    for part in parts:
        add(box, part)
    return box


def row(*parts: Part, gap: int, stretch: int = -1) -> QHBoxLayout:
    """Parts side by side; the one numbered ``stretch`` takes the room, or what is right of all."""
    box = QHBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for place, part in enumerate(parts):
        add(box, part, 1 if place == stretch else 0)
    if stretch < 0:
        box.addStretch(1)
    return box


def holder(layout: QLayout) -> QWidget:
    """A widget that holds a layout."""
    whole = QWidget()
    whole.setLayout(layout)
    return whole


class Pair(QWidget):
    """A label and what it is the label of: side by side, or one above the other where there is no room."""

    def __init__(self, theme: Theme, label: str, value: Part, *, height: int = 20) -> None:
        super().__init__()
        self._theme = theme
        self._label = text_label(theme, label, "meta", "text3")
        self._label.setMinimumHeight(theme.px(height))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self._label)
        top.addStretch(1)
        self._box.addLayout(top)
        add(self._box, value, 1)
        self._stack(narrow=False)
        self.setAccessibleName(label)

    def _stack(self, *, narrow: bool) -> None:
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)
        if narrow:
            self._label.setMinimumWidth(1)
            self._label.setMaximumWidth(16_000)
        else:
            self._label.setFixedWidth(self._theme.px(LABEL_WIDTH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stack(narrow=event.size().width() < self._theme.px(_STACKED_BELOW))


class EntryLink(QAbstractButton):
    """Another entry on one line: the shape of its lane, its title, its date. A click shows that entry.

    It is one painted widget, since an entry may have dozens of links.
    """

    def __init__(self, kit: Kit, card: Card) -> None:
        super().__init__()
        self._theme = kit.theme
        self._card = card
        self.words = clean_line(card.title)
        self._date = link_date(card)
        self.setFont(self._theme.font("meta"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.words)
        self.setAccessibleDescription(f"{card.lane.heading}, {self._date}")
        self.clicked.connect(lambda _checked=False: kit.open_entry(card.id))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        glyph = QRect(0, (self.height() - px(9)) // 2, px(9), px(9))
        paint_lane_glyph(painter, glyph, self._card.lane, theme.color(self._card.lane.value))
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("text3"))
        painter.drawText(self.rect(), RIGHT, self._date)
        date_width = painter.fontMetrics().horizontalAdvance(self._date)
        title = self.rect().adjusted(px(16), 0, -date_width - px(10), 0)
        shown = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, title.width())
        font = QFont(self.font())
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(theme.color("accent"))
        painter.drawText(title, LEFT, shown)
        self.setToolTip(plain_tip(self.words) if shown != self.words else "")


def section(kit: Kit, heading: str, *parts: Part, count: str = "", gap: int = 6) -> QWidget:
    """A part of the entry under a line and a heading."""
    theme = kit.theme
    title = text_label(theme, heading, "meta_bold", "text", wrap=False)
    told = [text_label(theme, count, "label", "text3", wrap=False)] if count else []
    head = row(title, *told, gap=theme.px(8))
    whole = holder(column(Rule(theme), head, *parts, gap=theme.px(gap), margins=(0, theme.px(8), 0, theme.px(4))))
    whole.setAccessibleName(heading)
    return whole


class Listing(QWidget):
    """Shows the first of many things, and more on request, so that a long list does not hold up the window.

    Args:
        items: All of them.
        make: Makes what is shown of one.
        noun: What one is called.
        plural: What several are called, where it is not the noun with an s.
        text_of: The words of one that can be searched; without it, those that are not shown are not searched.
        field: What part of an entry they are.
        at_once: How many are shown at first, and how many more by each click.
    """

    def __init__(
        self, theme: Theme, items: Sequence[T], make: Callable[[T], Part], noun: str,
        plural: str | None = None, *, gap: int, at_once: int = _AT_ONCE,
        text_of: Callable[[T], str] | None = None, field: Field | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._theme = theme
        self._items = items
        self._make: Callable[[T], Part] = make
        self._text_of: Callable[[T], str] | None = text_of
        self.field = field if text_of is not None else None
        self._nouns = (noun, plural)
        self._at_once = at_once
        self._shown = 0
        self._until = 0
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(gap))
        self._more: LinkButton | None = None
        self.show_more()

    @property
    def shown(self) -> int:
        """How many are on the screen."""
        return self._shown

    # It can be searched for what is not shown yet, see ``hits``.

    @property
    def version(self) -> object:
        return self._until

    @property
    def content(self) -> str:
        """The words of those that are not shown, each on a line."""
        return "\n".join(self._hidden_texts())

    def _hidden_texts(self) -> list[str]:
        text_of = self._text_of
        return [] if text_of is None else [text_of(item).replace("\n", " ") for item in self._items[self._until :]]

    def set_marks(self, spans: Sequence[tuple[int, int]], current: int | None) -> None:
        """Nothing is marked in what is not shown."""

    def reach(self, number: int) -> QRect:  # noqa: ARG002 - nothing is marked
        return self.rect()

    def show_until(self, place: int) -> None:
        """Show more, up to the one whose words stand at a place of the content."""
        until, end = self._until, -1
        for text in self._hidden_texts():
            if end >= place:
                break
            until += 1
            end += len(text) + 1
        self._show(until)

    def show_more(self) -> None:
        """Show the next ones, a few at a time."""
        self._show(self._shown + self._at_once)

    def _show(self, until: int) -> None:
        if self._more is not None:
            self._box.removeWidget(self._more)
            self._more.hide()
            self._more.deleteLater()
            self._more = None
        is_adding = self._shown < self._until
        self._until = max(until, self._until)
        if len(self._items) - self._until <= self._at_once // 8:
            self._until = len(self._items)  # a click for so few would be a nuisance
        if not is_adding:
            self._add_some()

    def _add_some(self) -> None:
        """Add a few; making many widgets at once would hold up the window."""
        until = min(self._shown + _AT_A_TIME, self._until)
        some = holder(column(*map(self._make, self._items[self._shown : until]), gap=self._box.spacing()))
        self._box.addWidget(some)
        if self.isVisible():
            some.show()  # one by one, each would have the whole entry laid out again
        self._shown = until
        if self._shown < self._until:
            QTimer.singleShot(0, self, self._add_some)
        elif self._shown < len(self._items):
            self._offer_more(len(self._items) - self._shown)

    def _offer_more(self, left: int) -> None:
        more = count_words(min(left, self._at_once), *self._nouns).replace(" ", " more ", 1)
        of = f" of {left:,}" if left > self._at_once else ""
        self._more = LinkButton(self._theme, f"Show {more}{of}")
        self._more.clicked.connect(self.show_more)
        self._box.addWidget(self._more)
        self._more.show()
