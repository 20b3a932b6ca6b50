"""Text of Word documents. Runs in the worker process; macros and linked files are never touched.

Of the file only the parts with text are unpacked: body, headers, footers, notes, and what counts the lists. What is
marked as deleted is left out, what is marked as inserted is kept; comments are left out, and the notice says so.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from oversight_viewer.domain.extraction import ExtractedText
from oversight_viewer.text.document_limits import MIB, Reason, RefusedDocument
from oversight_viewer.text.docx_numbering import Numbering, W
from oversight_viewer.text.tidy import one_line, tidy

_MOST_MEMBERS = 10_000
_LARGEST_PART = 64 * MIB
_MOST_HEADERS = 60
_DEEPEST = 200
_BODY = "word/document.xml"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_LEFT_OUT = frozenset(
    W + name
    for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "sectPr", "tblPr", "trPr")
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SIGN_TAGS = {W + name: sign for name, sign in _SIGNS.items()}
_NOTES = {W + "footnoteReference": "note ", W + "endnoteReference": "endnote "}
_CORE = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}subject": "subject",
    "{http://purl.org/dc/terms/}created": "date",
}


def read_document(path: str) -> ExtractedText:
    """The text of a document: headers, body, footnotes, footers. It has no pages, so it is one.

    Raises:
        RefusedDocument: If it is damaged, locked, or unpacks to more than is allowed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _Document(archive).text()
    except (zipfile.BadZipFile, zlib.error, EOFError, etree.LxmlError, KeyError, NotImplementedError, ValueError):
        raise RefusedDocument(Reason.PASSWORD if _is_locked(path) else Reason.DAMAGED) from None
    except RuntimeError:  # zipfile says so of members that are encrypted
        raise RefusedDocument(Reason.PASSWORD) from None


def _is_locked(path: str) -> bool:
    """Whether it is the compound file in which Word puts documents that are locked by a password."""
    with open(path, "rb") as stream:
        return stream.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class _Document:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        names = archive.namelist()
        if len(names) > _MOST_MEMBERS:
            raise RefusedDocument(Reason.TOO_LARGE)
        self._archive = archive
        self._names = frozenset(names)
        self._left = 2 * _LARGEST_PART
        self._numbering = Numbering(self._root("word/numbering.xml"), self._root("word/styles.xml"))
        self._is_changed = False

    def _root(self, name: str) -> Any:
        """The root of a part; None if the document has none of that name."""
        if name not in self._names:
            return None
        with self._archive.open(name) as stream:
            data = stream.read(min(_LARGEST_PART, self._left) + 1)
        if len(data) > min(_LARGEST_PART, self._left):
            raise RefusedDocument(Reason.TOO_LARGE)
        self._left -= len(data)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.doctype:
            raise RefusedDocument(Reason.DAMAGED)  # Word writes none; it would only serve an attack
        return root

    def text(self) -> ExtractedText:
        body = self._root(_BODY)
        if body is None:
            raise RefusedDocument(Reason.DAMAGED)
        parts = [*self._edges("header"), self._blocks(body, 0)]
        parts += [note for name in ("footnote", "endnote") for note in self._notes(name)]
        parts += self._edges("footer")
        text = tidy("\n\n".join(part for part in parts if part.strip()))
        return ExtractedText((text,), self._properties(), notice=self._notice(text))

    def _notice(self, text: str) -> str | None:
        words = [] if text else ["There is no text in it."]
        if self._is_changed:
            words.append("It has tracked changes: what is marked as deleted is left out, what is inserted is kept.")
        if "word/comments.xml" in self._names:
            words.append("Its comments are left out.")
        return " ".join(words) or None

    def _properties(self) -> dict[str, str]:
        try:
            core = self._root("docProps/core.xml")
        except etree.LxmlError:
            return {}
        found = (
            {} if core is None else {_CORE[node.tag]: one_line(node.text or "") for node in core if node.tag in _CORE}
        )
        return {name: value for name, value in found.items() if value}

    def _edges(self, sort: str) -> list[str]:
        """The headers, or footers, each once."""
        names = sorted(name for name in self._names if re.fullmatch(rf"word/{sort}\d*\.xml", name))[:_MOST_HEADERS]
        texts = (tidy(self._blocks(self._root(name), 0)) for name in names)
        return list(dict.fromkeys(text for text in texts if text.strip()))

    def _notes(self, sort: str) -> Iterator[str]:
        root = self._root(f"word/{sort}s.xml")
        for note in () if root is None else root.iterfind(W + sort):
            if note.get(W + "type") in {None, "normal"}:
                yield f"[{_NOTES[f'{W}{sort}Reference']}{note.get(W + 'id')}] {self._blocks(note, 0).strip()}"

    def _blocks(self, node: Any, depth: int) -> str:
        """Paragraphs and tables under an element, parted by blank lines."""
        if depth > _DEEPEST:
            raise RefusedDocument(Reason.DAMAGED)
        parts: list[str] = []
        goes_on = False
        for child in node:
            if child.tag == W + "p":
                text = self._paragraph(child, depth)
                if goes_on:
                    parts[-1] += text
                else:
                    parts.append(text)
                goes_on = self._end_is_deleted(child)
            elif child.tag == W + "tbl":
                parts.append(self._table(child, depth + 1))
            elif child.tag == _ALTERNATIVES:
                parts += [self._blocks(form, depth + 1) for form in child[:1]]
            elif child.tag in _LEFT_OUT:
                self._is_changed |= child.tag in {W + "del", W + "moveFrom"}
            elif len(child):
                parts.append(self._blocks(child, depth + 1))
        return "\n\n".join(part for part in parts if part.strip())

    def _end_is_deleted(self, paragraph: Any) -> bool:
        """Whether the end of the paragraph itself is marked as deleted, so that the next one goes on in it."""
        found = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
        self._is_changed |= found
        return found

    def _table(self, table: Any, depth: int) -> str:
        rows = []
        for row in table.iterfind(f".//{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._is_changed = True
                continue
            if next(row.iterancestors(W + "tbl")) is not table:
                continue  # it stands in a table within a cell, and comes with that cell
            cells = (
                " ".join(self._blocks(cell, depth + 1).split())
                for cell in row.iter(W + "tc")
                if next(cell.iterancestors(W + "tr")) is row
            )
            rows.append("\t".join(cells).rstrip())
        return "\n".join(rows)

    def _paragraph(self, paragraph: Any, depth: int) -> str:
        boxes: list[str] = []
        text = "".join(self._runs(paragraph, boxes, depth + 1))
        if text.strip() or not self._end_is_deleted(paragraph):  # an empty line of a list counts, a deleted one not
            label = self._numbering.label(paragraph.find(W + "pPr"))
            text = f"{label} {text.lstrip()}" if label and text.strip() else text
        return "\n\n".join([text, *boxes])

    def _runs(self, node: Any, boxes: list[str], depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            raise RefusedDocument(Reason.DAMAGED)
        for child in node:
            tag = child.tag
            if tag == W + "t":
                yield child.text or ""
            elif tag in _SIGN_TAGS:
                yield _SIGN_TAGS[tag]
            elif tag in _NOTES:
                yield f"[{_NOTES[tag]}{child.get(W + 'id')}]"
            elif tag in _LEFT_OUT:
                self._is_changed |= tag in {W + "del", W + "moveFrom"}
            elif tag == W + "txbxContent":
                boxes.append(self._blocks(child, depth + 1))
            elif tag == _ALTERNATIVES:
                for form in child[:1]:
                    yield from self._runs(form, boxes, depth + 1)
            elif len(child):
                self._is_changed |= tag in {W + "ins", W + "moveTo"}
                yield from self._runs(child, boxes, depth + 1)
