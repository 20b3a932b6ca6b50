"""At most the last second of typing may be lost, whatever the rhythm of the typing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.ui.reader.autosave import LONGEST, PAUSE, RETRY, Autosave


class Desk:
    """A clock that is set by hand, one timer, and a list of when what was saved."""

    def __init__(self) -> None:
        self.now = 0.0
        self.alarm: float | None = None
        self.saved: list[float] = []
        self.autosave = Autosave(lambda: self.saved.append(self.now), self.start, self.stop, lambda: self.now)

    def start(self, seconds: float) -> None:
        self.alarm = self.now + seconds

    def stop(self) -> None:
        self.alarm = None

    def until(self, moment: float) -> None:
        """Let time pass, ringing the timer when it is due."""
        while self.alarm is not None and self.alarm <= moment:
            self.now, self.alarm = self.alarm, None
            self.autosave.timed_out()
        self.now = moment


def test_a_pause_saves() -> None:
    desk = Desk()
    desk.autosave.edited()
    desk.until(0.1)
    desk.autosave.edited()
    desk.until(0.39)
    assert not desk.saved
    desk.until(5)
    assert desk.saved == [0.1 + PAUSE]
    assert not desk.autosave.is_pending


def test_typing_without_a_pause_is_saved_every_so_often() -> None:
    desk = Desk()
    for stroke in range(100):
        desk.until(stroke * 0.1)
        desk.autosave.edited()
    desk.until(60)
    gaps = [later - earlier for earlier, later in zip([0.0, *desk.saved], desk.saved, strict=False)]
    assert max(gaps) <= LONGEST + 0.11


@given(st.lists(st.floats(0, 2, allow_nan=False), min_size=1, max_size=60))
def test_no_keystroke_waits_longer_than_the_promise(pauses: list[float]) -> None:
    desk = Desk()
    strokes = []
    for pause in pauses:
        desk.until(desk.now + pause)
        desk.autosave.edited()
        strokes.append(desk.now)
    desk.until(desk.now + 10)
    for stroke in strokes:
        assert any(stroke <= moment <= stroke + LONGEST + 1e-9 for moment in desk.saved), stroke
    assert not desk.autosave.is_pending


def test_flush_saves_at_once_and_only_what_is_new() -> None:
    desk = Desk()
    desk.autosave.flush()
    assert not desk.saved
    desk.autosave.edited()
    desk.autosave.flush()
    desk.autosave.flush()
    desk.until(10)
    assert desk.saved == [0.0]


def test_a_save_that_failed_is_tried_again_and_typing_brings_it_forward() -> None:
    desk = Desk()
    desk.autosave.edited()
    desk.until(1)
    desk.autosave.failed()
    assert desk.autosave.is_pending
    desk.until(2)
    desk.autosave.edited()
    desk.until(30)
    assert desk.saved[1] <= 2 + PAUSE
    desk.autosave.failed()
    desk.until(30 + RETRY)
    assert len(desk.saved) == 3


def test_what_is_forgotten_is_not_saved() -> None:
    desk = Desk()
    desk.autosave.edited()
    desk.autosave.forget()
    desk.until(10)
    assert not desk.saved
