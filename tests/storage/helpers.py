"""Libraries for tests, and what is needed to try them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from oversight_viewer.domain.annotations import EntryNotes, EventId, Note, NoteId, NoteVersion
from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.filters import EntryFacts, RecordFilter
from oversight_viewer.domain.name_decisions import CommitteeName, CompanyName, MadeDecision
from oversight_viewer.domain.records import Committee, CommitteeRef, Company, CompanyRef, Entry, EntryId, JsonValue
from oversight_viewer.domain.requests import RequestState, days_overdue, due_day, resolve_status
from oversight_viewer.domain.saving import SaveReport
from oversight_viewer.storage.engine import connect_writing
from oversight_viewer.storage.library import Library, create_library
from oversight_viewer.storage.schema import APPLICATION_ID_LIBRARY, LIBRARY, FileKind
from oversight_viewer.storage.writer import LibraryWriter

_NOBODY = 65534
TODAY = date(2020, 2, 1)
"""The day on which the libraries of tests are asked."""


class PlainNames:
    """Takes names as they are written, without lists or aliases; a NameResolver.

    Args:
        committees: Parent of each committee that has one, by key.
        companies: Parent of each company that has one, by name.
        listed: Keys of committees that count as listed.
    """

    def __init__(
        self,
        committees: Mapping[str, str] | None = None,
        companies: Mapping[str, str] | None = None,
        listed: Iterable[str] = (),
    ) -> None:
        self.committee_parents = dict(committees or {})
        self.company_parents = dict(companies or {})
        self._listed = frozenset(listed)

    def seed(self, committees: Iterable[Committee], companies: Iterable[Company]) -> None:
        for committee in committees:
            if committee.parent is not None:
                self.committee_parents.setdefault(committee.key, committee.parent)
        for company in companies:
            if company.parent is not None:
                self.company_parents.setdefault(company.name, company.parent)

    def learn(self, listed: Iterable[CommitteeName | CompanyName], decisions: Iterable[MadeDecision]) -> None:
        pass

    def committee(self, ref: CommitteeRef) -> Committee:
        key = ref.code or ref.name
        assert key is not None
        return Committee(key, key, key, self.committee_parents.get(key))

    def company(self, ref: CompanyRef) -> Company:
        return Company(ref.name, self.company_parents.get(ref.name))

    def committee_by_key(self, key: str) -> Committee | None:
        return self.committee(CommitteeRef(code=key))

    def company_by_name(self, name: str) -> Company | None:
        return self.company(CompanyRef(name))

    def owner_told(self, company: str) -> str | None:
        return self.company_parents.get(company)

    def is_listed(self, committee: str) -> bool:
        return committee in self._listed


def an_entry(entry_id: str, **fields: JsonValue) -> Entry:
    """An entry from fields of the interchange format; an action with a title unless something else is said."""
    return entry_from_json({"id": entry_id, "title": f"Title of {entry_id}", "lane": "action", **fields})


def save(path: Path, entries: Iterable[Entry], names: PlainNames | None = None, *, dry_run: bool = False) -> SaveReport:
    """Save entries into a library that exists."""
    with LibraryWriter.open(path) as writer:
        return writer.save(entries, names=names or PlainNames(), source="test", dry_run=dry_run)


def make_library(path: Path, entries: Iterable[Entry] = (), names: PlainNames | None = None) -> Path:
    """A new library with some entries."""
    create_library(path, "A test")
    if entries := list(entries):
        save(path, entries, names)
    return path


_TABLES_OF_FIRST_VERSION = {
    "meta": "*",
    "batch": "id, at, source, added, updated, unchanged",
    "entry": "key, id, kind, title, date, last_day, mark, inquiry, respondent_mark, attachments, revision, saved_at, "
    "hash",
    "revision": "id, number, saved_at, doc, body",
    **dict.fromkeys(("entry_doc", "body", "committee"), "*"),
    "company": "id, name, parent",
    **dict.fromkeys(("entry_committee", "entry_company", "request", "answer", "link"), "*"),
}


def first_version(path: Path, entries: Iterable[Entry], names: PlainNames | None = None) -> Path:
    """A library as the first version made it, in which something else stands instead of what entries are found by.

    Of entries with the same id each revises the one before.
    """
    newest = make_library(path.with_name("newest"), entries, names)
    with closing(connect_writing(path, create=True)) as db:
        FileKind("library", APPLICATION_ID_LIBRARY, LIBRARY.steps[:1]).apply(db)
    with raw(path) as conn:
        conn.execute("ATTACH ? AS newest", (str(newest),))
        for table, columns in _TABLES_OF_FIRST_VERSION.items():
            conn.execute(f"INSERT INTO main.{table} SELECT {columns} FROM newest.{table}")
        conn.execute("INSERT INTO term (id, facet, value) VALUES (1, 'tags', 'nobody has it')")
        conn.execute("INSERT INTO entry_term (entry, term) SELECT key, 1 FROM entry")
        conn.execute("INSERT INTO search (rowid, title, facets) SELECT key, 'stale', 'stale' FROM entry")
    newest.unlink()
    return path


@contextmanager
def opened(path: Path) -> Iterator[Library]:
    with closing(Library.open(path, today=lambda: TODAY)) as library:
        yield library


def ids_of(path: Path, wanted: RecordFilter) -> set[str]:
    """The entries of a library that a filter means."""
    with opened(path) as library:
        return {card.id for card in library.cards(wanted, {}, limit=100)}


def whole(library: Library, entry_id: str) -> Entry:
    """An entry that the library must have."""
    detail = library.entry(EntryId(entry_id))
    assert detail is not None
    return detail.entry


def notes_of(
    entry_id: str,
    *,
    note: str | None = None,
    note_tags: Iterable[str] = (),
    tags: Iterable[str] = (),
    flagged: bool = False,
) -> dict[EntryId, EntryNotes]:
    """What a notebook may say of one entry."""
    entry = EntryId(entry_id)
    at = datetime(2024, 1, 1, tzinfo=UTC)
    notes: tuple[Note, ...] = ()
    if note is not None:
        version = NoteVersion(EventId("e"), note, tuple(note_tags), "A. Person", at, 1)
        notes = (Note(NoteId("n"), entry, (version,), at),)
    return {entry: EntryNotes(entry, notes, tuple(tags), flagged)}


def facts_of(
    entry: Entry,
    names: PlainNames,
    notes: Mapping[EntryId, EntryNotes],
    record: Iterable[Entry] = (),
    today: date = TODAY,
) -> EntryFacts:
    """What the plain meaning of a filter looks at, in an entry of a record."""
    own = notes.get(entry.id)
    states = [
        RequestState(
            str(request.number),
            resolve_status(
                answer.status
                for other in record
                for answer in other.answers
                if answer.to == entry.id and str(answer.request) == str(request.number)
            ),
            due_day(request),
        )
        for request in entry.requests
    ]
    return EntryFacts(
        lane=entry.lane,
        kind=entry.kind,
        mark=entry.mark,
        date=entry.date,
        committees=frozenset(names.committee(ref).key for ref in entry.committees),
        companies=frozenset(ref.name for ref in entry.companies),
        inquiry=entry.inquiry,
        tags=frozenset(entry.tags) | (own.all_tags if own else frozenset()),
        people=frozenset(person.name for person in entry.people),
        congress=entry.congress,
        has_notes=bool(own and own.notes),
        flagged=bool(own and own.flagged),
        unanswered=any(state.is_open for state in states),
        overdue=days_overdue(states, today) > 0,
    )


def state_of(path: Path) -> tuple[str, int]:
    """Content and time of change of a file: the same before and after if it was not touched."""
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


@contextmanager
def raw(path: Path) -> Iterator[dbapi2.Connection]:
    """A plain connection, as another program would open it."""
    conn = dbapi2.connect(str(path), isolation_level=None)
    try:
        yield conn
    finally:
        conn.close()


@contextmanager
def folder_for_anyone() -> Iterator[Path]:
    """A folder that a user without rights can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Without the rights of an administrator, who may read and write everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
