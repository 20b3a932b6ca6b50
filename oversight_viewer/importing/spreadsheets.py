"""Sheets of spreadsheets: XLSX, XLS and ODS. Dates are dates, whatever they are shown as."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.importing.column_words import is_known
from oversight_viewer.importing.grids import HEADER_ROWS, Cell, Grid, GridRow, column_names, header_place, is_blank
from oversight_viewer.importing.lines import reading_error

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_LARGEST_FILE = 256 * 1024 * 1024
_LARGEST_UNPACKED = 1024 * 1024 * 1024
_MOST_PARTS = 10_000
_MOST_CELLS = 24_000_000
_CHUNK = 1 << 20
_OVERLAP = 64  # bytes of the chunk before, so that no reference is cut
_REFERENCE = re.compile(rb"""[\s<]r\s*=\s*["'](?:([A-Z]{1,3})?([0-9]{1,7})["']|[^"']{0,40}&)""")
_REPEATED = re.compile(rb"""number-(?:columns|rows)-repeated\s*=\s*["']([^"']{1,40})["']""")
_DATE_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512  # bytes
_BOOKS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")  # of Excel 97, of Excel 5
_IN_XLSX = (b"xl/workbook", b"xl/worksheets/", b"xl/_rels/", b"xl/theme/", b"xl/styles", b"xl/sharedStrings")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_NOTHING = "Nothing was imported."


def looks_like_spreadsheet(head: bytes) -> bool:
    """Whether a file that begins so is a spreadsheet."""
    if head.startswith(_ZIP):
        return _ODS in head[:200] or any(name in head for name in _IN_XLSX)
    if not head.startswith(_OLE):
        return False
    # The list of its streams may stand at the end of a large file; then its workbook is known by how that begins.
    begins = (head[start : start + len(_BOOKS[0])] for start in range(_SECTOR, len(head), _SECTOR))
    return "Workbook".encode("utf-16-le") in head or any(begin in _BOOKS for begin in begins)


def _damaged(path: Path, details: str) -> KnownError:
    return KnownError(
        f"{path.name} is a damaged spreadsheet, or is locked by a password.",
        safe=_NOTHING,
        todo="Open it in a spreadsheet program, save it without a password as XLSX or CSV, and import that.",
        details=details,
    )


def _too_large(path: Path, details: str) -> KnownError:
    return KnownError(
        f"{path.name} is too large for a spreadsheet to be read, or holds cells far away from the others.",
        safe=_NOTHING,
        todo="Save the sheet as CSV and import that.",
        details=details,
    )


def _unpacked(info: zipfile.ZipInfo, data: memoryview) -> Iterator[bytes]:
    """The bytes of a part, unpacked for as long as there are any: what the file says of its size may be wrong."""
    start = info.header_offset
    name, more = int.from_bytes(data[start + 26 : start + 28], "little"), data[start + 28 : start + 30]
    start += 30 + name + int.from_bytes(more, "little")
    packed = data[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    inflate = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    while rest and not inflate.eof:
        chunk = inflate.decompress(rest, _CHUNK)
        rest = inflate.unconsumed_tail
        yield chunk


class _Extent:
    """How wide and high a sheet claims to be; the library that reads it makes room for all cells in between."""

    def __init__(self) -> None:
        self._width = 1
        self._height = 1

    def see(self, chunk: bytes) -> bool:
        """Take in a piece of a sheet; False if it goes beyond what can be read."""
        for letters, number in _REFERENCE.findall(chunk):
            if not number:
                return False  # an address that is hidden in character references
            self._height = max(self._height, int(number))
            if letters:
                column = 0
                for letter in letters:
                    column = column * 26 + letter - 64
                self._width = max(self._width, column)
        return self._width * self._height <= _MOST_CELLS


def _check_ods(chunk: bytes) -> bool:
    # Writers fill a sheet up to its last row and column with blanks in one go, and the library leaves those out.
    return all(number.isdigit() and int(number) <= 1_048_576 for number in _REPEATED.findall(chunk))


def _check_archive(path: Path, data: bytes) -> bool:
    """Refuse what would fill the memory. Returns whether the days are counted from 1904."""
    counts_from_1904 = False
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS:
            raise _too_large(path, f"{len(parts)} parts")
        for info in parts:
            if info.flag_bits & 1 or info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise _damaged(path, "a part is encrypted or packed in an unusual way")
            is_sheet, extent, before = "sheet" in info.filename.lower(), _Extent(), b""
            for chunk in _unpacked(info, memoryview(data)):
                total += len(chunk)
                if total > _LARGEST_UNPACKED:
                    raise _too_large(path, "unpacked size")
                joined = before + chunk
                if is_sheet and not extent.see(joined):
                    raise _too_large(path, "addresses of cells")
                if info.filename == "content.xml" and not _check_ods(joined):
                    raise _too_large(path, "repeated cells")
                if info.filename == "xl/workbook.xml":
                    counts_from_1904 = counts_from_1904 or _DATE_1904.search(joined) is not None
                before = chunk[-_OVERLAP:]
    return counts_from_1904


@contextmanager
def _panics_are_damage(path: Path) -> Iterator[None]:
    """A failed check inside the library that reads spreadsheets comes as an exception that is no ``Exception``."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(path, "PanicException") from None


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _too_large(path, "size of the file")
        return path.read_bytes()
    except OSError as error:
        raise reading_error(path, error) from error


def _open(path: Path, data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only where a spreadsheet is read

    with _panics_are_damage(path):
        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(data))
        except (CalamineError, OSError, ValueError) as error:
            raise _damaged(path, type(error).__name__) from error


def _cell(value: object) -> Cell:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, time | timedelta):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool | date):
        return value
    return str(value)


def _all_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that hold something, each with its number in the sheet."""
    start = sheet.start
    if start is None:
        return
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_cell(value) for value in row]
        if not is_blank(cells):
            yield number, cells


class _Merged:
    """The cells of a sheet that are merged downwards: what stands in the topmost holds for those below it.

    Of ODS the library does not tell which these are; there the cells below are empty.

    Args:
        sheet: The sheet.
        header: The number of the row with the names of the columns; only cells below it are looked at.
    """

    def __init__(self, sheet: CalamineSheet, header: int) -> None:
        self._begins: dict[int, list[tuple[int, int]]] = {}
        for (top, column), (bottom, _) in sheet.merged_cell_ranges or ():
            if bottom > top >= header:
                self._begins.setdefault(top + 1, []).append((column, bottom + 1))
        self._open: dict[int, tuple[int, Cell]] = {}

    def filled(self, number: int, cells: list[Cell]) -> list[Cell]:
        """A row with what stands above it in merged cells. Rows come from the top down.

        Args:
            number: Of the row, from 1.
            cells: Of the row; they are changed.
        """
        self._open = {column: held for column, held in self._open.items() if held[0] >= number}
        for column, (_, value) in self._open.items():
            if column < len(cells) and cells[column] in (None, ""):
                cells[column] = value
        for column, last in self._begins.get(number, ()):
            if column < len(cells):
                self._open[column] = (last, cells[column])
        return cells


class Workbook:
    """A spreadsheet file.

    Args:
        path: The file.

    Raises:
        KnownError: If it cannot be read, is damaged, locked, or would fill the memory.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        data = _read(path)
        self._counts_from_1904 = False
        if data.startswith(_ZIP):
            try:
                self._counts_from_1904 = _check_archive(path, data)
            except (zipfile.BadZipFile, zlib.error, ValueError, LookupError, NotImplementedError, OSError) as error:
                raise _damaged(path, type(error).__name__) from error
        self._book = _open(path, data)

    def grids(self) -> Iterator[Grid]:
        """The sheets that hold something. One that is hidden is named and not read."""
        from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

        with _panics_are_damage(self._path):
            found = [item for item in self._book.sheets_metadata if item.typ == SheetTypeEnum.WorkSheet]
        for item in found:
            name = "" if len(found) == 1 else item.name
            if item.visible != SheetVisibleEnum.Visible:
                problem = "The sheet is hidden and was left out; show it in a spreadsheet program to import it"
                yield Grid(item.name, (), lambda: iter(()), problem=problem)
                continue
            grid = self._grid(item.name, name)
            if grid is not None:
                yield grid

    def _grid(self, sheet_name: str, name: str) -> Grid | None:
        sheet = self._sheet(sheet_name)
        first: list[tuple[int, list[Cell]]] = []
        with _panics_are_damage(self._path):
            for row in _all_rows(sheet):
                first.append(row)
                if len(first) == HEADER_ROWS:
                    break
        if not first:
            return None
        place = header_place([cells for _, cells in first], is_known)
        if place is None:
            problem = f"None of the first {HEADER_ROWS} rows holds the names of the columns"
            return Grid(name, (), lambda: iter(()), problem=problem)
        header_number, header = first[place]
        columns = column_names(header)

        def rows() -> Iterator[GridRow]:
            with _panics_are_damage(self._path):
                merged = _Merged(sheet, header_number)
                for number, cells in _all_rows(sheet):
                    if number > header_number:
                        yield GridRow(number, merged.filled(number, cells))

        return Grid(name, columns, rows, has_serials=not self._counts_from_1904)

    def _sheet(self, name: str) -> CalamineSheet:
        from python_calamine import CalamineError  # noqa: PLC0415

        with _panics_are_damage(self._path):
            try:
                return self._book.get_sheet_by_name(name)
            except (CalamineError, OSError, ValueError) as error:
                raise _damaged(self._path, type(error).__name__) from error
