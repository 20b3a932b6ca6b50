"""The model over the cards: what Qt and assistive technology are told, and what is read when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import EntryId, Link
from oversight_viewer.domain.views import Look
from oversight_viewer.storage.library import Library
from oversight_viewer.ui.board.highlight import shown_title
from oversight_viewer.ui.board.layout import BoardLayout, Heights
from oversight_viewer.ui.board.model import BoardModel, Role, entry_of, tool_tip
from oversight_viewer.ui.board.months import layout_by_date
from oversight_viewer.ui.board.ranged import RangedCards
from oversight_viewer.ui.board.reading import Request, whole_board
from oversight_viewer.ui.board.store import KEPT, cards_of_rows
from tests.ui.board.conftest import MakeLibrary, MakeRunner, entry, worked_example

OpenLibrary = Callable[[Path], Library]
EVERYTHING = RecordFilter()


def _title(card: Card) -> str:
    return f"spoken {card.title}"


@pytest.fixture
def make_model(
    qtbot: QtBot, make_library: MakeLibrary, make_runner: MakeRunner, open_library: OpenLibrary
) -> Callable[..., BoardModel]:
    """Makes a model over a library of some entries, counted but with no card read yet."""

    def make(entries: list, newest_first: bool = True) -> BoardModel:
        path = make_library(entries)
        layout = layout_by_date(open_library(path).histogram(EVERYTHING, {}), newest_first)
        model = BoardModel(make_runner(path), _title)
        model.set_store(RangedCards(layout))
        return model

    return make


MakeModel = Callable[..., BoardModel]


@pytest.mark.parametrize("newest_first", [True, False])
def test_qt_finds_no_fault(make_model: MakeModel, newest_first: bool) -> None:
    model = make_model([*worked_example(), *(entry(Lane.ACTION, "2024-05-05") for _ in range(300))], newest_first)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for rows in (range(5), range(200, 210), range(290, model.rowCount()), range(3)):
        model.look_at(rows)
    model.set_store(RangedCards(BoardLayout()))
    assert model.rowCount() == 0


def test_columns_are_lanes_and_rows_are_rows_of_the_board(make_model: MakeModel) -> None:
    model = make_model(worked_example(), newest_first=False)
    layout = model.board_layout
    assert (model.rowCount(), model.columnCount()) == (layout.rows, 3)
    assert (model.rowCount(model.index(0, 0)), model.columnCount(model.index(0, 0))) == (0, 0)
    index = model.index(1, Lane.RESPONSE.number)
    assert index.data() is None
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Loading"
    assert entry_of(index) is None
    model.look_at(range(3))
    assert index.data() == "Title of announced"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "spoken Title of announced"
    assert entry_of(index) == "announced"
    assert index.data(Role.CARD).id == "announced"
    assert index.data(Qt.ItemDataRole.DecorationRole) is None
    empty = model.index(1, Lane.ACTION.number)
    assert empty.flags() == Qt.ItemFlag.NoItemFlags
    assert empty.data(Qt.ItemDataRole.AccessibleTextRole) is None
    assert index.flags() & Qt.ItemFlag.ItemIsSelectable
    assert model.card(QModelIndex()) is None


def test_headers_say_lane_and_date(make_model: MakeModel) -> None:
    model = make_model(worked_example(), newest_first=False)
    horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert model.headerData(0, horizontal) == "Committee actions, 4 records, oldest first"
    assert model.headerData(0, vertical) == "2024, month not given"
    assert model.headerData(1, vertical, Qt.ItemDataRole.AccessibleTextRole) == "August 2024, day not given"
    assert model.headerData(model.rowCount() - 1, vertical) == "No date"
    assert model.headerData(0, horizontal, Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(9, horizontal) is None


def test_rows_on_screen_and_a_screen_around_are_read(make_model: MakeModel) -> None:
    model = make_model([entry(Lane.ACTION, f"2024-{1 + n // 28:02d}-{1 + n % 28:02d}") for n in range(300)])
    model.look_at(range(100, 110))
    assert not model.store.plan(range(89, 121))
    assert len(model.store) < 150
    assert model.near_rows() == range(89, 121)


def test_scrolling_through_everything_keeps_no_more_than_is_near(make_model: MakeModel) -> None:
    model = make_model([entry(Lane.ACTION, None) for _ in range(2 * KEPT)])
    for start in range(0, model.rowCount() - 10, 25):
        model.look_at(range(start, start + 10))
        assert model.card(model.index(start + 5, 0)) is not None
        assert len(model.store) <= KEPT + 200


def test_links_of_what_is_near_and_all_of_the_chosen_card(make_model: MakeModel) -> None:
    far = [entry(Lane.ACTION, f"2023-{1 + n // 28:02d}-{1 + n % 28:02d}") for n in range(200)]
    old = entry(Lane.ACTION, "2022-01-01", "old")
    follows = entry(Lane.ACTION, "2024-12-01", "new", links=(Link("follows_up", EntryId("old")),))
    model = make_model([*worked_example(), *far, old, follows])
    ids = {}
    told = []
    model.links_read.connect(lambda: told.append(model.links))
    model.look_at(range(12))
    for _row, _cell, card in cards_of_rows(model.store, range(20)):
        ids[card.key] = card.id
    assert {(ids[link.source], ids[link.target]) for link in model.links} >= {
        ("meeting", "announced"),
        ("answers", "cranes"),
    }
    assert "new" not in {ids[link.source] for link in model.links}
    key = next(key for key, name in ids.items() if name == "new")
    model.choose(key)
    assert key in {link.source for link in model.links}
    assert len(told) == 2


def test_a_damaged_library_is_told_and_can_be_tried_again(
    make_library: MakeLibrary, make_runner: MakeRunner, open_library: OpenLibrary, qtbot: QtBot
) -> None:
    path = make_library(worked_example())
    model = BoardModel(make_runner(path), _title)
    store = whole_board(open_library(path), {}, Request(Look(), Heights(), 2)).store
    kept = path.read_bytes()
    path.write_bytes(b"no library")
    model.set_store(store)
    with qtbot.waitSignal(model.failed):
        model.look_at(range(6, 10))
    path.write_bytes(kept)
    model.look_at(range(5, 10))
    assert model.card(model.index(7, 0)) or model.card(model.index(7, 1)) or model.card(model.index(7, 2))


@pytest.mark.parametrize(
    ("title", "mark", "tip"),
    [
        ("Plain title", None, "<p>Plain title</p>"),
        ('<img src="//host/x"> & more', None, "<p>&lt;img src=&quot;//host/x&quot;&gt; &amp; more</p>"),
        ("Page \0 \u202egnp.exe", None, "<p>Page gnp.exe</p>"),
        ("Two\n lines", "not <b>public", "<p>Two lines</p><p>Company: not &lt;b&gt;public</p>"),
    ],
)
def test_tool_tips_show_titles_as_text(title: str, mark: str | None, tip: str, make_model: MakeModel) -> None:
    model = make_model([entry(Lane.ACTION, "2024-01-01", title=title, extra={"respondent_mark": mark} if mark else {})])
    model.look_at(range(1))
    card = model.card(model.index(0, 0))
    assert card is not None
    assert not set(shown_title(card)) & {"\0", "\n", "\u202e"}
    assert tool_tip(card) == model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == tip
