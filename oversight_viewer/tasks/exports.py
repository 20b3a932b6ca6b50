"""Writes what a filter means as a file: as a table for spreadsheets, or in the interchange format. Without Qt."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the job that needs it

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Entry
from oversight_viewer.domain.sentence import describe
from oversight_viewer.domain.views import Look, Order
from oversight_viewer.tasks.export_files import FilesBeside, FilesReport
from oversight_viewer.tasks.jobs import marks_of
from oversight_viewer.tasks.making import refuse_database

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library

T = TypeVar("T")

TABLE_SUFFIX = ".csv"
LINES_SUFFIXES = (".jsonl", ".jsonl.gz")


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What may leave with an export.

    Args:
        ceiling: The highest mark that may leave; None for all, whatever their mark.
        include_notes: Whether the user's notes stand in it; only a table can hold them.
        attachments: Whether the contents of attachments are written beside it; a table only counts files.
        as_of: The day to which the days overdue refer.
    """

    ceiling: str | None = None
    include_notes: bool = False
    attachments: bool = True
    as_of: date = field(default_factory=date.today)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What became of an export.

    Args:
        count: How many entries are in the file.
        withheld: How many are left out because of their mark.
        files: What became of the attachments of those that are in the file.
    """

    count: int
    withheld: int
    files: FilesReport = field(default_factory=FilesReport)


def is_table(path: Path) -> bool:
    """Whether a name asks for a table."""
    return path.suffix.lower() == TABLE_SUFFIX


def has_known_ending(path: Path) -> bool:
    """Whether a name says in which format the file shall be."""
    return path.name.lower().endswith((TABLE_SUFFIX, *LINES_SUFFIXES))


def write_export(
    library: Library,
    look: Look,
    notes: NotesByEntry,
    path: Path,
    options: ExportOptions,
    *,
    scheme: MarkScheme | None = None,
    progress: Callable[[int], object] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportReport:
    """Write the entries that a look shows, in the order in which it shows them.

    A table names the filter in its last column. In the interchange format, packed when the name ends in ``.gz``, the
    entries of one date stay in their own order, so that they have it again when they are imported. The contents of
    their attachments are written beside it under the paths that the entries give, and come back with them; where a
    path is taken by another file, or is not safe, the lines give the one that is used instead.

    Args:
        library: The library.
        look: Which entries, and whether the newest come first; the best matches come by date too.
        notes: What the notebook says.
        path: The file; its ending says the format. It appears when it is whole.
        options: What may leave.
        scheme: The marks of the office.
        progress: Called with the number of entries that are done.
        cancelled: Asked before each entry; True ends the work.

    Raises:
        KnownError: If no entry may leave, or the file cannot be written, or is a library or a notebook.
    """
    refuse_database(path)
    scheme = scheme or MarkScheme()
    ceiling = options.ceiling
    by_mark = marks_of(library, look.filter, notes)
    leaving = sum(n for mark, n in by_mark.items() if ceiling is None or scheme.permits(mark, ceiling))
    report = ExportReport(leaving, sum(by_mark.values()) - leaving)
    if report.withheld and not report.count:
        raise KnownError(
            "All entries are marked above the ceiling, so there is nothing to write.", todo="Choose a higher ceiling."
        )

    def may_leave(entry: Entry) -> bool:
        if cancelled():
            raise Cancelled
        return ceiling is None or scheme.permits(entry.mark, ceiling)

    newest_first = look.order is not Order.OLDEST
    if is_table(path):
        records = library.records(look.filter, notes, newest_first=newest_first)
        leave = (record for record in records if may_leave(record[1]))
        _write_table(library, look, notes, path, options, report, scheme, _counted(leave, progress))
    else:
        from oversight_viewer.importing.interchange import write_jsonl

        entries = library.entries_by_date(look.filter, notes, newest_first=newest_first)
        files = FilesBeside(library, path, is_wanted=options.attachments)
        try:
            write_jsonl(_counted((files.take(entry) for entry in entries if may_leave(entry)), progress), path)
        except BaseException:
            files.discard()
            raise
        report = replace(report, files=files.report())
    return report


def _write_table(
    library: Library,
    look: Look,
    notes: NotesByEntry,
    path: Path,
    options: ExportOptions,
    report: ExportReport,
    scheme: MarkScheme,
    records: Iterator[tuple[Card, Entry]],
) -> None:
    from oversight_viewer.memo.table import TableOptions, write_table

    directory, total = library.directory(), library.info().total
    sentence = describe(look.filter, directory, count=report.count + report.withheld, total=total, scheme=scheme)
    if report.withheld and options.ceiling is not None:
        above, verb = scheme.get(options.ceiling).label, "is" if report.withheld == 1 else "are"
        left_out = f"{report.withheld:,} marked above {above} {verb} left out here."
        sentence = f"{sentence.rstrip('.')}. {left_out}"
    table = TableOptions(options.as_of, sentence, options.include_notes)
    write_table(records, notes, path, table, directory=directory, scheme=scheme)


def _counted(items: Iterator[T], progress: Callable[[int], object]) -> Iterator[T]:
    for number, item in enumerate(items, start=1):
        yield item
        progress(number)
