"""What can be chosen for an export and what follows from it. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.naming import file_stem
from oversight_viewer.domain.sentence import describe_parts
from oversight_viewer.domain.views import Look
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
    """

    path: Path
    ceiling: str
    notes: bool


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
