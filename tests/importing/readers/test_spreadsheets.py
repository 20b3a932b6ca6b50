"""Good files of each form of spreadsheet: the same sheets give the same entries, down to the library."""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.entry_json import entry_to_json
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.importing.readers.tables import FORMATS
from oversight_viewer.importing.registry import detect
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks.imports import import_into
from tests.importing.readers.reading import damaged, each, found, read, read_whatever
from tests.importing.readers.sheets_made import FORMS, Rows, Sheet, Sheets

SPREADSHEET = FORMATS[1]
HEAD = ["Title", "Date sent", "Type", "Docket", "Company", "Pages", "Due date"]
LETTERS = Sheet(
    [
        ["Letters of the office, first half", None, None, None, None, None, None],
        list(HEAD),
        ["A letter on cranes", date(2024, 3, 5), "letter", "00123", "Example Freight Co.", 12, date(2024, 3, 19)],
        ["Another – with “signs” & <marks>", "March 6, 2024", "subpoena", "007", None, 1.5, None],
        [None] * 7,
        ["A third", 45358, "letter", 17, "Example Rail LLC", None, None],
        ["Of one month", "2024-04", "document_request", "0", None, 0, None],
        [None, date(2024, 5, 1), "letter", None, None, None, None],
    ],
    merged=((0, 0, 0, 6),),
)
MEETINGS = Sheet(
    [["Title", "Date", "Type"], ["A call", date(1999, 12, 31), "staff_call"], ["Undated", None, "staff_briefing"]]
)
SHEETS: Sheets = {
    "Letters": LETTERS,
    "Notes": Sheet([["Amount", "Share"], [1, 2]]),
    "Hidden": Sheet([["Title", "Type"], ["Not shown", "letter"]], is_hidden=True),
    "Calls": MEETINGS,
    "Empty": Sheet([[None]]),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"book.{form}"
    path.write_bytes(FORMS[form](SHEETS))
    assert detect(path) is SPREADSHEET
    pieces = read(SPREADSHEET, path)
    told = {item.where: entry_to_json(item.entry) for item in found(pieces)}
    assert list(told) == [
        "sheet Letters, row 3", "sheet Letters, row 4", "sheet Letters, row 6", "sheet Letters, row 7",
        "sheet Calls, row 2", "sheet Calls, row 3",
    ]  # fmt: skip
    first = told["sheet Letters, row 3"]
    # Days are days, however the file counts them, and zeros at the beginning of a text stay.
    assert (first["date"], first["identifiers"]) == ("2024-03-05", {"docket": "00123"})
    assert first["requests"] == [{"number": 1, "text": "", "due": "2024-03-19"}]
    assert first["extra"] == {"table": {"Pages": "12"}}
    second = told["sheet Letters, row 4"]
    assert (second["title"], second["date"]) == ("Another – with “signs” & <marks>", "2024-03-06")
    assert second["extra"] == {"table": {"Pages": "1.5"}}
    assert "companies" not in second
    third = told["sheet Letters, row 6"]
    assert (third["date"], third["identifiers"]) == ("2024-03-07", {"docket": "17"})
    assert told["sheet Letters, row 7"]["date"] == "2024-04"
    assert (told["sheet Calls, row 2"]["date"], told["sheet Calls, row 2"]["lane"]) == ("1999-12-31", "meeting")
    assert "date" not in told["sheet Calls, row 3"]
    reasons = dict(each(pieces))
    assert set(reasons) == {"sheet Letters, row 8, column Title", "sheet Notes", "sheet Hidden"}
    assert "hidden" in reasons["sheet Hidden"]


@pytest.mark.parametrize("form", FORMS)
def test_a_workbook_is_imported_whole(tmp_path: Path, form: str) -> None:
    path, library = tmp_path / f"book.{form}", tmp_path / "record.oversight"
    path.write_bytes(FORMS[form](SHEETS))
    report = import_into(library, [path])
    assert (report.added, report.rejected) == (6, 3)
    again = import_into(library, [path])
    assert (again.added, again.updated, again.unchanged) == (0, 0, 6)
    with closing(Library.open(library)) as opened:
        entries = list(opened.entries(RecordFilter(), {}))
    assert {entry.title: str(entry.date) for entry in entries} == {
        "A letter on cranes": "2024-03-05",
        "Another – with “signs” & <marks>": "2024-03-06",
        "A third": "2024-03-07",
        "Of one month": "2024-04",
        "A call": "1999-12-31",
        "Undated": "None",
    }


def test_all_forms_give_the_same_entries(tmp_path: Path) -> None:
    said = []
    for form, made in FORMS.items():
        path = tmp_path / f"book.{form}"
        path.write_bytes(made(SHEETS))
        entries = [entry_to_json(item.entry) for item in found(read(SPREADSHEET, path))]
        said.append([{**entry, "sources": None} for entry in entries])
    assert said[0] == said[1] == said[2]


def test_a_large_old_workbook_is_known_by_its_beginning(tmp_path: Path) -> None:
    # The list of its streams stands at the end, far behind what is looked at.
    rows: Rows = [["Title", "Date", "Type", "Docket"]]
    rows += [["A letter", date(2024, 1, 2), "letter", number] for number in range(1500)]
    path = tmp_path / "book.xls"
    path.write_bytes(FORMS["xls"]({"A": Sheet(rows)}))
    assert path.stat().st_size > 90 * 1024
    assert detect(path) is SPREADSHEET
    assert len(found(read(SPREADSHEET, path))) == 1500


@pytest.mark.parametrize("form", FORMS)
def test_a_cell_that_is_merged_moves_no_other(tmp_path: Path, form: str) -> None:
    rows: Rows = [
        ["Title", "Date", "Type", "Docket"],
        ["A letter", date(2024, 3, 5), "letter", "01"],
        ["Another", None, "letter", "02"],
        ["Over two columns", None, "letter", "03"],
    ]
    path = tmp_path / f"book.{form}"
    path.write_bytes(FORMS[form]({"A": Sheet(rows, merged=((1, 2, 1, 1), (3, 3, 0, 1)))}))
    # What is merged downwards holds for all rows, where the file can be asked; in ODS it cannot.
    below = "None" if form == "ods" else "2024-03-05"
    entries = [item.entry for item in found(read(SPREADSHEET, path))]
    assert [(entry.title, entry.identifiers["docket"], str(entry.date)) for entry in entries] == [
        ("A letter", "01", "2024-03-05"),
        ("Another", "02", below),
        ("Over two columns", "03", "None"),
    ]


@pytest.mark.parametrize("form", ["xlsx", "xls"])
def test_names_of_columns_that_are_merged_are_no_rows(tmp_path: Path, form: str) -> None:
    rows: Rows = [
        ["Title", "Type", "Sums"], [None, None, "of it"], ["A", "letter", 1], [None, None, None], ["B", None, 2],
    ]  # fmt: skip
    path = tmp_path / f"book.{form}"
    path.write_bytes(FORMS[form]({"A": Sheet(rows, merged=((0, 1, 0, 0), (0, 1, 1, 1), (2, 4, 1, 1)))}))
    pieces = read(SPREADSHEET, path)
    # The row in between holds nothing of its own.
    assert [(item.where, item.entry.title, item.entry.kind) for item in found(pieces)] == [
        ("row 3", "A", "letter"),
        ("row 5", "B", "letter"),
    ]


SMALL = {form: made({"Calls": MEETINGS}) for form, made in FORMS.items() if form != "xlsx"}


@settings(deadline=None)
@given(st.sampled_from(sorted(SMALL)), st.integers(0, 6000), st.binary(max_size=12), st.integers(0, 100))
def test_damage_gives_reasons_and_never_a_crash(form: str, place: int, new: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"book.{form}"
        path.write_bytes(damaged(SMALL[form], place, new, cut if cut > 50 else 0))
        read_whatever(SPREADSHEET, path)
