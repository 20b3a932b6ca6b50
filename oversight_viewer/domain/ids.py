"""Ids that sort by the time at which they were made: UUID version 7 (RFC 9562, section 5.7)."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable

_TIME_BITS = 48
_COUNTER_BITS = 74
_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

# An id from elsewhere may lie ahead of our clock, and ours must come after it. So what is taken from elsewhere ends
# at half of the range of the time (the year 6429): there is always room behind it.
_LATEST_TIME = 1 << (_TIME_BITS - 1)


def _split(text: str) -> tuple[int, int]:
    """The milliseconds since 1970 and the 74 other bits of an id."""
    number = int(text.replace("-", ""), 16)
    return number >> 80, (number >> 64 & 0xFFF) << 62 | number & (1 << 62) - 1


def _join(milliseconds: int, counter: int) -> str:
    number = milliseconds << 80 | 0x7 << 76 | counter >> 62 << 64 | 0b10 << 62 | counter & (1 << 62) - 1
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def is_uuid7(text: str) -> bool:
    """Whether a text is a UUIDv7 in its usual form, in lower case, of a time before the year 6429."""
    return _FORM.fullmatch(text) is not None and _split(text)[0] < _LATEST_TIME


def milliseconds_of(text: str) -> int:
    """The time of a UUIDv7, in milliseconds since 1970 (UTC)."""
    return _split(text)[0]


def _now() -> int:
    return time.time_ns() // 1_000_000


def _random(bits: int) -> int:
    """As ``secrets.randbits`` gives it, which takes long to load."""
    size = (bits + 7) // 8
    return int.from_bytes(os.urandom(size)) >> (size * 8 - bits)


class IdMaker:
    """Makes UUIDv7 in text form, each greater than the one before, also when the clock is turned back.

    Args:
        clock: Gives the time in milliseconds since 1970 (UTC).
        random_bits: Gives a random number of so many bits.
    """

    def __init__(self, clock: Callable[[], int] = _now, random_bits: Callable[[int], int] = _random) -> None:
        self._clock = clock
        self._random_bits = random_bits
        self._last = (0, 0)

    def make(self, after: str | None = None) -> str:
        """Make a new id.

        Args:
            after: A UUIDv7 that the new one must follow, for instance the greatest that a file already holds.
        """
        time_before, counter = self._last if after is None else max(self._last, _split(after))
        milliseconds = self._clock()
        if milliseconds > time_before:
            # The highest bit stays clear, so that many ids of one millisecond can follow.
            counter = self._random_bits(_COUNTER_BITS - 1)
        else:
            milliseconds = time_before
            counter += 1 + self._random_bits(32)
            if counter >> _COUNTER_BITS:
                milliseconds, counter = milliseconds + 1, self._random_bits(_COUNTER_BITS - 1)
        self._last = milliseconds, counter
        return _join(milliseconds, counter)
