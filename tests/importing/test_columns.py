"""What the columns of a table seem to mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight_viewer.importing.columns import guess_mapping, preview, previews, signature
from oversight_viewer.importing.grids import Cell, column_names
from oversight_viewer.importing.mappings import RememberedMappings
from oversight_viewer.importing.problems import TableMapping
from oversight_viewer.storage.foreign import ForeignFiles

from .readers.reading import sheet_xml, workbook


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Title", "title"),
        ("Subject", "title"),
        ("RE", "title"),
        ("held_date", "date"),
        ("Meeting Date", "date"),
        ("heldDate", "date"),
        ("Sent", "date"),
        ("committee_code", "committees.code"),
        ("Committee", "committees.name"),
        ("Respondent", "companies.name"),
        ("Organization", "people.organization"),
        ("Witness", "people.name"),
        ("Category", "kind"),
        ("Lane", "lane"),
        ("Abstract", "summary"),
        ("Content", "body"),
        ("pdf_url", "sources.url"),
        ("event_id", "identifiers.event_id"),
        ("package_id", "identifiers.package_id"),
        ("Response due", "requests.due"),
        ("Handling", "mark"),
        ("Keywords", "tags"),
        ("Congress", "congress"),
        ("Date of the letter", "date"),
        ("Amount", None),
    ],
)
def test_a_name_says_what_a_column_means(column: str, field: str | None) -> None:
    (guess,) = guess_mapping([column], []).columns
    assert guess.field == field
    assert guess.reason
    assert 0 <= guess.confidence <= 1


ROWS: list[tuple[Cell, ...]] = [
    ("https://example.gov/1", "action", "hsif02", "3/4/2024"),
    ("https://example.gov/2", "response", "ssga01", "12/5/2024"),
]


def test_values_say_it_where_names_do_not() -> None:
    guess = guess_mapping(["A", "B", "C", "D"], ROWS)
    assert [item.field for item in guess.columns] == ["sources.url", "lane", "committees.code", "date"]
    assert guess.has_ambiguous_dates
    assert guess.mapping.date_order == "ymd"
    assert guess.missing == ("title",)


@pytest.mark.parametrize(
    ("dates", "order", "is_open"),
    [
        (["3/4/2024", "3/25/2024"], "mdy", False),
        (["3/4/2024", "25/3/2024"], "dmy", False),
        (["3/4/2024", "25/3/2024", "3/25/2024"], "ymd", True),
        (["3/4/2024"], "ymd", True),
        (["2024-03-04"], "ymd", False),
    ],
)
def test_the_order_of_dates_is_known_only_where_a_value_settles_it(
    dates: list[Cell], order: str, *, is_open: bool
) -> None:
    guess = guess_mapping(["date"], [(value,) for value in dates])
    assert (guess.mapping.date_order, guess.has_ambiguous_dates) == (order, is_open)


def test_one_field_is_given_by_one_column_and_the_others_say_why() -> None:
    guess = guess_mapping(["date_ingested", "held_date", "html_url", "pdf_url"], [])
    fields = {item.column: item.field for item in guess.columns}
    assert fields == {"date_ingested": None, "held_date": "date", "html_url": "sources.url", "pdf_url": "sources.url.2"}
    assert "held_date" in guess.columns[0].reason


def test_a_column_that_speaks_of_dates_and_holds_none_is_no_date() -> None:
    guess = guess_mapping(["title", "sent"], [("A", "by mail"), ("B", "by hand")])
    assert guess.columns[1].field is None
    assert "none of its cells" in guess.columns[1].reason


def test_a_held_date_speaks_of_hearings_and_a_witness_column_of_witnesses() -> None:
    guess = guess_mapping(["title", "held_date", "witness"], [])
    assert guess.mapping.constants == {"lane": "action", "kind": "hearing", "people.role": "witness"}
    assert guess.missing == ()


def test_bars_part_values_where_they_are_more() -> None:
    assert guess_mapping(["tags"], [("a|b",)]).mapping.separator == "|"
    assert guess_mapping(["tags"], [("a;b",)]).mapping.separator == ";"


def test_a_signature_is_that_of_the_names_alone() -> None:
    assert signature(["Held Date", "title"]) == signature(["Title", "held_date"])
    assert signature(["title"]) != signature(["title", "date"])


def test_names_of_columns_are_each_another() -> None:
    assert column_names(["Date", "Date", "", None, " a\nb "]) == ("Date", "Date (2)", "Column 3", "Column 4", "a b")


def test_a_preview_shows_columns_rows_and_what_was_said_before(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Title,Date,Kind\n" + "A,2024,letter\n" * 50, encoding="utf-8")
    mappings = RememberedMappings()
    shown = preview(path, ForeignFiles(), mappings)
    assert shown.columns == ("Title", "Date", "Kind")
    assert len(shown.rows) == 20
    assert shown.remembered is None
    mappings.remember(shown.signature, shown.guess.mapping)
    assert preview(path, ForeignFiles(), mappings).remembered == shown.guess.mapping


def test_all_sheets_are_previewed_and_the_best_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    sheets = {
        "Sums": sheet_xml([["Amount", "Share"], [1, 2]]),
        "Letters": sheet_xml([["Title", "Kind"], ["A", "letter"]]),
    }
    path.write_bytes(workbook(sheets))
    assert [item.name for item in previews(path, ForeignFiles())] == ["Sums", "Letters"]
    assert preview(path, ForeignFiles()).name == "Letters"
    assert isinstance(preview(path, ForeignFiles()).guess.mapping, TableMapping)


def test_tables_that_many_share_are_known_and_lack_nothing(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("package_id,committee_code,title,held_date,date_ingested\n", encoding="utf-8")
    shown = preview(path, ForeignFiles())
    assert "GPO" in shown.known
    assert [item.field for item in shown.guess.columns][-2:] == ["date", None]
    assert shown.guess.mapping.constants["kind"] == "hearing"
    path.write_text("event_id,name,position,organization,source,from\n", encoding="utf-8")
    shown = preview(path, ForeignFiles())
    assert "witnesses" in shown.known
    assert shown.guess.missing == ()
