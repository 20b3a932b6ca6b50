"""Reads entries whole: what stands in the file as it was imported, and what belongs to it from other entries."""

# ruff: noqa: S608 - statements are put together from parts of our own; values are always bound

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from oversight_viewer.domain.cards import Card, EntryDetail, LinkedEntry, ReceivedAnswer
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.keys import BLOCK_SHIFT, DAY_SHIFT, Key
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.requests import AnswerStatus
from oversight_viewer.storage.cards import chunks, is_storable, keys_of, places, read_cards
from oversight_viewer.storage.engine import Reading, damaged
from oversight_viewer.storage.queries import Query

_ENTRIES_AT_ONCE = 100
_OLDEST_FIRST = f"key < {1 << DAY_SHIFT}, key"

_ENTRY = """
    SELECT key, revision, doc, body.text
    FROM entry CROSS JOIN entry_doc ON entry_doc.entry = key LEFT JOIN body ON body.entry = key WHERE id = ?
"""
_REVISIONS = "SELECT number, saved_at, doc, body FROM revision WHERE id = ? ORDER BY number"
_ROLES = """
    SELECT name, role FROM entry_company JOIN company ON company.id = company WHERE entry = ? ORDER BY position
"""
_OUTGOING = """
    SELECT rel, to_id, target.key FROM link LEFT JOIN entry AS target ON target.id = to_id
    WHERE link.entry = ? ORDER BY position
"""
_INCOMING = """
    SELECT rel, source.id, source.key FROM link CROSS JOIN entry AS source ON source.key = link.entry
    WHERE to_id = ? ORDER BY source.key, position
"""
_RECEIVED = "SELECT request, status, text, entry FROM answer WHERE to_id = ? ORDER BY entry, position"
_ANSWERED = """
    SELECT action.key, request.text
    FROM answer
    LEFT JOIN entry AS action ON action.id = answer.to_id
    LEFT JOIN request ON request.entry = action.key AND request.number = answer.request
    WHERE answer.entry = ? ORDER BY answer.position
"""


def entry_of(doc: str, body: str | None) -> Entry:
    """Put an entry together from its two parts.

    Raises:
        InvalidEntry: If the parts are not what was written.
    """
    try:
        parts = json.loads(doc)
    except (ValueError, RecursionError) as error:
        raise InvalidEntry("not readable") from error
    if not isinstance(parts, dict):
        raise InvalidEntry("not an object")
    return entry_from_json(parts if body is None else parts | {"body": body})


def _entry(reading: Reading, doc: str, body: str | None) -> Entry:
    try:
        return entry_of(doc, body)
    except InvalidEntry as error:
        raise damaged(reading.path, f"an entry is not readable: {reading.path}") from error


def read_detail(reading: Reading, entry_id: EntryId, directory: Directory) -> EntryDetail | None:
    """One entry with everything that a reader shows beside its text; None if the library does not have it."""
    if not is_storable(entry_id):
        return None
    with reading.call():
        found = reading.rows(_ENTRY, (entry_id,))
        if not found:
            return None
        key, revision, doc, body = found[0]
        links = [(*row, True) for row in reading.rows(_OUTGOING, (key,))]
        links += [(*row, False) for row in reading.rows(_INCOMING, (entry_id,))]
        received = reading.rows(_RECEIVED, (entry_id,))
        answered = reading.rows(_ANSWERED, (key,))
        shown = {key, *(row[2] for row in links), *(row[3] for row in received), *(row[0] for row in answered)}
        cards = read_cards(reading, shown - {None})
        return EntryDetail(
            card=cards[key],
            entry=_entry(reading, doc, body),
            revision=revision,
            committees=tuple(directory.committees[name] for name in cards[key].committees),
            companies=tuple((directory.companies[name], role) for name, role in reading.rows(_ROLES, (key,))),
            links=tuple(
                LinkedEntry(rel, outgoing, EntryId(other), cards.get(other_key))
                for rel, other, other_key, outgoing in links
            ),
            received=tuple(
                ReceivedAnswer(request, AnswerStatus(status), text, cards[Key(by)])
                for request, status, text, by in received
            ),
            answered=tuple((cards.get(action), text or "") for action, text in answered),
        )


def read_revisions(reading: Reading, entry_id: EntryId) -> list[tuple[int, datetime, Entry]]:
    """What an entry said earlier: the number of each revision, when it was saved (UTC), and the entry; oldest first."""
    if not is_storable(entry_id):
        return []
    with reading.call():
        return [
            (number, datetime.fromisoformat(saved_at), _entry(reading, doc, body))
            for number, saved_at, doc, body in reading.rows(_REVISIONS, (entry_id,))
        ]


def read_entries(reading: Reading, selection: Query, *, newest_first: bool) -> Iterator[Entry]:
    """The selected entries whole, in order of their keys, a few at a time.

    Which they are is settled at the beginning, so an entry that gets another date meanwhile comes neither twice nor
    not at all.
    """
    for some in _ids(reading, selection, "key DESC" if newest_first else "key"):
        yield from _whole(reading, some)


def read_entries_by_date(reading: Reading, selection: Query, *, newest_first: bool) -> Iterator[Entry]:
    """Like :func:`read_entries`, but those of one date always in the order of their keys, and the undated ones last."""
    for some in _ids(reading, selection, f"key >> {BLOCK_SHIFT} DESC, key" if newest_first else _OLDEST_FIRST):
        yield from _whole(reading, some)


def read_records(reading: Reading, selection: Query, *, newest_first: bool) -> Iterator[tuple[Card, Entry]]:
    """The selected entries with their cards, in the order of a list of them, a few at a time."""
    for some in _ids(reading, selection, "key DESC" if newest_first else _OLDEST_FIRST):
        with reading.call():
            keys = keys_of(reading, some)
            cards = read_cards(reading, keys.values())
            records = [(cards[keys[entry.id]], entry) for entry in _whole(reading, some)]
        yield from records


def _ids(reading: Reading, selection: Query, order: str) -> Iterator[list[str]]:
    ids = f"SELECT id FROM ({selection.sql}) AS selected CROSS JOIN entry USING (key) ORDER BY {order}"
    return chunks((row[0] for row in reading.rows(ids, selection.parameters)), _ENTRIES_AT_ONCE)


def _whole(reading: Reading, ids: list[str]) -> Iterable[Entry]:
    rows = reading.rows(
        "SELECT id, doc, body.text FROM entry CROSS JOIN entry_doc ON entry_doc.entry = key "
        f"LEFT JOIN body ON body.entry = key WHERE id IN ({places(len(ids))})",
        ids,
    )
    parts = {entry_id: (doc, body) for entry_id, doc, body in rows}
    return [_entry(reading, *parts[entry_id]) for entry_id in ids]
