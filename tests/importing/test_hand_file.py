"""Files of entries that somebody wrote: all of them are taken, or none, and what is wrong is told of its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.importing.hand_file import read_hand_file

ONE = {"id": "a", "kind": "letter", "title": "A letter"}
TWO = {"id": "b", "kind": "closed_briefing", "title": "A briefing"}


def ids(folder: Path, data: bytes) -> list[str]:
    (folder / "file.json").write_bytes(data)
    found, notes = read_hand_file(folder / "file.json")
    assert notes == ()
    return [item.entry.id for item in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(ONE), ["a"]),
        ("\ufeff" + json.dumps(ONE, indent=2) + "\r\n", ["a"]),
        (json.dumps([ONE, TWO], indent=2), ["a", "b"]),
        (json.dumps(ONE) + "\n\n" + json.dumps(TWO) + "\n", ["a", "b"]),
    ],
)
def test_ways_to_write_entries(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert ids(tmp_path, text.encode("utf-8")) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not JSON"),
        ("[]", "no entry"),
        ("null", "entry 1: is not a JSON object"),
        ('{"title": "x"}', "entry 1: The entry has neither lane nor kind"),
        (json.dumps([ONE, {"kind": "letter"}]), "entry 2: The title is missing"),
        (json.dumps([ONE, ONE]), "entry 2: the id stands twice"),
        (json.dumps(ONE) + "\n{", "line 2: The line is not JSON"),
        (json.dumps(ONE) + "\n" + json.dumps({"id": "b"}), "line 2: The title is missing"),
        ('{"kind": "letter",\n"title": }', "line 2"),
        ("A letter", "not JSON"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_taken(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(KnownError) as caught:
        ids(tmp_path, text.encode("utf-8"))
    assert reason in caught.value.what
    assert caught.value.safe == "Nothing was changed."


def test_files_beside_it_come_with_it(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"a letter")
    (tmp_path / "other.pdf").write_bytes(b"another letter")
    attachments = ["letter.pdf", {"path": "other.pdf", "sha256": "0" * 64}]
    (tmp_path / "file.json").write_text(json.dumps({**ONE, "attachments": attachments}))
    (found,), (note,) = read_hand_file(tmp_path / "file.json")
    assert [(item.path, item.data) for item in found.contents] == [("letter.pdf", tmp_path / "letter.pdf")]
    assert "other.pdf" in note


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.json"):
        with pytest.raises(KnownError) as caught:
            read_hand_file(path)
        assert caught.value.safe == "Nothing was changed."


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_files_give_entries_or_a_reason(tmp_path: Path, data: st.DataObject) -> None:
    good = json.dumps([{**ONE, "requests": [{"number": 1}], "attachments": ["x"]}, TWO]).encode()
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, len(good)))
    damaged = good[:start] + data.draw(st.binary(max_size=6)) + good[end:]
    (tmp_path / "file.json").write_bytes(damaged)
    try:
        found, _ = read_hand_file(tmp_path / "file.json")
    except KnownError:
        return
    assert found
