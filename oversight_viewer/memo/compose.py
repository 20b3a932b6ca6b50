"""Composes a memo from entries of the record: decides everything that a reader will see, in no format yet.

What is above the ceiling is taken out first; nothing below this ever meets it. Answers, links and statuses that come
from such entries are left out as if they had never been given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, zip_longest

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.cards import Card, EntryDetail, ReceivedAnswer
from oversight_viewer.domain.characters import clean_line, clean_text
from oversight_viewer.domain.citations import source_line, written_date
from oversight_viewer.domain.dates import PartialDate, date_label
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.keys import BLOCK_SHIFT, UNDATED_BLOCK
from oversight_viewer.domain.kinds import LANES, kind_label
from oversight_viewer.domain.marks import PUBLIC, MarkScheme
from oversight_viewer.domain.records import BatesRange, Committee, Entry, EntryId, Person, Request, Source
from oversight_viewer.domain.requests import AnswerStatus, RequestState, due_day, resolve_status
from oversight_viewer.domain.sentence import ended
from oversight_viewer.memo.blocks import (
    AnswerGroup,
    AnswerRow,
    AnswerText,
    ChronologyCell,
    ChronologyRow,
    EntrySection,
    Field,
    Footnote,
    Memo,
    NoteBlock,
    RequestRow,
    Text,
)
from oversight_viewer.memo.guard import Split, names_only_withheld, split, unwanted
from oversight_viewer.memo.words import WORDS, counted, long_date, relation, withheld_sentence


@dataclass(frozen=True, slots=True)
class MemoOptions:
    """What the user chooses for a memo.

    Args:
        date: The day of the memo; statuses and overdue days refer to it.
        to, sender, subject, office: Lines of the head; empty ones are left out.
        bottom_line: What the user wants to say first, as Markdown.
        ceiling: The highest mark that may leave.
        include_notes: Whether the user's notes leave with their entries.
        include_body: Whether the whole texts of the entries stand in the memo.
    """

    date: date
    to: str = ""
    sender: str = ""
    subject: str = ""
    office: str = ""
    bottom_line: str = ""
    ceiling: str = PUBLIC
    include_notes: bool = False
    include_body: bool = True


@dataclass(slots=True)
class _Footnotes:
    """Numbers footnotes in the order in which they are asked for; the same source always has the same number."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def number(self, text: str, url: str = "") -> int:
        return self.numbers.setdefault((text, url), len(self.numbers) + 1)

    def all(self) -> tuple[Footnote, ...]:
        return tuple(Footnote(number, text, url) for (text, url), number in self.numbers.items())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry stands in the memo."""

    anchor: str
    number: str


def _order(detail: EntryDetail) -> tuple[bool, int]:
    """Oldest first, undated entries last."""
    return detail.card.key >> BLOCK_SHIFT == UNDATED_BLOCK, detail.card.key


def _source_text(source: Source) -> tuple[str, str]:
    """A source in words, and its address."""
    accessed = written_date(source.accessed)
    parts = [source_line(source), f"{WORDS['accessed']} {accessed}" if accessed else ""]
    text = clean_line(", ".join(filter(None, parts)))
    note = clean_line(source.note or "")
    if text and note:
        text = f"{text.rstrip('.')}. {note}"
    return (text or note).rstrip(".") + "." if text or note else "", clean_line(source.url or "")


class _Composer:
    """The state of one composition: the permitted entries in order, their places, the footnotes so far."""

    def __init__(
        self, parts: Split, notes: NotesByEntry, options: MemoOptions, scheme: MarkScheme, directory: Directory
    ) -> None:
        self._details = sorted(parts.permitted, key=_order)
        self._notes = notes
        self._options = options
        self._scheme = scheme
        self._directory = directory
        chapter = 3 if options.bottom_line.strip() else 2
        self._places = {
            detail.entry.id: _Place(f"e{place}", f"{chapter}.{place}")
            for place, detail in enumerate(self._details, start=1)
        }
        self._sources = {detail.entry.id: detail.entry for detail in self._details}
        self.footnotes = _Footnotes()

    def _may_leave(self, card: Card | None) -> bool:
        return card is not None and self._scheme.permits(card.mark, self._options.ceiling)

    def refs(self, entry: Entry) -> tuple[int, ...]:
        """The footnotes of an entry: its sources, or one that says that none is recorded."""
        texts = [item for item in map(_source_text, entry.sources) if any(item)]
        numbers = [self.footnotes.number(*item) for item in texts or [(f"{WORDS['no_source']}.", "")]]
        return tuple(dict.fromkeys(numbers))

    def _refs_of_card(self, card: Card) -> tuple[int, ...]:
        """The footnotes of another entry: its own if it stands in the memo, else one that names it."""
        entry = self._sources.get(card.id)
        if entry is not None:
            return self.refs(entry)
        parts = [kind_label(card.kind), f"“{clean_line(card.title)}”", date_label(card.date)]
        return (self.footnotes.number(f"{', '.join(parts)}. {WORDS['not_in_memo']}."),)

    def chronology(self) -> Iterator[ChronologyRow]:
        """The table of the lanes: what happened on one date stands side by side."""

        def when(detail: EntryDetail) -> tuple[int, str]:
            return detail.card.key >> BLOCK_SHIFT, date_label(detail.entry.date, short=True)

        for (_, label), group in groupby(self._details, key=when):
            together = list(group)
            lanes = [[detail for detail in together if detail.entry.lane is lane] for lane in LANES]
            for row in zip_longest(*lanes):
                first, second, third = (self._cell(detail) for detail in row)
                yield ChronologyRow(label, (first, second, third))

    def _cell(self, detail: EntryDetail | None) -> ChronologyCell | None:
        if detail is None:
            return None
        entry = detail.entry
        return ChronologyCell(self._places[entry.id].anchor, clean_line(entry.title), self.refs(entry))

    def sections(self) -> Iterator[EntrySection]:
        for detail in self._details:
            yield self._section(detail)

    def _section(self, detail: EntryDetail) -> EntrySection:
        entry, place = detail.entry, self._places[detail.entry.id]
        options, body = self._options, entry.body or ""
        return EntrySection(
            anchor=place.anchor,
            number=place.number,
            title=clean_line(entry.title),
            when=_when(entry.date),
            kind=kind_label(entry.kind),
            mark=self._scheme.get(entry.mark).label,
            refs=self.refs(entry),
            fields=tuple(item for item in self._fields(detail) if item.value),
            summary=clean_line(entry.summary or ""),
            body=Text(body, entry.format) if options.include_body and body.strip() else None,
            requests_heading=_requests_heading(entry.date),
            requests=tuple(self._request(detail, request) for request in entry.requests),
            answers=tuple(self._answer_groups(detail)),
            notes=tuple(self._note_blocks(entry.id)) if options.include_notes else (),
        )

    def _fields(self, detail: EntryDetail) -> Iterator[Field]:
        entry = detail.entry
        yield Field(WORDS["committees"], "; ".join(map(self._committee, detail.committees)))
        yield Field(WORDS["companies"], "; ".join(_company(item.name, role) for item, role in detail.companies))
        yield Field(WORDS["people"], "; ".join(map(_person, entry.people)))
        yield Field(WORDS["inquiry"], clean_line(entry.inquiry or ""))
        yield Field(WORDS["company_mark"], clean_line(entry.respondent_mark or ""))
        yield Field(WORDS["produced"], "; ".join(map(_bates, entry.bates)))
        lines = len(entry.privilege_log)
        yield Field(WORDS["privilege_log"], counted(lines, "line", "lines") if lines else "")
        yield from self._links(detail)

    def _committee(self, committee: Committee) -> str:
        parent = self._directory.committees.get(committee.parent) if committee.parent else None
        return clean_line(f"{committee.name}, {parent.name}" if parent is not None else committee.name)

    def _links(self, detail: EntryDetail) -> Iterator[Field]:
        by_relation: dict[str, list[str]] = {}
        for link in detail.links:
            if link.card is not None and self._may_leave(link.card):
                by_relation.setdefault(relation(clean_line(link.rel), outgoing=link.outgoing), []).append(
                    self._named(link.card)
                )
        for label, names in by_relation.items():
            yield Field(label, "; ".join(dict.fromkeys(names)))

    def _named(self, card: Card) -> str:
        """Another entry in words, with where it stands in the memo, or its date."""
        place = self._places.get(card.id)
        return f"{clean_line(card.title)} ({place.number if place is not None else date_label(card.date)})"

    def _request(self, detail: EntryDetail, request: Request) -> RequestRow:
        received = [
            answer for answer in detail.received if answer.request == str(request.number) and self._may_leave(answer.by)
        ]
        received.sort(key=lambda answer: (answer.by.key >> BLOCK_SHIFT == UNDATED_BLOCK, answer.by.key))
        status = resolve_status(answer.status for answer in received)
        state = RequestState(str(request.number), status, due_day(request))
        late = state.days_overdue(self._options.date)
        return RequestRow(
            request=clean_line(f"{request.number}. {request.text}" if request.text else str(request.number)),
            due=date_label(request.due, short=True) if request.due is not None else "",
            answers=tuple(self._answer(answer, alone=len(received) == 1) for answer in received),
            status=status.label,
            overdue=f"{counted(late, 'day', 'days')} overdue" if late else "",
        )

    def _answer(self, answer: ReceivedAnswer, *, alone: bool) -> AnswerText:
        origin = f"{kind_label(answer.by.kind)}, {date_label(answer.by.date, short=True)}"
        text = clean_line(answer.text)
        return AnswerText(text, "" if alone and text else origin, self._refs_of_card(answer.by))

    def _answer_groups(self, detail: EntryDetail) -> Iterator[AnswerGroup]:
        rows: dict[str, list[AnswerRow]] = {}
        known = [*detail.answered, *((None, "") for _ in detail.entry.answers[len(detail.answered) :])]
        for answer, (card, text) in zip(detail.entry.answers, known, strict=False):
            named, request = "", f"{WORDS['request']} {answer.request}"
            if card is not None and self._may_leave(card):
                named = self._named(card)
                request = f"{answer.request}. {text}" if text else request
            status = AnswerStatus(answer.status).label
            rows.setdefault(named, []).append(AnswerRow(clean_line(request), clean_line(answer.text), status))
        for action, group in rows.items():
            yield AnswerGroup(action, tuple(group))

    def _note_blocks(self, entry: EntryId) -> Iterator[NoteBlock]:
        kept = self._notes.get(entry)
        for note in kept.notes if kept is not None else ():
            for version in note.versions:
                if version.text.strip():
                    yield NoteBlock(long_date(version.at.date()), Text(version.text, "markdown"))

    @property
    def marks(self) -> list[str]:
        return [detail.entry.mark for detail in self._details]

    @property
    def has_requests(self) -> bool:
        return any(detail.entry.requests for detail in self._details)


def _when(value: PartialDate | None) -> str:
    if value is None:
        return WORDS["no_date"]
    missing = value.not_given()
    return f"{value.label()} ({missing})" if missing else value.label()


def _requests_heading(value: PartialDate | None) -> str:
    return WORDS["request"] if value is None else f"{WORDS['request_of']} {value.label()}"


def _company(name: str, role: str) -> str:
    return clean_line(name if role in ("", "subject") else f"{name} ({role})")


def _person(person: Person) -> str:
    return clean_line(", ".join(part for part in (person.name, person.role, person.organization) if part))


def _bates(item: BatesRange) -> str:
    volume = f" ({WORDS['volume']} {item.volume})" if item.volume else ""
    return clean_line(f"{item.begin} to {item.end}{volume}" if item.end != item.begin else f"{item.begin}{volume}")


def _head(options: MemoOptions) -> Iterator[Field]:
    lines = ((WORDS["to"], options.to), (WORDS["from"], options.sender), (WORDS["date"], long_date(options.date)))
    for label, value in (*lines, (WORDS["re"], options.subject)):
        if clean_line(value):
            yield Field(label, clean_line(value))


def _scope(sentence: str, parts: Split, options: MemoOptions) -> str:
    """What the memo covers, and as of when. A sentence that names what is withheld is left out altogether."""
    as_of = f"{WORDS['record_as_of']} {long_date(options.date)}."
    said = clean_line(sentence)
    if not said or (parts.withheld and not parts.permitted) or names_only_withheld(said, parts):
        return as_of
    if said.startswith("All "):
        said = said[:1].lower() + said[1:]
    return f"{WORDS['scope']} {ended(said)} {as_of}"


def compose(
    details: Iterable[EntryDetail],
    notes: NotesByEntry,
    options: MemoOptions,
    scheme: MarkScheme,
    directory: Directory,
    filter_sentence: str = "",
) -> Memo:
    """Compose a memo of entries, oldest first.

    Args:
        details: The entries asked for, in any order, those above the ceiling too.
        notes: The user's notes; they leave only if the options say so.
        options: What the user chose.
        scheme: The marks and their order.
        directory: The committees, for the full names of subcommittees' parents.
        filter_sentence: What the memo covers, in words.
    """
    parts = split(details, options.ceiling, scheme)
    composer = _Composer(parts, notes, options, scheme, directory)
    chronology = tuple(composer.chronology())
    sections = tuple(composer.sections())
    banner = scheme.get(scheme.highest(composer.marks))
    ceiling = scheme.get(options.ceiling).label
    subject = clean_line(options.subject)
    return Memo(
        title=subject or WORDS["memorandum"],
        office=clean_line(options.office),
        fields=tuple(_head(options)),
        date=options.date,
        scope=_scope(filter_sentence, parts, options),
        status_note=_status_note(options, scheme) if composer.has_requests else "",
        banner=banner,
        is_public=scheme.rank(banner.code) == 0,
        bottom_line=Text(clean_text(options.bottom_line), "markdown") if options.bottom_line.strip() else None,
        chronology=chronology,
        entries=sections,
        footnotes=composer.footnotes.all(),
        withheld=len(parts.withheld),
        withheld_note=withheld_sentence(len(parts.withheld), ceiling),
        unwanted=unwanted(parts, options.ceiling, scheme),
    )


def _status_note(options: MemoOptions, scheme: MarkScheme) -> str:
    """Says the same whether or not an answer was left out, so that it gives nothing away."""
    lower = " or lower" if 0 < scheme.rank(options.ceiling) < len(scheme.marks) else ""
    marked = scheme.get(options.ceiling).label if lower else scheme.marks[0].label
    return (
        f"The status of each request is as of {long_date(options.date)}, "
        f"by what the entries marked {marked}{lower} say."
    )
