"""Keeps what counting needs of a library once for all that read it. NumPy is loaded when it is first needed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from oversight_viewer.domain.errors import Cancelled
from oversight_viewer.storage.engine import Reading

if TYPE_CHECKING:
    from oversight_viewer.storage.cube import Cube
    from oversight_viewer.storage.cube_maker import CubeMaker

_SECONDS_BETWEEN_CHECKS = 0.02

# Each save has a row in "batch", and no two libraries were made at one time.
_STATE = "SELECT (SELECT coalesce(max(id), 0) FROM batch), (SELECT group_concat(value) FROM meta)"


class CubeShelf:
    """The cube of one library, for all connections that read it, each in a thread of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._making: tuple[object, CubeMaker] | None = None
        self._kept: tuple[object, Cube] | None = None

    def at_hand(self, reading: Reading) -> Cube | None:
        """The cube of the library as this call sees it, if it was read already."""
        kept = self._kept
        return kept[1] if kept is not None and kept[0] == _state(reading) else None

    def get(self, reading: Reading) -> Cube:
        """The cube of the library as this call sees it; it is read if it was not yet.

        Raises:
            Cancelled: If it was interrupted. What was read is not lost.
            ValueError: If the library holds what we would not have written.
        """
        state = _state(reading)
        with self.turn(reading):
            if self._kept is None or self._kept[0] != state:
                self._kept = None  # before there is another one, for each takes much memory
                try:
                    self._kept = (state, self._maker(reading, state).read(reading))
                except Cancelled:
                    raise  # and go on with it another time
                except BaseException:
                    self._making = None
                    raise
                self._making = None
            return self._kept[1]

    def _maker(self, reading: Reading, state: object) -> CubeMaker:
        from oversight_viewer.storage.cube_maker import CubeMaker  # noqa: PLC0415 - takes as long as opening a library

        if self._making is None or self._making[0] != state:
            self._making = None
            self._making = (state, CubeMaker(reading))
        return self._making[1]

    @contextmanager
    def turn(self, reading: Reading) -> Iterator[None]:
        """Wait until nobody else is at work with what all share, and then keep others waiting.

        Raises:
            Cancelled: If it was interrupted.
        """
        while not self._lock.acquire(timeout=_SECONDS_BETWEEN_CHECKS):
            reading.check()
        try:
            yield
        finally:
            self._lock.release()


def _state(reading: Reading) -> object:
    return reading.rows(_STATE)[0]
