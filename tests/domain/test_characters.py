"""Acting characters are taken out of text; what is written stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.characters import clean_line, clean_text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain words", "plain words"),
        ("a\r\nb\rc\vd\fe\u2028f\u2029g\x85h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("tab\tstays", "tab\tstays"),
        ("nul\0 bell\x07 escape\x1b[31m end\x1a", "nul bell escape[31m end"),
        ("file\u202egpj.exe", "filegpj.exe"),
        ("\ufeffmark of byte order", "mark of byte order"),
        ("frame\ufdd0 of\ufdd1 Qt\ufffc", "frame of Qt"),
        ("no character \U0001ffff\U0010fffe.", "no character ."),
        ("half \ud800 a pair", "half \N{REPLACEMENT CHARACTER} a pair"),
        ("中文 ελληνικά — “quoted” 👩‍🔬", "中文 ελληνικά — “quoted” 👩‍🔬"),
        ("", ""),
    ],
)
def test_clean_text(source: str, expected: str) -> None:
    assert clean_text(source) == expected


def test_clean_line_is_one_line() -> None:
    assert clean_line("  a\r\n\tb\0  c\u2029") == "a b c"


@given(st.text(st.characters(exclude_categories=[])))
def test_nothing_acting_is_left_and_cleaning_again_changes_nothing(source: str) -> None:
    cleaned = clean_text(source)
    assert clean_text(cleaned) == cleaned
    assert all(unicodedata.category(char) not in {"Cc", "Cs"} or char in "\n\t" for char in cleaned)
    cleaned.encode("utf-8")
