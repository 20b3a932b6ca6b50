"""What the tests of the runner write into a notebook, and what they read."""

from __future__ import annotations

from collections.abc import Callable

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.notebook import Notebook

A, B = EntryId("letter-1"), EntryId("response-1")
SECONDS = 10.0
"""How long a test waits for what must come before it fails."""

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
"""A statement that ends only when it is interrupted."""


def write(text: str, entry: EntryId = A) -> Callable[[Notebook], Change]:
    def run(notebook: Notebook) -> Change:
        notebook.write_note(entry, text)
        return Change(notes=frozenset({entry}))

    return run


def flag(entry: EntryId) -> Callable[[Notebook], Change]:
    def run(notebook: Notebook) -> Change:
        notebook.flag(entry)
        return Change(notes=frozenset({entry}))

    return run


def texts(notes: NotesByEntry, entry: EntryId = A) -> list[str]:
    return [note.latest.text for note in notes[entry].notes] if entry in notes else []
