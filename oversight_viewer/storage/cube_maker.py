"""Reads the values of all entries of a library into memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from oversight_viewer.domain.filters import FAMILIES, Facet
from oversight_viewer.domain.keys import LANE_SHIFT
from oversight_viewer.storage.cube import Column, Cube, Days, Mask, Numbers, Places, find, keys_of_list
from oversight_viewer.storage.engine import Reading

_ENTRIES_AT_ONCE = 20_000
_HIGHEST_TERM = 1 << 27  # no library of ours comes near; more would take memory for nothing

# In the order in which lists of them are shown, more or less, so that it takes no time to put them into it.
_TERMS = "SELECT id, facet, value, entries FROM term ORDER BY value COLLATE NOCASE"
_SIZE = "SELECT count(*), coalesce(sum(length(terms)), 0) FROM entry_terms"
# Of many entries one row: to fetch a row for each takes longer than all that is done with them.
_NEXT = """
    SELECT group_concat(entry), group_concat(length(terms)), CAST(group_concat(terms, '') AS BLOB)
    FROM (SELECT entry, terms FROM entry_terms WHERE entry > ? ORDER BY entry LIMIT ?)
"""
_LAST_DAYS = "SELECT key, last_day FROM entry INDEXED BY entry_by_last_day WHERE last_day IS NOT NULL ORDER BY key"
_OPEN_DUES = "SELECT key, open_due FROM entry INDEXED BY entry_by_open_due WHERE open_due IS NOT NULL ORDER BY key"


class _Filling:
    """A column that is being filled. How much it will hold is known, so that nothing is ever copied.

    Args:
        names: The values of the facet.
        size: How many values entries have of it, all in all.
        in_family: Whether an entry may have a value through what belongs to it.
    """

    def __init__(self, names: tuple[str, ...], size: int, *, in_family: bool) -> None:
        self._names = names
        self._owners: Places = np.empty(size, np.int32)
        self._values: Numbers = np.empty(size, np.min_scalar_type(len(names)))
        self._own: Mask | None = np.empty(size, bool) if in_family else None
        self._filled = 0

    def add(self, owners: Places, values: Numbers, own: Mask) -> None:
        """Add what some entries have.

        Raises:
            ValueError: If it is more than there should be.
        """
        first, self._filled = self._filled, self._filled + len(owners)
        self._owners[first : self._filled] = owners
        self._values[first : self._filled] = values
        if self._own is not None:
            self._own[first : self._filled] = own

    def column(self, entries: int) -> Column:
        """The whole column, of so many entries.

        Raises:
            ValueError: If it is less than there should be.
        """
        if self._filled != len(self._owners):
            raise ValueError("number of terms")
        in_order = self._filled == entries and bool((self._owners == np.arange(entries, dtype=np.int32)).all())
        return Column(self._names, None if in_order else self._owners, self._values, self._own)


class CubeMaker:
    """Reads a cube. What is read stays when reading is interrupted, and is gone on with later.

    Args:
        reading: The library.

    Raises:
        ValueError: If the library holds what we would not have written.
    """

    def __init__(self, reading: Reading) -> None:
        facets = tuple(Facet)
        by_name = {facet.value: number for number, facet in enumerate(facets)}
        terms = [(number, by_name[facet], value, entries) for number, facet, value, entries in reading.rows(_TERMS)]
        entries, length = reading.rows(_SIZE)[0]
        sizes = [0] * len(facets)
        names: list[list[str]] = [[] for _ in facets]
        highest = max((number for number, *_ in terms), default=0)
        if highest > _HIGHEST_TERM:
            raise ValueError("number of a term")
        # Which facet a term is of, and which of its values. The numbers of terms are small: each is given once.
        self._facet_of = np.full(highest + 1, len(facets), np.uint8)
        self._value_of = np.zeros(highest + 1, np.int32)
        for number, facet, value, number_of_entries in terms:
            self._facet_of[number] = facet
            self._value_of[number] = len(names[facet])
            names[facet].append(value)
            sizes[facet] += number_of_entries
        if sum(sizes) * np.dtype("<u4").itemsize != length:
            raise ValueError("number of terms")
        self._fillings = [
            _Filling(tuple(values), size, in_family=facet in FAMILIES)
            for facet, values, size in zip(facets, names, sizes, strict=True)
        ]
        self._keys = np.empty(entries, np.int64)
        self._read = 0

    def read(self, reading: Reading) -> Cube:
        """Read what is not read yet.

        Raises:
            Cancelled: If it was interrupted.
            ValueError: If the library holds what we would not have written.
        """
        while self._read < len(self._keys):
            last = int(self._keys[self._read - 1]) if self._read else -1
            self._take(*reading.rows(_NEXT, (last, _ENTRIES_AT_ONCE))[0])
        keys, entries = self._keys, len(self._keys)
        if (keys[1:] <= keys[:-1]).any():
            raise ValueError("order of entries")
        last_days, open_dues = (_days(reading, sql, keys) for sql in (_LAST_DAYS, _OPEN_DUES))
        columns = {facet: filling.column(entries) for facet, filling in zip(Facet, self._fillings, strict=True)}
        places = keys >> LANE_SHIFT
        starts = (
            np.flatnonzero(np.concatenate(([True], places[1:] != places[:-1]))) if entries else np.zeros(0, np.intp)
        )
        return Cube(keys, starts, columns, last_days, open_dues)

    def _take(self, listed: str | None, lengths: str, packed: bytes) -> None:
        if listed is None:
            raise ValueError("number of entries")
        keys, terms = keys_of_list(listed), np.frombuffer(packed, "<u4")
        first, after = self._read, self._read + len(keys)
        owners = np.repeat(np.arange(first, after, dtype=np.int32), keys_of_list(lengths) // terms.itemsize)
        terms, own = terms >> 1, (terms & 1).astype(bool)
        if len(owners) != len(terms) or (len(terms) and int(terms.max()) >= len(self._facet_of)):
            raise ValueError("terms of an entry")
        facets, values = self._facet_of[terms], self._value_of[terms]
        if (facets == len(self._fillings)).any():
            raise ValueError("number of a term")
        for number, filling in enumerate(self._fillings):
            there = facets == number
            filling.add(owners[there], values[there], own[there])
        self._keys[first:after] = keys
        self._read = after


def _days(reading: Reading, sql: str, keys: NDArray[np.int64]) -> Days:
    of_rows, days = np.array(reading.rows(sql), np.int64).reshape(-1, 2).T
    found, there = find(keys, of_rows)
    return Days(found, days[there])
