"""Opens whatever holds tables: text, spreadsheets, databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.foreign_tables import ForeignTable, ForeignTables, ForeignValue
from oversight_viewer.importing.delimited import read_delimited
from oversight_viewer.importing.grids import Cell, Grid, GridRow, column_names, has_broken_text, is_blank
from oversight_viewer.importing.lines import open_unpacked
from oversight_viewer.importing.spreadsheets import Workbook

SQLITE_MAGIC = b"SQLite format 3\0"

_HEAD = 64 * 1024
_ZIP_OR_OLE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def open_grids(path: Path, tables: ForeignTables) -> tuple[Grid, ...]:
    """The tables of a file.

    Raises:
        KnownError: If the file cannot be read, or there is no table in it.
    """
    with open_unpacked(path) as stream:
        head = stream.read(_HEAD)
    if head.startswith(SQLITE_MAGIC):
        grids = tuple(_database_grid(path, table, tables) for table in tables.tables(path))
    elif head.startswith(_ZIP_OR_OLE):
        grids = tuple(Workbook(path).grids())
    else:
        grids = (read_delimited(path),)
    if not grids:
        raise KnownError(
            f"There is no table in {path.name}.", safe="Nothing was imported.", todo="Choose another file."
        )
    return grids


def _cell(value: ForeignValue) -> Cell:
    return None if isinstance(value, bytes) else value


def _database_grid(path: Path, table: ForeignTable, tables: ForeignTables) -> Grid:
    def rows() -> Iterator[GridRow]:
        for number, values in enumerate(tables.rows(path, table), start=1):
            cells = [_cell(value) for value in values]
            if not is_blank(cells):
                problem = "The row holds bytes that are no UTF-8 text" if has_broken_text(cells) else ""
                yield GridRow(number, cells, problem)

    return Grid(table.name, column_names(table.columns), rows)
