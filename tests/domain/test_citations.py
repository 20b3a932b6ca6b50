"""What a citation says, and what it never invents."""

from __future__ import annotations

from typing import Any

import pytest

from oversight_viewer.domain.citations import cite, identifiers, ordinal, source_line, written_date
from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.records import Source

CITATIONS: list[tuple[str, dict[str, Any], list[str], str]] = [
    ("title and kind alone", {"title": "A letter", "kind": "letter"}, [], "A letter. Letter, no date."),
    (
        "hearing with everything",
        {
            "title": "Port cranes",
            "kind": "hearing",
            "date": "2024-10-17",
            "congress": 118,
            "committees": ["XCOM"],
            "identifiers": {"package_id": "CHRG-118hhrg00001", "serial": "118-13", "jacket": 57177},
            "sources": [
                {"title": "Hearing page", "publisher": "Example Commerce Committee", "date": "2024-10-17",
                 "url": "https://example.org/h", "accessed": "2024-11-02"},
                {"title": "Second source"},
            ],
        },
        ["Example Commerce Committee"],
        "Port cranes. Hearing, Example Commerce Committee, 118th Congress, 17 Oct 2024. CHRG-118hhrg00001, "
        "Serial No. 118-13, Jacket 57177. Source: Hearing page, Example Commerce Committee, 17 Oct 2024, "
        "https://example.org/h, accessed 2 Nov 2024.",
    ),
    (
        "a month stays a month, a mark stays with the citation",
        {"title": "Call", "kind": "staff_call", "date": "2024-09"},
        [],
        "Call. Staff call, September 2024 (day not given). [Committee confidential]",
    ),
    (
        "a year, and two committees",
        {"title": "Joint?", "kind": "hearing", "date": "2023", "committees": ["First", {"code": "XHOM"}]},
        [],
        "Joint? Hearing, First and XHOM, 2023 (month not given).",
    ),
    ("a range", {"title": "R", "kind": "markup", "date": "2024-01-02/2024-01-04"}, [],
     "R. Markup, 2 Jan 2024 – 4 Jan 2024."),
    ("a mark of the office's own", {"title": "M", "kind": "letter", "mark": "law-enforcement"}, [],
     "M. Letter, no date. [Law enforcement]"),
    ("a source without a title", {"title": "S", "kind": "letter", "sources": [{}, {"url": "https://example.org"}]}, [],
     "S. Letter, no date. Source: https://example.org."),
    ("a serial that already says what it is",
     {"title": "T", "kind": "hearing", "identifiers": {"serial": "Serial No. 117-26", "report_number": ""}}, [],
     "T. Hearing, no date. Serial No. 117-26."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "committees", "expected"), [row[1:] for row in CITATIONS], ids=[r[0] for r in CITATIONS]
)
def test_citation_says_what_is_known(data: dict[str, Any], committees: list[str], expected: str) -> None:
    assert cite(entry_from_json(data), committees) == expected


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (111, "111th"),
        (121, "121st"),
    ],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_identifiers_are_named_in_words_and_empty_ones_left_out() -> None:
    values = {
        "event_id": 115538,
        "package_id": "CHRG-1",
        "sudoc_class": "Y 4",
        "none": None,
        "hold": ["a", "b"],
        "o": {"a": 1},
    }
    assert identifiers(values) == (
        ("Event", "115538"), ("Package", "CHRG-1"), ("Sudoc class", "Y 4"), ("Hold", "a, b"), ("O", '{"a": 1}'),
    )  # fmt: skip


@pytest.mark.parametrize(("text", "words"), [(None, ""), ("2024-09", "September 2024"), ("last fall", "last fall")])
def test_dates_of_sources_are_kept_as_written_when_they_are_no_date(text: str | None, words: str) -> None:
    assert written_date(text) == words


def test_source_line_leaves_out_what_is_missing() -> None:
    assert source_line(Source(title="A page", date="2024")) == "A page, 2024"
