"""Copies of a real record: as many as are wanted, apart from one another, each with its links inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from oversight_viewer.domain.dates import Precision
from oversight_viewer.domain.records import Answer, Entry, EntryId, Link
from oversight_viewer.importing.interchange import write_jsonl
from tests.bench.records import RecordMaker
from tests.bench.resample import Resampler

SIZE = 60

Copies = Callable[[int], Resampler]


@pytest.fixture(scope="module")
def original() -> list[Entry]:
    entries = list(RecordMaker(SIZE).entries())
    away = (Link("related", EntryId("elsewhere")),)
    answer = (Answer(EntryId("elsewhere"), 1, "full"),)
    # The first entries lead to the last ones, which a small copy does not have, and out of the record.
    entries[0] = replace(entries[0], links=(Link("related", entries[-1].id), *away), answers=answer)
    return entries


@pytest.fixture
def copies(tmp_path: Path, original: list[Entry]) -> Copies:
    path = tmp_path / "record.jsonl.gz"
    write_jsonl(original, path)
    return lambda count: Resampler(path, count)


@pytest.mark.parametrize("count", [0, 1, 25, SIZE, SIZE + 1, 3 * SIZE, 3 * SIZE + 17])
def test_there_are_as_many_as_are_wanted_and_none_twice(copies: Copies, count: int) -> None:
    entries = list(copies(count).entries())
    assert len(entries) == count
    assert len({entry.id for entry in entries}) == count


@pytest.mark.parametrize("count", [25, SIZE, 3 * SIZE + 17])
def test_links_and_answers_stay_inside_their_copy(copies: Copies, count: int) -> None:
    entries = list(copies(count).entries())
    ids = {entry.id for entry in entries}
    targets = [(entry.id, link.to) for entry in entries for link in entry.links]
    targets += [(entry.id, answer.to) for entry in entries for answer in entry.answers]
    assert targets
    for source, target in targets:
        assert target in ids
        assert source.partition("~")[2] == target.partition("~")[2]


def test_nothing_else_is_left_out(copies: Copies, original: list[Entry]) -> None:
    first, second = list(copies(2 * SIZE).entries())[:SIZE], list(copies(2 * SIZE).entries())[SIZE:]
    whole = replace(original[0], links=original[0].links[:1], answers=())
    assert first == [whole, *original[1:]]
    for before, after in zip(first, second, strict=True):
        assert (after.title, after.body, after.companies) == (before.title, before.body, before.companies)
        assert [link.rel for link in after.links] == [link.rel for link in before.links]


def test_days_are_shifted_together_and_less_exact_dates_stay(copies: Copies, original: list[Entry]) -> None:
    copied = list(copies(2 * SIZE).entries())[SIZE:]
    shifts = set()
    for before, after in zip(original, copied, strict=True):
        if before.date is None or before.date.precision is not Precision.DAY:
            assert after.date == before.date
        else:
            assert after.date is not None
            shifts.add((after.date.first_day - before.date.first_day).days)
    assert len(shifts) > 1
    assert max(shifts) - min(shifts) <= 6


def test_the_same_seed_gives_the_same_copies(copies: Copies) -> None:
    assert list(copies(150).entries()) == list(copies(150).entries())


def test_later_entries_are_of_other_copies(copies: Copies) -> None:
    resampler = copies(100)
    later = list(resampler.more(40))
    assert len(later) == 40
    assert not {entry.id for entry in later} & {entry.id for entry in resampler.entries()}


def test_a_record_without_entries_gives_none(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n", encoding="utf-8")
    assert list(islice(Resampler(empty, 10).entries(), 1)) == []
