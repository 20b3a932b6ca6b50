"""Reads all tables of a file: what the user said of them goes before what is known, and that before what is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.importing.columns import guess_mapping, signature
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.grids import Grid
from oversight_viewer.importing.known_tables import is_witness_table, known_mapping, witness_pieces
from oversight_viewer.importing.problems import Found, Piece, Problem, TableMapping
from oversight_viewer.importing.table_files import open_grids
from oversight_viewer.importing.table_rows import CellProblem, RowReader

_WORDS = {
    "title": "no column seems to hold the titles of entries",
    "kind": "nothing tells what its rows are: letters, hearings, meetings or answers",
}


def read_tables(path: Path, means: Means, word: str) -> Iterator[Piece]:
    """The entries of all tables of a file.

    Args:
        path: The file.
        means: What may be used.
        word: What one of several tables in a file is called: ``sheet``, ``table``.

    Raises:
        KnownError: If the file cannot be read, or nothing is known of the columns of its only table.
    """
    grids = open_grids(path, means.tables)
    several = len(grids) > 1
    for grid in grids:
        place = f"{word} {grid.name}" if grid.name else "the table"
        if grid.problem:
            yield Problem(place, grid.problem)
            continue
        prefix = f"{place}, " if grid.name else ""
        if is_witness_table(grid.columns) and means.mappings.get(signature(grid.columns)) is None:
            yield from _witnesses(grid, means, prefix)
            continue
        mapping, missing = mapping_of(grid, means)
        if not missing:
            yield from _entries(grid, mapping, means, path, prefix)
        elif several:
            reason = "The table was left out: " + " and ".join(_WORDS[name] for name in missing)
            yield Problem(place, reason)
        else:
            raise _not_understood(path, missing)


def mapping_of(grid: Grid, means: Means) -> tuple[TableMapping, tuple[str, ...]]:
    """What the columns of a table mean, and what is missing to read it."""
    remembered = means.mappings.get(signature(grid.columns))
    if remembered is not None:
        return remembered, () if remembered.columns.get("title") in grid.columns else ("title",)
    sample = grid.sample()
    known = known_mapping(grid.columns, sample)
    if known is not None:
        return known, ()
    guess = guess_mapping(grid.columns, sample, table=grid.name, has_serials=grid.has_serials)
    return guess.mapping, guess.missing


def _not_understood(path: Path, missing: tuple[str, ...]) -> KnownError:
    reasons = " and ".join(_WORDS[name] for name in missing)
    return KnownError(
        f"{path.name} is a table, but {reasons}.",
        safe="Nothing was imported.",
        todo="Say what its columns mean, or name them “title”, “date”, “kind” and so on.",
    )


def _entries(grid: Grid, mapping: TableMapping, means: Means, path: Path, prefix: str) -> Iterator[Piece]:
    origin = f"{path.name}, {grid.name}" if grid.name else path.name
    reader = RowReader(mapping, grid.columns, means, origin, has_serials=grid.has_serials)
    for row in grid.rows():
        where = f"{prefix}row {row.number}"
        if row.problem:
            yield Problem(where, row.problem, row.text, row.number)
            continue
        try:
            entry, is_part = reader.entry(row.cells)
        except CellProblem as problem:
            column = f", column {problem.column}" if problem.column else ""
            yield Problem(where + column, problem.reason, row.text, row.number)
        else:
            yield Found(entry, where, row.text, row.number, is_part)


def _witnesses(grid: Grid, means: Means, prefix: str) -> Iterator[Piece]:
    for pieces in witness_pieces(grid, means):
        for piece in pieces:
            yield replace(piece, where=prefix + piece.where) if prefix else piece
