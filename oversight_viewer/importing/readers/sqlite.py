"""Tables in database files of other programs (SQLite)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.problems import Piece
from oversight_viewer.importing.table_files import SQLITE_MAGIC
from oversight_viewer.importing.table_pieces import read_tables


def _recognizes(sample: Sample) -> bool:
    return sample.head.startswith(SQLITE_MAGIC)


def _read(path: Path, means: Means) -> Iterator[Piece]:
    return read_tables(path, means, "table")


FORMATS = (Format("sqlite", "a database file (SQLite)", _recognizes, _read, (".db", ".sqlite", ".sqlite3")),)
