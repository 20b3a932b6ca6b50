"""Single fields of an entry as they are set by name: ``title=…``, ``tags=…``."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from dataclasses import fields, replace

from oversight_viewer.domain.entry_drafts import BETWEEN, EntryDraft, draft_of, entry_of
from oversight_viewer.domain.entry_json import FIELDS, entry_from_json, entry_to_json
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import Entry, JsonValue

_DRAFTED = frozenset(field.name for field in fields(EntryDraft))
_LISTS = frozenset({"committees", "companies", "tags"})
SETTABLE = tuple(name for name in FIELDS if name != "id")
"""The fields that can be set."""


def with_settings(entry: Entry, settings: Iterable[tuple[str, str]]) -> Entry:
    """An entry some fields of which say something else.

    What a form shows is read as in the form; ``committees``, ``companies`` and ``tags`` may be given several times,
    once for each that the entry shall have. Any other field, and a list in ``[``, is read as JSON where it is that,
    else as text. An empty text takes a field away.

    Args:
        entry: The entry.
        settings: Names of fields in the interchange format, with their values.

    Raises:
        InvalidEntry: If there is no such field, one that takes one value is given twice, or a value breaks a rule.
    """
    told: dict[str, list[str]] = {}
    for name, value in settings:
        if name not in SETTABLE:
            raise InvalidEntry(_unknown(name))
        if name == "lane" and value not in tuple(Lane):
            raise InvalidEntry(f"lane: {value[:40]} is not action, meeting or response")
        if not _is_text(value):
            raise InvalidEntry(f"{name}: a character is broken")
        told.setdefault(name, []).append(value)
    for name, values in told.items():
        if len(values) > 1 and (name not in _LISTS or any(map(_is_json_list, values))):
            raise InvalidEntry(f"{name}: is given {len(values)} times, and takes one value")
    as_json = {name for name, values in told.items() if name not in _DRAFTED or _is_json_list(values[0])}
    typed = {name: BETWEEN.join(values) for name, values in told.items() if name not in as_json}
    entry = entry_of(replace(draft_of(entry), **typed), entry)  # type: ignore[arg-type]
    if not as_json:
        return entry
    return entry_from_json(entry_to_json(entry) | {name: _value(told[name][0]) for name in as_json})


def _is_json_list(text: str) -> bool:
    return text.lstrip().startswith("[")


def _value(text: str) -> JsonValue:
    if not text.strip():
        return None
    try:
        value: JsonValue = json.loads(text)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except (ValueError, RecursionError):  # not JSON, or more than the record can hold
        return text
    return value


def _is_text(value: str) -> bool:
    """Whether a value can be written: what a terminal passes on need not be text."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _unknown(name: str) -> str:
    if name == "id":
        return "The id of an entry never changes"
    near = difflib.get_close_matches(name, SETTABLE, n=1)
    return f"There is no field “{name[:40]}” to be set; there is {near[0] if near else ', '.join(SETTABLE)}"
