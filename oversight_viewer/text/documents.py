"""What the worker process does with a document: opens it, gets its text out, and sends it in pieces."""

from __future__ import annotations

import base64
import gc
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from oversight_viewer.domain.extraction import DocumentKind, ExtractedText
from oversight_viewer.text.document_limits import (
    LARGEST_FILES,
    LONGEST_PROPERTY,
    MOST_FILE_BYTES,
    MOST_FILES,
    MOST_PAGES,
    MOST_TEXT,
    Reason,
    RefusedDocument,
)

_TEXT_PIECE = 1_000_000  # code points of a frame
_BYTES_PIECE = 4 << 20

# Loaded with the first document of the kind: they need up to a second.
_MODULES = {
    DocumentKind.PDF: "pdf_text",
    DocumentKind.DOCX: "docx_text",
    DocumentKind.HTML: "html_text",
    DocumentKind.EMAIL: "email_text",
}


def _reader(kind: DocumentKind) -> Callable[[str], ExtractedText]:
    read: Callable[[str], ExtractedText] = import_module(f"oversight_viewer.text.{_MODULES[kind]}").read_document
    return read


def _read(path: str, kind: DocumentKind) -> ExtractedText:
    with open(path, "rb") as stream:
        stream.seek(0, 2)
        if stream.tell() > LARGEST_FILES[kind]:
            raise RefusedDocument(Reason.TOO_LARGE)
    found = _reader(kind)(path)
    if (
        len(found.pages) > MOST_PAGES
        or sum(map(len, found.pages)) > MOST_TEXT
        or len(found.files) > MOST_FILES
        or sum(len(item.content) for item in found.files) > MOST_FILE_BYTES
    ):
        raise RefusedDocument(Reason.TOO_LARGE)
    return found


def _frames_of(found: ExtractedText) -> Iterator[dict[str, Any]]:
    for page in found.pages:
        yield {"page": page[:_TEXT_PIECE]}
        for start in range(_TEXT_PIECE, len(page), _TEXT_PIECE):
            yield {"more": page[start : start + _TEXT_PIECE]}
    for file in found.files:
        yield {"file": [file.name[:LONGEST_PROPERTY], file.media_type[:LONGEST_PROPERTY]]}
        for start in range(0, len(file.content), _BYTES_PIECE):
            yield {"bytes": base64.b64encode(file.content[start : start + _BYTES_PIECE]).decode("ascii")}
    properties = {name: value[:LONGEST_PROPERTY] for name, value in found.properties.items() if value}
    yield {"done": True, "properties": properties, "notice": found.notice}


def document_frames(path: str, kind: str) -> Iterator[dict[str, Any]]:
    """The text of a document as messages: pages, then carried files, then ``done`` - or the reason why there is none.

    What goes wrong is named by its kind alone, never by the text that caused it.
    """
    try:
        yield from _frames_of(_read(path, DocumentKind(kind)))
    except RefusedDocument as error:
        yield {"error": error.reason.value}
    except MemoryError:
        yield {"error": Reason.MEMORY.value}
    except RecursionError:
        yield {"error": Reason.DAMAGED.value}
    except OSError as error:
        yield {"error": Reason.UNREADABLE.value, "details": type(error).__name__}
    except Exception as error:  # whatever a document does to its parser, the next document is not its victim
        yield {"error": Reason.FAILED.value, "details": type(error).__name__}
    gc.collect()
