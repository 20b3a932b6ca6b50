"""Cards by date near the screen: what is read, what is kept, and how the n-th card of a large block is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.keys import block_of_key
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.views import Look, Order
from oversight_viewer.storage.library import Library
from oversight_viewer.ui.board import ranged as ranged_module
from oversight_viewer.ui.board.layout import BoardLayout, Cell, Heights
from oversight_viewer.ui.board.months import layout_by_date
from oversight_viewer.ui.board.ranged import CHUNK, LARGE, RangedCards, rank_of
from oversight_viewer.ui.board.reading import Request, count_cards, first_cards, whole_board
from oversight_viewer.ui.board.store import KEPT, cards_of_rows
from tests.ui.board.conftest import MakeLibrary, entry, worked_example

OpenLibrary = Callable[[Path], Library]
EVERYTHING = RecordFilter()


def _all_cards(library: Library) -> list[Card]:
    return library.cards(EVERYTHING, {}, limit=100_000)


def _naive(cards: Sequence[Card], layout: BoardLayout) -> dict[Cell, Card]:
    """Where each card stands, by sorting all of them."""
    places: dict[Cell, Card] = {}
    ranks: dict[tuple[int, int], int] = {}
    for card in sorted(cards, key=lambda card: card.key, reverse=layout.order is Order.NEWEST):
        block = list(layout.blocks).index(block_of_key(card.key))
        rank = ranks.get((block, card.lane.number), 0)
        ranks[block, card.lane.number] = rank + 1
        places[Cell(block, card.lane.number, rank)] = card
    return places


def _read_all(library: Library, store: RangedCards, rows: range) -> int:
    """Read what rows need. Returns the number of plans that it took."""
    plans = 0
    while plan := store.plan(rows):
        store.add(plan.read(library, {}))
        plans += 1
        assert plans < 1_000, "the plan is never fulfilled"
    return plans


def _many(days: int, one_day: int, undated: int) -> list[Entry]:
    spread = [entry(LANES[n % 3], f"2024-{1 + n // 28 % 12:02d}-{1 + n % 28:02d}") for n in range(days)]
    crowd = [entry(LANES[n % 2], "2024-06-15") for n in range(one_day)]
    return spread + crowd + [entry(LANES[n % 3], None) for n in range(undated)]


@pytest.mark.parametrize("newest_first", [True, False])
def test_every_card_stands_where_sorting_puts_it(
    make_library: MakeLibrary, open_library: OpenLibrary, newest_first: bool
) -> None:
    library = open_library(make_library([*worked_example(), *_many(300, 2 * LARGE, LARGE + 40)]))
    layout = layout_by_date(library.histogram(EVERYTHING, {}), newest_first)
    expected = _naive(_all_cards(library), layout)
    store = RangedCards(layout, EVERYTHING)
    _read_all(library, store, range(layout.rows))
    for cell, card in expected.items():
        assert store.card(cell) == card
        assert store.cell_of_key(card.key) == store.cell_of_id(card.id) == cell
    assert len(store) == len(expected)
    found = list(cards_of_rows(store, range(layout.rows)))
    assert {cell: card for _row, cell, card in found} == expected
    assert all(layout.row_of(cell) == row for row, cell, _card in found)


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("row", [0, 57, 63, 64, 700, 1_490])
def test_a_jump_into_a_large_block_reads_only_what_is_looked_at(
    make_library: MakeLibrary, open_library: OpenLibrary, newest_first: bool, row: int
) -> None:
    library = open_library(make_library([entry(Lane.ACTION, None) for _ in range(1_500)]))
    layout = layout_by_date(library.histogram(EVERYTHING, {}), newest_first)
    expected = _naive(_all_cards(library), layout)
    store = RangedCards(layout, EVERYTHING)
    rows = range(row, min(row + 10, layout.rows))
    _read_all(library, store, rows)
    assert [store.card(Cell(0, 0, rank)) for rank in rows] == [expected[Cell(0, 0, rank)] for rank in rows]
    assert len(store) <= 2 * CHUNK
    elsewhere = range(max(row - 300, 0), max(row - 290, 10))
    assert _read_all(library, store, elsewhere) <= 1, "what was walked once is not walked again"
    assert all(store.card(Cell(0, 0, rank)) == expected[Cell(0, 0, rank)] for rank in elsewhere)


def test_a_long_walk_goes_on_with_the_next_plan(
    make_library: MakeLibrary, open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranged_module, "WALK_LIMIT", 200)
    monkeypatch.setattr(ranged_module, "WALK_BATCH", 128)
    library = open_library(make_library([entry(Lane.MEETING, "2024-05-05") for _ in range(900)]))
    layout = layout_by_date(library.histogram(EVERYTHING, {}))
    store = RangedCards(layout, EVERYTHING)
    assert _read_all(library, store, range(880, 890)) > 1
    expected = _naive(_all_cards(library), layout)
    assert all(store.card(Cell(0, 1, rank)) == expected[Cell(0, 1, rank)] for rank in range(880, 890))


def test_what_is_far_away_is_let_go(make_library: MakeLibrary, open_library: OpenLibrary) -> None:
    library = open_library(make_library(_many(336, KEPT, KEPT)))
    layout = layout_by_date(library.histogram(EVERYTHING, {}))
    store = RangedCards(layout, EVERYTHING)
    _read_all(library, store, range(layout.rows))
    assert len(store) == layout.records
    near = range(20, 30)
    store.keep_near(near)
    assert len(store) < KEPT
    assert not store.plan(near)
    for _row, cell, card in cards_of_rows(store, range(layout.rows)):
        assert store.cell_of_id(card.id) == cell
    assert store.cell_of_key(_all_cards(library)[-1].key) is None


def test_a_library_that_has_less_than_was_counted_does_not_make_the_board_read_for_ever(
    make_library: MakeLibrary, open_library: OpenLibrary
) -> None:
    crowded = open_library(make_library([entry(Lane.ACTION, None) for _ in range(400)]))
    emptier = open_library(make_library([entry(Lane.ACTION, None) for _ in range(70)]))
    layout = layout_by_date(crowded.histogram(EVERYTHING, {}))
    store = RangedCards(layout, EVERYTHING)
    _read_all(emptier, store, range(layout.rows))
    assert len(store) == 70


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_rank_of_an_entry(make_library: MakeLibrary, open_library: OpenLibrary, newest_first: bool) -> None:
    library = open_library(make_library([*worked_example(), *_many(30, 200, 1_100)]))
    layout = layout_by_date(library.histogram(EVERYTHING, {}), newest_first)
    for cell, card in list(_naive(_all_cards(library), layout).items())[::53]:
        assert rank_of(library, EVERYTHING, {}, card.key, newest_first=newest_first) == cell.rank
    other = RecordFilter(text="no such words")
    assert rank_of(library, other, {}, card.key, newest_first=newest_first) is None


def _request(newest_first: bool, rows: int = 4, anchor: str | None = None) -> Request:
    look = Look(order=Order.NEWEST if newest_first else Order.OLDEST)
    return Request(look, Heights(), rows, None if anchor is None else EntryId(anchor))


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("rows", [1, 2, 3, 5, 8, 300])
def test_the_first_cards_stand_where_they_stay(
    make_library: MakeLibrary, open_library: OpenLibrary, newest_first: bool, rows: int
) -> None:
    library = open_library(make_library([*worked_example(), *_many(40, 30, 150)]))
    first = first_cards(library, {}, _request(newest_first, rows)).store
    whole = whole_board(library, {}, _request(newest_first, rows)).store
    assert first is not None
    assert first.layout.rows > 0
    assert list(first.layout.blocks) == list(whole.layout.blocks[: len(first.layout.blocks)])
    for row in range(first.layout.rows):
        assert first.layout.row_top(row) == whole.layout.row_top(row)
        for lane in range(3):
            cell = first.layout.cell(row, lane)
            if cell is not None:
                assert whole.layout.cell(row, lane) == cell
                assert first.card(cell) is not None
                assert whole.card(cell) in (first.card(cell), None)
    assert not first.plan(range(first.layout.rows)), "all that is shown is there"
    assert first.layout.complete == (rows == 300)


def test_the_whole_board_comes_with_the_cards_around_the_anchor(
    make_library: MakeLibrary, open_library: OpenLibrary
) -> None:
    library = open_library(make_library([*worked_example(), *_many(100, 30, 500)]))
    card = _all_cards(library)[-5]
    request = _request(True, 6, card.id)
    whole = whole_board(library, {}, request)
    assert whole.anchor is not None
    row = whole.store.layout.row_of(whole.anchor)
    assert whole.store.card(whole.anchor) == card
    assert not whole.store.plan(range(row - 5, row + 6))


@pytest.mark.parametrize("screen", [2, 4, 9, 300])
def test_the_first_cards_around_an_anchor_stand_where_they_stay(
    make_library: MakeLibrary, open_library: OpenLibrary, screen: int
) -> None:
    library = open_library(make_library([*worked_example(), *_many(90, 30, 150)]))
    seen = 0
    for card in _all_cards(library)[::7]:
        request = _request(True, screen, card.id)
        first, whole = first_cards(library, {}, request), whole_board(library, {}, request)
        if first.store is None:
            assert first.anchor is None
            continue
        seen += 1
        assert first.anchor is not None
        assert whole.anchor is not None
        near, far = first.store.layout, whole.store.layout
        here, there = near.row_of(first.anchor), far.row_of(whole.anchor)
        assert near.complete == (near.rows == far.rows)
        for step in range(-min(screen, there), min(screen, far.rows - there)):
            assert near.row_top(here + step) - near.row_top(here) == far.row_top(there + step) - far.row_top(there)
            for lane in range(3):
                cell, place = near.cell(here + step, lane), far.cell(there + step, lane)
                assert (cell is None) == (place is None)
                if cell is not None and place is not None:
                    assert first.store.card(cell) is not None
                    assert whole.store.card(place) in (first.store.card(cell), None)
        assert not first.store.plan(range(near.rows)), "all that is shown is there"
    assert seen >= 30, "nearly all"


def test_with_the_oldest_first_only_the_whole_board_tells_where_the_anchor_is(
    make_library: MakeLibrary, open_library: OpenLibrary
) -> None:
    library = open_library(make_library(worked_example()))
    assert first_cards(library, {}, _request(False, 4, "answers")).store is None


@pytest.mark.parametrize(("anchor", "gone"), [("answers", False), ("never there", True)])
def test_an_anchor_that_is_not_on_the_board(
    make_library: MakeLibrary, open_library: OpenLibrary, anchor: str, gone: bool
) -> None:
    library = open_library(make_library(worked_example()))
    request = Request(Look(RecordFilter(text="hearing")), Heights(), 5, EntryId(anchor))
    assert first_cards(library, {}, request).store is not None
    whole = whole_board(library, {}, request)
    assert (whole.anchor, whole.anchor_is_gone) == (None, gone)


@pytest.mark.parametrize(
    ("newest_first", "limit", "expected"),
    [(False, 10, ["cranes", "vendors", "hearing"]), (True, 2, ["hearing", "vendors"])],
)
def test_entries_between_two_cards_are_of_their_lane(
    make_library: MakeLibrary, open_library: OpenLibrary, newest_first: bool, limit: int, expected: list[str]
) -> None:
    library = open_library(make_library(worked_example()))
    store = whole_board(library, {}, _request(newest_first, 20)).store
    cells = [store.cell_of_id(EntryId(name)) for name in ("hearing", "cranes")]
    assert cells[0] is not None
    assert cells[1] is not None
    assert store.between((cells[0], cells[1]), limit)(library, {}) == expected


def test_counting_cards_gives_the_histogram(make_library: MakeLibrary, open_library: OpenLibrary) -> None:
    library = open_library(make_library(worked_example()))
    counted = {(item.block, item.lane): item.count for item in count_cards(_all_cards(library))}
    assert counted == {(i.block, i.lane): i.count for i in library.histogram(EVERYTHING, {})}
