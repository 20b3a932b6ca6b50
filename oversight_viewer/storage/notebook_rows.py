"""How events and states stand in the tables of a notebook."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from oversight_viewer.domain.annotations import (
    NOTE_KINDS,
    VIEW_KINDS,
    EntryNotes,
    Event,
    EventId,
    EventKind,
    Note,
    NoteId,
    NoteVersion,
)
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.ids import is_uuid7
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saved_views import VIEW_PREFIX
from oversight_viewer.storage.engine import Connection, Row, damaged

EVENTS = "SELECT id, kind, subject, author, at, parent, payload FROM event"
STATES = "SELECT entry, notes, tags, flagged FROM entry_state"


def storable(text: str) -> str:
    """A text without half characters, which a database cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


def json_text(value: Any) -> str:
    """A value as JSON, the same text for the same value."""
    # Only ASCII: so half characters (an emoji cut in two) can be kept as they are.
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def row_of_event(event: Event) -> Row:
    at = event.at.replace(tzinfo=UTC) if event.at.tzinfo is None else event.at.astimezone(UTC)
    payload = json_text(event.payload)
    return (event.id, event.kind.value, event.subject, event.author, at.isoformat(), event.parent, payload)


def event_of_row(row: Row, path: Path) -> Event:
    event_id, kind, subject, author, at, parent, payload = row
    try:
        decoded = json.loads(payload)
        if not isinstance(decoded, dict):
            raise ValueError(kind)
        return Event(event_id, EventKind(kind), subject, author, datetime.fromisoformat(at), parent, decoded)
    except ValueError as error:
        raise damaged(path, f"an event cannot be read: {path}") from error


def not_mergeable(details: str) -> KnownError:
    return KnownError(
        "These notes cannot be taken in: they break the rules of a notebook.",
        safe="Your notes were not changed.",
        todo="Ask whoever gave them to you for another copy.",
        details=details,
    )


def checked_event(event: Event) -> Event:
    if not is_uuid7(event.id):
        raise not_mergeable("an event has no valid id")
    if event.kind in NOTE_KINDS and not isinstance(event.payload.get("note"), str):
        raise not_mergeable(f"event {event.id} does not say which note is meant")
    if event.kind in VIEW_KINDS and not event.subject.startswith(VIEW_PREFIX):
        raise not_mergeable(f"event {event.id} is not about a saved view")
    try:
        "".join((event.subject, event.author, event.parent or "")).encode("utf-8")
    except UnicodeEncodeError as error:
        raise not_mergeable(f"event {event.id} has a name that is not text") from error
    return event


def row_of_state(state: EntryNotes) -> Row:
    notes = [
        {
            "id": note.id,
            "created": note.created.isoformat(),
            "versions": [
                {
                    "event": version.event,
                    "text": version.text,
                    "tags": version.tags,
                    "author": version.author,
                    "at": version.at.isoformat(),
                    "revision": version.revision,
                }
                for version in note.versions
            ],
        }
        for note in state.notes
    ]
    return state.entry, json_text(notes), json_text(state.tags), int(state.flagged)


def read_states(conn: Connection, path: Path) -> dict[EntryId, EntryNotes]:
    return {state.entry: state for state in (state_of_row(row, path) for row in conn.execute(STATES))}


def state_of_row(row: Row, path: Path) -> EntryNotes:
    entry, notes, tags, flagged = row
    try:
        return EntryNotes(
            entry=EntryId(entry),
            notes=tuple(_note(entry, note) for note in json.loads(notes)),
            tags=tuple(json.loads(tags)),
            flagged=bool(flagged),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise damaged(path, f"a state cannot be read: {path}") from error


def _note(entry: EntryId, value: dict[str, Any]) -> Note:
    versions = tuple(
        NoteVersion(
            event=EventId(version["event"]),
            text=version["text"],
            tags=tuple(version["tags"]),
            author=version["author"],
            at=datetime.fromisoformat(version["at"]),
            revision=version["revision"],
        )
        for version in value["versions"]
    )
    return Note(NoteId(value["id"]), entry, versions, datetime.fromisoformat(value["created"]))
