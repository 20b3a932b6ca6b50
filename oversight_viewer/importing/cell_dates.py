"""Reads dates as people write them in tables, without adding what they leave open."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from oversight_viewer.domain.dates import MONTHS, DatePoint, PartialDate

_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000  # the years 1927 to 2119
_EPOCH = date(1899, 12, 30)  # Excel counts a day that 1900 did not have; this makes up for it from March 1900 on
_EARLIEST, _LATEST = 1700, 2200

_MONTH_NUMBERS = {name.lower(): place for place, name in enumerate(MONTHS, start=1)}
_MONTH_NUMBERS |= {name[:3].lower(): place for place, name in enumerate(MONTHS, start=1)} | {"sept": 9}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:,?(?:\s+at)?\s+\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)?"
_FLAGS = re.IGNORECASE | re.ASCII

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?", re.ASCII
)
_FIGURES = re.compile(rf"(\d{{1,2}})\s*[/.-]\s*(\d{{1,2}})\s*[/.-]\s*(\d{{2}}|\d{{4}}){_TIME}", _FLAGS)
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_US_WORDS = re.compile(
    rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[-–]\s*(?P<last>\d{{1,2}}))?,?\s+(?P<year>\d{{4}}){_TIME}",
    _FLAGS,
)
_WORDS = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[-–]\s*(?P<last>\d{{1,2}}))?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(?P<year>\d{{4}}){_TIME}",
    _FLAGS,
)
_MONTH_YEAR = re.compile(rf"{_MONTH},?\s+(?P<year>\d{{4}})", _FLAGS)
_FISCAL = re.compile(r"(?:FY|fiscal\s+year)\s*'?\d{2,4}", _FLAGS)


class DateProblem(ValueError):  # noqa: N818 - named for what it says
    """A cell that is no date, with the reason in words of the user."""


class AmbiguousDate(DateProblem):
    """A date that can mean two days."""


def _point(year: int, month: int | None = None, day: int | None = None) -> DatePoint:
    # The first day of the calendar is how programs write that there is none. Any later year is taken as it stands, also
    # one that cannot be right: the record shows it, and the check questions it.
    if year < _EARLIEST:
        raise DateProblem(f"The year {year} cannot be right")
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise DateProblem("There is no such day") from None
    return DatePoint(year, month, day)


def figures_order(text: str) -> str | None:
    """``mdy`` or ``dmy`` where a date of figures alone can only be read so; None if it does not settle it."""
    match = _FIGURES.fullmatch(text.strip())
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None


def is_ambiguous(text: str) -> bool:
    """Whether a date of figures alone can mean two days."""
    match = _FIGURES.fullmatch(text.strip())
    return match is not None and int(match[1]) <= 12 and int(match[2]) <= 12 and int(match[1]) != int(match[2])


def _figures(match: re.Match[str], order: str) -> PartialDate:
    first, second = int(match[1]), int(match[2])
    if len(match[3]) == 2:
        raise DateProblem("The year has two figures, and the century is not told")
    year = int(match[3])
    if order == "ymd":
        if is_ambiguous(match[0]):
            months = MONTHS[first - 1], MONTHS[second - 1]
            raise AmbiguousDate(
                f"The date can mean {second} {months[0]} or {first} {months[1]}; say which comes first, month or day"
            )
        order = "dmy" if first > 12 else "mdy"
    month, day = (first, second) if order == "mdy" else (second, first)
    if month > 12:
        raise DateProblem("The date does not fit the order of month and day in this column")
    return PartialDate(_point(year, month, day))


def _worded(match: re.Match[str]) -> PartialDate:
    parts = match.groupdict()
    year, month = int(parts["year"]), _MONTH_NUMBERS[parts["month"].lower()]
    start = _point(year, month, int(parts["day"]) if parts.get("day") else None)
    if not parts.get("last"):
        return PartialDate(start)
    end = _point(year, month, int(parts["last"]))
    if end.last_day <= start.first_day:
        raise DateProblem("The date ends before it begins")
    return PartialDate(start, end)


def _moment(match: re.Match[str]) -> PartialDate:
    """The day of a moment. Of one in UTC, it is the day in Washington, where it is 4 or 5 hours earlier.

    Between 4 and 5 o'clock the season would decide; nothing of the record begins at midnight, so 5 is right for both.
    """
    point = PartialDate.parse(match[1])
    hour, minute, zone = int(match[2]), int(match[3]), match[4]
    is_utc = zone in {"Z", "UTC"} or (zone is not None and zone.strip("+-0:") == "")
    if is_utc and (hour, minute) != (0, 0) and hour < 5:
        return PartialDate.of_day(point.first_day - timedelta(days=1))
    return point


def _serial(value: float) -> PartialDate:
    if not _FIRST_SERIAL <= value <= _LAST_SERIAL:
        raise DateProblem("The number is no date")
    return PartialDate.of_day(_EPOCH + timedelta(days=int(value)))


def read_date(cell: object, order: str = "ymd", *, has_serials: bool = False) -> PartialDate | None:
    """The date in a cell, with its precision; None for an empty cell.

    Args:
        cell: A text, number or date.
        order: How dates of figures alone are written: ``mdy``, ``dmy``, or ``ymd`` if nothing settles it.
        has_serials: Whether a number counts days as Excel does.

    Raises:
        AmbiguousDate: If it can mean two days.
        DateProblem: If it is no date, or of a precision that no day or month has.
    """
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return PartialDate.of_day(cell.date())
    if isinstance(cell, date):
        return PartialDate.of_day(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if isinstance(cell, int) and _EARLIEST <= cell <= _LATEST:
            return PartialDate(_point(cell))
        if isinstance(cell, int) and _COMPACT.fullmatch(str(cell)):
            return _read_text(str(cell), order)
        if has_serials:
            return _serial(cell)
        raise DateProblem("The number is no date")
    if not isinstance(cell, str):
        raise DateProblem("The cell holds no date")
    text = " ".join(cell.split())
    return _read_text(text, order) if text else None


def _read_text(text: str, order: str) -> PartialDate:
    if len(text) > 100:
        raise DateProblem("The text is no date")
    if _FISCAL.fullmatch(text):
        raise DateProblem("A fiscal year is no date: it begins in October of the year before")
    try:
        for pattern in (_ISO, _YEAR_FIRST, _COMPACT):
            match = pattern.fullmatch(text)
            if match is not None:
                return PartialDate(_point(*(int(part) if part else None for part in match.groups())))  # type: ignore[arg-type]
        moment = _MOMENT.fullmatch(text)
        if moment is not None:
            return _moment(moment)
        figures = _FIGURES.fullmatch(text)
        if figures is not None:
            return _figures(figures, order)
        for pattern in (_US_WORDS, _WORDS, _MONTH_YEAR):
            match = pattern.fullmatch(text)
            if match is not None:
                return _worded(match)
        if "/" in text:
            return PartialDate.parse(text)
    except DateProblem:
        raise
    except (ValueError, OverflowError):
        pass
    raise DateProblem("The text is no date")
