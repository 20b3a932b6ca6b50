"""Titles that only stand in, and bodies of several parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.parts import document_stand_in, event_stand_in, is_stand_in, joined_sections

ONE = "## Witnesses\n\n- **Pat**\n  - [Statement](http://x.example/1)\n- **Robin**\n\n## Videos\n\n- [v](http://x.example/v)"
TWO = "## Witnesses\n\n- **Pat**\n  - [Statement](http://x.example/1)\n  - [Bio](http://x.example/2)\n\n## More\n\n- x"


@pytest.mark.parametrize(
    ("title", "stands_in"),
    [
        (event_stand_in("house", "199001"), True),
        (document_stand_in("print", "CPRT-117HPRT48999"), True),
        (document_stand_in("report", "CRPT-117hrpt999-pt2"), True),
        ("House event 199001 and others", False),
        ("EXAMPLE FREIGHT", False),
        ("", False),
    ],
)
def test_stand_ins(title: str, stands_in: bool) -> None:
    assert is_stand_in(title) is stands_in


def test_sections_are_joined_item_by_item() -> None:
    assert joined_sections(ONE, TWO) == (
        "## Witnesses\n\n- **Pat**\n  - [Statement](http://x.example/1)\n  - [Bio](http://x.example/2)\n- **Robin**\n\n"
        "## Videos\n\n- [v](http://x.example/v)\n\n## More\n\n- x"
    )


@pytest.mark.parametrize(
    "text", ["A transcript.\n\n- A point", "- no heading", "## A\n\nwords", "## A\n\n  - under nothing"]
)
def test_other_texts_are_not_joined(text: str) -> None:
    assert joined_sections(ONE, text) is None
    assert joined_sections(text, ONE) is None


LINE = st.sampled_from(["## A", "## B", "- a", "- b", "  - under", "", "words"])
BODY = st.lists(LINE, max_size=8).map("\n".join)


@given(BODY, BODY)
def test_joining_once_more_changes_nothing_and_loses_nothing(first: str, second: str) -> None:
    joined = joined_sections(first, second)
    if joined is not None:
        assert joined_sections(joined, second) == joined
        assert joined_sections(joined, first) == joined
        assert {line for line in (*first.splitlines(), *second.splitlines()) if line} == {
            line for line in joined.splitlines() if line
        }
