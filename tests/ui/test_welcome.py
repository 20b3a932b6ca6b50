"""The first page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.recent import RecentLibrary
from oversight_viewer.ui.theme import ThemeMode, ThemeSource
from oversight_viewer.ui.welcome import WelcomePage
from oversight_viewer.ui.welcome_parts import drop_words
from oversight_viewer.ui.welcome_rows import opened_words

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NOW = datetime(2024, 11, 26, 12, tzinfo=UTC)
RECENT = [
    RecentLibrary(Path("/records/a.oversight"), "Working record 2024", 412, NOW - timedelta(days=1)),
    RecentLibrary(Path("/records/b.oversight"), "Port crane software", 1, NOW - timedelta(days=8)),
    RecentLibrary(Path("/records/c.oversight"), "Warehouse scanners", 3, NOW, missing=True),
]


class Chooser:
    """Answers for the user when the page asks for files."""

    def __init__(self) -> None:
        self.answer: list[Path] = []

    def __call__(self, parent: QWidget) -> list[Path]:
        return self.answer


@pytest.fixture
def chooser() -> Chooser:
    return Chooser()


@pytest.fixture
def page(qtbot: QtBot, theme_source: ThemeSource, chooser: Chooser) -> Iterator[WelcomePage]:
    made = WelcomePage(theme_source, choose_files=chooser, now=lambda: NOW)
    qtbot.addWidget(made)
    made.set_recent(RECENT)
    made.resize(1600, 950)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("opened", "words"),
    [
        (NOW, "opened today"),
        (NOW - timedelta(days=1), "opened yesterday"),
        (NOW - timedelta(days=8), "opened 18 Nov 2024"),
        (NOW + timedelta(days=2), "opened 28 Nov 2024"),
        (datetime(2024, 11, 20, 9), "opened 20 Nov 2024"),
    ],
)
def test_when_a_library_was_opened(opened: datetime, words: str) -> None:
    assert opened_words(opened, NOW) == words


@pytest.mark.parametrize(
    ("names", "words", "taken"),
    [
        (["a.jsonl"], "Import a.jsonl into a new library", True),
        (["a.jsonl", "B.JSONL.GZ", "c.ndjson"], "Import 3 files into a new library", True),
        (["a.oversight"], "Open a.oversight", True),
        (["a.oversight", "b.jsonl"], "Open a.oversight", True),
        (["letter.pdf"], "Import letter.pdf into a new library", True),
        (["a.jsonl", "Letter.PDF", "b.docx", "c.xlsx", "d.html"], "Import 5 files into a new library", True),
        (["film.mov"], "film.mov is of no kind that can be imported", False),
        (["a.jsonl", "film.mov", "b.exe"], "film.mov and 1 more are of no kind that can be imported", False),
    ],
)
def test_what_will_happen_to_files_is_said_before(names: list[str], words: str, taken: bool) -> None:
    assert drop_words([Path(name) for name in names]) == (words, taken)


def test_three_ways_to_begin_by_pointer(qtbot: QtBot, page: WelcomePage) -> None:
    for row, signal in (
        (page.sample, page.sample_requested),
        (page.open, page.open_requested),
        (page.new, page.new_requested),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(row, LEFT)


def test_three_ways_to_begin_by_keys(qtbot: QtBot, page: WelcomePage) -> None:
    assert page.sample.hasFocus()
    with qtbot.waitSignal(page.sample_requested):
        qtbot.keyClick(page.sample, Key.Key_Return)
    qtbot.keyClick(page.sample, Key.Key_Up)
    assert page.sample.hasFocus()
    qtbot.keyClick(page.sample, Key.Key_Down)
    with qtbot.waitSignal(page.open_requested):
        qtbot.keyClick(page.open, Key.Key_Space)
    qtbot.keyClick(page.open, Key.Key_Down)
    assert page.new.hasFocus()
    qtbot.keyClick(page.new, Key.Key_Down)
    assert page.new.hasFocus()
    assert page.open.accessibleDescription().endswith("Ctrl+O")


def test_recent_libraries_open(qtbot: QtBot, page: WelcomePage) -> None:
    first, second, missing = page.recent_rows
    assert first.accessibleName() == "Working record 2024, 412 records, opened yesterday"
    assert second.accessibleName() == "Port crane software, 1 record, opened 18 Nov 2024"
    assert missing.accessibleName() == "Warehouse scanners, Not where it was last time"
    with qtbot.waitSignal(page.recent_requested) as opened:
        qtbot.mouseClick(first, LEFT)
    assert opened.args == [RECENT[0].path]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Key.Key_Down)
    with qtbot.waitSignal(page.recent_requested) as opened:
        qtbot.keyClick(second, Key.Key_Return)
    assert opened.args == [RECENT[1].path]


def test_a_missing_library_is_looked_for_and_any_can_be_taken_off(qtbot: QtBot, page: WelcomePage) -> None:
    missing = page.recent_rows[2]
    with qtbot.assertNotEmitted(page.recent_requested), qtbot.waitSignal(page.locate_requested) as wanted:
        qtbot.mouseClick(missing, LEFT)
    assert wanted.args == [RECENT[2].path]
    with qtbot.waitSignal(page.forget_requested) as gone:
        qtbot.keyClick(page.recent_rows[0], Key.Key_Delete)
    assert gone.args == [RECENT[0].path]
    page.set_recent(RECENT[1:])
    assert [row.library for row in page.recent_rows] == RECENT[1:]


def test_without_recent_libraries_their_heading_goes(page: WelcomePage) -> None:
    def headings() -> list[str]:
        return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]

    assert "Recent libraries" in headings()
    page.set_recent([])
    assert "Recent libraries" not in headings()
    assert "What stays on this computer" in headings()


def test_it_promises_nothing_that_is_not_there(page: WelcomePage) -> None:
    said = " ".join(label.text() for label in page.findChildren(QLabel)).lower()
    assert "passphrase" not in said
    assert "backup" not in said
    assert "no network connection" in said


def test_files_can_be_chosen(qtbot: QtBot, page: WelcomePage, chooser: Chooser) -> None:
    with qtbot.assertNotEmitted(page.files_dropped):
        qtbot.mouseClick(page.drop_zone.button, LEFT)
    chooser.answer = [Path("/records/a.jsonl")]
    with qtbot.waitSignal(page.files_dropped) as dropped:
        qtbot.mouseClick(page.drop_zone.button, LEFT)
    assert dropped.args == [chooser.answer]


def _data(*names: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/records/{name}") for name in names])
    return data


def _enter(page: WelcomePage, data: QMimeData) -> QDragEnterEvent:
    point = QPointF(5, 5).toPoint()
    event = QDragEnterEvent(point, Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    page.dragEnterEvent(event)
    return event


def _drop(page: WelcomePage, data: QMimeData) -> QDropEvent:
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    page.dropEvent(event)
    return event


def test_files_are_dropped_anywhere_on_the_page(qtbot: QtBot, page: WelcomePage) -> None:
    data = _data("a.jsonl", "b.jsonl")
    assert _enter(page, data).isAccepted()
    assert page.drop_zone.title == "Import 2 files into a new library"
    assert not page.drop_zone.grab().isNull()
    with qtbot.waitSignal(page.files_dropped) as dropped:
        _drop(page, data)
    assert dropped.args == [[Path("/records/a.jsonl"), Path("/records/b.jsonl")]]
    assert page.drop_zone.title == "Drop files here to import"


def test_files_of_other_types_are_named_and_not_taken(qtbot: QtBot, page: WelcomePage) -> None:
    data = _data("film.mov")
    assert _enter(page, data).dropAction() is Qt.DropAction.IgnoreAction
    assert page.drop_zone.title == "film.mov is of no kind that can be imported"
    with qtbot.assertNotEmitted(page.files_dropped):
        _drop(page, data)
    _enter(page, data)
    page.dragLeaveEvent(QDragLeaveEvent())
    assert page.drop_zone.title == "Drop files here to import"


def test_what_is_no_file_is_left_alone(page: WelcomePage) -> None:
    data = QMimeData()
    data.setText("crane")
    assert not _enter(page, data).isAccepted()


@pytest.mark.parametrize(
    ("width", "scale", "narrow"),
    [(1600, 1.0, False), (1100, 1.0, True), (1600, 2.0, True), (2400, 2.0, False)],
)
def test_a_small_page_has_one_column_and_no_drawing(
    qtbot: QtBot, page: WelcomePage, theme_source: ThemeSource, width: int, scale: float, narrow: bool
) -> None:
    theme_source.set_text_scale(scale)
    page.resize(width, 900)
    assert page.is_narrow is narrow
    assert page.drawing.isVisible() is not narrow

    def is_below() -> bool:
        left = page.sample.mapTo(page, page.sample.rect().topLeft())
        right = page.recent_rows[0].mapTo(page, page.recent_rows[0].rect().topLeft())
        return right.x() < left.x() + 10

    qtbot.waitUntil(lambda: is_below() is narrow)
    assert page.sample.width() <= width


@pytest.mark.parametrize("mode", list(ThemeMode)[1:])
def test_it_is_painted_in_every_theme(page: WelcomePage, theme_source: ThemeSource, mode: ThemeMode) -> None:
    theme_source.set_mode(mode)
    theme = theme_source.theme
    image = page.grab().toImage()
    assert image.pixelColor(4, 4) == theme.color("card")
    assert page.sample.grab().toImage().pixelColor(30, 8) == theme.color("accent")
    page.open.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.open.grab().toImage().pixelColor(100, 3) == theme.color("accent")
    page.recent_rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert page.recent_rows[0].grab().toImage().pixelColor(100, 1) == theme.color("accent")
