"""The editor over a library: files that are added are kept, earlier revisions are brought back, errors lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.editor_flow import Done, EditorFlow
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.dialog_flow import FlowMeans
from oversight_viewer.ui.dialogs import KnownErrorDialog
from oversight_viewer.ui.editor import EditorDialog
from oversight_viewer.ui.theme import ThemeSource
from tests.storage.helpers import an_entry, make_library

LETTER = EntryId("letter")


class Desk:
    """A library with one letter, and what the editor said was done."""

    def __init__(self, means: FlowMeans) -> None:
        self.means = means
        self.done: list[Done] = []
        self.errors: list[object] = []

    def edit(self, entry: EntryId | None = LETTER) -> EditorFlow:
        flow = EditorFlow(self.means, entry)
        flow.done.connect(self.done.append)
        flow.known_error.connect(self.errors.append)
        flow.start()
        return flow

    def entry(self) -> Entry:
        with closing(Library.open(self.means.library)) as library:
            found = library.entry(LETTER)
        assert found is not None
        return found.entry


def editor_of(flow: EditorFlow) -> EditorDialog:
    assert flow.dialog is not None
    return flow.dialog


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, theme_source: ThemeSource) -> Iterator[Desk]:
    library = make_library(tmp_path / "record.oversight", [an_entry("letter", kind="letter", title="On port cranes")])
    runner = Runner(library, tmp_path / "record.notebook", "me", immediate=True)
    window = QWidget()
    qtbot.addWidget(window)
    yield Desk(FlowMeans(window, theme_source, runner, library, MarkScheme(), "Pat Example"))
    runner.close()


def test_a_file_that_is_added_is_kept_with_the_entry(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "answer.pdf"
    file.write_bytes(b"%PDF an answer")
    editor = editor_of(desk.edit())
    editor.files.add_files([file])
    editor.save_button.click()
    (attachment,) = desk.entry().attachments
    assert attachment.sha256 is not None
    with closing(Library.open(desk.means.library)) as library:
        assert library.attachment(attachment.sha256) == b"%PDF an answer"
    (done,) = desk.done
    done.undo()
    assert desk.entry().attachments == ()


def test_a_file_that_is_gone_loses_nothing_of_what_was_typed(desk: Desk, tmp_path: Path) -> None:
    flow = desk.edit()
    editor = editor_of(flow)
    editor.form.title.setText("Corrected")
    editor.files.add_files([tmp_path / "gone.pdf"])
    editor.save_button.click()
    (error,) = editor.findChildren(KnownErrorDialog)
    error.accept()
    assert editor.isEnabled()
    assert editor.form.title.text() == "Corrected"
    assert desk.entry().title == "On port cranes"
    assert desk.done == []
    editor.saved()


def test_an_earlier_revision_is_brought_back_but_not_over_what_is_typed(desk: Desk) -> None:
    editor = editor_of(desk.edit())
    editor.form.title.setText("Second")
    editor.save_button.click()
    flow = desk.edit()
    editor = editor_of(flow)
    editor.form.title.setText("Typed")
    editor.restore_requested.emit(1)
    (error,) = editor.findChildren(KnownErrorDialog)
    error.accept()
    assert desk.entry().title == "Second"
    editor.form.title.setText("Second")
    editor.restore_requested.emit(1)
    assert flow.dialog is None, "it is done"
    assert desk.entry().title == "On port cranes"
    desk.done[-1].undo()
    assert desk.entry().title == "Second"


def test_what_was_changed_since_is_not_taken_back(desk: Desk) -> None:
    for title in ("Second", "Third"):
        editor = editor_of(desk.edit())
        editor.form.title.setText(title)
        editor.save_button.click()
    with pytest.raises(KnownError, match="changed since"):
        desk.done[0].undo()
    assert desk.entry().title == "Third"


def test_an_entry_that_is_gone_is_said(desk: Desk) -> None:
    flow = desk.edit(EntryId("nowhere"))
    assert flow.dialog is None
    assert "not in the library any more" in str(desk.errors[0])
