"""Names of companies from the command line: reviewed, decided, undone, with what is wrong said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oversight_viewer.domain.company_ids import lei_check_digits
from tests.cli.conftest import Run

RunJson = Callable[..., Any]
FREIGHT, COMPANY, RAIL = "Example Freight Co.", "Example Freight Company", "Example Rail"


@pytest.fixture
def library(run: Run, tmp_path: Path) -> Path:
    """Two companies whose names are near, named by two and one entries, and another with an owner."""
    named = [[FREIGHT], [FREIGHT, {"name": RAIL, "parent": "Example Holding"}], [COMPANY]]
    lines = [{"id": f"e{n}", "kind": "letter", "title": "A letter", "companies": c} for n, c in enumerate(named)]
    record = tmp_path / "record.jsonl"
    record.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    run("import", tmp_path / "lib.oversight", record)
    return tmp_path / "lib.oversight"


def companies(run_json: RunJson, library: Path) -> dict[str, int]:
    return {item["name"]: item["entries"] for item in run_json("names", library, "list")["companies"]}


def pairs(run_json: RunJson, library: Path) -> list[set[str]]:
    found = run_json("names", library)
    assert found["count"] == len(found["pairs"])
    return [{pair["first"]["name"], pair["second"]["name"]} for pair in found["pairs"]]


def test_near_names_are_listed_with_and_without_their_verb(run: Run, run_json: RunJson, library: Path) -> None:
    assert pairs(run_json, library) == [{FREIGHT, COMPANY}]
    assert run_json("names", library) == run_json("names", library, "near")
    result = run("names", library)
    assert f"{FREIGHT} (2)" in result.stdout
    assert "1 pair to look at" in result.stderr
    text = run("names", "--help").stdout
    assert "merge" in text
    assert "..." not in text.partition("Commands:")[2]


def test_two_are_merged_and_found_by_either_name_and_that_is_undone(run: Run, run_json: RunJson, library: Path) -> None:
    result = run("names", library, "merge", COMPANY.upper(), FREIGHT)
    assert result.stdout == f"Decision 1: “{COMPANY}” is “{FREIGHT}”.\n"
    assert result.stderr.startswith(f"1 entry is shown under “{FREIGHT}” from now on")
    assert companies(run_json, library) == {FREIGHT: 3, RAIL: 1, "Example Holding": 1}
    assert pairs(run_json, library) == []
    assert "No two companies" in run("names", library).stderr
    assert run_json("search", library, "--company", COMPANY)["count"] == 3
    shown = run_json("names", library, "show", COMPANY)
    assert shown["name"] == FREIGHT
    assert {item["name"] for item in shown["written"]} == {FREIGHT, COMPANY}
    assert "Written:" in run("names", library, "show", FREIGHT).stdout
    run("names", library, "split", COMPANY)
    assert companies(run_json, library)[COMPANY] == 1
    assert "rests on" in run("names", library, "undo", "1", code=3).stderr
    assert run("names", library, "undo", "1", "2").stdout == "2 decisions undone.\n"
    assert pairs(run_json, library) == [{FREIGHT, COMPANY}]
    made = run_json("names", library, "decisions")["decisions"]
    assert [(item["id"], item["kind"], item["undone"]) for item in made] == [(2, "split", True), (1, "merge", True)]
    assert "(undone)" in run("names", library, "decisions").stdout


def test_two_are_told_apart(run: Run, run_json: RunJson, library: Path) -> None:
    run("names", library, "apart", FREIGHT, COMPANY)
    assert pairs(run_json, library) == []
    assert run_json("names", library, "show", FREIGHT)["near"] == []
    assert "not the same" in run("names", library, "merge", COMPANY, FREIGHT, code=3).stderr
    assert "decided already" in run("names", library, "apart", COMPANY, FREIGHT, code=3).stderr
    run("names", library, "undo", "1")
    assert pairs(run_json, library) == [{FREIGHT, COMPANY}]


def test_owners_and_other_names(run: Run, run_json: RunJson, library: Path) -> None:
    run("names", library, "owner", FREIGHT, "example holding")
    assert run_json("names", library, "show", FREIGHT)["owner"] == "Example Holding"
    run("names", library, "owner", FREIGHT, "--none")
    assert run_json("names", library, "show", FREIGHT)["owner"] is None
    run("names", library, "owner", FREIGHT, code=2)
    assert "so already" in run("names", library, "owner", FREIGHT, "--none", code=3).stderr
    run("names", library, "alias", RAIL, "ER")
    assert run_json("names", library, "show", "ER")["aliases"] == ["ER"]
    assert "Its other names are: ER." in run("names", library, "alias", RAIL, "RE", "--remove", code=3).stderr
    run("names", library, "alias", RAIL, "er", "--remove")
    assert run_json("names", library, "show", RAIL)["aliases"] == []


def test_a_company_is_called_otherwise_and_keeps_its_owner(run: Run, run_json: RunJson, library: Path) -> None:
    result = run("names", library, "rename", RAIL, " Sample   Rail ")
    assert result.stdout.splitlines() == [
        "Decision 1: “Sample Rail” is owned by “Example Holding”.",
        f"Decision 2: “{RAIL}” is “Sample Rail”.",
    ]
    shown = run_json("names", library, "show", RAIL)
    assert (shown["name"], shown["owner"]) == ("Sample Rail", "Example Holding")
    assert "merge the two" in run("names", library, "rename", "Sample Rail", FREIGHT, code=3).stderr
    assert "so already" in run("names", library, "rename", RAIL, "sample rail", code=3).stderr
    run("names", library, "undo", "2")
    assert set(companies(run_json, library)) == {FREIGHT, COMPANY, RAIL, "Example Holding"}


def test_numbers_are_checked_and_kept(run: Run, run_json: RunJson, library: Path) -> None:
    lei = "EXAMPLEFREIGHT0000" + lei_check_digits("EXAMPLEFREIGHT0000")
    run("names", library, "numbers", FREIGHT, "--cik", "0001234567", "--lei", lei, "--ticker", "xfc")
    run("names", library, "numbers", FREIGHT, "--ticker", "EXF", "--ticker", "EXFB")
    shown = run_json("names", library, "show", FREIGHT)
    assert (shown["cik"], shown["lei"], shown["tickers"]) == (1234567, lei, ["EXF", "EXFB"])
    assert "0001234567" in run("names", library, "show", FREIGHT).stdout
    assert "LEI" in run("names", library, "numbers", FREIGHT, "--lei", lei.replace("F", "G"), code=2).stderr
    assert "at least one" in run("names", library, "numbers", FREIGHT, code=2).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("merge", "Example Fright Co.", FREIGHT), "Did you mean: Example Freight Co."),
        (("merge", FREIGHT, "Nobody"), "The library has no company “Nobody”"),
        (("merge", FREIGHT, FREIGHT), "cannot be merged into itself"),
        (("show", "Nobody"), "no company"),
        (("split", FREIGHT), "say with --to"),
        (("split", "Example Holding", "--to", RAIL), "No record writes"),
        (("owner", FREIGHT, FREIGHT), "cannot own itself"),
        (("undo", "7"), "is not there"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_changed(
    run: Run, run_json: RunJson, library: Path, words: tuple[str, ...], said: str
) -> None:
    before = companies(run_json, library)
    assert said in run("names", library, *words, code=3).stderr
    assert companies(run_json, library) == before
    assert run_json("names", library, "decisions")["count"] == 0


def test_an_empty_library_has_nothing_to_review(run: Run, run_json: RunJson, tmp_path: Path) -> None:
    run("new", tmp_path / "lib.oversight")
    assert run_json("names", tmp_path / "lib.oversight") == {"count": 0, "pairs": []}
    assert "There is none" in run("names", tmp_path / "lib.oversight", "list").stderr
    assert "Nothing was decided" in run("names", tmp_path / "lib.oversight", "decisions").stderr
    run("names", tmp_path / "lib.oversight", "bogus", code=2)
    run("names", tmp_path / "missing.oversight", code=3)
