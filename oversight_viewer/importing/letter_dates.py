"""Days in letters: how they are written, and the date of the letter itself."""

from __future__ import annotations

import re
from datetime import date

from oversight_viewer.domain.dates import MONTHS
from oversight_viewer.domain.proposals import Basis, Passage
from oversight_viewer.importing.letter_text import LetterText

MONTH_WORD = "|".join(rf"{name[:3]}(?:{name[3:]})?\.?" if name != "May" else "May" for name in MONTHS) + r"|Sept\.?"
"""Finds the name of a month, whole or short; a pattern for one that looks at no capitals."""

_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?P<m1>{MONTH_WORD})\s+{_DAY.replace('(', '(?P<d1>', 1)},?\s+(?P<y1>\d{{4}})"
    rf"|{_DAY.replace('(', '(?P<d2>', 1)}\s+(?P<m2>{MONTH_WORD}),?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2}))(?!\d)"
)
FULL_DATE = re.compile(rf"(?<![\w-]){_DATE}", re.IGNORECASE)
"""Finds a day with its month and year; see :func:`day_of`."""

_LONGEST_REST = 40  # characters that stand beside the date on its line: a place


def month_number(words: str) -> int:
    """The number of a month that :data:`MONTH_WORD` finds."""
    return next(place for place, name in enumerate(MONTHS, start=1) if name[:3].casefold() == words[:3].casefold())


def day_of(match: re.Match[str]) -> date | None:
    """The day that :data:`FULL_DATE` finds; None if no calendar has it."""
    for at in ("1", "2", "3"):
        if match[f"y{at}"] is not None:
            month = match[f"m{at}"]
            try:
                return date(
                    int(match[f"y{at}"]), int(month) if at == "3" else month_number(month), int(match[f"d{at}"])
                )
            except ValueError:
                return None
    return None


def dateline(letter: LetterText, until: int) -> tuple[date, int, Basis] | None:
    """The date of a letter, with the line on which it stands.

    Args:
        letter: The letter.
        until: The line before which it is looked for: that of the salutation.
    """
    for place, line in enumerate(letter.lines[:until]):
        if line.is_furniture:
            continue
        match = FULL_DATE.search(line.text)
        if match is None:
            continue
        rest = (line.text[: match.start()] + line.text[match.end() :]).strip(" ,.;")
        rest = re.sub(r"^date\s*:?", "", rest, flags=re.IGNORECASE)
        day = day_of(match)
        if (
            day is not None
            and len(rest) <= _LONGEST_REST
            and not re.search(r"\b(?:re|dated|your)\b", rest, re.IGNORECASE)
        ):
            start = line.start + match.start()
            passage = Passage(start, start + len(match[0]), match[0])
            return day, place, Basis("date", day.isoformat(), passage)
    return None


def names_a_day(line: str) -> bool:
    """Whether a full date stands in a line."""
    return FULL_DATE.search(line) is not None
