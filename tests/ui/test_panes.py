"""The panes beside each other, in a drawer, or one at a time; their widths are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.panes import Panes
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.theme import ThemeSource


class Made:
    """Panes of plain widgets, with settings of their own."""

    def __init__(self, folder: Path, theme_source: ThemeSource, qtbot: QtBot) -> None:
        self.settings = Settings(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
        self.sidebar, self.centre, self.reader, self.below = QWidget(), QWidget(), QWidget(), QWidget()
        QVBoxLayout(self.centre).addWidget(self.below)
        self.panes = Panes(theme_source, self.settings, self.centre, self.below)
        self.panes.put_sidebar(self.sidebar)
        self.panes.put_reader(self.reader)
        qtbot.addWidget(self.panes)
        self.panes.apply_theme(theme_source.theme)
        self.panes.resize(1600, 900)
        self.panes.show()

    @property
    def sizes(self) -> list[int]:
        splitter = self.panes.findChild(QSplitter)
        assert splitter is not None
        return splitter.sizes()


@pytest.fixture
def made(tmp_path: Path, theme_source: ThemeSource, qtbot: QtBot) -> Made:
    return Made(tmp_path, theme_source, qtbot)


def test_the_widths_are_those_of_the_guide(made: Made) -> None:
    assert [round(size / 16) for size in made.sizes] == [16, 55, 28]


def test_the_widths_come_back_after_the_window_was_small(made: Made) -> None:
    before = made.sizes
    made.panes.resize(1100, 700)
    made.panes.set_sidebar_shown(True)
    assert made.panes.sidebar_shown
    made.panes.resize(1600, 900)
    assert made.sizes == before


def test_the_widths_are_remembered(made: Made, tmp_path: Path, theme_source: ThemeSource, qtbot: QtBot) -> None:
    splitter = made.panes.findChild(QSplitter)
    assert splitter is not None
    splitter.setSizes([300, 800, 498])
    made.panes.save()
    assert Made(tmp_path, theme_source, qtbot).sizes == made.sizes


def test_a_small_window_is_told_once_and_lends_the_drawer(made: Made, qtbot: QtBot) -> None:
    told: list[bool] = []
    made.panes.small_changed.connect(told.append)
    chips = QWidget()
    made.panes.small_changed.connect(lambda small: made.panes.put_into_drawer(chips) if small else None)
    for width in (1270, 1100, 1300, 1600):
        made.panes.resize(width, 800)
    assert told == [True, False]
    made.panes.resize(1100, 800)
    made.panes.set_sidebar_shown(True)
    assert chips.isVisible()
    assert chips.mapTo(made.panes, chips.pos()).y() <= made.sidebar.mapTo(made.panes, made.sidebar.pos()).y()
    assert made.panes.step_back() is False
    assert not made.panes.sidebar_shown
    assert made.panes.step_back() is True


@pytest.mark.parametrize("width", [1600, 1100])
def test_a_pane_that_goes_gives_the_keyboard_away(made: Made, qtbot: QtBot, width: int) -> None:
    fields = {}
    for pane in (made.sidebar, made.reader):
        fields[pane] = QLineEdit(pane)
        fields[pane].show()
    lost: list[str] = []
    made.panes.keyboard_lost.connect(lambda: lost.append("lost"))
    made.panes.resize(width, 800)
    made.panes.set_sidebar_shown(True)
    made.panes.set_reader_shown(True)
    fields[made.sidebar].setFocus()
    made.panes.set_reader_shown(False)
    assert lost == []
    made.panes.set_sidebar_shown(False)
    assert lost == ["lost"]
    made.panes.set_reader_shown(True)
    fields[made.reader].setFocus()
    made.panes.set_reader_shown(False)
    assert lost == ["lost", "lost"]


def test_esc_takes_the_keyboard_out_of_the_drawer(made: Made) -> None:
    field = QLineEdit(made.sidebar)
    field.show()
    lost: list[str] = []
    made.panes.keyboard_lost.connect(lambda: lost.append("lost"))
    made.panes.resize(1100, 800)
    made.panes.set_sidebar_shown(True)
    field.setFocus()
    made.panes.step_back()
    assert lost == ["lost"]


def test_one_pane_at_a_time(made: Made) -> None:
    made.panes.resize(900, 700)
    assert made.panes.is_one
    assert (made.centre.isVisible(), made.reader.isVisible()) == (True, False)
    made.panes.set_reader_shown(True)
    assert (made.centre.isVisible(), made.reader.isVisible()) == (False, True)
    assert made.panes.step_back() is True
    assert (made.centre.isVisible(), made.reader.isVisible()) == (True, False)
    made.panes.resize(1600, 900)
    assert made.reader.isVisible()


def test_which_panes_are_shown_is_remembered(
    made: Made, tmp_path: Path, theme_source: ThemeSource, qtbot: QtBot
) -> None:
    made.panes.set_sidebar_shown(False)
    made.panes.set_reader_shown(False)
    again = Made(tmp_path, theme_source, qtbot)
    assert (again.panes.sidebar_shown, again.panes.reader_shown) == (False, False)
