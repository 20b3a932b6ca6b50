"""Checking the record: findings by kind, their entries, a report, and nothing changed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.errors import Cancelled
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import JsonValue
from oversight_viewer.health_flow import HealthFlow
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks.health import Health, look_through, write_report
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.dialog_flow import FlowMeans
from oversight_viewer.ui.health_dialog import HealthDialog
from oversight_viewer.ui.health_words import heading, summary
from oversight_viewer.ui.theme import ThemeSource
from tests.storage.helpers import an_entry, make_library

TODAY = date(2024, 11, 26)
SOURCE: JsonValue = [{"title": "Fictional example"}]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with a date that cannot be, a link that leads nowhere and an entry without a source."""
    return make_library(
        tmp_path / "record.oversight",
        [
            an_entry("late", kind="letter", title="=A letter of the year 3018", date="3018-02-01", sources=SOURCE),
            an_entry("lost", kind="letter", title="Closed notes", mark="executive-session",
                     links=[{"rel": "related", "to": "nowhere"}], sources=SOURCE),
            an_entry("bare", kind="letter", title="No source"),
        ],
    )  # fmt: skip


@pytest.fixture
def runner(library: Path, tmp_path: Path, qapp: object) -> Iterator[Runner]:
    made = Runner(library, tmp_path / "record.notebook", "me", immediate=True)
    yield made
    made.close()


@pytest.fixture
def flow(qtbot: QtBot, library: Path, runner: Runner, theme_source: ThemeSource) -> Iterator[HealthFlow]:
    window = QWidget()
    qtbot.addWidget(window)
    made = HealthFlow(FlowMeans(window, theme_source, runner, library, MarkScheme(), "me"), lambda: TODAY)
    made.start()
    yield made
    if made.dialog is not None:
        made.dialog.close()


@pytest.fixture
def dialog(flow: HealthFlow) -> HealthDialog:
    assert flow.dialog is not None
    return flow.dialog


def kinds(dialog: HealthDialog) -> list[str]:
    return [dialog.kinds.item(row).text() for row in range(dialog.kinds.count())]


def cells(dialog: HealthDialog, row: int) -> list[str]:
    model = dialog.findings
    return [str(model.index(row, column).data()) for column in range(model.columnCount(QModelIndex()))]


def test_findings_are_grouped_and_the_worst_stand_first(dialog: HealthDialog) -> None:
    QAbstractItemModelTester(dialog.findings)
    assert kinds(dialog) == [
        "All findings  3", "Dates that cannot be right  1", "Links that lead nowhere  1", "Without a source  1",
        "Age of imports",
    ]  # fmt: skip
    assert dialog.summary.text().startswith("1 problem, 1 thing to look at and 1 note.")
    assert cells(dialog, 0) == ["Problem", "1 dated after 2029", "=A letter of the year 3018"]
    dialog.kinds.setCurrentRow(2)
    assert cells(dialog, 0) == ["To look at", "Refers to nowhere, which the library does not have", "Closed notes"]
    dialog.kinds.setCurrentRow(4)
    assert [age.days for age in dialog.ages.rows] == [0], "what was imported just now"


def test_a_click_shows_the_record_in_the_window(flow: HealthFlow, dialog: HealthDialog, qtbot: QtBot) -> None:
    assert not dialog.isModal(), "the window beside it stays usable"
    dialog.table.selectRow(1)
    with qtbot.waitSignal(flow.entry_requested) as caught:
        dialog.table.clicked.emit(dialog.findings.index(1, 1))
    assert caught.args == ["lost"]
    assert [dialog.entries.index(0, 2).data()] == ["Closed notes"]
    with qtbot.waitSignal(flow.entry_requested) as caught:
        dialog.entries_table.activated.emit(dialog.entries.index(0, 0))
    assert caught.args == ["lost"]


def test_enter_shows_the_record_and_closes_nothing(flow: HealthFlow, dialog: HealthDialog, qtbot: QtBot) -> None:
    dialog.table.selectRow(1)
    with qtbot.waitSignal(flow.entry_requested) as caught:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert caught.args == ["lost"]
    assert dialog.isVisible()


def test_it_is_looked_through_again(flow: HealthFlow, dialog: HealthDialog) -> None:
    dialog.again_button.click()
    assert flow.dialog is not None
    assert flow.dialog is not dialog
    assert kinds(flow.dialog)[0] == "All findings  3"


def test_the_report_leaves_titles_out_that_are_not_public(
    flow: HealthFlow, dialog: HealthDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    flow.said.connect(said.append)
    for name, kind in (("report", "Text (*.txt)"), ("table", "Table (*.csv)")):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, n=name, k=kind: (str(tmp_path / n), k))
        dialog._save()
    assert said == ["Report written to report.txt", "Report written to table.csv"]
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "- [problem] 1 dated after 2029\n    late  =A letter of the year 3018\n" in text
    assert "lost  (title left out: Executive session)" in text
    assert "Closed notes" not in text
    rows = list(csv.reader((tmp_path / "table.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["Kind", "Severity", "What", "Record", "Title"]
    assert not rows[1][4].startswith("="), "no cell is taken for a formula"
    assert [row[3] for row in rows[1:4]] == ["late", "lost", "bare"]


def test_it_is_stopped_between_two_looks(library: Path) -> None:
    opened = Library.open(library)
    seen: list[int] = []
    with pytest.raises(Cancelled):
        look_through(opened, TODAY, progress=lambda done, _: seen.append(done), cancelled=lambda: len(seen) == 2)
    opened.close()
    assert seen == [0, 1]


def test_nothing_found_is_said_in_words(qtbot: QtBot, theme_source: ThemeSource, tmp_path: Path) -> None:
    health = Health(datetime(2024, 11, 26, tzinfo=UTC))
    made = HealthDialog(None, theme_source, health, "record")
    qtbot.addWidget(made)
    assert made.summary.text().startswith("Nothing was found")
    assert summary(health).startswith("Nothing was found")
    write_report(health, tmp_path / "out.txt", heading, MarkScheme())
    assert "Nothing was found." in (tmp_path / "out.txt").read_text(encoding="utf-8")
