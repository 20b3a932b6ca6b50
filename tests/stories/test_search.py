"""Searching the record, from a slip of the pen to the place in the text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from oversight_viewer.app import Viewer
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.ui.record_page import RecordPage
from tests.stories.conftest import Waiting

LETTER = EntryId("example-crane-letter")


def test_from_a_slip_of_the_pen_to_the_place_in_the_text(
    viewer: Viewer, page: RecordPage, qtbot: QtBot, at_rest: Waiting
) -> None:
    window, hits, bar = viewer.window, page.reader.frame.hits, page.reader.frame.hits_bar
    # GIVEN the record WHEN words are typed that are nowhere
    QTest.keyClicks(window.search, "remot acess")
    at_rest()
    # THEN another spelling is offered
    button = page.board.findChild(QPushButton, "board_suggestion")
    assert isinstance(button, QPushButton)
    qtbot.waitUntil(button.isVisible)
    assert button.text() == "Did you mean “remote access”?"
    # WHEN it is taken, and what is no letter is left out
    button.click()
    QTest.keyClicks(window.search, ' committee:xcom -kind title:"port cranes"')
    at_rest()
    # THEN the entry is found, and its words are marked in the reader
    qtbot.waitUntil(lambda: page.count == 1)
    page.show_entry(LETTER)
    qtbot.waitUntil(lambda: page.reader.text is not None and not hits.is_looking and hits.count > 3, timeout=10_000)
    # WHEN one goes through the matches by key, round to the last and back to the first
    for command, words in (("next_match", "1"), ("next_match", "2"), ("previous_match", "1"),
                           ("previous_match", str(hits.count)), ("next_match", "1")):  # fmt: skip
        window.commands[command].trigger()
        qtbot.waitUntil(lambda words=words: bar.words == f"{words} of {hits.count} matches")
    # WHEN the search is emptied THEN nothing is marked any more
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: hits.count == 0 and not bar.isVisible())
    at_rest()
    assert page.count == 80


def test_what_stands_in_a_note_is_found_as_soon_as_it_is_written(
    viewer: Viewer, page: RecordPage, qtbot: QtBot, at_rest: Waiting
) -> None:
    # GIVEN a search that finds nothing
    QTest.keyClicks(viewer.window.search, "zeppelin")
    qtbot.waitUntil(lambda: page.count == 0)
    at_rest()

    # WHEN the word is written into a note
    def write(notebook: Notebook) -> Change:
        notebook.write_note(LETTER, "Was there a zeppelin?")
        return Change(notes=frozenset({LETTER}))

    assert viewer.controller.runner is not None
    viewer.controller.runner.change(write)
    # THEN the entry is there, and says why
    qtbot.waitUntil(lambda: page.count == 1)
    at_rest()
    model = page.board.view.model()
    cards = [model.index(0, lane) for lane in range(3) if model.index(0, lane).data() is not None]
    assert [str(card.data(Qt.ItemDataRole.AccessibleTextRole)).endswith("found in your notes") for card in cards] == [
        True
    ]
