"""Work in turns of the event loop."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.turns import Turns


def _steps(done: list[str], name: str) -> Iterator[None]:
    for number in range(3):
        done.append(f"{name}{number}")
        yield


def test_only_the_first_step_is_done_at_once(qtbot: QtBot) -> None:
    parent, done = QObject(), list[str]()
    Turns(parent).start(_steps(done, "a"))
    assert done == ["a0"]
    qtbot.waitUntil(lambda: done == ["a0", "a1", "a2"])


def test_new_work_takes_the_place_of_what_is_left(qtbot: QtBot) -> None:
    parent, done = QObject(), list[str]()
    turns = Turns(parent)
    turns.start(_steps(done, "a"))
    turns.start(_steps(done, "b"), first=2)
    assert done == ["a0", "b0", "b1"]
    qtbot.waitUntil(lambda: "b2" in done)
    assert done == ["a0", "b0", "b1", "b2"]


def test_dropped_work_is_not_gone_on_with(qtbot: QtBot) -> None:
    parent, done = QObject(), list[str]()
    turns = Turns(parent)
    turns.start(_steps(done, "a"))
    turns.drop()
    # Another one that was begun later comes to its end meanwhile.
    Turns(parent).start(_steps(done, "b"))
    qtbot.waitUntil(lambda: "b2" in done)
    assert done == ["a0", "b0", "b1", "b2"]


def test_at_once_all_is_done_when_it_is_given(qtbot: QtBot) -> None:
    parent, done = QObject(), list[str]()
    Turns(parent, at_once=True).start(_steps(done, "a"))
    assert done == ["a0", "a1", "a2"]
