"""Communications to the House and the Senate as the Congress.gov API gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import PUBLIC
from oversight_viewer.domain.records import CommitteeRef, Entry, EntryId
from oversight_viewer.importing.api_meetings import API, congress_of, id_of, source
from oversight_viewer.importing.event_body import escaped, section
from oversight_viewer.importing.event_dates import plain_day
from oversight_viewer.importing.event_titles import clean_title
from oversight_viewer.importing.events import chamber_word, committee_ref, unique_committees
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.json_records import Fields

_TYPES = {
    "EC": "Executive Communication",
    "PM": "Presidential Message",
    "PT": "Petition",
    "ML": "Memorial",
    "POM": "Petition or Memorial",
}
_LONGEST_TITLE = 200


def _committees(item: Fields, chamber: str, means: Means) -> tuple[tuple[CommitteeRef, ...], list[str]]:
    """The committees, and in words when it was referred to each."""
    refs: list[CommitteeRef | None] = []
    referred: list[str] = []
    for one in item.items("committees"):
        name = one.text("name")
        ref = committee_ref(one.text("systemCode"), name, chamber, means)
        refs.append(ref)
        day = plain_day(one.text("referralDate"))
        if ref is not None and day is not None:
            referred.append(f"{name or ref.code}, {day.label()}")
    return unique_committees(refs), referred


def _short(text: str) -> str:
    """The beginning of a long text, up to the end of a word."""
    if len(text) <= _LONGEST_TITLE:
        return text
    return text[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def read_communication(item: Fields, means: Means) -> Iterator[Entry]:
    """The entry of a communication; its date is the day on which it stands in the Congressional Record.

    Raises:
        InvalidEntry: If its number, its type, its Congress, or all that it says is missing.
    """
    number = id_of(item, "number of the communication", "number", "communicationNumber")
    congress = congress_of(item)
    kind = item.inner("communicationType")
    code = kind.text("code").upper()
    if re.fullmatch(r"[A-Z]{2,3}", code) is None:
        raise InvalidEntry("The type of the communication is missing")
    word = kind.text("name") or _TYPES.get(code, code)
    chamber = chamber_word(item.text("chamber")) or "house"
    nature, abstract = clean_title(item.text("reportNature")), clean_title(item.text("abstract"))
    agency, official = item.text("submittingAgency"), item.text("submittingOfficial")
    said = nature or abstract
    if not said:
        raise InvalidEntry("There is neither an abstract nor a nature of the report")
    committees, referred = _committees(item, chamber, means)
    is_rule = item.flag("isRulemaking")
    requirements = [one.text("number") for one in item.items("matchingRequirements")]
    documents = [" ".join((one.text("citation"), one.text("title"))).strip() for one in item.items("houseDocument")]
    rows = (
        ("Submitted by", ", ".join(filter(None, (official, agency)))),
        ("Legal authority", item.text("legalAuthority")),
        ("Nature of the report", nature),
        ("Rulemaking", "" if is_rule is None else ("yes" if is_rule else "no")),
        ("Referred to", "; ".join(referred)),
        ("House document", "; ".join(filter(None, documents))),
        ("Requirement of the House", ", ".join(filter(None, requirements))),
    )
    about = section("About the communication", (f"- {name}: {escaped(value)}" for name, value in rows if value))
    left = item.rest("url")
    address = f"{API}/{chamber}-communication/{congress}/{code.lower()}/{number}"
    yield Entry(
        id=EntryId(f"{chamber}-communication-{congress}-{code.lower()}-{number}"),
        lane=Lane.RESPONSE,
        kind="other_response",
        title=_short(": ".join(filter(None, (agency if nature else "", said)))),
        mark=PUBLIC,
        date=plain_day(item.text("congressionalRecordDate")),
        committees=committees,
        summary=f"{word} {number}" + (f" of the {official}, {agency}." if official and agency else "."),
        body="\n\n".join(filter(None, (escaped(abstract), about))) or None,
        identifiers={"communication": f"{code} {number}"},
        congress=congress,
        session=item.number("sessionNumber", "session", below=10),
        chamber=chamber,
        sources=(source(f"{word} {number}", address, means),),
        extra={"congress_api": left} if left else {},
    )
