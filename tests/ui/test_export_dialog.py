"""The dialog of an export: its format, its place, and that above the lowest mark nothing leaves by a mere Enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QScrollArea
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Look
from oversight_viewer.tasks.export_files import FileProblem, FilesReport
from oversight_viewer.tasks.exports import ExportReport
from oversight_viewer.ui.export_choices import (
    ExportOrder,
    format_of,
    missing_files,
    proposed_name,
    said_of,
    with_ending,
)
from oversight_viewer.ui.export_dialog import ExportDialog
from oversight_viewer.ui.memo_dialog import LeavingDialog
from oversight_viewer.ui.theme import ThemeMode, ThemeSource
from tests.ui.reader.seen import words

MARKS = {"public": 6, "committee-confidential": 1, "law-enforcement": 3}
Make = Callable[..., ExportDialog]


@pytest.fixture
def make(qtbot: QtBot, theme_source: ThemeSource, tmp_path: Path) -> Make:
    def made(by_mark: Mapping[str, int] = MARKS) -> ExportDialog:
        dialog = ExportDialog(
            None,
            theme_source,
            MarkScheme(),
            by_mark=by_mark,
            sentence="10 of 80 records about Amazon.",
            place=tmp_path / "about-amazon.csv",
        )
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return made


def test_a_scroll_bar_comes_only_where_it_is_needed(make: Make, qtbot: QtBot) -> None:
    dialog = make({"public": 59, "committee-confidential": 21})
    bar = dialog.findChildren(QScrollArea)[0].verticalScrollBar()
    assert not bar.isVisible()
    dialog.resize(dialog.width(), 200)
    qtbot.waitUntil(bar.isVisible)
    dialog.resize(dialog.width(), 700)
    qtbot.waitUntil(lambda: not bar.isVisible())


@pytest.mark.parametrize(
    ("name", "suffix", "as_lines"),
    [
        ("a.csv", ".csv", "a.jsonl"),
        ("a.JSONL", ".jsonl", "a.jsonl"),
        ("a.b.jsonl.gz", ".jsonl.gz", "a.b.jsonl"),
        ("a.xlsx", None, "a.xlsx.jsonl"),
        ("a", None, "a.jsonl"),
    ],
)
def test_endings_say_the_format_and_are_exchanged(name: str, suffix: str | None, as_lines: str) -> None:
    found = format_of(Path(name))
    assert (found.suffix if found else None) == suffix
    assert with_ending(Path("folder", name), ".jsonl") == Path("folder", as_lines)


@pytest.mark.parametrize(
    ("what", "name"),
    [
        (RecordFilter(), "all-records.csv"),
        (RecordFilter(inquiries=Choice(("Port crane software",))), "in-the-inquiry-port-crane-software.csv"),
        (RecordFilter(text="../x", companies=Choice(("A & B",))), "with-x-in-them-about-a-b.csv"),
    ],
)
def test_the_file_is_named_by_what_is_in_it(what: RecordFilter, name: str) -> None:
    assert proposed_name(Look(what), Directory()) == name


def test_what_is_proposed_is_a_table_of_what_is_public(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = make()
    assert dialog.order() == ExportOrder(tmp_path / "about-amazon.csv", "public", notes=False)
    assert dialog.withheld_box.words.startswith("Public: 4 entries withheld. The table says how many")
    assert dialog.export_button.isDefault()
    with qtbot.waitSignal(dialog.accepted):
        dialog.export_button.click()


def test_above_the_lowest_mark_it_asks_first(make: Make, qtbot: QtBot) -> None:
    dialog = make()
    dialog.ceilings.choose("members-only")
    dialog.notes.setChecked(True)
    assert not dialog.export_button.isDefault()
    dialog.export_button.click()
    (question,) = dialog.findChildren(LeavingDialog)
    told = "\n".join(words(question))
    assert "This file goes above Public" in told
    assert "1 entry marked Committee confidential" in told
    assert "your notes on all entries of the file" in told
    assert "header" not in told
    assert question.cancel_button.isDefault()
    question.cancel_button.click()
    assert dialog.isVisible()
    dialog.export_button.click()
    with qtbot.waitSignal(dialog.accepted):
        dialog.findChildren(LeavingDialog)[-1].export_button.click()
    assert dialog.order().ceiling == "members-only"


def test_a_high_ceiling_over_public_entries_asks_nothing(make: Make, qtbot: QtBot) -> None:
    dialog = make({"public": 3})
    dialog.ceilings.choose("members-only")
    with qtbot.waitSignal(dialog.accepted):
        dialog.export_button.click()


def test_notes_go_into_a_table_only(make: Make) -> None:
    dialog = make()
    dialog.notes.setChecked(True)
    assert dialog.order().notes
    dialog.formats.choose(".jsonl")
    assert dialog.place.text().endswith("about-amazon.jsonl")
    assert not dialog.notes.isEnabled()
    assert not dialog.order().notes
    assert "table" not in dialog.withheld_box.words
    dialog.place.setText(dialog.place.text() + ".gz")
    assert dialog.formats.format.suffix == ".jsonl.gz"
    dialog.formats.choose(".csv")
    assert dialog.order().path.name == "about-amazon.csv"


def test_attached_files_go_with_lines_unless_that_is_not_wanted(make: Make) -> None:
    dialog = make()
    assert not dialog.files.isEnabled()
    assert not dialog.order().attachments
    dialog.formats.choose(".jsonl")
    assert dialog.files.isEnabled()
    assert "same folder" in dialog.files.text()
    assert dialog.order().attachments
    dialog.ceilings.choose("members-only")
    dialog.export_button.click()
    (question,) = dialog.findChildren(LeavingDialog)
    assert "the files that are attached to them" in "\n".join(words(question))
    question.reject()
    dialog.files.setChecked(False)
    assert not dialog.order().attachments


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (ExportReport(1, 0), "1 record written to a.jsonl"),
        (ExportReport(2, 3, FilesReport(written=1)), "2 records and 1 attached file written to a.jsonl, 3 withheld"),
        (
            ExportReport(2, 0, FilesReport(written=1, there=1, renamed=1)),
            "2 records and 2 attached files written to a.jsonl, 1 file under another name",
        ),
        (ExportReport(2, 0, FilesReport(left_out=2)), "2 records written to a.jsonl, 2 attached files left out"),
    ],
)
def test_what_became_of_it_is_said_in_a_line(report: ExportReport, said: str) -> None:
    assert said_of(report, Path("folder", "a.jsonl")) == said
    assert missing_files(report) is None


def test_files_that_could_not_be_written_are_told() -> None:
    problems = (FileProblem(EntryId("a"), "x.pdf", "It was damaged."),) * 2
    error = missing_files(ExportReport(1, 0, FilesReport(problems=problems)))
    assert error is not None
    assert error.what == "2 attached files could not be written: It was damaged."


@pytest.mark.parametrize(
    ("place", "told", "can_export"),
    [
        ("{folder}/new.csv", " ", True),
        ("{folder}/there.csv", "will be replaced", True),
        ("{folder}/new.xlsx", "must end in .csv", False),
        ("{folder}/none/new.csv", "folder does not exist", False),
        ("{folder}", "Say where", False),
        ("", "Say where", False),
        ("new.csv", "folder does not exist", False),
    ],
)
def test_the_place_is_looked_at_before(make: Make, tmp_path: Path, place: str, told: str, can_export: bool) -> None:
    (tmp_path / "there.csv").touch()
    dialog = make()
    dialog.place.setText(place.format(folder=tmp_path))
    assert told in "\n".join(words(dialog))
    assert dialog.export_button.isEnabled() == can_export


def test_where_nothing_may_leave_nothing_can_be_exported(make: Make) -> None:
    dialog = make({"members-only": 2})
    assert not dialog.export_button.isEnabled()
    dialog.ceilings.choose("members-only")
    assert dialog.export_button.isEnabled()


def test_a_chosen_file_gets_an_ending(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = make()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "other"), ""))
    dialog._browse()
    assert dialog.order().path == tmp_path / "other.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "x.jsonl"), ""))
    dialog._browse()
    assert dialog.formats.format.suffix == ".jsonl"


@pytest.mark.parametrize("mode", list(ThemeMode)[1:])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_in_every_theme_and_size(make: Make, theme_source: ThemeSource, mode: ThemeMode, scale: float) -> None:
    theme_source.set_mode(mode)
    theme_source.set_text_scale(scale)
    dialog = make()
    assert not dialog.grab().isNull()
    assert dialog.export_button.isVisible()
