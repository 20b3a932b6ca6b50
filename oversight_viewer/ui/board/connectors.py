"""How links run between the cards on screen: out of a card into a gutter, along it, through a gap, into the card.

Pure geometry on a plan of three lanes with two gutters; no Qt. No piece of a link ever lies on a card: upright pieces
stay inside the gutters, level ones stay inside a gutter, inside the gap between two rows, or in a row whose middle lane
is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]

TRACKS = 3


@dataclass(frozen=True, slots=True)
class Ports:
    """Heights at which links touch a card, from its upper edge at 100 %.

    All that cross the date gutter lie below its label: ``out`` and ``level`` do, and ``into_across``.
    """

    out: float = 74.5
    into: float = 48.5
    into_across: float = 60.5
    level: float = 81.5


COMFORTABLE = Ports()
COMPACT = Ports(out=62.5, into=36.5, into_across=56.5, level=67.5)
_COMPACT_BELOW = 90


def ports_of(card: float, scale: float) -> Ports:
    """Where links touch cards of a height in pixels, at a text size of which 1.0 is 100 %."""
    return COMPACT if card < _COMPACT_BELOW * scale else COMFORTABLE


@dataclass(frozen=True, slots=True)
class Ground:
    """The plan on which links run, in pixels. ``lanes`` are the left and right edges of the three lanes.

    Args:
        lanes: Left and right edge of each lane, from the left.
        card: The height of a card.
        gap: The height of the gap above each card.
        scale: By how much all distances grow with the text size.
        ports: Where links touch cards.
    """

    lanes: tuple[tuple[float, float], tuple[float, float], tuple[float, float]]
    card: float = 96
    gap: float = 8
    scale: float = 1.0
    ports: Ports = COMFORTABLE


@dataclass(frozen=True, slots=True)
class End:
    """A card at one end: the number of its lane, its row, and the upper edge of the card in pixels."""

    lane: int
    row: int
    top: float


@dataclass(frozen=True, slots=True)
class Wire:
    """A link to be drawn. It begins with a dot at the asking end and leads to an arrow at the answering end."""

    asking: End
    answering: End


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of a drawn link, from the dot to the tip of the arrow; all pieces are level or upright."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Visible:
    """What of a route lies on screen. Where it is cut off, it ends in an arrow that points off the screen.

    Args:
        points: The corners of the part that is on screen.
        starts: Whether the first point is the dot.
        ends: Whether the last point is the tip of the arrow.
    """

    points: tuple[Point, ...]
    starts: bool
    ends: bool


class Tracks:
    """Gives each link the first track of a corridor that is free over its whole length; the last one when none is."""

    def __init__(self) -> None:
        self._taken: dict[object, list[list[tuple[float, float]]]] = {}

    def take(self, corridor: object, one: float, other: float) -> int:
        """The number of the track in a corridor for a link from one place to another."""
        low, high = min(one, other), max(one, other)
        tracks = self._taken.setdefault(corridor, [[] for _ in range(TRACKS)])
        for number, spans in enumerate(tracks):
            if all(high < start or stop < low for start, stop in spans):
                spans.append((low, high))
                return number
        tracks[-1].append((low, high))
        return TRACKS - 1


TIP = 1.0
_WIDE_GUTTER = 74.0


class Router:
    """Routes the links of one screen.

    Args:
        ground: Where lanes and gaps are.
        middle_is_empty: Whether the middle lane has no card in a row.
    """

    def __init__(self, ground: Ground, middle_is_empty: Callable[[int], bool]) -> None:
        self._ground = ground
        self._middle_is_empty = middle_is_empty
        self._tracks = Tracks()

    def route_all(self, wires: Iterable[Wire]) -> list[Route]:
        """Route links in the order given: the first ones get the tracks nearest to the cards."""
        return [Route(tuple(self._route(wire))) for wire in wires]

    def _route(self, wire: Wire) -> list[Point]:
        asking, answering = wire.asking, wire.answering
        lanes = {asking.lane, answering.lane}
        if asking.row == answering.row and self._can_go_level(lanes):
            y = asking.top + self._px(self._ground.ports.level)
            rightward = asking.lane < answering.lane
            return [(self._edge(asking.lane, right=rightward), y), (self._tip(answering.lane, right=not rightward), y)]
        if lanes == {0, 2}:
            return self._across(asking, answering)
        return self._beside(asking, answering)

    def _can_go_level(self, lanes: set[int]) -> bool:
        return lanes in ({0, 1}, {1, 2})

    def _beside(self, asking: End, answering: End) -> list[Point]:
        """Between lanes with one gutter between them, or within a lane: out, along the gutter, in."""
        lanes, ports = {asking.lane, answering.lane}, self._ground.ports
        first_gutter = lanes in ({0}, {0, 1})
        start = asking.top + self._px(self._ground.ports.out)
        over_dates = lanes == {0, 1} and answering.lane == 0
        stop = answering.top + self._px(ports.into_across if over_dates else ports.into)
        if lanes == {0}:
            side = "first, left"
        elif lanes == {0, 1}:
            side = "first, right"
        else:
            side = "second, left" if lanes == {2} else "second, right"
        x = self._track_x(side, start, stop)
        gutter = 0 if first_gutter else 1
        return [
            (self._edge(asking.lane, right=asking.lane <= gutter), start),
            (x, start),
            (x, stop),
            (self._tip(answering.lane, right=answering.lane <= gutter), stop),
        ]

    def _across(self, asking: End, answering: End) -> list[Point]:
        """Between the outer lanes: through the gap beside the row of the answer, or level where the middle is empty."""
        rightward, ports = asking.lane == 0, self._ground.ports
        if asking.row == answering.row and self._middle_is_empty(asking.row):
            y = asking.top + self._px(self._ground.ports.level)
            return [(self._edge(asking.lane, right=rightward), y), (self._tip(answering.lane, right=not rightward), y)]
        start = asking.top + self._px(self._ground.ports.out)
        stop = answering.top + self._px(ports.into if rightward else ports.into_across)
        from_above = asking.row <= answering.row
        y = self._gap_y(answering, above=from_above)
        first, second = ("first, left", "second, left")
        if rightward:
            x_out, x_in = self._track_x(first, start, y), self._track_x(second, y, stop)
        else:
            x_out, x_in = self._track_x(second, start, y), self._track_x(first, y, stop)
        return [
            (self._edge(asking.lane, right=rightward), start),
            (x_out, start),
            (x_out, y),
            (x_in, y),
            (x_in, stop),
            (self._tip(answering.lane, right=not rightward), stop),
        ]

    def _gap_y(self, end: End, *, above: bool) -> float:
        ground = self._ground
        track = self._tracks.take(("gap", end.row, above), ground.lanes[0][1], ground.lanes[2][0])
        offset = (0.44, 0.69, 0.19)[track] * ground.gap
        return end.top - offset if above else end.top + ground.card + offset

    def _track_x(self, side: str, start: float, stop: float) -> float:
        lanes = self._ground.lanes
        number = self._tracks.take(side, start, stop)
        # In a narrow gutter links keep closer to the cards, so that the dates can be read between them.
        narrow = lanes[1][0] - lanes[0][1] < self._px(_WIDE_GUTTER)
        first, step = (self._px(4.5), self._px(3.0)) if narrow else (self._px(7.5), self._px(4.0))
        match side:
            case "first, left":
                x = lanes[0][1] + first + number * step
            case "first, right":
                x = lanes[1][0] - first - number * step
            case "second, left":
                x = lanes[1][1] + self._px(12.5) - number * self._px(4.0)
            case _:
                x = lanes[1][1] + self._px(20.5) - number * self._px(3.0)
        return x

    def _edge(self, lane: int, *, right: bool) -> float:
        return self._ground.lanes[lane][1 if right else 0]

    def _tip(self, lane: int, *, right: bool) -> float:
        return self._edge(lane, right=right) + (TIP if right else -TIP)

    def _px(self, length: float) -> float:
        return length * self._ground.scale


def clip(route: Route, top: float, bottom: float) -> Visible | None:
    """What of a route is seen between two heights: the piece that holds the end which is on screen.

    A route can leave the screen only upright, as level pieces have one height. None if neither end is on screen.
    """
    points = list(route.points)
    starts, ends = (top <= point[1] <= bottom for point in (points[0], points[-1]))
    if starts and ends:
        return Visible(tuple(points), starts=True, ends=True)
    if starts:
        return Visible(tuple(_until_edge(points, top, bottom)), starts=True, ends=False)
    if ends:
        return Visible(tuple(reversed(_until_edge(points[::-1], top, bottom))), starts=False, ends=True)
    return None


def _until_edge(points: Sequence[Point], top: float, bottom: float) -> list[Point]:
    kept: list[Point] = [points[0]]
    for x, y in points[1:]:
        if not top <= y <= bottom:
            kept.append((kept[-1][0], top if y < top else bottom))
            break
        kept.append((x, y))
    return kept
