"""Entries are changed by hand from the command line, with their history kept, and nothing is changed by halves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oversight_viewer.storage.check import check_library
from tests.cli.conftest import Run

RunJson = Callable[..., Any]


@pytest.fixture
def library(run: Run, tmp_path: Path) -> Path:
    record = tmp_path / "record.jsonl"
    letter = {"id": "a", "kind": "letter", "title": "A letter", "date": "2024-03-05", "tags": ["cranes"]}
    record.write_text(json.dumps(letter) + "\n" + json.dumps({"id": "b", "kind": "letter", "title": "Another"}))
    run("import", tmp_path / "lib.oversight", record)
    return tmp_path / "lib.oversight"


def test_fields_are_set_and_what_was_said_before_is_kept(run: Run, run_json: RunJson, library: Path) -> None:
    words = (
        "--set",
        "title=A letter about cranes",
        "--set",
        "tags=ports",
        "--set",
        "tags=cranes",
        "--set",
        "date=2024",
    )
    assert run("edit", library, "a", *words).stdout == "a: updated, revision 2\n"
    shown = run_json("show", library, "a")
    assert (shown["title"], shown["tags"], shown["date"]) == ("A letter about cranes", ["ports", "cranes"], "2024")
    assert run("edit", library, "a", *words).stdout == "a: unchanged, revision 2\n"
    assert run_json("search", library, "cranes")["count"] == 1
    newest, oldest = run_json("history", library, "a")["revisions"]
    assert (newest["number"], oldest["number"]) == (2, 1)
    assert (newest["state"], newest["import"], oldest["state"], oldest["by"]) == ("current", None, "earlier", None)
    assert newest["by"]
    assert oldest["import"] == 1
    assert {change["field"]: (change["before"], change["after"]) for change in newest["changes"]} == {
        "title": ("A letter", "A letter about cranes"),
        "date": ("2024-03-05", "2024"),
        "tags": (["cranes"], ["ports", "cranes"]),
    }
    text = run("history", library, "a").stdout
    assert "Revision 2 (as it stands)" in text
    assert "title: A letter{+ about cranes+}" in text
    assert "date: 2024[--03-05-]" in text
    assert "import 1\n    This is how it was first recorded." in text
    assert check_library(library) == []


def test_of_a_long_text_only_what_changed_is_shown(run: Run, library: Path) -> None:
    text = " ".join(f"word{number}" for number in range(200))
    run("edit", library, "b", "--set", f"body={text}")
    run("edit", library, "b", "--set", f"body={text.replace('word100', 'crane')}")
    told = run("history", library, "b").stdout.split("Revision 2")[0]
    assert "[-word100-]{+crane+}" in told
    assert "word99" in told
    assert "word10 " not in told


def test_a_mark_is_named_as_the_office_names_it(run: Run, run_json: RunJson, library: Path) -> None:
    run("edit", library, "a", "--set", "mark=Members only")
    assert run_json("show", library, "a")["mark"] == "members-only"
    assert "no handling mark" in run("edit", library, "a", "--set", "mark=zz", code=3).stderr


def test_an_entry_is_removed_and_brought_back_as_it_stood(run: Run, run_json: RunJson, library: Path) -> None:
    run("edit", library, "a", "--set", "title=Second")
    run("edit", library, "a", "--set", "title=Third")
    assert run("edit", library, "a", "--restore", 1).stdout == "a: updated, revision 4\n"
    assert run_json("show", library, "a")["title"] == "A letter"
    assert "unchanged" in run("edit", library, "a", "--restore", 4).stdout
    assert "revisions are 1 to 4" in run("edit", library, "a", "--restore", 9, code=3).stderr
    assert run_json("edit", library, "a", "--remove")["entries"] == [
        {"id": "a", "outcome": "removed", "revision": None}
    ]
    run("show", library, "a", code=3)
    assert "(removed)" in run("history", library, "a").stdout
    assert "no entry" in run("edit", library, "a", "--remove", code=3).stderr
    run("edit", library, "a", "--restore", 2)
    assert run_json("show", library, "a")["title"] == "Second"
    run("edit", library, "b", "--remove")
    run("edit", library, "b", "--restore", 1)
    assert run_json("show", library, "b")["title"] == "Another"
    assert check_library(library) == []


def test_a_file_is_attached_and_exported_again(run: Run, run_json: RunJson, library: Path, tmp_path: Path) -> None:
    (tmp_path / "Letter.pdf").write_bytes(b"a letter")
    run("edit", library, "a", "--attach", tmp_path / "Letter.pdf")
    (tmp_path / "Letter.pdf").unlink()
    (attached,) = run_json("show", library, "a")["attachments"]
    (tmp_path / "out").mkdir()
    run("export", library, tmp_path / "out" / "record.jsonl")
    assert (tmp_path / "out" / attached["path"]).read_bytes() == b"a letter"


def test_whole_entries_come_from_a_file(run: Run, run_json: RunJson, library: Path, tmp_path: Path) -> None:
    shown = run_json("show", library, "a")
    file = tmp_path / "edited.json"
    file.write_text(json.dumps([{**shown, "title": "Edited"}, {"id": "new", "kind": "letter", "title": "New"}]))
    assert run("edit", library, file).stdout == "a: updated, revision 2\nnew: added, revision 1\n"
    assert run_json("edit", library, file) == {
        "count": 2,
        "entries": [
            {"id": "a", "outcome": "unchanged", "revision": 2},
            {"id": "new", "outcome": "unchanged", "revision": 1},
        ],
    }
    assert run_json("show", library, "a") == {**shown, "title": "Edited"}
    # a later import of what the source says still leaves it so
    run("import", library, tmp_path / "record.jsonl")
    assert run_json("show", library, "a")["title"] == "Edited"


def test_a_file_with_one_wrong_entry_changes_nothing(
    run: Run, run_json: RunJson, library: Path, tmp_path: Path
) -> None:
    file = tmp_path / "edited.json"
    file.write_text(json.dumps([{"id": "a", "kind": "letter", "title": "Edited"}, {"id": "b", "kind": "letter"}]))
    assert "entry 2: The title is missing. Nothing was changed." in run("edit", library, file, code=3).stderr
    assert len(run_json("history", library, "a")["revisions"]) == 1
    assert "There is no file" in run("edit", library, "a", code=3).stderr


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("zz", "--set", "title=x"), "no entry “zz”", 3),
        (("zz", "--remove"), "no entry “zz”, and never had one", 3),
        (("zz", "--restore", "1"), "never had one", 3),
        (("a", "--set", "ttle=x"), "there is title", 3),
        (("a", "--set", "kind=closed_briefing"), "another lane", 3),
        (("a", "--set", "title"), "FIELD=VALUE", 2),
        (("a", "--remove", "--set", "title=x"), "only one of", 2),
        (("a", "--attach", "missing.pdf"), "could not be read", 3),
        (("\udcff", "--remove"), "never had one", 3),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_changed(
    run: Run, run_json: RunJson, library: Path, words: tuple[str, ...], said: str, code: int
) -> None:
    assert said in run("edit", library, *words, code=code).stderr
    assert len(run_json("history", library, "a")["revisions"]) == 1


def test_an_unknown_entry_has_no_history(run: Run, library: Path) -> None:
    assert "never had one" in run("history", library, "zz", code=3).stderr
