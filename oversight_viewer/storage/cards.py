"""Reads what lists show: cards by key, with the names and the state of the requests that stand on them."""

# ruff: noqa: S608 - statements are put together from parts of our own; values are always bound

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from oversight_viewer.domain.cards import Card, CardLink
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.keys import Key, lane_of_key
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.requests import RequestState, resolve_status
from oversight_viewer.storage.engine import Reading

T = TypeVar("T")

_IDS_AT_ONCE = 500

_CARDS = """
    SELECT key, id, kind, title, date, mark, inquiry, respondent_mark, attachments
    FROM entry WHERE key IN (SELECT value FROM json_each(?))
"""
COMMITTEES_OF = """
    SELECT entry, key FROM entry_committee JOIN committee ON committee.id = committee
    WHERE entry IN (SELECT value FROM json_each(?)) ORDER BY entry, position
"""
COMPANIES_OF = """
    SELECT entry, name FROM entry_company JOIN company ON company.id = company
    WHERE entry IN (SELECT value FROM json_each(?)) ORDER BY entry, position
"""
_REQUESTS = """
    SELECT entry, number, due FROM request
    WHERE entry IN (SELECT value FROM json_each(?)) ORDER BY entry, position
"""
_ANSWERS = """
    SELECT entry.key, answer.request, answer.status FROM entry CROSS JOIN answer ON answer.to_id = entry.id
    WHERE entry.key IN (SELECT value FROM json_each(?)) ORDER BY answer.entry, answer.position
"""
_LINKS_AMONG = """
    SELECT DISTINCT link.entry, entry.key, link.rel FROM link CROSS JOIN entry ON entry.id = link.to_id
    WHERE link.entry IN (SELECT value FROM json_each(?1)) AND +entry.key IN (SELECT value FROM json_each(?1))
    ORDER BY link.entry, link.position
"""
_LINKS_OF = """
    SELECT DISTINCT entry, target, rel FROM (
        SELECT link.entry, entry.key AS target, link.rel FROM link CROSS JOIN entry ON entry.id = link.to_id
        WHERE link.entry = ?1
        UNION ALL
        SELECT link.entry, entry.key, link.rel FROM entry CROSS JOIN link ON link.to_id = entry.id
        WHERE entry.key = ?1
    )
"""


def by_entry(rows: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    """The values of each entry, each once, in their order."""
    values: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for entry, value in rows:
        values[entry][value] = None
    return {entry: tuple(own) for entry, own in values.items()}


def _request_states(reading: Reading, keys: Iterable[int]) -> dict[int, tuple[RequestState, ...]]:
    requests = reading.rows(_REQUESTS, (json.dumps(list(keys)),))
    asking = json.dumps(sorted({entry for entry, _, _ in requests}))
    given: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for action, number, status in reading.rows(_ANSWERS, (asking,)) if requests else ():
        given[action, number].append(status)
    states: defaultdict[int, list[RequestState]] = defaultdict(list)
    for entry, number, due in requests:
        due_day = None if due is None else date.fromordinal(due)
        states[entry].append(RequestState(number, resolve_status(given[entry, number]), due_day))
    return {entry: tuple(own) for entry, own in states.items()}


def read_cards(reading: Reading, keys: Iterable[int], *, in_notes: Collection[int] = ()) -> dict[Key, Card]:
    """The cards of some entries by key, in no order; keys that the library does not have are left out.

    Args:
        reading: A connection to a library.
        keys: Of the entries.
        in_notes: Keys of those that were found only since something stands in the user's notes.
    """
    listed = json.dumps(list(keys))
    with reading.call():
        committees = by_entry(reading.rows(COMMITTEES_OF, (listed,)))
        companies = by_entry(reading.rows(COMPANIES_OF, (listed,)))
        requests = _request_states(reading, json.loads(listed))
        return {
            Key(key): Card(
                key=Key(key),
                id=EntryId(entry),
                lane=lane_of_key(key),
                kind=kind,
                title=title,
                date=None if day is None else PartialDate.parse(day),
                mark=mark,
                committees=committees.get(key, ()),
                companies=companies.get(key, ()),
                inquiry=inquiry,
                respondent_mark=respondent_mark,
                requests=requests.get(key, ()),
                attachments=attachments,
                found_in_notes=key in in_notes,
            )
            for key, entry, kind, title, day, mark, inquiry, respondent_mark, attachments in reading.rows(
                _CARDS, (listed,)
            )
        }


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most ``size``."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def places(count: int) -> str:
    """So many question marks: ids are bound one by one, for JSON in SQLite cuts a text at a NUL."""
    return ", ".join("?" * count)


def is_storable(text: str) -> bool:
    """Whether a text can stand in a file at all: halves of surrogate pairs, from a command line, cannot."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def keys_of(reading: Reading, ids: Iterable[str]) -> dict[EntryId, Key]:
    """The keys of entries by id; ids that the library does not have are left out."""
    found: dict[EntryId, Key] = {}
    with reading.call():
        for some in chunks(filter(is_storable, ids), _IDS_AT_ONCE):
            sql = f"SELECT id, key FROM entry WHERE id IN ({places(len(some))})"
            found.update((EntryId(entry), Key(key)) for entry, key in reading.execute(sql, some))
    return found


def read_links_among(reading: Reading, keys: Sequence[int]) -> list[CardLink]:
    """Links of which both ends are among some entries."""
    return _links(reading.rows(_LINKS_AMONG, (json.dumps(list(keys)),)))


def read_links_of(reading: Reading, key: int) -> list[CardLink]:
    """Links from and to one entry whose other end is in the library."""
    return _links(reading.rows(_LINKS_OF, (key,)))


def _links(rows: Iterable[tuple[int, int, str]]) -> list[CardLink]:
    return [CardLink(Key(source), Key(target), rel) for source, target, rel in rows]
