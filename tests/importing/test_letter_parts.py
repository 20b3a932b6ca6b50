"""The rules by which letters are read, each on the text that it is about."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json
from oversight_viewer.domain.extraction import ExtractedText
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.proposals import Proposal
from oversight_viewer.domain.records import EntryId
from oversight_viewer.importing import letter_entry
from oversight_viewer.importing.letter_bates import bates, respondent_mark
from oversight_viewer.importing.letter_dates import dateline
from oversight_viewer.importing.letter_due import due_dates
from oversight_viewer.importing.letter_entry import LetterFile, Mail, propose
from oversight_viewer.importing.letter_people import parties
from oversight_viewer.importing.letter_requests import find_requests
from oversight_viewer.importing.letter_text import Line, letter_text
from tests.importing.few_names import FewNames

WRITTEN = date(2024, 3, 5)


def proposed(*pages: str, name: str = "a letter.pdf", mail: Mail | None = None) -> Proposal:
    proposal, text = propose(LetterFile(EntryId("x"), name, (), ExtractedText(pages), mail), FewNames())
    for basis in proposal.basis:
        assert text[basis.passage.start : basis.passage.end] == basis.passage.quote
    assert entry_from_json(entry_to_json(proposal.entry)) == proposal.entry
    return proposal


# Pages


def test_what_belongs_to_pages_is_told_apart() -> None:
    letter = letter_text(
        (
            "Congress\n\nDear Mr. Case:\n\nEXFC-000001",
            "Mr. Case\nMarch 5, 2024\nPage 2\n\nwords\n\nFoot\n\n- 2 -\n\nEXFC-000002",
            "Mr. Case\nMarch 5, 2024\nPage 3\n\nmore\n\nFoot\n\n- 3 -\n\nEXFC-000003",
        )
    )
    assert [line.text for line in letter.lines if not line.is_furniture and not line.is_blank] == [
        "Congress",
        "Dear Mr. Case:",
        "words",
        "more",
    ]
    assert "\n".join(line.text for line in letter.lines) == letter.text
    assert all(letter.text.startswith(line.text, line.start) for line in letter.lines)


# Dates


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("March 5, 2024", WRITTEN),
        ("5 March 2024", WRITTEN),
        ("2024-03-05", WRITTEN),
        ("Date: Mar. 5, 2024", WRITTEN),
        ("Tuesday, March 5th, 2024", WRITTEN),
        ("Washington, DC, March 5, 2024.", WRITTEN),
        ("MARCH 5 2024", WRITTEN),
        ("May 1, 2024", date(2024, 5, 1)),
        ("February 30, 2024", None),
        ("March 2024", None),
        ("Re: your letter of March 5, 2024", None),
        ("On March 5, 2024, the Committee wrote to Example Freight about its delays at the yard.", None),
    ],
)
def test_the_date_of_a_letter(line: str, day: date | None) -> None:
    letter = letter_text((f"Committee\n\n{line}\n\nDear Ms. Example:",))
    found = dateline(letter, 4)
    assert (found[0] if found else None) == day


@pytest.mark.parametrize(
    ("words", "day", "is_certain"),
    [
        ("Please respond no later than March 19, 2024.", "2024-03-19", True),
        ("Please respond not later than 19 March 2024.", "2024-03-19", True),
        ("Please provide it by close of business on March 19, 2024, in writing.", "2024-03-19", True),
        ("Please provide it by 5:00 p.m. (EST) on Tuesday, March 19, 2024.", "2024-03-19", True),
        ("Please produce them by 2024-03-19.", "2024-03-19", True),
        ("Your answer is due on or before\nMarch 19, 2024.", "2024-03-19", True),
        ("Please respond by March 19.", "2024-03-19", False),
        ("Please respond by January 8.", "2025-01-08", False),
        ("Please respond within 14 days.", "2024-03-19", False),
        ("Please respond within fourteen (14) days of this letter.", "2024-03-19", False),
        ("Please respond within two weeks.", "2024-03-19", False),
        ("Please respond within ten business days.", "2024-03-19", False),
        ("Please respond within 999 weeks.", "2043-04-28", False),
        ("Please respond no later than close of business on Friday, March 15.", "2024-03-15", False),
        ("Please respond by COB 3/19/2024.", "2024-03-19", True),
        ("Please respond by 3/4/2025.", "2025-03-04", False),
        ("Please respond by Sept. 9, 2024.", "2024-09-09", True),
        ("Please respond in two weeks.", "2024-03-19", False),
        ("Please respond two weeks from today.", "2024-03-19", False),
        ("Please respond no later than ten days from the date of this letter.", "2024-03-15", False),
        ("Please respond within a month.", "2024-04", False),
        ("Please respond by the end of the month.", "2024-03-31", False),
        ("Please respond by the end of next month.", "2024-04-30", False),
        ("Please respond by the end of February.", "2025-02-28", False),
        ("Please respond by the close of business on the last day of May 2024.", "2024-05-31", False),
        ("Please respond by the end of the year.", "2024-12-31", False),
        ("Please respond by close of business Friday.", "2024-03-08", False),
        ("Please respond by Tuesday.", "2024-03-12", False),
        ("You have until March 19, 2024, to respond.", "2024-03-19", True),
        # What the words do not settle.
        ("Please respond by next Friday.", None, None),
        ("Please respond by the end of the week.", None, None),
        ("Please respond by the end of the fiscal year.", None, None),
        ("Please respond within 30 days of receipt of this letter.", None, None),
        ("Please respond within two weeks of the incident.", None, None),
        ("Please respond by early April 2024.", None, None),
        ("Please respond at your earliest convenience, in April.", None, None),
        ("Please provide documents from January 2020 until March 2025.", None, None),
        ("Please provide documents from January 1, 2020 until March 19, 2024.", None, None),
        ("Please respond in 9999999 days.", None, None),
        ("Please produce what was sent by January 5, 2024.", None, None),
        ("The train left by March 19, 2024.", None, None),
        ("Please respond within 14 days after the hearing.", None, None),
        ("Please respond within umpteen days.", None, None),
        ("Please respond.", None, None),
    ],
)
def test_by_when_an_answer_is_wanted(words: str, day: str | None, is_certain: bool | None) -> None:
    letter = letter_text((words,))
    found = due_dates(letter, 0, len(words), WRITTEN)
    assert [(str(due.value), due.basis.is_certain) for due in found] == ([] if day is None else [(day, is_certain)])
    assert all(bool(due.basis.note) is not due.basis.is_certain for due in found)


def test_a_day_that_is_called_by_another_day_of_the_week_is_questioned() -> None:
    words = "Please respond no later than close of business on Friday, March 16, 2024."
    (due,) = due_dates(letter_text((words,)), 0, len(words), WRITTEN)
    assert (str(due.value), due.basis.is_certain, due.basis.note) == ("2024-03-16", False, "2024-03-16 is a Saturday")


def test_the_words_of_a_due_date_are_those_of_the_letter() -> None:
    words = "We thank you. Please respond by the end of March. Thank you."
    (due,) = due_dates(letter_text((words,)), 0, len(words), WRITTEN)
    passage = due.basis.passage
    assert passage.quote == words[passage.start : passage.end] == "by the end of March"
    assert due_dates(letter_text((words,)), 0, len(words), None) == []


@given(st.lists(st.sampled_from(
    ["by", "no later than", "within", "the", "end of", "next", "month", "March", "31", "2024", "Friday", "two", "weeks",
     "respond", ".", "3/4/2024", "of this letter", "from", "9999", "tomorrow", "year", "\n"]), max_size=14,
).map(" ".join))  # fmt: skip
def test_any_words_give_times_that_are_not_before_the_letter(words: str) -> None:
    for due in due_dates(letter_text((words,)), 0, len(words), WRITTEN, asks=False):
        assert due.value.last_day >= WRITTEN
        assert due.basis.passage.quote in words


# Requests

LEAD = "Dear Ms. Example:\n\nPlease provide the following documents:\n\n"


def requests(text: str, **more: bool) -> list[tuple[int | str, str]]:
    letter = letter_text(tuple(text.split("\f")))
    found = find_requests(letter, (0, len(letter.lines)), 0, WRITTEN, **more)
    return [(item.number, item.text) for item in found.requests]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LEAD + "1. All maps.\n2. All logs.\n", [(1, "All maps."), (2, "All logs.")]),
        (LEAD + "(1) All maps.\n(2) All logs.\n", [(1, "All maps."), (2, "All logs.")]),
        (LEAD + "1) All maps\nof it\n\n2) All logs", [(1, "All maps\nof it"), (2, "All logs")]),
        ("Request No. 4: All maps.\n\nRequest No. 5: All logs.", [(4, "All maps."), (5, "All logs.")]),
        ("QUESTION 1. Who?\nQUESTION 2. When?", [(1, "Who?"), (2, "When?")]),
        (LEAD + "1. All:\na. maps;\n\nb. logs.\n\nThe rules say so.", [(1, "All:\na. maps;\nb. logs.")]),
        (LEAD + "1. All\f maps.\n2. Logs", [(1, "All\nmaps."), (2, "Logs")]),
        (LEAD + "1. All maps.\n    Please call us.\n", [(1, "All maps.")]),
        (LEAD + "1.All maps.\n2.All logs.", [(1, "All maps."), (2, "All logs.")]),
        (LEAD + "1. All maps.\n\nAnd answer these questions:\n\n1. Who?\n2. When?",
         [(1, "All maps."), ("1 (list 2)", "Who?"), ("2 (list 2)", "When?")]),
        ("The train:\n\n1. It left.\n\n2. It stood.\n", []),
        ("Dear Sir:\n\n2. All maps.\n", []),
        (LEAD + "1.5 million\n2.5 million", []),
        ("nothing", []),
        ("", []),
    ],
)  # fmt: skip
def test_numbered_requests(text: str, expected: list[tuple[int | str, str]]) -> None:
    assert requests(text) == expected


def test_requests_of_a_subpoena_stand_in_its_schedule() -> None:
    text = (
        "You are hereby commanded.\n\nSCHEDULE A\n\n1. All maps.\n\n2. All logs.\n\nDEFINITIONS\n\n1. The term map.\n"
    )
    letter = letter_text((text,))
    found = find_requests(letter, (0, 1), 0, WRITTEN, schedule=True)
    assert [(item.number, item.text) for item in found.requests] == [(1, "All maps."), (2, "All logs.")]
    assert find_requests(letter, (0, 1), 0, WRITTEN).requests == ()


# Bates numbers and marking


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EXFC-000123", [("EXFC-000123", "EXFC-000123")]),
        ("see ABC 0001 - 0042.", [("ABC 0001", "ABC 0042")]),
        ("EX_HOUSE_0000001 through EX_HOUSE_0000420", [("EX_HOUSE_0000001", "EX_HOUSE_0000420")]),
        ("Bates numbers EXFC1234-1240", [("EXFC1234", "EXFC1240")]),
        ("EXFC0001\n\nEXFC0002\n\nEXFC0003", [("EXFC0001", "EXFC0003")]),
        ("EXFC0001\n\nEXFC0003", [("EXFC0001", "EXFC0001"), ("EXFC0003", "EXFC0003")]),
        ("EXFC0001 – EXFC0009; EXFC0004", [("EXFC0001", "EXFC0009")]),
        ("Washington, DC 20515; Boston, MA 02139; FY 2024; H.R. 1234; Suite 2000; (202) 555-0100", []),
        ("EXFC0009 - 0001", []),
        ("COVID-19, ISO-9001, Section 0001", []),
    ],
)
def test_bates_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    ranges, basis = bates(letter_text((text,)))
    assert [(item.begin, item.end) for item in ranges] == expected
    assert len(basis) >= len(ranges)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("x\nNOT FOR PUBLIC RELEASE\nx", "NOT FOR PUBLIC RELEASE"),
        ("Confidential Treatment Requested", "Confidential Treatment Requested"),
        ("FOIA Confidential\nTreatment Requested by Example Freight Co.",
         "FOIA Confidential Treatment Requested by Example Freight Co."),
        ("FOIA Confidential", "FOIA Confidential"),
        ("Contains confidential business information.", "Contains confidential business information"),
        ("a confidential matter", None),
    ],
)  # fmt: skip
def test_the_marking_of_the_respondent(text: str, mark: str | None) -> None:
    found = respondent_mark(letter_text((text,)))
    assert (found.value if found else None) == mark


# Lane and kind


def letter(head: str, address: str, greeting: str, body: str, signature: str) -> str:
    return f"{head}\n\nMarch 5, 2024\n\n{address}\n\nDear {greeting}:\n\n{body}\n\nSincerely,\n\n{signature}"


TO_COMMITTEE = "The Honorable Sam Sample\nChairman\nCommittee on Example Commerce\nWashington, DC 20515"
TO_COMPANY = "Mr. Chris Case\nPresident\nCase Hauling, Inc."


@pytest.mark.parametrize(
    ("text", "lane", "kind"),
    [
        (letter("COMMITTEE ON EXAMPLE COMMERCE", TO_COMPANY, "Mr. Case", "Words.", "Pat Example"), "action", "letter"),
        (letter("", TO_COMPANY, "Mr. Case", "Words.", "Sam Sample\nChairman"), "action", "letter"),
        (letter("", TO_COMPANY, "Mr. Case", "Words.", "Sam Sample\nUnited States Senator"), "action", "letter"),
        (letter("", TO_COMPANY, "Mr. Case", "Please provide:\n\n1. All documents.", "Sam Sample\nChairman"),
         "action", "document_request"),
        (letter("", TO_COMPANY, "Mr. Case", "Please answer:\n\n1. Who did it?", "Sam Sample\nChairman"),
         "action", "letter"),
        ("SUBPOENA\n\nBy authority of the House of Representatives\n\nTo Chris Case: You are hereby commanded to be "
         "and appear before the Committee on Example Commerce", "action", "subpoena"),
        (letter("Case Hauling, Inc.", TO_COMMITTEE, "Chairman Sample", "Words.", "Chris Case\nPresident"),
         "response", "response_letter"),
        (letter("Example County", TO_COMMITTEE, "Mr. Sample", "Words.", "Robin Specimen\nChairman"),
         "response", "response_letter"),
        (letter("X LLP", TO_COMMITTEE, "Mr. Chairman", "We enclose EXFC-000001.", "Robin Specimen\nCounsel for Case"),
         "response", "document_production"),
        (letter("", TO_COMMITTEE, "Mr. Chairman", "Case objects to the second request.", "Chris Case\nPresident"),
         "response", "objection"),
    ],
)  # fmt: skip
def test_who_writes_to_whom_settles_lane_and_kind(text: str, lane: str, kind: str) -> None:
    entry = proposed(text).entry
    assert (entry.lane.value, entry.kind) == (lane, kind)


def test_where_nothing_tells_who_writes_the_lane_is_to_be_looked_at() -> None:
    (lane,) = (item for item in proposed("Words.").basis if item.field == "lane")
    assert not lane.is_certain
    assert lane.note == "nothing tells who writes to whom"


# People


def people(*lines: str, needs_title: bool = False) -> list[tuple[str, str, str | None]]:
    found = parties([Line(place * 100, line) for place, line in enumerate(lines)], needs_title=needs_title)
    return [(item.name, item.position, item.organization) for item in found]


def test_people_with_what_stands_under_their_names() -> None:
    assert people(
        "The Honorable Sam Sample, Chairman", "Committee on Example Commerce", "Hon. Alex B. Instance", "Ranking Member"
    ) == [("Sam Sample", "Chairman", "Committee on Example Commerce"), ("Alex B. Instance", "Ranking Member", None)]
    assert people("Sam Sample.      Alex Instance", "1 Example Street") == [
        ("Sam Sample", "", None),
        ("Alex Instance", "", None),
    ]
    assert people("Mr. Chris Case", "Program Partners Abroad", needs_title=True) == [
        ("Chris Case", "", "Program Partners Abroad")
    ]
    assert people("Case Hauling, Inc.", "Suite 100", "Washington, DC 20515") == []


# The whole


def test_a_letter_without_anything_is_named_after_its_file() -> None:
    entry = proposed("words without form", name="2024 letter.pdf").entry
    assert entry.title == "2024 letter"
    assert entry.date is None
    assert entry.sources[0].title == "2024 letter.pdf"


def test_an_email_without_text_still_has_its_headers() -> None:
    mail = Mail({"from": "Clerk <clerk@mail.house.gov>", "date": "Tue, 05 Mar 2024 10:00:00 +0000", "subject": "Hi"})
    proposal = proposed("", mail=mail)
    assert proposal.entry.title == "Hi"
    assert proposal.entry.lane is Lane.ACTION
    assert str(proposal.entry.date) == "2024-03-05"
    assert str(proposed("x", mail=Mail({"date": "nonsense"})).entry.date) == "None"


def test_of_a_text_without_end_the_beginning_is_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_entry, "_LOOKED_THROUGH", 60)
    entry = proposed("March 5, 2024\n\nDear Mr. Case:\n\nEXFC-000001\n" + "words\n" * 20 + "EXFC-000002").entry
    assert entry.summary == "Only its first 60 characters were looked through."
    assert [item.end for item in entry.bates] == ["EXFC-000001"]
    assert (entry.body or "").endswith("EXFC-000002")


LINES = """Dear Chairman Sample:|Dear X|March 5, 2024|1. All|2.|(3) x|a. y|Request No. 9:|no later than
within 99 days|Sincerely,|March 40|EXFC-000001| - EXFC-000000|Re: x|cc:
Example Freight Co.|Committee on Example Commerce|The Honorable|Sam Sample
Chairman|Page 2|:|SCHEDULE|9999999999999|\u2028|é|0000-00-00|by February 29|within zero days|[page 2]|\t|2024-02-30"""
PIECES = st.sampled_from([*LINES.replace("\n", "|").split("|"), "\n", "\n\n"])


@given(st.lists(st.lists(PIECES | st.text(max_size=20), max_size=40).map(" ".join), max_size=4))
def test_any_text_gives_a_proposal_that_can_be_saved(pages: list[str]) -> None:
    proposed(*pages)


@given(st.lists(PIECES, max_size=60).map("\n".join))
def test_any_lines_give_a_proposal_that_can_be_saved(page: str) -> None:
    proposed(page, page)
