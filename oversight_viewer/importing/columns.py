"""Guesses what the columns of a table mean, from their names and from what stands in them, and says why."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from oversight_viewer.domain.foreign_tables import ForeignTables
from oversight_viewer.domain.kinds import lanes_of_kind
from oversight_viewer.importing.cell_dates import DateProblem, figures_order, is_ambiguous, read_date
from oversight_viewer.importing.cell_words import read_kind, read_lane
from oversight_viewer.importing.column_words import MULTIPLE, NUMBERED, folded, meaning
from oversight_viewer.importing.committee_names import looks_like_code
from oversight_viewer.importing.formats import Mappings
from oversight_viewer.importing.grids import Cell, Grid, is_blank
from oversight_viewer.importing.known_tables import is_witness_table, known_mapping
from oversight_viewer.importing.problems import TableMapping
from oversight_viewer.importing.table_files import open_grids

DATE_FIELDS = ("date", "dates", "requests.due", "sources.date")

_PREVIEW_ROWS = 20
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_LONG_TEXT = 400
_MOST_URLS = 3


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column seems to mean.

    Args:
        column: Its name.
        field: The field of the entry; None if the column has no place and is kept under ``extra``.
        confidence: From 0 to 1.
        reason: Why, in words for the user.
    """

    column: str
    field: str | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class MappingGuess:
    """What a table seems to mean.

    Args:
        mapping: What would be read.
        columns: Why, for each column.
        missing: What the user has to say before anything can be read: ``title``, ``kind``; empty if nothing.
        has_ambiguous_dates: Whether dates of figures alone stand in it whose order nothing settles. Until the user
            does, each of them is a problem.
    """

    mapping: TableMapping
    columns: tuple[ColumnGuess, ...]
    missing: tuple[str, ...]
    has_ambiguous_dates: bool


@dataclass(frozen=True, slots=True)
class TablePreview:
    """A table for the dialog in which its columns are settled.

    Args:
        name: The name of the sheet or table; empty for the only one of a file.
        columns: The names of its columns.
        rows: Its first rows.
        guess: What it seems to mean.
        signature: Under which the mapping is remembered.
        remembered: What the user said before of such a table.
        known: What it is called if it is a table that many share, which is read without asking; empty otherwise.
        problem: Why it is not read; empty if it is.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Sequence[Cell], ...]
    guess: MappingGuess
    signature: str
    remembered: TableMapping | None = None
    known: str = ""
    problem: str = ""


def signature(columns: Iterable[str]) -> str:
    """The same text for all tables with these columns, whatever their order, capitals and blanks."""
    names = json.dumps(sorted(folded(name) or name for name in columns))
    return hashlib.sha256(names.encode("utf-8", errors="backslashreplace")).hexdigest()[:32]


def previews(path: Path, tables: ForeignTables, mappings: Mappings | None = None) -> tuple[TablePreview, ...]:
    """The tables of a file, for the dialog.

    Raises:
        KnownError: If the file cannot be read or holds no table.
    """
    return tuple(_preview(grid, mappings) for grid in open_grids(path, tables))


def preview(path: Path, tables: ForeignTables, mappings: Mappings | None = None) -> TablePreview:
    """The table of a file that most can be read of: the first whose guess lacks nothing, or the first.

    Raises:
        KnownError: If the file cannot be read or holds no table.
    """
    found = previews(path, tables, mappings)
    return next((item for item in found if not item.problem and not item.guess.missing), found[0])


def _preview(grid: Grid, mappings: Mappings | None) -> TablePreview:
    sample = grid.sample()
    key = signature(grid.columns)
    guess = guess_mapping(grid.columns, sample, table=grid.name, has_serials=grid.has_serials)
    remembered = mappings.get(key) if mappings is not None else None
    known, shared = "", known_mapping(grid.columns, sample)
    if shared is not None:
        known, guess = "the list of hearings printed by GPO", _of_shared(shared, grid.columns)
    elif is_witness_table(grid.columns):
        known, guess = "a list of witnesses of House events", replace(guess, missing=())
    return TablePreview(grid.name, grid.columns, sample[:_PREVIEW_ROWS], guess, key, remembered, known, grid.problem)


def _of_shared(mapping: TableMapping, columns: Sequence[str]) -> MappingGuess:
    fields = {column: field for field, column in mapping.columns.items()}
    reasons = ("the list of GPO has it so", "it has no place in an entry and is kept beside it")
    guesses = (ColumnGuess(name, fields.get(name), 1.0, reasons[name not in fields]) for name in columns)
    return MappingGuess(mapping, tuple(guesses), (), has_ambiguous_dates=False)


def _filled(sample: Sequence[Sequence[Cell]], place: int) -> list[Cell]:
    return [row[place] for row in sample if place < len(row) and not is_blank([row[place]])]


def _share(values: Sequence[Cell], fits: Callable[[Cell], bool]) -> float:
    return sum(map(fits, values)) / len(values) if values else 0.0


def _is_date(value: Cell, *, has_serials: bool) -> bool:
    if isinstance(value, str) and is_ambiguous(value):
        return True
    try:
        return read_date(value, has_serials=has_serials) is not None
    except DateProblem:
        return False


def _from_values(values: Sequence[Cell]) -> tuple[str, float, str] | None:
    """What the values of a column with an unknown name say."""
    texts = [value for value in values if isinstance(value, str)]
    if not texts:
        return None
    if _share(texts, lambda text: _URL.fullmatch(str(text).strip()) is not None) > 0.9:
        return "sources.url", 0.8, "its cells are web addresses"
    if _share(texts, lambda text: read_lane(str(text)) is not None) > 0.9:
        return "lane", 0.8, "its cells are names of lanes"
    if _share(texts, lambda text: bool(lanes_of_kind(read_kind(str(text))))) > 0.9:
        return "kind", 0.8, "its cells are kinds of entries"
    if _share(texts, lambda text: looks_like_code(str(text)) and len(str(text).strip()) == 6) > 0.9:
        return "committees.code", 0.7, "its cells look like codes of committees"
    if sum(map(len, texts)) / len(texts) > _LONG_TEXT:
        return "body", 0.4, "its cells are long texts"
    return None


def _guess_column(name: str, values: Sequence[Cell], *, has_serials: bool) -> tuple[ColumnGuess, int]:
    """One column by itself, with its place among the names of the field."""
    told = meaning(name)
    if told is not None:
        field, place, confidence = told
        reason = "its name says so" if confidence > 0.9 else "its name seems to say so"
        is_date = field in DATE_FIELDS and field != "dates"
        if is_date and values and _share(values, lambda value: _is_date(value, has_serials=has_serials)) == 0.0:
            return ColumnGuess(name, None, 0.5, "its name speaks of a date, but none of its cells is one"), place
        if field == "people.position" and _share(values, lambda value: isinstance(value, int)) > 0.9:
            return ColumnGuess(name, None, 0.5, "its cells are numbers"), place
        return ColumnGuess(name, field, confidence, reason), place
    found = _from_values(values)
    if found is not None:
        return ColumnGuess(name, *found), 1000
    texts = [value for value in values if not isinstance(value, int | float)]
    if texts and _share(values, lambda value: _is_date(value, has_serials=False)) > 0.9:
        return ColumnGuess(name, "date", 0.5, "its cells are dates"), 1000
    return ColumnGuess(name, None, 0.5, "nothing tells what it means; it is kept beside the entry"), 1000


def _settle(guesses: Sequence[tuple[ColumnGuess, int]]) -> list[ColumnGuess]:
    """Give each field to the column that fits it best; a further one is numbered or goes without."""
    order = sorted(range(len(guesses)), key=lambda at: (-guesses[at][0].confidence, guesses[at][1], at))
    taken: dict[str, str] = {}
    result = [guess for guess, _ in guesses]
    for at in order:
        guess = result[at]
        if guess.field is None:
            continue
        holder = taken.get(guess.field)
        if holder is None:
            taken[guess.field] = guess.column
            continue
        numbered = [f"{guess.field}.{number}" for number in range(2, _MOST_URLS + 1)]
        free = next((name for name in numbered if name not in taken), None)
        if guess.field in NUMBERED and free is not None:
            taken[free] = guess.column
            result[at] = replace(guess, field=free)
        else:
            reason = f"“{holder}” gives that already; this one is kept beside the entry"
            result[at] = replace(guess, field=None, reason=reason)
    return result


def _date_order(values: Iterable[Cell]) -> tuple[str, bool]:
    """The order of dates of figures alone, and whether there are some that nothing settles."""
    texts = [value for value in values if isinstance(value, str)]
    orders = {order for text in texts if (order := figures_order(text)) is not None}
    if len(orders) == 1:
        return orders.pop(), False
    return "ymd", any(map(is_ambiguous, texts))


def _separator(values: Iterable[Cell]) -> str:
    texts = [value for value in values if isinstance(value, str)]
    bars, semicolons = sum("|" in text for text in texts), sum(";" in text for text in texts)
    return "|" if bars > semicolons else ";"


def _constants(columns: Sequence[ColumnGuess], fields: dict[str, str]) -> dict[str, str]:
    constants: dict[str, str] = {}
    if "kind" not in fields and "lane" not in fields:
        names = {folded(item.column) for item in columns}
        if any("hearing" in name or "held" in name for name in names):
            constants |= {"lane": "action", "kind": "hearing"}
        elif any("letter" in name for name in names) and "companies.name" in fields:
            constants |= {"lane": "action", "kind": "letter"}
    person = fields.get("people.name", "")
    if "witness" in folded(person) or "testif" in folded(person):
        constants["people.role"] = "witness"
    return constants


def _missing(fields: dict[str, str], constants: dict[str, str], kinds: Sequence[Cell] | None) -> tuple[str, ...]:
    missing = [] if "title" in fields else ["title"]
    told = "lane" in fields or "lane" in constants or "kind" in constants
    is_known = kinds is not None and (not kinds or any(lanes_of_kind(read_kind(str(kind))) for kind in kinds))
    if not told and not is_known:
        missing.append("kind")
    return tuple(missing)


def guess_mapping(
    columns: Sequence[str], sample: Sequence[Sequence[Cell]], *, table: str = "", has_serials: bool = False
) -> MappingGuess:
    """What the columns of a table seem to mean.

    Args:
        columns: Their names.
        sample: Some rows.
        table: The name of the sheet or table.
        has_serials: Whether a number in a column of dates counts days as Excel does.
    """
    values = {name: _filled(sample, place) for place, name in enumerate(columns)}
    alone = [_guess_column(name, values[name], has_serials=has_serials) for name in columns]
    guesses = _settle(alone)
    if not any(item.field == "title" for item in guesses):
        guesses = _title_of_text(guesses, values)
    fields = {item.field: item.column for item in guesses if item.field is not None}
    dates = [value for field in DATE_FIELDS if field in fields for value in values[fields[field]]]
    date_order, is_open = _date_order(dates)
    many = [value for field, name in fields.items() if field.rstrip(".23") in MULTIPLE for value in values[name]]
    constants = _constants(guesses, fields)
    missing = _missing(fields, constants, values[fields["kind"]] if "kind" in fields else None)
    mapping = TableMapping(fields, constants, date_order, _separator(many), table)
    return MappingGuess(mapping, tuple(guesses), missing, is_open)


def _title_of_text(guesses: list[ColumnGuess], values: dict[str, list[Cell]]) -> list[ColumnGuess]:
    """Where nothing is called a title: a column of short texts that are nearly all different, if it is the only one."""
    fitting = [
        at
        for at, item in enumerate(guesses)
        if item.field is None and len(values[item.column]) > 1 and _looks_like_titles(values[item.column])
    ]
    if len(fitting) == 1:
        at = fitting[0]
        reason = "nothing is called a title, and its cells are short texts that differ"
        guesses[at] = ColumnGuess(guesses[at].column, "title", 0.4, reason)
    return guesses


def _looks_like_titles(values: Sequence[Cell]) -> bool:
    texts = [value for value in values if isinstance(value, str) and len(value.split()) > 2]
    return len(texts) == len(values) and len(set(texts)) > len(texts) * 0.8 and max(map(len, texts)) <= _LONG_TEXT
