"""One entry as plain text for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oversight_viewer.cli.output import paragraph
from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.cards import Card, EntryDetail, LinkedEntry
from oversight_viewer.domain.characters import clean_line, clean_text
from oversight_viewer.domain.dates import date_label
from oversight_viewer.domain.kinds import kind_label
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Person, Source
from oversight_viewer.domain.requests import AnswerStatus
from oversight_viewer.memo.words import relation

_HEAD_WIDTH = 14


def _heads(detail: EntryDetail, scheme: MarkScheme) -> Iterator[tuple[str, str]]:
    entry = detail.entry
    date = date_label(entry.date)
    left_open = entry.date.not_given() if entry.date is not None else ""
    yield "Id", entry.id
    yield "Date", f"{date} ({left_open})" if left_open else date
    yield "Kind", f"{kind_label(entry.kind)} ({entry.lane.heading.lower()})"
    yield "Mark", scheme.get(entry.mark).label
    yield "Company mark", entry.respondent_mark or ""
    yield (
        "Committees",
        "; ".join(item.name if item.key == item.name else f"{item.name} ({item.key})" for item in detail.committees),
    )
    yield "Companies", "; ".join(f"{company.name} ({role})" for company, role in detail.companies)
    yield "People", "; ".join(map(_person, entry.people))
    yield "Inquiry", entry.inquiry or ""
    yield "Bates", "; ".join(f"{item.begin} – {item.end}" for item in entry.bates)
    yield "Identifiers", "; ".join(f"{name} {value}" for name, value in entry.identifiers.items())
    yield "Attachments", "; ".join(item.title or item.path for item in entry.attachments)
    yield "Tags", ", ".join(entry.tags)
    yield "Revision", f"{detail.revision}" if detail.revision > 1 else ""


def _person(person: Person) -> str:
    return ", ".join(part for part in (person.name, person.role, person.organization) if part)


def _reference(card: Card | None, entry_id: str) -> str:
    if card is None:
        return f"{entry_id} (not in this library)"
    return f"{date_label(card.date, short=True)}, {card.title} [{card.id}]"


def _link(link: LinkedEntry) -> str:
    return f"{relation(link.rel, outgoing=link.outgoing)}: {_reference(link.card, link.id)}"


def _requests(detail: EntryDetail) -> Iterator[str]:
    for state, request in zip(detail.card.requests, detail.entry.requests, strict=False):
        due = "" if request.due is None else f" (due {request.due.label()})"
        yield f"{request.number}. {request.text}{due} – {state.status.label}"
        for answer in detail.received:
            if answer.request == str(request.number):
                text = f": {answer.text}" if answer.text else ""
                yield f"    {answer.status.label}, {_reference(answer.by, answer.by.id)}{text}"


def _answers(detail: EntryDetail) -> Iterator[str]:
    for answer, (card, asked) in zip(detail.entry.answers, detail.answered, strict=False):
        status = AnswerStatus(answer.status).label
        yield f"To request {answer.request} of {_reference(card, answer.to)}"
        if asked:
            yield f"    Asked: {asked}"
        yield f"    {status}{f': {answer.text}' if answer.text else ''}"


def _source(source: Source) -> str:
    accessed = f"accessed {source.accessed}" if source.accessed else None
    parts = (source.title, source.publisher, source.date, source.url, accessed, source.note)
    return ", ".join(part for part in parts if part)


def _privilege_log(detail: EntryDetail) -> Iterator[str]:
    for item in detail.entry.privilege_log:
        recipients = item.recipients if isinstance(item.recipients, str) else "; ".join(item.recipients or ())
        parts = (item.date, item.author, recipients, item.description, item.basis, item.bates)
        number = "" if item.number is None else f"{item.number}. "
        yield number + ", ".join(part for part in parts if part)


def _notes(notes: EntryNotes) -> Iterator[str]:
    if notes.flagged:
        yield "Flagged."
    if notes.tags:
        yield f"Tags: {', '.join(notes.tags)}"
    for note in notes.notes:
        for version in note.versions:
            tags = f" [{', '.join(version.tags)}]" if version.tags else ""
            yield f"{version.author}, {version.at.astimezone():%Y-%m-%d %H:%M}{tags}"
            yield from (f"    {line}" for line in version.text.splitlines())


def _section(head: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield head
        for line in lines:
            blanks = len(line) - len(line.lstrip(" "))
            yield paragraph(line.strip(), "  " + " " * blanks, "  ")


def entry_text(detail: EntryDetail, notes: EntryNotes, scheme: MarkScheme) -> str:
    """All that is known of an entry, and the user's notes on it, as text for a terminal."""
    entry = detail.entry
    lines = [paragraph(clean_line(entry.title)), ""]
    for head, value in _heads(detail, scheme):
        if value:
            text = paragraph(clean_line(value), " " * _HEAD_WIDTH)
            lines.append(f"{head + ':':<{_HEAD_WIDTH}}{text[_HEAD_WIDTH:]}")
    if entry.summary:
        lines += ["", paragraph(entry.summary)]
    if entry.body:
        # The text stands line for line: transcripts and letters have line ends that mean something.
        lines += ["", clean_text(entry.body).strip("\n")]
    lines += _section("Requests", list(_requests(detail)))
    lines += _section("Answers", list(_answers(detail)))
    lines += _section("Privilege log", list(_privilege_log(detail)))
    lines += _section("Links", [_link(link) for link in detail.links])
    lines += _section("Sources", [_source(source) for source in entry.sources])
    lines += _section("Your notes", list(_notes(notes)))
    return "\n".join(lines)
