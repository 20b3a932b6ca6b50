"""By when a letter wants an answer, with the words that say so. What they do not say is not made up.

A day that is named is certain. One that counts from the date of the letter, or needs its year, comes with a note. A
time that counts from something else, such as the receipt of the letter, is none; nor is ``next Friday``, which means
one day to some and another to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from oversight_viewer.domain.dates import WEEKDAYS, DatePoint, PartialDate
from oversight_viewer.domain.proposals import Basis
from oversight_viewer.importing.date_reckoning import NUMBERS, shifted
from oversight_viewer.importing.letter_dates import FULL_DATE, MONTH_WORD, day_of, month_number
from oversight_viewer.importing.letter_text import LetterText
from oversight_viewer.importing.text_dates import find_dates

_WEEKDAY = "|".join(WEEKDAYS)
_NO_YEAR = re.compile(
    rf"(?<!\w)(?P<month>{MONTH_WORD})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d,]*\s*\d{{4}})(?!\d)", re.IGNORECASE
)
_LEAD = re.compile(
    r"\b(?:(?:no|not)\s+later\s+than|on\s+or\s+before|before|by|due(?:\s+(?:on|by))?"
    r"|(?:have|has|given|extended)\s+until)\b",
    re.IGNORECASE,
)
_HOUR = (
    r"(?:the\s+)?(?:close\s+of\s+business|COB|end\s+of\s+(?:the\s+)?(?:business\s+)?day|noon|midnight|"
    r"\d{1,2}(?::\d{2})?\s*[ap]\.?\s*m\.?(?:\s*\(?(?:E[SD]?T|eastern(?:\s+(?:standard|daylight))?(?:\s+time)?)\)?)?)"
)
_BETWEEN = re.compile(rf"\s*(?:{_HOUR})?,?\s*(?:on\s+)?(?:(?P<weekday>{_WEEKDAY}),?\s+)?", re.IGNORECASE)
_FIGURES = re.compile(r"\d{1,2}/\d{1,2}/\d{4}(?!\d)")
_ON_WEEKDAY = re.compile(
    rf"\s*(?:{_HOUR})?,?\s*(?:on\s+)?(?:this\s+(?:coming\s+)?|the\s+coming\s+)?(?P<weekday>{_WEEKDAY})\b(?!,?\s+\w+\s+\d)",
    re.IGNORECASE,
)
_TOMORROW = re.compile(rf"\s*(?:{_HOUR})?,?\s*tomorrow\b", re.IGNORECASE)
_END_OF = re.compile(
    rf"\s*(?:{_HOUR},?\s+(?:on|at|of)\s+)?(?:the\s+)?(?:end|last\s+(?:business\s+)?day)\s+of\s+(?:"
    rf"(?P<which>the|this|next)\s+(?:calendar\s+)?(?P<unit>month|year)|(?P<month>{MONTH_WORD})(?:,?\s+(?P<year>\d{{4}}))?)"
    r"(?![\w-])(?!\s+\d)",
    re.IGNORECASE,
)
_COUNTED = (
    r"(?P<count>\d{1,3}|[a-z]+(?:-[a-z]+)?)(?:\s+\(\d{1,3}\))?\s+(?P<sort>calendar\s+|business\s+|working\s+)?"
    r"(?P<unit>day|week|month)s?\b"
)
_FROM_THE_LETTER = (
    r"(?:of|from|after|following)\s+(?:today\b|now\b|(?:the\s+)?date\s+(?:hereof\b|of\s+(?:this|the)\s+(?:letter|request)\b)"
    r"|(?:this|the)\s+(?:letter|request)\b(?!['’]))"
)
_WITHIN = re.compile(
    rf"\b(?:within|in(?:\s+no\s+more\s+than)?)\s+(?:the\s+next\s+)?{_COUNTED}"
    rf"(?:\s+{_FROM_THE_LETTER}|(?!\s+(?:of|from|after|following|before|prior|ago|later)\b))",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(rf"\b{_COUNTED}\s+{_FROM_THE_LETTER}", re.IGNORECASE)
_COUNTS = {
    **NUMBERS, "fourteen": 14, "fifteen": 15, "twenty": 20, "twenty-one": 21, "thirty": 30, "forty-five": 45,
    "sixty": 60, "ninety": 90,
}  # fmt: skip
_ASKS = re.compile(
    r"\b(?:provide|produce|respond|responses?|repl(?:y|ies)|answers?|answering|submit|return|deliver|furnish|send|comply|"
    r"contact|schedule|request)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!:][\"”’)]*\s+(?=[A-Z(“\"])|\n[^\S\n]*\n")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|[ap]\.m|No|Mr|Ms|Mrs|Dr|Hon|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Due:
    """The time by which an answer is wanted.

    Args:
        value: A day; a month where the letter counts in months.
        basis: The words that it was read from.
    """

    value: PartialDate
    basis: Basis


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A sentence of a letter, with the date of the letter."""

    letter: LetterText
    start: int
    end: int
    written: date | None

    def due(self, value: PartialDate | date, start: int, end: int, note: str = "") -> Due:
        when = PartialDate.of_day(value) if isinstance(value, date) else value
        passage = self.letter.passage(start, end)
        return Due(when, Basis("requests.due", str(when), passage, note, is_certain=not note))

    def leads(self) -> Iterator[re.Match[str]]:
        return _LEAD.finditer(self.letter.text, self.start, self.end)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match[0].startswith(".") and _ABBREVIATED.search(text, max(begin, match.start() - 6), match.start() + 1):
            continue
        yield begin, match.end()
        begin = match.end()
    if begin < end:
        yield begin, end


def due_dates(letter: LetterText, start: int, end: int, written: date | None, *, asks: bool = True) -> list[Due]:
    """The times by which a stretch of a letter wants something, in the order of the text.

    Args:
        letter: The letter.
        start: Where the stretch begins, in code points.
        end: Where it ends.
        written: The date of the letter, from which ``within 14 days`` counts.
        asks: Whether the sentence must ask for something too; a request itself always does.
    """
    found = []
    for first, last in _sentences(letter.text, start, end):
        if not asks or _ASKS.search(letter.text, first, last):
            stretch = _Stretch(letter, first, last, written)
            due = _named_day(stretch) or (None if written is None else _reckoned(stretch, written))
            if due is not None:
                found.append(due)
    return found


def _named_day(stretch: _Stretch) -> Due | None:
    text, end, written = stretch.letter.text, stretch.end, stretch.written
    for lead in stretch.leads():
        between = _BETWEEN.match(text, lead.end(), end)
        at = between.end() if between is not None else lead.end()
        weekday = between["weekday"] if between is not None else None
        full = FULL_DATE.match(text, at, end)
        day = day_of(full) if full is not None else None
        if full is not None and day is not None and (written is None or day >= written):
            return stretch.due(day, lead.start(), full.end(), _not_that_weekday(day, weekday))
        short = _NO_YEAR.match(text, at, end) if full is None and written is not None else None
        if short is not None and written is not None:
            day = _next(written, month_number(short["month"]), int(short["day"]))
            if day is not None:
                note = f"the year is that of the letter or the next: {day.year}"
                odd = _not_that_weekday(day, weekday)
                return stretch.due(day, lead.start(), short.end(), "; ".join(filter(None, (note, odd))))
        figures = _in_figures(stretch, lead, at) if full is None and short is None else None
        if figures is not None:
            return figures
    return None


def _in_figures(stretch: _Stretch, lead: re.Match[str], at: int) -> Due | None:
    """``3/21/2025``, read as in any other text."""
    match = _FIGURES.match(stretch.letter.text, at, stretch.end)
    for item in find_dates(match[0]) if match is not None else ():
        if stretch.written is None or item.value.first_day >= stretch.written:
            return stretch.due(item.value, lead.start(), at + item.end, item.note)
    return None


def _not_that_weekday(day: date, weekday: str | None) -> str:
    """What is odd about a day that the letter calls by another day of the week; empty if it does not."""
    told = WEEKDAYS[day.weekday()]
    return "" if weekday is None or weekday.casefold() == told.casefold() else f"{day.isoformat()} is a {told}"


def _next(written: date, month: int, day: int) -> date | None:
    for year in (written.year, written.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= written:
            return found
    return None


def _reckoned(stretch: _Stretch, written: date) -> Due | None:
    try:
        return _counted(stretch, written) or _near(stretch, written)
    except (OverflowError, ValueError):
        return None  # beyond the calendar


def _counted(stretch: _Stretch, written: date) -> Due | None:
    """``within two weeks``, ``ten days from the date of this letter``."""
    text = stretch.letter.text
    match = _WITHIN.search(text, stretch.start, stretch.end)
    match = match or _FROM_NOW.search(text, stretch.start, stretch.end)
    if match is None:
        return None
    words, unit = " ".join(match["count"].casefold().split()), match["unit"].casefold()
    count = int(words) if words.isdigit() else _COUNTS.get(words)
    if count is None:
        return None
    if unit == "month":
        after = "a month after" if count == 1 else f"{count} months after"
        reckoned = shifted(PartialDate.of_day(written), count, unit, after)
        return None if reckoned is None else stretch.due(reckoned.value, *match.span(), reckoned.note)
    count *= _WEEK if unit == "week" else 1
    is_business = (match["sort"] or "").strip().casefold() in {"business", "working"}
    day = _business_day(written, count) if is_business else written + timedelta(days=count)
    sort = "working days, holidays not left out," if is_business else "days"
    return stretch.due(day, *match.span(), f"{count} {sort} after the date of the letter, {written.isoformat()}")


def _business_day(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _near(stretch: _Stretch, written: date) -> Due | None:
    """``by the end of the month``, ``by close of business Friday``, ``by tomorrow``."""
    text, end, of_letter = stretch.letter.text, stretch.end, f"the date of the letter, {written.isoformat()}"
    for lead in stretch.leads():
        if (match := _END_OF.match(text, lead.end(), end)) is not None:
            day, note = _last_day(match, written)
            if day >= written:
                # The stop behind a short month may be that of the sentence.
                return stretch.due(day, lead.start(), match.end() - match[0].endswith("."), note)
        if (match := _ON_WEEKDAY.match(text, lead.end(), end)) is not None:
            wanted = [name.casefold() for name in WEEKDAYS].index(match["weekday"].casefold())
            day = written + timedelta(days=(wanted - written.weekday() - 1) % _WEEK + 1)
            return stretch.due(day, lead.start(), match.end(), f"the first {WEEKDAYS[wanted]} after {of_letter}")
        if (match := _TOMORROW.match(text, lead.end(), end)) is not None:
            return stretch.due(written + timedelta(days=1), lead.start(), match.end(), f"the day after {of_letter}")
    return None


def _last_day(match: re.Match[str], written: date) -> tuple[date, str]:
    """The last day of the month or year that some words mean, and how they are understood."""
    of_letter = f"counted from the date of the letter, {written.isoformat()}"
    if match["month"]:
        month = month_number(match["month"])
        if match["year"]:
            return _end_of_month(int(match["year"]), month), "the last day of that month"
        year = written.year + (month < written.month)
        return _end_of_month(year, month), f"the year is that of the letter or the next: {year}"
    ahead = match["which"].casefold() == "next"
    if match["unit"].casefold() == "year":
        return date(written.year + ahead, 12, 31), of_letter
    year, month = divmod(written.year * 12 + written.month - 1 + ahead, 12)
    return _end_of_month(year, month + 1), of_letter


def _end_of_month(year: int, month: int) -> date:
    return PartialDate(DatePoint(year, month)).last_day
