"""What is printed - hearings, committee prints, committee reports - as the Congress.gov API gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from oversight_viewer.domain.citations import ordinal
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import EXECUTIVE_SESSION, PUBLIC
from oversight_viewer.domain.parts import document_stand_in
from oversight_viewer.domain.records import Entry, EntryId, JsonObject
from oversight_viewer.importing.api_meetings import API, committees_of, congress_of, id_of, in_words, source
from oversight_viewer.importing.event_body import document_lines, escaped, section
from oversight_viewer.importing.event_dates import plain_day, washington_day
from oversight_viewer.importing.event_documents import once
from oversight_viewer.importing.event_titles import clean_title, lane_and_kind
from oversight_viewer.importing.events import (
    Document,
    chamber_of_committees,
    chamber_word,
    event_entry_id,
    jacket_of,
    package_id,
    packages_in,
)
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.json_records import Fields

_MEETING_ADDRESS = re.compile(r"/committee-meeting/\d+/(house|senate)/(\d+)", re.ASCII)
_REPORT_TYPES = {"HRPT": "house", "SRPT": "senate", "ERPT": "senate"}
_REPORT_WORDS = {"HRPT": "H. Rept.", "SRPT": "S. Rept.", "ERPT": "Ex. Rept."}


def _days(item: Fields) -> list[PartialDate]:
    days = {day for one in item.items("dates") if (day := plain_day(one.text("date"))) is not None}
    return sorted(days, key=lambda day: day.first_day)


def _span(days: list[PartialDate]) -> PartialDate | None:
    if not days:
        return None
    return days[0] if len(days) == 1 else PartialDate(days[0].start, days[-1].start)


def _texts(items: Iterable[Fields]) -> tuple[Document, ...]:
    return once(
        Document(address, one.text("type") or "Text", note="Errata" if one.flag("isErrata") else "")
        for one in items
        if (address := one.address("url"))
    )


def _left(item: Fields) -> JsonObject:
    left = item.rest("url")
    return {"congress_api": left} if left else {}


def _body(*sections: str) -> str | None:
    return "\n\n".join(filter(None, sections)) or None


def _bills(item: Fields, *names: str) -> str:
    words = dict.fromkeys(filter(None, map(in_words, item.items(*names))))
    return section("Related items", (f"- {escaped(word)}" for word in words))


def _meeting_of(item: Fields, chamber: str | None) -> tuple[EntryId, str] | None:
    """Id and number of the event of which a printed hearing is the record."""
    meeting = item.inner("associatedMeeting")
    number = meeting.text("eventId", "eventID", "eventid")
    match = _MEETING_ADDRESS.search(meeting.text("url", "URL"))
    if match is not None:
        return event_entry_id(match[2], match[1]), match[2]
    if number.isascii() and number.isdigit() and len(number) <= 10:
        return event_entry_id(number, chamber), number
    return None


def read_hearing(item: Fields, means: Means) -> Iterator[Entry]:
    """The entry of a printed hearing: that of its event, if it names one.

    Raises:
        InvalidEntry: If its jacket number, its Congress or its title is missing.
    """
    jacket = id_of(item, "jacket number", "jacketNumber")
    congress = congress_of(item)
    written = item.text("chamber")
    chamber = chamber_word(written)
    committees = committees_of(item, chamber, means)
    title = clean_title(item.text("title"))
    if not title:
        raise InvalidEntry("The title is missing")
    texts = _texts(item.items("formats"))
    named = next(filter(None, (packages_in(text.url) for text in texts)), None)
    package = named or package_id("CHRG", congress, chamber, "hrg", jacket)
    meeting = _meeting_of(item, chamber)
    days = _days(item)
    identifiers: JsonObject = {} if meeting is None else {"event_id": meeting[1]}
    identifiers |= {"package_id": package, "jacket": jacket}
    told = {
        "citation": item.text("citation"),
        "number": item.text("number"),
        "part": item.text("part"),
        "loc_id": item.text("libraryOfCongressIdentifier"),
    }
    identifiers |= {name: value for name, value in told.items() if value}
    lane, kind = lane_and_kind("Hearing", title)
    held = section("When and where", [f"- Held on: {', '.join(day.label() for day in days)}"] if len(days) > 1 else [])
    yield Entry(
        id=EntryId(package.lower()) if meeting is None else meeting[0],
        lane=lane,
        kind=kind,
        title=title,
        mark=EXECUTIVE_SESSION if lane is Lane.MEETING else PUBLIC,
        date=_span(days),
        committees=committees,
        body=_body(held, section("Printed record", document_lines(texts))),
        identifiers=identifiers,
        congress=congress,
        chamber=chamber or chamber_of_committees(committees),
        sources=(source(f"Printed hearing {package}", f"{API}/hearing/{congress}/{written.lower()}/{jacket}", means),),
        extra=_left(item),
    )


def read_print(item: Fields, means: Means) -> Iterator[Entry]:
    """The entry of a committee print. The API gives no date of it.

    Raises:
        InvalidEntry: If its jacket number, its Congress or its title is missing.
    """
    jacket = id_of(item, "jacket number", "jacketNumber")
    congress = congress_of(item)
    written = item.text("chamber")
    chamber = chamber_word(written)
    title = clean_title(item.text("title"))
    if not title:
        raise InvalidEntry("The title is missing")
    package = package_id("CPRT", congress, chamber, "prt", jacket).upper()
    told = {"citation": item.text("citation"), "number": item.text("number")}
    item.inner("text")
    committees = committees_of(item, chamber, means)
    address = f"{API}/committee-print/{congress}/{written.lower()}/{jacket}"
    yield Entry(
        id=EntryId(package.lower()),
        lane=Lane.ACTION,
        kind="committee_print",
        title=title,
        mark=PUBLIC,
        committees=committees,
        body=_body(_bills(item, "associatedBills", "associatedBill")),
        identifiers={"package_id": package, "jacket": jacket, **{name: value for name, value in told.items() if value}},
        congress=congress,
        chamber=chamber or chamber_of_committees(committees),
        sources=(source(f"Committee print {package}", address, means),),
        extra=_left(item),
    )


def read_report(item: Fields, means: Means) -> Iterator[Entry]:
    """The entry of a committee report, or of one part of it.

    Raises:
        InvalidEntry: If its type, its number, its Congress or its title is missing.
    """
    number = id_of(item, "number of the report", "number")
    congress = congress_of(item)
    kind = item.text("type").upper()
    if kind not in _REPORT_TYPES:
        raise InvalidEntry("The type is none of HRPT, SRPT and ERPT")
    title = clean_title(item.text("title"))
    if not title:
        raise InvalidEntry("The title is missing")
    part = item.number("part") or 1
    package = package_id("CRPT", congress, None, kind.lower(), number) + (f"-pt{part}" if part > 1 else "")
    chamber = chamber_word(item.text("chamber")) or _REPORT_TYPES[kind]
    citation = item.text("citation") or f"{_REPORT_WORDS[kind]} {congress}-{number}"
    item.inner("text")
    is_conference = item.flag("isConferenceReport")
    item.text("reportType")
    treaties = [f"Treaty {one.text('number')}{one.text('part')}" for one in item.items("associatedTreaties")]
    yield Entry(
        id=EntryId(package.lower()),
        lane=Lane.ACTION,
        kind="committee_report",
        title=title,
        mark=PUBLIC,
        date=washington_day(item.text("issueDate")),
        committees=committees_of(item, chamber, means),
        summary="Conference report." if is_conference else None,
        body=_body(
            _bills(item, "associatedBill", "associatedBills"),
            section("Treaties", (f"- {escaped(treaty)}" for treaty in treaties)),
        ),
        identifiers={"package_id": package, "report_number": citation},
        congress=congress,
        session=item.number("sessionNumber", "session", below=10),
        chamber=chamber,
        sources=(source(citation, f"{API}/committee-report/{congress}/{kind}/{number}", means),),
        extra=_left(item),
    )


def read_texts(items: Iterable[Fields], means: Means) -> Iterator[Entry]:
    """The part of a committee print or report that its texts make: where they lie.

    Raises:
        InvalidEntry: If no address says of which document they are.
    """
    flat = [form for item in items for form in (item.items("formats") or (item,))]
    texts = _texts(flat)
    for collection, kind, word in (("CPRT", "committee_print", "print"), ("CRPT", "committee_report", "report")):
        package = next(filter(None, (packages_in(text.url, collection) for text in texts)), None)
        if package is None:
            continue
        congress = int(re.split(r"\D+", package)[1])
        letters = re.sub(r"[^a-z]", "", package.lower())[4:]
        number = jacket_of(package)
        chamber = {"h": "house", "s": "senate", "e": "senate", "j": "joint"}.get(letters[:1])
        place = letters[:4].upper() if kind == "committee_report" else chamber
        yield Entry(
            id=EntryId(package.lower()),
            lane=Lane.ACTION,
            kind=kind,
            # The title proper stands in the answer that has the record itself.
            title=document_stand_in(word, package),
            mark=PUBLIC,
            body=section("Texts", document_lines(texts)),
            identifiers={"package_id": package},
            congress=congress,
            chamber=chamber,
            sources=(
                source(
                    f"Texts of a committee {word}, {ordinal(congress)} Congress",
                    f"{API}/committee-{word}/{congress}/{place}/{number}/text",
                    means,
                ),
            ),
        )
        return
    raise InvalidEntry("The addresses do not say of which committee print or report these texts are")
