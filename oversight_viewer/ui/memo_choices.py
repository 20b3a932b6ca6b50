"""What can be chosen for a memo and what follows from it. No Qt here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.memo.compose import MemoOptions
from oversight_viewer.ui.reader.words import count_words


@dataclass(frozen=True, slots=True)
class MemoFormat:
    """A kind of file that a memo can be written as."""

    suffix: str
    name: str
    document: str


FORMATS: tuple[MemoFormat, ...] = (
    MemoFormat(".docx", "Word", "Word document"),
    MemoFormat(".pdf", "PDF", "PDF"),
    MemoFormat(".html", "HTML", "HTML page"),
    MemoFormat(".md", "Markdown", "Markdown text"),
    MemoFormat(".odt", "OpenDocument", "OpenDocument text"),
)


@dataclass(frozen=True, slots=True)
class MemoOrder:
    """What the user has ordered.

    Args:
        options: Head, ceiling and what goes in.
        path: The file; its ending says the format.
        only_selected: Whether only the marked entries are meant, not all that match the filter.
    """

    options: MemoOptions
    path: Path
    only_selected: bool


def format_of(path: Path) -> MemoFormat | None:
    """The format that a name asks for, or None."""
    return next((known for known in FORMATS if known.suffix == path.suffix.lower()), None)


def leaving(by_mark: Mapping[str, int], ceiling: str, scheme: MarkScheme) -> int:
    """How many entries leave under a ceiling."""
    return sum(count for mark, count in by_mark.items() if scheme.permits(mark, ceiling))


def withheld(by_mark: Mapping[str, int], ceiling: str, scheme: MarkScheme) -> int:
    """How many entries stay here under a ceiling."""
    return sum(by_mark.values()) - leaving(by_mark, ceiling, scheme)


def above_lowest(by_mark: Mapping[str, int], ceiling: str, scheme: MarkScheme) -> tuple[tuple[str, int], ...]:
    """The marks above the lowest one of which entries leave, with how many, highest first."""
    marks = [
        (mark, count)
        for mark, count in by_mark.items()
        if count and scheme.permits(mark, ceiling) and scheme.rank(mark) > 0
    ]
    return tuple(sorted(marks, key=lambda item: -scheme.rank(item[0])))


def withheld_words(
    count: int, ceiling: str, scheme: MarkScheme, *, told: str = "The memo says how many, never which."
) -> tuple[str, str]:
    """What the box under the ceilings says: the strong part, and the rest, which is ``told`` if any are withheld."""
    label = scheme.get(ceiling).label
    if not count:
        return f"{label}: nothing is withheld.", ""
    return f"{label}: {count_words(count, 'entry', 'entries')} withheld.", told


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """One line of the list of what leaves this computer, or stays. ``amount`` may be empty."""

    words: str
    amount: str
    leaves: bool


def leave_lines(leave: int, held: int, *, texts: bool, notes: bool) -> tuple[LeaveLine, ...]:
    """What leaves this computer with a memo, and what stays."""
    lines = [
        LeaveLine("Entries: titles, dates, names, summaries", f"{leave:,}", leaves=True),
        LeaveLine("Whole texts of the entries", "", leaves=texts),
        LeaveLine("Requests with their status", "", leaves=True),
        LeaveLine("Sources, as footnotes", "", leaves=True),
        LeaveLine("My notes", "", leaves=notes),
        LeaveLine("The withheld entries", f"{held:,}", leaves=False),
        LeaveLine("Tags, flags, history, names of files", "", leaves=False),
    ]
    if held:
        lines.insert(4, LeaveLine("The number of withheld entries", f"{held:,}", leaves=True))
    else:
        lines = [line for line in lines if line.words != "The withheld entries"]
    return tuple(sorted(lines, key=lambda line: not line.leaves))


def told_of_place(
    place: str, path: Path, wanted: MemoFormat, *, noun: str, matching: int, leave: int, known: bool
) -> tuple[str, str]:
    """Why a file cannot be written as it is asked for, and else what is to be known of the place; empty if nothing.

    Args:
        place: What the user typed.
        path: The path that it means.
        wanted: The format that is chosen.
        noun: What is written: memo, file.
        matching: How many entries are meant.
        leave: How many of them may leave.
        known: Whether the name asks for a format that there is.
    """
    problem, hint = "", ""
    if not matching:
        problem = "Nothing matches, so there is nothing to write."
    elif not leave:
        problem = "No entry may leave under this ceiling."
    elif not place.strip() or not path.name or os.path.isdir(path):
        problem = f"Say where the {noun} shall be written."
    elif not path.is_absolute() or not os.path.isdir(path.parent):
        problem = "This folder does not exist."
    elif not known:
        problem = f"The name must end in {wanted.suffix}."
    elif os.path.exists(path):
        hint = "This file exists and will be replaced."
    return problem, hint
