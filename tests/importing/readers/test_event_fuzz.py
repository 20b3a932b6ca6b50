"""Whatever is done to a file of events: it gives entries that keep the rules, problems, or a known error."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.importing.formats import Sample
from oversight_viewer.importing.registry import by_name
from tests.importing.readers.event_records import entries, house_file, meeting, problems, the_means
from tests.importing.readers.test_congress_api_others import COMMITTEE, PRINT, REPORT, TEXTS, communication, hearing
from tests.importing.readers.test_docs_house import MEETING, WITNESSES
from tests.importing.readers.test_us_congress import house, senate

MEANS = the_means()
FULL_MEETING = meeting(
    continuations=[{"continuationDate": "2023-03-16T14:30:00Z"}],
    hearingTranscript=[{"jacketNumber": 59001}],
    location={"address": '{"city": "Springfield"}'},
    meetingDocuments=[{"name": "QFR", "documentType": "Hearing: Questions for the Record", "url": house_file("Q")}],
)
RECORDS: list[tuple[str, Any]] = [
    ("congress-api", {"committeeMeeting": FULL_MEETING}),
    ("congress-api", {"hearings": [hearing()], "pagination": {"count": 7, "next": "https://x.example"}}),
    ("congress-api", [PRINT, {"committeeReports": [REPORT]}, TEXTS]),
    ("congress-api", {"houseCommunication": communication()}),
    ("congress-api", {"committee": COMMITTEE, "request": {"chamber": "house"}}),
    ("us-congress", [house(), house(subcommittee=None), senate()]),
]
ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.just(10**280), st.floats(allow_nan=False, allow_infinity=False),
    st.text(), st.just(""), st.just("\0\ud7ff\ufffe[](<>"), st.just("2023-03-15T14:00:00Z"),
    st.just("9999-12-31T23:59:59-14:00"),
    st.just("https://[bad"), st.just("http://x.example/a b?api_key=1"), st.just([]), st.just({}), st.just([[[]]]),
    st.lists(st.none()), st.dictionaries(st.text(), st.none()), st.just({"item": {"name": "x"}}), st.just({"url": 1}),
)  # fmt: skip


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in inner for place in _places(item, (*path, key)))]


def _changed(record: Any, place: tuple[Any, ...], new: Any) -> Any:
    if not place:
        return new
    result = copy.deepcopy(record)
    at = result
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = new
    return result


def check(path: Path, name: str, data: bytes) -> None:
    path.write_bytes(data)
    form = by_name(name)
    form.recognizes(Sample(path.name, tuple(data.splitlines()[:20]), data[:65536]))
    try:
        found = list(form.read(path, MEANS))
    except KnownError:
        return
    entries(found)
    assert all(problem.reason and problem.where for problem in problems(found))


SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(data=st.data())
@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_any_value_anywhere(tmp_path: Path, name: str, record: Any, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        record = _changed(record, data.draw(st.sampled_from(_places(record))), data.draw(ODD))
        if not isinstance(record, dict | list):
            break
    check(tmp_path / "answer.json", name, json.dumps(record, ensure_ascii=False).encode("utf-8", "replace"))


def _damaged(data: st.DataObject, whole: bytes) -> bytes:
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, max(len(damaged) - 1, 0)))
        match data.draw(st.integers(0, 4)):
            case 0:
                damaged[place:] = b""
            case 1:
                damaged[place : place + 1] = data.draw(st.binary(min_size=1, max_size=4))
            case 2:
                damaged[place : place + data.draw(st.integers(1, 40))] = b""
            case 3:
                damaged[place:place] = data.draw(
                    st.sampled_from(
                        [b"[" * 300, b"\0", b"&#0;", b"<a>", b"<!DOCTYPE a>", b'"', b"}", b"\xff\xfe", b"9" * 500]
                    )
                )
            case _:
                damaged[place:place] = damaged[place : place + data.draw(st.integers(1, 200))]
    return bytes(damaged)


FILES = [
    *((name, json.dumps(record, indent=1).encode()) for name, record in RECORDS),
    ("congress-api", b"\n".join(json.dumps(item).encode() for item in (FULL_MEETING, hearing(), communication()))),
    ("docs-house", MEETING.encode()),
    ("docs-house", WITNESSES.encode()),
]


@SLOW
@given(data=st.data())
@pytest.mark.parametrize(("name", "whole"), FILES)
def test_any_damage(tmp_path: Path, name: str, whole: bytes, data: st.DataObject) -> None:
    check(tmp_path / "file", name, _damaged(data, whole))


@SLOW
@given(data=st.data())
@pytest.mark.parametrize("whole", [MEETING, WITNESSES])
def test_any_text_in_any_part_of_xml(tmp_path: Path, whole: str, data: st.DataObject) -> None:
    text = whole
    for _ in range(data.draw(st.integers(1, 4))):
        old = data.draw(st.sampled_from(sorted({part.split("<")[0].split('"')[0] for part in text.split(">") if part})))
        new = data.draw(
            st.one_of(st.text(max_size=40), st.sampled_from(["", "9" * 4000, "]]>", "&#1;", "<a/>", "Closed"]))
        )
        text = text.replace(old, new, 1) if old else text
    check(tmp_path / "file.xml", "docs-house", text.encode("utf-8", "replace"))


@given(st.binary(max_size=300))
def test_nothing_is_raised_for_what_is_recognized(head: bytes) -> None:
    for name in ("congress-api", "us-congress", "docs-house"):
        assert by_name(name).recognizes(Sample("x", tuple(head.splitlines()), head)) in {True, False}
