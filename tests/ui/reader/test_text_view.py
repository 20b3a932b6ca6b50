"""A text of any length is on the screen at once, whole, and scrolls with the rest of the entry."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.pieces import Sign
from oversight_viewer.ui.reader.browser import SafeTextBrowser
from oversight_viewer.ui.reader.kit import column, holder
from oversight_viewer.ui.reader.long_text import LongText
from oversight_viewer.ui.reader.text_view import LONG, Skeleton, TextView
from oversight_viewer.ui.theme import Theme
from tests.ui.reader.seen import shown, words


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> TextView:
    made = TextView(theme, 500)
    qtbot.addWidget(made)
    made.resize(420, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


LINES = "\n".join(f"{number:6} Q. And what did the witness do then, in the matter at hand?" for number in range(50_000))


def test_three_million_characters_are_all_there_and_only_the_screen_is_laid_out(qtbot: QtBot, view: TextView) -> None:
    assert len(LINES) > 3_000_000
    view.show_plain(LINES)
    text = view.view
    assert isinstance(text, LongText)
    view.grab()
    assert LINES.startswith(text.toPlainText()), "the beginning is there at once"
    assert 50_000 < len(text.toPlainText()) < 100_000
    qtbot.waitUntil(lambda: len(text.toPlainText()) == len(LINES))
    assert text.toPlainText() == LINES
    assert text.document().findBlockByNumber(20_000).layout().lineCount() == 0
    text.moveCursor(QTextCursor.MoveOperation.End)
    assert text.cursorRect().top() < text.height()


def test_who_asks_about_the_whole_of_a_long_text_gets_it_at_once(view: TextView) -> None:
    view.show_plain(f"{LINES}\n\n")
    text = view.view
    assert isinstance(text, LongText)
    assert text.marks.content == f"{LINES}\n\n"


def test_long_text_has_the_lines_of_short_text(view: TextView, theme: Theme) -> None:
    view.show_plain(LINES)
    text = view.view
    assert isinstance(text, LongText)
    view.grab()
    tops = [text.cursorRect(QTextCursor(text.document().findBlockByNumber(number))).top() for number in range(4)]
    steps = {later - earlier for earlier, later in pairwise(tops)}
    assert all(step % theme.record_line() == 0 for step in steps), steps


def test_a_line_without_end_is_cut_for_the_eye(view: TextView) -> None:
    view.show_plain("x" * 300_000)
    text = view.view
    assert isinstance(text, LongText)
    assert text.toPlainText().replace("\n", "") == "x" * 300_000
    assert max(map(len, text.toPlainText().split("\n"))) <= 1000


def test_short_text_grows(view: TextView) -> None:
    view.show_plain("one\ntwo")
    assert isinstance(view.view, SafeTextBrowser)
    assert view.view.grows


def test_html_in_pieces_is_whole_in_the_end(qtbot: QtBot, view: TextView) -> None:
    pieces = [f"<p>Part {number} " + "of a long report. " * 3000 + "</p>" for number in range(6)]
    assert sum(map(len, pieces)) > LONG
    view.show_html(pieces)
    browser = view.view
    assert isinstance(browser, SafeTextBrowser)
    assert not browser.grows
    qtbot.waitUntil(lambda: "Part 5" in browser.toPlainText())
    text = browser.toPlainText()
    assert [text.count(f"Part {number} ") for number in range(6)] == [1] * 6
    assert text.count("long report") == 18_000


def test_another_text_stops_the_pieces_of_the_one_before(qtbot: QtBot, view: TextView) -> None:
    view.show_html(["<p>old</p>" + "<p>filler text</p>" * 6000, "<p>more of the old</p>"])
    view.show_plain("new")
    QApplication.processEvents()
    assert words(view) == ["new"]


def test_a_notice_stands_above_the_text(view: TextView) -> None:
    view.show_plain("text", "Shown as plain text.")
    assert sorted(words(view)) == ["Shown as plain text.", "text"]
    assert len(shown(view, Sign)) == 1
    view.show_plain("text")
    assert words(view) == ["text"]


def test_what_is_not_there_yet_has_a_place(view: TextView) -> None:
    view.show_waiting()
    assert isinstance(view.view, Skeleton)
    assert view.view.height() > 100


def wheel(widget: QWidget, steps: int) -> bool:
    """Turn the wheel over a widget; tells whether it took the turn. Qt hands on only turns of a real wheel."""
    at = QPointF(20, 20)
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(0, 0), QPoint(0, steps * 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_the_wheel_moves_entry_and_long_text_as_one(qtbot: QtBot, theme: Theme) -> None:
    view = TextView(theme, 380)
    above, below = QWidget(), QWidget()
    above.setFixedHeight(200)
    below.setFixedHeight(200)
    pane = QScrollArea()
    pane.setWidgetResizable(True)
    pane.setWidget(holder(column(above, view, below)))
    qtbot.addWidget(pane)
    pane.resize(420, 400)
    with qtbot.waitExposed(pane):
        pane.show()
    view.show_plain(LINES[: LONG * 2])
    QApplication.processEvents()
    text = view.view
    assert isinstance(text, LongText)
    outer, inner = pane.verticalScrollBar(), text.verticalScrollBar()
    wheel(text.viewport(), -1)
    assert outer.value() > 0, "the pane comes first, until the whole text is to be seen"
    assert inner.value() == 0
    outer.setValue(200)
    at = outer.value()
    wheel(text.viewport(), -1)
    assert (outer.value(), inner.value() > 0) == (at, True)
    wheel(text.viewport(), 1)
    assert (outer.value(), inner.value()) == (at, 0)
    wheel(text.viewport(), 1)
    assert outer.value() < at, "at its beginning the text hands the wheel on"


def test_wheel_and_keys_over_a_short_text_move_the_entry(qtbot: QtBot, theme: Theme) -> None:
    view, below = TextView(theme, 380), QWidget()
    below.setFixedHeight(900)
    pane = QScrollArea()
    pane.setWidgetResizable(True)
    pane.setWidget(holder(column(view, below)))
    qtbot.addWidget(pane)
    pane.resize(420, 400)
    with qtbot.waitExposed(pane):
        pane.show()
    view.show_html(["<p>one</p><p>two</p>"])
    QApplication.processEvents()
    assert isinstance(view.view, SafeTextBrowser)
    assert not wheel(view.view.viewport(), -1), "it is left to the pane"
    qtbot.keyClick(view.view, Qt.Key.Key_PageDown)
    assert pane.verticalScrollBar().value() > 0
