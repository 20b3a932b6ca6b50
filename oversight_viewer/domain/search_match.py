"""What a search means in plain Python, and where its words stand in a text.

The database answers searches by its index; :func:`matches` says what the answer must be. :func:`spans` finds what is
highlighted: words and phrases that are asked for, never those that are ruled out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from oversight_viewer.domain.folding import ACCENT, BETWEEN, fold, words_of
from oversight_viewer.domain.search_tree import (
    NAME_FIELDS,
    TEXT_FIELDS,
    Field,
    Leaf,
    Near,
    Node,
    Phrase,
    is_true,
    leaves_of,
)

Span: TypeAlias = tuple[int, int]
"""Begin and end in a text, in code points."""

CHUNK = 16_384
"""Code points that are looked through in one step."""

_WORD = re.compile(f"[^{BETWEEN}]+")


def matches(search: Node, fields: Mapping[Field, Iterable[str]]) -> bool:
    """Whether an entry is found.

    Args:
        search: What is asked for.
        fields: The texts of the entry by field: those of the index for the fields of the record, each version of each
            note, and all names and codes of its committees and companies and of those above them.
    """
    words = {field: [words_of(text) for text in texts] for field, texts in fields.items()}

    def holds(leaf: Leaf) -> bool:
        places = TEXT_FIELDS if leaf.field is None else (leaf.field,)
        return any(stands_in(leaf, text) for place in places for text in words.get(place, ()))

    return is_true(search, holds)


def stands_in(leaf: Leaf, words: Sequence[str]) -> bool:
    """Whether the words of a leaf stand in a text, given as its words."""
    if isinstance(leaf, Phrase):
        return any(_stands_at(leaf, words, place) for place in range(len(words)))
    found = [[place for place in range(len(words)) if _stands_at(phrase, words, place)] for phrase in leaf.phrases]
    return any(_near_ones(leaf, found, last) for places in found for last in places)


def _stands_at(phrase: Phrase, words: Sequence[str], place: int) -> bool:
    own = words[place : place + len(phrase.words)]
    if len(own) < len(phrase.words) or list(own[:-1]) != list(phrase.words[:-1]):
        return False
    return own[-1].startswith(phrase.words[-1]) if phrase.goes_on else own[-1] == phrase.words[-1]


def _near_ones(near: Near, found: Sequence[Sequence[int]], last: int) -> list[range]:
    """For each phrase, which of its places are near enough to the one that begins last; empty if any has none."""
    chosen = []
    for phrase, places in zip(near.phrases, found, strict=True):
        begin = bisect_left(places, last - len(phrase.words) - near.distance)
        end = bisect_right(places, last)
        if begin >= end:
            return []
        chosen.append(range(begin, end))
    return chosen


def has_words(search: Node) -> bool:
    """Whether a search asks for any words, and not only for committees, or for things that are not there."""
    return any(leaf.field not in NAME_FIELDS for leaf in leaves_of(search, wanted=True))


def spans(search: Node | None, text: str, field: Field | None = None) -> list[Span]:
    """Where in a text the words stand that a search asks for, in order, none touching another's characters.

    Args:
        search: What is asked for; None for nothing.
        text: The text.
        field: Which field of an entry it is; leaves that ask for another one are left out.
    """
    scan = Scan(search, text, field)
    while scan.step():
        pass
    return list(scan.found)


class Scan:
    """Looks through a text in short steps, so that a long one holds nobody up.

    Args:
        search: What is asked for; None for nothing.
        text: The text.
        field: Which field of an entry it is.
        chunk: How many code points are looked through in one step.
    """

    def __init__(self, search: Node | None, text: str, field: Field | None = None, *, chunk: int = CHUNK) -> None:
        self._text = text
        self._chunk = chunk
        self._at = 0
        self._passed = 0
        self._found: list[Span] = []
        self._patterns, self._near, self._longest = _patterns(search, field)
        self._near_phrases = dict.fromkeys(phrase for near in self._near for phrase in near.phrases)
        self._numbers: dict[Phrase, list[int]] = {phrase: [] for phrase in self._near_phrases}
        self._places: dict[Phrase, list[Span]] = {phrase: [] for phrase in self._near_phrases}

    @property
    def found(self) -> Sequence[Span]:
        """What was found so far, in order, none touching another's characters."""
        return self._found

    def step(self) -> bool:
        """Look through the next part. Returns whether there is more."""
        text = self._text
        if not (self._patterns or self._near) or self._at >= len(text):
            return False
        end = self._word_end(self._at + self._chunk)
        # A phrase that begins here may end in the next part.
        ahead = end
        for _ in range(self._longest - 1):
            ahead = self._word_end(self._after(ahead))
        folded = fold(text[self._at : ahead])
        found = [span for pattern in self._patterns for span in self._spans(pattern, folded, end)]
        if self._near:
            found += self._near_spans(folded, end)
        self._take(found)
        self._at = end
        return end < len(text)

    def _spans(self, pattern: re.Pattern[str], folded: str, end: int) -> Iterator[Span]:
        for match in pattern.finditer(folded):
            begin = self._at + match.start()
            if begin >= end:
                break
            yield begin, self._at + match.end(1)

    def _near_spans(self, folded: str, end: int) -> Iterator[Span]:
        """The phrases of NEAR of which the last one begins in this part."""
        begins = [match.start() for match in _WORD.finditer(folded, 0, end - self._at)]
        known = {phrase: len(numbers) for phrase, numbers in self._numbers.items()}
        for phrase in self._near_phrases:
            for span in self._spans(_pattern((phrase,)), folded, end):
                self._numbers[phrase].append(self._passed + bisect_left(begins, span[0] - self._at))
                self._places[phrase].append(span)
        self._passed += len(begins)
        for near in self._near:
            numbers = [self._numbers[phrase] for phrase in near.phrases]
            new = {last for phrase in near.phrases for last in self._numbers[phrase][known[phrase] :]}
            for last in sorted(new):
                for phrase, chosen in zip(near.phrases, _near_ones(near, numbers, last), strict=False):
                    yield from (self._places[phrase][place] for place in chosen)

    def _take(self, found: list[Span]) -> None:
        """Add what was found; NEAR may reach back into what is there already."""
        if not found:
            return
        first = min(found)[0]
        while self._found and self._found[-1][1] > first:
            found.append(self._found.pop())
        found.sort()
        for span in found:
            if self._found and span[0] < self._found[-1][1]:
                begin, end = self._found.pop()
                self._found.append((begin, max(end, span[1])))
            else:
                self._found.append(span)

    def _word_end(self, at: int) -> int:
        """The first place from ``at`` on of a character that parts words; an accent belongs to the letter before it."""
        text = self._text
        while at < len(text) and fold(f"a{text[at]}")[1] != BETWEEN:
            at += 1
        return min(at, len(text))

    def _after(self, at: int) -> int:
        """The first place from ``at`` on where a word may begin."""
        text = self._text
        while at < len(text) and fold(text[at]) in {BETWEEN, ACCENT}:
            at += 1
        return at


@lru_cache(maxsize=64)
def _patterns(search: Node | None, field: Field | None) -> tuple[list[re.Pattern[str]], list[Near], int]:
    """What to look for in a field: patterns, what must be near each other, and of how many words the longest is."""
    leaves = [] if search is None else [leaf for leaf in leaves_of(search, wanted=True) if _is_of(leaf, field)]
    phrases = [leaf for leaf in leaves if isinstance(leaf, Phrase)]
    near = [leaf for leaf in leaves if isinstance(leaf, Near)]
    single = tuple(dict.fromkeys(phrase for phrase in phrases if len(phrase.words) == 1))
    groups = ([single] if single else []) + [(phrase,) for phrase in dict.fromkeys(phrases) if len(phrase.words) > 1]
    lengths = [len(phrase.words) for phrase in [*phrases, *(own for leaf in near for own in leaf.phrases)]]
    return [_pattern(group) for group in groups], list(dict.fromkeys(near)), max(lengths, default=1)


def _is_of(leaf: Leaf, field: Field | None) -> bool:
    if leaf.field is None:
        return field not in NAME_FIELDS
    return (field is None and leaf.field not in NAME_FIELDS) or leaf.field is field


@lru_cache(maxsize=256)
def _pattern(phrases: tuple[Phrase, ...]) -> re.Pattern[str]:
    """Finds any of some phrases in a folded text, also where one begins within another: the first group is it all."""
    return re.compile(rf"(?<![^{BETWEEN}])(?=({'|'.join(map(_phrase_pattern, phrases))})(?![^{BETWEEN}]))")


def _phrase_pattern(phrase: Phrase) -> str:
    words = [f"{ACCENT}*".join(map(re.escape, word)) + f"{ACCENT}*" for word in phrase.words]
    if phrase.goes_on:
        words[-1] += f"[^{BETWEEN}]*"
    return f"{BETWEEN}+".join(words)
