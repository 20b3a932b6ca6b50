"""The notebook: an append-only log of what the user wrote, and the state that follows from it.

Each change is one transaction that appends an event and brings the state of its entry, or the views, up to date. It is
on the disk when the call returns. Two windows, or two people, may have one notebook open: each appends, and waits for
the other.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from oversight_viewer.domain.annotations import (
    NOTE_KINDS,
    VIEW_KINDS,
    EntryNotes,
    Event,
    EventId,
    EventKind,
    NoteId,
    NotesByEntry,
    fold,
)
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.ids import IdMaker
from oversight_viewer.domain.records import EntryId, JsonObject
from oversight_viewer.domain.saved_views import VIEW_PREFIX, SavedView, ViewId, clean_name, fold_views
from oversight_viewer.storage.engine import Connection, Row, known_errors, set_journal
from oversight_viewer.storage.notebook_files import is_missing, open_reading, open_writing
from oversight_viewer.storage.notebook_place import NotebookPlace
from oversight_viewer.storage.notebook_rows import (
    EVENTS,
    STATES,
    checked_event,
    clean_tags,
    event_of_row,
    not_mergeable,
    read_states,
    row_of_event,
    row_of_state,
    state_of_row,
    storable,
)
from oversight_viewer.storage.notebook_views import read_views, refold_views
from oversight_viewer.storage.schema import NOTEBOOK, check_header

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NotebookState:
    """What a notebook says: the notes by entry, and the saved views in the order in which they were first saved."""

    notes: NotesByEntry
    views: tuple[SavedView, ...]


class Notebook:
    """One open notebook, used by one thread at a time. Made by :meth:`open`."""

    def __init__(self, path: Path, conn: Connection, author: str, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._conn = conn
        self._author = storable(author)
        self._clock = clock
        self._ids = IdMaker(lambda: int(clock().timestamp() * 1000))
        self._seen = self._data_version()

    @classmethod
    def open(
        cls,
        place: Path | NotebookPlace,
        *,
        author: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Notebook:
        """Open a notebook; one that is missing is made.

        Args:
            place: The file, or where the notes on a library lie; then the events of the notebook elsewhere are taken
                over first.
            author: Whose name stands at each event.
            clock: Gives the time, with its zone.

        Raises:
            KnownError: If the file is not a notebook, newer, damaged, in use for too long, or cannot be written. It
                is left as it was.
        """
        path, elsewhere = (place.path, place.elsewhere) if isinstance(place, NotebookPlace) else (place, None)
        is_new = is_missing(path)
        if not is_new:
            check_header(path, NOTEBOOK)
        conn = open_writing(path, is_new=is_new)
        try:
            notebook = cls(path, conn, author, clock)
            if elsewhere is not None:
                notebook._take_over(elsewhere)
        except BaseException:
            conn.close()
            raise
        return notebook

    def close(self) -> None:
        """Close the notebook. If nobody else has it open, it is one file again, which any folder can hold."""
        try:
            with known_errors(self.path):
                self._conn.execute("PRAGMA busy_timeout = 0")  # somebody else will tidy up
                set_journal(self._conn, "delete")
        finally:
            self._conn.close()

    # What it says

    def notes(self) -> dict[EntryId, EntryNotes]:
        """All entries on which there is something."""
        with known_errors(self.path):
            self._seen = self._data_version()
            return read_states(self._conn, self.path)

    def entry_notes(self, entry: EntryId) -> EntryNotes:
        """What is on one entry; empty when there is nothing."""
        with known_errors(self.path):
            rows = self._conn.execute(f"{STATES} WHERE entry = ?", (entry,)).fetchall()
            return next((state_of_row(row, self.path) for row in rows), EntryNotes(entry))

    def views(self) -> tuple[SavedView, ...]:
        """The saved views, in the order in which they were first saved."""
        with known_errors(self.path):
            return read_views(self._conn, self.path)

    def events(self, subject: str | None = None) -> list[Event]:
        """The log of one entry or view, or the whole log, in order of id."""
        with known_errors(self.path):
            return list(self._events(subject))

    def changed_elsewhere(self) -> bool:
        """Whether another process has changed the notebook since :meth:`notes` was last called."""
        with known_errors(self.path):
            return self._data_version() != self._seen

    # What the user does

    def write_note(
        self,
        entry: EntryId,
        text: str,
        tags: Sequence[str] = (),
        *,
        note: NoteId | None = None,
        parent: EventId | None = None,
        revision: int = 0,
    ) -> Event:
        """Write a note, or a new version of one.

        Args:
            entry: The entry that it is about.
            text: Markdown.
            tags: Its tags; blanks around them and repeated ones are dropped.
            note: The note; None for a new one, whose id is then the id of the event.
            parent: The version that this one replaces. Versions that nobody replaced are all kept and shown.
            revision: The revision of the entry that was read.
        """
        payload: JsonObject = {"text": text, "tags": list(clean_tags(tags)), "revision": revision}
        return self._append(EventKind.NOTE_WRITTEN, entry, payload, note=note, parent=parent)

    def delete_note(self, entry: EntryId, note: NoteId) -> Event:
        """Delete a note. It stays in the log and can be restored."""
        return self._append(EventKind.NOTE_DELETED, entry, {}, note=note)

    def restore_note(self, entry: EntryId, note: NoteId) -> Event:
        """Bring a deleted note back as it was."""
        return self._append(EventKind.NOTE_RESTORED, entry, {}, note=note)

    def tag(self, entry: EntryId, tag: str) -> Event:
        return self._append(EventKind.TAGGED, entry, {"tag": tag.strip()})

    def untag(self, entry: EntryId, tag: str) -> Event:
        return self._append(EventKind.UNTAGGED, entry, {"tag": tag.strip()})

    def flag(self, entry: EntryId) -> Event:
        return self._append(EventKind.FLAGGED, entry, {})

    def unflag(self, entry: EntryId) -> Event:
        return self._append(EventKind.UNFLAGGED, entry, {})

    def save_view(self, name: str, look: JsonObject) -> ViewId:
        """Keep a look under a name, as a new view.

        Args:
            name: Its name; it may be that of another view.
            look: What ``look_to_json`` gives.
        """
        return ViewId(self._append(EventKind.VIEW_SAVED, None, {"name": clean_name(name), "look": look}).subject)

    def change_view(self, view: ViewId, *, name: str | None = None, look: JsonObject | None = None) -> Event:
        """Give a view another name, or another look, or both."""
        payload: JsonObject = {} if name is None else {"name": clean_name(name)}
        return self._append(EventKind.VIEW_SAVED, view, payload if look is None else {**payload, "look": look})

    def delete_view(self, view: ViewId) -> Event:
        """Delete a view. It stays in the log and can be restored."""
        return self._append(EventKind.VIEW_DELETED, view, {})

    def restore_view(self, view: ViewId) -> Event:
        """Bring a deleted view back as it was."""
        return self._append(EventKind.VIEW_RESTORED, view, {})

    def set_default_view(self, view: ViewId, *, on: bool = True) -> Event:
        """Have the library open with a view in place of any other, or no more with this one."""
        return self._append(EventKind.VIEW_DEFAULT, view, {"on": on})

    # The log as a whole

    def merge(self, events: Iterable[Event]) -> int:
        """Take in events of another notebook, in any order, any of them any number of times: all of them or none.

        Returns:
            How many were new.

        Raises:
            KnownError: If an event breaks the rules of the log, or has the id of a different one.
        """
        with self._writing():
            new: list[Event] = []
            for event in map(checked_event, events):
                row = row_of_event(event)
                known = self._conn.execute(f"{EVENTS} WHERE id = ?", (event.id,)).fetchone()
                if known is None:
                    self._insert(row)
                    new.append(event)
                elif tuple(known) != row:
                    raise not_mergeable(f"two different events have the id {event.id}")
            self._follow(new)
        return len(new)

    def rebuild(self) -> None:
        """Compute the state of all entries and views from the log again."""
        with self._writing():
            self._conn.execute("DELETE FROM entry_state")
            entries = self._conn.execute("SELECT DISTINCT subject FROM event").fetchall()
            for (entry,) in entries:
                self._refold(entry)
            refold_views(self._conn, self.path)

    # Inside

    def _data_version(self) -> int:
        return int(self._conn.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction. It takes the lock at once: one that first reads could not wait for another writer."""
        with known_errors(self.path):
            self._conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._conn.execute("COMMIT")
            except BaseException:
                if self._conn.in_transaction:
                    self._conn.execute("ROLLBACK")
                raise

    def _append(
        self,
        kind: EventKind,
        subject: str | None,
        payload: JsonObject,
        *,
        note: NoteId | None = None,
        parent: EventId | None = None,
    ) -> Event:
        """Write an event; without a subject it is about a new view."""
        with self._writing():
            # What is written now comes after all that is here, whatever the clocks of others say.
            (latest,) = self._conn.execute("SELECT max(id) FROM event").fetchone()
            event_id = EventId(self._ids.make(after=latest))
            if kind in NOTE_KINDS:
                payload = {"note": note or event_id, **payload}
            subject = subject or VIEW_PREFIX + event_id
            event = Event(event_id, kind, subject, self._author, self._clock().astimezone(UTC), parent, payload)
            self._insert(row_of_event(event))
            self._follow([event])
        return event

    def _insert(self, row: Row) -> None:
        self._conn.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def _events(self, subject: str | None) -> Iterator[Event]:
        if subject is None:
            rows = self._conn.execute(f"{EVENTS} ORDER BY id")
        else:
            rows = self._conn.execute(f"{EVENTS} WHERE subject = ? ORDER BY id", (subject,))
        return (event_of_row(row, self.path) for row in rows)

    def _follow(self, new: Sequence[Event]) -> None:
        """Bring the state up to date with new events."""
        for entry in dict.fromkeys(event.subject for event in new if event.kind not in VIEW_KINDS):
            self._refold(entry)
        if any(event.kind in VIEW_KINDS for event in new):
            refold_views(self._conn, self.path)

    def _refold(self, entry: str) -> None:
        state = fold(self._events(entry))
        if state is None or state.is_empty:
            self._conn.execute("DELETE FROM entry_state WHERE entry = ?", (entry,))
        else:
            self._conn.execute("INSERT OR REPLACE INTO entry_state VALUES (?, ?, ?, ?)", row_of_state(state))

    def _take_over(self, elsewhere: Path) -> None:
        try:
            self.merge(read_events(elsewhere))
        except KnownError:
            # The user's own notes do not depend on a file that others left there.
            _LOG.warning("The notebook beside the library could not be read")


def read_notebook(place: NotebookPlace) -> NotebookState:
    """What the notes on a library say, without making or changing a file.

    Raises:
        KnownError: If the user's notebook is not one, newer, or damaged.
    """
    if place.elsewhere is None:
        if is_missing(place.path):
            return NotebookState({}, ())
        with open_reading(place.path) as conn:
            return NotebookState(read_states(conn, place.path), read_views(conn, place.path))
    events = [] if is_missing(place.path) else read_events(place.path)
    try:
        events += read_events(place.elsewhere)
    except KnownError:
        _LOG.warning("The notebook beside the library could not be read")
    by_subject = sorted(events, key=lambda event: (event.subject, event.id))
    states = (fold(group) for _, group in itertools.groupby(by_subject, key=lambda event: event.subject))
    notes = {state.entry: state for state in states if state is not None and not state.is_empty}
    return NotebookState(notes, fold_views(events))


def read_notes(place: NotebookPlace) -> NotesByEntry:
    """The notes alone; see :func:`read_notebook`."""
    return read_notebook(place).notes


def read_saved_views(place: NotebookPlace) -> tuple[SavedView, ...]:
    """The saved views alone, without reading the notes where they lie in one notebook; see :func:`read_notebook`."""
    if place.elsewhere is not None or is_missing(place.path):
        return read_notebook(place).views
    with open_reading(place.path) as conn:
        return read_views(conn, place.path)


def read_events(path: Path) -> list[Event]:
    """The whole log of a notebook, in order of id, without changing the file; its folder may be read-only.

    Raises:
        KnownError: If the file is missing, not a notebook, newer, or damaged.
    """
    with open_reading(path) as conn:
        return [event_of_row(row, path) for row in conn.execute(f"{EVENTS} ORDER BY id")]
