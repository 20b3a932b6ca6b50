"""MODS, in which govinfo describes hearings, prints and reports: committees, members, witnesses, days."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.records import CommitteeRef, CompanyRef, JsonObject, Person
from oversight_viewer.importing.committee_codes import whole_code
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.gpo_entries import Told, package_entry, testimony_entry, witness_person
from oversight_viewer.importing.gpo_ids import parse_package
from oversight_viewer.importing.problems import Found, Piece, Problem
from oversight_viewer.importing.running_witness import split_witness
from oversight_viewer.importing.xml_records import attribute, children, local_name, read_xml, text_at

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CHAMBERS = {"H": "house", "S": "senate", "J": "joint", "HOUSE": "house", "SENATE": "senate", "JOINT": "joint"}
_ROLES = {"COMMMEMBER": "member", "SUBCOMMMEMBER": "member"}
_NAMES = ("authority-fnf", "authority-standard", "parsed", "authority-short", "authority-lnf")


def read_mods(path: Path, means: Means) -> Iterator[Piece]:
    """The pieces of a MODS file, which may hold several records.

    Raises:
        KnownError: If the file cannot be read or is too large.
    """
    try:
        root = read_xml(path)
    except InvalidEntry as error:
        yield Problem("the file", error.reason)
        return
    records = [root] if local_name(root) == "mods" else list(children(root, "mods"))
    if not records:
        yield Problem("the file", "It holds no MODS record")
    for number, record in enumerate(records, start=1):
        yield from _record(record, "the file" if len(records) == 1 else f"record {number}", means)


class _Extension:
    """What all extensions of a record tell together. Records of parts within it are not asked."""

    def __init__(self, record: Element) -> None:
        self._parts = list(children(record, "extension"))

    def all(self, name: str) -> list[Element]:
        return [item for part in self._parts for item in children(part, name)]

    def text(self, name: str) -> str:
        return next((text for item in self.all(name) if (text := text_at(item))), "")


def _record(record: Element, where: str, means: Means) -> Iterator[Piece]:
    told = _Extension(record)
    written = told.text("accessId") or text_at(record, "recordInfo", "recordIdentifier")
    package = parse_package(written)
    if package is None:
        yield Problem(where, f"{written[:60] or 'It'} is no hearing, committee print or committee report")
        return
    title = _title(record) or told.text("searchTitle")
    if not title:
        yield Problem(where, "The title is missing")
        return
    witnesses = [split_witness(text, means) for item in told.all("witness") if (text := text_at(item))]
    companies = [witness.company for witness in witnesses if witness.company is not None]
    session = told.text("session")
    # dateIssued of a hearing is the first day again, and no day on which anything was issued.
    entry = package_entry(
        Told(
            package=package,
            title=title,
            held=[text_at(item) for item in told.all("heldDate")],
            issued=text_at(record, "originInfo", "dateIssued"),
            session=int(session) if session in {"1", "2", "3"} else None,
            number=told.text("number"),
            citation=told.text("preferredCitation"),
            committees=tuple(_committees(told, means)),
            companies=tuple(CompanyRef(name, "witness") for name in dict.fromkeys(companies)),
            people=(*map(witness_person, witnesses), *_members(told)),
            extra=_extra(record, told),
        ),
        means,
    )
    yield Found(entry, where, is_part=True)
    for witness in witnesses:
        if witness.company is not None:
            yield Found(testimony_entry(entry, witness), where, is_part=True)


def _title(record: Element) -> str:
    """The title proper: an alternative one is often empty, or the title again in other letters."""
    for info in children(record, "titleInfo"):
        if not info.get("type"):
            parts = [text_at(info, name) for name in ("nonSort", "title", "partNumber", "partName")]
            text = " ".join(part for part in parts if part)
            if text:
                return text
    return ""


def _extra(record: Element, told: _Extension) -> JsonObject:
    found: JsonObject = {}
    for item in children(record, "classification"):
        if item.get("authority") == "sudocs" and text_at(item):
            found["suDocClassNumber"] = text_at(item)
    extent = text_at(record, "physicalDescription", "extent")
    if extent:
        found["pages"] = extent.removesuffix(" p.")
    if told.text("number"):
        found["documentNumber"] = told.text("number")
    return found


def _names(element: Element) -> dict[str, str]:
    return {item.get("type", ""): text for item in children(element, "name") if (text := text_at(item))}


def _best_name(element: Element) -> str:
    names = _names(element)
    return next((names[sort] for sort in _NAMES if sort in names), "")


def _committees(told: _Extension, means: Means) -> Iterator[CommitteeRef]:
    for item in told.all("congCommittee"):
        code, name = attribute(item, "authorityId"), _best_name(item)
        chamber = _CHAMBERS.get(attribute(item, "chamber").upper())
        code = whole_code(code, means) or means.names.committee(name, chamber) or ""
        ref = _committee(code, name, chamber)
        if ref is None:
            continue
        yield ref
        for below in children(item, "subCommittee"):
            yield from _subcommittee(below, ref, chamber, means)


def _committee(code: str, name: str, chamber: str | None) -> CommitteeRef | None:
    if code:
        return CommitteeRef(code, name or None)
    return CommitteeRef(name=name, extra={"chamber": chamber} if chamber else {}) if name else None


def _subcommittee(item: Element, above: CommitteeRef, chamber: str | None, means: Means) -> Iterator[CommitteeRef]:
    code, name = whole_code(attribute(item, "authorityId"), means), _best_name(item)
    if not code and name and above.name:
        code = means.names.committee(f"{above.name} {name}", chamber) or ""
    if code:
        yield CommitteeRef(code, name or None)
    elif name:
        yield CommitteeRef(name=name, extra={"parent": above.code or above.name})


def _members(told: _Extension) -> Iterator[Person]:
    for item in told.all("congMember"):
        name = _best_name(item)
        if not name:
            continue
        known = {"bioguide": "bioGuideId", "party": "party", "state": "state"}
        extra: JsonObject = {key: value for key, source in known.items() if (value := attribute(item, source))}
        role = attribute(item, "role")
        yield Person(name, _ROLES.get(role.upper(), role.lower() or "member"), None, extra)
