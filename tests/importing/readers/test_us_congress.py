"""Committee meetings as the unitedstates/congress project writes them: a row for each committee."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import CommitteeRef, Entry
from oversight_viewer.importing.problems import Found
from tests.importing.readers.event_records import codes, entries, house_file, problems, read


def house(**changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "chamber": "house",
        "committee": "HSIF",
        "committee_names": ["Subcommittee on Oversight and Investigations"],
        "congress": 118,
        "guid": "11111111-aaaa-4bbb-8ccc-000000000001",
        "house_event_id": 199001,
        "house_meeting_type": "HHRG",
        "meeting_documents": [
            {
                "amendmendment_number": "7", "bill_id": "hr9901-118", "bioguide_id": None, "description": None,
                "published_on": "2023-03-10T10:00:00", "type": "CA", "type_name": "Committee amendment",
                "urls": [{"file_found": True, "url": "http://docs.house.gov/x/BILLS-118-A7.pdf"}], "version_code": "ih",
            }
        ],
        "occurs_at": "2023-03-15T14:30:00",
        "room": "RAYBURN 2123",
        "subcommittee": "02",
        "topic": "Example Freight",
        "bill_ids": ["hr9901-118", "s9-118", "odd"],
        "url": "http://docs.house.gov/Committee/Calendar/ByEvent.aspx?EventID=199001",
        "witnesses": [
            {
                "documents": [
                    {
                        "description": None, "published_on": "2023-03-12T10:00:00", "type": "WS",
                        "type_name": "Witness statement",
                        "urls": [{"file_found": False, "url": house_file("Wstate-ExampleP")}],
                    }
                ],
                "first_name": "Pat", "honorific": "Mr.", "house_event_id": "199001", "last_name": "Example",
                "middle_name": "Q.", "organization": "Example Freight Co.", "position": "Vice President",
                "witness_type": "Non-Governmental",
            }
        ],
    }  # fmt: skip
    return {name: value for name, value in {**row, **changes}.items() if value is not None}


def senate(**changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "bill_ids": [], "chamber": "senate", "committee": "SSFR", "congress": 118,
        "guid": "22222222-aaaa-4bbb-8ccc-000000000002", "occurs_at": "2023-03-15T10:00:00", "room": "SD-419",
        "subcommittee": None, "topic": "Hearings to examine freight.",
    }  # fmt: skip
    return {**row, **changes}


def of(tmp_path: Path, rows: Any) -> list[Entry]:
    found = read(tmp_path / "committee_meetings.json", rows, expected="us-congress")
    assert not problems(found)
    assert all(isinstance(piece, Found) and piece.is_part for piece in found)
    return entries(found)


@pytest.mark.parametrize("as_lines", [False, True])
def test_rows_of_one_event_are_one_entry(tmp_path: Path, as_lines: bool) -> None:
    names = ["Committee on Energy and Commerce", "Subcommittee on Oversight and Investigations"]
    rows = [
        house(subcommittee=None, committee_names=names),
        house(committee_names=names, guid="11111111-aaaa-4bbb-8ccc-000000000003"),
    ]
    event, testimony = of(tmp_path, "\n".join(map(json.dumps, rows)) if as_lines else rows)
    assert (event.id, event.kind, event.title) == ("event-house-199001", "hearing", "Example Freight")
    # Which of the names belongs to which row is not told.
    assert event.committees == (CommitteeRef("HSIF"), CommitteeRef("HSIF02"))
    assert event.identifiers["event_id"] == "199001"
    assert len(event.identifiers["guid"]) == 2  # type: ignore[arg-type]
    assert testimony.id == "event-house-199001-testimony-pat-example"
    assert [ref.name for ref in testimony.companies] == ["Example Freight Co."]


def test_a_house_row_is_read_whole(tmp_path: Path) -> None:
    event = of(tmp_path, [house()])[0]
    assert event.committees == (CommitteeRef("HSIF02", "Subcommittee on Oversight and Investigations"),)
    assert (str(event.date), event.congress, event.chamber) == ("2023-03-15", 118, "house")
    assert event.summary is not None
    assert event.summary.startswith("2:30 p.m., RAYBURN 2123. Witness: Mr. Pat Q. Example")
    body = event.body or ""
    assert "[Committee Amendment](http://docs.house.gov/x/BILLS-118-A7.pdf) – " in body
    assert "H.R. 9901 (118th Congress), ih, amendment 7, PDF" in body
    assert f"  - [Witness Statement]({house_file('Wstate-ExampleP')}) – PDF" in body
    assert "- S. 9 (118th Congress)\n- odd" in body
    assert event.sources[0].publisher == "unitedstates/congress"
    assert event.sources[0].url == "http://docs.house.gov/Committee/Calendar/ByEvent.aspx?EventID=199001"
    assert "us_congress" not in event.extra


@pytest.mark.parametrize(("code", "kind"), [("HHRG", "hearing"), ("HMKP", "markup"), ("HMTG", "business_meeting")])
def test_kinds_by_code(tmp_path: Path, code: str, kind: str) -> None:
    assert of(tmp_path, [house(house_meeting_type=code, witnesses=None)])[0].kind == kind


def test_senate_rows_have_no_number_of_an_event(tmp_path: Path) -> None:
    second = "00000000-aaaa-4bbb-8ccc-000000000009"
    rows = [
        senate(),
        senate(committee="SSGA", subcommittee="01", guid=second),
        senate(topic="To receive a closed briefing."),
    ]
    joint, briefing = of(tmp_path, rows)
    assert (joint.id, joint.kind, codes(joint)) == (f"event-senate-{second}", "hearing", ["SSFR", "SSGA01"])
    assert "10:00 a.m." in (joint.summary or "")
    assert (briefing.lane, briefing.kind) == (Lane.MEETING, "closed_briefing")
    # In whatever order the rows stand.
    assert of(tmp_path, rows[::-1])[1].id == joint.id


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (house(chamber="x"), "chamber is missing"),
        (house(topic=" "), "topic is missing"),
        (senate(guid=None), "neither an event number nor a GUID"),
        (7, "not an object"),
    ],
)
def test_a_bad_row_is_left_out_and_the_rest_goes_on(tmp_path: Path, row: Any, reason: str) -> None:
    found = read(tmp_path / "rows.json", [senate(), row])
    assert len(entries(found)) == 1
    (problem,) = problems(found)
    assert problem.where == "row 2"
    assert reason in problem.reason


def test_a_cut_file_says_where(tmp_path: Path) -> None:
    (problem,) = problems(read(tmp_path / "rows.json", json.dumps([senate()], indent=1)[:-30]))
    assert "not JSON" in problem.reason


def test_what_is_unknown_is_kept(tmp_path: Path) -> None:
    assert of(tmp_path, [senate(note="Example")])[0].extra["us_congress"] == {"note": "Example"}
