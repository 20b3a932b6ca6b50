"""The timeline above the lanes: dates are chosen on it, and all that shows the record follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oversight_viewer.app import Viewer
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.filters import ChoiceState, Facet, RecordFilter
from oversight_viewer.storage.library import Library
from oversight_viewer.ui.record_page import RecordPage
from oversight_viewer.ui.timeline.words import bin_label
from tests.stories.conftest import Waiting

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


def shown_dates(library: Path, wanted: RecordFilter) -> list[PartialDate | None]:
    opened = Library.open(library)
    try:
        return [card.date for card in opened.cards(wanted, {}, limit=1000)]
    finally:
        opened.close()


def at_bin(page: RecordPage, index: int) -> QPoint:
    """The middle of a bin on the strip."""
    begin, end = page.timeline.strip.axis.place(index)
    return QPoint(round((begin + end) / 2), 20)


def test_a_brush_narrows_the_record_and_a_double_click_widens_it(
    viewer: Viewer, page: RecordPage, qtbot: QtBot, at_rest: Waiting, sample_library: Path
) -> None:
    # GIVEN the sample record, all of it on the timeline but what has no date
    strip = page.timeline.strip
    bins = strip.axis.bins
    assert page.count == 80
    assert bins.dated == sum(date is not None for date in shown_dates(sample_library, RecordFilter()))
    # WHEN the user drags over some bins
    first, last = bins.index_of(date(2024, 7, 1)), bins.index_of(date(2024, 12, 1))
    QTest.mousePress(strip, LEFT, pos=at_bin(page, first))
    for place in (first, last):
        QTest.mouseMove(strip, at_bin(page, place) + QPoint(4, 0))
    assert page.filter.is_empty
    QTest.mouseRelease(strip, LEFT, pos=at_bin(page, last))
    at_rest()
    # THEN exactly these dates are shown, and the lanes, the chip and the sentence say the same
    since, until = bins.dates(first, last)
    assert (page.filter.since, page.filter.until) == (since, until)
    dates = shown_dates(sample_library, page.filter)
    assert page.count == len(dates)
    assert 0 < len(dates) < 80
    assert all(value is not None and value.overlaps(since, until) for value in dates)
    assert [chip.text.label for chip in page.chips.chips] == ["Jul–Dec 2024"]
    assert "July to December 2024" in page.board.accessibleDescription()
    assert "chosen July to December 2024" in strip.accessibleDescription()
    # ... and the timeline still has the bars of all dates
    assert strip.axis.bins == bins
    # WHEN another filter is added THEN the bars are of its records, and the dates stay
    page.set_filter(page.filter.with_state(Facet.COMPANY, "Amazon", ChoiceState.INCLUDED))
    at_rest()
    assert strip.axis.bins.dated == len(
        [
            value
            for value in shown_dates(
                sample_library, RecordFilter().with_state(Facet.COMPANY, "Amazon", ChoiceState.INCLUDED)
            )
            if value
        ]
    )
    assert strip.shown_range == (since, until)
    # WHEN the strip is double-clicked THEN the dates are gone, the rest of the filter is not
    QTest.mouseDClick(strip, LEFT, pos=at_bin(page, 0))
    at_rest()
    assert (page.filter.since, page.filter.until) == (None, None)
    assert page.filter.parts == 1


def test_by_keyboard_alone(viewer: Viewer, page: RecordPage, at_rest: Waiting) -> None:
    # GIVEN the keyboard on the filters WHEN F6 is pressed THEN it is on the timeline
    page.sidebar.setFocus()
    window = viewer.window
    for _ in range(5):
        if page.timeline.strip.hasFocus():
            break
        window.commands["next_pane"].trigger()
    strip = page.timeline.strip
    assert strip.hasFocus()
    # WHEN the last bin is chosen and stretched THEN the filter follows at each key
    QTest.keyClick(strip, Qt.Key.Key_End)
    last = len(strip.axis.bins) - 1
    assert (page.filter.since, page.filter.until) == strip.axis.bins.dates(last, last)
    QTest.keyClick(strip, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert (page.filter.since, page.filter.until) == strip.axis.bins.dates(last - 1, last)
    at_rest()
    assert page.count is not None
    assert 0 < page.count < 80
    # WHEN the chip is taken away THEN the brush is gone too
    chip = page.chips.chips[0]
    page.set_filter(chip.text.without)
    at_rest()
    assert strip.shown_range == (None, None)
    assert bin_label(strip.axis.bins, last) not in strip.accessibleDescription().partition("chosen")[2]


def test_it_can_be_put_away_and_is_when_there_is_room_for_one_lane(
    viewer: Viewer, page: RecordPage, qtbot: QtBot, at_rest: Waiting
) -> None:
    # GIVEN the timeline in the way it is at first WHEN it is switched off in the View menu THEN it stays so
    toggle = viewer.window.commands["timeline"].trigger
    assert page.timeline.isVisible()
    toggle()
    assert not page.timeline.isVisible()
    assert not viewer.settings.flag("timeline", default=True)
    # WHEN it is switched on after the filter has changed THEN it shows the records of that one
    page.set_text("amazon")
    at_rest()
    toggle()
    at_rest()
    assert page.timeline.isVisible()
    assert 0 < page.timeline.strip.axis.bins.dated <= (page.count or 0)
    # WHEN text is so large that there is room for one lane THEN it gives way, unless it is asked for
    viewer.window.commands["text:200"].trigger()
    qtbot.waitUntil(lambda: not page.timeline.isVisible())
    toggle()
    assert page.timeline.isVisible()
    viewer.window.commands["text:100"].trigger()
    qtbot.waitUntil(page.timeline.isVisible)
    at_rest()
