"""Reads what the sentences of an article tell: who did what to whom, and which sentences tell one event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.importing.article_parties import Parties, Party
from oversight_viewer.importing.article_rules import ArticleRules, Rule, Side
from oversight_viewer.importing.article_text import ArticleText, Span, sentences, without_quotations

STATEMENT = "statement"

_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_TO_THE_PRESS = re.compile(r"\b(?:statement|reporters|interview|press|in response)\b", re.IGNORECASE)
_COORDINATED = re.compile(r"\s*(?:,|and|, and|or)\s+(?:the\s+)?", re.IGNORECASE)
_NEAREST_AFTER = 80
_SENTENCES_BETWEEN = 2
_LEADING_WORDS = 60


@dataclass(slots=True)
class Event:
    """Something that an article tells, while its sentences are read.

    Args:
        rule: By which it was read.
        actor: Who did it.
        trigger: The words that say what was done.
        sentence: The sentence in which they stand.
        passages: All sentences that tell it.
        parties: Who is named in them.
        last: The number of the last of them.
        companies: The companies that are named in them.
    """

    rule: Rule
    actor: Party
    trigger: Span
    sentence: Span
    passages: list[Span]
    parties: list[Party]
    last: int = 0
    companies: set[str] = field(default_factory=set)

    def of(self, side: Side) -> list[Party]:
        """The parties of one side, each once, a name before a word for it."""
        first: dict[str, Party] = {}
        for item in sorted(self.parties, key=lambda item: (not item.is_name, not item.is_certain)):
            first.setdefault(item.key, item)
        return sorted((item for item in first.values() if item.side is side), key=lambda item: item.start)

    def addressed(self, text: str) -> set[str]:
        """The companies to which an action or a meeting was with: the first after its words, and those beside it."""
        companies = self._companies()
        return _beside(text, [item for item in companies if item.start >= self.trigger.end] or companies)

    def acting(self, text: str) -> set[str]:
        """The companies that did it together: who did it, and those beside it before."""
        before = [item for item in self._companies() if item.start <= self.actor.start]
        return {self.actor.key} | _beside(text, before[::-1])

    def _companies(self) -> list[Party]:
        return [item for item in self.parties if item.side is Side.COMPANY and _in(item, self.sentence)]


@dataclass(frozen=True, slots=True)
class _Sentence:
    number: int
    span: Span
    outside: str
    parties: list[Party]
    has_quote: bool

    def place(self, match: re.Match[str]) -> Span:
        return Span(self.span.start + match.start(), self.span.start + match.end())


class EventReader:
    """Goes through an article and gives its events.

    Args:
        article: The article, taken apart.
        parties: Who is named in it.
        rules: What is read.
    """

    def __init__(self, article: ArticleText, parties: Parties, rules: ArticleRules) -> None:
        self._article = article
        self._parties = parties
        self._rules = rules

    def events(self) -> list[Event]:
        """The events, in the order in which the article tells them."""
        found: list[Event] = []
        if not self._parties.keys(Side.COMMITTEE):
            # Without a committee there is no oversight to tell of.
            return found
        latest: Event | None = None
        for sentence in self._sentences():
            told = list(self._told(sentence))
            if not told and latest is not None and self._goes_on(sentence, latest):
                latest.passages.append(sentence.span)
                latest.last = sentence.number
            for event in told:
                latest = self._put(found, event, sentence)
        return found

    def _sentences(self) -> Iterator[_Sentence]:
        number = 0
        for block in self._article.blocks:
            for span in sentences(self._article.text, block):
                if self._rules.leads.match(self._article.text, span.start, span.end):
                    continue  # a pointer to another article within a paragraph
                outside = without_quotations(self._article.text, span)
                has_quote = outside != self._article.text[span.start : span.end]
                yield _Sentence(number, span, outside, self._parties.within(span), has_quote)
                number += 1

    def _told(self, sentence: _Sentence) -> Iterator[Event]:
        lanes: set[Lane] = set()
        for rule in self._rules.rules:
            if rule.lane in lanes or (rule.kind == STATEMENT and not self._is_statement(sentence, lanes)):
                continue
            sides = {item.side for item in sentence.parties}
            if not set(rule.needs) <= sides:
                continue
            for match in rule.phrases.finditer(sentence.outside):
                actor = self._actor(rule, sentence, sentence.place(match))
                if actor is not None:
                    lanes.add(rule.lane)
                    spans = [sentence.span]
                    yield Event(rule, actor, sentence.place(match), sentence.span, spans, [*sentence.parties])
                    break

    def _is_statement(self, sentence: _Sentence, lanes: set[Lane]) -> bool:
        """Whether a sentence gives somebody's words, and not only what was said at a meeting that it tells of."""
        to_press = bool(_TO_THE_PRESS.search(sentence.outside) or self._speaks(sentence))
        return to_press or (sentence.has_quote and Lane.MEETING not in lanes)

    def _speaks(self, sentence: _Sentence) -> bool:
        return self._rules.speakers.search(sentence.outside) is not None

    def _actor(self, rule: Rule, sentence: _Sentence, trigger: Span) -> Party | None:
        """Who did what the words say; None if it is nobody that the rule is about."""
        before = [item for item in sentence.parties if item.end <= trigger.start]
        after = [item for item in sentence.parties if item.start >= trigger.end]
        if rule.kind == STATEMENT:
            return self._speaker(rule, sentence, trigger, before, after)
        if rule.who is None:
            return before[-1] if before else after[0] if after else None
        lead = sentence.outside[: trigger.start - sentence.span.start]
        if rule.who is Side.COMMITTEE and _PASSIVE.search(lead):
            # "was subpoenaed by the committee"
            before = [*before, *after]
        of_side = [item for item in before if item.side is rule.who]
        return of_side[-1] if of_side else None

    def _speaker(
        self, rule: Rule, sentence: _Sentence, trigger: Span, before: list[Party], after: list[Party]
    ) -> Party | None:
        nearest = before[-1] if before else None
        if nearest is not None:
            between = sentence.outside[nearest.end - sentence.span.start : trigger.start - sentence.span.start]
            again = self._rules.speaker_again.search(between)
            if again is not None and len(between.split()) > len(again[0].split()):
                return None
        elif after and after[0].start - trigger.end <= _NEAREST_AFTER:
            nearest = after[0]
        return nearest if nearest is not None and nearest.side is rule.who else None

    def _goes_on(self, sentence: _Sentence, latest: Event) -> bool:
        """Whether a sentence goes on with the words of the one before: a quotation, and the same speaker."""
        if sentence.number != latest.last + 1 or latest.rule.lane is Lane.MEETING or not sentence.has_quote:
            return False
        words = sentence.outside.split()
        others = {item.key for item in sentence.parties if item.side is latest.actor.side} - {latest.actor.key}
        is_same = self._rules.speaker_again.search(sentence.outside) is not None or not words
        return is_same and not others and len(words) <= _LEADING_WORDS

    def _put(self, found: list[Event], event: Event, sentence: _Sentence) -> Event:
        """Add an event, or what it tells to the one that it is."""
        event.last = sentence.number
        event.companies |= {item.key for item in event.parties if item.side is Side.COMPANY}
        for known in reversed(found):
            if (known.rule.lane, known.rule.kind) != (event.rule.lane, event.rule.kind):
                continue
            is_meeting = event.rule.lane is Lane.MEETING
            if not self._shares(known, event) or not (is_meeting or known.actor.key == event.actor.key):
                continue
            if is_meeting and self._speaks(sentence):
                # A speaker who looks back on a meeting tells of no other.
                return known
            if event.last - known.last <= _SENTENCES_BETWEEN:
                known.passages.append(event.sentence)
                known.parties += event.parties
                known.companies |= event.companies
                known.last = event.last
                return known
        found.append(event)
        return event

    def _shares(self, one: Event, two: Event) -> bool:
        return not one.companies or not two.companies or not one.companies.isdisjoint(two.companies)


def _beside(text: str, chain: list[Party]) -> set[str]:
    """The first of some parties, and those that an ``and`` or a comma joins to it."""
    found = {item.key for item in chain[:1]}
    for one, two in pairwise(chain):
        first, second = sorted((one, two), key=lambda item: item.start)
        if _COORDINATED.fullmatch(text[first.end : second.start]) is None:
            break
        found.add(two.key)
    return found


def _in(item: Party, span: Span) -> bool:
    return span.start <= item.start < span.end
