from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.tasks import imports, jobs, making
from oversight_viewer.tasks.runner import Runner
from tests.storage.helpers import an_entry, first_version, state_of
from tests.tasks.conftest import Results

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
RECORD = [
    {"id": "letter", "kind": "letter", "title": "Request about cranes", "date": "2026-03-01", "committees": ["XCOM"],
     "companies": ["Example Freight Co."], "requests": [{"number": 1, "text": "Name the vendor."}]},
    {"id": "briefing", "kind": "closed_briefing", "title": "Briefing on cranes", "date": "2026-03", "body": "*Notes*"},
    {"id": "reply", "kind": "response_letter", "title": "Reply about cranes", "date": "2026-04-02",
     "answers": [{"to": "letter", "request": 1, "status": "refused"}],
     "links": [{"rel": "responds_to", "to": "letter"}]},
    {"id": "minutes", "lane": "meeting", "kind": "executive_session", "title": "Minutes", "mark": "members-only"},
]  # fmt: skip


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.jsonl"
    path.write_text("".join(json.dumps(entry) + "\n" for entry in RECORD), encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path, record: Path) -> Path:
    made = tmp_path / "lib.oversight"
    imports.import_into(made, [record])
    return made


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with closing(Library.open(path)) as opened:
        yield opened


def files_of(folder: Path) -> set[str]:
    return {item.name for item in folder.iterdir()}


# What comes in


def test_a_library_is_made_with_the_first_import(tmp_path: Path, record: Path) -> None:
    report = imports.import_into(tmp_path / "new.oversight", [record])
    assert (report.read, report.added, report.rejected) == (4, 4, 0)
    assert imports.import_into(tmp_path / "new.oversight", [record]).unchanged == 4
    with closing(Library.open(tmp_path / "new.oversight")) as opened:
        assert (opened.info().total, opened.info().title) == (4, "new")
    assert files_of(tmp_path) == {"new.oversight", "record.jsonl"}


def test_a_library_is_made_empty_and_titled(tmp_path: Path) -> None:
    making.make_library(tmp_path / "new.oversight", "Port cranes")
    with closing(Library.open(tmp_path / "new.oversight")) as opened:
        assert (opened.info().total, opened.info().title) == (0, "Port cranes")
    assert files_of(tmp_path) == {"new.oversight"}


def test_a_trial_makes_and_changes_nothing(tmp_path: Path, record: Path, path: Path, library: Library) -> None:
    before = list(library.entries(RecordFilter(), {}))
    record.write_text(record.read_text().replace("Minutes", "Other minutes"))
    new, known = (imports.import_into(target, [record], dry_run=True) for target in (tmp_path / "new.oversight", path))
    assert (new.added, known.updated, known.unchanged) == (4, 1, 3)
    assert list(library.entries(RecordFilter(), {})) == before
    assert files_of(tmp_path) == {"lib.oversight", "record.jsonl"}


def test_a_trial_adapts_no_library_of_an_earlier_version(tmp_path: Path, record: Path) -> None:
    old = first_version(tmp_path / "old.oversight", [an_entry("kept")])
    before = state_of(old)
    with pytest.raises(KnownError, match="earlier version"):
        imports.import_into(old, [record], dry_run=True)
    assert state_of(old) == before
    assert files_of(tmp_path) == {"old.oversight", "record.jsonl"}
    assert imports.import_into(old, [record]).added == 4


@pytest.mark.parametrize("content", ["", "no record\n", "%PDF-1.7\n"])
def test_an_import_that_fails_leaves_no_library_behind(tmp_path: Path, content: str) -> None:
    (tmp_path / "other").write_text(content)
    with pytest.raises(KnownError):
        imports.import_into(tmp_path / "new.oversight", [tmp_path / "other"])
    assert files_of(tmp_path) == {"other"}


def test_an_import_can_be_cancelled(tmp_path: Path, record: Path) -> None:
    with pytest.raises(Cancelled):
        imports.import_into(tmp_path / "new.oversight", [record], cancelled=lambda: True)
    assert files_of(tmp_path) == {"record.jsonl"}


def test_what_is_rejected_goes_to_its_file(tmp_path: Path, record: Path) -> None:
    with record.open("a") as file:
        file.write('{"title": "without a lane"}\n')
    seen: list[int] = []
    report = imports.import_into(
        tmp_path / "new.oversight", [record], rejects=tmp_path / "rejects.jsonl", progress=seen.append
    )
    assert (report.added, report.rejected) == (4, 1)
    assert "without a lane" in (tmp_path / "rejects.jsonl").read_text()
    assert seen[-1] == 5


def test_what_is_rejected_is_never_written_over_a_library(tmp_path: Path, record: Path, path: Path) -> None:
    record.write_text('{"title": "without a lane"}\n' + record.read_text())
    content = path.read_bytes()
    for library in (path, tmp_path / "new.oversight"):
        with pytest.raises(KnownError, match="is not written over"):
            imports.import_into(library, [record], rejects=path)
    with pytest.raises(KnownError, match="is the library itself"):
        imports.import_into(tmp_path / "new.oversight", [record], rejects=tmp_path / "." / "new.oversight")
    assert path.read_bytes() == content
    assert files_of(tmp_path) == {"lib.oversight", "record.jsonl"}


def test_a_library_is_not_taken_for_a_file_to_import(tmp_path: Path, path: Path) -> None:
    with pytest.raises(KnownError, match="cannot be imported"):
        imports.import_into(tmp_path / "new.oversight", [path])
    assert files_of(tmp_path) == {"lib.oversight", "record.jsonl"}


def test_a_new_library_has_a_name_that_says_so(tmp_path: Path, record: Path) -> None:
    with pytest.raises(KnownError, match="no name for a new library"):
        imports.import_into(tmp_path / "new.jsonl", [record])
    assert files_of(tmp_path) == {"record.jsonl"}


def test_an_import_into_something_else_is_refused(tmp_path: Path, record: Path) -> None:
    content = record.read_bytes()
    with pytest.raises(KnownError, match="not a library"):
        imports.import_into(record, [record])
    assert record.read_bytes() == content


def test_nothing_is_made_over_a_file_that_is_there(tmp_path: Path, path: Path) -> None:
    content = path.read_bytes()
    with pytest.raises(KnownError, match="already"):
        making.make_library(path)
    assert path.read_bytes() == content


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="folder"):
        making.make_library(tmp_path / "missing" / "new.oversight")


def test_a_name_that_the_system_does_not_take_is_said(tmp_path: Path, record: Path) -> None:
    too_long = tmp_path / f"{'x' * 300}.oversight"
    with pytest.raises(KnownError, match="is too long"):
        making.make_library(too_long)
    with pytest.raises(KnownError, match="is too long"):
        imports.import_into(too_long, [record])
    assert files_of(tmp_path) == {"record.jsonl"}


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_folder_that_is_closed_is_said(tmp_path: Path, record: Path) -> None:  # pragma: no cover - tests run as root
    closed = tmp_path / "closed"
    for rights in (0o500, 0o000):
        closed.mkdir(rights)
        for work in (making.make_library, lambda path: imports.import_into(path, [record])):
            with pytest.raises(KnownError, match=r"new\.oversight may not be written"):
                work(closed / "new.oversight")
        closed.rmdir()


def test_a_file_that_appears_meanwhile_is_not_written_over(tmp_path: Path, record: Path) -> None:
    target = tmp_path / "new.oversight"

    def another_comes(_: int) -> None:
        target.write_text("another")

    with pytest.raises(KnownError, match="already"):
        imports.import_into(target, [record], progress=another_comes)
    assert target.read_text() == "another"
    assert files_of(tmp_path) == {"new.oversight", "record.jsonl"}


def no_links(*_: object) -> None:
    raise OSError(95, "Operation not supported")


def test_a_drive_without_links_will_do(tmp_path: Path, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.link", no_links)
    target = tmp_path / "new.oversight"
    assert imports.import_into(target, [record]).added == 4
    assert files_of(tmp_path) == {"new.oversight", "record.jsonl"}
    other = tmp_path / "other.oversight"
    with pytest.raises(KnownError, match="already"):
        imports.import_into(other, [record], progress=lambda _: other.touch())
    monkeypatch.setattr("os.rename", no_links)
    with pytest.raises(KnownError, match="could not be written"):
        making.make_library(tmp_path / "third.oversight")
    assert files_of(tmp_path) == {"new.oversight", "other.oversight", "record.jsonl"}


def test_whether_a_library_can_be_written_is_found_out(path: Path, tmp_path: Path) -> None:
    assert imports.can_import_into(path)
    assert not imports.can_import_into(tmp_path / "missing" / "lib.oversight")


# What goes out


def test_what_a_filter_means_is_exported_and_comes_back_the_same(tmp_path: Path, library: Library) -> None:
    assert jobs.export_jsonl(library, RecordFilter(), {}, tmp_path / "out.jsonl.gz") == 4
    again = tmp_path / "again.oversight"
    assert imports.import_into(again, [tmp_path / "out.jsonl.gz"]).added == 4
    with closing(Library.open(again)) as opened:
        assert list(opened.entries(RecordFilter(), {})) == list(library.entries(RecordFilter(), {}))
    lines = gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()).splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["minutes", "briefing", "letter", "reply"]


def test_a_filter_narrows_an_export(tmp_path: Path, library: Library) -> None:
    wanted = RecordFilter(lanes=Choice(("meeting",)), flagged=True)
    notes = {EntryId("minutes"): EntryNotes(EntryId("minutes"), flagged=True)}
    assert jobs.export_jsonl(library, wanted, notes, tmp_path / "out.jsonl") == 1
    assert jobs.marks_of(library, wanted, notes) == {"members-only": 1}
    assert jobs.marks_of(library, RecordFilter(), {}) == {"public": 2, "committee-confidential": 1, "members-only": 1}
    assert jobs.marks_of(library, RecordFilter(marks=Choice(("public",))), {}) == {"public": 2}


def test_an_export_can_be_cancelled_and_leaves_nothing(tmp_path: Path, library: Library) -> None:
    with pytest.raises(Cancelled):
        jobs.export_jsonl(library, RecordFilter(), {}, tmp_path / "out.jsonl", cancelled=lambda: True)
    assert "out.jsonl" not in files_of(tmp_path)


def test_neither_a_library_nor_a_notebook_is_written_over(tmp_path: Path, library: Library, path: Path) -> None:
    Notebook.open(tmp_path / "lib.notebook", author="reader").close()
    for target in (path, tmp_path / "lib.notebook"):
        content = target.read_bytes()
        with pytest.raises(KnownError, match="not written over"):
            jobs.export_jsonl(library, RecordFilter(), {}, target)
        assert target.read_bytes() == content


# With a runner


def test_after_an_import_the_library_is_one_file_again(
    qtbot: QtBot, path: Path, tmp_path: Path, results: Results
) -> None:
    """Readers that have it open would keep it in write-ahead mode, which a read-only folder cannot serve."""
    runner = Runner(path, tmp_path / "lib.notebook", "reader")

    def cards(library: Library, _: object) -> list[Card]:
        return library.cards(RecordFilter(), {}, limit=10)

    for channel in "ab":
        runner.query(channel, cards, results.add)
    results.wait(2)
    more = tmp_path / "more.jsonl"
    more.write_text('{"kind": "letter", "title": "One more"}\n')
    runner.import_(lambda: imports.import_into(path, [more], cancelled=runner.is_closing), results.add)
    assert results.wait(3)[2].added == 1
    for channel in "ab":
        runner.query(channel, cards, results.add)
    assert [len(found) for found in results.wait(5)[3:]] == [5, 5]
    assert path.read_bytes()[18:20] == b"\1\1"
    assert files_of(tmp_path) == {"lib.oversight", "more.jsonl", "record.jsonl"}
    runner.close()
