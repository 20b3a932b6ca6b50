"""The board where there is room for one lane at a time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.filters import ChoiceState, Facet, RecordFilter
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.domain.records import Entry, EntryId, Link
from oversight_viewer.domain.views import Alignment, Look, Order
from oversight_viewer.ui.board.board import Board
from oversight_viewer.ui.board.headings import LaneHeadings
from oversight_viewer.ui.board.lane_tabs import LaneTabs
from oversight_viewer.ui.board.order_button import OrderButton
from oversight_viewer.ui.theme import ThemeSource
from tests.ui.board.conftest import MakeBoard, entry
from tests.ui.board.seeing import cell, current, model, rect_is_in_view, shown

ACTION, MEETING, RESPONSE = range(3)
NARROW, WIDE = 560, 904


@pytest.fixture
def narrow(board: Board) -> Board:
    """The worked example, oldest first, where one lane has room."""
    board.resize(NARROW, 800)
    return board


def _tabs(board: Board) -> LaneTabs:
    tabs = board.findChild(LaneTabs)
    assert isinstance(tabs, LaneTabs)
    return tabs


def _record(days: int) -> list[Entry]:
    """One card a day, of one lane after the other, the earliest first."""
    first = date(2020, 1, 1)
    return [entry(LANES[n % 3], (first + timedelta(days=n)).isoformat(), f"entry-{n}") for n in range(days)]


# -- which form it has ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scale", "lanes"), [
    (652, 1.0, 3), (NARROW, 1.0, 1), (WIDE, 1.0, 3), (WIDE, 2.0, 1), (1304, 2.0, 3),
])  # fmt: skip
def test_three_lanes_need_room_that_is_counted_in_letters(
    board: Board, theme_source: ThemeSource, width: int, scale: float, lanes: int
) -> None:
    board.resize(width, 800)
    theme_source.set_text_scale(scale)
    assert model(board).columnCount() == lanes
    assert _tabs(board).isVisible() == (lanes == 1)
    assert board.view.horizontalScrollBar().maximum() == 0


def test_in_a_cramped_window_lanes_come_one_at_a_time(board: Board) -> None:
    board.set_cramped(True)
    assert board.view.lane == ACTION
    board.set_cramped(False)
    assert board.view.lane is None


def test_a_lane_alone_has_no_rows_but_its_own(narrow: Board) -> None:
    QAbstractItemModelTester(model(narrow), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert shown(narrow) == ["report", "cranes", "vendors", "hearing"]
    narrow.show_lane(MEETING)
    assert shown(narrow) == ["meeting", "engineers", "call"]
    narrow.show_lane(RESPONSE)
    assert shown(narrow) == ["announced", "answers", "volume", "rolling", "undated"]
    assert model(narrow).rowCount() == 5
    tops = [narrow.view.rect_of(cell(narrow, name)).top() for name in shown(narrow)]
    assert [lower - upper for upper, lower in pairwise(tops)] == [128, 104, 128, 128], "a row, or a row with a heading"


def test_headings_count_what_stands_below_them(narrow: Board) -> None:
    layout = model(narrow).board_layout
    assert [heading.records for heading in layout.headings_between(0, layout.height)] == [1, 1, 2]
    assert sum(heading.records for heading in layout.headings_between(0, layout.height)) == layout.rows


def test_cards_take_the_width_beside_the_dates(narrow: Board) -> None:
    rect, places = narrow.view.rect_of(cell(narrow, "cranes")), narrow.view.columns
    assert places.dates[1] <= rect.left() < 100
    assert rect.right() > narrow.view.viewport().width() - 24


def test_a_lane_that_would_be_too_narrow_alone_is_scrolled_sideways(narrow: Board) -> None:
    narrow.resize(240, 800)
    assert narrow.view.horizontalScrollBar().maximum() > 0
    rect = narrow.view.rect_of(cell(narrow, "cranes"))
    assert rect.width() == 200
    narrow.select_entry(EntryId("cranes"))
    assert narrow.view.rect_of(cell(narrow, "cranes")).right() < narrow.view.viewport().width()


@pytest.mark.parametrize("alignment", list(Alignment))
@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
def test_all_cards_of_each_lane_stand_there_in_every_alignment(
    narrow: Board, alignment: Alignment, order: Order
) -> None:
    narrow.set_look(Look(alignment=alignment, order=order))
    seen = []
    for lane in LANES:
        narrow.show_lane(lane.number)
        cards = [model(narrow).card(model(narrow).index(row, 0)) for row in range(model(narrow).rowCount())]
        assert {card.lane for card in cards if card is not None} == {lane}
        seen += [card.id for card in cards if card is not None]
    assert len(seen) == len(set(seen)) == 12


def test_a_long_record_is_read_as_one_scrolls(make_board: MakeBoard) -> None:
    board = make_board(_record(900))
    board.resize(NARROW, 800)
    board.set_look(Look(order=Order.OLDEST))
    board.show_lane(MEETING)
    bar = board.view.verticalScrollBar()
    names = set()
    for value in (*range(0, bar.maximum(), 600), bar.maximum()):
        bar.setValue(value)
        for row in board.view.rows_in_view():
            card = model(board).card(model(board).index(row, 0))
            assert card is not None, f"row {row} is on screen and was not read"
            names.add(card.id)
    assert names == {f"entry-{n}" for n in range(1, 900, 3)}


# -- tabs -----------------------------------------------------------------------------------------------------------


def test_tabs_are_told_as_tabs_with_what_is_in_them(narrow: Board) -> None:
    bar = QAccessible.queryAccessibleInterface(_tabs(narrow))
    assert bar.role() == QAccessible.Role.PageTabList
    tabs = [bar.child(number) for number in range(3)]
    assert [tab.role() for tab in tabs] == [QAccessible.Role.PageTab] * 3
    assert [tab.text(QAccessible.Text.Name) for tab in tabs] == [
        "Committee actions, 4 records", "Closed-door meetings, 3 records", "Company responses, 5 records",
    ]  # fmt: skip
    assert narrow.view.accessibleName() == "Committee actions"
    assert model(narrow).headerData(0, Qt.Orientation.Horizontal) == "Committee actions, 4 records, oldest first"


def test_counts_in_tabs_follow_the_filter(narrow: Board) -> None:
    narrow.set_filter(RecordFilter().with_state(Facet.COMPANY, "Example Freight Co.", ChoiceState.INCLUDED))
    assert [_tabs(narrow).accessibleTabName(number).partition(", ")[2] for number in range(3)] == [
        "3 records", "2 records", "2 records",
    ]  # fmt: skip


def test_a_tab_shows_its_lane_and_takes_no_focus_from_the_cards(narrow: Board, qtbot: QtBot) -> None:
    narrow.focus_board()
    tabs = _tabs(narrow)
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(RESPONSE).center())
    assert narrow.view.lane == RESPONSE
    assert tabs.currentIndex() == RESPONSE
    qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert narrow.view.lane == MEETING


def test_scrolling_over_the_tabs_changes_no_lane(narrow: Board) -> None:
    tabs = _tabs(narrow)
    place = QPointF(tabs.tabRect(0).center())
    wheel = QWheelEvent(
        place, tabs.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QCoreApplication.sendEvent(tabs, wheel)
    assert narrow.view.lane == ACTION


@pytest.mark.parametrize("width", [790, 1072, 1588])
def test_tabs_have_room_for_their_words(narrow: Board, theme_source: ThemeSource, width: int) -> None:
    narrow.resize(width, 800)
    theme_source.set_text_scale(2.0)
    tabs = _tabs(narrow)
    assert tabs.tabRect(0).left() == 0
    assert tabs.tabRect(2).right() < tabs.width()
    assert all(tabs.tabRect(number).size() == tabs.tabSizeHint(number) for number in range(3))


def test_a_lane_without_cards_says_so_and_the_others_stay_within_reach(narrow: Board) -> None:
    narrow.show_lane(MEETING)
    narrow.set_filter(RecordFilter().with_state(Facet.KIND, "hearing", ChoiceState.INCLUDED))
    assert shown(narrow) == []
    assert narrow.view.isVisible()
    assert _tabs(narrow).isVisible()
    plain = narrow.view.viewport().grab().toImage()
    assert len({plain.pixel(x, y) for x in range(100, 500) for y in range(24, 60)}) > 1, "words"


# -- going about ----------------------------------------------------------------------------------------------------


def test_left_and_right_go_to_the_nearest_card_of_the_next_lane(narrow: Board, qtbot: QtBot) -> None:
    narrow.select_entry(EntryId("vendors"))
    chosen: list[object] = []
    narrow.entry_selected.connect(chosen.append)
    for key, lane, name in (
        (Qt.Key.Key_Right, MEETING, "engineers"),
        (Qt.Key.Key_Right, RESPONSE, "answers"),
        (Qt.Key.Key_Down, RESPONSE, "volume"),
        (Qt.Key.Key_Left, MEETING, "call"),
        (Qt.Key.Key_Left, ACTION, "hearing"),
        (Qt.Key.Key_Left, ACTION, "hearing"),
    ):
        qtbot.keyClick(narrow.view, key)
        assert (narrow.view.lane, current(narrow)) == (lane, name)
        assert rect_is_in_view(narrow, name)
    assert chosen == ["engineers", "answers", "volume", "call", "hearing"]


def test_an_entry_of_another_lane_brings_its_lane(narrow: Board) -> None:
    narrow.select_entry(EntryId("answers"))
    assert (narrow.view.lane, current(narrow)) == (RESPONSE, "answers")
    assert _tabs(narrow).currentIndex() == RESPONSE
    assert rect_is_in_view(narrow, "answers")


def test_another_tab_keeps_the_current_entry_and_the_time_looked_at(make_board: MakeBoard) -> None:
    board = make_board(_record(300))
    board.set_look(Look(order=Order.OLDEST))
    board.resize(NARROW, 800)
    board.select_entry(EntryId("entry-150"))
    place = board.view.offset_of(cell(board, "entry-150"))
    board.show_lane(RESPONSE)
    assert board.current_entry == "entry-150"
    assert current(board) is None
    assert board.view.offset_of(cell(board, "entry-149")) == pytest.approx(place, abs=30)
    board.show_lane(ACTION)
    assert current(board) == "entry-150"
    assert board.view.offset_of(cell(board, "entry-150")) == pytest.approx(place, abs=60)


def test_a_filter_does_not_turn_to_another_tab(narrow: Board) -> None:
    narrow.select_entry(EntryId("vendors"))
    narrow.show_lane(RESPONSE)
    narrow.set_filter(RecordFilter().with_state(Facet.COMPANY, "Example Freight Co.", ChoiceState.INCLUDED))
    assert narrow.view.lane == RESPONSE
    assert shown(narrow) == ["answers", "volume"]
    narrow.show_lane(ACTION)
    assert current(narrow) == "vendors"


def test_the_lane_and_the_card_stay_while_the_window_changes(make_board: MakeBoard) -> None:
    board = make_board(_record(300))
    board.set_look(Look(order=Order.OLDEST))
    board.select_entry(EntryId("entry-151"))
    board.resize(NARROW, 800)
    assert (board.view.lane, current(board)) == (MEETING, "entry-151"), "the lane of the card that was looked at"
    assert rect_is_in_view(board, "entry-151")
    board.resize(WIDE, 800)
    assert (board.view.lane, current(board)) == (None, "entry-151")
    assert rect_is_in_view(board, "entry-151")
    board.select_entry(None)
    board.resize(NARROW, 800)
    assert board.view.lane == MEETING, "the lane that was shown before"


def test_text_size_brings_one_lane_and_three_again_with_the_card_in_view(
    make_board: MakeBoard, theme_source: ThemeSource
) -> None:
    board = make_board(_record(300))
    board.set_look(Look())
    board.select_entry(EntryId("entry-100"))
    for scale, lane in ((2.0, MEETING), (1.0, None), (1.5, MEETING), (1.0, None)):
        theme_source.set_text_scale(scale)
        assert (board.view.lane, current(board)) == (lane, "entry-100")
        assert rect_is_in_view(board, "entry-100")


def test_what_is_at_the_top_stays_in_view_by_its_date(make_board: MakeBoard) -> None:
    board = make_board(_record(300))
    board.set_look(Look(order=Order.OLDEST))
    board.view.verticalScrollBar().setValue(10_000)
    top = model(board).board_layout.block_of_row(board.view.rows_in_view().start)
    board.resize(NARROW, 800)
    first = model(board).board_layout.block_of_row(board.view.rows_in_view().start)
    assert abs(first - top) <= 3


def test_where_all_are_shown_a_lane_means_its_nearest_card(board: Board) -> None:
    board.select_entry(EntryId("vendors"))
    board.show_lane(RESPONSE)
    assert (board.view.lane, current(board), board.current_entry) == (None, "answers", "answers")


def test_marking_stays_within_the_lane(narrow: Board, qtbot: QtBot) -> None:
    marked: list[list[str]] = []
    narrow.selection_changed.connect(marked.append)
    narrow.select_entry(EntryId("vendors"))
    qtbot.keyClick(narrow.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert sorted(marked[-1]) == ["hearing", "vendors"]


def test_a_click_finds_the_card(narrow: Board, qtbot: QtBot) -> None:
    narrow.show_lane(RESPONSE)
    where = narrow.view.rect_of(cell(narrow, "volume")).center()
    qtbot.mouseClick(narrow.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert current(narrow) == "volume"
    assert not narrow.view.indexAt(QPoint(5, where.y())).isValid()


# -- links ----------------------------------------------------------------------------------------------------------


def test_a_link_to_another_lane_shows_its_end_at_the_side_of_that_lane(
    narrow: Board, theme_source: ThemeSource
) -> None:
    narrow.select_entry(EntryId("meeting"))  # discusses a response, whose lane is at the right
    rect, image = narrow.view.rect_of(cell(narrow, "meeting")), narrow.view.viewport().grab().toImage()
    accent = theme_source.theme.color("accent").rgb()

    def colors(left: int, right: int) -> set[int]:
        return {
            image.pixelColor(x, y).rgb() for x in range(left, right) for y in range(rect.top() + 20, rect.bottom() - 8)
        }

    assert accent in colors(rect.right() + 4, rect.right() + 16)
    assert accent not in colors(rect.left() - 16, rect.left() - 4)


def test_the_order_button_stands_above_the_dates(narrow: Board) -> None:
    headings = narrow.findChild(LaneHeadings)
    assert isinstance(headings, LaneHeadings)
    button = headings.findChild(OrderButton)
    assert isinstance(button, OrderButton)
    assert button.isVisible()
    assert button.geometry().right() < headings.tabs.geometry().left()


def test_links_within_a_lane_lead_along_the_dates(make_board: MakeBoard, theme_source: ThemeSource) -> None:
    first = entry(Lane.ACTION, "2024-01-10", "first")
    second = entry(Lane.ACTION, "2024-02-10", "second", links=(Link("follows_up", EntryId("first")),))
    board = make_board([first, second])
    board.resize(NARROW, 800)
    board.set_look(Look(order=Order.OLDEST))
    board.select_entry(EntryId("second"))
    image, rect = board.view.viewport().grab().toImage(), board.view.rect_of(cell(board, "second"))
    accent = theme_source.theme.color("accent").rgb()
    between = range(board.view.rect_of(cell(board, "first")).bottom() + 2, rect.top() - 2)
    assert any(image.pixelColor(x, between[0]).rgb() == accent for x in range(rect.left() - 20, rect.left()))
