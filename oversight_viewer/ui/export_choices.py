"""What can be chosen for an export and what follows from it. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.naming import file_stem
from oversight_viewer.domain.sentence import describe_parts
from oversight_viewer.domain.views import Look
from oversight_viewer.tasks.exports import ExportReport
from oversight_viewer.ui.memo_choices import MemoFormat

FORMATS: tuple[MemoFormat, ...] = (
    MemoFormat(".csv", "Table", "table"),
    MemoFormat(".jsonl", "JSON Lines", "JSON Lines"),
    MemoFormat(".jsonl.gz", "JSON, packed", "packed JSON Lines"),
)


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What the user has ordered.

    Args:
        path: The file; its ending says the format.
        ceiling: The highest mark that may leave.
        notes: Whether the user's notes stand in it.
        attachments: Whether the files that are attached to the entries are written beside it.
    """

    path: Path
    ceiling: str
    notes: bool
    attachments: bool = False


def said_of(report: ExportReport, path: Path) -> str:
    """What became of an export, in one line."""
    files = report.files
    beside = f" and {files.files:,} attached {_files(files.files)}" if files.files else ""
    words = [f"{report.count:,} {'record' if report.count == 1 else 'records'}{beside} written to {path.name}"]
    if report.withheld:
        words.append(f"{report.withheld:,} withheld")
    if files.renamed:
        words.append(f"{files.renamed:,} {_files(files.renamed)} under another name")
    if files.left_out:
        words.append(f"{files.left_out:,} attached {_files(files.left_out)} left out")
    return ", ".join(words)


def missing_files(report: ExportReport) -> KnownError | None:
    """What is said if contents of attachments could not be written; None if all could."""
    problems = report.files.problems
    if not problems:
        return None
    count = len(problems)
    return KnownError(
        f"{count:,} attached {_files(count)} could not be written: {problems[0].reason}",
        safe="The records and all other files were written.",
        todo="Check the record, and import what is missing once more.",
        details="\n".join(sorted({item.reason for item in problems})),
    )


def _files(count: int) -> str:
    return "file" if count == 1 else "files"


def format_of(path: Path) -> MemoFormat | None:
    """The format that a name asks for, or None."""
    return next((known for known in FORMATS if path.name.lower().endswith(known.suffix)), None)


def with_ending(path: Path, ending: str) -> Path:
    """The path with another of the known endings, or with one if it has none."""
    known = format_of(path)
    stem = path.name if known is None else path.name[: -len(known.suffix)]
    return path.with_name(stem + ending)


def proposed_name(look: Look, directory: Directory) -> str:
    """A name for the file, out of the words of the filter."""
    _, words = describe_parts(look.filter, directory, count=None, total=None)
    return file_stem(words or "All records") + FORMATS[0].suffix
