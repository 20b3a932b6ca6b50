"""Giving a view a name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.theme import ThemeSource
from oversight_viewer.ui.view_dialogs import ReplaceDialog, ViewNameDialog


def dialog(
    qtbot: QtBot, theme_source: ThemeSource, *, may_replace: bool, proposal: str = "About Amazon"
) -> ViewNameDialog:
    made = ViewNameDialog(
        None,
        theme_source,
        title="Save view",
        action="Save view",
        proposal=proposal,
        about="15 of 412 records about Amazon.",
        taken=["Port cranes"],
        may_replace=may_replace,
    )
    qtbot.addWidget(made)
    made.open()
    return made


def test_the_proposal_is_there_to_be_typed_over(qtbot: QtBot, theme_source: ThemeSource) -> None:
    made = dialog(qtbot, theme_source, may_replace=True)
    assert made.field.selectedText() == "About Amazon"
    qtbot.keyClicks(made.field, "  Shopping   on Amazon ")
    with qtbot.waitSignal(made.accepted):
        qtbot.keyClick(made.field, Qt.Key.Key_Return)
    assert made.name == "Shopping on Amazon"


@pytest.mark.parametrize("name", ["", "   ", "\u202e"])
def test_a_view_without_a_name_is_not_saved(qtbot: QtBot, theme_source: ThemeSource, name: str) -> None:
    made = dialog(qtbot, theme_source, may_replace=True)
    made.field.setText(name)
    assert not made.save_button.isEnabled()


def test_a_name_that_is_taken_replaces_after_a_question(qtbot: QtBot, theme_source: ThemeSource) -> None:
    made = dialog(qtbot, theme_source, may_replace=True)
    made.field.setText("PORT cranes")
    assert "will be replaced" in made.told.text()
    made.save_button.click()
    (question,) = made.findChildren(ReplaceDialog)
    assert question.cancel_button.isDefault()
    question.cancel_button.click()
    assert made.isVisible()
    made.save_button.click()
    question = made.findChildren(ReplaceDialog)[-1]
    with qtbot.waitSignal(made.accepted):
        question.replace_button.click()


def test_another_name_must_be_a_free_one(qtbot: QtBot, theme_source: ThemeSource) -> None:
    made = dialog(qtbot, theme_source, may_replace=False, proposal="Ports")
    assert made.save_button.isEnabled()
    made.field.setText("port cranes")
    assert "Choose another one" in made.told.text()
    assert not made.save_button.isEnabled()
    made.reject()
