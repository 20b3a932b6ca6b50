"""A small fictional record for the tests of memos, joined up as the library joins it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from oversight_viewer.domain.annotations import EntryNotes, EventId, Note, NoteId, NoteVersion
from oversight_viewer.domain.cards import Card, EntryDetail, LinkedEntry, ReceivedAnswer
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.keys import Key, block_of_date, first_key
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Committee, Company, Entry, EntryId, JsonObject
from oversight_viewer.domain.requests import AnswerStatus
from oversight_viewer.memo.blocks import Memo
from oversight_viewer.memo.compose import MemoOptions, compose
from oversight_viewer.text.markup import to_safe_html

DAY = date(2024, 11, 26)

DIRECTORY = Directory(
    committees={
        "XCOM": Committee("XCOM", "Example Commerce Committee", "Commerce"),
        "XCOM01": Committee("XCOM01", "Subcommittee on Freight and Ports", "Freight and Ports", "XCOM"),
        "XHOM": Committee("XHOM", "Example Homeland Committee", "Homeland"),
    },
    companies={"Example Freight Co.": Company("Example Freight Co.")},
)

FICTION = {"title": "Fictional example"}
RECORD: list[JsonObject] = [
    {
        "id": "x-announcement",
        "lane": "response",
        "kind": "statement",
        "title": "Example Freight Co. and Sample Cloud Inc. announce remote maintenance of port cranes",
        "date": "2024-08",
        "companies": [{"name": "Example Freight Co.", "role": "respondent"}, "Sample Cloud Inc."],
        "summary": "The companies say that 41 cranes will be maintained from outside the ports.",
        "sources": [
            {
                "title": "Joint announcement",
                "publisher": "Example Wire",
                "date": "2024-08",
                "url": "https://wire.example/announcement?id=41&lang=en",
                "accessed": "2024-11-20",
            }
        ],
    },
    {
        "id": "x-request-cranes",
        "kind": "document_request",
        "title": "Remote access to port cranes",
        "date": "2024-08-23",
        "committees": ["XCOM01"],
        "companies": [{"name": "Example Freight Co.", "role": "addressee"}],
        "people": [{"name": "A. Example", "role": "chair", "organization": "Example Commerce Committee"}],
        "inquiry": "Port crane software",
        "summary": "Subcommittee sends seven requests on remote access to port cranes to Example Freight Co.",
        "body": "Dear Sir or Madam:\n\nThe subcommittee is **concerned** about [remote access](https://wire.example/).\n\n"
        "## Requests\n\n1. Name each vendor.\n2. List the cranes.\n\n> By 20 September 2024, please.\n\n"
        "| Port | Cranes |\n|---|---|\n| North | 17 |\n| South | 24 |\n",
        "requests": [
            {"number": 1, "text": "Vendors with remote access", "due": "2024-09-20"},
            {"number": 2, "text": "Cranes and software versions", "due": "2024-09-20"},
            {"number": 3, "text": "Contracts for remote maintenance", "due": "2024-09-20"},
            {"number": 4, "text": "Access logs of update servers", "due": "2024-09-20"},
            {"number": "5(a)", "text": "Board minutes on crane software"},
        ],
        "sources": [FICTION],
    },
    {
        "id": "x-briefing-open",
        "kind": "staff_briefing",
        "title": "Example Freight Co. briefs staff on maintenance",
        "date": "2024-09",
        "mark": "public",
        "committees": ["XCOM01", "XHOM"],
        "companies": ["Example Freight Co."],
        "body": "    STAFF BRIEFING\n\nQ. Who has  access?\nA. Three vendors.\n",
        "format": "plain",
        "links": [{"rel": "discusses", "to": "x-request-cranes"}],
    },
    {
        "id": "x-call-counsel",
        "kind": "meeting_with_counsel",
        "title": "Call with counsel on the answers still owed",
        "date": "2024-10-01",
        "committees": ["XCOM01"],
        "companies": ["Example Freight Co."],
        "inquiry": "Withheld inquiry name",
        "summary": "Counsel says in confidence that the access logs were deleted by a contractor.",
        "body": "Counsel for the company told staff that the logs cannot be restored from any backup whatever.",
        "answers": [
            {"to": "x-request-cranes", "request": 4, "status": "refused", "text": "Counsel says the logs are gone."},
            {
                "to": "x-request-cranes",
                "request": "5(a)",
                "status": "full",
                "text": "Minutes were read aloud by phone.",
            },
        ],
        "links": [{"rel": "discusses", "to": "x-request-cranes"}],
        "sources": [{"title": "Staff memorandum of the confidential call"}],
    },
    {
        "id": "x-response-first",
        "kind": "response_letter",
        "title": "First answers on crane software",
        "date": "2024-10-03",
        "companies": [{"name": "Example Freight Co.", "role": "respondent"}],
        "summary": "Example Freight Co. answers and produces EFC-0000001 to 0000198.",
        "answers": [
            {"to": "x-request-cranes", "request": 1, "status": "full", "text": "Schedule A names three vendors."},
            {"to": "x-request-cranes", "request": 2, "status": "full", "text": "41 cranes, listed in Schedule B."},
            {"to": "x-request-cranes", "request": 3, "status": "partial", "text": "Contracts in force only."},
            {"to": "x-subpoena-sealed", "request": 1, "status": "promised", "text": "To follow."},
        ],
        "links": [
            {"rel": "responds_to", "to": "x-request-cranes"},
            {"rel": "follows_up", "to": "x-call-counsel"},
            {"rel": "related", "to": "x-nowhere-at-all"},
        ],
        "bates": [{"begin": "EFC-0000001", "end": "EFC-0000198", "volume": "1"}],
        "extra": {"respondent_mark": "Not for public release"},
        "sources": [FICTION, {"title": "Response letter", "date": "2024-10-03", "note": "Schedules A and B attached."}],
    },
    {
        "id": "x-subpoena-sealed",
        "kind": "subpoena",
        "title": "Subpoena for the sealed access logs of the update servers",
        "date": "2024-11-05",
        "mark": "members-only",
        "committees": ["XCOM"],
        "companies": ["Example Freight Co."],
        "requests": [{"number": 1, "text": "The sealed access logs of every update server", "due": "2024-12-01"}],
        "body": "The sealed subpoena compels production of the complete access logs of every update server.",
    },
    {
        "id": "x-note-undated",
        "kind": "press_release",
        "title": "Committee finds the maintenance unwise",
        "date": None,
        "committees": ["XCOM"],
        "sources": ["Press release"],
    },
]


def entries(objects: Iterable[JsonObject] = RECORD) -> list[Entry]:
    return [entry_from_json(item) for item in objects]


def card_of(entry: Entry, number: int) -> Card:
    return Card(
        key=Key(first_key(block_of_date(entry.date), entry.lane) + number),
        id=entry.id,
        lane=entry.lane,
        kind=entry.kind,
        title=entry.title,
        date=entry.date,
        mark=entry.mark,
    )


def details(record: Sequence[Entry] | None = None) -> list[EntryDetail]:
    """The entries with what the library says beside each of them."""
    record = entries() if record is None else record
    cards = {entry.id: card_of(entry, number) for number, entry in enumerate(record, start=1)}
    by_id = {entry.id: entry for entry in record}
    result = []
    for entry in record:
        links = [LinkedEntry(link.rel, True, link.to, cards.get(link.to)) for link in entry.links]
        received = []
        for other in record:
            links += [
                LinkedEntry(link.rel, False, other.id, cards[other.id]) for link in other.links if link.to == entry.id
            ]
            received += [
                ReceivedAnswer(str(answer.request), AnswerStatus(answer.status), answer.text, cards[other.id])
                for answer in other.answers
                if answer.to == entry.id
            ]
        result.append(
            EntryDetail(
                card=cards[entry.id],
                entry=entry,
                revision=1,
                committees=tuple(_committee(ref.code or ref.name or "") for ref in entry.committees),
                companies=tuple((Company(ref.name), ref.role) for ref in entry.companies),
                links=tuple(links),
                received=tuple(received),
                answered=tuple(
                    (cards.get(answer.to), _request_text(by_id.get(answer.to), str(answer.request)))
                    for answer in entry.answers
                ),
            )
        )
    return result


def _committee(key: str) -> Committee:
    return DIRECTORY.committees.get(key) or Committee(key, key, key)


def _request_text(entry: Entry | None, number: str) -> str:
    return next((item.text for item in entry.requests if str(item.number) == number), "") if entry else ""


def note_on(entry: str, text: str, number: int = 1) -> EntryNotes:
    at = datetime(2024, 11, 20, 9, 14, tzinfo=UTC)
    version = NoteVersion(EventId(f"ev{number}"), text, ("urgent",), "somebody@office", at, 1)
    return EntryNotes(
        EntryId(entry), (Note(NoteId(f"n{number}"), EntryId(entry), (version,), at),), ("private tag",), True
    )


NOTES = {
    EntryId("x-request-cranes"): note_on("x-request-cranes", "Ask about **schedule C** next time."),
    EntryId("x-call-counsel"): note_on("x-call-counsel", "Never write this down outside.", 2),
}

OPTIONS = MemoOptions(
    date=DAY,
    to="Members, Subcommittee on Freight and Ports",
    sender="Committee staff",
    subject="Remote access to port cranes; what is still owed",
    office="Example Commerce Committee",
    bottom_line="Example Freight Co. has answered **two of five** requests in full; the rest are overdue.\n\n"
    "- Ask for the contracts that have ended.\n- Ask for the access logs.",
)

SENTENCE = "7 of 412 records from Freight and Ports, about Example Freight Co."


def render(source: str, format_: str) -> str:
    return to_safe_html(source, format_)


def memo(**changes: Any) -> Memo:
    """The memo of the record with its notes, with some options changed."""
    options = replace(OPTIONS, include_notes=True, **changes)
    return compose(details(), NOTES, options, MarkScheme(), DIRECTORY, SENTENCE)
