"""Answers of the Congress.gov API, version 3, as JSON that somebody saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.records import Entry, JsonObject, JsonValue
from oversight_viewer.domain.versions import is_version
from oversight_viewer.importing.api_committees import read_committee
from oversight_viewer.importing.api_communications import read_communication
from oversight_viewer.importing.api_meetings import read_meeting
from oversight_viewer.importing.api_prints import read_hearing, read_print, read_report, read_texts
from oversight_viewer.importing.events import chamber_word
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.json_records import Fields, JsonRecord, Shape, first_shape, read_json, text_of
from oversight_viewer.importing.problems import Found, Piece, Problem

_READERS: Mapping[str, Callable[[Fields, Means], Iterator[Entry]]] = {
    "meeting": read_meeting,
    "hearing": read_hearing,
    "print": read_print,
    "report": read_report,
    "communication": read_communication,
}
_CONTAINERS = {
    "committeemeeting": "meeting", "committeemeetings": "meeting", "hearing": "hearing", "hearings": "hearing",
    "committeeprint": "print", "committeeprints": "print", "committeereport": "report", "committeereports": "report",
    "report": "report", "reports": "report", "committee": "committee", "committees": "committee",
    "housecommunication": "communication", "housecommunications": "communication",
    "senatecommunication": "communication", "senatecommunications": "communication",
    "text": "text", "textversions": "text",
}  # fmt: skip
_WORDS = {
    "meeting": "committee meetings",
    "hearing": "printed hearings",
    "print": "committee prints",
    "report": "committee reports",
    "communication": "communications",
    "committee": "committees",
    "text": "texts",
}
_TELLING = {
    "meeting": ({"eventId", "eventid", "eventID"}, {"title", "date", "meetingStatus", "url"}),
    "communication": ({"communicationType"}, {"number"}),
    "committee": ({"systemCode"}, {"history", "subcommittees", "isCurrent", "committeeTypeCode", "parent"}),
    "report": ({"reportType", "isConferenceReport", "issueDate"}, {"citation", "number"}),
}
_HEARING_KEYS = {"libraryOfCongressIdentifier", "dates", "formats", "associatedMeeting"}
_PARTS = {"hearing"}  # what is printed is a part of the event; so is an answer of which it is known how new it is
_PLAIN = {"meeting", "print", "communication"}  # sorts whose containers are named as nothing else is
_BESIDE = {"pagination", "request"}
_OWN = {"lane", "kind"}
_PRINTED = re.compile(
    rb'^\s*"(?:communicationType|congressNumber|congressionalRecordDate|systemCode|matchingRequirements'
    rb'|eventId|meetingStatus|jacketNumber|submittingAgency)"\s*:',
    re.MULTILINE,
)


def _container(name: str) -> str | None:
    return _CONTAINERS.get(name.replace("-", "").lower())


def _sort_of(keys: frozenset[str], address: str = "") -> str | None:
    """What an object without a container is, told by its keys, and by its address where they are too few."""
    if keys & _OWN:
        return None
    for name, (needed, more) in _TELLING.items():
        if keys & needed and keys & more:
            return name
    if "jacketNumber" in keys:
        if keys & _HEARING_KEYS or "/hearing/" in address:
            return "hearing"
        return "print" if "chamber" in keys or "/committee-print/" in address else None
    return "report" if {"citation", "type", "part"} <= keys else None


_INNER = {
    "committee": {"systemCode"},
    "text": {"url", "formats"},
    "report": {"citation", "issueDate"},
    "hearing": {"jacketNumber"},
    "print": {"jacketNumber"},
    "meeting": {"eventId", "eventid", "eventID"},
    "communication": {"communicationType"},
}


def _is_answer(shape: Shape) -> bool:
    """Whether an object holds something of the API in a container that it knows, or is such a thing."""
    if shape.keys & _OWN:
        return False
    if _sort_of(shape.keys) is not None:
        return True
    for name in shape.keys:
        sort = _container(name)
        if sort in _PLAIN:
            return True
        inner = shape.inner.get(name, frozenset())
        # A cut sample may not reach to the telling key of a long record.
        if sort is not None and (inner & _INNER[sort] or (inner and len(shape.keys - _BESIDE) == 1 and sort != "text")):
            return True
        if sort is not None and shape.keys & _BESIDE:
            return True
    return False


def _recognizes(sample: Sample) -> bool:
    head = sample.head or b"\n".join(sample.lines)
    if _is_answer(first_shape(head)):
        return True
    lines = [line for line in sample.lines if line.lstrip()[:1] == b"{"]
    if len(lines) == len(sample.lines) > 1:
        shapes = [first_shape(line) for line in lines]
        return any(map(_is_answer, shapes)) and not any(shape.keys & _OWN for shape in shapes)
    # What is copied from a printed page may be no JSON at all; the reader says what is wrong with it.
    return not head.lstrip().startswith(b"<") and len(set(_PRINTED.findall(head))) >= 4


def _is_address(item: JsonObject, sort: str) -> bool:
    """Whether an item of a list only says where the record lies."""
    told = {name for name, value in item.items() if value not in (None, "", [], {})}
    telling = {"title", "abstract", "reportNature", "date", "dates", "name", "history", "committees"}
    return sort not in {"text", "committee"} and not told & telling


def _page(value: JsonObject, held: int, words: str) -> str:
    """What to say of a list that goes on elsewhere; empty if it does not."""
    pagination = Fields(value.get("pagination"))
    count = pagination.number("count")
    if "next" not in pagination or not pagination.text("next"):
        return ""
    whole = f"{held:,} of {count:,} {words}" if count is not None else f"{held:,} {words}, and there are more"
    pages = f" of {-(-count // held):,}" if count is not None and held else ""
    return f"The file is one page{pages}: it holds {whole}. Save the further pages (pagination.next) too."


class _Answer:
    """One value of a file while its records are read."""

    def __init__(self, record: JsonRecord, means: Means) -> None:
        self._record = record
        self._means = means

    def pieces(self) -> Iterator[Piece]:
        value = self._record.value
        if isinstance(value, list):
            yield from self._list(value)
        elif isinstance(value, dict):
            yield from self._object(value, self._record.where)
        else:
            yield self._problem("", "This is no answer of the Congress.gov API")

    def _list(self, values: list[JsonValue]) -> Iterator[Piece]:
        addresses: dict[str, int] = {}
        for place, value in enumerate(values, start=1):
            where = f"record {place}"
            if not isinstance(value, dict):
                yield self._problem(where, "The record is not an object", value)
                continue
            sort = _sort_of(frozenset(value), str(value.get("url", "")))
            if sort is not None and _is_address(value, sort):
                addresses[sort] = addresses.get(sort, 0) + 1
            else:
                yield from self._object(value, where)
        for sort, count in addresses.items():
            yield self._only_addresses(count, sort, "")

    def _object(self, value: JsonObject, where: str) -> Iterator[Piece]:
        sort = _sort_of(frozenset(value), str(value.get("url", "")))
        if sort is not None:
            if _is_address(value, sort):
                yield self._only_addresses(1, sort, "")
            else:
                yield from self._one(value, sort, where, None)
            return
        containers = [(name, known) for name in value if (known := _container(name)) is not None]
        if not containers:
            error = Fields(value.get("error")).text("message", "code") or Fields(value).text("error", "message")
            reason = f"The API answered with an error: {error[:200]}" if error else "It holds no record of a known sort"
            yield self._problem(where, reason, value)
        for name, known in containers:
            yield from self._content(value, name, known, where)

    def _content(self, value: JsonObject, name: str, sort: str, where: str) -> Iterator[Piece]:
        content = value[name]
        request = Fields(value.get("request"))
        chamber = chamber_word(request.text("chamber"))
        if isinstance(content, dict) and isinstance(content.get("item"), list | dict):
            content = content["item"]
        if isinstance(content, dict):
            yield from self._one(content, sort, where, chamber)
            return
        if not isinstance(content, list):
            yield self._problem(where, f"{name} holds no record", value)
            return
        if sort == "text":
            yield from self._texts(content, where)
            return
        addresses = 0
        for place, item in enumerate(content, start=1):
            at = ", ".join(filter(None, (where, f"record {place} of {name}")))
            if not isinstance(item, dict):
                yield self._problem(at, "The record is not an object", item)
            elif _is_address(item, sort):
                addresses += 1
            else:
                yield from self._one(item, sort, at if len(content) > 1 else where, chamber)
        page = _page(value, len(content), _WORDS[sort])
        if addresses:
            yield self._only_addresses(addresses, sort, page)
        elif page:
            yield self._problem(where, page)
        elif not content:
            yield self._problem(where, f"The list of {_WORDS[sort]} is empty")

    def _one(self, item: JsonObject, sort: str, where: str, chamber: str | None) -> Iterator[Piece]:
        at = where or "the file"
        try:
            if sort == "committee":
                yield from list(read_committee(Fields(item), chamber))
            elif sort == "text":
                yield from self._texts([item], where)
            else:
                entries = list(_READERS[sort](Fields(item), self._means))
                yield from (
                    self._found(entry, at, item, is_part=sort in _PARTS or is_version(entry)) for entry in entries
                )
        except InvalidEntry as error:
            yield self._problem(where, error.reason, item)

    def _texts(self, content: list[JsonValue], where: str) -> Iterator[Piece]:
        try:
            entries = list(read_texts([Fields(item) for item in content], self._means))
        except InvalidEntry as error:
            yield self._problem(where, error.reason, content)
        else:
            yield from (self._found(entry, where or "the file", content, is_part=True) for entry in entries)

    def _found(self, entry: Entry, where: str, item: JsonValue, *, is_part: bool) -> Found:
        return Found(entry, where, self._record.text or text_of(item), self._record.number, is_part)

    def _problem(self, where: str, reason: str, item: JsonValue = None) -> Problem:
        text = self._record.text if item is None else self._record.text or text_of(item)
        return Problem(where or "the file", reason.rstrip("."), text, self._record.number)

    def _only_addresses(self, count: int, sort: str, page: str) -> Problem:
        reason = (
            f"This is a list of addresses of {_WORDS[sort]} ({count:,} in all), not the records themselves. "
            "Open each address, save its answer, and import those files."
        )
        return self._problem(self._record.where, " ".join(filter(None, (reason, page))))


def _advice(problem: Problem, is_json: bool) -> Problem:
    if is_json:
        reason = f"{problem.reason}. Save the answer of the API again; an example printed on a web page may be faulty"
    else:
        reason = (
            "This is no whole answer of the API: it does not begin with { or [. It may be part of an example printed "
            "on a page of the web. Save the answer itself, from its first bracket to its last"
        )
    return Problem(problem.where, reason, problem.line, problem.number)


def _begins_as_json(path: Path) -> bool:
    with path.open("rb") as stream:
        start = stream.read(1024)
    return start.startswith(b"\x1f\x8b") or start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


def _read(path: Path, means: Means) -> Iterator[Piece]:
    for record in read_json(path):
        if isinstance(record, Problem):
            yield record if record.number is not None else _advice(record, _begins_as_json(path))
        else:
            yield from _Answer(record, means).pieces()


FORMATS = (
    Format("congress-api", "saved answers of the Congress.gov API (JSON)", _recognizes, _read, (".json", ".jsonl")),
)
