"""The editor: what is typed is what is saved, nothing else changes, and nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.saving import Revision
from oversight_viewer.ui.editor import EditedEntry, EditorDialog
from oversight_viewer.ui.theme import ThemeSource

OLDER = entry_from_json({"id": "a", "kind": "letter", "title": "On crane", "body": "All logs."})
LETTER = entry_from_json(
    {
        "id": "a", "kind": "letter", "title": "On port cranes", "body": "All access logs.",
        "requests": [{"number": 1, "text": "All logs"}], "attachments": [{"path": "a.pdf", "sha256": "0" * 64}],
        "privilege_log": [{"number": 1, "author": "Counsel"}], "extra": {"box": 7},
    }
)  # fmt: skip
HISTORY = (
    Revision(1, datetime(2024, 9, 1, tzinfo=UTC), OLDER, 3),
    Revision(2, datetime(2024, 9, 2, tzinfo=UTC), LETTER, "edited by Pat Example", is_current=True),
)


@pytest.fixture
def editor(qtbot: QtBot, theme_source: ThemeSource) -> EditorDialog:
    made = EditorDialog(None, theme_source, MarkScheme(), LETTER, HISTORY)
    qtbot.addWidget(made)
    return made


def test_nothing_is_saved_that_nobody_changed(editor: EditorDialog) -> None:
    assert not editor.is_changed
    assert not editor.save_button.isEnabled()
    assert editor.edited() == EditedEntry(LETTER, 2)


def test_what_is_changed_is_saved_and_the_rest_stays(editor: EditorDialog, qtbot: QtBot, tmp_path: Path) -> None:
    editor.form.title.setText("On ship-to-shore cranes")
    editor.lists["requests"].add_button.click()
    editor.lists["requests"].table.item(1, 1).setText("All contracts")
    editor.files.add_files([tmp_path / "b.pdf"])
    with qtbot.waitSignal(editor.save_requested) as caught:
        editor.save_button.click()
    (edited,) = caught.args
    assert edited.revision == 2
    assert edited.files == (tmp_path / "b.pdf",)
    entry = edited.entry
    assert entry.title == "On ship-to-shore cranes"
    assert [(item.number, item.text) for item in entry.requests] == [(1, "All logs"), (2, "All contracts")]
    assert (entry.privilege_log, entry.extra, entry.attachments) == (
        LETTER.privilege_log, LETTER.extra, LETTER.attachments,
    )  # fmt: skip
    # It could not be saved: all is there still
    editor.failed()
    assert editor.isEnabled()
    assert editor.form.title.text() == "On ship-to-shore cranes"


def test_a_line_that_is_wrong_keeps_from_saving(editor: EditorDialog) -> None:
    table = editor.lists["requests"]
    table.add_button.click()
    table.table.item(1, 2).setText("soon")
    assert not editor.save_button.isEnabled()
    assert table.table.accessibleDescription() == "Line 2: Due: soon is not a date"
    table.table.item(1, 2).setText("2024-10-01")
    assert editor.save_button.isEnabled()
    table.table.setCurrentCell(1, 0)
    table.up_button.click()
    assert [str(item.due) for item in editor.edited().entry.requests] == ["2024-10-01", "None"]
    table.table.setCurrentCell(0, 0)
    table.remove_button.click()
    assert not editor.is_changed


def test_files_are_taken_out_too(editor: EditorDialog) -> None:
    editor.files.list.setCurrentRow(0)
    editor.files.remove_button.click()
    assert editor.edited().entry.attachments == ()
    assert editor.save_button.isEnabled()


def test_its_history_says_what_changed_and_brings_back(editor: EditorDialog, qtbot: QtBot) -> None:
    history = editor.history
    assert "edited by Pat Example" in history.list.item(0).text()
    assert not history.restore_button.isEnabled(), "it stands so already"
    assert "port cranes" in history.changes.toPlainText()
    history.list.setCurrentRow(1)
    assert "first recorded" in history.changes.toPlainText()
    with qtbot.waitSignal(editor.restore_requested) as caught:
        history.restore_button.click()
    assert caught.args == [1]


def test_what_was_typed_is_not_thrown_away_unasked(editor: EditorDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    editor.show()
    editor.form.title.setText("Other")
    editor.reject()
    assert editor.isVisible()
    assert asked == ["What you have typed is not saved yet."]
    editor.saved()
    assert not editor.isVisible()


def test_a_new_record_needs_a_title(qtbot: QtBot, theme_source: ThemeSource) -> None:
    editor = EditorDialog(None, theme_source, MarkScheme())
    qtbot.addWidget(editor)
    assert not editor.save_button.isEnabled()
    editor.form.title.setText("A call")
    assert editor.save_button.isEnabled()
    edited = editor.edited()
    assert edited.revision is None
    assert edited.entry.title == "A call"
    assert not editor.remove_button.isVisibleTo(editor)
