"""Text of e-mails and what they carry. Runs in the worker process."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import Message

from oversight_viewer.domain.extraction import EmbeddedFile, ExtractedText
from oversight_viewer.text.document_limits import (
    LARGEST_FILES,
    MOST_FILE_BYTES,
    MOST_FILES,
    MOST_TEXT,
    Reason,
    RefusedDocument,
    read_bounded,
)
from oversight_viewer.text.html_text import page_text
from oversight_viewer.text.tidy import one_line, tidy

_HEADERS = {
    "from": "From",
    "to": "To",
    "cc": "Cc",
    "date": "Date",
    "subject": "Subject",
    "message_id": "Message-ID",
    "in_reply_to": "In-Reply-To",
}
_MOST_PARTS = 2_000
_MOST_DEPTH = 12
_FORWARDED = "message/rfc822"


def read_document(path: str) -> ExtractedText:
    """The text of an e-mail, its headers and its attachments.

    A message that it carries whole becomes a file ``.eml`` of its own; nothing in it is opened.

    Raises:
        RefusedDocument: If it is no e-mail, or too large.
    """
    with open(path, "rb") as stream:
        data = read_bounded(stream, LARGEST_FILES["email"])
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not any(message.get_all(name) for name in ("From", "To", "Date", "Subject")):
        raise RefusedDocument(Reason.DAMAGED)
    texts: list[str] = []
    files: list[EmbeddedFile] = []
    broken = _gather(message, texts, files)
    text = tidy("\n\n".join(texts))
    notice = "Parts of it are damaged and are left out." if broken else None
    return ExtractedText((text,), _headers(message), tuple(files), notice)


def _header(message: Message, name: str) -> str:
    try:
        return one_line(str(message.get(name, "")))
    except Exception:  # the standard library's parser of headers fails on some in many ways
        return one_line(next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), ""))


def _headers(message: Message) -> dict[str, str]:
    found = {name: _header(message, header) for name, header in _HEADERS.items()}
    return {name: value for name, value in found.items() if value}


def _gather(message: Message, texts: list[str], files: list[EmbeddedFile]) -> bool:
    """Sort the parts of a message into what is read and what it carries; True if some are damaged."""
    broken = False
    size = count = 0
    for part in _shown_parts(message, 0):
        count += 1
        if count > _MOST_PARTS:
            raise RefusedDocument(Reason.TOO_LARGE)
        try:
            item = _part(part, len(files) + 1)
        except RefusedDocument:
            raise
        except Exception:  # see _header
            broken = True
            continue
        if isinstance(item, str):
            texts.append(item)
            size += len(item)
        else:
            files.append(item)
            size += len(item.content)
        if size > MOST_FILE_BYTES + MOST_TEXT or len(files) > MOST_FILES:
            raise RefusedDocument(Reason.TOO_LARGE)
    return broken


def _shown_parts(message: Message, depth: int) -> Iterator[Message]:
    """The parts that are no containers; of several forms of one text the plain one, else the last that is HTML."""
    if depth > _MOST_DEPTH:
        raise RefusedDocument(Reason.TOO_LARGE)
    kind = message.get_content_type()
    parts = message.get_payload()
    if kind == _FORWARDED or not message.is_multipart() or not isinstance(parts, list):
        yield message
        return
    children = [part for part in parts if isinstance(part, Message)]
    if kind == "multipart/alternative":
        children = _best(children)
    for part in children:
        yield from _shown_parts(part, depth + 1)


def _best(forms: list[Message]) -> list[Message]:
    """One of several forms of a text, and all that is more than a form of it."""
    plain = [part for part in forms if part.get_content_type() == "text/plain" and _is_filled(part)]
    rich = [part for part in forms if part.get_content_type() in {"text/html", "multipart/related", "multipart/mixed"}]
    if not plain:
        return rich[-1:] or forms[-1:]
    # Attachments that a program has put among the forms of the rich text are not lost.
    return [*plain[:1], *(item for part in rich for item in part.walk() if _is_attached(item))]


def _is_filled(part: Message) -> bool:
    content = part.get_payload(decode=True)
    return isinstance(content, bytes) and bool(content.strip())


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _part(part: Message, number: int) -> str | EmbeddedFile:
    kind = part.get_content_type()
    name = one_line(part.get_filename() or "")
    if kind == _FORWARDED:
        return _forwarded(part, name)
    is_file = _is_attached(part) or bool(name)
    if kind == "text/plain" and not is_file:
        return _decoded(part)
    if kind == "text/html" and not is_file:
        return page_text(_decoded(part))
    content = part.get_payload(decode=True)
    return EmbeddedFile(name or f"part-{number}", kind, content if isinstance(content, bytes) else b"")


def _forwarded(part: Message, name: str) -> EmbeddedFile:
    inner = part.get_payload()
    message = inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Message) else None
    content = message.as_bytes(policy=email.policy.compat32) if message is not None else b""
    title = _header(message, "Subject") if message is not None else ""
    return EmbeddedFile(name or f"{title or 'message'}.eml", _FORWARDED, content)


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        return content.decode(charset)
    except (LookupError, UnicodeError):
        return content.decode("windows-1252", "replace")
