"""Spreadsheets made by hand in the three forms that are read: the same sheets as XLSX, as XLS and as ODS."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from tests.importing.readers.reading import sheet_xml, workbook

Value = str | int | float | date | None
Rows = list[list[Value]]
Merged = tuple[int, int, int, int]
"""First and last row, first and last column, from 0."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows, and the cells that are merged into the first of them."""

    rows: Rows
    merged: tuple[Merged, ...] = ()
    is_hidden: bool = False


Sheets = dict[str, Sheet]


def _letters(column: int) -> str:
    return chr(ord("A") + column)


def xlsx(sheets: Sheets) -> bytes:
    parts = {}
    for name, sheet in sheets.items():
        ranges = "".join(
            f'<mergeCell ref="{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"/>'
            for top, bottom, left, right in sheet.merged
        )
        cells = f"</sheetData><mergeCells>{ranges}</mergeCells>" if ranges else "</sheetData>"
        parts[name] = sheet_xml([list(row) for row in sheet.rows]).replace("</sheetData>", cells)
    return workbook(parts, hidden=tuple(name for name, sheet in sheets.items() if sheet.is_hidden))


# ODS


def _ods_cell(value: Value, spans: str) -> str:
    if value is None:
        return f"<table:table-cell{spans}/>"
    if isinstance(value, date):
        about = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        about = f'office:value-type="float" office:value="{value}"'
    else:
        about = 'office:value-type="string"'
    return f"<table:table-cell {about}{spans}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def _ods_row(sheet: Sheet, number: int, width: int) -> Iterator[str]:
    yield "<table:table-row>"
    row = [*sheet.rows[number], *[None] * (width - len(sheet.rows[number]))]
    for column, value in enumerate(row):
        spans, is_covered = "", False
        for top, bottom, left, right in sheet.merged:
            if top <= number <= bottom and left <= column <= right:
                is_covered = (number, column) != (top, left)
                rows, columns = bottom - top + 1, right - left + 1
                spans = f' table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'
        yield "<table:covered-table-cell/>" if is_covered else _ods_cell(value, spans)
    # As programs write it: the rest of the row in one go.
    yield f'<table:table-cell table:number-columns-repeated="{16384 - width}"/></table:table-row>'


def _ods_sheet(name: str, sheet: Sheet) -> Iterator[str]:
    width = max(map(len, sheet.rows))
    style = ' table:style-name="hidden"' if sheet.is_hidden else ""
    yield f'<table:table table:name="{escape(name)}"{style}>'
    for number in range(len(sheet.rows)):
        yield from _ods_row(sheet, number, width)
    rest = f'<table:table-cell table:number-columns-repeated="{16384}"/>'
    yield f'<table:table-row table:number-rows-repeated="{1048576 - len(sheet.rows)}">{rest}</table:table-row>'
    yield "</table:table>"


def ods(sheets: Sheets) -> bytes:
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    tables = "".join(part for name, sheet in sheets.items() for part in _ods_sheet(name, sheet))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
        '<office:automatic-styles><style:style style:name="hidden" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


# XLS: records of BIFF8 ([MS-XLS]) in a compound file ([MS-CFB])

_SECTOR = 512
_LEAST_STREAM = 4096  # bytes; what is smaller lies in another way
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _biff_cell(row: int, column: int, value: Value, texts: list[str]) -> bytes:
    place = struct.pack("<HH", row, column)
    if value is None:
        return _record(0x0201, place + struct.pack("<H", 0))
    if isinstance(value, date):
        return _record(0x0203, place + struct.pack("<Hd", 1, (value - date(1899, 12, 30)).days))
    if isinstance(value, int | float):
        return _record(0x0203, place + struct.pack("<Hd", 0, value))
    if value not in texts:
        texts.append(value)
    return _record(0x00FD, place + struct.pack("<HI", 0, texts.index(value)))


def _biff_sheet(sheet: Sheet, texts: list[str]) -> bytes:
    height, width = len(sheet.rows), max(map(len, sheet.rows))
    cells = (
        _biff_cell(row, column, value, texts)
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values)
    )
    merged = struct.pack("<H", len(sheet.merged)) + b"".join(struct.pack("<4H", *area) for area in sheet.merged)
    return b"".join(
        [
            _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)),
            _record(0x0200, struct.pack("<IIHHH", 0, height, 0, width, 0)),
            *cells,
            _record(0x00E5, merged) if sheet.merged else b"",
            _record(0x000A),
        ]
    )


def _biff_text(text: str, size: str) -> bytes:
    return struct.pack(f"<{size}B", len(text), 1) + text.encode("utf-16-le")


def _biff_book(sheets: Sheets) -> bytes:
    texts: list[str] = []
    parts = [_biff_sheet(sheet, texts) for sheet in sheets.values()]
    shared = struct.pack("<II", len(texts), len(texts)) + b"".join(_biff_text(text, "H") for text in texts)
    formats = (struct.pack("<HHH14x", 0, number, 0) for number in (0, 14))  # as it is, and as a date
    head = [
        _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)),
        _record(0x0042, struct.pack("<H", 1200)),
        _record(0x0022, struct.pack("<H", 0)),
        *(_record(0x00E0, data) for data in formats),
    ]
    names = [_biff_text(name, "B") for name in sheets]
    tail = [_record(0x00FC, shared), _record(0x000A)]
    place = sum(map(len, [*head, *tail])) + sum(len(name) + 10 for name in names)
    listed = []
    for name, sheet, part in zip(names, sheets.values(), parts, strict=True):
        listed.append(_record(0x0085, struct.pack("<IBB", place, int(sheet.is_hidden), 0) + name))
        place += len(part)
    return b"".join([*head, *listed, *tail, *parts])


def _directory_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le") if name else b""
    links = (_FREE, _FREE, child)  # no neighbours
    return struct.pack("<64sHBB3I16xI16xIII", text, len(text), kind, 1, *links, 0, start, size, 0)


def xls(sheets: Sheets) -> bytes:
    """An XLS file whose list of streams stands at its end, as most programs write it."""
    stream = _biff_book(sheets)
    size = max(len(stream), _LEAST_STREAM)
    size += -size % _SECTOR
    stream = stream.ljust(size, b"\0")
    count = size // _SECTOR
    tables = 1
    while tables * _SECTOR // 4 < count + 1 + tables:
        tables += 1
    chain = [*range(1, count), _END, _END, *[_FAT] * tables]
    chain += [_FREE] * (tables * _SECTOR // 4 - len(chain))
    places = [*range(count + 1, count + 1 + tables)]
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, count, 0, _LEAST_STREAM, _END, 0, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *places, *[_FREE] * (109 - len(places)))
    listed = [
        _directory_entry("Root Entry", 5, 1, _END, 0),
        _directory_entry("Workbook", 2, _FREE, 0, size),
        _directory_entry("", 0, _FREE, 0, 0),
        _directory_entry("", 0, _FREE, 0, 0),
    ]
    return header + stream + b"".join(listed) + struct.pack(f"<{len(chain)}I", *chain)


FORMS = {"xlsx": xlsx, "xls": xls, "ods": ods}
