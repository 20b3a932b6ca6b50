"""Looks for Bates numbers that two productions have, and for numbers that none has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.engine import Reading
from oversight_viewer.storage.health import Finding, Severity

_RANGES = """
    SELECT entry.id, json_extract(doc, '$.bates'), (
        SELECT name FROM entry_company JOIN company ON company.id = company
        WHERE entry_company.entry = entry_doc.entry ORDER BY position LIMIT 1
    )
    FROM entry_doc JOIN entry ON entry.key = entry_doc.entry WHERE doc LIKE '%"bates":%'
    AND json_type(doc, '$.bates') = 'array'
"""
_NUMBER = re.compile(r"(.*?)(\d{1,18})", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class _Range:
    first: int
    last: int
    begin: str
    end: str
    entry: str


def _read(entry: str, begin: str, end: str) -> tuple[str, _Range] | None:
    """The prefix and the numbers of a range; None if it is not one of numbers with one prefix."""
    one, two = _NUMBER.fullmatch(begin.strip()), _NUMBER.fullmatch(end.strip())
    if one is None or two is None or one[1].casefold() != two[1].casefold():
        return None
    return one[1].casefold(), _Range(int(one[2]), int(two[2]), begin, end, entry)


def bates(reading: Reading, _today: date) -> Iterator[Finding]:
    """Overlaps and gaps of the Bates numbers of each company and prefix."""
    ranges: dict[tuple[str, str], list[_Range]] = {}
    for entry, listed, company in reading.rows(_RANGES):
        for item in json.loads(listed):
            found = _read(entry, str(item.get("begin", "")), str(item.get("end", "")))
            if found is None:
                continue
            if found[1].last < found[1].first:
                text = f"Bates range {found[1].begin} to {found[1].end} ends before it begins"
                yield Finding("bates", (EntryId(entry),), text, Severity.PROBLEM)
            else:
                ranges.setdefault((company or "", found[0]), []).append(found[1])
    for own in ranges.values():
        yield from _of_one_prefix(sorted(own))


def _of_one_prefix(ranges: list[_Range]) -> Iterator[Finding]:
    last = ranges[0]
    for item in ranges[1:]:
        ids = tuple(dict.fromkeys((EntryId(last.entry), EntryId(item.entry))))
        if item.first <= last.last:
            if len(ids) > 1:
                text = f"Bates ranges {last.begin} to {last.end} and {item.begin} to {item.end} overlap"
                yield Finding("bates", ids, text, Severity.DOUBT)
        elif item.first > last.last + 1:
            text = f"no Bates numbers between {last.end} and {item.begin}"
            yield Finding("bates", ids, text, Severity.NOTE)
        if item.last > last.last:
            last = item
