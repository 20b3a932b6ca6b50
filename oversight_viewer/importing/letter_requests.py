"""The numbered requests of a letter, each with its text and the day by which it is to be answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oversight_viewer.domain.proposals import Basis, Passage
from oversight_viewer.domain.records import Request
from oversight_viewer.importing.letter_due import Due, due_dates
from oversight_viewer.importing.letter_text import LetterText

_ITEM = re.compile(
    r"\s*(?P<label>(?:(?:Document\s+)?(?:Request|Question|Interrogatory)\s+(?:No\.?\s*|Number\s+|\#\s*)?)"
    r"(?P<named>\d{1,3})\s*[.:)–—-]?|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,3})[.)])(?:\s+(?=\S)|\s*$|(?=(?-i:[A-Z])))",
    re.IGNORECASE,
)
_SUB_ITEM = re.compile(r"\s*(?:\(?[a-zA-Z]{1,2}[.)]|\(?[ivxIVX]{1,5}[.)]|[•●▪◦o·–-])\s+\S")
_ASKING = re.compile(
    r"\b(?:provide|produce|answer|respond|respons\w+|request\w*|questions?|submit|furnish|explain|following|require\w*|"
    r"information|documents?|please|appreciate)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\s*(?:all\b|any\b|each\b|please\b|provide\b|produce\b|describe\b|explain\b|identify\b|list\b|state\b|copies\b|"
    r"documents?\b|communications\b|a\s+(?:list|copy|description)\b|an?\s+\w+\s+of\b|what\b|when\b|why\b|how\b|who\b|"
    r"which\b|did\b|does\b|do\b|is\b|are\b|has\b|have\b|was\b|were\b|will\b|can\b|could\b|would\b|should\b)",
    re.IGNORECASE,
)
_SENTENCE_OVER = re.compile(r"[.?;:!][\"”’)]*\s*(?:and|or)?\s*$")
_NEW_THOUGHT = re.compile(
    r"\s*(?:Please|If\s+you|Thank|The\s+Committee|The\s+Subcommittee|We|To\s+(?:arrange|assist|ensure)|Should\s+you|Your|"
    r"I|In\s+addition|Finally|An\s+attachment|Attached|Enclosed|These|This|Pursuant|Given|Accordingly|For\s+purposes|"
    r"House\s+Rule|Under)\b"
)
_SCHEDULE = re.compile(
    r"\s*(?:SCHEDULE|Schedule)(?:\s+[A-Z\d]{1,2}|\s+OF\s+.{3,60})?\s*|\s*(?:DOCUMENT\s+)?REQUESTS?\s*:?\s*"
)
_SCHEDULE_END = re.compile(r"\s*(?:INSTRUCTIONS|DEFINITIONS|(?:DEFINITIONS|INSTRUCTIONS)\s+AND\s+\w+)\s*:?\s*")
_LEAD_LINES = 6
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class FoundRequests:
    """The requests of a letter.

    Args:
        requests: In the order of the letter; a second list counts from ``1 (list 2)``.
        basis: Where each stands, and where its day stands.
    """

    requests: tuple[Request, ...] = ()
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number at the beginning of a line."""

    number: int
    is_named: bool
    line: int
    start: int


def _marks(letter: LetterText, lines: tuple[int, int], start: int) -> list[_Mark]:
    found: list[_Mark] = []
    for place in range(*lines):
        line = letter.lines[place]
        match = None if line.is_furniture or line.start + len(line.text) <= start else _ITEM.match(line.text)
        if match is not None and len(found) < _MOST:
            number = int(match["named"] or match["round"] or match["plain"])
            found.append(_Mark(number, match["named"] is not None, place, line.start + match.start("label")))
    return found


def _before(letter: LetterText, place: int, first: int) -> list[str]:
    """The last lines of writing before a line, nearest first."""
    found: list[str] = []
    for at in range(place - 1, first - 1, -1):
        line = letter.lines[at]
        if not line.is_furniture and not line.is_blank:
            found.append(line.text)
            if len(found) == _LEAD_LINES:
                break
    return found


def _follows_lead(letter: LetterText, mark: _Mark, first: int) -> bool:
    """Whether a list may begin here: after a line that announces it, and not in the middle of a request."""
    before = _before(letter, mark.line, first)
    if not before:
        return True
    above = letter.lines[mark.line - 1]
    return before[0].rstrip().endswith(":") and not _ITEM.match(before[0]) and (above.is_blank or above.is_furniture)


def _lists(letter: LetterText, marks: Sequence[_Mark], first: int) -> list[list[_Mark]]:
    """The runs of numbers that count on, one by one. Numbers of a list inside a request belong to its text."""
    lists: list[list[_Mark]] = []
    for place, mark in enumerate(marks):
        current = lists[-1] if lists else None
        if current is None:
            lists += [[mark]] if mark.number == 1 or mark.is_named else []
        elif mark.number == current[-1].number + 1 and mark.is_named == current[-1].is_named:
            current.append(mark)
        elif _begins_anew(letter, mark, first, marks[place + 1 :], current[-1].number + 1):
            lists.append([mark])
    return lists


def _begins_anew(letter: LetterText, mark: _Mark, first: int, later: Sequence[_Mark], expected: int) -> bool:
    return mark.number == 1 and _follows_lead(letter, mark, first) and not _is_inner(later, expected)


def _is_inner(later: Sequence[_Mark], expected: int) -> bool:
    """Whether the list around one that begins anew is taken up again behind it."""
    count = 1
    for mark in later:
        if mark.number != count + 1:
            return mark.number == expected
        count += 1
    return False


def _words(letter: LetterText, first: int, last: int, start: int) -> tuple[str, int]:
    """The writing from ``start`` to the line before ``last``, without what belongs to the pages, and where it ends."""
    parts: list[str] = []
    end = start
    for place in range(first, last):
        line = letter.lines[place]
        if line.is_furniture:
            continue
        text = line.text[max(0, start - line.start) :]
        if text.strip():
            parts.append(text.rstrip() if not parts else text.strip())
            end = line.start + len(line.text.rstrip())
    return "\n".join(parts), end


def _last_line(letter: LetterText, mark: _Mark, until: int) -> int:
    """The line before which the last request of a list ends: at a paragraph that is none of its sub-items."""
    gap = False
    previous = ""
    for place in range(mark.line, until):
        line = letter.lines[place]
        if line.is_furniture:
            continue
        if line.is_blank:
            gap = True
            continue
        is_over = _SENTENCE_OVER.search(previous) is not None
        if place > mark.line and is_over and not _SUB_ITEM.match(line.text) and (gap or _NEW_THOUGHT.match(line.text)):
            return place
        previous, gap = line.text, False
    return until


def _is_request_list(letter: LetterText, marks: Sequence[_Mark], texts: Sequence[str], first: int) -> bool:
    """Whether a list asks for something: its lead says so, or most of its items do."""
    if marks[0].is_named:
        return True
    lead = " ".join(reversed(_before(letter, marks[0].line, first)[:3]))
    asked = sum(text.rstrip().endswith("?") or _ASKED.match(text) is not None for text in texts)
    return (asked >= 1 and _ASKING.search(lead) is not None) or 2 * asked >= len(texts)


def find_requests(
    letter: LetterText, lines: tuple[int, int], start: int, written: date | None, *, schedule: bool = False
) -> FoundRequests:
    """The numbered requests between the salutation and the closing.

    Args:
        letter: The letter.
        lines: The first line of the body, and the line after its last.
        start: Where the body begins, in code points.
        written: The date of the letter.
        schedule: Whether the requests may stand in a schedule behind the letter, as those of a subpoena do.
    """
    found = _requests_in(letter, lines, start, written)
    if not found.requests and schedule:
        part = _schedule(letter, lines[0])
        if part is not None:
            found = _requests_in(letter, part, letter.lines[part[0]].start, written)
    return found


def _schedule(letter: LetterText, first: int) -> tuple[int, int] | None:
    begin = None
    for place in range(first, len(letter.lines)):
        text = letter.lines[place].text
        if begin is None and text.strip() and _SCHEDULE.fullmatch(text):
            begin = place + 1
        elif begin is not None and text.strip() and _SCHEDULE_END.fullmatch(text):
            return begin, place
    return None if begin is None or begin >= len(letter.lines) else (begin, len(letter.lines))


def _requests_in(letter: LetterText, lines: tuple[int, int], start: int, written: date | None) -> FoundRequests:
    general = _general_due(letter, lines, start, written)
    requests: list[Request] = []
    basis: list[Basis] = []
    lists = _lists(letter, _marks(letter, lines, start), lines[0])
    kept = 0
    for place, marks in enumerate(lists):
        until = lists[place + 1][0].line if place + 1 < len(lists) else lines[1]
        items = _items(letter, marks, until)
        if not _is_request_list(letter, marks, [item.text for item in items], lines[0]):
            continue
        kept += 1
        for item in items:
            own = next(iter(due_dates(letter, item.start, item.end, written, asks=False)), None)
            due = own or general
            label = item.number if kept == 1 else f"{item.number} (list {kept})"
            requests.append(Request(label, item.text, due.value if due is not None else None))
            passage = Passage(item.start, item.end, letter.text[item.start : item.end])
            basis.append(Basis("requests", f"request {label}", passage))
            basis += [own.basis] if own is not None else []
    if requests and general is not None:
        basis.append(general.basis)
    return FoundRequests(tuple(requests), tuple(dict.fromkeys(basis)))


def _items(letter: LetterText, marks: Sequence[_Mark], until: int) -> list[_Item]:
    items = []
    for place, mark in enumerate(marks):
        last = marks[place + 1].line if place + 1 < len(marks) else _last_line(letter, mark, until)
        line = letter.lines[mark.line]
        match = _ITEM.match(line.text)
        assert match is not None
        text, end = _words(letter, mark.line, last, line.start + match.end())
        items.append(_Item(mark.number, mark.start, max(end, mark.start), text))
    return items


def _general_due(letter: LetterText, lines: tuple[int, int], start: int, written: date | None) -> Due | None:
    """The day by which the letter as a whole wants its answer: a named one before one that has to be worked out."""
    end = letter.lines[lines[1]].start if lines[1] < len(letter.lines) else len(letter.text)
    found = due_dates(letter, start, end, written)
    certain = [due for due in found if due.basis.is_certain]
    return next(iter(certain or found), None)
