"""What a click on a value of a facet means. No Qt: the tree asks here, and shows the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from oversight_viewer.domain.filters import Choice, ChoiceState, Facet, RecordFilter
from oversight_viewer.ui.sidebar.nodes import Work
from oversight_viewer.ui.sidebar.sections import SECTIONS


class Standing(Enum):
    """How a value looks, after its own state and the states of what is above and below it."""

    UNUSED = "not used"
    INCLUDED = "included"
    PARTLY = "partly included"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Place:
    """A value of a facet among those that it belongs to (``above``, nearest first) and those that belong to it."""

    facet: Facet
    value: str
    above: tuple[str, ...] = ()
    below: frozenset[str] = frozenset()


def standing(what: RecordFilter, place: Place) -> Standing:
    """How a value stands. What is above it holds for it too, unless it has a state of its own."""
    choice = what.choice(place.facet)
    own = choice.state(place.value)
    if own is ChoiceState.EXCLUDED:
        return Standing.EXCLUDED
    if own is ChoiceState.INCLUDED:
        return Standing.PARTLY if any(item in place.below for item in choice.exclude) else Standing.INCLUDED
    above = _state_above(what, place)[0]
    if above is not ChoiceState.UNUSED:
        return Standing.INCLUDED if above is ChoiceState.INCLUDED else Standing.EXCLUDED
    return Standing.PARTLY if any(item in place.below for item in choice.include) else Standing.UNUSED


def toggled(what: RecordFilter, place: Place) -> RecordFilter:
    """The filter after a click: a chosen value is let go, another one is included.

    Below an included value, a click takes one value out of it; below an excluded one it lets go of the exclusion.
    """
    if what.choice(place.facet).state(place.value) is not ChoiceState.UNUSED:
        return cleared(what, place)
    above, value = _state_above(what, place)
    if above is ChoiceState.EXCLUDED:
        return what.with_state(place.facet, value, ChoiceState.UNUSED)
    return _with_state(what, place, ChoiceState.EXCLUDED if above is ChoiceState.INCLUDED else ChoiceState.INCLUDED)


def excluded(what: RecordFilter, place: Place) -> RecordFilter:
    """The filter after leaving out a value, or after letting go of it if it was left out."""
    if what.choice(place.facet).state(place.value) is ChoiceState.EXCLUDED:
        return cleared(what, place)
    return _with_state(what, place, ChoiceState.EXCLUDED)


def included(what: RecordFilter, place: Place) -> RecordFilter:
    """The filter after including a value, however it stood."""
    return _with_state(what, place, ChoiceState.INCLUDED)


def left_out(what: RecordFilter, place: Place) -> RecordFilter:
    """The filter after leaving out a value, however it stood."""
    return _with_state(what, place, ChoiceState.EXCLUDED)


def only(what: RecordFilter, place: Place) -> RecordFilter:
    """The filter with a value and nothing else in its facet."""
    return what.with_choice(place.facet, Choice((place.value,)))


def cleared(what: RecordFilter, place: Place) -> RecordFilter:
    """The filter without a value and without all that belongs to it."""
    return _with_state(what, place, ChoiceState.UNUSED)


def facet_cleared(what: RecordFilter, facet: Facet) -> RecordFilter:
    """The filter without anything chosen in a facet."""
    choice = what.choice(facet)
    return _let_go(what, facet, (*choice.include, *choice.exclude))


def work_chosen(what: RecordFilter, work: Work, state: ChoiceState) -> RecordFilter:
    """The filter after a choice among the states of entries: those in one, or those that are not."""
    wanted = {ChoiceState.INCLUDED: True, ChoiceState.EXCLUDED: False, ChoiceState.UNUSED: None}[state]
    return what.with_condition(work.value, wanted=wanted)


def switched(what: RecordFilter, facet: Facet) -> RecordFilter:
    """The filter after turning the switch that says whether values stand for what belongs to them too."""
    changes: dict[str, Any] = {SECTIONS[facet].switch: what.is_exact(facet)}
    return replace(what, **changes)


def _with_state(what: RecordFilter, place: Place, state: ChoiceState) -> RecordFilter:
    """Set a state; it holds for all below, which therefore lose their own."""
    return _let_go(what, place.facet, place.below).with_state(place.facet, place.value, state)


def _let_go(what: RecordFilter, facet: Facet, values: Iterable[str]) -> RecordFilter:
    choice = what.choice(facet)
    chosen = {*choice.include, *choice.exclude}
    for value in values:
        if value in chosen:
            what = what.with_state(facet, value, ChoiceState.UNUSED)
    return what


def _state_above(what: RecordFilter, place: Place) -> tuple[ChoiceState, str]:
    """The state of the nearest value above that has one, with that value."""
    choice = what.choice(place.facet)
    for value in place.above:
        state = choice.state(value)
        if state is not ChoiceState.UNUSED:
            return state, value
    return ChoiceState.UNUSED, ""
