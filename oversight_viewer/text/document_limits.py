"""How large documents of others may be, and the reasons for which one is refused."""

from __future__ import annotations

from enum import StrEnum
from typing import BinaryIO

MIB = 1 << 20
LARGEST_FILES = {"pdf": 512 * MIB, "docx": 256 * MIB, "html": 32 * MIB, "email": 128 * MIB}
"""Bytes of a file that is still opened, for each kind of document."""

MOST_PAGES = 20_000
MOST_TEXT = 50_000_000
"""Code points of all pages together."""

MOST_FILES = 500
MOST_FILE_BYTES = 128 * MIB
"""Bytes of all carried files together."""

LONGEST_PROPERTY = 10_000


class Reason(StrEnum):
    """Why a document gives no text."""

    DAMAGED = "damaged"
    PASSWORD = "password"  # noqa: S105 - a reason, not a password
    TOO_LARGE = "large"
    MEMORY = "memory"
    UNREADABLE = "unreadable"
    FAILED = "failed"


class RefusedDocument(Exception):  # noqa: N818 - named for what it says
    """A document that is not read.

    Args:
        reason: Why.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def read_bounded(stream: BinaryIO, most: int) -> bytes:
    """All bytes of a stream.

    Raises:
        RefusedDocument: If there are more than ``most``.
    """
    data = stream.read(most + 1)
    if len(data) > most:
        raise RefusedDocument(Reason.TOO_LARGE)
    return data
