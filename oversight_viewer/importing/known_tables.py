"""Tables that many share, told by their columns: the hearings of GPO, and the witnesses of House events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.parts import event_stand_in
from oversight_viewer.importing.column_words import folded
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.gpo_ids import event_entry_id
from oversight_viewer.importing.grids import Cell, Grid, GridRow
from oversight_viewer.importing.json_records import web_address
from oversight_viewer.importing.problems import Found, Problem, TableMapping
from oversight_viewer.importing.table_rows import cell_text
from oversight_viewer.importing.witness_parts import EventWitness, witness_parts

_GPO = ("package_id", "committee_code", "title", "held_date")
_WITNESSES = ("event_id", "name", "organization")

_GPO_COLUMNS = {
    "identifiers.package_id": "package_id",
    "identifiers.event_id": "event_id",
    "identifiers.serial": "serial",
    "congress": "congress",
    "chamber": "chamber",
    "committees.code": "committee_code",
    "committees.name": "committee_name",
    "committees.subcommittee": "subcommittees",
    "title": "title",
    "date": "held_date",
    "dates": "hearing_dates",
    "kind": "record_type",
    "sources.url": "html_url",
    "sources.url.2": "pdf_url",
}


def known_mapping(columns: Sequence[str], sample: Iterable[Sequence[Cell]]) -> TableMapping | None:
    """The mapping of a table of hearings as GPO's packages are listed, told by its columns; None if it is none."""
    names = {folded(name): name for name in columns}
    if not set(_GPO) <= set(names):
        return None
    found = {field: names[name] for field, name in _GPO_COLUMNS.items() if name in names}
    place = columns.index(names["subcommittees"]) if "subcommittees" in names else -1
    bars = place >= 0 and any("|" in cell_text(row[place]) for row in sample if place < len(row))
    constants = {"lane": "action", "kind": "hearing", "sources.publisher": "govinfo"}
    return TableMapping(found, constants, "ymd", "|" if bars else ";")


def is_witness_table(columns: Iterable[str]) -> bool:
    """Whether a table lists the witnesses of House events: their numbers and names, and no title of the event."""
    names = {folded(name) for name in columns}
    return set(_WITNESSES) <= names and "title" not in names


def witness_pieces(grid: Grid, means: Means) -> Iterator[tuple[Found | Problem, ...]]:
    """The pieces of each row of a table of witnesses: a part of the event, and the testimony of a company."""
    places = {folded(name): place for place, name in enumerate(grid.columns)}

    def text(row: GridRow, name: str) -> str:
        place = places.get(name)
        return clean_line(cell_text(row.cells[place])) if place is not None and place < len(row.cells) else ""

    for row in grid.rows():
        where = f"row {row.number}"
        if row.problem:
            yield (Problem(where, row.problem, row.text, row.number),)
            continue
        chamber = text(row, "chamber").lower() or "house"
        number = text(row, "event_id")
        event = event_entry_id(chamber, number)
        if event is None:
            yield (Problem(f"{where}, column event_id", "The event has no number", row.text, row.number),)
            continue
        witness = EventWitness(
            event=event,
            event_title=event_stand_in(chamber, number),
            event_number=number,
            chamber=chamber,
            name=text(row, "name"),
            organization=text(row, "organization"),
            position=text(row, "position"),
            url=web_address(text(row, "from") or text(row, "url")),
            publisher=text(row, "source") or "docs.house.gov",
        )
        try:
            yield tuple(witness_parts(witness, means, where, row.text, row.number))
        except InvalidEntry as error:
            yield (Problem(where, error.reason, row.text, row.number),)
