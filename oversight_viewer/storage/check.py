"""Looks through a whole library for damage and for what does not fit together. Nothing is changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oversight_viewer.domain.entry_json import content_hash
from oversight_viewer.domain.errors import InvalidEntry, KnownError
from oversight_viewer.domain.filters import Facet
from oversight_viewer.domain.keys import LANE_SHIFT, block_of_date, first_key
from oversight_viewer.domain.records import Entry
from oversight_viewer.storage.cards import COMMITTEES_OF, COMPANIES_OF, by_entry, chunks
from oversight_viewer.storage.details import entry_of
from oversight_viewer.storage.directories import read_directory
from oversight_viewer.storage.engine import Reading
from oversight_viewer.storage.indexing import ENTRIES_AT_ONCE
from oversight_viewer.storage.known_names import lineages
from oversight_viewer.storage.open_requests import DIFFERING, WORDS
from oversight_viewer.storage.queries import EVERY_ENTRY, OPEN_REQUESTS
from oversight_viewer.storage.rows import Term, terms_of
from oversight_viewer.storage.schema import LIBRARY, check_header, check_schema, older, settle_library
from oversight_viewer.storage.terms import unpack

_MOST_OF_A_KIND = 100

_KEYS = "SELECT key FROM entry ORDER BY key"
_ENTRIES = """
    SELECT entry.key, entry.id, hash, doc, body.text, terms
    FROM json_each(?) AS listed CROSS JOIN entry ON entry.key = listed.value
    LEFT JOIN entry_doc ON entry_doc.entry = entry.key LEFT JOIN body ON body.entry = entry.key
    LEFT JOIN entry_terms ON entry_terms.entry = entry.key
"""
_REVISIONS = "SELECT id, number, doc, body FROM revision ORDER BY id, number"
_NOT_FOUND = """
    SELECT id FROM entry
    WHERE key NOT IN (SELECT rowid FROM search WHERE search MATCH ?) OR key NOT IN (SELECT entry FROM entry_terms)
    ORDER BY id
"""
_FOUND_IN_VAIN = "SELECT count(*) FROM search WHERE rowid NOT IN (SELECT key FROM entry)"
_OPEN_IN_INDEX = """
    SELECT id FROM entry WHERE (open_due IS NOT NULL) <> (key IN (SELECT rowid FROM search WHERE search MATCH ?))
    ORDER BY id
"""
_DANGLING_LINKS = """
    SELECT entry.id, rel, to_id FROM link JOIN entry ON key = entry
    WHERE to_id NOT IN (SELECT id FROM entry) ORDER BY entry.id, position
"""
_DANGLING_ANSWERS = """
    SELECT by.id, answer.request, to_id, action.key
    FROM answer JOIN entry AS by ON by.key = answer.entry LEFT JOIN entry AS action ON action.id = to_id
    WHERE NOT EXISTS (SELECT 1 FROM request WHERE request.entry = action.key AND number = answer.request)
    ORDER BY by.id, position
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be.

    Args:
        where: The ids of an entry or two, or ``file``.
        problem: What is wrong, in a few words.
        is_note: Whether it is only worth knowing.
    """

    where: str
    problem: str
    is_note: bool = False


def check_library(path: Path, today: date | None = None, committees: Collection[str] = ()) -> list[Finding]:
    """Look through a library: the file, its index, each entry, and links and answers that lead nowhere.

    Args:
        path: The library.
        today: The day on which it is asked; then what the record says is looked through too, see ``storage/health.py``.
        committees: Keys of the committees of the list that ships with the application.

    Raises:
        KnownError: If it is not a library that can be opened at all.
    """
    check_header(path, LIBRARY)
    settle_library(path)
    with closing(Reading(path)) as reading:
        version = check_schema(reading, LIBRARY, path)
        if version < LIBRARY.version:
            raise older(path, LIBRARY, version)
        damage = list(_damage(reading))
        if damage:
            return damage  # what is read from a damaged file means nothing
        try:
            with reading.call():
                entries = _Entries(reading)
                found = [
                    *_index(reading),
                    *entries.findings(),
                    *_revisions(reading),
                    *_open(reading),
                    *_dangling(reading),
                ]
        except KnownError as error:
            return [Finding("file", error.what)]
    return found if today is None else [*found, *_doubts(path, today, committees)]


def _doubts(path: Path, today: date, committees: Collection[str]) -> Iterator[Finding]:
    from oversight_viewer.storage.health import Severity, health  # noqa: PLC0415 - rapidfuzz takes time to load

    for finding in health(path, today, committees=committees):
        if finding.kind != "link":  # links are looked at here already
            is_note = finding.severity is Severity.NOTE and finding.kind != "attachment"  # its content is lost here
            yield Finding(", ".join(finding.entries[:2]) or "file", finding.text, is_note)


def _damage(reading: Reading) -> Iterator[Finding]:
    try:
        for (line,) in reading.rows(f"PRAGMA integrity_check({_MOST_OF_A_KIND})"):
            if line != "ok":
                yield Finding("file", line)
        for table, *_ in reading.rows("PRAGMA foreign_key_check"):
            yield Finding("file", f"a row of {table} belongs to nothing")
    except KnownError as error:
        yield Finding("file", error.what)


def _index(reading: Reading) -> Iterator[Finding]:
    for (entry,) in reading.execute(_NOT_FOUND, (f'facets : "{EVERY_ENTRY}"',)):
        yield Finding(entry, "is not in the index, so no search or filter finds it")
    ((in_vain,),) = reading.execute(_FOUND_IN_VAIN)
    if in_vain:
        yield Finding("file", f"the index has {in_vain} entries that do not exist")


class _Entries:
    """Looks through the entries: what they say, and the values by which they are filtered.

    Args:
        reading: The library.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._directory = read_directory(reading)
        self._above_committee = lineages(self._directory.committees)
        self._above_company = lineages(self._directory.companies)
        self._terms: dict[int, Term] = {}
        self._counted: dict[int, tuple[int, int]] = {}
        for number, facet, value, entries, own in reading.execute("SELECT id, facet, value, entries, own FROM term"):
            self._terms[number] = (Facet(facet), value)
            self._counted[number] = (entries, own)

    def findings(self) -> Iterator[Finding]:
        found: Counter[int] = Counter()
        own: Counter[int] = Counter()
        for keys in chunks([key for (key,) in self._reading.rows(_KEYS)], ENTRIES_AT_ONCE):
            listed = json.dumps(keys)
            committees = by_entry(self._reading.execute(COMMITTEES_OF, (listed,)))
            companies = by_entry(self._reading.execute(COMPANIES_OF, (listed,)))
            for key, entry_id, digest, doc, body, packed in self._reading.execute(_ENTRIES, (listed,)):
                terms = dict(unpack(packed or b""))
                found.update(terms.keys())
                own.update(number for number, is_own in terms.items() if is_own)
                try:
                    entry = entry_of(doc or "", body)
                except InvalidEntry as error:
                    yield Finding(entry_id, f"cannot be read: {error.reason}")
                    continue
                yield from _said(entry, key, entry_id, digest)
                expected = terms_of(
                    json.loads(doc),
                    [self._above_committee[name] for name in committees.get(key, ())],
                    [self._above_company[name] for name in companies.get(key, ())],
                )
                if packed is not None and {self._terms.get(number): own for number, own in terms.items()} != expected:
                    yield Finding(entry_id, "is counted under other filters than it should be")
        if self._counted != {number: (found[number], own[number]) for number in found}:
            yield Finding("file", "the numbers beside the filters are not right")


def _said(entry: Entry, key: int, entry_id: str, digest: bytes) -> Iterator[Finding]:
    if entry.id != entry_id or bytes.fromhex(content_hash(entry)) != digest:
        yield Finding(entry_id, "is not what was saved")
    if key >> LANE_SHIFT != first_key(block_of_date(entry.date), entry.lane) >> LANE_SHIFT:
        yield Finding(entry_id, "stands at another date or in another lane than it says")


def _revisions(reading: Reading) -> Iterator[Finding]:
    for entry_id, number, doc, body in reading.execute(_REVISIONS):
        try:
            entry_of(doc, body)
        except InvalidEntry as error:
            yield Finding(entry_id, f"revision {number} cannot be read: {error.reason}")


def _open(reading: Reading) -> Iterator[Finding]:
    wrong = dict.fromkeys(entry_id for (entry_id,) in reading.execute(DIFFERING, WORDS))
    wrong |= dict.fromkeys(
        entry_id for (entry_id,) in reading.execute(_OPEN_IN_INDEX, (f'facets : "{OPEN_REQUESTS}"',))
    )
    for entry_id in wrong:
        yield Finding(entry_id, "is not rightly told to have, or not to have, outstanding requests")


def _dangling(reading: Reading) -> Iterator[Finding]:
    for entry, rel, target in reading.execute(_DANGLING_LINKS):
        yield Finding(entry, f"{rel} {target}, which the library does not have")
    for entry, request, target, action in reading.execute(_DANGLING_ANSWERS):
        missing = f"which the library does not have: {target}" if action is None else f"that {target} does not put"
        yield Finding(entry, f"answers request {request} {'of an action ' if action is None else ''}{missing}")
