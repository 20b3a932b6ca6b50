"""Back and forward on the page, and the side buttons of the mouse."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Look, Order
from oversight_viewer.storage.library import create_library
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.record_page import RecordPage
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.theme import ThemeSource
from oversight_viewer.ui.visits import SideButtons
from tests.ui.board.conftest import save, worked_example

FIRST, SECOND = (entry.id for entry in worked_example()[:2])
FREIGHT = RecordFilter(companies=Choice(("Example Freight Co.",)))


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, theme_source: ThemeSource) -> Iterator[RecordPage]:
    library = tmp_path / "record.oversight"
    create_library(library, "Record")
    save(library, worked_example())
    runner = Runner(library, library.with_suffix(".notebook"), "me", immediate=True)
    settings = Settings(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    made = RecordPage(runner, theme_source, MarkScheme(), settings)
    qtbot.addWidget(made)
    made.resize(1600, 900)
    made.show()
    yield made
    runner.close()


def at(page: RecordPage) -> tuple[Look, EntryId | None, EntryId | None]:
    return page.look, page.reader.entry, page.board.current_entry


def test_filter_and_entry_come_back_together(page: RecordPage) -> None:
    page.show_entry(FIRST)
    page.set_filter(FREIGHT)
    page.show_entry(SECOND)
    page.board.turn_order()
    places = [at(page)]
    while page.visits.can_go_back:
        page.visits.go_back()
        places.append(at(page))
    freight, oldest = Look(FREIGHT), Look(FREIGHT, order=Order.OLDEST)
    assert places == [
        (oldest, SECOND, SECOND),
        (freight, SECOND, SECOND),
        (freight, FIRST, FIRST),
        (Look(), FIRST, FIRST),
        (Look(), None, None),
    ]
    forward = [places[-1]]
    while page.visits.can_go_forward:
        page.visits.go_forward()
        forward.append(at(page))
    assert forward == places[::-1]
    assert page.board.newest_first is False


def test_a_new_place_forgets_what_lay_ahead_and_looking_back_does_not(page: RecordPage) -> None:
    page.set_filter(FREIGHT)
    page.show_entry(FIRST)
    page.visits.go_back()
    assert page.visits.can_go_forward
    page.set_reader_shown(False)
    page.board.focus_board()
    assert page.visits.can_go_forward
    page.set_text("crane")
    assert not page.visits.can_go_forward


def test_typing_is_one_step_back(page: RecordPage) -> None:
    for text in ("c", "cr", "cra"):
        page.set_text(text)
    page.visits.go_back()
    assert page.look == Look()
    assert not page.visits.can_go_back


def test_cards_walked_over_by_keys_are_one_step_and_clicked_ones_are_each(page: RecordPage, qtbot: QtBot) -> None:
    view = page.board.view
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    walked = page.reader.entry
    assert walked is not None
    clicked: list[EntryId | None] = []
    model = view.model()
    for row, lane in itertools.product(range(model.rowCount()), range(3)):
        rect = view.visualRect(model.index(row, lane))
        if rect.isValid() and view.viewport().rect().contains(rect) and len(clicked) < 2:
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
            if page.reader.entry != walked:
                clicked.append(page.reader.entry)
    assert len({walked, *clicked}) == 3
    trail = []
    while page.visits.can_go_back:
        page.visits.go_back()
        trail.append(page.reader.entry)
    assert trail == [clicked[0], walked, None]


def test_an_entry_that_is_read_by_enter_is_a_step_of_its_own(page: RecordPage, qtbot: QtBot) -> None:
    view = page.board.view
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    read = page.reader.entry
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    page.visits.go_back()
    assert page.reader.entry == read


def test_going_back_opens_no_pane_that_the_user_has_closed(page: RecordPage) -> None:
    page.show_entry(FIRST)
    page.set_reader_shown(False)
    page.set_filter(FREIGHT)
    page.visits.go_back()
    assert not page.reader_shown


def test_the_side_buttons_of_the_mouse_go_back_and_forward(qtbot: QtBot) -> None:
    # A text field takes every press for itself, and yet does not stop these.
    field = QPlainTextEdit()
    qtbot.addWidget(field)
    buttons = SideButtons(field)
    with qtbot.waitExposed(field):
        field.show()
    pressed: list[str] = []
    buttons.back_pressed.connect(lambda: pressed.append("back"))
    buttons.forward_pressed.connect(lambda: pressed.append("forward"))
    handle = field.windowHandle()
    for button in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton, Qt.MouseButton.LeftButton):
        QTest.mouseClick(handle, button, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    assert pressed == ["back", "forward"]
