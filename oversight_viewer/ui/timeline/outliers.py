"""Which records lie so far from all others that they would squash them: a year that was mistyped, one old hearing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# What share of the axis would be left to the others, at most, and what share of all records may be left aside then.
_SQUASHED, _FEW = 1 / 3, 0.01
_SQUASHED_FLAT, _SOME = 0.1, 0.05
_LEAST = 3


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place at which the far records of one end could be cut off, and the days without records beside it."""

    gap: int
    core: range


def find_core(days: Sequence[int], before: Sequence[int]) -> range:
    """The places in ``days`` that remain when a few records far from all others are left aside.

    Records at an end are left aside where the time without any beside them is longer than that of all others together,
    and the others would get less than a third of the axis, and those records are one in a hundred at most; or less
    than a tenth, and they are one in twenty or a single one.

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
    total = before[-1]
    span = days[core[-1]] - days[core[0]]
    most = max(1, _SOME * total) if total >= _LEAST else 0

    def cut(gap: int, tail: int, rest: range) -> Iterator[_Cut]:
        left = days[rest[-1]] - days[rest[0]]
        if gap > left and (left <= _SQUASHED_FLAT * span or (left <= _SQUASHED * span and tail <= _FEW * total)):
            yield _Cut(gap, rest)

    for place in core[1:]:
        if before[place] > most:
            break
        yield from cut(days[place] - days[place - 1], before[place], range(place, core.stop))
    for place in reversed(core[1:]):
        if total - before[place] > most:
            break
        yield from cut(days[place] - days[place - 1], total - before[place], range(core.start, place))
