"""What is on screen leaves as a file, as much of it as the user allows."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oversight_viewer.app import Viewer
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.views import Look, Order
from oversight_viewer.storage.library import create_library
from oversight_viewer.tasks.imports import import_into
from oversight_viewer.ui.dialogs import KnownErrorDialog, ProgressDialog
from oversight_viewer.ui.export_dialog import ExportDialog
from oversight_viewer.ui.memo_dialog import LeavingDialog
from oversight_viewer.ui.record_page import RecordPage
from tests.stories.conftest import Waiting

CRANES = RecordFilter(inquiries=Choice(("Port crane software",)))


def ask(viewer: Viewer, at_rest: Waiting) -> ExportDialog:
    viewer.window.commands["export"].trigger()
    at_rest()
    return viewer.window.findChildren(ExportDialog)[-1]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_of_what_is_shown_leaves_out_what_is_not_public(
    viewer: Viewer, page: RecordPage, at_rest: Waiting, tmp_path: Path
) -> None:
    # GIVEN one inquiry is shown, oldest first
    page.set_look(Look(CRANES, order=Order.OLDEST))
    at_rest()
    # WHEN it is exported as is proposed
    dialog = ask(viewer, at_rest)
    assert dialog.order().path.name == "in-the-inquiry-port-crane-software.csv"
    target = tmp_path / "out.csv"
    dialog.place.setText(str(target))
    dialog.export_button.click()
    at_rest()
    # THEN the public entries are in the table, in the order of the screen, and each row names the filter
    rows = rows_of(target)
    assert page.count is not None
    assert 0 < len(rows) < page.count
    assert {row["mark"] for row in rows} == {"Public"}
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    (sentence,) = {row["filter"] for row in rows}
    assert sentence.startswith(f"{page.count} of 80 records in the inquiry Port crane software.")
    assert f"{page.count - len(rows)} marked above Public are left out here." in sentence
    said = viewer.window.statusBar().currentMessage()
    assert said == f"{len(rows)} records written to out.csv, {page.count - len(rows)} withheld"


def test_above_public_it_is_asked_and_all_of_it_leaves(
    viewer: Viewer, page: RecordPage, at_rest: Waiting, tmp_path: Path
) -> None:
    # GIVEN entries above public are shown
    page.set_filter(CRANES)
    at_rest()
    dialog = ask(viewer, at_rest)
    target = tmp_path / "out.jsonl"
    dialog.place.setText(str(target))
    # WHEN all are to leave THEN nothing does before that is confirmed
    dialog.ceilings.choose("members-only")
    dialog.export_button.click()
    at_rest()
    assert not target.exists()
    dialog.findChildren(LeavingDialog)[-1].export_button.click()
    at_rest()
    written = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len(written) == page.count
    assert {entry["inquiry"] for entry in written} == {"Port crane software"}
    assert "committee-confidential" in {entry["mark"] for entry in written}


def test_attached_files_leave_with_lines(viewer: Viewer, at_rest: Waiting, qtbot: QtBot, tmp_path: Path) -> None:
    # GIVEN a letter with a file, and one that only names its file
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "letter.pdf").write_bytes(b"a letter")
    record = tmp_path / "in" / "record.jsonl"
    lines = ({"id": name, "kind": "letter", "title": name, "attachments": [f"{name}.pdf"]} for name in ("letter", "b"))
    record.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    import_into(tmp_path / "lib.oversight", [record])
    viewer.controller.open_library(tmp_path / "lib.oversight")
    qtbot.waitUntil(lambda: viewer.window.page is not None)
    at_rest()
    # WHEN they are exported as JSON Lines
    dialog = ask(viewer, at_rest)
    (tmp_path / "out").mkdir()
    dialog.place.setText(str(tmp_path / "out" / "record.jsonl"))
    dialog.export_button.click()
    at_rest()
    # THEN the file lies beside the lines
    assert (tmp_path / "out" / "letter.pdf").read_bytes() == b"a letter"
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"letter.pdf", "record.jsonl"}
    said = viewer.window.statusBar().currentMessage()
    assert said == "2 records and 1 attached file written to record.jsonl"


def test_a_file_that_cannot_be_written_is_told(
    viewer: Viewer, page: RecordPage, sample_library: Path, at_rest: Waiting
) -> None:
    dialog = ask(viewer, at_rest)
    (sample_library.parent / "out.csv").unlink(missing_ok=True)
    dialog.place.setText(str(sample_library.parent / ("x" * 300 + ".csv")))
    dialog.export_button.click()
    at_rest()
    (told,) = [item for item in viewer.window.findChildren(KnownErrorDialog) if item.isVisible()]
    assert "too long" in told.accessibleName()
    # and the next export can begin
    told.accept()
    ask(viewer, at_rest).reject()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A library of 3,000 entries."""
    library, records = tmp_path / "large.oversight", tmp_path / "large.jsonl"
    create_library(library, "Large")
    with records.open("w", encoding="utf-8") as file:
        for number in range(3_000):
            file.write(json.dumps({"id": f"a-{number}", "kind": "letter", "title": "A letter"}) + "\n")
    import_into(library, [records])
    return library


def test_an_export_can_be_stopped(viewer: Viewer, large: Path, at_rest: Waiting, qtbot: QtBot, tmp_path: Path) -> None:
    viewer.controller.open_library(large)
    qtbot.waitUntil(lambda: viewer.window.page is not None)
    at_rest()
    dialog = ask(viewer, at_rest)
    dialog.place.setText(str(tmp_path / "out.csv"))
    # WHEN it is cancelled as soon as it has begun
    dialog.export_button.click()
    viewer.window.findChildren(ProgressDialog)[-1].reject()
    at_rest()
    # THEN there is no file, and that is said
    assert not list(tmp_path.glob("*.csv"))
    assert viewer.window.statusBar().currentMessage() == "The export was stopped. No file was written."


def test_a_library_that_is_closed_ends_its_export(
    viewer: Viewer, large: Path, at_rest: Waiting, qtbot: QtBot, tmp_path: Path
) -> None:
    for begin in (False, True):
        viewer.controller.open_library(large)
        qtbot.waitUntil(lambda: viewer.window.page is not None)
        at_rest()
        dialog = ask(viewer, at_rest)
        dialog.place.setText(str(tmp_path / "out.csv"))
        if begin:
            dialog.export_button.click()
        viewer.controller.close_library()
        assert not any(item.isVisible() for item in viewer.window.findChildren(ExportDialog))
    assert not list(tmp_path.glob("*.csv"))
