"""Partial dates: read, said, compared, and never made more exact than they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.dates import PartialDate, Precision, date_label

READ = [
    ("2024-08-23", Precision.DAY, date(2024, 8, 23), date(2024, 8, 23), "23 Aug 2024", ""),
    ("2024-02", Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29), "February 2024", "day not given"),
    ("2024", Precision.YEAR, date(2024, 1, 1), date(2024, 12, 31), "2024", "month not given"),
    ("2024-10-03/2024-11", Precision.RANGE, date(2024, 10, 3), date(2024, 11, 30), "3 Oct 2024 – November 2024", ""),
    ("3018-03-14", Precision.DAY, date(3018, 3, 14), date(3018, 3, 14), "14 Mar 3018", ""),
]


@pytest.mark.parametrize(("text", "precision", "first", "last", "label", "missing"), READ)
def test_reading(text: str, precision: Precision, first: date, last: date, label: str, missing: str) -> None:
    value = PartialDate.parse(text)
    assert (value.precision, value.first_day, value.last_day) == (precision, first, last)
    assert (value.label(), value.not_given(), str(value)) == (label, missing, text)


@pytest.mark.parametrize(
    "text",
    ["", "2024-13-02", "2024-02-30", "2024-9", "24", "2024-09-01T00:00", "2024-09-01/", "/2024", "2024-05/2024-04",
     "0000", "٢٠٢٤", "2024/2025/2026", " 2024"],
)  # fmt: skip
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|begins"):
        PartialDate.parse(text)


def test_short_labels_and_no_date() -> None:
    assert date_label(PartialDate.parse("2024-09"), short=True) == "Sep 2024"
    assert date_label(None) == "No date"


OVERLAPS = [
    ("2024-09", date(2024, 9, 30), None, True),
    ("2024-09", date(2024, 10, 1), None, False),
    ("2024-09", None, date(2024, 8, 31), False),
    ("2024", date(2024, 6, 1), date(2024, 6, 2), True),
    ("2024-09-05", date(2024, 9, 5), date(2024, 9, 5), True),
    ("2024-09-05", None, None, True),
]


@pytest.mark.parametrize(("text", "since", "until", "expected"), OVERLAPS)
def test_overlap_keeps_what_may_lie_between(text: str, since: date | None, until: date | None, expected: bool) -> None:
    assert PartialDate.parse(text).overlaps(since, until) is expected


@given(st.dates())
def test_a_day_comes_back_as_it_was(day: date) -> None:
    value = PartialDate.of_day(day)
    assert PartialDate.parse(str(value)) == value
    assert value.first_day == value.last_day == day
