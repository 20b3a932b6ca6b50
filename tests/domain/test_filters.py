"""What a filter means, and how requests stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import UNDATED, Choice, ChoiceState, EntryFacts, Facet, RecordFilter
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import Committee, Company, EntryId, Request
from oversight_viewer.domain.requests import AnswerStatus, RequestState, days_overdue, due_day, resolve_status

DIRECTORY = Directory(
    committees={
        "XCOM": Committee("XCOM", "Example Commerce Committee", "Example Commerce"),
        "XCOM01": Committee("XCOM01", "Freight and Ports", "Freight and Ports", parent="XCOM"),
    },
    companies={
        "Parent": Company("Parent"),
        "Child": Company("Child", parent="Parent"),
        "Ring A": Company("Ring A", parent="Ring B"),
        "Ring B": Company("Ring B", parent="Ring A"),
    },
)
FACTS = EntryFacts(
    lane=Lane.ACTION,
    kind="letter",
    mark="public",
    date=PartialDate.parse("2024-09"),
    committees=frozenset({"XCOM01"}),
    companies=frozenset({"Child"}),
    inquiry="Cranes",
    tags=frozenset({"ports"}),
    people=frozenset({"Ada Example"}),
    congress=118,
    unanswered=True,
)


def only(facet: Facet, *include: str, exclude: tuple[str, ...] = ()) -> RecordFilter:
    return RecordFilter().with_choice(facet, Choice(include, exclude))


MEANING = [
    (RecordFilter(), True),
    (only(Facet.COMMITTEE, "XCOM"), True),
    (only(Facet.COMMITTEE, "XCOM01"), True),
    (only(Facet.COMMITTEE, "XHOM"), False),
    (only(Facet.COMMITTEE, "XHOM", "XCOM01"), True),
    (only(Facet.COMMITTEE, "XCOM01", exclude=("XCOM",)), False),
    (only(Facet.COMPANY, "Parent"), True),
    (only(Facet.COMPANY, exclude=("Parent",)), False),
    (only(Facet.INQUIRY, "Cranes"), True),
    (only(Facet.INQUIRY, "Trains"), False),
    (only(Facet.KIND, exclude=("letter",)), False),
    (only(Facet.LANE, "action"), True),
    (only(Facet.MARK, "members-only"), False),
    (only(Facet.TAG, "ports", "cranes"), True),
    (only(Facet.PERSON, "Ada Example"), True),
    (only(Facet.PERSON, exclude=("Ada Example",)), False),
    (only(Facet.CONGRESS, "118"), True),
    (only(Facet.CONGRESS, "117"), False),
    (only(Facet.YEAR, "2024", UNDATED), True),
    (only(Facet.YEAR, UNDATED), False),
    (replace(only(Facet.COMMITTEE, "XCOM"), subcommittees=False), False),
    (replace(only(Facet.COMMITTEE, "XCOM01"), subcommittees=False), True),
    (replace(only(Facet.COMMITTEE, exclude=("XCOM",)), subcommittees=False), True),
    (replace(only(Facet.COMMITTEE, "XCOM"), subsidiaries=False), True),
    (replace(only(Facet.COMPANY, "Parent"), subsidiaries=False), False),
    (replace(only(Facet.COMPANY, "Child"), subsidiaries=False), True),
    (RecordFilter(unanswered=True), True),
    (RecordFilter(unanswered=False), False),
    (RecordFilter(overdue=True), False),
    (RecordFilter(overdue=False, unanswered=True), True),
    (RecordFilter(since=date(2024, 9, 30)), True),
    (RecordFilter(until=date(2024, 8, 31)), False),
    (RecordFilter(has_notes=True), False),
    (RecordFilter(has_notes=False), True),
    (RecordFilter(flagged=False), True),
    (RecordFilter(flagged=True), False),
]


@pytest.mark.parametrize(("record_filter", "expected"), MEANING)
def test_meaning(record_filter: RecordFilter, expected: bool) -> None:
    assert record_filter.matches(FACTS, DIRECTORY) is expected


def test_an_undated_entry_matches_no_limit() -> None:
    undated = EntryFacts(lane=Lane.MEETING, kind="meeting", mark="public")
    assert RecordFilter().matches(undated, DIRECTORY)
    assert not RecordFilter(since=date(1, 1, 1)).matches(undated, DIRECTORY)
    assert only(Facet.YEAR, UNDATED).matches(undated, DIRECTORY)


def test_a_value_stands_in_one_state_only() -> None:
    included = RecordFilter().with_state(Facet.TAG, "a", ChoiceState.INCLUDED)
    excluded = included.with_state(Facet.TAG, "a", ChoiceState.EXCLUDED)
    assert included.tags.state("a") is ChoiceState.INCLUDED
    assert excluded.tags == Choice((), ("a",))
    assert excluded.with_state(Facet.TAG, "a", ChoiceState.UNUSED) == RecordFilter()


def test_parts_are_counted_and_blank_text_is_no_filter() -> None:
    full = RecordFilter(text="crane", tags=Choice(("a",), ("b",)), since=date(2024, 1, 1), has_notes=True, flagged=True)
    assert full.parts == 6
    assert replace(full, subcommittees=False, subsidiaries=False, unanswered=False, overdue=True).parts == 10
    assert not full.is_empty
    assert RecordFilter(text="  ").is_empty
    assert not RecordFilter(until=date(2024, 1, 1)).is_empty


def test_above_and_below_in_the_directory() -> None:
    assert DIRECTORY.with_ancestors_of_committees(["XCOM01"]) == {"XCOM01", "XCOM"}
    assert DIRECTORY.committee_and_below("XCOM") == {"XCOM", "XCOM01"}
    assert DIRECTORY.company_and_below("Parent") == {"Parent", "Child"}
    assert DIRECTORY.with_ancestors_of_companies(["Ring A"]) == {"Ring A", "Ring B"}
    assert DIRECTORY.committee_label("XCOM") == "Example Commerce"
    assert DIRECTORY.committee_label("HSXX") == "HSXX"


STATES = [
    ([], AnswerStatus.NONE_RECORDED),
    (["promised", "full"], AnswerStatus.FULL),
    (["full", "refused"], AnswerStatus.FULL),
    (["partial", "refused"], AnswerStatus.REFUSED),
    (["refused", "partial"], AnswerStatus.PARTIAL),
]


@pytest.mark.parametrize(("given", "expected"), STATES)
def test_how_a_request_stands(given: list[str], expected: AnswerStatus) -> None:
    assert resolve_status(given) is expected


def test_overdue_counts_open_requests_from_the_day_after_they_were_due() -> None:
    today = date(2024, 11, 26)
    due = due_day(Request(1, due=PartialDate.parse("2024-09-20")))
    states = [
        RequestState("1", AnswerStatus.FULL, date(2024, 1, 1)),
        RequestState("2", AnswerStatus.PARTIAL, due),
        RequestState("3", AnswerStatus.REFUSED, date(2024, 12, 1)),
        RequestState("4", AnswerStatus.NONE_RECORDED),
    ]
    assert [state.days_overdue(today) for state in states] == [0, 67, 0, 0]
    assert days_overdue(states, today) == 67
    assert days_overdue([], today) == 0
    assert due_day(Request(2, due=PartialDate.parse("2024-09"))) == date(2024, 9, 30)
    assert AnswerStatus.FULL.label == "Answered in full"


def test_errors_say_what_is_safe_and_what_to_do() -> None:
    error = KnownError("The file is damaged.", todo="Choose another one.")
    assert str(error) == "The file is damaged. Nothing was changed. Choose another one."
    assert "stopped" in str(Cancelled())


def test_a_change_knows_whether_it_is_one() -> None:
    assert Change().is_empty
    assert not Change(record=True).is_empty
    assert not Change(notes=frozenset({EntryId("a")})).is_empty
