"""What the window asks of a library as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import RecordFilter

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library


@dataclass(frozen=True, slots=True)
class Totals:
    """How many entries the library has, and how many of them carry notes or a flag."""

    entries: int
    annotated: int
    flagged: int


def read_totals(library: Library, notes: NotesByEntry) -> tuple[Totals, Directory]:
    return (
        Totals(
            library.count(RecordFilter(), notes),
            library.count(RecordFilter(has_notes=True), notes),
            library.count(RecordFilter(flagged=True), notes),
        ),
        library.directory(),
    )
