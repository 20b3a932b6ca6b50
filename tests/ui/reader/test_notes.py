"""What the user writes reaches the notebook, whatever he does next, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.annotations import EntryNotes, Note
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.reader.reader import Reader
from oversight_viewer.ui.theme import ThemeSource
from tests.ui.reader.seen import words

Show = Callable[[str], Reader]
LETTER = EntryId("letter")


def kept(runner: Runner, entry: str = "letter") -> EntryNotes:
    """What the notebook says of an entry."""
    return runner.notes.get(EntryId(entry), EntryNotes(EntryId(entry)))


def texts(runner: Runner, entry: str = "letter") -> list[str]:
    return [note.latest.text for note in kept(runner, entry).notes]


def write(runner: Runner, text: str, tags: Sequence[str] = (), entry: EntryId = LETTER) -> Note:
    """Put a note into the notebook."""

    def work(notebook: Notebook) -> Change:
        notebook.write_note(entry, text, tags)
        return Change(notes=frozenset({entry}))

    runner.change(work)
    return kept(runner, entry).notes[-1]


def type_note(reader: Reader, text: str) -> None:
    reader.write_note()
    reader.composer.editor.insertPlainText(text)


def test_what_is_typed_is_saved_when_the_editor_closes(show: Show, runner: Runner) -> None:
    reader = show("letter")
    type_note(reader, "Quote the **spokesperson**.")
    assert reader.composer.isVisible()
    QTest.keyClick(reader.composer.editor, Qt.Key.Key_Escape)
    assert not reader.composer.isVisible()
    assert texts(runner) == ["Quote the **spokesperson**."]
    seen = words(reader)
    assert "Quote the spokesperson." in seen
    assert any(text.startswith("You, ") for text in seen)
    assert "1 note" in seen


def test_what_is_typed_is_saved_by_itself(qtbot: QtBot, show: Show, runner: Runner) -> None:
    reader = show("letter")
    type_note(reader, "first")
    qtbot.waitUntil(lambda: texts(runner) == ["first"])
    reader.composer.editor.insertPlainText(" and second")
    qtbot.waitUntil(lambda: texts(runner) == ["first and second"])
    assert len(kept(runner).notes) == 1
    # What stands in the editor is not shown a second time below the text.
    assert words(reader).count("first and second") == 1


def test_the_focus_leaving_saves(show: Show, runner: Runner) -> None:
    reader = show("letter")
    type_note(reader, "left")
    reader.frame.area.setFocus()
    assert texts(runner) == ["left"]


def test_another_entry_saves_first(show: Show, runner: Runner) -> None:
    reader = show("letter")
    type_note(reader, "of the letter")
    show("response")
    assert texts(runner) == ["of the letter"]
    assert not kept(runner, "response").notes
    assert not reader.composer.isVisible()
    assert "of the letter" not in words(reader)


def test_closing_and_hiding_save(show: Show, runner: Runner) -> None:
    reader = show("letter")
    type_note(reader, "one")
    reader.hide()
    assert texts(runner) == ["one"]
    reader.show()
    reader.composer.editor.insertPlainText(", two")
    reader.flush()
    assert texts(runner) == ["one, two"]


def test_an_empty_note_is_not_saved(show: Show, runner: Runner) -> None:
    reader = show("letter")
    type_note(reader, "  \n")
    reader.composer.tag_field.edit.setText("a tag")
    reader.notes.close_editor()
    assert kept(runner).is_empty


def test_control_enter_closes(show: Show, runner: Runner) -> None:
    reader = show("letter")
    type_note(reader, "done")
    QTest.keyClick(reader.composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not reader.composer.isVisible()
    assert texts(runner) == ["done"]


def test_the_keyboard_goes_back_to_where_it_was(show: Show, runner: Runner) -> None:
    reader = show("letter")
    before = QLineEdit(reader)
    before.show()
    before.setFocus()
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        type_note(reader, "done")
        assert reader.composer.editor.hasFocus()
        QTest.keyClick(reader.composer.editor, key, Qt.KeyboardModifier.ControlModifier)
        assert before.hasFocus()


def test_the_keyboard_stays_in_the_reader_if_what_had_it_is_gone(show: Show, runner: Runner) -> None:
    reader = show("letter")
    before = QLineEdit(reader)
    before.show()
    before.setFocus()
    reader.write_note()
    before.hide()
    QTest.keyClick(reader.composer.editor, Qt.Key.Key_Escape)
    assert reader.frame.area.hasFocus()
    before.deleteLater()


def test_the_hint_of_the_editor_grows_with_the_text(show: Show, theme_source: ThemeSource) -> None:
    reader = show("letter")
    before = reader.composer.editor.font().pixelSize()
    theme_source.set_text_scale(2.0)
    reader.write_note()
    editor = reader.composer.editor
    assert editor.viewport().font().pixelSize() == editor.font().pixelSize() == 2 * before


def edit(reader: Reader, place: int = 0, version: int = 0) -> None:
    reader.notes.views[place].versions[version].edit_button.click()


def test_an_edit_replaces_the_version_that_was_edited(show: Show, runner: Runner) -> None:
    note = write(runner, "Draft", ["old"])
    reader = show("letter")
    edit(reader)
    assert reader.composer.editor.toPlainText() == "Draft"
    reader.composer.editor.setPlainText("Final")
    reader.composer.tag_field.edit.setText("new, Old")
    reader.notes.close_editor()
    (after,) = kept(runner).notes
    assert after.id == note.id
    assert [version.text for version in after.versions] == ["Final"]
    assert after.latest.tags == ("old", "new")


def test_a_note_that_is_not_changed_is_not_written_again(show: Show, runner: Runner) -> None:
    write(runner, "Same")
    before = kept(runner)
    reader = show("letter")
    edit(reader)
    reader.notes.close_editor()
    assert kept(runner) == before


def test_a_note_that_was_emptied_is_deleted_and_comes_back(show: Show, runner: Runner) -> None:
    write(runner, "Precious")
    reader = show("letter")
    edit(reader)
    reader.composer.editor.setPlainText("")
    assert texts(runner) == ["Precious"]
    reader.notes.close_editor()
    assert texts(runner) == []
    assert reader.toast.words == "Note deleted"
    reader.toast.take_back()
    assert texts(runner) == ["Precious"]


def test_a_deleted_note_comes_back_by_undo_also_from_another_entry(show: Show, runner: Runner) -> None:
    write(runner, "Precious")
    reader = show("letter")
    reader.notes.views[0].versions[0].delete_button.click()
    assert texts(runner) == []
    assert "No notes" in words(reader)
    show("response")
    reader.undo()
    assert texts(runner) == ["Precious"]
    assert reader.toast.words == ""


def test_the_message_takes_back_only_what_it_tells_of(show: Show, runner: Runner) -> None:
    write(runner, "Precious")
    reader = show("letter")
    reader.notes.views[0].versions[0].delete_button.click()
    reader.toggle_flag()
    reader.toast.take_back()
    assert kept(runner).flagged
    assert texts(runner) == []


def test_deleting_the_note_that_is_edited_closes_the_editor(show: Show, runner: Runner) -> None:
    note = write(runner, "Precious")
    reader = show("letter")
    edit(reader)
    reader.composer.editor.insertPlainText("more ")
    reader.notes.delete_note(note)
    assert not reader.composer.isVisible()
    assert texts(runner) == []


def test_two_versions_written_apart_are_both_shown(show: Show, runner: Runner, tmp_path: Path) -> None:
    note = write(runner, "Base")

    def apart(notebook: Notebook) -> Change:
        for text in ("Mine", "Theirs"):
            notebook.write_note(LETTER, text, note=note.id, parent=note.latest.event)
        return Change(notes=frozenset({LETTER}))

    runner.change(apart)
    reader = show("letter")
    seen = words(reader)
    assert "Mine" in seen
    assert "Theirs" in seen
    assert "2 versions of this note were written apart. Both are kept." in seen
    edit(reader, version=0)
    reader.composer.editor.setPlainText("Mine, again")
    reader.notes.close_editor()
    assert [version.text for version in kept(runner).notes[0].versions] == ["Theirs", "Mine, again"]


def test_tags_of_the_entry(show: Show, runner: Runner) -> None:
    write(runner, "with a tag", ["Crane vendors"])
    reader = show("letter")
    field = reader.notes.tag_field
    field.edit.setText("crane  VENDORS")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    QTest.keyClicks(field.edit, "to check,")
    assert kept(runner).tags == ("Crane vendors", "to check")
    QTest.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert kept(runner).tags == ("Crane vendors",)
    reader.undo()
    assert kept(runner).tags == ("Crane vendors", "to check")
    assert field.tags == ("Crane vendors", "to check")
    show("response")
    assert field.tags == ()


def test_a_tag_that_is_typed_is_kept_when_another_entry_comes(show: Show, runner: Runner) -> None:
    reader = show("letter")
    reader.notes.tag_field.edit.setText("half typed")
    show("response")
    assert kept(runner).tags == ("half typed",)
    assert kept(runner, "response").is_empty


def test_known_tags_are_offered(show: Show, runner: Runner) -> None:
    write(runner, "with a tag", ["Crane vendors"])
    reader = show("letter")
    reader.set_known_tags(["access logs"])
    completer = reader.notes.tag_field.edit.completer()
    assert completer is not None
    completer.setCompletionPrefix("log")
    assert completer.currentCompletion() == "access logs"
    completer.setCompletionPrefix("CRANE")
    assert completer.currentCompletion() == "Crane vendors"


def test_the_flag(show: Show, runner: Runner) -> None:
    reader = show("letter")
    button = reader.frame.bar.flag
    button.click()
    assert kept(runner).flagged
    assert button.isChecked()
    reader.toggle_flag()
    assert not kept(runner).flagged
    reader.undo()
    assert kept(runner).flagged
    show("response")
    assert not button.isChecked()


def test_nothing_is_written_without_an_entry(reader: Reader, runner: Runner) -> None:
    reader.write_note()
    reader.toggle_flag()
    reader.undo()
    assert not reader.composer.isVisible()
    assert dict(runner.notes) == {}


def test_the_state_of_saving_is_told(qtbot: QtBot, show: Show) -> None:
    reader = show("letter")
    said: list[str] = []
    reader.save_state_changed.connect(said.append)
    type_note(reader, "a")
    assert said == ["Saving…"]
    qtbot.waitUntil(lambda: said == ["Saving…", "All changes saved"])
    assert "Saved" in words(reader.composer)


def limit_size(runner: Runner, pages: int) -> None:
    """Make the disk full for the notebook, as far as SQLite can tell."""

    def work(notebook: Notebook) -> Change:
        notebook._conn.execute(f"PRAGMA max_page_count = {pages}")
        return Change()

    runner.change(work)


def test_a_note_that_cannot_be_saved_stays_and_is_tried_again(show: Show, runner: Runner) -> None:
    write(runner, "earlier")
    reader = show("letter")
    said: list[str] = []
    reader.save_state_changed.connect(said.append)
    limit_size(runner, 1)
    long_note = "must not be lost " * 10_000
    type_note(reader, long_note)
    reader.frame.area.setFocus()
    assert said[-1] == "Not saved"
    assert any("is tried again every few seconds" in text for text in words(reader.composer))
    show("response")
    assert texts(runner) == ["earlier"]
    assert said[-1] == "Not saved"
    limit_size(runner, 1_000_000)
    reader.flush()
    assert texts(runner) == ["earlier", long_note]
    assert said[-1] == "All changes saved"


def test_a_tag_that_cannot_be_saved_is_not_shown_as_if_it_were(show: Show, runner: Runner) -> None:
    reader = show("letter")
    write(runner, "earlier")
    limit_size(runner, 1)
    reader.notes.tag_field.edit.setText("tag " * 40)
    for number in range(40):
        reader.notes.tag_field.edit.setText(f"{number} " + "long " * 38)
        reader.notes.tag_field.commit()
    assert reader.notes.tag_field.tags == kept(runner).tags
    assert len(kept(runner).tags) < 40
    assert reader.toast.words
