"""Saves entries within one transaction: first what they say, then, in order of date, how they are found.

The full-text index takes entries fastest in ascending order of their keys, and only at the end is it known which
committee or company belongs to which.
"""

# ruff: noqa: S608 - statements are put together from parts of our own; values are always bound

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.keys import LANE_SHIFT, block_of_date, first_key
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.saving import NameResolver, SaveReport
from oversight_viewer.storage.cards import chunks, places
from oversight_viewer.storage.engine import Connection
from oversight_viewer.storage.indexing import ENTRIES_AT_ONCE, Indexing
from oversight_viewer.storage.known_names import KnownNames
from oversight_viewer.storage.open_requests import OpenRequests
from oversight_viewer.storage.rows import INSERTS, Row, Saved, Written, rows_of
from oversight_viewer.storage.terms import TermBook

_CHARACTERS_AT_ONCE = 4_000_000

_ARCHIVE = """
    INSERT INTO revision (id, number, saved_at, doc, body)
    SELECT id, revision, saved_at, doc, body.text
    FROM entry JOIN entry_doc ON entry_doc.entry = key LEFT JOIN body ON body.entry = key WHERE key = ?
"""


@dataclass(slots=True)
class Tally:
    """What became of the entries so far."""

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the library has of an entry already."""

    key: int
    digest: bytes
    revision: int


class KeyMaker:
    """Gives entries their keys: the next free number within day, precision and lane.

    Args:
        conn: A connection within a transaction.
    """

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._next: dict[int, int] = {}

    def make(self, day: PartialDate | None, lane: Lane) -> int:
        """The next key of a place.

        Raises:
            KnownError: If 16 million entries stand there already.
        """
        first = first_key(block_of_date(day), lane)
        after = first + (1 << LANE_SHIFT)
        key = self._next.get(first)
        if key is None:
            sql = "SELECT max(key) FROM entry WHERE key >= ? AND key < ?"
            last: int | None = self._conn.execute(sql, (first, after)).fetchone()[0]
            key = first if last is None else last + 1
        if key == after:
            raise KnownError(
                "One day has more entries in one lane than a library can hold.",
                todo="Give the entries their dates, or divide them among several libraries.",
            )
        self._next[first] = key + 1
        return key

    @staticmethod
    def belongs(key: int, day: PartialDate | None, lane: Lane) -> bool:
        """Whether a key is one of a date and lane."""
        return key >> LANE_SHIFT == first_key(block_of_date(day), lane) >> LANE_SHIFT


@dataclass(slots=True)
class _Part:
    """What is to be written of some entries: which keys are replaced, and the new rows by table."""

    replaced: list[int] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in INSERTS})

    def add(self, rows: dict[str, list[Row]]) -> None:
        for table, own in rows.items():
            self.rows[table] += own

    def write(self, conn: Connection) -> None:
        replaced = _rows_of_keys(self.replaced)
        conn.executemany(_ARCHIVE, replaced)
        conn.executemany("DELETE FROM entry WHERE key = ?", replaced)
        for table, sql in INSERTS.items():
            conn.executemany(sql, self.rows[table])


class Saving:
    """One save.

    Args:
        conn: A connection within a transaction.
        names: Finds out which committees and companies are meant.
        progress: Called now and then with the number of entries read so far; what it raises ends the save.
    """

    def __init__(self, conn: Connection, names: NameResolver, progress: Callable[[int], None] | None) -> None:
        self._conn = conn
        self._names = names
        self._progress = progress or (lambda _: None)
        self._committees = KnownNames.of_committees(conn, names.committee_by_key)
        self._companies = KnownNames.of_companies(conn, names.company_by_name)
        names.seed(self._committees.items.values(), self._companies.items.values())
        self._keys = KeyMaker(conn)
        self._book = TermBook(conn)
        self._open_requests = OpenRequests(conn)
        self._time = datetime.now(UTC).isoformat()
        self._to_index: set[int] = set()
        self._not_in_index: set[int] = set()
        self.tally = Tally()

    def take(self, entries: Iterable[Entry]) -> None:
        """Write what entries say, and what they said before."""
        for some in _parts(entries):
            self._take_part(some)
            self._progress(self.tally.read)
        self._committees.refresh()
        self._companies.refresh()

    def _take_part(self, entries: list[Entry]) -> None:
        kept = self._kept([entry.id for entry in entries])
        part = _Part()
        for entry in entries:
            self.tally.read += 1
            before = kept.get(entry.id)
            written = Written(entry)
            if before is not None and before.digest == written.digest:
                self.tally.unchanged += 1
                continue
            if before is None:
                self.tally.added += 1
            else:
                self.tally.updated += 1
                part.replaced.append(before.key)
            part.add(self._rows(written, before))
            self._open_requests.touch(_actions_of(entry))
        self._open_requests.answers_go(part.replaced)
        self._book.forget(part.replaced)
        part.write(self._conn)
        self._not_in_index.update(part.replaced)

    def _kept(self, ids: list[EntryId]) -> dict[str, _Kept]:
        sql = f"SELECT id, key, hash, revision FROM entry WHERE id IN ({places(len(ids))})"
        return {entry: _Kept(*rest) for entry, *rest in self._conn.execute(sql, ids)}

    def _rows(self, written: Written, before: _Kept | None) -> dict[str, list[Row]]:
        entry = written.entry
        if before is not None and KeyMaker.belongs(before.key, entry.date, entry.lane):
            key = before.key
        else:
            key = self._keys.make(entry.date, entry.lane)
        self._to_index.add(key)
        saved = Saved(key, 1 if before is None else before.revision + 1, self._time)
        committees = [self._committees.keep(item.key, item) for item in map(self._names.committee, entry.committees)]
        companies = [self._companies.keep(item.name, item) for item in map(self._names.company, entry.companies)]
        return rows_of(written, saved, committees, companies)

    def index(self) -> None:
        """Make the entries found: those that were written, and those that are found otherwise since.

        These are entries whose committees or companies have changed, and those whose requests were answered.
        """
        changed = self._committees.entries_to_find_anew() | self._companies.entries_to_find_anew()
        changed |= self._open_requests.refresh()
        changed -= self._to_index
        self._book.forget(sorted(changed))
        self._conn.executemany("DELETE FROM search WHERE rowid = ?", _rows_of_keys(changed | self._not_in_index))
        indexing = Indexing(self._conn, self._committees.items, self._companies.items, self._book)
        for keys in chunks(sorted(self._to_index | changed), ENTRIES_AT_ONCE):
            indexing.add(keys)
            self._progress(self.tally.read)
        self._book.finish()

    def report(self) -> SaveReport:
        tally = self.tally
        changed = bool(tally.added or tally.updated or self._committees.is_changed or self._companies.is_changed)
        return SaveReport(
            added=tally.added,
            updated=tally.updated,
            unchanged=tally.unchanged,
            new_committees=tuple(key for key in self._committees.new if not self._names.is_listed(key)),
            new_companies=tuple(self._companies.new),
            change=Change(record=changed),
        )


def _actions_of(entry: Entry) -> Iterator[str]:
    """The entries on whose requests an entry bears: itself if it puts any, and those that it answers."""
    if entry.requests:
        yield entry.id
    yield from (answer.to for answer in entry.answers)


def _rows_of_keys(keys: Iterable[int]) -> list[Row]:
    return [(key,) for key in sorted(keys)]


def _parts(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The entries in parts of bounded size, each id at most once in a part."""
    part: dict[EntryId, Entry] = {}
    characters = 0
    for entry in entries:
        if entry.id in part or len(part) >= ENTRIES_AT_ONCE or characters >= _CHARACTERS_AT_ONCE:
            yield list(part.values())
            part, characters = {}, 0
        part[entry.id] = entry
        characters += len(entry.body or "")
    if part:
        yield list(part.values())
