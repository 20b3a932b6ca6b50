"""A look comes back from JSON as it was, whatever fields looks and filters have, and whichever version wrote it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.look_json import look_from_json, look_to_json, not_understood
from oversight_viewer.domain.records import JsonValue
from oversight_viewer.domain.views import Alignment, Density, Look, Order
from tests.strategies import looks

AUTUMN = Look(
    RecordFilter(
        text='crane -"press release"',
        committees=Choice(("HLZS", "XCOM")),
        kinds=Choice((), ("press_release",)),
        since=date(2024, 8, 1),
        has_notes=False,
    ),
    Alignment.INQUIRY,
    Order.OLDEST,
    Density.COMPACT,
)


@given(look=looks())
def test_every_look_comes_back_as_it_was(look: Look) -> None:
    stored = json.loads(json.dumps(look_to_json(look)))
    assert look_from_json(stored) == look
    assert not_understood(stored) == ()


def test_the_form_is_plain_and_leaves_out_what_is_as_usual() -> None:
    assert look_to_json(Look()) == {}
    assert look_to_json(AUTUMN) == {
        "filter": {
            "text": 'crane -"press release"',
            "committees": {"include": ["HLZS", "XCOM"]},
            "kinds": {"exclude": ["press_release"]},
            "since": "2024-08-01",
            "has_notes": False,
        },
        "alignment": "inquiry",
        "order": "oldest",
        "density": "compact",
    }


@pytest.mark.parametrize(
    ("stored", "look", "missed"),
    [
        ({}, Look(), ()),
        # of a newer version: fields, and values of fields, that are not known here
        ({"weather": "fair", "order": "oldest"}, Look(order=Order.OLDEST), ("weather",)),
        ({"order": "by weather", "density": "compact"}, Look(density=Density.COMPACT), ("order",)),
        (
            {"filter": {"text": "crane", "weather": {"include": ["rain"]}}},
            Look(RecordFilter(text="crane")),
            ("filter.weather",),
        ),
        (
            {"filter": {"kinds": {"include": ["letter"], "all_of": ["x"]}}},
            Look(RecordFilter(kinds=Choice(("letter",)))),
            ("filter.kinds.all_of",),
        ),
        # of nobody: what no version wrote
        ({"filter": {"since": "yesterday", "until": 20241231}}, Look(), ("filter.since", "filter.until")),
        ({"filter": {"has_notes": 1, "flagged": "true"}}, Look(), ("filter.has_notes", "filter.flagged")),
        ({"filter": {"text": None, "tags": ["x"]}}, Look(), ("filter.text", "filter.tags")),
        ({"filter": {"tags": {"include": ["x", 3]}}}, Look(), ("filter.tags.include",)),
        ({"filter": {"has_notes": None}}, Look(), ()),
        ({"filter": {"lanes": {"exclude": ["hall"]}}}, Look(), ("filter.lanes",)),
        ({"filter": []}, Look(), ("filter",)),
        ({"alignment": ["date"]}, Look(), ("alignment",)),
        ([], Look(), ("look",)),
        (None, Look(), ("look",)),
    ],
)
def test_what_is_not_understood_is_passed_over_and_named(
    stored: JsonValue, look: Look, missed: tuple[str, ...]
) -> None:
    assert look_from_json(stored) == look
    assert not_understood(stored) == missed
