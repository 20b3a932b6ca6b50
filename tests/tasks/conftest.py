from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from oversight_viewer.storage.library import create_library
from oversight_viewer.tasks.runner import Runner


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "record.oversight"
    create_library(path, "Record")
    return path


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    return tmp_path / "record.notebook"


@pytest.fixture
def runner(qtbot: QtBot, library: Path, notebook: Path) -> Iterator[Runner]:
    made = Runner(library, notebook, "reader")
    bugs: list[BaseException] = []
    made.bug.connect(bugs.append)
    yield made
    made.close()
    assert bugs == []


class Results:
    """What arrives on the UI thread."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.items: list[Any] = []

    def add(self, item: object = None) -> None:
        assert threading.current_thread() is threading.main_thread()
        self.items.append(item)

    def wait(self, count: int = 1) -> list[Any]:
        self.wait_until(lambda: len(self.items) >= count)
        return self.items

    def wait_until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition)


@pytest.fixture
def results(qtbot: QtBot) -> Results:
    return Results(qtbot)
