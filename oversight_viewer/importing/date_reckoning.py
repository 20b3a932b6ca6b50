"""Works out dates that count from another date, with no more precision than the words and the other date give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from oversight_viewer.domain.dates import WEEKDAYS, DatePoint, PartialDate, Precision

NUMBERS = {
    "a couple of": 2, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

_MONTHS_AHEAD = 3
"""How far ahead of an article a month without a year is still taken for a coming one."""

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A date that was worked out, and how."""

    value: PartialDate
    note: str


def counted(word: str) -> int:
    """A number in figures or in words."""
    return int(word) if word.isdigit() else NUMBERS[" ".join(word.lower().split())]


def _exact(base: PartialDate | None) -> date | None:
    return base.first_day if base is not None and base.precision is Precision.DAY else None


def _month_of(base: PartialDate | None) -> tuple[int, int] | None:
    if base is None or base.end is not None or base.start.month is None:
        return None
    return base.start.year, base.start.month


def _day(value: date) -> PartialDate:
    return PartialDate.of_day(value)


def _week_of(day: date) -> PartialDate:
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=_WEEK - 1)
    return PartialDate(DatePoint(first.year, first.month, first.day), DatePoint(last.year, last.month, last.day))


def _month(months: int) -> PartialDate:
    """The month that is so many months after the year 0."""
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return PartialDate(DatePoint(year, month + 1))


def _shifted(anchor: PartialDate, number: int, unit: str) -> PartialDate | None:
    if unit == "year":
        year = anchor.start.year + number
        return PartialDate(DatePoint(year)) if 1 <= year <= 9999 and anchor.end is None else None
    month = _month_of(anchor)
    if unit == "month":
        return None if month is None else _month(month[0] * 12 + month[1] - 1 + number)
    exact = _exact(anchor)
    days = timedelta(days=number * (_WEEK if unit == "week" else 1))
    if exact is not None:
        return _day(exact + days) if unit == "day" else _week_of(exact + days)
    if month is None:
        return None
    # Some day of a month, so many days on, lies in this month or in that.
    first, last = anchor.first_day + days, anchor.last_day + days
    if (first.year, first.month) == (last.year, last.month):
        return PartialDate(DatePoint(first.year, first.month))
    return PartialDate(DatePoint(first.year, first.month), DatePoint(last.year, last.month))


def shifted(anchor: PartialDate | None, number: int, unit: str, words: str) -> Reckoned | None:
    """So many units after a date, or before it if the number is negative; None if that cannot be told.

    Args:
        anchor: The date that is counted from.
        number: How many.
        unit: ``day``, ``week``, ``month`` or ``year``. What comes out is no finer than this.
        words: For the note, to go before the other date: ``a month after``.
    """
    if anchor is None:
        return None
    try:
        value = _shifted(anchor, number, unit)
    except OverflowError:
        return None
    return None if value is None else Reckoned(value, f"{words} {anchor}")


def period_before(base: PartialDate | None, unit: str, back: int, words: str) -> Reckoned | None:
    """``last week``, ``this month``, ``next year``: the whole period, as far as the base is known well enough."""
    if unit == "week" and _exact(base) is None:
        return None
    return shifted(base, -back, unit, f"“{words}” at")


def weekday_near(weekday: int, lead: str, base: PartialDate | None) -> Reckoned | None:
    """A day of the week near an exact day: the last one up to it, or the coming one after ``next``.

    Args:
        weekday: From 0 for Monday.
        lead: The word before: ``on``, ``last``, ``next``, ``this`` or none.
        base: When the text was written.
    """
    today = _exact(base)
    if today is None:
        return None
    back = (today.weekday() - weekday) % _WEEK
    if lead == "last" and back == 0:
        back = _WEEK
    if lead == "next":
        back -= _WEEK
    try:
        value = _day(today - timedelta(days=back))
    except OverflowError:
        return None
    which = "next" if lead == "next" else "last"
    return Reckoned(value, f"the {which} {WEEKDAYS[weekday]} as of {today.isoformat()}")


def bare_month(month: int, base: PartialDate | None, *, is_past: bool = False) -> Reckoned | None:
    """A month without a year: the last one before the text, or one that is soon to come."""
    if base is None:
        return None
    now = _month_of(base)
    year = base.start.year
    if now is not None:
        ahead = (month - now[1]) % 12
        is_coming = 0 < ahead <= _MONTHS_AHEAD and not is_past
        if is_coming:
            year += month < now[1]
        elif month > now[1] or (is_past and month == now[1]):
            year -= 1
    if year < 1:
        return None
    return Reckoned(PartialDate(DatePoint(year, month)), f"the year is not written; taken from {base}")


def bare_day(month: int, day: int, base: PartialDate | None) -> Reckoned | None:
    """A day of a month without a year."""
    found = bare_month(month, base)
    if found is None:
        return None
    point = DatePoint(found.value.start.year, month, day)
    try:
        _ = point.first_day
    except ValueError:
        return None
    return Reckoned(PartialDate(point), found.note)
