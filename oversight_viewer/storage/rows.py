"""What is written of an entry: the rows of the tables, and the texts and values by which it is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from oversight_viewer.domain.dates import PartialDate, Precision
from oversight_viewer.domain.entry_json import canonical_text, entry_to_json
from oversight_viewer.domain.filters import Facet, year_of
from oversight_viewer.domain.records import Committee, Company, Entry, JsonObject, JsonValue
from oversight_viewer.domain.requests import due_day

Row = tuple[object, ...]
Term = tuple[Facet, str]

INSERTS = {
    "entry": "INSERT INTO entry (key, id, kind, title, date, last_day, mark, inquiry, respondent_mark, attachments, "
    "revision, saved_at, hash, author, said, origin, is_joined) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "entry_doc": "INSERT INTO entry_doc (entry, doc) VALUES (?, ?)",
    "body": "INSERT INTO body (entry, text) VALUES (?, ?)",
    "entry_committee": "INSERT INTO entry_committee (entry, position, committee) VALUES (?, ?, ?)",
    "entry_company": "INSERT INTO entry_company (entry, position, company, role) VALUES (?, ?, ?, ?)",
    "request": "INSERT INTO request (entry, position, number, text, due) VALUES (?, ?, ?, ?, ?)",
    "answer": "INSERT INTO answer (entry, position, to_id, request, status, text) VALUES (?, ?, ?, ?, ?, ?)",
    "link": "INSERT INTO link (entry, position, rel, to_id) VALUES (?, ?, ?, ?)",
}
"""How a row of each table is written, in an order in which a row comes after those that it refers to."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What an entry gets when it is saved.

    Args:
        key: Its key.
        revision: The number of the revision.
        saved_at: When it is saved, ISO 8601, UTC.
        author: Who changed it by hand; None if it stands as it was imported.
        said: The hash of what its source said last; None if that is what it says now, empty if no source ever said it.
        origin: When it was saved so first, if it is put back to that.
        is_joined: Whether it was put together from several parts.
    """

    key: int
    revision: int
    saved_at: str
    author: str | None = None
    said: bytes | None = None
    origin: str | None = None
    is_joined: bool = False


def _last_day(day: PartialDate | None) -> int | None:
    """The last day that a partial date may stand for; None for an exact day, which its key tells already."""
    return None if day is None or day.precision is Precision.DAY else day.last_day.toordinal()


class Written:
    """An entry as it is written: worked out once, for most of saving is to write entries out.

    Args:
        entry: The entry.
    """

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self._parts: JsonObject = entry_to_json(entry)
        self.digest = hashlib.sha256(canonical_text(self._parts).encode("utf-8")).digest()

    def doc(self) -> str:
        """The entry without its body."""
        return canonical_text({name: part for name, part in self._parts.items() if name != "body"})


def rows_of(
    written: Written, saved: Saved, committees: Sequence[int], companies: Sequence[int]
) -> dict[str, list[Row]]:
    """The rows of an entry by table, apart from those by which it is found.

    Args:
        written: The entry.
        saved: Its key and revision.
        committees: For each committee that it names, the id in the library.
        companies: For each company that it names, the id in the library.
    """
    key, entry = saved.key, written.entry
    of_entry: Row = (
        key, entry.id, entry.kind, entry.title, None if entry.date is None else str(entry.date), _last_day(entry.date),
        entry.mark, entry.inquiry, entry.respondent_mark, len(entry.attachments), saved.revision, saved.saved_at,
        written.digest, saved.author, saved.said, saved.origin, int(saved.is_joined),
    )  # fmt: skip
    dues = (due_day(request) for request in entry.requests)
    return {
        "entry": [of_entry],
        "entry_doc": [(key, written.doc())],
        "body": [] if entry.body is None else [(key, entry.body)],
        "entry_committee": [(key, place, committee) for place, committee in enumerate(committees)],
        "entry_company": [
            (key, place, company, ref.role)
            for place, (company, ref) in enumerate(zip(companies, entry.companies, strict=True))
        ],
        "request": [
            (key, place, str(request.number), request.text, None if due is None else due.toordinal())
            for place, (request, due) in enumerate(zip(entry.requests, dues, strict=True))
        ],
        "answer": [
            (key, place, answer.to, str(answer.request), answer.status, answer.text)
            for place, answer in enumerate(entry.answers)
        ],
        "link": [(key, place, link.rel, link.to) for place, link in enumerate(entry.links)],
    }


def terms_of(entry: Entry, committees: Iterable[Sequence[str]], companies: Iterable[Sequence[str]]) -> dict[Term, bool]:
    """The values of an entry by which it can be filtered, each with whether the entry has it itself.

    It has those of the committees and companies above its own through these.

    Args:
        entry: The entry.
        committees: For each of its committees, the key with those of all above it, nearest first.
        companies: For each of its companies, the name with those of all above it, nearest first.
    """
    own: list[Term] = [
        (Facet.LANE, entry.lane.value),
        (Facet.KIND, entry.kind),
        (Facet.MARK, entry.mark),
        (Facet.YEAR, year_of(entry.date)),
        *((Facet.TAG, tag) for tag in entry.tags),
        *((Facet.PERSON, person.name) for person in entry.people),
    ]
    if entry.inquiry is not None:
        own.append((Facet.INQUIRY, entry.inquiry))
    if entry.congress is not None:
        own.append((Facet.CONGRESS, str(entry.congress)))
    families = [(Facet.COMMITTEE, line) for line in committees] + [(Facet.COMPANY, line) for line in companies]
    own += [(facet, line[0]) for facet, line in families]
    terms = dict.fromkeys(own, True)
    for facet, line in families:
        for above in line[1:]:
            terms.setdefault((facet, above), False)
    return terms


def _strings(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | float):
        yield str(value)
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _texts(entry: Entry) -> Iterator[str | None]:
    """What a reader shows of an entry as its text, and the numbers by which it is asked for."""
    yield entry.body
    yield entry.inquiry
    yield from (request.text for request in entry.requests)
    yield from (answer.text for answer in entry.answers)
    for item in entry.privilege_log:
        yield from (item.description, item.basis, item.author)
        yield from (item.recipients,) if isinstance(item.recipients, str) else item.recipients or ()
    for pages in entry.bates:
        yield from (pages.begin, pages.end)
    yield from _strings(entry.identifiers)


def _people(entry: Entry, committees: Iterable[Committee], companies: Iterable[Company]) -> Iterator[str | None]:
    """Names of people, committees and companies, as the entry writes them and as the library does."""
    for person in entry.people:
        yield from (person.name, person.organization)
    for committee in committees:
        yield from (committee.key, committee.name, committee.short_name)
    for committee_ref in entry.committees:
        yield from (committee_ref.code, committee_ref.name)
    yield from (company.name for company in companies)
    yield from (company_ref.name for company_ref in entry.companies)


def _joined(texts: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def searchable(entry: Entry, committees: Iterable[Committee], companies: Iterable[Company]) -> tuple[str, ...]:
    """The texts of the full-text index: title, summary, body, people."""
    return entry.title, entry.summary or "", _joined(_texts(entry)), _joined(_people(entry, committees, companies))
