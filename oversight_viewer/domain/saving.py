"""What passes between those who read entries from elsewhere and those who keep them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.records import Committee, CommitteeRef, Company, CompanyRef, Entry


class NameResolver(Protocol):
    """Finds out which committee or company an entry means. Codes and names are matched without regard to case."""

    def seed(self, committees: Iterable[Committee], companies: Iterable[Company]) -> None:
        """Learn what the library already has, before the first entry is resolved."""

    def committee(self, ref: CommitteeRef) -> Committee:
        """The committee that is meant; one that nobody knows is made from the reference."""

    def company(self, ref: CompanyRef) -> Company:
        """The company that is meant; one that nobody knows is made from the reference."""

    def committee_by_key(self, key: str) -> Committee | None:
        """A committee by its key, for the parents of a resolved one."""

    def company_by_name(self, name: str) -> Company | None:
        """A company by its name, for the parents of a resolved one."""

    def is_listed(self, committee: str) -> bool:
        """Whether a committee, by key, stands in the list that ships with the application."""


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of an attachment of an entry, to be kept with the record.

    Args:
        path: The ``path`` of the attachment in the entry that it belongs to.
        sha256: Of the bytes, in hexadecimal.
        data: The bytes.
    """

    path: str
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """An entry on its way into the library.

    Args:
        entry: The entry.
        is_part: Whether it is put together with what the library has under its id, instead of taking its place.
        contents: What is kept of its attachments.
    """

    entry: Entry
    is_part: bool = False
    contents: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What became of the entries that were given to the library.

    ``new_committees`` are keys of committees that were created and stand in no list; ``new_companies`` are names of
    companies that the library did not have.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    new_committees: tuple[str, ...] = ()
    new_companies: tuple[str, ...] = ()
    change: Change = field(default_factory=Change)
