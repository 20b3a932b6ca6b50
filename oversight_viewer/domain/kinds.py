"""The three lanes and the kinds of entries that stand in them."""

from __future__ import annotations

from enum import StrEnum


class Lane(StrEnum):
    """One of the three columns of the record."""

    ACTION = "action"
    MEETING = "meeting"
    RESPONSE = "response"

    @property
    def number(self) -> int:
        """The place of the lane on the board, from the left: 0, 1, 2."""
        return LANES.index(self)

    @property
    def heading(self) -> str:
        return _HEADINGS[self][0]

    @property
    def short_heading(self) -> str:
        return _HEADINGS[self][1]


LANES: tuple[Lane, ...] = (Lane.ACTION, Lane.MEETING, Lane.RESPONSE)

_HEADINGS = {
    Lane.ACTION: ("Committee actions", "Actions"),
    Lane.MEETING: ("Closed-door meetings", "Meetings"),
    Lane.RESPONSE: ("Company responses", "Responses"),
}

KINDS: dict[Lane, tuple[str, ...]] = {
    Lane.ACTION: (
        "letter", "document_request", "interview_request", "invitation", "preservation_notice", "subpoena",
        "deposition_notice", "interrogatories", "hearing_notice", "hearing", "markup", "business_meeting",
        "committee_report", "staff_report", "committee_print", "contempt", "referral",
        "resolution_of_inquiry", "questions_for_the_record", "press_release", "statement", "other_action",
    ),
    Lane.MEETING: (
        "closed_briefing", "staff_briefing", "staff_call", "meeting_with_counsel", "proffer",
        "transcribed_interview", "deposition", "in_camera_review", "executive_session", "closed_session",
        "meeting", "other_meeting",
    ),
    Lane.RESPONSE: (
        "response_letter", "statement", "testimony", "document_production", "supplemental_production",
        "privilege_log", "objection", "declination", "qfr_response", "briefing_offer",
        "witness_made_available", "no_response", "other_response",
    ),
}  # fmt: skip

_LABELS = {
    "qfr_response": "Answers for the record",
    "questions_for_the_record": "Questions for the record",
    "meeting": "Closed-door meeting",
    "in_camera_review": "In camera review",
    "no_response": "No response",
    "other_action": "Other action",
}


def lanes_of_kind(kind: str) -> tuple[Lane, ...]:
    """The lanes in which a kind may stand; empty for a kind that the application does not know."""
    return tuple(lane for lane in LANES if kind in KINDS[lane])


def kind_label(kind: str) -> str:
    """Say a kind in words: ``document_request`` is ``Document request``. Unknown kinds are said as they are."""
    known = _LABELS.get(kind)
    if known is not None:
        return known
    words = kind.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
