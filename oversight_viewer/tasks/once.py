"""Runs single pieces of work that belong to no open library: making one, writing the sample."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.tasks.workers import Queue

T = TypeVar("T")


class Background(QObject):
    """One thread for work that belongs to no open library. Results arrive on the UI thread.

    Args:
        immediate: Do everything at once, in place, for tests.
    """

    known_error = Signal(object)
    """Work could not be done: a KnownError, to be shown."""
    bug = Signal(object)
    """Work has failed in a way that it should not: an exception, for the bug dialog."""
    _arrived = Signal()

    def __init__(self, *, immediate: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._immediate = immediate
        self._queue = Queue("background", lambda: None)
        self._closing = threading.Event()
        self._under_way = 0
        self._answers: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether any work is under way, or its result has not arrived yet."""
        return self._under_way > 0

    def is_closing(self) -> bool:
        """Whether the end has begun: work that takes long asks this, from its own thread, and gives up."""
        return self._closing.is_set()

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do ``work`` off the UI thread, then ``done`` with its result on it."""

        def job() -> None:
            try:
                result = work()
            except Exception as error:
                # A name of its own: Python forgets the one of the except clause at its end.
                caught = error
                self._answers.put(lambda: self._tell(caught))
            else:
                self._answers.put(lambda: done(result))
            if not self._immediate:
                self._arrived.emit()

        self._under_way += 1
        if self._immediate:
            job()
            self._deliver()
        else:
            self._queue.put(job)

    def close(self) -> None:
        """Finish what was begun and end the thread. What arrives after that is dropped."""
        self._closing.set()
        self._queue.stop()

    def _deliver(self) -> None:
        while not self._answers.empty():
            answer = self._answers.get()
            self._under_way -= 1
            answer()

    def _tell(self, error: Exception) -> None:
        (self.known_error if isinstance(error, KnownError) else self.bug).emit(error)
