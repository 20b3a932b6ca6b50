from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.notebook import Notebook
from tests.cli.conftest import Run

RunJson = Callable[..., Any]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Three records, the second of them wrong."""
    path = tmp_path / "records.jsonl"
    lines = (
        {"id": "a", "kind": "letter", "title": "A letter", "committees": ["Made-up Committee"], "companies": ["Acme"]},
        {"id": "b", "title": "Neither lane nor kind"},
        {"id": "c", "kind": "closed_briefing", "title": "A briefing"},
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


# What was not there


def test_attached_files_that_are_missing_are_told(run: Run, tmp_path: Path) -> None:
    attachment = {"path": "gone.pdf", "sha256": "0" * 64}
    (tmp_path / "in.jsonl").write_text(json.dumps({"kind": "letter", "title": "A", "attachments": [attachment]}))
    taken = run("import", tmp_path / "lib.oversight", tmp_path / "in.jsonl")
    assert "1 attached file was not found beside the records" in taken.stderr
    result = run("export", tmp_path / "lib.oversight", tmp_path / "out.jsonl")
    assert "Only named, as the library does not have the content: 1 attachment" in result.stderr


# New and import


def test_new_makes_an_empty_library(run: Run, run_json: RunJson, tmp_path: Path) -> None:
    assert "Made " in run("new", tmp_path / "lib.oversight", "--title", "Port cranes").stderr
    facts = run_json("info", tmp_path / "lib.oversight")
    assert (facts["title"], facts["total"]) == ("Port cranes", 0)
    assert "already" in run("new", tmp_path / "lib.oversight", code=3).stderr


def test_import_makes_the_library_and_says_what_came_in(run: Run, tmp_path: Path, records: Path) -> None:
    result = run("import", tmp_path / "lib.oversight", records, code=1)
    assert result.stdout == "3 records read: 2 added, 0 updated, 0 unchanged, 1 rejected.\n"
    assert f"Made {tmp_path / 'lib.oversight'}." in result.stderr
    assert "1 new committee that stands in no list: Made-up Committee." in result.stderr
    assert "1 new company: Acme." in result.stderr
    assert "line 2: The entry has neither lane nor kind." in result.stderr
    again = run("import", tmp_path / "lib.oversight", records, code=1)
    assert "0 added, 0 updated, 2 unchanged, 1 rejected" in again.stdout
    assert "Made " not in again.stderr


def test_import_as_json(run_json: RunJson, tmp_path: Path, records: Path) -> None:
    report = run_json("import", tmp_path / "lib.oversight", records, code=1)
    assert {name: report[name] for name in ("read", "added", "updated", "unchanged", "rejected")} == {
        "read": 3,
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": 1,
    }
    assert report["problems"] == [{"where": "line 2", "reason": "The entry has neither lane nor kind"}]


def test_import_without_rejects_ends_well(run: Run, run_json: RunJson, tmp_path: Path, records: Path) -> None:
    records.write_text(records.read_text().replace('"title": "Neither', '"lane": "action", "title": "Neither'))
    run("import", tmp_path / "one.oversight", records)
    assert run_json("import", tmp_path / "two.oversight", records)["rejected"] == 0


def test_what_is_rejected_is_kept_where_it_is_asked_for(run: Run, tmp_path: Path, records: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    result = run("import", tmp_path / "lib.oversight", records, "--rejects", rejects, code=1)
    assert str(rejects) in result.stderr
    assert "Neither lane nor kind" in rejects.read_text()


def test_a_trial_import_leaves_no_library(run: Run, tmp_path: Path, records: Path) -> None:
    result = run("import", tmp_path / "lib.oversight", records, "--dry-run", code=1)
    assert "2 added" in result.stdout
    assert "trial" in result.stderr
    assert not (tmp_path / "lib.oversight").exists()


def test_of_many_problems_the_first_are_listed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    names = [{"kind": "letter", "title": f"{number}", "companies": [f"Company {number}"]} for number in range(15)]
    path.write_text("\n".join([*map(json.dumps, names), *['{"title": "no lane"}'] * 25]))
    result = run("import", tmp_path / "lib.oversight", path, code=1)
    assert result.stderr.count("neither lane nor kind") == 20
    assert "… and 5 more." in result.stderr
    assert "15 new companies: " in result.stderr
    assert " and 5 more." in result.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "is empty"), ("a letter", "in no format that is known"), ('[{"title": "x"}]', "a line of its own")],
)
def test_a_file_that_is_none_is_refused_and_no_library_made(
    run: Run, tmp_path: Path, content: str, message: str
) -> None:
    (tmp_path / "file").write_text(content)
    result = run("import", tmp_path / "lib.oversight", tmp_path / "file", code=3)
    assert message in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "lib.oversight").exists()


def test_an_import_of_nothing_but_rejects_makes_no_library(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file.jsonl").write_text('{"title": "no lane"}')
    result = run("import", tmp_path / "lib.oversight", tmp_path / "file.jsonl", code=1)
    assert "Made" not in result.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"file.jsonl"}


def test_import_needs_files_that_are_there(run: Run, tmp_path: Path, records: Path) -> None:
    assert "FILE" in run("import", tmp_path / "lib.oversight", code=2).stderr
    run("import", tmp_path / "lib.oversight", tmp_path / "missing.jsonl", code=3)
    run("import", tmp_path / "lib.oversight", records, "--format", "nonsense", code=3)
    run("import", records, tmp_path / "lib.oversight", code=3)  # in the wrong order


# Export


def test_export_and_import_give_the_same_record(run: Run, tmp_path: Path, sample: Path) -> None:
    result = run("export", sample, tmp_path / "one.jsonl")
    assert "committee confidential" in result.stdout
    run("import", tmp_path / "again.oversight", tmp_path / "one.jsonl")
    run("export", tmp_path / "again.oversight", tmp_path / "two.jsonl")
    one, two = ((tmp_path / f"{name}.jsonl").read_bytes().splitlines() for name in ("one", "two"))
    assert one == two


def test_export_obeys_the_filters(run: Run, run_json: RunJson, tmp_path: Path, sample: Path) -> None:
    words = ["--company", "Example Freight Co.", "--mark", "public", "--until", "2024"]
    result = run("export", sample, tmp_path / "out.jsonl", "--text", "crane", *words)
    found = run_json("search", sample, "crane", *words, "--limit", 0)
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [entry["id"] for entry in reversed(found["entries"])]
    assert result.stdout.splitlines() == [
        f"{len(lines)} records written to {tmp_path / 'out.jsonl'}.",
        "3 attached files beside it (0.1 MB).",
    ]


def test_export_does_not_write_over_a_library(run: Run, sample: Path, tmp_path: Path) -> None:
    content = sample.read_bytes()
    assert "not written over" in run("export", sample, sample, code=3).stderr
    assert sample.read_bytes() == content
    run("export", sample, tmp_path / "missing" / "out.jsonl", code=3)


# Memo


def memo_text(path: Path) -> str:
    return " ".join(path.read_text(encoding="utf-8").split())


def test_a_memo_of_a_filter(run: Run, tmp_path: Path, sample: Path) -> None:
    result = run(
        "memo", sample, "-o", tmp_path / "memo.md",
        "--to", "Members", "--from", "Staff", "--re", "Port cranes", "--date", "2024-11-26",
        "--bottom-line", "Two requests stay *open*.", "--committee", "XCOM01", "--company", "Example Freight Co.",
    )  # fmt: skip
    text = memo_text(tmp_path / "memo.md")
    for part in ("Members", "Staff", "Port cranes", "26 November 2024", "Two requests stay", "Remote access to port"):
        assert part in text
    assert "records in " in result.stdout
    assert "withheld: marked above Public." in result.stderr
    assert "Privilege log, 8 entries" not in text


def test_a_memo_of_chosen_entries_without_their_texts(run: Run, tmp_path: Path, sample: Path) -> None:
    words = ["memo", sample, "--entry", "example-crane-letter", "--entry", "public-tiktok-meeting"]
    run(*words, "-o", tmp_path / "with.md", "--body")
    run(*words, "-o", tmp_path / "without.md", "--no-body")
    assert "imply no conclusion" in memo_text(tmp_path / "with.md")
    assert "imply no conclusion" not in memo_text(tmp_path / "without.md")
    assert "2 chosen of" in memo_text(tmp_path / "with.md")


def test_notes_leave_only_when_that_is_asked_for(run: Run, tmp_path: Path, sample: Path) -> None:
    with closing(Notebook.open(sample.with_suffix(".notebook"), author="reader")) as notebook:
        notebook.write_note(EntryId("example-crane-letter"), "A remark of my own.")
    words = ["memo", sample, "--entry", "example-crane-letter"]
    run(*words, "-o", tmp_path / "without.md")
    run(*words, "-o", tmp_path / "with.md", "--notes")
    assert "remark of my own" not in memo_text(tmp_path / "without.md")
    assert "remark of my own" in memo_text(tmp_path / "with.md")


@pytest.mark.parametrize("ending", ["docx", "odt", "pdf", "html"])
def test_a_memo_in_each_format(run: Run, tmp_path: Path, sample: Path, ending: str) -> None:
    path = tmp_path / f"memo.{ending}"
    run("memo", sample, "-o", path, "--entry", "public-tiktok-meeting")
    assert path.stat().st_size > 1_000


CONFIDENTIAL = ["--inquiry", "Port crane software", "--ceiling", "committee-confidential"]


def test_above_public_nothing_leaves_without_consent(run: Run, tmp_path: Path, sample: Path) -> None:
    result = run("memo", sample, "-o", tmp_path / "memo.md", *CONFIDENTIAL, code=3)
    assert "These leave with memo.md:" in result.stderr
    assert "Committee confidential" in result.stderr
    assert "--yes" in result.stderr
    assert not (tmp_path / "memo.md").exists()


def test_above_public_consent_can_be_given_beforehand(run: Run, tmp_path: Path, sample: Path) -> None:
    result = run("memo", sample, "-o", tmp_path / "memo.md", *CONFIDENTIAL, "--yes")
    assert "Committee confidential" in result.stderr
    assert "Privilege log, 8 entries" in memo_text(tmp_path / "memo.md")


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 3), ("\n", 3)])
def test_above_public_the_user_is_asked(
    run: Run, tmp_path: Path, sample: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr("oversight_viewer.cli.writing.can_be_asked", lambda: True)
    result = run("memo", sample, "-o", tmp_path / "memo.md", *CONFIDENTIAL, typed=answer, code=code)
    assert "Write the memo with them?" in result.stderr
    assert (tmp_path / "memo.md").exists() == (code == 0)


def test_a_high_ceiling_over_public_records_asks_nothing(run: Run, tmp_path: Path, sample: Path) -> None:
    words = ["--committee", "HLZS", "--ceiling", "members-only"]
    assert "leave" not in run("memo", sample, "-o", tmp_path / "memo.md", *words).stderr


def test_a_memo_of_nothing_is_not_written(run: Run, tmp_path: Path, sample: Path) -> None:
    assert "No entry matches" in run("memo", sample, "-o", tmp_path / "memo.md", "--text", "zebra", code=3).stderr
    assert "no entry “nope”" in run("memo", sample, "-o", tmp_path / "memo.md", "--entry", "nope", code=3).stderr
    assert not (tmp_path / "memo.md").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "memo.txt"], "must end in one of .docx"),
        (["-o", "memo.md", "--date", "tomorrow"], "is not a day"),
        (["-o", "memo.md", "--entry", "x", "--lane", "action"], "not both"),
        (["-o", "memo.md", "--entry", "x", "--text", "crane"], "not both"),
        ([], "--output"),
    ],
)
def test_wrong_usage_of_memo(run: Run, sample: Path, words: list[str], message: str) -> None:
    assert message in run("memo", sample, *words, code=2).stderr


def test_an_unknown_ceiling_is_refused(run: Run, sample: Path, tmp_path: Path) -> None:
    result = run("memo", sample, "-o", tmp_path / "memo.md", "--ceiling", "secret", code=3)
    assert "no handling mark “secret”" in result.stderr


def test_nothing_of_all_this_changes_the_library(run: Run, sample: Path, tmp_path: Path) -> None:
    content = sample.read_bytes()
    run("export", sample, tmp_path / "out.jsonl")
    run("memo", sample, "-o", tmp_path / "memo.md", "--committee", "HLZS")
    assert sample.read_bytes() == content
    with closing(Library.open(sample)) as library:
        assert library.info().title == "Sample record"


# Attached files


@pytest.fixture
def with_files(run: Run, tmp_path: Path) -> Path:
    """A library of a public letter and one for members only, each with a file."""
    (tmp_path / "in").mkdir()
    for name in ("letter.pdf", "minutes.pdf"):
        (tmp_path / "in" / name).write_bytes(name.encode())
    lines: list[dict[str, Any]] = [
        {"id": "a", "kind": "letter", "title": "A", "attachments": ["letter.pdf", "missing.pdf"]},
        {"id": "b", "kind": "letter", "title": "B", "mark": "members-only", "attachments": ["minutes.pdf"]},
    ]
    record = tmp_path / "in" / "record.jsonl"
    record.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    run("import", tmp_path / "lib.oversight", record)
    (tmp_path / "out").mkdir()
    return tmp_path / "lib.oversight"


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_attached_files_are_written_beside_the_lines(run: Run, run_json: RunJson, with_files: Path) -> None:
    out = with_files.parent / "out"
    result = run("export", with_files, out / "record.jsonl")
    assert "2 records written" in result.stdout
    assert "2 attached files beside it (0.0 MB).\n" in result.stdout
    assert "Only named, as the library does not have the content: 1 attachment." in result.stderr
    assert names_in(out) == {"record.jsonl", "letter.pdf", "minutes.pdf"}
    run("import", with_files.parent / "again.oversight", out / "record.jsonl")
    shown = [run_json("show", library, "a") for library in (with_files, with_files.parent / "again.oversight")]
    assert shown[0] == shown[1]
    assert ", 2 of which lay there already" in run("export", with_files, out / "record.jsonl").stdout


def test_under_a_ceiling_only_files_of_what_may_leave_are_written(run: Run, with_files: Path) -> None:
    out = with_files.parent / "out"
    assert "1 attached file beside it" in run("export", with_files, out / "a.jsonl", "--ceiling", "public").stdout
    assert names_in(out) == {"a.jsonl", "letter.pdf"}


def test_files_are_left_out_only_when_that_is_said(run: Run, with_files: Path) -> None:
    out = with_files.parent / "out"
    result = run("export", with_files, out / "a.jsonl", "--without-attachments")
    assert "Left out, as you asked: 2 attachments." in result.stderr
    assert names_in(out) == {"a.jsonl"}
    run("export", with_files, out / "a.csv", "--without-attachments")
    assert ".jsonl" in run("export", with_files, out / "b.csv", "--with-attachments", code=2).stderr
    assert names_in(out) == {"a.jsonl", "a.csv"}


def test_an_attachment_that_is_damaged_is_named(run: Run, with_files: Path) -> None:
    with closing(dbapi2.connect(with_files)) as conn, conn:
        conn.execute("UPDATE attachment_file SET data = x'00' WHERE data = CAST('letter.pdf' AS BLOB)")
    result = run("export", with_files, with_files.parent / "out" / "a.jsonl", code=1)
    assert "1 attached file beside it" in result.stdout
    assert "a: letter.pdf: The attachment was damaged or changed since it was kept." in result.stderr
