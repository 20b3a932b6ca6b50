"""The list of imports: what became of each, and asking before one is undone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saving import Batch, KeptEntry, SourceFile, UndoReport
from oversight_viewer.ui.confirm import ConfirmDialog
from oversight_viewer.ui.imports_dialog import ImportsDialog
from oversight_viewer.ui.theme import ThemeSource

BATCHES = (
    Batch(3, datetime(2024, 11, 3, 9, tzinfo=UTC), "letters", (), 2, 0, 0, 1, is_undone=True),
    Batch(2, datetime(2024, 11, 2, 9, tzinfo=UTC), "hearings", (SourceFile("a.jsonl", "interchange"),), 1200, 3, 40, 0,
          is_undone=False),
    Batch(1, datetime(2024, 11, 1, 9, tzinfo=UTC), "first", (), 5, 0, 0, 0, is_undone=False),
)  # fmt: skip


@pytest.fixture
def dialog(qtbot: QtBot, theme_source: ThemeSource) -> ImportsDialog:
    made = ImportsDialog(None, theme_source)
    qtbot.addWidget(made)
    made.set_batches(BATCHES)
    return made


def test_the_newest_that_can_be_undone_is_chosen(dialog: ImportsDialog) -> None:
    QAbstractItemModelTester(dialog.model)
    assert dialog.batch == BATCHES[1]
    assert "a.jsonl (interchange)" in dialog.files.text()
    assert dialog.undo_button.isEnabled()
    dialog.table.selectRow(0)
    assert not dialog.undo_button.isEnabled(), "it was undone already"


def test_it_is_asked_with_what_will_happen(dialog: ImportsDialog, qtbot: QtBot) -> None:
    wanted: list[object] = []
    dialog.undo_requested.connect(wanted.append)
    dialog.undo_button.click()
    (question,) = dialog.findChildren(ConfirmDialog)
    assert "1,200 records that it added" in question.accessibleDescription()
    assert wanted == []
    with qtbot.waitSignal(dialog.undo_requested):
        question.action_button.click()
    assert wanted == [BATCHES[1]]


def test_what_stayed_is_named(dialog: ImportsDialog) -> None:
    kept = KeptEntry(EntryId("a"), "On port cranes", "was edited by hand by Pat Example on 2024-11-04")
    dialog.show_outcome(UndoReport(1199, 3, (kept,)))
    assert dialog.outcome.text() == (
        "Undone: 1,199 taken out, 3 as before. 1 record changed since stayed: "
        "“On port cranes” was edited by hand by Pat Example on 2024-11-04."
    )


def test_sorting_keeps_what_is_chosen(dialog: ImportsDialog) -> None:
    dialog.table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert [item.added for item in dialog.model.rows] == [2, 5, 1200]
    assert dialog.batch == BATCHES[1]


def test_nothing_is_undone_in_a_library_that_cannot_be_written(qtbot: QtBot, theme_source: ThemeSource) -> None:
    made = ImportsDialog(None, theme_source, "This library can't be written.")
    qtbot.addWidget(made)
    made.set_batches(BATCHES)
    assert not made.undo_button.isEnabled()
    assert made.told.text() == "This library can't be written."
