"""The files that are attached to exported entries lie beside the export, and come back with it byte for byte."""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.records import Attachment, Entry, JsonObject
from oversight_viewer.domain.views import Look, Order
from oversight_viewer.storage import attachments
from oversight_viewer.storage.attachments import folder_beside
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks.attachments import content_of
from oversight_viewer.tasks.export_files import FilesReport
from oversight_viewer.tasks.exports import ExportOptions, ExportReport, write_export
from oversight_viewer.tasks.imports import import_into

LETTER, REPLY, MINUTES, LARGE = b"a letter of Example Freight Co.", b"a reply", b"what was said", b"many pages" * 100
Make = Callable[..., Library]
ALL = Look(order=Order.OLDEST)


def entry(name: str, *paths: str, **more: str) -> JsonObject:
    return {"id": name, "kind": "letter", "title": name, "attachments": [{"path": path} for path in paths], **more}


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes a library of entries with the files that lie beside them; of the files only the library is left."""
    monkeypatch.setattr(attachments, "LARGEST_INSIDE", 500)
    opened: list[Library] = []

    def made(entries: list[JsonObject], files: Mapping[str, bytes], name: str = "lib") -> Library:
        source = tmp_path / f"source of {name}"
        for path, data in files.items():
            (source / path).parent.mkdir(parents=True, exist_ok=True)
            (source / path).write_bytes(data)
        record = source / "record.jsonl"
        record.write_text("".join(json.dumps(line) + "\n" for line in entries), encoding="utf-8")
        library = tmp_path / name / "lib.oversight"
        library.parent.mkdir()
        import_into(library, [record])
        source.rename(tmp_path / f"gone {name}")
        opened.append(Library.open(library))
        return opened[-1]

    yield made
    for library in opened:
        library.close()


@pytest.fixture
def library(make: Make) -> Library:
    """Three letters, one of them not public, with files in folders, in the library and beside it."""
    return make(
        [
            entry("a", "in/letter.pdf", "missing.pdf"),
            entry("b", "reply.docx", "LARGE.pdf"),
            entry("c", "minutes.txt", mark="members-only"),
        ],
        {"in/letter.pdf": LETTER, "reply.docx": REPLY, "LARGE.pdf": LARGE, "minutes.txt": MINUTES},
    )


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "record.jsonl"


def export(library: Library, out: Path, ceiling: str | None = None, *, files: bool = True) -> ExportReport:
    return write_export(library, ALL, {}, out, ExportOptions(ceiling, attachments=files))


def beside(out: Path) -> dict[str, bytes]:
    """All files in the folder of an export but the export itself."""
    found = {path.relative_to(out.parent).as_posix(): path for path in out.parent.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if path != out}


def entries(library: Library) -> list[Entry]:
    return list(library.entries(RecordFilter(), {}, newest_first=False))


def contents(library: Library) -> dict[tuple[str, str], bytes]:
    """The contents of all attachments that the library has, by entry and path."""
    found: dict[tuple[str, str], bytes] = {}
    for one in entries(library):
        for attachment in one.attachments:
            if attachment.sha256 is not None:
                data = content_of(library, attachment)
                found[one.id, attachment.path] = data if isinstance(data, bytes) else data.read_bytes()
    return found


@pytest.mark.parametrize("name", ["record.jsonl", "record.jsonl.gz"])
def test_what_is_exported_and_imported_again_has_its_files_byte_for_byte(
    library: Library, out: Path, tmp_path: Path, name: str
) -> None:
    out = out.with_name(name)
    report = export(library, out)
    size = len(LETTER + REPLY + LARGE + MINUTES)
    assert report == ExportReport(3, 0, FilesReport(written=4, size=size, named=1))
    assert beside(out) == {"in/letter.pdf": LETTER, "reply.docx": REPLY, "LARGE.pdf": LARGE, "minutes.txt": MINUTES}
    again = tmp_path / "again.oversight"
    assert import_into(again, [out]).added == 3
    out.parent.rename(tmp_path / "elsewhere")
    with closing(Library.open(again)) as opened:
        assert entries(opened) == entries(library)
        assert contents(opened) == contents(library)
        assert len(contents(opened)) == 4
    # which are kept as the first library kept them: also what is too large for it, although it was made by the import
    assert [path.name for path in folder_beside(again).iterdir()] == [hashlib.sha256(LARGE).hexdigest()]
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == set()


def test_once_more_nothing_is_written_twice(library: Library, out: Path) -> None:
    export(library, out)
    before = out.read_bytes(), beside(out)
    report = export(library, out).files
    assert (report.written, report.there, report.renamed) == (0, 4, 0)
    assert (out.read_bytes(), beside(out)) == before


def test_under_a_ceiling_no_file_of_a_withheld_entry_leaves(library: Library, out: Path) -> None:
    report = export(library, out, "public")
    assert (report.count, report.withheld, report.files.written) == (2, 1, 3)
    assert "minutes.txt" not in beside(out)
    assert b"minutes" not in out.read_bytes()
    assert MINUTES not in b"".join(beside(out).values())


def test_files_that_are_not_wanted_are_counted(library: Library, out: Path) -> None:
    assert export(library, out, files=False).files == FilesReport(left_out=4)
    assert beside(out) == {}
    assert export(library, out.with_suffix(".csv")).files == FilesReport(), "a table only counts them"


def paths_in(out: Path) -> list[list[str]]:
    lines = out.read_text(encoding="utf-8").splitlines()
    return [[item["path"] for item in json.loads(line).get("attachments", [])] for line in lines]


def test_another_file_of_that_name_is_never_written_over(library: Library, out: Path, tmp_path: Path) -> None:
    (out.parent / "reply.docx").write_bytes(b"mine")
    (out.parent / "in").write_bytes(b"mine too")
    report = export(library, out).files
    assert (report.written, report.renamed) == (4, 2)
    found = beside(out)
    assert (found.pop("reply.docx"), found.pop("in")) == (b"mine", b"mine too")
    (letter, missing), (reply, large), _ = paths_in(out)
    assert reply == f"reply-{hashlib.sha256(REPLY).hexdigest()[:12]}.docx"
    assert letter == f"{hashlib.sha256(LETTER).hexdigest()[:12]}/letter.pdf"
    assert (missing, large) == ("missing.pdf", "LARGE.pdf")
    assert {found[letter], found[reply]} == {LETTER, REPLY}
    # and the lines find them where they lie
    import_into(tmp_path / "again.oversight", [out])
    with closing(Library.open(tmp_path / "again.oversight")) as opened:
        assert sorted(contents(opened).values()) == sorted(contents(library).values())


def test_one_name_of_different_files_and_one_file_of_several_entries(make: Make, out: Path) -> None:
    library = make([entry("a", "x.pdf", "copy.pdf"), entry("b", "x.pdf")], {"x.pdf": LETTER, "copy.pdf": LETTER})
    more = out.parent.parent / "more"
    more.mkdir()
    (more / "X.pdf").write_bytes(REPLY)
    (more / "RECORD.JSONL").write_bytes(MINUTES)
    record = more / "more.jsonl"
    record.write_text(json.dumps(entry("c", "X.pdf", "RECORD.JSONL")), encoding="utf-8")
    import_into(library.path, [record])
    record.rename(more / "gone")
    report = export(library, out).files
    named = hashlib.sha256(MINUTES).hexdigest()[:12]
    small = hashlib.sha256(REPLY).hexdigest()[:12]
    assert paths_in(out) == [["x.pdf", "copy.pdf"], ["x.pdf"], [f"X-{small}.pdf", f"RECORD-{named}.JSONL"]]
    assert (report.written, report.renamed) == (4, 2)
    assert beside(out) == {
        "x.pdf": LETTER,
        "copy.pdf": LETTER,
        f"X-{small}.pdf": REPLY,
        f"RECORD-{named}.JSONL": MINUTES,
    }


def test_names_that_would_do_harm_are_not_used(make: Make, out: Path) -> None:
    library = make([entry("a", ".profile", "lib.oversight-journal")], {".profile": b"1", "lib.oversight-journal": b"2"})
    assert export(library, out).files.renamed == 2
    assert paths_in(out) == [["_.profile", "lib.oversight-journal_"]]
    assert beside(out) == {"_.profile": b"1", "lib.oversight-journal_": b"2"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")
def test_no_link_leads_out_of_the_folder(library: Library, out: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "file").write_bytes(b"mine")
    (out.parent / "in").symlink_to(tmp_path / "secret")
    (out.parent / "reply.docx").symlink_to(tmp_path / "secret" / "new")
    (out.parent / "LARGE.pdf").symlink_to(tmp_path / "secret" / "file")
    report = export(library, out).files
    assert (report.written, report.renamed) == (4, 3)
    assert {path.name: path.read_bytes() for path in (tmp_path / "secret").iterdir()} == {"file": b"mine"}


def test_what_is_missing_or_damaged_is_told_and_the_rest_is_written(library: Library, out: Path) -> None:
    (kept,) = folder_beside(library.path).iterdir()
    kept.write_bytes(b"broken")
    report = export(library, out)
    assert (report.count, report.files.written) == (3, 3)
    (problem,) = report.files.problems
    assert (problem.entry, problem.path) == ("b", "LARGE.pdf")
    assert "damaged" in problem.reason
    assert "LARGE.pdf" not in beside(out)
    kept.unlink()
    assert "missing" in export(library, out).files.problems[0].reason


def test_a_stopped_export_leaves_nothing(library: Library, out: Path) -> None:
    (out.parent / "reply.docx").write_bytes(REPLY)
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        write_export(library, ALL, {}, out, ExportOptions(), cancelled=lambda: next(asked))
    assert beside(out) == {"reply.docx": REPLY}, "what lay there before is none of the export's"
    assert [path.name for path in out.parent.iterdir()] == ["reply.docx"]


def test_a_file_that_cannot_be_written_stops_the_export_and_nothing_is_left(library: Library, out: Path) -> None:
    out.write_bytes(b"the export of yesterday")
    name = "x" * 300 + ".jsonl"
    with pytest.raises(KnownError, match="too long"):
        export(library, out.with_name(name))
    assert beside(out) == {}
    assert out.read_bytes() == b"the export of yesterday"


def test_packed_lines_name_the_files_too(make: Make, out: Path) -> None:
    library = make([entry("a", ".what.pdf")], {".what.pdf": LETTER})
    packed = out.with_name("record.jsonl.gz")
    export(library, packed)
    (line,) = gzip.decompress(packed.read_bytes()).splitlines()
    assert json.loads(line)["attachments"][0]["path"] == "_.what.pdf"


def test_a_file_beside_the_library_is_exported_as_well(make: Make, out: Path) -> None:
    library = make([entry("a", "large.pdf")], {"large.pdf": LARGE})
    (kept,) = folder_beside(library.path).iterdir()
    kept.unlink()
    (library.path.parent / "large.pdf").write_bytes(LARGE)
    assert export(library, out).files.written == 1
    assert content_of(library, Attachment("large.pdf", sha256=kept.name)) == library.path.parent / "large.pdf"
