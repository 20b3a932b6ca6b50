"""Looks for entries that seem to be the same: with the same identifiers, or with nearly the same title on one day.

Only entries of one day, kind and committee are held against one another, so that a million take less than a minute.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, groupby

from rapidfuzz import fuzz

from oversight_viewer.domain.keys import DAY_SHIFT
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.engine import Reading
from oversight_viewer.storage.health import Finding, Severity
from oversight_viewer.storage.queries import FIRST_DATED

ALIKE = 92
"""So many of a hundred letters must agree for two titles to be nearly the same."""

_MOST_OF_A_GROUP = 60
_MOST_NEAR = 500
_TELLING = re.compile(r"event|jacket|package|report_number|print_number|communication", re.IGNORECASE)
_FIGURES = re.compile(r"\d+|\b[IVX]+\b", re.ASCII)

_IDENTIFIED = f"""
    SELECT id, kind, key >> 24 & 3, json_extract(doc, '$.identifiers'), json_extract(doc, '$.chamber')
    FROM entry_doc JOIN entry ON key = entry
    WHERE doc LIKE '%"identifiers":%' AND key >> 24 & 3 <> {Lane.RESPONSE.number}
"""  # noqa: S608 - made of our own parts
_DATED = f"""
    SELECT key >> {DAY_SHIFT}, committee, kind, id, title
    FROM entry CROSS JOIN entry_committee ON entry = key WHERE key >= {FIRST_DATED} ORDER BY key
"""  # noqa: S608 - likewise
_INEXACT = f"""
    SELECT key >> {DAY_SHIFT}, last_day, committee, kind, id, title
    FROM entry CROSS JOIN entry_committee ON entry = key
    WHERE last_day IS NOT NULL AND key >= {FIRST_DATED} ORDER BY key
"""  # noqa: S608 - likewise
_NEAR = f"""
    SELECT id, title FROM entry CROSS JOIN entry_committee ON entry = key
    WHERE key >= ? << {DAY_SHIFT} AND key < (? + 1) << {DAY_SHIFT} AND committee = ? AND kind = ? AND id <> ? LIMIT ?
"""  # noqa: S608 - likewise
_LINKED = "SELECT to_id FROM link WHERE entry = (SELECT key FROM entry WHERE id = ?)"

Pair = tuple[str, str]


def duplicates(reading: Reading, _today: date) -> Iterator[Finding]:
    """Pairs of entries that may be one."""
    told: set[Pair] = set()
    for ids, text in _same_identifiers(reading):
        told.update(combinations(sorted(ids), 2))
        yield Finding("duplicate", tuple(map(EntryId, ids)), text, Severity.DOUBT)
    near = dict.fromkeys((*_same_day(reading), *_inexact(reading)))
    for pair in near:
        if pair not in told and not _are_linked(reading, pair):
            text = "have nearly the same title, date and committee"
            yield Finding("duplicate", tuple(map(EntryId, pair)), text, Severity.DOUBT)


def _same_identifiers(reading: Reading) -> Iterator[tuple[list[str], str]]:
    having: dict[tuple[str, ...], list[str]] = {}
    names: dict[tuple[str, ...], str] = {}
    for entry, kind, lane, identifiers, chamber in reading.execute(_IDENTIFIED):
        for name, value in json.loads(identifiers).items():
            if _TELLING.search(name) and isinstance(value, str | int) and str(value).strip():
                key: tuple[str, ...] = (name.casefold(), str(value).strip().casefold(), kind, str(lane), chamber or "")
                having.setdefault(key, []).append(entry)
                names[key] = f"{name} {value}"
    for shared, ids in having.items():
        if len(ids) > 1:
            yield sorted(ids), f"have the same identifier: {names[shared]}"


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def _alike(one: str, two: str) -> bool:
    """Whether two titles are nearly the same and do not number two things of one name."""
    if sorted(_FIGURES.findall(one)) != sorted(_FIGURES.findall(two)):
        return False
    return fuzz.ratio(_folded(one), _folded(two), score_cutoff=ALIKE) > 0


def _same_day(reading: Reading) -> Iterator[Pair]:
    for _, rows in groupby(reading.execute(_DATED), lambda row: row[0]):
        groups: dict[tuple[int, str], list[Pair]] = {}
        for _, committee, kind, entry, title in rows:
            groups.setdefault((committee, kind), []).append((entry, title))
        for group in groups.values():
            if len(group) > 1:
                yield from _in_group(group)


def _in_group(group: list[Pair]) -> Iterator[Pair]:
    # In a crowd only those whose titles begin alike are held against one another.
    ordered = sorted(group, key=lambda item: _folded(item[1]))
    for place, (entry, title) in enumerate(ordered):
        for other, other_title in ordered[place + 1 : place + _MOST_OF_A_GROUP]:
            if entry != other and _alike(title, other_title):
                yield (entry, other) if entry < other else (other, entry)


def _inexact(reading: Reading) -> Iterable[Pair]:
    for first, last, committee, kind, entry, title in reading.rows(_INEXACT):
        for other, other_title in reading.rows(_NEAR, (first, last, committee, kind, entry, _MOST_NEAR)):
            if _alike(title, other_title):
                yield (entry, other) if entry < other else (other, entry)


def _are_linked(reading: Reading, pair: Pair) -> bool:
    one, two = ({target for (target,) in reading.rows(_LINKED, (entry,))} for entry in pair)
    return pair[1] in one or pair[0] in two
