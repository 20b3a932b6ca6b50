"""What an importer of a format must offer, and what it is given: to find out what is its own, and to read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from oversight_viewer.domain.extraction import Extractor
from oversight_viewer.domain.foreign_tables import ForeignTables, NoForeignTables
from oversight_viewer.domain.mentions import NameFinder
from oversight_viewer.importing.problems import Piece, TableMapping


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a file.

    Args:
        name: The name of the file, without its folder.
        lines: Its first lines, unpacked, without blank ones.
        head: Its first bytes as they lie on the disk, at most 64 KiB.
    """

    name: str
    lines: tuple[bytes, ...]
    head: bytes = b""


class Mappings(Protocol):
    """What the user has said before about tables with certain columns."""

    def get(self, signature: str) -> TableMapping | None:
        """The mapping of a table with these columns, or None."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a reader may use.

    Args:
        extractor: Gets text out of documents, in a process of its own.
        names: Knows the committees and companies of the lists and of the library.
        mappings: What was said before about tables.
        today: The day of the import, for what has no date of its own such as ``accessed``.
        tables: Reads database files of other programs.
    """

    extractor: Extractor
    names: NameFinder
    mappings: Mappings
    today: date
    tables: ForeignTables = field(default_factory=NoForeignTables)


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be imported.

    Args:
        name: The word for the command line.
        title: What a user calls it, to go on after "The file is not ...".
        recognizes: Whether a file is of this format, told by its content; never raises.
        read: Goes through a file, piece by piece; raises KnownError when the file as a whole cannot be read.
        endings: The usual endings of its files, with the dot, in small letters, for dialogs that choose files.
        is_general: Whether files of other formats would be taken for it too, as any text may be an article: it is asked
            after all others.
    """

    name: str
    title: str
    recognizes: Callable[[Sample], bool]
    read: Callable[[Path, Means], Iterator[Piece]]
    endings: tuple[str, ...] = ()
    is_general: bool = False
