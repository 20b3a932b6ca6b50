"""The entries that an event gives: itself, a part behind closed doors, testimony, questions for the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import EXECUTIVE_SESSION, PUBLIC
from oversight_viewer.domain.records import CompanyRef, Entry, EntryId, JsonObject, Link, Person
from oversight_viewer.domain.versions import as_version
from oversight_viewer.importing.event_body import document_lines, event_body, event_summary, section
from oversight_viewer.importing.event_documents import is_answers, is_questions, named_witness
from oversight_viewer.importing.event_titles import Doors, closed_kind, doors, lane_and_kind
from oversight_viewer.importing.events import Document, Event, Witness
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.people import company_of, name_slug


def _person(witness: Witness) -> Person:
    extra: JsonObject = dict(witness.extra)
    if witness.position:
        extra["position"] = witness.position
    if not witness.testified:
        extra["testified"] = False
    return Person(witness.name, "witness", witness.organization or None, extra)


def _company(witness: Witness, means: Means) -> str | None:
    if str(witness.extra.get("witness_type", "")).casefold().startswith("government"):
        return None
    return company_of(witness.organization, means)


def _companies(witnesses: Iterable[Witness], means: Means) -> tuple[CompanyRef, ...]:
    names = (_company(witness, means) for witness in witnesses)
    return tuple(CompanyRef(name, "witness") for name in dict.fromkeys(names) if name is not None)


def _about(event: Event) -> JsonObject:
    told = {
        "location": event.location,
        "start_time": event.when.time,
        "date_from": event.when.note,
        "meeting_status": event.status,
    }
    return {**{name: value for name, value in told.items() if value}, **event.extra}


def _main(event: Event, means: Means) -> Entry:
    lane, kind = lane_and_kind(event.word, event.title, word_is_certain=event.word_is_certain)
    return Entry(
        id=event.id,
        lane=lane,
        kind=kind,
        title=event.title,
        mark=EXECUTIVE_SESSION if lane is Lane.MEETING else PUBLIC,
        date=event.when.day,
        committees=event.committees,
        companies=_companies(event.witnesses, means),
        people=tuple(map(_person, event.witnesses)),
        summary=event_summary(event),
        body=event_body(event),
        identifiers=event.identifiers,
        congress=event.congress,
        session=event.session,
        chamber=event.chamber,
        sources=event.sources,
        extra=_about(event),
    )


def _beside(main: Entry, suffix: str, lane: Lane, kind: str, title: str, *links: Link) -> Entry:
    """Another entry of the same event, with what is common to both."""
    event_id = main.identifiers.get("event_id")
    return Entry(
        id=EntryId(f"{main.id}-{suffix}"),
        lane=lane,
        kind=kind,
        title=title,
        mark=main.mark,
        committees=main.committees,
        links=links,
        identifiers={} if event_id is None else {"event_id": event_id},
        congress=main.congress,
        session=main.session,
        chamber=main.chamber,
        sources=main.sources,
    )


def _closed_part(main: Entry, event: Event) -> Entry:
    entry = _beside(main, "closed", Lane.MEETING, closed_kind(main.title), main.title, Link("related", main.id))
    summary = "The closed part of the event, as its title says."
    if event.is_off:
        summary = f"{event.status}. {summary}"
    return replace(entry, mark=EXECUTIVE_SESSION, date=main.date, summary=summary)


def slugs(witnesses: Iterable[Witness]) -> list[str]:
    """What stands for each witness in ids; a second one of the same name gets a number."""
    found: list[str] = []
    for witness in witnesses:
        slug = name_slug(witness.name)
        count = sum(other == slug or other.startswith(f"{slug}--") for other in found)
        found.append(f"{slug}--{count + 1}" if count else slug)
    return found


def _is_answer_of_witness(document: Document) -> bool:
    # A witness hands in answers, never questions.
    return is_questions(document)


def _within(name: str) -> str:
    """A name within a sentence: ``the Honorable`` and not ``The Honorable``."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def _witness_entry(main: Entry, witness: Witness, suffix: str, kind: str, title: str, means: Means) -> Entry:
    entry = _beside(main, suffix, Lane.RESPONSE, kind, title)
    return replace(entry, companies=_companies([witness], means), people=(_person(witness),))


def _testimony(main: Entry, witness: Witness, slug: str, means: Means) -> Entry:
    about = ", ".join(part for part in (_within(witness.name), witness.position, witness.organization) if part)
    entry = _witness_entry(main, witness, f"testimony-{slug}", "testimony", f"Testimony of {about}", means)
    handed_in = [item for item in witness.documents if not _is_answer_of_witness(item)]
    body = section("Documents", document_lines(handed_in)) or None
    return replace(entry, date=main.date, body=body, links=(Link("testimony_at", main.id),))


def _answers(main: Entry, witness: Witness, slug: str, questions: Entry | None, means: Means) -> Entry | None:
    found = [item for item in witness.documents if _is_answer_of_witness(item)]
    if not found:
        return None
    about = ", ".join(part for part in (_within(witness.name), witness.organization) if part)
    title = f"Answers for the record of {about}"
    entry = _witness_entry(main, witness, f"qfr-response-{slug}", "qfr_response", title, means)
    return replace(entry, body=section("Documents", document_lines(found)), links=_answer_links(main, questions))


def _answer_links(main: Entry, questions: Entry | None) -> tuple[Link, ...]:
    if questions is None:
        return (Link("responds_to", main.id),)
    return (Link("responds_to", questions.id), Link("related", main.id))


def _questions(main: Entry, event: Event) -> Entry | None:
    found = [item for item in event.documents if is_questions(item) and not is_answers(item)]
    if not found:
        return None
    title = f"Questions for the record: {main.title}"
    entry = _beside(main, "qfr", Lane.ACTION, "questions_for_the_record", title, Link("related", main.id))
    return replace(entry, body=section("Documents", document_lines(found)))


def _with_answers(event: Event) -> tuple[tuple[Witness, ...], list[Document]]:
    """The witnesses with those answers for the record that lie among the documents of the meeting, and the rest."""
    more: dict[str, list[Document]] = {}
    rest: list[Document] = []
    for document in [*event.documents, *event.loose_documents]:
        if is_answers(document):
            witness = named_witness(document, event.witnesses)
            (more.setdefault(witness.name, []) if witness is not None else rest).append(document)
    given = tuple(
        replace(item, documents=(*item.documents, *more[item.name])) if item.name in more else item
        for item in event.witnesses
    )
    return given, rest


def _unnamed_answers(main: Entry, documents: list[Document], questions: Entry | None) -> Entry | None:
    if not documents:
        return None
    title = f"Answers for the record: {main.title}"
    entry = _beside(main, "qfr-response", Lane.RESPONSE, "qfr_response", title, *_answer_links(main, questions))
    return replace(entry, body=section("Documents", document_lines(documents)))


def event_entries(event: Event, means: Means) -> Iterator[Entry]:
    """All entries of an event, itself first, each with the version of the record that it is read from.

    Testimony is entered for witnesses of companies alone, and not where an event was called off or is still to come.
    Questions and answers for the record have no date: none of the sources gives one.
    """
    for entry in _entries(event, means):
        yield as_version(entry, event.record, event.version) if event.record and event.version else entry


def _entries(event: Event, means: Means) -> Iterator[Entry]:
    main = _main(event, means)
    closed = doors(event.title) is Doors.OPEN_THEN_CLOSED
    questions = _questions(main, event)
    beside = [item for item in (_closed_part(main, event) if closed else None, questions) if item is not None]
    yield replace(main, links=tuple(Link("related", item.id) for item in beside))
    yield from beside
    witnesses, unnamed = _with_answers(event)
    is_ahead = main.date is not None and main.date.first_day > means.today
    for witness, slug in zip(witnesses, slugs(witnesses), strict=True):
        is_company = _company(witness, means) is not None
        if is_company and witness.testified and not event.is_off and not is_ahead:
            yield _testimony(main, witness, slug, means)
        answers = _answers(main, witness, slug, questions, means)
        if answers is not None:
            yield answers
    last = _unnamed_answers(main, unnamed, questions)
    if last is not None:
        yield last
