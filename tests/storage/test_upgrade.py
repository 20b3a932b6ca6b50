"""A library of an earlier version is adapted wholly or not at all, and then it is like one that was made anew."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.storage.check import check_library
from oversight_viewer.storage.engine import register_sqlite
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.writer import LibraryWriter, bring_up_to_date
from tests.storage.helpers import (
    PlainNames,
    an_entry,
    first_version,
    folder_for_anyone,
    ids_of,
    make_library,
    opened,
    ordinary_user,
    raw,
    state_of,
)

NAMES = PlainNames({"XSUB": "XCOM"}, {"Small": "Large"})
EARLIER = an_entry("undated", title="Earlier")
RECORD = [
    an_entry(
        "letter", date="2020-01-05", requests=[{"number": 1, "due": "2020-01-20"}, {"number": 2}], body="Cranes",
        committees=["XSUB"], companies=["Small"], people=[{"name": "Ada Example"}], congress=116, tags=["ports"],
    ),
    an_entry("reply", lane="response", date="2020-02", answers=[{"to": "letter", "request": 2, "status": "full"}]),
    an_entry("undated", committees=["XCOM"], companies=["Large"], inquiry="Ports"),
]  # fmt: skip


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return first_version(tmp_path_factory.mktemp("old") / "a.oversight", [EARLIER, *RECORD], NAMES)


@pytest.fixture
def path(old: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(old, tmp_path / "a.oversight"))


def test_it_cannot_be_read_as_it_is(path: Path) -> None:
    before = state_of(path)
    for opener in (Library.open, check_library):
        with pytest.raises(KnownError, match="earlier version") as caught:
            opener(path)
        assert caught.value.todo
    assert state_of(path) == before


def test_a_trial_leaves_it_as_it_is(path: Path) -> None:
    before = state_of(path)
    with pytest.raises(KnownError, match="earlier version") as caught:
        LibraryWriter.open(path, is_trial=True)
    assert "not changed" in caught.value.safe
    assert caught.value.todo
    assert state_of(path) == before
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    bring_up_to_date(path)
    adapted = state_of(path)
    with LibraryWriter.open(path, is_trial=True) as writer:
        assert writer.save([an_entry("new")], names=NAMES, source="x", dry_run=True).added == 1
    assert state_of(path) == adapted


def test_it_becomes_like_a_new_one(path: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    bring_up_to_date(path, lambda done, all_of_them: told.append((done, all_of_them)))
    assert told[-1] == (3, 3)
    assert [item.name for item in tmp_path.iterdir()] == [path.name]
    assert check_library(path) == []

    fresh = make_library(tmp_path / "fresh.oversight", RECORD, NAMES)
    with opened(path) as library, opened(fresh) as new:
        assert library.info().version == new.info().version
        for wanted in (
            RecordFilter(),
            RecordFilter(text="cranes"),
            RecordFilter(committees=Choice(("XCOM",))),
            RecordFilter(companies=Choice(("Large",)), subsidiaries=False),
            RecordFilter(years=Choice(("2020",)), people=Choice(("Ada Example",))),
            RecordFilter(unanswered=True),
            RecordFilter(overdue=True),
        ):
            assert library.facets(wanted, {}) == new.facets(wanted, {})
            assert [card.id for card in library.cards(wanted, {}, limit=9)] == [
                card.id for card in new.cards(wanted, {}, limit=9)
            ]
        assert [entry.title for _, _, entry in library.revisions(RECORD[2].id)] == ["Earlier"]
    assert ids_of(path, RecordFilter(text="stale")) == set()


def test_one_of_this_version_is_left_alone(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.oversight", RECORD)
    before = state_of(path)
    bring_up_to_date(path)
    assert state_of(path) == before


def test_it_stays_as_it_was_when_it_is_stopped(path: Path, tmp_path: Path) -> None:
    def content() -> list[object]:
        with raw(path) as conn:
            return [*conn.execute("SELECT * FROM term"), *conn.execute("SELECT * FROM sqlite_schema ORDER BY name")]

    before = content()

    def stop(_done: int, _all: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        bring_up_to_date(path, stop)
    assert content() == before
    assert [item.name for item in tmp_path.iterdir()] == [path.name]
    bring_up_to_date(path)
    assert ids_of(path, RecordFilter(overdue=True)) == {"letter"}


def test_it_is_adapted_before_anything_is_saved(path: Path) -> None:
    with LibraryWriter.open(path) as writer:
        report = writer.save([*RECORD, an_entry("new")], names=NAMES, source="test")
    assert (report.added, report.unchanged) == (1, 3)
    assert check_library(path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_where_it_cannot_be_written_it_says_so(old: Path) -> None:
    register_sqlite()
    with folder_for_anyone() as folder:
        path = Path(shutil.copyfile(old, folder / "a.oversight"))
        path.chmod(0o444)
        folder.chmod(0o555)
        before = state_of(path)
        with ordinary_user(), pytest.raises(KnownError, match="earlier version") as caught:
            bring_up_to_date(path)
        assert "cannot be written" in caught.value.what
        assert "Copy it" in caught.value.todo
        assert state_of(path) == before
