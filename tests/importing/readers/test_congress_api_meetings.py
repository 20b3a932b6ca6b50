"""Committee meetings of the Congress.gov API, with what goes wrong in real ones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import CommitteeRef, CompanyRef, Entry, Link
from oversight_viewer.domain.versions import VERSIONS, is_version
from oversight_viewer.importing.problems import Found
from tests.importing.readers.event_records import codes, entries, house_file, meeting, problems, read, the_means


def of(tmp_path: Path, **changes: Any) -> list[Entry]:
    found = read(tmp_path / "answer.json", {"committeeMeeting": meeting(**changes)}, expected="congress-api")
    assert not problems(found)
    # Each says which version of the record it is: a newer answer takes the place of an older one.
    assert all(piece.is_part is is_version(piece.entry) for piece in found if isinstance(piece, Found))
    return entries(found)


def test_a_hearing_is_read_whole(tmp_path: Path) -> None:
    hearing, testimony = of(tmp_path)
    assert (hearing.id, hearing.lane, hearing.kind, hearing.mark) == (
        "event-house-199001", Lane.ACTION, "hearing", "public",
    )  # fmt: skip
    assert str(hearing.date) == "2023-03-15"
    assert hearing.title == "Example Hearing on Freight"
    assert codes(hearing) == ["HSIF02"]
    assert (hearing.congress, hearing.chamber) == (118, "house")
    assert hearing.identifiers == {"event_id": "199001"}
    assert [(one.name, one.role, one.organization) for one in hearing.people] == [
        ("Mr. Pat Q. Example", "witness", "Example Freight Co."),
        ("The Honorable Robin Sample", "witness", "Example Bureau of Freight"),
    ]
    assert hearing.companies == (CompanyRef("Example Freight Co.", "witness"),)
    assert hearing.summary is not None
    assert hearing.summary.startswith(
        "10:00 a.m., 2123, Rayburn House Office Building. Witnesses: Mr. Pat Q. Example ("
    )
    assert hearing.extra["location"] == "2123, Rayburn House Office Building"
    assert hearing.extra["start_time"] == "10:00"
    source = hearing.sources[0]
    assert (source.publisher, source.accessed) == ("Congress.gov", "2026-03-04")
    assert source.url == "https://api.congress.gov/v3/committee-meeting/118/house/199001"
    assert hearing.body is not None
    statement = house_file("Wstate-ExampleP")
    assert f"- **Mr. Pat Q. Example**, Vice President, Example Freight Co.\n  - [Witness Statement]({statement})" in (
        hearing.body
    )
    assert f"[Hearing Notice]({house_file('', folder='documents')}) – Support Document, PDF" in hearing.body
    assert "- H.R. 9901 (118th Congress)" in hearing.body
    # The witness of the agency gives no testimony in the lane of companies.
    assert testimony.id == "event-house-199001-testimony-pat-example"
    assert (testimony.lane, testimony.kind) == (Lane.RESPONSE, "testimony")
    assert testimony.title == "Testimony of Mr. Pat Q. Example, Vice President, Example Freight Co."
    assert testimony.links == (Link("testimony_at", hearing.id),)
    assert testimony.companies == (CompanyRef("Example Freight Co.", "witness"),)
    assert testimony.people[0].role == "witness"
    assert testimony.date == hearing.date
    assert statement in (testimony.body or "")


@pytest.mark.parametrize("shape", ["wrapped", "bare", "list", "lines", "wrapped lines", "container", "item"])
def test_wrappers_lists_and_lines_are_all_read(tmp_path: Path, shape: str) -> None:
    one, two = meeting(), meeting(eventId="199002", title="Another Hearing")
    data: Any = {
        "wrapped": {"committeeMeeting": one, "request": {"format": "json"}},
        "bare": one,
        "list": [one, {"committeeMeeting": two}],
        "lines": "\n".join(map(json.dumps, (one, two))),
        "wrapped lines": "\n".join(json.dumps({"committeeMeeting": item}) for item in (one, two)) + "\n",
        "container": {"committeeMeetings": [one, two]},
        "item": {"committeeMeeting": {"item": [one]}},
    }[shape]
    found = read(tmp_path / "answer.json", data, expected="congress-api")
    assert not problems(found)
    ids = [entry.id for entry in entries(found) if entry.kind == "hearing"]
    whole = ["event-house-199001", "event-house-199002"]
    assert ids == (whole if shape in {"list", "lines", "wrapped lines", "container"} else whole[:1])


UPDATE = "2024-12-02T04:44:57Z"


@pytest.mark.parametrize(
    ("written", "updated", "files", "day", "time"),
    [
        ("2023-03-15T14:00:00Z", "2024-01-02T03:04:05Z", "20230315", "2023-03-15", "10:00"),
        # In winter Washington is five hours behind; an evening there is the next day in UTC.
        ("2021-01-27T15:00:00Z", "", "", "2021-01-27", "10:00"),
        ("2023-03-15T01:30:00Z", "", "20230314", "2023-03-14", "21:30"),
        ("2023-01-11 01:30:00+00:00", "", "", "2023-01-10", "20:30"),
        # The date is the time of the update: only the files tell the day, or nothing does.
        (UPDATE, UPDATE, "20230324", "2023-03-24", ""),
        (UPDATE, "2024-12-02 04:44:57+00:00", "20230324", "2023-03-24", ""),
        (UPDATE, UPDATE, "", "None", ""),
        (UPDATE, "2025-01-01T00:00:00Z", "20230324", "2023-03-24", ""),
        # A plain day, and what the documentation shows.
        ("2023-03-15", "", "", "2023-03-15", ""),
        ("2023-03-24 13T00:00:00Z", "", "", "2023-03-24", ""),
        ("2023-02-30", "", "", "None", ""),
        ("0001-01-01T00:00:00Z", "", "", "0001-01-01", ""),
        ("soon", "", "", "None", ""),
    ],
)
def test_the_day_is_that_of_washington_and_never_that_of_the_update(
    tmp_path: Path, written: str, updated: str, files: str, day: str, time: str
) -> None:
    documents = [{"documentType": "Witness Statement", "url": house_file("Wstate-ExampleP", files)}] if files else []
    hearing = of(tmp_path, date=written, updateDate=updated, meetingDocuments=[], witnessDocuments=documents)[0]
    assert str(hearing.date) == day
    assert hearing.extra.get("start_time", "") == time
    if day == "None" and updated:
        assert "update" in str(hearing.extra["date_from"])


def test_files_that_name_two_days_tell_none(tmp_path: Path) -> None:
    documents = [{"url": house_file("Wstate-ExampleP", day)} for day in ("20230315", "20230316")]
    hearing = of(tmp_path, date=UPDATE, updateDate=UPDATE, meetingDocuments=[], witnessDocuments=documents)[0]
    assert hearing.date is None


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        (
            "Legislative hearing on: •\tH.R. 1 (Rep. Example), To move freight; and\r\n•\tH.R. 2, To stop it.",
            "Legislative hearing on: H.R. 1 (Rep. Example), To move freight; and H.R. 2, To stop it.",
        ),
        ("“Understanding Freight - Considerations.”", "“Understanding Freight - Considerations.”"),
        ("  FREIGHT\u0000 IN CAPITALS ", "FREIGHT IN CAPITALS"),
        ("CLEAR- ANCE OF FREIGHT", "CLEAR- ANCE OF FREIGHT"),
    ],
)
def test_a_title_is_one_line_and_else_as_it_is(tmp_path: Path, title: str, kept: str) -> None:
    assert of(tmp_path, title=title)[0].title == kept


@pytest.mark.parametrize(
    ("chamber", "word", "title", "lane", "kind"),
    [
        ("House", "Hearing", "Freight", Lane.ACTION, "hearing"),
        ("House", "Markup", "H.R. 9901", Lane.ACTION, "markup"),
        ("House", "Meeting", "H.R. 9901, General Debate", Lane.ACTION, "business_meeting"),
        ("House", "Meeting", "Organizational Meeting", Lane.ACTION, "business_meeting"),
        # Copies of the record call everything a hearing.
        ("House", "Hearing", "Full Committee Markup of Two Bills", Lane.ACTION, "markup"),
        ("House", "Hearing", "Organizational Meeting", Lane.ACTION, "business_meeting"),
        ("House", "Hearing", "Hearing on the Markup of Freight", Lane.ACTION, "hearing"),
        # The Senate calls everything a meeting.
        ("Senate", "Meeting", "An oversight hearing to examine freight.", Lane.ACTION, "hearing"),
        ("Senate", "Meeting", "Hearings to examine freight.", Lane.ACTION, "hearing"),
        ("Senate", "Meeting", "Open hearing to examine freight.", Lane.ACTION, "hearing"),
        (
            "Senate", "Meeting", "Business meeting to consider x; to be immediately followed by hearings to examine y.",
            Lane.ACTION, "business_meeting",
        ),
        ("Senate", "Meeting", "Business meeting to mark up S. 9901.", Lane.ACTION, "markup"),
        ("Senate", "Meeting", "Business meeting to consider pending business.", Lane.ACTION, "business_meeting"),
        ("Senate", "Meeting", "Hearings to examine closing the gap in freight.", Lane.ACTION, "hearing"),
        ("House", "Hearing", "How Rules Closed the Door on Freight", Lane.ACTION, "hearing"),
        ("Senate", "Meeting", "To receive a closed briefing on freight.", Lane.MEETING, "closed_briefing"),
        ("Senate", "Meeting", "Closed hearings to examine freight.", Lane.MEETING, "closed_session"),
        ("House", "Hearing", "Budget Request for Freight (CLOSED)", Lane.MEETING, "closed_session"),
        (
            "Senate", "Meeting",
            "Closed business meeting to consider freight; to be immediately followed by a closed briefing.",
            Lane.MEETING, "closed_session",
        ),
    ],
)  # fmt: skip
def test_lane_and_kind(tmp_path: Path, chamber: str, word: str, title: str, lane: Lane, kind: str) -> None:
    found = of(tmp_path, chamber=chamber, type=word, title=title, witnesses=[])
    assert [(entry.lane, entry.kind) for entry in found] == [(lane, kind)]
    assert found[0].mark == ("executive-session" if lane is Lane.MEETING else "public")


@pytest.mark.parametrize("title", ["- " * 5_000 + "x", "closed " * 5_000, "open/" * 5_000, "followed by " * 2_000])
def test_no_title_takes_long(tmp_path: Path, title: str) -> None:
    assert len(of(tmp_path, title=title, chamber="Senate", witnesses=[])) in {1, 2}


@pytest.mark.parametrize(
    "title",
    [
        "Hearings to examine freight; to be immediately followed by a closed session in SVC-217.",
        "Open/Closed Hearing: Freight",
        "Open and Closed: Worldwide Freight",
    ],
)
def test_an_open_event_with_a_closed_part_is_two_entries(tmp_path: Path, title: str) -> None:
    hearing, closed = of(tmp_path, title=title, witnesses=[])
    assert (hearing.lane, hearing.kind, hearing.mark) == (Lane.ACTION, "hearing", "public")
    assert (closed.lane, closed.kind, closed.mark) == (Lane.MEETING, "closed_session", "executive-session")
    assert closed.id == "event-house-199001-closed"
    assert hearing.links == (Link("related", closed.id),)
    assert closed.links == (Link("related", hearing.id),)
    assert closed.date == hearing.date
    assert not closed.people


def test_testimony_behind_closed_doors_is_marked_as_the_session(tmp_path: Path) -> None:
    closed, testimony = of(tmp_path, title="Freight (CLOSED)")
    assert (closed.mark, testimony.mark) == ("executive-session", "executive-session")


def test_a_joint_event_lists_both_chambers_and_each_record_once(tmp_path: Path) -> None:
    hearing = of(
        tmp_path,
        committees=[
            {"name": "House Homeland Security", "systemCode": "hshm00", "url": "https://api.congress.gov/v3/committee/house/hshm00"},
            {"systemCode": "ssga00", "url": "https://api.congress.gov/v3/committee/house/ssga00"},
            {"systemCode": "SSGA00", "name": "Senate Homeland Security and Governmental Affairs"},
            {"name": "Example Joint Panel"},
            {},
        ],
        hearingTranscript=[
            {"jacketNumber": 59001, "url": "https://api.congress.gov/v3/hearing/118/joint/59001?format=json"},
            {"jacketNumber": 59001, "url": "https://api.congress.gov/v3/hearing/118/house/59001?format=json"},
        ],
    )[0]  # fmt: skip
    assert hearing.committees == (
        CommitteeRef("HSHM", "House Homeland Security"),
        CommitteeRef("SSGA", "Senate Homeland Security and Governmental Affairs"),
        CommitteeRef(None, "Example Joint Panel", {"chamber": "house"}),
    )
    assert hearing.identifiers["jacket"] == "59001"
    assert (hearing.body or "").count("59001") == 2  # the name and the address of one link


def test_two_transcripts_are_both_kept(tmp_path: Path) -> None:
    transcripts = [{"jacketNumber": number} for number in (59001, "59002")]
    hearing = of(tmp_path, hearingTranscript=transcripts)[0]
    assert hearing.identifiers["jacket"] == ["59001", "59002"]
    assert hearing.identifiers["package_id"] == ["CHRG-118hhrg59001", "CHRG-118hhrg59002"]


def test_a_printed_record_is_found_among_the_documents(tmp_path: Path) -> None:
    address = "https://www.congress.gov/112/meeting/house/199001/documents/CHRG-112hhrg79999.pdf"
    hearing = of(tmp_path, congress=112, meetingDocuments=[{"name": "Printed Hearing Record", "url": address}])[0]
    assert hearing.identifiers["package_id"] == "CHRG-112hhrg79999"
    assert hearing.identifiers["jacket"] == "79999"


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ({"room": "WEBEX", "building": "----------"}, "WEBEX"),
        (
            {
                "address": '{"buildingName": "Example Hall", "streetAddress": "1 Example Street",'
                ' "city": "Springfield", "state": "IL", "postalCode": "62701"}'
            },
            "Example Hall, 1 Example Street, Springfield, IL 62701",
        ),
        ({"address": {"buildingName": "Example Hall", "city": "Springfield"}}, "Example Hall, Springfield"),
        ({"address": "Example Hall, Springfield"}, "Example Hall, Springfield"),
        ({"address": '{"broken'}, '{"broken'),
    ],
)
def test_places(tmp_path: Path, location: dict[str, Any], words: str) -> None:
    hearing = of(tmp_path, location=location)[0]
    assert hearing.extra["location"] == words
    assert words in (hearing.summary or "")


@pytest.mark.parametrize(("written", "word"), [("Canceled", "Canceled"), ("Cancelled", "Canceled"), ("Postponed",) * 2])
def test_an_event_that_is_called_off_stays_and_nobody_testified(tmp_path: Path, written: str, word: str) -> None:
    (hearing,) = of(tmp_path, meetingStatus=written)
    assert hearing.kind == "hearing"
    assert hearing.extra["meeting_status"] == word
    assert (hearing.summary or "").startswith(f"{word}.")
    assert f"Status: {word}" in (hearing.body or "")
    assert len(hearing.people) == 2


def test_who_is_still_to_speak_has_not_testified(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    ahead = read(path, {"committeeMeeting": meeting()}, the_means(date(2023, 3, 14)))
    assert [entry.kind for entry in entries(ahead)] == ["hearing"]


def test_continuations_videos_nominations_and_what_has_no_place(tmp_path: Path) -> None:
    hearing = of(
        tmp_path,
        continuations=[{"continuationDate": "2023-03-16T14:30:00Z"}],
        videos=[
            {"name": "Freight [live]", "url": "https://www.youtube.com/watch?v=example"},
            {"url": "javascript:alert(1)"},
        ],
        relatedItems={
            "nominations": [
                {"congress": 118, "number": 78, "part": "20"},
                {"congress": 118, "number": 79, "part": "00"},
            ],
            "treaties": [{"congress": 118, "number": 3, "part": "A"}],
        },
        isManuallyCurated="Y",
    )[0]  # fmt: skip
    body = hearing.body or ""
    assert "Continued on: 16 Mar 2023, 10:30 a.m." in body
    assert r"[Freight \[live\]](https://www.youtube.com/watch?v=example)" in body
    assert "javascript" not in body
    assert "Nomination PN78-20 (118th Congress)" in body
    assert "Nomination PN79 (118th Congress)" in body
    assert "Treaty 3-A" in body
    assert hearing.extra["congress_api"] == {"isManuallyCurated": "Y", "updateDate": "2024-01-02T03:04:05+00:00"}


@pytest.mark.parametrize(
    ("written", "code"),
    [("hsif02", "HSIF02"), ("HSIF02", "HSIF02"), ("IF02", "HSIF02"), ("HSIF", "HSIF"), ("hsif00", "HSIF"),
     ("hszs00", "HLZS"), ("hlzs00", "HLZS"), ("hlqj00", "HLQJ"), ("IF99", "HSIF99"), ("hsxx07", "HSXX07")],
)  # fmt: skip
def test_codes_of_committees_are_one(tmp_path: Path, written: str, code: str) -> None:
    assert codes(of(tmp_path, committees=[{"systemCode": written}])[0]) == [code]


def test_other_spellings_of_fields(tmp_path: Path) -> None:
    record = meeting(eventId=None, congress=None) | {"eventid": 199001, "congressNumber": "118"}
    (hearing, _) = entries(read(tmp_path / "answer.json", {"committeeMeeting": record}))
    assert (hearing.id, hearing.congress) == ("event-house-199001", 118)


def test_no_key_of_the_api_is_kept(tmp_path: Path) -> None:
    secret = "DEMO0123456789"
    found = of(
        tmp_path,
        _url=f"https://api.congress.gov/v3/committee-meeting/118/house/199001?api_key={secret}&format=json",
        note=f"see https://api.congress.gov/v3/x?api_key={secret}",
        videos=[{"name": "Video", "url": f"https://www.congress.gov/v?api_key={secret}&a=1"}],
    )
    assert secret not in repr(found)
    assert "https://www.congress.gov/v?a=1" in (found[0].body or "")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " "}, "title is missing"),
        ({"eventId": "x"}, "not a number"),
        ({"congress": "many"}, "number of the Congress is missing"),
    ],
)
def test_a_bad_record_is_left_out_and_the_rest_goes_on(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    found = read(tmp_path / "answer.json", [meeting(**changes), meeting()])
    assert [entry.kind for entry in entries(found)] == ["hearing", "testimony"]
    (problem,) = problems(found)
    assert reason in problem.reason
    assert problem.where == "record 1"
    assert problem.line is not None


@pytest.mark.parametrize(
    ("updated", "version"),
    [
        ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05.000+00:00"),
        ("2024-01-02 03:04:05+00:00", "2024-01-02T03:04:05.000+00:00"),
        ("2024-01-02", "2024-01-02T00:00:00.000+00:00"),
        ("some day", None),
        (None, None),
    ],
)
def test_an_answer_says_how_new_it_is(tmp_path: Path, updated: str | None, version: str | None) -> None:
    for entry in of(tmp_path, updateDate=updated):
        told = [{"record": "Congress.gov committee-meeting", "version": version}]
        assert entry.extra.get(VERSIONS) == (None if version is None else told)
