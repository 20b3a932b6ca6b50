"""Commands: what can run is enabled, and what cannot says why."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.commands import READ_ONLY, Command, Commands


@pytest.fixture
def commands(qtbot: QtBot) -> Commands:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = Commands(window)
    made.add_menu("&Record", (
        Command("look", "Look", lambda: None, needs_library=True),
        Command("edit", "&Edit record…", lambda: None, ("E",), needs_writing=True),
    ))  # fmt: skip
    window.setProperty("commands", made)
    return made


def enabled(commands: Commands) -> tuple[bool, bool]:
    return commands["look"].isEnabled(), commands["edit"].isEnabled()


def test_what_changes_the_library_needs_one_that_can_be_written(commands: Commands) -> None:
    assert enabled(commands) == (False, False)
    commands.set_library_open(True)
    assert enabled(commands) == (True, True)
    commands.set_writable(False)
    assert enabled(commands) == (True, False)
    assert commands["edit"].toolTip() == commands["edit"].statusTip() == READ_ONLY
    commands.set_library_open(False)
    commands.set_writable(True)
    commands.set_library_open(True)
    assert enabled(commands) == (True, True)
    assert READ_ONLY not in commands["edit"].toolTip()


def test_their_keys_stand_in_the_help(commands: Commands) -> None:
    assert ("Edit record", ("E",)) in commands.with_keys()
