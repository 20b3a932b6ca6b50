"""The interchange format: what is read, what is rejected and why, and that nothing is lost on the way."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.errors import InvalidEntry, KnownError
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.importing import interchange, lines
from oversight_viewer.importing.interchange import read_jsonl, write_jsonl
from oversight_viewer.importing.json_records import decode_utf8
from oversight_viewer.importing.problems import Problem
from tests.strategies import records

GOOD = b'{"id": "a", "kind": "letter", "title": "A letter"}'
LETTER = Entry(EntryId("a"), Lane.ACTION, "letter", "A letter", "public")


def written(folder: Path, data: bytes, name: str = "in.jsonl") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def line(**fields: object) -> bytes:
    return json.dumps({"kind": "letter", "title": "A letter", **fields}).encode("utf-8")


@pytest.mark.parametrize(
    "data",
    [
        GOOD,
        GOOD + b"\n",
        GOOD + b"\r\n",
        b"\xef\xbb\xbf" + GOOD + b"\n",
        b"\n  \n\r\n\t\n" + GOOD + b"\n\n",
        b"\xef\xbb\xbf\r\n" + GOOD,
        b"  " + GOOD + b"  ",
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_ways_to_write_one_entry(tmp_path: Path, data: bytes, packed: bool) -> None:
    # What is packed is told by the content, not by the name.
    path = written(tmp_path, gzip.compress(data) if packed else data, "in.txt")
    assert list(read_jsonl(path)) == [LETTER]


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    title = "one\u2028two\u2029three\u0085four\u000bfive\u001esix"
    data = json.dumps({"id": "a", "kind": "letter", "title": title}, ensure_ascii=False).encode("utf-8")
    (found,) = read_jsonl(written(tmp_path, data + b"\n"))
    assert isinstance(found, Entry)
    assert found.title == title


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    for data in (b"", b"\n\n", b"\xef\xbb\xbf", gzip.compress(b"")):
        assert list(read_jsonl(written(tmp_path, data))) == []


def test_packed_in_several_pieces(tmp_path: Path) -> None:
    data = gzip.compress(GOOD + b"\n") + gzip.compress(line(id="b") + b"\n")
    assert [getattr(item, "id", None) for item in read_jsonl(written(tmp_path, data))] == ["a", "b"]


def test_an_entry_without_id_has_the_same_one_each_time(tmp_path: Path) -> None:
    first, second = read_jsonl(written(tmp_path, line() + b"\n" + b'{"title":"A letter",  "kind":"letter"}'))
    assert isinstance(first, Entry)
    assert first == second
    assert first.id.startswith("e-")


DEEP = b'{"kind": "letter", "title": "A letter", "extra": {"x": ' + b"[" * 90 + b"]" * 90 + b"}}"
DEEPEST = b'{"kind": "letter", "title": "A letter", "extra": {"x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}}"
WIDE = line(extra={"x": [[1]] * 500})

REJECTED = [
    (b'{"title": "caf\xe9", "kind": "letter"}', "not UTF-8 text from byte 15 on"),
    (b'{"title": "A letter", "kind": "letter"', "not JSON: Expecting ',' delimiter at column 39"),
    (b"{'title': 'A letter'}", "not JSON: Expecting property name enclosed in double quotes at column 2"),
    (GOOD + b" " + GOOD, "not JSON: Extra data"),
    (b"title,kind", "not JSON"),
    (b"\0\0\0\0", "not JSON"),
    (b'["letter"]', "not a JSON object"),
    (b'"letter"', "not a JSON object"),
    (b"17", "not a JSON object"),
    (b"null", "not a JSON object"),
    (b'{"title": "A", "kind": "letter", "title": "B"}', "The field title stands twice"),
    (b'{"title": "A", "kind": "letter", "extra": {"x": {"y": 1, "y": 1}}}', "The field y stands twice"),
    (line(extra={"x": float("nan")}), "NaN is not a number"),
    (line(extra={"x": float("-inf")}), "-Infinity is not a number"),
    (b'{"title": "A", "kind": "letter", "extra": {"x": 1e999}}', "The number 1e999 is too large"),
    (b'{"title": "A", "kind": "letter", "congress": ' + b"9" * 5000 + b"}", "more than 300 digits"),
    (rb'{"title": "A \ud800 half", "kind": "letter"}', "surrogate"),
    (rb'{"title": "A", "kind": "letter", "extra": {"\uDfff": 1}}', "surrogate"),
    (DEEP, "more than 64 deep"),
    (DEEPEST, "more than 64 deep"),
    (b'{"kind": "letter"}', "The title is missing"),
    (line(date="2024-13-01"), "date: 2024-13-01 is not a date"),
    (line(kind="statement"), "does not settle it"),
    (line(lane="response"), "A letter cannot be a response"),
    (line(attachments=[{"path": "../../etc/passwd"}]), "inside the folder"),
    (line(requests=[{"number": 1}, {"number": "1"}]), "the same number stands twice"),
]


@pytest.mark.parametrize(("data", "reason"), REJECTED)
def test_a_line_that_breaks_a_rule_is_rejected_alone(tmp_path: Path, data: bytes, reason: str) -> None:
    before, problem, after = read_jsonl(written(tmp_path, GOOD + b"\n" + data + b"\r\n" + GOOD + b"\n"))
    assert before == after == LETTER
    assert isinstance(problem, Problem)
    assert (problem.where, problem.number) == ("line 2", 2)
    assert reason in problem.reason
    # The line is kept for mending, with bytes that are no text made visible.
    assert problem.line == data.decode("utf-8", errors="backslashreplace")


@pytest.mark.parametrize("data", [WIDE, rb'{"title": "\ud83d\ude00", "kind": "letter"}', line(extra={"n": 10**299})])
def test_what_is_only_unusual_is_read(tmp_path: Path, data: bytes) -> None:
    (found,) = read_jsonl(written(tmp_path, data))
    assert isinstance(found, Entry)


def test_line_numbers_count_blank_lines(tmp_path: Path) -> None:
    problems = list(read_jsonl(written(tmp_path, b"\n\nx\n\ny")))
    assert [(item.where, item.line) for item in problems if isinstance(item, Problem)] == [
        ("line 3", "x"),
        ("line 5", "y"),
    ]


def test_a_line_above_the_limit_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LINE_LIMIT", 100)
    monkeypatch.setattr(lines, "_BUFFER", 64)
    fits = GOOD[:-1] + b" " * (99 - len(GOOD)) + b"}"
    data = b"\n".join([fits, line(body="x" * 500), GOOD, line(body="y" * 300)])
    first, long, good, last = read_jsonl(written(tmp_path, data))
    assert first == good == LETTER
    for item, where in ((long, "line 2"), (last, "line 4")):
        assert isinstance(item, Problem)
        assert (item.where, item.line) == (where, None)
        assert "longer than" in item.reason


def _packed() -> bytes:
    noise = random.Random(1)
    return gzip.compress(b"\n".join(line(id=str(n), body=noise.randbytes(200).hex()) for n in range(500)), mtime=0)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_packed()[:-1], id="cut by one"),
        pytest.param(_packed()[: len(_packed()) // 2], id="cut in half"),
        pytest.param(_packed()[:5], id="cut in its head"),
        pytest.param(_packed()[:2], id="only the magic"),
        pytest.param(_packed()[:3000] + b"\xff\0\xff" + _packed()[3003:], id="bytes changed"),
        pytest.param(_packed() + b"more", id="something behind"),
    ],
)
def test_a_damaged_gzip_is_said_and_nothing_is_taken_for_whole(tmp_path: Path, data: bytes) -> None:
    path = written(tmp_path, data, "in.jsonl.gz")
    with pytest.raises(KnownError, match=r"in\.jsonl\.gz is a damaged") as caught:
        list(read_jsonl(path))
    assert caught.value.safe == "Nothing was imported."


@pytest.mark.parametrize(
    ("name", "words"), [("missing.jsonl", "does not exist"), (".", "is a folder"), ("file/x", "could not be read")]
)
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KnownError, match=words):
        list(read_jsonl(tmp_path / name))


def test_the_right_to_read_is_missing() -> None:
    said = lines.reading_error(Path("in.jsonl"), PermissionError())
    assert "may not be read" in said.what


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_utf_16_is_said(tmp_path: Path, encoding: str) -> None:
    text = ("" if encoding == "utf-16" else "\ufeff") + GOOD.decode()
    with pytest.raises(KnownError, match="UTF-16"):
        list(read_jsonl(written(tmp_path, text.encode(encoding))))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(record=records(most=3), packed=st.booleans())
def test_what_is_written_and_read_again_is_the_same(tmp_path: Path, record: list[Entry], packed: bool) -> None:
    path = tmp_path / ("out.jsonl.gz" if packed else "out.jsonl")
    assert write_jsonl(record, path) == len(record)
    assert list(read_jsonl(path)) == record
    first = path.read_bytes()
    write_jsonl(record, path)
    assert path.read_bytes() == first


def test_what_is_written_is_readable_text(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    entry = Entry(EntryId("é"), Lane.MEETING, "meeting", "Größe\u2028", "public", body="a\nb")
    assert write_jsonl([entry, entry], path) == 2
    text = path.read_bytes().decode("utf-8")
    assert text.count("\n") == 2
    assert '"id": "é"' in text
    assert "Größe\u2028" in text


def test_the_packed_file_holds_neither_name_nor_time(tmp_path: Path) -> None:
    for name in ("one.jsonl.gz", "two.JSONL.GZ"):
        write_jsonl([LETTER], tmp_path / name)
    one = (tmp_path / "one.jsonl.gz").read_bytes()
    assert one == (tmp_path / "two.JSONL.GZ").read_bytes()
    assert one[4:8] == b"\0\0\0\0"


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
def test_writing_that_fails_leaves_the_earlier_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_jsonl([LETTER], path)
    before = path.read_bytes()

    def entries():  # type: ignore[no-untyped-def]
        yield LETTER
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError):
        write_jsonl(entries(), path)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == [name]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), packed=st.booleans())
def test_damage_of_any_kind_gives_problems_and_never_a_crash(tmp_path: Path, data: st.DataObject, packed: bool) -> None:
    whole = b"\n".join(
        [GOOD, line(id="b", extra={"x": [1, {"y": None}]}, body="Größe"), line(requests=[{"number": 1}])]
    )
    damaged = bytearray(gzip.compress(whole, mtime=0) if packed else whole)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(damaged)))
        change = data.draw(st.sampled_from(["put", "cut", "set"]))
        if change == "put":
            damaged[place:place] = data.draw(st.binary(min_size=1, max_size=4) | st.just(rb"\ud800"))
        elif change == "cut":
            del damaged[place : place + data.draw(st.integers(1, 20))]
        elif place < len(damaged):
            damaged[place] = data.draw(st.integers(0, 255))
    path = written(tmp_path, bytes(damaged))
    try:
        found = list(read_jsonl(path))
    except KnownError:
        return
    copy = tmp_path / "copy.jsonl"
    good = [item for item in found if isinstance(item, Entry)]
    write_jsonl(good, copy)
    assert list(read_jsonl(copy)) == good


@given(st.binary(max_size=200))
def test_any_bytes_as_a_line_are_an_entry_or_a_reason(data: bytes) -> None:
    try:
        value = interchange._parse(decode_utf8(data))
    except InvalidEntry:
        return
    assert isinstance(value, dict)
