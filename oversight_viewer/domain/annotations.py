"""What the user writes while reading, as a log of events, and the state that follows from it.

The log is append-only; the current state is a fold of it. Events may arrive in any order and any number of times:
the fold of the same set of events is the same. Two edits of one note made apart are both kept.

An event is about an entry or about a saved view, which its kind tells; the fold of the views is in ``saved_views``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from oversight_viewer.domain.records import EntryId, JsonObject

EventId = NewType("EventId", str)
NoteId = NewType("NoteId", str)


class EventKind(StrEnum):
    """What an event says. The payload of each kind is given beside it.

    A notebook in which there may be other kinds is one of a newer version, which an application that does not know
    them leaves alone. So with each new kind the version of the notebook rises.
    """

    NOTE_WRITTEN = "note_written"  # {"note": NoteId, "text": str, "tags": [str], "revision": int}
    NOTE_DELETED = "note_deleted"  # {"note": NoteId}
    NOTE_RESTORED = "note_restored"  # {"note": NoteId}
    TAGGED = "tagged"  # {"tag": str}
    UNTAGGED = "untagged"  # {"tag": str}
    FLAGGED = "flagged"  # {}
    UNFLAGGED = "unflagged"  # {}
    # The subject of these is a saved view.
    VIEW_SAVED = "view_saved"  # {"name": str, "look": object}; either may be missing, and then stays as it was
    VIEW_DELETED = "view_deleted"  # {}
    VIEW_RESTORED = "view_restored"  # {}
    VIEW_DEFAULT = "view_default"  # {"on": bool}


NOTE_KINDS = frozenset({EventKind.NOTE_WRITTEN, EventKind.NOTE_DELETED, EventKind.NOTE_RESTORED})
VIEW_KINDS = frozenset({EventKind.VIEW_SAVED, EventKind.VIEW_DELETED, EventKind.VIEW_RESTORED, EventKind.VIEW_DEFAULT})


@dataclass(frozen=True, slots=True)
class Event:
    """One change. ``id`` is a UUIDv7 in text form, so ids sort by time; ``at`` is UTC.

    ``subject`` is the id of what it is about: of an entry, or of a saved view. ``parent`` is the event that this one
    replaces: for NOTE_WRITTEN the version that was edited, None for the first.
    """

    id: EventId
    kind: EventKind
    subject: str
    author: str
    at: datetime
    parent: EventId | None = None
    payload: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoteVersion:
    """One text of a note that no later edit replaces."""

    event: EventId
    text: str
    tags: tuple[str, ...]
    author: str
    at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note on an entry. More than one version means that it was edited apart; all are shown, latest last."""

    id: NoteId
    entry: EntryId
    versions: tuple[NoteVersion, ...]
    created: datetime
    deleted: bool = False

    @property
    def latest(self) -> NoteVersion:
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class EntryNotes:
    """All that the user has put on one entry. Deleted notes are not among ``notes``."""

    entry: EntryId
    notes: tuple[Note, ...] = ()
    tags: tuple[str, ...] = ()
    flagged: bool = False

    @property
    def all_tags(self) -> frozenset[str]:
        """Tags of the entry and of its notes."""
        return frozenset(self.tags).union(*(version.tags for note in self.notes for version in note.versions))

    @property
    def is_empty(self) -> bool:
        return not (self.notes or self.tags or self.flagged)


NotesByEntry = Mapping[EntryId, EntryNotes]


def _text(payload: JsonObject, name: str) -> str:
    value = payload.get(name)
    return value if isinstance(value, str) else ""


def _version(event: Event) -> NoteVersion:
    tags, revision = event.payload.get("tags"), event.payload.get("revision")
    return NoteVersion(
        event=event.id,
        text=_text(event.payload, "text"),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        author=event.author,
        at=event.at,
        revision=revision if isinstance(revision, int) else 0,
    )


def _fold_note(events: list[Event]) -> Note | None:
    """The state of one note from its events in order of id; None if its text has not arrived yet."""
    written = [event for event in events if event.kind is EventKind.NOTE_WRITTEN]
    if not written:
        return None
    # An event comes after the one that it replaces; a log from elsewhere in which it does not must not end in a circle.
    replaced = {event.parent for event in written if event.parent is not None and event.parent < event.id}
    deleted = False
    for event in events:
        if event.kind is EventKind.NOTE_DELETED:
            deleted = True
        elif event.kind is EventKind.NOTE_RESTORED:
            deleted = False
    return Note(
        id=NoteId(_text(written[0].payload, "note")),
        entry=EntryId(written[0].subject),
        versions=tuple(_version(event) for event in written if event.id not in replaced),
        created=written[0].at,
        deleted=deleted,
    )


def fold(events: Iterable[Event]) -> EntryNotes | None:
    """The state of one entry after its events, given in any order, any of them more than once.

    Returns None when there are no events. All events must have the same subject; those about a saved view, whose id
    may be that of an entry, are passed over.
    """
    own = {event.id: event for event in events if event.kind not in VIEW_KINDS}
    ordered = sorted(own.values(), key=lambda event: event.id)
    if not ordered:
        return None
    by_note: dict[str, list[Event]] = {}
    tags: dict[str, None] = {}
    flagged = False
    for event in ordered:
        match event.kind:
            case EventKind.TAGGED:
                tags[_text(event.payload, "tag")] = None
            case EventKind.UNTAGGED:
                tags.pop(_text(event.payload, "tag"), None)
            case EventKind.FLAGGED:
                flagged = True
            case EventKind.UNFLAGGED:
                flagged = False
            case _:
                by_note.setdefault(_text(event.payload, "note"), []).append(event)
    notes = [note for note in map(_fold_note, by_note.values()) if note is not None and not note.deleted]
    notes.sort(key=lambda note: (note.created, note.id))
    return EntryNotes(EntryId(ordered[0].subject), tuple(notes), tuple(sorted(tags)), flagged)
