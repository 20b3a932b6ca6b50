"""What the title of an event tells: its kind, and whether the doors were open."""

from __future__ import annotations

import re
from enum import StrEnum

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.kinds import Lane

_BULLETS = re.compile(r"\s*[•▪◦‣·●]\s*")
_CLOSED_PHRASE = (
    r"(?:\bclosed[\s-]+(?:door[\s-]+)?(?:full committee |subcommittee |committee |member |business )*"
    r"(?:session|hearing|briefing|meeting|portion|markup|roundtable|executive)s?\b"
    r"|\bin closed session\b|[(\[]\s*closed\s*[)\]]|^closed\s*[:–—-])"
)
_CLOSED = re.compile(_CLOSED_PHRASE, re.IGNORECASE)
_OPEN_AND_CLOSED = re.compile(r"\bopen\s*(?:/|&|and)\s*closed\b|\bclosed\s*(?:/|&|and)\s*open\b", re.IGNORECASE)
_FOLLOWED = re.compile(r"[;,]?\s*(?:to be |will be |which will be )?(?:immediately )?followed by\b", re.IGNORECASE)
_BRIEFING = re.compile(r"\bbriefing", re.IGNORECASE)
_SESSION = re.compile(r"\b(?:hearing|session|meeting)s?\b", re.IGNORECASE)
_HEARING = re.compile(
    r"^(?:\W|open|joint|field|oversight|legislative|budget|organizational|member day|continuation of|an?|the|and"
    r"|closed|rescheduled|postponed)*hearings?\b|\bhearings? to (?:examine|receive|consider|review)\b",
    re.IGNORECASE,
)
_ANY_HEARING = re.compile(r"\bhearings?\b", re.IGNORECASE)
_MARKUP = re.compile(r"\bmark[\s-]?up\b|\bto mark up\b", re.IGNORECASE)
_BUSINESS = re.compile(r"\b(?:business|organizational|executive) meeting\b|\bexecutive session\b", re.IGNORECASE)


class Doors(StrEnum):
    """Whether the public was let in."""

    OPEN = "open"
    CLOSED = "closed"
    OPEN_THEN_CLOSED = "open then closed"


def clean_title(text: str) -> str:
    """A title on one line; bullets of a list pasted into it are blanks, for the words between them join the points."""
    return clean_line(_BULLETS.sub(" ", text)).strip(" \t-–—;") or clean_line(text)


def doors(title: str) -> Doors:
    """Whether an event was open, closed, or first the one and then the other, as only the title tells it."""
    if _OPEN_AND_CLOSED.search(title):
        return Doors.OPEN_THEN_CLOSED
    parts = [bool(_CLOSED.search(part)) for part in _FOLLOWED.split(title)]
    if all(parts):
        return Doors.CLOSED
    if len(parts) > 1 and any(parts):
        return Doors.OPEN_THEN_CLOSED
    return Doors.CLOSED if any(parts) else Doors.OPEN


def closed_kind(title: str) -> str:
    """The kind of the part behind closed doors: the first part of the title that says so tells it."""
    part = next((part for part in _FOLLOWED.split(title) if _CLOSED.search(part)), title)
    return "closed_briefing" if _BRIEFING.search(part) and not _SESSION.search(part) else "closed_session"


def open_kind(word: str, title: str, *, word_is_certain: bool = True) -> str:
    """The kind of an event that is open.

    Args:
        word: What the source calls it: ``Hearing``, ``Markup``, ``Meeting``; empty if it does not say.
        title: Its title.
        word_is_certain: False where the source calls all events the same, as the Senate does.
    """
    known = {"hearing": "hearing", "hhrg": "hearing", "markup": "markup", "hmkp": "markup"}.get(word.lower())
    told = _kind_in(title)
    if known is not None and word_is_certain:
        # Copies of the record call all events hearings; a title that speaks of a markup and of no hearing knows better.
        return told if told is not None and known == "hearing" and not _ANY_HEARING.search(title) else known
    return told or known or "business_meeting"


def _kind_in(title: str) -> str | None:
    """The kind that a title tells: of two events in one, that of the first."""
    first = _FOLLOWED.split(title)[0]
    if _HEARING.search(first):
        return "hearing"
    if _MARKUP.search(first):
        return "markup"
    return "business_meeting" if _BUSINESS.search(first) else None


def lane_and_kind(word: str, title: str, *, word_is_certain: bool = True) -> tuple[Lane, str]:
    """Lane and kind of an event; what is wholly behind closed doors is a meeting."""
    if doors(title) is Doors.CLOSED:
        return Lane.MEETING, closed_kind(title)
    return Lane.ACTION, open_kind(word, title, word_is_certain=word_is_certain)
