"""Looks for what may be wrong with the record itself: not with the file, but with what it says. Nothing is changed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import Any

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.keys import DAY_SHIFT, day_floor
from oversight_viewer.domain.name_decisions import CompanyName, fold_name
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.attachments import ATTACHMENT, found_content
from oversight_viewer.storage.engine import Reading
from oversight_viewer.storage.naming import LISTED, read_listed
from oversight_viewer.storage.queries import FIRST_DATED

LISTED_AT_MOST = 1000
"""So many entries are named in one finding."""
STALE_AFTER = 90
"""Days after which it is said that a source was not imported again."""

_YEARS_AHEAD = 5
_FIRST_YEAR = 1789  # the First Congress met

_TOO_EARLY = "SELECT id FROM entry WHERE key >= ? AND key < ? ORDER BY key"
_TOO_LATE = "SELECT id FROM entry WHERE key >= ? OR last_day > ? ORDER BY key"
_DUE_BEFORE_SENT = f"""
    SELECT DISTINCT id FROM request JOIN entry ON key = entry
    WHERE due IS NOT NULL AND key >= {FIRST_DATED} AND due < key >> {DAY_SHIFT} ORDER BY key
"""  # noqa: S608 - made of our own parts
_ANSWERED_BEFORE = f"""
    SELECT DISTINCT by.id, action.id FROM answer CROSS JOIN entry AS by ON by.key = answer.entry
    CROSS JOIN entry AS action ON action.id = to_id
    WHERE by.key >= {FIRST_DATED} AND action.key >= {FIRST_DATED}
    AND coalesce(by.last_day, by.key >> {DAY_SHIFT}) < action.key >> {DAY_SHIFT} ORDER BY by.key
"""  # noqa: S608 - likewise
_WITHOUT_SOURCE = """
    SELECT id FROM entry_doc JOIN entry ON key = entry
    WHERE doc NOT LIKE '%"sources":%' OR json_type(doc, '$.sources') IS NULL ORDER BY key
"""
_DANGLING = """
    SELECT entry.id, to_id FROM link JOIN entry ON key = entry WHERE to_id NOT IN (SELECT id FROM entry)
    UNION
    SELECT entry.id, to_id FROM answer JOIN entry ON key = entry WHERE to_id NOT IN (SELECT id FROM entry)
    ORDER BY 1, 2
"""
_LAST_IMPORTS = """
    SELECT coalesce((SELECT group_concat(json_extract(value, '$.name'), ', ') FROM json_each(files)), source) AS said,
    max(at) FROM batch WHERE undone_at IS NULL GROUP BY said ORDER BY 2
"""
_NAMED_BY = """
    SELECT DISTINCT id FROM {table} JOIN entry ON entry.key = {table}.entry
    WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY entry.key
"""
_ATTACHED = """
    SELECT entry.id, json_extract(value, '$.sha256') FROM entry_doc JOIN entry ON entry.key = entry_doc.entry
    JOIN json_each(doc, '$.attachments')
    WHERE doc LIKE '%"attachments":%' AND json_extract(value, '$.sha256') IS NOT NULL
    ORDER BY entry.key
"""

Progress = Callable[[int, int], None]
_FULL_COMMITTEE = re.compile("[A-Z]{4}00")


class Severity(StrEnum):
    """How much a finding matters."""

    PROBLEM = "problem"
    """It cannot be right."""
    DOUBT = "doubt"
    """It should be looked at."""
    NOTE = "note"
    """It is worth knowing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may be wrong with the record.

    Args:
        kind: What sort of thing, as ``duplicate``; the same word for all of a sort.
        entries: The entries concerned, at most ``LISTED_AT_MOST``.
        text: What it is, in words of the user.
        severity: How much it matters.
    """

    kind: str
    entries: tuple[EntryId, ...]
    text: str
    severity: Severity


Look = Callable[[Reading, date], Iterator[Finding]]


def one_finding(kind: str, ids: Sequence[str], text: str, severity: Severity) -> Iterator[Finding]:
    """One finding about some entries, if there are any; ``{}`` in the text is their number."""
    if ids:
        yield Finding(kind, tuple(map(EntryId, islice(ids, LISTED_AT_MOST))), text.format(f"{len(ids):,}"), severity)


def _ids(reading: Reading, sql: str, parameters: Sequence[Any] = ()) -> list[str]:
    return [entry for entry, *_ in reading.rows(sql, parameters)]


def _dates(reading: Reading, today: date) -> Iterator[Finding]:
    first, last = date(_FIRST_YEAR, 1, 1), date(today.year + _YEARS_AHEAD, 12, 31)
    early = _ids(reading, _TOO_EARLY, (FIRST_DATED, day_floor(first)))
    yield from one_finding("date", early, f"{{}} dated before {_FIRST_YEAR}", Severity.PROBLEM)
    late = _ids(reading, _TOO_LATE, (day_floor(last) + (1 << DAY_SHIFT), last.toordinal()))
    yield from one_finding("date", late, f"{{}} dated after {last.year}", Severity.PROBLEM)
    for entry in _ids(reading, _DUE_BEFORE_SENT):
        yield Finding("date", (EntryId(entry),), "a request is due before it was sent", Severity.PROBLEM)
    for entry, action in reading.rows(_ANSWERED_BEFORE):
        ids = (EntryId(entry), EntryId(action))
        yield Finding("date", ids, f"answers {action} and is dated before it", Severity.PROBLEM)


def _sources(reading: Reading, _today: date) -> Iterator[Finding]:
    yield from one_finding("source", _ids(reading, _WITHOUT_SOURCE), "{} without a source", Severity.NOTE)


def _links(reading: Reading, _today: date) -> Iterator[Finding]:
    for entry, target in reading.rows(_DANGLING):
        text = f"refers to {target}, which the library does not have"
        yield Finding("link", (EntryId(entry),), text, Severity.DOUBT)


def _imports(reading: Reading, today: date) -> Iterator[Finding]:
    for said, at in reading.rows(_LAST_IMPORTS):
        days = (today - datetime.fromisoformat(at).date()).days
        if days > STALE_AFTER:
            yield Finding("stale", (), f"{said} was last imported {days} days ago", Severity.NOTE)


def _key_of(code: str) -> str:
    """A code of a list as a committee of the library has it: a full committee is written without its 00."""
    code = code.strip().upper()
    return code[:4] if _FULL_COMMITTEE.fullmatch(code) else code


def _names(reading: Reading, _today: date, shipped: Collection[str] = ()) -> Iterator[Finding]:
    """Committees and companies that no list has; nothing is said of those of which there is no list at all."""
    listed = read_listed(reading.rows(LISTED)).values()
    companies: set[str] = set()
    codes = set(shipped)
    for item in listed:
        if isinstance(item, CompanyName):
            companies.update(map(fold_name, (item.name, *item.aliases)))
        else:
            codes.update(map(_key_of, (item.code, *item.other_codes)))
    for noun, table, known, fold, sql in (
        ("company", "entry_company", companies, fold_name, "SELECT id, name FROM company ORDER BY name"),
        ("committee", "entry_committee", codes, _key_of, "SELECT id, key FROM committee ORDER BY key"),
    ):
        for number, name in reading.rows(sql) if known else ():
            if fold(name) not in known:
                ids = _ids(reading, _NAMED_BY.format(table=table, column=noun), (json.dumps([number]),))
                yield from one_finding(noun, ids, f"{name} stands in no list", Severity.NOTE)


def _attachments(reading: Reading, _today: date) -> Iterator[Finding]:
    named: dict[str, list[str]] = {}
    for entry, sha256 in reading.rows(_ATTACHED):
        named.setdefault(str(sha256).lower(), []).append(entry)
    kept = {sha256 for (sha256,) in reading.rows("SELECT sha256 FROM attachment_file")}
    missing = [entry for sha256, entries in named.items() if sha256 not in kept for entry in entries]
    yield from one_finding("attachment", missing, "{} whose attachments are not kept in the library", Severity.NOTE)
    for sha256 in sorted(kept):
        try:
            found_content(reading.path, sha256, reading.rows(ATTACHMENT, (sha256,))[0])
        except KnownError as error:
            ids = named.get(sha256, [])
            entries = tuple(map(EntryId, ids[:LISTED_AT_MOST]))
            yield Finding("attachment", entries, error.what, Severity.PROBLEM)


def health(
    path: Any, today: date, progress: Progress | None = None, *, committees: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Look through a library for what may be wrong with its record, the most serious first.

    Args:
        path: The library, or where it lies.
        today: The day on which it is asked.
        progress: Called with how many looks are done and how many there are; what it raises ends it.
        committees: Keys of the committees of the list that ships with the application.

    Raises:
        KnownError: If the library cannot be read.
    """
    from oversight_viewer.storage.health_bates import bates  # noqa: PLC0415 - they need what is defined here
    from oversight_viewer.storage.health_duplicates import duplicates  # noqa: PLC0415

    names = partial(_names, shipped=committees)
    looks: tuple[Look, ...] = (_dates, duplicates, _links, bates, _attachments, _sources, names, _imports)
    found: list[Finding] = []
    with closing(Reading(getattr(path, "path", path))) as reading, reading.call():
        for done, look in enumerate(looks):
            if progress is not None:
                progress(done, len(looks))
            found += look(reading, today)
    if progress is not None:
        progress(len(looks), len(looks))
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))
