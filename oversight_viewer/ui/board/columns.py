"""Where the lanes and gutters of the board stand across its width. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]

_NARROW_BELOW = 760
_LEAST_LANE = 176


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges and the edges after the right end, in pixels from the left of the board.

    Args:
        lanes: The three lanes.
        width: Of the whole; wider than the view if the lanes would get too narrow.
        narrow: Whether words and chips have to be short.
    """

    lanes: tuple[Span, Span, Span]
    width: int
    narrow: bool

    @property
    def dates(self) -> Span:
        """The gutter with the dates, between the first two lanes."""
        return self.lanes[0][1], self.lanes[1][0]

    @property
    def links(self) -> Span:
        """The gutter between the last two lanes."""
        return self.lanes[1][1], self.lanes[2][0]

    @property
    def lane_width(self) -> int:
        return self.lanes[0][1] - self.lanes[0][0]

    def moved(self, by: int) -> Columns:
        """The same columns further to the right, or to the left for a number below 0."""
        first, second, third = ((left + by, after + by) for left, after in self.lanes)
        return Columns((first, second, third), self.width, self.narrow)

    def lane_at(self, x: int) -> int | None:
        """The number of the lane at a place, None in the gutters and margins."""
        for number, (left, right) in enumerate(self.lanes):
            if left <= x < right:
                return number
        return None


def columns(width: int, scale: float) -> Columns:
    """Divide a width among the lanes.

    Args:
        width: Of the view, in pixels.
        scale: The text size, 1.0 being 100 %.
    """

    def px(length: float) -> int:
        return round(length * scale)

    narrow = width < px(_NARROW_BELOW)
    left, right = px(10 if narrow else 12), px(4)
    # Whole names of weekdays in our typeface need more than 78 between the links at both sides.
    dates, links = px(66 if narrow else 90), px(24 if narrow else 30)
    lane = max((width - left - right - dates - links) // 3, px(_LEAST_LANE))
    second = left + lane + dates
    third = second + lane + links
    lanes = ((left, left + lane), (second, second + lane), (third, third + lane))
    return Columns(lanes, max(width, third + lane + right), narrow)
