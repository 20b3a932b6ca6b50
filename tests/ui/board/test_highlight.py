"""What a search has found, as cards show it; and another spelling where it has found nothing."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import CommitteeRef, EntryId
from oversight_viewer.domain.search_match import spans
from oversight_viewer.domain.search_text import parse_search
from oversight_viewer.domain.views import Alignment, Look, Order
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.ui.board.board import Board
from oversight_viewer.ui.board.card_painter import break_title
from oversight_viewer.ui.board.highlight import hits_of_lines
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.theme import ThemeSource
from tests.ui.board.conftest import TODAY, MakeLibrary, MakeRunner, entry
from tests.ui.board.seeing import cell, message, model, shown

ENTRIES = [
    entry(Lane.ACTION, "2024-08-23", "cranes", title="Remote access to port cranes"),
    entry(Lane.ACTION, "2024-08-22", "vendor", title="Vendor list", body="The crane"),
    entry(Lane.RESPONSE, "2024-08-22", "noted", title="Answer"),
    entry(Lane.RESPONSE, "2024-08-21", "both", title="Cranes again", committees=(CommitteeRef("XCOM"),)),
]


@pytest.fixture
def searching(qtbot: QtBot, theme_source: ThemeSource, make_library: MakeLibrary, make_runner: MakeRunner) -> Board:
    """A board with notes on two of its entries."""
    runner = make_runner(make_library(ENTRIES))

    def write(notebook: Notebook) -> Change:
        for name in ("noted", "both"):
            notebook.write_note(EntryId(name), "Ask about the crane")
        return Change(notes=frozenset({EntryId("noted"), EntryId("both")}))

    runner.change(write)
    board = Board(runner, theme_source, MarkScheme(), today=lambda: TODAY)
    qtbot.addWidget(board)
    board.resize(1200, 800)
    board.show()
    board.set_filter(RecordFilter())
    return board


def has_highlight(board: Board, name: str, part: str) -> bool:
    """Whether anything on a card has the colour of highlights: in its title, or at its foot."""
    rect = board.view.rect_of(cell(board, name))
    height = rect.height() // 2
    part_of = QRect(rect.left(), rect.top() if part == "title" else rect.top() + height, rect.width(), height)
    image = board.view.viewport().grab(part_of).toImage()
    wanted = board.findChildren(type(board.view))[0]._inks.color("hl-yellow").rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def found_in_notes(board: Board) -> dict[str, bool]:
    """Of each card that is shown, whether it says that only notes have what is searched for."""
    store = model(board).store
    cards = (store.card(cell(board, name)) for name in shown(board))
    return {card.id: card.found_in_notes for card in cards if card is not None}


def test_the_words_of_a_search_are_marked_in_titles(searching: Board) -> None:
    searching.set_filter(RecordFilter(text="crane"))
    assert shown(searching) == ["cranes", "vendor", "noted", "both"]
    assert [name for name in shown(searching) if has_highlight(searching, name, "title")] == ["cranes", "both"]
    searching.set_filter(RecordFilter(text="list"))
    assert has_highlight(searching, "vendor", "title")
    searching.set_filter(RecordFilter(text="body:crane"))
    assert not has_highlight(searching, "vendor", "title")
    searching.set_filter(RecordFilter())
    assert not any(has_highlight(searching, name, "title") for name in shown(searching))


def test_a_card_tells_that_it_was_found_by_the_notes(searching: Board) -> None:
    searching.set_filter(RecordFilter(text="crane"))
    found = found_in_notes(searching)
    assert found == {"cranes": False, "vendor": False, "noted": True, "both": False}
    assert [name for name in found if has_highlight(searching, name, "foot")] == ["noted"]
    index = model(searching).index_of(cell(searching, "noted"))
    assert "found in your notes" in searching.view.model().data(index, 11)  # Qt's AccessibleTextRole
    searching.set_filter(RecordFilter(text="answer"))
    assert not has_highlight(searching, "noted", "foot")


@pytest.mark.parametrize(
    "look", [{"alignment": Alignment.INQUIRY}, {"alignment": Alignment.EXCHANGE}, {"order": Order.BEST}]
)
def test_it_tells_so_in_every_alignment_and_among_the_best(searching: Board, look: dict[str, Any]) -> None:
    searching.set_look(Look(filter=RecordFilter(text="crane"), **look))
    found = found_in_notes(searching)
    assert found == {"cranes": False, "vendor": False, "noted": True, "both": False}
    assert has_highlight(searching, "noted", "foot")
    assert has_highlight(searching, "cranes", "title")


def test_a_note_may_make_an_entry_match(searching: Board) -> None:
    searching.set_filter(RecordFilter(text="terminal"))
    assert message(searching).isVisible()

    def write(notebook: Notebook) -> Change:
        notebook.write_note(EntryId("vendor"), "Which terminal?")
        return Change(notes=frozenset({EntryId("vendor")}))

    searching._runner.change(write)
    assert shown(searching) == ["vendor"]


def test_another_spelling_is_offered_when_nothing_is_found(searching: Board, qtbot: QtBot) -> None:
    button = searching.findChild(QPushButton, "board_suggestion")
    assert isinstance(button, QPushButton)
    searching.set_filter(RecordFilter(text="vendr craen"))
    assert button.isVisible()
    assert button.text() == "Did you mean “vendor crane”?"
    with qtbot.waitSignal(searching.text_suggested) as told:
        button.click()
    assert told.args == ["vendor crane"]
    searching.set_filter(RecordFilter(text="zzzzzz"))
    assert message(searching).isVisible()
    assert not button.isVisible()
    searching.set_filter(RecordFilter(committees=Choice(("XCOM",)), text="vendor"))
    assert message(searching).isVisible()
    assert not button.isVisible(), "every word is known; it is the rest of the filter that leaves nothing"


@pytest.mark.parametrize("width", [60, 90, 120, 200, 400])
@pytest.mark.parametrize(
    "title",
    [
        "Remote access to port cranes and to other cranes of the port",
        "Crane 😀 crane 😀 crane 😀 crane 😀 crane",
        "Cranecranecranecranecranecrane crane",
        "",
    ],
)
def test_hits_stay_on_their_words_when_a_title_is_broken(theme_source: ThemeSource, title: str, width: int) -> None:
    search = parse_search("crane")
    lines = break_title(title, Inks(theme_source.theme), width, 2)
    found = list(hits_of_lines(title, lines, spans(search, title)))
    assert [line for line, _ in found] == lines
    for line, hits in found:
        for begin, end in hits:
            assert 0 <= begin < end <= len(line)
            assert line[begin:end].lower().strip("s…") in "cranecranecranecranecranecrane"
    if lines and not lines[-1].endswith("…"):
        joined = "".join(line[begin:end] for line, hits in found for begin, end in hits)
        assert joined == "".join(title[begin:end] for begin, end in spans(search, title))
