"""What may have been meant by a search that finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.storage.library import Library
from tests.storage.helpers import an_entry, make_library, notes_of, opened
from tests.strategies import SEARCHES

RECORD = [
    an_entry(
        "a",
        title="Letter on port cranes",
        body="The committee asks the vendor at a hearing.",
        people=[{"name": "Núñez"}],
    ),
    an_entry("b", title="Answer of the vendor", body="A crane is a crane. The vendor."),
    an_entry("c", title="Hearing of the committee", companies=["Amazon.com"], committees=[{"code": "HLZS"}]),
    an_entry("d", title="Bearing of witness", body="vender"),
    an_entry("e", title="監督委員会 data2024"),
    an_entry("f", title="Subpena"),
    *(an_entry(f"g{number}", title="Subpoena for documents") for number in range(6)),
]
NOTES = notes_of("a", note="Ask counsell again")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with opened(make_library(tmp_path_factory.mktemp("suggest") / "a.oversight", RECORD)) as found:
        yield found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("comittee", "committee"),
        ("commitee", "committee"),
        ("Comittee", "committee"),
        ("comittee asks", "committee asks"),
        ("the  comittee", "the  committee"),
        ('"teh vendor" crane', '"the vendor" crane'),
        ("vendr", "vendor"),  # also vender, but in one entry only
        ("jearing", "hearing"),  # also bearing, but in one entry only
        ("hearng", "hearing"),
        ("nunes", "nunez"),
        ("Núñes", "nunez"),
        ("comitte", "committee"),  # two changes
        ("gomitte", None),  # three
        ("title:answr", "title:answer"),
        ("company:amazn", "company:amazon"),
        ("committee:hlzx", "committee:hlzs"),
        ("answr OR zendor", "answer OR vendor"),
        ("answr -comittee", "answer -comittee"),  # what is ruled out need not be anywhere
        ("-comittee", None),
        ("NEAR(answr vendor, 3)", "NEAR(answer vendor, 3)"),
        ("answr vendr", "answer vendor"),
        ("vendor bearing", "vendor hearing"),  # every word is somewhere, but bearing is rare
        ("vendr bearing", "vendor hearing"),
        ("subpena documents", "subpoena documents"),
        ("subpena", None),  # it finds something
        ("documents crane", None),  # every word is used
        ("amazon documents", None),
        ("amazon bearng", None),  # it would find nothing either
        ("crane", None),
        ("commi", None),  # the last word may go on
        ("answr vendr hearng letr cran. portt", None),  # too much at once
        ("zzzzzz", None),
        ("answr zzzzzz", None),
        ("an", None),
        ("data2025", None),
        ("監督委", None),
        ("監督委会", "監督委員会"),
        ("counsell", None),  # in a note
        ("counsel answr", None),
        ("", None),
        ("😀", None),
        ("answr " * 2000, None),
        ("answr", "answer"),
    ],
)
def test_what_is_meant(library: Library, text: str, meant: str | None) -> None:
    assert library.suggest(text, NOTES) == meant


def test_words_of_notes_are_unknown_without_the_notes(library: Library) -> None:
    assert library.suggest("counsell answr", {}) is None
    assert library.suggest("counsell", NOTES) is None


@settings(max_examples=100, deadline=None)
@given(SEARCHES)
def test_a_suggestion_finds_something(library: Library, text: str) -> None:
    meant = library.suggest(text, NOTES)
    if meant is not None:
        assert meant != text
        assert library.count(RecordFilter(text=meant), NOTES) > 0
