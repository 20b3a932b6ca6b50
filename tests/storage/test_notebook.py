from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from oversight_viewer.domain.annotations import VIEW_KINDS, EntryNotes, Event, EventId, EventKind, NoteId, fold
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.ids import IdMaker
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saved_views import fold_views
from oversight_viewer.storage.notebook import Notebook, NotebookState, read_notebook, read_saved_views
from oversight_viewer.storage.notebook_place import NotebookPlace

A, B = EntryId("letter-1"), EntryId("response-1")
ODD = EntryId("view:1")  # an entry may have an id like that of a view


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.notebook"


@pytest.fixture
def notebook(path: Path) -> Iterator[Notebook]:
    with closing(Notebook.open(path, author="reader")) as opened:
        yield opened


def run(path: Path, sql: str) -> None:
    with closing(dbapi2.connect(str(path))) as conn:
        conn.executescript(sql)


# Notes, tags, flags


def test_a_note_is_written_edited_deleted_and_restored(notebook: Notebook) -> None:
    first = notebook.write_note(A, "Ask about the *crane*.", ["follow up", " follow up ", ""], revision=3)
    (note,) = notebook.entry_notes(A).notes
    assert note.latest.text == "Ask about the *crane*."
    assert note.latest.tags == ("follow up",)
    assert (note.latest.author, note.latest.revision, note.latest.event) == ("reader", 3, first.id)
    assert note.created == first.at

    edited = notebook.write_note(A, "Ask again.", note=note.id, parent=first.id)
    (note,) = notebook.entry_notes(A).notes
    assert [version.text for version in note.versions] == ["Ask again."]

    notebook.delete_note(A, note.id)
    assert notebook.entry_notes(A) == EntryNotes(A)
    notebook.restore_note(A, note.id)
    assert notebook.entry_notes(A).notes[0].latest.event == edited.id


def test_two_edits_made_apart_are_both_kept(notebook: Notebook) -> None:
    first = notebook.write_note(A, "one")
    note = NoteId(first.id)
    notebook.write_note(A, "two", note=note, parent=first.id)
    notebook.write_note(A, "three", note=note, parent=first.id)
    assert [version.text for version in notebook.entry_notes(A).notes[0].versions] == ["two", "three"]


def test_tags_and_flags(notebook: Notebook) -> None:
    notebook.tag(A, " urgent ")
    notebook.tag(A, "call")
    notebook.flag(A)
    assert notebook.entry_notes(A) == EntryNotes(A, tags=("call", "urgent"), flagged=True)
    notebook.untag(A, "urgent")
    notebook.unflag(A)
    assert notebook.entry_notes(A) == EntryNotes(A, tags=("call",))
    notebook.untag(A, "call")
    assert notebook.notes() == {}
    assert len(notebook.events()) == 6


def test_notes_of_all_entries_and_the_log_of_one(notebook: Notebook) -> None:
    notebook.flag(A)
    notebook.write_note(B, "text")
    assert set(notebook.notes()) == {A, B}
    assert [event.kind for event in notebook.events(A)] == [EventKind.FLAGGED]
    assert len(notebook.events()) == 2


@pytest.mark.parametrize(
    "text", ["", "naïve – “quoted” 中文", "line\nline\r\n\ttab", "half \ud83d emoji", "nul \0 in it"]
)
def test_any_text_comes_back_as_it_was(notebook: Notebook, path: Path, text: str) -> None:
    notebook.write_note(A, text)
    assert notebook.entry_notes(A).notes[0].latest.text == text
    assert notebook.events()[0].payload["text"] == text


def test_an_author_name_that_is_not_text_is_mended(path: Path) -> None:
    with closing(Notebook.open(path, author="re\udcffader")) as notebook:
        assert notebook.flag(A).author == "re?ader"


def test_what_is_written_follows_what_is_there_when_the_clock_goes_back(path: Path) -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with closing(Notebook.open(path, author="reader", clock=lambda: now)) as notebook:
        notebook.flag(A)
    earlier = now - timedelta(days=400)
    with closing(Notebook.open(path, author="reader", clock=lambda: earlier)) as notebook:
        notebook.unflag(A)
        assert notebook.notes() == {}
        assert [event.at for event in notebook.events()] == [now, earlier]


# Merging


KINDS = st.sampled_from(EventKind)
VIEW_PAYLOADS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.text(max_size=5) | st.none(),
        "look": st.sampled_from([{}, {"order": "oldest"}, {"filter": {"text": "crane"}, "weather": "fair"}, []]),
        "on": st.booleans() | st.just("yes"),
    },
)
IDS = IdMaker(clock=lambda: 1_700_000_000_000)


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """A log as several people may have written it: any event may replace any other, views come with notes."""
    ids = [EventId(IDS.make()) for _ in range(draw(st.integers(1, 12)))]
    events = []
    for event_id in ids:
        kind = draw(KINDS)
        payload: dict[str, object] = {"tag": draw(st.sampled_from(["x", "y"]))}
        if kind.value.startswith("note"):
            payload = {"note": draw(st.sampled_from(["n1", "n2"])), "text": draw(st.text(max_size=5)), "tags": ["t"]}
        if kind in VIEW_KINDS:
            payload = draw(VIEW_PAYLOADS)
        events.append(
            Event(
                event_id,
                kind,
                draw(st.sampled_from([ODD, "view:2"] if kind in VIEW_KINDS else [A, B, ODD])),
                draw(st.sampled_from(["one", "two"])),
                draw(st.datetimes(timezones=st.just(UTC))),
                draw(st.none() | st.sampled_from(ids)),
                payload,  # type: ignore[arg-type]
            )
        )
    return events


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=logs(), data=st.data())
def test_any_order_and_repetition_gives_the_same_state(
    tmp_path: Path, events: list[Event], data: st.DataObject
) -> None:
    notes = {
        state.entry: state
        for entry in (A, B, ODD)
        if (state := fold([event for event in events if event.subject == entry])) is not None and not state.is_empty
    }
    views = fold_views(events)
    mixed = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=5))))
    cut = data.draw(st.integers(0, len(mixed)))
    path = tmp_path / f"{IDS.make()}.notebook"
    with closing(Notebook.open(path, author="reader")) as notebook:
        assert notebook.merge(mixed[:cut]) + notebook.merge(mixed[cut:]) == len(events)
        assert (notebook.notes(), notebook.views()) == (notes, views)
        assert [view.stored for view in notebook.views()] == [view.stored for view in views]
        assert notebook.events() == events
        notebook.rebuild()
        assert (notebook.notes(), notebook.views()) == (notes, views)
        assert notebook.merge(events) == 0
    for place in (NotebookPlace(path), NotebookPlace(tmp_path / "none", elsewhere=path)):
        assert read_notebook(place) == NotebookState(notes, views)
        assert read_saved_views(place) == views


def test_times_of_other_zones_are_the_same_event(notebook: Notebook) -> None:
    event = Event(EventId(IDS.make()), EventKind.FLAGGED, A, "one", datetime(2026, 3, 1, 12, tzinfo=UTC))
    assert notebook.merge([event]) == 1
    assert notebook.merge([replace(event, at=event.at.astimezone(timezone(timedelta(hours=2))))]) == 0
    assert notebook.merge([replace(event, at=event.at.replace(tzinfo=None))]) == 0


@pytest.mark.parametrize(
    ("change", "details"),
    [
        ({"id": "1"}, "no valid id"),
        ({"id": "ffffffff-ffff-7fff-bfff-ffffffffffff"}, "no valid id"),
        ({"kind": EventKind.NOTE_WRITTEN}, "which note"),
        ({"kind": EventKind.VIEW_DELETED}, "not about a saved view"),
        ({"subject": "half \ud83d"}, "not text"),
        ({"author": "somebody else"}, "two different events"),
    ],
)
def test_events_that_break_the_rules_are_refused_with_all_that_came_with_them(
    notebook: Notebook, change: dict[str, object], details: str
) -> None:
    event = Event(EventId(IDS.make()), EventKind.FLAGGED, A, "one", datetime(2026, 3, 1, tzinfo=UTC))
    notebook.merge([event])
    good = replace(event, id=EventId(IDS.make()), subject=B)
    with pytest.raises(KnownError) as info:
        notebook.merge([good, replace(event, **change)])  # type: ignore[arg-type]
    assert details in info.value.details
    assert notebook.events() == [event]
    assert set(notebook.notes()) == {A}


def test_an_event_of_the_far_future_does_not_stop_the_work(notebook: Notebook) -> None:
    ahead = Event(
        EventId("7fffffff-ffff-7fff-bfff-ffffffffffff"), EventKind.FLAGGED, A, "one", datetime(2026, 3, 1, tzinfo=UTC)
    )
    notebook.merge([ahead])
    notebook.unflag(A)
    assert notebook.notes() == {}
