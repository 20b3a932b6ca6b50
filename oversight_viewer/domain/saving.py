"""What passes between those who read entries from elsewhere and those who keep them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.name_decisions import CommitteeName, CompanyName, MadeDecision
from oversight_viewer.domain.records import Committee, CommitteeRef, Company, CompanyRef, Entry, EntryId
from oversight_viewer.domain.written import Written

LISTED_AT_MOST = 10_000
"""So many updates, conflicts and vanished entries are named in a report; all are counted."""


class NameResolver(Protocol):
    """Finds out which committee or company an entry means. Codes and names are matched without regard to case."""

    def seed(self, committees: Iterable[Committee], companies: Iterable[Company]) -> None:
        """Learn what the library already has, before the first entry is resolved."""

    def learn(self, listed: Iterable[CommitteeName | CompanyName], decisions: Iterable[MadeDecision]) -> None:
        """Learn names of imported lists, and all decisions about names that hold, in place of those known so far."""

    def committee(self, ref: CommitteeRef) -> Committee:
        """The committee that is meant; one that nobody knows is made from the reference."""

    def company(self, ref: CompanyRef) -> Company:
        """The company that is meant; one that nobody knows is made from the reference."""

    def committee_by_key(self, key: str) -> Committee | None:
        """A committee by its key, for the parents of a resolved one."""

    def company_by_name(self, name: str) -> Company | None:
        """A company by its name, for the parents of a resolved one."""

    def owner_told(self, company: str) -> str | None:
        """The owner of a company, by name, as lists and entries tell it, whatever was decided."""

    def is_listed(self, committee: str) -> bool:
        """Whether a committee, by key, stands in the list that ships with the application."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """The content of an attachment.

    Args:
        sha256: Of the bytes, in hexadecimal.
        media_type: As ``application/pdf``; None if it is not known.
        data: The bytes, or a file that holds them.
    """

    sha256: str
    media_type: str | None
    data: bytes | Path


@dataclass(frozen=True, slots=True)
class Incoming:
    """An entry as a source says it.

    Args:
        entry: The entry.
        is_part: Whether the source tells only a part of it. Parts of one id are put together, with one another and with
            what the library has.
        contents: What is kept of its attachments.
        written: The entry written out, if somebody has done that already.
    """

    entry: Entry
    is_part: bool = False
    contents: tuple[FileContent, ...] = ()
    written: Written | None = None

    def write(self) -> Written:
        """The entry written out."""
        return self.written if self.written is not None else Written(self.entry)


Item = Entry | Incoming | CommitteeName | CompanyName
"""What can be saved: entries, and names of lists, which are known from there on."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was imported.

    Args:
        name: Without its folder.
        format: Name of the format as which it was read.
        sha256: Of its bytes, in hexadecimal; None if that was not worked out.
        size: In bytes.
        modified: When it was changed last, ISO 8601, UTC.
    """

    name: str
    format: str = ""
    sha256: str | None = None
    size: int | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that an import changed, and which of its fields."""

    id: EntryId
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that was changed by hand and that the source says otherwise since. What was written by hand stays."""

    id: EntryId
    title: str
    field: str


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What became of the entries that were given to the library.

    Args:
        added: Entries that the library did not have.
        updated: Entries that it has otherwise now.
        unchanged: Entries that it had so already, or that were edited by hand and that the source says as before.
        new_committees: Keys of committees that were created and stand in no list.
        new_companies: Names of companies that the library did not have.
        change: What views must show anew.
        batch: The number of the import; None if nothing was to be kept.
        updates: The entries that were changed; at most ``LISTED_AT_MOST`` of ``updated``.
        vanished: Entries that the last import of the same files had and this one has not; they stay. At most
            ``LISTED_AT_MOST``.
        vanished_count: How many these are in all.
        conflicts: Where the source and what was edited by hand differ; at most ``LISTED_AT_MOST``.
        conflicts_count: How many these are in all.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    new_committees: tuple[str, ...] = ()
    new_companies: tuple[str, ...] = ()
    change: Change = field(default_factory=Change)
    batch: int | None = field(default=None, compare=False)
    updates: tuple[EntryChange, ...] = ()
    vanished: tuple[EntryId, ...] = ()
    vanished_count: int = 0
    conflicts: tuple[FieldConflict, ...] = ()
    conflicts_count: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """An import, as the log of the library has it.

    Args:
        id: Its number.
        at: When, UTC.
        source: Where the entries came from, in words.
        files: The files.
        added, updated, unchanged, rejected: What became of what stood in them.
        is_undone: Whether it was undone since.
    """

    id: int
    at: datetime
    source: str
    files: tuple[SourceFile, ...]
    added: int
    updated: int
    unchanged: int
    rejected: int
    is_undone: bool


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry that undoing an import leaves as it is, and why."""

    id: EntryId
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What became of the entries of an import that was undone.

    Args:
        removed: How many are gone from the record; their history is kept.
        restored: How many say again what they said before.
        kept: Those that were changed since.
        change: What views must show anew.
    """

    removed: int = 0
    restored: int = 0
    kept: tuple[KeptEntry, ...] = ()
    change: Change = field(default_factory=Change)


@dataclass(frozen=True, slots=True)
class Revision:
    """What an entry said at some time.

    Args:
        number: Its number; the first is 1.
        saved_at: When it was saved, UTC.
        entry: What it said.
        by: The number of the import that brought it, or who edited it, in words.
        is_current: Whether the entry stands so now.
        is_removed: Whether the entry was taken out of the record when it stood so.
    """

    number: int
    saved_at: datetime
    entry: Entry
    by: int | str
    is_current: bool = False
    is_removed: bool = False
