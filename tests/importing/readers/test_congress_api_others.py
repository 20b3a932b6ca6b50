"""Printed hearings, prints, reports, communications, committees and lists of the Congress.gov API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.name_decisions import CommitteeName
from oversight_viewer.domain.records import Entry
from oversight_viewer.importing.json_records import WHOLE_LIMIT
from oversight_viewer.importing.problems import Found
from oversight_viewer.importing.registry import detect
from tests.importing.readers.event_records import codes, entries, meeting, problems, read, the_means


def hearing(**changes: Any) -> dict[str, Any]:
    record: dict[str, Any] = {
        "associatedMeeting": {"eventId": "199001", "url": "http://api.congress.gov/v3/committee-meeting/118/house/199001"},
        "chamber": "House",
        "citation": "H.Hrg.118",
        "committees": [{"name": "House Agriculture Committee", "systemCode": "hsag00"}],
        "congress": 118,
        "dates": [{"date": "2023-03-15"}],
        "formats": [
            {"type": "PDF", "url": "https://www.congress.gov/118/chrg/CHRG-118hhrg59001/CHRG-118hhrg59001.pdf"},
        ],
        "jacketNumber": 59001,
        "libraryOfCongressIdentifier": "LC99999",
        "title": "EXAMPLES OF FREIGHT",
        "updateDate": "2024-06-30 03:50:43+00:00",
    }  # fmt: skip
    return {name: value for name, value in {**record, **changes}.items() if value is not None}


def only(tmp_path: Path, data: Any) -> Entry:
    found = read(tmp_path / "answer.json", data, expected="congress-api")
    assert not problems(found)
    (entry,) = entries(found)
    return entry


def test_a_printed_hearing_is_part_of_its_event(tmp_path: Path) -> None:
    found = read(tmp_path / "answer.json", {"hearing": hearing()})
    (entry,) = entries(found)
    assert isinstance(found[0], Found)
    assert found[0].is_part
    assert (entry.id, entry.kind, entry.title) == ("event-house-199001", "hearing", "EXAMPLES OF FREIGHT")
    assert str(entry.date) == "2023-03-15"
    assert entry.identifiers == {
        "event_id": "199001", "package_id": "CHRG-118hhrg59001", "jacket": "59001",
        "citation": "H.Hrg.118", "loc_id": "LC99999",
    }  # fmt: skip
    assert codes(entry) == ["HSAG"]
    assert "[PDF](https://www.congress.gov/118/chrg/CHRG-118hhrg59001/CHRG-118hhrg59001.pdf)" in (entry.body or "")


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"associatedMeeting": None}, "chrg-118hhrg59001"),
        ({"associatedMeeting": {}, "chamber": "Senate", "formats": None}, "chrg-118shrg59001"),
        ({"associatedMeeting": None, "chamber": "NoChamber", "formats": None}, "chrg-118jhrg59001"),
        ({"associatedMeeting": {"eventID": "328000"}, "chamber": "Senate"}, "event-senate-328000"),
        ({"associatedMeeting": {"eventId": "x"}}, "chrg-118hhrg59001"),
    ],
)
def test_a_printed_hearing_without_an_event_has_the_id_of_its_package(
    tmp_path: Path, changes: dict[str, Any], key: str
) -> None:
    assert only(tmp_path, {"hearing": hearing(**changes)}).id == key


def test_several_days_are_a_range_and_each_is_named(tmp_path: Path) -> None:
    days = [{"date": day} for day in ("2023-03-17", "2023-03-15", "nonsense", "2023-03-15")]
    entry = only(tmp_path, hearing(dates=days))
    assert str(entry.date) == "2023-03-15/2023-03-17"
    assert "Held on: 15 Mar 2023, 17 Mar 2023" in (entry.body or "")


PRINT = {
    "associatedBills": [{"congress": 117, "number": "9901", "type": "HR", "url": "https://api.congress.gov/v3/b"}],
    "chamber": "House", "citation": "117-99", "committees": [{"name": "Rules Committee", "systemCode": "hsru00"}],
    "congress": 117, "jacketNumber": 48999, "number": "99",
    "text": {"count": 4, "url": "https://api.congress.gov/v3/committee-print/117/house/48999/text"},
    "title": "RULES COMMITTEE PRINT 117-99 EXAMPLE FREIGHT CLEAR- ANCE ACT",
    "updateDate": "2022-08-01 21:19:33+00:00",
}  # fmt: skip
TEXTS = {"text": [{"type": "PDF", "url": "https://www.congress.gov/117/cprt/HPRT48999/CPRT-117HPRT48999.pdf"}]}


@pytest.mark.parametrize("data", [{"committeePrint": [PRINT]}, {"committeePrint": PRINT}, PRINT, [PRINT]])
def test_a_committee_print(tmp_path: Path, data: Any) -> None:
    entry = only(tmp_path, data)
    assert (entry.id, entry.kind, entry.lane) == ("cprt-117hprt48999", "committee_print", Lane.ACTION)
    assert entry.title == PRINT["title"]
    assert entry.date is None
    assert codes(entry) == ["HSRU"]
    assert entry.identifiers["package_id"] == "CPRT-117HPRT48999"
    assert "H.R. 9901 (117th Congress)" in (entry.body or "")


def test_texts_of_a_print_meet_the_print(tmp_path: Path) -> None:
    found = read(tmp_path / "text.json", TEXTS, expected="congress-api")
    (entry,) = entries(found)
    assert (entry.id, entry.kind, entry.congress, entry.chamber) == (
        "cprt-117hprt48999",
        "committee_print",
        117,
        "house",
    )
    assert "[PDF](https://www.congress.gov/117/cprt/HPRT48999/CPRT-117HPRT48999.pdf)" in (entry.body or "")
    assert isinstance(found[0], Found)
    assert found[0].is_part


def test_texts_of_nothing_known(tmp_path: Path) -> None:
    texts = {"text": [{"type": "PDF", "url": "https://www.congress.gov/x.pdf"}]}
    (problem,) = problems(read(tmp_path / "text.json", texts))
    assert "do not say of which" in problem.reason


REPORT = {
    "associatedBill": [{"congress": 117, "number": "9901", "type": "HR"}], "chamber": "House",
    "citation": "H. Rept. 117-999", "committees": [{"name": "Financial Services Committee", "systemCode": "hsba00"}],
    "congress": 117, "isConferenceReport": False, "issueDate": "2022-06-07T04:00:00Z", "number": 999, "part": 1,
    "reportType": "H.Rept.", "sessionNumber": 2, "text": {"count": 2}, "title": "EXAMPLE FREIGHT ACT", "type": "HRPT",
    "updateDate": "2022-06-21T23:26:16Z",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "key", "day"),
    [
        ({}, "crpt-117hrpt999", "2022-06-07"),
        ({"part": "2"}, "crpt-117hrpt999-pt2", "2022-06-07"),
        ({"type": "ERPT", "chamber": "Senate", "issueDate": ""}, "crpt-117erpt999", "None"),
    ],
)
def test_committee_reports(tmp_path: Path, changes: dict[str, Any], key: str, day: str) -> None:
    entry = only(tmp_path, {"committeeReports": [{**REPORT, **changes}]})
    assert (entry.id, entry.kind, str(entry.date)) == (key, "committee_report", day)
    assert (entry.session, entry.identifiers["report_number"]) == (2, "H. Rept. 117-999")


def test_texts_of_a_report_meet_the_report(tmp_path: Path) -> None:
    address = "https://www.congress.gov/117/crpt/hrpt999/generated/CRPT-117hrpt999.htm"
    texts = {"text": [{"formats": [{"isErrata": "Y", "type": "Formatted Text", "url": address}]}]}
    entry = only(tmp_path, texts)
    assert (entry.id, entry.kind) == ("crpt-117hrpt999", "committee_report")
    assert f"[Formatted Text]({address}) – Errata" in (entry.body or "")


def communication(**changes: Any) -> dict[str, Any]:
    record: dict[str, Any] = {
        "abstract": "A letter from the Chair, Example Council, transmitting Example Act 99; to the Committee on X.",
        "chamber": "House",
        "committees": [{"name": "Oversight Committee", "referralDate": "2022-02-01", "systemCode": "hsgo00"}],
        "communicationType": {"code": "EC", "name": "Executive Communication"},
        "congress": 117, "congressionalRecordDate": "2022-02-01", "isRulemaking": "False",
        "legalAuthority": "Public Law 99-999", "matchingRequirements": [{"number": "2120"}], "number": "9324",
        "reportNature": "Example Act 99, \"Closing of an Alley\".", "sessionNumber": 2,
        "submittingAgency": "Example Council", "submittingOfficial": "Chair", "updateDate": "2022-02-02",
    }  # fmt: skip
    return {name: value for name, value in {**record, **changes}.items() if value is not None}


def test_a_house_communication(tmp_path: Path) -> None:
    entry = only(tmp_path, {"house-communication": communication()})
    assert (entry.id, entry.lane, entry.kind) == ("house-communication-117-ec-9324", Lane.RESPONSE, "other_response")
    assert entry.title == 'Example Council: Example Act 99, "Closing of an Alley".'
    assert (str(entry.date), entry.session, codes(entry)) == ("2022-02-01", 2, ["HSGO"])
    assert entry.summary == "Executive Communication 9324 of the Chair, Example Council."
    body = entry.body or ""
    assert "transmitting Example Act 99" in body
    for words in (
        "Submitted by: Chair, Example Council",
        "Rulemaking: no",
        "Referred to: Oversight Committee, 1 Feb 2022",
    ):
        assert words in body
    assert not entry.companies


@pytest.mark.parametrize(
    ("flag", "word"),
    [("Y", "yes"), ("True", "yes"), (True, "yes"), ("N", "no"), ("False", "no"), (False, "no"), ("perhaps", None)],
)
def test_rulemaking_is_said_in_many_ways(tmp_path: Path, flag: Any, word: str | None) -> None:
    body = only(tmp_path, communication(isRulemaking=flag)).body or ""
    assert (f"Rulemaking: {word}" in body) if word else ("Rulemaking" not in body)


def test_other_communications(tmp_path: Path) -> None:
    record = communication(
        chamber="Senate", communicationType={"code": "POM"}, congress=None, congressNumber=117, reportNature=None
    )
    entry = only(tmp_path, {"senateCommunication": {**record, "abstract": "A petition " * 60}})
    assert entry.id == "senate-communication-117-pom-9324"
    assert entry.title.endswith("…")
    assert len(entry.title) < 210


COMMITTEE = {
    "committeeWebsiteUrl": "https://example.house.gov/", "isCurrent": True,
    "history": [
        {"officialName": "Committee on Barges", "libraryOfCongressName": "Barges", "startDate": "1901-01-01T05:00:00Z",
         "endDate": "1950-01-01T05:00:00Z"},
        {"officialName": "Committee on Example Freight", "libraryOfCongressName": "Example Freight",
         "startDate": "1950-01-01T05:00:00Z"},
    ],
    "subcommittees": [
        {"name": "Select Subcommittee on Lost Freight", "systemCode": "hlxq00"},
        {"name": "Barge Subcommittee", "systemCode": "hsxf01"},
        {"name": "Nameless"},
    ],
    "systemCode": "hsxf00", "type": "Standing",
}  # fmt: skip


def test_a_committee_gives_names_with_former_ones_and_those_below(tmp_path: Path) -> None:
    found = read(tmp_path / "committee.json", {"committee": COMMITTEE, "request": {"chamber": "house"}})
    assert found == [
        CommitteeName(
            "hsxf00", "Committee on Example Freight", "house", None,
            ("Example Freight", "Committee on Barges", "Barges"),
        ),
        # A select subcommittee has a code of another family; only the answer tells its parent.
        CommitteeName("hlxq00", "Select Subcommittee on Lost Freight", "house", "hsxf00"),
        CommitteeName("hsxf01", "Barge Subcommittee", "house", "hsxf00"),
    ]  # fmt: skip


def test_a_list_of_committees_gives_their_names_and_says_that_it_goes_on(tmp_path: Path) -> None:
    items = [
        {"chamber": "Senate", "committeeTypeCode": "Standing", "name": "Example Committee", "systemCode": "ssxf00"},
        {"name": "Example Subcommittee", "systemCode": "ssxf01", "parent": {"systemCode": "ssxf00", "name": "x"}},
        {"name": "No Code"},
    ]
    answer = {
        "committees": items,
        "pagination": {"count": 700, "next": "https://api.congress.gov/v3/committee?offset=3"},
    }
    *names, bad, page = read(tmp_path / "committees.json", answer)
    assert [(name.code, name.parent, name.chamber) for name in names if isinstance(name, CommitteeName)] == [
        ("ssxf00", None, "senate"),
        ("ssxf01", "ssxf00", "senate"),
    ]
    assert [problem.where for problem in problems([bad])] == ["record 3 of committees"]
    assert "one page of 234: it holds 3 of 700 committees" in problems([page])[0].reason


ADDRESSES = {
    "committeeMeetings": {"eventId": "199001"},
    "hearings": {"jacketNumber": 59001},
    "committeePrints": {"jacketNumber": 48999},
    "reports": {"citation": "H. Rept. 117-999", "number": 999, "part": 1, "type": "HRPT"},
    "houseCommunications": {"communicationType": {"code": "EC", "name": "x"}, "number": "1"},
    "senateCommunications": {"communicationType": {"code": "EC", "name": "x"}, "number": "1"},
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_list_of_addresses_is_one_problem_that_says_what_to_do(tmp_path: Path, name: str) -> None:
    item = {**ADDRESSES[name], "chamber": "House", "congress": 117, "updateDate": "2026-01-01T00:00:00Z",
            "url": "https://api.congress.gov/v3/x?api_key=SECRET99&format=json"}  # fmt: skip
    answer = {
        name: [item, item, item],
        "pagination": {"count": 1611, "next": "https://api.congress.gov/v3/x?offset=3&api_key=SECRET99"},
    }
    (problem,) = problems(read(tmp_path / "list.json", answer, expected="congress-api"))
    assert "list of addresses" in problem.reason
    assert "3 in all" in problem.reason
    assert "one page of 537: it holds 3 of 1,611" in problem.reason
    assert "SECRET99" not in repr(problem)
    del answer["pagination"]
    (problem,) = problems(read(tmp_path / "list.json", answer))
    assert "page of" not in problem.reason


def test_a_full_list_that_goes_on_says_so_after_its_records(tmp_path: Path) -> None:
    found = read(tmp_path / "list.json", {"hearings": [hearing()], "pagination": {"next": "https://x.example/"}})
    assert [entry.id for entry in entries(found)] == ["event-house-199001"]
    assert "1 printed hearings, and there are more" in problems(found)[0].reason


PRINTED = """
        "committees": [
            {
                "name": "Example Committee",
                "referralDate": "2022-02-01"
                "systemCode": "hsgo00"
            }
        ],
        "communicationType": {"code": "EC"},
        "congressNumber": 117,
        "congressionalRecordDate": "2022-02-01"
        "submittingAgency": "Example Council"
"""


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        ("(As printed)\n" + PRINTED + "    },\n", "the file", "does not begin with { or ["),
        ('{\n    "houseCommunication": {\n' + PRINTED + "}}", "the file", "a comma is missing at line 8, column 17"),
        ('{"hearing": {"jacketNumber": 1,\n "jacketNumber": 1}}', "the file", "jacketNumber stands twice"),
        (json.dumps({"hearing": hearing()}, indent=1)[:-40], "the file", "not JSON"),
        ('{"hearing": {"jacketNumber": 59001', "the file", "not JSON"),
        (json.dumps({"hearing": hearing()}) + "\n{broken\n", "line 2", "not JSON"),
        ('{"committeeMeeting": []}', "the file", "empty"),
        ('{"committeeMeeting": "none", "request": {}}', "the file", "holds no record"),
        ('{"hearings": [1, null], "pagination": {}}', "record 1 of hearings", "not an object"),
        ("[" + json.dumps(hearing()) + ', 7, {"x": 1}]', "record 2", "not an object"),
    ],
)
def test_what_is_wrong_is_said_in_words(tmp_path: Path, text: str, where: str, reason: str) -> None:
    problem = problems(read(tmp_path / "answer.json", text, expected="congress-api"))[0]
    assert problem.where == where
    assert reason in problem.reason


def test_a_file_beyond_all_measure_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as stream:
        stream.write(b'{\n"hearing": {"jacketNumber": 1, "title": "')
        stream.truncate(WHOLE_LIMIT + 10)
    with pytest.raises(KnownError, match="larger than 64 MB"):
        list(detect(path).read(path, the_means()))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"committeeMeeting": {"title": "Cut before it tells"}}, "congress-api"),
        # Records of the interchange format stay such, whatever stands inside them.
        ('{"id": "a", "kind": "hearing", "title": "x", "eventId": "1", "date": "2023-01-01"}\n', "interchange"),
        ('{"id": "a", "kind": "hearing", "title": "x", "extra": {"eventId": "1", "url": "x"}}\n', "interchange"),
        ('{"id": "a", "kind": "letter", "title": "x", "committees": [{"systemCode": "hsif00"}]}\n', "interchange"),
    ],
)
def test_what_is_recognized(tmp_path: Path, data: Any, name: str) -> None:
    path = tmp_path / "some"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    assert detect(path).name == name


def test_a_long_record_is_recognized_by_its_beginning(tmp_path: Path) -> None:
    many = [{"name": f"Witness {place}", "organization": "x" * 200} for place in range(2000)]
    found = read(
        tmp_path / "long.json", json.dumps({"committeeMeeting": meeting(witnesses=many)}), expected="congress-api"
    )
    assert len(entries(found)[0].people) == 2000
