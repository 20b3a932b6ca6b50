"""The parts of a letter, told by their place: letterhead, date, addressees, subject, salutation, closing, signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from oversight_viewer.domain.proposals import Basis, Passage
from oversight_viewer.importing.letter_dates import dateline, names_a_day
from oversight_viewer.importing.letter_text import LetterText, Line

_SALUTATION = re.compile(
    r"\s*(?:Dear\s+(?P<name>\S.{0,118}?)|(?:Ladies\s+and\s+Gentlemen|To\s+Whom\s+It\s+May\s+Concern))\s*[:,]"
    r"(?=\s*$|\s+[A-Z])"
)
_CLOSING = re.compile(
    r"\s*(?:Very\s+truly\s+yours|(?:Yours\s+)?(?:very\s+)?(?:sincerely|truly|respectfully)(?:\s+(?:yours|submitted))?|"
    r"(?:With\s+)?(?:best|kind|warm)?\s*regards|Respectfully(?:\s+submitted)?)\s*[,.]?\s*",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\s*(?:RE|Re|SUBJECT|Subject)\s*:\s*(?P<words>\S.*)")
_AFTER_SIGNATURE = re.compile(
    r"\s*(?:cc\s*:|c\.c\.|copy\s+to|encl(?:osures?|\.)?\b|attachments?\b|bcc\s*:|"
    r"(?:foia\s+)?confidential|not\s+for\s+public|privileged)",
    re.IGNORECASE,
)
_DELIVERY = re.compile(r"\s*(?:by|via|sent\s+(?:by|via))\b", re.IGNORECASE)
_LAST_RESORT = 40  # lines in which a date is looked for where there is no salutation
_MOST_ADDRESS = 30
_MOST_SIGNATURE = 40
_LONGEST_SIGNATURE = 110  # characters of a line of it


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the parts of a letter stand.

    Args:
        letter: The letter.
        written: Its date, None if it has none.
        date_basis: Where the date stands.
        letterhead: What stands above the date.
        address: The lines between date and salutation, without subject and way of delivery.
        subject: The words after ``RE:``, None if there are none.
        salutation: The name after ``Dear``.
        body: Where what is written begins and ends, in code points.
        body_lines: The same in lines.
        signature: The lines under the closing.
        has_closing: Whether there is a closing; without one the body goes on to the end.
    """

    letter: LetterText
    written: date | None
    date_basis: Basis | None
    letterhead: tuple[Line, ...]
    address: tuple[Line, ...]
    subject: Passage | None
    salutation: Passage | None
    body: tuple[int, int]
    body_lines: tuple[int, int]
    signature: tuple[Line, ...]
    has_closing: bool


def _written_lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if not line.is_furniture and not line.is_blank)


def _salutation(letter: LetterText) -> tuple[int, Passage] | None:
    for place, line in enumerate(letter.lines):
        match = None if line.is_furniture else _SALUTATION.match(line.text)
        if match is not None:
            start = line.start + len(line.text) - len(line.text.lstrip())
            return place, letter.passage(start, line.start + match.end())
    return None


def _closing(letter: LetterText, after: int) -> int | None:
    for place in range(after + 1, len(letter.lines)):
        line = letter.lines[place]
        if not line.is_furniture and not line.is_blank and _CLOSING.fullmatch(line.text):
            return place
    return None


def _subject(letter: LetterText, first: int, last: int) -> tuple[range, Passage] | None:
    """The lines of the subject: that with ``RE:``, and what follows without a gap."""
    for place in range(first, last):
        line = letter.lines[place]
        match = None if line.is_furniture else _SUBJECT.match(line.text)
        if match is None:
            continue
        end = place + 1
        while end < last and not letter.lines[end].is_blank and not letter.lines[end].is_furniture and end < place + 5:
            end += 1
        start = line.start + match.start("words")
        return range(place, end), letter.passage(start, letter.end_of(end - 1))
    return None


def _address(letter: LetterText, after: int, before: int) -> tuple[int, int]:
    """The lines of the address: all after the date or, in a letter without one, the last ones above the salutation."""
    if after >= 0:
        return after + 1, min(before, after + 1 + _MOST_ADDRESS)
    first = before
    while first > 0 and letter.lines[first - 1].is_blank:
        first -= 1
    while first > 0 and not letter.lines[first - 1].is_blank and before - first < _MOST_ADDRESS:
        first -= 1
    return first, before


def _signature(letter: LetterText, closing: int) -> tuple[Line, ...]:
    found: list[Line] = []
    for line in letter.lines[closing + 1 : closing + 1 + _MOST_SIGNATURE]:
        # Past it may stand another document: one with a date of its own, or running text.
        if _AFTER_SIGNATURE.match(line.text) or names_a_day(line.text) or len(line.text.strip()) > _LONGEST_SIGNATURE:
            break
        found.append(line)
    return _written_lines(tuple(found))


def shape_of(letter: LetterText) -> Shape:
    """Find the parts of a letter. Whatever the text is, some of them may be missing, but none is made up."""
    greeting = _salutation(letter)
    greeted = greeting[0] if greeting is not None else None
    top = greeted if greeted is not None else min(len(letter.lines), _LAST_RESORT)
    dated = dateline(letter, top)
    dated_at = dated[1] if dated is not None else -1
    first, last = _address(letter, dated_at, top) if greeted is not None else (top, top)
    subject = _subject(letter, dated_at + 1, top)
    if subject is None and greeted is not None:
        subject = _subject(letter, greeted + 1, min(len(letter.lines), greeted + 4))
    of_subject = set(subject[0]) if subject is not None else set()
    address = tuple(
        letter.lines[place]
        for place in range(first, last)
        if place not in of_subject and not _DELIVERY.match(letter.lines[place].text)
    )
    start = greeted if greeted is not None else dated_at + 1
    closing = _closing(letter, start)
    end = closing if closing is not None else len(letter.lines)
    body_start = greeting[1].end if greeting is not None else _start_of(letter, start)
    head_end = dated_at + 1 if dated is not None else first
    return Shape(
        letter=letter,
        written=dated[0] if dated is not None else None,
        date_basis=dated[2] if dated is not None else None,
        letterhead=_written_lines(letter.lines[:head_end]),
        address=_written_lines(address),
        subject=subject[1] if subject is not None else None,
        salutation=greeting[1] if greeting is not None else None,
        body=(body_start, max(body_start, _start_of(letter, end))),
        body_lines=(start, end),
        signature=() if closing is None else _signature(letter, closing),
        has_closing=closing is not None,
    )


def _start_of(letter: LetterText, line: int) -> int:
    return letter.lines[line].start if line < len(letter.lines) else len(letter.text)
