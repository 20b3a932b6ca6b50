"""What changed between two revisions: each side can be read out of it again, and only what differs is marked."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.entry_diff import FieldChange, Piece, changes_between
from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.records import CompanyRef
from oversight_viewer.domain.versions import as_version

LETTER = entry_from_json({"id": "a", "kind": "letter", "title": "On port cranes", "body": "All access logs since May."})


def side(change: FieldChange, *wanted: Piece) -> str:
    return "".join(text for piece, text in change.pieces if piece in {Piece.SAME, *wanted})


def test_the_same_entry_has_not_changed() -> None:
    assert changes_between(LETTER, LETTER) == ()


def test_words_are_taken_out_and_put_in() -> None:
    newer = replace(LETTER, body="All access and error logs since June.", date=PartialDate.parse("2024-09"))
    body, date = sorted(changes_between(LETTER, newer), key=lambda change: change.field)
    assert body.pieces == (
        (Piece.SAME, "All access"),
        (Piece.NEW, " and error"),
        (Piece.SAME, " logs since "),
        (Piece.GONE, "May"),
        (Piece.NEW, "June"),
        (Piece.SAME, "."),
    )
    assert date == FieldChange("date", ((Piece.NEW, "2024-09"),))


def test_of_what_an_entry_is_made_is_no_change_of_it() -> None:
    newer = as_version(replace(LETTER, summary="Logs"), "a record", "2024-09-01")
    assert [change.field for change in changes_between(LETTER, newer)] == ["summary"]
    assert changes_between(LETTER, as_version(LETTER, "a record", "2024-09-01")) == ()


def test_lists_are_compared_line_by_line() -> None:
    newer = replace(LETTER, companies=(CompanyRef("Example Freight Co.", "addressee"),))
    (change,) = changes_between(LETTER, newer)
    assert change == FieldChange("companies", ((Piece.NEW, "name: Example Freight Co.; role: addressee"),))
    (back,) = changes_between(newer, LETTER)
    assert back.pieces[0][0] is Piece.GONE


@given(st.text(min_size=1), st.text(min_size=1))
def test_both_sides_can_be_read_out_of_it(before: str, after: str) -> None:
    older, newer = replace(LETTER, body=before), replace(LETTER, body=after)
    for change in changes_between(older, newer):
        assert side(change, Piece.GONE) == before
        assert side(change, Piece.NEW) == after


def test_long_texts_are_compared_by_lines() -> None:
    lines = [f"line {number} of a long transcript that goes on and on\n" for number in range(3_000)]
    newer = replace(LETTER, body="".join([*lines[:1_000], "a new line\n", *lines[1_001:]]))
    (change,) = changes_between(replace(LETTER, body="".join(lines)), newer)
    assert [text for piece, text in change.pieces if piece is not Piece.SAME] == [lines[1_000], "a new line\n"]
