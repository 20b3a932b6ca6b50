"""Cuts plain text into lines that Qt lays out quickly, and finds what is set in columns. No Qt here."""

from __future__ import annotations

import re
from itertools import groupby

from oversight_viewer.domain.characters import clean_text

LONGEST_LINE = 1_000
"""Code points. Qt takes 13 seconds to lay out one unbroken line of 300,000, but 50 ms for as much in short lines."""

_IN_COLUMNS = re.compile(r"\S {3,}\S")
_BREAK = re.compile(r"\s")


def display_text(text: str, longest: int = LONGEST_LINE) -> str:
    """The same text, line for line, with no line longer than ``longest`` code points.

    Lines that are too long are broken after the last blank that fits, or in the middle of a word when there is none.
    Characters that act instead of showing something are taken out, and every kind of line end becomes a line feed.
    """
    text = clean_text(text)
    if len(text) <= longest:
        return text
    lines = text.split("\n")
    if max(map(len, lines)) <= longest:
        return text
    return "\n".join(part for line in lines for part in _parts(line, longest))


def in_columns(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether its lines are set in columns by blanks, as those of a table are.

    Figures of such lines stand below their heads only in a face whose letters are all of one width.
    """
    pieces: list[tuple[str, bool]] = []
    lines = (f"{line}\n" for line in text.split("\n"))
    for _is_blank, group in groupby(lines, key=str.isspace):
        paragraph = list(group)
        is_table = sum(_IN_COLUMNS.search(line) is not None for line in paragraph) > 1
        if pieces and pieces[-1][1] == is_table:
            pieces[-1] = pieces[-1][0] + "".join(paragraph), is_table
        else:
            pieces.append(("".join(paragraph), is_table))
    last, is_table = pieces[-1]
    return [*pieces[:-1], (last[:-1], is_table)]


def _parts(line: str, longest: int) -> list[str]:
    parts = []
    start = 0
    while len(line) - start > longest:
        end = start + longest
        blanks = [match.end() for match in _BREAK.finditer(line, end - longest // 2, end)]
        end = blanks[-1] if blanks else end
        parts.append(line[start:end])
        start = end
    return [*parts, line[start:]]
