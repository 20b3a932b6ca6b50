"""What the user has said of tables is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight_viewer.importing.mappings import RememberedMappings
from oversight_viewer.importing.problems import TableMapping

MAPPING = TableMapping({"title": "Subject", "date": "Sent"}, {"kind": "letter"}, "mdy", "|", "Letters")


def test_it_is_found_again_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "not" / "there" / "table-mappings.json"
    RememberedMappings(path).remember("a", MAPPING)
    again = RememberedMappings(path)
    assert again.get("a") == MAPPING
    assert again.get("b") is None
    assert again.notice is None
    again.forget("a")
    assert RememberedMappings(path).all() == {}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b'{"tables": []}',
        b'{"tables": {"a": 1}}',
        b'{"tables": {"a": {"columns": {"title": 1}, "constants": {}, "date_order": "ymd", '
        b'"separator": ";", "table": ""}}}',
        b'{"tables": {"a": {"columns": {}, "constants": {}, "date_order": "??", "separator": ";", "table": ""}}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_left_aside_and_said_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "table-mappings.json"
    path.write_bytes(data)
    mappings = RememberedMappings(path)
    assert mappings.get("a") is None
    assert "could not be read" in (mappings.notice or "")
    mappings.remember("b", MAPPING)
    assert RememberedMappings(path).get("b") == MAPPING
    assert (tmp_path / "table-mappings.damaged.json").read_bytes() == data


def test_the_oldest_are_let_go(tmp_path: Path) -> None:
    mappings = RememberedMappings()
    for number in range(1005):
        mappings.remember(str(number), MAPPING)
    assert len(mappings.all()) == 1000
    assert mappings.get("4") is None
    assert mappings.get("5") == MAPPING
