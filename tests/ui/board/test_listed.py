"""Boards of which the key of each card is known by its place: their arithmetic, what is read, and what headings say."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.arrangements import MIXED, NOBODY, Arrangement, Outline
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.keys import Key, block_of_date, first_key
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.domain.records import Answer, EntryId, Link, Request
from oversight_viewer.domain.views import Alignment, Look, Order
from oversight_viewer.storage.library import Library
from oversight_viewer.ui.board.layout import BoardLayout, Cell, Heights
from oversight_viewer.ui.board.listed import ListedCards, _place_in
from oversight_viewer.ui.board.reading import Request as Asked
from oversight_viewer.ui.board.reading import effective, first_cards, is_ranked, whole_board
from oversight_viewer.ui.board.sections import InquiryWords, RankWords, span_of_dates
from oversight_viewer.ui.board.store import KEPT, HeadingWords, cards_of_rows
from tests.ui.board.conftest import TODAY, MakeLibrary, entry, worked_example

OpenLibrary = Callable[[Path], Library]
HEIGHTS = Heights(row=10, heading=3)
_DAYS = ["2023", "2023-12-05", "2024-01", "2024-01-05", "2024-03-01"]
_DATES = st.none() | st.sampled_from(_DAYS).map(PartialDate.parse)
_BLOCKS = st.tuples(
    st.just(MIXED) | _DATES.map(block_of_date),
    st.tuples(*[st.integers(0, 3)] * 3).filter(any),
)
_BOARDS = st.lists(st.lists(_BLOCKS, min_size=1, max_size=4), max_size=5)
Sections = list[list[tuple[int, tuple[int, int, int]]]]


def _arrangement(sections: Sections) -> Arrangement:
    """An arrangement in which each card has another key."""
    blocks = [block for section in sections for block in section]
    numbers = count(1)
    keys = [
        array("q", [first_key(max(date, 0), lane) + next(numbers) for date, counts in blocks for _ in range(counts[n])])
        for n, lane in enumerate(LANES)
    ]
    before = [[sum(counts[n] for _date, counts in blocks[:stop]) for stop in range(len(blocks) + 1)] for n in range(3)]
    rows = [sum(max(counts) for _date, counts in blocks[:stop]) for stop in range(len(blocks) + 1)]
    starts = [sum(map(len, sections[:number])) for number in range(len(sections))]
    outline = Outline([date for date, _ in blocks], tuple(before), rows, starts, apart=True)  # type: ignore[arg-type]
    subjects = array("q", [*range(len(sections) - 1), NOBODY] if sections else [])
    return Arrangement(outline, tuple(keys), subjects, tuple(f"Inquiry {n}" for n in range(9)))  # type: ignore[arg-type]


def _board(sections: Sections) -> BoardLayout:
    return BoardLayout(_arrangement(sections).outline, heights=HEIGHTS)


def _lines(sections: Sections) -> list[tuple[int, int, int | None, int]]:
    """All headings and rows from the top by walking: upper and lower edge, block (None for a heading), rank."""
    lines: list[tuple[int, int, int | None, int]] = []
    y = block = 0
    for section in sections:
        lines.append((y, y + HEIGHTS.heading, None, 0))
        y += HEIGHTS.heading
        for _date, counts in section:
            for rank in range(max(counts)):
                lines.append((y, y + HEIGHTS.row, block, rank))
                y += HEIGHTS.row
            block += 1
    return lines


@given(_BOARDS)
def test_rows_and_headings_stand_where_a_walk_puts_them(sections: Sections) -> None:
    board, lines = _board(sections), _lines(sections)
    rows = [line for line in lines if line[2] is not None]
    counts = [counts for section in sections for _date, counts in section]
    assert board.rows == len(rows)
    assert board.height == (lines[-1][1] if lines else 0)
    for row, (top, _bottom, block, rank) in enumerate(rows):
        assert (board.row_top(row), board.block_of_row(row)) == (top, block)
        for lane in range(3):
            assert block is not None
            expected = Cell(block, lane, rank) if rank < counts[block][lane] else None
            assert board.cell(row, lane) == expected
    headings = board.headings_between(0, board.height)
    assert [heading.top for heading in headings] == [line[0] for line in lines if line[2] is None]
    assert [heading.records for heading in headings] == [sum(sum(c) for _d, c in section) for section in sections]
    for number, section in enumerate(sections):
        assert len(board.section_blocks(number)) == len(section)
        assert {board.section_of_block(block) for block in board.section_blocks(number)} == {number}


@given(_BOARDS, st.integers(-20, 300), st.integers(1, 60))
def test_a_height_leads_to_what_is_there(sections: Sections, top: int, tall: int) -> None:
    board, lines = _board(sections), _lines(sections)
    rows = [line for line in lines if line[2] is not None]
    seen = [row for row, line in enumerate(rows) if line[0] < top + tall and line[1] > top]
    assert list(board.rows_between(top, top + tall)) == seen
    headings = [line[0] for line in lines if line[2] is None and line[0] < top + tall and line[1] > top]
    assert [heading.top for heading in board.headings_between(top, top + tall)] == headings
    above = [line[0] for line in lines if line[2] is None and line[0] <= top]
    over = board.heading_over(top)
    assert (over is None) == (not 0 <= top < board.height)
    if over is not None:
        assert over[0].top == above[-1]
    expected = {board.section_of_block(line[2]) for row in seen if (line := rows[row])[2] is not None}
    assert set(board.sections_of_rows(board.rows_between(top, top + tall))) == expected


@given(_BOARDS)
def test_another_lane_is_entered_within_the_section_if_it_can_be(sections: Sections) -> None:
    board = _board(sections)
    every = [c for row in range(board.rows) for lane in range(3) if (c := board.cell(row, lane)) is not None]
    for cell in every:
        for lane in {0, 1, 2} - {cell.lane}:
            found = board.nearest(cell, lane)
            others = [other for other in every if other.lane == lane]
            assert (found is None) == (not others)
            if found is None:
                continue
            section = board.section_of_block(cell.block)
            inside = [other for other in others if board.section_of_block(other.block) == section]
            assert not inside or found in inside
            if board.count(cell.block, lane):
                assert (found.block, found.rank) == (cell.block, min(cell.rank, board.count(cell.block, lane) - 1))


@given(_BOARDS)
def test_each_card_is_found_by_its_key(sections: Sections) -> None:
    arrangement = _arrangement(sections)
    board = BoardLayout(arrangement.outline)
    store = ListedCards(board, arrangement, InquiryWords(arrangement))
    for lane in range(3):
        cells = [cell for row in range(board.rows) if (cell := board.cell(row, lane)) is not None]
        assert [store.guess_cell(key) for key in arrangement.keys[lane]] == cells
        assert store.guess_cell(first_key(0, LANES[lane]) + 999) is None


def test_bytes_of_two_keys_are_no_key() -> None:
    keys = array("q", (0x0102030405060708, 0x1112131415161718))
    across = array("q", keys.tobytes()[3:11])[0]
    assert _place_in(keys, across) is None
    assert _place_in(keys + array("q", (across,)), across) == 2


# -- over a library -------------------------------------------------------------------------------------------------


def _asked(look: Look, rows: int = 8, anchor: str | None = None) -> Asked:
    name = None if anchor is None else EntryId(anchor)
    return Asked(effective(look), Heights(), rows, name, today=lambda: TODAY)


def _many(inquiries: int, each: int) -> list:
    return [
        entry(LANES[n % 3], f"2024-{1 + n // 28 % 12:02d}-{1 + n % 28:02d}", inquiry=f"Inquiry {number}")
        for number in range(inquiries)
        for n in range(each)
    ]


@pytest.mark.parametrize("alignment", [Alignment.INQUIRY, Alignment.EXCHANGE])
@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
def test_only_what_is_looked_at_is_read(
    make_library: MakeLibrary, open_library: OpenLibrary, alignment: Alignment, order: Order
) -> None:
    library = open_library(make_library([*worked_example(), *_many(6, 100)]))
    store = whole_board(library, {}, _asked(Look(alignment=alignment, order=order))).store
    assert 0 < len(store) <= 3 * 8 + 3
    rows = range(100, 110)
    assert store.add(store.plan(rows).read(library, {})) == rows
    assert not store.plan(rows)
    for row in rows:
        for lane in range(3):
            cell = store.layout.cell(row, lane)
            card = None if cell is None else store.card(cell)
            assert (card is None) == (cell is None)
            if card is not None:
                assert card.lane is LANES[lane]
                assert store.cell_of_key(card.key) == store.cell_of_id(card.id) == store.guess_cell(card.key) == cell


def test_what_is_far_away_is_let_go(make_library: MakeLibrary, open_library: OpenLibrary) -> None:
    library = open_library(make_library(_many(4, KEPT // 3)))
    store = whole_board(library, {}, _asked(Look(alignment=Alignment.INQUIRY))).store
    store.add(store.plan(range(store.layout.rows)).read(library, {}))
    assert len(store) > KEPT
    near = range(20, 30)
    store.keep_near(near)
    assert len(store) < 300
    assert not store.plan(near)
    assert all(store.cell_of_id(card.id) == cell for _row, cell, card in cards_of_rows(store, near))


def test_cards_that_are_gone_from_the_library_do_not_make_the_board_read_for_ever(
    make_library: MakeLibrary, open_library: OpenLibrary
) -> None:
    full = open_library(make_library(_many(2, 60)))
    empty = open_library(make_library([]))
    store = whole_board(full, {}, _asked(Look(alignment=Alignment.INQUIRY))).store
    rows = range(50, 60)
    store.add(store.plan(rows).read(empty, {}))
    assert not store.plan(rows)
    assert not list(cards_of_rows(store, rows))


@pytest.mark.parametrize("alignment", list(Alignment))
def test_the_anchor_is_found_and_read(
    make_library: MakeLibrary, open_library: OpenLibrary, alignment: Alignment
) -> None:
    library = open_library(make_library([*worked_example(), *_many(5, 60)]))
    look = Look(alignment=alignment)
    whole = whole_board(library, {}, _asked(look, anchor="call"))
    assert whole.anchor is not None
    card = whole.store.card(whole.anchor)
    assert card is not None
    assert card.id == "call"
    gone = whole_board(library, {}, _asked(look, anchor="never there"))
    assert (gone.anchor, gone.anchor_is_gone) == (None, True)
    filtered = Look(RecordFilter(lanes=Choice(exclude=("meeting",))), alignment)
    left_out = whole_board(library, {}, _asked(filtered, anchor="call"))
    assert (left_out.anchor, left_out.anchor_is_gone) == (None, False)


def test_the_cards_between_two_are_of_their_lane(make_library: MakeLibrary, open_library: OpenLibrary) -> None:
    library = open_library(make_library(worked_example()))
    store = whole_board(library, {}, _asked(Look(alignment=Alignment.EXCHANGE, order=Order.OLDEST), 20)).store
    cells = [store.cell_of_id(EntryId(name)) for name in ("hearing", "cranes")]
    assert cells[0] is not None
    assert cells[1] is not None
    assert store.between((cells[0], cells[1]), 10)(library, {}) == ["cranes", "report", "vendors", "hearing"]
    assert store.between((cells[0], cells[1]), 2)(library, {}) == ["cranes", "report"]


# -- best matches ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("look", "ranked", "alignment", "order"),
    [
        (Look(), False, Alignment.DATE, Order.NEWEST),
        (Look(order=Order.BEST), False, Alignment.DATE, Order.NEWEST),
        (Look(RecordFilter(text="  "), Alignment.INQUIRY, Order.BEST), False, Alignment.INQUIRY, Order.NEWEST),
        (Look(RecordFilter(text="a"), Alignment.INQUIRY, Order.BEST), True, Alignment.DATE, Order.BEST),
        (Look(RecordFilter(text="a"), Alignment.INQUIRY, Order.OLDEST), False, Alignment.INQUIRY, Order.OLDEST),
    ],
)
def test_best_matches_take_a_text(look: Look, ranked: bool, alignment: Alignment, order: Order) -> None:
    assert is_ranked(look) is ranked
    assert (effective(look).alignment, effective(look).order) == (alignment, order)


def test_best_matches_stand_in_one_block_and_say_how_many_were_left_out(
    make_library: MakeLibrary, open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oversight_viewer.ui.board.reading.RANKED", 3)
    lanes = [*[Lane.ACTION] * 5, *[Lane.RESPONSE] * 2]
    library = open_library(make_library([entry(lane, "2024-01-01", title="Cranes " * 3) for lane in lanes]))
    look = Look(RecordFilter(text="cranes"), Alignment.EXCHANGE, Order.BEST)
    first = first_cards(library, {}, _asked(look)).store
    assert first is not None
    assert not first.layout.complete
    assert first.heading_words(0).details == (("newest first, ranking the best matches…", "accent"),)
    whole = whole_board(library, {}, _asked(look))
    assert whole.counts == {Lane.ACTION: 5, Lane.MEETING: 0, Lane.RESPONSE: 2}
    assert whole.store.layout.lane_counts == {Lane.ACTION: 3, Lane.MEETING: 0, Lane.RESPONSE: 2}
    assert (len(whole.store.layout.blocks), whole.store.row_name(0)) == (1, "Best matches")
    assert whole.store.heading_words(0) == HeadingWords(
        "Best matches", (("the 3 best of 5 committee actions; newest first shows all", "text3"),)
    )


@pytest.mark.parametrize(
    ("shown", "matching", "details"),
    [
        ((3, 2, 1), (3, 2, 1), ()),
        ((1000, 5, 1000), (23_456, 5, 9_000), "the 1,000 best of each lane, of 32,461 in all; newest first shows all"),
        ((9, 5, 1000), (9, 5, 23_456), "the 1,000 best of 23,456 company responses; newest first shows all"),
    ],
)
def test_what_is_cut_is_said(shown: tuple[int, ...], matching: tuple[int, ...], details: str | tuple[()]) -> None:
    words = RankWords(dict(zip(LANES, shown, strict=True)), dict(zip(LANES, matching, strict=True)))
    expected = ((details, "text3"),) if details else ()
    assert words.heading(0, lambda _key: None).details == expected


# -- words ----------------------------------------------------------------------------------------------------------


def test_headings_of_inquiries_say_name_and_span(make_library: MakeLibrary, open_library: OpenLibrary) -> None:
    records = [
        entry(Lane.ACTION, "2023-03-04", inquiry="Cranes"),
        entry(Lane.ACTION, "2024", inquiry="Cranes"),
        entry(Lane.ACTION, None, inquiry="Cranes"),
        entry(Lane.MEETING, "2022-05-05", inquiry="Medicine"),
        entry(Lane.MEETING, None),
    ]
    library = open_library(make_library(records))
    store = whole_board(library, {}, _asked(Look(alignment=Alignment.INQUIRY))).store
    assert [store.heading_words(number) for number in range(3)] == [
        HeadingWords("Cranes", (("Mar 2023 – 2024", "text3"),)),
        HeadingWords("Medicine", (("May 2022", "text3"),)),
        HeadingWords("No inquiry"),
    ]
    names = [store.row_name(row) for row in range(store.layout.rows)]
    assert names == ["Cranes, 2024, month not given", "Cranes, 4 March 2023", "Cranes, No date",
                     "Medicine, 5 May 2022", "No inquiry, No date"]  # fmt: skip


def test_headings_of_exchanges_say_what_is_open(make_library: MakeLibrary, open_library: OpenLibrary) -> None:
    due = PartialDate.parse("2024-11-20")
    records = [
        entry(Lane.ACTION, "2024-01-01", "asks", title="A\n letter", requests=(Request(1, "", due), Request(2))),
        entry(Lane.RESPONSE, "2024-02-01", "answers", answers=(Answer(EntryId("asks"), 2, "full"),)),
        entry(Lane.ACTION, "2024-03-01", "linked"),
        entry(Lane.MEETING, "2024-03-05", "beside", links=(Link("related", EntryId("linked")),)),
        entry(Lane.ACTION, "2024-04-01", "alone"),
    ]
    library = open_library(make_library(records))
    store = whole_board(library, {}, _asked(Look(alignment=Alignment.EXCHANGE))).store
    assert [store.heading_words(number) for number in range(3)] == [
        HeadingWords("A letter", (("1 of 2 answered", "text3"), ("overdue 6 days", "bad"))),
        HeadingWords("Title of linked"),
        HeadingWords("Not part of an exchange"),
    ]
    assert [store.row_name(row) for row in range(3)] == [
        "Exchange: A letter", "Exchange: Title of linked", "Not part of an exchange, 1 April 2024"
    ]  # fmt: skip
    look = Look(RecordFilter(lanes=Choice(include=("meeting",))), Alignment.EXCHANGE)
    without = whole_board(library, {}, _asked(look)).store
    assert without.heading_words(0) == HeadingWords(
        "Title of linked", (("its action is left out by the filter", "text3"),)
    )


def test_a_heading_waits_for_its_action(make_library: MakeLibrary, open_library: OpenLibrary) -> None:
    pairs = [
        made
        for n in range(60)
        for made in (
            entry(Lane.ACTION, f"2024-01-{1 + n % 28:02d}", f"asks-{n}"),
            entry(Lane.RESPONSE, "2024-05-01", f"answers-{n}", links=(Link("responds_to", EntryId(f"asks-{n}")),)),
        )
    ]
    library = open_library(make_library(pairs))
    store = whole_board(library, {}, _asked(Look(alignment=Alignment.EXCHANGE))).store
    assert store.heading_words(50).label == "…"
    assert store.row_name(50) == "Exchange: …"
    store.add(store.plan(range(50, 51)).read(library, {}))
    assert store.heading_words(50).label.startswith("Title of asks-")


@pytest.mark.parametrize(
    ("dates", "span"),
    [
        (["2024-01-05", "2023-12-05"], "Dec 2023 – Jan 2024"),
        (["2024-01-05", "2024-01", None], "Jan 2024"),
        (["2023", "2024-03-01"], "2023 – Mar 2024"),
        ([None], ""),
    ],
)
def test_a_span_claims_no_more_than_the_dates_say(dates: list[str | None], span: str) -> None:
    blocks = [block_of_date(PartialDate.parse(day) if day else None) for day in dates]
    assert span_of_dates(_arrangement([[(block, (1, 0, 0)) for block in blocks]]), 0) == span


def test_keys_are_those_of_their_lanes() -> None:
    arrangement = _arrangement([[(MIXED, (2, 1, 0))]])
    assert [[Key(key) >> 24 & 3 for key in keys] for keys in arrangement.keys] == [[0, 0], [1], []]
