"""An entry while somebody writes it: what stands in the fields of a form, and what is wrong with it.

What a form does not show (people with roles of their own, unknown fields) is carried over as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from oversight_viewer.domain import marks
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.ids import IdMaker
from oversight_viewer.domain.kinds import KINDS, Lane
from oversight_viewer.domain.records import CommitteeRef, CompanyRef, Entry, EntryId, JsonObject, JsonValue

BETWEEN = "\n"
"""Stands between the names in a field that takes several: each has a line of its own."""

_LONGEST_TITLE = 500
_LISTS = ("committees", "companies", "tags")


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """What stands in the fields of a form, as typed.

    Args:
        lane: The lane.
        kind: The kind.
        title: The title.
        date: ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY``, a range of these, or empty.
        committees: Codes or names, each on a line.
        companies: Names, each on a line.
        inquiry: The investigation.
        mark: The handling mark.
        tags: Tags, each on a line.
        summary: One or two sentences.
        body: The text.
        format: How ``body`` is written: ``markdown`` or ``plain``.
    """

    lane: Lane = Lane.ACTION
    kind: str = "letter"
    title: str = ""
    date: str = ""
    committees: str = ""
    companies: str = ""
    inquiry: str = ""
    mark: str = marks.PUBLIC
    tags: str = ""
    summary: str = ""
    body: str = ""
    format: str = "markdown"


def draft_of(entry: Entry) -> EntryDraft:
    """The fields of an entry as a form shows them."""
    return EntryDraft(
        lane=entry.lane,
        kind=entry.kind,
        title=entry.title,
        date="" if entry.date is None else str(entry.date),
        committees=_joined(_committee_text(item) for item in entry.committees),
        companies=_joined(item.name for item in entry.companies),
        inquiry=entry.inquiry or "",
        mark=entry.mark,
        tags=_joined(entry.tags),
        summary=entry.summary or "",
        body=entry.body or "",
        format=entry.format,
    )


def problems_of(draft: EntryDraft, before: Entry | None = None) -> Mapping[str, str]:
    """What is wrong with the fields of a draft, each in a sentence without a full stop; empty if nothing is.

    Args:
        draft: The fields.
        before: The entry that is edited: what it said already is not questioned.
    """
    changed = _changes(draft, before)
    if "lane" in changed:
        changed["kind"] = draft.kind
    return {name: problem for name, problem in _all_problems(draft).items() if name in changed or before is None}


def _all_problems(draft: EntryDraft) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not draft.title.strip():
        problems["title"] = "A title is needed"
    elif len(draft.title) > _LONGEST_TITLE:
        problems["title"] = f"At most {_LONGEST_TITLE} characters"
    if draft.date.strip():
        try:
            PartialDate.parse(draft.date.strip())
        except ValueError:
            problems["date"] = "Write 2024-09-23, 2024-09, 2024, or a range as 2024-09/2024-11"
    if draft.kind not in KINDS[draft.lane] and any(draft.kind in kinds for kinds in KINDS.values()):
        problems["kind"] = "This kind stands in another lane"
    return problems


def entry_of(draft: EntryDraft, before: Entry | None = None) -> Entry:
    """The entry that a draft means.

    Args:
        draft: The fields.
        before: The entry that is edited, from which everything is taken that the form does not show; None for a new
            one, which gets an id.

    Raises:
        InvalidEntry: If a field is wrong.
    """
    for name, problem in problems_of(draft, before).items():
        raise InvalidEntry(f"{name}: {problem}")
    changed = _changes(draft, before)
    obj: JsonObject = entry_to_json(before) if before is not None else {"id": new_entry_id()}
    obj.update({name: _value(name, text) for name, text in changed.items() if name not in _LISTS})
    entry = entry_from_json(obj)
    if "committees" in changed:
        entry = replace(entry, committees=_committees(draft.committees, before))
    if "companies" in changed:
        entry = replace(entry, companies=_companies(draft.companies, before))
    if "tags" in changed:
        entry = replace(entry, tags=_tags(draft.tags, before))
    return entry


def _changes(draft: EntryDraft, before: Entry | None) -> dict[str, str]:
    """The fields of a draft that say something else than the entry did. What nobody touched stays to the letter."""
    now, then = asdict(draft), asdict(draft_of(before)) if before is not None else {}
    return {name: text for name, text in now.items() if text != then.get(name)}


def _value(name: str, text: str) -> JsonValue:
    """What a field means: blanks around it are none of it, and nothing is None."""
    if name == "body":
        return text if text.strip() else None
    return text.strip() or None


def new_entry_id() -> EntryId:
    """An id for an entry that somebody writes."""
    return EntryId(f"hand-{IdMaker().make()}")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _joined(texts: Iterable[str]) -> str:
    return BETWEEN.join(map(_one_line, texts))


def _parts(text: str) -> tuple[str, ...]:
    """The lines of a field, each once."""
    return tuple(dict.fromkeys(part for line in text.split(BETWEEN) if (part := _one_line(line))))


def _committee_text(ref: CommitteeRef) -> str:
    return _one_line(ref.code or ref.name or "")


def _committees(text: str, before: Entry | None) -> tuple[CommitteeRef, ...]:
    known = {_committee_text(ref): ref for ref in (before.committees if before is not None else ())}
    return tuple(known.get(part) or CommitteeRef(name=part) for part in _parts(text))


def _companies(text: str, before: Entry | None) -> tuple[CompanyRef, ...]:
    """The companies of a field; one that is named twice with different roles keeps both."""
    known: dict[str, list[CompanyRef]] = {}
    for ref in before.companies if before is not None else ():
        known.setdefault(_one_line(ref.name), []).append(ref)
    return tuple(ref for part in _parts(text) for ref in known.get(part) or [CompanyRef(part)])


def _tags(text: str, before: Entry | None) -> tuple[str, ...]:
    known = {_one_line(tag): tag for tag in (before.tags if before is not None else ())}
    return tuple(known.get(part, part) for part in _parts(text))
