"""Dates as people write them."""

from __future__ import annotations

import contextlib
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.dates import MONTHS
from oversight_viewer.importing.cell_dates import AmbiguousDate, DateProblem, read_date


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        (2024, "2024"),
        (20240305, "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("2024/3/5", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("Mar. 5 2024", "2024-03-05"),
        ("Tuesday, March 5th, 2024", "2024-03-05"),
        ("5 Mar 2024", "2024-03-05"),
        ("5-Mar-2024", "2024-03-05"),
        ("05-MAR-2024 10:00 AM", "2024-03-05"),
        ("March 5, 2024 at 10:00 a.m.", "2024-03-05"),
        ("Sept 2024", "2024-09"),
        ("March 5-7, 2024", "2024-03-05/2024-03-07"),
        ("5–7 March 2024", "2024-03-05/2024-03-07"),
        ("2024-03-05/2024-04", "2024-03-05/2024-04"),
        ("3/25/2024", "2024-03-25"),
        ("25.3.2024", "2024-03-25"),
        ("5/5/2024", "2024-05-05"),
        ("2024-03-05T15:00:00Z", "2024-03-05"),
        ("2024-03-05 15:00", "2024-03-05"),
        # Evening in Washington is the next day in UTC.
        ("2024-03-05T01:30:00Z", "2024-03-04"),
        ("2024-03-05T01:30:00-05:00", "2024-03-05"),
        ("2024-03-05T00:00:00Z", "2024-03-05"),
        (date(2024, 3, 5), "2024-03-05"),
        (datetime(2024, 3, 5, 9), "2024-03-05"),
        ("", "None"),
        (None, "None"),
    ],
)
def test_a_date_is_read_with_the_precision_that_it_has(cell: object, expected: str) -> None:
    assert str(read_date(cell)) == expected


def test_figures_alone_need_an_order() -> None:
    with pytest.raises(AmbiguousDate, match="5 March or 3 May"):
        read_date("3/5/2024")
    assert str(read_date("3/5/2024", "mdy")) == "2024-03-05"
    assert str(read_date("3/5/2024", "dmy")) == "2024-05-03"
    with pytest.raises(DateProblem, match="does not fit"):
        read_date("13/5/2024", "mdy")


def test_a_number_is_a_day_only_where_a_spreadsheet_counts_so() -> None:
    assert str(read_date(45356, has_serials=True)) == "2024-03-05"
    assert str(read_date(45356.75, has_serials=True)) == "2024-03-05"
    with pytest.raises(DateProblem):
        read_date(45356)


@pytest.mark.parametrize(
    "cell",
    ["FY2024", "fiscal year 2024", "TBD", "3/5/24", "2024-13", "2024-02-30", "0001-01-01", True, 12, 1e300, "٢٠٢٤"],
)
def test_what_is_no_date_is_refused(cell: object) -> None:
    with pytest.raises(DateProblem):
        read_date(cell, has_serials=True)


@settings(deadline=None)
@given(st.dates(date(1701, 1, 1), date(2199, 12, 31)))
def test_every_day_is_found_again_in_every_form(day: date) -> None:
    month = MONTHS[day.month - 1]
    for text, order in (
        (day.isoformat(), "ymd"),
        (f"{day.month}/{day.day}/{day.year}", "mdy"),
        (f"{day.day}.{day.month}.{day.year}", "dmy"),
        (f"{month} {day.day}, {day.year}", "ymd"),
        (f"{day.day} {month[:3]} {day.year}", "ymd"),
    ):
        assert str(read_date(text, order)) == day.isoformat()


@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.booleans()), st.sampled_from(["ymd", "mdy", "dmy"])
)
def test_anything_is_a_date_or_a_reason(cell: object, order: str) -> None:
    with contextlib.suppress(DateProblem):
        found = read_date(cell, order, has_serials=True)
        assert found is None or found.first_day <= found.last_day


def test_a_year_that_cannot_be_right_is_kept_for_the_check_to_question() -> None:
    assert str(read_date("3018-03-01", "ymd")) == "3018-03-01"
    assert str(read_date("March 1, 3018", "ymd")) == "3018-03-01"
