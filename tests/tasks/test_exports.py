"""What is on screen as a file: the entries of the filter, in their order, under the ceiling."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Look, Order
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks import imports
from oversight_viewer.tasks.exports import ExportOptions, ExportReport, has_known_ending, write_export

RECORD = [
    {"id": "undated", "lane": "response", "kind": "statement", "title": "Without a date"},
    {"id": "first", "kind": "letter", "title": "First of the day", "date": "2026-03-01", "committees": ["XCOM"],
     "companies": ["Example Freight Co."], "requests": [{"number": 1, "text": "Name it.", "due": "2026-03-20"}]},
    {"id": "second", "kind": "letter", "title": "Second of the day", "date": "2026-03-01"},
    {"id": "briefing", "kind": "closed_briefing", "title": "Briefing", "date": "2026-03"},
    {"id": "reply", "kind": "response_letter", "title": "Reply", "date": "2026-04-02", "tags": ["cranes"]},
    {"id": "minutes", "kind": "executive_session", "title": "Minutes", "date": "2026-04-03", "mark": "members-only"},
    {"id": "odd", "kind": "letter", "title": "Odd", "date": "2025-01-01", "mark": "eyes-only"},
]  # fmt: skip
NEWEST, OLDEST = Look(), Look(order=Order.OLDEST)
ALL = ExportOptions(as_of=date(2026, 4, 1))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    source = tmp_path / "record.jsonl"
    source.write_text("".join(json.dumps(entry) + "\n" for entry in RECORD), encoding="utf-8")
    imports.import_into(tmp_path / "lib.oversight", [source])
    with closing(Library.open(tmp_path / "lib.oversight")) as opened:
        yield opened


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def ids_of(path: Path) -> list[str]:
    if path.suffix == ".csv":
        return [row["id"] for row in rows_of(path)]
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line)["id"] for line in text.splitlines()]


def test_a_table_has_the_order_of_the_screen(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    for look in (NEWEST, OLDEST):
        assert write_export(library, look, {}, path, ALL) == ExportReport(7, 0)
        newest_first = look.order is Order.NEWEST
        shown = library.cards(look.filter, {}, limit=10, newest_first=newest_first)
        assert ids_of(path) == [card.id for card in shown]
        assert ids_of(path)[-1] == "undated"
    # the best matches come by date too
    write_export(library, Look(order=Order.BEST), {}, path, ALL)
    assert ids_of(path)[0] == "minutes"


@pytest.mark.parametrize("name", ["out.jsonl", "OUT.JSONL", "out.jsonl.gz"])
def test_lines_have_the_dates_in_the_order_of_the_screen_and_each_date_in_its_own(
    library: Library, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    write_export(library, NEWEST, {}, path, ALL)
    assert ids_of(path) == ["minutes", "reply", "first", "second", "briefing", "odd", "undated"]
    again = tmp_path / "again.oversight"
    imports.import_into(again, [path])
    with closing(Library.open(again)) as opened:
        other = tmp_path / "other.jsonl.gz"
        write_export(opened, NEWEST, {}, other, ALL)
        write_export(library, NEWEST, {}, tmp_path / "one.jsonl.gz", ALL)
        assert other.read_bytes() == (tmp_path / "one.jsonl.gz").read_bytes()
    write_export(library, OLDEST, {}, path, ALL)
    assert ids_of(path) == ["odd", "briefing", "first", "second", "reply", "minutes", "undated"]


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_only_what_the_filter_means_is_written(library: Library, tmp_path: Path, name: str) -> None:
    look = Look(RecordFilter(kinds=Choice(("letter",)), since=date(2026, 1, 1)))
    assert write_export(library, look, {}, tmp_path / name, ALL).count == 2
    assert set(ids_of(tmp_path / name)) == {"first", "second"}
    by_notes = Look(RecordFilter(flagged=True))
    notes = {EntryId("reply"): EntryNotes(EntryId("reply"), flagged=True)}
    write_export(library, by_notes, notes, tmp_path / name, ALL)
    assert ids_of(tmp_path / name) == ["reply"]


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
@pytest.mark.parametrize(
    ("ceiling", "withheld"),
    [
        ("public", {"briefing", "minutes", "odd"}),
        ("committee-confidential", {"minutes", "odd"}),
        ("members-only", {"odd"}),
        (None, set()),
    ],
)
def test_nothing_above_the_ceiling_leaves(
    library: Library, tmp_path: Path, name: str, ceiling: str | None, withheld: set[str]
) -> None:
    path = tmp_path / name
    report = write_export(library, NEWEST, {}, path, replace(ALL, ceiling=ceiling))
    assert (report.count, report.withheld) == (7 - len(withheld), len(withheld))
    assert {item["id"] for item in RECORD} - set(ids_of(path)) == withheld
    text = path.read_text(encoding="utf-8-sig")
    for item in RECORD:
        assert (str(item["title"]) in text) == (item["id"] not in withheld)


def test_where_nothing_may_leave_no_file_is_written(library: Library, tmp_path: Path) -> None:
    look = Look(RecordFilter(marks=Choice(("members-only",))))
    with pytest.raises(KnownError, match="above the ceiling"):
        write_export(library, look, {}, tmp_path / "out.csv", replace(ALL, ceiling="public"))
    assert not (tmp_path / "out.csv").exists()
    # Nothing found is no error: the table says so by its head alone.
    assert write_export(library, Look(RecordFilter(text="zebra")), {}, tmp_path / "out.csv", ALL).count == 0
    assert rows_of(tmp_path / "out.csv") == []


@pytest.mark.parametrize(
    ("look", "ceiling", "sentence"),
    [
        (NEWEST, None, "All 7 records"),
        (NEWEST, "public", "All 7 records. 3 marked above Public are left out here."),
        (Look(RecordFilter(tags=Choice(("cranes",)))), "public", "1 of 7 records tagged “cranes”."),
        (
            Look(RecordFilter(since=date(2026, 4, 1))),
            "public",
            "2 of 7 records since April 2026. 1 marked above Public is left out here.",
        ),
    ],
)
def test_each_row_names_the_filter(
    library: Library, tmp_path: Path, look: Look, ceiling: str | None, sentence: str
) -> None:
    write_export(library, look, {}, tmp_path / "out.csv", replace(ALL, ceiling=ceiling))
    assert {row["filter"] for row in rows_of(tmp_path / "out.csv")} == {sentence}


def test_what_is_overdue_refers_to_the_day_that_is_named(library: Library, tmp_path: Path) -> None:
    write_export(library, NEWEST, {}, tmp_path / "out.csv", ALL)
    row = next(row for row in rows_of(tmp_path / "out.csv") if row["id"] == "first")
    assert (row["requests"], row["answered"], row["days overdue as of 2026-04-01"]) == ("1", "0", "12")


def test_an_export_tells_how_far_it_is_and_can_be_stopped(library: Library, tmp_path: Path) -> None:
    path, done = tmp_path / "out.csv", []
    write_export(library, NEWEST, {}, path, ALL, progress=done.append)
    assert done == [1, 2, 3, 4, 5, 6, 7]
    before = path.read_bytes()
    for name in ("out.csv", "out.jsonl"):
        done.clear()
        with pytest.raises(Cancelled):
            write_export(
                library, OLDEST, {}, tmp_path / name, ALL, progress=done.append, cancelled=lambda: len(done) >= 2
            )
    assert path.read_bytes() == before
    assert {item.name for item in tmp_path.iterdir()} == {"out.csv", "lib.oversight", "record.jsonl"}


def test_no_library_is_written_over(library: Library, tmp_path: Path) -> None:
    content = (tmp_path / "lib.oversight").read_bytes()
    with pytest.raises(KnownError, match="not written over"):
        write_export(library, NEWEST, {}, tmp_path / "lib.oversight", ALL)
    assert (tmp_path / "lib.oversight").read_bytes() == content


@pytest.mark.parametrize(
    ("name", "known"),
    [("a.csv", True), ("a.CSV", True), ("a.jsonl", True), ("a.jsonl.gz", True), ("a.gz", False), ("a.xlsx", False),
     ("csv", False), ("a.csv.gz", False), ("a.json", False)],
)  # fmt: skip
def test_the_ending_says_the_format(name: str, known: bool) -> None:
    assert has_known_ending(Path(name)) == known


def test_a_large_export_holds_only_a_part_at_a_time(library: Library, tmp_path: Path) -> None:
    # More entries than are read at once: their order goes on where the last part ended.
    more = tmp_path / "more.jsonl"
    lines = [{"id": f"m{number:04}", "kind": "letter", "title": "T", "date": "2020-01-01"} for number in range(250)]
    more.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    imports.import_into(tmp_path / "many.oversight", [more])
    with closing(Library.open(tmp_path / "many.oversight")) as many:
        write_export(many, OLDEST, {}, tmp_path / "out.csv", ALL)
        assert ids_of(tmp_path / "out.csv") == [line["id"] for line in lines]
        records = many.records(RecordFilter(), {})
        first = [next(records) for _ in range(150)]
        assert [card.id for card, entry in first] == [entry.id for _, entry in first]
        assert first[0][0].id == "m0249"
