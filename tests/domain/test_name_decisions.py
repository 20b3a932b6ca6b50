"""What holds after some decisions about names, and which can be undone by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.name_decisions import (
    Decided,
    Decision,
    DecisionKind,
    MadeDecision,
    fold,
    fold_name,
    in_words,
    resting_on,
    why_not,
)

AT = datetime(2024, 1, 1, tzinfo=UTC)
MERGE, SPLIT, PARENT = DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.PARENT
ADD, REMOVE, NUMBERS = DecisionKind.ADD_ALIAS, DecisionKind.REMOVE_ALIAS, DecisionKind.NUMBERS
APART = DecisionKind.APART


def made(*decisions: Decision) -> list[MadeDecision]:
    return [MadeDecision(number, AT, "Pat", decision) for number, decision in enumerate(decisions, start=1)]


def test_a_merged_company_is_shown_as_the_last_in_the_chain() -> None:
    decided = fold(made(Decision(MERGE, "A", "B"), Decision(MERGE, "b", "C")))
    assert [decided.final(name) for name in ("A", "B", "C", "D")] == ["C", "C", "C", "D"]


@pytest.mark.parametrize(
    ("decisions", "written", "final"),
    [
        ([Decision(MERGE, "X", "A"), Decision(SPLIT, "X")], {"x": "X"}, "X"),
        ([Decision(MERGE, "X", "A"), Decision(SPLIT, "X", "C")], {"x": "C"}, "X"),
        ([Decision(SPLIT, "X"), Decision(MERGE, "X", "A")], {"x": "X"}, "A"),
        ([Decision(ADD, "A", "X")], {"x": "A"}, "X"),
        ([Decision(ADD, "A", "X"), Decision(REMOVE, "A", "X")], {}, "X"),
    ],
)
def test_the_later_decision_goes_before(decisions: list[Decision], written: dict[str, str], final: str) -> None:
    decided = fold(made(*decisions))
    assert decided.written == written
    assert decided.final("X") == final


def test_owners_numbers_and_aliases() -> None:
    decided = fold(
        made(
            Decision(PARENT, "A", "B"),
            Decision(PARENT, "a"),
            Decision(NUMBERS, "A", cik=1, tickers=("A",)),
            Decision(NUMBERS, "A", lei="L"),
            Decision(ADD, "A", "Alpha"),
            Decision(REMOVE, "A", "Beta"),
        )
    )
    assert decided.parents == {"a": None}
    assert (decided.numbers["a"].cik, decided.numbers["a"].lei, decided.numbers["a"].tickers) == (1, "L", ("A",))
    assert decided.aliases == {"a": ("Alpha",)}
    assert decided.removed == {("a", "beta")}


@pytest.mark.parametrize(
    ("earlier", "later", "rests"),
    [
        (Decision(MERGE, "A", "B"), Decision(MERGE, "B", "C"), True),
        (Decision(MERGE, "A", "B"), Decision(SPLIT, "A"), True),
        (Decision(MERGE, "A", "B"), Decision(PARENT, "B", "C"), False),
        (Decision(MERGE, "A", "B"), Decision(MERGE, "C", "D"), False),
        (Decision(SPLIT, "X"), Decision(MERGE, "x", "A"), True),
        (Decision(SPLIT, "X", "C"), Decision(ADD, "C", "Y"), False),
        (Decision(ADD, "A", "X"), Decision(REMOVE, "A", "X"), True),
        (Decision(ADD, "A", "X"), Decision(MERGE, "A", "B"), False),
        (Decision(PARENT, "A", "B"), Decision(PARENT, "A", "C"), False),
        (Decision(MERGE, "A", "B"), Decision(APART, "A", "C"), False),
        (Decision(APART, "A", "B"), Decision(MERGE, "A", "C"), False),
    ],
)
def test_what_rests_on_what(earlier: Decision, later: Decision, rests: bool) -> None:
    both = made(earlier, later)
    assert resting_on(both, 1) == (both[1] if rests else None)
    assert resting_on(both, 2) is None
    assert resting_on([both[0], replace(both[1], is_undone=True)], 1) is None


@pytest.mark.parametrize(
    "decision",
    [
        Decision(MERGE, "B", "A"),
        Decision(MERGE, "A", "a"),
        Decision(MERGE, "A"),
        Decision(ADD, "A", " "),
        Decision(PARENT, "C", "C"),
        Decision(PARENT, "D", "C"),
        Decision(APART, "E"),
        Decision(APART, "E", "e"),
        Decision(APART, "a", "B"),
        Decision(APART, "G", "F"),
        Decision(MERGE, "G", "F"),
        Decision(SPLIT, "G", "F"),
        Decision(ADD, "F", "g"),
    ],
)
def test_what_makes_no_sense_is_said(decision: Decision) -> None:
    before = made(Decision(MERGE, "A", "B"), Decision(PARENT, "C", "D"), Decision(APART, "F", "G"))
    assert why_not(before, decision)
    assert in_words(decision)


def test_who_is_told_apart_from_one_is_apart_from_all_that_are_the_same() -> None:
    decided = fold(made(Decision(APART, "A", "B"), Decision(MERGE, "a", "C"), Decision(REMOVE, "D", "E")))
    assert decided.apart == {frozenset({"b", "c"})}
    assert decided.not_the_same == {frozenset({"b", "c"}), frozenset({"d", "e"})}
    assert why_not(made(Decision(APART, "A", "B"), Decision(MERGE, "A", "C")), Decision(MERGE, "C", "B"))
    # which says nothing of owners, nor of others
    assert why_not(made(Decision(APART, "A", "B")), Decision(PARENT, "A", "B")) is None
    assert why_not(made(Decision(APART, "A", "B")), Decision(MERGE, "A", "C")) is None


NAMES = st.sampled_from(["A", "a ", "B", "C"])
DECISIONS = st.builds(Decision, st.sampled_from(DecisionKind), NAMES, st.none() | NAMES, st.none() | st.integers(1, 3))


@given(st.lists(DECISIONS, max_size=6), st.data())
def test_what_is_undone_counts_as_if_it_never_was(decisions: list[Decision], data: st.DataObject) -> None:
    all_made = made(*decisions)
    undone = data.draw(st.sets(st.sampled_from(range(len(all_made))))) if all_made else set()
    with_undone = [replace(one, is_undone=place in undone) for place, one in enumerate(all_made)]
    without = [one for place, one in enumerate(all_made) if place not in undone]
    assert fold(with_undone) == fold(without) == fold(reversed(without))
    for name in ("A", "B", "C"):
        assert fold_name(fold(without).final(name)) in {"a", "b", "c", ""}
    if len(undone) == len(all_made):
        assert fold(with_undone) == Decided()
