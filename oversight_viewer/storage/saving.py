"""Saves entries within one transaction: first what they say, then, in order of date, how they are found.

The full-text index takes entries fastest in ascending order of their keys, and only at the end is it known which
committee or company belongs to which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.keys import LANE_SHIFT, block_of_date, first_key
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.outcomes import EntryOutcome, Outcome
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.saving import (
    LISTED_AT_MOST,
    EntryChange,
    FieldConflict,
    Incoming,
    Item,
    NameResolver,
    SaveReport,
)
from oversight_viewer.domain.versions import merge_parts
from oversight_viewer.domain.written import Written
from oversight_viewer.storage.attachments import AttachmentFiles
from oversight_viewer.storage.cards import chunks, places
from oversight_viewer.storage.details import entry_of
from oversight_viewer.storage.engine import Connection
from oversight_viewer.storage.indexing import ENTRIES_AT_ONCE, Indexing
from oversight_viewer.storage.naming import NamesBefore, Naming
from oversight_viewer.storage.open_requests import OpenRequests
from oversight_viewer.storage.portions import parts
from oversight_viewer.storage.rows import INSERTS, Row, Saved, rows_of
from oversight_viewer.storage.settling import Kept, Settled, changed_fields, current, settle
from oversight_viewer.storage.terms import TermBook

_KEPT = "SELECT id, key, hash, revision, saved_at, author, said, is_joined FROM entry WHERE id IN ({})"
_ARCHIVE = """
    INSERT INTO revision (id, number, saved_at, doc, body, author, said, origin, is_joined, gone_at, gone_by, key)
    SELECT id, revision, saved_at, doc, body.text, author, said, origin, is_joined, ?2, ?3, key
    FROM entry JOIN entry_doc ON entry_doc.entry = key LEFT JOIN body ON body.entry = key WHERE key = ?1
"""
_LAST_KEY = """
    SELECT max(last) FROM (
        SELECT max(key) AS last FROM entry WHERE key >= ?1 AND key < ?2
        UNION ALL
        SELECT max(key) FROM revision WHERE key >= ?1 AND key < ?2
    )
"""
_BY_SOURCE = "INSERT INTO revision (id, number, saved_at, doc, body, is_joined) VALUES (?, ?, ?, ?, ?, ?)"
_LAST_REVISIONS = """
    SELECT id, number, doc, body, gone_by FROM revision
    WHERE id IN ({}) AND number = (SELECT max(number) FROM revision AS other WHERE other.id = revision.id)
"""


@dataclass(slots=True)
class Tally:
    """What became of the entries so far."""

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    updates: list[EntryChange] = field(default_factory=list)
    conflicts: list[FieldConflict] = field(default_factory=list)
    conflicts_count: int = 0

    def conflict(self, entry: Entry, fields: Iterable[str]) -> None:
        for name in fields:
            self.conflicts_count += 1
            if len(self.conflicts) < LISTED_AT_MOST:
                self.conflicts.append(FieldConflict(entry.id, entry.title, name))


@dataclass(frozen=True, slots=True)
class _Gone:
    """The last revision of an entry that was taken out of the record."""

    number: int
    doc: str
    body: str | None
    by: str | None

    def is_removed_as(self, item: Incoming) -> bool:
        """Whether a person took the entry out when it stood as it comes now: then it stays out."""
        if self.by is None:
            return False
        earlier = entry_of(self.doc, self.body)
        now = merge_parts(earlier, item.entry) if item.is_part else item.entry
        return Written(now).digest == Written(earlier).digest


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
            last: int | None = self._conn.execute(_LAST_KEY, (first, after)).fetchone()[0]
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
    """What is to be written of some entries.

    Args:
        archived: Keys of entries that are replaced or go, and what they said is kept as an earlier revision.
        dropped: Keys of entries that are replaced within one import: what they said is nobody's word.
        by_source: Revisions of what sources say where entries stand otherwise.
        rows: The new rows by table.
        gone: When, and by whom, the archived ones are taken out of the record.
    """

    archived: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    by_source: list[Row] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in INSERTS})
    gone: tuple[str | None, str | None] = (None, None)

    @property
    def replaced(self) -> list[int]:
        return self.archived + self.dropped

    def add(self, rows: dict[str, list[Row]]) -> None:
        for table, own in rows.items():
            self.rows[table] += own

    def write(self, conn: Connection) -> None:
        conn.executemany(_ARCHIVE, [(key, *self.gone) for key in sorted(self.archived)])
        conn.executemany(_BY_SOURCE, self.by_source)
        conn.executemany("DELETE FROM entry WHERE key = ?", _rows_of_keys(self.replaced))
        for table, sql in INSERTS.items():
            conn.executemany(sql, self.rows[table])


class Saving:
    """One change of the record, within one transaction.

    Args:
        conn: A connection within a transaction.
        names: Finds out which committees and companies are meant.
        progress: Called now and then with the number of entries read so far; what it raises ends the save.
        at: The time of the change; the same for all that it saves.
        batch: The number of the import.
        reset: What is to be forgotten of names before.
        told: Called with each entry and what becomes of it.
    """

    def __init__(
        self,
        conn: Connection,
        names: NameResolver,
        progress: Callable[[int], None] | None = None,
        *,
        at: str,
        batch: int = 0,
        reset: NamesBefore | None = None,
        told: Callable[[EntryOutcome], None] | None = None,
    ) -> None:
        self._conn = conn
        self._progress = progress or (lambda _: None)
        self._told = told
        self.naming = Naming(conn, names, batch, reset)
        self._keys = KeyMaker(conn)
        self._book = TermBook(conn)
        self._open_requests = OpenRequests(conn)
        self._attachments = AttachmentFiles(conn)
        self._time = at
        self._has_history: bool = conn.execute("SELECT EXISTS (SELECT 1 FROM revision)").fetchone()[0] == 1
        self._to_index: set[int] = set()
        self._not_in_index: set[int] = set()
        self.seen: set[int] = set()
        self.tally = Tally()

    def take(self, items: Iterable[Item]) -> None:
        """Write what entries say, and what they said before; names of lists are known from there on."""
        for some in parts(items):
            if some.names:
                self.naming.learn(some.names)
            if some.entries:
                self._take_part(list(some.entries.values()))
            self._progress(self.tally.read)
        self.naming.refresh()

    def _take_part(self, items: list[Incoming]) -> None:
        kept = self._kept([item.entry.id for item in items])
        gone = self._gone([item.entry.id for item in items if item.entry.id not in kept])
        part = _Part()
        for item in items:
            self.tally.read += 1
            self._attachments.keep(item.contents)
            before, earlier = kept.get(item.entry.id), gone.get(item.entry.id)
            if earlier is not None and earlier.is_removed_as(item):
                self.tally.unchanged += 1
                continue
            settled = settle(self._conn, item, before)
            outcome, fields = self._count(settled, before)
            if outcome is not None and self._told is not None:
                entry = item.entry
                self._told(EntryOutcome(outcome, entry.id, entry.kind, entry.title, entry.date, fields))
            self.tally.conflict(item.entry, settled.conflicts)
            if settled.written is None:
                assert before is not None
                self.seen.add(before.key)
                continue
            number = 1 if earlier is None else earlier.number + 1
            if before is not None:
                in_place = settled.is_joined and before.saved_at == self._time
                (part.dropped if in_place else part.archived).append(before.key)
                number = before.revision if in_place else before.revision + 1
            if settled.by_source is not None:
                part.by_source.append(self._revision_by_source(settled, number))
                number += 1
            self._put(part, settled, number, before)
        self._write(part)

    def _count(self, settled: Settled, before: Kept | None) -> tuple[Outcome | None, tuple[str, ...]]:
        """Count what becomes of an entry; nothing becomes of one whose other parts were counted."""
        tally = self.tally
        if before is None:
            tally.added += 1
            return Outcome.ADDED, ()
        # The parts of an entry count as one.
        is_counted = bool(before.is_joined or settled.is_joined) and before.key in self.seen
        if settled.written is None or settled.is_same:
            tally.unchanged += not is_counted
            return None if is_counted else Outcome.UNCHANGED, ()
        if not is_counted or before.saved_at != self._time:
            tally.unchanged -= is_counted
            tally.updated += 1
            entry = settled.written.entry
            fields: tuple[str, ...] = ()
            if len(tally.updates) < LISTED_AT_MOST:
                fields = changed_fields(current(self._conn, before.key), entry)
                tally.updates.append(EntryChange(entry.id, entry.title, fields))
            return Outcome.UPDATED, fields
        return None, ()

    def _revision_by_source(self, settled: Settled, number: int) -> Row:
        assert settled.by_source is not None
        entry = settled.by_source.entry
        return (entry.id, number, self._time, settled.by_source.doc(), entry.body, int(settled.is_joined))

    def _put(self, part: _Part, settled: Settled, number: int, before: Kept | None, origin: str | None = None) -> None:
        """Write an entry in place of what the library has of it."""
        assert settled.written is not None
        entry = settled.written.entry
        if before is not None and KeyMaker.belongs(before.key, entry.date, entry.lane):
            key = before.key
        else:
            key = self._keys.make(entry.date, entry.lane)
        if before is not None:
            self.seen.discard(before.key)
        self.seen.add(key)
        saved = Saved(key, number, self._time, settled.author, settled.said, origin, settled.is_joined)
        part.add(rows_of(settled.written, saved, *self.naming.keep(entry)))
        self._to_index.add(key)
        self._open_requests.touch(_actions_of(entry))

    def _write(self, part: _Part) -> None:
        self._open_requests.answers_go(part.replaced)
        self._book.forget(part.replaced)
        part.write(self._conn)
        self._to_index -= set(part.replaced) - {row[0] for row in part.rows["entry"]}
        self._not_in_index.update(part.replaced)
        self._has_history = self._has_history or bool(part.archived)

    def put(self, settled: Settled, *, origin: str | None = None) -> int:
        """Let an entry say something else than it does, or be there again.

        Returns:
            The number of the new revision.
        """
        assert settled.written is not None
        entry_id = settled.written.entry.id
        before = self._kept([entry_id]).get(entry_id)
        part = _Part()
        if before is not None:
            number = before.revision + 1
            part.archived.append(before.key)
        else:
            gone = self._gone([entry_id]).get(entry_id)
            number = 1 if gone is None else gone.number + 1
        self._put(part, settled, number, before, origin)
        self._write(part)
        return number

    def remove(self, keys: Iterable[int], by: str | None = None) -> None:
        """Take entries out of the record; what they said is kept as revisions.

        Args:
            keys: Of the entries.
            by: The person who does so; None if nobody does, since their import is undone.
        """
        for some in chunks(keys, ENTRIES_AT_ONCE):
            self._write(_Part(archived=some, gone=(self._time, by)))

    def _kept(self, ids: list[EntryId]) -> dict[str, Kept]:
        return {entry: Kept(*rest) for entry, *rest in self._conn.execute(_KEPT.format(places(len(ids))), ids)}

    def _gone(self, ids: list[EntryId]) -> dict[str, _Gone]:
        if not self._has_history or not ids:
            return {}
        return {
            entry: _Gone(*rest) for entry, *rest in self._conn.execute(_LAST_REVISIONS.format(places(len(ids))), ids)
        }

    def index(self) -> None:
        """Make the entries found: those that were written, and those that are found otherwise since.

        These are entries whose committees or companies have changed, and those whose requests were answered.
        """
        changed = self.naming.entries_to_find_anew() | self._open_requests.refresh()
        changed -= self._to_index
        self._book.forget(sorted(changed))
        self._conn.executemany("DELETE FROM search WHERE rowid = ?", _rows_of_keys(changed | self._not_in_index))
        indexing = Indexing(self._conn, self.naming.committees.items, self.naming.companies.items, self._book)
        for keys in chunks(sorted(self._to_index | changed), ENTRIES_AT_ONCE):
            indexing.add(keys)
            self._progress(self.tally.read)
        self._book.finish()
        self.naming.keep_told()
        if self.naming.has_renamed:
            self.naming.sweep()

    def discard(self) -> None:
        """Take away what was put beside the library, since the change is not made."""
        self._attachments.discard()

    def report(self) -> SaveReport:
        tally = self.tally
        changed = bool(tally.added or tally.updated or self.naming.is_changed)
        return SaveReport(
            added=tally.added,
            updated=tally.updated,
            unchanged=tally.unchanged,
            new_committees=self.naming.new_committees(),
            new_companies=tuple(self.naming.companies.new),
            change=Change(record=changed),
            updates=tuple(tally.updates),
            conflicts=tuple(tally.conflicts),
            conflicts_count=tally.conflicts_count,
        )


def _actions_of(entry: Entry) -> Iterator[str]:
    """The entries on whose requests an entry bears: itself if it puts any, and those that it answers."""
    if entry.requests:
        yield entry.id
    yield from (answer.to for answer in entry.answers)


def _rows_of_keys(keys: Iterable[int]) -> list[Row]:
    return [(key,) for key in sorted(keys)]
