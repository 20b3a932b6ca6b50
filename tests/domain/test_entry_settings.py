"""Fields of an entry that are set by name: what is not named stays, and what is wrong is told of its field."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json
from oversight_viewer.domain.entry_settings import SETTABLE, with_settings
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.records import Entry, JsonValue
from tests.strategies import entries

ADDRESSEE: JsonValue = {"name": "Example Freight Co.", "role": "addressee"}
LETTER = entry_from_json(
    {
        "id": "a",
        "kind": "letter",
        "title": "A letter",
        "date": "2024-03",
        "committees": [{"code": "XCOM", "name": "Example Commerce Committee"}],
        "companies": [ADDRESSEE],
        "requests": [{"number": 1, "text": "Name it."}],
        "tags": ["cranes"],
        "extra": {"note": 1},
    }
)


def changed(entry: Entry) -> dict[str, JsonValue]:
    """What an entry says otherwise than the letter."""
    before, after = entry_to_json(LETTER), entry_to_json(entry)
    names = before.keys() | after.keys()
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


@pytest.mark.parametrize(
    ("settings", "after"),
    [
        ([], {}),
        ([("title", " Another ")], {"title": "Another"}),
        ([("title", "A = B")], {"title": "A = B"}),
        ([("date", "")], {"date": None}),
        ([("tags", "ports"), ("tags", "cranes"), ("tags", "ports")], {"tags": ["ports", "cranes"]}),
        ([("tags", "")], {"tags": None}),
        ([("tags", '["a b", "c"]')], {"tags": ["a b", "c"]}),
        (
            [("companies", "Example Freight Co."), ("companies", "Example Rail")],
            {"companies": [ADDRESSEE, {"name": "Example Rail", "role": "subject"}]},
        ),
        ([("lane", "meeting"), ("kind", "closed_briefing")], {"lane": "meeting", "kind": "closed_briefing"}),
        ([("congress", "118"), ("chamber", "house")], {"congress": 118, "chamber": "house"}),
        ([("requests", "")], {"requests": None}),
        ([("requests", '[{"number": 2, "text": "Date it."}]')], {"requests": [{"number": 2, "text": "Date it."}]}),
        ([("extra", '{"note": 2}')], {"extra": {"note": 2}}),
        ([("body", "  As it\n\n  stands\n")], {"body": "  As it\n\n  stands\n", "format": "markdown"}),
    ],
)  # fmt: skip
def test_what_is_named_says_something_else(settings: list[tuple[str, str]], after: dict[str, JsonValue]) -> None:
    assert changed(with_settings(LETTER, settings)) == after


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ([("id", "b")], "never changes"),
        ([("titel", "x")], "there is title"),
        ([("zzz", "x")], "there is lane, kind, title"),
        ([("title", "")], "title: A title is needed"),
        ([("title", "a"), ("title", "b")], "title: is given 2 times"),
        ([("tags", "[]"), ("tags", "b")], "tags: is given 2 times"),
        ([("date", "soon")], "date: Write"),
        ([("lane", "road")], "lane: road is not"),
        ([("kind", "closed_briefing")], "another lane"),
        ([("format", "html")], "format: must be one of"),
        ([("congress", "many")], "congress: must be a whole number"),
        ([("requests", "[{}]")], "requests"),
        ([("identifiers", "[1")], "identifiers: must be an object"),
        ([("identifiers", '{"a": NaN}')], "identifiers: must be an object"),
        ([("attachments", '["../x"]')], "attachments"),
        ([("title", "\udcff")], "title: a character is broken"),
        ([("extra", '{"a": "\\ud800"}')], "extra: must be an object"),
        ([("extra", '{"a": ' + "[" * 2000 + "]" * 2000 + "}")], "extra"),
    ],
)
def test_what_is_wrong_is_told_of_its_field(settings: list[tuple[str, str]], reason: str) -> None:
    with pytest.raises(InvalidEntry) as caught:
        with_settings(LETTER, settings)
    assert reason in caught.value.reason


@given(entries(), st.lists(st.tuples(st.sampled_from(SETTABLE), st.text() | st.from_type(float).map(str)), max_size=3))
def test_whatever_is_set_gives_an_entry_or_a_reason(entry: Entry, settings: list[tuple[str, str]]) -> None:
    try:
        after = with_settings(entry, settings)
    except InvalidEntry:
        return
    assert after.id == entry.id
    assert entry_from_json(json.loads(json.dumps(entry_to_json(after)))) == after
    named = {name for name, _ in settings}
    assert {name for name in SETTABLE if getattr(after, name) != getattr(entry, name)} <= named | {"format"}
