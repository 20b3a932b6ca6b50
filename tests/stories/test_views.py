"""Saved views, the default one, and going back and forward, in the whole application."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from oversight_viewer.app import Viewer
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Alignment, Density, Look, Order
from oversight_viewer.ui.record_page import RecordPage
from oversight_viewer.ui.view_dialogs import ViewNameDialog
from tests.stories.conftest import Waiting

MEETING, LETTER = EntryId("public-tiktok-meeting"), EntryId("example-crane-letter")
CRANES = Look(
    RecordFilter(text="crane", inquiries=Choice(("Port crane software",)), kinds=Choice((), ("letter",))),
    Alignment.INQUIRY,
    Order.OLDEST,
    Density.COMPACT,
)


def open_library(viewer: Viewer, library: Path, at_rest: Waiting, qtbot: QtBot) -> RecordPage:
    viewer.controller.open_library(library)
    qtbot.waitUntil(lambda: viewer.window.page is not None, timeout=20_000)
    at_rest()
    assert viewer.window.page is not None
    return viewer.window.page


def save_view(viewer: Viewer, name: str) -> None:
    viewer.window.commands["save_view"].trigger()
    dialog = viewer.window.findChildren(ViewNameDialog)[-1]
    dialog.field.setText(name)
    dialog.save_button.click()


def test_a_view_is_saved_everything_is_changed_and_the_view_restores_it_whole(
    viewer: Viewer, own_sample: Path, at_rest: Waiting, qtbot: QtBot
) -> None:
    # GIVEN a record is looked at in a way of one's own, and saved
    page = open_library(viewer, own_sample, at_rest, qtbot)
    page.set_look(CRANES)
    at_rest()
    count = page.count
    assert count
    save_view(viewer, "Cranes without letters")
    at_rest()
    # THEN it stands in the sidebar with its count, and can't be saved again
    row = page.sidebar.views.rows[1]
    assert (row.name, row.count, row.isChecked()) == ("Cranes without letters", count, True)
    assert not viewer.window.commands["save_view"].isEnabled()
    # WHEN everything is changed
    page.set_look(Look(RecordFilter(companies=Choice(("Amazon",)))))
    at_rest()
    assert viewer.window.search.text() == ""
    assert page.count != count
    # THEN a click on the view restores the whole of it
    row.click()
    at_rest()
    assert page.look == CRANES
    assert page.count == count
    assert viewer.window.search.text() == "crane"
    assert not page.board.newest_first
    # WHEN it is deleted THEN Edit > Undo brings it back
    page.saved_views.delete(page.sidebar.views.saved[0])
    at_rest()
    assert page.sidebar.views.saved == ()
    viewer.window.commands["undo"].trigger()
    at_rest()
    assert [view.name for view in page.sidebar.views.saved] == ["Cranes without letters"]


def test_a_library_opens_with_its_default_view(
    viewer: Viewer, own_sample: Path, at_rest: Waiting, qtbot: QtBot
) -> None:
    # GIVEN a view is made the default
    page = open_library(viewer, own_sample, at_rest, qtbot)
    page.set_look(CRANES)
    save_view(viewer, "Cranes")
    at_rest()
    page.saved_views.set_default(page.sidebar.views.saved[0], on=True)
    page.clear_filter()
    at_rest()
    # WHEN the library is opened again
    page = open_library(viewer, own_sample, at_rest, qtbot)
    # THEN it opens with that view, and there is nothing to go back to
    assert page.look == CRANES
    assert viewer.window.search.text() == "crane"
    assert not page.board.newest_first
    assert page.sidebar.views.rows[1].isChecked()
    assert not viewer.window.commands["back"].isEnabled()
    # WHEN it is the default no more THEN all records come again
    page.saved_views.set_default(page.sidebar.views.saved[0], on=False)
    at_rest()
    page = open_library(viewer, own_sample, at_rest, qtbot)
    assert page.filter == RecordFilter()
    assert viewer.window.search.text() == ""


def test_views_on_a_library_that_cannot_be_written_are_in_the_users_own_folder(
    viewer: Viewer, own_sample: Path, at_rest: Waiting, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # GIVEN a library in a folder that can't be written (a folder in place of the notebook will do for everybody)
    own_sample.with_suffix(".notebook").mkdir()
    page = open_library(viewer, own_sample, at_rest, qtbot)
    page.set_look(CRANES)
    # WHEN a view is saved and the library opened again
    save_view(viewer, "Cranes")
    at_rest()
    page = open_library(viewer, own_sample, at_rest, qtbot)
    # THEN the view is there, and its notebook is among the user's own data
    assert [view.name for view in page.sidebar.views.saved] == ["Cranes"]
    assert list((viewer.controller.data_folder / "notebooks").glob("*.notebook"))


def test_back_and_forward_as_in_a_browser(viewer: Viewer, page: RecordPage, at_rest: Waiting, qtbot: QtBot) -> None:
    window = viewer.window
    back, forward = window.commands["back"], window.commands["forward"]
    buttons = [window.findChild(QToolButton, f"tool_arrow_{side}") for side in ("left", "right")]
    assert not back.isEnabled()
    # GIVEN the user searches, opens an entry, follows a link to another, and looks at one company
    window.focus_search()
    qtbot.keyClicks(window.search, "crane")
    at_rest()
    page.show_entry(LETTER)
    at_rest()
    page.show_entry(MEETING)
    page.set_filter(RecordFilter(companies=Choice(("Amazon",))))
    at_rest()
    count = page.count
    # WHEN the user goes back by the keys, from wherever the keyboard is
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    at_rest()
    # THEN the filter is the one before, and the entry is still open
    assert (page.filter, page.reader.entry) == (RecordFilter(text="crane"), MEETING)
    assert window.search.text() == "crane"
    # WHEN on by the button, and by the menu
    assert buttons[0] is not None
    buttons[0].click()
    at_rest()
    assert page.reader.entry == LETTER
    assert page.board.current_entry == LETTER
    back.trigger()
    at_rest()
    assert (page.filter.text, page.reader.entry) == ("crane", None)
    back.trigger()
    at_rest()
    # THEN the whole search was one step, and this is where it began
    assert page.look == Look()
    assert not back.isEnabled()
    assert buttons[0].isEnabled() is False
    # WHEN going forward to the end THEN it is as it was
    while forward.isEnabled():
        QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        at_rest()
    assert (page.filter.companies, page.reader.entry, page.count) == (Choice(("Amazon",)), MEETING, count)
    # WHEN something new is done in the middle THEN there is no way forward any more
    back.trigger()
    page.set_text("port")
    at_rest()
    assert not forward.isEnabled()


def test_the_side_buttons_work_wherever_the_pointer_is(viewer: Viewer, page: RecordPage, at_rest: Waiting) -> None:
    page.set_filter(RecordFilter(companies=Choice(("Amazon",))))
    at_rest()
    handle = viewer.window.windowHandle()
    none = Qt.KeyboardModifier.NoModifier
    for pane in (page.board.view, page.sidebar.tree):
        place = pane.mapTo(viewer.window, pane.rect().center())
        QTest.mouseClick(handle, Qt.MouseButton.BackButton, none, place)
        at_rest()
        assert page.look == Look()
        QTest.mouseClick(handle, Qt.MouseButton.ForwardButton, none, place)
        at_rest()
        assert page.filter == RecordFilter(companies=Choice(("Amazon",)))
