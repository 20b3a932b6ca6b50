"""A real library in a temporary folder with a real runner, for the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.storage.library import create_library
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.settings import Settings
from tests.ui.board.conftest import entry, save

MakeRunner = Callable[..., Runner]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two letters of 2022, one of 2024, and one without a date."""
    path = tmp_path / "record.oversight"
    create_library(path, "Record")
    save(path, [
        entry(Lane.ACTION, "2022-01-20", "first", title="Port cranes"),
        entry(Lane.RESPONSE, "2022-03-20", "second", title="Port cranes, answered"),
        entry(Lane.ACTION, "2024-10-03", "third"),
        entry(Lane.ACTION, None, "fourth"),
    ])  # fmt: skip
    return path


@pytest.fixture
def make_runner(library: Path) -> Iterator[MakeRunner]:
    """Makes runners on the library, which work at once unless told otherwise; closes them."""
    made: list[Runner] = []

    def make(*, immediate: bool = True) -> Runner:
        made.append(Runner(library, library.with_suffix(".notebook"), "me", immediate=immediate))
        return made[-1]

    yield make
    for runner in made:
        runner.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
