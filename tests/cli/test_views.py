"""Saved views on the command line, and exports as tables."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.look_json import look_to_json
from oversight_viewer.domain.records import EntryId, JsonObject
from oversight_viewer.domain.views import Look, Order
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.storage.notebook_place import notebook_place
from oversight_viewer.user import Folders
from tests.cli.conftest import Run

RunJson = Callable[..., Any]
CRANES = Look(RecordFilter(text="crane", inquiries=Choice(("Port crane software",))), order=Order.OLDEST)
FILTERS = ["--inquiry", "Port crane software"]


def save(notebook: Path, **views: JsonObject) -> None:
    with closing(Notebook.open(notebook, author="reader")) as opened:
        for name, look in views.items():
            opened.save_view(name.replace("_", " "), look)


@pytest.fixture
def viewed(sample: Path) -> Path:
    """A sample library with two saved views."""
    save(sample.with_suffix(".notebook"), Port_cranes=look_to_json(CRANES), Flagged_ones={"filter": {"flagged": True}})
    return sample


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_search_finds_what_the_view_shows_in_its_order(run: Run, run_json: RunJson, viewed: Path) -> None:
    by_view = run_json("search", viewed, "--view", "port CRANES", "--limit", 0)
    by_filters = run_json("search", viewed, "crane", *FILTERS, "--limit", 0)
    assert by_view["count"] == by_filters["count"] > 3
    assert [item["id"] for item in by_view["entries"]] == [item["id"] for item in by_filters["entries"]][::-1]
    told = run("search", viewed, "--view", "Port cranes", "--limit", 2).stderr
    assert "in the inquiry Port crane software" in told
    assert "The oldest 2 are shown" in told


def test_an_unknown_view_is_told_with_those_that_there_are(run: Run, viewed: Path, sample_once: Path) -> None:
    told = run("search", viewed, "--view", "Ships", code=3).stderr
    assert "No saved view has the name “Ships”." in told
    assert "There is: Port cranes; Flagged ones." in told
    assert "No view is saved" in run("search", sample_once, "--view", "Ships", code=3).stderr


@pytest.mark.parametrize("more", [["crane"], ["--lane", "action"], ["--flagged"]])
def test_a_view_stands_instead_of_filters(run: Run, viewed: Path, more: list[str]) -> None:
    assert "not both" in run("search", viewed, *more, "--view", "Port cranes", code=2).stderr


def test_a_view_and_entries_do_not_go_together(run: Run, viewed: Path, tmp_path: Path) -> None:
    words = ["memo", viewed, "-o", tmp_path / "memo.md", "--view", "Port cranes"]
    assert "not both" in run(*words, "--entry", "example-crane-letter", code=2).stderr


def test_views_of_a_library_that_cannot_be_written_are_found(run_json: RunJson, sample: Path) -> None:
    place = notebook_place(sample, Folders.of_user().data, is_writable=lambda _: False)
    save(place.path, Mine=look_to_json(CRANES))
    assert run_json("search", sample, "--view", "Mine")["count"] > 3


def test_a_view_of_a_newer_version_says_what_is_left_out(run: Run, sample: Path) -> None:
    save(sample.with_suffix(".notebook"), Fair={"filter": {"text": "crane", "weather": "fair"}})
    assert "left out: filter.weather" in run("search", sample, "--view", "Fair").stderr


def test_a_notebook_that_cannot_be_read_is_told(run: Run, sample: Path) -> None:
    sample.with_suffix(".notebook").write_text("no notebook")
    assert "is not a notebook" in run("search", sample, "--view", "Port cranes", code=3).stderr


def test_a_memo_of_a_view(run: Run, viewed: Path, tmp_path: Path) -> None:
    run("memo", viewed, "-o", tmp_path / "by-view.md", "--view", "Port cranes", "--date", "2024-11-26")
    run("memo", viewed, "-o", tmp_path / "by-filter.md", "--text", "crane", *FILTERS, "--date", "2024-11-26")
    assert (tmp_path / "by-view.md").read_text() == (tmp_path / "by-filter.md").read_text()


def test_an_export_of_a_view_has_its_order(run: Run, viewed: Path, tmp_path: Path) -> None:
    for name in ("out.csv", "out.jsonl"):
        result = run("export", viewed, tmp_path / name, "--view", "Port cranes")
        assert "records written to" in result.stdout
    rows = rows_of(tmp_path / "out.csv")
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["id"] for line in lines} == {row["id"] for row in rows}
    assert all("in the inquiry Port crane software" in row["filter"] for row in rows)


def test_a_table_of_a_filter_has_the_newest_first(run: Run, run_json: RunJson, sample: Path, tmp_path: Path) -> None:
    result = run("export", sample, tmp_path / "out.csv", *FILTERS)
    found = run_json("search", sample, *FILTERS, "--limit", 0)
    rows = rows_of(tmp_path / "out.csv")
    assert [row["id"] for row in rows] == [item["id"] for item in found["entries"]]
    assert "committee confidential" in result.stdout
    assert "my notes" not in rows[0]


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_above_a_ceiling_nothing_leaves(run: Run, sample: Path, tmp_path: Path, name: str) -> None:
    everything = run("export", sample, tmp_path / f"all-{name}", *FILTERS)
    result = run("export", sample, tmp_path / name, *FILTERS, "--ceiling", "public")
    assert "committee confidential" in everything.stdout
    assert "confidential" not in result.stdout
    assert "withheld: marked above Public." in result.stderr
    text = (tmp_path / name).read_text(encoding="utf-8-sig")
    assert "Engineers walk through the update servers" not in text
    assert "Remote access to port cranes" in text
    told = run("export", sample, tmp_path / name, "--ceiling", "secret", code=3).stderr
    assert "no handling mark “secret”" in told


def test_notes_leave_with_a_table_only_when_that_is_asked_for(run: Run, sample: Path, tmp_path: Path) -> None:
    with closing(Notebook.open(sample.with_suffix(".notebook"), author="reader")) as notebook:
        notebook.write_note(EntryId("example-crane-letter"), "=A remark of my own.", ["call"])
    run("export", sample, tmp_path / "without.csv", *FILTERS)
    run("export", sample, tmp_path / "with.csv", *FILTERS, "--notes")
    assert "remark of my own" not in (tmp_path / "without.csv").read_text(encoding="utf-8-sig")
    row = next(row for row in rows_of(tmp_path / "with.csv") if row["id"] == "example-crane-letter")
    assert (row["my notes"], row["my tags"]) == ("'=A remark of my own.", "call")
    assert "Only a table" in run("export", sample, tmp_path / "with.jsonl", "--notes", code=2).stderr


@pytest.mark.parametrize("name", ["out.xlsx", "out", "out.csv.gz", "out.json"])
def test_a_file_without_a_known_ending_is_not_written(run: Run, sample: Path, tmp_path: Path, name: str) -> None:
    assert "must end in .csv, .jsonl or .jsonl.gz" in run("export", sample, tmp_path / name, code=2).stderr
    assert not (tmp_path / name).exists()


def test_packed_lines_are_the_same_lines(run: Run, sample: Path, tmp_path: Path) -> None:
    run("export", sample, tmp_path / "one.jsonl")
    run("export", sample, tmp_path / "one.jsonl.gz")
    again = tmp_path / "again.oversight"
    run("import", again, tmp_path / "one.jsonl.gz")
    run("export", again, tmp_path / "two.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_nothing_of_this_makes_or_changes_a_notebook(run: Run, viewed: Path, tmp_path: Path) -> None:
    notebook = viewed.with_suffix(".notebook")
    content = notebook.read_bytes()
    run("export", viewed, tmp_path / "out.csv", "--view", "Port cranes", "--notes")
    assert notebook.read_bytes() == content
    bare = Path(shutil.copyfile(viewed, tmp_path / "bare.oversight"))
    run("search", bare, "--view", "Port cranes", code=3)
    assert not bare.with_suffix(".notebook").exists()
