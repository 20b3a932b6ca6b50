"""What was edited by hand stays, whatever sources say later; and parts of one entry come together in any order."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from oversight_viewer.domain.entry_json import canonical_json
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.outcomes import HandOutcome, Outcome
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.saving import Incoming, Item, SaveReport, SourceFile
from oversight_viewer.storage.check import check_library
from oversight_viewer.storage.writer import LibraryWriter
from tests.storage.helpers import PlainNames, an_entry, ids_of, make_library, opened, save, whole

AUTHOR = "Pat Example"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_library(tmp_path / "a.oversight")


def by_hand(path: Path, verb: str, *arguments: Any) -> Any:
    with LibraryWriter.open(path) as writer:
        return getattr(writer, verb)(*arguments, AUTHOR, names=PlainNames())


def take(path: Path, items: Iterable[Item], *files: str) -> SaveReport:
    with LibraryWriter.open(path) as writer:
        return writer.save(
            items, names=PlainNames(), source="test", files=[SourceFile(name, "jsonl") for name in files]
        )


def stands(path: Path, entry: str) -> Entry:
    with opened(path) as library:
        return whole(library, entry)


def test_an_edit_is_a_new_revision_and_is_found(path: Path) -> None:
    save(path, [an_entry("a", body="Ships")])
    assert by_hand(path, "edit", an_entry("a", body="Cranes"), 1) == 2
    assert ids_of(path, RecordFilter(text="cranes")) == {"a"}
    assert ids_of(path, RecordFilter(text="ships")) == set()
    with opened(path) as library:
        assert [(item.number, item.by) for item in library.history(EntryId("a"))] == [(1, 1), (2, AUTHOR)]
    assert by_hand(path, "edit", an_entry("a", body="Cranes"), 2) == 2
    assert check_library(path) == []


def test_what_somebody_changed_meanwhile_is_not_overwritten(path: Path) -> None:
    save(path, [an_entry("a")])
    by_hand(path, "edit", an_entry("a", title="First"), 1)
    with pytest.raises(KnownError, match="meanwhile"):
        by_hand(path, "edit", an_entry("a", title="Second"), 1)
    with pytest.raises(KnownError, match="no entry"):
        by_hand(path, "edit", an_entry("b"), 1)
    assert stands(path, "a").title == "First"


def test_the_edit_stays_as_long_as_the_source_says_the_same(path: Path) -> None:
    save(path, [an_entry("a")])
    by_hand(path, "edit", an_entry("a", title="By hand"), 1)
    report = save(path, [an_entry("a")])
    assert (report.updated, report.unchanged, report.conflicts) == (0, 1, ())
    assert stands(path, "a").title == "By hand"


def test_the_source_and_the_hand_are_put_together_by_field(path: Path) -> None:
    save(path, [an_entry("a", title="One", summary="One", inquiry="One")])
    by_hand(path, "edit", an_entry("a", title="By hand", summary="By hand", inquiry="One"), 1)
    report = save(path, [an_entry("a", title="Two", summary="One", inquiry="Two", tags=["new"])])
    assert (report.updated, report.conflicts_count) == (1, 1)
    assert [(item.id, item.field) for item in report.conflicts] == [("a", "title")]
    now = stands(path, "a")
    assert (now.title, now.summary, now.inquiry, now.tags) == ("By hand", "By hand", "Two", ("new",))
    # The same again changes nothing, and the next word of the source is held against its last one.
    again = save(path, [an_entry("a", title="Two", summary="One", inquiry="Two", tags=["new"])])
    assert (again.updated, again.unchanged, again.conflicts) == (0, 1, ())
    third = save(path, [an_entry("a", title="Two", summary="Three", inquiry="Three", tags=["new"])])
    assert [item.field for item in third.conflicts] == ["summary"]
    assert (stands(path, "a").title, stands(path, "a").inquiry) == ("By hand", "Three")
    assert check_library(path) == []
    with LibraryWriter.open(path) as writer:
        assert third.batch is not None
        assert writer.undo(third.batch, names=PlainNames()).restored == 1
    assert stands(path, "a") == now
    assert check_library(path) == []


def test_a_source_that_comes_to_say_what_the_hand_wrote_is_followed_again(path: Path) -> None:
    save(path, [an_entry("a", title="One")])
    by_hand(path, "edit", an_entry("a", title="By hand"), 1)
    report = save(path, [an_entry("a", title="By hand")])
    assert (report.updated, report.unchanged) == (0, 1)
    assert save(path, [an_entry("a", title="Two")]).updated == 1
    assert stands(path, "a").title == "Two"


def test_what_is_added_by_hand_is_kept_when_a_source_says_it_too(path: Path) -> None:
    assert by_hand(path, "add_by_hand", an_entry("a", title="By hand")) == 1
    with pytest.raises(KnownError, match="already"):
        by_hand(path, "add_by_hand", an_entry("a"))
    report = save(path, [an_entry("a", title="Two", summary="Told")])
    assert [item.field for item in report.conflicts] == ["title"]
    assert (stands(path, "a").title, stands(path, "a").summary) == ("By hand", "Told")
    assert check_library(path) == []


def test_what_is_removed_can_be_put_back_and_does_not_come_back_by_itself(path: Path) -> None:
    save(path, [an_entry("a", companies=["Small"]), an_entry("b")])
    by_hand(path, "remove", EntryId("a"))
    assert ids_of(path, RecordFilter()) == {"b"}
    with opened(path) as library:
        assert "Small" not in library.directory().companies
    assert check_library(path) == []
    assert save(path, [an_entry("a", companies=["Small"])]).unchanged == 1
    assert ids_of(path, RecordFilter()) == {"b"}
    assert by_hand(path, "restore_removed", EntryId("a")) == 2
    assert ids_of(path, RecordFilter()) == {"a", "b"}
    for verb in ("restore_removed", "remove"):
        with pytest.raises(KnownError):
            by_hand(path, verb, EntryId("a" if verb == "restore_removed" else "nobody"))
    by_hand(path, "remove", EntryId("a"))
    assert save(path, [an_entry("a", title="Otherwise")]).added == 1
    assert check_library(path) == []


def test_an_earlier_revision_can_be_restored(path: Path) -> None:
    save(path, [an_entry("a", title="One")])
    save(path, [an_entry("a", title="Two")])
    assert by_hand(path, "restore", EntryId("a"), 1) == 3
    assert stands(path, "a").title == "One"
    assert save(path, [an_entry("a", title="Two")]).unchanged == 1
    with pytest.raises(KnownError, match="no revision"):
        by_hand(path, "restore", EntryId("a"), 9)


def test_an_update_says_which_fields_changed(path: Path) -> None:
    save(path, [an_entry("a", title="One", body="One")])
    (change,) = save(path, [an_entry("a", title="Two", body="Two", date="2020")]).updates
    assert (change.id, change.title, set(change.fields)) == ("a", "Two", {"title", "body", "date"})


def test_what_the_last_import_of_the_same_files_had_is_missed(path: Path) -> None:
    take(path, [an_entry("a"), an_entry("b"), an_entry("c")], "record.jsonl")
    take(path, [an_entry("d")], "other.jsonl")
    report = take(path, [an_entry("b", date="2020")], "record.jsonl")
    assert (set(report.vanished), report.vanished_count) == ({"a", "c"}, 2)
    assert ids_of(path, RecordFilter()) == {"a", "b", "c", "d"}
    assert report.batch is not None
    with LibraryWriter.open(path) as writer:
        writer.undo(report.batch, names=PlainNames())
    assert set(take(path, [an_entry("a")], "record.jsonl").vanished) == {"b", "c"}


EVENT = {"title": "A Hearing on Trains", "date": "2020-05-01", "kind": "hearing"}
WHOLE = Incoming(an_entry("event", **EVENT, people=[{"name": "Pat Example", "role": "chair"}]))
PARTS = [
    Incoming(an_entry("event", **EVENT, people=[{"name": "Sam Example", "role": "witness"}]), is_part=True),
    Incoming(an_entry("event", **EVENT, committees=["XCOM"], body="What was said"), is_part=True),
    WHOLE,
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("at_once", [True, False])
def test_the_order_of_parts_does_not_matter(path: Path, order: tuple[int, ...], at_once: bool) -> None:
    items = [PARTS[place] for place in order]
    if at_once:
        report = take(path, items)
        assert (report.added, report.updated) == (1, 0)
    else:
        for item in items:
            take(path, [item])
    now = stands(path, "event")
    assert {person.name for person in now.people} == {"Pat Example", "Sam Example"}
    assert (now.title, now.body, [ref.name for ref in now.committees]) == (EVENT["title"], "What was said", ["XCOM"])
    again = take(path, items)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 1)
    assert canonical_json(stands(path, "event")) == canonical_json(now)
    assert check_library(path) == []
    with opened(path) as library:
        numbers = len(library.batches())
    with LibraryWriter.open(path) as writer:
        for batch in range(numbers, 0, -1):
            writer.undo(batch, names=PlainNames())
    assert ids_of(path, RecordFilter()) == set()
    assert check_library(path) == []


def test_a_part_is_put_to_what_the_source_said_and_the_hand_stays(path: Path) -> None:
    take(path, PARTS)
    entry = stands(path, "event")
    edited = an_entry("event", **{**EVENT, "title": "By hand"}, people=[{"name": "Sam Example"}])
    with opened(path) as library:
        number = library.history(EntryId("event"))[-1].number
    by_hand(path, "edit", edited, number)
    assert take(path, PARTS).unchanged == 1
    assert stands(path, "event") == edited
    take(path, [Incoming(an_entry("event", **EVENT, inquiry="Trains"), is_part=True)])
    assert (stands(path, "event").title, stands(path, "event").inquiry) == ("By hand", "Trains")
    assert entry.title == EVENT["title"]
    assert check_library(path) == []


def test_entries_of_a_hand_are_added_and_changed_all_at_once(path: Path) -> None:
    save(path, [an_entry("a", companies=["Example Freight Co."]), an_entry("b")])
    by_hand(path, "edit", an_entry("b", title="By hand"), 1)
    entries = [an_entry("a", companies=["Example Rail"]), an_entry("b", title="By hand"), an_entry("new", body="Ships")]
    done = by_hand(path, "put_by_hand", entries)
    assert done == (
        HandOutcome(EntryId("a"), 2, Outcome.UPDATED),
        HandOutcome(EntryId("b"), 2, Outcome.UNCHANGED),
        HandOutcome(EntryId("new"), 1, Outcome.ADDED),
    )
    assert ids_of(path, RecordFilter(text="ships")) == {"new"}
    assert ids_of(path, RecordFilter(companies=Choice(("Example Rail",)))) == {"a"}
    assert check_library(path) == []
    # an import that says the same as before leaves them so
    report = save(path, [an_entry("a", companies=["Example Freight Co."]), an_entry("b")])
    assert (report.updated, report.unchanged) == (0, 2)
    # what was removed comes back as it is written, and its history goes on
    by_hand(path, "remove", EntryId("new"))
    assert by_hand(path, "put_by_hand", [an_entry("new")])[0].revision == 2
    with opened(path) as library:
        assert [(item.number, item.by) for item in library.history(EntryId("new"))] == [(1, AUTHOR), (2, AUTHOR)]
    assert check_library(path) == []
