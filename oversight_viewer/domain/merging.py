"""Puts together what several sources, or several parts of one, tell of the same entry."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.entry_json import canonical_text
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.parts import is_stand_in, joined_sections
from oversight_viewer.domain.person_names import fuller_name, may_be_one, person_key
from oversight_viewer.domain.records import (
    Answer,
    Attachment,
    BatesRange,
    CommitteeRef,
    CompanyRef,
    Entry,
    JsonObject,
    JsonValue,
    Link,
    Person,
    PrivilegeLogItem,
    Request,
    Source,
)

CONFLICTS = "conflicts"
"""Where an entry notes, under ``extra``, what sources say otherwise: a list of objects with ``field`` and ``value``."""

T = TypeVar("T")


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _of_source(source: Source) -> Hashable:
    return source.url or (_folded(source.title), _folded(source.publisher), source.date, source.note)


@dataclass(frozen=True, slots=True)
class _Rule:
    """How parts of one sort are told to be the same.

    Args:
        identity: What the same part has in common wherever it is told.
        telling: Fields whose difference tells two things apart; others are only told with more or less care.
        may_be_one: Whether two of one identity may be the same thing, for what no single field tells.
    """

    identity: Callable[[Any], Hashable]
    telling: tuple[str, ...] = ()
    may_be_one: Callable[[Any, Any], bool] = lambda _one, _other: True


_LOG_FIELDS = ("number", "date", "author", "recipients", "description", "basis", "bates", "request")
_RULES: dict[type[Any], _Rule] = {
    CommitteeRef: _Rule(lambda item: _folded(item.code) or (_folded(item.name),)),
    CompanyRef: _Rule(lambda item: _folded(item.name), ("role", "id")),
    Person: _Rule(
        lambda item: person_key(item.name),
        ("role", "organization"),
        lambda one, other: may_be_one(one.name, other.name),
    ),
    Request: _Rule(lambda item: str(item.number)),
    Answer: _Rule(lambda item: (item.to, str(item.request)), ("status", "text")),
    Link: _Rule(lambda item: (item.to, item.rel)),
    BatesRange: _Rule(lambda item: (item.begin, item.end), ("volume",)),
    PrivilegeLogItem: _Rule(lambda item: (str(item.number), item.bates, item.description), _LOG_FIELDS),
    Source: _Rule(_of_source),
    Attachment: _Rule(lambda item: item.path, ("sha256",)),
}
_LISTS = (
    "committees", "companies", "people", "requests", "answers", "links", "bates", "privilege_log", "sources",
    "attachments",
)  # fmt: skip
_SCALARS = ("inquiry", "summary", "congress", "session", "chamber")


def join(older: Entry, newer: Entry) -> Entry:
    """One entry that tells what both tell. Joining the same once more changes nothing.

    Lists are united without doubles, missing values are filled in. Of two values the older stays, except that the
    richer title, the longer text, the stricter mark and the more precise of two dates that overlap are taken. Two dates
    that cannot both be right are noted under ``extra``.
    """
    if is_stand_in(older.title) and not is_stand_in(newer.title):
        # Who knows only the number of an event does not know what it was either.
        older = dataclasses.replace(older, title=newer.title, lane=newer.lane, kind=newer.kind)
    body, form = older.body, older.format
    if newer.body is not None and (body is None or len(newer.body) > len(body)):
        body, form = newer.body, newer.format
    if older.body and newer.body and older.format == newer.format == "markdown":
        body = joined_sections(older.body, newer.body) or body
    date, other = _date(older.date, newer.date)
    noted: list[JsonValue] = [] if other is None else [{"field": "date", "value": str(other)}]
    united: dict[str, Any] = {name: _united(getattr(older, name), getattr(newer, name)) for name in _LISTS}
    filled: dict[str, Any] = {
        name: getattr(newer, name) if getattr(older, name) is None else getattr(older, name) for name in _SCALARS
    }
    return dataclasses.replace(
        older,
        **united,
        **filled,
        title=_title(older.title, newer.title),
        kind=_kind(older, newer),
        mark=MarkScheme().highest((older.mark, newer.mark)),
        date=date,
        body=body,
        format=form,
        identifiers=_identifiers(older.identifiers, newer.identifiers),
        tags=older.tags + tuple(dict.fromkeys(tag for tag in newer.tags if tag not in older.tags)),
        extra=_extra(older.extra, newer.extra, noted),
    )


def _title(older: str, newer: str) -> str:
    def is_mixed(title: str) -> bool:
        return title not in {title.upper(), title.lower()}

    if is_stand_in(newer):
        return older
    if is_mixed(older) != is_mixed(newer):
        return older if is_mixed(older) else newer
    return newer if len(newer) > len(older) and _folded(older) in _folded(newer) else older


def _kind(older: Entry, newer: Entry) -> str:
    says_more = older.kind.startswith("other_") and newer.lane is older.lane
    return newer.kind if says_more else older.kind


def _date(older: PartialDate | None, newer: PartialDate | None) -> tuple[PartialDate | None, PartialDate | None]:
    """The date that stands, and another that contradicts it."""
    if older is None or newer is None or older == newer:
        return older or newer, None
    if not older.overlaps(newer.first_day, newer.last_day):
        return older, newer

    def days(date: PartialDate) -> int:
        return (date.last_day - date.first_day).days

    return (newer if days(newer) < days(older) else older), None


def _united(older: Sequence[T], newer: Sequence[T]) -> tuple[T, ...]:
    if not older or not newer or older == newer:
        return tuple(older or newer)
    items = list(older)
    rule = _RULES[type(older[0])]
    places: dict[Hashable, list[int]] = {}
    for place, item in enumerate(items):
        places.setdefault(rule.identity(item), []).append(place)
    for item in newer:
        alike = places.setdefault(rule.identity(item), [])
        same = [place for place in alike if rule.may_be_one(items[place], item)]
        if any(_tells(items[place], item, rule) for place in same):
            if len(same) == 1:
                items[same[0]] = _better_named(items[same[0]], item)
            continue
        fitting = next((place for place in same if _fits(items[place], item, rule)), None)
        if fitting is None:
            alike.append(len(items))
            items.append(item)
        else:
            items[fitting] = _better_named(_filled(items[fitting], item), item)
    return tuple(items)


def _better_named(item: T, other: T) -> T:
    """A person with the fuller name, a source with a title that is more than one word, such as the id of a package."""
    if isinstance(item, Person) and isinstance(other, Person):
        return dataclasses.replace(item, name=fuller_name(item.name, other.name))
    if not isinstance(item, Source) or not isinstance(other, Source):
        return item
    is_better = " " in (other.title or "") and " " not in (item.title or "")
    return dataclasses.replace(item, title=other.title) if is_better else item


def _own_fields(item: Any) -> list[str]:
    return [one.name for one in dataclasses.fields(item) if one.name != "extra"]


def _is_missing(value: object) -> bool:
    return value is None or value in ("", ())


def _fits(item: Any, other: Any, rule: _Rule) -> bool:
    """Whether two parts of one identity can be the same thing."""
    values = ((getattr(item, name), getattr(other, name)) for name in rule.telling)
    return all(_is_missing(one) or _is_missing(two) or one == two for one, two in values)


def _tells(item: Any, other: Any, rule: _Rule) -> bool:
    """Whether a part tells already what another tells."""
    for name in _own_fields(item):
        mine, theirs = getattr(item, name), getattr(other, name)
        if not _is_missing(theirs) and (_is_missing(mine) or (name in rule.telling and mine != theirs)):
            return False
    return set(other.extra) <= set(item.extra)


def _filled(item: T, other: T) -> T:
    missing: dict[str, Any] = {
        name: getattr(other, name) for name in _own_fields(item) if _is_missing(getattr(item, name))
    }
    extra: Any = getattr(other, "extra") | getattr(item, "extra")  # noqa: B009 - all parts have it
    return dataclasses.replace(item, **missing, extra=extra)  # type: ignore[type-var]


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


def _without_doubles(values: list[JsonValue]) -> list[JsonValue]:
    kept: dict[str, JsonValue] = {}
    for value in values:
        kept.setdefault(canonical_text({"": value}), value)
    return list(kept.values())


def _identifiers(older: JsonObject, newer: JsonObject) -> JsonObject:
    """All identifiers; one that is told in several ways is a list of them."""
    united = dict(older)
    for name, value in newer.items():
        if name not in united:
            united[name] = value
        elif canonical_text({"": united[name]}) != canonical_text({"": value}):
            both = _without_doubles(_listed(united[name]) + _listed(value))
            united[name] = both if len(both) != 1 else both[0]
    return united


def _extra(older: JsonObject, newer: JsonObject, noted: list[JsonValue]) -> JsonObject:
    united = newer | older
    if noted or (CONFLICTS in older and CONFLICTS in newer):
        earlier = [item for told in (older, newer) if CONFLICTS in told for item in _listed(told[CONFLICTS])]
        united[CONFLICTS] = _without_doubles(earlier + noted)
    return united


def merge_edits(base: Entry | None, source: Entry, hand: Entry) -> tuple[Entry, tuple[str, ...]]:
    """What an entry says that was edited by hand, after its source says something else.

    Fields that only the source changed are taken from it; what the hand changed stays.

    Args:
        base: What the source said before; None if it never said anything.
        source: What it says now.
        hand: What was made of it by hand.

    Returns:
        The entry, and the fields that both changed, each otherwise: there the hand's stays.
    """
    empty = Entry(hand.id, hand.lane, "", "", "")
    before = base or empty
    taken: dict[str, Any] = {}
    conflicts: list[str] = []
    for field in dataclasses.fields(Entry):
        was, says, stands = (getattr(entry, field.name) for entry in (before, source, hand))
        if says in (was, stands):
            continue
        if stands == was:
            taken[field.name] = says
        else:
            conflicts.append(field.name)
    together = ("lane", "kind")  # a kind belongs to a lane: they come from one side
    if not taken.keys().isdisjoint(together) and not set(conflicts).isdisjoint(together):
        conflicts += [name for name in together if taken.pop(name, None) is not None]
    return dataclasses.replace(hand, **taken), tuple(dict.fromkeys(conflicts))
