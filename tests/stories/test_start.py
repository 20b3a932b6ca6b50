"""What a start loads and shows before a library is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oversight_viewer.app import Viewer
from oversight_viewer.ui.dialogs import KnownErrorDialog
from oversight_viewer.ui.welcome import WelcomePage
from oversight_viewer.user import Folders

_NOT_AT_START = ("numpy", "sqlite_utils", "jinja2", "nh3", "markdown", "pypandoc", "oversight_viewer.memo.compose",
                 "oversight_viewer.importing.run", "oversight_viewer.ui.memo_dialog", "oversight_viewer.ui.welcome",
                 "oversight_viewer.ui.help", "oversight_viewer.ui.import_report")  # fmt: skip


def test_a_start_loads_nothing_that_only_one_command_needs() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, oversight_viewer.app; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    assert "oversight_viewer.controller" in said
    assert [name for name in _NOT_AT_START if name in said] == []


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
