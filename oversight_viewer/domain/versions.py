"""Puts parts of an entry together so that a newer version of a source's record replaces what its earlier one said.

Sources go on working on their records: a hearing is postponed, a room is changed. A part that says of which record it
is and when that was updated is kept as it came, under ``extra``, and the entry is made anew out of the latest version
of each record, the latest word first. So what the earlier version said is gone, what others said stays, an older copy
that comes later changes nothing, and the order in which files are imported does not matter.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.merging import join
from oversight_viewer.domain.records import Entry, JsonObject, JsonValue

VERSIONS = "versions"
"""Where an entry keeps, under ``extra``, of which records it is made: a list of objects with ``record`` and ``version``
and, if it is made of several, ``says``: what that one says."""

_WHOLE = "the whole"
_OTHERS = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What one record says in one version; all that comes without one counts as a single record.

    Args:
        record: Which record of which source.
        version: When it was updated, in a form whose order is that of time.
        entry: What it says, without its versions.
    """

    record: str
    version: str
    entry: Entry


def as_version(entry: Entry, record: str, version: str) -> Entry:
    """A part of an entry that says which version of which record it is.

    Args:
        entry: The part.
        record: The record within its source, the same in all its versions: ``docs.house.gov meeting``.
        version: When the record was updated, ISO 8601, in one form and time zone for all records.
    """
    return dataclasses.replace(entry, extra={**entry.extra, VERSIONS: [{"record": record, "version": version}]})


def is_version(entry: Entry) -> bool:
    """Whether an entry says of which record it is, and in which version."""
    return bool(_versions(entry))


def merge_parts(older: Entry, newer: Entry, *, older_is_whole: bool = False) -> Entry:
    """One entry that tells what both tell; of one record only what its latest version says.

    Args:
        older: What is there: a part, or several that were put together.
        newer: A part that comes to it.
        older_is_whole: Whether what is there was told by a source of the whole entry: then its word goes first.
    """
    if not (_versions(older) or _versions(newer)):
        return join(older, newer)
    return _made_of([*_told(older, _WHOLE if older_is_whole else _OTHERS), *_told(newer, _OTHERS)])


def merge_whole(whole: Entry, earlier: Entry) -> Entry:
    """What a source of the whole entry says, and beside it what the parts said that are there.

    Args:
        whole: What the source says; its word goes first, and in place of what it said before.
        earlier: What is there.
    """
    if not (_versions(whole) or _versions(earlier)):
        return join(whole, earlier)
    told = _told(whole, _WHOLE)
    if len(told) > 1 and bare(_made_of(told)) != bare(whole):
        # It was put together once, written out, and changed since.
        told = [_Told(_WHOLE, "", bare(whole)), *(item for item in told if item.record != _WHOLE)]
    return _made_of([*told, *_told(earlier, _OTHERS)])


def bare(entry: Entry) -> Entry:
    """An entry without the versions that it is made of, which it says itself already."""
    extra = {name: value for name, value in entry.extra.items() if name != VERSIONS}
    return dataclasses.replace(entry, extra=extra)


def _versions(entry: Entry) -> list[JsonObject]:
    """The versions of an entry; none where something else stands in their place."""
    value = entry.extra.get(VERSIONS)
    listed = value if isinstance(value, list) else []
    found = [item for item in listed if isinstance(item, dict) and _is_version(item)]
    return found if len(found) == len(listed) and all("says" in item for item in found) == (len(found) > 1) else []


def _is_version(item: JsonObject) -> bool:
    return isinstance(item.get("record"), str) and isinstance(item.get("version"), str)


def _told(entry: Entry, otherwise: str) -> list[_Told]:
    """What an entry is made of; without versions it is one record, called ``otherwise``."""
    versions, own = _versions(entry), bare(entry)
    if len(versions) == 1:
        return [_Told(str(versions[0]["record"]), str(versions[0]["version"]), own)]
    try:
        found = [_Told(str(item["record"]), str(item["version"]), _entry_of(entry, item["says"])) for item in versions]
    except InvalidEntry:
        found = []
    return found or [_Told(otherwise, "", own)]


def _entry_of(entry: Entry, says: JsonValue) -> Entry:
    if not isinstance(says, dict):
        raise InvalidEntry("says: must be an object")
    return bare(entry_from_json({**says, "id": entry.id}))


def _made_of(told: Iterable[_Told]) -> Entry:
    """The entry that is made of the latest version of each record."""
    latest: dict[str, _Told] = {}
    for item in told:
        known = latest.setdefault(item.record, item)
        if known is item or item.record == _WHOLE or known.version > item.version:
            continue
        is_same = known.version == item.version
        latest[item.record] = dataclasses.replace(known, entry=join(known.entry, item.entry)) if is_same else item
    ordered = sorted(latest.values(), key=lambda item: item.record)
    ordered.sort(key=lambda item: item.version, reverse=True)
    ordered.sort(key=lambda item: (item.record == _OTHERS) - (item.record == _WHOLE))
    # Parts of before they were told apart say again what one of them says.
    if len(ordered) > 1 and any(item.entry == ordered[-1].entry for item in ordered[:-1]):
        ordered.pop()
    made = ordered[0].entry
    for item in ordered[1:]:
        made = join(made, item.entry)
    return dataclasses.replace(made, extra={**made.extra, VERSIONS: _listed(ordered)})


def _listed(told: list[_Told]) -> list[JsonValue]:
    if len(told) == 1:
        return [{"record": told[0].record, "version": told[0].version}]
    return [{"record": item.record, "version": item.version, "says": _says(item.entry)} for item in told]


def _says(entry: Entry) -> JsonObject:
    return {name: value for name, value in entry_to_json(entry).items() if name != "id"}
