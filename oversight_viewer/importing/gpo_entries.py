"""Entries out of what govinfo tells of a package. All are parts: several files tell of one package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import PUBLIC
from oversight_viewer.domain.records import CommitteeRef, CompanyRef, Entry, EntryId, JsonObject, Link, Person, Source
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.gpo_ids import Package
from oversight_viewer.importing.json_records import web_address
from oversight_viewer.importing.people import name_slug
from oversight_viewer.importing.running_witness import RunningWitness

PUBLISHER = "U.S. Government Publishing Office"


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells of a package; what it does not tell is empty.

    Args:
        held: The days on which a hearing was held, as written.
        issued: The day of a print or report; of a hearing it is only the first day again.
        citation: How it asks to be cited.
    """

    package: Package
    title: str
    held: Sequence[str] = ()
    issued: str = ""
    session: int | None = None
    number: str = ""
    citation: str = ""
    committees: tuple[CommitteeRef, ...] = ()
    companies: tuple[CompanyRef, ...] = ()
    people: tuple[Person, ...] = ()
    url: str = ""
    extra: JsonObject = field(default_factory=dict)


def days(texts: Iterable[str]) -> list[PartialDate]:
    """The days that can be read, each once, in order."""
    found: set[str] = set()
    for text in texts:
        try:
            found.add(str(PartialDate.parse(clean_line(text)[:10])))
        except ValueError:
            continue
    return [PartialDate.parse(day) for day in sorted(found)]


def span(found: Sequence[PartialDate]) -> PartialDate | None:
    """From the first day to the last; None if there is none."""
    if not found:
        return None
    return found[0] if len(found) == 1 else PartialDate(found[0].start, found[-1].start)


def package_entry(told: Told, means: Means) -> Entry:
    """The entry of a package."""
    package = told.package
    is_hearing = package.kind == "hearing"
    found = days(told.held if is_hearing else (*told.held, told.issued))
    extra: JsonObject = {"govinfo": told.extra} if told.extra else {}
    if len(found) > 1:
        extra["held_dates"] = [str(day) for day in found]
    identifiers: JsonObject = {**package.identifiers}
    citation = told.citation or _citation(package, told.number)
    if citation:
        identifiers["citation"] = citation
    return Entry(
        id=package.entry_id,
        lane=Lane.ACTION,
        kind=package.kind,
        title=clean_line(told.title),
        mark=PUBLIC,
        date=span(found),
        committees=told.committees,
        companies=told.companies,
        people=told.people,
        identifiers=identifiers,
        congress=package.congress,
        session=told.session,
        chamber=package.chamber,
        sources=(source_of(package, told.url, means),),
        extra=extra,
    )


def source_of(package: Package, url: str, means: Means) -> Source:
    """Where the public finds a package."""
    address = web_address(url) or package.url
    return Source(title=package.id, publisher=PUBLISHER, url=address, accessed=means.today.isoformat())


def _citation(package: Package, number: str) -> str:
    """``S. Hrg. 113-276``: hearings of the Senate have numbers; those of the House have serials, another for each
    committee."""
    if package.kind == "hearing" and package.chamber == "senate" and number.isascii() and number.isdigit():
        return f"S. Hrg. {package.congress}-{int(number)}" if len(number) < 6 else ""
    return ""


def testimony_entry(hearing: Entry, witness: RunningWitness) -> Entry:
    """What a company said at a hearing, on one of its days."""
    assert witness.company is not None
    about = ", ".join(part for part in (witness.name, witness.position, witness.organization) if part)
    return Entry(
        id=EntryId(f"{hearing.id}-testimony-{name_slug(witness.name)}"),
        lane=Lane.RESPONSE,
        kind="testimony",
        title=f"Testimony of {about}",
        mark=PUBLIC,
        date=hearing.date,
        committees=hearing.committees,
        companies=(CompanyRef(witness.company, "witness"),),
        people=(witness_person(witness),),
        links=(Link("testimony_at", hearing.id),),
        identifiers={"package_id": hearing.identifiers["package_id"]},
        congress=hearing.congress,
        session=hearing.session,
        chamber=hearing.chamber,
        sources=hearing.sources,
    )


def witness_person(witness: RunningWitness) -> Person:
    """A witness among the people of an entry."""
    told = {"position": witness.position, "place": witness.place, "as_written": witness.text}
    extra: JsonObject = {name: text for name, text in told.items() if text and text != witness.name}
    return Person(witness.name, "witness", witness.organization or None, extra)
