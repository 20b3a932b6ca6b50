"""The fold of what was done to saved views, and finding one by its name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.annotations import VIEW_KINDS, Event, EventId, EventKind
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.look_json import look_to_json
from oversight_viewer.domain.records import JsonObject
from oversight_viewer.domain.saved_views import (
    SavedView,
    ViewId,
    clean_name,
    default_view,
    fold_views,
    one_view_named,
)
from oversight_viewer.domain.views import Look, Order

CRANES, OLDEST = Look(RecordFilter(text="crane")), Look(order=Order.OLDEST)


def event(number: int, kind: EventKind, view: str = "view:1", **payload: object) -> Event:
    at = datetime(2024, 11, 26, tzinfo=UTC)
    return Event(EventId(f"{number:04d}"), kind, view, "staff", at, payload=payload)  # type: ignore[arg-type]


def saved(number: int, name: str | None = None, look: Look | None = None, view: str = "view:1") -> Event:
    payload: JsonObject = {} if name is None else {"name": name}
    if look is not None:
        payload["look"] = look_to_json(look)
    return event(number, EventKind.VIEW_SAVED, view, **payload)


def default(number: int, view: str, *, on: bool) -> Event:
    return event(number, EventKind.VIEW_DEFAULT, view, on=on)


def test_a_view_is_saved_renamed_changed_deleted_and_restored() -> None:
    log = [saved(1, " Port\ncranes ", CRANES)]
    assert fold_views(log) == (SavedView(ViewId("view:1"), "Port cranes", CRANES),)
    log += [saved(2, name="Cranes"), saved(3, look=OLDEST)]
    (view,) = fold_views(log)
    assert (view.name, view.look) == ("Cranes", OLDEST)
    log.append(event(4, EventKind.VIEW_DELETED))
    assert fold_views(log) == ()
    log.append(event(5, EventKind.VIEW_RESTORED))
    assert fold_views(log) == (view,)


def test_a_name_and_a_change_made_apart_are_both_kept() -> None:
    # One renames the view, while another, who does not know of that, changes what it shows.
    assert fold_views([saved(1, "a", CRANES), saved(3, name="b"), saved(2, look=OLDEST)])[0].name == "b"
    assert fold_views([saved(1, "a", CRANES), saved(2, name="b"), saved(3, look=OLDEST)])[0].look == OLDEST


def test_a_change_made_apart_does_not_bring_a_deleted_view_back() -> None:
    assert fold_views([saved(1, "a", CRANES), event(2, EventKind.VIEW_DELETED), saved(3, look=OLDEST)]) == ()


@pytest.mark.parametrize("log", [[saved(1, name="a")], [saved(1, look=CRANES)], [saved(1, " \u202e", CRANES)], []])
def test_what_has_no_name_or_no_look_yet_is_no_view(log: list[Event]) -> None:
    assert fold_views(log) == ()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], None),
        ([default(3, "view:1", on=True)], "view:1"),
        ([default(3, "view:1", on=True), default(4, "view:2", on=True)], "view:2"),
        ([default(3, "view:1", on=True), default(4, "view:1", on=False)], None),
        # Nobody fell back to the first one when the second was taken off.
        ([default(3, "view:1", on=True), default(4, "view:2", on=True), default(5, "view:2", on=False)], None),
        # Unsaid by one who does not know of the second.
        ([default(3, "view:1", on=True), default(4, "view:2", on=True), default(5, "view:1", on=False)], "view:2"),
        ([default(3, "view:2", on=True), event(4, EventKind.VIEW_DELETED, "view:2")], None),
        (
            [
                default(3, "view:2", on=True),
                event(4, EventKind.VIEW_DELETED, "view:2"),
                event(5, EventKind.VIEW_RESTORED, "view:2"),
            ],
            "view:2",
        ),
    ],
)
def test_the_library_opens_with_one_view_at_most(told: list[Event], expected: str | None) -> None:
    views = fold_views([saved(1, "one", CRANES), saved(2, "two", OLDEST, "view:2"), *told])
    found = default_view(views)
    assert (None if found is None else found.id) == expected
    assert sum(view.is_default for view in views) == (expected is not None)


EVENTS = st.builds(
    event,
    st.integers(1, 30),
    st.sampled_from(EventKind),
    st.sampled_from(["view:1", "view:2", "letter-1"]),
    name=st.sampled_from(["a", "b", "", 3]),
    look=st.sampled_from([{}, {"order": "oldest"}, "none"]),
    on=st.booleans(),
)


@given(log=st.lists(EVENTS, unique_by=lambda item: item.id), data=st.data())
def test_order_and_repetition_and_events_on_entries_change_nothing(log: list[Event], data: st.DataObject) -> None:
    mixed = data.draw(
        st.permutations(log + data.draw(st.lists(st.sampled_from(log), max_size=5) if log else st.just([])))
    )
    assert fold_views(mixed) == fold_views([item for item in log if item.kind in VIEW_KINDS])


def test_what_only_a_newer_version_knows_is_kept() -> None:
    look: JsonObject = {"order": "oldest", "weather": "fair"}
    (view,) = fold_views([event(1, EventKind.VIEW_SAVED, name="a", look=look)])
    assert view.look == OLDEST
    assert view.stored == look
    assert view.not_understood == ("weather",)


def test_a_name_is_one_line_of_bounded_length() -> None:
    assert clean_name(" Port\r\n\tcranes\u202e \ud83d") == "Port cranes \N{REPLACEMENT CHARACTER}"
    assert len(clean_name("x" * 500)) == 120


def view(name: str, number: int = 1) -> SavedView:
    return SavedView(ViewId(f"view:{number}"), name, CRANES)


def test_a_view_is_found_by_its_name() -> None:
    cranes, capitals = view("cranes"), view("Cranes", 2)
    assert one_view_named([cranes, capitals], "Cranes") is capitals
    assert one_view_named([cranes], " CRANES ") is cranes


@pytest.mark.parametrize(
    ("views", "what", "todo"),
    [
        ([], "No saved view has the name “cranes”", "No view is saved"),
        ([view("Ports"), view("Ships", 2)], "No saved view has the name “cranes”", "There is: Ports; Ships."),
        ([view(f"v{number:02}") for number in range(13)], "No saved view", "v11; …."),
        ([view("cranes"), view("cranes", 2)], "2 saved views have the name “cranes”", "Rename"),
        ([view("Cranes"), view("CRANES", 2)], "2 saved views have the name", "Rename"),
    ],
)
def test_a_name_that_means_no_view_or_several_is_told(views: list[SavedView], what: str, todo: str) -> None:
    with pytest.raises(KnownError) as caught:
        one_view_named(views, "cranes")
    assert what in caught.value.what
    assert todo in caught.value.todo
