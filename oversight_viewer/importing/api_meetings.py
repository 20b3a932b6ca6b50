"""Committee meetings as the Congress.gov API gives them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from oversight_viewer.domain.citations import ordinal
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.records import CommitteeRef, Entry, JsonObject, JsonValue, Source
from oversight_viewer.importing.event_dates import instant, meeting_time, spoken_time, update_moment, washington_day
from oversight_viewer.importing.event_documents import hand_out, kind_in_name, once
from oversight_viewer.importing.event_entries import event_entries
from oversight_viewer.importing.event_titles import clean_title
from oversight_viewer.importing.events import (
    Document,
    Event,
    Witness,
    chamber_of_committees,
    chamber_word,
    committee_ref,
    event_entry_id,
    jacket_of,
    package_id,
    packages_in,
    unique_committees,
)
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.json_records import Fields

PUBLISHER = "Congress.gov"
API = "https://api.congress.gov/v3"
_BILLS = {
    "HR": "H.R.", "S": "S.", "HJRES": "H.J.Res.", "SJRES": "S.J.Res.",
    "HCONRES": "H.Con.Res.", "SCONRES": "S.Con.Res.", "HRES": "H.Res.", "SRES": "S.Res.",
}  # fmt: skip


def congress_of(item: Fields) -> int:
    """The number of the Congress, under either of the names that it has.

    Raises:
        InvalidEntry: If it is missing or none.
    """
    congress = item.number("congress", "congressNumber", below=1000)
    if congress is None:
        raise InvalidEntry("The number of the Congress is missing")
    return congress


def id_of(item: Fields, what: str, *names: str) -> str:
    """A number that an id is made of.

    Raises:
        InvalidEntry: If it is missing or no number.
    """
    text = item.text(*names)
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        raise InvalidEntry(f"The {what} is missing" if not text else f"The {what} is not a number")
    return text.lstrip("0") or "0"


def committees_of(item: Fields, chamber: str | None, means: Means) -> tuple[CommitteeRef, ...]:
    """The committees of an item. Their addresses tell nothing: in joint events they name the wrong chamber."""
    return unique_committees(
        committee_ref(committee.text("systemCode", "system_code"), committee.text("name"), chamber, means)
        for committee in item.items("committees", "committee")
    )


def source(title: str, address: str, means: Means) -> Source:
    """The answer of the API as a source."""
    return Source(title=title, publisher=PUBLISHER, url=address, accessed=means.today.isoformat())


def in_words(item: Fields) -> str:
    """A bill as it is cited: ``H.R. 1246 (118th Congress)``."""
    kind, number = item.text("type", "billType").upper(), item.text("number", "billNumber")
    congress = item.number("congress", below=1000)
    word = " ".join(filter(None, (_BILLS.get(kind, kind), number)))
    return f"{word} ({ordinal(congress)} Congress)" if word and congress is not None else word


def _numbered(item: Fields, prefix: str, whole: str) -> str:
    number, part, congress = item.text("number"), item.text("part"), item.number("congress", below=1000)
    word = f"{prefix}{number}" + (f"-{part}" if part and part != whole else "")
    return f"{word} ({ordinal(congress)} Congress)" if congress is not None else word


def _related(item: Fields) -> tuple[str, ...]:
    related = item.inner("relatedItems")
    bills = [in_words(bill) for bill in related.items("bills")]
    nominations = [_numbered(one, "Nomination PN", "00") for one in related.items("nominations")]
    treaties = [_numbered(one, "Treaty ", "") for one in related.items("treaties")]
    return tuple(dict.fromkeys(filter(None, (*bills, *nominations, *treaties))))


def _documents(item: Fields, name: str) -> tuple[Document, ...]:
    found = (
        Document(
            url=one.address("url"),
            title=clean_title(one.text("name")),
            kind=one.text("documentType") or kind_in_name(one.address("url")),
            form=one.text("format"),
            note=one.text("description"),
        )
        for one in item.items(name)
    )
    return once(document for document in found if document.url or document.title)


def _address(text: str) -> str:
    """The address of a field hearing, which is JSON within a text in some records."""
    try:
        value: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if not isinstance(value, dict):
        return text
    place = Fields(value)
    street = [place.text("buildingName", "building"), place.text("streetAddress", "street", "address")]
    region = " ".join(filter(None, (place.text("state", "stateCode"), place.text("postalCode", "zipCode", "zip"))))
    return ", ".join(filter(None, (*street, place.text("city"), region))) or text


def _location(item: Fields) -> str:
    raw = item.raw("location")
    if isinstance(raw, str):
        return _address(raw)
    place = Fields(raw)
    inside = place.inner("address")
    address = _address(place.text("address")) or ", ".join(
        filter(None, (inside.text(name) for name in ("buildingName", "streetAddress", "city", "state", "postalCode")))
    )
    parts = (place.text("room"), place.text("building").strip("- "), address)
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _witnesses(item: Fields) -> tuple[Witness, ...]:
    found: dict[tuple[str, str, str], Witness] = {}
    for one in item.items("witnesses"):
        key = (one.text("name"), one.text("position"), one.text("organization"))
        left = one.rest("url")
        if key[0]:
            found.setdefault(key, Witness(*key, extra={"congress_api": left} if left else {}))
    return tuple(found.values())


def _transcripts(item: Fields, congress: int, chamber: str | None, more: tuple[Document, ...]) -> dict[str, Document]:
    """The printed records of a meeting, each once: a joint one is listed for each chamber."""
    found: dict[str, Document] = {}
    for one in item.items("hearingTranscript"):
        jacket = one.number("jacketNumber")
        if jacket is not None:
            address = one.address("url")
            name = package_id("CHRG", congress, chamber, "hrg", jacket)
            if not any(jacket_of(known) == str(jacket) for known in found):
                found[name] = Document(address, name)
    for document in more:
        package = packages_in(document.url)
        if package is not None and not any(jacket_of(known) == jacket_of(package) for known in found):
            found[package] = Document(document.url, package)
    return found


def _one_or_all(values: list[str]) -> JsonValue:
    return values[0] if len(values) == 1 else [*values]


def _continued(item: Fields) -> tuple[str, ...]:
    words = []
    for one in item.items("continuations"):
        text = one.text("continuationDate", "date")
        day = washington_day(text)
        when = meeting_time(text, "", ())
        if day is not None:
            words.append(" ".join(filter(None, (day.label() + ("," if when.time else ""), spoken_time(when.time)))))
    return tuple(dict.fromkeys(words))


def _status(item: Fields) -> str:
    written = item.text("meetingStatus", "status")
    words = {"cancelled": "Canceled", "canceled": "Canceled", "postponed": "Postponed", "rescheduled": "Rescheduled"}
    return words.get(written.lower(), written)


def read_meeting(item: Fields, means: Means) -> Iterator[Entry]:
    """The entries of one committee meeting.

    Raises:
        InvalidEntry: If its number, its Congress or its title is missing.
    """
    number = id_of(item, "event number (eventId)", "eventId", "eventid", "eventID")
    congress = congress_of(item)
    written = item.text("chamber")
    chamber = chamber_word(written)
    committees = committees_of(item, chamber, means)
    title = clean_title(item.text("title"))
    if not title:
        raise InvalidEntry("The title is missing")
    documents = _documents(item, "meetingDocuments")
    loose = _documents(item, "witnessDocuments")
    witnesses, unmatched = hand_out(_witnesses(item), loose)
    transcripts = _transcripts(item, congress, chamber, documents)
    identifiers: JsonObject = {"event_id": number}
    if transcripts:
        identifiers["package_id"] = _one_or_all(list(transcripts))
        identifiers["jacket"] = _one_or_all([jacket_of(name) for name in transcripts])
    updated = item.text("updateDate")
    item.text("_url", "url")
    address = f"{API}/committee-meeting/{congress}/{written.lower() or 'nochamber'}/{number}"
    event = Event(
        id=event_entry_id(number, chamber),
        title=title,
        word=item.text("type"),
        word_is_certain=chamber != "senate",
        chamber=chamber or chamber_of_committees(committees),
        congress=congress,
        when=meeting_time(item.text("date"), updated, [one.url for one in (*documents, *loose)]),
        continued=_continued(item),
        location=_location(item),
        status=_status(item),
        committees=committees,
        witnesses=witnesses,
        documents=documents,
        loose_documents=unmatched,
        transcripts=tuple(transcripts.values()),
        videos=_documents(item, "videos"),
        related=_related(item),
        identifiers=identifiers,
        sources=(source(f"Committee meeting {number}", address, means),),
        extra=_left(item, updated),
        record="Congress.gov committee-meeting",
        version=update_moment(updated),
    )
    return event_entries(event, means)


def _left(item: Fields, updated: str) -> JsonObject:
    left = item.rest()
    moment = instant(updated)
    if updated:
        left["updateDate"] = moment.isoformat() if moment is not None else updated
    return {"congress_api": left} if left else {}
