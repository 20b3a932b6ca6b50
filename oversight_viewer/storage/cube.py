"""The values of all entries in memory, as columns of numbers: what filters and their counts are worked out with.

At a million entries counting in SQL takes seconds, for it must look up each value of each entry. Here an entry is a
position in the order of keys, and a facet two columns: which entry, and which value. The whole takes some 60 MB, is
read once, and serves all connections to a library until the library changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oversight_viewer.domain.filters import Facet
from oversight_viewer.domain.keys import LANE_SHIFT

Mask = NDArray[np.bool_]
"""For each entry, whether it is meant."""
Places = NDArray[np.int32]
"""Positions of entries, ascending."""
Numbers = NDArray[Any]

_TEXTS_KEPT = 4
_COUNTED_AT_ONCE = 1 << 18  # NumPy makes a copy of eight bytes a value of what it counts


@dataclass(frozen=True, slots=True)
class Column:
    """What entries have of one facet.

    Args:
        names: The values of the facet; elsewhere they stand as their places in this list.
        owners: Which entry, for each value that an entry has; None if it is each entry once, in order.
        values: Which value.
        own: Whether the entry has it itself; None where all do.
    """

    names: tuple[str, ...]
    owners: Places | None
    values: Numbers
    own: Mask | None

    def having(self, wanted: Iterable[str], size: int, *, exact: bool) -> Mask:
        """Which of ``size`` entries have any of some values, or have them themselves if that is meant."""
        sought = set(wanted)
        lookup = np.fromiter((name in sought for name in self.names), bool, len(self.names))
        found = lookup[self.values]
        if exact and self.own is not None:
            found &= self.own
        if self.owners is None:
            return found
        mask = np.zeros(size, bool)
        mask[self.owners[found]] = True
        return mask

    def count(self, mask: Mask | None, *, exact: bool) -> dict[str, int]:
        """How many of the entries of a mask, or of all, have each value."""
        counts = np.zeros(len(self.names), np.int64)
        for first in range(0, len(self.values), _COUNTED_AT_ONCE):
            some = slice(first, first + _COUNTED_AT_ONCE)
            chosen = self._chosen(some, mask, exact=exact)
            values = self.values[some] if chosen is None else self.values[some][chosen]
            counts += np.bincount(values, minlength=len(self.names))
        return dict(zip(self.names, counts.tolist(), strict=True))

    def _chosen(self, some: slice, mask: Mask | None, *, exact: bool) -> Mask | None:
        """Which of some values count; None if all do."""
        chosen = None if mask is None else mask[some] if self.owners is None else mask[self.owners[some]]
        if exact and self.own is not None:
            return self.own[some] if chosen is None else chosen & self.own[some]
        return chosen


@dataclass(frozen=True, slots=True)
class Days:
    """A day, as its number, of some of the entries."""

    places: Places
    days: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cube:
    """All entries of a library as it was at one time.

    Args:
        keys: The keys of the entries, ascending.
        starts: Where the entries of each block and lane begin.
        columns: What they have of each facet.
        last_days: The last day of the entries with a partial date.
        open_dues: The day on which the first open request of those with one is due.
        texts: Which entries have a text that was asked for lately.
        beside: What else was read of the same entries and is kept as long as they are, by name.
    """

    keys: NDArray[np.int64]
    starts: NDArray[np.intp]
    columns: Mapping[Facet, Column]
    last_days: Days
    open_dues: Days
    texts: dict[object, Mask] = field(default_factory=dict)
    beside: dict[str, object] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.keys)

    def places_of(self, keys: NDArray[np.int64]) -> Places:
        """Where entries of some keys stand; keys that no entry has are left out."""
        return find(self.keys, keys)[0]

    def place_of(self, key: int) -> int:
        """Where an entry of this key stands, or the first one above it."""
        return int(np.searchsorted(self.keys, key))

    def mask_of(self, keys: NDArray[np.int64]) -> Mask:
        mask = np.zeros(self.size, bool)
        mask[self.places_of(keys)] = True
        return mask

    def keep_text(self, asked: object, mask: Mask) -> None:
        """Keep which entries a text is found in: the same text is soon asked for again."""
        while len(self.texts) >= _TEXTS_KEPT:
            self.texts.pop(next(iter(self.texts)), None)
        self.texts[asked] = mask

    def histogram(self, mask: Mask | None) -> list[tuple[int, int]]:
        """How many entries of a mask, or of all, stand in each block and lane: ``block << 2 | lane``, ascending."""
        if not self.size:
            return []
        starts = self.starts
        counts = np.diff(starts, append=self.size) if mask is None else np.add.reduceat(mask, starts, dtype=np.int32)
        there = np.flatnonzero(counts)
        return list(zip((self.keys[starts[there]] >> LANE_SHIFT).tolist(), counts[there].tolist(), strict=True))


def keys_of_list(listed: str | None) -> NDArray[np.int64]:
    """Keys that SQLite has put into one text, with commas between them.

    A million keys are read so in a third of the time that it takes to fetch a row for each.
    """
    return np.fromstring(listed or "", np.int64, sep=",")


def keys_of_set(keys: Iterable[int]) -> NDArray[np.int64]:
    return np.array(sorted(keys), np.int64)


def find(keys: NDArray[np.int64], wanted: NDArray[np.int64]) -> tuple[Places, Mask]:
    """The places of those wanted keys that there are, and which of the wanted ones these are."""
    places = np.searchsorted(keys, wanted)
    there = places < len(keys)
    there[there] = keys[places[there]] == wanted[there]
    return places[there].astype(np.int32), there
