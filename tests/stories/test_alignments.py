"""Staff look at one record in several ways, and find it again as they left it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from oversight_viewer.app import Viewer
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Alignment, Density, Look, Order
from oversight_viewer.ui.board.model import BoardModel, entry_of
from oversight_viewer.ui.controls import SegmentedSwitch
from oversight_viewer.ui.record_page import RecordPage
from oversight_viewer.user import Folders
from tests.stories.conftest import Waiting

MEETING = EntryId("public-tiktok-meeting")


def _headings(page: RecordPage) -> list[str]:
    """The headings in view."""
    model = page.board.view.model()
    assert isinstance(model, BoardModel)
    sections = model.board_layout.sections_of_rows(page.board.view.rows_in_view())
    return [model.store.heading_words(section).label for section in sections]


def _sees(page: RecordPage, entry: EntryId) -> bool:
    view = page.board.view
    index = view.currentIndex()
    return entry_of(index) == entry and view.viewport().rect().contains(view.visualRect(index))


def test_switch_alignment_and_find_the_meeting_again(
    viewer: Viewer, page: RecordPage, qtbot: QtBot, at_rest: Waiting
) -> None:
    # GIVEN the sample record by date, with the meeting about shopping on TikTok open
    page.show_entry(MEETING)
    at_rest()
    assert all(label[-4:].isdigit() for label in _headings(page)), "months"
    assert viewer.window.commands["alignment:date"].isChecked()
    assert not viewer.window.commands["order:best"].isEnabled(), "there is no text to match"
    # WHEN it is looked at by inquiry, with the switch beside the sentence
    switch = page.alignment.findChild(SegmentedSwitch)
    assert isinstance(switch, SegmentedSwitch)
    for segment in switch.children():
        if getattr(segment, "value", "") == Alignment.INQUIRY.value:
            qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    at_rest()
    # THEN the meeting is in view within its inquiry
    assert _sees(page, MEETING)
    assert "Shopping on TikTok" in _headings(page)
    # WHEN by exchange, from the View menu THEN it stands beside the statement that speaks of it
    viewer.window.commands["alignment:exchange"].trigger()
    at_rest()
    assert _sees(page, MEETING)
    assert "Committee: partnership unwise given the security threat" in _headings(page)
    assert page.alignment.value is Alignment.EXCHANGE
    # WHEN cards are set closer together THEN it is in view still
    viewer.window.commands["density"].trigger()
    assert viewer.window.commands["density:compact"].isChecked()
    assert _sees(page, MEETING)
    # WHEN the best matches of a word are wanted
    assert not viewer.window.commands["order:best"].isEnabled()
    page.set_text("partnership")
    at_rest()
    viewer.window.commands["order:best"].trigger()
    at_rest()
    # THEN they stand under one heading, the meeting among them
    assert _headings(page) == ["Best matches"]
    assert page.alignment.value is None, "they stand side by side by nothing but their rank"
    assert not any(viewer.window.commands[f"alignment:{item.value}"].isChecked() for item in Alignment)
    assert _sees(page, MEETING)
    # WHEN the word is taken away THEN the exchanges are back, newest first
    page.clear_filter()
    at_rest()
    assert viewer.window.commands["order:newest"].isChecked()
    assert viewer.window.commands["alignment:exchange"].isChecked()
    assert _sees(page, MEETING)
    assert "Committee: partnership unwise given the security threat" in _headings(page)


def test_a_library_opens_as_it_was_left(viewer: Viewer, page: RecordPage, qtbot: QtBot, at_rest: Waiting) -> None:
    # GIVEN a library that is looked at by inquiry, oldest first, closely
    for name in ("alignment:inquiry", "order:oldest", "density:compact"):
        viewer.window.commands[name].trigger()
    at_rest()
    (recent,) = viewer.settings.recent()
    # WHEN the application is closed and started again
    viewer.window.close()
    again = Viewer(viewer.app, Folders(viewer.controller.data_folder, viewer.folders.config, viewer.folders.log))
    qtbot.addWidget(again.window)
    again.window.show()
    again.controller.open_library(recent.path)
    qtbot.waitUntil(lambda: again.window.page is not None and not again.controller.is_busy, timeout=20_000)
    # THEN it looks the same, and the menu says so
    assert again.window.page is not None
    assert again.window.page.board.look == Look(RecordFilter(), Alignment.INQUIRY, Order.OLDEST, Density.COMPACT)
    assert again.window.page.alignment.value is Alignment.INQUIRY
    assert again.window.commands["order:oldest"].isChecked()
    again.close()
