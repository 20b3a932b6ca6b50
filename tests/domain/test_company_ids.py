"""Identifiers of companies. The LEIs are invented; their check digits are right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.company_ids import cik_text, lei_check_digits, normal_cik, normal_lei

STEM = "0000EXAMPLEFREIGHT"


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=18, max_size=18))
def test_check_digits_are_right_and_another_character_is_noticed(stem: str) -> None:
    lei = stem + lei_check_digits(stem)
    assert normal_lei(lei) == lei
    assert normal_lei(f" {lei[:4].lower()} {lei[4:]}\n") == lei
    other = "1" if lei[0] != "1" else "2"
    assert normal_lei(other + lei[1:]) is None


def test_two_characters_that_changed_places_are_noticed() -> None:
    lei = STEM + lei_check_digits(STEM)
    assert normal_lei(lei[:4] + lei[5] + lei[4] + lei[6:]) is None


@pytest.mark.parametrize("text", ["", "A" * 20, "0" * 19, "0" * 21, "EXAMPLE FREIGHT", "é" * 20, STEM + "AB"])
def test_what_is_no_lei_is_none(text: str) -> None:
    assert normal_lei(text) is None


def test_check_digits_need_a_whole_stem() -> None:
    with pytest.raises(ValueError, match="18 figures"):
        lei_check_digits("SHORT")


@pytest.mark.parametrize(
    ("value", "cik"),
    [
        (1234567, 1234567),
        ("1234567", 1234567),
        ("0001234567", 1234567),
        ("CIK0001234567", 1234567),
        (" cik 1234567 ", 1234567),
        (0, None),
        (-5, None),
        (True, None),
        (10**40, None),
        ("12345678901", None),
        ("", None),
        ("EXAMPLE", None),
        ("1" * 5000, None),
    ],
)
def test_a_cik_has_one_normal_form(value: str | int, cik: int | None) -> None:
    assert normal_cik(value) == cik


def test_a_cik_is_written_with_ten_digits() -> None:
    assert cik_text(1234567) == "0001234567"
