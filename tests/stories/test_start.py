"""What a start loads and shows before a library is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oversight_viewer.app import Viewer
from oversight_viewer.ui.dialogs import KnownErrorDialog
from oversight_viewer.ui.welcome import WelcomePage
from oversight_viewer.user import Folders
from tests.stories.conftest import Waiting

_BEFORE_THE_FIRST_CARDS = """
import os, sys
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMainWindow
from oversight_viewer.cli import main
from oversight_viewer.ui.main_window import MainWindow

def look(window, event):
    taken = QMainWindow.event(window, event)
    page = window.page
    if event.type() == QEvent.Type.UpdateRequest and page is not None and page.board.view.model().rowCount():
        print(*sys.modules, flush=True)
        os._exit(0)
    return taken

MainWindow.event = look
main(sys.argv[1:])
"""
_NOT_AT_START = ("numpy", "sqlite_utils", "jinja2", "nh3", "markdown", "pypandoc", "oversight_viewer.memo.compose",
                 "oversight_viewer.importing.run", "oversight_viewer.ui.memo_dialog", "oversight_viewer.ui.welcome",
                 "oversight_viewer.ui.help", "oversight_viewer.ui.import_report")  # fmt: skip
_AFTER_THE_FIRST_CARDS = ("click", "platform", "socket", "pickle", "uuid", "secrets", "html", "calendar",
                          "oversight_viewer.cli.commands", "oversight_viewer.text", "oversight_viewer.importing",
                          "oversight_viewer.memo", "oversight_viewer.ui.reader", "oversight_viewer.ui.sidebar",
                          "oversight_viewer.ui.timeline.timeline", "oversight_viewer.ui.saved_views",
                          "oversight_viewer.ui.dialogs", "oversight_viewer.ui.toast", "oversight_viewer.storage.facets",
                          "oversight_viewer.storage.cube", "oversight_viewer.storage.saving")  # fmt: skip


def test_a_start_loads_nothing_that_only_one_command_needs() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, oversight_viewer.app; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    assert "oversight_viewer.controller" in said
    assert [name for name in _NOT_AT_START if name in said] == []


def test_the_first_cards_wait_for_nothing_that_can_come_after_them(sample_library: Path, tmp_path: Path) -> None:
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE")}
    said = subprocess.run(
        [sys.executable, "-c", _BEFORE_THE_FIRST_CARDS, str(sample_library)],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen"},
    ).stdout.split()
    assert "oversight_viewer.ui.board.card_painter" in said
    assert [name for name in (*_NOT_AT_START, *_AFTER_THE_FIRST_CARDS) if name in said] == []


def test_the_rest_of_the_page_comes_after_the_cards_and_nothing_moves(
    viewer: Viewer, sample_library: Path, at_rest: Waiting, qtbot: QtBot
) -> None:
    # GIVEN a library that has just been opened
    shown: list[QRect] = []
    viewer.controller.open_library(sample_library)
    qtbot.waitUntil(lambda: viewer.window.page is not None)
    page = viewer.window.page
    assert page is not None
    # WHEN its first cards are there
    qtbot.waitUntil(lambda: page.board.view.model().rowCount() > 0)
    shown.append(page.board.geometry())
    # WHEN the rest has come THEN the cards stand where they stood
    at_rest()
    shown.append(page.board.geometry())
    assert shown[0] == shown[1]
    assert page.sidebar.isVisible()
    assert page.timeline.isVisible()
    assert page.reader.isVisible()
    assert page.count == page.total


def test_a_library_that_was_expected_and_cannot_be_opened_gives_the_welcome_page(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    viewer = Viewer(qapp, Folders(tmp_path / "data", tmp_path / "config", tmp_path / "log"))
    window = viewer.window
    qtbot.addWidget(window)
    window.expect_library()
    window.show()
    assert window.findChild(WelcomePage) is None
    bad = tmp_path / "bad.oversight"
    bad.write_bytes(b"no library")
    viewer.controller.open_library(bad)
    qtbot.waitUntil(lambda: window.findChild(WelcomePage) is not None)
    assert window.welcome.isVisible()
    assert [dialog.isVisible() for dialog in window.findChildren(KnownErrorDialog)] == [True]
    for dialog in window.findChildren(KnownErrorDialog):
        dialog.close()
    window.close()
