"""Files of the unitedstates/congress project: ``committee_meetings_house.json`` and ``committee_meetings_senate.json``.

They have a row for each committee of an event, so an event with two committees stands twice in them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from oversight_viewer.domain.citations import ordinal
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.records import CommitteeRef, EntryId, JsonObject, JsonValue, Source
from oversight_viewer.importing.event_dates import When, plain_day
from oversight_viewer.importing.event_documents import once
from oversight_viewer.importing.event_entries import event_entries
from oversight_viewer.importing.event_titles import clean_title
from oversight_viewer.importing.events import (
    Document,
    Event,
    Witness,
    chamber_word,
    committee_ref,
    event_entry_id,
    unique_committees,
)
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.house_documents import DOCUMENT_TYPES, MEETING_TYPES, event_page
from oversight_viewer.importing.json_records import Fields, first_shape, read_json, text_of
from oversight_viewer.importing.problems import Found, Piece, Problem

PUBLISHER = "unitedstates/congress"
_BILL = re.compile(r"(hr|s|hjres|sjres|hconres|sconres|hres|sres)(\d+)-(\d{1,3})", re.ASCII)
_BILL_WORDS = {
    "hr": "H.R.", "s": "S.", "hjres": "H.J.Res.", "sjres": "S.J.Res.",
    "hconres": "H.Con.Res.", "sconres": "S.Con.Res.", "hres": "H.Res.", "sres": "S.Res.",
}  # fmt: skip
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ](\d{2}:\d{2})", re.ASCII)


@dataclass(slots=True)
class _Rows:
    """The rows of one event."""

    first: Fields
    chamber: str
    committees: list[CommitteeRef | None] = field(default_factory=list)
    guids: list[str] = field(default_factory=list)
    where: str = ""
    text: str | None = None
    number: int | None = None


def _bill(text: str) -> str:
    match = _BILL.fullmatch(text.lower())
    return f"{_BILL_WORDS[match[1]]} {match[2]} ({ordinal(int(match[3]))} Congress)" if match is not None else text


def _documents(items: tuple[Fields, ...]) -> tuple[Document, ...]:
    found = []
    for item in items:
        kind = item.text("type").upper()
        bill, amendment = item.text("bill_id"), item.text("amendmendment_number", "amendment_number")
        notes = (_bill(bill) if bill else "", item.text("version_code"), f"amendment {amendment}" if amendment else "")
        title = clean_title(item.text("description"))
        about = (title, DOCUMENT_TYPES.get(kind) or item.text("type_name") or kind)
        addresses = [address for one in item.items("urls") if (address := one.address("url"))]
        for address in addresses or ([""] if title else []):
            form = address.rpartition("/")[2].rpartition(".")[2].upper() if "." in address.rpartition("/")[2] else ""
            found.append(Document(address, *about, form[:5], ", ".join(filter(None, notes))))
    return once(found)


def _witnesses(row: Fields) -> tuple[Witness, ...]:
    found: dict[str, Witness] = {}
    for item in row.items("witnesses"):
        parts = (item.text(name) for name in ("honorific", "first_name", "middle_name", "last_name"))
        name = " ".join(filter(None, parts))
        if name:
            sort = item.text("witness_type")
            extra: JsonObject = {"witness_type": sort} if sort else {}
            about = (item.text("position"), item.text("organization"))
            found.setdefault(name, Witness(name, *about, _documents(item.items("documents")), extra=extra))
    return tuple(found.values())


def _committee(row: Fields, chamber: str, means: Means) -> CommitteeRef | None:
    """The committee of a row. Its names are those of all committees of the event, so only a single one is certain."""
    code, below = row.text("committee"), row.text("subcommittee")
    names = row.raw("committee_names")
    known = [name for name in names if isinstance(name, str) and name.strip()] if isinstance(names, list) else []
    name = Fields({"name": known[0]}).text("name") if len(known) == 1 else ""
    whole = f"{code[:4]}{below}" if below and code else code
    return committee_ref(whole, name, chamber, means)


def _key(row: Fields, chamber: str) -> tuple[str, ...]:
    """What rows of one event have in common."""
    number = row.number("house_event_id")
    if number is not None:
        return (chamber, str(number))
    return (chamber, row.text("occurs_at"), clean_title(row.text("topic")).casefold(), row.text("room"))


def _check(row: Fields) -> str:
    chamber = chamber_word(row.text("chamber"))
    if chamber is None:
        raise InvalidEntry("The chamber is missing")
    if not clean_title(row.text("topic")):
        raise InvalidEntry("The topic is missing")
    if row.number("house_event_id") is None and not row.text("guid"):
        raise InvalidEntry("There is neither an event number nor a GUID")
    return chamber


def _id(rows: _Rows, number: int | None) -> EntryId:
    if number is not None:
        return event_entry_id(str(number), rows.chamber)
    # The project makes the GUIDs of Senate meetings itself, one a row, and keeps them from file to file.
    guid = re.sub(r"[^0-9a-z-]", "", min(rows.guids).lower())[:40]
    return event_entry_id(guid or hashlib.sha256(min(rows.guids).encode()).hexdigest()[:32], rows.chamber)


def _event(rows: _Rows, means: Means) -> Event:
    row = rows.first
    number = row.number("house_event_id")
    moment = row.text("occurs_at")
    day, time = plain_day(moment), _TIME.match(moment)
    identifiers: JsonObject = {"event_id": str(number)} if number is not None else {}
    guids: JsonValue = sorted(set(rows.guids))[0] if len(set(rows.guids)) == 1 else [*sorted(set(rows.guids))]
    if guids:
        identifiers["guid"] = guids
    bills = row.raw("bill_ids")
    related = [_bill(bill) for bill in bills if isinstance(bill, str)] if isinstance(bills, list) else []
    word = row.text("house_meeting_type").upper()
    address = row.address("url") or (event_page(str(number)) if number is not None else "")
    title = "Committee meetings of the House" if rows.chamber == "house" else "Committee meetings of the Senate"
    event = Event(
        id=_id(rows, number),
        title=clean_title(row.text("topic")),
        word=MEETING_TYPES.get(word, ""),
        word_is_certain=bool(word),
        chamber=rows.chamber,
        congress=row.number("congress", below=1000),
        when=When(day, time[1] if time is not None and day is not None else ""),
        location=row.text("room"),
        committees=unique_committees(rows.committees),
        witnesses=_witnesses(row),
        documents=_documents(row.items("meeting_documents")),
        related=tuple(dict.fromkeys(filter(None, related))),
        identifiers=identifiers,
        sources=(Source(title, PUBLISHER, address or None, None, means.today.isoformat()),),
    )
    left = row.rest("guid", "committee", "subcommittee", "committee_names")
    return replace(event, extra={"us_congress": left}) if left else event


class _File:
    """A file while its rows are put together."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._events: dict[tuple[str, ...], _Rows] = {}

    def take(self, value: JsonValue, where: str, text: str | None, number: int | None) -> Problem | None:
        """Add a row to its event; or say why it cannot be."""
        if not isinstance(value, dict):
            return Problem(where, "The row is not an object", text, number)
        row = Fields(value)
        try:
            chamber = _check(row)
        except InvalidEntry as error:
            return Problem(where, error.reason, text, number)
        rows = self._events.setdefault(_key(row, chamber), _Rows(row, chamber, [], [], where, text, number))
        rows.committees.append(_committee(row, chamber, self._means))
        guid = row.text("guid")
        if guid:
            rows.guids.append(guid)
        return None

    def pieces(self) -> Iterator[Piece]:
        for rows in self._events.values():
            for entry in event_entries(_event(rows, self._means), self._means):
                yield Found(entry, rows.where, rows.text, rows.number, is_part=True)


def _recognizes(sample: Sample) -> bool:
    keys = first_shape(sample.head or b"\n".join(sample.lines)).keys
    return {"occurs_at", "topic"} <= keys and bool(keys & {"house_event_id", "guid", "committee"})


def _read(path: Path, means: Means) -> Iterator[Piece]:
    file = _File(means)
    for record in read_json(path):
        if isinstance(record, Problem):
            yield record
            continue
        values = record.value if isinstance(record.value, list) else [record.value]
        for place, value in enumerate(values, start=1):
            where = record.where or f"row {place}"
            problem = file.take(value, where, record.text or text_of(value), record.number)
            if problem is not None:
                yield problem
    yield from file.pieces()


FORMATS = (
    Format(
        "us-congress", "committee meetings of the unitedstates/congress project (JSON)", _recognizes, _read, (".json",)
    ),
)
