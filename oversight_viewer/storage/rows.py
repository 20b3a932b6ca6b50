"""What is written of an entry: the rows of the tables, and the texts and values by which it is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from oversight_viewer.domain.dates import PartialDate, Precision
from oversight_viewer.domain.filters import UNDATED, Facet
from oversight_viewer.domain.records import Committee, Company, JsonObject, JsonValue
from oversight_viewer.domain.requests import due_day
from oversight_viewer.domain.written import Written

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


def terms_of(
    doc: JsonObject, committees: Iterable[Sequence[str]], companies: Iterable[Sequence[str]]
) -> dict[Term, bool]:
    """The values of an entry by which it can be filtered, each with whether the entry has it itself.

    It has those of the committees and companies above its own through these.

    Args:
        doc: The entry as the library keeps it, without its body.
        committees: For each of its committees, the key with those of all above it, nearest first.
        companies: For each of its companies, the name with those of all above it, nearest first.
    """
    parts: Any = doc
    date = parts.get("date")
    own: list[Term] = [
        (Facet.LANE, parts["lane"]),
        (Facet.KIND, parts["kind"]),
        (Facet.MARK, parts["mark"]),
        (Facet.YEAR, UNDATED if date is None else str(int(date[:4]))),
        *((Facet.TAG, tag) for tag in parts.get("tags", ())),
        *((Facet.PERSON, person["name"]) for person in parts.get("people", ())),
    ]
    if "inquiry" in parts:
        own.append((Facet.INQUIRY, parts["inquiry"]))
    if "congress" in parts:
        own.append((Facet.CONGRESS, str(parts["congress"])))
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


def _texts(parts: Any, body: str | None) -> Iterator[str | None]:
    """What a reader shows of an entry as its text, and the numbers by which it is asked for."""
    yield body
    yield parts.get("inquiry")
    for name in ("requests", "answers"):
        yield from (item.get("text") for item in parts.get(name, ()))
    for item in parts.get("privilege_log", ()):
        yield from (item.get("description"), item.get("basis"), item.get("author"))
        recipients = item.get("recipients")
        yield from (recipients,) if isinstance(recipients, str) else recipients or ()
    for pages in parts.get("bates", ()):
        yield from (pages["begin"], pages["end"])
    yield from _strings(parts.get("identifiers"))


def _people(parts: Any, committees: Iterable[Committee], companies: Iterable[Company]) -> Iterator[str | None]:
    """Names of people, committees and companies, as the entry writes them and as the library does."""
    for person in parts.get("people", ()):
        yield from (person["name"], person.get("organization"))
    for committee in committees:
        yield from (committee.key, committee.name, committee.short_name)
    for ref in parts.get("committees", ()):
        yield from (ref.get("code"), ref.get("name"))
    yield from (company.name for company in companies)
    yield from (ref["name"] for ref in parts.get("companies", ()))


def _joined(texts: Iterable[str | None]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))


def searchable(
    doc: JsonObject, body: str | None, committees: Iterable[Committee], companies: Iterable[Company]
) -> tuple[str, ...]:
    """The texts of the full-text index: title, summary, body, people.

    Args:
        doc: The entry as the library keeps it, without its body.
        body: Its body.
        committees: Those that it names, as the library has them.
        companies: Those that it names, as the library has them.
    """
    parts: Any = doc
    return (
        parts["title"], parts.get("summary") or "", _joined(_texts(parts, body)),
        _joined(_people(parts, committees, companies)),
    )  # fmt: skip
