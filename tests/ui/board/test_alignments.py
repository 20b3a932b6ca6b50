"""The board by date, by inquiry, by exchange and by rank: switching between them, and moving about in each."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.cards import CardLink
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.domain.records import Answer, Entry, EntryId, Link, Request
from oversight_viewer.domain.views import Alignment, Density, Look, Order
from oversight_viewer.ui.board.board import Board
from oversight_viewer.ui.board.headings import LaneHeadings
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.order_button import OrderButton
from oversight_viewer.ui.board.wiring import draw_links
from oversight_viewer.ui.theme import ThemeSource
from tests.ui.board.conftest import MakeBoard, entry, worked_example
from tests.ui.board.seeing import cell, current, model, rect_is_in_view, shown

KEY = Qt.Key
TEXT = RecordFilter(text="title")
LOOKS = [
    Look(TEXT, alignment, order, density)
    for alignment in Alignment
    for order in Order
    for density in Density
]  # fmt: skip


def _record() -> list[Entry]:
    """Letters, each with a meeting and two responses, in five inquiries; and as many that belong to nothing."""
    made = []
    for n in range(40):
        day = f"2024-{1 + n // 28:02d}-{1 + n % 28:02d}"
        letter = EntryId(f"letter-{n}")
        made += [
            entry(Lane.ACTION, day, letter, inquiry=f"Inquiry {n % 5}", requests=(Request(1), Request(2))),
            entry(Lane.MEETING, f"2024-06-{1 + n % 28:02d}", f"meeting-{n}", links=(Link("related", letter),)),
            entry(Lane.RESPONSE, "2024-07-01", f"first-{n}", inquiry=f"Inquiry {n % 5}",
                  answers=(Answer(letter, 1, "full"),)),
            entry(Lane.RESPONSE, "2024-08-01", f"second-{n}",
                  answers=(Answer(letter, 2, "partial" if n % 2 else "full"),)),
            entry(LANES[n % 3], None if n % 10 == 0 else day, f"other-{n}"),
        ]  # fmt: skip
    return made


def _names(board: Board, lane: Lane) -> list[str]:
    """What is on screen of a lane."""
    store, layout = model(board).store, model(board).board_layout
    cells = [found for row in board.view.rows_in_view() if (found := layout.cell(row, lane.number)) is not None]
    cards = [store.card(found) for found in cells]
    return [card.id for card in cards if card is not None]


@pytest.mark.parametrize("look", LOOKS)
def test_qt_finds_no_fault_in_any_look(make_board: MakeBoard, look: Look) -> None:
    board = make_board(_record())
    QAbstractItemModelTester(model(board), QAbstractItemModelTester.FailureReportingMode.Fatal)
    board.set_look(look)
    bar = board.view.verticalScrollBar()
    for value in (bar.maximum(), bar.maximum() // 2, 0):
        bar.setValue(value)
        assert not model(board).store.plan(board.view.rows_in_view())
        assert any(_names(board, lane) for lane in LANES)
    assert model(board).board_layout.records == 200


@pytest.mark.parametrize("name", ["letter-0", "meeting-21", "second-39", "other-20", "first-7"])
def test_the_selected_entry_stays_in_view_through_every_switch(make_board: MakeBoard, qtbot: QtBot, name: str) -> None:
    board = make_board(_record())
    board.set_look(LOOKS[0])
    board.select_entry(EntryId(name))
    assert rect_is_in_view(board, name)
    told: list[object] = []
    board.entry_selected.connect(told.append)
    for before, look in pairwise([*LOOKS, *LOOKS[::-5]]):
        top = board.view.rect_of(cell(board, name)).top()
        board.set_look(look)
        assert (current(board), board.current_entry) == (name, name)
        assert rect_is_in_view(board, name), look
        kept = board.view.rect_of(cell(board, name)).top()
        ends = (0, board.view.verticalScrollBar().maximum())
        at_an_end = board.view.verticalScrollBar().value() in ends
        if before.density is look.density and not at_an_end:
            assert kept == top, "and in its place, where the board goes on above and below"
    assert not told


def test_what_is_at_the_top_stays_there_when_density_changes(make_board: MakeBoard) -> None:
    board = make_board(_record())
    board.set_filter(RecordFilter())
    bar = board.view.verticalScrollBar()
    bar.setValue(2_000)
    rows = board.view.rows_in_view()
    name = _names(board, Lane.RESPONSE)[0]
    height = board.view.rect_of(cell(board, name)).height()
    board.set_density(Density.COMPACT)
    assert board.view.rows_in_view().start == rows.start
    assert board.view.rect_of(cell(board, name)).height() == height - 22
    assert len(board.view.rows_in_view()) > len(rows)
    board.set_density(Density.COMFORTABLE)
    assert (board.view.rows_in_view(), bar.value()) == (rows, pytest.approx(2_000, abs=1))


@pytest.mark.parametrize("density", list(Density))
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_rows_have_two_heights_at_all_text_sizes(
    make_board: MakeBoard, theme_source: ThemeSource, density: Density, scale: float
) -> None:
    theme_source.set_text_scale(scale)
    board = make_board(worked_example())
    board.set_look(Look(density=density))
    heights = model(board).board_layout.heights
    assert (heights.row, heights.heading) == (
        round((104 if density is Density.COMFORTABLE else 82) * scale),
        24 * scale,
    )


# -- what stands where ----------------------------------------------------------------------------------------------


def test_an_exchange_is_one_block_with_its_action_above(make_board: MakeBoard) -> None:
    board = make_board(_record())
    board.set_look(Look(alignment=Alignment.EXCHANGE))
    layout = model(board).board_layout
    assert shown(board)[:4] == ["letter-39", "meeting-39", "second-39", "first-39"], "open, without a due date"
    letter, meeting, second, first = (cell(board, f"{name}-39") for name in ("letter", "meeting", "second", "first"))
    assert {letter.block, meeting.block, second.block, first.block} == {0}
    assert layout.row_of(letter) == layout.row_of(meeting) == layout.row_of(second) == layout.row_of(first) - 1


def test_days_stand_within_inquiries(make_board: MakeBoard) -> None:
    board = make_board(_record())
    board.set_look(Look(alignment=Alignment.INQUIRY, order=Order.OLDEST))
    store = model(board).store
    labels = [store.heading_words(number).label for number in range(6)]
    assert labels == ["Inquiry 0", "Inquiry 1", "Inquiry 2", "Inquiry 3", "Inquiry 4", "No inquiry"]
    assert _names(board, Lane.ACTION)[:3] == ["letter-0", "letter-5", "letter-10"]
    assert store.row_name(0) == "Inquiry 0, 1 January 2024"
    board.set_order(Order.NEWEST)
    assert model(board).store.heading_words(0).label == "Inquiry 4"
    assert model(board).store.row_name(0) == "Inquiry 4, 1 July 2024"


def test_links_within_a_row_of_an_exchange_are_level_and_always_drawn(make_board: MakeBoard) -> None:
    board = make_board(_record())
    board.set_look(Look(alignment=Alignment.EXCHANGE))
    store, view = model(board).store, board.view
    rows = view.rows_in_view()
    links = {CardLink(link.source, link.target, "related") for link in model(board).links}
    drawn = draw_links(links, store, view.columns, rows, current=None, hovered=None, gap=8, scale=1.0)
    assert len(drawn) > 2
    for item in drawn:
        points = item.route.points
        assert len({y for _x, y in points}) == 1 or len(points) == 6, "level, or around the meeting in the same row"
    chosen = board.look
    board.set_alignment(Alignment.DATE)
    assert board.look != chosen
    by_date = draw_links(
        model(board).links, model(board).store, view.columns, view.rows_in_view(),
        current=None, hovered=None, gap=8, scale=1.0,
    )  # fmt: skip
    assert not by_date, "by date they are too many"


# -- moving about ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("look", "start", "steps"),
    [
        (
            Look(alignment=Alignment.EXCHANGE),
            "letter-39",
            [
                (KEY.Key_Right, "meeting-39"),
                (KEY.Key_Right, "second-39"),
                (KEY.Key_Down, "first-39"),
                (KEY.Key_Left, "meeting-39"),
                (KEY.Key_Down, "meeting-37"),
                (KEY.Key_Left, "letter-37"),
                (KEY.Key_Up, "letter-39"),
                (KEY.Key_End, "other-0"),
                (KEY.Key_Home, "letter-39"),
            ],
        ),
        (
            Look(alignment=Alignment.INQUIRY, order=Order.OLDEST),
            "letter-0",
            [
                (KEY.Key_Down, "letter-5"),
                (KEY.Key_Right, "other-1"),  # no meeting is of the inquiry: the first below it
            ],
        ),
        (
            Look(TEXT, order=Order.BEST),
            None,
            [(KEY.Key_End, None), (KEY.Key_Home, None), (KEY.Key_PageDown, None), (KEY.Key_Right, None)],
        ),
    ],
)
def test_keys_move_within_and_between_lanes(
    make_board: MakeBoard, qtbot: QtBot, look: Look, start: str | None, steps: list[tuple[Qt.Key, str | None]]
) -> None:
    board = make_board(_record())
    board.set_look(look)
    board.select_entry(EntryId(start or shown(board)[0]))
    for key, name in steps:
        qtbot.keyClick(board.view, key)
        assert current(board) is not None
        assert rect_is_in_view(board, current(board) or "")
        assert name is None or current(board) == name
        assert board.current_entry == current(board)


@pytest.mark.parametrize("alignment", list(Alignment))
def test_every_card_of_a_lane_is_reached_by_going_down(
    make_board: MakeBoard, qtbot: QtBot, alignment: Alignment
) -> None:
    board = make_board(_record())
    board.set_look(Look(alignment=alignment))
    seen = []
    board.select_entry(EntryId("meeting-3"))
    qtbot.keyClick(board.view, KEY.Key_Home)
    for _ in range(60):
        seen.append(current(board))
        qtbot.keyClick(board.view, KEY.Key_Down)
        if current(board) == seen[-1]:
            break
    assert len(seen) == len(set(seen)) == model(board).board_layout.lane_counts[Lane.MEETING]


def test_shift_marks_in_the_order_of_the_board(make_board: MakeBoard, qtbot: QtBot) -> None:
    board = make_board(_record())
    board.set_look(Look(alignment=Alignment.EXCHANGE))
    chosen: list[list[EntryId]] = []
    board.selection_changed.connect(chosen.append)
    board.select_entry(EntryId("letter-39"))
    for _ in range(2):
        qtbot.keyClick(board.view, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert chosen[-1] == ["letter-39", "letter-37", "letter-35"]


# -- best matches ---------------------------------------------------------------------------------------------------


def test_best_matches_are_offered_where_a_text_is_searched(make_board: MakeBoard, qtbot: QtBot) -> None:
    board = make_board([
        entry(Lane.ACTION, "2024-03-01", "late", title="Notice", body="cranes " + "words " * 50),
        entry(Lane.ACTION, "2024-01-01", "early", title="Cranes and cranes"),
        entry(Lane.RESPONSE, "2024-02-01", "answer", title="On cranes"),
    ])  # fmt: skip
    button = board.findChild(QToolButton, "board_order")
    board.set_order(Order.BEST)
    assert shown(board) == ["late", "answer", "early"], "without a text the newest"
    assert button.menu() is None
    with qtbot.waitSignal(board.counts_changed) as told:
        board.set_filter(RecordFilter(text="cranes"))
    assert told.args == [{Lane.ACTION: 2, Lane.MEETING: 0, Lane.RESPONSE: 1}]
    assert shown(board) == ["early", "answer", "late"]
    assert button.text() == "Best match"
    assert [action.text() for action in button.menu().actions()] == ["Newest first", "Oldest first", "Best match"]
    horizontal = Qt.Orientation.Horizontal
    assert model(board).headerData(0, horizontal) == "Committee actions, 2 records, best match first"
    button.menu().actions()[1].trigger()
    assert (board.look.order, shown(board)) == (Order.OLDEST, ["early", "answer", "late"])
    board.set_order(Order.BEST)
    board.set_alignment(Alignment.EXCHANGE)
    assert board.look.order is Order.NEWEST, "an alignment is by date"
    board.set_order(Order.BEST)
    board.set_filter(RecordFilter())
    assert button.text() == "Newest first"
    button.click()
    assert board.look.order is Order.OLDEST


def test_nothing_that_matches_is_said_in_every_look(make_board: MakeBoard) -> None:
    board = make_board(worked_example())
    for look in LOOKS:
        board.set_look(Look(RecordFilter(text="no such words"), look.alignment, look.order, look.density))
        assert not board.view.isVisible()
        board.set_look(Look(RecordFilter(lanes=Choice(("response",))), look.alignment, look.order, look.density))
        assert board.view.isVisible()
        assert len(shown(board)) == 5


# -- what it tells --------------------------------------------------------------------------------------------------


def test_each_change_of_the_look_is_told_once(make_board: MakeBoard) -> None:
    board = make_board(worked_example())
    told: list[Look] = []
    board.look_changed.connect(told.append)
    board.set_alignment(Alignment.INQUIRY)
    board.set_alignment(Alignment.INQUIRY)
    board.set_density(Density.COMPACT)
    board.set_density(Density.COMPACT)
    board.turn_order()
    board.set_filter(RecordFilter(text="cranes"))
    board.set_look(board.look)
    assert told == [
        Look(alignment=Alignment.INQUIRY),
        Look(alignment=Alignment.INQUIRY, density=Density.COMPACT),
        Look(RecordFilter(), Alignment.INQUIRY, Order.OLDEST, Density.COMPACT),
        Look(RecordFilter(text="cranes"), Alignment.INQUIRY, Order.OLDEST, Density.COMPACT),
    ]
    assert board.look == told[-1]


def test_the_order_button_says_that_the_best_are_being_ranked(qtbot: QtBot, theme_source: ThemeSource) -> None:
    button = OrderButton(Inks(theme_source.theme))
    qtbot.addWidget(button)
    button.resize(90, 24)
    button.show()
    button.set_order(Order.BEST, with_best=True)
    button.set_ranking(True)
    assert (button.text(), button.accessibleName()) == ("Ranking…", "Order: ranking the best matches")
    button.set_ranking(False)
    assert (button.text(), button.accessibleName()) == ("Best match", "Order: best match first")
    button.resize(40, 24)
    assert button.text() == "Best", "what has no room is left to the accessible name"
    assert button.accessibleName() == "Order: best match first"


def test_a_press_of_the_order_button_turns_two_orders_and_opens_the_menu_of_three(
    qtbot: QtBot, theme_source: ThemeSource
) -> None:
    headings = LaneHeadings(Inks(theme_source.theme))
    qtbot.addWidget(headings)
    button = headings.findChild(OrderButton)
    headings.set_order(Order.NEWEST, with_best=False)
    assert button.toolTip() == "Show the oldest records first"
    with qtbot.waitSignal(headings.order_pressed):
        button.click()
    headings.set_order(Order.NEWEST, with_best=True)
    with qtbot.waitSignal(headings.order_chosen) as told, qtbot.assertNotEmitted(headings.order_pressed):
        button.menu().actions()[2].trigger()
    assert told.args == [Order.BEST]
