"""The table of what an import would do: every entry, and all that has to be looked at first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.outcomes import EntryOutcome, Outcome
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saving import FieldConflict, SaveReport
from oversight_viewer.importing.problems import Problem
from oversight_viewer.importing.report import ImportReport
from oversight_viewer.ui.import_rows import RowsModel, RowState, counts_of, rows_of
from oversight_viewer.ui.theme import ThemeSource

DATE = PartialDate.parse("2024-09")
REPORT = ImportReport(
    read=4,
    added=1,
    updated=1,
    unchanged=1,
    rejected=1,
    problems=(Problem("line 2", "The title is missing"),),
    items=(
        EntryOutcome(Outcome.ADDED, EntryId("a"), "letter", "A letter"),
        EntryOutcome(Outcome.UPDATED, EntryId("b"), "letter", "B letter", DATE, ("title", "date")),
        EntryOutcome(Outcome.UNCHANGED, EntryId("c"), "hearing", "C hearing", PartialDate.parse("2023")),
    ),
    saved=SaveReport(
        vanished=(EntryId("gone"),),
        vanished_count=1,
        conflicts=(FieldConflict(EntryId("b"), "B letter", "summary"),),
        conflicts_count=1,
    ),
)


def texts(model: RowsModel) -> list[list[str]]:
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_has_to_be_looked_at_stands_first(qtbot: QtBot, theme_source: ThemeSource) -> None:
    model = RowsModel(rows_of(REPORT), theme_source.theme)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert texts(model) == [
        ["Rejected", "", "", "The title is missing", "line 2"],
        ["Edited by hand", "", "", "B letter", "summary stays as it was written"],
        ["Not in the file", "", "", "gone", "the record keeps it"],
        ["New", "No date", "Letter", "A letter", ""],
        ["Updated", "Sep 2024", "Letter", "B letter", "changes title, date"],
        ["Already there", "2023", "Hearing", "C hearing", ""],
    ]
    assert {state: count for state, count in counts_of(REPORT).items() if count} == dict.fromkeys(
        (state for state in RowState if state is not RowState.PROPOSED), 1
    )
    del tester


def test_it_is_narrowed_and_sorted(qtbot: QtBot, theme_source: ThemeSource) -> None:
    model = RowsModel(rows_of(REPORT), theme_source.theme)
    model.show_only(RowState.UPDATED)
    assert [row[3] for row in texts(model)] == ["B letter"]
    model.show_only(None)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [row[3] for row in texts(model)][:2] == ["B letter", "C hearing"]
    model.sort(0)
    assert [row[0] for row in texts(model)] == [
        "New", "Updated", "Already there", "Rejected", "Edited by hand", "Not in the file",
    ]  # fmt: skip
