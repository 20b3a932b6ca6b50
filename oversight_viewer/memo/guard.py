"""What may leave in a memo, and the proof that nothing else did.

Entries above the ceiling are taken out before anything is composed. What identifies them is remembered, and the written
file is read back and searched for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from oversight_viewer.domain.cards import Card, EntryDetail
from oversight_viewer.domain.entry_json import entry_to_json
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.kinds import KINDS, LANES, kind_label
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Entry, EntryId, JsonValue
from oversight_viewer.domain.requests import AnswerStatus
from oversight_viewer.memo.readback import readable_texts
from oversight_viewer.memo.words import RELATIONS, WORDS

_WORD = re.compile(r"\w+")
_FEWEST = 3  # words of a title, below which it may well be said of something else
_LONG_TITLE = 20  # characters from which a title of fewer words counts too
_FEWEST_OF_TEXT = 6  # words of a paragraph
_SHORTEST_ID = 6  # characters
# Fields of an entry whose text a memo may show; ids of other entries, file names and tags stay in the record.
_SHOWN = (
    "title",
    "kind",
    "summary",
    "body",
    "inquiry",
    "committees",
    "companies",
    "people",
    "requests",
    "bates",
    "sources",
)
_PARAGRAPHS = re.compile(r"\n\s*\n")
_SAMPLE = 16  # words of a long text that stand for all of it

_Phrase = tuple[str, ...]


def words_of(text: str) -> _Phrase:
    """The words of a text as they are compared: without case, punctuation and the breaks of lines."""
    return tuple(_WORD.findall(text.casefold()))


def _anchors(phrases: Iterable[_Phrase]) -> dict[_Phrase, list[tuple[int, _Phrase]]]:
    """For the longest pair of words of each phrase, which is seldom met by chance, its place in the phrase."""
    anchors: dict[_Phrase, list[tuple[int, _Phrase]]] = {}
    for phrase in phrases:
        pairs: list[_Phrase] = [*pairwise(phrase)] or [phrase]
        place = max(range(len(pairs)), key=lambda at: sum(map(len, pairs[at])))
        anchors.setdefault(pairs[place], []).append((place, phrase))
    return anchors


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Phrases, as tuples of words, that must not stand in a memo."""

    phrases: frozenset[_Phrase] = frozenset()
    _anchors: dict[_Phrase, list[tuple[int, _Phrase]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_anchors", _anchors(self.phrases))

    def found_in(self, text: str) -> set[_Phrase]:
        """The phrases that stand in a text, whatever their case and punctuation there."""
        if not self.phrases:
            return set()
        words = words_of(text)
        # Most texts hold none of the pairs, which is found out without looking at each place.
        pairs: list[_Phrase] = [*pairwise(words)]
        met = self._anchors.keys() & set(pairs)
        found: set[_Phrase] = set(self.phrases.intersection((word,) for word in set(words)))
        for place, pair in enumerate(pairs if met else ()):
            for offset, phrase in self._anchors[pair] if pair in met else ():
                start = place - offset
                if start >= 0 and words[start : start + len(phrase)] == phrase:
                    found.add(phrase)
        return found

    def without(self, texts: Iterable[str]) -> Unwanted:
        """The same but for the phrases that stand in texts that may leave."""
        found: set[_Phrase] = set()
        for text in texts if self.phrases else ():
            found |= self.found_in(text)
        return Unwanted(self.phrases - found)


@dataclass(frozen=True, slots=True)
class Split:
    """Entries on both sides of a ceiling."""

    permitted: tuple[EntryDetail, ...]
    withheld: tuple[EntryDetail, ...]


def split(details: Iterable[EntryDetail], ceiling: str, scheme: MarkScheme) -> Split:
    """Part entries into those that may leave under a ceiling and those that may not."""
    permitted: list[EntryDetail] = []
    withheld: list[EntryDetail] = []
    for detail in details:
        (permitted if scheme.permits(detail.entry.mark, ceiling) else withheld).append(detail)
    return Split(tuple(permitted), tuple(withheld))


def _strings(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)


def _others(detail: EntryDetail) -> Iterator[tuple[Card, str]]:
    """The cards of other entries that stand in what is read of an entry, with the text that comes from there."""
    yield from ((link.card, "") for link in detail.links if link.card is not None)
    yield from ((answer.by, answer.text) for answer in detail.received)
    yield from ((card, text) for card, text in detail.answered if card is not None)


def _texts(entry: Entry) -> Iterator[str]:
    yield entry.summary or ""
    yield from (request.text for request in entry.requests)
    yield from (answer.text for answer in entry.answers)
    yield from _PARAGRAPHS.split(entry.body or "")


def _title_phrases(titles: Iterable[str]) -> Iterator[_Phrase]:
    for title in titles:
        words = words_of(title)
        if len(words) >= _FEWEST or len("".join(words)) >= _LONG_TITLE:
            yield words[:_SAMPLE]


def _text_phrases(texts: Iterable[str]) -> Iterator[_Phrase]:
    for text in texts:
        words = words_of(text)
        if len(words) >= _FEWEST_OF_TEXT:
            yield words[:_SAMPLE]


def _id_phrases(ids: Iterable[EntryId]) -> Iterator[_Phrase]:
    for item in ids:
        words = words_of(item)
        if len("".join(words)) >= _SHORTEST_ID and not all(word.isdigit() for word in words):
            yield words


def _permitted_texts(detail: EntryDetail, ceiling: str, scheme: MarkScheme) -> Iterator[str]:
    entry = entry_to_json(detail.entry)
    yield from (text for name in _SHOWN for text in _strings(entry.get(name)))
    yield from (text for item in detail.entry.answers for text in (item.text, str(item.request)))
    yield detail.entry.respondent_mark or ""
    yield from (date for date in _date_labels(detail.entry) if date)
    yield from (name for committee in detail.committees for name in (committee.name, committee.short_name))
    yield from (company.name for company, _ in detail.companies)
    for card, text in _others(detail):
        if scheme.permits(card.mark, ceiling):
            yield card.title
            yield text


def _date_labels(entry: Entry) -> Iterator[str]:
    for value in (entry.date, *(request.due for request in entry.requests)):
        if value is not None:
            yield value.label()
            yield value.label(short=True)


def _fixed_texts(scheme: MarkScheme) -> Iterator[str]:
    yield from (kind_label(kind) for lane in LANES for kind in KINDS[lane])
    yield from (lane.heading for lane in LANES)
    yield from (status.label for status in AnswerStatus)
    yield from (mark.label for mark in scheme.marks)
    yield from WORDS.values()
    yield from (word for both in RELATIONS.values() for word in both)


def unwanted(parts: Split, ceiling: str, scheme: MarkScheme) -> Unwanted:
    """What must not be found in a memo of the permitted entries: ids, titles and texts of what is withheld.

    That is the withheld entries themselves, and those above the ceiling that a permitted one is linked with. A phrase
    that a permitted entry holds too, or that every memo has, is no sign of a leak and is left out.
    """
    above = [
        (card, text)
        for detail in parts.permitted
        for card, text in _others(detail)
        if not scheme.permits(card.mark, ceiling)
    ]
    ids = {detail.entry.id for detail in parts.withheld} | {card.id for card, _ in above}
    titles = [detail.entry.title for detail in parts.withheld] + [card.title for card, _ in above]
    texts = [text for detail in parts.withheld for text in _texts(detail.entry)] + [text for _, text in above]
    found = Unwanted(frozenset((*_id_phrases(ids), *_title_phrases(titles), *_text_phrases(texts))))
    found = found.without(_fixed_texts(scheme))
    return found.without(text for detail in parts.permitted for text in _permitted_texts(detail, ceiling, scheme))


def _names(detail: EntryDetail) -> Iterator[str]:
    entry = detail.entry
    yield entry.inquiry or ""
    yield from entry.tags
    yield from (person.name for person in entry.people)
    yield from (company.name for company, _ in detail.companies)
    yield from (name for item in detail.committees for name in (item.name, item.short_name, item.key))


def names_only_withheld(sentence: str, parts: Split) -> bool:
    """Whether a sentence about the memo names somebody or something that only withheld entries have to do with."""
    if not parts.withheld:
        return False
    hidden = Unwanted(frozenset(words_of(name) for detail in parts.withheld for name in _names(detail)) - {()})
    open_names = "\n".join(name for detail in parts.permitted for name in _names(detail))
    return bool(hidden.without(open_names.split("\n")).found_in(sentence))


def check_written(path: Path, phrases: Unwanted) -> None:
    """Read a memo back and search all of it, properties and hidden parts too, for what was withheld.

    Raises:
        KnownError: If something was found; the file is deleted first.
    """
    if not phrases.phrases:
        return
    if any(phrases.found_in(text) for text in readable_texts(path)):
        path.unlink(missing_ok=True)
        raise KnownError(
            "The memo would have held text of an entry that it withholds, so it was deleted.",
            safe="Nothing left this computer, and the record is as it was.",
            todo="Look for it in what you typed for the memo and in the notes that go with it, or raise the ceiling.",
        )
