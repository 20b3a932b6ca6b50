"""An entry as the JSON object of the interchange format, and back.

``entry_from_json(entry_to_json(entry)) == entry`` for every entry. What is read is checked against the rules of the
format; an object that breaks one is refused with the reason.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

from oversight_viewer.domain import marks
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.kinds import Lane, kind_label, lanes_of_kind
from oversight_viewer.domain.records import (
    Answer,
    Attachment,
    BatesRange,
    CommitteeRef,
    CompanyRef,
    Entry,
    EntryId,
    JsonObject,
    JsonValue,
    Link,
    Person,
    PrivilegeLogItem,
    Request,
    Source,
)
from oversight_viewer.domain.requests import GIVEN_STATUSES

_T = TypeVar("_T")
_LANE_WORD = {Lane.ACTION: "an action", Lane.MEETING: "a meeting", Lane.RESPONSE: "a response"}
_CHAMBERS = ("house", "senate", "joint")
_FORMATS = ("markdown", "plain")
FIELDS = tuple(item.name for item in dataclasses.fields(Entry))
_KNOWN_FIELDS = frozenset(FIELDS)
_LANES: dict[str | None, Lane] = {lane.value: lane for lane in Lane}
_PARTS: tuple[type[Any], ...] = (
    CommitteeRef, CompanyRef, Person, Request, Answer, Link, BatesRange, PrivilegeLogItem, Source, Attachment,
)  # fmt: skip
_OWN_FIELDS = {part: tuple(item.name for item in dataclasses.fields(part) if item.name != "extra") for part in _PARTS}


def _reject(where: str, problem: str) -> InvalidEntry:
    return InvalidEntry(f"{where}: {problem}" if where else problem)


def _not_text(where: str, value: JsonValue) -> InvalidEntry:
    return _reject(where, "must be text" if value is not None else "is missing")


def _string(where: str, value: JsonValue, *, needed: bool = False) -> str | None:
    if value is None and not needed:
        return None
    if not isinstance(value, str):
        raise _not_text(where, value)
    if needed and not value.strip():
        raise _reject(where, "is empty")
    return value


def _number(where: str, value: JsonValue) -> int | str:
    if isinstance(value, bool) or not isinstance(value, int | str) or value == "":
        raise _reject(where, "must be a number or text")
    return value


def _optional_number(where: str, value: JsonValue) -> int | str | None:
    return None if value is None else _number(where, value)


def _integer(where: str, value: JsonValue) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise _reject(where, "must be a whole number")
    return value


_parsed = lru_cache(maxsize=4096)(PartialDate.parse)  # a record has few days, and each of them many times


def _date(where: str, value: JsonValue) -> PartialDate | None:
    text = _string(where, value)
    if text is None:
        return None
    try:
        return _parsed(text)
    except ValueError as error:
        raise _reject(where, str(error)) from None


def _items(where: str, value: JsonValue, read: Callable[[str, JsonValue], _T]) -> tuple[_T, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _reject(where, "must be a list")
    return tuple(read(f"{where}[{place}]", item) for place, item in enumerate(value, start=1))


def _object(where: str, value: JsonValue) -> JsonObject:
    if not isinstance(value, dict):
        raise _reject(where, "must be an object")
    return value


def _extra(value: JsonObject, kind: type[Any]) -> JsonObject:
    known = _OWN_FIELDS[kind]
    return {name: item for name, item in value.items() if name not in known}


def _texts(where: str, value: JsonObject, *names: str) -> dict[str, Any]:
    found = {name: value.get(name) for name in names}
    for name, text in found.items():
        # Where a field stands is written out only for one that is wrong: most of reading would be to write it.
        if text is not None and not isinstance(text, str):
            raise _not_text(f"{where}.{name}", text)
    return found


def _committee(where: str, value: JsonValue) -> CommitteeRef:
    if isinstance(value, str):
        if not value.strip():
            raise _reject(where, "is empty")
        return CommitteeRef(name=value)
    obj = _object(where, value)
    ref = CommitteeRef(**_texts(where, obj, "code", "name"), extra=_extra(obj, CommitteeRef))
    if not (ref.code or "").strip() and not (ref.name or "").strip():
        raise _reject(where, "has neither code nor name")
    return ref


def _company(where: str, value: JsonValue) -> CompanyRef:
    obj = _object(where, {"name": value} if isinstance(value, str) else value)
    name = _string(f"{where}.name", obj.get("name"), needed=True)
    role = _string(f"{where}.role", obj.get("role")) or "subject"
    return CompanyRef(cast(str, name), role, _string(f"{where}.id", obj.get("id")), _extra(obj, CompanyRef))


def _person(where: str, value: JsonValue) -> Person:
    obj = _object(where, {"name": value} if isinstance(value, str) else value)
    name = cast(str, _string(f"{where}.name", obj.get("name"), needed=True))
    return Person(name, **_texts(where, obj, "role", "organization"), extra=_extra(obj, Person))


def _request(where: str, value: JsonValue) -> Request:
    obj = _object(where, value)
    return Request(
        number=_number(f"{where}.number", obj.get("number")),
        text=_string(f"{where}.text", obj.get("text")) or "",
        due=_date(f"{where}.due", obj.get("due")),
        extra=_extra(obj, Request),
    )


def _answer(where: str, value: JsonValue) -> Answer:
    obj = _object(where, value)
    status = _string(f"{where}.status", obj.get("status"), needed=True)
    if status not in GIVEN_STATUSES:
        raise _reject(f"{where}.status", f"must be one of {', '.join(GIVEN_STATUSES)}")
    return Answer(
        to=EntryId(cast(str, _string(f"{where}.to", obj.get("to"), needed=True))),
        request=_number(f"{where}.request", obj.get("request")),
        status=status,
        text=_string(f"{where}.text", obj.get("text")) or "",
        extra=_extra(obj, Answer),
    )


def _link(where: str, value: JsonValue) -> Link:
    obj = _object(where, value)
    rel = cast(str, _string(f"{where}.rel", obj.get("rel"), needed=True))
    return Link(rel, EntryId(cast(str, _string(f"{where}.to", obj.get("to"), needed=True))), _extra(obj, Link))


def _bates(where: str, value: JsonValue) -> BatesRange:
    obj = _object(where, value)
    begin = cast(str, _string(f"{where}.begin", obj.get("begin"), needed=True))
    end = cast(str, _string(f"{where}.end", obj.get("end"), needed=True))
    return BatesRange(begin, end, _string(f"{where}.volume", obj.get("volume")), _extra(obj, BatesRange))


def _log_item(where: str, value: JsonValue) -> PrivilegeLogItem:
    obj = _object(where, value)
    to = obj.get("recipients")
    recipients: str | tuple[str, ...] | None
    if isinstance(to, list):
        recipients = _items(f"{where}.recipients", to, lambda at, item: cast(str, _string(at, item, needed=True)))
    else:
        recipients = _string(f"{where}.recipients", to)
    return PrivilegeLogItem(
        number=_optional_number(f"{where}.number", obj.get("number")),
        recipients=recipients,
        request=_optional_number(f"{where}.request", obj.get("request")),
        **_texts(where, obj, "date", "author", "description", "basis", "bates"),
        extra=_extra(obj, PrivilegeLogItem),
    )


def _source(where: str, value: JsonValue) -> Source:
    obj = _object(where, {"title": value} if isinstance(value, str) else value)
    names = ("title", "publisher", "url", "date", "accessed", "note")
    return Source(**_texts(where, obj, *names), extra=_extra(obj, Source))


def is_safe_relative_path(path: str) -> bool:
    """Whether a path of an attachment stays inside the folder of its record on every system."""
    parts = path.replace("\\", "/").split("/")
    return bool(path.strip()) and parts[0] != "" and ".." not in parts and ":" not in path and "\0" not in path


def _attachment(where: str, value: JsonValue) -> Attachment:
    obj = _object(where, {"path": value} if isinstance(value, str) else value)
    path = cast(str, _string(f"{where}.path", obj.get("path"), needed=True))
    if not is_safe_relative_path(path):
        raise _reject(f"{where}.path", "must be a relative path inside the folder of the record")
    return Attachment(path, **_texts(where, obj, "title", "media_type", "sha256"), extra=_extra(obj, Attachment))


def _lane(obj: JsonObject) -> tuple[Lane, str]:
    lane = _string("lane", obj.get("lane"))
    kind = _string("kind", obj.get("kind"))
    if lane is not None and lane not in _LANES:
        raise _reject("lane", f"{lane[:40]} is not action, meeting or response")
    if kind is not None and not kind.strip():
        raise _reject("kind", "is empty")
    if kind is None:
        if lane is None:
            raise _reject("", "The entry has neither lane nor kind")
        kind = f"other_{lane}"
    possible = lanes_of_kind(kind)
    if lane is not None:
        if possible and _LANES[lane] not in possible:
            raise _reject("", f"A {kind_label(kind).lower()} cannot be {_LANE_WORD[_LANES[lane]]}")
        return _LANES[lane], kind
    if len(possible) != 1:
        raise _reject("lane", f"is missing, and the kind {kind[:40]} does not settle it")
    return possible[0], kind


def _one_of(where: str, value: JsonValue, allowed: tuple[str, ...]) -> str | None:
    text = _string(where, value)
    if text is not None and text not in allowed:
        raise _reject(where, f"must be one of {', '.join(allowed)}")
    return text


def entry_from_json(obj: JsonObject) -> Entry:
    """Read one object of the interchange format.

    A missing ``id`` is derived from the content, so that the same entry read twice has the same id. Unknown fields
    are put under ``extra``.

    Raises:
        InvalidEntry: If the object breaks a rule of the format; the message says which field and why.
    """
    title = _string("", obj.get("title"))
    if title is None or not title.strip():
        raise _reject("", "The title is missing")
    lane, kind = _lane(obj)
    extra = dict(_object("extra", obj.get("extra") or {}))
    for name in obj:
        if name in extra and name not in _KNOWN_FIELDS:
            raise _reject(name, "stands both as a field and under extra")
    extra.update({name: value for name, value in obj.items() if name not in _KNOWN_FIELDS})
    default_mark = marks.COMMITTEE_CONFIDENTIAL if lane is Lane.MEETING else marks.PUBLIC
    mark = _string("mark", obj.get("mark"))
    if mark is not None and not mark.strip():
        raise _reject("mark", "is empty")
    entry = Entry(
        id=EntryId(_string("id", obj.get("id")) or ""),
        lane=lane,
        kind=kind,
        title=title,
        mark=mark or default_mark,
        date=_date("date", obj.get("date")),
        committees=_items("committees", obj.get("committees"), _committee),
        companies=_items("companies", obj.get("companies"), _company),
        people=_items("people", obj.get("people"), _person),
        format=_one_of("format", obj.get("format"), _FORMATS) or "markdown",
        requests=_items("requests", obj.get("requests"), _request),
        answers=_items("answers", obj.get("answers"), _answer),
        links=_items("links", obj.get("links"), _link),
        bates=_items("bates", obj.get("bates"), _bates),
        privilege_log=_items("privilege_log", obj.get("privilege_log"), _log_item),
        identifiers=dict(_object("identifiers", obj.get("identifiers") or {})),
        congress=_integer("congress", obj.get("congress")),
        session=_integer("session", obj.get("session")),
        chamber=_one_of("chamber", obj.get("chamber"), _CHAMBERS),
        sources=_items("sources", obj.get("sources"), _source),
        attachments=_items("attachments", obj.get("attachments"), _attachment),
        tags=_items("tags", obj.get("tags"), lambda at, item: cast(str, _string(at, item, needed=True))),
        extra=extra,
        **_texts("entry", obj, "inquiry", "summary", "body"),
    )
    numbers = [str(request.number) for request in entry.requests]
    if len(set(numbers)) != len(numbers):
        raise _reject("requests", "the same number stands twice")
    return entry if entry.id else dataclasses.replace(entry, id=_derived_id(entry))


def _derived_id(entry: Entry) -> EntryId:
    return EntryId("e-" + content_hash(entry)[:24])


def _plain(value: Any) -> JsonValue:
    """One part of an entry as JSON: without what is missing, unknown fields of a part beside its own."""
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    names = _OWN_FIELDS.get(type(value))
    if names is not None:
        result: JsonObject = {}
        for name in names:
            item = getattr(value, name)
            if item is not None:
                result[name] = item if isinstance(item, str) else _plain(item)
        more: JsonObject = value.extra
        return result | more
    return cast(JsonValue, value)


def entry_to_json(entry: Entry) -> JsonObject:
    """Write an entry as an object of the interchange format, without what is missing or empty."""
    result: JsonObject = {}
    for name in FIELDS:
        value = getattr(entry, name)
        if value is None or value in ((), {}):
            continue
        if name == "format" and entry.body is None and value == "markdown":
            continue
        result[name] = value if isinstance(value, str) else _plain(value)
    return result


def canonical_text(obj: JsonObject) -> str:
    """The same text for the same object: keys sorted, no blanks."""
    return json.dumps(obj, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def canonical_json(entry: Entry) -> str:
    """The same text for the same entry."""
    return canonical_text(entry_to_json(entry))


def content_hash(entry: Entry) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical_json(entry).encode("utf-8")).hexdigest()
