"""What the script does in the window: type, filter, scroll and read, as a user would; and what it sees of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from oversight_viewer.app import Viewer
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.record_page import RecordPage
from tests.bench.watch import Stopwatch, Wait

_TYPING = 0.12  # seconds between two keys of somebody who types quickly
_FRAME = 1 / 60
_PATIENCE = 5.0  # seconds until cards are no longer waited for
_NOTCH = 120


@dataclass(slots=True)
class Seen:
    """What was measured, in milliseconds, each by what was done.

    Args:
        painted: From a key or a click until the first cards of the answer stand on the screen.
        frames: What a step of scrolling and painting what it moved take.
        computing: How much of each frame the thread itself computed.
        shown: From choosing an entry until its whole text stands on the screen.
    """

    painted: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    frames: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    computing: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    shown: list[float] = field(default_factory=list)


class Script:
    """Uses the window of an open library.

    Args:
        viewer: The application.
    """

    def __init__(self, viewer: Viewer) -> None:
        self.seen = Seen()
        self.doing = "opening"
        self._viewer = viewer
        self._scrolling = ""
        self._step = (0.0, 0.0)
        self._watch: Stopwatch | None = None
        self._answered = False
        self._taken: float | None = None

    # -- what it sees

    def frame(self, taken: float, computed: float) -> None:
        """A frame was painted."""
        if self._scrolling:
            self.seen.frames[self._scrolling].append(taken + self._step[0])
            self.seen.computing[self._scrolling].append(computed + self._step[1])
        self._step = (0.0, 0.0)
        if self._watch is not None and self._answered and self._taken is None:
            self._taken = self._watch.read()[0]

    def _expect(self) -> None:
        """From now on time runs until the answer has come and a frame has been painted after that."""
        self._answered, self._taken, self._watch = False, None, Stopwatch()

    def _answer(self, *_: object) -> None:
        self._answered = True

    def _until_painted(self, into: list[float]) -> Iterator[Wait]:
        watch = self._watch
        assert watch is not None
        yield lambda: self._taken is not None or watch.read()[0] > _PATIENCE * 1000
        into.append(watch.read()[0] if self._taken is None else self._taken)
        self._watch = None

    @property
    def page(self) -> RecordPage:
        page = self._viewer.window.page
        assert page is not None
        return page

    @property
    def _view(self) -> QAbstractItemView:
        return self.page.board.view

    def at_rest(self) -> bool:
        return not self._viewer.controller.is_busy

    # -- what it does

    def begin(self) -> Iterator[Wait]:
        """Wait for the window to come to rest, and watch it from then on."""
        yield lambda: self._viewer.window.page is not None
        self._view.model().modelReset.connect(self._answer)
        self.page.reader.entry_shown.connect(self._answer)
        yield self.at_rest
        yield 0.5

    def typing(self, kind: str, text: str) -> Iterator[Wait]:
        """Type a text, key by key, and take it away again."""
        search = self._viewer.window.search
        self._viewer.window.focus_search()
        for key in text:
            self.doing = f"typing, {kind}"
            pause = Stopwatch()
            self._expect()
            QTest.keyClicks(search, key)
            yield from self._until_painted(self.seen.painted[kind])
            yield max(0.0, _TYPING - pause.read()[0] / 1000)
        yield self.at_rest
        self.doing = "clearing the search"
        search.selectAll()
        QTest.keyClick(search, Qt.Key.Key_Delete)
        yield self.at_rest

    def filtering(self, kind: str, wanted: RecordFilter) -> Iterator[Wait]:
        """Ask for something else, as a click in the sidebar does, and then for everything again."""
        self.doing = f"filtering, {kind}"
        self._expect()
        self.page.set_filter(wanted)
        yield from self._until_painted(self.seen.painted[kind])
        yield self.at_rest
        self.doing = "clearing the filter"
        self.page.clear_filter()
        yield self.at_rest

    def scrolling(self, kind: str, steps: int, step: Callable[[int], object], pause: float = _FRAME) -> Iterator[Wait]:
        """Scroll step by step, at the pace of a screen."""
        self.doing = f"scrolling, {kind}"
        self._scrolling = kind
        for number in range(steps):
            watch = Stopwatch()
            step(number)
            taken, computed = watch.read()
            self._step = (self._step[0] + taken, self._step[1] + computed)
            yield max(0.0, pause - watch.read()[0] / 1000)
        yield self.at_rest
        self._scrolling = ""

    def wheel(self, notches: int) -> None:
        """Turn the wheel over the lanes; downwards if positive."""
        viewport = self._view.viewport()
        middle = QPointF(viewport.rect().center())
        event = QWheelEvent(
            middle,
            viewport.mapToGlobal(middle),
            QPoint(),
            QPoint(0, -notches * _NOTCH),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(viewport, event)

    def drag(self, part: float) -> None:
        """Drag the handle of the scroll bar to a part of the way, from 0 to 1."""
        bar = self._view.verticalScrollBar()
        bar.setSliderDown(True)
        bar.setSliderPosition(round(bar.maximum() * part))
        bar.setSliderDown(False)

    def jump(self, part: float) -> None:
        """Be at another place at once."""
        bar = self._view.verticalScrollBar()
        bar.setValue(round(bar.maximum() * part))

    def reading(self, times: int) -> Iterator[Wait]:
        """Go from card to card with the arrow keys."""
        self.doing = "going from card to card"
        self.page.board.focus_board()
        for number in range(times):
            QTest.keyClick(self._view, Qt.Key.Key_Right if number % 4 == 3 else Qt.Key.Key_Down)
            yield _TYPING
        yield self.at_rest

    def turning(self) -> Iterator[Wait]:
        """Turn the order, and turn it back."""
        self.doing = "turning the order"
        for _ in range(2):
            self.page.board.turn_order()
            yield self.at_rest

    def opening(self, entry: EntryId) -> Iterator[Wait]:
        """Open an entry and wait until its whole text stands on the screen."""
        self.doing = "opening an entry"
        yield self.at_rest
        self._expect()
        self.page.reader.show_entry(entry)
        yield from self._until_painted(self.seen.shown)
        yield self.at_rest
