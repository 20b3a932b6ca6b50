from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oversight_viewer.cli.filters import resolve_mark
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.marks import MarkScheme
from tests.cli.conftest import Run

RunJson = Callable[..., Any]


def count(run_json: RunJson, sample: Path, *words: str) -> int:
    number: int = run_json("search", sample, *words)["count"]
    return number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["--committee", "HLZS"], ["--committee", "hlzs00"]),
        (["--committee", "HSIF"], ["--committee", "House Committee on Energy and Commerce"]),
        (["--committee", "HSIF"], ["--committee", "energy and commerce"]),
        (["--committee", "XCOM01"], ["--committee", "freight and ports"]),
        (["--company", "Meta"], ["--company", "facebook"]),
        (["--company", "Example Freight Co."], ["--company", "example freight co."]),
        (["--kind", "closed_briefing"], ["--kind", "closed briefing"]),
        (["--kind", "closed_briefing"], ["--kind", "Closed-Briefing"]),
        (["--mark", "members-only"], ["--mark", "Members only"]),
        (["--mark", "committee-confidential"], ["--mark", "confidential"]),
        (["--lane", "meeting"], ["--lane", "Meeting"]),
        (["--inquiry", "Port crane software"], ["--inquiry", "port crane software"]),
        (["--tag", "access logs"], ["--tag", "Access Logs"]),
        (["--person", "Mark Zuckerberg"], ["--person", "mark zuckerberg"]),
        (["--congress", "118"], ["--congress", "118th"]),
        (["--year", "2024"], ["--year", "2024", "--year", "2024"]),
        (["--since", "2024-02-01", "--until", "2024-02-29"], ["--since", "2024-02", "--until", "2024-02"]),
        (["--since", "2024-01-01", "--until", "2024-12-31"], ["--since", "2024", "--until", "2024"]),
    ],
)
def test_words_that_mean_the_same(run_json: RunJson, sample: Path, one: list[str], other: list[str]) -> None:
    found = run_json("search", sample, *one, "--limit", 0)
    assert found["count"] > 0
    assert run_json("search", sample, *other, "--limit", 0) == found


def test_values_of_one_filter_add_and_filters_narrow(run_json: RunJson, sample: Path) -> None:
    letters, subpoenas = (count(run_json, sample, "--kind", kind) for kind in ("letter", "subpoena"))
    both = ["--kind", "letter", "--kind", "subpoena"]
    assert count(run_json, sample, *both) == letters + subpoenas
    assert count(run_json, sample, *both, "--lane", "meeting") == 0
    assert count(run_json, sample, *both, "--not-kind", "subpoena") == letters


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("committee", "XCOM"),
        ("company", "Amazon"),
        ("lane", "meeting"),
        ("kind", "letter"),
        ("inquiry", "Port crane software"),
        ("mark", "public"),
        ("tag", "example"),
        ("person", "Chair"),
        ("congress", "118"),
        ("year", "2024"),
    ],
)
def test_what_is_with_and_what_is_without_is_everything(run_json: RunJson, sample: Path, name: str, value: str) -> None:
    with_it, without = (count(run_json, sample, f"--{option}", value) for option in (name, f"not-{name}"))
    assert with_it > 0
    assert with_it + without == count(run_json, sample)


def test_a_committee_and_a_company_can_be_meant_alone(run_json: RunJson, sample: Path) -> None:
    with_below, alone = (
        count(run_json, sample, "--committee", "XCOM", *words) for words in ([], ["--exact-committee"])
    )
    assert 0 < alone < with_below
    assert count(run_json, sample, "--company", "ByteDance", "--exact-company") < count(
        run_json, sample, "--company", "ByteDance"
    )


def test_what_waits_for_an_answer_is_found(run_json: RunJson, sample: Path) -> None:
    found = run_json("search", sample, "--unanswered", "--limit", 0)
    overdue = run_json("search", sample, "--unanswered", "--overdue", "--limit", 0)
    assert 0 < overdue["count"] <= found["count"]
    assert {entry["lane"] for entry in found["entries"]} == {"action"}


def test_a_committee_that_is_known_but_has_no_entry_gives_none(run_json: RunJson, sample: Path) -> None:
    assert count(run_json, sample, "--committee", "SSAF") == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--committee", "Freigt and Ports"], "Did you mean: XCOM01 (Freight and Ports)"),
        (["--committee", "  "], "no committee"),
        (["--company", "Amazn"], "Did you mean: Amazon?"),
        (["--company", ""], "no company"),
        (["--kind", "subpeona"], "Did you mean: subpoena?"),
        (["--mark", "top secret"], "There is: committee-confidential; executive-session; members-only; public."),
        (["--inquiry", "crane"], "Did you mean: Port crane software?"),
        (["--tag", "acces logs"], "access logs"),
        (["--person", "Mark Zuckerburg"], "Did you mean: Mark Zuckerberg?"),
        (["--congress", "999"], "no Congress “999”"),
        (["--year", "1066"], "no entry of the year “1066”"),
        (["--not-company", "Amazn"], "Did you mean: Amazon?"),
    ],
)
def test_a_word_that_means_nothing_is_answered_with_what_is_near(
    run: Run, sample: Path, words: list[str], message: str
) -> None:
    result = run("search", sample, *words, code=3)
    assert message in result.stderr
    assert result.stdout == ""


def test_a_name_of_several_is_not_guessed(run: Run, sample: Path) -> None:
    result = run("search", sample, "--committee", "judiciary", code=3)
    assert "HSJU" in result.stderr
    assert "SSJU" in result.stderr


def test_where_there_is_nothing_that_is_said(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "empty.oversight")
    for option, message in (("--company", "There is none in it."), ("--tag", "There is none in it.")):
        assert message in run("search", tmp_path / "empty.oversight", option, "x", code=3).stderr


def test_many_choices_are_not_all_listed(run: Run, sample: Path) -> None:
    result = run("search", sample, "--kind", "zzzzzz", code=3)
    assert "Among what there is: " in result.stderr
    assert result.stderr.rstrip().endswith("…")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--since", "2024-13"], "is not a date"),
        (["--until", "yesterday"], "is not a date"),
        (["--since", "2025", "--until", "2024"], "lies after"),
        (["--lane", "meetings"], "is not one of"),
        (["--limit", "-1"], "--limit"),
        (["--committe", "HSIF"], "--committee"),
    ],
)
def test_wrong_usage(run: Run, sample: Path, words: list[str], message: str) -> None:
    assert message in run("search", sample, *words, code=2).stderr


def test_a_ceiling_is_a_mark_of_the_office() -> None:
    assert resolve_mark("Committee confidential", MarkScheme()) == "committee-confidential"
    with pytest.raises(KnownError, match="no handling mark “secret”"):
        resolve_mark("secret", MarkScheme())
