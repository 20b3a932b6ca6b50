"""What can be wrong with one piece of an import, and what is found instead when nothing is."""

from __future__ import annotations

from dataclasses import dataclass

from oversight_viewer.domain.records import Entry


@dataclass(frozen=True, slots=True)
class Problem:
    """One piece of an import that is left out.

    Args:
        where: The place, in words: ``line 12``; with the file's name before it when several files are read.
        reason: Why, in words of the user.
        line: The piece as it stands in the file, so that the user can mend it; None where it is too long to keep.
            Bytes that are not text are written as ``\\xNN``.
        number: The number of the line, from 1; None where the format has no lines.
    """

    where: str
    reason: str
    line: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One entry as a reader finds it, with its place and its text for when it has to be rejected later."""

    entry: Entry
    where: str
    line: str | None = None
    number: int | None = None
