"""Zotero RDF as the items of Zotero's JSON, so that both are read alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from oversight_viewer.domain.records import JsonObject, JsonValue
from oversight_viewer.importing.xml_records import children, local_name, text_at

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# The list of people in RDF, and what Zotero calls one of them.
_PEOPLE = {
    "authors": "author",
    "contributors": "contributor",
    "editors": "editor",
    "recipients": "recipient",
    "interviewers": "interviewer",
    "interviewees": "author",
    "sponsors": "sponsor",
    "cosponsors": "cosponsor",
}
_TEXTS = {
    "title": "title",
    "date": "date",
    "number": "documentNumber",
    "abstract": "abstractNote",
    "dateSubmitted": "accessDate",
    "type": "genre",
    "committee": "committee",
    "legislativeBody": "legislativeBody",
    "session": "session",
    "history": "history",
    "medium": "interviewMedium",
}
_ADDRESS = (("identifier", "URI", "value"), ("identifier", "URI"))
_PUBLISHER = (("publisher", "Organization", "name"), ("publisher",))


def rdf_items(root: Element) -> Iterator[JsonObject]:
    """The items of an RDF file, in its order; collections, notes and files that stand beside them are passed over."""
    for element in root:
        sort = text_at(element, "itemType")
        if sort and local_name(element) not in {"Attachment", "Memo", "Collection"}:
            yield _item(element, sort)


def _first(element: Element, paths: tuple[tuple[str, ...], ...]) -> str:
    return next((text for path in paths if (text := text_at(element, *path))), "")


def _item(element: Element, sort: str) -> JsonObject:
    item: JsonObject = {"itemType": sort, "creators": list(_creators(element)), "tags": list(_tags(element))}
    for name, field in _TEXTS.items():
        text = text_at(element, name)
        if text:
            item[field] = text
    for field, paths in (("url", _ADDRESS), ("publisher", _PUBLISHER)):
        text = _first(element, paths)
        if text:
            item[field] = text
    container = text_at(element, "isPartOf", "Journal", "title") or text_at(element, "isPartOf", "Website", "title")
    return {**item, "publicationTitle": container} if container else item


def _creators(element: Element) -> Iterator[JsonValue]:
    for name, role in _PEOPLE.items():
        for person in children(element, name, "Seq", "li"):
            first = text_at(person, "Person", "givenName") or text_at(person, "Person", "givenname")
            last = text_at(person, "Person", "surname")
            if last and first:
                yield {"firstName": first, "lastName": last, "creatorType": role}
            elif last:
                yield {"name": last, "creatorType": role}


def _tags(element: Element) -> Iterator[JsonValue]:
    for subject in children(element, "subject"):
        text = text_at(subject)
        if text:
            yield {"tag": text}
