"""A frame is short while the user scrolls, and has time for most of a screen otherwise."""

from __future__ import annotations

import pytest

from oversight_viewer.ui.board.pace import AT_REST, FRAME, Pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("scrolls", "later", "patience"),
    [
        ([], 0.0, AT_REST),
        ([0.0], 0.0, FRAME),  # a jump
        ([0.0, 0.016, 0.016], 0.05, FRAME),
        ([0.0, 0.016, 0.016], 0.2, AT_REST),  # the scroll is over
        ([0.0, 0.016, 5.0], 0.0, FRAME),
    ],
)
def test_after_a_scroll_a_frame_is_shorter(scrolls: list[float], later: float, patience: float) -> None:
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
