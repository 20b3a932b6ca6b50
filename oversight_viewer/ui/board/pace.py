"""How long a frame may take, so that scrolling never waits for cards that have not been drawn before. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

FRAME = 0.005
"""Seconds that a frame takes for new cards while the user scrolls on; the rest are outlines until the next one."""

_GOES_ON = 0.1
_IN_A_ROW = 4


class Pace:
    """Knows whether the user is scrolling on and on. After a jump or two the screen is painted whole.

    Args:
        clock: Gives the time in seconds.
    """

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._last = float("-inf")
        self._in_a_row = 0

    def scrolled(self) -> None:
        """Say that the view was scrolled just now."""
        now = self._clock()
        self._in_a_row = self._in_a_row + 1 if now - self._last < _GOES_ON else 1
        self._last = now

    def patience(self) -> float | None:
        """Seconds that the next frame has for new cards, or None for as many as it takes."""
        goes_on = self._in_a_row >= _IN_A_ROW and self._clock() - self._last < _GOES_ON
        return FRAME if goes_on else None

    def deadline(self) -> Callable[[], bool]:
        """A function that tells whether the time of a frame, which begins now, is over."""
        end = self._clock() + FRAME
        return lambda: self._clock() >= end
