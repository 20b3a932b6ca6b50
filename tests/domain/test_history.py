"""Going back and forward through what was on screen, as in a browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.history import BY_KEYS, History, Place, edited_field
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Alignment, Density, Look, Order

START = Place(Look())


def searched(text: str, entry: str | None = None) -> Place:
    return Place(Look(RecordFilter(text=text)), None if entry is None else EntryId(entry))


def trail(history: History) -> list[Place]:
    """All places, from the first to the last; one is at the last afterwards."""
    while history.back():
        pass
    places = [history.here]
    while (place := history.forward()) is not None:
        places.append(place)
    return places


def test_back_and_forward_and_a_new_way_from_the_middle() -> None:
    history = History(START)
    assert (history.back(), history.forward()) == (None, None)
    letter, answer, other = Place(Look(), EntryId("letter")), Place(Look(), EntryId("answer")), searched("crane")
    for place in (letter, answer):
        history.visit(place)
    assert not history.can_go_forward
    assert history.back() == letter
    assert history.back() == START
    assert not history.can_go_back
    assert history.forward() == letter
    history.visit(other)
    assert history.forward() is None
    assert trail(history) == [START, letter, other]


def test_to_be_where_one_is_already_is_no_visit_and_keeps_what_lies_ahead() -> None:
    history = History(START)
    history.visit(searched("crane"))
    history.back()
    history.visit(START)
    assert history.can_go_forward


def test_typing_is_one_place() -> None:
    history = History(START)
    for text in ("c", "cr", "cra", "crane"):
        history.visit(searched(text), "text")
    assert trail(history) == [START, searched("crane")]


def test_typing_and_taking_it_all_back_is_no_place() -> None:
    history = History(START)
    history.visit(searched("", "letter"))
    for text in ("c", "cr", "c", ""):
        history.visit(searched(text, "letter"), "text")
    for text in ("p", "po"):
        history.visit(searched(text, "letter"), "text")
    assert trail(history) == [START, searched("", "letter"), searched("po", "letter")]


def test_what_comes_between_two_edits_parts_them() -> None:
    history = History(START)
    history.visit(searched("crane"), "text")
    history.visit(searched("crane", "letter"))
    history.visit(searched("port", "letter"), "text")
    history.visit(searched("ports", "letter"), "text")
    assert trail(history) == [START, searched("crane"), searched("crane", "letter"), searched("ports", "letter")]


def test_an_edit_after_going_back_is_a_place_of_its_own() -> None:
    history = History(START)
    history.visit(searched("crane"), "text")
    history.visit(searched("crane", "letter"))
    history.back()
    history.visit(searched("cranes"), "text")
    assert trail(history) == [START, searched("crane"), searched("cranes")]


def test_an_edit_that_was_settled_is_a_place_of_its_own() -> None:
    history = History(START)
    history.visit(searched("crane"), "text")
    history.settle()
    history.visit(searched("port"), "text")
    assert trail(history) == [START, searched("crane"), searched("port")]


def test_a_walk_by_keys_is_one_place_and_others_are_not() -> None:
    history = History(START)
    for number in range(5):
        history.visit(searched("", f"card-{number}"), BY_KEYS)
    history.visit(searched("", "clicked"))
    history.visit(searched("", "clicked too"))
    assert trail(history) == [START, searched("", "card-4"), searched("", "clicked"), searched("", "clicked too")]


def test_a_place_that_became_another_by_itself_keeps_what_lies_ahead() -> None:
    history = History(START)
    history.visit(searched("", "gone"))
    history.visit(searched("crane"))
    history.back()
    history.amend(START)
    assert history.forward() == searched("crane")


def test_only_so_many_places_are_kept() -> None:
    history = History(START, most=3)
    for number in range(10):
        history.visit(searched("", str(number)))
    assert [place.entry for place in trail(history)] == ["7", "8", "9"]
    assert len(trail(History(START))) == 1


STEPS = st.lists(
    st.just("back") | st.just("forward") | st.tuples(st.sampled_from("abcd"), st.sampled_from([None, "text", BY_KEYS])),
    max_size=30,
)


@given(steps=STEPS, most=st.integers(1, 5))
def test_back_undoes_forward_and_no_place_stands_beside_itself(steps: list[object], most: int) -> None:
    history = History(START, most)
    for step in steps:
        if step == "back":
            here = history.here
            assert history.back() is None or history.forward() == here
            history.back()
        elif step == "forward":
            history.forward()
        else:
            text, edited = step  # type: ignore[misc]
            history.visit(searched(text), edited)
            assert history.here == searched(text)
    places = trail(history)
    assert len(places) <= most
    assert all(first != second for first, second in pairwise(places))


DAY = date(2024, 8, 1)
BEFORE = Look(RecordFilter(text="crane", tags=Choice(("x",))))


@pytest.mark.parametrize(
    ("after", "field"),
    [
        (BEFORE, None),
        (replace(BEFORE, filter=replace(BEFORE.filter, text="cranes")), "text"),
        (replace(BEFORE, filter=replace(BEFORE.filter, since=DAY)), "dates"),
        (replace(BEFORE, filter=replace(BEFORE.filter, since=DAY, until=DAY)), "dates"),
        (replace(BEFORE, filter=replace(BEFORE.filter, since=DAY, text="")), None),
        (replace(BEFORE, filter=replace(BEFORE.filter, tags=Choice())), None),
        (replace(BEFORE, filter=replace(BEFORE.filter, tags=Choice(), kinds=Choice(("letter",)))), None),
        (replace(BEFORE, filter=RecordFilter()), None),
        (replace(BEFORE, order=Order.OLDEST), None),
        (replace(BEFORE, density=Density.COMPACT), None),
        (replace(BEFORE, alignment=Alignment.INQUIRY, filter=replace(BEFORE.filter, text="")), None),
    ],
)
def test_which_changes_are_parts_of_one_edit(after: Look, field: str | None) -> None:
    assert edited_field(BEFORE, after) == field
