"""Near names: what may be one company is told together, what plainly is not is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.name_decisions import fold_name
from oversight_viewer.domain.near_names import essence, near, near_pairs


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Example Freight Co.", "Example Freight Company, Inc."),
        ("Example Freight", "EXAMPLE  FREIGHT, L.L.C."),
        ("Example Freihgt Lines", "Example Freight Lines"),
        ("Lines of Example Freight", "Example Freight of Lines"),
        ("Pat’s Sample Stores", "Pats Sample Stores Ltd"),
        ("Air Sample", "AirSample Holdings"),
    ],
)
def test_what_may_be_one_company(first: str, second: str) -> None:
    assert near(first, [second, "Quite Another Placeholder"]) == (second,)
    (pair,) = near_pairs([second, first, "Quite Another Placeholder"])
    assert {pair.first, pair.second} == {first, second}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Example Fund 1", "Example Fund 2"),
        ("Example Freight", "Example Foods"),
        ("The Co.", "A Co."),
        ("Sample", "Example"),
    ],
)
def test_what_is_not(first: str, second: str) -> None:
    assert near(first, [second]) == ()
    assert near_pairs([first, second]) == ()


def test_what_was_decided_is_not_asked_again() -> None:
    names = ["Example Freight Co.", "Example Freight Inc."]
    apart = frozenset(map(fold_name, names))
    assert near_pairs(names, apart=[apart]) == ()
    assert near(names[0], names, apart=[apart]) == ()


def test_only_the_words_count() -> None:
    assert essence("The Example Freight Co., N.A.") == "example freight"
    assert essence("Holdings Inc.") == "holdings inc", "a name of nothing but forms stays one"


def test_a_name_is_never_near_itself() -> None:
    assert near("Example", ["Example"]) == ()


@given(st.lists(st.text(max_size=30), max_size=12, unique=True))
def test_any_names_can_be_compared(names: list[str]) -> None:
    for pair in near_pairs(names):
        assert pair.first != pair.second
        assert pair.second in near(pair.first, names, at_most=99)
