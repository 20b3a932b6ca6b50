"""Each dialog says what it has to say, holds no rich text from elsewhere, and proposes what is safe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.importing.problems import Problem
from oversight_viewer.importing.report import ImportReport
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.dialogs import BugDialog, KnownErrorDialog, LinkDialog, ProgressDialog
from oversight_viewer.ui.import_report import ImportReportDialog, ProblemsModel
from oversight_viewer.ui.theme import ThemeMode, ThemeSource, load_fonts
from tests.ui.reader.seen import words


@pytest.fixture
def theme_source(qapp: object) -> ThemeSource:
    load_fonts()
    return ThemeSource(ThemeMode.LIGHT)


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.close()


def opened(qtbot: QtBot, dialog: DialogFrame) -> DialogFrame:
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def button(dialog: QWidget, words_: str) -> QPushButton:
    found = [push for push in dialog.findChildren(QPushButton) if push.text() == words_]
    assert len(found) == 1, [push.text() for push in dialog.findChildren(QPushButton)]
    return found[0]


ERROR = KnownError(
    "“Record” is damaged.", safe="Nothing was changed.", todo="Use the backup.", details="page 12\n<b>row</b>"
)


def test_a_known_error_says_what_is_safe_and_what_to_do(
    qtbot: QtBot, parent: QWidget, theme_source: ThemeSource
) -> None:
    dialog = KnownErrorDialog(parent, ERROR, theme_source)
    opened(qtbot, dialog)
    assert "“Record” is damaged." in words(dialog)
    assert "Nothing was changed. Use the backup." in words(dialog)
    assert "page 12\n<b>row</b>" not in words(dialog)
    low = dialog.height()
    dialog.details.button.click()
    assert "page 12\n<b>row</b>" in words(dialog)
    assert dialog.height() > low
    button(dialog, "Copy details").click()
    assert QGuiApplication.clipboard().text() == "page 12\n<b>row</b>"
    assert dialog.close_button.isDefault()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


@pytest.mark.parametrize(
    ("safe", "todo", "line"),
    [("Safe.", "", "Safe."), ("", "Do it.", "Do it."), ("Safe.", "Do it.", "Safe. Do it.")],
)
def test_an_error_without_details_offers_none(
    parent: QWidget, theme_source: ThemeSource, safe: str, todo: str, line: str
) -> None:
    dialog = KnownErrorDialog(parent, KnownError("What.", safe=safe, todo=todo), theme_source)
    assert line in words(dialog)
    assert not dialog.details.isVisibleTo(dialog)
    assert not button(dialog, "Copy details").isVisibleTo(dialog)


def test_a_bug_shows_its_report_and_lets_the_work_go_on(
    qtbot: QtBot, parent: QWidget, theme_source: ThemeSource, tmp_path: Path
) -> None:
    dialog = BugDialog(parent, "ValueError\n  ui/reader.py:3", tmp_path / "log", theme_source)
    opened(qtbot, dialog)
    seen = " ".join(words(dialog))
    assert "The application goes on" in seen
    assert "it holds no text of the record" in seen
    assert str(tmp_path / "log") in seen
    assert dialog.report.isReadOnly()
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == "ValueError\n  ui/reader.py:3"
    assert dialog.copy_button.text() == "Copied"
    qtbot.waitUntil(lambda: dialog.copy_button.text() == "Copy report")
    button(dialog, "Continue").click()
    assert not dialog.isVisible()


LINKS = [
    ("https://example.org/a?b=c", "https://example.org/a?b=c", "example.org", 0),
    ("http://example.org/", "http://example.org/", "example.org", 1),
    ("https://exämple.org/", "https://xn--exmple-cua.org/", "xn--exmple-cua.org", 1),
    ("https://bank.example@example.org/", "https://bank.example@example.org/", "example.org", 1),
    ("https://example.org/a%20b\u202e", "https://example.org/a%20b%E2%80%AE", "example.org", 0),
    ("mailto:office@example.org", "mailto:office@example.org", None, 0),
]


@pytest.mark.parametrize(("url", "shown", "host", "doubts"), LINKS)
def test_a_link_is_shown_whole(
    parent: QWidget, theme_source: ThemeSource, url: str, shown: str, host: str | None, doubts: int
) -> None:
    dialog = LinkDialog(parent, QUrl(url), theme_source)
    seen = words(dialog)
    assert shown in seen
    assert (f"It leads to {host}" in seen) is (host is not None)
    usual = ("Open this address", "Write to this", "It leads to", "The browser connects", "The mail program connects")
    told = [text for text in seen if text != shown and not text.startswith(usual)]
    assert len(told) == doubts, told
    button(dialog, "Copy address").click()
    assert QGuiApplication.clipboard().text() == shown


@pytest.mark.parametrize(("pressed", "answer"), [("Open", 1), ("Cancel", 0)])
def test_a_link_is_opened_only_on_yes(parent: QWidget, theme_source: ThemeSource, pressed: str, answer: int) -> None:
    dialog = LinkDialog(parent, QUrl("https://example.org"), theme_source)
    button(dialog, pressed).click()
    assert dialog.result() == answer


REPORT = ImportReport(
    118, 100, 4, 11, 3,
    (Problem("line 27", "The title is missing", number=27), Problem("line 61", "2024-13-02 is not a date", number=61),
     Problem("line 90", "A <b>subpoena</b> cannot be a response", number=90)),
    ("XCOM03",), ("Example Air", "Example Rail"),
)  # fmt: skip


def test_an_import_report_has_numbers_reasons_and_news(
    qtbot: QtBot, parent: QWidget, theme_source: ThemeSource, tmp_path: Path
) -> None:
    dialog = ImportReportDialog(parent, REPORT, [tmp_path / "freight.jsonl"], theme_source, can_save_rejected=True)
    opened(qtbot, dialog)
    seen = words(dialog)
    for expected in ("freight.jsonl, 118 lines", "104", "accepted", "11", "already there", "3", "rejected",
                     "4 lines updated earlier entries.", "One new committee: XCOM03",
                     "2 new companies: Example Air, Example Rail"):  # fmt: skip
        assert expected in seen, expected
    assert dialog.table is not None
    model = dialog.table.model()
    assert [model.index(row, 0).data() for row in range(3)] == ["line 27", "line 61", "line 90"]
    assert dialog.save_button.isVisible()


def test_a_clean_import_has_no_table(parent: QWidget, theme_source: ThemeSource, tmp_path: Path) -> None:
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    dialog = ImportReportDialog(parent, ImportReport(1, 0, 1), files, theme_source, can_save_rejected=True)
    assert dialog.table is None
    assert not dialog.save_button.isVisibleTo(dialog)
    assert "2 files, 1 line" in words(dialog)
    assert "1 line updated an earlier entry." in words(dialog)


def test_more_problems_than_are_kept_are_counted(parent: QWidget, theme_source: ThemeSource, tmp_path: Path) -> None:
    report = ImportReport(500, rejected=500, problems=REPORT.problems, new_companies=tuple(f"C{n}" for n in range(40)))
    dialog = ImportReportDialog(parent, report, [tmp_path / "a"], theme_source)
    seen = words(dialog)
    assert "and 497 more; all of them are in the file of rejected lines." in seen
    assert any(text.endswith("C11 and 28 more") for text in seen)
    assert not dialog.save_button.isVisibleTo(dialog)


def test_the_problems_can_be_sorted(qtbot: QtBot) -> None:
    model = ProblemsModel(REPORT.problems)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(1)
    assert [model.index(row, 1).data()[:5] for row in range(3)] == ["2024-", "A <b>", "The t"]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [model.index(row, 0).data() for row in range(3)] == ["line 90", "line 61", "line 27"]
    tip = model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(2)] == [
        "Where", "Why it was rejected",
    ]  # fmt: skip


def test_progress_can_be_cancelled_once(qtbot: QtBot, parent: QWidget, theme_source: ThemeSource) -> None:
    dialog = ProgressDialog(parent, "Importing record.jsonl", theme_source)
    opened(qtbot, dialog)
    dialog.set_progress(10)
    assert (dialog.bar.minimum(), dialog.bar.maximum()) == (0, 0)
    dialog.set_progress(3_000_000_000, 4_000_000_000, "bytes")
    assert dialog.bar.value() * 4 == dialog.bar.maximum() * 3
    assert "3,000,000,000 of 4,000,000,000 bytes" in words(dialog)
    with qtbot.waitSignal(dialog.cancelled):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(dialog.cancelled):
        dialog.reject()


def test_progress_that_is_finished_is_not_cancelled(qtbot: QtBot, parent: QWidget, theme_source: ThemeSource) -> None:
    dialog = ProgressDialog(parent, "Importing", theme_source)
    with qtbot.assertNotEmitted(dialog.cancelled):
        dialog.finish()
        dialog.reject()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_dialog_fits_on_the_screen_at_twice_the_text_size(
    qtbot: QtBot, parent: QWidget, theme_source: ThemeSource
) -> None:
    theme_source.set_text_scale(3.0)
    dialog = KnownErrorDialog(parent, KnownError("What. " * 200, todo="Do. " * 200), theme_source)
    opened(qtbot, dialog)
    free = dialog.screen().availableGeometry()
    assert dialog.width() <= free.width()
    assert dialog.height() <= free.height()
    assert dialog.close_button.mapTo(dialog, dialog.close_button.rect().bottomRight()).y() < dialog.height()
