"""Which records lie so far from all others that they would squash them: a year that was mistyped, one old hearing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FAR_GAP, _FEW = 1 / 3, 0.01
_VERY_FAR_GAP, _SOME = 0.9, 0.05
_LEAST = 3


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place at which the far records of one end could be cut off, and the days without records beside it."""

    gap: int
    core: range


def find_core(days: Sequence[int], before: Sequence[int]) -> range:
    """The places in ``days`` that remain when a few records far from all others are left aside.

    Records at an end are left aside where the time without any between them and the rest takes a third of the whole,
    and they are one in a hundred at most; or nine tenths, and they are one in twenty or a single one.

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
    total = before[-1]
    span = days[core[-1]] - days[core[0]]

    def is_far(gap: int, tail: int) -> bool:
        if gap >= _VERY_FAR_GAP * span and total >= _LEAST:
            return tail <= max(1, _SOME * total)
        return gap >= _FAR_GAP * span and tail <= _FEW * total

    most = max(1, _SOME * total)
    for place in core[1:]:
        if before[place] > most:
            break
        gap = days[place] - days[place - 1]
        if is_far(gap, before[place]):
            yield _Cut(gap, range(place, core.stop))
    for place in reversed(core[1:]):
        if total - before[place] > most:
            break
        gap = days[place] - days[place - 1]
        if is_far(gap, total - before[place]):
            yield _Cut(gap, range(core.start, place))
