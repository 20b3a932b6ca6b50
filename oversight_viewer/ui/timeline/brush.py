"""How a range of bins is chosen, by pointer and by keys. What is dragged and pressed comes in as numbers; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from oversight_viewer.ui.timeline.axis import Axis

Span = tuple[int, int]
"""The first and the last bin of a range."""


class Grip(Enum):
    """What of the brush the pointer has taken hold of."""

    NEW = "new"
    MOVE = "move"
    BEGIN = "begin"
    END = "end"


def grip_at(x: float, brush: tuple[float, float] | None, reach: float) -> Grip:
    """What a press takes hold of.

    Args:
        x: Where it is.
        brush: Where the chosen range begins and ends, if there is one.
        reach: How far from a handle it still answers, in pixels. Of a narrow brush a third of the middle stays free.
    """
    if brush is None:
        return Grip.NEW
    begin, end = brush
    inner = min(reach, (end - begin) / 3)
    if begin - reach <= x <= begin + inner:
        return Grip.BEGIN
    if end - inner <= x <= end + reach:
        return Grip.END
    return Grip.MOVE if begin < x < end else Grip.NEW


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag that is under way.

    Args:
        grip: What is held.
        start: Where it began.
        span: The range that was chosen when it began.
    """

    grip: Grip
    start: float
    span: Span | None

    def span_at(self, axis: Axis, x: float) -> Span:
        """The range that is chosen if the drag ends at a place."""
        here = axis.bin_at(x)
        if self.span is None or self.grip is Grip.NEW:
            there = axis.bin_at(self.start)
            return min(here, there), max(here, there)
        low, high = self.span
        if self.grip is Grip.MOVE:
            return moved(self.span, here - axis.bin_at(self.start), len(axis.bins))
        edge = axis.edge_near(x)
        if self.grip is Grip.BEGIN:
            return (edge, high) if edge <= high else (high, max(high, edge - 1))
        return (low, edge - 1) if edge > low else (min(low, edge), low)


def moved(span: Span, by: int, number: int) -> Span:
    """A range that has gone so many bins on, as far as there are some; ``number`` is that of all bins."""
    low, high = span
    by = min(max(by, -low), number - 1 - high)
    return low + by, high + by


class Choosing:
    """The range as keys choose it: one end stays where it is while Shift and an arrow move the other.

    Which one stays is known from the keys before. After any other change it is the beginning.
    """

    def __init__(self) -> None:
        self._anchor = 0
        self._head = 0

    def move(self, span: Span | None, by: int, number: int) -> Span:
        """Go on by some bins with the whole range, as far as there are some; without a range begin with one bin."""
        if span is None:
            return self._begin(by, number)
        low, high = moved(span, by, number)
        forward = self._is_forward(span)
        self._anchor, self._head = (low, high) if forward else (high, low)
        return low, high

    def stretch(self, span: Span | None, by: int, number: int) -> Span:
        """Move the end that goes along by some bins; past the other one the range turns around."""
        if span is None:
            return self._begin(by, number)
        low, high = span
        self._anchor, self._head = (low, high) if self._is_forward(span) else (high, low)
        self._head = min(max(self._head + by, 0), number - 1)
        return min(self._anchor, self._head), max(self._anchor, self._head)

    def _begin(self, by: int, number: int) -> Span:
        """The first bin in the direction of a step, or the one at the end to which a leap goes."""
        is_leap = abs(by) >= number
        self._anchor = self._head = 0 if (by < 0) == is_leap else number - 1
        return self._head, self._head

    def _is_forward(self, span: Span) -> bool:
        """Whether the end of the range goes along: always, unless keys have turned this very range around."""
        return (self._head, self._anchor) != span or self._head == self._anchor
