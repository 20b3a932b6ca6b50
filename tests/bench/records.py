"""Made-up records for benchmarks: the same ones for the same seed, with word frequencies like those of real text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.kinds import KINDS, Lane
from oversight_viewer.domain.marks import COMMITTEE_CONFIDENTIAL, PUBLIC
from oversight_viewer.domain.records import (
    Answer,
    CommitteeRef,
    CompanyRef,
    Entry,
    EntryId,
    Link,
    Request,
    Source,
)

FIRST_DAY = date(1990, 1, 3)
DAYS = 35 * 365
_SYLLABLES = (
    "ba",
    "cor",
    "den",
    "fi",
    "gal",
    "hu",
    "in",
    "jo",
    "ke",
    "lan",
    "mo",
    "ner",
    "o",
    "pra",
    "ri",
    "sto",
    "tu",
)


def vocabulary(rng: random.Random, size: int) -> list[str]:
    """Words of two to five syllables, each once."""
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 5)))] = None
    return list(words)


class RecordMaker:
    """Makes entries one after the other.

    Args:
        count: How many entries will be made; companies and committees are scaled to it.
        seed: The same seed gives the same entries.
    """

    def __init__(self, count: int, seed: int = 20) -> None:
        self._rng = random.Random(seed)
        self._count = count
        self.words = vocabulary(self._rng, 30_000)
        # Zipf's law: the n-th word is n times as rare as the first.
        self._word_weights = list(accumulate(1 / place for place in range(1, len(self.words) + 1)))
        committees = min(250, max(4, count // 100))
        self.committees = [f"Q{place:03d}" for place in range(committees)]
        self.companies = [f"Company {place}" for place in range(min(8_000, max(8, count // 20)))]
        self._company_weights = list(accumulate(1 / place for place in range(1, len(self.companies) + 1)))

    def _text(self, length: int) -> str:
        return " ".join(self._rng.choices(self.words, cum_weights=self._word_weights, k=length))

    def _company(self) -> CompanyRef:
        place = self._rng.choices(range(len(self.companies)), cum_weights=self._company_weights)[0]
        # Every fifth company is a subsidiary of the one at the head of its five.
        parent = place - place % 5
        extra = {"parent": self.companies[parent]} if place % 5 == 4 else {}  # noqa: RUF100
        return CompanyRef(self.companies[place], "subject", None, dict(extra))

    def _committee(self) -> CommitteeRef:
        place = self._rng.randrange(len(self.committees))
        code = self.committees[place]
        if place % 3 == 2:
            return CommitteeRef(f"{code}01", f"Subcommittee {place}", {"parent": code})
        return CommitteeRef(code, f"Committee {place}")

    def entries(self) -> Iterator[Entry]:
        """All of them, in no order of date."""
        rng = self._rng
        for place in range(self._count):
            lane = rng.choices(tuple(Lane), (6, 1, 3))[0]
            day = PartialDate.of_day(FIRST_DAY + timedelta(days=rng.randrange(DAYS)))
            earlier = EntryId(f"bench-{rng.randrange(place)}") if place and rng.random() < 0.3 else None
            asks = lane is Lane.ACTION and rng.random() < 0.1
            yield Entry(
                id=EntryId(f"bench-{place}"),
                lane=lane,
                kind=rng.choice(KINDS[lane]),
                title=self._text(7),
                mark=COMMITTEE_CONFIDENTIAL if lane is Lane.MEETING else PUBLIC,
                date=None if rng.random() < 0.001 else day,
                committees=(self._committee(),),
                companies=tuple({ref.name: ref for ref in (self._company(), self._company())}.values()),
                body=self._text(120),
                requests=tuple(Request(number, self._text(8), day) for number in range(1, 4)) if asks else (),
                answers=(Answer(earlier, 1, "partial", ""),) if earlier and lane is Lane.RESPONSE else (),
                links=(Link("related", earlier),) if earlier else (),
                sources=(Source(title=self._text(5)),),
            )
