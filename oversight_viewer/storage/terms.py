"""The values by which entries can be filtered, as numbers: how they are kept, and how often each occurs.

What an entry has stands in one row: for each value the number of the term, doubled, and one more if the entry has the
value itself rather than through a subcommittee or subsidiary, as unsigned integers of 32 bits, lowest byte first. So a
million entries are read in a fraction of a second; see :mod:`oversight_viewer.storage.cube`.
"""

from __future__ import annotations

import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from oversight_viewer.domain.filters import Facet
from oversight_viewer.storage.engine import Connection
from oversight_viewer.storage.rows import Row, Term

_WIDTH = 4  # bytes

_INSERT_ENTRY = "INSERT INTO entry_terms (entry, terms) VALUES (?, ?)"
_DELETE_ENTRY = "DELETE FROM entry_terms WHERE entry = ? RETURNING terms"
_INSERT_TERM = "INSERT INTO term (facet, value, entries, own) VALUES (?, ?, 0, 0)"
_COUNT_TERM = "UPDATE term SET entries = entries + ?, own = own + ? WHERE id = ?"


def pack(terms: Iterable[tuple[int, bool]]) -> bytes:
    """Terms of an entry as one value: the number of each, with whether the entry has it itself."""
    packed = array("I", [number << 1 | own for number, own in terms])
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def unpack(packed: bytes) -> Iterator[tuple[int, bool]]:
    """What :func:`pack` was given; a number of which a part is missing is left out."""
    terms = array("I", packed[: len(packed) // _WIDTH * _WIDTH])
    if sys.byteorder == "big":
        terms.byteswap()
    return ((term >> 1, bool(term & 1)) for term in terms)


class TermBook:
    """The terms of a library while it is written: what each entry has, and how many entries have each.

    Args:
        conn: A connection within a transaction.
    """

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._numbers: dict[Term, int] = {
            (Facet(facet), value): number for number, facet, value in conn.execute("SELECT id, facet, value FROM term")
        }
        self._entries: Counter[int] = Counter()
        self._own: Counter[int] = Counter()

    def put(self, entries: Mapping[int, Mapping[Term, bool]]) -> None:
        """Keep the terms of entries that have none yet, by their keys, each with whether the entry has it itself."""
        rows: list[Row] = []
        for key, terms in entries.items():
            numbered = [(self._number(term), own) for term, own in terms.items()]
            self._entries.update(number for number, _ in numbered)
            self._own.update(number for number, own in numbered if own)
            rows.append((key, pack(numbered)))
        self._conn.executemany(_INSERT_ENTRY, rows)

    def forget(self, keys: Iterable[int]) -> None:
        """Take away the terms of some entries; an entry that has none is left out."""
        for key in keys:
            for (packed,) in self._conn.execute(_DELETE_ENTRY, (key,)).fetchall():
                for number, own in unpack(packed):
                    self._entries[number] -= 1
                    self._own[number] -= own

    def finish(self) -> None:
        """Write how many entries have each term, and take out the terms that no entry has any more."""
        changed = self._entries.keys() | self._own.keys()
        rows = [(self._entries[number], self._own[number], number) for number in sorted(changed)]
        self._conn.executemany(_COUNT_TERM, rows)
        self._conn.execute("DELETE FROM term WHERE entries <= 0")
        self._entries.clear()
        self._own.clear()

    def _number(self, term: Term) -> int:
        number = self._numbers.get(term)
        if number is None:
            facet, value = term
            number = self._numbers[term] = int(self._conn.execute(_INSERT_TERM, (facet.value, value)).lastrowid)
        return number
