"""The best matches of a search."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.storage.library import Library
from tests.storage.helpers import an_entry, make_library, notes_of, opened

FILLING = "Many other words stand here, and none of them is asked for. " * 3
RECORD = [
    an_entry("body", date="2024-06-01", title="One", body=f"{FILLING} crane"),
    an_entry("title", date="2020-01-01", title="The crane", body=FILLING),
    an_entry("summary", date="2021-01-01", title="Two", summary="A crane", body=FILLING),
    an_entry("name", date="2022-01-01", title="Three", people=[{"name": "Crane"}], body=FILLING),
    an_entry("often", date="2019-01-01", title="Crane, crane", summary="crane", body="crane " * 30),
    an_entry("noted", date="2001-01-01", title="Four", body=FILLING),
    an_entry("meeting", date="2024-06-01", title="Meeting about a crane", lane="meeting"),
    an_entry("older", date="2018-06-01", title="One", body=f"{FILLING} crane"),
    an_entry("nothing", date="2024-06-01", title="Five"),
]
NOTES = notes_of("noted", note="ask about the crane", tags=["mine"])


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with opened(make_library(tmp_path_factory.mktemp("rank") / "a.oversight", RECORD)) as found:
        yield found


def ranked(library: Library, wanted: RecordFilter, limit: int = 100, lane: Lane = Lane.ACTION) -> list[str]:
    keys = library.ranked(wanted, NOTES, limit)[lane]
    cards = library.cards_by_key(keys)
    return [cards[key].id for key in keys]


def test_a_word_in_the_title_counts_more_than_one_in_the_text(library: Library) -> None:
    best_first = ["noted", "often", "title", "summary", "name", "body", "older"]
    assert ranked(library, RecordFilter(text="crane")) == best_first
    assert ranked(library, RecordFilter(text="crane"), lane=Lane.MEETING) == ["meeting"]
    assert ranked(library, RecordFilter(text="crane"), limit=3) == best_first[:3]
    assert ranked(library, RecordFilter(text="crane"), limit=0) == []


def test_the_rest_of_the_filter_is_obeyed(library: Library) -> None:
    assert ranked(library, RecordFilter(text="crane", tags=Choice(("mine",)))) == ["noted"]
    assert ranked(library, RecordFilter(text="crane -title:crane")) == ["noted", "summary", "name", "body", "older"]
    assert ranked(library, RecordFilter(text="crane", has_notes=False), limit=1) == ["often"]


def test_without_a_text_the_newest_are_the_best(library: Library) -> None:
    newest = [card.id for card in library.cards(RecordFilter(), NOTES, limit=100, lane=Lane.ACTION)]
    assert ranked(library, RecordFilter()) == newest
    assert ranked(library, RecordFilter(text="😀"), limit=2) == newest[:2]


def test_among_equals_the_newest_come_first(library: Library) -> None:
    by_date = ["body", "older"]
    assert [entry for entry in ranked(library, RecordFilter(text="crane")) if entry in by_date] == by_date
    assert ranked(library, RecordFilter(text="-crane")) == ["nothing"]
