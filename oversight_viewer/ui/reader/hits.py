"""Where the words of a search stand in what the reader shows, and at which of these places one is.

The reader is not asked what it shows: whenever its layout changes, the texts on it are looked at again. So labels that
come later, notes that are written, and a text that arrives piece by piece are marked too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from oversight_viewer.domain.search_match import Scan, Span, has_words
from oversight_viewer.domain.search_tree import Node
from oversight_viewer.ui.reader.browser import SafeTextBrowser
from oversight_viewer.ui.reader.kit import Listing
from oversight_viewer.ui.reader.long_text import LongText
from oversight_viewer.ui.reader.marked import Marked, MarkedLabel, MarkedRuns
from oversight_viewer.ui.reader.text_marks import TextMarks

_QUIET_MS = 30
_TURN_SECONDS = 0.008
_MARGIN = 80


@dataclass(slots=True, eq=False)
class _Part:
    """One text on the screen, or the texts of a list that are not on it yet."""

    widget: QWidget
    marked: Marked
    version: object = None
    scan: Scan | None = None
    found: Sequence[Span] = ()


class Hits(QObject):
    """Marks the words of a search in the texts below a widget, and goes from one to the next.

    Args:
        area: Scrolls the page.
        page: The widget with the texts.
    """

    changed = Signal()
    """There are other places, or another one is the current one."""

    def __init__(self, area: QScrollArea, page: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._page = page
        self._search: Node | None = None
        self._parts: list[_Part] = []
        self._at: tuple[_Part, int] | None = None
        self._steps = 0
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._look)
        self._turns = QTimer(self, singleShot=True, interval=0)
        self._turns.timeout.connect(self._take_turn)
        page.installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(self._refresh)

    # -- what there is

    @property
    def is_searching(self) -> bool:
        """Whether there are words to be marked."""
        return self._search is not None and has_words(self._search)

    @property
    def is_looking(self) -> bool:
        """Whether some texts have not been looked through yet."""
        return self._quiet.isActive() or self._turns.isActive()

    @property
    def count(self) -> int:
        """How many places there are, as far as is known."""
        return sum(len(part.found) for part in self._parts)

    @property
    def current(self) -> int | None:
        """The number of the place at which one is, counted from 0; None if one has not gone to any."""
        if self._at is None:
            return None
        part, number = self._at
        return sum(len(other.found) for other in self._parts[: self._parts.index(part)]) + number

    def set_search(self, search: Node | None) -> None:
        """Mark other words."""
        if search != self._search:
            self._search = search
            self._at = None
            self._quiet.start()
            self.changed.emit()

    def go(self, step: int) -> None:
        """Go to the next place, or with -1 to the one before; from the last to the first."""
        if self.is_looking:
            self._steps += step
            return
        count = self.count
        if not count:
            return
        now = self.current
        number = (0 if step > 0 else count - 1) if now is None else (now + step) % count
        left = self._at
        self._at = self._place(number)
        for part in {part for part, _ in filter(None, (left, self._at))}:
            self._mark(part)
        self._reach()
        self.changed.emit()

    # -- looking through the texts

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and (self.is_searching or self._parts):
            self._quiet.start()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        """See which texts are on the screen, and begin to look through those that are new."""
        before = {id(part.widget): part for part in self._parts if shiboken6.isValid(part.widget)}
        self._parts = [self._part(widget, marked, before) for widget, marked in self._texts()]
        for part in before.values():
            if part not in self._parts:
                part.marked.set_marks((), None)
        if self._at is not None and self._at[0] not in self._parts:
            self._at = None
        self._turns.start()

    def _texts(self) -> list[tuple[QWidget, Marked]]:
        """All texts that can be marked, in the order in which one reads."""
        found: list[tuple[QWidget, Marked]] = []
        if self.is_searching:
            for widget in self._page.findChildren(QWidget):
                marked = _marked(widget)
                if marked is not None and marked.field is not None and widget.isVisibleTo(self._page):
                    found.append((widget, marked))
        places = {id(widget): widget.mapTo(self._page, QPoint(0, 0)) for widget, _ in found}
        return sorted(found, key=lambda item: (places[id(item[0])].y(), places[id(item[0])].x()))

    def _part(self, widget: QWidget, marked: Marked, before: dict[int, _Part]) -> _Part:
        part, version = before.get(id(widget)), (self._search, marked.version)
        if part is None or part.widget is not widget:
            part = _Part(widget, marked)
        if part.version != version:
            part.version = version
            part.scan = Scan(self._search, marked.content, marked.field)
        return part

    def _take_turn(self) -> None:
        end = perf_counter() + _TURN_SECONDS
        for part in self._parts:
            while part.scan is not None:
                if perf_counter() > end:
                    self._turns.start()
                    return
                if not part.scan.step():
                    self._take(part, part.scan.found)
        self._finish()

    def _take(self, part: _Part, found: Sequence[Span]) -> None:
        part.scan = None
        if not isinstance(part.widget, Listing):
            part.found = found
        elif found and shiboken6.isValid(part.widget):
            part.widget.show_until(found[-1][0])  # what comes is looked at when it is there

    def _finish(self) -> None:
        if self._at is not None and self._at[1] >= len(self._at[0].found):
            self._at = None
        for part in self._parts:
            self._mark(part)
        self.changed.emit()
        steps, self._steps = self._steps, 0
        if steps and not self.is_looking:
            self.go(steps)

    # -- on the screen

    def _place(self, number: int) -> tuple[_Part, int]:
        for part in self._parts:
            if number < len(part.found):
                return part, number
            number -= len(part.found)
        raise IndexError(number)

    def _mark(self, part: _Part) -> None:
        if shiboken6.isValid(part.widget):
            is_here = self._at is not None and self._at[0] is part
            part.marked.set_marks(part.found, self._at[1] if self._at is not None and is_here else None)

    def _refresh(self) -> None:
        for part in self._parts:
            if isinstance(part.marked, TextMarks) and shiboken6.isValid(part.widget):
                part.marked.refresh()

    def _reach(self) -> None:
        """Scroll to the current place."""
        if self._at is None or not shiboken6.isValid(self._at[0].widget):
            return
        part, number = self._at
        rect = part.marked.reach(number)
        place = part.widget.mapTo(self._page, rect.center())
        half = rect.height() // 2
        self._area.ensureVisible(self._area.horizontalScrollBar().value(), place.y(), 0, half + _MARGIN)
        self._refresh()


def _marked(widget: QWidget) -> Marked | None:
    """How the words of a widget can be marked; None if they cannot."""
    if isinstance(widget, MarkedLabel | MarkedRuns | Listing):
        return widget
    return widget.marks if isinstance(widget, SafeTextBrowser | LongText) else None
