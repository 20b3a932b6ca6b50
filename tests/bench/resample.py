"""Makes a record of any size out of a real one: whole copies of it, shifted in time, with links inside each copy."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from oversight_viewer.domain.dates import PartialDate, Precision
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.importing.interchange import read_jsonl

_FURTHEST_COPY = 400  # days by which a copy as a whole is shifted, at most
_FURTHEST_ENTRY = 3  # and, besides, each entry of it


class Resampler:
    """Entries of a real record, and copies of them.

    The first copy is the record as it is. In the others ids end in ``~`` and the number of the copy, and days are
    shifted: all of a copy alike, and each a little, so that exchanges keep their order. A link or an answer that would
    lead out of its copy is left out.

    Args:
        path: The record in the interchange format.
        count: How many entries are wanted.
        seed: The same seed gives the same copies.
    """

    def __init__(self, path: Path, count: int, seed: int = 20) -> None:
        self.count = count
        self._path = path
        self._seed = seed

    @property
    def label(self) -> str:
        """Tells these entries from others, in the name of a file."""
        state = self._path.stat()
        name = self._path.name.partition(".")[0]
        return f"from-{name}-{state.st_size}-{state.st_mtime_ns}-seed{self._seed}-{self.count}"

    def entries(self) -> Iterator[Entry]:
        """All that are wanted; again the same ones."""
        return self._copies(0, self.count)

    def more(self, count: int) -> Iterator[Entry]:
        """Other entries, which could come in a later import: those of the copies that follow."""
        return self._copies(self.count, count)  # no copy can have a number as high as this

    def _read(self) -> Iterator[Entry]:
        return (item for item in read_jsonl(self._path) if isinstance(item, Entry))

    def _copies(self, number: int, count: int) -> Iterator[Entry]:
        while count > 0:
            ids = {entry.id for entry in islice(self._read(), count)}
            if not ids:
                return
            copy = _Copy(number, ids, random.Random(f"copy {number} {self._seed}"))
            read = 0
            for entry in islice(self._read(), count):
                read += 1
                yield copy.entry(entry)
            count -= read
            number += 1


class _Copy:
    """One copy of a record, or of its beginning.

    Args:
        number: Which one; 0 is the record as it is.
        ids: The entries that it has.
        rng: Says how far days are shifted.
    """

    def __init__(self, number: int, ids: Collection[EntryId], rng: random.Random) -> None:
        self._number = number
        self._ids = ids
        self._rng = rng
        self._shift = rng.randint(-_FURTHEST_COPY, _FURTHEST_COPY) if number else 0

    def entry(self, entry: Entry) -> Entry:
        days = self._shift + self._rng.randint(-_FURTHEST_ENTRY, _FURTHEST_ENTRY) if self._number else 0
        return replace(
            entry,
            id=self._id(entry.id),
            date=_shifted(entry.date, days),
            requests=tuple(replace(item, due=_shifted(item.due, days)) for item in entry.requests),
            answers=tuple(replace(item, to=self._id(item.to)) for item in entry.answers if item.to in self._ids),
            links=tuple(replace(item, to=self._id(item.to)) for item in entry.links if item.to in self._ids),
        )

    def _id(self, entry: EntryId) -> EntryId:
        return EntryId(f"{entry}~{self._number}") if self._number else entry


def _shifted(day: PartialDate | None, days: int) -> PartialDate | None:
    """A day moved by some days; a date that is less exact stays, for it says no day."""
    if day is None or day.precision is not Precision.DAY:
        return day
    try:
        return PartialDate.of_day(day.first_day + timedelta(days=days))
    except OverflowError:
        return PartialDate.of_day(date.max if days > 0 else date.min)
