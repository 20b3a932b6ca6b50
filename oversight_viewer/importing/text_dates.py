"""Reads the dates that a text tells, with no more precision than its words give.

A date of the calendar is certain. One that counts from the day of the article, or from another event in the text, is
not: it comes with a note that says how it was understood, for somebody to look at.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable
from dataclasses import dataclass, replace

from oversight_viewer.domain.dates import MONTHS, WEEKDAYS, DatePoint, PartialDate
from oversight_viewer.importing.date_reckoning import (
    NUMBERS,
    Reckoned,
    bare_day,
    bare_month,
    counted,
    period_before,
    shifted,
    weekday_near,
)


@dataclass(frozen=True, slots=True)
class TextDate:
    """A date that a text tells.

    Args:
        start: Where its words begin, in code points.
        end: Where they end.
        text: The words.
        value: What they mean.
        note: How they were understood, where that is not plain; empty otherwise.
        is_certain: False for a date that was worked out from another.
    """

    start: int
    end: int
    text: str
    value: PartialDate
    note: str = ""
    is_certain: bool = True


_MONTH_WORDS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_MONTH_WORDS |= {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_YEAR = r"(?P<year>1[789]\d\d|20\d\d)(?![\d%]|[.,]\d|-\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_B = r"(?<![\w$£€./-])"
_S = r"[\s\u00a0]+"
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)})"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_ABOUT = (
    rf"(?:(?P<about>about|around|almost|nearly|roughly|some|just|only|(?:more|less){_S}than|over|within|exactly){_S})?"
)

_Reading = tuple[PartialDate, str, bool]
_Reader = Callable[[re.Match[str], PartialDate | None], _Reading | None]


def _month_number(match: re.Match[str]) -> int:
    return _MONTH_WORDS[match["month"].rstrip(".").lower()]


def _point(year: int, month: int | None = None, day: int | None = None) -> DatePoint | None:
    point = DatePoint(year, month, day)
    try:
        _ = point.first_day
    except ValueError:
        return None
    return point


def _of(point: DatePoint | None, note: str = "", *, is_certain: bool = True) -> _Reading | None:
    return None if point is None else (PartialDate(point), note, is_certain)


def _reckoned(found: Reckoned | None) -> _Reading | None:
    return None if found is None else (found.value, found.note, False)


def _whole_day(match: re.Match[str], _base: PartialDate | None) -> _Reading | None:
    return _of(_point(int(match["year"]), _month_number(match), int(match["day"])))


def _days(match: re.Match[str], _base: PartialDate | None) -> _Reading | None:
    year, month = int(match["year"]), _month_number(match)
    first, last = _point(year, month, int(match["day"])), _point(year, month, int(match["last"]))
    return (PartialDate(first, last), "", True) if first is not None and last is not None and first < last else None


def _iso(match: re.Match[str], _base: PartialDate | None) -> _Reading | None:
    return _of(_point(*(int(part) for part in match[0].split("-"))))


def _figures(match: re.Match[str], _base: PartialDate | None) -> _Reading | None:
    """``9/23/2024``, read as it is written in the United States."""
    month, day = int(match["first"]), int(match["second"])
    is_plain = day > 12 or month == day
    note = "" if is_plain else "read as month/day/year"
    return _of(_point(int(match["year"]), month, day), note, is_certain=is_plain) if 1 <= month <= 12 else None


def _whole_month(match: re.Match[str], _base: PartialDate | None) -> _Reading | None:
    return _of(_point(int(match["year"]), _month_number(match)))


def _months(match: re.Match[str], _base: PartialDate | None) -> _Reading | None:
    year, first, last = int(match["year"]), _month_number(match), _MONTH_WORDS[match["last"].rstrip(".").lower()]
    return (PartialDate(DatePoint(year, first), DatePoint(year, last)), "", True) if first < last else None


def _year(match: re.Match[str], _base: PartialDate | None) -> _Reading | None:
    part = " ".join((match["part"] or "").split()).lower()
    return _of(_point(int(match["year"])), f"the words say “{part}”, which is no month" if part else "")


def _years(match: re.Match[str], _base: PartialDate | None) -> _Reading | None:
    first, last = int(match["year"]), int(match["last"])
    return (PartialDate(DatePoint(first), DatePoint(last)), "", True) if first < last else None


def _day_of_month(match: re.Match[str], base: PartialDate | None) -> _Reading | None:
    return _reckoned(bare_day(_month_number(match), int(match["day"]), base))


def _month_alone(match: re.Match[str], base: PartialDate | None) -> _Reading | None:
    is_past = match["lead"].lower().startswith("last")
    return _reckoned(bare_month(_month_number(match), base, is_past=is_past))


def _on_weekday(match: re.Match[str], base: PartialDate | None) -> _Reading | None:
    lead = (match["lead"] or "").lower().strip()
    return _reckoned(weekday_near(WEEKDAYS.index(match["weekday"]), lead, base))


def _near_day(match: re.Match[str], base: PartialDate | None) -> _Reading | None:
    word = match[0].lower()
    days = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    return _reckoned(shifted(base, days, "day", f"“{word}” at"))


def _near_period(match: re.Match[str], base: PartialDate | None) -> _Reading | None:
    back = {"last": 1, "next": -1}.get(match["lead"].lower(), 0)
    return _reckoned(period_before(base, match["unit"].lower(), back, " ".join(match[0].lower().split())))


def _ago(match: re.Match[str], base: PartialDate | None) -> _Reading | None:
    number = counted(match["number"])
    return _reckoned(shifted(base, -number, match["unit"].lower(), f"{_amount(match)} before"))


def _amount(match: re.Match[str]) -> str:
    about = f"{match['about']} " if match["about"] else ""
    return " ".join(
        f"{about}{match['number']} {match['unit']}{'s' if counted(match['number']) != 1 else ''}".lower().split()
    )


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(_B + pattern)


_PARTS = (
    rf"early|late|mid|earlier|later|(?:the{_S})?(?:first|second|third|fourth|last){_S}(?:quarter|half)|"
    rf"(?:the{_S})?(?:spring|summer|fall|autumn|winter|beginning|start|middle|end)"
)
_LEAD = (
    rf"[Ii]n|[Ss]ince|[Ll]ast|[Ee]arly|[Ll]ate|[Dd]uring|(?:[Ee]arl(?:y|ier)|[Ll]ate){_S}in|[Ii]n{_S}(?:early|late)"
    rf"|[Ii]n{_S}mid-?"
)
_PERIOD = rf"(?P<lead>(?i:last|this|next)){_S}(?P<unit>(?i:week|month|year))"
# In this order: what stands first is taken where several fit.
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_pattern(rf"(?:{_WEEKDAY},?{_S})?{_MONTH}{_S}{_DAY}\s?[-–]\s?(?P<last>[0-3]?\d),?{_S}{_YEAR}"), _days),
    (_pattern(rf"(?:{_WEEKDAY},?{_S})?{_MONTH}{_S}{_DAY},?{_S}{_YEAR}"), _whole_day),
    (_pattern(rf"(?:{_WEEKDAY},?{_S})?{_DAY}{_S}(?:of{_S})?{_MONTH},?{_S}{_YEAR}"), _whole_day),
    (_pattern(r"(?:1[789]\d\d|20\d\d)-[01]\d-[0-3]\d(?![\d-])"), _iso),
    (_pattern(rf"(?P<first>[01]?\d)/(?P<second>[0-3]?\d)/{_YEAR}"), _figures),
    (_pattern(rf"{_MONTH}\s?(?:to|through|and|[-–])\s?(?P<last>{'|'.join(MONTHS)}){_S}{_YEAR}"), _months),
    (_pattern(rf"{_MONTH},?{_S}(?:of{_S})?{_YEAR}"), _whole_month),
    (_pattern(rf"(?:[Bb]etween|[Ff]rom){_S}{_YEAR}{_S}(?:and|to|until){_S}(?P<last>1[789]\d\d|20\d\d)\b"), _years),
    (_pattern(rf"(?i:(?P<part>{_PARTS})(?:{_S}(?:of|in){_S}|{_S}|-))(?!(?i:fiscal)){_YEAR}"), _year),
    (_pattern(rf"(?:[Ii]n|[Ss]ince|[Dd]uring|[Tt]hroughout|[Uu]ntil|[Bb]y|[Ff]rom){_S}(?P<part>){_YEAR}"), _year),
    (_pattern(rf"(?:{_WEEKDAY},?{_S})?{_MONTH}{_S}{_DAY}(?![\w%])"), _day_of_month),
    (_pattern(rf"(?:{_WEEKDAY},?{_S})?(?<!-){_DAY}{_S}(?:of{_S})?{_MONTH}(?!\w)"), _day_of_month),
    (_pattern(rf"(?P<lead>{_LEAD})(?:{_S}|(?<=-)){_MONTH}(?!\w|{_S}\d)"), _month_alone),
    (_pattern(rf"(?P<lead>(?:[Oo]n|[Ll]ast|[Nn]ext|[Tt]his){_S})?{_WEEKDAY}(?!\w)"), _on_weekday),
    (_pattern(r"(?i:yesterday|today|tomorrow|tonight)(?!\w|['’]s)"), _near_day),
    (_pattern(rf"(?i:(?:earlier|later|late|early){_S})?{_PERIOD}(?!\w|['’]s)"), _near_period),
    (_pattern(rf"(?i:{_ABOUT}{_NUMBER}{_S}{_UNIT}{_S}ago)(?!\w)"), _ago),
)  # fmt: skip

_FISCAL = re.compile(r"\b(?:fiscal(?:\s+years?)?|FY)\s*['’]?(?:\d{4}|\d{2})\b(?:\s*[-–]\s*\d{2,4})?", re.IGNORECASE)
_COUNTED_FROM_EVENT = re.compile(
    rf"{_B}(?i:{_ABOUT}{_NUMBER}{_S}{_UNIT}{_S}(?P<side>later|earlier|after|before|following|prior{_S}to)"
    rf"|the{_S}(?P<same>same|next|following|previous){_S}(?P<same_unit>day|week|month|year))(?!\w)"
)
_AFTER_WHAT = re.compile(
    rf"{_S}(?:(?:the|its|their|that|this|an?|his|her){_S})?(?P<event>[a-z]{{4,}}(?<!ed))(?![\w-])"
    # "after the two companies announced"
    rf"|(?:{_S}[\w.&’'-]+){{1,6}}?{_S}(?P<done>[a-z]{{3,}}(?:ed|ote|ent))(?!\w)"
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]?[A-Z])|\n\s*\n")
_STEM = 6


def find_dates(text: str, base: PartialDate | None = None) -> tuple[TextDate, ...]:
    """The dates that a text tells, in order, without overlaps.

    Args:
        text: The text.
        base: When it was written, from which ``last week`` counts; None if that is not known.
    """
    found: list[TextDate] = []
    taken = _Taken()
    for match in _FISCAL.finditer(text):
        taken.add(*match.span())
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if taken.overlaps(*match.span()):
                continue
            reading = read(match, base)
            if reading is not None:
                taken.add(*match.span())
                found.append(TextDate(match.start(), match.end(), match[0], *reading))
    found.sort(key=_start)
    sentence_ends: list[int] = []
    for match in _COUNTED_FROM_EVENT.finditer(text):
        if not taken.overlaps(*match.span()):
            sentence_ends = sentence_ends or [0, *(item.end() for item in _SENTENCE_END.finditer(text)), len(text)]
            date = _from_event(text, match, found, sentence_ends)
            if date is not None:
                if taken.overlaps(date.start, date.end):
                    date = replace(date, end=match.end(), text=match[0])
                taken.add(date.start, date.end)
                insort(found, date, key=_start)
    return tuple(found)


def _start(item: TextDate) -> int:
    return item.start


class _Taken:
    """The parts of a text that are dates already; none overlaps another."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def overlaps(self, start: int, end: int) -> bool:
        place = bisect_left(self._starts, end)
        return place > 0 and self._ends[place - 1] > start

    def add(self, start: int, end: int) -> None:
        place = bisect_left(self._starts, start)
        self._starts.insert(place, start)
        self._ends.insert(place, end)


def _from_event(text: str, match: re.Match[str], known: list[TextDate], bounds: list[int]) -> TextDate | None:
    """A date that counts from another event that the text tells."""
    end = match.end()
    anchor: TextDate | None = None
    if match["side"] and match["side"].lower() not in {"later", "earlier"}:
        what = _AFTER_WHAT.match(text, match.end())
        if what is None:
            return None
        end = what.end()
        anchor = _date_of_event(text, what["event"] or what["done"], match, known, bounds)
    else:
        anchor = _last_before(known, match.start())
    if anchor is None:
        return None
    number, unit, words = _counted(match)
    found = shifted(anchor.value, number, unit, words)
    if found is None:
        return None
    return TextDate(match.start(), end, text[match.start() : end], found.value, found.note, is_certain=False)


def _counted(match: re.Match[str]) -> tuple[int, str, str]:
    """How many units after the other event, negative before it, and that in words."""
    if match["same"]:
        number = {"same": 0, "previous": -1}.get(match["same"].lower(), 1)
        unit = match["same_unit"].lower()
        return number, unit, f"the {match['same'].lower()} {unit}, counted from"
    is_before = match["side"].lower().split()[0] in {"earlier", "before", "prior"}
    number = counted(match["number"])
    words = f"{_amount(match)} {'before' if is_before else 'after'}"
    return (-number if is_before else number), match["unit"].lower(), words


def _last_before(known: list[TextDate], place: int) -> TextDate | None:
    number = bisect_left(known, place, key=_start)
    return known[number - 1] if number else None


def _date_of_event(
    text: str, event: str, match: re.Match[str], known: list[TextDate], bounds: list[int]
) -> TextDate | None:
    """The date in a sentence that tells of the event, or else the last date before."""
    stem = re.compile(re.escape(event[:_STEM]), re.IGNORECASE)
    for item in known:
        place = bisect_right(bounds, item.start) - 1
        start, end = bounds[place], bounds[min(place + 1, len(bounds) - 1)]
        if not start <= match.start() < end and stem.search(text, start, end):
            return item
    return _last_before(known, match.start())
