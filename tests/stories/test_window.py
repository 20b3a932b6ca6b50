"""The window around the record: opening and making libraries, importing, themes, small windows, errors."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from oversight_viewer.app import Viewer
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.library import Library, create_library
from oversight_viewer.ui.dialogs import BugDialog, KnownErrorDialog
from oversight_viewer.ui.import_preview import ImportPreviewDialog
from oversight_viewer.ui.import_report import ImportReportDialog
from oversight_viewer.ui.record_page import RecordPage
from oversight_viewer.ui.theme import ThemeMode
from oversight_viewer.ui.toolbar import Toolbar
from oversight_viewer.user import Folders
from tests.storage.helpers import an_entry, first_version
from tests.stories.conftest import Waiting

GOOD = {"id": "a-1", "kind": "letter", "title": "A letter", "companies": ["Example Freight Co."]}


def open_dialogs(viewer: Viewer, kind: type[QDialog]) -> list[QDialog]:
    return [dialog for dialog in viewer.window.findChildren(kind) if dialog.isVisible()]


def drop(viewer: Viewer, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    viewer.window.dropEvent(event)


def count_of(library: Path) -> int:
    opened = Library.open(library)
    try:
        return opened.info().total
    finally:
        opened.close()


def test_the_sample_opens_from_the_welcome_page(viewer: Viewer, qtbot: QtBot, at_rest: Waiting) -> None:
    # GIVEN the welcome page WHEN the sample is asked for, twice
    for _ in range(2):
        viewer.window.commands["sample"].trigger()
        qtbot.waitUntil(lambda: viewer.window.page is not None, timeout=30_000)
        at_rest()
    # THEN it is open, in the user's own data, and listed once among the recent ones
    (recent,) = viewer.settings.recent()
    assert recent.path.is_relative_to(viewer.controller.data_folder)
    assert recent.records == 80
    assert "Sample record" in viewer.window.windowTitle()


def test_dropped_records_make_a_library_and_bad_lines_are_told(
    viewer: Viewer, qtbot: QtBot, at_rest: Waiting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a file with a good line and two bad ones, and no library open
    records = tmp_path / "records.jsonl"
    lines = [json.dumps(GOOD), '{"kind": "letter"}', "not json"]
    records.write_text("\n".join(lines), encoding="utf-8")
    library, rejected = tmp_path / "new.oversight", tmp_path / "rejected.jsonl"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(library), ""))
    # WHEN it is dropped on the window
    drop(viewer, records)
    # THEN it is shown what would happen, and nothing is done yet
    qtbot.waitUntil(lambda: bool(open_dialogs(viewer, ImportPreviewDialog)), timeout=30_000)
    (preview,) = open_dialogs(viewer, ImportPreviewDialog)
    assert isinstance(preview, ImportPreviewDialog)
    assert {state: count for state, count in preview.counts.items() if count} == {"New": 1, "Rejected": 2}
    assert count_of(library) == 0
    # WHEN it is wanted
    preview.import_button.click()
    qtbot.waitUntil(lambda: bool(open_dialogs(viewer, ImportReportDialog)), timeout=30_000)
    at_rest()
    # THEN the new library has the good one, and the report names the others
    assert count_of(library) == 1
    (report,) = open_dialogs(viewer, ImportReportDialog)
    assert isinstance(report, ImportReportDialog)
    assert report.table is not None
    assert report.table.model().rowCount() == 2
    # WHEN the library is chosen as the file of the rejected lines THEN it is not written over
    report.save_button.click()
    (refusal,) = open_dialogs(viewer, KnownErrorDialog)
    refusal.accept()
    assert count_of(library) == 1
    # WHEN the rejected lines are saved THEN they are all there, with reasons
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(rejected), ""))
    report.save_button.click()
    saved = [json.loads(line) for line in rejected.read_text(encoding="utf-8").splitlines()]
    assert [item["text"] for item in saved] == lines[1:]
    assert "title is missing" in saved[0]["reason"]
    report.accept()
    assert viewer.window.page is not None
    assert viewer.window.page.count == 1


def test_a_file_that_is_no_library_leaves_the_open_one_open(
    viewer: Viewer, page: RecordPage, qtbot: QtBot, at_rest: Waiting, tmp_path: Path
) -> None:
    # GIVEN an open library WHEN something else is opened
    wrong = tmp_path / "letter.oversight"
    wrong.write_bytes(b"Dear Chairman, " * 100)
    drop(viewer, wrong)
    qtbot.waitUntil(lambda: bool(open_dialogs(viewer, KnownErrorDialog)))
    # THEN the user is told, the file is as it was, and the record is still there
    assert viewer.window.page is page
    assert wrong.read_bytes() == b"Dear Chairman, " * 100


def test_a_library_of_an_earlier_version_is_adapted_when_it_is_opened(
    viewer: Viewer, qtbot: QtBot, at_rest: Waiting, tmp_path: Path
) -> None:
    # GIVEN a library of the first version
    library = first_version(tmp_path / "old.oversight", [an_entry("a", people=[{"name": "Ada Example"}])])
    said: list[str] = []
    viewer.window.statusBar().messageChanged.connect(said.append)
    # WHEN it is opened
    viewer.controller.open_library(library)
    qtbot.waitUntil(lambda: viewer.window.page is not None, timeout=20_000)
    at_rest()
    # THEN the window says what goes on, and the new filters work
    assert "Adapting “old” to this version: 1 of 1 records" in said
    page = viewer.window.page
    assert page is not None
    page.set_filter(RecordFilter(people=Choice(("Ada Example",))))
    qtbot.waitUntil(lambda: page.count == 1)
    at_rest()


def test_importing_something_unreadable_changes_nothing(
    viewer: Viewer, qtbot: QtBot, at_rest: Waiting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, picture = tmp_path / "lib.oversight", tmp_path / "picture.png"
    create_library(library, "Mine")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    before = library.read_bytes()
    viewer.controller.open_library(library)
    qtbot.waitUntil(lambda: viewer.window.page is not None)
    at_rest()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(picture)], ""))
    viewer.window.commands["import"].trigger()
    qtbot.waitUntil(lambda: bool(open_dialogs(viewer, KnownErrorDialog)))
    at_rest()
    assert library.read_bytes() == before


def test_an_import_can_be_stopped(viewer: Viewer, qtbot: QtBot, at_rest: Waiting, tmp_path: Path) -> None:
    # GIVEN a large file and an empty library
    library, records = tmp_path / "lib.oversight", tmp_path / "many.jsonl"
    create_library(library, "Mine")
    with records.open("w", encoding="utf-8") as file:
        for number in range(30_000):
            file.write(json.dumps({**GOOD, "id": f"a-{number}"}) + "\n")
    viewer.controller.open_library(library)
    qtbot.waitUntil(lambda: viewer.window.page is not None)
    at_rest()
    # WHEN the import is begun and cancelled at once
    viewer.controller.take_files([records])
    (progress,) = [dialog for dialog in viewer.window.findChildren(QDialog) if dialog.isVisible()]
    progress.reject()
    at_rest()
    # THEN nothing was taken in
    assert count_of(library) == 0
    assert "stopped" in viewer.window.statusBar().currentMessage()


def test_a_small_window_keeps_the_filters_in_a_drawer(viewer: Viewer, page: RecordPage, qtbot: QtBot) -> None:
    # GIVEN a wide window WHEN it is made small
    assert page.sidebar_shown
    viewer.window.resize(1100, 700)
    # THEN the filters are put away, open over the lanes on demand, and Esc closes them
    qtbot.waitUntil(lambda: not page.sidebar_shown)
    viewer.window.commands["sidebar"].trigger()
    assert page.sidebar_shown
    page.step_back()
    assert not page.sidebar_shown
    # WHEN it is wide again THEN they stand beside the lanes again
    viewer.window.resize(1600, 1000)
    qtbot.waitUntil(lambda: page.sidebar_shown)


def test_large_text_shows_lanes_or_reader(viewer: Viewer, page: RecordPage, qtbot: QtBot, at_rest: Waiting) -> None:
    viewer.window.commands["text:200"].trigger()
    qtbot.waitUntil(lambda: not page.reader_shown)
    page.board.entry_activated.emit(EntryId("public-tiktok-meeting"))
    assert page.reader_shown
    assert not page.board.isVisible()
    page.step_back()
    assert page.board.isVisible()
    viewer.window.commands["smaller"].trigger()
    assert viewer.theme_source.text_scale == 1.75
    at_rest()


def test_large_text_shows_one_lane_and_leads_through_the_others(
    viewer: Viewer, page: RecordPage, qtbot: QtBot, at_rest: Waiting
) -> None:
    # GIVEN large text on an ordinary screen
    window = viewer.window
    window.resize(1600, 1000)
    window.commands["text:200"].trigger()
    qtbot.waitUntil(lambda: page.board.view.lane is not None)
    # WHEN lanes are chosen by key THEN each comes, and the filter stays as it was
    for lane, key in ((1, Qt.Key.Key_2), (2, Qt.Key.Key_3), (0, Qt.Key.Key_1)):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
        assert page.board.view.lane == lane
        at_rest()
    # WHEN an entry is read and a linked one of another lane is gone to
    page.board.select_entry(EntryId("public-tiktok-meeting"))
    page.board.entry_activated.emit(EntryId("public-tiktok-meeting"))
    assert page.reader.frame.bar.back.isVisible()
    qtbot.waitUntil(page.reader.frame.bar.next.isEnabled)
    window.commands["next_link"].trigger()
    assert page.reader.entry != "public-tiktok-meeting"
    at_rest()
    # THEN the way back leads to its card, in its lane
    page.reader.frame.bar.back.click()
    assert page.board.isVisible()
    assert page.board.view.lane != 1
    assert page.board.current_entry == page.reader.entry
    view = page.board.view
    qtbot.waitUntil(lambda: view.viewport().rect().contains(view.visualRect(view.currentIndex())))
    # WHEN a lane is asked for while one reads THEN it comes in place of the reader
    page.set_reader_shown(True)
    window.commands["lane:meeting"].trigger()
    assert page.board.view.lane == 1
    assert page.board.isVisible()
    # WHEN the text is small again THEN three lanes stand there, with the same card, and nothing leads back
    window.commands["text:100"].trigger()
    qtbot.waitUntil(lambda: page.board.view.lane is None)
    assert not page.reader.frame.bar.back.isVisible()
    assert page.board.current_entry == page.reader.entry
    assert page.board.view.currentIndex().isValid()
    at_rest()


@pytest.mark.parametrize("percent", [150, 200])
def test_larger_text_makes_no_window_larger(
    viewer: Viewer, page: RecordPage, at_rest: Waiting, qtbot: QtBot, percent: int
) -> None:
    # GIVEN the window of a small screen, in which the panes stand beside each other
    viewer.window.resize(1280, 800)
    qtbot.waitUntil(lambda: page.sidebar_shown and page.reader_shown)
    at_rest()
    # WHEN the text is made so large that they can't THEN the window still fits the screen
    viewer.window.commands[f"text:{percent}"].trigger()
    at_rest()
    QCoreApplication.processEvents()  # Qt widens a window that is too narrow for its layout with the next events
    assert viewer.window.width() == 1280


@pytest.mark.parametrize(("width", "percent", "wraps"), [
    (1600, 100, False), (1100, 100, False), (1100, 150, False), (1600, 200, False), (1100, 200, True),
])  # fmt: skip
def test_the_toolbar_has_two_rows_where_one_is_too_narrow(
    viewer: Viewer, page: RecordPage, qtbot: QtBot, at_rest: Waiting, width: int, percent: int, wraps: bool
) -> None:
    window = viewer.window
    window.resize(width, 700)
    window.commands[f"text:{percent}"].trigger()
    toolbar = window.findChild(Toolbar)
    assert isinstance(toolbar, Toolbar)
    qtbot.waitUntil(lambda: toolbar.is_wrapped == wraps and toolbar.width() == window.width())
    at_rest()
    parts = [button for button in toolbar.findChildren(QToolButton) if button.parent() is toolbar]
    assert len(parts) == 8
    places = [part.geometry() for part in (*parts, window.search)]
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    assert all(toolbar.rect().contains(place) for place in places)


def test_commands_on_an_entry_say_what_to_do_where_there_is_none(viewer: Viewer, page: RecordPage) -> None:
    assert page.reader.entry is None
    bar = viewer.window.statusBar()
    for name in ("annotate", "flag", "citation", "edit_record", "previous_link", "next_link"):
        bar.clearMessage()
        viewer.window.commands[name].trigger()
        assert bar.currentMessage().startswith("Choose a record first, then "), name
    assert not page.reader.frame.bar.note.isEnabled()


def test_where_no_linked_record_is_it_is_said(viewer: Viewer, page: RecordPage, qtbot: QtBot) -> None:
    # GIVEN the last of some linked records
    shown: list[str] = []
    page.reader.entry_shown.connect(shown.append)
    page.show_entry(EntryId("public-tiktok-meeting"))
    qtbot.waitUntil(lambda: shown[-1:] == [page.reader.entry])
    while page.reader.frame.bar.next.isEnabled():
        viewer.window.commands["next_link"].trigger()
        qtbot.waitUntil(lambda: shown[-1:] == [page.reader.entry])
    last = page.reader.entry
    # WHEN one goes on THEN one stays, and is told why
    viewer.window.commands["next_link"].trigger()
    assert page.reader.entry == last
    assert viewer.window.statusBar().currentMessage() == "No record that is linked with this one comes after it."


def test_theme_text_size_and_panes_are_remembered(viewer: Viewer, page: RecordPage, qtbot: QtBot) -> None:
    # GIVEN the user changes how the window looks WHEN the application is closed and started again
    viewer.window.commands["theme:dark"].trigger()
    viewer.window.commands["text:125"].trigger()
    viewer.window.commands["reader"].trigger()
    assert viewer.theme_source.theme.is_dark
    viewer.window.close()
    folders = Folders(viewer.controller.data_folder, viewer.folders.config, viewer.folders.log)
    again = Viewer(viewer.app, folders)
    qtbot.addWidget(again.window)
    # THEN it looks the same
    assert again.theme_source.mode is ThemeMode.DARK
    assert again.theme_source.text_scale == 1.25
    assert not again.settings.flag("reader", default=True)
    assert [item.title for item in again.settings.recent()] == ["Sample record"]
    again.close()


def test_a_bug_is_shown_without_text_of_the_record_and_the_application_goes_on(
    viewer: Viewer, page: RecordPage, at_rest: Waiting
) -> None:
    error = ValueError("the secret sentence of an entry")
    viewer.excepthook(ValueError, error, None)
    (dialog,) = open_dialogs(viewer, BugDialog)
    assert isinstance(dialog, BugDialog)
    assert "ValueError" in dialog.report.toPlainText()
    assert "secret" not in dialog.report.toPlainText()
    assert all("secret" not in path.read_text(encoding="utf-8") for path in viewer.folders.log.glob("*"))
    dialog.accept()
    page.set_text("amazon")
    at_rest()
    assert page.count


def test_a_known_error_is_no_bug(viewer: Viewer) -> None:
    error = KnownError("The disk is full.")
    viewer.excepthook(KnownError, error, None)
    assert open_dialogs(viewer, KnownErrorDialog)
    assert not open_dialogs(viewer, BugDialog)


@pytest.mark.parametrize("name", ["keys", "places", "about"])
def test_help_opens_a_dialog(viewer: Viewer, page: RecordPage, name: str) -> None:
    viewer.window.commands[name].trigger()
    assert len(open_dialogs(viewer, QDialog)) == 1


def test_f6_walks_through_the_panes(viewer: Viewer, page: RecordPage, at_rest: Waiting, qtbot: QtBot) -> None:
    page.show_entry(EntryId("public-tiktok-meeting"))
    at_rest()
    page.board.focus_board()
    panes = (viewer.window.search, page.sidebar, page.timeline, page.board, page.reader)
    seen: set[object] = set()

    def all_are_seen() -> bool:
        # The reader takes the focus once the entry is put, which happens in turns of its own.
        viewer.window.commands["next_pane"].trigger()
        focus = viewer.window.focusWidget()
        seen.update(pane for pane in panes if focus is not None and (pane is focus or pane.isAncestorOf(focus)))
        return len(seen) == len(panes)

    qtbot.waitUntil(all_are_seen)


def test_the_title_of_the_welcome_page_has_its_size(viewer: Viewer) -> None:
    # A style sheet once took the fonts away that were set before the window was shown.
    wanted = viewer.theme_source.theme.font("welcome_title").pixelSize()
    sizes = {label.font().pixelSize() for label in viewer.window.welcome.findChildren(QLabel)}
    assert wanted in sizes
