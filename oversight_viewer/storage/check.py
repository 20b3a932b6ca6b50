"""Looks through a whole library for damage and for what does not fit together. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from oversight_viewer.domain.entry_json import content_hash
from oversight_viewer.domain.errors import InvalidEntry, KnownError
from oversight_viewer.domain.keys import LANE_SHIFT, block_of_date, first_key
from oversight_viewer.storage.details import entry_of
from oversight_viewer.storage.engine import Reading, settle
from oversight_viewer.storage.queries import EVERY_ENTRY
from oversight_viewer.storage.schema import LIBRARY, check_header, check_schema

_MOST_OF_A_KIND = 100

_ENTRIES = """
    SELECT key, id, hash, doc, body.text
    FROM entry LEFT JOIN entry_doc ON entry_doc.entry = key LEFT JOIN body ON body.entry = key ORDER BY key
"""
_REVISIONS = "SELECT id, number, doc, body FROM revision ORDER BY id, number"
_NOT_FOUND = """
    SELECT id FROM entry
    WHERE key NOT IN (SELECT rowid FROM search WHERE search MATCH ?) OR key NOT IN (SELECT entry FROM entry_term)
    ORDER BY id
"""
_FOUND_IN_VAIN = "SELECT count(*) FROM search WHERE rowid NOT IN (SELECT key FROM entry)"
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
        where: The id of an entry, or ``file``.
        problem: What is wrong, in a few words.
    """

    where: str
    problem: str


def check_library(path: Path) -> list[Finding]:
    """Look through a library: the file, its index, each entry, and links and answers that lead nowhere.

    Raises:
        KnownError: If it is not a library that can be opened at all.
    """
    check_header(path, LIBRARY)
    settle(path)
    with closing(Reading(path)) as reading:
        check_schema(reading, LIBRARY, path)
        damage = list(_damage(reading))
        if damage:
            return damage  # what is read from a damaged file means nothing
        try:
            with reading.call():
                return [*_index(reading), *_entries(reading), *_dangling(reading)]
        except KnownError as error:
            return [Finding("file", error.what)]


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


def _entries(reading: Reading) -> Iterator[Finding]:
    for key, entry_id, digest, doc, body in reading.execute(_ENTRIES):
        try:
            entry = entry_of(doc or "", body)
        except InvalidEntry as error:
            yield Finding(entry_id, f"cannot be read: {error.reason}")
            continue
        if entry.id != entry_id or bytes.fromhex(content_hash(entry)) != digest:
            yield Finding(entry_id, "is not what was saved")
        if key >> LANE_SHIFT != first_key(block_of_date(entry.date), entry.lane) >> LANE_SHIFT:
            yield Finding(entry_id, "stands at another date or in another lane than it says")
    for entry_id, number, doc, body in reading.execute(_REVISIONS):
        try:
            entry_of(doc, body)
        except InvalidEntry as error:
            yield Finding(entry_id, f"revision {number} cannot be read: {error.reason}")


def _dangling(reading: Reading) -> Iterator[Finding]:
    for entry, rel, target in reading.execute(_DANGLING_LINKS):
        yield Finding(entry, f"{rel} {target}, which the library does not have")
    for entry, request, target, action in reading.execute(_DANGLING_ANSWERS):
        missing = f"which the library does not have: {target}" if action is None else f"that {target} does not put"
        yield Finding(entry, f"answers request {request} {'of an action ' if action is None else ''}{missing}")
