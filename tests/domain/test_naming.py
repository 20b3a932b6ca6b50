"""Names that are proposed for views, memos and files."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.naming import file_stem, filter_words, view_name
from oversight_viewer.domain.records import Committee
from oversight_viewer.domain.views import Alignment, Look, Order
from tests.strategies import looks

DIRECTORY = Directory({"HLZS": Committee("HLZS", "House Select Committee on the CCP", "Select Committee on the CCP")})
LONG = RecordFilter(
    committees=Choice(("HLZS",)), companies=Choice(("Amazon", "TikTok")), since=date(2024, 8, 1), text="crane"
)


@pytest.mark.parametrize(
    ("look", "name"),
    [
        (Look(), "All records"),
        (Look(order=Order.OLDEST), "All records, oldest first"),
        (Look(alignment=Alignment.INQUIRY, order=Order.OLDEST), "All records, by inquiry, oldest first"),
        (Look(RecordFilter(inquiries=Choice(("Port crane software",)), text="x")), "Port crane software"),
        (Look(RecordFilter(companies=Choice(("Amazon",))), order=Order.OLDEST), "About Amazon"),
        (Look(RecordFilter(companies=Choice(("Example Freight Co.",)))), "About Example Freight Co."),
        (Look(RecordFilter(text="  ")), "All records"),
        (Look(LONG), "With “crane” in them, from the Select Committee on the CCP"),
        (Look(RecordFilter(companies=Choice(("A" * 80,)))), f"About {'A' * 54}"),
    ],
)
def test_a_view_is_named_by_what_it_shows(look: Look, name: str) -> None:
    assert view_name(look, DIRECTORY) == name


def test_a_filter_that_asks_nothing_has_no_words() -> None:
    assert filter_words(RecordFilter(), DIRECTORY) == ""
    assert filter_words(RecordFilter(flagged=True), DIRECTORY) == "Flagged"


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("15 of 412 records from the Committee on X.", "15-of-412-records-from-the-committee-on-x"),
        ("Ünïcode – “quotes” / slashes\\ & 中文", "unicode-quotes-slashes"),
        ("../../etc/passwd", "etc-passwd"),
        ("中文", "records"),
        ("", "records"),
        ("word " * 40, "-".join(["word"] * 12)),
        ("x" * 80, "x" * 60),
    ],
)
def test_a_file_is_named_in_letters_that_every_system_allows(words: str, stem: str) -> None:
    assert file_stem(words) == stem


@given(words=st.text(max_size=200))
def test_any_words_give_a_name_of_a_file(words: str) -> None:
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", file_stem(words))


@given(look=looks())
def test_any_look_gives_a_short_name(look: Look) -> None:
    assert len(view_name(look, DIRECTORY)) <= 60
