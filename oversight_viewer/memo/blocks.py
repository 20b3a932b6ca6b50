"""A memo as composed: typed blocks with nothing left to decide, the same for every format.

All texts but those of :class:`Text` are plain: one line, without acting characters, not yet escaped. Numbers of
footnotes are those of :attr:`Memo.footnotes`, which stand in the order in which a reader first meets them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from oversight_viewer.domain.marks import Mark
from oversight_viewer.memo.guard import Unwanted


@dataclass(frozen=True, slots=True)
class Text:
    """A text with layout, as the record or the user wrote it; it is made safe when the memo is written."""

    source: str
    format: str


@dataclass(frozen=True, slots=True)
class Field:
    """A line with a label: ``To``, ``Committees``."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where something is from. ``url`` stands at the end and may be followed if it is an address of the web."""

    number: int
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ChronologyCell:
    """An entry in the table of the three lanes. ``anchor`` is that of its section."""

    anchor: str
    title: str
    refs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChronologyRow:
    """A date with at most one entry a lane, in the order of the lanes."""

    date: str
    cells: tuple[ChronologyCell | None, ChronologyCell | None, ChronologyCell | None]


@dataclass(frozen=True, slots=True)
class AnswerText:
    """What was answered. ``origin`` says by which entry, where that is not plain from the table."""

    text: str
    origin: str
    refs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request with what the permitted entries say to it."""

    request: str
    due: str
    answers: tuple[AnswerText, ...]
    status: str
    overdue: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer that an entry gives."""

    request: str
    text: str
    status: str


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The answers of an entry to one action; ``action`` is empty where the memo may not or cannot name it."""

    action: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """A note of the user, without the author's name."""

    date: str
    text: Text


@dataclass(frozen=True, slots=True)
class EntrySection:
    """One entry of the memo."""

    anchor: str
    number: str
    title: str
    when: str
    kind: str
    mark: str
    refs: tuple[int, ...]
    fields: tuple[Field, ...] = ()
    summary: str = ""
    body: Text | None = None
    requests_heading: str = ""
    requests: tuple[RequestRow, ...] = ()
    answers: tuple[AnswerGroup, ...] = ()
    notes: tuple[NoteBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Memo:
    """A whole memo.

    Args:
        title: What it is about; the title of the document for the reader's programs.
        office: Whose memo it is, or empty.
        fields: TO, FROM, DATE, RE.
        date: The day of the memo, to which all statuses refer.
        scope: The sentence that says what the memo covers, with the day; never names what is withheld.
        status_note: What the statuses of requests rest on; empty when no request is shown.
        banner: The highest mark really used, for the head and foot of every page.
        is_public: Whether that mark is the lowest one.
        withheld: How many entries were left out.
        unwanted: What must not be found in the written file.
    """

    title: str
    office: str
    fields: tuple[Field, ...]
    date: date
    scope: str
    status_note: str
    banner: Mark
    is_public: bool
    bottom_line: Text | None
    chronology: tuple[ChronologyRow, ...]
    entries: tuple[EntrySection, ...]
    footnotes: tuple[Footnote, ...]
    withheld: int
    withheld_note: str
    unwanted: Unwanted = field(repr=False, compare=False)
