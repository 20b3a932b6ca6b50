"""What govinfo answers as JSON: summaries of packages, lists of packages, lists of the volumes of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from oversight_viewer.domain.records import CommitteeRef, Entry, JsonObject, JsonValue, Source
from oversight_viewer.importing.committee_codes import whole_code
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.gpo_entries import Told, package_entry, source_of
from oversight_viewer.importing.gpo_ids import Package, parse_package
from oversight_viewer.importing.json_records import Fields, JsonRecord, text_of
from oversight_viewer.importing.problems import Found, Piece, Problem

_VOLUME = re.compile(
    r"(?P<title>.*?)[\s,:;.–—-]*\(?(?P<volume>(?:volume|vol\.?|part|pt\.?)\s+[0-9IVXLC]+)\)?\s*", re.IGNORECASE
)
_LINKS = ("download", "relatedLink", "granulesLink", "packageLink", "detailsLink", "collectionName", "collectionCode",
          "category", "branch", "publisher", "governmentAuthor1", "governmentAuthor2", "congress", "chamber",
          "documentType", "docClass", "otherIdentifier", "dateIssued")  # fmt: skip


def pieces_of(record: JsonRecord, means: Means) -> Iterator[Piece]:
    """The pieces of one value of a file."""
    values = record.value if isinstance(record.value, list) else [record.value]
    for number, value in enumerate(values, start=1):
        where = record.where or (f"record {number}" if isinstance(record.value, list) else "the file")
        if not isinstance(value, dict):
            yield Problem(where, "It is no record of govinfo", record.text, record.number)
        elif isinstance(value.get("granules"), list):
            yield from _granules(value["granules"], where, means)
        elif isinstance(value.get("packages"), list):
            yield from _packages(value["packages"], means)
        else:
            yield _summary(value, where, record.number, means)


def _packages(values: JsonValue, means: Means) -> Iterator[Piece]:
    assert isinstance(values, list)
    for number, value in enumerate(values, start=1):
        yield _summary(value, f"package {number}", None, means)


def _committees(fields: Fields, means: Means) -> Iterator[CommitteeRef]:
    for item in fields.items("committees"):
        code, name = item.text("authorityId", "committeeCode"), item.text("committeeName", "name")
        if code or name:
            yield CommitteeRef(whole_code(code, means) or means.names.committee(name) or None, name or None)


def _summary(value: JsonValue, where: str, number: int | None, means: Means) -> Found | Problem:
    fields = Fields(value)
    text = text_of(value)
    written = fields.text("packageId")
    package = parse_package(written)
    if package is None:
        reason = (
            f"{written[:60]} is no hearing, committee print or committee report" if written else "It has no package id"
        )
        return Problem(where, reason, text, number)
    title = fields.text("title")
    if not title:
        return Problem(where, "The title is missing", text, number)
    held = fields.raw("heldDates")
    told = Told(
        package=package,
        title=title,
        held=[item for item in held if isinstance(item, str)] if isinstance(held, list) else (),
        issued=fields.text("dateIssued"),
        session=fields.number("session", below=10),
        number=fields.text("documentNumber"),
        citation=fields.text("preferredCitation"),
        committees=tuple(_committees(fields, means)),
        url=fields.address("detailsLink"),
    )
    extra: JsonObject = fields.rest(*_LINKS)
    if told.number:
        extra["documentNumber"] = told.number
    return Found(package_entry(replace(told, extra=extra), means), where, text, number, is_part=True)


def _granules(values: JsonValue, where: str, means: Means) -> Iterator[Piece]:
    """The volumes of packages, each package one entry. Which volume is which is told by its title; ids can be wrong."""
    assert isinstance(values, list)
    found: dict[str, list[tuple[Package, str, str]]] = {}
    for number, value in enumerate(values, start=1):
        fields = Fields(value)
        written, title = fields.text("granuleId"), fields.text("title")
        package = parse_package(written)
        if package is None or not title:
            reason = "The title is missing" if package is not None else "It is no part of a hearing, print or report"
            yield Problem(f"granule {number}", reason, text_of(value))
        else:
            found.setdefault(package.id, []).append((package, written, title))
    for volumes in found.values():
        yield Found(_volumes_entry(volumes, means), where, is_part=True)


def _volumes_entry(volumes: Sequence[tuple[Package, str, str]], means: Means) -> Entry:
    sources: list[Source] = []
    titles: list[str] = []
    listed: list[JsonValue] = []
    for package, written, title in volumes:
        match = _VOLUME.fullmatch(title)
        titles.append(match["title"] if match is not None and match["title"] else title)
        name = match["volume"].capitalize() if match is not None else title
        source = source_of(package, f"{package.url}/{written}" if package.part else "", means)
        sources.append(replace(source, title=name))
        listed.append({"title": title, "id": written})
    entry = package_entry(Told(volumes[0][0], min(titles, key=len), extra={"volumes": listed}), means)
    return replace(entry, sources=tuple(sources))
