"""What is written below the axis."""

from __future__ import annotations

from oversight_viewer.ui.timeline.axis import Tick
from oversight_viewer.ui.timeline.painter import said_once


def test_the_chosen_dates_are_said_once() -> None:
    ticks = [Tick(10.0, "2023", "118th Congress", strong=True), Tick(90.0, "2024", "118th Congress", strong=True)]
    kept, bare = said_once(ticks, "2024")
    assert kept == ticks[0]
    assert (bare.x, bare.label, bare.note, bare.strong) == (90.0, "", "", True)
    assert said_once(ticks, "Aug–Nov 2024") == ticks
