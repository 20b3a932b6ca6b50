"""The fold of the log of notes: the same events, in any order and any number of times, give the same state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.annotations import Event, EventId, EventKind, NoteId, fold
from oversight_viewer.domain.records import EntryId, JsonObject

START = datetime(2024, 11, 26, 9, 0, tzinfo=UTC)


def event(number: int, kind: EventKind, payload: JsonObject | None = None, parent: int | None = None) -> Event:
    return Event(
        id=EventId(f"{number:04d}"),
        kind=kind,
        subject=EntryId("a"),
        author="staff",
        at=START + timedelta(minutes=number),
        parent=None if parent is None else EventId(f"{parent:04d}"),
        payload=payload or {},
    )


def written(number: int, text: str, parent: int | None = None, note: str = "n1") -> Event:
    return event(number, EventKind.NOTE_WRITTEN, {"note": note, "text": text, "tags": ["t", 7], "revision": 2}, parent)


def test_no_events_no_state() -> None:
    assert fold([]) is None


def test_an_edit_replaces_and_two_edits_made_apart_are_both_kept() -> None:
    state = fold([written(1, "one"), written(2, "two", parent=1), written(3, "other", parent=1)])
    assert state is not None
    (note,) = state.notes
    assert note.id == NoteId("n1")
    assert [version.text for version in note.versions] == ["two", "other"]
    assert note.latest.text == "other"
    assert note.created == START + timedelta(minutes=1)
    assert note.latest.tags == ("t",)
    assert note.latest.revision == 2
    merged = fold([written(1, "one"), written(2, "two", parent=1), written(3, "other", 1), written(4, "both", 2)])
    assert merged is not None
    assert [version.text for version in merged.notes[0].versions] == ["other", "both"]


def test_deleting_and_restoring() -> None:
    gone = [written(1, "one"), event(2, EventKind.NOTE_DELETED, {"note": "n1"})]
    back = [*gone, event(3, EventKind.NOTE_RESTORED, {"note": "n1"})]
    deleted, restored = fold(gone), fold(back)
    assert deleted is not None
    assert restored is not None
    assert deleted.is_empty
    assert [note.latest.text for note in restored.notes] == ["one"]


def test_a_note_whose_text_has_not_arrived_is_not_shown_yet() -> None:
    state = fold([event(2, EventKind.NOTE_DELETED, {"note": "n1"})])
    assert state is not None
    assert state.notes == ()


def test_tags_and_flag() -> None:
    state = fold(
        [
            event(1, EventKind.TAGGED, {"tag": "b"}),
            event(2, EventKind.TAGGED, {"tag": "a"}),
            event(3, EventKind.UNTAGGED, {"tag": "b"}),
            event(4, EventKind.FLAGGED),
            written(5, "x"),
        ]
    )
    assert state is not None
    assert state.tags == ("a",)
    assert state.flagged
    assert state.all_tags == {"a", "t"}
    unflagged = fold([event(4, EventKind.FLAGGED), event(5, EventKind.UNFLAGGED)])
    assert unflagged is not None
    assert unflagged.is_empty


LOG = [
    written(1, "one"),
    written(2, "two", parent=1),
    written(3, "apart", parent=1),
    written(4, "second note", note="n2"),
    event(5, EventKind.NOTE_DELETED, {"note": "n2"}),
    event(6, EventKind.TAGGED, {"tag": "a"}),
    event(7, EventKind.UNTAGGED, {"tag": "a"}),
    event(8, EventKind.FLAGGED),
]


@given(st.permutations(LOG), st.lists(st.sampled_from(LOG)))
def test_order_and_repetition_do_not_matter(shuffled: list[Event], again: list[Event]) -> None:
    assert fold([*again, *shuffled]) == fold(LOG)
