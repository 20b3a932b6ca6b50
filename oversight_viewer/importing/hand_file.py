"""Reads entries that somebody has written or changed in a file: one JSON object, a list of them, or one a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.errors import InvalidEntry, KnownError
from oversight_viewer.domain.records import EntryId, JsonValue
from oversight_viewer.importing.beside import with_files
from oversight_viewer.importing.interchange import read_found
from oversight_viewer.importing.json_records import decode_utf8, parse_json
from oversight_viewer.importing.lines import LINE_LIMIT, open_unpacked
from oversight_viewer.importing.problems import Found, Problem

_BOM = b"\xef\xbb\xbf"


def read_hand_file(path: Path) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """All entries of a file with their attachments, and what is to be known of these, in sentences.

    Other than an import this takes all entries or none: somebody has written each of them.

    Raises:
        KnownError: If the file cannot be read, or anything in it breaks a rule of the format; the message says where.
    """
    found: list[Found] = []
    notes: list[str] = []
    seen: set[EntryId] = set()
    try:
        for item in _entries(path):
            if item.entry.id in seen:
                raise _refusal(f"{item.where}: the id stands twice in the file")
            seen.add(item.entry.id)
            for part in with_files(item, path.absolute().parent):
                if isinstance(part, Problem):
                    notes.append(f"{part.where}: {part.reason}.")
                else:
                    found.append(part)
    except KnownError as error:  # reading is told in the words of an import
        raise KnownError(error.what, todo=error.todo, details=error.details) from error
    if not found:
        raise _refusal("There is no entry in the file")
    return tuple(found), tuple(notes)


def _refusal(reason: str) -> KnownError:
    return KnownError(f"{reason}.", todo="Correct the file and try again.")


def _entries(path: Path) -> Iterator[Found]:
    with open_unpacked(path) as stream:
        data = stream.read(LINE_LIMIT + 1)
    if len(data) > LINE_LIMIT:
        raise KnownError("The file is larger than what one writes by hand.", todo="Import it instead.")
    try:
        value = parse_json(decode_utf8(data.removeprefix(_BOM), "file"), "file")
    except InvalidEntry as error:
        if not _is_of_lines(data):
            raise _refusal(error.reason) from error
    else:
        yield from _read(value)
        return
    for item in read_found(path):
        if isinstance(item, Problem):
            raise _refusal(f"{item.where}: {item.reason}")
        yield item


def _is_of_lines(data: bytes) -> bool:
    """Whether the first line is an object by itself, so that what is wrong is told of its line."""
    first = data.removeprefix(_BOM).lstrip().partition(b"\n")[0]
    try:
        return isinstance(parse_json(decode_utf8(first)), dict)
    except InvalidEntry:
        return False


def _read(value: JsonValue) -> Iterator[Found]:
    for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
        where = f"entry {number}"
        if not isinstance(item, dict):
            raise _refusal(f"{where}: is not a JSON object")
        try:
            yield Found(entry_from_json(item), where)
        except InvalidEntry as error:
            raise _refusal(f"{where}: {error.reason}") from error
