"""The lists of an entry (requests, answers, links, sources, people, Bates ranges) while somebody writes them.

A list is shown as a table of texts. What a table does not show, unknown fields of a part, goes with its line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.records import Entry, JsonObject, JsonValue
from oversight_viewer.domain.requests import GIVEN_STATUSES

LINK_RELATIONS = (
    "responds_to", "follows_up", "discusses", "transcript_of", "testimony_at", "supersedes", "related",
)  # fmt: skip

_PLACE = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?: (.*)", re.DOTALL)
_WHOLE = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of such a table.

    Args:
        name: Field of the part, as the interchange format has it.
        label: What it is called.
        choices: What may stand in it; empty if anything.
    """

    name: str
    label: str
    choices: tuple[str, ...] = ()


PARTS: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "requests": (Column("number", "No."), Column("text", "What is asked"), Column("due", "Due")),
        "answers": (
            Column("to", "Answers record"),
            Column("request", "Request"),
            Column("status", "How", tuple(status.value for status in GIVEN_STATUSES)),
            Column("text", "What is said"),
        ),
        "links": (Column("rel", "How", LINK_RELATIONS), Column("to", "Record")),
        "sources": (
            Column("title", "Title"),
            Column("publisher", "Publisher"),
            Column("url", "Address"),
            Column("date", "Date"),
            Column("accessed", "Read on"),
            Column("note", "Note"),
        ),
        "people": (Column("name", "Name"), Column("role", "Role"), Column("organization", "Organization")),
        "bates": (Column("begin", "First"), Column("end", "Last"), Column("volume", "Volume")),
    }
)
"""The lists that can be edited, by field of the entry, with their columns."""

_NUMBERS = {"requests": "number", "answers": "request"}


@dataclass(frozen=True, slots=True)
class PartLine:
    """A line of a table.

    Args:
        texts: What stands in each column, by its name.
        before: The part as the entry had it; None for a new line.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, JsonValue] | None = None

    @property
    def is_left_out(self) -> bool:
        """Whether nothing stands in it any more. One that nobody touched stays, even if the table shows nothing."""
        is_touched = self.before is None or any(
            text != _text(self.before.get(name)) for name, text in self.texts.items()
        )
        return is_touched and not any(text.strip() for text in self.texts.values())


@dataclass(frozen=True, slots=True)
class PartProblem:
    """What is wrong with a line: its place from 0, the name of the column or nothing, and the reason."""

    line: int
    column: str
    reason: str


def lines_of(entry: Entry, name: str) -> tuple[PartLine, ...]:
    """A list of an entry as lines of a table."""
    parts: Any = entry_to_json(entry).get(name, [])
    return tuple(
        PartLine({column.name: _text(part.get(column.name)) for column in PARTS[name]}, part) for part in parts
    )


def problems_of_lines(entry: Entry, name: str, lines: Sequence[PartLine]) -> tuple[PartProblem, ...]:
    """The first thing that is wrong with a list, told of its line; nothing if it is right."""
    try:
        with_lines(entry, name, lines)
    except InvalidEntry as error:
        found = _PLACE.fullmatch(error.reason)
        kept = [place for place, line in enumerate(lines) if not line.is_left_out]
        if found is None or int(found[2]) > len(kept):
            return (PartProblem(-1, "", error.reason),)
        return (PartProblem(kept[int(found[2]) - 1], found[3] or "", found[4]),)
    return ()


def with_lines(entry: Entry, name: str, lines: Sequence[PartLine]) -> Entry:
    """The entry with one of its lists as it was written; empty lines are left out.

    Raises:
        InvalidEntry: If a line breaks a rule of the format.
    """
    obj: JsonObject = entry_to_json(entry)
    obj[name] = [_part(name, line) for line in lines if not line.is_left_out]
    return entry_from_json(obj)


def _part(name: str, line: PartLine) -> JsonObject:
    part: JsonObject = dict(line.before or {})
    for column in PARTS[name]:
        text = line.texts.get(column.name, "")
        if text == _text(part.get(column.name)):
            continue
        value = text.strip()
        if not value:
            part.pop(column.name, None)
        elif _NUMBERS.get(name) == column.name and _WHOLE.fullmatch(value):
            part[column.name] = int(value)
        else:
            part[column.name] = value
    return part


def _text(value: JsonValue) -> str:
    return "" if value is None else str(value)
