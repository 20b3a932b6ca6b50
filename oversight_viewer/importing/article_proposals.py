"""Makes proposals out of the events of an article: entries, with the words that each of their fields rests on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from oversight_viewer.domain.dates import DatePoint, PartialDate, Precision
from oversight_viewer.domain.kinds import Lane, kind_label
from oversight_viewer.domain.marks import COMMITTEE_CONFIDENTIAL, PUBLIC
from oversight_viewer.domain.proposals import Basis, Passage, Proposal
from oversight_viewer.domain.records import CommitteeRef, CompanyRef, Entry, EntryId, Link, Person, Source
from oversight_viewer.importing.article_events import STATEMENT, Event
from oversight_viewer.importing.article_parties import Parties, Party, named_speakers, press_named
from oversight_viewer.importing.article_rules import ArticleRules, Side
from oversight_viewer.importing.article_text import Span, quotations, without_quotations
from oversight_viewer.importing.committee_names import looks_like_code
from oversight_viewer.importing.text_dates import TextDate, find_dates

_MARKDOWN = re.compile(r"([\\`*_\[\]#])")
_LEADING_NUMBER = re.compile(r"^(\d+)\.")
_SPEAKER = re.compile(
    r"\b(?i:an?|the)\s+(?:[\w.&’'-]+\s+){0,6}?(?i:spokesperson|spokesman|spokeswoman)"
    r"(?:\s+for\s+(?:the\s+)?(?:[A-Z][\w&’'-]*(?:\s+[A-Z][\w&’'-]*)*|committee|company|panel))?"
)


@dataclass(frozen=True, slots=True)
class Publication:
    """Where an article comes from.

    Args:
        source: As it stands under an entry.
        key: What tells it from other articles, for the ids of its entries.
        date: When it was published, as far as it says.
        evidence: What shows that it was published, in words; empty if nothing does, as with notes of somebody's own.
    """

    source: Source
    key: str
    date: PartialDate | None
    evidence: str

    @property
    def is_published(self) -> bool:
        return bool(self.evidence)


class ProposalMaker:
    """Makes the proposals of one article.

    Args:
        text: The article.
        told: The same with blanks in place of what does not belong to it.
        publication: Where it comes from.
        parties: Who is named in it.
        rules: By which it is read.
    """

    def __init__(self, text: str, told: str, publication: Publication, parties: Parties, rules: ArticleRules) -> None:
        self._text = text
        self._publication = publication
        self._parties = parties
        self._rules = rules
        self._dates = find_dates(told, publication.date)

    def proposals(self, events: Sequence[Event]) -> Iterator[Proposal]:
        """The proposals, in the order of the article, linked to one another."""
        made: list[tuple[Event, Proposal]] = []
        taken: set[EntryId] = set()
        for event in events:
            proposal = self._proposal(event)
            if proposal.entry.id not in taken:
                taken.add(proposal.entry.id)
                made.append((event, proposal))
        for event, proposal in made:
            links = tuple(self._links(event, proposal, made))
            linked = replace(proposal, entry=replace(proposal.entry, links=links))
            yield _with_committees_of(linked, [other for _, other in made])

    def _proposal(self, event: Event) -> Proposal:
        companies, committees = event.of(Side.COMPANY), self._committees(event)
        date, date_basis = self._date(event)
        passages = tuple(self._passage(span) for span in sorted(event.passages, key=lambda span: span.start))
        mark, mark_basis = self._mark(event)
        speaker = self._speaker(event)
        entry = Entry(
            id=self._id(event),
            lane=event.rule.lane,
            kind=event.rule.kind,
            title=self._title(event, committees, companies),
            mark=mark,
            date=date,
            committees=tuple(_committee_ref(item.key, self._parties.called(item.key)) for item in committees),
            companies=tuple(self._companies(event)),
            people=tuple(
                Person(found.name, found.role, self._parties.called(event.actor.key))
                for span in event.passages
                for found in named_speakers(self._of(span))
            ),
            summary=self._summary(event, speaker),
            body=self._body(passages, speaker),
            sources=tuple(self._sources(event)),
        )
        basis = (
            Basis("kind", event.rule.kind, self._passage(event.trigger)),
            *(self._party_basis("committees", item) for item in committees),
            *(self._party_basis("companies", item) for item in companies),
            *date_basis,
            *mark_basis,
        )
        return Proposal(entry, passages, basis)

    def _of(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def _passage(self, span: Span) -> Passage:
        return Passage(span.start, span.end, self._of(span))

    def _id(self, event: Event) -> EntryId:
        words = " ".join(self._of(event.sentence).casefold().split())
        made = (hashlib.sha256(part.encode()).hexdigest() for part in (self._publication.key, words))
        article, passage = made
        return EntryId(f"article-{article[:10]}-{event.rule.lane}-{passage[:8]}")

    def _committees(self, event: Event) -> list[Party]:
        """Those that the event names; for an answer that names none, the one of the article if it is the only one."""
        named = event.of(Side.COMMITTEE)
        only = self._parties.keys(Side.COMMITTEE)
        if not named and event.rule.lane is Lane.RESPONSE and len(only) == 1:
            trigger = event.trigger
            words = self._of(trigger)
            return [Party(trigger.start, trigger.end, words, Side.COMMITTEE, only[0], is_certain=False, is_name=False)]
        return named

    def _companies(self, event: Event) -> Iterator[CompanyRef]:
        addressed, acting = event.addressed(self._text), event.acting(self._text)
        for item in event.of(Side.COMPANY):
            role = "subject"
            if event.rule.lane is Lane.RESPONSE and item.key in acting:
                role = "witness" if event.rule.kind == "testimony" else "respondent"
            elif event.rule.lane is Lane.MEETING and item.key in addressed:
                role = "respondent"
            elif event.rule.lane is Lane.ACTION and event.rule.kind != STATEMENT and item.key in addressed:
                role = "addressee"
            yield CompanyRef(item.key, role)

    def _title(self, event: Event, committees: list[Party], companies: list[Party]) -> str:
        main = [item.role for item in self._companies(event)]
        named = [item for item, role in zip(companies, main, strict=True) if role != "subject"] or companies
        committee = " and ".join(self._parties.called(item.key) for item in committees) or "A committee"
        company = " and ".join(self._parties.called(item.key) for item in named)
        is_whole = bool(company) or "{company}" not in event.rule.title
        template = event.rule.title if is_whole else "{committee}: " + kind_label(event.rule.kind).lower()
        title = template.format(committee=committee, company=company)
        return title[:1].upper() + title[1:]

    def _summary(self, event: Event, speaker: str | None) -> str:
        words = event.rule.summary
        if speaker is not None and event.rule.kind == STATEMENT:
            words = f"A statement by {speaker}."
        return f"{words} Drawn from a news article only." if self._publication.is_published else words

    def _speaker(self, event: Event) -> str | None:
        """Who speaks, as the article writes it: ``a committee spokesperson``."""
        if event.rule.kind != STATEMENT and event.rule.lane is not Lane.RESPONSE:
            return None
        match = _SPEAKER.search(without_quotations(self._text, event.sentence))
        if match is None:
            return self._parties.called(event.actor.key) if event.rule.kind == STATEMENT else None
        words = " ".join(match[0].split())
        return words[:1].lower() + words[1:]

    def _body(self, passages: Sequence[Passage], speaker: str | None) -> str:
        """The passages as quotations, each with who speaks in it, and where they are taken from."""
        publisher = self._publication.source.publisher or self._publication.source.title or "the article"
        parts = []
        for passage in passages:
            has_quote = any(True for _ in quotations(self._text, Span(passage.start, passage.end)))
            whose = f"{speaker}, in {publisher}" if speaker and has_quote else publisher
            parts.append(f"> {_as_markdown(passage.quote)}\n>\n> — {_as_markdown(whose)}")
        return "\n\n".join(parts)

    def _sources(self, event: Event) -> Iterator[Source]:
        own = self._publication.source
        yield own
        words = " ".join(self._of(span) for span in event.passages)
        for name in press_named(words, self._rules):
            if name.casefold() != (own.publisher or "").casefold():
                yield Source(publisher=name, note=f"As cited by {own.publisher or 'the article'}; not seen.")

    def _party_basis(self, field: str, item: Party) -> Basis:
        note = ""
        if not item.is_name:
            note = "named elsewhere in the article"
        elif not item.is_certain:
            note = "the name may mean something else"
        return Basis(field, item.key, self._passage(Span(item.start, item.end)), note, item.is_certain)

    def _date(self, event: Event) -> tuple[PartialDate | None, tuple[Basis, ...]]:
        inside = [item for item in self._dates if event.sentence.start <= item.start < event.sentence.end]
        quoted = list(quotations(self._text, event.sentence))
        told = [item for item in inside if not any(quote.start <= item.start < quote.end for quote in quoted)]
        found = min(told, key=lambda item: _distance(item, event.trigger), default=None)
        if found is not None:
            passage = Passage(found.start, found.end, found.text)
            return found.value, (Basis("date", str(found.value), passage, found.note, found.is_certain),)
        published = self._publication.date
        if event.rule.kind != STATEMENT or published is None or published.start.month is None:
            return None, ()
        month = PartialDate(DatePoint(published.start.year, published.start.month))
        note = f"the article is of {published} and does not say when"
        return month, (Basis("date", str(month), self._passage(event.trigger), note, is_certain=False),)

    def _mark(self, event: Event) -> tuple[str, tuple[Basis, ...]]:
        """What an article tells is public, also of a meeting that was not; a text that may be notes is kept closed."""
        publication, is_meeting = self._publication, event.rule.lane is Lane.MEETING
        if publication.is_published or (event.rule.kind == STATEMENT and not is_meeting):
            mark = PUBLIC
            note = f"told in a published article ({publication.evidence}); notes of the meeting itself are not public"
        else:
            mark = COMMITTEE_CONFIDENTIAL
            note = "nothing shows that this text was published: no publisher, byline or address"
        if mark == PUBLIC and not is_meeting:
            return mark, ()
        return mark, (Basis("mark", mark, self._passage(event.trigger), note, is_certain=False),)

    def _links(self, event: Event, own: Proposal, made: list[tuple[Event, Proposal]]) -> Iterator[Link]:
        """A response answers an action, a statement tells of a meeting, where they share a company."""
        mine = {item.name for item in own.entry.companies}
        shared = [
            (other, proposal.entry)
            for other, proposal in made
            if other is not event and mine & {item.name for item in proposal.entry.companies}
        ]
        if event.rule.lane is Lane.RESPONSE:
            actions = [(other, entry) for other, entry in shared if other.rule.lane is Lane.ACTION]
            before = [item for item in actions if item[0].sentence.start <= event.sentence.start]
            for _, entry in before[-1:] or actions[:1]:
                yield Link("responds_to", entry.id)
        if event.rule.kind == STATEMENT:
            for _, entry in [item for item in shared if item[0].rule.lane is Lane.MEETING][:1]:
                yield Link("discusses", entry.id)


def _with_committees_of(own: Proposal, others: Sequence[Proposal]) -> Proposal:
    """An answer that names no committee, with that of the action that it answers."""
    answered = {link.to for link in own.entry.links if link.rel == "responds_to"}
    action = next((other for other in others if other.entry.id in answered), None)
    if own.entry.committees or action is None:
        return own
    note = "of the action that it seems to answer"
    basis = tuple(replace(item, note=note, is_certain=False) for item in action.basis if item.field == "committees")
    return replace(own, entry=replace(own.entry, committees=action.entry.committees), basis=(*own.basis, *basis))


def _distance(item: TextDate, trigger: Span) -> tuple[int, bool]:
    apart = max(item.start - trigger.end, trigger.start - item.end, 0)
    return apart, item.value.precision is Precision.YEAR


def _committee_ref(key: str, name: str) -> CommitteeRef:
    return CommitteeRef(code=key) if looks_like_code(key) else CommitteeRef(name=key if " " in key else name)


def _as_markdown(text: str) -> str:
    escaped = _MARKDOWN.sub(r"\\\1", " ".join(text.split())).replace("<", "&lt;")
    return _LEADING_NUMBER.sub(r"\1\\.", escaped)
