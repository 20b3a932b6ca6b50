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
    """What a filter looks at in an entry, apart from its text. Committees by key, companies by name."""

    lane: Lane
    kind: str
    mark: str
    date: PartialDate | None = None
    committees: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    inquiry: str | None = None
    tags: frozenset[str] = frozenset()
    has_notes: bool = False
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which entries are meant. Within a facet "or", between facets "and".

    A committee includes its subcommittees, a company its subsidiaries. Committees are named by key, companies by
    name. ``since`` and ``until`` are the first and last day, both included; an entry with a partial date matches if
    any day that it may stand for lies between them, and an undated entry matches no limit. Tags are those of the
    record and those of the user's notes.
    """

    text: str = ""
    committees: Choice = field(default_factory=Choice)
    companies: Choice = field(default_factory=Choice)
    inquiries: Choice = field(default_factory=Choice)
    kinds: Choice = field(default_factory=Choice)
    lanes: Choice = field(default_factory=Choice)
    marks: Choice = field(default_factory=Choice)
    tags: Choice = field(default_factory=Choice)
    since: date | None = None
    until: date | None = None
    has_notes: bool | None = None
    flagged: bool | None = None

    def choice(self, facet: Facet) -> Choice:
        value = getattr(self, facet.value)
        assert isinstance(value, Choice)
        return value

    def with_choice(self, facet: Facet, choice: Choice) -> RecordFilter:
        changes: dict[str, Any] = {facet.value: choice}
        return replace(self, **changes)

    def with_state(self, facet: Facet, value: str, state: ChoiceState) -> RecordFilter:
        return self.with_choice(facet, self.choice(facet).with_state(value, state))

    @property
    def is_empty(self) -> bool:
        return self == RecordFilter(text=self.text) and not self.text.strip()

    @property
    def parts(self) -> int:
        """How many things the filter asks for: each chosen value, the text, the dates, notes and flag."""
        chosen = sum(len(self.choice(f).include) + len(self.choice(f).exclude) for f in Facet)
        others = (bool(self.text.strip()), bool(self.since or self.until))
        return chosen + sum(others) + (self.has_notes is not None) + (self.flagged is not None)

    def matches(self, facts: EntryFacts, directory: Directory) -> bool:
        """Whether an entry is meant, leaving ``text`` aside: the meaning that the database query must have."""
        sets: dict[Facet, Collection[str]] = {
            Facet.COMMITTEE: directory.with_ancestors_of_committees(facts.committees),
            Facet.COMPANY: directory.with_ancestors_of_companies(facts.companies),
            Facet.INQUIRY: () if facts.inquiry is None else (facts.inquiry,),
            Facet.KIND: (facts.kind,),
            Facet.LANE: (facts.lane.value,),
            Facet.MARK: (facts.mark,),
            Facet.TAG: facts.tags,
        }
        if not all(self.choice(facet).accepts(values) for facet, values in sets.items()):
            return False
        limited = self.since is not None or self.until is not None
        if limited and (facts.date is None or not facts.date.overlaps(self.since, self.until)):
            return False
        if self.has_notes is not None and facts.has_notes != self.has_notes:
            return False
        return self.flagged is None or facts.flagged == self.flagged
