"""The dialogs of the Help menu."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.search_text import SEARCH_FORMS
from oversight_viewer.ui.help import KeysDialog
from oversight_viewer.ui.theme import ThemeSource


@pytest.mark.parametrize("number", [0, 1, 20, 61])
def test_all_keys_stand_in_two_columns(qtbot: QtBot, theme_source: ThemeSource, number: int) -> None:
    commands = [(f"Command {place}", ("Ctrl", "Shift", "X")) for place in range(number)]
    dialog = KeysDialog(None, theme_source, commands)
    qtbot.addWidget(dialog)
    dialog.open()
    of_search = {words for form in SEARCH_FORMS for words in form} | {"What can be typed into the search"}
    labels = [label for label in dialog.findChildren(QLabel) if label.text() and label.text() not in of_search]
    assert len(labels) >= number
    lefts = {label.mapTo(dialog, label.rect().topLeft()).x() for label in labels}
    assert len(lefts) == 2
    assert all(label.mapTo(dialog, label.rect().topRight()).x() < dialog.width() for label in labels)
