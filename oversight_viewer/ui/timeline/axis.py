"""Where the bins of the timeline stand, and what is written below them. Pixels as numbers; no Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from oversight_viewer.domain.dates import SHORT_MONTHS, DatePoint
from oversight_viewer.ui.timeline.bins import Bins
from oversight_viewer.ui.timeline.steps import DAY, WEEK

FIRST_CONGRESS = 1789

_YEARS_APART = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
_DAYS_APART = (1, 7)
_MONTHS_APART = (1, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis.

    Args:
        x: Its place.
        label: What is written beside it.
        note: What follows the label in a lighter hand, where there is room: the Congress.
        strong: Whether the label is that of a year, or of a month among days.
    """

    x: float
    label: str
    note: str = ""
    strong: bool = True


class Axis:
    """The places of bins: those that are to scale share the width equally, end bins have a width of their own.

    Args:
        bins: What stands on it.
        left: Where it begins.
        width: How wide it is.
        end: How wide an end bin is.
    """

    def __init__(self, bins: Bins, left: float, width: float, end: float) -> None:
        self.bins = bins
        self.left = left
        self.right = left + width
        ends = int(bins.before) + int(bins.after)
        scaled = len(bins.scaled)
        self.bin_width = (width - ends * end) / scaled if scaled else width
        first = left + (end if bins.before else 0)
        self._edges = [first + place * self.bin_width for place in range(scaled + 1)]
        if bins.before:
            self._edges.insert(0, left)
        if bins.after:
            self._edges.append(self.right)

    def place(self, index: int) -> tuple[float, float]:
        """Where a bin begins and ends."""
        return self._edges[index], self._edges[index + 1]

    def bin_at(self, x: float) -> int:
        """The bin at a place; the nearest one beyond the ends."""
        index = bisect_right(self._edges, x) - 1
        return min(max(index, 0), len(self.bins) - 1)

    def edge_near(self, x: float) -> int:
        """The number of the nearest edge: that before the bin of the same number."""
        index = self.bin_at(x)
        begin, end = self.place(index)
        return index if x - begin <= end - x else index + 1

    def x_of(self, day: int) -> float:
        """The place of the beginning of a day, within its bin to scale; at an end of the axis if it lies beyond."""
        bins = self.bins.bins
        if day >= bins[-1].stop:
            return self._edges[-1]
        index = self.bins.index_of(date.fromordinal(max(day, 1)))
        begin, end = self.place(index)
        item = bins[index]
        share = (day - item.first) / (item.stop - item.first)
        return begin + max(share, 0.0) * (end - begin)

    def brush(self, since: date | None, until: date | None) -> tuple[float, float] | None:
        """Where a range of days begins and ends; None for no range."""
        if not len(self.bins) or (since is None and until is None):
            return None
        begin = self.left if since is None else self.x_of(since.toordinal())
        end = self.right if until is None else self.x_of(until.toordinal() + 1)
        return begin, max(begin, end)

    def ticks(self, width_of: Callable[[str], float], gap: float) -> list[Tick]:
        """The marks, as many as have room for their labels.

        Args:
            width_of: How wide a label is.
            gap: The least room after a label.
        """
        scaled = self.bins.scaled
        if not len(self.bins) or not scaled:
            return []
        first, last = self.bins.bins[scaled.start].since, self.bins.bins[scaled.stop - 1].until
        if self.bins.step in {DAY, WEEK}:
            return self._near_ticks(first, last, width_of, gap)
        return self._year_ticks(first.year, last.year, width_of, gap)

    def _year_ticks(self, first: int, last: int, width_of: Callable[[str], float], gap: float) -> list[Tick]:
        years = range(first, last + 1)
        room = (self.place(self.bins.scaled.stop - 1)[1] - self.place(self.bins.scaled.start)[0]) / len(years)
        apart = next((n for n in _YEARS_APART if n * room >= width_of("2000") + gap), _YEARS_APART[-1])
        # Every second year is the one in which a Congress begins.
        shown = [year for year in years if year % apart == (1 if apart == 2 else 0)]
        return [self._year_tick(year, is_first=year == first) for year in shown or [first]]

    def _year_tick(self, year: int, *, is_first: bool) -> Tick:
        note = congress_name(year) if is_first or year % 2 else ""
        return Tick(self.x_of(date(year, 1, 1).toordinal()), str(year), note)

    def _near_ticks(self, first: date, last: date, width_of: Callable[[str], float], gap: float) -> list[Tick]:
        """Months, and days between them where there is room; the year stands at the first one and at January."""
        starts = list(_months(first, last))
        month = (self.right - self.left) / max(1, len(starts))
        widest = width_of("Sep 2000") + gap
        apart = next((n for n in _MONTHS_APART if n * month >= widest), _MONTHS_APART[-1])
        ticks = [
            Tick(self.x_of(start.toordinal()), self._month_label(start, starts[0]))
            for place, start in enumerate(starts)
            if place % apart == 0
        ]
        if self.bins.step is not DAY or apart > 1:
            return ticks
        days = next((n for n in _DAYS_APART if n * self.bin_width >= width_of("30") + gap), 0)
        room = widest / self.bin_width
        for start in starts if days else ():
            for number in range(1 + days, DatePoint(start.year, start.month).last_day.day + 1, days):
                if number - 1 >= room:
                    ticks.append(Tick(self.x_of(start.toordinal() + number - 1), str(number), strong=False))
        return sorted(ticks, key=lambda tick: tick.x)

    @staticmethod
    def _month_label(start: date, first: date) -> str:
        name = SHORT_MONTHS[start.month - 1]
        return f"{name} {start.year}" if start == first or start.month == 1 else name


def _months(first: date, last: date) -> Iterator[date]:
    """The first days of the months that begin within a span; the one in which it begins, if it has none."""
    number, stop = first.year * 12 + first.month - 1, last.year * 12 + last.month
    if first.day > 1 and number + 1 < stop:
        number += 1
    for month in range(number, stop):
        yield date(month // 12, month % 12 + 1, 1)


def congress_number(year: int) -> int | None:
    """The Congress of most of a year: the nth begins on 3 January of 1789 + 2 (n - 1). None before the first."""
    return (year - FIRST_CONGRESS) // 2 + 1 if year >= FIRST_CONGRESS else None


def congress_name(year: int) -> str:
    """The Congress of a year in words: ``118th Congress``; nothing before the first."""
    number = congress_number(year)
    if number is None:
        return ""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} Congress"
