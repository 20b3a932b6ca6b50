"""Work in small steps on the UI thread, each in a turn of the event loop of its own: keys and paint come between."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Does one piece of work at a time, step by step.

    Args:
        parent: With it, all that is left to do is gone.
        at_once: Do all steps when the work is given; for tests that have no event loop.
    """

    def __init__(self, parent: QObject, *, at_once: bool = False) -> None:
        super().__init__(parent)
        self._at_once = at_once
        self._work: Iterator[object] | None = None
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._take)

    def start(self, work: Iterator[object], *, first: int = 1) -> None:
        """Do work in place of what is left of the work before: some steps now, each other one in a later turn.

        Args:
            work: Ends a step with each ``yield``.
            first: How many steps are done now.
        """
        self._turn.stop()
        self._work = work
        while self._work is work and (first > 0 or self._at_once):
            self._take()
            first -= 1

    def drop(self) -> None:
        """Leave undone what is left to do."""
        self._turn.stop()
        self._work = None

    def _take(self) -> None:
        work = self._work
        if work is None:
            return
        has_more = next(work, self) is not self
        if self._work is not work:
            return  # the step has given other work, or let go of this one
        if has_more:
            self._turn.start()
        else:
            self._work = None
