"""Where the lanes and gutters of the board stand across its width. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]

_NARROW_BELOW = 760
_LEAST_LANE = 176
_MARGINS, _GUTTERS = (10, 4), (66, 24)  # where lanes are narrow
_THREE_FROM = sum(_MARGINS) + sum(_GUTTERS) + 3 * _LEAST_LANE

_ALONE_LEFT, _ALONE_DATES, _ALONE_RIGHT = 4, 88, 20  # at the right there is room for links to other lanes
_ALONE_LEAST = 200
_ALONE_NARROW = 300


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges and the edges after the right end, in pixels from the left of the board.

    Args:
        lanes: The three lanes. Where one is shown alone, all have its place.
        dates: The gutter with the dates: between the first two lanes, or at the left of the only one.
        left, right: The edges of all that is shown: where headings begin and end.
        width: Of the whole; wider than the view if the lanes would get too narrow.
        narrow: Whether words and chips have to be short.
        only: The number of the lane that is shown alone, None if all are.
    """

    lanes: tuple[Span, Span, Span]
    dates: Span
    left: int
    right: int
    width: int
    narrow: bool
    only: int | None = None

    @property
    def links(self) -> Span:
        """The gutter between the last two lanes."""
        return self.lanes[1][1], self.lanes[2][0]

    @property
    def lane_width(self) -> int:
        return self.lanes[0][1] - self.lanes[0][0]

    def moved(self, by: int) -> Columns:
        """The same columns further to the right, or to the left for a number below 0."""
        first, second, third, dates = ((left + by, after + by) for left, after in (*self.lanes, self.dates))
        lanes = (first, second, third)
        return Columns(lanes, dates, self.left + by, self.right + by, self.width, self.narrow, self.only)

    def lane_at(self, x: int) -> int | None:
        """The number of the lane at a place, None in the gutters and margins."""
        for number, (left, right) in enumerate(self.lanes):
            if left <= x < right:
                return number if self.only is None else self.only
        return None


def has_room_for_three(width: int, scale: float) -> bool:
    """Whether three lanes can stand side by side, each wide enough to be read, in a width in pixels.

    ``scale`` is the text size, 1.0 being 100 %: what is wide enough is counted in letters.
    """
    return width >= round(_THREE_FROM * scale)


def columns(width: int, scale: float, only: int | None = None) -> Columns:
    """Divide a width among the lanes.

    Args:
        width: Of the view, in pixels.
        scale: The text size, 1.0 being 100 %.
        only: The number of the lane that has all of it, None if it is divided among the three.
    """

    def px(length: float) -> int:
        return round(length * scale)

    if only is not None:
        left = px(_ALONE_LEFT) + px(_ALONE_DATES)
        after = max(width - px(_ALONE_RIGHT), left + px(_ALONE_LEAST))
        lane = (left, after)
        dates, whole = (px(_ALONE_LEFT), left), max(width, after + px(_ALONE_RIGHT))
        return Columns((lane, lane, lane), dates, px(12), after, whole, after - left < px(_ALONE_NARROW), only)
    narrow = width < px(_NARROW_BELOW)
    left, right = px(_MARGINS[0] if narrow else 12), px(_MARGINS[1])
    # Whole names of weekdays in our typeface need more than 78 between the links at both sides.
    dates_width, links = px(_GUTTERS[0] if narrow else 90), px(_GUTTERS[1] if narrow else 30)
    each = max((width - left - right - dates_width - links) // 3, px(_LEAST_LANE))
    second = left + each + dates_width
    third = second + each + links
    lanes = ((left, left + each), (second, second + each), (third, third + each))
    return Columns(lanes, (left + each, second), left, third + each, max(width, third + each + right), narrow)
