"""Cuts plain text into lines that Qt lays out quickly. No Qt here."""

from __future__ import annotations

import re

from oversight_viewer.domain.characters import clean_text

LONGEST_LINE = 1_000
"""Code points. Qt takes 13 seconds to lay out one unbroken line of 300,000, but 50 ms for as much in short lines."""

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
