"""A frame is short while the user scrolls on, and whole otherwise."""

from __future__ import annotations

import pytest

from oversight_viewer.ui.board.pace import FRAME, Pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("scrolls", "later", "patience"),
    [
        ([], 0.0, None),
        ([0.0], 0.0, None),  # one jump is painted whole
        ([0.0, 0.016, 0.016], 0.0, None),
        ([0.0, 0.016, 0.016, 0.016], 0.0, FRAME),
        ([0.0, 0.016, 0.016, 0.016], 0.05, FRAME),
        ([0.0, 0.016, 0.016, 0.016], 0.2, None),  # the scroll is over
        ([0.0, 0.016, 0.016, 0.016, 5.0], 0.0, None),
    ],
)
def test_only_a_scroll_that_goes_on_is_in_a_hurry(scrolls: list[float], later: float, patience: float | None) -> None:
    clock = Clock()
    pace = Pace(clock)
    for pause in scrolls:
        clock.now += pause
        pace.scrolled()
    clock.now += later
    assert pace.patience() == patience


def test_the_time_of_a_frame_ends() -> None:
    clock = Clock()
    is_over = Pace(clock).deadline()
    assert not is_over()
    clock.now += FRAME
    assert is_over()
