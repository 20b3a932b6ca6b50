"""The made-up world in which the records of a benchmark happen: its words, committees, companies and inquiries."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, count
from typing import Generic, TypeVar

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import COMMITTEE_CONFIDENTIAL, EXECUTIVE_SESSION, MEMBERS_ONLY, PUBLIC
from oversight_viewer.domain.records import CommitteeRef, CompanyRef

T = TypeVar("T")

COMMITTEES, COMPANIES, INQUIRIES, TAGS, PEOPLE = 250, 8_000, 300, 200, 3_000
WORDS, SENTENCES = 60_000, 200_000
_WORDS_IN_SENTENCE = 12
_BEND = 2_000
_SYLLABLES = (
    "ba", "cor", "den", "e", "fi", "gal", "hu", "in", "jo", "ke", "lan", "mo", "ner", "o", "pra", "qui", "ri", "sto",
    "tu", "u", "ver", "wa", "yl", "za",
)  # fmt: skip


class Weighted(Generic[T]):
    """Things that are drawn with unequal chances.

    Args:
        items: The things.
        weights: For each, how often it is drawn compared with the others.
    """

    def __init__(self, items: Sequence[T], weights: Iterator[float]) -> None:
        self.items = items
        self._weights = list(accumulate(weight for _, weight in zip(items, weights, strict=False)))

    def draw(self, rng: random.Random, count: int = 1) -> list[T]:
        """Some of them, one by one: the same may come twice."""
        return rng.choices(self.items, cum_weights=self._weights, k=count)


def long_tail(offset: float = 1.0) -> Iterator[float]:
    """Zipf's law: the n-th is n times as rare as the first; a higher ``offset`` brings the first ones closer."""
    return (1 / place for place in count(offset))


def word_weights() -> Iterator[float]:
    """How often words occur in English: by Zipf's law and, from about the 2,000th on, more rarely than that.

    The first word is one in 19 of all, the hundredth one in 1,000: as in press releases of members of Congress.
    """
    for place in count(1):
        yield (1 / (place + 1.5)) * min(1.0, (_BEND / place) ** 0.5)


def vocabulary(rng: random.Random, size: int) -> list[str]:
    """Words of one to four syllables, each once; the frequent ones, which come first, are short."""
    words: dict[str, None] = {}
    while len(words) < size:
        syllables = rng.choice((1, 2, 2) if len(words) < 200 else (2, 3, 3, 4))
        words["".join(rng.choice(_SYLLABLES) for _ in range(syllables))] = None
    return list(words)


def _committees(number: int, rng: random.Random) -> Weighted[CommitteeRef]:
    """Committees with none to six subcommittees each; about half of what they do, subcommittees do."""
    refs: list[CommitteeRef] = []
    weights: list[float] = []
    for place, weight in zip(range(number), long_tail(4), strict=False):
        code, chamber = f"Q{place:03d}", rng.choice(("house", "senate"))
        below = rng.choice((0, 0, 2, 4, 5, 6))
        refs.append(CommitteeRef(code, f"Committee {place}", {"chamber": chamber}))
        weights.append(weight if not below else weight / 2)
        for part in range(1, below + 1):
            refs.append(CommitteeRef(f"{code}{part:02d}", f"Subcommittee {part} of {place}", {"parent": code}))
            weights.append(weight / 2 / below)
    return Weighted(refs, iter(weights))


def _companies(number: int, words: Sequence[str], rng: random.Random) -> Weighted[CompanyRef]:
    """Companies, every fourth of them owned by a larger one; of those again some own others."""
    names = [f"{rng.choice(words).title()} {rng.choice(words).title()} Co. {place}" for place in range(number)]
    refs = [CompanyRef(names[0])]
    for place in range(1, number):
        owned = rng.random() < 0.25
        parent = names[int(min(place, 400) * rng.random() ** 2)] if owned else None
        refs.append(CompanyRef(names[place], extra={"parent": parent} if parent else {}))
    return Weighted(refs, long_tail(2))


class World:
    """What all records of a size and seed share.

    Args:
        size: For how many entries it is; small records have few committees, companies and words.
        seed: The same seed gives the same world.
    """

    def __init__(self, size: int, seed: int) -> None:
        rng = random.Random(f"world {seed}")
        words = vocabulary(rng, min(WORDS, max(3_000, size)))
        self._size, self._seed, self._words = size, seed, words
        self.committees = _committees(min(COMMITTEES, max(4, size // 100)), rng)
        self.companies = _companies(min(COMPANIES, max(8, size // 20)), words[500:], rng)
        inquiries = [f"{words[300 + place].title()} {words[900 + place]}" for place in range(INQUIRIES)]
        self.inquiries = Weighted(inquiries[: max(4, size // 50)], long_tail(3))
        self.tags = Weighted(words[2_000 : 2_000 + TAGS], long_tail())
        self.people = Weighted([f"Person {place}" for place in range(min(PEOPLE, max(10, size // 20)))], long_tail(8))
        self.marks = {
            Lane.ACTION: Weighted((PUBLIC, COMMITTEE_CONFIDENTIAL), iter((97, 3))),
            Lane.MEETING: Weighted(
                (COMMITTEE_CONFIDENTIAL, EXECUTIVE_SESSION, PUBLIC, MEMBERS_ONLY), iter((70, 20, 8, 2))
            ),
            Lane.RESPONSE: Weighted((PUBLIC, COMMITTEE_CONFIDENTIAL), iter((85, 15))),
        }

    @cached_property
    def sentences(self) -> list[str]:
        """Of what texts are put together, for drawing a million texts word by word takes a quarter of an hour."""
        rng = random.Random(f"sentences {self._seed}")
        number = min(SENTENCES, max(1_000, self._size))
        drawn = Weighted(self._words, word_weights()).draw(rng, number * _WORDS_IN_SENTENCE)
        starts = range(0, len(drawn), _WORDS_IN_SENTENCE)
        return [" ".join(drawn[start : start + _WORDS_IN_SENTENCE]).capitalize() + "." for start in starts]
