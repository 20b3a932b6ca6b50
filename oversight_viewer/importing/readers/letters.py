"""Letters as PDF, Word document or e-mail. What is read out of them is only ever proposed."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.extraction import DocumentKind, EmbeddedFile, ExtractedText
from oversight_viewer.domain.records import Attachment, EntryId
from oversight_viewer.files import PRIVATE_COPIES, write_error
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.letter_entry import LetterFile, Mail, propose
from oversight_viewer.importing.lines import reading_error
from oversight_viewer.importing.problems import Content, FoundProposal, Piece, Problem

_LARGEST = 512 * 1024 * 1024
_HEAD = 64 * 1024
_PDF_WITHIN = 1024  # bytes before which the head of a PDF begins
_PACKED_PART = re.compile(rb"PK\x03\x04.{26}word/", re.DOTALL)
_HEADER = re.compile(rb"([A-Za-z][\w-]{0,60}):(.*)")
_TIME = re.compile(rb"\d{1,2}:\d{2}")
_UNSAFE = re.compile(r"[\0-\x1f\x7f-\x9f/\\:*?\"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_LONGEST_NAME = 120
_MOST_READ = 20
"""Attached letters of one e-mail that are read. Each may take the worker a minute."""

_MEDIA_TYPES = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DocumentKind.EMAIL: "message/rfc822",
}


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file that is kept with an entry."""

    content: Content
    title: str
    kind: DocumentKind

    @property
    def data(self) -> bytes:
        assert isinstance(self.content.data, bytes)
        return self.content.data

    @property
    def attachment(self) -> Attachment:
        title = " ".join(self.title.split()) or None
        return Attachment(self.content.path, title, _MEDIA_TYPES[self.kind], self.content.sha256)


def kind_of(head: bytes) -> DocumentKind | None:
    """Which kind of letter a file is, by its first bytes; None if it is none."""
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return DocumentKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return DocumentKind.DOCX if _PACKED_PART.search(head) else None
    return DocumentKind.EMAIL if _is_mail(head) else None


def _is_mail(head: bytes) -> bool:
    found: dict[bytes, bytes] = {}
    for line in head.replace(b"\r\n", b"\n").split(b"\n"):
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        match = _HEADER.fullmatch(line)
        if match is None:
            return False
        found.setdefault(match[1].lower(), match[2])
    if b"snapshot-content-location" in found or b"saved by" in found.get(b"from", b"").lower():
        return False  # a page that a browser has saved whole
    sent = _TIME.search(found.get(b"date", b"")) is not None
    return bool(found.keys() & {b"from", b"sender"}) and (
        sent or bool(found.keys() & {b"message-id", b"mime-version", b"received"})
    )


def _recognizes(sample: Sample) -> bool:
    return kind_of(sample.head) is not None


def _read(path: Path, means: Means) -> Iterator[Piece]:
    data = _bytes_of(path)
    kind = kind_of(data[:_HEAD])
    if kind is None:
        raise KnownError(
            f"{path.name} is no letter as PDF, Word document or e-mail.",
            safe="Nothing was imported.",
            todo="Save it as one of these and import that.",
        )
    found = means.extractor.extract(path, kind)
    name = clean_line(path.name)
    own = _Kept(_content(_safe_name(name), data), name, kind)
    carried, others = _carried(found, own) if kind is DocumentKind.EMAIL else ([], [])
    mail = note = None
    if kind is DocumentKind.EMAIL:
        note = f"The e-mail also carries, kept within it: {', '.join(others)}." if others else None
        answered = found.properties.get("in_reply_to", "")
        mail = Mail(found.properties, mail_id(answered) if answered else None)
    kept = [own, *carried]
    file = LetterFile(_id(data, found), name, tuple(item.attachment for item in kept), found, mail, note)
    proposal, text = propose(file, means.names)
    yield FoundProposal(proposal, name, text, tuple(item.content for item in kept))
    yield from _of_carried(carried, proposal.entry.id, name, means)


def _of_carried(carried: Sequence[_Kept], mail: EntryId, name: str, means: Means) -> Iterator[Piece]:
    """What the letters are that an e-mail carries: each a proposal of its own, linked to that of the e-mail."""
    seen: set[str] = set()
    for item in carried:
        where = f"{name}, attached {item.title}"
        if item.content.sha256 in seen:
            continue  # the same file under another name
        if len(seen) == _MOST_READ:
            yield Problem(where, f"More than {_MOST_READ} letters are attached; from here on they are kept unread")
            return
        seen.add(item.content.sha256)
        try:
            found = _read_carried(item, means)
        except KnownError as error:
            yield Problem(where, f"{error.what.rstrip('.')}; it is kept with the e-mail")
            continue
        file = LetterFile(_letter_id(item.content.sha256), item.title, (item.attachment,), found, carrier=mail)
        proposal, text = propose(file, means.names)
        yield FoundProposal(proposal, where, text, (item.content,), is_part=True)


def _read_carried(item: _Kept, means: Means) -> ExtractedText:
    """The text of a letter that an e-mail carries, read as any other: from a file, which only this user can see."""
    prefix = f"{PRIVATE_COPIES}{os.getpid()}-"
    try:
        with TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder:
            # Its name is what is said of it if it cannot be read.
            path = Path(folder) / Path(item.content.path).name
            path.write_bytes(item.data)
            return means.extractor.extract(path, item.kind)
    except OSError as error:
        raise write_error(Path(gettempdir()), error) from error


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise reading_error(path, error) from error
    if len(data) > _LARGEST:
        raise KnownError(
            f"{path.name} is too large for a letter.",
            safe="Nothing was imported.",
            todo="Split it, and import the parts.",
        )
    return data


def mail_id(message_id: str) -> EntryId:
    """The id of the entry of an e-mail, from its ``Message-ID``; so an answer finds what it answers."""
    return EntryId("email-" + hashlib.sha256(message_id.strip().encode("utf-8", "replace")).hexdigest()[:24])


def _id(data: bytes, found: ExtractedText) -> EntryId:
    message_id = found.properties.get("message_id", "")
    return mail_id(message_id) if message_id else _letter_id(hashlib.sha256(data).hexdigest())


def _letter_id(sha256: str) -> EntryId:
    return EntryId(f"letter-{sha256[:24]}")


def _safe_name(name: str) -> str:
    """A name that stays in its folder on every system."""
    plain = _UNSAFE.sub("-", name).strip(" .-")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: _LONGEST_NAME - len(ending)].rstrip(' .')}.{ending}".lstrip(".") or "letter"
    return plain[:_LONGEST_NAME] or "letter"


def _content(name: str, data: bytes) -> Content:
    return Content(f"letters/{name}", hashlib.sha256(data).hexdigest(), data)


def _carried(found: ExtractedText, mail: _Kept) -> tuple[list[_Kept], list[str]]:
    """The letters that an e-mail carries, to be kept beside it, and the names of what stays within it."""
    kept: list[_Kept] = []
    others: list[str] = []
    used = {mail.content.path.casefold()}
    for file in found.files:
        kind = kind_of(file.content[:_HEAD])
        if kind not in {DocumentKind.PDF, DocumentKind.DOCX}:
            others.append(" ".join(file.name.split()))
            continue
        content = _content(_unused(file, used), file.content)
        used.add(content.path.casefold())
        kept.append(_Kept(content, clean_line(file.name), kind))
    return kept, others


def _unused(file: EmbeddedFile, used: set[str]) -> str:
    name = _safe_name(file.name.replace("\\", "/").rpartition("/")[2])
    stem, dot, ending = name.rpartition(".")
    count = 1
    wanted = name
    while f"letters/{wanted}".casefold() in used:
        count += 1
        wanted = f"{stem if dot else ending} ({count}){dot}{ending if dot else ''}"
    return wanted


FORMATS = (
    Format(
        name="letter",
        title="a letter as PDF, Word document or e-mail",
        recognizes=_recognizes,
        read=_read,
        endings=(".pdf", ".docx", ".eml"),
    ),
)
