"""The fixed words of a memo. The template takes all of them from here, so that the guard knows them too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from oversight_viewer.domain.dates import MONTHS

WORDS: Mapping[str, str] = {
    "memorandum": "Memorandum",
    "staff_memorandum": "Staff memorandum",
    "to": "To",
    "from": "From",
    "date": "Date",
    "re": "Re",
    "scope": "This memo covers",
    "record_as_of": "The record as of",
    "bottom_line": "Bottom line",
    "chronology": "Chronology",
    "entries": "Entries",
    "nothing": "The record holds nothing that this memo may show.",
    "request": "Request",
    "request_of": "Request of",
    "due": "Due",
    "answer": "Answer",
    "status": "Status",
    "answers": "Answers",
    "answers_to": "Answers to",
    "no_answer": "No answer recorded",
    "committees": "Committees",
    "companies": "Companies",
    "people": "People",
    "inquiry": "Inquiry",
    "full_text": "Full text",
    "produced": "Produced",
    "volume": "volume",
    "company_mark": "Company’s own mark",
    "privilege_log": "Privilege log",
    "staff_note": "Staff note",
    "no_source": "No source recorded",
    "not_in_memo": "Not part of this memo",
    "accessed": "accessed",
    "sources": "Sources",
    "back": "Back to the text",
    "no_date": "No date",
}

RELATIONS: Mapping[str, tuple[str, str]] = {
    "responds_to": ("Responds to", "Answered by"),
    "follows_up": ("Follows up", "Followed up by"),
    "discusses": ("Discusses", "Discussed in"),
    "transcript_of": ("Transcript of", "Transcript"),
    "testimony_at": ("Testimony at", "Testimony"),
    "supersedes": ("Supersedes", "Superseded by"),
    "related": ("Related to", "Related to"),
}

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def relation(rel: str, *, outgoing: bool) -> str:
    """Say a link between two entries, seen from one of them; one that is not known is said as it is."""
    known = RELATIONS.get(rel)
    if known is not None:
        return known[0 if outgoing else 1]
    words = rel.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def number_word(number: int) -> str:
    """A number at the beginning of a sentence: ``Two``, from thirteen on ``13``."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def counted(number: int, one: str, many: str) -> str:
    """``1 day``, ``2 days``."""
    return f"{number:,} {one if number == 1 else many}"


def long_date(day: date) -> str:
    """``26 November 2024``, whatever the language of the system."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def withheld_sentence(number: int, ceiling: str) -> str:
    """Say how many entries a memo leaves out, and never which. Empty when it leaves out none."""
    if number == 0:
        return ""
    what = "entry above the handling ceiling is" if number == 1 else "entries above the handling ceiling are"
    return f"{number_word(number)} {what} withheld from this memo. Its ceiling is “{ceiling}”."
