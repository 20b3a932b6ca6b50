"""Changes of the record by hand: entries that are edited, added, removed and put back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.outcomes import HandOutcome, Outcome
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.saving import NameResolver
from oversight_viewer.domain.written import Written
from oversight_viewer.storage.batches import moment
from oversight_viewer.storage.details import entry_of
from oversight_viewer.storage.engine import Connection
from oversight_viewer.storage.saving import Saving
from oversight_viewer.storage.settling import NEVER_SAID, Settled

_KEPT = "SELECT key, hash, revision, saved_at, author, said, is_joined FROM entry WHERE id = ?"
_REVISION = "SELECT doc, body, author, said, is_joined FROM revision WHERE id = ? AND number = ?"
_LAST = "SELECT number, doc, body, author, said, is_joined FROM revision WHERE id = ? ORDER BY number DESC LIMIT 1"


def _not_there(entry: EntryId) -> KnownError:
    return KnownError(f"The library has no entry {entry[:80]}.", todo="It may have been removed meanwhile: look again.")


class HandEdits:
    """Changes by hand, within one transaction each.

    Args:
        conn: A connection within a transaction.
        names: Finds out which committees and companies are meant.
        author: Who makes the change.
    """

    def __init__(self, conn: Connection, names: NameResolver, author: str) -> None:
        self._conn = conn
        self._author = author
        self._saving = Saving(conn, names, at=moment(conn))

    def edit(self, entry: Entry, expected_revision: int) -> int:
        found = self._conn.execute(_KEPT, (entry.id,)).fetchone()
        if found is None:
            raise _not_there(entry.id)
        _, digest, revision, saved_at, author, said, is_joined = found
        if revision != expected_revision:
            day = datetime.fromisoformat(saved_at).date()
            by = f"by {author}" if author is not None else "by an import"
            raise KnownError(
                f"The entry was changed meanwhile, on {day} {by}.",
                safe="What you wrote was not saved, and what stands there was not changed.",
                todo="Look at what it says now, and make your change in that.",
            )
        written = Written(entry)
        if written.digest == digest:
            return int(revision)
        return self._put(written, digest if said is None else said, bool(is_joined))

    def add(self, entry: Entry) -> int:
        if self._conn.execute(_KEPT, (entry.id,)).fetchone() is not None:
            raise KnownError(f"The library has an entry {entry.id[:80]} already.", todo="Give the new one another id.")
        return self._put(Written(entry), NEVER_SAID, is_joined=False)

    def put(self, entries: Iterable[Entry]) -> tuple[HandOutcome, ...]:
        """Let entries stand as they are written, whether they are there or not."""
        found = tuple(map(self._put_one, entries))
        self._finish()
        return found

    def _put_one(self, entry: Entry) -> HandOutcome:
        written = Written(entry)
        kept = self._conn.execute(_KEPT, (entry.id,)).fetchone()
        if kept is None:
            settled = Settled(written, self._author, NEVER_SAID)
            return HandOutcome(entry.id, self._saving.put(settled), Outcome.ADDED)
        _, digest, revision, _, _, said, is_joined = kept
        if written.digest == digest:
            return HandOutcome(entry.id, int(revision), Outcome.UNCHANGED)
        settled = self._settled(written, digest if said is None else said, bool(is_joined))
        return HandOutcome(entry.id, self._saving.put(settled), Outcome.UPDATED)

    def remove(self, entry: EntryId) -> None:
        found = self._conn.execute(_KEPT, (entry,)).fetchone()
        if found is None:
            raise _not_there(entry)
        self._saving.remove([found[0]], self._author)
        self._finish()

    def restore_removed(self, entry: EntryId) -> int:
        found = self._conn.execute(_LAST, (entry,)).fetchone()
        if found is None or self._conn.execute(_KEPT, (entry,)).fetchone() is not None:
            raise KnownError(f"There is no removed entry {entry[:80]}.", todo="Look in the record: it may stand there.")
        _, doc, body, author, said, is_joined = found
        settled = Settled(Written(entry_of(doc, body)), author or self._author, said, bool(is_joined))
        return self._finish(settled)

    def restore(self, entry: EntryId, revision: int) -> int:
        found = self._conn.execute(_KEPT, (entry,)).fetchone()
        if found is None:
            raise _not_there(entry)
        _, digest, number, _, _, said, is_joined = found
        earlier = self._conn.execute(_REVISION, (entry, revision)).fetchone()
        if earlier is None:
            if revision == number:
                return int(number)
            raise KnownError(f"The entry has no revision {revision}.", todo="Choose one from its history.")
        written = Written(entry_of(*earlier[:2]))
        if written.digest == digest:
            return int(number)
        return self._put(written, digest if said is None else said, bool(is_joined))

    def _put(self, written: Written, said: bytes, is_joined: bool) -> int:
        """Let an entry say something else by hand; that it stands as its source says is worth knowing too."""
        return self._finish(self._settled(written, said, is_joined))

    def _settled(self, written: Written, said: bytes, is_joined: bool) -> Settled:
        return Settled(written, self._author, None if said == written.digest else said, is_joined)

    def _finish(self, settled: Settled | None = None) -> int:
        number = 0 if settled is None else self._saving.put(settled)
        self._saving.naming.refresh()
        self._saving.index()
        self._saving.naming.sweep()
        return number
