"""How long a bin is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.ui.timeline.steps import AFTER_ALL, STEPS, Step, step_for

DAYS = st.dates().map(date.toordinal)
NAMED = {step.name: step for step in STEPS}


def days(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("step", "day", "first", "after"),
    [
        ("day", "2024-02-29", "2024-02-29", "2024-03-01"),
        ("week", "2024-10-06", "2024-09-30", "2024-10-07"),  # a Sunday ends the week
        ("week", "2024-10-07", "2024-10-07", "2024-10-14"),
        ("month", "2024-12-31", "2024-12-01", "2025-01-01"),
        ("quarter", "2024-08-15", "2024-07-01", "2024-10-01"),
        ("year", "2024-08-15", "2024-01-01", "2025-01-01"),
        ("5 years", "2024-08-15", "2020-01-01", "2025-01-01"),
        ("100 years", "1999-12-31", "1900-01-01", "2000-01-01"),
    ],
)
def test_where_a_bin_begins_and_ends(step: str, day: str, first: str, after: str) -> None:
    one = NAMED[step]
    assert one.floor(days(day)) == days(first)
    assert one.after(one.floor(days(day))) == days(after)


@pytest.mark.parametrize(
    ("first", "last", "most", "step", "begin", "stop"),
    [
        ("2024-10-03", "2024-10-17", 86, "day", "2024-10-01", "2024-11-01"),
        ("2024-10-03", "2024-10-17", 30, "week", "2024-09-30", "2024-10-21"),
        ("2022-02-10", "2024-11-20", 86, "month", "2022-01-01", "2025-01-01"),
        ("2022-02-10", "2024-11-20", 35, "quarter", "2022-01-01", "2025-01-01"),
        ("1986-03-01", "2026-03-01", 86, "year", "1986-01-01", "2027-01-01"),
        ("1789-03-04", "2026-03-01", 86, "5 years", "1785-01-01", "2030-01-01"),
    ],
)
def test_the_shortest_step_that_fits_and_its_whole_months_and_years(
    first: str, last: str, most: int, step: str, begin: str, stop: str
) -> None:
    chosen = step_for(days(first), days(last), most)
    assert chosen is NAMED[step]
    edges = chosen.edges(days(first), days(last))
    assert (edges[0], edges[-1]) == (days(begin), days(stop))


@given(st.sampled_from(STEPS), DAYS, st.integers(0, 40_000))
def test_edges_enclose_both_days_and_are_as_many_as_promised(step: Step, first: int, apart: int) -> None:
    last = min(first + apart // (1 if step.months else 20), AFTER_ALL - 1)
    edges = step.edges(first, last)
    assert edges[0] <= first
    assert edges[-1] > last
    assert edges == sorted(set(edges))
    assert len(edges) - 1 == step.number(first, last)
    assert all(step.floor(edge) in {edge, 1} for edge in edges[:-1])


@given(DAYS, DAYS, st.integers(1, 200))
def test_never_more_bins_than_fit(one: int, other: int, most: int) -> None:
    first, last = sorted((one, other))
    assert step_for(first, last, most).number(first, last) <= most
