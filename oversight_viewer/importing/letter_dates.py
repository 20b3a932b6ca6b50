"""Days in letters: the date of the letter itself, and by when it wants an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from oversight_viewer.domain.dates import MONTHS, PartialDate
from oversight_viewer.domain.proposals import Basis, Passage
from oversight_viewer.importing.letter_text import LetterText

_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?\.?" if name != "May" else "May" for name in MONTHS)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?P<m1>{_MONTH})\s+{_DAY.replace('(', '(?P<d1>', 1)},?\s+(?P<y1>\d{{4}})"
    rf"|{_DAY.replace('(', '(?P<d2>', 1)}\s+(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2}))(?!\d)"
)
_FULL = re.compile(rf"(?<![\w-]){_DATE}", re.IGNORECASE)
_NO_YEAR = re.compile(
    rf"(?<!\w)(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d,]*\s*\d{{4}})", re.IGNORECASE
)
_LEAD = re.compile(r"(?:no|not)\s+later\s+than|on\s+or\s+before|before|by|due(?:\s+on)?|until", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*(?:the\s+)?(?:close\s+of\s+business|COB|end\s+of\s+(?:the\s+)?(?:business\s+)?day|noon|"
    r"\d{1,2}(?::\d{2})?\s*[ap]\.?\s*m\.?(?:\s*\(?(?:E[SD]?T|eastern(?:\s+(?:standard|daylight))?(?:\s+time)?)\)?)?)?"
    r",?\s*(?:on\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?:within|in\s+no\s+more\s+than)\s+(?P<count>\d{1,3}|[a-z]+(?:-[a-z]+)?)(?:\s+\(\d{1,3}\))?"
    r"\s+(?P<sort>calendar\s+|business\s+|working\s+)?(?P<unit>days|day|weeks|week)\b(?!\s+(?:before|after|prior))",
    re.IGNORECASE,
)
_COUNTS = {
    "three": 3, "five": 5, "seven": 7, "ten": 10, "fourteen": 14, "fifteen": 15, "twenty": 20, "twenty-one": 21,
    "thirty": 30, "forty-five": 45, "sixty": 60, "one": 1, "two": 2, "four": 4, "six": 6,
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
_LONGEST_REST = 40  # characters that stand beside the date on its line: a place


def _month(words: str) -> int:
    return next(place for place, name in enumerate(MONTHS, start=1) if name[:3].casefold() == words[:3].casefold())


def _day(match: re.Match[str]) -> date | None:
    for at in ("1", "2", "3"):
        if match[f"y{at}"] is not None:
            month = match[f"m{at}"]
            try:
                return date(int(match[f"y{at}"]), int(month) if at == "3" else _month(month), int(match[f"d{at}"]))
            except ValueError:
                return None
    return None


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which an answer is wanted.

    Args:
        day: The day.
        basis: The words that it was read from.
    """

    day: date
    basis: Basis

    @property
    def value(self) -> PartialDate:
        return PartialDate.of_day(self.day)


def dateline(letter: LetterText, until: int) -> tuple[date, int, Basis] | None:
    """The date of a letter, with the line on which it stands.

    Args:
        letter: The letter.
        until: The line before which it is looked for: that of the salutation.
    """
    for place, line in enumerate(letter.lines[:until]):
        if line.is_furniture:
            continue
        match = _FULL.search(line.text)
        if match is None:
            continue
        rest = (line.text[: match.start()] + line.text[match.end() :]).strip(" ,.;")
        rest = re.sub(r"^date\s*:?", "", rest, flags=re.IGNORECASE)
        day = _day(match)
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
    return _FULL.search(line) is not None


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
    """The days by which a stretch of a letter wants something, in the order of the text.

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
            due = _named_day(letter, first, last, written) or _counted_day(letter, first, last, written)
            if due is not None:
                found.append(due)
    return found


def _named_day(letter: LetterText, start: int, end: int, written: date | None) -> Due | None:
    for lead in _LEAD.finditer(letter.text, start, end):
        between = _BETWEEN.match(letter.text, lead.end(), end)
        at = between.end() if between is not None else lead.end()
        full = _FULL.match(letter.text, at, end)
        day = _day(full) if full is not None else None
        if full is not None and day is not None and (written is None or day >= written):
            passage = letter.passage(lead.start(), full.end())
            return Due(day, Basis("requests.due", day.isoformat(), passage))
        short = _NO_YEAR.match(letter.text, at, end) if full is None and written is not None else None
        if short is not None and written is not None:
            day = _next(written, _month(short["month"]), int(short["day"]))
            if day is not None:
                note = f"the year is that of the letter or the next: {day.year}"
                passage = letter.passage(lead.start(), short.end())
                return Due(day, Basis("requests.due", day.isoformat(), passage, note, is_certain=False))
    return None


def _next(written: date, month: int, day: int) -> date | None:
    for year in (written.year, written.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= written:
            return found
    return None


def _counted_day(letter: LetterText, start: int, end: int, written: date | None) -> Due | None:
    match = _WITHIN.search(letter.text, start, end)
    if match is None or written is None:
        return None
    words = match["count"].casefold()
    count = int(words) if words.isdigit() else _COUNTS.get(words)
    if count is None:
        return None
    if match["unit"].casefold().startswith("week"):
        count *= 7
    is_business = (match["sort"] or "").strip().casefold() in {"business", "working"}
    try:
        day = _business_day(written, count) if is_business else written + timedelta(days=count)
    except OverflowError:
        return None
    sort = "working days, holidays not left out," if is_business else "days"
    note = f"{count} {sort} after the date of the letter, {written.isoformat()}"
    passage = letter.passage(match.start(), match.end())
    return Due(day, Basis("requests.due", day.isoformat(), passage, note, is_certain=False))


def _business_day(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
