"""The interchange format: one JSON object a line, UTF-8, plain or gzip."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NoReturn, cast

from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.records import Entry, JsonObject, JsonValue
from oversight_viewer.files import atomic_open
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.lines import LINE_LIMIT, read_lines
from oversight_viewer.importing.problems import Found, Problem

_DEEPEST = 64
"""Levels of lists and objects within one another. Python's own limit depends on who calls."""

_MOST_DIGITS = 300
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_MEGABYTE = 1024 * 1024


def _unique(pairs: list[tuple[str, JsonValue]]) -> JsonObject:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidEntry(f"The field {twice[:40]} stands twice")
    return result


def _no_constant(text: str) -> NoReturn:
    raise InvalidEntry(f"{text} is not a number in JSON")


def _float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise InvalidEntry(f"The number {text[:40]} is too large")
    return number


def _int(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise InvalidEntry(f"A number has more than {_MOST_DIGITS} digits")
    return int(text)


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_float, parse_int=_int)


def _depth_within(value: JsonValue, levels: int) -> bool:
    if isinstance(value, dict):
        return levels > 0 and all(_depth_within(item, levels - 1) for item in value.values())
    if isinstance(value, list):
        return levels > 0 and all(_depth_within(item, levels - 1) for item in value)
    return True


def _check_text(text: str, value: JsonValue) -> None:
    """Refuse what JSON allows and no file can hold: half a pair of surrogates, and lists within lists without end."""
    if text.count("[") + text.count("{") > _DEEPEST and not _depth_within(value, _DEEPEST):
        raise InvalidEntry(f"Lists and objects stand more than {_DEEPEST} deep in one another")
    if _SURROGATE.search(text):
        try:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            raise InvalidEntry("A character is broken: one half of a surrogate pair stands alone") from None


def _parse(text: str) -> JsonObject:
    try:
        value = cast(JsonValue, _DECODER.decode(text))
    except json.JSONDecodeError as error:
        raise InvalidEntry(f"The line is not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise InvalidEntry(f"Lists and objects stand more than {_DEEPEST} deep in one another") from None
    if not isinstance(value, dict):
        raise InvalidEntry("The line is not a JSON object")
    _check_text(text, value)
    return value


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidEntry(f"The line is not UTF-8 text from byte {error.start + 1} on") from None


def _read(path: Path, means: Means) -> Iterator[Found | Problem]:  # noqa: ARG001 - it needs no means
    return read_found(path)


def read_found(path: Path) -> Iterator[Found | Problem]:
    """Like :func:`read_jsonl`, with the place and the text of each entry."""
    for number, line in read_lines(path):
        where = f"line {number}"
        if line is None:
            yield Problem(where, f"The line is longer than {LINE_LIMIT // _MEGABYTE} MB", None, number)
            continue
        data = line.rstrip(b"\r\n")
        try:
            text = _decode(data)
            entry = entry_from_json(_parse(text))
        except InvalidEntry as error:
            yield Problem(where, error.reason, data.decode("utf-8", errors="backslashreplace"), number)
        else:
            yield Found(entry, where, text, number)


def read_jsonl(path: Path) -> Iterator[Entry | Problem]:
    """Read a file of the interchange format, a line at a time; what cannot be read comes as a problem.

    Plain or gzip is told by the content. A byte order mark, blank lines and carriage returns are passed over.

    Raises:
        KnownError: If the file as a whole cannot be read: missing, forbidden, a damaged gzip, UTF-16.
    """
    for item in read_found(path):
        yield item.entry if isinstance(item, Found) else item


def write_jsonl(entries: Iterable[Entry], path: Path) -> int:
    """Write entries, each a line, and return how many; packed when the name ends in ``.gz``.

    The same entries give the same bytes. The file appears when it is whole, or not at all.

    Raises:
        KnownError: If the file cannot be written.
    """
    count = 0
    with ExitStack() as stack:
        stream: BinaryIO = stack.enter_context(atomic_open(path))
        if path.suffix.lower() == ".gz":
            # Without a name and a time in it, so that the same record gives the same file.
            packed = gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0)
            stream = cast(BinaryIO, stack.enter_context(packed))
        for entry in entries:
            stream.write(json.dumps(entry_to_json(entry), ensure_ascii=False).encode("utf-8") + b"\n")
            count += 1
    return count


def _looks_like_entry(line: bytes) -> bool:
    try:
        value = _parse(_decode(line))
    except InvalidEntry:
        return False
    return any(name in value for name in ("title", "lane", "kind"))


def _recognizes(sample: Sample) -> bool:
    return any(_looks_like_entry(line) for line in sample.lines)


INTERCHANGE = Format(
    "interchange", "the interchange format (JSON Lines)", _recognizes, _read, (".jsonl", ".ndjson", ".jsonl.gz")
)
