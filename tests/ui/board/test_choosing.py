"""The current card and the marks of a board, by key and by pointer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.board import Board
from tests.ui.board.seeing import cell, current

KEY = Qt.Key


def test_a_click_chooses(board: Board, qtbot: QtBot) -> None:
    center = board.view.rect_of(cell(board, "cranes")).center()
    with qtbot.waitSignal(board.entry_selected) as entry_told, qtbot.waitSignal(board.selection_changed) as told:
        qtbot.mouseClick(board.view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert (entry_told.args, told.args) == (["cranes"], [["cranes"]])
    qtbot.mouseClick(board.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 400))
    assert current(board) == "cranes", "a click beside all cards changes nothing"


def test_selecting_by_program_is_not_told_back(board: Board, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(board.entry_selected), qtbot.waitSignal(board.selection_changed) as told:
        board.select_entry(EntryId("volume"))
    assert told.args == [["volume"]]
    assert current(board) == "volume"


def test_space_and_shift_mark_for_a_bulk_action(board: Board, qtbot: QtBot) -> None:
    chosen: list[list[EntryId]] = []
    board.selection_changed.connect(chosen.append)
    board.select_entry(EntryId("cranes"))
    qtbot.keyClick(board.view, KEY.Key_Space)
    qtbot.keyClick(board.view, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(board.view, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert chosen[-1] == ["cranes", "vendors", "hearing"]
    qtbot.keyClick(board.view, KEY.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert chosen[-1] == ["cranes", "vendors"], "going back takes the mark away"
    qtbot.keyClick(board.view, KEY.Key_Right)
    assert chosen[-1] == ["cranes", "vendors"], "moving about does not"
    qtbot.keyClick(board.view, KEY.Key_Escape)
    assert chosen[-1] == [current(board)]


def test_esc_takes_the_marks_away_before_it_is_a_shortcut_of_the_window(board: Board, qtbot: QtBot) -> None:
    back = QShortcut(QKeySequence("Esc"), board)
    board.select_entry(EntryId("cranes"))
    qtbot.keyClick(board.view, KEY.Key_Space)
    with qtbot.assertNotEmitted(back.activated), qtbot.waitSignal(board.selection_changed):
        qtbot.keyClick(board.view, KEY.Key_Escape)
    with qtbot.waitSignal(back.activated):
        qtbot.keyClick(board.view, KEY.Key_Escape)


def test_clicks_with_control_and_shift_mark(board: Board, qtbot: QtBot) -> None:
    def click(name: str, modifier: Qt.KeyboardModifier) -> None:
        center = board.view.rect_of(cell(board, name)).center()
        qtbot.mouseClick(board.view.viewport(), Qt.MouseButton.LeftButton, modifier, center)

    chosen: list[list[EntryId]] = []
    board.selection_changed.connect(chosen.append)
    click("report", Qt.KeyboardModifier.NoModifier)
    click("meeting", Qt.KeyboardModifier.ControlModifier)
    assert chosen[-1] == ["report", "meeting"], "the first one that is added marks both"
    click("meeting", Qt.KeyboardModifier.ControlModifier)
    assert chosen[-1] == ["report"]
    click("report", Qt.KeyboardModifier.NoModifier)
    click("vendors", Qt.KeyboardModifier.ShiftModifier)
    assert chosen[-1] == ["report", "cranes", "vendors"]


def test_marks_do_not_outlast_the_filter(board: Board, qtbot: QtBot) -> None:
    board.select_entry(EntryId("cranes"))
    qtbot.keyClick(board.view, KEY.Key_Space)
    board.select_entry(EntryId("vendors"))
    with qtbot.waitSignal(board.selection_changed) as told:
        board.set_filter(RecordFilter(text="vendors"))
    assert told.args == [["vendors"]]
