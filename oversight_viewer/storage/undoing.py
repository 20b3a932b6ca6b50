"""Undoes an import: what it added goes, and what it changed says again what it said before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saving import KeptEntry, NameResolver, UndoReport
from oversight_viewer.domain.written import Written
from oversight_viewer.storage.batches import TIMES, BatchTimes, moment, to_be_undone
from oversight_viewer.storage.details import entry_of
from oversight_viewer.storage.engine import Connection
from oversight_viewer.storage.naming import NamesBefore
from oversight_viewer.storage.saving import Saving
from oversight_viewer.storage.settling import Settled

_TIME = "coalesce(origin, saved_at)"
_STANDING = f"""
    SELECT id, key, {_TIME} AS time, author FROM entry
    WHERE time >= :since AND time < :until AND (author IS NULL OR time = :since) ORDER BY key
"""  # noqa: S608 - made of our own parts
_CHANGED_SINCE = """
    SELECT DISTINCT entry.id, title, entry.author, entry.saved_at
    FROM revision JOIN entry USING (id)
    WHERE coalesce(revision.origin, revision.saved_at) >= :since
    AND coalesce(revision.origin, revision.saved_at) < :until
    AND (revision.author IS NULL OR coalesce(revision.origin, revision.saved_at) = :since)
    AND number > coalesce(
        (SELECT max(number) FROM revision AS gone WHERE gone.id = entry.id AND gone.gone_at IS NOT NULL), 0
    )
    ORDER BY entry.key
"""
_EARLIER = f"""
    SELECT {_TIME}, doc, body, author, said, is_joined, gone_at FROM revision WHERE id = ? ORDER BY number DESC
"""  # noqa: S608 - likewise
_LISTED = "SELECT kind, key, doc FROM name_list WHERE batch = ?"


@dataclass(frozen=True, slots=True)
class _Earlier:
    time: str
    settled: Settled


class _Undoing:
    def __init__(self, conn: Connection, batch: int) -> None:
        self._conn = conn
        self._times = BatchTimes(conn.execute(TIMES).fetchall())
        self._batch = batch
        since, until = self._times.span(batch)
        self._span = {"since": since, "until": until}

    def standing(self) -> list[tuple[EntryId, int]]:
        """Ids and keys of the entries that stand as the import left them."""
        return [(EntryId(entry), key) for entry, key, *_ in self._conn.execute(_STANDING, self._span)]

    def kept(self, standing: set[str]) -> Iterator[KeptEntry]:
        """The entries that the import added or changed and that stand otherwise now."""
        for entry, title, author, saved_at in self._conn.execute(_CHANGED_SINCE, self._span):
            if entry not in standing:
                what = f"edited by hand by {author}" if author is not None else "changed by a later import"
                yield KeptEntry(EntryId(entry), title, f"was {what} on {saved_at[:10]}")

    def before(self, entry: EntryId) -> _Earlier | None:
        """What an entry said before, not counting what was undone; None if it was not there."""
        for time, doc, body, author, said, is_joined, gone_at in self._conn.execute(_EARLIER, (entry,)):
            if gone_at is not None:
                return None
            by = self._times.find(time, author)
            if by is None or not (by.is_undone or by.number == self._batch):
                return _Earlier(time, Settled(Written(entry_of(doc, body)), author, said, bool(is_joined)))
        return None


def undo_batch(conn: Connection, batch: int, names: NameResolver) -> UndoReport:
    """Undo an import, within a transaction.

    Raises:
        KnownError: If there is no such import, or it was undone already.
    """
    to_be_undone(conn, batch)
    undoing = _Undoing(conn, batch)
    standing = undoing.standing()
    kept = tuple(undoing.kept({entry for entry, _ in standing}))
    saving = Saving(conn, names, at=moment(conn), reset=_reset(conn, batch))
    removed: list[int] = []
    restored = 0
    for entry, key in standing:
        earlier = undoing.before(entry)
        if earlier is None:
            removed.append(key)
        else:
            saving.put(earlier.settled, origin=earlier.time)
            restored += 1
    saving.remove(removed)
    saving.naming.refresh()
    saving.naming.resolve_again(_named_by_list(conn, batch, saving))
    saving.index()
    saving.naming.sweep()
    return UndoReport(len(removed), restored, kept, Change(record=bool(standing) or saving.naming.is_changed))


def _reset(conn: Connection, batch: int) -> NamesBefore:
    parts: dict[str, Any] = json.loads(conn.execute("SELECT names FROM batch WHERE id = ?", (batch,)).fetchone()[0])
    return NamesBefore.from_json(parts)


def _named_by_list(conn: Connection, batch: int, saving: Saving) -> set[int]:
    """Keys of the entries that mean something that a list of the import told."""
    naming, found = saving.naming, set[int]()
    for kind, key, _ in conn.execute(_LISTED, (batch,)).fetchall():
        found |= (naming.committees if kind == "committee" else naming.companies).entries_naming([key, key.upper()])
    return found
