"""How long a frame may take, so that scrolling never waits for cards that have not been drawn before. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

FRAME = 0.005
"""Seconds that a frame takes for new cards when the user has scrolled; the rest are outlines until the next one."""

AT_REST = 0.02
"""Seconds that a frame takes for new cards otherwise: for most of a screen."""

_GOES_ON = 0.1


class Pace:
    """Knows whether the user has just scrolled: by the wheel, by the handle, or with a jump to another place.

    Args:
        clock: Gives the time in seconds.
    """

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._last = float("-inf")

    def scrolled(self) -> None:
        """Say that the view was scrolled just now."""
        self._last = self._clock()

    def patience(self) -> float:
        """Seconds that the next frame has for new cards."""
        return FRAME if self._clock() - self._last < _GOES_ON else AT_REST

    def deadline(self) -> Callable[[], bool]:
        """A function that tells whether the time of a frame, which begins now, is over."""
        end = self._clock() + FRAME
        return lambda: self._clock() >= end
