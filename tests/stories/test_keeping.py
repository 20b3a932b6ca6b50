"""A staffer keeps the record: edits an entry and takes that back, writes a new one, undoes an import."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oversight_viewer.app import Viewer
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks import upkeep
from oversight_viewer.ui.confirm import ConfirmDialog
from oversight_viewer.ui.dialogs import KnownErrorDialog
from oversight_viewer.ui.editor import EditorDialog
from oversight_viewer.ui.health_dialog import HealthDialog
from oversight_viewer.ui.imports_dialog import ImportsDialog
from oversight_viewer.ui.record_page import RecordPage
from tests.stories.conftest import Waiting

LETTER = EntryId("example-crane-letter")


class Desk:
    """The window over a library that may be changed."""

    def __init__(self, viewer: Viewer, library: Path, at_rest: Waiting, qtbot: QtBot) -> None:
        self.viewer = viewer
        self.library = library
        self.at_rest = at_rest
        self._qtbot = qtbot

    @property
    def page(self) -> RecordPage:
        assert self.viewer.window.page is not None
        return self.viewer.window.page

    def command(self, name: str) -> None:
        self.viewer.window.commands[name].trigger()
        self.at_rest()

    def editor(self) -> EditorDialog:
        self._qtbot.waitUntil(lambda: bool(self._editors()), timeout=20_000)
        return self._editors()[0]

    def _editors(self) -> list[EditorDialog]:
        return [found for found in self.viewer.window.findChildren(EditorDialog) if found.isVisible()]

    def save(self, editor: EditorDialog) -> None:
        with self._qtbot.waitSignal(editor.finished, timeout=20_000):
            editor.save_button.click()
        self.at_rest()
        self._qtbot.waitUntil(lambda: self.viewer.keeping.flow is None, timeout=5_000)
        self.at_rest()

    def entry(self, entry: EntryId) -> Entry | None:
        opened = Library.open(self.library)
        try:
            found = opened.entry(entry)
            return None if found is None else found.entry
        finally:
            opened.close()

    def shown_title(self) -> str:
        assert self.page.reader.detail is not None
        return self.page.reader.detail.entry.title


@pytest.fixture
def desk(viewer: Viewer, own_sample: Path, at_rest: Waiting, qtbot: QtBot) -> Desk:
    viewer.controller.open_library(own_sample)
    qtbot.waitUntil(lambda: viewer.window.page is not None, timeout=20_000)
    at_rest()
    return Desk(viewer, own_sample, at_rest, qtbot)


def test_an_entry_is_edited_seen_and_taken_back(desk: Desk) -> None:
    # GIVEN a letter on the board and in the reader
    desk.page.show_entry(LETTER)
    desk.at_rest()
    before = desk.entry(LETTER)
    # WHEN its title is changed in the editor and saved, twice
    for title in ("A first try", "A title that somebody corrected"):
        desk.command("edit_record")
        editor = desk.editor()
        editor.form.title.setText(title)
        desk.save(editor)
    # THEN board, reader and library have it so
    assert desk.page.board.current_entry == LETTER
    assert "A title that somebody corrected" in str(desk.page.board.view.currentIndex().data())
    assert desk.shown_title() == "A title that somebody corrected"
    # AND undo has it stand as before, step by step, with all of it in its history
    desk.command("undo")
    assert desk.shown_title() == "A first try"
    desk.command("undo")
    assert desk.entry(LETTER) == before
    assert before is not None
    assert desk.shown_title() == before.title
    opened = Library.open(desk.library)
    assert [item.entry.title == before.title for item in opened.history(LETTER)] == [True, False, False, False, True]
    opened.close()


def test_a_new_entry_is_written_shown_and_taken_back(desk: Desk) -> None:
    # WHEN a new record is written
    desk.command("new_record")
    editor = desk.editor()
    editor.form.title.setText("Call with counsel of Example Freight Co.")
    editor.form.date.setText("2024-11-20")
    desk.save(editor)
    # THEN it stands in the reader and is found
    assert desk.shown_title() == "Call with counsel of Example Freight Co."
    entry = desk.page.reader.entry
    assert entry is not None
    assert entry.startswith("hand-")
    # AND undo takes it out again
    desk.command("undo")
    assert desk.entry(entry) is None


def test_an_import_is_undone_from_the_list(desk: Desk, qtbot: QtBot) -> None:
    # GIVEN a record that was imported, and a letter that was edited since
    desk.page.show_entry(LETTER)
    desk.at_rest()
    desk.command("edit_record")
    editor = desk.editor()
    editor.form.title.setText("Edited by hand")
    desk.save(editor)
    before = desk.page.count
    assert before is not None
    # WHEN the import is undone
    desk.command("imports")
    (dialog,) = (found for found in desk.viewer.window.findChildren(ImportsDialog) if found.isVisible())
    row, batch = next(
        (row, item) for row, item in enumerate(dialog.model.rows) if "worked-example.jsonl" in item.source
    )
    dialog.table.selectRow(row)
    dialog.undo_button.click()
    (question,) = dialog.findChildren(ConfirmDialog)
    question.action_button.click()
    desk.at_rest()
    # THEN of what it brought only the letter that was edited is left, and that is said
    assert "Edited by hand" in dialog.outcome.text()
    assert [item.is_undone for item in dialog.model.rows if item.id == batch.id] == [True]
    assert desk.entry(LETTER) is not None
    assert desk.page.count == before - batch.added + 1
    dialog.accept()
    qtbot.waitUntil(lambda: desk.viewer.keeping.flow is None, timeout=5_000)


def test_the_record_is_checked_and_a_finding_is_looked_at(desk: Desk, qtbot: QtBot) -> None:
    # WHEN the record is checked
    desk.command("health")
    (dialog,) = (found for found in desk.viewer.window.findChildren(HealthDialog) if found.isVisible())
    # THEN a click on what was found shows its record in the window, which stays usable
    finding = next(row for row, item in enumerate(dialog.findings.rows) if item.entries)
    dialog.table.clicked.emit(dialog.findings.index(finding, 1))
    desk.at_rest()
    assert desk.page.reader.entry == dialog.findings.value(finding).entries[0]
    desk.command("edit_record")
    editor = desk.editor()
    editor.reject()
    # AND it is told again at once, and goes with the library
    desk.command("health")
    assert [found for found in desk.viewer.window.findChildren(HealthDialog) if found.isVisible()] == [dialog]
    desk.viewer.controller.close_library()
    assert desk.viewer.keeping.flow is None
    qtbot.waitUntil(lambda: not desk.viewer.window.findChildren(HealthDialog), timeout=5_000)


def test_a_record_is_removed_and_brought_back(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    # GIVEN a letter in the editor
    desk.page.show_entry(LETTER)
    desk.at_rest()
    before = desk.entry(LETTER)
    desk.command("edit_record")
    editor = desk.editor()
    monkeypatch.setattr(editor, "_asks", lambda *_: True)
    # WHEN it is removed
    with qtbot.waitSignal(editor.finished, timeout=20_000):
        editor.remove_button.click()
    desk.at_rest()
    assert desk.entry(LETTER) is None
    # THEN undo brings it back
    desk.command("undo")
    assert desk.entry(LETTER) == before


def test_what_was_typed_is_not_lost_when_it_cannot_be_saved(desk: Desk, qtbot: QtBot) -> None:
    # GIVEN an entry in the editor that somebody else changes meanwhile
    desk.page.show_entry(LETTER)
    desk.at_rest()
    desk.command("edit_record")
    editor = desk.editor()
    opened = Library.open(desk.library)
    (revision,) = opened.history(LETTER)
    opened.close()
    upkeep.edit_entry(desk.library, replace(revision.entry, title="Somebody else"), revision.number, "other")
    # WHEN it is saved
    editor.form.title.setText("Typed here")
    editor.save_button.click()
    desk.at_rest()
    # THEN that is said, and the editor still has it
    (error,) = (found for found in editor.findChildren(KnownErrorDialog) if found.isVisible())
    error.accept()
    assert editor.isVisible()
    assert editor.isEnabled()
    assert editor.form.title.text() == "Typed here"
    entry = desk.entry(LETTER)
    assert entry is not None
    assert entry.title == "Somebody else"
    editor.saved()
