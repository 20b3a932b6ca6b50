"""Questions for the counting process, which finds them by the name of this module."""

from __future__ import annotations

from pathlib import Path

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.storage.library import Library


def title(library: Library, _notes: NotesByEntry) -> str:
    return library.title()


def noted(_library: Library, notes: NotesByEntry) -> list[str]:
    return sorted(notes)


def endless(library: Library, _notes: NotesByEntry, begun: Path) -> None:
    """Go on until it is interrupted; that it has begun is told by a file."""
    while True:
        library.count(RecordFilter(text="a"), {})
        begun.touch()


def refuse(_library: Library, _notes: NotesByEntry) -> None:
    raise KnownError("It is raining.", todo="Take an umbrella.", details="twice")


def stumble(library: Library, _notes: NotesByEntry) -> None:
    raise ValueError(library.title())
