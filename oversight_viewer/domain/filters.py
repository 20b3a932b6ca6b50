"""What the user asks to see, as one value: the same for window, command line, memo and saved view."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.kinds import Lane


class Facet(StrEnum):
    """A property with a list of values that entries can be narrowed to; each is a field of RecordFilter."""

    COMMITTEE = "committees"
    COMPANY = "companies"
    INQUIRY = "inquiries"
    KIND = "kinds"
    LANE = "lanes"
    MARK = "marks"
    TAG = "tags"
    PERSON = "people"
    CONGRESS = "congresses"
    YEAR = "years"


FAMILIES = frozenset({Facet.COMMITTEE, Facet.COMPANY})
"""The facets whose values can belong to one another, so that one may be meant with those that belong to it."""

STATES = ("has_notes", "flagged", "unanswered", "overdue")
"""The fields of RecordFilter that ask for a state of the entry, or for its absence; EntryFacts has the same."""

UNDATED = "undated"
"""The year of an entry without a date."""


def year_of(day: PartialDate | None) -> str:
    """The year in which an entry stands on the board: that of the first day that its date may stand for."""
    return UNDATED if day is None else str(day.first_day.year)


class ChoiceState(StrEnum):
    """How a value stands in a filter."""

    UNUSED = "not used"
    INCLUDED = "included"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Choice:
    """Values of one facet: an entry has any of ``include``, if there are some, and none of ``exclude``."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.include or self.exclude)

    def state(self, value: str) -> ChoiceState:
        if value in self.include:
            return ChoiceState.INCLUDED
        return ChoiceState.EXCLUDED if value in self.exclude else ChoiceState.UNUSED

    def with_state(self, value: str, state: ChoiceState) -> Choice:
        include = tuple(item for item in self.include if item != value)
        exclude = tuple(item for item in self.exclude if item != value)
        if state is ChoiceState.INCLUDED:
            include += (value,)
        elif state is ChoiceState.EXCLUDED:
            exclude += (value,)
        return Choice(include, exclude)

    def accepts(self, values: Collection[str]) -> bool:
        return (not self.include or any(item in values for item in self.include)) and not any(
            item in values for item in self.exclude
        )


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What a filter looks at in an entry, apart from its text. Committees by key, companies and people by name.

    ``unanswered`` says that it puts requests of which one or more are open, ``overdue`` that one of these was due
    before today.
    """

    lane: Lane
    kind: str
    mark: str
    date: PartialDate | None = None
    committees: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    inquiry: str | None = None
    tags: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    congress: int | None = None
    has_notes: bool = False
    flagged: bool = False
    unanswered: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which entries are meant. Within a facet "or", between facets "and".

    Committees are named by key, companies and people by name. A committee includes its subcommittees unless
    ``subcommittees`` is false, a company its subsidiaries unless ``subsidiaries`` is. ``since`` and ``until`` are the
    first and last day, both included; an entry with a partial date matches if any day that it may stand for lies
    between them, and an undated entry matches no limit. Tags are those of the record and those of the user's notes.
    ``unanswered`` asks for entries with requests that are not answered in full, ``overdue`` for those with one that
    was due before today.
    """

    text: str = ""
    committees: Choice = field(default_factory=Choice)
    companies: Choice = field(default_factory=Choice)
    inquiries: Choice = field(default_factory=Choice)
    kinds: Choice = field(default_factory=Choice)
    lanes: Choice = field(default_factory=Choice)
    marks: Choice = field(default_factory=Choice)
    tags: Choice = field(default_factory=Choice)
    people: Choice = field(default_factory=Choice)
    congresses: Choice = field(default_factory=Choice)
    years: Choice = field(default_factory=Choice)
    subcommittees: bool = True
    subsidiaries: bool = True
    since: date | None = None
    until: date | None = None
    has_notes: bool | None = None
    flagged: bool | None = None
    unanswered: bool | None = None
    overdue: bool | None = None

    def choice(self, facet: Facet) -> Choice:
        value = getattr(self, facet.value)
        assert isinstance(value, Choice)
        return value

    def with_choice(self, facet: Facet, choice: Choice) -> RecordFilter:
        changes: dict[str, Any] = {facet.value: choice}
        return replace(self, **changes)

    def with_state(self, facet: Facet, value: str, state: ChoiceState) -> RecordFilter:
        return self.with_choice(facet, self.choice(facet).with_state(value, state))

    def with_condition(self, state: str, *, wanted: bool | None) -> RecordFilter:
        """The filter with another answer to whether entries shall be in one of ``STATES``; None does not ask."""
        changes: dict[str, Any] = {state: wanted}
        return replace(self, **changes)

    def is_exact(self, facet: Facet) -> bool:
        """Whether the values of a facet are meant without what belongs to them, which otherwise they stand for too."""
        return (facet is Facet.COMMITTEE and not self.subcommittees) or (
            facet is Facet.COMPANY and not self.subsidiaries
        )

    @property
    def is_empty(self) -> bool:
        return self == RecordFilter(text=self.text) and not self.text.strip()

    @property
    def parts(self) -> int:
        """How many things the filter says: each chosen value, the text, the dates, and everything else that is set."""
        chosen = sum(len(self.choice(f).include) + len(self.choice(f).exclude) for f in Facet)
        others = (
            bool(self.text.strip()),
            bool(self.since or self.until),
            not self.subcommittees,
            not self.subsidiaries,
        )
        return chosen + sum(others) + sum(getattr(self, state) is not None for state in STATES)

    def matches(self, facts: EntryFacts, directory: Directory) -> bool:
        """Whether an entry is meant, leaving ``text`` aside: the meaning that the database query must have."""
        committees, companies = facts.committees, facts.companies
        if self.subcommittees:
            committees = directory.with_ancestors_of_committees(committees)
        if self.subsidiaries:
            companies = directory.with_ancestors_of_companies(companies)
        sets: dict[Facet, Collection[str]] = {
            Facet.COMMITTEE: committees,
            Facet.COMPANY: companies,
            Facet.INQUIRY: () if facts.inquiry is None else (facts.inquiry,),
            Facet.KIND: (facts.kind,),
            Facet.LANE: (facts.lane.value,),
            Facet.MARK: (facts.mark,),
            Facet.TAG: facts.tags,
            Facet.PERSON: facts.people,
            Facet.CONGRESS: () if facts.congress is None else (str(facts.congress),),
            Facet.YEAR: (year_of(facts.date),),
        }
        if not all(self.choice(facet).accepts(values) for facet, values in sets.items()):
            return False
        limited = self.since is not None or self.until is not None
        if limited and (facts.date is None or not facts.date.overlaps(self.since, self.until)):
            return False
        return all(getattr(self, state) in {None, getattr(facts, state)} for state in STATES)
