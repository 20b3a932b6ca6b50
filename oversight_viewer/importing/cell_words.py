"""Reads lanes, kinds, chambers, marks and lists as people write them in the cells of a table."""

from __future__ import annotations

import re

from oversight_viewer.domain.kinds import Lane, lanes_of_kind
from oversight_viewer.domain.marks import DEFAULT_MARKS

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_COUNT = re.compile(r"(\d{1,4})(?:st|nd|rd|th)?(?:\s+(?:congress|session))?(?:\.0)?", re.IGNORECASE | re.ASCII)

_LANES = {
    "action": Lane.ACTION, "actions": Lane.ACTION, "committee_action": Lane.ACTION, "committee_actions": Lane.ACTION,
    "meeting": Lane.MEETING, "meetings": Lane.MEETING, "closed_door_meeting": Lane.MEETING,
    "closed_door_meetings": Lane.MEETING, "meeting_note": Lane.MEETING, "meeting_notes": Lane.MEETING,
    "response": Lane.RESPONSE, "responses": Lane.RESPONSE, "company_response": Lane.RESPONSE,
    "company_responses": Lane.RESPONSE,
}  # fmt: skip
_KINDS = {
    "hearings": "hearing", "hhrg": "hearing", "shrg": "hearing", "chrg": "hearing", "field_hearing": "hearing",
    "letters": "letter", "request_letter": "letter", "oversight_letter": "letter", "letter_to_company": "letter",
    "subpoenas": "subpoena", "rfi": "document_request", "information_request": "document_request",
    "request_for_documents": "document_request", "document_requests": "document_request",
    "markups": "markup", "hmkp": "markup", "hmtg": "business_meeting", "report": "committee_report",
    "reports": "committee_report", "hrpt": "committee_report", "print": "committee_print", "hprt": "committee_print",
    "response": "response_letter", "reply": "response_letter", "letter_response": "response_letter",
    "production": "document_production", "documents_produced": "document_production",
    "witness_testimony": "testimony", "written_testimony": "testimony",
    "briefing": "staff_briefing", "staff_briefings": "staff_briefing", "call": "staff_call",
    "phone_call": "staff_call", "interview": "transcribed_interview", "depositions": "deposition",
    "qfr": "questions_for_the_record", "qfrs": "questions_for_the_record", "press": "press_release",
    "preservation_letter": "preservation_notice", "preservation_request": "preservation_notice",
}  # fmt: skip
_CHAMBERS = {
    "h": "house", "house": "house", "house_of_representatives": "house", "us_house": "house",
    "s": "senate", "senate": "senate", "us_senate": "senate",
    "j": "joint", "joint": "joint", "both": "joint",
}  # fmt: skip


def _plain(text: str) -> str:
    return _NOT_WORD.sub("_", text.strip().lower()).strip("_")


_MARKS = {_plain(name): mark.code for mark in DEFAULT_MARKS for name in (mark.code, mark.label, mark.short_label)}


def read_lane(text: str) -> Lane | None:
    """The lane that a text names, or None."""
    return _LANES.get(_plain(text))


def read_kind(text: str) -> str:
    """A kind in the words of the application where it has one; else as written, in small letters with underscores."""
    plain = _plain(text)
    return plain if lanes_of_kind(plain) else _KINDS.get(plain, plain)


def read_chamber(text: str) -> str | None:
    """``house``, ``senate`` or ``joint``, or None."""
    return _CHAMBERS.get(_plain(text))


def read_mark(text: str) -> str:
    """The code of a handling mark, or the text as it is: an unknown mark ranks above all that are known."""
    return _MARKS.get(_plain(text), text.strip())


def read_count(value: object) -> int | None:
    """A number of a Congress or session: ``118``, ``118th``; None if it is none."""
    match = _COUNT.fullmatch(str(value).strip())
    return int(match[1]) if match is not None else None


def split_cell(text: str, separator: str) -> list[str]:
    """The values of a cell, without those that are empty."""
    parts = text.split(separator) if separator else [text]
    return [" ".join(part.split()) for part in parts if part.strip()]
