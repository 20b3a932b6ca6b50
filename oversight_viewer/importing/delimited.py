"""Tables as text: CSV and TSV, whatever their encoding and whatever stands between their cells."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.importing.column_words import is_known
from oversight_viewer.importing.grids import (
    HEADER_ROWS,
    Grid,
    GridRow,
    column_names,
    has_broken_text,
    header_place,
    is_blank,
)
from oversight_viewer.importing.lines import LINE_LIMIT, open_unpacked

LONGEST_CELL = 16 * 1024 * 1024
"""Characters of the longest cell that is read."""

_DELIMITERS = (",", "\t", ";", "|")
_CHUNK = 1 << 20
_SAMPLE_CHARACTERS = 256 * 1024
_SAMPLE_RECORDS = 60
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_HALF = re.compile("[\udc80-\udcff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f\udc80-\udcff]")
_KEPT = 100_000  # characters of a row that are kept for the file of rejects


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written as text.

    Args:
        delimiter: What stands between cells.
        skipped: Records before the one with the names of the columns.
        header: That record.
    """

    delimiter: str
    skipped: int
    header: tuple[str, ...]
    share: float


def _records(text: str, delimiter: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for record in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE_RECORDS):
            found.append(record)
    except csv.Error:
        pass
    return found


def find_dialect(text: str, *, is_whole: bool = True) -> Dialect | None:
    """How the beginning of a table is written; None if it is no table: fewer than two columns, or none with a name.

    Args:
        text: The beginning, or all of it.
        is_whole: Whether it is all, so that the last line counts.
    """
    told = _SEPARATOR_LINE.match(text)
    body = text[told.end() :] if told is not None else text
    if not is_whole:
        body = body[: body.rfind("\n") + 1] or body
    best: tuple[tuple[int, float, int], Dialect] | None = None
    for delimiter in (told[1],) if told is not None and told[1] not in '"\r\n' else _DELIMITERS:
        records = _records(body, delimiter)
        place = header_place(records, is_known)
        if place is None or len(records[place]) < 2:
            continue
        header = tuple(records[place])
        rows = [record for record in records[place + 1 :] if record]
        share = sum(len(record) == len(header) for record in rows) / len(rows) if rows else 0.0
        known = sum(map(is_known, header))
        rank = (known, share, len(header))
        if best is None or rank > best[0]:
            best = rank, Dialect(delimiter, place + (told is not None), header, share)
    return best[1] if best is not None else None


def decode_head(head: bytes) -> str | None:
    """The beginning of a file as text; None if it is no text."""
    if head.startswith(tuple(_UTF16)):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    wide = _wide(head)
    if wide is not None:
        return head[: len(head) // 2 * 2].decode(wide, errors="replace")
    if b"\0" in head:
        return None
    text = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape").decode(head)
    return text if _HALF.search(text) is None else head.decode("cp1252", errors="replace")


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark, told by the zero bytes that every second character of English has."""
    some = head[:2000]
    half = len(some) // 2
    if half < 4 or some.count(0) < half * 0.4:
        return None
    odd = some[1::2].count(0)
    return "utf-16-le" if odd > half * 0.8 else "utf-16-be" if some[::2].count(0) > half * 0.8 else None


def _encoding(path: Path) -> str:
    """The encoding of a whole file: what is mostly good UTF-8 is UTF-8 with damage, and the rest is of Windows."""
    with open_unpacked(path) as stream:
        head = stream.read(4096)
        wide = "utf-16" if head.startswith(tuple(_UTF16)) else _wide(head)
        if wide is not None:
            return wide
        decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        good = bad = 0
        data = head
        while data:
            if not data.isascii() or decoder.getstate()[0]:
                text = decoder.decode(data)
                bad += len(_HALF.findall(text))
                good += len(_NOT_ASCII.findall(text))
            data = stream.read(_CHUNK)
        bad += len(_HALF.findall(decoder.decode(b"", final=True)))
    return "utf-8-sig" if bad == 0 or good > bad else "cp1252"


def _text(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines of a text with their ends. A quoted cell may go over several."""
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    text = io.TextIOWrapper(cast("io.BufferedReader", stream), encoding=encoding, errors=errors, newline="")
    try:
        while line := text.readline(LINE_LIMIT + 1):
            if len(line) > LINE_LIMIT:
                raise KnownError(
                    f"A line of the table is longer than {LINE_LIMIT // (1024 * 1024)} million characters.",
                    safe="Nothing was imported.",
                    todo="Check that the file is a table and save it again.",
                )
            yield line
    except UnicodeError as error:
        raise KnownError(
            "The table is not text in the encoding in which it begins.",
            safe="Nothing was imported.",
            todo="Save it again as UTF-8 and import that.",
            details=type(error).__name__,
        ) from error
    finally:
        with contextlib.suppress(ValueError):
            text.detach()  # the stream belongs to whoever opened it


class _Lines:
    """Lines on their way to the reader of CSV, so that the text of the row at hand is known, and lines stay bounded."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._taken: list[str] = []
        self._size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if self._size < _KEPT:
            self._taken.append(line)
        self._size += len(line)
        return line

    def take(self) -> str | None:
        """The text since the last call; None if it is too long to keep."""
        text = "".join(self._taken) if self._size <= _KEPT else None
        self._taken.clear()
        self._size = 0
        return text


def _unclosed(error: csv.Error) -> str:
    text = str(error)
    if "field larger" in text:
        return (
            f"A cell has more than {LONGEST_CELL // (1024 * 1024)} million characters; is a quotation mark not closed?"
        )
    if "unexpected end" in text:
        return "A quotation mark that opens in this row is never closed; the rest of the file was taken for one cell"
    return "The quotation marks of this row cannot be told apart"


def _rows(path: Path, encoding: str, dialect: Dialect) -> Iterator[GridRow]:
    # The limit is one for all of Python's csv module, and nothing else here uses that module to read.
    csv.field_size_limit(LONGEST_CELL)
    width = len(dialect.header)
    with open_unpacked(path) as stream:
        lines = _Lines(_text(stream, encoding))
        reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
        number = 0
        while True:
            number += 1
            problem, cells = "", cast("list[str]", [])
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                problem = _unclosed(error)
            text = lines.take()
            if number <= dialect.skipped + 1:
                continue
            if problem or not is_blank(cells):
                yield _row(number, cells, width, problem, text)


def _row(number: int, cells: list[str], width: int, problem: str, text: str | None) -> GridRow:
    if not problem and len(cells) > width and any(cell.strip() for cell in cells[width:]):
        problem = f"The row has {len(cells)} cells, but there are {width} columns"
    cells = cells[:width] + [""] * (width - len(cells))
    if not problem and has_broken_text(cells):
        problem = "The row holds bytes that are no text in the encoding of the file"
    if not problem and any("\0" in cell for cell in cells):
        problem = "The row holds a zero character, which no text has"
    if text is not None:
        text = text.rstrip("\r\n").encode("utf-8", errors="surrogateescape").decode("utf-8", errors="backslashreplace")
    return GridRow(number, cells, problem, text)


def read_delimited(path: Path) -> Grid:
    """The table that a text file holds.

    Raises:
        KnownError: If the file cannot be read or is no such table.
    """
    csv.field_size_limit(LONGEST_CELL)
    encoding = _encoding(path)
    with open_unpacked(path) as stream:
        data = stream.read(2 * _SAMPLE_CHARACTERS)
        is_whole = not stream.read(1)
    width = 2 if encoding.startswith("utf-16") else 1
    text = data[: len(data) // width * width].decode(encoding, errors="replace")
    dialect = find_dialect(text, is_whole=is_whole)
    if dialect is None:
        raise KnownError(
            f"{path.name} is no table whose columns have names.",
            safe="Nothing was imported.",
            todo=f"Put the names of the columns into one of the first {HEADER_ROWS} rows.",
        )
    return Grid("", column_names(dialect.header), lambda: _rows(path, encoding, dialect))


def looks_delimited(text: str) -> bool:
    """Whether the beginning of a text is surely a table: two columns with usual names, or many regular ones."""
    first = text.lstrip()[:1]
    if first in {"<", "{", "["}:
        return False
    dialect = find_dialect(text, is_whole=False)
    if dialect is None:
        return False
    known = sum(map(is_known, dialect.header))
    if known >= 2:
        return dialect.share >= 0.5 or (dialect.share == 0.0 and _is_only_header(text, dialect))
    return known == 1 and dialect.share >= 0.8 and _named(dialect.header)


def _named(header: Sequence[str]) -> bool:
    return max(Counter(len(name.split()) for name in header)) <= 4 and all(len(name) <= 40 for name in header)


def _is_only_header(text: str, dialect: Dialect) -> bool:
    return len([line for line in text.splitlines() if line.strip()]) <= dialect.skipped + 1
