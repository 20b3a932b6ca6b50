"""An import that is undone leaves the record as it was, and nothing of what it said is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.entry_json import canonical_json
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.saving import SaveReport, SourceFile, UndoReport
from oversight_viewer.storage.check import check_library
from oversight_viewer.storage.writer import LibraryWriter
from tests.storage.helpers import PlainNames, an_entry, first_version, make_library, opened, raw, save, whole


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_library(tmp_path / "a.oversight")


def undo(path: Path, batch: int, names: PlainNames | None = None) -> UndoReport:
    with LibraryWriter.open(path) as writer:
        return writer.undo(batch, names=names or PlainNames())


def batch_of(report: SaveReport) -> int:
    assert report.batch is not None
    return report.batch


def some_of(counts: FacetCounts) -> tuple[object, ...]:
    """The numbers beside the filters, without those that nothing has."""
    values = {facet: {value: count for value, count in own.items() if count} for facet, own in counts.counts.items()}
    return values, counts.unanswered, counts.overdue


def what_is_shown(path: Path) -> dict[str, Any]:
    """All that a user can see of the record: entries, filters with their numbers, what words find."""
    with opened(path) as library:
        wanted = [
            RecordFilter(),
            RecordFilter(text="cranes"),
            RecordFilter(text="title"),
            RecordFilter(unanswered=True),
            RecordFilter(companies=Choice(("Large",))),
            RecordFilter(committees=Choice(("XCOM",))),
        ]
        return {
            "entries": {entry.id: canonical_json(entry) for entry in library.entries(RecordFilter(), {})},
            "facets": [some_of(library.facets(one, {})) for one in wanted],
            "found": [{card.id for card in library.cards(one, {}, limit=100)} for one in wanted],
            "histogram": library.histogram(RecordFilter(), {}),
            "directory": library.directory(),
        }


def test_what_was_added_goes_and_what_was_changed_is_as_before(path: Path) -> None:
    save(path, [an_entry("a", title="One", requests=[{"number": 1}]), an_entry("b", companies=["Small"])])
    before = what_is_shown(path)
    report = save(
        path,
        [
            an_entry("a", title="Two", date="2020-01-01", companies=["New"]),
            an_entry("b", companies=["Small"]),
            an_entry("c", lane="response", committees=["XNEW"], answers=[{"to": "a", "request": 1, "status": "full"}]),
        ],
    )
    assert undo(path, batch_of(report)) == UndoReport(removed=1, restored=1, change=report.change)
    assert what_is_shown(path) == before
    assert check_library(path) == []
    with opened(path) as library:
        assert [batch.is_undone for batch in library.batches()] == [True, False]
        history = library.history(EntryId("a"))
        assert [(item.number, item.entry.title, item.by) for item in history] == [
            (1, "One", 1),
            (2, "Two", 2),
            (3, "One", 1),
        ]
        assert [item.is_current for item in history] == [False, False, True]
        (gone,) = library.history(EntryId("c"))
        assert gone.is_removed


def test_undoing_twice_says_so(path: Path) -> None:
    batch = batch_of(save(path, [an_entry("a")]))
    undo(path, batch)
    for number in (batch, 99):
        with pytest.raises(KnownError, match=r"undone already|no import"):
            undo(path, number)


def test_what_was_undone_can_be_imported_again(path: Path) -> None:
    undo(path, batch_of(save(path, [an_entry("a", body="Cranes")])))
    report = save(path, [an_entry("a", body="Cranes")])
    assert (report.added, report.updated) == (1, 0)
    with opened(path) as library:
        assert [item.number for item in library.history(EntryId("a"))] == [1, 2]
    assert undo(path, batch_of(report)).removed == 1
    assert check_library(path) == []


def test_what_was_changed_since_stays_until_that_is_undone(path: Path) -> None:
    first = batch_of(save(path, [an_entry("a", title="One"), an_entry("b")]))
    second = batch_of(save(path, [an_entry("a", title="Two")]))
    report = undo(path, first)
    assert report.removed == 1
    assert [(item.id, item.title) for item in report.kept] == [("a", "Two")]
    assert "later import" in report.kept[0].why
    # What the first import said is not to come back, for that was undone.
    assert undo(path, second) == UndoReport(removed=1, change=report.change)
    assert what_is_shown(path)["entries"] == {}


def test_imports_can_be_undone_one_after_the_other(path: Path) -> None:
    shown = [what_is_shown(path)]
    for title in ("One", "Two", "Three"):
        save(path, [an_entry("a", title=title), an_entry(title)])
        shown.append(what_is_shown(path))
    for batch in (3, 2, 1):
        assert shown.pop() == what_is_shown(path)
        assert undo(path, batch).kept == ()
    assert what_is_shown(path) == shown[0]


def test_what_was_edited_by_hand_stays(path: Path) -> None:
    batch = batch_of(save(path, [an_entry("a"), an_entry("b")]))
    with LibraryWriter.open(path) as writer:
        writer.edit(an_entry("a", title="By hand"), 1, "Pat Example", names=PlainNames())
    report = undo(path, batch)
    assert report.removed == 1
    assert "by hand by Pat Example" in report.kept[0].why
    assert set(what_is_shown(path)["entries"]) == {"a"}
    assert check_library(path) == []


def test_an_owner_that_only_the_import_told_is_forgotten(path: Path) -> None:
    save(path, [an_entry("a", companies=["Small"]), an_entry("b", companies=["Other"])])
    before = what_is_shown(path)
    report = save(path, [an_entry("c", companies=["Small"])], PlainNames(companies={"Small": "Large"}))
    assert what_is_shown(path)["found"] != before["found"]
    undo(path, batch_of(report))
    assert what_is_shown(path) == before
    assert check_library(path) == []


def test_imports_of_an_earlier_version_can_be_undone(tmp_path: Path) -> None:
    path = first_version(tmp_path / "a.oversight", [an_entry("a", title="Earlier"), an_entry("a"), an_entry("b")])
    with LibraryWriter.open(path) as writer:
        assert writer.undo(1, names=PlainNames()).removed == 2
    assert check_library(path) == []


def test_files_are_in_the_log(path: Path) -> None:
    file = SourceFile("a.csv", "table", "00ff", 12, "2020-01-01T00:00:00+00:00")
    with LibraryWriter.open(path) as writer:
        writer.save([an_entry("a")], names=PlainNames(), source="a.csv", files=[file], rejected=lambda: 3)
    with opened(path) as library:
        (batch,) = library.batches()
    assert (batch.files, batch.added, batch.rejected, batch.source) == ((file,), 1, 3, "a.csv")
    with raw(path) as conn:
        assert conn.execute("SELECT seen IS NOT NULL FROM batch").fetchone() == (1,)


COMPANIES = st.lists(st.sampled_from(["Small", "Other", "Large"]), max_size=2)


@st.composite
def some_entries(draw: st.DrawFn) -> list[Entry]:
    ids = draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5, unique=True))
    return [
        an_entry(
            name,
            title=draw(st.sampled_from(["One", "Two cranes"])),
            date=draw(st.sampled_from([None, "2020", "2020-01-01"])),
            companies=list(draw(COMPANIES)),
            committees=list(draw(st.lists(st.sampled_from(["XSUB", "XCOM"]), max_size=1))),
            requests=[{"number": 1}] if draw(st.booleans()) else [],
            answers=[{"to": draw(st.sampled_from("abc")), "request": 1, "status": "full"}]
            if draw(st.booleans())
            else [],
        )
        for name in ids
    ]


@settings(max_examples=25, deadline=None)
@given(some_entries(), st.lists(some_entries(), min_size=1, max_size=3))
def test_undoing_imports_in_turn_gives_what_was_before(record: list[Entry], later: list[list[Entry]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        names = PlainNames({"XSUB": "XCOM"}, {"Small": "Large"})
        path = make_library(Path(folder) / "a.oversight", record, names)
        shown = []
        for some in later:
            shown.append(what_is_shown(path))
            save(path, some, names)
        for batch in range(len(later) + 1, 1, -1):
            undo(path, batch, names)
            now, before = what_is_shown(path), shown.pop()
            # Names that no entry has any more may be forgotten.
            assert now.pop("directory").companies.keys() <= before.pop("directory").companies.keys()
            assert now == before
            assert not [
                item
                for item in check_library(path)
                if "which the library" not in item.problem and "does not put" not in item.problem
            ]
        for entry in record:
            with opened(path) as library:
                assert whole(library, entry.id) == entry
