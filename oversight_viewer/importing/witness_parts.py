"""One witness of an event, as a part of the event and, for a company, as its testimony."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.records import EntryId, JsonObject, JsonValue
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.people import company_of, name_slug
from oversight_viewer.importing.problems import Found


@dataclass(frozen=True, slots=True)
class EventWitness:
    """A witness as a list of one has it; what is not told is empty."""

    event: EntryId
    event_title: str
    event_number: str
    chamber: str
    name: str
    organization: str
    position: str
    url: str
    publisher: str


def _present(**values: str) -> JsonObject:
    return {name: value for name, value in values.items() if value}


def witness_parts(
    witness: EventWitness, means: Means, where: str, line: str | None, number: int | None
) -> Iterator[Found]:
    """The part of the event that tells of the witness, and the testimony if it speaks for a company.

    Raises:
        InvalidEntry: If the witness has no name.
    """
    if not witness.name:
        raise InvalidEntry("The witness has no name")
    person = {
        "name": witness.name,
        "role": "witness",
        **_present(organization=witness.organization, position=witness.position),
    }
    source = _present(publisher=witness.publisher, title="Witnesses of the event", url=witness.url)
    company = company_of(witness.organization, means)
    companies: list[JsonValue] = [] if company is None else [{"name": company, "role": "witness"}]
    event: JsonObject = {
        "id": witness.event,
        "lane": "action",
        "kind": "hearing",
        "title": witness.event_title,
        "people": [{**person}],
        "companies": companies,
        "identifiers": {"event_id": witness.event_number},
        "chamber": witness.chamber,
        "sources": [{**source}],
    }
    yield Found(entry_from_json(event), where, line, number, is_part=True)
    if company is None:
        return
    about = ", ".join(part for part in (witness.name, witness.position, witness.organization) if part)
    testimony: JsonObject = {
        "id": f"{witness.event}-testimony-{name_slug(witness.name)}",
        "lane": "response",
        "kind": "testimony",
        "title": f"Testimony of {about}",
        "companies": companies,
        "people": [{**person}],
        "links": [{"rel": "testimony_at", "to": witness.event}],
        "identifiers": {"event_id": witness.event_number},
        "chamber": witness.chamber,
        "sources": [{**source}],
    }
    yield Found(entry_from_json(testimony), where, line, number, is_part=True)
