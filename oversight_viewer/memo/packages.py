"""The packages of Word and OpenDocument: the reference document that pandoc takes styles, head and foot from, and the
properties of the outcome, which say what the memo is and nothing of who wrote it where.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from xml.sax.saxutils import escape

from oversight_viewer.domain.marks import Mark
from oversight_viewer.resources import resource

_QUIET, _ALERT = "464C58", "96194B"
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a package can hold

_DOCX_PARTS: Mapping[str, str] = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/header1.xml": "header1.xml",
    "word/footer1.xml": "footer1.xml",
}
_ODT_PARTS: Mapping[str, str] = {
    "content.xml": "content.xml",
    "styles.xml": "styles.xml",
    "META-INF/manifest.xml": "manifest.xml",
}
_ODT_TYPE = "application/vnd.oasis.opendocument.text"

_CELL = (
    b'fo:padding-top="2pt" fo:padding-right="7pt" fo:padding-bottom="2pt" fo:padding-left="0pt" '
    b'fo:border-left="none" fo:border-right="none" fo:border-top="none" '
)
_CELL_LINES: Mapping[bytes, bytes] = {
    b"TableHeaderRowCell": _CELL + b'fo:border-bottom="0.8pt solid #15181d"',
    b"TableRowCell": _CELL + b'fo:border-bottom="0.5pt solid #dadde3"',
}

_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:language>en-US</dc:language>\
<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created></cp:coreProperties>
"""
_APP = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>
"""
_META = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" \
office:version="1.3"><office:meta><dc:title>{title}</dc:title><dc:language>en-US</dc:language>\
<meta:creation-date>{day}T00:00:00</meta:creation-date></office:meta></office:document-meta>
"""


def _pack(parts: Mapping[str, bytes], stored: frozenset[str] = frozenset()) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return packed.getvalue()


def reference(kind: str, mark: Mark, *, quiet: bool) -> bytes:
    """The document that gives a memo its look, with its mark in the head and foot of every page.

    Args:
        kind: ``docx`` or ``odt``.
        mark: The mark of the memo.
        quiet: Whether it stands in grey, as the lowest mark does.
    """
    parts: dict[str, bytes] = {"mimetype": _ODT_TYPE.encode("ascii")} if kind == "odt" else {}
    color = _QUIET if quiet else _ALERT
    for name, file in (_ODT_PARTS if kind == "odt" else _DOCX_PARTS).items():
        text = resource("templates", kind, file).read_text(encoding="utf-8")
        parts[name] = text.replace("@COLOR@", color).replace("@MARK@", escape(mark.label)).encode("utf-8")
    return _pack(parts, frozenset({"mimetype"}))


def _lined(content: bytes) -> bytes:
    """The tables of an OpenDocument text with the thin lines of the memo; pandoc writes its own style for cells."""
    styles, body, page = content.partition(b"<office:body>")
    for name, line in _CELL_LINES.items():
        plain = re.compile(
            rb'(style:name="%s" style:family="table-cell">\s*<style:table-cell-properties) [^>]*/>' % name
        )
        styles = plain.sub(rb"\1 " + line + rb"/>", styles)
    styles = styles.replace(b'table:align="center"', b'table:align="left" fo:margin-top="4pt" fo:margin-bottom="8pt"')
    return styles + body + page


def finish(kind: str, made: bytes, title: str, day: date) -> bytes:
    """The document that pandoc made with properties of our own: the title and the day, no author, no program."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    values = {"title": escape(title), "day": day.isoformat()}
    if kind == "odt":
        parts["meta.xml"] = _META.format_map(values).encode("utf-8")
        parts["content.xml"] = _lined(parts["content.xml"])
        # LibreOffice takes a package for broken that holds a part which its list of parts does not name.
        parts["META-INF/manifest.xml"] = resource("templates", "odt", "manifest.xml").read_bytes()
    else:
        parts["docProps/app.xml"] = _APP.encode("utf-8")
        parts["docProps/core.xml"] = _CORE.format_map(values).encode("utf-8")
    return _pack(parts, frozenset({"mimetype"}))
