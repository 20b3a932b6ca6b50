"""The page of an open library: what stays in its place while one filters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.storage.library import create_library
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.record_page import RecordPage
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.theme import ThemeSource
from tests.ui.board.conftest import save, worked_example


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, theme_source: ThemeSource) -> Iterator[RecordPage]:
    """The worked example in a page of 1600 x 900 pixels."""
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


def _top(page: RecordPage, widget: QWidget) -> int:
    return widget.mapTo(page, widget.rect().topLeft()).y()


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_nothing_moves_when_the_first_chip_comes(
    page: RecordPage, theme_source: ThemeSource, scale: float, qtbot: QtBot
) -> None:
    theme_source.set_text_scale(scale)
    page.resize(round(1600 * scale), 900)
    strip = page.timeline.strip
    qtbot.waitUntil(lambda: strip.height() == strip.sizeHint().height())
    page.grab()
    before = _top(page, page.board)
    page.set_filter(RecordFilter(companies=Choice(("Example Freight Co.",))))
    page.grab()
    assert page.chips.isVisible()
    assert _top(page, page.board) == before
