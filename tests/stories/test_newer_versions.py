"""A hearing is postponed: the newer file of the House takes the place of the earlier one, whatever comes first."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from oversight_viewer.cli.commands import cli
from tests.importing.readers.event_records import meeting

Run = Callable[..., Any]

EVENT = "event-house-199001"
NOTICE = """<committee-meeting congress-num="119" session-num="1" meeting-id="HHRG199001" meeting-type="HHRG"
  update-date="{updated}"><current-status>{status}</current-status><meeting-details><committees>
  <committee-name id="IF00">Committee on Energy and Commerce</committee-name></committees>
  <meeting-date><calendar-date>{day}</calendar-date><start-time>10:00:00</start-time></meeting-date>
  <meeting-location><capitol-complex><room>{room}</room><building>RAYBURN</building></capitol-complex>
  </meeting-location><meeting-title>Example Freight and its Cranes</meeting-title></meeting-details>
  <meeting-documents><meeting-document type="SD"><description>{document}</description></meeting-document>
  </meeting-documents></committee-meeting>"""
FILES = {
    "scheduled.xml": NOTICE.format(
        updated="2025-03-01T12:00:00", status="S", day="2025-03-10", room="2123", document="First memo"
    ),
    "postponed.xml": NOTICE.format(
        updated="2025-03-05T12:00:00", status="P", day="2025-04-02", room="2322", document="Second memo"
    ),
    "witnesses.xml": """<witness-list meeting-id="199001"><panel><witness testified="Yes"><honorific>Dr.</honorific>
  <firstname>Pat</firstname><lastname>Example</lastname><organization>Example University</organization></witness>
  </panel></witness-list>""",
}


@pytest.fixture
def run() -> Run:
    def with_words(*words: object) -> Any:
        result = CliRunner().invoke(cli, [*map(str, words), "--json"])
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return with_words


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: tmp_path / name for name in FILES}


def new_library(path: Path) -> Path:
    assert CliRunner().invoke(cli, ["new", str(path)]).exit_code == 0
    return path


ORDERS = list(permutations(FILES))


@pytest.mark.parametrize(
    ("order", "at_once"), [*((order, False) for order in ORDERS), (ORDERS[0], True), (ORDERS[-1], True)]
)
def test_the_last_word_of_the_house_stands(
    tmp_path: Path, files: dict[str, Path], run: Run, order: tuple[str, ...], at_once: bool
) -> None:
    # GIVEN a library
    library = new_library(tmp_path / "record.oversight")
    # WHEN the files of a hearing are imported together, or one after the other
    for paths in [list(order)] if at_once else [[name] for name in order]:
        run("import", library, *(files[name] for name in paths))
    # THEN the entry says what the latest version of each says
    entry = run("show", library, EVENT)
    assert (entry["date"], entry["summary"][:10]) == ("2025-04-02", "Postponed.")
    assert entry["title"] == "Example Freight and its Cranes"
    assert "2322" in entry["body"]
    assert "Second memo" in entry["body"]
    assert not any(word in entry["body"] for word in ("2123", "First memo"))
    assert [person["name"] for person in entry["people"]] == ["Dr. Pat Example"]
    assert "conflicts" not in entry.get("extra", {})
    # AND importing any of them again changes nothing
    for path in files.values():
        report = run("import", library, path)
        assert (report["added"], report["updated"], report["unchanged"]) == (0, 0, 1)
    assert run("search", library)["count"] == 1


def test_the_import_of_a_newer_version_can_be_undone(tmp_path: Path, files: dict[str, Path], run: Run) -> None:
    library = new_library(tmp_path / "record.oversight")
    run("import", library, files["scheduled.xml"], files["witnesses.xml"])
    before = run("show", library, EVENT)
    report = run("import", library, files["postponed.xml"])
    assert report["updated"] == 1
    result = CliRunner().invoke(cli, ["undo", str(library), "2"])
    assert result.exit_code == 0, result.output
    assert run("show", library, EVENT) == before
    # The newer version comes in again, and an older one after it does no harm.
    run("import", library, files["postponed.xml"])
    run("import", library, files["scheduled.xml"])
    assert run("show", library, EVENT)["date"] == "2025-04-02"


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0), (1, 0, 1)])
@pytest.mark.parametrize("at_once", [True, False])
def test_an_older_answer_of_the_library_of_congress_undoes_no_newer_one(
    tmp_path: Path, run: Run, order: tuple[int, ...], at_once: bool
) -> None:
    library = new_library(tmp_path / "record.oversight")
    answers = [
        meeting(updateDate="2025-03-02T00:00:00Z", meetingStatus="Postponed", date="2025-04-02T14:00:00Z"),
        meeting(updateDate="2025-03-09T00:00:00Z", meetingStatus="Rescheduled", date="2025-05-02T14:00:00Z"),
    ]
    paths = [tmp_path / f"answer-{number}.json" for number in order]
    for path, number in zip(paths, order, strict=True):
        path.write_text(json.dumps(answers[number]), encoding="utf-8")
    for some in [paths] if at_once else [[path] for path in paths]:
        run("import", library, *some)
    entry = run("show", library, EVENT)
    assert (entry["date"], entry["extra"]["meeting_status"]) == ("2025-05-02", "Rescheduled")
    assert "conflicts" not in entry["extra"]
    assert "Postponed" not in entry["body"]


@pytest.mark.parametrize("turned", [False, True])
def test_a_newer_answer_of_the_library_of_congress_goes_before_an_older_file(
    tmp_path: Path, files: dict[str, Path], run: Run, turned: bool
) -> None:
    library = new_library(tmp_path / "record.oversight")
    answers = []
    for name, changes in (
        ("old.json", {"updateDate": "2025-03-02T00:00:00Z"}),
        ("new.json", {"updateDate": "2025-03-09 00:00:00+00:00", "meetingStatus": "Canceled", "witnesses": []}),
    ):
        path = tmp_path / name
        path.write_text(json.dumps(meeting(date="2025-04-02T14:00:00Z", **changes)), encoding="utf-8")
        answers.append(path)
    paths = [*answers, files["postponed.xml"]]
    for path in reversed(paths) if turned else paths:
        run("import", library, path)
    entry = run("show", library, EVENT)
    assert entry["summary"].startswith("Canceled.")
    assert entry["extra"]["meeting_status"] == "Canceled"
    assert "people" not in entry
