"""What is got out of documents of others: their text, page by page, and what the file says of itself.

Documents are hostile until proved otherwise, so they are opened in the worker process of ``text``; importers know only
the :class:`Extractor` that they are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class DocumentKind(StrEnum):
    """A kind of document that text can be got out of."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file that a document carries, such as the attachment of an e-mail.

    Args:
        name: As the document names it; never used as a path.
        media_type: As the document says it.
        content: The bytes.
    """

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """A document as text.

    Args:
        pages: The text of each page or, where a format has none, of the whole. A page that is only a picture is empty.
        properties: What the file says of itself, under these names where it says it: ``title``,
            ``page_title`` (of a web page, with what the site puts around the title), ``author``, ``publisher``,
            ``url``, ``date`` (as written), ``subject``, ``from``, ``to``, ``cc``, ``message_id``, ``in_reply_to``.
        files: What it carries.
        notice: What a reader must be told, such as that it is a scan without text; None if nothing.
    """

    pages: tuple[str, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    files: tuple[EmbeddedFile, ...] = ()
    notice: str | None = None

    @property
    def has_text(self) -> bool:
        """Whether there is anything to read in it."""
        return any(page.strip() for page in self.pages)


class Extractor(Protocol):
    """Gets the text out of a document without running anything in it."""

    def extract(self, path: Path, kind: DocumentKind) -> ExtractedText:
        """The text of a file.

        Raises:
            KnownError: If it cannot be read, is damaged, locked by a password, too large, or takes too long.
        """
