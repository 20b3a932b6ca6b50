"""A record goes in, comes out, and goes in again: the same record each time."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from oversight_viewer.domain.errors import Cancelled
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.saving import Item, SaveReport, SourceFile
from oversight_viewer.importing.interchange import read_jsonl, write_jsonl
from oversight_viewer.importing.names import Names
from oversight_viewer.importing.report import ImportReport
from oversight_viewer.importing.run import import_files
from oversight_viewer.storage.library import Library, create_library
from oversight_viewer.storage.writer import LibraryWriter
from oversight_viewer.tasks.jobs import export_jsonl
from oversight_viewer.tasks.means import import_means
from tests.strategies import records

LINES: list[dict[str, object]] = [
    {
        "id": "letter-1",
        "kind": "document_request",
        "title": "Request for records on port cranes",
        "date": "2024-05-06",
        "committees": [{"code": "XCOM01", "name": "Freight and Ports", "parent": "XCOM"}, "hlzs00"],
        "companies": [{"name": "Example Air Cargo LLC", "role": "addressee", "parent": "Example Freight Co."}],
        "requests": [{"number": 1, "text": "All contracts", "due": "2024-06"}, {"number": "2(a)", "text": "Logs"}],
        "body": "Dear Sir,\n\nplease send – «all» – of it.\u2028Thank you.",
        "extra": {"respondent_mark": "not for release", "n": 1.5},
        "origin": {"nested": [1, None, True]},
    },
    {
        "id": "answer-1",
        "kind": "response_letter",
        "title": "Answer",
        "date": "2024-06/2024-07-02",
        "companies": ["Facebook", {"name": "Example Freight Co.", "role": "respondent"}],
        "committees": [{"name": "Example Commerce Committee", "code": "xcom"}, "Committee on the Judiciary"],
        "answers": [{"to": "letter-1", "request": 1, "status": "partial", "text": "Some"}],
        "links": [{"rel": "responds_to", "to": "letter-1"}, {"rel": "related", "to": "not-here"}],
    },
    {"id": "call-1", "kind": "staff_call", "title": "Call", "date": "2024", "mark": "members-only"},
    {"lane": "meeting", "title": "Undated, without an id"},
]


class Desk:
    """A library and the two files that go in and out of it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.library = folder / f"{name}.oversight"
        create_library(self.library, name)

    def take_in(
        self, *paths: Path, rejects: Path | None = None, cancelled: Callable[[], bool] | None = None
    ) -> ImportReport:
        def save(items: Iterable[Item], files: Sequence[SourceFile], rejected: Callable[[], int]) -> SaveReport:
            with LibraryWriter.open(self.library) as writer:
                return writer.save(items, names=Names.built_in(), source=paths[0].name, files=files, rejected=rejected)

        return import_files(paths, save, import_means(Names.built_in()), rejects, cancelled=cancelled)

    def give_out(self, path: Path) -> Path:
        library = Library.open(self.library)
        try:
            export_jsonl(library, RecordFilter(), {}, path)
        finally:
            library.close()
        return path

    def ids(self) -> set[EntryId]:
        library = Library.open(self.library)
        try:
            return {entry.id for entry in library.entries(RecordFilter(), {})}
        finally:
            library.close()


def jsonl(path: Path, lines: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def entries_of(path: Path) -> dict[EntryId, Entry]:
    found = [item for item in read_jsonl(path) if isinstance(item, Entry)]
    return {entry.id: entry for entry in found}


def test_a_record_goes_in_and_comes_out_the_same(tmp_path: Path) -> None:
    # GIVEN a record with everything that the format can say, and one line that is broken
    source = jsonl(tmp_path / "in.jsonl", LINES)
    source.write_bytes(source.read_bytes() + b"{broken\n")
    # WHEN it is imported into a library
    desk = Desk(tmp_path, "first")
    report = desk.take_in(source, rejects=tmp_path / "rejects.jsonl")
    # THEN all of it is in, and what is broken is set aside with its reason
    assert (report.read, report.added, report.rejected) == (5, 4, 1)
    assert json.loads((tmp_path / "rejects.jsonl").read_text(encoding="utf-8"))["line"] == 5
    assert set(report.new_committees) == {"XCOM", "XCOM01", "Committee on the Judiciary"}
    assert {"Example Air Cargo LLC", "Example Freight Co.", "Meta"} <= set(report.new_companies)
    # AND what comes out is what went in, unknown fields and dangling links too
    out = desk.give_out(tmp_path / "out.jsonl")
    assert entries_of(out) == entries_of(source)
    # AND importing it again changes nothing
    again = desk.take_in(source)
    assert (again.added, again.updated, again.unchanged, again.rejected) == (0, 0, 4, 1)
    # AND committees and companies stand where the entries put them
    library = Library.open(desk.library)
    directory = library.directory()
    library.close()
    assert directory.committees["XCOM01"].parent == "XCOM"
    assert directory.committees["XCOM"].name == "Example Commerce Committee"
    assert directory.committees["HLZS"].short_name == "Select Committee on the CCP"
    assert directory.companies["Example Air Cargo LLC"].parent == "Example Freight Co."


def test_what_came_out_goes_in_again_and_comes_out_byte_for_byte_the_same(tmp_path: Path) -> None:
    # GIVEN a library and its export
    first, second, third = (Desk(tmp_path, name) for name in ("first", "second", "third"))
    first.take_in(jsonl(tmp_path / "in.jsonl", LINES))
    exported = first.give_out(tmp_path / "one.jsonl")
    # WHEN the export is imported into an empty library and exported again, packed or not
    second.take_in(exported)
    third.take_in(second.give_out(tmp_path / "two.jsonl.gz"))
    # THEN the files are the same
    assert gzip.decompress((tmp_path / "two.jsonl.gz").read_bytes()) == exported.read_bytes()
    assert third.give_out(tmp_path / "three.jsonl").read_bytes() == exported.read_bytes()


def test_an_import_that_is_stopped_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    # GIVEN a library with a record
    desk = Desk(tmp_path, "library")
    desk.take_in(jsonl(tmp_path / "in.jsonl", LINES[:2]))
    before = desk.give_out(tmp_path / "before.jsonl").read_bytes()
    # WHEN a larger import, which would also change an entry, is stopped half-way
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 3

    changed = [{**LINES[0], "title": "Changed"}, *LINES[1:], {"kind": "letter", "title": "More"}]
    with pytest.raises(Cancelled):
        desk.take_in(jsonl(tmp_path / "more.jsonl", changed), cancelled=cancelled)
    # THEN nothing of it is there
    assert desk.give_out(tmp_path / "after.jsonl").read_bytes() == before


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(record=records())
def test_any_record_that_the_format_allows_survives(
    tmp_path_factory: pytest.TempPathFactory, record: list[Entry]
) -> None:
    assume(record)  # of a file without records it is said that nothing was found in it
    folder = tmp_path_factory.mktemp("record")
    source = folder / "in.jsonl"
    write_jsonl(record, source)
    first, second = Desk(folder, "first"), Desk(folder, "second")
    report = first.take_in(source)
    assert (report.read, report.added, report.rejected) == (len(record), len(record), 0)
    exported = first.give_out(folder / "out.jsonl")
    assert entries_of(exported) == {entry.id: entry for entry in record}
    second.take_in(exported)
    again = second.give_out(folder / "again.jsonl")
    assert again.read_bytes() == exported.read_bytes()
