"""What is changed in a library by hand: entries, names, imports that are undone. Without Qt.

Each job opens the library for writing, does one thing and closes it: all of it is done, or nothing.
"""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the job that needs it

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.errors import KnownError

if TYPE_CHECKING:
    from oversight_viewer.domain.name_decisions import Decision
    from oversight_viewer.domain.outcomes import HandOutcome
    from oversight_viewer.domain.records import Entry, EntryId
    from oversight_viewer.domain.saving import Batch, FileContent, UndoReport
    from oversight_viewer.importing.names import Names
    from oversight_viewer.storage.writer import LibraryWriter


@contextmanager
def _writing(library: Path) -> Iterator[tuple[LibraryWriter, Names]]:
    from oversight_viewer.importing.names import Names
    from oversight_viewer.storage.writer import LibraryWriter

    with LibraryWriter.open(library) as writer:
        yield writer, Names.built_in()


def imports_of(library: Path) -> tuple[Batch, ...]:
    """The imports into a library, newest first.

    Raises:
        KnownError: If it cannot be read.
    """
    from oversight_viewer.storage.library import Library

    opened = Library.open(library)
    try:
        return opened.batches()
    finally:
        opened.close()


def undo_import(library: Path, batch: int | None = None) -> UndoReport:
    """Take back what an import added and changed. What was changed since stays.

    Args:
        library: The library.
        batch: The number of the import; None for the newest that was not undone and changed something.

    Raises:
        KnownError: If there is none, it was undone already, or the library cannot be written.
    """
    if batch is None:
        left = [item for item in imports_of(library) if not item.is_undone]
        if not left:
            raise KnownError("There is no import to undo.", todo="Nothing is left to be done.")
        batch = next((item.id for item in left if item.added or item.updated), left[0].id)
    with _writing(library) as (writer, names):
        return writer.undo(batch, names=names)


def add_entry(library: Path, entry: Entry, author: str, contents: Sequence[FileContent] = ()) -> int:
    """Add an entry that somebody has written; the number of its revision.

    Raises:
        KnownError: If the library has an entry of that id, or cannot be written.
    """
    with _writing(library) as (writer, names):
        return writer.add_by_hand(entry, author, names=names, contents=contents)


def edit_entry(
    library: Path, entry: Entry, expected_revision: int, author: str, contents: Sequence[FileContent] = ()
) -> int:
    """Save an entry that somebody has changed; the number of its new revision.

    Args:
        library: The library.
        entry: As it is to stand.
        expected_revision: The revision that was changed.
        author: Who changed it.
        contents: What is kept of attachments that were added.

    Raises:
        KnownError: If it was changed meanwhile, is gone, or the library cannot be written.
    """
    with _writing(library) as (writer, names):
        return writer.edit(entry, expected_revision, author, names=names, contents=contents)


def put_entries(library: Path, file: Path, author: str) -> tuple[tuple[HandOutcome, ...], tuple[str, ...]]:
    """Let entries stand as somebody has written them in a file, all of them or none.

    Args:
        library: The library.
        file: A JSON object of the interchange format, a list of them, or one a line; what they attach lies beside it.
        author: Who wrote them.

    Returns:
        What became of each, and what is to be known of attachments, in sentences.

    Raises:
        KnownError: If anything in the file is wrong, or the library cannot be written.
    """
    from oversight_viewer.importing.hand_file import read_hand_file
    from oversight_viewer.importing.problems import file_contents

    found, notes = read_hand_file(file)
    contents = [content for item in found for content in file_contents(item.entry, item.contents)]
    with _writing(library) as (writer, names):
        entries = [item.entry for item in found]
        return writer.put_by_hand(entries, author, names=names, contents=contents), notes


def remove_entry(library: Path, entry: EntryId, author: str) -> None:
    """Take an entry out of the record; its history is kept.

    Raises:
        KnownError: If the library does not have it, or cannot be written.
    """
    with _writing(library) as (writer, names):
        writer.remove(entry, author, names=names)


def bring_back(library: Path, entry: EntryId, author: str, revision: int | None = None) -> int:
    """Let an entry stand again as it did; the number of its new revision.

    Args:
        library: The library.
        entry: The entry, in the record or removed from it.
        author: Who does that.
        revision: As which revision; None for the last one of an entry that was removed.

    Raises:
        KnownError: If there is nothing to bring back, or the library cannot be written.
    """
    with _writing(library) as (writer, names):
        if revision is None:
            return writer.restore_removed(entry, author, names=names)
        return writer.restore(entry, revision, author, names=names)


def refuse_if_changed(library: Path, entry: EntryId, revision: int) -> None:
    """Make sure that an entry still says what it said in a revision, before what was done by it is taken back.

    Raises:
        KnownError: If it was changed since, is gone, or the library cannot be read.
    """
    from oversight_viewer.storage.library import Library

    opened = Library.open(library)
    try:
        history = opened.history(entry)
    finally:
        opened.close()
    now = next((item.entry for item in history if item.is_current), None)
    if now is None or now != next((item.entry for item in history if item.number == revision), None):
        raise KnownError(
            "The record was changed since, so this can't simply be taken back.",
            todo="Open it with Edit record and choose an earlier revision in its history.",
        )


def decide(library: Path, decision: Decision, author: str) -> int:
    """Decide something about the names of companies; the number of the decision, by which it is undone.

    Raises:
        KnownError: If it makes no sense, or the library cannot be written.
    """
    return decide_all(library, [decision], author)[0]


def decide_all(library: Path, decisions: Sequence[Decision], author: str) -> tuple[int, ...]:
    """Like :func:`decide`, for decisions that belong together: all are made, or none."""
    with _writing(library) as (writer, names):
        return writer.decide_all(decisions, author, names=names)


def undo_decision(library: Path, *decisions: int) -> None:
    """Undo decisions about the names of companies, all of them or none.

    Raises:
        KnownError: If one was undone already, a later one rests on it, or the library cannot be written.
    """
    with _writing(library) as (writer, names):
        writer.undo_decisions(decisions, names=names)
