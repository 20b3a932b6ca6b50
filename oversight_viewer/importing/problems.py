"""What a reader finds in a file: entries, proposals, names - and what is wrong where it finds none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from oversight_viewer.domain.name_decisions import CommitteeName, CompanyName
from oversight_viewer.domain.proposals import Proposal
from oversight_viewer.domain.records import Entry
from oversight_viewer.domain.saving import FileContent


@dataclass(frozen=True, slots=True)
class Problem:
    """One piece of an import that is left out.

    Args:
        where: The place, in words: ``line 12``; with the file's name before it when several files are read.
        reason: Why, in words of the user.
        line: The piece as it stands in the file, so that the user can mend it; None where it is too long to keep.
            Bytes that are not text are written as ``\\xNN``.
        number: The number of the line, from 1; None where the format has no lines.
    """

    where: str
    reason: str
    line: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of an attachment of an entry, to be kept with the record.

    Args:
        path: The ``path`` of the attachment in the entry that it belongs to.
        sha256: Of the bytes, in hexadecimal.
        data: The bytes, or a file that holds them.
    """

    path: str
    sha256: str
    data: bytes | Path


def file_contents(entry: Entry, contents: Iterable[Content]) -> tuple[FileContent, ...]:
    """What the library is to keep of the attachments of an entry."""
    types = {item.path: item.media_type for item in entry.attachments}
    return tuple(FileContent(item.sha256, types.get(item.path), item.data) for item in contents)


@dataclass(frozen=True, slots=True)
class Found:
    """One entry as a reader finds it, with its place and its text for when it has to be rejected later.

    Args:
        entry: The entry.
        where: The place, in words.
        line: The piece as it stands in the file; see :class:`Problem`.
        number: The number of the line, from 1.
        is_part: Whether the file tells only a part of the entry, as a witness list tells only the witnesses of a
            hearing. Parts with one id are put together, with one another and with what the library has.
        contents: What is kept of its attachments.
        missing: How many of its attachments should lie beside the file and do not.
    """

    entry: Entry
    where: str
    line: str | None = None
    number: int | None = None
    is_part: bool = False
    contents: tuple[Content, ...] = ()
    missing: int = 0


@dataclass(frozen=True, slots=True)
class FoundProposal:
    """Something that a text seems to tell, for the user to confirm, edit or drop.

    Args:
        proposal: The entry, and what it rests on.
        where: The place, in words.
        text: The whole text, into which the passages point.
        contents: What is kept of its attachments.
        is_part: Whether the file tells only a part of it, as an e-mail does of a letter that others carry too.
    """

    proposal: Proposal
    where: str
    text: str
    contents: tuple[Content, ...] = ()
    is_part: bool = False


Piece = Found | FoundProposal | CommitteeName | CompanyName | Problem


@dataclass(frozen=True, slots=True)
class TableMapping:
    """Which column of a table means what.

    Args:
        columns: Field of the entry to the column that it is read from. Fields are those of the interchange format, and
            ``<field>.<part>`` for parts: ``people.name``, ``sources.url``, ``identifiers.event_id``.
        constants: Field to a value for every row: ``lane``, ``kind``, ``mark``, ``chamber``.
        date_order: How dates of figures alone are written: ``ymd``, ``mdy`` or ``dmy``.
        separator: What stands between several values in one cell: ``;`` or ``|``; empty if a cell is one value.
        table: The table or sheet that is read; empty for the only one.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    date_order: str = "ymd"
    separator: str = ";"
    table: str = ""
