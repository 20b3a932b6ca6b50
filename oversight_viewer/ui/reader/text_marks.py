"""Marks words in a text that is shown as a document. Only what is on the screen is marked, however long the text is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from oversight_viewer.domain.search_match import Span
from oversight_viewer.domain.search_tree import Field
from oversight_viewer.ui.reader.marked import mark_tokens
from oversight_viewer.ui.theme import Theme
from oversight_viewer.ui.units import double_places, in_units

_MOST_ON_SCREEN = 2_000


class TextMarks(QObject):
    """The marks of one view of a text.

    Args:
        view: Shows the text; its parent.
        field: What part of an entry it is; None for a text that is not searched.
        scrolls: Whether the view scrolls the text; else it is as high as the text and stands in what scrolls.
        finish: Has the view take in what is missing of its text.
    """

    def __init__(
        self,
        view: QTextEdit | QPlainTextEdit,
        field: Field | None,
        *,
        scrolls: bool,
        finish: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._field = field
        self._scrolls = scrolls
        self._finish = finish
        self._theme: Theme | None = None
        self._spans: Sequence[Span] = ()
        self._units: Sequence[Span] = ()
        self._double: Sequence[int] = ()
        self._known: tuple[object, str] = (None, "")
        self._current: int | None = None
        self._shown: tuple[range, int | None] | None = (range(0), None)
        view.verticalScrollBar().valueChanged.connect(self.refresh)

    def set_theme(self, theme: Theme) -> None:
        """Say which colours there are; another text is shown in them."""
        self._theme = theme
        self._spans = self._units = ()
        self._current = None
        self._shown = (range(0), None)

    @property
    def field(self) -> Field | None:
        return self._field

    @property
    def version(self) -> object:
        document = self._view.document()
        return id(document), document.revision(), document.characterCount()

    @property
    def content(self) -> str:
        self._finish()
        if self._known[0] != self.version:
            # Kept, for with each letter that is typed another search looks through the same text.
            text = self._view.toPlainText()
            self._known, self._double = (self.version, text), double_places(text)
        return self._known[1]

    @property
    def spans(self) -> Sequence[Span]:
        """All places that are marked, on the screen or not."""
        return self._spans

    def set_marks(self, spans: Sequence[Span], current: int | None) -> None:
        if spans is not self._spans:
            self._spans = spans
            self._units = in_units(spans, self._double)
        self._current = current
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Mark what has come onto the screen."""
        theme = self._theme
        if theme is None:
            return
        seen = self._seen()
        if (seen, self._current) == self._shown:
            return
        self._shown = (seen, self._current)
        looks = [_look(theme, is_current=is_current) for is_current in (False, True)]
        self._view.setExtraSelections(
            [self._selection(number, looks[number == self._current]) for number in seen[:_MOST_ON_SCREEN]]
        )

    def reach(self, number: int) -> QRect:
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(self._units[number][0])
        if self._scrolls:
            self._view.setTextCursor(cursor)
            if isinstance(self._view, QPlainTextEdit):
                self._view.centerCursor()
            else:
                self._view.ensureCursorVisible()
        rect = self._view.cursorRect(cursor)
        return rect.translated(self._view.viewport().pos())

    def _seen(self) -> range:
        """Which of the marks are on the screen."""
        if not self._units:
            return range(0)
        viewport = self._view.viewport()
        visible = viewport.visibleRegion().boundingRect()
        if visible.isEmpty():
            return range(0)
        first = self._view.cursorForPosition(visible.topLeft()).position()
        last = self._view.cursorForPosition(visible.bottomRight() + QPoint(1, 1)).position()
        begin = bisect_left(self._units, first, key=lambda span: span[1])
        return range(begin, max(begin, bisect_right(self._units, last, key=lambda span: span[0])))

    def _selection(self, number: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        begin, end = self._units[number]
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, look
        return selection


def _look(theme: Theme, *, is_current: bool) -> QTextCharFormat:
    ground, ink = mark_tokens(theme, is_current=is_current)
    look = QTextCharFormat()
    look.setBackground(theme.color(ground))
    look.setForeground(theme.color(ink))
    return look
