"""The record: entries and what they are made of. Field names are those of the interchange format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NewType

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.kinds import Lane

EntryId = NewType("EntryId", str)

JsonScalar = str | int | float | bool | None
JsonValue = JsonScalar | list["JsonValue"] | dict[str, "JsonValue"]
JsonObject = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class CommitteeRef:
    """A committee as an entry names it: by code, by name, or both."""

    code: str | None = None
    name: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompanyRef:
    """A company as an entry names it. ``role`` is addressee, respondent, witness or subject."""

    name: str
    role: str = "subject"
    id: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str | None = None
    organization: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """A numbered request or question that an action puts. The number is kept as the record writes it."""

    number: int | str
    text: str = ""
    due: PartialDate | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an entry says to a request. ``to`` is the id of the action, ``request`` the number there."""

    to: EntryId
    request: int | str
    status: str
    text: str = ""
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    rel: str
    to: EntryId
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BatesRange:
    begin: str
    end: str
    volume: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrivilegeLogItem:
    """A line of a privilege log; every part as the log writes it."""

    number: int | str | None = None
    date: str | None = None
    author: str | None = None
    recipients: str | tuple[str, ...] | None = None
    description: str | None = None
    basis: str | None = None
    bates: str | None = None
    request: int | str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. ``date`` and ``accessed`` are kept as written."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    accessed: str | None = None
    note: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside the record; ``path`` is relative and stays inside its folder."""

    path: str
    title: str | None = None
    media_type: str | None = None
    sha256: str | None = None
    extra: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the record, whole."""

    id: EntryId
    lane: Lane
    kind: str
    title: str
    mark: str
    date: PartialDate | None = None
    committees: tuple[CommitteeRef, ...] = ()
    companies: tuple[CompanyRef, ...] = ()
    people: tuple[Person, ...] = ()
    inquiry: str | None = None
    summary: str | None = None
    body: str | None = None
    format: str = "markdown"
    requests: tuple[Request, ...] = ()
    answers: tuple[Answer, ...] = ()
    links: tuple[Link, ...] = ()
    bates: tuple[BatesRange, ...] = ()
    privilege_log: tuple[PrivilegeLogItem, ...] = ()
    identifiers: JsonObject = field(default_factory=dict)
    congress: int | None = None
    session: int | None = None
    chamber: str | None = None
    sources: tuple[Source, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    tags: tuple[str, ...] = ()
    extra: JsonObject = field(default_factory=dict)

    @property
    def respondent_mark(self) -> str | None:
        """The company's own marking, kept apart from the committee's; it stands under ``extra``."""
        value = self.extra.get("respondent_mark")
        return value if isinstance(value, str) and value else None


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee or subcommittee of the library. ``key`` is its code, or its name where it has no code."""

    key: str
    name: str
    short_name: str
    parent: str | None = None
    chamber: str | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """A company of the library, known by its name; ``parent`` is the name of the company that owns it."""

    name: str
    parent: str | None = None
