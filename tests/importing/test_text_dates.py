"""The dates that a text tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.dates import MONTHS, WEEKDAYS, PartialDate, Precision
from oversight_viewer.importing.text_dates import find_dates
from tests.strategies import date_points

TUESDAY = PartialDate.parse("2024-11-19")
NOVEMBER = PartialDate.parse("2024-11")
YEAR = PartialDate.parse("2024")


def read(text: str, base: PartialDate | None = None) -> list[tuple[str, str]]:
    """The words and what they mean; a question mark after what is not certain."""
    return [(item.text, f"{item.value}{'' if item.is_certain else '?'}") for item in find_dates(text, base)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("September 23, 2024", "2024-09-23"),
        ("Sept. 23, 2024", "2024-09-23"),
        ("Sept. 23rd 2024", "2024-09-23"),
        ("23 September 2024", "2024-09-23"),
        ("23 Sept. 2024", "2024-09-23"),
        ("Monday, September 23, 2024", "2024-09-23"),
        ("the 23rd of September, 2024", "2024-09-23"),
        ("September\u00a023,\n2024", "2024-09-23"),
        ("2024-09-23", "2024-09-23"),
        ("2024-09-23T10:00:00Z", "2024-09-23"),
        ("9/23/2024", "2024-09-23"),
        ("9/3/2024", "2024-09-03?"),
        ("March 3-5, 2024", "2024-03-03/2024-03-05"),
        ("March to May 2024", "2024-03/2024-05"),
        ("Sept. 2024", "2024-09"),
        ("May 2024", "2024-05"),
        ("in September of 2024", "2024-09"),
        ("in 2024", "2024"),
        ("since 2019", "2019"),
        ("earlier in 2024", "2024"),
        ("late 2023", "2023"),
        ("mid-2023", "2023"),
        ("summer 2023", "2023"),
        ("the summer of 2023", "2023"),
        ("the first quarter of 2024", "2024"),
        ("between 2019 and 2022", "2019/2022"),
    ],
)
def test_dates_of_the_calendar(text: str, value: str) -> None:
    assert [found for _, found in read(f"They met, it says, {text} or so.")] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "fiscal year 2024", "FY2024", "FY 2024-25", "in fiscal 2024", "in fiscal year 2024", "Public Law 118-50",
        "H.R. 7521", "a 2024 law", "February 30, 2024", "2024-13-45", "May I ask", "they march in", "$2024", "20240923",
        "1-2024", "in 2024-25", "in 3024", "page 12", "the 23rd", "Monday Inc", "99/99/2024", "days later",
        "a month after nobody knows",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "base", "value"),
    [
        ("yesterday", TUESDAY, "2024-11-18?"),
        ("today", TUESDAY, "2024-11-19?"),
        ("on Tuesday", TUESDAY, "2024-11-19?"),
        ("on Monday", TUESDAY, "2024-11-18?"),
        ("Wednesday", TUESDAY, "2024-11-13?"),
        ("last Tuesday", TUESDAY, "2024-11-12?"),
        ("next Monday", TUESDAY, "2024-11-25?"),
        ("on Tuesday", NOVEMBER, None),
        ("yesterday", NOVEMBER, "2024-10/2024-11?"),
        ("last week", TUESDAY, "2024-11-11/2024-11-17?"),
        ("earlier this week", TUESDAY, "2024-11-18/2024-11-24?"),
        ("last week", NOVEMBER, None),
        ("last month", TUESDAY, "2024-10?"),
        ("earlier this month", NOVEMBER, "2024-11?"),
        ("last month", YEAR, None),
        ("earlier this year", TUESDAY, "2024?"),
        ("last year", YEAR, "2023?"),
        ("two days ago", TUESDAY, "2024-11-17?"),
        ("about three months ago", TUESDAY, "2024-08?"),
        ("a year ago", TUESDAY, "2023?"),
        ("in August", TUESDAY, "2024-08?"),
        ("in November", TUESDAY, "2024-11?"),
        ("last November", TUESDAY, "2023-11?"),
        ("in January", TUESDAY, "2025-01?"),
        ("in early May", TUESDAY, "2024-05?"),
        ("on August 14", TUESDAY, "2024-08-14?"),
        ("on Dec. 3", TUESDAY, "2024-12-03?"),
        ("in August", PartialDate.parse("2025-02"), "2024-08?"),
        ("in August", None, None),
        ("yesterday", None, None),
        ("next year", PartialDate.parse("9999-12-31"), None),
        ("tomorrow", PartialDate.parse("9999-12-31"), None),
    ],
)
def test_dates_that_count_from_the_article(text: str, base: PartialDate | None, value: str | None) -> None:
    assert [found for _, found in read(f"They met {text}, they say.", base)] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("It was announced in August 2024. They met a month after the announcement.", "2024-09",
         "a month after 2024-08"),
        ("It was announced on August 14, 2024. They met about a month after the announcement.",
         "2024-09", "about a month after 2024-08-14"),
        ("It was announced in August 2024. A ban came in April 2024. They met a month after the announcement.",
         "2024-09", "a month after 2024-08"),
        ("They wrote on October 1, 2024. Two days later they met.", "2024-10-03", "two days after 2024-10-01"),
        ("They wrote on October 1, 2024. A week later they met.", "2024-10-07/2024-10-13", "a week after 2024-10-01"),
        ("They wrote in October 2024. Two days later they met.", "2024-10/2024-11", "two days after 2024-10"),
        ("They wrote on October 1, 2024, and the following day they met.", "2024-10-02",
         "the following day, counted from 2024-10-01"),
        ("They wrote in 2022. They met two years later.", "2024", "two years after 2022"),
        ("They answered in May 2023, two months before the hearing.", "2023-03", "two months before 2023-05"),
    ],
)  # fmt: skip
def test_dates_that_count_from_another_event(text: str, value: str, note: str) -> None:
    last = max(find_dates(text), key=lambda item: not item.is_certain)
    assert (str(last.value), last.note, last.is_certain) == (value, note, False)


def test_what_counts_from_nothing_known_has_no_date() -> None:
    assert read("They met a month after the announcement. Two days later they wrote.") == []
    assert read("They wrote in 2022. They met a month later.") == [("in 2022", "2022")]


WORDS = st.sampled_from(
    [
        *MONTHS, *WEEKDAYS, "Sept.", "23", "2024", "2024-09-23", "9/3/2024", "in", "on", "last", "this", "week",
        "month", "a",
        "two", "days", "later", "after", "the", "announcement", "announced", "ago", ",", ".", "\n\n", "yesterday",
        "fiscal", "year", "of", "early", "99", "٣", "between", "and", "2019", "-", "–",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.lists(WORDS | st.text(max_size=3), max_size=25).map("".join)
BASES = st.none() | date_points().map(PartialDate)


@given(TEXTS, BASES)
def test_words_are_cut_out_as_written_and_in_order(text: str, base: PartialDate | None) -> None:
    after = 0
    for found in find_dates(text, base):
        assert after <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        assert found.value.first_day <= found.value.last_day
        assert PartialDate.parse(str(found.value)) == found.value
        after = found.end


@given(
    st.sampled_from(["week", "month", "year"]),
    st.sampled_from(["a {} ago", "last {}", "this {}", "on May 3, 2021 and a {} later", "the next {}"]),
    date_points().map(PartialDate),
)
def test_no_more_precision_than_the_words_give(unit: str, words: str, base: PartialDate) -> None:
    for found in find_dates(words.format(unit), base):
        if not found.is_certain:
            assert found.value.precision is not Precision.DAY
            assert found.note
