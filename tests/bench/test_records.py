"""The made-up record: the same for the same seed, and of the make that a benchmark needs."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json
from oversight_viewer.domain.filters import Facet, RecordFilter
from oversight_viewer.domain.kinds import KINDS, Lane
from oversight_viewer.domain.records import Entry
from oversight_viewer.storage.library import Library
from tests.bench.data import make
from tests.bench.records import RecordMaker
from tests.bench.world import COMMITTEES, COMPANIES, World

SIZE, COUNT = 4_000, 600


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    """The first of a larger record: so they have its committees, companies and words."""
    return list(islice(RecordMaker(SIZE).entries(), COUNT))


def test_the_same_seed_gives_the_same_entries(entries: list[Entry]) -> None:
    maker = RecordMaker(SIZE)
    assert list(islice(maker.entries(), COUNT)) == list(islice(maker.entries(), COUNT)) == entries
    assert list(islice(RecordMaker(SIZE, seed=21).entries(), 5)) != entries[:5]
    assert len(list(RecordMaker(50).entries())) == 50


def test_later_entries_are_others(entries: list[Entry]) -> None:
    later = list(RecordMaker(SIZE).more(50))
    assert len(later) == 50
    assert not {entry.id for entry in later} & {entry.id for entry in entries}
    assert {ref.name for entry in later for ref in entry.companies} <= {
        ref.name for ref in RecordMaker(SIZE).world.companies.items
    }


def test_entries_keep_the_rules_of_the_format(entries: list[Entry]) -> None:
    for entry in entries:
        assert entry_from_json(entry_to_json(entry)) == entry
        assert entry.kind in KINDS[entry.lane]


def test_links_and_answers_lead_to_earlier_actions(entries: list[Entry]) -> None:
    actions: dict[str, set[str]] = {}
    for entry in entries:
        assert all(link.to in actions for link in entry.links)
        for answer in entry.answers:
            assert str(answer.request) in actions[answer.to]
        if entry.lane is Lane.ACTION:
            actions[entry.id] = {str(request.number) for request in entry.requests}
    assert sum(bool(entry.links) for entry in entries) > COUNT / 10
    assert any(entry.answers for entry in entries)


def test_it_has_every_kind_of_value(entries: list[Entry]) -> None:
    lanes = Counter(entry.lane for entry in entries)
    assert lanes[Lane.ACTION] > lanes[Lane.RESPONSE] > lanes[Lane.MEETING] > 0
    assert COUNT * 0.3 < sum(entry.inquiry is None for entry in entries) < COUNT * 0.7
    assert len({entry.mark for entry in entries}) >= 3
    assert any(entry.tags for entry in entries)
    assert any(entry.people for entry in entries)
    assert any(entry.date is None for entry in RecordMaker(SIZE).entries())
    years = {entry.date.first_day.year: entry.congress for entry in entries if entry.date}
    assert all(congress == (year - 1789) // 2 + 1 for year, congress in years.items())
    assert max(years) - min(years) >= 33


def test_words_and_companies_have_a_long_tail(entries: list[Entry]) -> None:
    words = Counter(word for entry in entries for word in set((entry.body or "").lower().split()))
    ordered = [count for _, count in words.most_common()]
    assert ordered[0] > len(entries) * 0.6
    assert sum(count <= 3 for count in ordered) > len(ordered) / 3
    companies = Counter(ref.name for entry in entries for ref in entry.companies).most_common()
    assert companies[0][1] > 5 * companies[-1][1]


def test_a_million_entries_have_the_committees_and_companies_of_the_plan() -> None:
    world = World(1_000_000, 20)
    committees = world.committees.items
    above = {ref.extra["parent"] for ref in committees if "parent" in ref.extra}
    assert sum("parent" not in ref.extra for ref in committees) == COMMITTEES
    assert above <= {ref.code for ref in committees if "parent" not in ref.extra}
    assert len(above) > COMMITTEES / 2
    names = [ref.name for ref in world.companies.items]
    assert len(set(names)) == len(names) == COMPANIES
    assert sum("parent" in ref.extra for ref in world.companies.items) > COMPANIES / 5


def test_a_library_takes_all_of_it(tmp_path: Path, entries: list[Entry]) -> None:
    path = tmp_path / "made.oversight"
    make(path, entries)
    library = Library.open(path)
    try:
        assert library.info().total == COUNT
        counts = library.facets(RecordFilter(), {}).counts
        directory = library.directory()
    finally:
        library.close()
    assert sum(counts[Facet.LANE].values()) == COUNT
    assert any(committee.parent for committee in directory.committees.values())
    assert any(company.parent for company in directory.companies.values())
