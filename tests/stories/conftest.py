"""A whole application in folders of its own, for stories."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from oversight_viewer.app import Viewer
from oversight_viewer.sample import build_sample
from oversight_viewer.ui.record_page import RecordPage
from oversight_viewer.user import Folders

Waiting = Callable[[], None]


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library, made once; tests open it and change nothing of it."""
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def own_sample(sample_library: Path, tmp_path: Path) -> Path:
    """A copy of the sample in a folder of its own, so that its notebook is one too."""
    copy = tmp_path / "own" / sample_library.name
    copy.parent.mkdir()
    shutil.copy(sample_library, copy)
    return copy


@pytest.fixture
def viewer(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Viewer]:
    """The application with real threads, nothing open."""
    made = Viewer(qapp, Folders(tmp_path / "data", tmp_path / "config", tmp_path / "log"))
    qtbot.addWidget(made.window)
    bugs: list[object] = []
    made.controller.bug.connect(bugs.append)
    made.background.bug.connect(bugs.append)
    made.window.resize(1600, 1000)
    made.window.show()
    yield made
    for dialog in made.window.findChildren(QDialog):
        dialog.close()
    made.window.close()
    assert not bugs


@pytest.fixture
def at_rest(viewer: Viewer, qtbot: QtBot) -> Waiting:
    """Waits until all work of the application is done."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not viewer.controller.is_busy, timeout=20_000)

    return wait


@pytest.fixture
def page(viewer: Viewer, sample_library: Path, at_rest: Waiting, qtbot: QtBot) -> RecordPage:
    """The application with the sample record open."""
    viewer.controller.open_library(sample_library)
    qtbot.waitUntil(lambda: viewer.window.page is not None, timeout=20_000)
    at_rest()
    assert viewer.window.page is not None
    return viewer.window.page
