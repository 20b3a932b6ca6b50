"""Makes entries of the rows of a table, as a mapping says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.kinds import KINDS, Lane, lanes_of_kind
from oversight_viewer.domain.naming import file_stem
from oversight_viewer.domain.records import Entry, JsonObject, JsonValue, Source
from oversight_viewer.importing.cell_dates import DateProblem, read_date
from oversight_viewer.importing.cell_words import (
    read_chamber,
    read_count,
    read_kind,
    read_lane,
    read_mark,
    split_cell,
)
from oversight_viewer.importing.committee_codes import whole_code
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.gpo_ids import event_entry_id, parse_package
from oversight_viewer.importing.grids import Cell
from oversight_viewer.importing.json_records import web_address
from oversight_viewer.importing.problems import TableMapping

_BARE_NUMBER = re.compile(r"\d{1,7}", re.ASCII)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}(?=,|\.|$)")
_EVENTS = ("hearing", "markup", "business_meeting")


class CellProblem(Exception):  # noqa: N818 - named for what it says
    """A row that cannot be an entry.

    Args:
        column: The column at fault; empty if it is the row as a whole.
        reason: Why, in words of the user.
    """

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


def cell_text(cell: Cell) -> str:
    """A cell as text, without blanks around it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


class RowReader:
    """Reads the rows of one table.

    Args:
        mapping: What its columns mean. A column that the table does not have counts as empty.
        columns: Its columns.
        means: Knows the committees and companies.
        origin: The name of the file, and of the sheet or table, for the source of each entry.
        has_serials: Whether a number in a column of dates counts days as Excel does.
    """

    def __init__(
        self, mapping: TableMapping, columns: Sequence[str], means: Means, origin: str, *, has_serials: bool = False
    ) -> None:
        self._mapping = mapping
        self._means = means
        self._origin = origin
        self._prefix = file_stem(_ENDING.sub("", origin))
        self._has_serials = has_serials
        places = {name: place for place, name in enumerate(columns)}
        self._places = {field: places[name] for field, name in mapping.columns.items() if name in places}
        self._numbered: dict[str, list[str]] = {}
        for field in sorted(self._places):
            self._numbered.setdefault(field.rstrip(".23456789"), []).append(field)
        used = set(self._places.values())
        self._others = [(name, place) for name, place in places.items() if place not in used]

    def entry(self, cells: Sequence[Cell]) -> tuple[Entry, bool]:
        """The entry that a row tells, and whether it is only a part of it.

        Raises:
            CellProblem: If the row cannot be one.
        """
        row = {field: cells[place] for field, place in self._places.items() if place < len(cells)}
        obj: JsonObject = {"title": clean_line(cell_text(row.get("title")))}
        if not obj["title"]:
            raise CellProblem(self._mapping.columns.get("title", ""), "The title is missing")
        self._put_lane(obj, row)
        self._put_dates(obj, row)
        self._put_scalars(obj, row)
        obj["committees"] = self._committees(row)
        obj["companies"] = self._companies(row, str(obj["lane"]), str(obj["kind"]))
        obj["people"] = self._people(row)
        self._put_rest(obj, row, cells)
        entry_id, is_part = self._identity(obj, row)
        if entry_id:
            obj["id"] = entry_id
        try:
            entry = entry_from_json({name: value for name, value in obj.items() if value not in (None, "", [], {})})
        except InvalidEntry as error:
            raise CellProblem("", error.reason) from None
        if not entry.sources:
            # Put in after the id is derived, so that a file by another name adds nothing.
            entry = replace(entry, sources=(Source(title=self._origin),))
        return entry, is_part

    def _column(self, field: str) -> str:
        return self._mapping.columns.get(field, "")

    def _constant(self, field: str) -> str:
        return self._mapping.constants.get(field, "")

    def _text(self, row: Mapping[str, Cell], field: str) -> str:
        return cell_text(row.get(field)) or self._constant(field)

    def _values(self, row: Mapping[str, Cell], field: str) -> list[str]:
        """All values of a field that may have several, out of one column or several."""
        found: list[str] = []
        for name in self._numbered.get(field, ()):
            text = cell_text(row.get(name))
            if text:
                found += split_cell(text, self._mapping.separator)
        constant = self._constant(field)
        return split_cell(constant, self._mapping.separator) if constant and not found else found

    def _put_lane(self, obj: JsonObject, row: Mapping[str, Cell]) -> None:
        lane_text, kind_text = self._text(row, "lane"), self._text(row, "kind")
        lane = read_lane(lane_text)
        if lane_text and lane is None:
            raise CellProblem(self._column("lane"), f"{lane_text[:40]} is no lane: action, meeting or response")
        kind = read_kind(kind_text)
        possible = lanes_of_kind(kind)
        if lane is None:
            lane = possible[0] if len(possible) == 1 else read_lane(self._constant("lane"))
        if lane is None:
            reason = f"The kind {kind_text[:40]} does not say whether it is an action, a meeting or a response"
            raise CellProblem(self._column("kind"), reason if kind_text else "Neither lane nor kind is told")
        if possible and lane not in possible:
            raise CellProblem(self._column("kind"), f"A {kind.replace('_', ' ')} cannot stand in the lane {lane}")
        obj["lane"] = str(lane)
        obj["kind"] = kind or next(name for name in reversed(KINDS[lane]) if name.startswith("other_"))

    def _date(self, field: str, cell: Cell) -> str | None:
        try:
            found = read_date(cell, self._mapping.date_order, has_serials=self._has_serials)
        except DateProblem as error:
            shown = clean_line(cell_text(cell))[:40]
            raise CellProblem(self._column(field), f"{error}: {shown}") from None
        return str(found) if found is not None else None

    def _put_dates(self, obj: JsonObject, row: Mapping[str, Cell]) -> None:
        obj["date"] = self._date("date", row.get("date"))
        held = [self._date("dates", text) for text in self._values(row, "dates")]
        days = sorted({day for day in (obj["date"], *held) if isinstance(day, str)})
        if len(days) == 1:
            obj["date"] = days[0]
        elif days:
            starts, ends = [PartialDate.parse(day).start for day in days], [PartialDate.parse(day) for day in days]
            last = max(ends, key=lambda day: day.last_day)
            obj["date"] = str(PartialDate(starts[0], last.end or last.start))
            obj["held_dates"] = list(days)

    def _put_scalars(self, obj: JsonObject, row: Mapping[str, Cell]) -> None:
        for field in ("inquiry", "summary", "body"):
            obj[field] = self._text(row, field)
        if obj["body"]:
            obj["format"] = self._constant("format") or "plain"
        mark = self._text(row, "mark")
        obj["mark"] = read_mark(mark) if mark else None
        for field in ("congress", "session"):
            text = self._text(row, field)
            number = read_count(text)
            if text and number is None:
                raise CellProblem(self._column(field), f"The cell is no number of a {field}: {text[:40]}")
            obj[field] = number
        text = self._text(row, "chamber")
        obj["chamber"] = read_chamber(text)
        if text and obj["chamber"] is None:
            raise CellProblem(self._column("chamber"), f"{text[:40]} is not House, Senate or joint")
        obj["tags"] = list(dict.fromkeys(self._values(row, "tags")))

    def _committees(self, row: Mapping[str, Cell]) -> list[JsonValue]:
        codes = [whole_code(code, self._means) for code in self._values(row, "committees.code")]
        names = self._values(row, "committees.name") + self._values(row, "committees")
        chamber = read_chamber(self._text(row, "chamber"))
        # The chamber tells apart committees of one name; of a joint event, it says nothing of either.
        told: JsonObject = {"chamber": chamber} if chamber in {"house", "senate"} else {}
        found: list[JsonValue] = []
        if len(codes) == len(names):
            found += [{"code": code, "name": name} for code, name in zip(codes, names, strict=True)]
        else:
            found += [{"code": code} for code in codes] or [{"name": name, **told} for name in names]
        parent = codes[0] if codes else names[0] if names else None
        for name in self._values(row, "committees.subcommittee"):
            code = self._means.names.committee(f"{names[0]} {name}", chamber) if names else None
            above: JsonObject = {"parent": parent} if parent is not None else told
            found.append({"code": code, "name": name} if code is not None else {"name": name, **above})
        return found

    def _companies(self, row: Mapping[str, Cell], lane: str, kind: str) -> list[JsonValue]:
        role = self._constant("companies.role")
        if not role:
            answers = {Lane.RESPONSE: "respondent", Lane.MEETING: "subject"}
            role = "witness" if kind == "testimony" else answers.get(Lane(lane), "addressee")
            role = "subject" if kind in _EVENTS else role
        names = [self._means.names.company(name) or name for name in self._values(row, "companies.name")]
        return [{"name": name, "role": role} for name in dict.fromkeys(names)]

    def _people(self, row: Mapping[str, Cell]) -> list[JsonValue]:
        names = self._values(row, "people.name")
        role = self._constant("people.role")
        people: list[JsonValue] = []
        parts = {
            part: self._values(row, f"people.{part}")
            if len(names) > 1
            else [clean_line(self._text(row, f"people.{part}"))]
            for part in ("organization", "position")
        }
        for place, name in enumerate(names):
            person: JsonObject = {"name": name, **({"role": role} if role else {})}
            for part, values in parts.items():
                # Lists of different lengths do not say who belongs to what.
                if len(values) == len(names) and values[place]:
                    person[part] = values[place]
            people.append(person)
        return people

    def _put_rest(self, obj: JsonObject, row: Mapping[str, Cell], cells: Sequence[Cell]) -> None:
        obj["sources"] = self._sources(row)
        text, due = self._text(row, "requests.text"), self._date("requests.due", row.get("requests.due"))
        if text or due:
            obj["requests"] = [{"number": 1, "text": text, **({"due": due} if due else {})}]
        begin, end = self._text(row, "bates.begin"), self._text(row, "bates.end")
        if begin:
            obj["bates"] = [{"begin": begin, "end": end or begin}]
        obj["identifiers"] = {
            field.partition(".")[2]: text
            for field in self._mapping.columns
            if field.startswith("identifiers.") and (text := self._text(row, field))
        }
        respondent_mark = self._text(row, "extra.respondent_mark")
        if respondent_mark:
            obj["respondent_mark"] = respondent_mark
        others = {
            name: text for name, place in self._others if place < len(cells) and (text := cell_text(cells[place]))
        }
        if others:
            obj["table"] = {**others}

    def _sources(self, row: Mapping[str, Cell]) -> list[JsonValue]:
        told: JsonObject = {}
        for part in ("publisher", "title", "date"):
            text = clean_line(self._text(row, f"sources.{part}"))
            if text:
                told[part] = text
        found: list[JsonValue] = []
        for text in self._values(row, "sources.url"):
            url = web_address(text)
            found.append({**told, "url": url} if url else {**told, "note": text})
        return found or ([told] if told else [])

    def _identity(self, obj: JsonObject, row: Mapping[str, Cell]) -> tuple[str, bool]:
        """The id of the entry, empty if it has to be derived; and whether others tell of the same."""
        told = self._text(row, "id")
        if told:
            # Every table counts from 1: a bare number would overwrite the entry of another table.
            return (f"{self._prefix}-{told}" if _BARE_NUMBER.fullmatch(told) else told), False
        if obj["kind"] not in {*_EVENTS, "committee_print", "committee_report"}:
            return "", False
        package = parse_package(self._text(row, "identifiers.package_id"))
        chamber = str(obj["chamber"] or (package.chamber if package is not None else ""))
        event = event_entry_id(chamber, self._text(row, "identifiers.event_id"))
        if event is not None:
            return event, True
        return (package.entry_id, True) if package is not None else ("", False)
