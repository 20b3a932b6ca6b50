"""How the board looks, and what assistive technology is told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.dates import WEEKDAYS, PartialDate
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import CommitteeRef, CompanyRef, EntryId, Request
from oversight_viewer.domain.views import Alignment, Look, Order
from oversight_viewer.ui.board.board import Board
from oversight_viewer.ui.board.card_painter import CardLook, CardPainter
from oversight_viewer.ui.board.connectors import End, Ground, Router, Wire
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.model import BoardModel
from oversight_viewer.ui.board.titles import break_title
from oversight_viewer.ui.theme import ThemeMode, ThemeSource, theme_named
from tests.ui.board.conftest import TODAY, MakeBoard, entry


def _model(board: Board) -> BoardModel:
    model = board.view.model()
    assert isinstance(model, BoardModel)
    return model


def _rect(board: Board, name: str) -> QRect:
    cell = _model(board).store.cell_of_id(EntryId(name))
    assert cell is not None
    return board.view.rect_of(cell)


def _pixels(board: Board) -> QImage:
    return board.view.viewport().grab().toImage()


def _has_color(image: QImage, area: QRect, color: QColor) -> bool:
    area = area.intersected(image.rect())
    return any(
        image.pixelColor(x, y).rgb() == color.rgb()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


def test_the_current_card_stands_out_and_so_do_those_linked_with_it(board: Board, theme_source: ThemeSource) -> None:
    theme = theme_source.theme
    board.select_entry(EntryId("meeting"))
    image = _pixels(board)
    assert image.pixelColor(_rect(board, "meeting").center() + QPoint(0, 42)).rgb() == theme.color("accent-tint").rgb()
    left_edge = {name: _rect(board, name).topLeft() + QPoint(0, 48) for name in ("meeting", "announced", "cranes")}
    colors = {name: image.pixelColor(point).rgb() for name, point in left_edge.items()}
    assert colors["meeting"] == colors["announced"] == theme.color("accent").rgb()
    assert colors["cranes"] == theme.color("line-card").rgb()


def test_links_are_drawn_in_the_gutter(board: Board, theme_source: ThemeSource) -> None:
    (_first, start), (after, _last) = board.view.columns.lanes[1:]
    gutter = QRect(start + 4, 0, after - start - 8, board.view.viewport().height())
    color = theme_source.theme.color("accent")
    assert not _has_color(_pixels(board), gutter, color)
    board.select_entry(EntryId("meeting"))
    assert _has_color(_pixels(board), gutter, color)


def test_the_ring_shows_only_for_the_keyboard(board: Board, theme_source: ThemeSource, qtbot: QtBot) -> None:
    accent = theme_source.theme.color("accent").rgb()

    def ring() -> bool:
        rect = _rect(board, "cranes")
        return _pixels(board).pixelColor(rect.center().x(), rect.top() - 2).rgb() == accent

    qtbot.mouseClick(board.view.viewport(), Qt.MouseButton.LeftButton, pos=_rect(board, "cranes").center())
    board.view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring()
    qtbot.keyClick(board.view, Qt.Key.Key_Down)
    qtbot.keyClick(board.view, Qt.Key.Key_Up)
    assert ring()
    qtbot.mouseClick(board.view.viewport(), Qt.MouseButton.LeftButton, pos=_rect(board, "cranes").center())
    assert not ring()


def test_without_a_current_card_the_ring_is_on_the_first_one_and_enter_reads_it(
    board: Board, theme_source: ThemeSource, qtbot: QtBot
) -> None:
    accent = theme_source.theme.color("accent")
    view, first = board.view, _rect(board, "report")
    board.focus_board(Qt.FocusReason.OtherFocusReason)
    assert not _has_color(_pixels(board), first.adjusted(-3, -3, 3, 0), accent), "nobody has pressed a key"
    view.clearFocus()
    board.focus_board()
    image = _pixels(board)
    assert image.pixelColor(first.center().x(), first.top() - 2).rgb() == accent.rgb()
    edges = (QPoint(0, 400), QPoint(view.viewport().width() - 1, 400), QPoint(400, view.viewport().height() - 1))
    assert all(image.pixelColor(point).rgb() != accent.rgb() for point in edges), "no box around the whole board"
    with qtbot.waitSignal(board.entry_selected), qtbot.waitSignal(board.entry_activated) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == ["report"]


def test_the_longest_weekday_has_room_between_the_links(board: Board, theme_source: ThemeSource) -> None:
    dates, lanes = board.view.columns.dates, board.view.columns.lanes
    wires = [Wire(End(0, row, 24 + 104 * row), End(1, 7 + row, 24 + 104 * (7 + row))) for row in range(3)]
    back = [Wire(End(0, row, 24 + 104 * row), End(0, 7 + row, 24 + 104 * (7 + row))) for row in range(3)]
    routes = Router(Ground(lanes), lambda _row: True).route_all([*wires, *back])
    upright = sorted(route.points[1][0] for route in routes)
    free = upright[3] - upright[2]
    assert dates[0] < upright[0]
    assert upright[5] < dates[1]
    assert max(Inks(theme_source.theme).width("small_plain", name) for name in WEEKDAYS) <= free


def test_a_card_under_the_pointer_is_lit(board: Board, theme_source: ThemeSource, qtbot: QtBot) -> None:
    point = _rect(board, "cranes").center()
    inside = _rect(board, "cranes").topLeft() + QPoint(4, 40)
    assert _pixels(board).pixelColor(inside).rgb() == theme_source.theme.color("card").rgb()
    qtbot.mouseMove(board.view.viewport(), point)
    assert _pixels(board).pixelColor(inside).rgb() == theme_source.theme.color("card-hover").rgb()


def test_the_heading_stays_at_the_top_while_its_cards_scroll(board: Board) -> None:
    bar = board.view.verticalScrollBar()
    bar.setValue(0)
    top = _pixels(board).copy(0, 0, 880, 24)
    bar.setValue(30)
    assert _pixels(board).copy(0, 0, 880, 24) == top
    bar.setValue(128 + 60)
    assert _pixels(board).copy(0, 0, 880, 24) != top


@pytest.mark.parametrize("alignment", [Alignment.DATE, Alignment.INQUIRY])
def test_the_day_stays_in_sight_while_its_cards_scroll(make_board: MakeBoard, alignment: Alignment) -> None:
    board = make_board([entry(Lane.ACTION, "2024-05-06") for _ in range(20)])
    board.set_look(Look(alignment=alignment))
    first, after = board.view.columns.dates
    bar = board.view.verticalScrollBar()

    def beside() -> QImage:
        return _pixels(board).copy(first + 14, 27, after - first - 28, 30)

    top = beside()
    for value in (60, 700, 1_100):
        bar.setValue(value)
        assert beside() == top
    board.set_look(Look(alignment=Alignment.EXCHANGE, filter=RecordFilter(text="no such")))
    board.set_look(Look(alignment=alignment, order=Order.OLDEST))
    assert beside() == top


@pytest.mark.parametrize("mode", [ThemeMode.DARK, ThemeMode.CONTRAST])
def test_another_theme_repaints_everything(board: Board, theme_source: ThemeSource, mode: ThemeMode) -> None:
    inside = _rect(board, "cranes").topLeft() + QPoint(4, 40)
    theme_source.set_mode(mode)
    image = _pixels(board)
    assert image.pixelColor(inside).rgb() == theme_source.theme.color("card").rgb()
    assert image.pixelColor(2, 300).rgb() == theme_source.theme.color("surface").rgb()


def test_cards_grow_with_the_text_and_what_is_at_the_top_stays(board: Board, theme_source: ThemeSource) -> None:
    board.resize(1808, 800)  # so that three lanes have room at 200 % too
    bar = board.view.verticalScrollBar()
    bar.setValue(500)
    first = board.view.rows_in_view().start
    before = _rect(board, "cranes").size()
    theme_source.set_text_scale(2.0)
    after = _rect(board, "cranes").size()
    assert after.height() == 2 * before.height()
    assert after.width() >= 2 * 176
    assert board.view.rows_in_view().start == first
    assert board.view.horizontalScrollBar().maximum() == 0
    board.select_entry(EntryId("answers"))
    assert board.view.viewport().rect().contains(_rect(board, "answers"))


def test_assistive_technology_is_told_rows_columns_and_cards(board: Board, qtbot: QtBot) -> None:
    board.setAccessibleDescription("12 records of all")
    board.select_entry(EntryId("cranes"))
    table = QAccessible.queryAccessibleInterface(board.view)
    assert table.role() == QAccessible.Role.Table
    assert table.text(QAccessible.Text.Name) == "Record, three lanes"
    assert table.text(QAccessible.Text.Description) == "12 records of all"
    # One row and one column more than there are, for the headers.
    assert table.childCount() == (_model(board).rowCount() + 1) * (len(LANES) + 1)
    card = table.focusChild()
    assert card.role() == QAccessible.Role.Cell
    assert card.text(QAccessible.Text.Name) == (
        "Letter, Remote access to port cranes, 23 August 2024, XCOM01, Example Freight Co., public, "
        "1 of 3 answered, overdue by 67 days"
    )
    corner = board.view.viewport().mapToGlobal(_rect(board, "cranes").topLeft())
    assert card.rect() == QRect(corner, _rect(board, "cranes").size())
    names = {
        table.child(child).text(QAccessible.Text.Name) for child in range(table.childCount()) if table.child(child)
    }
    assert {"Committee actions, 4 records, oldest first", "23 August 2024"} <= names


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("asks", [False, True])
def test_a_card_says_its_date_where_its_row_does_not(make_board: MakeBoard, compact: bool, asks: bool) -> None:
    requests = (Request(1, "Text"),) if asks else ()
    letter = entry(Lane.ACTION, "2024-05-05", "letter", requests=requests)
    board = make_board([letter, replace(letter, id=EntryId("later"), date=PartialDate.parse("2024-06"))])
    board.set_filter(RecordFilter())
    theme = theme_named("light", 1.0)
    cards = CardPainter(Inks(theme), MarkScheme(), lambda: TODAY)
    may, june = (_model(board).card(_model(board).index(row, 0)) for row in (1, 0))
    tall = 74 if compact else 96

    def painted(card: object, look: CardLook) -> QImage:
        return _painted(cards, 256, tall, card, None, replace(look, compact=compact))

    assert painted(may, CardLook()) == painted(june, CardLook()), "beside its date it says none"
    assert painted(may, CardLook(dated=True)) != painted(june, CardLook(dated=True))


_LONG = "An unusually long name of a company that goes on and on and never ends, International Holdings"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize("look", [CardLook(), CardLook(dated=True), CardLook(compact=True, dated=True)])
def test_cards_with_much_on_them_are_painted_within_their_edges(
    make_board: MakeBoard, name: str, scale: float, look: CardLook
) -> None:
    crowded = entry(
        Lane.ACTION,
        "2024-05-05",
        "crowded",
        kind="a_kind_of_which_nobody_has_ever_heard_before",
        title="Word " * 200,
        mark="a-mark-that-is-not-in-the-list-and-very-long",
        committees=(CommitteeRef(name=_LONG), CommitteeRef("XCOM01")),
        companies=tuple(CompanyRef(f"{_LONG} {n}") for n in range(12)),
        requests=tuple(Request(n, "Text") for n in range(60)),
        extra={"respondent_mark": "confidential"},
    )
    board = make_board([crowded, replace(crowded, id=EntryId("unbroken"), title="x" * 5_000, requests=())])
    board.set_filter(RecordFilter())
    theme = theme_named(name, scale)
    painter_of_cards = CardPainter(Inks(theme), MarkScheme(), lambda: TODAY)
    notes = EntryNotes(EntryId("crowded"), flagged=True)
    tall = theme.px(74 if look.compact else 96)
    for row in range(2):
        card = _model(board).card(_model(board).index(row, 0))
        assert card is not None
        for width in (theme.px(176), theme.px(256)):
            image = _painted(painter_of_cards, width, tall, card, notes, replace(look, narrow=width < 200))
            surface = theme.color("surface").rgb()
            edges = [(x, y) for x in (0, width + 19) for y in range(tall + 20)]
            assert all(image.pixelColor(x, y).rgb() == surface for x, y in edges)
            inner = {image.pixelColor(x, 10 + tall // 2).rgb() for x in range(12, 10 + theme.px(8))}
            assert inner == {theme.color("card").rgb()}, "nothing is painted into the padding"


def _painted(
    cards: CardPainter, width: int, height: int, card: object, notes: EntryNotes | None, look: CardLook
) -> QImage:
    from PySide6.QtGui import QPainter

    image = QImage(width + 20, height + 20, QImage.Format.Format_RGB32)
    image.fill(cards._inks.color("surface"))
    painter = QPainter(image)
    cards.paint(painter, QRect(10, 10, width, height), card, look, notes)  # type: ignore[arg-type]
    painter.end()
    return image


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        ("Short", 2, ["Short"]),
        ("", 2, []),
        ("One two three four five six seven", 1, ["One two…"]),
        ("One two three four five six seven", 2, ["One two", "three fo…"]),
        ("\U0001f4c4\U0001f4c4 \U0001f4c4\U0001f4c4\U0001f4c4\U0001f4c4\U0001f4c4\U0001f4c4", 2, None),
    ],
)
def test_a_title_is_broken_into_lines_that_fit(
    theme_source: ThemeSource, title: str, lines: int, expected: list[str] | None
) -> None:
    inks = Inks(theme_source.theme)
    width = inks.width("ui_bold", "One two th")
    broken = break_title(title, inks, width, lines)
    assert len(broken) <= lines
    assert all(inks.width("ui_bold", line) <= width for line in broken)
    if expected is not None:
        assert [line.replace("...", "…") for line in broken] == expected
    assert break_title(title, inks, 0, lines) == []
