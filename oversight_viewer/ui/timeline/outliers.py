"""Which records lie so far from all others that they would squash them: a year that was mistyped, one old hearing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# What share of the axis would be left to the others, at most, and what share of all may be left aside then.
_SQUASHED, _FEW = 1 / 3, 0.01
_SQUASHED_FLAT, _SOME = 0.1, 0.05
# A single record a century away from two others is a slip.
_CENTURY, _LEAST = 36_525, 3


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place at which the far records of one end could be cut off, and the days without records beside it."""

    gap: int
    core: range


def find_core(days: Sequence[int], before: Sequence[int]) -> range:
    """The places in ``days`` that remain when a few records far from all others are left aside.

    Records at an end are left aside where the time without any beside them is longer than that of all others together,
    and the others would get less than a third of the axis, and those records are one in a hundred at most; or less
    than a tenth, and they are one in twenty at most, or a single one a century away. The days on which they stand must
    be as few among all days: a thousand documents that came on one day do not make the letters before them far.

    Args:
        days: Days with records, ascending.
        before: How many records stand on the days before each of them, and in the end on all.
    """
    core = range(len(days))
    while len(core) > 1:
        best = max(_cuts(days, before, core), key=lambda cut: cut.gap, default=None)
        if best is None:
            break
        core = best.core
    return core


def _cuts(days: Sequence[int], before: Sequence[int], core: range) -> Iterator[_Cut]:
    """The places at which an end of the core may be cut off."""
    number, total = len(days), before[-1]
    span = days[core[-1]] - days[core[0]]

    def cut(gap: int, tail: int, tail_days: int, rest: range) -> Iterator[_Cut]:
        left = days[rest[-1]] - days[rest[0]]
        share = max(tail / total, tail_days / number)
        is_slip = tail == 1 and gap >= _CENTURY and total >= _LEAST
        is_far = left <= _SQUASHED * span and share <= _FEW
        is_very_far = left <= _SQUASHED_FLAT * span and (share <= _SOME or is_slip)
        if gap > left and (is_far or is_very_far):
            yield _Cut(gap, rest)

    most = max(1, _SOME * number)
    for place in core[1:]:
        if place > most:
            break
        yield from cut(days[place] - days[place - 1], before[place], place, range(place, core.stop))
    for place in reversed(core[1:]):
        if number - place > most:
            break
        gap = days[place] - days[place - 1]
        yield from cut(gap, total - before[place], number - place, range(core.start, place))
