"""What an importer of a format must offer, and what it is shown to find out whether a file is its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from oversight_viewer.importing.problems import Found, Problem


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a file: its name and its first lines, unpacked, without blank ones."""

    name: str
    lines: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be imported.

    Args:
        name: The word for the command line.
        title: What a user calls it, to go on after "The file is not ...".
        recognizes: Whether a file is of this format, told by its content.
        read: Goes through a file, piece by piece; raises KnownError when the file as a whole cannot be read.
    """

    name: str
    title: str
    recognizes: Callable[[Sample], bool]
    read: Callable[[Path], Iterator[Found | Problem]]
