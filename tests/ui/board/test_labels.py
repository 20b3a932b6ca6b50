"""The words of the board: date labels, due states, names for a screen reader."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from oversight_viewer.domain.annotations import EntryNotes, EventId, Note, NoteId, NoteVersion
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.keys import Key, block_of_date
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Committee, EntryId
from oversight_viewer.domain.requests import AnswerStatus, RequestState
from oversight_viewer.domain.views import Order
from oversight_viewer.ui.board.labels import (
    DateLabel,
    card_name,
    due_words,
    gutter_label,
    heading_of_row,
    lane_name,
    spoken_date,
    status_inks,
)

TODAY = date(2024, 11, 26)
DIRECTORY = Directory({"XCOM01": Committee("XCOM01", "Subcommittee on Freight and Ports", "Freight and Ports", "XCOM")})


def _requests(full: int, others: int, due: date | None) -> tuple[RequestState, ...]:
    states = [AnswerStatus.FULL] * full + [AnswerStatus.PARTIAL] * others
    return tuple(RequestState(str(number), status, due) for number, status in enumerate(states, 1))


def _card(**changes: Any) -> Card:
    values: dict[str, Any] = {
        "key": Key(1),
        "id": EntryId("a"),
        "lane": Lane.ACTION,
        "kind": "document_request",
        "title": "Vendor list and access logs",
        "date": PartialDate.parse("2024-10-03"),
        "mark": "public",
        "committees": ("XCOM01",),
        "companies": ("Example Freight Co.",),
        "requests": _requests(3, 2, date(2024, 11, 14)),
    }
    return Card(**(values | changes))


def _notes(count: int, *, flagged: bool = False) -> EntryNotes:
    version = NoteVersion(EventId("e"), "text", (), "me", datetime(2024, 11, 1, tzinfo=UTC), 0)
    notes = tuple(Note(NoteId(str(n)), EntryId("a"), (version,), version.at) for n in range(count))
    return EntryNotes(EntryId("a"), notes, flagged=flagged)


@pytest.mark.parametrize(
    ("card", "notes", "name"),
    [
        (
            _card(),
            None,
            "Document request, Vendor list and access logs, 3 October 2024, Freight and Ports, Example Freight Co., "
            "public, 3 of 5 answered, overdue by 12 days",
        ),
        (
            _card(requests=_requests(0, 1, date(2024, 11, 25))),
            _notes(1),
            "Document request, Vendor list and access logs, 3 October 2024, Freight and Ports, Example Freight Co., "
            "public, 0 of 1 answered, overdue by 1 day, 1 note",
        ),
        (
            _card(requests=_requests(1, 1, date(2024, 12, 3)), attachments=2),
            _notes(2, flagged=True),
            "Document request, Vendor list and access logs, 3 October 2024, Freight and Ports, Example Freight Co., "
            "public, 1 of 2 answered, due 3 December 2024, 2 attachments, 2 notes, flagged",
        ),
        (
            _card(
                lane=Lane.MEETING, kind="meeting", title="Select Committee meets Amazon", requests=(),
                date=PartialDate.parse("2024-09"), committees=("HLZS",), companies=("Amazon", "TikTok"),
                mark="committee-confidential",
            ),
            None,
            "Closed-door meeting, Select Committee meets Amazon, September 2024, day not given, HLZS, Amazon, TikTok, "
            "committee confidential",
        ),
        (
            _card(
                lane=Lane.RESPONSE, kind="document_production", date=None, requests=(), committees=(), companies=(),
                respondent_mark="not for release",
            ),
            None,
            "Document production, Vendor list and access logs, no date, public, company’s own mark: not for release",
        ),
    ],
)  # fmt: skip
def test_a_screen_reader_hears_all_that_a_card_shows(card: Card, notes: EntryNotes | None, name: str) -> None:
    assert card_name(card, DIRECTORY, MarkScheme(), TODAY, notes) == name


@pytest.mark.parametrize(
    ("text", "narrow", "label"),
    [
        ("2024-08-23", False, DateLabel("23 Aug", "Friday", framed=False)),
        ("2024-08-23", True, DateLabel("23 Aug", "Fri", framed=False)),
        ("2024-08", False, DateLabel("Aug", "day not given")),
        ("2024", False, DateLabel("2024", "month not given")),
        (None, False, DateLabel("No date")),
        ("2024-10-03/2024-10-09", False, DateLabel("3–9 Oct")),
        ("2024-08/2024-10", False, DateLabel("Aug–Oct")),
        ("2023/2024", False, DateLabel("2023–2024")),
        ("2024-09-28/2024-10-03", False, DateLabel("28 Sep –\n3 Oct")),
        ("2023-12-28/2024-01-03", False, DateLabel("28 Dec –\n3 Jan 2024")),
        ("2023-11/2024-02", False, DateLabel("Nov –\nFeb 2024")),
    ],
)
def test_the_gutter_says_no_more_than_is_known(text: str | None, narrow: bool, label: DateLabel) -> None:
    value = PartialDate.parse(text) if text else None
    assert gutter_label(block_of_date(value), {value}, narrow=narrow) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2024-08-23", DateLabel("23 Aug", "2024", framed=False)),
        ("2024-08", DateLabel("Aug", "2024\nday not given")),
        ("2024", DateLabel("2024", "month not given")),
        (None, DateLabel("No date")),
        ("2024-10-03/2024-10-09", DateLabel("3–9 Oct", "2024")),
        ("2024-08/2024-10", DateLabel("Aug–Oct", "2024")),
        ("2023/2024", DateLabel("2023–2024")),
        ("2023-12-28/2024-01-03", DateLabel("28 Dec –\n3 Jan 2024", "from 2023")),
    ],
)
def test_the_gutter_gives_the_year_where_no_heading_does(text: str | None, label: DateLabel) -> None:
    value = PartialDate.parse(text) if text else None
    assert gutter_label(block_of_date(value), {value}, with_year=True) == label


def test_ranges_of_one_block_that_differ_say_only_where_they_begin() -> None:
    dates = {PartialDate.parse("2024-10-03/2024-10-09"), PartialDate.parse("2024-10-03/2024-10-20")}
    block = block_of_date(next(iter(dates)))
    assert gutter_label(block, dates) == gutter_label(block) == DateLabel("from\n3 Oct")


@pytest.mark.parametrize(
    ("text", "spoken", "row"),
    [
        (None, "no date", "No date"),
        ("2024", "2024, month not given", "2024, month not given"),
        ("2024-09", "September 2024, day not given", "September 2024, day not given"),
        ("2024-09-05", "5 September 2024", "5 September 2024"),
        ("2024-09-05/2024-10-01", "5 September 2024 to 1 October 2024", "range of dates from 5 September 2024"),
    ],
)
def test_dates_are_spoken_in_full(text: str | None, spoken: str, row: str) -> None:
    value = PartialDate.parse(text) if text else None
    assert spoken_date(value) == spoken
    assert heading_of_row(block_of_date(value)) == row


@pytest.mark.parametrize(
    ("requests", "words"),
    [
        ((), ("", False)),
        (_requests(2, 0, date(2024, 1, 1)), ("", False)),
        (_requests(1, 1, date(2024, 11, 26)), ("Due 26 Nov", False)),
        (_requests(1, 1, date(2025, 2, 1)), ("Due 1 Feb 2025", False)),
        (_requests(1, 1, date(2024, 11, 25)), ("Overdue 1 day", True)),
        (_requests(3, 4, date(2024, 9, 20)), ("Overdue 67 days", True)),
        (_requests(0, 1, date(2020, 9, 20)), ("Overdue 1,528 days", True)),
        (_requests(0, 1, None), ("", False)),
    ],
)
def test_due_states(requests: tuple[RequestState, ...], words: tuple[str, bool]) -> None:
    assert due_words(_card(requests=requests), TODAY) == words


def test_lanes_say_their_number_only_when_it_is_known() -> None:
    assert lane_name(Lane.ACTION, 6, Order.OLDEST) == "Committee actions, 6 records, oldest first"
    assert lane_name(Lane.MEETING, 1, Order.NEWEST) == "Closed-door meetings, 1 record, newest first"
    assert lane_name(Lane.RESPONSE, None, Order.BEST) == "Company responses, best match first"


def test_every_state_of_a_request_has_a_segment() -> None:
    assert len(status_inks(list(AnswerStatus))) == len(AnswerStatus)
    assert {ink for _token, ink in status_inks(list(AnswerStatus))} == {"full", "half", "edge"}
