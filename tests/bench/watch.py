"""Watches a window while a script uses it: how long frames take, and how long the UI thread hears nobody."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

_BEAT = 5  # milliseconds
_LATE = 0.03  # seconds after which somebody looks what the UI thread is doing
_LOOK = 0.01
_DEPTH = 3

Painted = Callable[[float, float], object]
"""Is told how long a frame took by the clock and how long the thread computed for it, in milliseconds."""


class Stopwatch:
    """Runs from when it is made, by the clock and by what the thread computes."""

    def __init__(self) -> None:
        self._begin, self._computed = time.perf_counter(), time.thread_time()

    def read(self) -> tuple[float, float]:
        """Both in milliseconds."""
        return (time.perf_counter() - self._begin) * 1000, (time.thread_time() - self._computed) * 1000


def watch_frames(window: type[QMainWindow], painted: Painted) -> None:
    """Have a window say when it has painted: all that was to be painted, down to the pixels.

    Args:
        window: The class of the window, before there is one.
        painted: Is told of each frame.
    """
    usual = window.event

    def event(self: QMainWindow, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest:
            return usual(self, event)
        watch = Stopwatch()
        taken = usual(self, event)
        painted(*watch.read())
        return taken

    setattr(window, "event", event)  # noqa: B010 - the window is watched from outside


@dataclass(frozen=True, slots=True)
class Block:
    """A time in which the UI thread heard nobody.

    Args:
        milliseconds: How long; that long a key that was pressed then would have waited.
        computing: For how much of it the thread itself computed; the rest it waited, for Python or for a processor.
        during: What the script was doing.
        doing: What the thread was seen doing, the innermost of our own calls last.
    """

    milliseconds: float
    computing: float
    during: str
    doing: str


class Heartbeat(QObject):
    """A timer of 5 ms in the event loop of the UI thread; what is measured is how late it comes.

    Args:
        during: Says what the script is doing.
    """

    def __init__(self, during: Callable[[], str]) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._during = during
        self._said = during()
        self._seen = ""
        self._last = time.perf_counter()
        self._computed = time.thread_time()
        self._timer = QTimer(self, interval=_BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._ends = threading.Event()
        self._thread = threading.Thread(
            target=self._look, args=(threading.get_ident(),), name="bench-watch", daemon=True
        )

    def start(self) -> None:
        self._last, self._computed = time.perf_counter(), time.thread_time()
        self._timer.start()
        self._thread.start()

    def stop(self) -> None:
        self._timer.stop()
        self._ends.set()
        if self._thread.is_alive():
            self._thread.join()

    def _beat(self) -> None:
        now, computed = time.perf_counter(), time.thread_time()
        late = (now - self._last) * 1000 - _BEAT
        self.blocks.append(Block(max(0.0, late), (computed - self._computed) * 1000, self._said, self._seen))
        self._last, self._computed, self._said, self._seen = now, computed, self._during(), ""

    def _look(self, thread: int) -> None:
        """Runs on a thread of its own, for the other one is busy then."""
        while not self._ends.wait(_LOOK):
            last = self._last
            if time.perf_counter() - last > _LATE and not self._seen:
                doing = _calls(sys._current_frames().get(thread))
                if self._last == last:
                    self._seen = doing


def _calls(frame: FrameType | None) -> str:
    """The innermost calls of the application's own code."""
    return " > ".join(list(_own_calls(frame))[:_DEPTH][::-1])


def _own_calls(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if "oversight_viewer" in path.parts:
            yield f"{path.stem}.{frame.f_code.co_name}:{frame.f_lineno}"
        frame = frame.f_back


Wait = float | Callable[[], bool]
"""What a script waits for: some seconds, or that something is so."""


class Steps(QObject):
    """Runs a script in the event loop: a generator that says what it waits for.

    Args:
        script: Yields seconds to wait, or a function that says whether to go on.
        done: Called at the end. If the script ended by an error, it stands in ``error`` then.
    """

    PATIENCE = 120.0
    """Seconds after which what is waited for is given up, with an error."""

    def __init__(self, script: Iterator[Wait], done: Callable[[], Any]) -> None:
        super().__init__()
        self._script = script
        self._done = done
        self._timer = QTimer(self, interval=2, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self._ready: Callable[[], bool] = lambda: True
        self._given_up = 0.0
        self.error: BaseException | None = None

    def start(self) -> None:
        self._timer.start()

    def _look(self) -> None:
        try:
            if not self._ready():
                if time.perf_counter() > self._given_up:
                    raise TimeoutError("the window did not come to rest")
                return
            wait = next(self._script)
        except BaseException as error:
            self._timer.stop()
            self.error = None if isinstance(error, StopIteration) else error
            self._done()
            return
        now = time.perf_counter()
        self._given_up = now + self.PATIENCE
        self._ready = (lambda: time.perf_counter() >= now + wait) if isinstance(wait, int | float) else wait
