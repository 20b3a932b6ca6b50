"""The chips of the filter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Committee, Company
from oversight_viewer.resources import resource
from oversight_viewer.ui.chip_list import chips_of
from oversight_viewer.ui.chips import Chip, ChipBar
from oversight_viewer.ui.theme import ThemeMode, ThemeSource

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
DIRECTORY = Directory(
    {
        "HLZS": Committee("HLZS", "House Select Committee on the CCP", "Select Committee on the CCP"),
        "Example Task Force": Committee("Example Task Force", "Example Task Force", "Task Force"),
    },
    {"Amazon": Company("Amazon")},
)
EVERYTHING = RecordFilter(
    text=" crane  software ",
    committees=Choice(("HLZS", "Example Task Force", "XNEW")),
    companies=Choice(("Amazon",), ("TikTok",)),
    inquiries=Choice(("Port crane software",)),
    kinds=Choice(("letter", "moon_letter"), ("press_release",)),
    lanes=Choice(("meeting",)),
    marks=Choice(("committee-confidential",)),
    tags=Choice(("servers",)),
    people=Choice(("Ada Example",)),
    congresses=Choice(("118",)),
    years=Choice(("2024", "undated")),
    subcommittees=False,
    subsidiaries=False,
    since=date(2024, 8, 1),
    until=date(2024, 11, 30),
    has_notes=True,
    flagged=False,
    unanswered=True,
    overdue=False,
)


def test_every_part_of_a_filter_has_a_chip() -> None:
    chips = chips_of(EVERYTHING, DIRECTORY, MarkScheme())
    assert [chip.label for chip in chips] == [
        "“crane software”",
        "HLZS",
        "Task Force",
        "XNEW",
        "Amazon",
        "Ada Example",
        "Port crane software",
        "Closed-door meetings",
        "Letter",
        "Moon letter",
        "118th Congress",
        "2024",
        "No date",
        "Confidential",
        "servers",
        "No subcommittees",
        "No subsidiaries",
        "Aug–Nov 2024",
        "Annotated",
        "Outstanding requests",
        "Flagged",
        "Overdue",
        "TikTok",
        "Press release",
    ]
    assert [chip.label for chip in chips if chip.excluded] == [
        "Flagged",
        "Overdue",
        "TikTok",
        "Press release",
    ]
    assert len(chips) == EVERYTHING.parts
    assert len({chip.key for chip in chips}) == len(chips)
    assert all(resource("icons", f"{chip.icon}.svg").is_file() for chip in chips)


def test_a_chip_says_in_full_what_it_means() -> None:
    names = {chip.label: chip.name for chip in chips_of(EVERYTHING, DIRECTORY, MarkScheme())}
    assert names["HLZS"] == "Committee: House Select Committee on the CCP"
    assert names["TikTok"] == "Without Company: TikTok"
    assert names["Aug–Nov 2024"] == "Dates: August to November 2024"
    assert names["Flagged"] == "Records without a flag"
    assert names["Overdue"] == "Records without overdue requests"
    assert names["No subsidiaries"] == "Companies without their subsidiaries"
    assert names["118th Congress"] == "Congress: 118th Congress"
    assert names["No date"] == "Without a date"
    assert names["Confidential"] == "Handling mark: Committee confidential"


def test_taking_all_chips_away_leaves_no_filter() -> None:
    left = EVERYTHING
    while chips := chips_of(left, DIRECTORY, MarkScheme()):
        assert chips[0].without.parts == left.parts - 1
        left = chips[0].without
    assert left == RecordFilter()
    assert chips_of(RecordFilter(text="   "), DIRECTORY, MarkScheme()) == ()


Make = Callable[[RecordFilter], ChipBar]


@pytest.fixture
def make(qtbot: QtBot, theme_source: ThemeSource) -> Iterator[Make]:
    """Makes a shown bar of chips, 700 pixels wide, that is given back each filter it asks for."""
    windows: list[QWidget] = []

    def made(value: RecordFilter) -> ChipBar:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        bar = ChipBar(theme_source)
        column.addWidget(bar)
        column.addStretch(1)
        bar.filter_edited.connect(lambda changed: bar.set_filter(changed, DIRECTORY))
        bar.set_filter(value, DIRECTORY)
        window.resize(700, 300)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return bar

    yield made
    windows.clear()


def _labels(bar: ChipBar) -> list[str]:
    return [chip.text.label for chip in bar.chips]


SMALL = RecordFilter(companies=Choice(("A", "B", "C")), flagged=True)


def test_the_x_answers_at_the_whole_height_and_nothing_else_does(qtbot: QtBot, make: Make) -> None:
    bar = make(SMALL)
    chip = bar.chips[1]
    qtbot.mouseClick(chip, LEFT, pos=QPoint(20, chip.height() // 2))
    qtbot.mouseClick(chip, Qt.MouseButton.RightButton, pos=QPoint(chip.width() - 10, 14))
    assert _labels(bar) == ["A", "B", "C", "Flagged"]
    with qtbot.waitSignal(bar.filter_edited) as edited:
        qtbot.mouseClick(chip, LEFT, pos=QPoint(chip.width() - 10, 2))
    assert edited.args == [RecordFilter(companies=Choice(("A", "C")), flagged=True)]
    assert _labels(bar) == ["A", "C", "Flagged"]


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace, Key.Key_Space, Key.Key_Return])
def test_keys_take_chips_away_and_the_focus_stays(qtbot: QtBot, make: Make, key: Qt.Key) -> None:
    bar = make(SMALL)
    bar.chips[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bar.chips[0], Key.Key_Right)
    assert bar.chips[1].hasFocus()
    qtbot.keyClick(bar.chips[1], key)
    assert _labels(bar) == ["A", "C", "Flagged"]
    assert bar.chips[1].hasFocus()
    qtbot.keyClick(bar.chips[1], Key.Key_Right)
    qtbot.keyClick(bar.chips[2], key)
    assert bar.chips[1].hasFocus()
    qtbot.keyClick(bar.chips[1], Key.Key_Left)
    assert bar.chips[0].hasFocus()
    qtbot.keyClick(bar.chips[0], Key.Key_Left)
    assert bar.chips[0].hasFocus()


def test_the_last_chip_gives_the_keyboard_away(qtbot: QtBot, make: Make) -> None:
    bar = make(RecordFilter(flagged=True))
    bar.set_filter(RecordFilter(), DIRECTORY)  # without the keyboard there is none to give
    with qtbot.assertNotEmitted(bar.keyboard_lost):
        bar.set_filter(RecordFilter(flagged=True), DIRECTORY)
    bar.chips[0].setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(bar.keyboard_lost):
        qtbot.keyClick(bar.chips[0], Key.Key_Delete)


def test_tab_stops_at_one_chip_only(qtbot: QtBot, make: Make) -> None:
    bar = make(SMALL)
    stops = [bool(chip.focusPolicy() & Qt.FocusPolicy.TabFocus) for chip in bar.chips]
    assert stops == [True, False, False, False]
    bar.chips[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bar.chips[0], Key.Key_Right)
    stops = [bool(chip.focusPolicy() & Qt.FocusPolicy.TabFocus) for chip in bar.chips]
    assert stops == [False, True, False, False]
    qtbot.keyClick(bar.chips[1], Key.Key_A)
    assert _labels(bar) == ["A", "B", "C", "Flagged"]


def _colors(chip: Chip, token: str, source: ThemeSource) -> bool:
    image = chip.grab().toImage()
    wanted = source.theme.color(token).rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_the_looks_of_a_chip(qtbot: QtBot, make: Make, theme_source: ThemeSource) -> None:
    bar = make(RecordFilter(companies=Choice(("A",), ("B",))))
    included, excluded = bar.chips
    assert _colors(included, "accent-tint", theme_source)
    assert not _colors(excluded, "accent-tint", theme_source)
    assert _colors(excluded, "bad", theme_source)
    QTest.mouseMove(excluded, QPoint(excluded.width() - 10, 14))
    assert _colors(excluded, "accent", theme_source)
    QTest.mouseMove(excluded, QPoint(20, 14))
    assert not _colors(excluded, "accent", theme_source)
    excluded.setFocus(Qt.FocusReason.TabFocusReason)
    assert _colors(excluded, "accent", theme_source)
    included.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not _colors(excluded, "accent", theme_source)


def test_more_than_two_lines_wait_behind_a_button(qtbot: QtBot, make: Make) -> None:
    bar = make(RecordFilter(companies=Choice(tuple(f"Example Company {number}" for number in range(30)))))
    button = bar.findChild(QPushButton)
    assert button is not None
    shown = [chip for chip in bar.chips if chip.isVisible()]
    assert len({chip.y() for chip in shown}) == 2
    assert button.text() == f"{30 - len(shown)} more"
    assert all(chip.geometry().right() < 704 for chip in shown)
    low = bar.height()
    qtbot.mouseClick(button, LEFT)
    assert all(chip.isVisible() for chip in bar.chips)
    assert bar.height() > low == bar.heightForWidth(10_000) + 28
    assert button.text() == "Show fewer"
    qtbot.mouseClick(button, LEFT)
    assert bar.height() == low


def test_without_a_filter_the_bar_takes_no_room(make: Make) -> None:
    bar = make(SMALL)
    assert bar.minimumSizeHint().width() == 0
    assert bar.sizeHint().height() == bar.height() > 0
    bar.set_filter(RecordFilter(), DIRECTORY)
    assert (bar.height(), bar.chips) == (0, ())


def test_chips_grow_with_the_text(make: Make, theme_source: ThemeSource) -> None:
    bar = make(SMALL)
    width, height = bar.chips[0].width(), bar.height()
    theme_source.set_text_scale(2.0)
    assert bar.chips[0].width() > width
    assert bar.height() > height
    theme_source.set_mode(ThemeMode.CONTRAST)
    assert not bar.grab().isNull()


def test_a_long_name_ends_in_an_ellipsis(make: Make) -> None:
    bar = make(RecordFilter(companies=Choice(("Example " * 30,))))
    assert bar.chips[0].width() == 228
    assert bar.chips[0].toolTip().startswith("Company: Example")
