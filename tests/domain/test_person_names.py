"""Ways to write one name come together; two people never do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.person_names import fuller_name, may_be_one, person_key


def is_one(one: str, other: str) -> bool:
    return person_key(one) == person_key(other) and may_be_one(one, other)


@pytest.mark.parametrize(
    "other",
    [
        "Pat Example", "PAT EXAMPLE", "Dr. Pat Example", "Hon. Pat Example", "The Honorable Pat Example",
        "Mr. Pat Example", "Pat Example, M.D.", "Pat Example M.D.", "Pat Example, M.D., MACC", "Pát Example",
        "Gen. Pat Example, USA (Ret.)", "Pat  Example", "Pat Example, PhD", "PAT EXAMPLE, PH.D.",
        "Lieutenant General Pat Example",
    ],
)  # fmt: skip
def test_titles_and_degrees_make_no_other_person(other: str) -> None:
    assert is_one("Pat Example", other)
    assert is_one(other, "Pat Example")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pat Example", "Sam Example"),
        ("Pat Example", "Pat Example, Jr."),
        ("Pat Example Jr.", "Pat Example, Sr."),
        ("Pat Example II", "Pat Example III"),
        ("Pat A. Example", "Pat B. Example"),
        ("Pat Example", "Pat Q. Example"),
        ("Mr. Pat Example", "Ms. Pat Example"),
        ("Mrs. Pat Example", "Mr. Pat Example"),
        ("Example", "Dr. Example"),
        ("Mr. Example", "Dr. Example"),
        # A last name before a comma, whose first name is no degree.
        ("Van Example, Pat", "Van Example"),
        ("VAN EXAMPLE, PAT", "VAN EXAMPLE, SAM"),
        # What may be a title and may be a first name is left alone.
        ("Justice Pat Example", "Pat Example"),
        ("Jack Do", "Jack"),
    ],
)
def test_two_people_stay_two(one: str, other: str) -> None:
    assert not is_one(one, other)
    assert not is_one(other, one)


@pytest.mark.parametrize(
    ("one", "other", "fuller"),
    [
        ("Pat Example", "Pat Example, M.D.", "Pat Example, M.D."),
        ("PAT EXAMPLE, M.D.", "Pat Example", "Pat Example"),
        ("Hon. Pat Example", "The Honorable Pat Example", "The Honorable Pat Example"),
        ("Pat Example", "Pat Example", "Pat Example"),
    ],
)
def test_the_fuller_name_is_the_same_from_either_side(one: str, other: str, fuller: str) -> None:
    assert fuller_name(one, other) == fuller_name(other, one) == fuller


@given(st.text(max_size=30))
def test_any_text_has_a_key_and_is_itself(name: str) -> None:
    assert person_key(name)
    assert person_key(name) == person_key(name)
    assert fuller_name(name, name) == name
