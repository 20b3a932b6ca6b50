"""The board as a user has it: moving about, choosing, filtering, turning the order, and when there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.views import Order
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.board.board import Board
from oversight_viewer.ui.board.model import entry_of
from oversight_viewer.ui.theme import ThemeSource
from tests.ui.board.conftest import TODAY, MakeBoard, MakeLibrary, MakeRunner, entry, save, worked_example
from tests.ui.board.seeing import cell, current, message, model, rect_is_in_view, shown

KEY = Qt.Key


def _days(count: int, lane: Lane = Lane.ACTION, year: int = 2023) -> list[Entry]:
    return [entry(lane, f"{year}-{1 + n // 28:02d}-{1 + n % 28:02d}", f"{lane.value}-{n}") for n in range(count)]


# -- what stands where ----------------------------------------------------------------------------------------------


def test_records_of_one_day_stand_in_one_row(board: Board) -> None:
    assert shown(board) == [
        "report", "announced", "cranes", "meeting", "vendors", "engineers", "answers", "hearing", "call", "volume",
        "rolling", "undated",
    ]  # fmt: skip
    tops = {board.view.rect_of(cell(board, name)).top() for name in ("vendors", "engineers", "answers")}
    assert len(tops) == 1
    lefts = [board.view.rect_of(cell(board, name)).left() for name in ("vendors", "engineers", "answers")]
    assert lefts == [left for left, _after in board.view.columns.lanes]


def test_a_point_leads_to_the_card_below_it(board: Board) -> None:
    for name in ("report", "cranes", "meeting"):
        rect = board.view.rect_of(cell(board, name))
        assert entry_of(board.view.indexAt(rect.center())) == name
        assert board.view.visualRect(board.view.indexAt(rect.center())) == rect
        below = rect.bottomLeft() + QPoint(5, 4)
        assert not board.view.indexAt(below).isValid(), "in the gap between two rows"
    assert not board.view.indexAt(QPoint(5, 5)).isValid(), "under the heading that stays at the top"


def test_counts_are_told_by_lane(make_board: MakeBoard, qtbot: QtBot) -> None:
    board = make_board(worked_example())
    with qtbot.waitSignal(board.counts_changed) as told:
        board.set_filter(RecordFilter())
    assert told.args == [{Lane.ACTION: 4, Lane.MEETING: 3, Lane.RESPONSE: 5}]
    with qtbot.waitSignal(board.counts_changed) as told:
        board.set_filter(RecordFilter(text="engineers"))
    assert told.args == [{Lane.ACTION: 0, Lane.MEETING: 1, Lane.RESPONSE: 0}]
    assert shown(board) == ["engineers"]


def test_a_large_board_is_read_where_one_looks(make_board: MakeBoard) -> None:
    board = make_board([*_days(330), *(entry(Lane.MEETING, None) for _ in range(700))])
    board.set_filter(RecordFilter())
    bar = board.view.verticalScrollBar()
    for value in (bar.maximum(), bar.maximum() // 2, 0, bar.maximum() // 3):
        bar.setValue(value)
        rows = board.view.rows_in_view()
        cells = [cell for row in rows for lane in range(3) if (cell := model(board).board_layout.cell(row, lane))]
        assert cells
        assert all(model(board).store.card(cell) is not None for cell in cells)


# -- keys -----------------------------------------------------------------------------------------------------------


def test_keys_move_within_and_between_lanes(board: Board, qtbot: QtBot) -> None:
    told: list[EntryId] = []
    board.entry_selected.connect(told.append)
    steps = [
        (KEY.Key_Down, "report"),  # the first key goes to the first card on screen
        (KEY.Key_Down, "cranes"),
        (KEY.Key_Right, "meeting"),  # of which only the month is known: 9 days later at the least
        (KEY.Key_Right, "announced"),  # 31 days earlier; the next one is 32 days later
        (KEY.Key_Left, "meeting"),
        (KEY.Key_Left, "cranes"),
        (KEY.Key_Down, "vendors"),
        (KEY.Key_Right, "engineers"),
        (KEY.Key_Right, "answers"),
        (KEY.Key_Left, "engineers"),
        (KEY.Key_Left, "vendors"),
        (KEY.Key_End, "hearing"),
        (KEY.Key_Down, "hearing"),  # down from the last card stays
        (KEY.Key_Home, "report"),
        (KEY.Key_PageDown, "hearing"),
        (KEY.Key_PageUp, "report"),
        (KEY.Key_Up, "report"),
    ]
    for key, name in steps:
        qtbot.keyClick(board.view, key)
        assert (current(board), board.current_entry) == (name, name)
        assert rect_is_in_view(board, name)
    moves = [name for (_key, name), before in zip(steps, ["", *(name for _k, name in steps)], strict=False)
             if name != before]  # fmt: skip
    assert told == moves


def test_end_goes_to_a_card_that_was_not_read_yet(make_board: MakeBoard, qtbot: QtBot) -> None:
    board = make_board(_days(300))
    board.set_filter(RecordFilter())
    board.select_entry(EntryId("action-299"))
    with qtbot.waitSignal(board.entry_selected) as told:
        qtbot.keyClick(board.view, KEY.Key_End)
    assert told.args == ["action-0"]
    assert rect_is_in_view(board, "action-0")


def test_enter_and_double_click_activate(board: Board, qtbot: QtBot) -> None:
    board.select_entry(EntryId("cranes"))
    with qtbot.waitSignal(board.entry_activated) as told:
        qtbot.keyClick(board.view, KEY.Key_Return)
    assert told.args == ["cranes"]
    center = board.view.rect_of(cell(board, "meeting")).center()
    with qtbot.waitSignal(board.entry_activated) as told:
        qtbot.mouseDClick(board.view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert told.args == ["meeting"]


def test_keys_that_are_not_of_the_board_are_left_to_the_window(board: Board, qtbot: QtBot) -> None:
    pressed: list[int] = []

    class Window(Board):
        def keyPressEvent(self, event: object) -> None:
            pressed.append(event.key())  # type: ignore[attr-defined]

    board.__class__ = Window
    board.select_entry(EntryId("cranes"))
    for key in (KEY.Key_A, KEY.Key_Escape, KEY.Key_Slash):
        qtbot.keyClick(board.view, key)
    qtbot.keyClick(board.view, KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert [key for key in pressed if key != KEY.Key_Control] == [
        KEY.Key_A,
        KEY.Key_Escape,
        KEY.Key_Slash,
        KEY.Key_Down,
    ]
    assert current(board) == "cranes"


# -- the current card stays -----------------------------------------------------------------------------------------


def test_the_current_card_stays_in_its_place_when_the_filter_changes(make_board: MakeBoard) -> None:
    board = make_board([*_days(300), *_days(150, Lane.MEETING)])
    board.set_filter(RecordFilter())
    board.select_entry(EntryId("meeting-70"))
    before = board.view.rect_of(cell(board, "meeting-70")).top()
    board.set_filter(RecordFilter(lanes=Choice(include=("meeting",))))
    assert current(board) == "meeting-70"
    assert board.view.rect_of(cell(board, "meeting-70")).top() == before


@pytest.mark.parametrize("name", ["action-0", "action-150", "action-299"])
def test_the_current_card_stays_in_view_when_the_order_is_turned(
    make_board: MakeBoard, qtbot: QtBot, name: str
) -> None:
    board = make_board(_days(300))
    board.set_filter(RecordFilter())
    board.select_entry(EntryId(name))
    assert rect_is_in_view(board, name)
    button = board.findChild(QToolButton, "board_order")
    with qtbot.waitSignal(board.look_changed) as told:
        button.click()
    assert (told.args[0].order, board.newest_first) == (Order.OLDEST, False)
    assert current(board) == name
    assert rect_is_in_view(board, name)


def test_a_card_that_no_longer_matches_comes_back_with_the_filter(board: Board, qtbot: QtBot) -> None:
    board.select_entry(EntryId("cranes"))
    with qtbot.assertNotEmitted(board.entry_selected):
        board.set_filter(RecordFilter(text="engineers"))
    assert current(board) is None
    board.set_filter(RecordFilter())
    assert current(board) == "cranes"


def test_an_entry_that_is_not_read_yet_is_found(make_board: MakeBoard) -> None:
    board = make_board([*_days(300), *(entry(Lane.RESPONSE, None, f"undated-{n}") for n in range(400))])
    board.set_filter(RecordFilter())
    for name in ("action-7", "undated-13", "action-290"):
        board.select_entry(EntryId(name))
        assert current(board) == name
        assert rect_is_in_view(board, name)
    board.set_filter(RecordFilter(lanes=Choice(include=("meeting",))))
    board.select_entry(EntryId("action-5"))
    assert current(board) is None


# -- what changes meanwhile -----------------------------------------------------------------------------------------


def test_an_import_is_shown_and_nothing_moves(
    make_library: MakeLibrary, make_runner: MakeRunner, theme_source: ThemeSource, qtbot: QtBot
) -> None:
    path = make_library(_days(200))
    runner = make_runner(path)
    board = Board(runner, theme_source, MarkScheme(), today=lambda: TODAY)
    qtbot.addWidget(board)
    board.resize(904, 800)
    board.show()
    board.set_filter(RecordFilter())
    board.select_entry(EntryId("action-199"))
    board.view.verticalScrollBar().setValue(5_000)
    with qtbot.waitSignal(board.counts_changed) as told:
        runner.import_(lambda: save(path, _days(20, Lane.MEETING, 2022)), lambda _: None)
    assert told.args[0][Lane.MEETING] == 20
    assert board.view.verticalScrollBar().value() == 5_000
    assert current(board) == "action-199", "it is the current one still, out of view as before"


def test_a_current_entry_that_is_gone_from_the_library_is_told(
    make_library: MakeLibrary, make_runner: MakeRunner, theme_source: ThemeSource, qtbot: QtBot
) -> None:
    path, other = make_library(worked_example()), make_library(_days(3))
    runner = make_runner(path)
    board = Board(runner, theme_source, MarkScheme(), today=lambda: TODAY)
    qtbot.addWidget(board)
    board.show()
    board.set_filter(RecordFilter())
    board.select_entry(EntryId("cranes"))
    with qtbot.waitSignal(board.entry_selected) as told:
        runner.import_(lambda: path.write_bytes(other.read_bytes()), lambda _: None)
    assert (told.args, board.current_entry) == ([None], None)
    assert shown(board) == ["action-2", "action-1", "action-0"]


def test_notes_decide_what_is_shown_if_one_filters_by_them(board: Board) -> None:
    board.set_filter(RecordFilter(flagged=True))
    assert shown(board) == []

    def flag(notebook: Notebook) -> Change:
        notebook.flag(EntryId("meeting"))
        return Change(notes=frozenset({EntryId("meeting")}))

    board._runner.change(flag)
    assert shown(board) == ["meeting"]


def test_notes_are_counted_on_cards_at_once(board: Board, qtbot: QtBot) -> None:
    def accessible(name: str) -> str:
        return str(model(board).index_of(cell(board, name)).data(Qt.ItemDataRole.AccessibleTextRole))

    def write(notebook: Notebook) -> Change:
        notebook.write_note(EntryId("cranes"), "A note", ())
        return Change(notes=frozenset({EntryId("cranes")}))

    before = board.view.grab().toImage()
    assert accessible("cranes").endswith("1 of 3 answered, overdue by 67 days")
    board._runner.change(write)
    assert accessible("cranes").endswith("overdue by 67 days, 1 note")
    assert board.view.grab().toImage() != before


# -- when there is nothing ------------------------------------------------------------------------------------------


def test_no_match_offers_to_clear_the_filter(board: Board, qtbot: QtBot) -> None:
    board.set_filter(RecordFilter(text="no such words"))
    assert message(board).isVisible()
    assert message(board).title == "No records match"
    button = board.findChild(QPushButton, "board_message_button")
    board.focus_board()
    assert button.hasFocus()
    with qtbot.waitSignal(board.clear_filters_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    board.set_filter(RecordFilter())
    assert board.view.isVisible()
    assert board.view.hasFocus(), "the focus goes back to the cards with them"


def test_no_match_does_not_take_the_keyboard_from_a_field(board: Board, qtbot: QtBot) -> None:
    window, field = QWidget(), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(board)
    window.show()
    board.focus_board()
    field.setFocus()
    for text, page in (("no such words", message(board)), ("", board.view)):
        board.set_filter(RecordFilter(text=text))
        assert page.isVisible()
        assert window.focusWidget() is field, "somebody is typing there"
    board.setParent(None)  # it is closed by its fixture
    window.close()


def test_an_empty_library_offers_to_import(make_board: MakeBoard, qtbot: QtBot) -> None:
    board = make_board([])
    board.set_filter(RecordFilter())
    assert message(board).title == "This library is empty"
    with qtbot.waitSignal(board.import_requested):
        qtbot.mouseClick(board.findChild(QPushButton, "board_message_button"), Qt.MouseButton.LeftButton)


def test_a_library_that_cannot_be_read_is_told_and_tried_again(
    make_library: MakeLibrary, make_runner: MakeRunner, theme_source: ThemeSource, qtbot: QtBot
) -> None:
    path = make_library(worked_example())
    kept = path.read_bytes()
    path.write_bytes(b"This is no library at all.")
    board = Board(make_runner(path), theme_source, MarkScheme())
    qtbot.addWidget(board)
    board.show()
    board.set_filter(RecordFilter())
    assert message(board).isVisible()
    assert path.name in message(board).title
    path.write_bytes(kept)
    qtbot.mouseClick(board.findChild(QPushButton, "board_message_button"), Qt.MouseButton.LeftButton)
    assert board.view.isVisible()
    assert model(board).rowCount() > 0


# -- with threads ---------------------------------------------------------------------------------------------------


def test_filters_that_follow_each_other_quickly_end_with_the_last(
    make_library: MakeLibrary, theme_source: ThemeSource, qtbot: QtBot, tmp_path: Path
) -> None:
    runner = Runner(make_library([*worked_example(), *_days(300)]), tmp_path / "a.notebook", "me")
    board = Board(runner, theme_source, MarkScheme())
    qtbot.addWidget(board)
    board.resize(904, 800)
    board.show()
    try:
        for text in ("e", "en", "eng", "engi", "engineers"):
            board.set_filter(RecordFilter(text=text))
        qtbot.waitUntil(lambda: shown(board) == ["engineers"])
        board.set_filter(RecordFilter())
        with qtbot.waitSignal(board.counts_changed) as told:
            board.set_order(Order.OLDEST)
        assert sum(told.args[0].values()) == 312
        bar = board.view.verticalScrollBar()
        for value in range(0, bar.maximum(), 900):
            bar.setValue(value)
        board.select_entry(EntryId("action-100"))
        qtbot.waitUntil(lambda: current(board) == "action-100")
        qtbot.waitUntil(lambda: not model(board).store.plan(board.view.rows_in_view()))
    finally:
        runner.close()


def test_the_current_card_stays_where_it_is_with_the_first_cards_and_with_all(
    make_board: MakeBoard, qtbot: QtBot
) -> None:
    board = make_board([*_days(330), *_days(300, Lane.MEETING)])
    board.set_filter(RecordFilter())
    board.select_entry(EntryId("action-200"))
    offset = board.view.offset_of(cell(board, "action-200"))
    seen: list[tuple[bool, int]] = []

    def note() -> None:
        seen.append((model(board).board_layout.complete, board.view.offset_of(cell(board, "action-200"))))

    model(board).modelAboutToBeReset.connect(note)
    with qtbot.waitSignal(board.counts_changed):
        board.set_filter(RecordFilter(lanes=Choice((Lane.ACTION.value,))))
    note()
    assert seen == [(True, offset), (False, offset), (True, offset)]
    assert current(board) == "action-200"
