"""Tables as importers see them, whatever file they lie in: named columns, and rows that come one at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

Cell = str | int | float | bool | date | None
"""What a cell holds. A date with a time is a ``datetime``, which is a ``date`` too."""

HEADER_ROWS = 20
"""Rows at the beginning among which the names of the columns are looked for; titles and notes may stand above them."""

SAMPLE_ROWS = 500
"""Rows that are looked at to find out what the columns mean."""

_LONGEST_NAME = 100
_NOT_A_NAME = re.compile(r"[\d.,:/%$-]+|https?://.*|\d{1,4}[-/.]\d.*", re.ASCII)
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table.

    Args:
        number: As a program that shows tables counts it: the first row of a sheet is 1, the names of the columns among
            them. In a database, the first row of the table is 1.
        cells: As many as there are columns.
        problem: Why it cannot be read; empty if it can.
        text: The row as it stands in the file, where the file is text.
    """

    number: int
    cells: Sequence[Cell]
    problem: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Args:
        name: The name of the sheet or table; empty for the only one of a file.
        columns: The names of its columns, each another.
        rows: Goes through the rows that are not blank, from the first; may be called again.
        has_serials: Whether a number in a column of dates counts days as Excel does.
        problem: Why it is not read at all; empty if it is.
    """

    name: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[GridRow]]
    has_serials: bool = False
    problem: str = ""

    def sample(self, most: int = SAMPLE_ROWS) -> tuple[Sequence[Cell], ...]:
        """The first rows that can be read."""
        found: list[Sequence[Cell]] = []
        for row in self.rows():
            if not row.problem:
                found.append(row.cells)
            if len(found) == most:
                break
        return tuple(found)


def column_names(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Names of columns out of the row that holds them: one line each, none empty, none twice."""
    names: list[str] = []
    taken: set[str] = set()
    for place, cell in enumerate(cells, start=1):
        name = " ".join(str("" if cell is None else cell).split())[:_LONGEST_NAME] or f"Column {place}"
        unique, further = name, 2
        while unique in taken:
            unique, further = f"{name} ({further})", further + 1
        taken.add(unique)
        names.append(unique)
    return tuple(names)


def is_blank(cells: Sequence[Cell]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def has_broken_text(cells: Sequence[Cell]) -> bool:
    """Whether a text holds what is no character: half a surrogate pair, which stands for a byte that did not fit."""
    return any(isinstance(cell, str) and not cell.isascii() and _HALF.search(cell) for cell in cells)


def header_place(rows: Sequence[Sequence[Cell]], known: Callable[[str], bool]) -> int | None:
    """Which row holds the names of the columns, from 0: the one with most names that are known.

    Where no name is known, it is the first row of two or more short texts, each another, none a number or a date.

    Args:
        rows: The first rows of the table.
        known: Whether a text is a usual name of a column.
    """
    best, place = 0, None
    first = None
    for number, row in enumerate(rows[:HEADER_ROWS]):
        texts = [cell.strip() for cell in row if isinstance(cell, str) and cell.strip()]
        filled = sum(not is_blank([cell]) for cell in row)
        if len(texts) < filled or not texts or any(_cannot_be_name(text) for text in texts):
            continue
        count = sum(map(known, texts))
        if count > best:
            best, place = count, number
        if first is None and len(texts) > 1 and len({text.casefold() for text in texts}) == len(texts):
            first = number
    return place if best > 1 or (best == 1 and first in {None, place}) else first


def _cannot_be_name(text: str) -> bool:
    return len(text) > _LONGEST_NAME or _NOT_A_NAME.fullmatch(text) is not None
