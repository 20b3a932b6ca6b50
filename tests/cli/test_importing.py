"""The verbs that take something in and back again: proposals, imports, undo."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

ARTICLE = """House panel asks Example Freight Co. about cranes

By Pat Example

WASHINGTON, Sept. 23, 2024 - The House Judiciary Committee sent a letter to Example Freight Co. on Monday.

The letter asks who may reach the software of the cranes from outside the port. It sets no date for an answer.

A spokesperson for Example Freight Co. declined to comment.
"""


def letters(path: Path, *titles: str) -> Path:
    company = {"name": "Example Freight Co.", "role": "addressee"}
    lines = [
        {"id": f"l-{n}", "kind": "letter", "title": title, "date": "2024-09", "companies": [company]}
        for n, title in enumerate(titles)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_imports_are_listed_and_taken_back(run: Run, tmp_path: Path) -> None:
    library = tmp_path / "lib.oversight"
    run("import", library, letters(tmp_path / "in.jsonl", "One", "Two"))
    run("import", library, letters(tmp_path / "in.jsonl", "One", "Another"))
    listed = json.loads(run("imports", library, "--json").stdout)["imports"]
    assert [(item["added"], item["updated"], item["unchanged"], item["undone"]) for item in listed] == [
        (0, 1, 1, False), (2, 0, 0, False),
    ]  # fmt: skip
    assert listed[0]["files"][0]["name"] == "in.jsonl"
    assert "1 updated" in run("imports", library).stdout
    undone = run("undo", library)
    assert undone.stdout == "0 records removed, 1 as before.\n"
    titles = [item["title"] for item in json.loads(run("search", library, "--json").stdout)["entries"]]
    assert sorted(titles) == ["One", "Two"]
    report = json.loads(run("undo", library, "1", "--json").stdout)
    assert report["removed"] + len(report["kept"]) == 2
    assert "undone" in run("imports", library).stdout
    assert "Traceback" not in run("undo", library, "2", code=3).stderr


def test_nothing_is_listed_of_an_empty_library(run: Run, tmp_path: Path) -> None:
    library = tmp_path / "lib.oversight"
    run("new", library)
    assert "Nothing was imported yet." in run("imports", library).stderr
    run("undo", library, code=3)


def test_what_an_article_tells_is_proposed_and_added_only_when_wanted(run: Run, tmp_path: Path) -> None:
    library, article = tmp_path / "lib.oversight", tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    run("import", library, letters(tmp_path / "in.jsonl", "One"))
    told = run("import", library, article)
    assert "0 added" in told.stdout
    assert "proposed. Nothing of it was added" in told.stderr
    proposed = json.loads(run("import", library, article, "--json").stdout)["proposals"]
    assert {item["lane"] for item in proposed} == {"action", "response"}
    assert all(item["passages"] for item in proposed)
    added = json.loads(run("import", library, article, "--accept-proposals", "--json").stdout)
    assert added["added"] == len(proposed), added
    found = json.loads(run("search", library, "--tag", "proposed", "--json").stdout)
    assert found["count"] == len(proposed)


def test_a_folder_is_imported_and_what_is_broken_in_it_is_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    letters(folder / "good.jsonl", "One", "Two")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (folder / "names.json").write_text(
        json.dumps({"0": {"cik_str": 1, "ticker": "XFC", "title": "EXAMPLE FREIGHT CO"}}), encoding="utf-8"
    )
    result = run("import", tmp_path / "lib.oversight", folder, code=1)
    assert "2 added" in result.stdout
    assert "1 name of committees and companies learned." in result.stderr
    assert "broken.pdf" in result.stderr
