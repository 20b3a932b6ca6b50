"""The SQL of a filter means what ``RecordFilter.matches`` says, on records made at random."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.cards import BlockCount, Card
from oversight_viewer.domain.dates import DatePoint
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import STATES, UNDATED, Choice, EntryFacts, Facet, RecordFilter, year_of
from oversight_viewer.domain.keys import block_of_date, lane_of_key
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.domain.marks import DEFAULT_MARKS
from oversight_viewer.domain.records import Answer, CommitteeRef, CompanyRef, Entry, EntryId, Person, Request
from oversight_viewer.storage.check import check_library
from oversight_viewer.storage.library import Library
from tests.storage.helpers import PlainNames, facts_of, make_library, notes_of, opened, save
from tests.strategies import entries, partial_dates

COMMITTEES = {"B": "A", "C": "A", "D": "B", "E": "E", "F": "nobody"}  # E stands above itself; nobody knows "nobody"
COMPANIES = {"Small": "Middle", "Middle": "Large", "Round": "Trip", "Trip": "Round"}
COMMITTEE_KEYS = ["A", "B", "C", "D", "E", "F", "G"]
COMPANY_NAMES = ["Small", "Middle", "Large", "Round", "Trip", "Other"]
INQUIRIES = ["I", "II", ""]
TAGS = ["x", "y", "Z z"]
PEOPLE = ["Ada Example", "Bo Example", "Ada  Example!"]
CONGRESSES = [117, 118, -1]
YEARS = ["1", "2020", "2021", "9999", UNDATED]
KINDS = ["something", "something else"]
DAYS = [date(2020, 1, 1), date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 15), date(2020, 12, 31), date(2021, 3, 1)]
FAR = [date.min, date(2019, 12, 31), date.max]


@st.composite
def _few_points(draw: st.DrawFn) -> DatePoint:
    day = draw(st.sampled_from([*DAYS, date.min, date.max]))
    precision = draw(st.integers(0, 2))
    return DatePoint(day.year, day.month if precision else None, day.day if precision == 2 else None)


def _some(values: list[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most).map(tuple)


IDS = [*(f"id-{number}" for number in range(6)), "id\0", "id"]
REQUESTS = st.builds(Request, st.sampled_from([1, "1a"]), due=st.none() | partial_dates(_few_points()))
ANSWERS = st.builds(
    Answer,
    st.sampled_from(IDS).map(EntryId),
    st.sampled_from([1, "1", "1a", "7"]),
    st.sampled_from(["full", "full", "partial", "refused"]),
)

SMALL_ENTRIES = st.builds(
    lambda entry, kind: replace(entry, kind=kind),
    entries(
        id=st.sampled_from(IDS),
        title=st.sampled_from(["One", "Two words", "Three"]),
        date=st.none() | partial_dates(_few_points()),
        committees=_some(COMMITTEE_KEYS).map(lambda keys: tuple(CommitteeRef(code=key) for key in keys)),
        companies=_some(COMPANY_NAMES).map(lambda names: tuple(CompanyRef(name) for name in names)),
        inquiry=st.none() | st.sampled_from(INQUIRIES),
        mark=st.sampled_from([mark.code for mark in DEFAULT_MARKS]),
        tags=_some(TAGS),
        people=_some(PEOPLE).map(lambda names: tuple(Person(name) for name in names)),
        congress=st.none() | st.sampled_from(CONGRESSES),
        requests=st.lists(REQUESTS, max_size=2, unique_by=lambda request: str(request.number)).map(tuple),
        answers=st.lists(ANSWERS, max_size=3).map(tuple),
        **{name: st.just(()) for name in ("links", "bates", "privilege_log", "sources", "attachments")},
        extra=st.just({}),
        identifiers=st.just({}),
        body=st.none(),
        summary=st.none(),
    ),
    st.sampled_from(KINDS),
)  # fmt: skip


def _choice(values: list[str]) -> st.SearchStrategy[Choice]:
    some = _some([*values, "unheard of"], 2)
    return st.builds(Choice, some) | st.builds(Choice, some, some)


_ASKED: dict[str, st.SearchStrategy[Any]] = {
    "text": st.sampled_from(["two", "thr"]),
    "committees": _choice([*COMMITTEE_KEYS, "nobody"]),
    "companies": _choice(COMPANY_NAMES),
    "inquiries": _choice(INQUIRIES),
    "kinds": _choice(KINDS),
    "lanes": _choice([lane.value for lane in LANES]),
    "marks": _choice([mark.code for mark in DEFAULT_MARKS]),
    "tags": _choice([*TAGS, "only in notes"]),
    "people": _choice(PEOPLE),
    "congresses": _choice([str(number) for number in CONGRESSES]),
    "years": _choice(YEARS),
    "since": st.sampled_from(DAYS + FAR),
    "until": st.sampled_from(DAYS + FAR),
    **{state: st.booleans() for state in STATES},
}


@st.composite
def _filters(draw: st.DrawFn) -> RecordFilter:
    """Filters that mostly ask for one thing or two: those that ask for more find nothing in a small record."""
    names = st.lists(st.sampled_from(sorted(_ASKED)), max_size=2, unique=True) | st.permutations(sorted(_ASKED))
    asked = {name: draw(_ASKED[name]) for name in draw(names)}
    return RecordFilter(**asked, subcommittees=draw(st.booleans()), subsidiaries=draw(st.booleans()))


FILTERS = _filters()
NOTES = st.builds(
    lambda *notes: {entry: own for one in notes for entry, own in one.items()},
    *[
        st.just({})
        | st.builds(
            notes_of,
            st.sampled_from(["id-0", "id-1", "id-2", "id-3", "id\0", "id", "not here"]),
            note=st.none() | st.just("A note"),
            note_tags=_some([*TAGS, "only in notes"], 1),
            tags=_some([*TAGS, "only in notes"], 1),
            flagged=st.booleans(),
        )
        for _ in range(3)
    ],
)
RECORDS = st.lists(SMALL_ENTRIES, max_size=8, unique_by=lambda entry: entry.id)


@dataclass(frozen=True)
class Case:
    """A library, what is in it, and the plain meaning of filters over it."""

    library: Library
    entries: list[Entry]
    notes: Mapping[EntryId, EntryNotes]
    facts: dict[EntryId, EntryFacts]
    directory: Directory

    def meant(self, wanted: RecordFilter) -> list[EntryId]:
        with_text = [entry for entry in self.entries if wanted.text in entry.title.lower()]
        return [entry.id for entry in with_text if wanted.matches(self.facts[entry.id], self.directory)]


@contextmanager
def case(
    records: list[Entry], notes: Mapping[EntryId, EntryNotes], earlier: Iterable[Entry] = (), *, prepared: bool = False
) -> Iterator[Case]:
    """A library with a record that was saved over an earlier one, if there was one.

    Args:
        records: The record.
        notes: What the notebook says.
        earlier: Entries that were there before; those that the record has too were revised by it.
        prepared: Whether everything is counted in memory, not only what SQL would take too long for.
    """
    with tempfile.TemporaryDirectory() as folder:
        names = PlainNames(COMMITTEES, COMPANIES)
        path = make_library(Path(folder) / "a.oversight", earlier, names)
        save(path, records, names)
        records = list({entry.id: entry for entry in [*earlier, *records]}.values())
        with opened(path) as library:
            if prepared:
                library.prepare()
            facts = {entry.id: facts_of(entry, names, notes, records) for entry in records}
            yield Case(library, records, notes, facts, library.directory())


@settings(max_examples=80, deadline=None)
@given(RECORDS, NOTES, st.lists(FILTERS, min_size=1, max_size=6), st.just([]) | RECORDS, st.booleans())
def test_lists_counts_and_histogram_give_what_the_filter_means(
    records: list[Entry],
    notes: dict[EntryId, EntryNotes],
    filters: list[RecordFilter],
    earlier: list[Entry],
    prepared: bool,
) -> None:
    with case(records, notes, earlier, prepared=prepared) as now:
        for wanted in filters:
            meant = now.meant(wanted)
            cards = now.library.cards(wanted, notes, limit=100)
            assert sorted(card.id for card in cards) == sorted(meant)
            assert [card.key for card in cards] == sorted((card.key for card in cards), reverse=True)
            assert now.library.count(wanted, notes) == len(meant)
            assert [entry.id for entry in now.library.entries(wanted, notes)] == [card.id for card in cards]

            places = Counter((block_of_date(card.date), card.lane) for card in cards)
            expected = [
                BlockCount(block, lane, number)
                for (block, lane), number in sorted(places.items(), key=lambda item: (item[0][0], item[0][1].number))
            ]
            assert now.library.histogram(wanted, notes) == expected

            for lane in LANES:
                of_lane = now.library.cards(wanted, notes, limit=100, lane=lane)
                assert of_lane == [card for card in cards if card.lane is lane]


@settings(max_examples=40, deadline=None)
@given(RECORDS, NOTES, st.lists(FILTERS, min_size=1, max_size=4), st.just([]) | RECORDS)
def test_facet_counts_are_what_each_value_alone_would_give(
    records: list[Entry], notes: dict[EntryId, EntryNotes], filters: list[RecordFilter], earlier: list[Entry]
) -> None:
    with case(records, notes, earlier) as now:
        for wanted in [*filters, RecordFilter(), RecordFilter(subcommittees=False, subsidiaries=False)]:
            facets = now.library.facets(wanted, notes)
            for facet in Facet:
                for value, number in facets.counts[facet].items():
                    alone = wanted.with_choice(facet, Choice((value,)))
                    assert number == len(now.meant(alone)), (facet, value)
            assert set(facets.counts[Facet.COMMITTEE]) >= set(now.directory.committees)
            assert set(facets.counts[Facet.COMPANY]) >= set(now.directory.companies)
            for facet, values in {
                Facet.INQUIRY: {entry.inquiry for entry in now.entries} - {None},
                Facet.PERSON: {person.name for entry in now.entries for person in entry.people},
                Facet.CONGRESS: {str(entry.congress) for entry in now.entries} - {"None"},
                Facet.YEAR: {year_of(entry.date) for entry in now.entries},
            }.items():
                assert set(facets.counts[facet]) == values
            assert set(facets.counts[Facet.TAG]) >= {tag for entry in now.entries for tag in entry.tags}
            for state in STATES:
                assert getattr(facets, state) == len(now.meant(replace(wanted, **{state: True}))), state
        # Answers that lead nowhere are drawn too.
        assert [item for item in check_library(now.library.path) if "answers request" not in item.problem] == []


@settings(max_examples=40, deadline=None)
@given(RECORDS, FILTERS, st.integers(1, 4))
def test_paging_by_key_gives_each_entry_once(records: list[Entry], wanted: RecordFilter, size: int) -> None:
    with case(records, {}) as now:
        paged: list[Card] = []
        high = None
        while page := now.library.cards(wanted, {}, high=high, limit=size):
            assert len(page) <= size
            paged += page
            high = page[-1].key
        assert paged == now.library.cards(wanted, {}, limit=100)
        assert all(lane_of_key(card.key) is card.lane for card in paged)


@settings(max_examples=40, deadline=None)
@given(RECORDS, FILTERS, st.integers(0, 12), st.data())
def test_oldest_first_puts_what_has_no_date_last(
    records: list[Entry], wanted: RecordFilter, limit: int, data: st.DataObject
) -> None:
    with case(records, {}) as now:
        newest_first = now.library.cards(wanted, {}, limit=100)
        oldest_first = sorted(newest_first, key=lambda card: (card.date is None, card.key))
        assert now.library.cards(wanted, {}, limit=limit, newest_first=False) == oldest_first[:limit]

        bounds = st.none() | st.sampled_from([0, 1 << 28, *(card.key for card in newest_first)])
        low, high = data.draw(bounds), data.draw(bounds)
        window = [
            card for card in oldest_first if (low is None or card.key >= low) and (high is None or card.key < high)
        ]
        assert now.library.cards(wanted, {}, low=low, high=high, limit=100, newest_first=False) == window
