"""The main job, end to end, as a staffer does it: open, filter, search, read, note, export a memo."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.app import Viewer
from oversight_viewer.cli.commands import cli
from oversight_viewer.domain.filters import Choice, ChoiceState, Facet, RecordFilter
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.memo_dialog import MemoDialog
from oversight_viewer.ui.record_page import RecordPage
from tests.stories.conftest import Waiting

MEETING = EntryId("public-tiktok-meeting")


def count_by_command_line(library: Path, *arguments: str) -> int:
    done = CliRunner().invoke(cli, ["search", str(library), "--json", *arguments])
    assert done.exit_code == 0, done.output
    count = json.loads(done.output)["count"]
    assert isinstance(count, int)
    return count


@pytest.mark.parametrize(
    ("wanted", "arguments"),
    [
        (RecordFilter(committees=Choice(("XCOM",))), ("--committee", "XCOM")),
        (RecordFilter(committees=Choice(("HLZS",))), ("--committee", "hlzs00")),
        (RecordFilter(committees=Choice(("XCOM",)), subcommittees=False), ("--committee", "XCOM", "--exact-committee")),
        (RecordFilter(companies=Choice(("ByteDance",))), ("--company", "ByteDance")),
        (RecordFilter(companies=Choice(("Amazon",))), ("--company", "amazon")),
        (RecordFilter(kinds=Choice(("letter",))), ("--kind", "letter")),
        (RecordFilter(people=Choice(("Mark Zuckerberg",))), ("--person", "mark zuckerberg")),
        (RecordFilter(congresses=Choice(("118",))), ("--congress", "118")),
        (RecordFilter(years=Choice((), ("2024",))), ("--not-year", "2024")),
        (RecordFilter(unanswered=True), ("--unanswered",)),
        (RecordFilter(overdue=True), ("--overdue",)),
    ],
)
def test_the_window_and_the_command_line_find_the_same(
    page: RecordPage, at_rest: Waiting, sample_library: Path, wanted: RecordFilter, arguments: tuple[str, ...]
) -> None:
    # WHEN something is chosen in the window
    page.set_filter(wanted)
    at_rest()
    # THEN as many entries are shown as the command line lists, and not all of them
    assert page.count == count_by_command_line(sample_library, *arguments)
    assert 0 < page.count < count_by_command_line(sample_library)


def test_each_number_in_the_sidebar_is_what_one_gets(page: RecordPage, at_rest: Waiting, qtbot: QtBot) -> None:
    # GIVEN a filter, and the section of years opened by its heading
    page.set_filter(RecordFilter(companies=Choice(("Example Freight Co.",))))
    tree, model = page.sidebar.tree, page.sidebar.model
    (years,) = [section for section in model.sections() if section.facet is Facet.YEAR]
    tree.expand(model.index_of(years))
    at_rest()
    overdue = next(row for section in model.sections() for row in section.children if row.value == "overdue")
    # WHEN a year, the requests that are overdue, or a company without its subsidiaries is chosen
    for row in (years.children[0], overdue):
        promised = model.count(row)
        before = page.filter
        tree.setCurrentIndex(model.index_of(row))
        qtbot.keyClick(tree, Qt.Key.Key_Space)
        at_rest()
        # THEN there are as many records as its row said
        assert page.count == promised
        assert promised is not None
        assert promised > 0
        page.set_filter(before)
        at_rest()
    count = page.count
    assert count is not None
    switch = next(row for section in model.sections() for row in section.children if row.value == "subsidiaries")
    tree.setCurrentIndex(model.index_of(switch))
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    at_rest()
    assert not page.filter.subsidiaries
    assert page.count is not None
    assert page.count < count


def test_search_read_and_step_back(viewer: Viewer, page: RecordPage, at_rest: Waiting, qtbot: QtBot) -> None:
    # GIVEN the board has focus, WHEN "/" is pressed and a word is typed
    page.board.focus_board()
    QTest.keyClick(viewer.window, Qt.Key.Key_Slash)
    field = viewer.window.search
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "spokesperson")
    at_rest()
    # THEN fewer entries are shown, and the sentence says why
    found = page.count
    assert found is not None
    assert 0 < found < 80
    assert page.filter.text == "spokesperson"
    # WHEN the first is opened and Esc is pressed
    page.show_entry(MEETING)
    at_rest()
    assert page.reader.entry == MEETING
    page.step_back()
    # THEN the cards have focus again
    qtbot.waitUntil(lambda: is_within(page.board))
    # WHEN all filters are cleared THEN everything is there again
    viewer.window.commands["clear"].trigger()
    at_rest()
    assert page.count == 80


def is_within(pane: QWidget) -> bool:
    focus = pane.window().focusWidget()
    return focus is not None and (focus is pane or pane.isAncestorOf(focus))


def test_a_note_marks_the_card_and_can_be_filtered_by(
    viewer: Viewer, page: RecordPage, at_rest: Waiting, qtbot: QtBot
) -> None:
    # GIVEN an entry is read WHEN a note with a tag is written
    page.show_entry(MEETING)
    at_rest()
    viewer.window.commands["annotate"].trigger()
    editor = page.reader.composer.editor
    qtbot.waitUntil(editor.isVisible)
    qtbot.keyClicks(editor, "Ask what was promised.")
    page.reader.flush()
    at_rest()
    # THEN the notebook has it and the filter for annotated entries finds that entry alone
    runner = viewer.controller.runner
    assert runner is not None
    assert [note.latest.text for note in runner.notes[MEETING].notes] == ["Ask what was promised."]
    page.set_filter(RecordFilter(has_notes=True))
    at_rest()
    assert page.count == 1
    # WHEN it is flagged too THEN the filter for flagged entries finds it
    page.show_entry(MEETING)
    at_rest()
    viewer.window.commands["flag"].trigger()
    at_rest()
    page.set_filter(RecordFilter(flagged=True))
    at_rest()
    assert page.count == 1


def test_notes_on_a_library_that_is_opened_again_are_still_there(
    viewer: Viewer, own_sample: Path, at_rest: Waiting, qtbot: QtBot
) -> None:
    # GIVEN a note was written and the library closed
    viewer.controller.open_library(own_sample)
    qtbot.waitUntil(lambda: viewer.window.page is not None)
    at_rest()
    assert viewer.window.page is not None
    viewer.window.page.show_entry(MEETING)
    at_rest()
    viewer.window.commands["annotate"].trigger()
    qtbot.keyClicks(viewer.window.page.reader.composer.editor, "Kept.")
    viewer.controller.close_library()
    assert viewer.window.page is None
    # WHEN it is opened again THEN the note is there, and the library is among the recent ones
    viewer.controller.open_library(own_sample)
    qtbot.waitUntil(lambda: viewer.window.page is not None)
    at_rest()
    runner = viewer.controller.runner
    assert runner is not None
    assert [note.latest.text for note in runner.notes[MEETING].notes] == ["Kept."]
    assert [item.path for item in viewer.settings.recent()] == [own_sample]


def test_a_memo_of_what_is_shown(
    viewer: Viewer, page: RecordPage, at_rest: Waiting, tmp_path: Path, qtbot: QtBot
) -> None:
    # GIVEN one committee and one company are chosen
    page.set_filter(
        RecordFilter()
        .with_state(Facet.COMMITTEE, "XCOM", ChoiceState.INCLUDED)
        .with_state(Facet.COMPANY, "Example Freight Co.", ChoiceState.INCLUDED)
    )
    at_rest()
    # WHEN a memo is ordered under the ceiling public
    viewer.window.commands["memo"].trigger()
    at_rest()
    dialogs = viewer.window.findChildren(MemoDialog)
    assert len(dialogs) == 1
    target = tmp_path / "memo.docx"
    dialogs[0].place.setText(str(target))
    dialogs[0].to.setText("Members")
    dialogs[0].export_button.click()
    qtbot.waitUntil(target.exists, timeout=60_000)
    at_rest()
    # THEN the Word file holds the public entries and none that is above
    text = zipfile.ZipFile(target).read("word/document.xml").decode("utf-8")
    assert "Remote access to port cranes" in text
    assert "Engineers walk through the update servers" not in text
