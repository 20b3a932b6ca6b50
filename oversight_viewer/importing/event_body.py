"""What is read of an event: its body in Markdown, and its summary."""

from __future__ import annotations

import re
from collections.abc import Iterable

from oversight_viewer.importing.event_dates import spoken_time
from oversight_viewer.importing.events import Document, Event, Witness

_ACTING = re.compile(r"([\\`*_\[\]<>#|~])")
_WITNESSES_NAMED = 5


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return _ACTING.sub(r"\\\1", text)


def link(label: str, address: str) -> str:
    """A link in Markdown; only the label if there is no address."""
    if not address:
        return escaped(label)
    target = address.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
    return f"[{escaped(label)}]({target})"


def _document(document: Document) -> str:
    label = document.title or document.kind or document.url.rpartition("/")[2] or document.url
    more = [document.kind if document.kind != label else "", document.note, document.form]
    rest = ", ".join(part for part in more if part)
    return link(label, document.url) + (f" – {escaped(rest)}" if rest else "")


def document_lines(documents: Iterable[Document]) -> list[str]:
    """Documents as a list in Markdown."""
    return [f"- {_document(document)}" for document in documents]


def _witness(witness: Witness) -> list[str]:
    about = ", ".join(escaped(part) for part in (witness.position, witness.organization) if part)
    absent = "" if witness.testified else " (did not testify)"
    first = f"- **{escaped(witness.name)}**{', ' if about else ''}{about}{absent}"
    return [first, *(f"  {line}" for line in document_lines(witness.documents))]


def section(heading: str, lines: Iterable[str]) -> str:
    """A heading with its lines; empty without lines."""
    found = list(lines)
    return "\n".join([f"## {heading}", "", *found]) if found else ""


def _where_and_when(event: Event) -> list[str]:
    rows = (
        ("Status", event.status if event.status not in {"", "Scheduled"} else ""),
        ("Time", f"{spoken_time(event.when.time)}, Washington" if event.when.time else ""),
        ("Place", event.location),
        ("Continued on", ", ".join(event.continued)),
    )
    return [f"- {name}: {escaped(value)}" for name, value in rows if value]


def event_body(event: Event) -> str | None:
    """All that a source says of an event, in sections; None if it says nothing beyond the title."""
    sections = (
        section("When and where", _where_and_when(event)),
        section("Witnesses", (line for witness in event.witnesses for line in _witness(witness))),
        section("Meeting documents", document_lines(event.documents)),
        section("Other witness documents", document_lines(event.loose_documents)),
        section("Printed record", document_lines(event.transcripts)),
        section("Videos", document_lines(event.videos)),
        section("Related items", (f"- {escaped(item)}" for item in event.related)),
    )
    return "\n\n".join(filter(None, sections)) or None


def _names(witnesses: Iterable[Witness]) -> str:
    found = [item.name + (f" ({item.organization})" if item.organization else "") for item in witnesses]
    more = len(found) - _WITNESSES_NAMED
    shown = found[:_WITNESSES_NAMED] + ([f"{more} more"] if more > 0 else [])
    return "; ".join(shown)


def event_summary(event: Event) -> str | None:
    """One or two sentences: whether it was called off, where, and who spoke."""
    sentences = []
    if event.status in {"Canceled", "Postponed", "Rescheduled"}:
        sentences.append(f"{event.status}.")
    place = ", ".join(filter(None, (spoken_time(event.when.time), event.location)))
    if place:
        sentences.append(f"{place}." if not place.endswith(".") else place)
    if event.witnesses:
        sentences.append(f"{'Witness' if len(event.witnesses) == 1 else 'Witnesses'}: {_names(event.witnesses)}.")
    return " ".join(sentences) or None
