"""What a click on a value means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from oversight_viewer.domain.filters import Choice, ChoiceState, Facet, RecordFilter
from oversight_viewer.ui.sidebar.choosing import (
    Place,
    Standing,
    cleared,
    excluded,
    facet_cleared,
    included,
    left_out,
    only,
    standing,
    switched,
    toggled,
    work_chosen,
)
from oversight_viewer.ui.sidebar.nodes import Work

# parent > child > grandchild, and another child beside
PARENT = Place(Facet.COMPANY, "parent", (), frozenset({"child", "grandchild", "other"}))
CHILD = Place(Facet.COMPANY, "child", ("parent",), frozenset({"grandchild"}))
GRANDCHILD = Place(Facet.COMPANY, "grandchild", ("child", "parent"))


def _filter(include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> RecordFilter:
    return RecordFilter(companies=Choice(include, exclude))


@pytest.mark.parametrize(
    ("include", "exclude", "place", "expected"),
    [
        ((), (), PARENT, Standing.UNUSED),
        (("parent",), (), PARENT, Standing.INCLUDED),
        (("parent",), (), CHILD, Standing.INCLUDED),
        (("parent",), (), GRANDCHILD, Standing.INCLUDED),
        (("child",), (), PARENT, Standing.PARTLY),
        (("child",), (), GRANDCHILD, Standing.INCLUDED),
        (("grandchild",), (), PARENT, Standing.PARTLY),
        (("other",), (), CHILD, Standing.UNUSED),
        (("parent",), ("child",), PARENT, Standing.PARTLY),
        (("parent",), ("child",), CHILD, Standing.EXCLUDED),
        (("parent",), ("child",), GRANDCHILD, Standing.EXCLUDED),
        ((), ("parent",), CHILD, Standing.EXCLUDED),
        ((), ("child",), PARENT, Standing.UNUSED),
    ],
)
def test_what_is_above_holds_for_what_is_below(
    include: tuple[str, ...], exclude: tuple[str, ...], place: Place, expected: Standing
) -> None:
    assert standing(_filter(include, exclude), place) is expected


@pytest.mark.parametrize(
    ("change", "before", "place", "after"),
    [
        (included, _filter(), PARENT, _filter(("parent",))),
        (included, _filter((), ("parent",)), PARENT, _filter(("parent",))),
        (included, _filter(("child",), ("other",)), PARENT, _filter(("parent",))),
        (left_out, _filter((), ("parent",)), PARENT, _filter((), ("parent",))),
        (left_out, _filter(("child",)), PARENT, _filter((), ("parent",))),
        (only, _filter(("other",), ("somebody",)), CHILD, _filter(("child",))),
        (toggled, _filter(), PARENT, _filter(("parent",))),
        (toggled, _filter(("parent",)), PARENT, _filter()),
        (toggled, _filter((), ("parent",)), PARENT, _filter()),
        (toggled, _filter(("child",)), PARENT, _filter(("parent",))),
        (toggled, _filter(("parent",)), CHILD, _filter(("parent",), ("child",))),
        (toggled, _filter(("parent",), ("child",)), CHILD, _filter(("parent",))),
        (toggled, _filter(("parent",), ("child",)), PARENT, _filter()),
        (toggled, _filter((), ("parent",)), GRANDCHILD, _filter()),
        (toggled, _filter(("else",)), CHILD, _filter(("else", "child"))),
        (excluded, _filter(), CHILD, _filter((), ("child",))),
        (excluded, _filter(("child",)), CHILD, _filter((), ("child",))),
        (excluded, _filter((), ("child",)), CHILD, _filter()),
        (excluded, _filter(("child",), ("other",)), PARENT, _filter((), ("parent",))),
        (cleared, _filter(("child",), ("other",)), PARENT, _filter()),
        (cleared, _filter(("else",)), PARENT, _filter(("else",))),
    ],
)
def test_a_click_changes_one_thing(
    change: Callable[[RecordFilter, Place], RecordFilter], before: RecordFilter, place: Place, after: RecordFilter
) -> None:
    assert change(before, place) == after


def test_a_section_can_be_let_go_as_a_whole() -> None:
    before = RecordFilter(companies=Choice(("a", "b"), ("c",)), kinds=Choice(("letter",)))
    assert facet_cleared(before, Facet.COMPANY) == RecordFilter(kinds=Choice(("letter",)))


@pytest.mark.parametrize("state", list(ChoiceState))
def test_the_users_own_work_has_the_same_three_states(state: ChoiceState) -> None:
    wanted = {ChoiceState.INCLUDED: True, ChoiceState.EXCLUDED: False, ChoiceState.UNUSED: None}[state]
    assert work_chosen(RecordFilter(), Work.NOTES, state).has_notes is wanted
    assert work_chosen(RecordFilter(), Work.FLAG, state).flagged is wanted


def test_a_switch_says_whether_values_stand_for_what_belongs_to_them() -> None:
    off = switched(RecordFilter(), Facet.COMPANY)
    assert off == RecordFilter(subsidiaries=False)
    assert switched(off, Facet.COMPANY) == RecordFilter()
    assert switched(RecordFilter(), Facet.COMMITTEE) == RecordFilter(subcommittees=False)
