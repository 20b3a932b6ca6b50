"""The strip as a widget: pointer, keys, words, and what is painted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent, QGuiApplication, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu, QSlider, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.ui.theme import ThemeMode, ThemeSource
from oversight_viewer.ui.timeline.counts import TimelineCounts
from oversight_viewer.ui.timeline.painter import heights
from oversight_viewer.ui.timeline.strip import TimelineStrip
from tests.ui.timeline.making import block, counts_of

# The offscreen platform says so of windows, tool tips and menus.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Key = Qt.Key
Range = tuple[date | None, date | None]
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
# 36 months of 24 pixels, from 12 to 876; the bars are 15 wide.
WIDTH = 888
COUNTS = TimelineCounts(
    [
        block("2022-01-20", 6),
        block("2022-03-20", 2),
        block("2022-03-20", 3, Lane.RESPONSE),
        block("2024-10-03", 6),
        block(None),
    ]
)
AUTUMN = (date(2024, 8, 1), date(2024, 11, 30))


def x_of(month: float) -> int:
    """The middle of a month, counted from January 2022; halves are their edges."""
    return round(12 + 24 * (month + 0.5))


def months(first: str, last: str) -> Range:
    begin, end = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01")
    after = date(end.year + end.month // 12, end.month % 12 + 1, 1)
    return begin, date.fromordinal(after.toordinal() - 1)


@pytest.fixture
def strip(qtbot: QtBot, theme_source: ThemeSource) -> Iterator[TimelineStrip]:
    """The strip over three years in a window; what it says comes back to it, as the page does it."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    made = TimelineStrip(theme_source)
    made.range_edited.connect(made.set_range)
    column.addWidget(made)
    column.addStretch(1)
    window.resize(WIDTH, 100)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.set_counts(COUNTS)
    yield made
    window.close()


def said(strip: TimelineStrip) -> list[Range]:
    """Collects what the strip says from now on."""
    ranges: list[Range] = []
    strip.range_edited.connect(lambda since, until: ranges.append((since, until)))
    return ranges


def drag(qtbot: QtBot, strip: TimelineStrip, begin: int, end: int, y: int = 20) -> None:
    qtbot.mousePress(strip, LEFT, pos=QPoint(begin, y))
    qtbot.mouseMove(strip, QPoint((begin + end) // 2, y))
    qtbot.mouseMove(strip, QPoint(end, y))


def test_a_drag_shows_the_range_and_says_it_when_it_ends(qtbot: QtBot, strip: TimelineStrip) -> None:
    ranges = said(strip)
    drag(qtbot, strip, x_of(31), x_of(34))
    assert ranges == []
    assert strip.shown_range == AUTUMN
    qtbot.mouseRelease(strip, LEFT, pos=QPoint(x_of(34), 20))
    assert ranges == [AUTUMN]
    assert strip.shown_range == AUTUMN


def test_a_click_chooses_a_bin_and_a_double_click_all(qtbot: QtBot, strip: TimelineStrip) -> None:
    ranges = said(strip)
    qtbot.mouseClick(strip, LEFT, pos=QPoint(x_of(2), 20))
    assert ranges == [months("2022-03", "2022-03")]
    strip.set_range(*AUTUMN)
    qtbot.mouseClick(strip, LEFT, pos=QPoint(x_of(33), 20))
    assert ranges[1:] == [months("2024-10", "2024-10")]
    strip.set_range(*AUTUMN)
    qtbot.mouseDClick(strip, LEFT, pos=QPoint(x_of(33), 20))
    assert strip.shown_range == (None, None)
    # The second press ended no drag and chose nothing.
    qtbot.mouseRelease(strip, LEFT, pos=QPoint(x_of(10), 20))
    assert ranges[-1] == (None, None)


def test_a_double_click_without_a_range_says_nothing_more(qtbot: QtBot, strip: TimelineStrip) -> None:
    strip.range_edited.disconnect()
    ranges = said(strip)
    qtbot.mouseDClick(strip, LEFT, pos=QPoint(x_of(2), 20))
    assert (None, None) not in ranges


@pytest.mark.parametrize(
    ("begin", "end", "chosen"),
    [
        (30.5, 28.6, ("2024-06", "2024-11")),  # the first handle
        (34.5, 35.4, ("2024-08", "2024-12")),  # the last one
        (32, 30, ("2024-06", "2024-09")),  # the brush
        (32, 99, ("2024-09", "2024-12")),
        (3, 5, ("2022-04", "2022-06")),  # outside of it: a new one
    ],
)
def test_what_is_dragged(qtbot: QtBot, strip: TimelineStrip, begin: float, end: float, chosen: tuple[str, str]) -> None:
    strip.set_range(*AUTUMN)
    drag(qtbot, strip, x_of(begin), x_of(end))
    qtbot.mouseRelease(strip, LEFT, pos=QPoint(x_of(end), 20))
    assert strip.shown_range == months(*chosen)


def test_a_click_on_a_handle_changes_nothing(qtbot: QtBot, strip: TimelineStrip) -> None:
    strip.set_range(*AUTUMN)
    ranges = said(strip)
    qtbot.mouseClick(strip, LEFT, pos=QPoint(x_of(30.5), 20))
    qtbot.mouseClick(strip, Qt.MouseButton.RightButton, pos=QPoint(x_of(3), 20))
    assert ranges == []


def test_esc_gives_up_a_drag_and_nothing_else(qtbot: QtBot, strip: TimelineStrip) -> None:
    ranges = said(strip)
    strip.setFocus()
    drag(qtbot, strip, x_of(3), x_of(8))
    qtbot.keyClick(strip, Key.Key_Escape)
    assert strip.shown_range == (None, None)
    qtbot.mouseRelease(strip, LEFT, pos=QPoint(x_of(8), 20))
    assert ranges == []


@pytest.mark.parametrize(
    ("start", "keys", "chosen"),
    [
        (AUTUMN, [(Key.Key_Left, None)], ("2024-07", "2024-10")),
        (AUTUMN, [(Key.Key_Right, None), (Key.Key_Right, None)], ("2024-09", "2024-12")),
        (AUTUMN, [(Key.Key_Right, SHIFT)], ("2024-08", "2024-12")),
        (AUTUMN, [(Key.Key_Left, SHIFT)], ("2024-08", "2024-10")),
        (AUTUMN, [(Key.Key_Home, None)], ("2022-01", "2022-04")),
        (AUTUMN, [(Key.Key_Home, SHIFT)], ("2022-01", "2024-08")),
        (AUTUMN, [(Key.Key_End, SHIFT)], ("2024-08", "2024-12")),
        ((None, None), [(Key.Key_Right, None)], ("2022-01", "2022-01")),
        ((None, None), [(Key.Key_End, None), (Key.Key_Left, SHIFT)], ("2024-11", "2024-12")),
        ((date(2024, 8, 15), None), [(Key.Key_Left, None)], ("2024-07", "2024-11")),
    ],
)
def test_keys(
    qtbot: QtBot,
    strip: TimelineStrip,
    start: Range,
    keys: list[tuple[Qt.Key, Qt.KeyboardModifier | None]],
    chosen: tuple[str, str],
) -> None:
    strip.set_range(*start)
    for key, modifier in keys:
        qtbot.keyClick(strip, key, modifier or Qt.KeyboardModifier.NoModifier)
    assert strip.shown_range == months(*chosen)


def test_delete_clears_and_other_keys_do_nothing(qtbot: QtBot, strip: TimelineStrip) -> None:
    strip.set_range(*AUTUMN)
    ranges = said(strip)
    for key in (Key.Key_Return, Key.Key_Space, Key.Key_Up, Key.Key_A):
        qtbot.keyClick(strip, key)
    qtbot.keyClick(strip, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert ranges == []
    qtbot.keyClick(strip, Key.Key_Delete)
    qtbot.keyClick(strip, Key.Key_Delete)
    assert ranges == [(None, None)]


def tip_at(strip: TimelineStrip, x: int) -> str:
    place = QPoint(x, 20)
    QApplication.sendEvent(strip, QHelpEvent(QEvent.Type.ToolTip, place, strip.mapToGlobal(place)))
    text = QToolTip.text()
    QToolTip.hideText()
    return text


def test_a_tip_tells_the_bin_and_its_numbers(qtbot: QtBot, strip: TimelineStrip) -> None:
    assert tip_at(strip, x_of(2)).splitlines() == ["March 2022", "5 records: 2 actions and 3 responses"]
    assert tip_at(strip, x_of(3)).splitlines() == ["April 2022", "No records"]
    strip.set_counts(None)
    assert tip_at(strip, x_of(2)) == "…"
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_while_it_is_counted_there_are_no_numbers_and_nothing_jumps(qtbot: QtBot, strip: TimelineStrip) -> None:
    before = (strip.height(), [strip.axis.place(index) for index in range(36)])
    assert inked(strip, "action")
    strip.set_counts(None)
    assert (strip.height(), [strip.axis.place(index) for index in range(36)]) == before
    assert not inked(strip, "action")
    assert "counted" in strip.accessibleDescription()
    assert strip.as_text() == ""
    ranges = said(strip)
    qtbot.mouseClick(strip, LEFT, pos=QPoint(x_of(2), 20))
    qtbot.keyClick(strip, Key.Key_Right)
    assert ranges == []
    strip.resize(600, strip.height())
    assert not inked(strip, "action")


def test_without_dated_records_it_says_so_and_takes_no_range(qtbot: QtBot, strip: TimelineStrip) -> None:
    ranges = said(strip)
    strip.set_counts(counts_of({None: 3}))
    assert strip.accessibleDescription() == "No dated records. 3 records without a date are not on it."
    assert inked(strip, "text3", QRect(300, 5, 300, 30))
    qtbot.mouseMove(strip, QPoint(50, 20))
    qtbot.mouseClick(strip, LEFT, pos=QPoint(50, 20))
    qtbot.keyClick(strip, Key.Key_Right)
    assert tip_at(strip, 50) == ""
    assert ranges == []


def test_it_is_told_in_words(strip: TimelineStrip) -> None:
    strip.set_range(*AUTUMN)
    assert strip.accessibleName() == "Timeline"
    assert strip.accessibleDescription() == (
        "By month, 17 records from January 2022 to October 2024, most in January 2022: 6; "
        "chosen August to November 2024. 1 record without a date is not on it."
    )
    strip.copy_as_text()
    assert QGuiApplication.clipboard().text().splitlines()[2] == "March 2022\t2\t0\t3\t5"


def test_copying_by_keys(qtbot: QtBot, strip: TimelineStrip) -> None:
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(strip, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == strip.as_text()


def test_the_ends_are_sliders_for_assistive_technology(strip: TimelineStrip) -> None:
    strip.set_range(*AUTUMN)
    whole = QAccessible.queryAccessibleInterface(strip)
    ends = [whole.child(index) for index in range(whole.childCount())]
    assert [end.role() for end in ends] == [QAccessible.Role.Slider] * 2
    assert [end.text(QAccessible.Text.Name) for end in ends] == [
        "First month shown: August 2024",
        "Last month shown: November 2024",
    ]
    assert [end.valueInterface().currentValue() for end in ends] == [31, 34]
    assert [end.valueInterface().maximumValue() for end in ends] == [35, 35]
    ranges = said(strip)
    ends[0].valueInterface().setCurrentValue(29)
    ends[1].valueInterface().setCurrentValue(20)
    assert ranges == [months("2024-06", "2024-11"), months("2023-09", "2023-09")]
    strip.clear_range()
    assert [end.valueInterface().currentValue() for end in ends] == [0, 35]
    # They are heard, not seen, and not in the way.
    for slider in strip.findChildren(QSlider):
        assert slider.focusPolicy() == Qt.FocusPolicy.NoFocus
        assert strip.childAt(slider.geometry().center()) is None or slider.testAttribute(
            Qt.WidgetAttribute.WA_TransparentForMouseEvents
        )
    strip.set_counts(None)
    assert not any(slider.isVisible() for slider in strip.findChildren(QSlider))


def menu_of(strip: TimelineStrip) -> dict[str, bool]:
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(strip, QContextMenuEvent(reason, QPoint(5, 5), strip.mapToGlobal(QPoint(5, 5))))
    (menu,) = [menu for menu in strip.findChildren(QMenu) if menu.isVisible()]
    lines = {action.text(): action.isEnabled() for action in menu.actions()}
    menu.actions()[-1].trigger()
    menu.close()
    return lines


def test_the_menu(qtbot: QtBot, strip: TimelineStrip) -> None:
    assert menu_of(strip) == {"Copy as text": True, "Show all dates": False}
    strip.set_range(*AUTUMN)
    assert menu_of(strip) == {"Copy as text": True, "Show all dates": True}
    assert strip.shown_range == (None, None)
    qtbot.waitUntil(lambda: not strip.findChildren(QMenu))


# -- painting


def inked(strip: TimelineStrip, token: str, part: QRect | None = None) -> bool:
    theme = strip._inks.theme
    return count_of(strip.grab().toImage(), theme.color(token), part) > 0


def count_of(image: QImage, color: QColor, part: QRect | None = None) -> int:
    area = (part or image.rect()).intersected(image.rect())
    wanted = color.rgb()
    return sum(
        image.pixel(x, y) == wanted
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


def bar(month: int) -> QRect:
    return QRect(x_of(month) - 12, 5, 24, 32)


def test_bars_are_stacked_by_lane_and_to_scale(strip: TimelineStrip) -> None:
    image = strip.grab().toImage()
    colors = {lane: strip._inks.color(lane.value) for lane in Lane}
    six = count_of(image, colors[Lane.ACTION], bar(0))
    two, three = (count_of(image, colors[lane], bar(2)) for lane in (Lane.ACTION, Lane.RESPONSE))
    assert count_of(image, colors[Lane.MEETING]) == 0
    assert six > three > two > 0
    assert count_of(image, colors[Lane.ACTION], bar(33)) == six


def test_outside_the_range_bars_are_weaker_but_not_in_high_contrast(
    strip: TimelineStrip, theme_source: ThemeSource
) -> None:
    strip.set_range(*AUTUMN)
    image = strip.grab().toImage()
    assert count_of(image, theme_source.theme.color("action"), bar(33)) > 0
    assert count_of(image, theme_source.theme.color("action"), bar(0)) == 0
    assert count_of(image, theme_source.theme.color("accent-tint"), bar(32)) > 0
    assert count_of(image, theme_source.theme.color("accent"), QRect(x_of(30.5) - 2, 5, 4, 30)) > 10
    theme_source.set_mode(ThemeMode.CONTRAST)
    assert inked(strip, "action", bar(0))


def test_a_range_that_ends_within_a_bin_divides_its_bar(strip: TimelineStrip, theme_source: ThemeSource) -> None:
    strip.set_range(date(2024, 10, 16), None)
    middle = x_of(33)
    image = strip.grab().toImage()
    action = theme_source.theme.color("action")
    assert count_of(image, action, QRect(middle - 12, 5, 10, 32)) == 0
    assert count_of(image, action, QRect(middle + 4, 5, 8, 32)) > 0


def test_the_pointer_lights_a_bin(qtbot: QtBot, strip: TimelineStrip) -> None:
    assert not inked(strip, "hover")
    qtbot.mouseMove(strip, QPoint(x_of(5), 20))
    assert inked(strip, "hover", bar(5))
    QApplication.sendEvent(strip, QEvent(QEvent.Type.Leave))
    assert not inked(strip, "hover")
    strip.set_range(*AUTUMN)
    shapes = []
    for month in (30.5, 32, 34.5):
        qtbot.mouseMove(strip, QPoint(x_of(month), 20))
        shapes.append(strip.cursor().shape())
    assert shapes == [Qt.CursorShape.SizeHorCursor, Qt.CursorShape.ArrowCursor, Qt.CursorShape.SizeHorCursor]


def test_the_ring_is_for_the_keyboard(strip: TimelineStrip) -> None:
    edge = QRect(200, 1, 50, 2)
    strip.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not inked(strip, "accent", edge)
    strip.clearFocus()
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    assert inked(strip, "accent", edge)
    strip.clearFocus()
    assert not inked(strip, "accent", edge)


def test_it_grows_with_the_text(strip: TimelineStrip, theme_source: ThemeSource) -> None:
    assert strip.sizeHint().height() == 54
    number = len(strip.axis.bins)
    theme_source.set_text_scale(2.0)
    assert strip.sizeHint().height() == strip.minimumSizeHint().height() == 108
    # Bins are twice as wide at least, so months give way to longer ones where they no longer fit.
    strip.set_counts(counts_of({"2020-01-20": 1, "2024-10-03": 6}))
    assert len(strip.axis.bins) < number


@pytest.mark.parametrize(
    ("counts", "one", "parts"),
    [
        ((6, 0, 0), 4.0, [24, 0, 0]),
        ((1000, 1, 0), 0.026, [26, 1, 0]),
        ((1, 0, 0), 0.026, [2, 0, 0]),
        ((0, 0, 0), 4.0, [0, 0, 0]),
    ],
)
def test_each_lane_that_has_a_record_is_to_be_seen(counts: tuple[int, ...], one: float, parts: list[int]) -> None:
    assert heights(counts, one, 1) == parts
