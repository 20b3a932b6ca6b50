"""A whole import: what is saved, what is rejected, and that a stopped one leaves nothing."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from secrets import token_hex

import pytest

from oversight_viewer.domain.entry_json import content_hash
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.records import Entry
from oversight_viewer.domain.saving import Incoming, Item, SaveReport, SourceFile
from oversight_viewer.importing import formats, registry, rejects, run
from oversight_viewer.importing.names import Names
from oversight_viewer.importing.problems import Found, Piece, Problem
from oversight_viewer.importing.run import import_files
from oversight_viewer.tasks.means import import_means
from tests.storage.helpers import folder_for_anyone, ordinary_user

Line = dict[str, object]

MEANS = import_means(Names.built_in())


class Store:
    """A library in memory: takes all or nothing, as the real one does."""

    def __init__(self) -> None:
        self.kept: dict[str, Entry] = {}

    def save(
        self, items: Iterable[Item], files: Sequence[SourceFile] = (), rejected: Callable[[], int] = lambda: 0
    ) -> SaveReport:
        self.files = tuple(files)
        kept, counts = dict(self.kept), {"added": 0, "updated": 0, "unchanged": 0}
        for entry in (item.entry for item in items if isinstance(item, Incoming)):
            earlier = kept.get(entry.id)
            if earlier is None:
                counts["added"] += 1
            else:
                counts["unchanged" if content_hash(earlier) == content_hash(entry) else "updated"] += 1
            kept[entry.id] = entry
        self.kept = kept
        return SaveReport(**counts, new_committees=("XCOM",), new_companies=("Example Freight Co.",))


@pytest.fixture
def store() -> Store:
    return Store()


def letter(name: str, **more: object) -> Line:
    return {"id": name, "kind": "letter", "title": f"Letter {name}", **more}


def jsonl(path: Path, *items: Line | str) -> Path:
    text = "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in items)
    path.write_text(text, encoding="utf-8")
    return path


def rows(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_good_lines_go_in_and_the_rest_comes_out_with_reasons(tmp_path: Path, store: Store) -> None:
    source = jsonl(tmp_path / "in.jsonl", letter("a"), "{broken", letter("b"), '{"kind": "letter"}')
    out = tmp_path / "rejects.jsonl"
    report = import_files([source], store.save, MEANS, out)
    assert list(store.kept) == ["a", "b"]
    assert report.as_json() == {
        "read": 4,
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": 2,
        "proposed": 0,
        "names": 0,
        "joined": 0,
        "problems": [
            {"where": "line 2", "reason": rows(out)[0]["reason"]},
            {"where": "line 4", "reason": "The title is missing"},
        ],
        "proposals": [],
        "files": [{"name": "in.jsonl", "format": registry.INTERCHANGE.title, "read": 4, "rejected": 2}],
        "missing_files": 0,
        "new_committees": ["XCOM"],
        "new_companies": ["Example Freight Co."],
    }
    assert rows(out) == [
        {"line": 2, "file": "in.jsonl", "reason": report.problems[0].reason, "text": "{broken"},
        {"line": 4, "file": "in.jsonl", "reason": "The title is missing", "text": '{"kind": "letter"}'},
    ]


def test_the_same_file_again_adds_nothing(tmp_path: Path, store: Store) -> None:
    source = jsonl(tmp_path / "in.jsonl", letter("a"), {"kind": "letter", "title": "Without id"})
    import_files([source], store.save, MEANS)
    report = import_files([source], store.save, MEANS)
    assert (report.read, report.added, report.updated, report.unchanged) == (2, 0, 0, 2)
    report = import_files([source, source], store.save, MEANS)
    assert (report.read, report.unchanged, report.rejected) == (2, 2, 0), "a file that is named twice is read once"


def test_no_rejects_no_file(tmp_path: Path, store: Store) -> None:
    out = tmp_path / "rejects.jsonl"
    import_files([jsonl(tmp_path / "in.jsonl", letter("a"))], store.save, MEANS, out)
    assert not out.exists()


def test_without_a_place_for_them_rejects_are_only_counted(tmp_path: Path, store: Store) -> None:
    report = import_files([jsonl(tmp_path / "in.jsonl", letter("a"), "x")], store.save, MEANS)
    assert (report.added, report.rejected, len(report.problems)) == (1, 1, 1)
    assert [item.name for item in tmp_path.iterdir()] == ["in.jsonl"]


def test_one_id_with_two_contents(tmp_path: Path, store: Store) -> None:
    same = json.dumps(dict(reversed(letter("a", tags=[], body=None).items())))
    source = jsonl(tmp_path / "in.jsonl", letter("a"), "", same, letter("a", title="Other"), letter("b", body="x"),
                   letter("b", body="y"))  # fmt: skip
    out = tmp_path / "rejects.jsonl"
    report = import_files([source], store.save, MEANS, out)
    assert (report.added, report.unchanged, report.rejected) == (2, 1, 2)
    assert store.kept["a"].title == "Letter a"
    assert [row["reason"] for row in rows(out)] == [
        "The id a stands already on line 1 with other content",
        "The id b stands already on line 5 with other content",
    ]
    assert json.loads(str(rows(out)[0]["text"]))["title"] == "Other"


def test_several_files_are_one_import(tmp_path: Path, store: Store) -> None:
    (tmp_path / "other").mkdir()
    first = jsonl(tmp_path / "in.jsonl", letter("a"), "x")
    second = tmp_path / "more.jsonl.gz"
    second.write_bytes(gzip.compress(json.dumps(letter("a", body="new")).encode() + b"\n\n{"))
    out = tmp_path / "rejects.jsonl"
    report = import_files([first, second], store.save, MEANS, out)
    assert (report.read, report.added, report.rejected) == (4, 1, 3)
    assert [item.where for item in report.problems] == [
        "in.jsonl, line 2", "more.jsonl.gz, line 1", "more.jsonl.gz, line 3",
    ]  # fmt: skip
    assert report.problems[1].reason == "The id a stands already on line 1 of in.jsonl with other content"
    assert [(row["file"], row["line"]) for row in rows(out)] == [
        ("in.jsonl", 2), ("more.jsonl.gz", 1), ("more.jsonl.gz", 3),
    ]  # fmt: skip
    assert {item.line for item in report.problems} == {None}


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path, store: Store) -> None:
    (tmp_path / "other").mkdir()
    paths = [jsonl(tmp_path / "in.jsonl", "x"), jsonl(tmp_path / "other" / "in.jsonl", "y")]
    report = import_files(paths, store.save, MEANS)
    assert [item.where for item in report.problems] == [f"{path}, line 1" for path in paths]


def test_many_problems_are_all_counted_and_written(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PROBLEMS_KEPT", 3)
    source = jsonl(tmp_path / "in.jsonl", *["x"] * 10)
    report = import_files([source], store.save, MEANS, tmp_path / "rejects.jsonl")
    assert (report.read, report.rejected, len(report.problems)) == (10, 10, 3)
    assert len(rows(tmp_path / "rejects.jsonl")) == 10


def test_progress_is_told(tmp_path: Path, store: Store) -> None:
    seen: list[int] = []
    source = jsonl(tmp_path / "in.jsonl", *[letter(str(n)) for n in range(250)], "x")
    import_files([source], store.save, MEANS, progress=seen.append)
    assert seen == [100, 200, 251]


def test_a_cancelled_import_leaves_nothing(tmp_path: Path, store: Store) -> None:
    source = jsonl(tmp_path / "in.jsonl", "x", *[letter(str(n)) for n in range(50)])
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 20

    with pytest.raises(Cancelled):
        import_files([source], store.save, MEANS, tmp_path / "rejects.jsonl", cancelled=cancelled)
    assert store.kept == {}
    assert [item.name for item in tmp_path.iterdir()] == ["in.jsonl"]


def cut(path: Path) -> Path:
    packed = gzip.compress(
        "".join(json.dumps(letter(str(n), body=token_hex(400))) + "\n" for n in range(3_000)).encode()
    )
    path.write_bytes(packed[: len(packed) // 2])
    return path


def test_the_only_file_fails_as_a_whole(tmp_path: Path, store: Store) -> None:
    with pytest.raises(KnownError, match="damaged"):
        import_files([cut(tmp_path / "cut.jsonl.gz")], store.save, MEANS, tmp_path / "rejects.jsonl")
    assert store.kept == {}
    assert not (tmp_path / "rejects.jsonl").exists()


def test_of_several_files_the_broken_ones_are_named_and_the_others_go_on(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    jsonl(folder / "b.jsonl", letter("a"), "x")
    cut(folder / "c.jsonl.gz")
    (folder / "a.bin").write_bytes(b"\0\1\2")
    (folder / "empty.txt").write_bytes(b"")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    report = import_files([folder], store.save, MEANS)
    reasons = {item.where: item.reason for item in report.problems}
    assert set(reasons) == {"a.bin", "b.jsonl, line 2", "c.jsonl.gz", "empty.txt"}
    assert reasons["a.bin"] == "a.bin is in no format that is known"
    assert reasons["empty.txt"] == "empty.txt is empty"
    read = report.files[2].read - 1
    assert reasons["c.jsonl.gz"].endswith(f"; the {read:,} pieces before that were read")
    assert "a" in store.kept
    assert report.read == report.added + report.rejected == 1 + read + 4


def test_a_format_that_is_not_there_is_said_before_anything_is_saved(tmp_path: Path) -> None:
    def never(entries: Iterable[Item], files: Sequence[SourceFile], rejected: Callable[[], int]) -> SaveReport:
        pytest.fail("nothing is to be saved")

    (tmp_path / "words.txt").write_text("words", encoding="utf-8")
    with pytest.raises(KnownError, match="no format"):
        import_files([tmp_path / "words.txt"], never, MEANS)
    with pytest.raises(KnownError, match="no format"):
        import_files([jsonl(tmp_path / "in.jsonl", letter("a"))], never, MEANS, format="excel")


def test_a_format_that_is_named_is_not_questioned(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "words.txt"
    path.write_text("words\n", encoding="utf-8")
    report = import_files([path], store.save, MEANS, format="interchange")
    assert (report.read, report.rejected) == (1, 1)


def test_rejects_never_replace_a_file_that_is_imported(tmp_path: Path, store: Store) -> None:
    source = jsonl(tmp_path / "in.jsonl", "x")
    before = source.read_bytes()
    with pytest.raises(KnownError, match="is one of the files to import"):
        import_files([source], store.save, MEANS, tmp_path / "." / "in.jsonl")
    assert source.read_bytes() == before


def test_rejects_that_cannot_be_made_stop_the_import(tmp_path: Path, store: Store) -> None:
    source = jsonl(tmp_path / "in.jsonl", letter("a"), "x")
    with pytest.raises(KnownError, match="does not exist"):
        import_files([source], store.save, MEANS, tmp_path / "missing" / "rejects.jsonl")
    assert store.kept == {}


def test_rejects_that_fail_at_the_very_end_do_not_hide_that_the_import_is_done(tmp_path: Path, store: Store) -> None:
    out = tmp_path / "rejects.jsonl"

    def save(entries: Iterable[Item], files: Sequence[SourceFile], rejected: Callable[[], int]) -> SaveReport:
        report = store.save(entries)
        out.mkdir()
        (out / "occupied").touch()
        return report

    with pytest.raises(KnownError, match="rejected lines could not be written") as caught:
        import_files([jsonl(tmp_path / "in.jsonl", letter("a"), "x")], save, MEANS, out)
    assert list(store.kept) == ["a"]
    assert "done and complete" in caught.value.safe


def test_rejects_say_of_a_full_disk_that_nothing_was_changed(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="not enough room") as caught, rejects.RejectsFile(tmp_path / "out") as file:
        fill(file, tmp_path)
    assert caught.value.safe == "No file was changed."


def fill(file: rejects.RejectsFile, folder: Path) -> None:
    file.add(Problem("line 1", "reason"), folder / "in.jsonl")
    raise OSError(28, "No space left on device")


def test_another_format_is_one_module_and_one_registration(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format without lines: its places have no numbers."""

    def recognizes(sample: formats.Sample) -> bool:
        return sample.lines[:1] == (b"LETTERS\n",)

    def read(path: Path, means: formats.Means) -> Iterator[Piece]:
        for item in registry.by_name("interchange").read(path, means):
            if isinstance(item, Found):
                yield Found(item.entry, "the letter")
            else:
                yield Problem("the head", "It is no letter")

    letters = formats.Format("old-letters", "letters", recognizes, read)
    known = (*registry.formats(), letters)
    monkeypatch.setattr(registry, "formats", lambda: known)
    path = tmp_path / "letters.txt"
    path.write_text(f"LETTERS\n{json.dumps(letter('a'))}\n{json.dumps(letter('a', body='x'))}\n", encoding="utf-8")
    assert registry.detect(path).name == "interchange", "the first that knows it takes it"
    report = import_files([path], store.save, MEANS, tmp_path / "rejects.jsonl", format="old-letters")
    assert [(item.where, item.reason) for item in report.problems] == [
        ("the head", "It is no letter"),
        ("the letter", "The id a stands already on an earlier place with other content"),
    ]
    assert [row["line"] for row in rows(tmp_path / "rejects.jsonl")] == [None, None]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_whatever_the_library_raises_leaves_no_file(tmp_path: Path, stop: Callable[[], BaseException]) -> None:
    def save(entries: Iterable[Item], files: Sequence[SourceFile], rejected: Callable[[], int]) -> SaveReport:
        for _ in entries:
            raise stop()
        return SaveReport()

    source = jsonl(tmp_path / "in.jsonl", "x", letter("a"))
    with pytest.raises((KeyboardInterrupt, RuntimeError)):
        import_files([source], save, MEANS, tmp_path / "rejects.jsonl")
    assert [item.name for item in tmp_path.iterdir()] == ["in.jsonl"]


def test_files_beside_the_record_come_with_it(tmp_path: Path, store: Store) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.pdf").write_bytes(b"a letter")
    (tmp_path / "secret.txt").write_bytes(b"not of this record")
    folder = tmp_path / "record"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"a letter")
    (folder / "b.pdf").write_bytes(b"another")
    (folder / "out.pdf").symlink_to(tmp_path / "secret.txt")
    known = hashlib.sha256(b"a letter").hexdigest()
    paths = [
        {"path": "a.pdf"}, {"path": "b.pdf", "sha256": "0" * 64}, {"path": "missing.pdf"}, {"path": "out.pdf"},
    ]  # fmt: skip
    contents: list[tuple[str, ...]] = []

    def save(items: Iterable[Item], files: Sequence[SourceFile], rejected: Callable[[], int]) -> SaveReport:
        items = list(items)
        contents.extend(tuple(c.sha256 for c in item.contents) for item in items if isinstance(item, Incoming))
        return store.save(items)

    report = import_files([jsonl(folder / "in.jsonl", letter("a", attachments=paths))], save, MEANS)
    assert contents == [(known,)]
    assert [item.sha256 for item in store.kept["a"].attachments] == [known, "0" * 64, None, None]
    (problem,) = report.problems
    assert "b.pdf" in problem.reason
    assert report.missing_files == 2, "one is not there, one leads out of the folder"


def test_a_file_in_which_nothing_is_found_says_so(tmp_path: Path, store: Store) -> None:
    text = "The weather was fine. Nobody met anybody, and nothing was asked. It rained in the evening.\n\n" * 5
    (tmp_path / "notes.txt").write_text(text, encoding="utf-8")
    report = import_files([tmp_path / "notes.txt"], store.save, MEANS)
    assert [item.reason for item in report.problems] == ["Nothing that belongs in the record was found in it"]


def test_names_that_are_no_text_are_shown_as_they_can_be(store: Store, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"re\xffply\x1b[31m\n.jsonl")
    try:
        jsonl(odd, letter("a"), "{")
    except OSError:
        pytest.skip("the system has no such names")
    report = import_files([odd, jsonl(tmp_path / "b.jsonl", letter("b"))], store.save, MEANS)
    assert (report.added, report.rejected) == (2, 1)
    assert [file.name for file in store.files] == ["re\ufffdply[31m .jsonl", "b.jsonl"]
    assert report.problems[0].where == "re\ufffdply[31m .jsonl, line 2"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are set otherwise there")
def test_a_folder_that_may_not_be_read_does_not_keep_back_the_others(store: Store) -> None:
    with folder_for_anyone() as folder:
        closed = folder / "closed"
        closed.mkdir()
        jsonl(folder / "a.jsonl", letter("a"))
        jsonl(closed / "b.jsonl", letter("b"))
        closed.chmod(0)
        try:
            with ordinary_user():
                report = import_files([folder], store.save, MEANS)
                with pytest.raises(KnownError, match="may not be read"):
                    import_files([closed], store.save, MEANS)
        finally:
            closed.chmod(0o755)
    assert (report.added, report.rejected) == (1, 1)
    assert report.problems[0].reason.endswith("may not be read")
