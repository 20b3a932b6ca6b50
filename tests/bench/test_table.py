"""The table says which limits are kept and which are missed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench import table
from tests.bench.figures import Limit, Line, Series, Verdict, not_measured

KEPT = Line("kept", Series.of([1, 2, 3]), limit=Limit(20, "p95"), judged=3)
MISSED = Line("broken | line", Series.of([10, 30]), limit=Limit(20, "p95"), judged=30, beside="raw: 2 ms")


@pytest.mark.parametrize(
    ("limit", "judged", "verdict"),
    [
        (Limit(20, "p95"), 20, Verdict.OK),
        (Limit(20, "p95"), 20.01, Verdict.MISSED),
        (Limit(0.5, "ratio", "×", at_least=True), 0.5, Verdict.OK),
        (Limit(0.5, "ratio", "×", at_least=True), 0.49, Verdict.MISSED),
        (None, None, Verdict.NONE),
    ],
)
def test_a_limit_is_kept_up_to_its_value(limit: Limit | None, judged: float | None, verdict: Verdict) -> None:
    assert Line("a line", Series.of([1]), limit=limit, judged=judged).verdict is verdict


def test_what_was_not_measured_is_no_success() -> None:
    assert not_measured("a line", "not installed").verdict is Verdict.NOT_MEASURED


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), st.integers(1, 100))
def test_a_percentile_is_the_least_figure_that_so_many_do_not_exceed(values: list[float], part: int) -> None:
    naive = min(value for value in values if sum(other <= value for other in values) * 100 >= part * len(values))
    assert Series.of(values).percentile(part) == naive


def test_the_text_names_what_is_missed() -> None:
    text = table.as_text([KEPT, MISSED], "about")
    assert "MISSED (30.0)" in text
    assert text.endswith("Missed: broken | line.\n")
    assert table.as_text([KEPT], "about").endswith("No limit is missed.\n")


def test_markdown_has_a_row_for_each_line_that_is_no_detail() -> None:
    detail = Line("a part", Series.of([1]), is_detail=True)
    text = table.as_markdown([KEPT, MISSED, detail, not_measured("peer", "not installed")], "A machine")
    rows = [row for row in text.splitlines() if row.startswith("|")][2:]
    assert [row.split(" | ")[0] for row in rows] == ["| kept", "| broken \\| line", "| peer"]
    assert "MISSED (30.0) | raw: 2 ms |" in rows[1]
    assert rows[2].endswith("| not measured | not installed |")
    assert "A machine" in text.splitlines()[0]


def test_json_has_all_of_it() -> None:
    found = json.loads(table.as_json([MISSED], "about", 5))
    assert found["entries"] == 5
    assert found["lines"][0]["verdict"] == "MISSED"
    assert found["lines"][0]["figures"] == {"runs": 2, "median": 20, "p95": 30, "p99": 30, "worst": 30}
    assert found["lines"][0]["limit"] == {"value": 20, "of": "p95", "unit": "ms", "at_least": False}


def test_the_machine_is_described() -> None:
    about = table.machine()
    assert "cores" in about
    assert "Python 3." in about
