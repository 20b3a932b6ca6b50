"""What the window asks of a library as a whole. These functions run off the UI thread; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.cards import FacetCounts
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


def read_totals(library: Library, notes: NotesByEntry) -> Totals:
    return Totals(
        library.count(RecordFilter(), notes),
        library.count(RecordFilter(has_notes=True), notes),
        library.count(RecordFilter(flagged=True), notes),
    )


def read_directory(library: Library, _notes: NotesByEntry) -> Directory:
    """The committees and companies. Read in the window's own process: to send thousands of them takes longer."""
    return library.directory()


def read_facets(library: Library, notes: NotesByEntry, wanted: RecordFilter) -> FacetCounts:
    return library.facets(wanted, notes)


def count_entries(library: Library, notes: NotesByEntry, wanted: RecordFilter) -> int:
    return library.count(wanted, notes)


def prepare(library: Library, _notes: NotesByEntry) -> None:
    """Have what counting needs read, before it is asked for."""
    library.prepare()
