"""The lists of an entry in tables: nothing of them is lost, and what is wrong is told of its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.part_drafts import PARTS, PartLine, PartProblem, lines_of, problems_of_lines, with_lines
from oversight_viewer.domain.records import Entry
from tests.strategies import entries

ENTRY = entry_from_json(
    {
        "id": "a", "kind": "document_request", "title": "Request",
        "requests": [{"number": 1, "text": "All logs", "due": "2024-10-01", "x": 1}, {"number": "2a", "text": "Names"}],
    }
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entries())
def test_lists_that_nobody_touches_stay_to_the_letter(entry: Entry) -> None:
    for name in PARTS:
        assert with_lines(entry, name, lines_of(entry, name)) == entry


def test_lines_are_changed_added_moved_and_left_out() -> None:
    first, second = lines_of(ENTRY, "requests")
    changed = replace(first, texts={**first.texts, "text": "All access logs", "due": ""})
    new = PartLine({"number": "3", "text": "Contracts", "due": "2024-11"})
    entry = with_lines(ENTRY, "requests", [new, second, changed, PartLine({"number": " ", "text": ""})])
    assert [(item.number, item.text, str(item.due)) for item in entry.requests] == [
        (3, "Contracts", "2024-11"), ("2a", "Names", "None"), (1, "All access logs", "None"),
    ]  # fmt: skip
    assert entry.requests[2].extra == {"x": 1}, "what the table does not show goes with its line"


@pytest.mark.parametrize(
    ("name", "lines", "problem"),
    [
        ("requests", [{"number": "1", "due": "soon"}], PartProblem(0, "due", "soon is not a date")),
        ("requests", [{}, {"text": "What"}], PartProblem(1, "number", "must be a number or text")),
        ("requests", [{"number": "1"}, {"number": "1"}], PartProblem(-1, "", "requests: the same number stands twice")),
        ("links", [{"rel": "related"}], PartProblem(0, "to", "is missing")),
        ("people", [{"role": "witness"}], PartProblem(0, "name", "is missing")),
    ],
)
def test_what_is_wrong_is_told_of_its_line(name: str, lines: list[dict[str, str]], problem: PartProblem) -> None:
    assert problems_of_lines(ENTRY, name, [PartLine(line) for line in lines]) == (problem,)


def test_an_answer_says_how_it_answers() -> None:
    line = PartLine({"to": "b", "request": "1", "status": "perhaps", "text": "We will see"})
    (problem,) = problems_of_lines(ENTRY, "answers", [line])
    assert (problem.line, problem.column) == (0, "status")
    assert "full" in problem.reason
    entry = with_lines(ENTRY, "answers", [replace(line, texts={**line.texts, "status": "promised"})])
    assert (entry.answers[0].request, entry.answers[0].status) == (1, "promised")
