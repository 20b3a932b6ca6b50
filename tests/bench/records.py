"""Made-up records for benchmarks: the same ones for the same seed, with word frequencies like those of real text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from oversight_viewer.domain.dates import DatePoint, PartialDate
from oversight_viewer.domain.kinds import KINDS, Lane
from oversight_viewer.domain.records import (
    Answer,
    Attachment,
    CommitteeRef,
    CompanyRef,
    Entry,
    EntryId,
    Link,
    Person,
    Request,
    Source,
)
from oversight_viewer.domain.requests import GIVEN_STATUSES
from tests.bench.world import World

MAKER_VERSION = 1
"""Raised when other records are made for the same size and seed, so that libraries kept from earlier are built anew."""

FIRST_DAY = date(1990, 1, 3)
DAYS = 35 * 365
_LAST_ORDINAL = FIRST_DAY.toordinal() + DAYS - 1
_ANSWERED_PARTS = {Lane.ACTION: 0.15, Lane.MEETING: 0.5, Lane.RESPONSE: 0.8}
_RELATIONS = {Lane.ACTION: "related", Lane.MEETING: "related", Lane.RESPONSE: "responds_to"}
_MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class _Matter:
    """What an entry is about, and those that follow from it with it."""

    committees: tuple[CommitteeRef, ...]
    companies: tuple[CompanyRef, ...]
    inquiry: str | None


@dataclass(frozen=True, slots=True)
class _Action:
    """What is remembered of an action, for what follows from it."""

    id: EntryId
    day: int
    matter: _Matter
    requests: int


class RecordMaker:
    """Makes entries one after the other, of about 1 kB each.

    Args:
        count: How many there are; committees and companies are scaled to it.
        seed: The same seed gives the same entries.
    """

    def __init__(self, count: int, seed: int = 20) -> None:
        self.count = count
        self._seed = seed
        self.world = World(count, seed)

    @property
    def label(self) -> str:
        """Tells these entries from others, in the name of a file."""
        return f"made{MAKER_VERSION}-seed{self._seed}-{self.count}"

    def entries(self) -> Iterator[Entry]:
        """All of them, in no order of date; again the same ones."""
        return self._make(self.count, "bench")

    def more(self, count: int) -> Iterator[Entry]:
        """Other entries of the same world, which could come in a later import."""
        return self._make(count, "later")

    def _make(self, count: int, name: str) -> Iterator[Entry]:
        maker = _Maker(self.world, random.Random(f"{name} {self._seed}"), name)
        return (maker.entry(place) for place in range(count))


class _Maker:
    """Makes one run of entries."""

    def __init__(self, world: World, rng: random.Random, prefix: str) -> None:
        self._world = world
        self._rng = rng
        self._prefix = prefix
        self._actions: list[_Action] = []

    def entry(self, place: int) -> Entry:
        rng, world = self._rng, self._world
        lane = rng.choices(tuple(Lane), (6, 1, 3))[0]
        follows = rng.choice(self._actions) if self._actions and rng.random() < _ANSWERED_PARTS[lane] else None
        matter = self._matter() if follows is None else follows.matter
        day = self._day() if follows is None else min(follows.day + int(rng.lognormvariate(3.2, 0.9)), _LAST_ORDINAL)
        asked = rng.randint(1, 12) if lane is Lane.ACTION and rng.random() < 0.1 else 0
        sentences = int(min(max(rng.lognormvariate(1.9, 0.7), 1), 150))
        entry = Entry(
            id=EntryId(f"{self._prefix}-{place}"),
            lane=lane,
            kind=rng.choice(KINDS[lane]),
            title=self._text(1)[:-1],
            mark=world.marks[lane].draw(rng)[0],
            date=self._date(day),
            committees=matter.committees,
            companies=matter.companies,
            inquiry=matter.inquiry,
            people=tuple(Person(name, "witness") for name in self._drawn(world.people.draw(rng, rng.randrange(4)))),
            summary=self._text(2) if rng.random() < 0.1 else None,
            body=self._text(sentences),
            format=rng.choice(("markdown", "plain")),
            requests=self._requests(asked, day),
            answers=self._answers(follows) if follows is not None and lane is Lane.RESPONSE else (),
            links=self._links(lane, follows),
            identifiers={"docket": f"{rng.randrange(100_000, 100_000_000)}"} if rng.random() < 0.5 else {},
            congress=(date.fromordinal(day).year - 1789) // 2 + 1,
            chamber=rng.choice(("house", "senate")) if lane is Lane.ACTION else None,
            sources=(Source(title=self._text(1)[:-1], date=str(date.fromordinal(day))),),
            attachments=(Attachment(f"files/{place}.pdf"),) if rng.random() < 0.03 else (),
            tags=tuple(self._drawn(world.tags.draw(rng, rng.randint(1, 3)))) if rng.random() < 0.3 else (),
            extra={"respondent_mark": "Business confidential"} if lane is Lane.RESPONSE and rng.random() < 0.05 else {},
        )
        if lane is Lane.ACTION:
            self._remember(_Action(entry.id, day, matter, asked))
        return entry

    def _remember(self, action: _Action) -> None:
        if len(self._actions) < _MOST_REMEMBERED:
            self._actions.append(action)
        else:
            self._actions[self._rng.randrange(_MOST_REMEMBERED)] = action

    def _matter(self) -> _Matter:
        rng, world = self._rng, self._world
        companies = {ref.name: ref for ref in world.companies.draw(rng, rng.choice((0, 1, 1, 2, 2, 3)))}
        inquiry = world.inquiries.draw(rng)[0] if rng.random() < 0.5 else None
        return _Matter(tuple(world.committees.draw(rng)), tuple(companies.values()), inquiry)

    def _day(self) -> int:
        """A day, the later years with more entries, and few at weekends."""
        day = FIRST_DAY.toordinal() + int(self._rng.random() ** 0.7 * DAYS)
        after_friday = (day - 1) % 7 - 4
        return day - after_friday if after_friday > 0 and self._rng.random() < 0.9 else day

    def _date(self, ordinal: int) -> PartialDate | None:
        chance, day = self._rng.random(), date.fromordinal(ordinal)
        if chance < 0.002:
            return None
        if chance < 0.012:
            return PartialDate(DatePoint(day.year, day.month))
        if chance < 0.016:
            return PartialDate(DatePoint(day.year))
        if chance < 0.018:
            end = day + timedelta(days=3)
            return PartialDate(DatePoint(day.year, day.month, day.day), DatePoint(end.year, end.month, end.day))
        return PartialDate.of_day(day)

    def _text(self, sentences: int) -> str:
        """Sentences, in paragraphs of five."""
        drawn = self._rng.choices(self._world.sentences, k=sentences)
        return "\n\n".join(" ".join(drawn[start : start + 5]) for start in range(0, sentences, 5))

    def _drawn(self, values: list[str]) -> list[str]:
        return list(dict.fromkeys(values))

    def _requests(self, count: int, day: int) -> tuple[Request, ...]:
        due = PartialDate.of_day(date.fromordinal(day + self._rng.choice((14, 21, 30))))
        return tuple(Request(number, self._text(1), due) for number in range(1, count + 1))

    def _answers(self, action: _Action) -> tuple[Answer, ...]:
        statuses = self._rng.choices(GIVEN_STATUSES, (5, 3, 2, 1, 1), k=action.requests)
        numbered = enumerate(statuses, start=1)
        return tuple(
            Answer(action.id, number, status.value, self._text(1))
            for number, status in numbered
            if self._rng.random() < 0.8
        )

    def _links(self, lane: Lane, follows: _Action | None) -> tuple[Link, ...]:
        links = [] if follows is None else [Link(_RELATIONS[lane], follows.id)]
        if self._actions and self._rng.random() < 0.1:
            links.append(Link("related", self._rng.choice(self._actions).id))
        return tuple({link.to: link for link in links}.values())
