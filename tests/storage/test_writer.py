"""Saving: nothing is lost, nothing is saved twice, and all of it or nothing."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.keys import block_of_date, block_of_key, first_key
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.saving import SaveReport
from oversight_viewer.importing.names import Names
from oversight_viewer.storage.check import check_library
from oversight_viewer.storage.engine import beside, register_sqlite
from oversight_viewer.storage.saving import KeyMaker
from oversight_viewer.storage.writer import LibraryWriter
from tests.storage.helpers import (
    PlainNames,
    an_entry,
    folder_for_anyone,
    ids_of,
    make_library,
    opened,
    ordinary_user,
    raw,
    save,
    state_of,
    whole,
)
from tests.strategies import entries, records


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_library(tmp_path / "a.oversight")


def everything(path: Path) -> list[Entry]:
    with opened(path) as library:
        return list(library.entries(RecordFilter(), {}))


def findings(path: Path) -> list[str]:
    """What the check says, apart from links into the blue, which made-up entries are full of."""
    return [
        item.problem
        for item in check_library(path)
        if "does not have" not in item.problem and "put" not in item.problem
    ]


@settings(max_examples=40, deadline=None)
@given(records())
def test_what_is_saved_is_what_is_read(given_entries: list[Entry]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = make_library(Path(folder) / "a.oversight")
        report = save(path, given_entries, Names())  # type: ignore[arg-type]
        assert (report.added, report.updated, report.unchanged) == (len(given_entries), 0, 0)
        assert report.change.record == bool(given_entries)
        assert {entry.id: entry for entry in everything(path)} == {entry.id: entry for entry in given_entries}
        with opened(path) as library:
            for entry in given_entries:
                assert whole(library, entry.id) == entry
        assert not findings(path)

        again = save(path, given_entries, Names())  # type: ignore[arg-type]
        assert again == SaveReport(unchanged=len(given_entries))


DAYS = st.sampled_from([None, PartialDate.parse("2020-01-01"), PartialDate.parse("2020-01")])


@settings(max_examples=40, deadline=None)
@given(st.lists(entries(id=st.sampled_from(["a", "b", "c", "d"]), date=DAYS), max_size=8), st.integers(1, 4))
def test_earlier_contents_are_kept(history: list[Entry], size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = make_library(Path(folder) / "a.oversight")
        for start in range(0, len(history), size):
            save(path, history[start : start + size])
        assert not findings(path)
        with opened(path) as library:
            for entry_id in {entry.id for entry in history}:
                own = [entry for entry in history if entry.id == entry_id]
                versions = [entry for place, entry in enumerate(own) if place == 0 or entry != own[place - 1]]
                detail = library.entry(entry_id)
                assert detail is not None
                assert detail.entry == versions[-1]
                assert detail.revision == len(versions)
                earlier = library.revisions(entry_id)
                assert [(number, entry) for number, _, entry in earlier] == list(enumerate(versions[:-1], start=1))
                assert [at for _, at, _ in earlier] == sorted(at for _, at, _ in earlier)


def test_text_with_nul_and_other_odd_characters_comes_back(path: Path) -> None:
    odd = "before\0after \x1a \u2028 \ufeff 😀 \U0010ffff \\u0000 '\"\r\n"
    entry = an_entry(
        f"id {odd}", title=odd, body=odd, summary=odd, inquiry=odd, tags=[odd], committees=[{"code": odd}],
        companies=[{"name": odd, "role": odd}], requests=[{"number": odd, "text": odd}], extra={odd: [odd, {odd: odd}]},
    )  # fmt: skip
    save(path, [entry])
    assert everything(path) == [entry]
    wanted = RecordFilter(
        committees=Choice((odd,)), companies=Choice((odd,)), inquiries=Choice((odd,)), tags=Choice((odd,))
    )
    with opened(path) as library:
        (card,) = library.cards(wanted, {}, limit=5)
        assert (card.id, card.title, card.committees, card.companies, card.inquiry) == (
            entry.id,
            odd,
            (odd,),
            (odd,),
            odd,
        )
        assert card.requests[0].number == odd
        assert library.cards_by_id([entry.id, EntryId("id before")]) == {entry.id: card}
        assert library.facets(RecordFilter(), {}).counts[next(iter(library.facets(RecordFilter(), {}).counts))]


def test_an_entry_may_come_twice_in_one_save(path: Path) -> None:
    first = an_entry("a", title="One")
    report = save(path, [first, replace(first, title="Two"), replace(first, title="Two"), an_entry("b")])
    assert (report.added, report.updated, report.unchanged) == (2, 1, 1)
    with opened(path) as library:
        assert whole(library, "a").title == "Two"
        assert [entry.title for _, _, entry in library.revisions(EntryId("a"))] == ["One"]


def test_a_changed_entry_is_found_by_what_it_says_now(path: Path) -> None:
    before = an_entry("a", title="Whales", tags=["old"], committees=["XOLD"], body="about krill", date="2020-01-02")
    save(path, [before, an_entry("b", date="2020-01-02")])
    after = an_entry("a", title="Otters", tags=["new"], committees=["XNEW"], date="2020-01-02")
    save(path, [after])
    for gone in (RecordFilter(text="whales"), RecordFilter(text="krill"), RecordFilter(tags=Choice(("old",)))):
        assert ids_of(path, gone) == set()
    for now in (
        RecordFilter(text="otters"),
        RecordFilter(tags=Choice(("new",))),
        RecordFilter(committees=Choice(("XNEW",))),
    ):
        assert ids_of(path, now) == {"a"}
    with opened(path) as library:
        facets = library.facets(RecordFilter(), {}).counts
        assert "old" not in next(counts for facet, counts in facets.items() if facet == "tags")
        assert whole(library, "a").body is None


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        ({"date": "2020-01-02"}, {"date": "2020-01-02", "title": "New"}, True),
        ({"date": "2020-01-02"}, {"date": "2020-01-03"}, False),
        ({"date": "2020-01-02"}, {"date": "2020-01"}, False),
        ({"date": "2020-01-01"}, {"date": "2020-01"}, False),
        ({"date": "2020-01-01"}, {}, False),
        ({}, {"date": "2020-01-01"}, False),
        ({}, {"title": "New"}, True),
        ({"lane": "action"}, {"lane": "meeting"}, False),
    ],
)
def test_the_key_changes_with_date_and_lane_only(
    path: Path, before: dict[str, str], after: dict[str, str], stays: bool
) -> None:
    other = an_entry("other", links=[{"rel": "related", "to": "a"}])
    old, new = an_entry("a", **before), an_entry("a", **after)
    save(path, [old, other])
    with opened(path) as library:
        earlier = library.cards_by_id([old.id])[old.id]
    save(path, [new])
    with opened(path) as library:
        card = library.cards_by_id([new.id])[new.id]
        assert (card.key == earlier.key) is stays
        assert block_of_key(card.key) == block_of_date(new.date)
        assert card.lane is new.lane
        assert library.cards_by_key([earlier.key]).keys() == ({earlier.key} if stays else set())
        assert [link.target for link in library.links_of(card.key)] == [card.key]
        assert library.count(RecordFilter(), {}) == 2
    assert not findings(path)


def test_keys_of_one_day_and_lane_follow_each_other(path: Path) -> None:
    same_day = [an_entry(f"e{number}", date="2020-05-05") for number in range(5)]
    save(path, same_day[:3])
    save(path, [replace(same_day[1], date=None), *same_day[3:]])
    with opened(path) as library:
        keys = {card.id: card.key for card in library.cards(RecordFilter(), {}, limit=10)}
    first = first_key(block_of_date(PartialDate.parse("2020-05-05")), Lane.ACTION)
    assert keys == {"e0": first, "e2": first + 2, "e3": first + 3, "e4": first + 4, "e1": 0}


def test_a_day_that_is_full_is_told(path: Path) -> None:
    with raw(path) as conn:
        conn.execute(
            "INSERT INTO entry (key, id, kind, title, mark, attachments, revision, saved_at, hash) "
            "VALUES (?, 'last', 'k', 't', 'public', 0, 1, '', x'00')",
            ((1 << 24) - 1,),
        )
        with pytest.raises(KnownError, match="more entries in one lane"):
            KeyMaker(conn).make(None, Lane.ACTION)
        assert KeyMaker(conn).make(None, Lane.MEETING) == 1 << 24


def test_a_dry_run_says_what_would_happen_and_changes_nothing(path: Path) -> None:
    kept = [an_entry("same"), an_entry("other")]
    save(path, kept)
    new = [kept[0], replace(kept[1], title="New"), an_entry("new", committees=["XNEW"], companies=["New Company"])]
    tried = save(path, new, dry_run=True)
    assert (tried.added, tried.updated, tried.unchanged) == (1, 1, 1)
    assert (tried.new_committees, tried.new_companies) == (("XNEW",), ("New Company",))
    assert {entry.id: entry for entry in everything(path)} == {entry.id: entry for entry in kept}
    with opened(path) as library:
        assert library.directory() == Directory()
    assert save(path, new) == tried
    assert len(everything(path)) == 3


def test_nothing_is_saved_if_reading_fails(path: Path) -> None:
    save(path, [an_entry("kept")])

    def broken() -> Iterator[Entry]:
        yield from (an_entry(f"e{number}", committees=["XNEW"]) for number in range(1200))
        raise Cancelled

    with pytest.raises(Cancelled):
        save(path, broken())
    assert [entry.id for entry in everything(path)] == ["kept"]
    assert not findings(path)


@pytest.mark.parametrize("stop_at_call", [1, 2, 4])
def test_progress_is_told_and_may_end_it(path: Path, stop_at_call: int) -> None:
    told: list[int] = []

    def progress(read: int) -> None:
        told.append(read)
        if len(told) == stop_at_call:
            raise Cancelled

    many = (an_entry(f"e{number}") for number in range(700))
    with LibraryWriter.open(path) as writer, pytest.raises(Cancelled):
        writer.save(many, names=PlainNames(), source="test", progress=progress)
    assert told == [500, 700, 700, 700][:stop_at_call]
    assert everything(path) == []


def test_large_bodies_are_written_in_small_parts(path: Path) -> None:
    told: list[int] = []
    with LibraryWriter.open(path) as writer:
        many = [an_entry(f"e{number}", body="word " * 300_000) for number in range(6)]
        writer.save(many, names=PlainNames(), source="test", progress=told.append)
    assert told[:2] == [3, 6]
    assert len(everything(path)) == 6


def test_the_library_keeps_a_log_of_what_came_in(path: Path) -> None:
    with LibraryWriter.open(path) as writer:
        writer.save([an_entry("a")], names=PlainNames(), source="first.jsonl")
        writer.save([an_entry("a"), an_entry("b")], names=PlainNames(), source="second.jsonl")
    with raw(path) as conn:
        rows = conn.execute("SELECT source, added, updated, unchanged FROM batch ORDER BY id").fetchall()
    assert rows == [("first.jsonl", 1, 0, 0), ("second.jsonl", 1, 0, 1)]


def test_the_time_of_change_is_that_of_a_change(path: Path) -> None:
    with opened(path) as library:
        created = library.info().changed
    save(path, [an_entry("a")])
    with opened(path) as library:
        changed = library.info().changed
        assert library.info().created == created < changed
    save(path, [an_entry("a")])
    with opened(path) as library:
        assert library.info().changed == changed


def test_what_is_read_meanwhile_is_the_record_as_it_was(path: Path) -> None:
    save(path, [an_entry("a")])
    seen: list[int] = []
    with opened(path) as library, LibraryWriter.open(path) as writer:

        def during() -> Iterator[Entry]:
            for number in range(1100):
                yield an_entry(f"new{number}")
                if number % 500 == 0:
                    seen.append(library.count(RecordFilter(), {}))

        writer.save(during(), names=PlainNames(), source="test")
        assert seen == [1, 1, 1]
        assert library.count(RecordFilter(), {}) == 1101
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_whoever_closes_last_brings_the_library_to_rest(path: Path) -> None:
    with opened(path) as first, opened(path) as second:
        save(path, [an_entry("a")])
        assert first.count(RecordFilter(), {}) == second.count(RecordFilter(), {}) == 1
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    assert path.read_bytes()[18:20] == b"\x01\x01"


def test_two_cannot_write_at_once(path: Path) -> None:
    with LibraryWriter.open(path) as first, LibraryWriter.open(path) as second:
        second._db.conn.execute("PRAGMA busy_timeout = 0")

        def meanwhile() -> Iterator[Entry]:
            yield an_entry("a")
            with pytest.raises(KnownError, match="being changed by another program"):
                second.save([an_entry("b")], names=PlainNames(), source="test")

        first.save(meanwhile(), names=PlainNames(), source="test")
        second.save([an_entry("b")], names=PlainNames(), source="test")
    assert len(everything(path)) == 2


def test_a_full_disk_loses_nothing(path: Path) -> None:
    save(path, [an_entry("kept")])
    with LibraryWriter.open(path) as writer:
        writer._db.conn.execute("PRAGMA max_page_count = 80")
        with pytest.raises(KnownError, match="disk is full"):
            writer.save((an_entry(f"e{n}", body="x" * 9000) for n in range(600)), names=PlainNames(), source="test")
    assert [entry.id for entry in everything(path)] == ["kept"]
    assert not findings(path)


def _read_only_file(path: Path) -> None:
    path.chmod(0o444)


def _read_only_folder(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
@pytest.mark.parametrize("protect", [_read_only_file, _read_only_folder])
def test_a_library_that_may_not_be_written_can_be_read(protect: Callable[[Path], None]) -> None:
    register_sqlite()
    with folder_for_anyone() as folder:
        path = make_library(folder / "a.oversight", [an_entry("a", body="whales")])
        protect(path)
        before = state_of(path)
        with ordinary_user():
            with opened(path) as library:
                assert library.count(RecordFilter(text="whales"), {}) == 1
                assert library.facets(RecordFilter(), {}).counts
            assert not check_library(path)
            with LibraryWriter.open(path) as writer, pytest.raises(KnownError, match="cannot be written"):
                writer.save([an_entry("b")], names=PlainNames(), source="test")
        assert state_of(path) == before
        assert [item.name for item in folder.iterdir()] == ["a.oversight"]


def test_closing_twice_is_closing_once(path: Path) -> None:
    writer = LibraryWriter.open(path)
    writer.close()
    writer.close()
    assert not beside(path, "-wal").exists()


def test_a_trial_does_not_touch_a_byte_of_the_file(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.oversight", [an_entry("a")])
    before = state_of(path)
    report = save(
        path, [an_entry("a", title="Other"), *(an_entry(f"n{n}", body="x" * 9_000) for n in range(500))], dry_run=True
    )
    assert (report.added, report.updated) == (500, 1)
    assert state_of(path) == before
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_record_that_comes_again_without_its_files_keeps_them(path: Path) -> None:
    kept = {"path": "letter.pdf", "sha256": "a" * 64}
    save(path, [an_entry("a", attachments=[kept, "plan.pdf"])])
    named = [{"path": "letter.pdf"}, {"path": "plan.pdf"}]
    assert save(path, [an_entry("a", attachments=named)]).unchanged == 1
    assert save(path, [an_entry("a", attachments=[*named[:1], "new.pdf"], title="Other")]).updated == 1
    assert everything(path) == [an_entry("a", attachments=[kept, "new.pdf"], title="Other")]
    # AND another file of that name is another file
    other = {"path": "letter.pdf", "sha256": "b" * 64}
    assert save(path, [an_entry("a", attachments=[other])]).updated == 1
    assert everything(path) == [an_entry("a", attachments=[other])]


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_damaged_library_is_not_written(tmp_path: Path, dry_run: bool) -> None:
    path = make_library(tmp_path / "a.oversight", [an_entry("a", body="text " * 4000)])
    content = bytearray(path.read_bytes())
    content[-3 * 4096 :] = b"\x5a" * (3 * 4096)
    path.write_bytes(content)
    with LibraryWriter.open(path) as writer:
        with pytest.raises(KnownError, match="is damaged"):
            writer.save([an_entry("b")], names=PlainNames(), source="test", dry_run=dry_run)
        with pytest.raises(KnownError, match="is damaged"):
            writer.undo(1, names=PlainNames())
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_look_for_damage_that_takes_too_long_is_given_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oversight_viewer.storage.engine._STEPS_BETWEEN_CHECKS", 1)
    monkeypatch.setattr("oversight_viewer.storage.writer._LOOK_SECONDS", -1.0)
    assert save(path, [an_entry("a")]).added == 1
    assert everything(path) == [an_entry("a")]
