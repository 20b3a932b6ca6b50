"""Tables as text and as spreadsheets."""

from __future__ import annotations

import gzip
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.entry_json import entry_to_json
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.importing.columns import signature
from oversight_viewer.importing.formats import Sample
from oversight_viewer.importing.mappings import RememberedMappings
from oversight_viewer.importing.problems import TableMapping
from oversight_viewer.importing.readers.tables import FORMATS
from oversight_viewer.importing.registry import detect

from .reading import damaged, each, found, means, problems, read, read_whatever, sheet_xml, workbook

CSV, SPREADSHEET = FORMATS

LETTERS = '''Date sent,Subject,Committee,Company,Type,Response due,Tags,Shelf
"March 5, 2024","Letter, on ""delays""",Example Commerce Committee,Example Freight Co.,Letter,2024-03-19,rail; delays,A7
2024-04,"Second letter
of two lines",Example Commerce Committee,Example Freight Co.; Example Rail LLC,Document request,,,
'''


def write(folder: Path, text: str, encoding: str = "utf-8", name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_table_of_an_office_becomes_entries(tmp_path: Path) -> None:
    pieces = read(CSV, write(tmp_path, LETTERS))
    assert not problems(pieces)
    first, second = (entry_to_json(item.entry) for item in found(pieces))
    assert first.pop("id").startswith("e-")  # type: ignore[union-attr]
    assert first == {
        "lane": "action",
        "kind": "letter",
        "title": 'Letter, on "delays"',
        "mark": "public",
        "date": "2024-03-05",
        "committees": [{"name": "Example Commerce Committee"}],
        "companies": [{"name": "Example Freight", "role": "addressee"}],
        "requests": [{"number": 1, "text": "", "due": "2024-03-19"}],
        "sources": [{"title": "table.csv"}],
        "tags": ["rail", "delays"],
        "extra": {"table": {"Shelf": "A7"}},
    }
    assert second["title"] == "Second letter of two lines"
    assert second["date"] == "2024-04"
    assert second["kind"] == "document_request"
    assert [item["name"] for item in second["companies"]] == ["Example Freight", "Example Rail LLC"]  # type: ignore
    assert [item.where for item in found(pieces)] == ["row 2", "row 3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Title", "Date", "Kind"], ["Café – “naïve” letter", "2024-03-05", "letter"], ["B", "2024", "subpoena"]]
    text = "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"
    path = write(tmp_path, text, encoding)
    head = path.read_bytes()
    assert CSV.recognizes(Sample(path.name, () if b"\0" in head else tuple(head.splitlines(True)), head))
    assert [item.entry.title for item in found(read(CSV, path))] == ["Café – “naïve” letter", "B"]


@pytest.mark.parametrize(
    "before",
    ["", "sep=;\r\n", "Office of Example;;\r\n;;\r\n", "\r\n\r\n", "Printed 2026-01-05;;\r\n"],
)
def test_the_row_of_names_is_found_below_others(tmp_path: Path, before: str) -> None:
    path = write(tmp_path, before + "Title;Date;Kind\r\nA;2024-03-05;letter\r\nB;x;letter\r\n")
    pieces = read(CSV, path)
    assert [item.entry.title for item in found(pieces)] == ["A"]
    skipped = before.count("\n")
    assert list(each(pieces)) == [(f"row {skipped + 3}, column Date", "The text is no date: x")]


@pytest.mark.parametrize(
    ("row", "where", "reason"),
    [
        (",2024-03-05,letter", "row 2, column Title", "The title is missing"),
        ("A,FY2024,letter", "row 2, column Date", "A fiscal year is no date"),
        ("A,2024-02-30,letter", "row 2, column Date", "There is no such day"),
        ("A,3/5/2024,letter", "row 2, column Date", "can mean 5 March or 3 May"),
        ("A,3/5/24,letter", "row 2, column Date", "two figures"),
        ("A,2024,Foo", "row 2, column Kind", "does not say whether"),
        ("A,2024,", "row 2, column Kind", "Neither lane nor kind"),
        ("A,2024,letter,more", "row 2", "4 cells, but there are 3 columns"),
        ('A,2024,"letter', "row 2", "never closed"),
        ("A\0,2024,letter", "row 2", "zero character"),
    ],
)
def test_a_row_that_is_no_entry_is_a_problem_and_the_rest_goes_on(
    tmp_path: Path, row: str, where: str, reason: str
) -> None:
    good = "" if row.count('"') % 2 else "Good,2024-01-02,letter\n"
    pieces = read(CSV, write(tmp_path, f"Title,Date,Kind\n{row}\n{good}"))
    (problem,) = problems(pieces)
    assert problem.where == where
    assert reason in problem.reason
    assert problem.number == 2
    assert problem.line == row
    assert len(found(pieces)) == bool(good)


def test_order_of_day_and_month_is_settled_by_a_value_or_by_the_user(tmp_path: Path) -> None:
    text = "Title,Date,Kind\nA,3/5/2024,letter\nB,3/25/2024,letter\n"
    assert [str(item.entry.date) for item in found(read(CSV, write(tmp_path, text)))] == ["2024-03-05", "2024-03-25"]
    text = "Title,Date,Kind\nA,3/5/2024,letter\n"
    path = write(tmp_path, text)
    assert problems(read(CSV, path))
    mappings = RememberedMappings()
    columns = {"title": "Title", "date": "Date", "kind": "Kind"}
    mappings.remember(signature(["Title", "Date", "Kind"]), TableMapping(columns, {}, "dmy"))
    assert [str(item.entry.date) for item in found(read(CSV, path, means(mappings)))] == ["2024-05-03"]


def test_reading_again_gives_the_same_ids_also_from_a_file_by_another_name(tmp_path: Path) -> None:
    first = [item.entry.id for item in found(read(CSV, write(tmp_path, LETTERS)))]
    assert first == [item.entry.id for item in found(read(CSV, write(tmp_path, LETTERS, name="copy.csv")))]


def test_damaged_bytes_spoil_their_row_alone(tmp_path: Path) -> None:
    good = "Café résumé naïve,2024,letter\n".encode() * 5
    (tmp_path / "table.csv").write_bytes(b"Title,Date,Kind\n" + good + b"Bad \xff,2024,letter\n" + good)
    pieces = read(CSV, tmp_path / "table.csv")
    assert [item.where for item in problems(pieces)] == ["row 7"]
    assert problems(pieces)[0].line == "Bad \\xff,2024,letter"
    assert len(found(pieces)) == 10


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Title,Date\nA,2024\n", "nothing tells what its rows are"),
        ("Date,Kind,Amount\n2024,letter,7\n", "no column seems to hold the titles"),
        ("1,2,3\n4,5,6\n", "no table whose columns have names"),
    ],
)
def test_a_table_of_which_too_little_is_known_is_refused_whole(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(KnownError, match=words):
        read(CSV, write(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "Dear Pat Example,\n\nthank you, and please answer by March, as asked, in full.\n\nYours, Example\n",
        "# Heading\n\nA text, with commas, in each, line.\n",
        "<html><title>a,b</title></html>\n",
        '{"title": "x", "date": "y"}\n',
        '[{"title": "x", "date": "y"}]\n',
        "From: Pat Example\nDate: 5 March 2024\nSubject: x\n",
        "one\ntwo\n",
        "",
    ],
)
def test_what_is_no_table_is_not_taken_for_one(text: str) -> None:
    data = text.encode()
    assert not CSV.recognizes(Sample("file", tuple(data.splitlines(True)), data))
    assert not SPREADSHEET.recognizes(Sample("file", tuple(data.splitlines(True)), data))


def test_a_file_that_calls_itself_a_table_is_one_though_nobody_knows_its_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "Nr,Betreff,Wann\n1,Ein Brief,2024-03-05\n", name="Liste.CSV")
    assert detect(path) is CSV
    with pytest.raises(KnownError, match="nothing tells what its rows are"):
        read(CSV, path)
    mappings = RememberedMappings()
    mapping = TableMapping({"id": "Nr", "title": "Betreff", "date": "Wann"}, {"lane": "action", "kind": "letter"})
    mappings.remember(signature(["Nr", "Betreff", "Wann"]), mapping)
    (item,) = found(read(CSV, path, means(mappings)))
    assert (item.entry.title, str(item.entry.date)) == ("Ein Brief", "2024-03-05")
    assert item.entry.id == "liste-1"


def test_a_bare_number_is_an_id_only_within_its_table(tmp_path: Path) -> None:
    ids = []
    for name in ("letters 2023.csv", "letters 2024.csv", "letters 2024.csv.gz"):
        path = tmp_path / name
        data = b"id,title,kind\n1,A,letter\nL-2,B,letter\n"
        path.write_bytes(gzip.compress(data, mtime=0) if name.endswith("gz") else data)
        ids.append([item.entry.id for item in found(read(CSV, path))])
    assert ids == [["letters-2023-1", "L-2"], ["letters-2024-1", "L-2"], ["letters-2024-1", "L-2"]]


def test_a_packed_table_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress(LETTERS.encode(), mtime=0))
    assert detect(path) is CSV
    assert len(found(read(CSV, path))) == 2


def test_a_hundred_thousand_rows_come_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    with path.open("w") as stream:
        stream.write("Title,Date,Kind\n")
        stream.writelines(f"Letter {number},2024-03-05,letter\n" for number in range(100_000))
    pieces = CSV.read(path, means())
    assert [getattr(next(pieces), "where", "") for _ in range(3)] == ["row 2", "row 3", "row 4"]


GPO_ROWS = (
    "package_id,congress,chamber,event_id,committee_code,committee_name,subcommittees,title,held_date,date_ingested,"
    "serial,html_url,pdf_url,record_type,hearing_dates",
    "CHRG-118hhrg99999,118,house,,hsif00,Committee on Energy and Commerce,Subcommittee on Oversight and Investigations,"
    "EXAMPLE FREIGHT,2023-03-24,2034-01-01,118-7,https://example.gov/a.htm,https://example.gov/a.pdf,hearing,"
    "2023-03-24;2023-03-28",
    "CHRG-118shrg88888,118,senate,328999,ssas00,Committee on Armed Services,,EXAMPLE TWO,2023-05-01,2034-01-01,,,,"
    "hearing,",
)
GPO = "\n".join(GPO_ROWS) + "\n"


def test_hearings_of_gpo_are_read_by_their_columns(tmp_path: Path) -> None:
    first, second = found(read(CSV, write(tmp_path, GPO)))
    entry = entry_to_json(first.entry)
    assert first.is_part
    assert entry["id"] == "chrg-118hhrg99999"
    assert (entry["lane"], entry["kind"], entry["date"], entry["congress"]) == (
        "action",
        "hearing",
        "2023-03-24/2023-03-28",
        118,
    )
    assert entry["committees"] == [
        {"code": "HSIF", "name": "Committee on Energy and Commerce"},
        {"code": "HSIF02", "name": "Subcommittee on Oversight and Investigations"},
    ]
    assert entry["identifiers"] == {"package_id": "CHRG-118hhrg99999", "serial": "118-7"}
    assert [source["url"] for source in entry["sources"]] == [  # type: ignore
        "https://example.gov/a.htm",
        "https://example.gov/a.pdf",
    ]
    assert entry["extra"]["held_dates"] == ["2023-03-24", "2023-03-28"]  # type: ignore
    assert entry["extra"]["table"] == {"date_ingested": "2034-01-01"}  # type: ignore
    # It names its event, so it is that event.
    assert second.entry.id == "event-senate-328999"
    assert str(second.entry.date) == "2023-05-01"


WITNESSES = """event_id,name,position,organization,source,from
990017,Mr. Pat Example,"President, and more","Example Widgets, Inc.",docs.house.gov,https://example.gov/?EventID=990017
990017,Sam Sample,Professor,Example University,docs.house.gov,
990018,Alex Placeholder,Owner,Example Freight,docs.house.gov,
,Nobody,,,,
"""


def test_witnesses_are_parts_of_their_event_and_companies_testify(tmp_path: Path) -> None:
    path = write(tmp_path, WITNESSES)
    pieces = read(CSV, path)
    assert list(each(pieces)) == [("row 5, column event_id", "The event has no number")]
    items = found(pieces)
    assert all(item.is_part for item in items)
    assert [item.entry.id for item in items] == [
        "event-house-990017",
        "event-house-990017-testimony-pat-example",
        "event-house-990017",
        "event-house-990018",
        "event-house-990018-testimony-alex-placeholder",
    ]
    testimony = entry_to_json(items[1].entry)
    assert testimony["companies"] == [{"name": "Example Widgets, Inc.", "role": "witness"}]
    assert testimony["links"] == [{"rel": "testimony_at", "to": "event-house-990017"}]
    assert testimony["kind"] == "testimony"
    assert [company.name for company in items[0].entry.companies] == ["Example Widgets, Inc."]
    assert items[2].entry.companies == ()
    assert items[2].entry.people[0].organization == "Example University"
    assert items[4].entry.companies[0].name == "Example Freight"


def test_sheets_are_read_each_by_its_own_columns(tmp_path: Path) -> None:
    letters = sheet_xml(
        [
            ["Letters of the office", None, None],
            ["Title", "Date", "Kind"],
            ["A letter", date(2024, 3, 5), "letter"],
            ["Another", 45357, "letter"],
            ["A year", 2023, "letter"],
        ],
        first=2,
    )
    sheets = {"Letters": letters, "Secret": letters, "Sums": sheet_xml([["Amount", "Share"], [1, 2]])}
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook(sheets, hidden=("Secret",)))
    assert detect(path) is SPREADSHEET
    pieces = read(SPREADSHEET, path)
    assert [(item.where, str(item.entry.date)) for item in found(pieces)] == [
        ("sheet Letters, row 4", "2024-03-05"),
        ("sheet Letters, row 5", "2024-03-06"),
        ("sheet Letters, row 6", "2023"),
    ]
    assert found(pieces)[0].entry.sources[0].title == "book.xlsx, Letters"
    assert [where for where, _ in each(pieces)] == ["sheet Secret", "sheet Sums"]
    assert "hidden" in problems(pieces)[0].reason


def test_a_number_is_no_date_where_days_are_counted_from_1904(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Title", "Date", "Kind"], ["A", 45357, "letter"], ["B", "2024-03-05", "letter"]]
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"A": sheet_xml(rows)}, counts_from_1904=True))
    assert list(each(read(SPREADSHEET, path))) == [("row 2, column Date", "The number is no date: 45357")]


def _far(reference: str) -> str:
    return sheet_xml([["Title", "Kind"]]).replace("</row>", f'<c r="{reference}"><v>1</v></c></row>')


@pytest.mark.parametrize("xml", [_far("XFD1048576"), _far("&#88;FD1048576"), _far("ZZZ9999999")])
def test_a_cell_far_away_does_not_fill_the_memory(tmp_path: Path, xml: str) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"A": xml}))
    with pytest.raises(KnownError, match="far away"):
        read(SPREADSHEET, path)


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_a_broken_workbook_is_known(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    with pytest.raises(KnownError, match="damaged"):
        read(SPREADSHEET, path)


PLAIN_BOOK = workbook({"A": sheet_xml([["Title", "Date", "Kind"], ["A letter", date(2024, 3, 5), "letter"]])})


@settings(deadline=None)
@given(st.sampled_from([LETTERS, GPO, WITNESSES]), st.integers(0, 2000), st.binary(max_size=12), st.integers(0, 400))
def test_damage_of_text_gives_reasons_and_never_a_crash(text: str, place: int, new: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(damaged(text.encode(), place, new, cut))
        CSV.recognizes(Sample(path.name, (), path.read_bytes()))
        for item in found(read_whatever(CSV, path)):
            assert item.entry.title.strip()


@settings(deadline=None)
@given(st.integers(0, 4000), st.binary(max_size=12), st.integers(0, 100))
def test_damage_of_a_workbook_gives_reasons_and_never_a_crash(place: int, new: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(damaged(PLAIN_BOOK, place, new, cut if cut > 50 else 0))
        read_whatever(SPREADSHEET, path)


_XML = sheet_xml([["Title", "Date", "Kind"], ["A letter", date(2024, 3, 5), "letter"]])


@settings(deadline=None)
@given(st.integers(0, len(_XML)), st.text(max_size=8), st.integers(0, 60))
def test_damage_within_a_sheet_gives_reasons_and_never_a_crash(place: int, new: str, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        changed = damaged(_XML.encode(), place, new.encode("utf-8", "replace"), cut).decode("utf-8", "replace")
        path.write_bytes(workbook({"A": changed}))
        read_whatever(SPREADSHEET, path)
