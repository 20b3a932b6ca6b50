"""The bins of the timeline: how the records of a filter are gathered into bars that are wide enough to hit. No Qt.

A few records whose dates lie far from all others would squash the rest into a few bars. Where leaving them aside makes
the bins finer, they go into an **end bin** of their own at that end of the axis: still counted, still chosen like any
other, but not to scale.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from oversight_viewer.ui.timeline.counts import LaneCounts, TimelineCounts
from oversight_viewer.ui.timeline.steps import STEPS, YEAR, Step, step_for


@dataclass(frozen=True, slots=True)
class Room:
    """How much room there is, in pixels.

    Args:
        width: Of the whole axis.
        bin: The least width of a bin.
        end: The width of an end bin.
    """

    width: float
    bin: float
    end: float

    def most(self, ends: int) -> int:
        """How many bins fit beside some end bins; at least one."""
        return max(1, int((self.width - ends * self.end) // self.bin))


@dataclass(frozen=True, slots=True)
class Bin:
    """The records from the day ``first`` up to, but not on, the day ``stop``, by lane; both are ordinals."""

    first: int
    stop: int
    counts: LaneCounts

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def since(self) -> date:
        return date.fromordinal(self.first)

    @property
    def until(self) -> date:
        """The last day that belongs to it."""
        return date.fromordinal(self.stop - 1)


@dataclass(frozen=True, slots=True)
class Bins:
    """All bins of an axis, each beginning where the one before it ends. Without dated records there is none.

    ``before`` and ``after`` tell whether the first and the last are end bins.
    """

    step: Step = YEAR
    bins: tuple[Bin, ...] = ()
    before: bool = False
    after: bool = False

    def __len__(self) -> int:
        return len(self.bins)

    def is_end(self, index: int) -> bool:
        """Whether a bin is an end bin."""
        return (self.before and index == 0) or (self.after and index == len(self.bins) - 1)

    @property
    def scaled(self) -> range:
        """The bins that are no end bins."""
        return range(int(self.before), len(self.bins) - int(self.after))

    @property
    def dated(self) -> int:
        return sum(item.total for item in self.bins)

    def index_of(self, day: date) -> int:
        """The bin of a day; the nearest one if it lies beyond the axis."""
        place = bisect_right(self.bins, day.toordinal(), key=lambda item: item.first) - 1
        return min(max(place, 0), len(self.bins) - 1)

    def dates(self, low: int, high: int) -> tuple[date, date]:
        """The first and the last day of some bins, ``low`` to ``high``, both included."""
        return self.bins[low].since, self.bins[high].until

    def span(self, since: date | None, until: date | None) -> tuple[int, int] | None:
        """The first and the last bin that a range of days touches; None for no range, and for one beyond the axis."""
        if not self.bins or (since is None and until is None):
            return None
        if (since is not None and since > self.bins[-1].until) or (until is not None and until < self.bins[0].since):
            return None
        low = 0 if since is None else self.index_of(since)
        high = len(self.bins) - 1 if until is None else self.index_of(until)
        return (low, high) if low <= high else None

    def total(self, low: int, high: int) -> LaneCounts:
        """How many records of each lane some bins have, ``low`` to ``high``, both included."""
        return tuple(sum(lane) for lane in zip(*(item.counts for item in self.bins[low : high + 1]), strict=True))


def make_bins(counts: TimelineCounts, room: Room) -> Bins:
    """Gather records into bins: as short ones as fit into the room."""
    days = counts.days
    if not days:
        return Bins()
    whole, core = range(len(days)), counts.core
    ends = int(core.start > whole.start) + int(core.stop < whole.stop)
    step = step_for(days[0], days[-1], room.most(0))
    if ends:
        finer = step_for(days[core.start], days[core.stop - 1], room.most(ends))
        # Where the far ones do not make the bins longer, all stay on one axis that is to scale.
        core, step = (core, finer) if STEPS.index(finer) < STEPS.index(step) else (whole, step)
    edges = step.edges(days[core.start], days[core.stop - 1])
    before, after = days[0] < edges[0], days[-1] >= edges[-1]
    if before:
        edges.insert(0, YEAR.floor(days[0]))
    if after:
        edges.append(YEAR.after(YEAR.floor(days[-1])))
    bins = tuple(Bin(first, stop, counts.between(first, stop)) for first, stop in pairwise(edges))
    return Bins(step, bins, before, after)
