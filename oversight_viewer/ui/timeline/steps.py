"""How long a bin of the timeline is: a day, a week, some months or some years. Plain arithmetic on days; no Qt.

A day is a proleptic Gregorian ordinal, 1 being 1 January of year 1. Where a span ends it is the first day after it, so
that the end of the year 9999, after which there is no date any more, can be said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

AFTER_ALL = date.max.toordinal() + 1
"""The first day after the last one that a date can have."""

_YEAR = 12


def month_number(day: int) -> int:
    """The months from January of year 0 to the month of a day."""
    value = date.fromordinal(day)
    return value.year * _YEAR + value.month - 1


def month_start(number: int) -> int:
    """The first day of a month, by the number of :func:`month_number`; the nearest day that there is."""
    year, month = divmod(number, _YEAR)
    if year < date.min.year:
        return 1
    return AFTER_ALL if year > date.max.year else date(year, month + 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Step:
    """The length of a bin: a number of days or of months.

    Args:
        name: One bin in words: ``month``.
        days: Its days, unless it is counted in months.
        months: Its months.
        whole: The months of the spans that are shown whole, so that an axis begins where a reader expects it.
    """

    name: str
    days: int = 0
    months: int = 0
    whole: int = 0

    def floor(self, day: int) -> int:
        """The first day of the bin of a day. Weeks begin on Monday."""
        if self.months:
            number = month_number(day)
            return month_start(number - number % self.months)
        return day - (day - 1) % self.days

    def after(self, day: int) -> int:
        """The first day of the bin after the one that begins on a day."""
        if self.months:
            number = month_number(day)
            return month_start(number - number % self.months + self.months)
        return min(day + self.days, AFTER_ALL)

    def frame(self, first: int, last: int) -> tuple[int, int]:
        """The first day of an axis that shows two days and what is between them, and the first day after it."""
        if not self.whole:
            return self.floor(first), self.after(self.floor(last))
        begin, end = month_number(first), month_number(last)
        return month_start(begin - begin % self.whole), month_start(end - end % self.whole + self.whole)

    def number(self, first: int, last: int) -> int:
        """How many bins the axis of two days has."""
        begin, stop = self.frame(first, last)
        if self.months:
            # The last month may end after all days, where there is no month to number.
            return (month_number(stop - 1) - month_number(begin)) // self.months + 1
        return -(-(stop - begin) // self.days)

    def edges(self, first: int, last: int) -> list[int]:
        """The first day of each bin of the axis of two days, and the first day after it."""
        begin, stop = self.frame(first, last)
        edges = [begin]
        while edges[-1] < stop:
            edges.append(self.after(edges[-1]))
        return edges


DAY = Step("day", days=1, whole=1)
WEEK = Step("week", days=7)
MONTH = Step("month", months=1, whole=_YEAR)
QUARTER = Step("quarter", months=3, whole=_YEAR)
YEAR = Step("year", months=_YEAR)
STEPS = (
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    *(Step(f"{years:,} years", months=years * _YEAR) for years in (5, 10, 20, 50, 100, 200, 500, 1_000, 10_000)),
)


def step_for(first: int, last: int, most: int) -> Step:
    """The shortest step of which two days and what is between them need no more than ``most`` bins."""
    return next((step for step in STEPS if step.number(first, last) <= most), STEPS[-1])
