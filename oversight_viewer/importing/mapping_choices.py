"""What a user can say of the columns of a table, in words, and what is still missing to read it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from oversight_viewer.importing.column_words import FIELDS
from oversight_viewer.importing.problems import TableMapping

_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "id": "Id",
        "date": "Date",
        "dates": "More dates",
        "title": "Title",
        "committees.code": "Committee (code)",
        "committees.name": "Committee",
        "committees.subcommittee": "Subcommittee",
        "companies.name": "Company",
        "people.name": "Person",
        "people.organization": "Person's organization",
        "people.position": "Person's position",
        "sources.url": "Address of the source",
        "sources.publisher": "Publisher of the source",
        "sources.title": "Title of the source",
        "requests.due": "Due date of the request",
        "requests.text": "What is requested",
        "mark": "Handling mark",
        "bates.begin": "First Bates number",
        "bates.end": "Last Bates number",
        "extra.respondent_mark": "The company's own mark",
        "identifiers.package_id": "govinfo package",
        "identifiers.event_id": "Event number",
    }
)
DATE_ORDERS: Mapping[str, str] = MappingProxyType(
    {"mdy": "Month first: 3/5/2024 is March 5", "dmy": "Day first: 3/5/2024 is 3 May", "ymd": "Year first: 2024-03-05"}
)


def field_label(field: str) -> str:
    """What a field is called."""
    known = _LABELS.get(field)
    if known is not None:
        return known
    name = field.removeprefix("identifiers.").replace("_", " ").replace(".", " ")
    return name[:1].upper() + name[1:]


def choices() -> tuple[tuple[str, str], ...]:
    """The fields that a column can mean, each with its label, in the order in which they are offered."""
    return tuple((field, field_label(field)) for field in FIELDS)


def missing_words(mapping: TableMapping) -> str:
    """What has to be said yet before a table can be read, as a sentence; empty if nothing."""
    if "title" not in mapping.columns:
        return "Say which column holds the titles."
    told = {*mapping.columns, *mapping.constants}
    if not told & {"kind", "lane"}:
        return "Say what the rows are: letters, hearings, meetings or answers."
    return ""


def with_column(mapping: TableMapping, column: str, field: str) -> TableMapping:
    """The mapping with a column that means a field; an empty field keeps the column as it is, under its own name.

    Another column that meant this field means nothing any more.
    """
    columns = {name: other for name, other in mapping.columns.items() if other != column and name != field}
    if field:
        columns[field] = column
    return TableMapping(columns, mapping.constants, mapping.date_order, mapping.separator, mapping.table)


def with_constants(mapping: TableMapping, lane: str, kind: str) -> TableMapping:
    """The mapping with a lane and a kind for all rows; empty ones are told by the columns."""
    constants = {name: text for name, text in mapping.constants.items() if name not in {"lane", "kind"}}
    constants |= {name: text for name, text in (("lane", lane), ("kind", kind)) if text}
    return TableMapping(mapping.columns, constants, mapping.date_order, mapping.separator, mapping.table)


def with_date_order(mapping: TableMapping, order: str) -> TableMapping:
    """The mapping with an order of day, month and year."""
    return TableMapping(mapping.columns, mapping.constants, order, mapping.separator, mapping.table)
