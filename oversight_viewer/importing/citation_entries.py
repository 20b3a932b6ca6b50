"""Entries out of items of bibliographies: what is a record of oversight becomes one, and the rest says why not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.kinds import Lane, lanes_of_kind
from oversight_viewer.domain.records import Entry, JsonObject, JsonValue
from oversight_viewer.importing.cell_dates import DateProblem, read_date
from oversight_viewer.importing.cell_words import read_chamber, read_kind
from oversight_viewer.importing.citation_items import Creator, Item
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.gpo_ids import Package, parse_package
from oversight_viewer.importing.people import company_of

_STEPS = re.compile(r"\s*(?::|\.|/|>)\s+")
_COMMITTEE = re.compile(r"\b(?:sub)?committee\b|\bcommission on security and cooperation\b", re.IGNORECASE)
_SUBCOMMITTEE = re.compile(r"\bsubcommittee\b", re.IGNORECASE)
_CONGRESS = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)?\s+cong|^(\d{1,3})(?:st|nd|rd|th)?(?:\s+congress)?$", re.IGNORECASE)
_SESSION = re.compile(r"\b([123])(?:st|nd|rd)?\s+sess", re.IGNORECASE)
_PACKAGE = re.compile(r"\b(?:CHRG|CPRT|CRPT)-\d{2,3}[a-z]{4}\d+(?:-[a-z]+\d+)?", re.IGNORECASE | re.ASCII)
_FIRST_COUNTED_SO = 40  # a smaller number that stands alone is that of a session
_NO_RECORD = {
    "bill": "A bill", "legislation": "A law", "legal_case": "A case in court", "treaty": "A treaty",
    "regulation": "A regulation", "article-newspaper": "A newspaper article", "article-magazine": "A magazine article",
    "article-journal": "A journal article", "book": "A book", "chapter": "A chapter of a book",
    "bookSection": "A chapter of a book", "attachment": "An attachment", "note": "A note", "webpage": "A web page",
    "report": "A report", "document": "A document", "post-weblog": "A blog post", "broadcast": "A broadcast",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Bodies:
    """The committees that an item names, and the chamber."""

    committees: tuple[JsonObject, ...]
    chamber: str | None


def item_entry(item: Item, means: Means) -> tuple[Entry, bool]:
    """The entry of an item, and whether it is only a part of one that others tell of too.

    Raises:
        InvalidEntry: If it is no record of oversight, or cannot be one; the reason says which.
    """
    if not item.title:
        raise InvalidEntry("The title is missing")
    bodies = _bodies(item, means)
    package = _package(item)
    lane, kind = _lane_and_kind(item, bodies, means)
    obj: JsonObject = {
        "id": item.id or (package.entry_id if package is not None else ""),
        "lane": str(lane),
        "kind": kind,
        "title": item.title,
        "committees": list(bodies.committees),
        "companies": _companies(item, lane, kind, means),
        "people": _people(item, kind, means),
        "summary": item.abstract or None,
        "identifiers": _identifiers(item, package, kind),
        "chamber": bodies.chamber,
        "sources": [_source(item)],
        "tags": list(item.tags),
    }
    rest = {**item.extra, "type": item.sort}
    _put_date(obj, item, rest)
    _put_congress(obj, item, package)
    obj["citation_item"] = rest
    entry = entry_from_json({name: value for name, value in obj.items() if value not in (None, "", [], {})})
    return entry, not item.id and package is not None


def _package(item: Item) -> Package | None:
    match = _PACKAGE.search(item.url)
    return parse_package(match[0]) if match is not None else None


def _steps(name: str) -> list[str]:
    """``United States: Congress: Senate: Committee on X`` taken apart."""
    return [step.strip(" .") for step in _STEPS.split(name) if step.strip(" .")]


def _bodies(item: Item, means: Means) -> _Bodies:
    chamber = _chamber(_steps(item.body))
    names: list[list[str]] = []
    for creator in item.creators:
        steps = _steps(creator.name) if creator.is_institution else []
        chamber = chamber or _chamber(steps)
        found = [step for step in steps if _COMMITTEE.search(step)]
        if found:
            names.append(found)
    told = [item.committee] if item.committee else []
    told += [item.publisher] if _COMMITTEE.search(item.publisher) and not names else []
    names += [_steps(name) or [name] for name in told]
    committees: dict[str, JsonObject] = {}
    for path in names:
        above: JsonObject | None = None
        for name in path:
            above = _committee(name, above, chamber, means)
            committees.setdefault(str(above.get("code") or above["name"]).lower(), above)
    return _Bodies(tuple(committees.values()), chamber)


def _chamber(steps: list[str]) -> str | None:
    for step in steps:
        found = read_chamber(step.removeprefix("U.S. ").removeprefix("United States "))
        if found is not None:
            return found
    return None


def _committee(name: str, above: JsonObject | None, chamber: str | None, means: Means) -> JsonObject:
    if above is not None and _SUBCOMMITTEE.search(name):
        code = means.names.committee(f"{above['name']} {name}", chamber)
        parent = above.get("code") or above["name"]
        return {"code": code, "name": name} if code is not None else {"name": name, "parent": parent}
    code = means.names.committee(name, chamber)
    if code is not None:
        return {"code": code, "name": name}
    return {"name": name, **({"chamber": chamber} if chamber is not None else {})}


def _lane_and_kind(item: Item, bodies: _Bodies, means: Means) -> tuple[Lane, str]:
    words = f"{item.genre} {item.title}".lower()
    told = read_kind(item.genre)
    lanes = lanes_of_kind(told)
    if item.sort == "hearing":
        return Lane.ACTION, "hearing"
    if item.sort == "personal_communication":
        return _letter(item, told, means)
    if item.sort == "interview":
        is_transcribed = bool(bodies.committees) or "transcribed" in words
        kind = "deposition" if "deposition" in words else "transcribed_interview" if is_transcribed else "other_meeting"
        return Lane.MEETING, kind
    if len(lanes) == 1 and item.genre:
        return lanes[0], told
    if "resolution of inquiry" in words:
        return Lane.ACTION, "resolution_of_inquiry"
    if item.sort == "report" and bodies.committees:
        return Lane.ACTION, _report_kind(item, words)
    if bodies.committees and item.sort in {"document", "webpage", "manuscript", "speech", "post", "pamphlet"}:
        return Lane.ACTION, "press_release" if "press release" in words else "other_action"
    what = _NO_RECORD.get(item.sort, f"An item of the type {item.sort[:40]}")
    whose = "" if bodies.committees else " that names no committee"
    raise InvalidEntry(f"{what}{whose} is no record of oversight by itself")


def _report_kind(item: Item, words: str) -> str:
    package = _package(item)
    if package is not None and package.kind != "hearing":
        return package.kind
    if "staff" in words:
        return "staff_report"
    return "committee_print" if "print" in item.genre.lower() else "committee_report"


def _letter(item: Item, told: str, means: Means) -> tuple[Lane, str]:
    """From a company it is an answer. What else a letter is, is told by what it is called, if by anything."""
    if any(creator.role == "author" and _company(creator, means) is not None for creator in item.creators):
        return Lane.RESPONSE, told if lanes_of_kind(told) == (Lane.RESPONSE,) else "response_letter"
    lanes = lanes_of_kind(told)
    return (lanes[0], told) if len(lanes) == 1 and item.genre else (Lane.ACTION, "letter")


def _company(creator: Creator, means: Means) -> str | None:
    if not creator.is_institution or _COMMITTEE.search(creator.name) or _chamber(_steps(creator.name)) is not None:
        return None
    return company_of(creator.name, means)


def _companies(item: Item, lane: Lane, kind: str, means: Means) -> list[JsonValue]:
    found: dict[str, str] = {}
    for creator in item.creators:
        name = _company(creator, means)
        if name is not None:
            role = "addressee" if creator.role == "recipient" else "respondent" if lane is Lane.RESPONSE else "subject"
            found.setdefault(name, "witness" if kind == "hearing" else role)
    return [{"name": name, "role": role} for name, role in found.items()]


def _people(item: Item, kind: str, means: Means) -> list[JsonValue]:
    """Those who made or got it. In hearings, people are entered as the members that held it."""
    people: list[JsonValue] = []
    for creator in item.creators:
        is_other = creator.is_institution and (_COMMITTEE.search(creator.name) or _company(creator, means))
        if is_other or (creator.is_institution and _chamber(_steps(creator.name)) is not None):
            continue
        role = "member" if kind == "hearing" and creator.role == "contributor" else creator.role
        people.append({"name": creator.name, "role": role})
    return people


def _identifiers(item: Item, package: Package | None, kind: str) -> JsonObject:
    found: JsonObject = {**package.identifiers} if package is not None else {}
    if item.number:
        found.setdefault("report_number" if kind == "committee_report" else "number", item.number)
    return found


def _source(item: Item) -> JsonObject:
    # Without the day of the import: an item without an id of its own would be another each day.
    told = {
        "title": item.container or item.title,
        "publisher": item.publisher,
        "url": item.url,
        "accessed": item.accessed,
    }
    return {name: text for name, text in told.items() if text}


def _put_date(obj: JsonObject, item: Item, rest: JsonObject) -> None:
    """The first date that can be read; one that cannot stays as it is written."""
    for text in item.dates:
        try:
            obj["date"] = str(read_date(text))
        except DateProblem:
            rest["date_as_written"] = text
        else:
            return


def _put_congress(obj: JsonObject, item: Item, package: Package | None) -> None:
    match, session = _CONGRESS.search(item.congress.strip()), _SESSION.search(item.congress)
    number = int(match[1] or match[2]) if match is not None else 0
    if number >= _FIRST_COUNTED_SO or (match is not None and match[1]):
        obj["congress"] = number
    elif number:
        obj["session"] = number
    if session is not None:
        obj["session"] = int(session[1])
    if package is not None:
        obj["congress"] = package.congress
        obj["chamber"] = obj["chamber"] or package.chamber
