"""Works out what an entry is to say: what its source says now, what the library has, and what was edited by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from oversight_viewer.domain.entry_json import FIELDS, entry_to_json
from oversight_viewer.domain.merging import merge_edits
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.saving import Incoming
from oversight_viewer.domain.versions import merge_parts, merge_whole
from oversight_viewer.domain.written import Written
from oversight_viewer.storage.details import entry_of
from oversight_viewer.storage.engine import Connection

NEVER_SAID = b""
"""Stands for what the source said last where an entry was written by hand."""

_REVISIONS = "SELECT doc, body FROM revision WHERE id = ? ORDER BY number DESC"
_DOC = "SELECT doc, body.text FROM entry_doc LEFT JOIN body USING (entry) WHERE entry_doc.entry = ?"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the library has of an entry already.

    Args:
        key, digest, revision, saved_at, author, said, is_joined: As in the table ``entry``.
    """

    key: int
    digest: bytes
    revision: int
    saved_at: str
    author: str | None
    said: bytes | None
    is_joined: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of an entry.

    Args:
        written: What it says from now on; None if it stays as it is.
        author: Who changed it by hand.
        said: The hash of what its source said last; see :class:`~oversight_viewer.storage.rows.Saved`.
        is_joined: Whether it is put together from several parts.
        by_source: What the source says, where the entry does not stand so.
        conflicts: Fields that both changed.
        is_same: Whether it says what it said before.
    """

    written: Written | None
    author: str | None = None
    said: bytes | None = None
    is_joined: bool = False
    by_source: Written | None = None
    conflicts: tuple[str, ...] = ()
    is_same: bool = False


def current(conn: Connection, key: int) -> Entry:
    """An entry as it stands."""
    doc, body = conn.execute(_DOC, (key,)).fetchone()
    return entry_of(doc, body)


def last_said(conn: Connection, entry: EntryId, said: bytes) -> Entry | None:
    """What the source of an entry said last; None if it never said anything."""
    if said != NEVER_SAID:
        for doc, body in conn.execute(_REVISIONS, (entry,)):
            earlier = entry_of(doc, body)
            if Written(earlier).digest == said:
                return earlier
    return None


def settle(conn: Connection, item: Incoming, before: Kept | None) -> Settled:
    """Work out what becomes of an entry that a source says."""
    if before is None:
        return Settled(item.write(), is_joined=item.is_part)
    says, is_joined = item.entry, bool(item.is_part or before.is_joined)
    base: Callable[[], Entry | None] = lambda: (  # noqa: E731 - read only where it is needed
        current(conn, before.key) if before.said is None else last_said(conn, says.id, before.said)
    )
    if any(item.sha256 is None for item in says.attachments):
        says = _with_kept_files(says, base())
    if is_joined and (earlier := base()) is not None:
        # The newer word of a source that tells the whole goes before; a part is added to what is there.
        is_whole = not before.is_joined
        says = merge_parts(earlier, says, older_is_whole=is_whole) if item.is_part else merge_whole(says, earlier)
    by_source = item.write() if says is item.entry else Written(says)
    if by_source.digest == (before.digest if before.said is None else before.said):
        return Settled(None)
    if before.said is None:
        return Settled(by_source, is_joined=is_joined)
    if by_source.digest == before.digest:
        # The source says now what the hand made of it.
        return Settled(by_source, is_joined=is_joined, is_same=True)
    merged, conflicts = merge_edits(base(), says, current(conn, before.key))
    written = Written(merged)
    return Settled(
        written,
        author=before.author,
        said=by_source.digest,
        is_joined=is_joined,
        by_source=by_source,
        conflicts=conflicts,
        is_same=written.digest == before.digest,
    )


def _with_kept_files(says: Entry, earlier: Entry | None) -> Entry:
    """An entry whose attached files are only named this time, with the hashes of those that once came with it.

    A record often comes again without its files; they are in the library still, and go on belonging to the entry.
    """
    kept = {item.path: item.sha256 for item in earlier.attachments} if earlier is not None else {}
    if not any(item.sha256 is None and kept.get(item.path) for item in says.attachments):
        return says
    attachments = (replace(item, sha256=item.sha256 or kept.get(item.path)) for item in says.attachments)
    return replace(says, attachments=tuple(attachments))


def changed_fields(before: Entry, after: Entry) -> tuple[str, ...]:
    """The fields in which two entries differ, as the interchange format names them."""
    one, two = entry_to_json(before), entry_to_json(after)
    return tuple(name for name in FIELDS if one.get(name) != two.get(name))
