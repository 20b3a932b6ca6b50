"""What the library answers: rows for lists, and whole entries with what belongs to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.filters import Facet
from oversight_viewer.domain.keys import Block, Key
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import Committee, Company, Entry, EntryId
from oversight_viewer.domain.requests import AnswerStatus, RequestState


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of an entry. Committees by key and companies by name, in the order of the entry.

    ``found_in_notes`` says that a search found it only since something stands in the user's notes on it.
    """

    key: Key
    id: EntryId
    lane: Lane
    kind: str
    title: str
    date: PartialDate | None
    mark: str
    committees: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    inquiry: str | None = None
    respondent_mark: str | None = None
    requests: tuple[RequestState, ...] = ()
    attachments: int = 0
    found_in_notes: bool = False

    @property
    def answered(self) -> int:
        """How many of the requests are answered in full."""
        return sum(state.status is AnswerStatus.FULL for state in self.requests)


class BlockCount(NamedTuple):
    """How many matching entries a block of the board has in one lane.

    A tuple, because tens of thousands are made for each letter that is typed into the search.
    """

    block: Block
    lane: Lane
    count: int  # type: ignore[assignment]  # in place of the method of tuples, which nobody needs here


@dataclass(frozen=True, slots=True)
class CardLink:
    """A link between two entries of the library. ``source`` names ``target`` in its list of links."""

    source: Key
    target: Key
    rel: str


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """For each facet, how many entries one gets by each value, all other facets of the filter obeyed.

    Committees count the entries of their subcommittees, companies those of their subsidiaries, unless the filter means
    them without. The fields named like a state of the filter count the entries in that state likewise.
    """

    counts: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)
    has_notes: int = 0
    flagged: int = 0
    unanswered: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class LinkedEntry:
    """The other end of a link. ``outgoing`` is true when the link stands in the entry that is read.

    ``card`` is None when the library has no entry of that id: a dangling link.
    """

    rel: str
    outgoing: bool
    id: EntryId
    card: Card | None


@dataclass(frozen=True, slots=True)
class ReceivedAnswer:
    """An answer to a request of the entry that is read, with the entry that gives it."""

    request: str
    status: AnswerStatus
    text: str
    by: Card


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """One entry, whole, with everything that a reader shows beside its text.

    ``answered`` names, for each answer that this entry gives, the card of the action (None if not in the library)
    and the text of the request there.
    """

    card: Card
    entry: Entry
    revision: int
    committees: tuple[Committee, ...]
    companies: tuple[tuple[Company, str], ...]
    links: tuple[LinkedEntry, ...] = ()
    received: tuple[ReceivedAnswer, ...] = ()
    answered: tuple[tuple[Card | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryInfo:
    """What ``info`` says of a library. ``size`` in bytes."""

    path: str
    title: str
    version: int
    size: int
    entries: Mapping[Lane, int]
    committees: int
    companies: int
    first_day: date | None
    last_day: date | None
    created: datetime
    changed: datetime

    @property
    def total(self) -> int:
        return sum(self.entries.values())
