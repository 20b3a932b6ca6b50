"""The interchange format: one JSON object a line, UTF-8, plain or gzip."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

from oversight_viewer.domain.entry_json import entry_from_json, entry_to_json
from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.records import Entry, JsonObject
from oversight_viewer.files import atomic_open
from oversight_viewer.importing.beside import with_files
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.json_records import decode_utf8, parse_json
from oversight_viewer.importing.lines import LINE_LIMIT, read_lines
from oversight_viewer.importing.problems import Found, Problem

_MEGABYTE = 1024 * 1024


def _parse(text: str) -> JsonObject:
    value = parse_json(text)
    if not isinstance(value, dict):
        raise InvalidEntry("The line is not a JSON object")
    return value


def _read(path: Path, means: Means) -> Iterator[Found | Problem]:  # noqa: ARG001 - it needs no means
    for item in read_found(path):
        if isinstance(item, Found) and item.entry.attachments:
            yield from with_files(item, path.parent)
        else:
            yield item


def read_found(path: Path) -> Iterator[Found | Problem]:
    """Like :func:`read_jsonl`, with the place and the text of each entry."""
    for number, line in read_lines(path):
        where = f"line {number}"
        if line is None:
            yield Problem(where, f"The line is longer than {LINE_LIMIT // _MEGABYTE} MB", None, number)
            continue
        data = line.rstrip(b"\r\n")
        try:
            text = decode_utf8(data)
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
        value = _parse(decode_utf8(line))
    except InvalidEntry:
        return False
    return any(name in value for name in ("title", "lane", "kind"))


def _recognizes(sample: Sample) -> bool:
    return any(_looks_like_entry(line) for line in sample.lines)


INTERCHANGE = Format(
    "interchange",
    "the interchange format (JSON Lines)",
    _recognizes,
    _read,
    (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"),
)
