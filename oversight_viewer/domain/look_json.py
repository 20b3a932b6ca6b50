"""A look as JSON, so that it can be kept: written from the fields that looks and filters have, and read leniently.

Only what differs from the usual is written. What is read may be of an older version, which lacks fields, or of a newer
one, which has more: what is missing is as usual, and what is not understood is passed over and can be named.
"""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from oversight_viewer.domain.filters import Choice
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import JsonObject, JsonValue
from oversight_viewer.domain.views import Look


class _Strange(Exception):  # noqa: N818 - no error: a value of a kind that this version does not know
    pass


def look_to_json(look: Look) -> JsonObject:
    """Write a look, without what is as usual. Dates are ISO 8601."""
    return cast(JsonObject, _plain(look))


def look_from_json(value: JsonValue) -> Look:
    """Read what :func:`look_to_json` wrote, in whatever version. Never raises."""
    return _read_look(value)[0]


def not_understood(value: JsonValue) -> tuple[str, ...]:
    """Which parts of a written look this version does not know: ``filter.weather``, say. Empty when it knows all."""
    return _read_look(value)[1]


def _read_look(value: JsonValue) -> tuple[Look, tuple[str, ...]]:
    missed: list[str] = []
    try:
        look = _with_known_lanes(_read_object(Look, value, "", missed), missed)
    except _Strange:
        return Look(), ("look",)
    return look, tuple(missed)


def _with_known_lanes(look: Look, missed: list[str]) -> Look:
    """Lanes are three; all other values of facets may be any text."""
    lanes = look.filter.lanes
    include, exclude = ([lane for lane in some if lane in tuple(Lane)] for some in (lanes.include, lanes.exclude))
    known = Choice(tuple(include), tuple(exclude))
    if known == lanes:
        return look
    missed.append("filter.lanes")
    return replace(look, filter=replace(look.filter, lanes=known))


def _plain(value: Any) -> JsonValue:
    if is_dataclass(value):
        own = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _plain(item) for field, item in own if item != _usual(field)}
    if isinstance(value, Enum):
        return cast(JsonValue, value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted((_plain(item) for item in value), key=repr)
    return cast(JsonValue, value)


def _usual(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _read_object(kind: type[Any], value: JsonValue, where: str, missed: list[str]) -> Any:
    """One dataclass; names of what is not understood are added to ``missed``."""
    if not isinstance(value, dict):
        raise _Strange
    hints = get_type_hints(kind)
    given: dict[str, Any] = {}
    for name, item in value.items():
        place = f"{where}.{name}" if where else name
        try:
            if name not in hints:
                raise _Strange
            given[name] = _read(hints[name], item, place, missed)
        except _Strange:
            missed.append(place)
    return kind(**given)


def _read(hint: Any, value: JsonValue, where: str, missed: list[str]) -> Any:
    """A value of the type that a field has.

    Raises:
        _Strange: If it is not of that type.
    """
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _read_any_of(get_args(hint), value, where, missed)
    if origin in (tuple, frozenset):
        return _read_items(origin, get_args(hint), value, where, missed)
    if is_dataclass(hint):
        return _read_object(cast("type[Any]", hint), value, where, missed)
    return _read_simple(hint, value)


def _read_any_of(hints: Sequence[Any], value: JsonValue, where: str, missed: list[str]) -> Any:
    for hint in hints:
        try:
            return _read(hint, value, where, missed)
        except _Strange:
            continue
    raise _Strange


def _read_items(kind: Any, hints: Sequence[Any], value: JsonValue, where: str, missed: list[str]) -> Any:
    """A list of any length whose items are all of one type."""
    if not isinstance(value, list):
        raise _Strange
    return kind(_read(hints[0], item, where, missed) for item in value)


def _read_simple(hint: Any, value: JsonValue) -> Any:
    if hint is types.NoneType:
        if value is None:
            return None
    elif isinstance(hint, type) and issubclass(hint, Enum | date):
        if isinstance(value, str):
            try:
                return hint.fromisoformat(value) if issubclass(hint, date) else hint(value)
            except ValueError:
                pass
    elif type(value) is hint:  # exactly: to Python, true is a number too
        return value
    raise _Strange
