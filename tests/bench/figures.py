"""What a benchmark finds out, line by line, beside the limits."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What is said of a line. NONE: it has no limit and stands for comparison."""

    OK = "ok"
    MISSED = "MISSED"
    NONE = ""
    NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind, such as the milliseconds of many runs."""

    values: tuple[float, ...]

    @classmethod
    def of(cls, values: Iterable[float]) -> Series:
        return cls(tuple(sorted(values)))

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def percentile(self, part: int) -> float:
        """The smallest of the figures that is not exceeded by ``part`` percent of them (nearest rank)."""
        return self.values[max(0, math.ceil(len(self.values) * part / 100) - 1)]

    @property
    def worst(self) -> float:
        return self.values[-1]


@dataclass(frozen=True, slots=True)
class Timed:
    """Runs of one kind, in milliseconds: by the clock, and what was computed for it.

    The two differ where other programs want the processor too.
    """

    clock: Series
    computing: Series

    @classmethod
    def of(cls, runs: Iterable[tuple[float, float]]) -> Timed:
        clock, computing = zip(*runs, strict=True)
        return cls(Series.of(clock), Series.of(computing))


@dataclass(frozen=True, slots=True)
class Limit:
    """What a figure must keep to.

    Args:
        value: The limit.
        of: What is held against it, in words: ``p95``, ``p99``, ``longest``, ``ratio``.
        unit: Of the limit and of what is held against it.
        at_least: The figure must not be lower, where otherwise it must not be higher.
    """

    value: float
    of: str
    unit: str = "ms"
    at_least: bool = False

    def is_kept_by(self, found: float) -> bool:
        return found >= self.value if self.at_least else found <= self.value

    def __str__(self) -> str:
        return f"{self.of} {'≥' if self.at_least else '≤'} {self.value:g} {self.unit}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table.

    Args:
        what: What was measured.
        series: The figures, if it was measured.
        unit: Of the figures.
        limit: What it must keep to; None for a line that stands for comparison.
        judged: What is held against the limit.
        beside: What it is compared with, measured in the same run, in words.
        note: Anything else that a reader must know; for a line that was not measured, why.
        is_detail: A part of the line before it.
    """

    what: str
    series: Series | None = None
    unit: str = "ms"
    limit: Limit | None = None
    judged: float | None = None
    beside: str = ""
    note: str = ""
    is_detail: bool = field(default=False, kw_only=True)

    @property
    def verdict(self) -> Verdict:
        if self.series is None and self.judged is None:
            return Verdict.NOT_MEASURED
        if self.limit is None or self.judged is None:
            return Verdict.NONE
        return Verdict.OK if self.limit.is_kept_by(self.judged) else Verdict.MISSED

    def as_json(self) -> dict[str, object]:
        series = self.series
        figures = None if series is None else _figures(series)
        return {
            "what": self.what,
            "unit": self.unit,
            "figures": figures,
            "judged": self.judged,
            "limit": None if self.limit is None else asdict(self.limit),
            "verdict": self.verdict.value,
            "beside": self.beside,
            "note": self.note,
            "detail": self.is_detail,
        }


def _figures(series: Series) -> dict[str, float]:
    shares = {f"p{part}": series.percentile(part) for part in (95, 99)}
    return {"runs": len(series.values), "median": series.median, **shares, "worst": series.worst}


def not_measured(what: str, why: str) -> Line:
    """A line for what could not be measured here."""
    return Line(what, note=why)
