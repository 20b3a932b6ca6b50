"""Choosing a range of bins by pointer and by keys."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.ui.timeline.axis import Axis
from oversight_viewer.ui.timeline.bins import make_bins
from oversight_viewer.ui.timeline.brush import Choosing, Drag, Grip, Span, grip_at, moved
from tests.ui.timeline.making import ROOM, counts_of

# 36 months of 24 pixels, from 12 to 876.
AXIS = Axis(make_bins(counts_of({"2022-05-01": 1, "2024-05-01": 1}), ROOM), 12, 864, 26)
NUMBER = 36


def x_of(index: float) -> float:
    return 12 + 24 * index


@pytest.mark.parametrize(
    ("x", "brush", "grip"),
    [
        (50, None, Grip.NEW),
        (91, (100, 200), Grip.NEW),
        (92, (100, 200), Grip.BEGIN),
        (108, (100, 200), Grip.BEGIN),
        (109, (100, 200), Grip.MOVE),
        (191, (100, 200), Grip.MOVE),
        (192, (100, 200), Grip.END),
        (208, (100, 200), Grip.END),
        (209, (100, 200), Grip.NEW),
        (105, (100, 110), Grip.MOVE),  # even a narrow one can be moved
        (102, (100, 110), Grip.BEGIN),
        (117, (100, 110), Grip.END),
        (96, (100, 100), Grip.BEGIN),
        (103, (100, 100), Grip.END),
    ],
)
def test_what_a_press_takes_hold_of(x: float, brush: tuple[float, float] | None, grip: Grip) -> None:
    assert grip_at(x, brush, 8) is grip


@pytest.mark.parametrize(
    ("grip", "start", "span", "x", "chosen"),
    [
        (Grip.NEW, 3.5, None, 7.5, (3, 7)),
        (Grip.NEW, 7.5, (20, 22), 3.5, (3, 7)),
        (Grip.NEW, 7.5, None, 99, (7, 35)),
        (Grip.MOVE, 10.5, (10, 13), 12.5, (12, 15)),
        (Grip.MOVE, 10.5, (10, 13), -5, (0, 3)),
        (Grip.MOVE, 10.5, (10, 13), 99, (32, 35)),
        (Grip.BEGIN, 10, (10, 13), 8.4, (8, 13)),
        (Grip.BEGIN, 10, (10, 13), 8.6, (9, 13)),
        (Grip.BEGIN, 10, (10, 13), 14.1, (13, 13)),
        (Grip.BEGIN, 10, (10, 13), 17.1, (13, 16)),
        (Grip.END, 14, (10, 13), 20.1, (10, 19)),
        (Grip.END, 14, (10, 13), 10.2, (10, 10)),
        (Grip.END, 14, (10, 13), 6.2, (6, 10)),
        (Grip.END, 14, (10, 13), 99, (10, 35)),
    ],
)
def test_what_a_drag_chooses(grip: Grip, start: float, span: Span | None, x: float, chosen: Span) -> None:
    assert Drag(grip, x_of(start), span).span_at(AXIS, x_of(x)) == chosen


@given(
    st.sampled_from(Grip),
    st.floats(-50, 950),
    st.none() | st.tuples(st.integers(0, 35), st.integers(0, 35)).map(lambda pair: (min(pair), max(pair))),
    st.floats(-500, 1500),
)
def test_every_drag_chooses_bins_that_there_are(grip: Grip, start: float, span: Span | None, x: float) -> None:
    low, high = Drag(grip, start, span).span_at(AXIS, x)
    assert 0 <= low <= high < NUMBER
    if grip is Grip.MOVE and span is not None:
        assert high - low == span[1] - span[0]
    since, until = AXIS.bins.dates(low, high)
    assert date(2022, 1, 1) <= since <= until <= date(2024, 12, 31)


def test_moving_stops_at_the_ends() -> None:
    assert moved((3, 5), -99, NUMBER) == (0, 2)
    assert moved((3, 5), 99, NUMBER) == (33, 35)


def keys(span: Span | None, *pressed: tuple[str, int]) -> list[Span]:
    """What each key chooses; ``move`` or ``stretch`` by some bins."""
    choosing = Choosing()
    chosen = []
    for name, by in pressed:
        span = getattr(choosing, name)(span, by, NUMBER)
        chosen.append(span)
    return chosen


@pytest.mark.parametrize(
    ("span", "pressed", "chosen"),
    [
        (None, [("move", 1)], [(0, 0)]),
        (None, [("move", -1)], [(35, 35)]),
        (None, [("stretch", NUMBER)], [(35, 35)]),
        (None, [("move", -NUMBER)], [(0, 0)]),
        ((3, 5), [("move", 1), ("move", -1)], [(4, 6), (3, 5)]),
        ((3, 5), [("move", NUMBER), ("move", -NUMBER)], [(33, 35), (0, 2)]),
        ((3, 5), [("stretch", 1), ("stretch", -1)], [(3, 6), (3, 5)]),
        ((3, 4), [("stretch", -1), ("stretch", -1), ("stretch", -1), ("stretch", 1)], [(3, 3), (2, 3), (1, 3), (2, 3)]),
        ((3, 4), [("stretch", -2), ("move", 1), ("stretch", -1)], [(2, 3), (3, 4), (2, 4)]),
        ((3, 5), [("stretch", NUMBER), ("stretch", -NUMBER)], [(3, 35), (0, 3)]),
    ],
)
def test_what_keys_choose(span: Span | None, pressed: list[tuple[str, int]], chosen: list[Span]) -> None:
    assert keys(span, *pressed) == chosen


def test_after_another_change_the_beginning_stays() -> None:
    choosing = Choosing()
    assert choosing.stretch((3, 3), -2, NUMBER) == (1, 3)
    assert choosing.stretch((10, 12), 1, NUMBER) == (10, 13)
