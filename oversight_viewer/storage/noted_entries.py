"""The records of entries on which there are notes, indexed once more, by themselves and in memory.

Where a note has a word of a search, it must be known of the entry which of the other words its record has. To ask the
index of the library for single entries takes a tenth of a millisecond for each, and for all of them by the beginning of
a word seconds; here it is one question for all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.cards import COMMITTEES_OF, COMPANIES_OF, by_entry, chunks, keys_of
from oversight_viewer.storage.engine import Reading
from oversight_viewer.storage.rows import searchable

_AT_ONCE = 100

_SET_UP = """
    CREATE VIRTUAL TABLE temp.noted USING fts5 (
        title, summary, body, people,
        content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    )
"""
_FORGET_ALL = "INSERT INTO temp.noted (noted) VALUES ('delete-all')"
_LEARN = "INSERT INTO temp.noted (rowid, title, summary, body, people) VALUES (?, ?, ?, ?, ?)"
_FIND = "SELECT rowid FROM temp.noted WHERE noted MATCH ?"
_ENTRIES = """
    SELECT entry.key, doc, body.text FROM json_each(?) AS listed CROSS JOIN entry ON entry.key = listed.value
    CROSS JOIN entry_doc ON entry_doc.entry = entry.key LEFT JOIN body ON body.entry = entry.key
"""


@dataclass(frozen=True, slots=True)
class _Names:
    """The committees and companies of an entry, by key and by name, with those above them."""

    committees: frozenset[str]
    companies: frozenset[str]


class NotedEntries:
    """Some entries of a library by the words of their records.

    Args:
        reading: A connection to the library.
        directory: Gives its committees and companies.
    """

    def __init__(self, reading: Reading, directory: Callable[[], Directory]) -> None:
        self._reading = reading
        self._directory = directory
        self._version: int | None = None
        self._keys: dict[EntryId, int | None] = {}
        self._names: dict[int, _Names] = {}

    def learn(self, entries: Iterable[EntryId]) -> None:
        """Read the records of some entries unless they are known. Not within a call: what is done there is undone."""
        ((version,),) = self._reading.rows("PRAGMA data_version")
        if version != self._version:
            with self._reading.lasting():
                self._reading.execute(_SET_UP if self._version is None else _FORGET_ALL)
            self._version, self._keys, self._names = version, {}, {}
        for some in chunks((entry for entry in entries if entry not in self._keys), _AT_ONCE):
            with self._reading.lasting():
                keys = keys_of(self._reading, some)
                names = self._read(keys.values())
            self._names |= names
            self._keys |= {entry: keys.get(entry) for entry in some}

    def _read(self, keys: Iterable[int]) -> dict[int, _Names]:
        directory, listed = self._directory(), json.dumps(list(keys))
        committees = by_entry(self._reading.execute(COMMITTEES_OF, (listed,)))
        companies = by_entry(self._reading.execute(COMPANIES_OF, (listed,)))
        names = {}
        for key, doc, body in self._reading.rows(_ENTRIES, (listed,)):
            own, owners = committees.get(key, ()), companies.get(key, ())
            known = (
                [directory.committees[name] for name in own if name in directory.committees],
                [directory.companies[name] for name in owners if name in directory.companies],
            )
            self._reading.execute(_LEARN, (key, *searchable(json.loads(doc), body, *known)))
            names[key] = _Names(
                directory.with_ancestors_of_committees(own), directory.with_ancestors_of_companies(owners)
            )
        return names

    def keys_of(self, entries: Iterable[EntryId]) -> frozenset[int]:
        """The keys of some entries that were learned; those that the library does not have are left out."""
        return frozenset(key for entry in entries if (key := self._keys[entry]) is not None)

    def with_words(self, expression: str) -> frozenset[int]:
        """All that were learned whose records match an expression of FTS5."""
        return frozenset(key for (key,) in self._reading.rows(_FIND, (expression,)))

    def with_names(self, committees: Collection[str], companies: Collection[str]) -> frozenset[int]:
        """All that were learned that belong to any of some committees or companies."""
        return frozenset(
            key
            for key, own in self._names.items()
            if not (own.committees.isdisjoint(committees) and own.companies.isdisjoint(companies))
        )
