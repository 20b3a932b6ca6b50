"""What the timeline says in words."""

from __future__ import annotations

from datetime import date

import pytest

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.ui.timeline.bins import Bins, make_bins
from oversight_viewer.ui.timeline.counts import TimelineCounts
from oversight_viewer.ui.timeline.words import as_text, bin_label, bin_tip, describe, say_lanes
from tests.ui.timeline.making import ROOM, block, counts_of

CORE: dict[str | None, int] = {f"2024-{month:02d}-{day:02d}": 2 for month in range(1, 13) for day in range(1, 26)}
YEARS = {"2022-01-20": 1, "2024-10-03": 5, "2024-11-20": 1}


@pytest.mark.parametrize(
    ("records", "since", "until", "words"),
    [
        (
            YEARS,
            date(2024, 8, 1),
            date(2024, 11, 30),
            "By month, 7 records from January 2022 to November 2024, most in October 2024: 5; "
            "chosen August to November 2024.",
        ),
        ({"2024-10-03": 1}, None, None, "By day, 1 record on 3 Oct 2024, most on 3 Oct 2024: 1."),
        (
            {"2024-10-03": 1, "2024-10-09": 2, None: 4},
            None,
            date(2024, 10, 4),
            "By day, 3 records from 3 Oct 2024 to 9 Oct 2024, most on 9 Oct 2024: 2; chosen up to 4 Oct 2024. "
            "4 records without a date are not on it.",
        ),
        (
            {"2023-11-01": 1, "2024-10-09": 2},
            None,
            None,
            "By week, 3 records from 1 Nov 2023 to 9 Oct 2024, most in the week of 7 Oct 2024: 2.",
        ),
        (
            {"2012-11-01": 1, "2024-10-09": 2},
            None,
            None,
            "By quarter, 3 records from November 2012 to October 2024, most in October to December 2024: 2.",
        ),
        ({"1987-11-01": 1, "2024-10-09": 2}, None, None, "By year, 3 records from 1987 to 2024, most in 2024: 2."),
        ({None: 1}, None, None, "No dated records. 1 record without a date is not on it."),
        ({}, date(2024, 10, 3), date(2024, 10, 3), "No dated records; chosen 3 Oct 2024."),
    ],
)
def test_the_whole_in_words(records: dict[str | None, int], since: date | None, until: date | None, words: str) -> None:
    counts = counts_of(records)
    assert describe(make_bins(counts, ROOM), counts, since, until) == words


def test_most_may_lie_before_the_axis() -> None:
    far = TimelineCounts([*(block(day) for day in CORE), block("1987-05-01", 15)])
    told = describe(make_bins(far, ROOM), far, None, None)
    assert told == "By week, 315 records from 1 May 1987 to 25 Dec 2024, most before 2024: 15."


def test_the_names_of_bins() -> None:
    week = make_bins(counts_of({**CORE, "1987-05-01": 1, "3018-05-01": 1}), ROOM)
    assert [bin_label(week, index) for index in (0, 1, len(week) - 1)] == [
        "Before 2024",
        "Week of 1 Jan 2024",
        "After 29 Dec 2024",
    ]
    day = make_bins(counts_of({"2024-10-03": 1}), ROOM)
    assert bin_label(day, 2) == "Thursday, 3 Oct 2024"
    month = make_bins(counts_of(YEARS), ROOM)
    assert bin_label(month, 0) == "January 2022"


def test_what_a_bin_holds() -> None:
    blocks = [
        block("2024-10-03", 1_200),
        block("2024-10-03", 1, Lane.MEETING),
        block("2024-10-09", 10, Lane.RESPONSE),
        block("2024", 2),
        block("2022-10-09"),
    ]
    counts = TimelineCounts(blocks)
    bins = make_bins(counts, ROOM)
    assert bin_tip(bins, bins.index_of(date(2024, 10, 1)), counts).splitlines() == [
        "October 2024",
        "1,211 records: 1,200 actions, 1 meeting and 10 responses",
        "2 more perhaps belong here: only the year or month is known",
    ]
    assert bin_tip(bins, 0, counts).splitlines() == ["January 2022", "No records"]


def test_what_an_end_bin_holds() -> None:
    counts = counts_of({**CORE, "3018-05-01": 1, "1987-05-01": 2})
    bins = make_bins(counts, ROOM)
    assert bin_tip(bins, len(bins) - 1, counts).splitlines() == [
        "After 29 Dec 2024",
        "1 record: 1 action",
        "Latest 1 May 3018; far from the others, not to scale",
    ]
    assert "Earliest 1 May 1987" in bin_tip(bins, 0, counts)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0, 0), ""),
        ((1, 0, 0), "1 action"),
        ((2, 1, 0), "2 actions and 1 meeting"),
        ((1, 2, 1_000), "1 action, 2 meetings and 1,000 responses"),
    ],
)
def test_lanes_in_words(counts: tuple[int, ...], words: str) -> None:
    assert say_lanes(counts) == words


def test_as_a_table() -> None:
    counts = TimelineCounts(
        [block("2024-10-03", 3), block("2024-10-03", 2, Lane.RESPONSE), block(None, 4), block("2022-01-01")]
    )
    assert as_text(make_bins(counts, ROOM), counts).splitlines() == [
        "Date\tCommittee actions\tClosed-door meetings\tCompany responses\tAll",
        "January 2022\t1\t0\t0\t1",
        "October 2024\t3\t0\t2\t5",
        "No date\t4\t0\t0\t4",
    ]
    assert as_text(Bins(), TimelineCounts()).count("\n") == 1
