"""The values of a facet, and the steps from one list of rows to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Choice, Facet
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Company
from oversight_viewer.ui.sidebar.nodes import NodeKind, steps
from oversight_viewer.ui.sidebar.values import (
    Values,
    committees,
    companies,
    first_that_occur,
    flat_values,
    folded,
    matching,
    most_frequent,
    worth_a_row,
)


def _companies(*pairs: tuple[str, str | None]) -> Values:
    return companies(Directory({}, {name: Company(name, parent) for name, parent in pairs}))


def test_families_are_in_the_order_of_their_names(directory: Directory) -> None:
    values = committees(directory)
    assert [values.label(root) for root in values.roots] == [
        "Example Commerce",
        "Example Task Force",
        "Select Committee on the CCP",
    ]
    assert values.children["XCOM"] == ("XCOM02", "XCOM01")
    assert values.names["HLZS"] == "House Select Committee on the CCP (HLZS)"
    assert values.names["Example Task Force"] == "Example Task Force"


def test_a_value_knows_its_family(directory: Directory) -> None:
    values = companies(directory)
    assert values.above("TikTok Shop") == ("TikTok", "ByteDance")
    assert set(values.below("ByteDance")) == {"TikTok", "TikTok Shop"}
    assert (values.root("TikTok Shop"), values.root("Amazon")) == ("ByteDance", "Amazon")


@pytest.mark.parametrize(
    ("pairs", "roots"),
    [
        ((("A", "B"), ("B", "A")), ("A", "B")),
        ((("A", "A"),), ("A",)),
        ((("A", "B"), ("B", "C"), ("C", "B")), ("B", "C")),
        ((("A", "nobody"),), ("A",)),
    ],
)
def test_a_circle_or_an_unknown_parent_in_the_data_makes_roots(
    pairs: tuple[tuple[str, str | None], ...], roots: tuple[str, ...]
) -> None:
    values = _companies(*pairs)
    assert values.roots == roots
    assert {*values.roots, *(below for root in values.roots for below in values.below(root))} == set(values.labels)


def test_a_chosen_value_that_nobody_knows_gets_a_row() -> None:
    values = _companies(("A", None))
    assert values.with_values(["A"]) is values
    assert values.with_values(["Z", "Z"]).roots == ("A", "Z")
    assert values.with_values(["Z"]).label("Z") == "Z"


@pytest.mark.parametrize(
    ("facet", "seen", "labels"),
    [
        (Facet.KIND, ("response_letter", "letter", "moon_letter", "staff_call"),
         ["Letter", "Staff call", "Response letter", "Moon letter"]),
        (Facet.MARK, ("secret", "public"),
         ["Public", "Committee confidential", "Executive session", "Members only", "Secret"]),
        (Facet.TAG, ("b", "A", "c"), ["A", "b", "c"]),
        (Facet.PERSON, ("Bo Example", "ada example"), ["ada example", "Bo Example"]),
        (Facet.LANE, ("response", "action", "elsewhere"), ["Committee actions", "Company responses", "elsewhere"]),
        (Facet.CONGRESS, ("99", "118", "x"), ["118th Congress", "99th Congress", "xth Congress"]),
        (Facet.YEAR, ("999", "2024", "undated", "1990"), ["2024", "1990", "999", "No date"]),
    ],
)  # fmt: skip
def test_values_without_families_have_an_order_of_their_own(
    facet: Facet, seen: tuple[str, ...], labels: list[str]
) -> None:
    values = flat_values(facet, seen, MarkScheme())
    assert [values.label(root) for root in values.roots] == labels


def test_of_many_the_most_frequent_and_the_chosen_are_shown() -> None:
    values = _companies(*((f"C{number:03}", None) for number in range(100)), ("Child", "C050"))
    counts = {"C010": 5, "C020": 7}
    overall = {"C030": 9, "C010": 1}
    most = most_frequent(values, counts, overall, 4)
    assert most == {"C010", "C020", "C030", "C000"}
    shown = worth_a_row(values, most, Choice(("Child",), ("C099",)))
    assert shown == ("C000", "C010", "C020", "C030", "C050", "C099")
    assert most_frequent(values, {}, {}, 200) == set(values.roots)


def test_of_years_the_first_ones_that_occur_are_shown() -> None:
    values = flat_values(Facet.YEAR, [str(year) for year in range(1990, 2025)], MarkScheme())
    assert first_that_occur(values, {"2001": 1, "1995": 7}, 4) == {"2001", "1995", "2024", "2023"}
    assert first_that_occur(values, {}, 34) == set(values.roots)


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3)),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3)),
    st.integers(1, 6),
)
def test_the_most_frequent_are_those_that_sorting_gives(
    counts: dict[str, int], overall: dict[str, int], limit: int
) -> None:
    values = flat_values(Facet.TAG, "abcdefgh", MarkScheme())
    most = most_frequent(values, counts, overall, limit)
    by_number = sorted(values.roots, key=lambda value: (-counts.get(value, 0), -overall.get(value, 0), value))
    assert most == set(by_number[:limit])


def test_finding_shows_what_matches_with_its_family(directory: Directory) -> None:
    def found(values: Values, text: str) -> frozenset[str]:
        return matching(values, folded(values), text)

    assert found(companies(directory), "tiktok SHOP") == {"ByteDance", "TikTok", "TikTok Shop"}
    assert found(companies(directory), "bytedance") == {"ByteDance", "TikTok", "TikTok Shop"}
    assert found(committees(directory), "xcom01") == {"XCOM", "XCOM01"}
    assert found(companies(directory), "amazon") == {"Amazon"}
    assert found(companies(directory), "nobody") == frozenset()


keys = st.lists(st.integers(0, 12), unique=True)


@given(keys, keys)
def test_the_steps_lead_from_one_list_to_the_other(old: list[int], new: list[int]) -> None:
    before = [(NodeKind.VALUE, str(item)) for item in old]
    after = [(NodeKind.VALUE, str(item)) for item in new]
    plan = steps(before, after)
    rows = list(before)
    for first, last in plan.take_out:
        del rows[first : last + 1]
    for first, last in plan.put_in:
        rows[first:first] = after[first : last + 1]
    assert rows == after


def test_steps_touch_only_what_differs() -> None:
    rows = [(NodeKind.VALUE, letter) for letter in "abcdef"]
    plan = steps(rows[:2] + rows[4:], rows[:1] + rows[2:])
    assert plan.take_out == ((1, 1),)
    assert plan.put_in == ((1, 2),)
