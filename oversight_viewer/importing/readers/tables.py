"""Tables of offices and of others: CSV, TSV and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oversight_viewer.importing.delimited import decode_head, find_dialect, looks_delimited
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.problems import Piece
from oversight_viewer.importing.spreadsheets import looks_like_spreadsheet
from oversight_viewer.importing.table_pieces import read_tables

_GZIP = b"\x1f\x8b"


def _recognizes_text(sample: Sample) -> bool:
    head = b"\n".join(line.rstrip(b"\r\n") for line in sample.lines) if sample.head.startswith(_GZIP) else sample.head
    text = decode_head(head)
    if text is None:
        return False
    # A file that calls itself a table is one, also if nobody knows its columns: the user can say what they mean.
    return looks_delimited(text) or (_calls_itself_table(sample.name) and find_dialect(text) is not None)


def _calls_itself_table(name: str) -> bool:
    return name.lower().removesuffix(".gz").endswith((".csv", ".tsv", ".tab"))


def _recognizes_spreadsheet(sample: Sample) -> bool:
    return looks_like_spreadsheet(sample.head)


def _read_text(path: Path, means: Means) -> Iterator[Piece]:
    return read_tables(path, means, "table")


def _read_spreadsheet(path: Path, means: Means) -> Iterator[Piece]:
    return read_tables(path, means, "sheet")


FORMATS = (
    Format("csv", "a table as text (CSV, TSV)", _recognizes_text, _read_text, (".csv", ".tsv", ".tab", ".csv.gz")),
    Format(
        "spreadsheet",
        "a spreadsheet (XLSX, XLS, ODS)",
        _recognizes_spreadsheet,
        _read_spreadsheet,
        (".xlsx", ".xls", ".ods"),
    ),
)
