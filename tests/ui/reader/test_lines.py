"""Text shown line for line keeps every character, in lines that can be laid out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.ui.reader.lines import display_text, in_columns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("a\n\nb\n", "a\n\nb\n"),
        ("a\r\nb\rc\fd\u2028e", "a\nb\nc\nd\ne"),
        ("nul\0here \u202eturned", "nulhere \nturned"),
        ("0123456789" * 2, "0123456789\n0123456789"),
        ("one two three", "one two \nthree"),
        ("short\nunbrokenword!", "short\nunbrokenwo\nrd!"),
    ],
)
def test_lines(text: str, expected: str) -> None:
    assert display_text(text, 10) == expected


@given(st.text(alphabet="ab \n\t", max_size=200), st.integers(4, 20))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, longest: int) -> None:
    shown = display_text(text, longest)
    assert shown.replace("\n", "") == text.replace("\n", "")
    assert max(map(len, shown.split("\n"))) <= longest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("", False)]),
        ("one\n\ntwo   words\n", [("one\n\ntwo   words\n", False)]),
        (
            "Sheet\n\nIN    OUT\n 1      2\n\nEnd",
            [("Sheet\n\n", False), ("IN    OUT\n 1      2\n", True), ("\nEnd", False)],
        ),
        ("    Q. Who?\n    A. Nobody.", [("    Q. Who?\n    A. Nobody.", False)]),
    ],
)
def test_paragraphs_in_columns_are_found(text: str, expected: list[tuple[str, bool]]) -> None:
    assert in_columns(text) == expected


@given(st.text(alphabet="ab \n\t", max_size=200))
def test_pieces_make_up_the_text(text: str) -> None:
    pieces = in_columns(text)
    assert "".join(piece for piece, _ in pieces) == text
    kinds = [is_table for _, is_table in pieces]
    assert all(one != other for one, other in pairwise(kinds))
