"""Usual names of columns, and the field of an entry that each means."""

from __future__ import annotations

import re
from functools import cache

MULTIPLE = frozenset(
    {
        "committees", "committees.code", "committees.name", "committees.subcommittee", "companies.name",
        "people.name", "people.organization", "people.position", "sources.url", "tags", "dates",
    }
)  # fmt: skip
"""Fields whose cells may hold several values."""

NUMBERED = frozenset({"sources.url", "people.name", "companies.name", "committees"})
"""Fields that several columns may give: the second is ``sources.url.2``."""

# Of two names of one field, the one that stands first is taken where a table has both.
_NAMES: dict[str, str] = {
    "id": "id, entry_id, record_id, uid",
    "date": "date, held_date, date_held, hearing_date, meeting_date, event_date, date_of_hearing, date_of_meeting, "
    "date_of_letter, letter_date, date_sent, sent, sent_date, sent_on, date_received, received, date_of_event, "
    "document_date, publication_date, date_published, published, date_issued, start_date, occurs_at, day, when, "
    "filed, date_filed",
    "dates": "hearing_dates, held_dates, dates, all_dates, meeting_dates",
    "title": "title, subject, re, topic, headline, heading, matter, entry_title, hearing_title, subject_line, "
    "document_title, name_of_hearing, item, event, event_title, hearing",
    "committees.code": "committee_code, system_code, thomas_id, committee_id, cmte_code, committee_codes, panel_code",
    "committees.name": "committee_name, committee_names, committee, committees, full_committee, cmte, panel, "
    "issuing_committee",
    "committees.subcommittee": "subcommittees, subcommittee, subcommittee_name, sub_committee",
    "companies.name": "company, companies, company_name, respondent, respondents, corporation, addressee, "
    "addressees, recipient, recipients, sent_to, addressed_to, subject_company, firm, custodian_company",
    "people.name": "witness, witnesses, witness_name, people, person, full_name, name, testifying, attendees",
    "people.organization": "organization, organisation, organizations, witness_organization, affiliation, employer, "
    "agency, org",
    "people.position": "position, job_title, office, witness_position, witness_title",
    "lane": "lane, column, stream",
    "kind": "kind, type, category, record_type, document_type, entry_type, event_type, action_type, "
    "doc_type, hearing_type, meeting_type",
    "mark": "mark, handling, handling_mark, marking, classification, sensitivity, confidentiality",
    "inquiry": "inquiry, investigation, matter_name, probe, case, inquiry_name",
    "summary": "summary, abstract, description, synopsis, notes, note, overview, comments",
    "body": "body, text, content, full_text, transcript, document_text",
    "sources.url": "html_url, url, link, source_url, pdf_url, web_address, href, permalink, website, from",
    "sources.publisher": "publisher, source, source_name, published_by",
    "sources.title": "source_title, publication, reference",
    "requests.due": "due, due_date, deadline, response_due, date_due, return_date, due_by, respond_by",
    "requests.text": "request, request_text, question, demand, documents_requested, ask",
    "congress": "congress, congress_number, congress_num",
    "session": "session, congress_session, session_number",
    "chamber": "chamber, house_or_senate, body_of_congress",
    "tags": "tags, tag, keywords, keyword, labels, topics, subjects, issue, issues",
    "identifiers.package_id": "package_id, packageid, govinfo_id, access_id, gpo_id",
    "identifiers.event_id": "event_id, eventid, meeting_id, house_event_id, senate_event_id",
    "identifiers.jacket": "jacket, jacket_number, jacket_id, jacketnumber",
    "identifiers.serial": "serial, serial_no, serial_number",
    "identifiers.report_number": "report_number, report_no, report",
    "identifiers.docket": "docket, docket_number, docket_no, case_number, matter_number",
    "identifiers.citation": "citation, cite",
    "bates.begin": "bates_begin, begin_bates, bates_start, beg_bates, begbates, beginbates, bates_from, prodbeg",
    "bates.end": "bates_end, end_bates, bates_stop, endbates, bates_to, prodend",
    "extra.respondent_mark": "respondent_mark, respondents_mark, company_mark",
}

_EXACT = {
    name.strip(): (field, place) for field, names in _NAMES.items() for place, name in enumerate(names.split(","))
}
FIELDS = tuple(_NAMES)
"""Fields that a column can mean."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_WEAK = frozenset(
    {"name", "source", "from", "item", "event", "report", "day", "when", "re", "notes", "note", "comments"}
)


def folded(name: str) -> str:
    """A name of a column in small letters with underscores: ``Held Date`` and ``heldDate`` are ``held_date``."""
    return _NOT_WORD.sub("_", _CAMEL.sub("_", name.strip()).lower()).strip("_")


@cache
def is_known(name: str) -> bool:
    """Whether a text is a usual name of a column."""
    return len(name) <= 60 and folded(name) in _EXACT


def meaning(name: str) -> tuple[str, int, float] | None:
    """What a name of a column says.

    Returns:
        The field, the place of the name among those of the field (0 is best), and how sure it is, from 0 to 1; None if
        it says nothing.
    """
    plain = folded(name)
    exact = _EXACT.get(plain)
    if exact is not None:
        return *exact, 0.7 if plain in _WEAK else 0.95
    words = plain.split("_")
    for size in range(min(3, len(words) - 1), 0, -1):
        for part in ("_".join(words[-size:]), "_".join(words[:size])):
            found = _EXACT.get(part)
            if found is not None and part not in _WEAK and len(part) > 2:
                return found[0], found[1] + 100, 0.5
    return None
