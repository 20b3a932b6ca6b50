"""When a note that is being written is saved. No Qt here: the timer and the clock come from outside."""

from __future__ import annotations

from collections.abc import Callable

PAUSE = 0.3
"""Seconds after the last keystroke."""
LONGEST = 0.5
"""Seconds after the first keystroke that is not saved yet, however fast the typing goes on."""
RETRY = 5.0
"""Seconds after a save that failed."""


class Autosave:
    """Calls ``save`` 0.3 seconds after the last edit, and at the latest 0.5 seconds after the first one not saved.

    So a process that is killed loses less than the last second of typing.

    Args:
        save: Puts the text on its way to the disk.
        start_timer: Asks that :meth:`timed_out` be called once after so many seconds, instead of what was asked before.
        stop_timer: Takes that back.
        clock: Seconds, never running backwards.
    """

    def __init__(
        self,
        save: Callable[[], None],
        start_timer: Callable[[float], None],
        stop_timer: Callable[[], None],
        clock: Callable[[], float],
    ) -> None:
        self._save = save
        self._start_timer = start_timer
        self._stop_timer = stop_timer
        self._clock = clock
        self._first: float | None = None

    @property
    def is_pending(self) -> bool:
        """Whether there are edits that no save has taken up."""
        return self._first is not None

    def edited(self) -> None:
        """The user changed something."""
        now = self._clock()
        if self._first is None:
            self._first = now
        self._start_timer(max(0.0, min(PAUSE, self._first + LONGEST - now)))

    def timed_out(self) -> None:
        """The timer that was asked for has run out."""
        self.flush()

    def flush(self) -> None:
        """Save now what is not saved yet, if anything: the focus leaves, another entry comes, the window closes."""
        self._stop_timer()
        if self._first is not None:
            self._first = None
            self._save()

    def failed(self) -> None:
        """The last save did not reach the disk: it is tried again by itself after a while."""
        if self._first is None:
            self._first = self._clock()
            self._start_timer(RETRY)

    def forget(self) -> None:
        """Drop what is not saved yet."""
        self._first = None
        self._stop_timer()
