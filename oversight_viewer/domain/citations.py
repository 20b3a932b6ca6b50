"""Says in one line of plain text where something in the record stands, for pasting into other documents."""

from __future__ import annotations

import json
from collections.abc import Sequence

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.kinds import kind_label
from oversight_viewer.domain.marks import PUBLIC, MarkScheme
from oversight_viewer.domain.records import Entry, JsonObject, JsonValue, Source

_LABELS = {
    "citation": "",
    "docket": "Docket",
    "event_id": "Event",
    "jacket": "Jacket",
    "package_id": "",
    "report_number": "Report",
    "serial": "Serial No.",
}
_NAMES = {"citation": "Citation", "package_id": "Package"}


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``118th``."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else endings.get(number % 10, 'th')}"


def _value(value: JsonValue) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return ", ".join(filter(None, map(_value, value)))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def identifiers(values: JsonObject) -> tuple[tuple[str, str], ...]:
    """The name in words and the value of each identifier that has one, in the order of the record."""
    named = ((name, _value(value)) for name, value in values.items())
    return tuple((_name(name), value) for name, value in named if value)


def _name(name: str) -> str:
    known = _NAMES.get(name) or _LABELS.get(name)
    if known:
        return known
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _identifier(name: str, value: str) -> str:
    label = _LABELS.get(name, _name(name))
    return value if not label or value.casefold().startswith(label.casefold()) else f"{label} {value}"


def written_date(text: str | None) -> str:
    """A date that a source gives, in English if it is one of the forms that are known, else as it is written."""
    if not text:
        return ""
    try:
        return PartialDate.parse(text).label()
    except ValueError:
        return text.strip()


def source_line(source: Source) -> str:
    """Title, publisher and date of a source, without its address."""
    parts = (source.title, source.publisher, written_date(source.date))
    return ", ".join(part.strip() for part in parts if part and part.strip())


def _date(value: PartialDate | None) -> str:
    if value is None:
        return "no date"
    open_part = value.not_given()
    return f"{value.label()} ({open_part})" if open_part else value.label()


def _source(source: Source) -> str:
    accessed = written_date(source.accessed)
    parts = (source_line(source), (source.url or "").strip(), f"accessed {accessed}" if accessed else "")
    return ", ".join(filter(None, parts))


def cite(entry: Entry, committees: Sequence[str] = (), *, scheme: MarkScheme | None = None) -> str:
    """The citation of an entry: title, kind, committees, Congress, date as known, identifiers and first source.

    An entry that is not public says so at the end, so that the mark goes wherever the citation goes.

    Args:
        entry: What is cited.
        committees: Their full names; without them the entry's own words for them are used.
        scheme: The words for the marks.
    """
    named = [name for name in (committees or [ref.name or ref.code or "" for ref in entry.committees]) if name]
    place = [kind_label(entry.kind), " and ".join(named)]
    if entry.congress is not None:
        place.append(f"{ordinal(entry.congress)} Congress")
    place.append(_date(entry.date))
    title = entry.title.strip()
    sentences = [title if title[-1:] in ".?!" else f"{title}.", ", ".join(filter(None, place)) + "."]
    codes = [_identifier(name, _value(value)) for name, value in entry.identifiers.items() if _value(value)]
    if codes:
        sentences.append(", ".join(codes) + ".")
    first = next(filter(None, map(_source, entry.sources)), "")
    if first:
        sentences.append(f"Source: {first}.")
    if entry.mark != PUBLIC:
        sentences.append(f"[{(scheme or MarkScheme()).get(entry.mark).label}]")
    return " ".join(sentences)
