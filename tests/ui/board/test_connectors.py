"""Links run in gutters and gaps, never across a card."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.cards import BlockCount
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.keys import block_of_date
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.ui.board.columns import columns
from oversight_viewer.ui.board.connectors import End, Ground, Point, Route, Router, Wire, clip, ports_of
from oversight_viewer.ui.board.layout import BoardLayout, Cell, Heights
from oversight_viewer.ui.board.months import layout_by_date

_DAYS = ["2024-05", "2024-05-03", "2024-05-20", "2024-06-01", "2024-06-02", "2024-08-09"]
_COUNTS = st.dictionaries(st.tuples(st.sampled_from(_DAYS), st.sampled_from(LANES)), st.integers(1, 3), min_size=2).map(
    lambda counts: [BlockCount(block_of_date(PartialDate.parse(day)), lane, n) for (day, lane), n in counts.items()]
)


@st.composite
def boards_with_links(draw: st.DrawFn) -> tuple[BoardLayout, Ground, list[tuple[Cell, Cell]]]:
    scale = draw(st.sampled_from([1.0, 1.25, 2.0]))
    row = draw(st.sampled_from([104, 82]))
    heights = Heights(round(row * scale), round(24 * scale))
    board = layout_by_date(draw(_COUNTS), draw(st.booleans()), heights=heights)
    places = columns(draw(st.integers(560, 1400)), scale)
    card, gap = heights.row - round(8 * scale), round(8 * scale)
    ground = Ground(places.lanes, card, gap, scale, ports_of(card, scale))
    cells = [cell for row in range(board.rows) for lane in range(3) if (cell := board.cell(row, lane)) is not None]
    pairs = st.tuples(st.sampled_from(cells), st.sampled_from(cells)).filter(lambda pair: pair[0] != pair[1])
    return board, ground, draw(st.lists(pairs, min_size=1, max_size=8))


def _end(board: BoardLayout, cell: Cell) -> End:
    row = board.row_of(cell)
    return End(cell.lane, row, board.row_top(row))


def _routes(board: BoardLayout, ground: Ground, pairs: list[tuple[Cell, Cell]]) -> list[Route]:
    router = Router(ground, lambda row: board.cell(row, 1) is None)
    return router.route_all(Wire(_end(board, asking), _end(board, answering)) for asking, answering in pairs)


def _pieces(route: Route) -> list[tuple[Point, Point]]:
    return list(zip(route.points, route.points[1:], strict=False))


@given(boards_with_links())
def test_no_link_crosses_a_card(case: tuple[BoardLayout, Ground, list[tuple[Cell, Cell]]]) -> None:
    board, ground, pairs = case
    cards = [
        (*ground.lanes[lane], board.row_top(row), board.row_top(row) + ground.card)
        for row in range(board.rows)
        for lane in range(3)
        if board.cell(row, lane) is not None
    ]
    for route in _routes(board, ground, pairs):
        for (x1, y1), (x2, y2) in _pieces(route):
            assert x1 == x2 or y1 == y2
            for left, right, top, bottom in cards:
                apart = max(x1, x2) <= left or min(x1, x2) >= right or max(y1, y2) <= top or min(y1, y2) >= bottom
                assert apart, (route, (left, right, top, bottom))


@given(boards_with_links())
def test_a_link_begins_and_ends_at_the_edges_of_its_cards(
    case: tuple[BoardLayout, Ground, list[tuple[Cell, Cell]]],
) -> None:
    board, ground, pairs = case
    for (asking, answering), route in zip(pairs, _routes(board, ground, pairs), strict=True):
        for cell, (x, y), reach in ((asking, route.points[0], 0.0), (answering, route.points[-1], 1.0)):
            top = board.row_top(board.row_of(cell))
            assert top < y < top + ground.card
            assert min(abs(x - edge) for edge in ground.lanes[cell.lane]) == reach
        (x1, y1), (x2, y2) = route.points[-2:]
        assert y1 == y2
        assert x1 != x2, "an arrow head points sideways into its card"


@given(boards_with_links(), st.integers(0, 1200), st.integers(100, 800))
def test_what_is_cut_off_ends_at_the_edge_of_the_screen(
    case: tuple[BoardLayout, Ground, list[tuple[Cell, Cell]]], top: int, tall: int
) -> None:
    board, ground, pairs = case
    for route in _routes(board, ground, pairs):
        visible = clip(route, top, top + tall)
        inside = [top <= y <= top + tall for _x, y in (route.points[0], route.points[-1])]
        if visible is None:
            assert not any(inside)
            continue
        assert [visible.starts, visible.ends] == inside
        for (_x, y), whole in ((visible.points[0], visible.starts), (visible.points[-1], visible.ends)):
            assert whole or y in (top, top + tall)
        assert len(visible.points) >= 2


def test_links_with_one_way_have_tracks_of_their_own() -> None:
    ground = Ground(columns(892, 1.0).lanes)
    ends = [End(0, row, 24 + 104 * row) for row in range(4)]
    answers = [End(2, row, 24 + 104 * row) for row in range(4, 8)]
    router = Router(ground, lambda _row: False)
    routes = router.route_all(Wire(one, other) for one, other in zip(ends, answers, strict=True))
    upright = [route.points[1][0] for route in routes]
    assert upright[1] - upright[0] == upright[2] - upright[1] == 4
    assert upright[3] == upright[2], "beyond three they share one"


def test_dates_can_be_read_between_the_links_of_a_narrow_gutter() -> None:
    for width in (700, 892):
        places = columns(width, 1.0)
        router = Router(Ground(places.lanes), lambda _row: False)
        routes = router.route_all(
            Wire(End(one, row, 24 + 104 * row), End(other, row + 3, 24 + 104 * (row + 3)))
            for one, other in ((0, 0), (0, 1))
            for row in range(3)
        )
        first, after = places.dates
        upright = sorted(route.points[1][0] for route in routes)
        assert len(set(upright)) == 6
        assert upright[2] - first <= 16
        assert after - upright[3] <= 16
        if places.narrow:
            assert upright[3] - upright[2] >= 42, "a date such as 23 Aug"


def test_a_link_in_one_row_is_level_if_nothing_stands_between() -> None:
    ground = Ground(columns(892, 1.0).lanes)
    wire = Wire(End(0, 0, 24), End(2, 0, 24))
    free = Router(ground, lambda _row: True).route_all([wire])
    assert len(free[0].points) == 2
    taken = Router(ground, lambda _row: False).route_all([wire])
    assert len(taken[0].points) == 6
