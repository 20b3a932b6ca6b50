"""Dates as the record gives them: a day, a month, a year, a range of these, or none. Precision is never invented."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

# Not from the calendar module: its names follow the locale of the machine, and the application speaks English.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def days_in_month(year: int, month: int) -> int:
    """How many days a month of the Gregorian calendar has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


class Precision(IntEnum):
    """How much of a date is known. The order is the order of blocks that begin on one day."""

    YEAR = 0
    MONTH = 1
    RANGE = 2
    DAY = 3


@dataclass(frozen=True, slots=True, order=True)
class DatePoint:
    """A year, a month of a year, or a day of a month."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> DatePoint:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises:
            ValueError: If ``text`` is not such a date, or the day does not exist.
        """
        match = _POINT.fullmatch(text)
        if match is None:
            raise ValueError(f"{text[:40]} is not a date")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        try:
            date(year, month or 1, day or 1)
        except ValueError:
            raise ValueError(f"{text} is not a date") from None
        return cls(year, month, day)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or days_in_month(self.year, month))

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def label(self, *, short: bool = False) -> str:
        """Say the date in English: ``23 Aug 2024``, ``September 2024`` (``Sep 2024`` when short), ``2024``."""
        if self.month is None:
            return str(self.year)
        if self.day is None:
            names = SHORT_MONTHS if short else MONTHS
            return f"{names[self.month - 1]} {self.year}"
        return f"{self.day} {SHORT_MONTHS[self.month - 1]} {self.year}"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with the precision that the source gives; ``end`` is set for a range."""

    start: DatePoint
    end: DatePoint | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the interchange form: a point, or ``A/B`` of two points.

        Raises:
            ValueError: If a part is not a date, or the range ends before it begins.
        """
        first, slash, second = text.partition("/")
        start = DatePoint.parse(first)
        if not slash:
            return cls(start)
        end = DatePoint.parse(second)
        if end.last_day < start.first_day:
            raise ValueError(f"{text} ends before it begins")
        return cls(start, end)

    @classmethod
    def of_day(cls, day: date) -> PartialDate:
        return cls(DatePoint(day.year, day.month, day.day))

    @property
    def precision(self) -> Precision:
        if self.end is not None:
            return Precision.RANGE
        if self.start.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.start.day is None else Precision.DAY

    @property
    def first_day(self) -> date:
        return self.start.first_day

    @property
    def last_day(self) -> date:
        return (self.end or self.start).last_day

    def __str__(self) -> str:
        return str(self.start) if self.end is None else f"{self.start}/{self.end}"

    def label(self, *, short: bool = False) -> str:
        """Say the date in English, with no more precision than it has."""
        text = self.start.label(short=short)
        return text if self.end is None else f"{text} – {self.end.label(short=short)}"

    def not_given(self) -> str:
        """Say what the source leaves open: ``day not given``, ``month not given``, or nothing."""
        return {Precision.MONTH: "day not given", Precision.YEAR: "month not given"}.get(self.precision, "")

    def overlaps(self, since: date | None, until: date | None) -> bool:
        """Whether any day that the date may stand for lies within the closed interval."""
        return (since is None or self.last_day >= since) and (until is None or self.first_day <= until)


def date_label(value: PartialDate | None, *, short: bool = False) -> str:
    """Say a date that may be missing."""
    return "No date" if value is None else value.label(short=short)
