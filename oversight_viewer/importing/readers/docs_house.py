"""Events of the House as docs.house.gov gives them: XML of a meeting, and XML of the witnesses of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.parts import event_stand_in
from oversight_viewer.domain.records import CommitteeRef, JsonObject
from oversight_viewer.importing.event_dates import FROM_FILE_NAMES, When, day_of_files, plain_day, update_moment
from oversight_viewer.importing.event_documents import once
from oversight_viewer.importing.event_entries import event_entries
from oversight_viewer.importing.event_titles import clean_title
from oversight_viewer.importing.events import (
    Document,
    Event,
    Witness,
    committee_ref,
    event_entry_id,
    jacket_of,
    packages_in,
    unique_committees,
)
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.house_documents import (
    DOCUMENT_TYPES,
    MEETING_TYPES,
    STATUSES,
    bill_words,
    event_number,
    event_source,
    told_by_files,
)
from oversight_viewer.importing.json_records import web_address
from oversight_viewer.importing.problems import Found, Piece, Problem
from oversight_viewer.importing.xml_records import attribute, children, first_element, local_name, read_xml, text_at

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAME_PARTS = ("honorific", "firstname", "middlename", "lastname")


def _kept(elements: Iterator[Element]) -> Iterator[Element]:
    """Without what has been taken back: an empty ``remove-date`` says that it stands."""
    return (element for element in elements if not attribute(element, "remove-date"))


def _document(element: Element, kind: str) -> Iterator[Document]:
    """The files of a document: a bill lies there as PDF and as XML."""
    word = DOCUMENT_TYPES.get(kind, kind)
    title = clean_title(text_at(element, "description"))
    bill = text_at(element, "legis-num") or text_at(element, "filename-metadata", "legis-num")
    amendment = text_at(element, "filename-metadata", "amdt-num")
    notes = (bill if bill not in title else "", f"amendment {amendment}" if amendment else "")
    note = ", ".join(filter(None, notes))
    found = False
    for file in _kept(children(element, "files", "file")):
        address = web_address(attribute(file, "doc-url"))
        if address:
            found = True
            yield Document(address, title, word, attribute(file, "doc-type"), note)
    if title and not found and not any(True for _ in children(element, "files", "file")):
        yield Document("", title, word, "", note)


def _meeting_documents(root: Element) -> tuple[Document, ...]:
    return once(
        document
        for element in _kept(children(root, "meeting-documents", "meeting-document"))
        for document in _document(
            element, attribute(element, "type") or text_at(element, "filename-metadata", "doc-type")
        )
    )


def _name(element: Element) -> str:
    name = " ".join(filter(None, (text_at(element, part) for part in _NAME_PARTS)))
    suffix = text_at(element, "suffix")
    return ", ".join(filter(None, (name, suffix))) if name else ""


def _witness(element: Element) -> Witness | None:
    name = _name(element)
    if not name:
        return None
    documents = once(
        document
        for one in _kept(children(element, "witness-documents", "witness-document"))
        for document in _document(one, text_at(one, "type") or text_at(one, "filename-metadata", "type"))
    )
    testified = attribute(element, "testified") or text_at(element, "testified")
    sort = attribute(element, "witness-type") or text_at(element, "witness-type")
    extra: JsonObject = {"witness_type": sort} if sort else {}
    position, organization = text_at(element, "position"), text_at(element, "organization")
    return Witness(name, position, organization, documents, testified.lower() not in {"no", "n", "false"}, extra)


def _witnesses(root: Element) -> tuple[Witness, ...]:
    found: dict[str, Witness] = {}
    for element in _kept(children(root, "panel", "witness")):
        witness = _witness(element)
        if witness is not None:
            found.setdefault(witness.name, witness)
    return tuple(found.values())


def _committees(root: Element, means: Means) -> tuple[CommitteeRef, ...]:
    return unique_committees(
        committee_ref(attribute(element, "id"), text_at(element), "house", means)
        for group in ("committees", "subcommittees")
        for element in children(root, "meeting-details", group, "committee-name")
    )


def _location(root: Element) -> str:
    """Room and building, or the words of an address in whatever elements it comes."""
    words = []
    for place in children(root, "meeting-details", "meeting-location"):
        for element in place.iter():
            line = text_at(element) if len(element) == 0 else ""
            if line and not (local_name(element) == "building" and not line.strip("- ")):
                words.append(line)
    return ", ".join(dict.fromkeys(words))


def _when(root: Element) -> When:
    day = plain_day(text_at(root, "meeting-details", "meeting-date", "calendar-date"))
    time = text_at(root, "meeting-details", "meeting-date", "start-time")
    return When(day, time[:5] if day is not None and time[:2].isdigit() else "")


def _number(text: str, below: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 and 0 < int(text) < below else None


def read_meeting(root: Element, means: Means) -> Event:
    """What the XML of a meeting says.

    Raises:
        InvalidEntry: If the number of the event or its title is missing.
    """
    number = event_number(attribute(root, "meeting-id"))
    title = clean_title(text_at(root, "meeting-details", "meeting-title"))
    if not title:
        raise InvalidEntry("The title is missing")
    congress = _number(attribute(root, "congress-num"), 1000)
    documents = _meeting_documents(root)
    packages = [name for item in documents if (name := packages_in(item.url)) is not None]
    identifiers: JsonObject = {"event_id": number}
    if packages:
        identifiers |= {"package_id": packages[0], "jacket": jacket_of(packages[0])}
    bills = (
        bill_words(text_at(element, "legis-num"), congress)
        for element in _kept(children(root, "meeting-documents", "meeting-document"))
    )
    status = text_at(root, "current-status")
    kind = attribute(root, "meeting-type") or attribute(root, "meeting-id")[:4]
    updated = attribute(root, "update-date")
    return Event(
        id=event_entry_id(number, "house"),
        title=title,
        word=MEETING_TYPES.get(kind.upper(), ""),
        chamber="house",
        congress=congress,
        session=_number(attribute(root, "session-num"), 10),
        when=_when(root),
        location=_location(root),
        status=STATUSES.get(status.upper(), status),
        committees=_committees(root, means),
        witnesses=_witnesses(root),
        documents=documents,
        related=tuple(dict.fromkeys(filter(None, bills))),
        identifiers=identifiers,
        sources=(event_source(f"Committee meeting {number}", number, means, updated[:10]),),
        extra={"docs_house": {"update-date": updated}} if updated else {},
        record="docs.house.gov meeting",
        version=update_moment(updated, is_local=True),
    )


def read_witness_list(root: Element, means: Means) -> Event:
    """What the XML of a witness list says: no title and no day, but the names of its files tell the day.

    Raises:
        InvalidEntry: If the number of the event is missing, or there are no witnesses.
    """
    number = event_number(attribute(root, "meeting-id"))
    witnesses = _witnesses(root)
    if not witnesses:
        raise InvalidEntry("The list names no witness")
    addresses = [document.url for witness in witnesses for document in witness.documents]
    word, congress, committees = told_by_files(addresses, means)
    day = day_of_files(addresses)
    return Event(
        id=event_entry_id(number, "house"),
        # The title proper stands in the file of the meeting.
        title=event_stand_in("house", number),
        word=word or "Hearing",
        chamber="house",
        congress=congress,
        when=When(day, "", FROM_FILE_NAMES if day is not None else ""),
        committees=committees,
        witnesses=witnesses,
        identifiers={"event_id": number},
        sources=(event_source(f"Witness list of event {number}", number, means),),
    )


_READERS = {"committee-meeting": read_meeting, "witness-list": read_witness_list}


def _recognizes(sample: Sample) -> bool:
    return first_element(sample.head or b"\n".join(sample.lines)) in _READERS


def _read(path: Path, means: Means) -> Iterator[Piece]:
    try:
        root = read_xml(path)
        reader = _READERS.get(local_name(root))
        if reader is None:
            raise InvalidEntry("The file is neither a committee meeting nor a witness list")
        entries = list(event_entries(reader(root, means), means))
    except InvalidEntry as error:
        yield Problem("the file", error.reason)
        return
    for entry in entries:
        # Meeting, witness list and the answers of other sources tell of one event, none of them all.
        yield Found(entry, "the file", is_part=True)


FORMATS = (Format("docs-house", "XML of meetings and witnesses from docs.house.gov", _recognizes, _read, (".xml",)),)
