"""Words that are near another one, found in a sorted list."""

from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oversight_viewer.domain.spelling import Spelling

WORDS = st.text("abcdé\ue000\ud7ff\U0010ffff", min_size=1, max_size=6)


def changes(one: str, other: str) -> int:
    """The number of changes by trying all ways, from the left."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        changes(one[1:], other) + 1,
        changes(one, other[1:]) + 1,
        changes(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if one[:2] == other[1::-1] and len(other) > 1 and len(one) > 1:
        ways.append(changes(one[2:], other[2:]) + 1)
    return min(ways)


@pytest.mark.parametrize(
    ("word", "other", "distance"),
    [
        ("crane", "crane", 0),
        ("crane", "cranes", 1),
        ("crane", "cane", 1),
        ("crane", "crame", 1),
        ("crane", "carne", 1),
        ("crane", "rance", 2),
        ("crane", "drone", 2),
        ("crane", "train", None),
    ],
)
def test_distance(word: str, other: str, distance: int | None) -> None:
    assert Spelling(word, 2).distance(other) == distance


def test_words_may_have_to_begin_alike() -> None:
    assert Spelling("crane", 2, alike=1).distance("crone") == 1
    assert Spelling("crane", 2, alike=1).distance("brane") is None


@example("ab", ["ba", "b"], 1, 0)
@example("aa", ["a"], 1, 2)
@given(WORDS, st.lists(WORDS, max_size=30), st.integers(0, 2), st.integers(0, 2))
def test_going_from_one_possible_word_to_the_next_misses_none(
    word: str, others: list[str], most: int, alike: int
) -> None:
    known = sorted(set(others))
    spelling = Spelling(word, most, alike=alike)
    found: list[str] = []
    start: str | None = ""
    while start is not None:
        place = bisect_left(known, start)
        if place == len(known):
            break
        other = known[place]
        if spelling.distance(other) is not None:
            found.append(other)
        following = spelling.next_possible(other)
        assert following is None or following > other
        start = following
    assert found == [other for other in known if changes(word, other) <= most and other[:alike] == word[:alike]]
