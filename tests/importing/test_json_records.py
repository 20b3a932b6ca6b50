"""JSON of other programs, taken apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.importing.json_records import (
    Fields,
    JsonRecord,
    first_shape,
    read_json,
    web_address,
    without_keys,
)
from oversight_viewer.importing.problems import Problem


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("https://a.example/x?format=json&api_key=SECRET", "https://a.example/x"),
        ("https://a.example/x?API_KEY=SECRET&offset=20", "https://a.example/x?offset=20"),
        ("api.congress.gov/v3/committee/house/hsgo00", "https://api.congress.gov/v3/committee/house/hsgo00"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://[broken", ""),
        ("two words", ""),
        ("", ""),
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert web_address(text) == address


def test_keys_of_the_api_are_taken_out_wherever_they_stand() -> None:
    value: Any = {
        "a": ["https://x.example/?api_key=SECRET&b=1"],
        "api_key": "SECRET",
        "c": {"d": "see ?api_key=SECRET"},
    }
    assert without_keys(value) == {"a": ["https://x.example/?b=1"], "c": {"d": "see "}}


def test_lines_keep_their_text_without_keys(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('{"url": "https://x.example/?api_key=SECRET"}\n{"a": ?api_key=SECRET}\n', encoding="utf-8")
    good, bad = read_json(path)
    assert isinstance(good, JsonRecord)
    assert isinstance(bad, Problem)
    assert "SECRET" not in f"{good.text}{bad.line}"
    assert (good.number, bad.number, bad.where) == (1, 2, "line 2")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (b'{"a": {"b": 1}, "c": [{"d": {"x": 1}}], "e": "f:{"', {"a", "c", "e"}),
        (b'\xef\xbb\xbf [ {"a": 1}, {"b": 2} ]', {"a"}),
        (b'{"a\\"b": 1', {'a\\"b'}),
        (b'words {"a": 1}', set()),
        (b"", set()),
        (b"[[1, 2]]", set()),
    ],
)
def test_the_first_keys_of_a_text_that_may_be_cut(text: bytes, keys: set[str]) -> None:
    assert first_shape(text).keys == keys


def test_keys_within() -> None:
    assert first_shape(b'{"a": {"b": {"x": 1}, "c": 2}, "d": [{"e": 1}]}').inner == {"a": {"b", "c"}, "d": {"e"}}


@given(
    st.recursive(
        st.none() | st.text(max_size=9), lambda inner: st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    st.integers(0, 400),
)
@settings(deadline=None)
def test_the_keys_of_any_object_are_told(value: Any, cut: int) -> None:
    whole = json.dumps({"first": value}, ensure_ascii=True).encode()
    assert first_shape(whole).keys == {"first"}
    assert first_shape(whole[:cut]).keys <= {"first"}


def test_a_text_full_of_quotes_is_gone_through_once() -> None:
    assert first_shape(b'{"a": "' + b'\\"' * 32_000).keys == {"a"}


def test_what_nobody_asks_for_or_of_another_kind_is_left() -> None:
    fields = Fields(
        {"a": " x\n y ", "b": ["text"], "c": "12", "d": True, "e": [1], "f": None, "g": {"item": [{"h": 1}]}}
    )
    assert fields.text("zero", "a") == "x y"
    assert fields.text("b") == ""
    assert fields.number("c") == 12
    assert fields.number("a") is None
    assert fields.flag("d") is True
    assert fields.items("e") == ()
    assert [one.number("h") for one in fields.items("g")] == [1]
    assert fields.rest() == {"a": " x\n y ", "b": ["text"], "e": [1]}
