"""What a thread of work keeps open: the notebook, a library, the renderer. Without Qt; each is used by one thread.

Everything is opened when it is first needed, so that a library that is only looked at leaves no file behind, and a
start waits for nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from oversight_viewer.domain.annotations import EntryNotes, NotesByEntry
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saved_views import SavedView
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.notebook import Notebook, NotebookState, read_notebook
from oversight_viewer.storage.notebook_place import NotebookPlace

if TYPE_CHECKING:
    from oversight_viewer.tasks.counting import Counting
    from oversight_viewer.text.render import Rendered, Renderer


T = TypeVar("T")


def open_counting(path: Path, seconds: float) -> Counting:
    """The counting process, which starts with its first question.

    Args:
        path: The library.
        seconds: How long one question may take.
    """
    from oversight_viewer.tasks.counting import Counting  # noqa: PLC0415 - not before the first cards are there

    return Counting(path, seconds)


def answer(source: Library | Counting, run: Callable[[Library, NotesByEntry], T], notes: NotesByEntry) -> T:
    """What a function gives of a library, in the counting process or here."""
    return run(source, notes) if isinstance(source, Library) else cast(T, source.ask(run, notes))


class NotesDesk:
    """The notebook of the user and what it says."""

    def __init__(self, place: NotebookPlace, author: str) -> None:
        self._place = place
        self._author = author
        self._notebook: Notebook | None = None
        self._notes: dict[EntryId, EntryNotes] = {}
        self._views: tuple[SavedView, ...] = ()
        self._is_stale = True

    def load(self) -> tuple[Change, NotebookState]:
        """Read what the notebook says, without making or changing a file.

        Raises:
            KnownError: If the notebook is not one, newer, or damaged.
        """
        state = read_notebook(self._place)
        self._notes, self._views = dict(state.notes), state.views
        return Change(notes=frozenset(self._notes), views=bool(self._views)), state

    def change(self, write: Callable[[Notebook], Change]) -> tuple[Change, NotebookState]:
        """Write something.

        Returns:
            What has changed, by this write and by other windows, and what the notebook says now.

        Raises:
            KnownError: If it could not be written.
        """
        if self._notebook is None:
            self._notebook = Notebook.open(self._place, author=self._author)
        was_stale, self._is_stale = self._is_stale, True  # stays so if the next line fails half-way
        change = write(self._notebook)
        self._is_stale = False
        before, views_before = self._notes, self._views
        if was_stale or self._notebook.changed_elsewhere():
            self._notes, self._views = self._notebook.notes(), self._notebook.views()
            seen = {
                entry for entry in before.keys() | self._notes.keys() if before.get(entry) != self._notes.get(entry)
            }
        else:
            self._notes = dict(before)
            seen = set()
            for entry in change.notes:
                self._notes[entry] = self._notebook.entry_notes(entry)
                if self._notes[entry].is_empty:
                    del self._notes[entry]
            if change.views:
                self._views = self._notebook.views()
        views = self._views != views_before
        return Change(change.record, change.notes | seen, views), NotebookState(self._notes, self._views)

    def close(self) -> None:
        if self._notebook is not None:
            self._notebook.close()


class LibraryDesk:
    """A library for work that takes long."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._library: Library | None = None
        self._lock = threading.Lock()  # between the thread of the work and one that interrupts it

    def library(self) -> Library:
        """The open library.

        Raises:
            KnownError: If it cannot be opened.
        """
        if self._library is None:
            library = Library.open(self._path)
            with self._lock:
                self._library = library
        return self._library

    def interrupt(self) -> None:
        """Stop what the library is doing, from any thread."""
        with self._lock:
            if self._library is not None:
                self._library.interrupt()

    def close(self) -> None:
        """Close the library; it is opened again when it is needed again."""
        with self._lock:
            library, self._library = self._library, None
        if library is not None:
            library.close()


class RenderDesk:
    """The renderer with its process."""

    def __init__(self) -> None:
        self._renderer: Renderer | None = None
        self._lock = threading.Lock()  # between the thread that renders and the one that ends it

    def render(self, text: str, format: str) -> Rendered:  # noqa: A002 - the field's name in the record
        """The text as safe HTML."""
        with self._lock:
            if self._renderer is None:
                from oversight_viewer.text.render import Renderer  # noqa: PLC0415 - not before there is a text

                self._renderer = Renderer()
        return self._renderer.render(text, format)

    def stop(self) -> None:
        """End the text that is being rendered, from any thread; later ones come as plain text."""
        with self._lock:
            if self._renderer is not None:
                self._renderer.close()
