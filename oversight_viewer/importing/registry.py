"""The formats that can be imported, and which of them a file is. A new format is one module among the readers."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.importing import readers
from oversight_viewer.importing.formats import Format, Sample
from oversight_viewer.importing.interchange import INTERCHANGE
from oversight_viewer.importing.lines import UTF16_BOMS, check_not_utf16, read_head, read_lines

_SAMPLE_LINES = 20
_SAMPLE_BYTES = 4 * 1024 * 1024
_HEAD_BYTES = 64 * 1024
_JSON_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


@cache
def formats() -> tuple[Format, ...]:
    """All formats, in the order in which they are asked whether a file is theirs."""
    found: list[Format] = []
    for module in sorted(info.name for info in pkgutil.iter_modules(readers.__path__)):
        found += importlib.import_module(f"{readers.__name__}.{module}").FORMATS
    return tuple(sorted(found, key=lambda item: item.is_general))


def _sample_lines(path: Path) -> Iterator[bytes]:
    size = 0
    for place, (_, line) in enumerate(read_lines(path), start=1):
        if line is not None:
            yield line
            size += len(line)
        if place == _SAMPLE_LINES or size > _SAMPLE_BYTES:
            return


def _sample(path: Path) -> Sample:
    head = read_head(path, _HEAD_BYTES)
    # A file of UTF-16 text has no lines to show as bytes; who can read it tells it by its head.
    lines = () if head.startswith(UTF16_BOMS) else tuple(_sample_lines(path))
    return Sample(path.name, lines, head)


def _known() -> str:
    return "Formats that can be imported: " + ", ".join(f"{item.name} - {item.title}" for item in formats()) + "."


def by_name(name: str) -> Format:
    """The format of that name.

    Raises:
        KnownError: If there is none; the message lists the formats.
    """
    for item in formats():
        if item.name == name:
            return item
    raise KnownError(f"There is no format {name}.", safe="Nothing was imported.", todo=_known())


def detect(path: Path) -> Format:
    """Find out by its content what format a file is.

    A file named as JSON Lines whose first lines are all broken is still read as such, so that each line gets its
    reason; but not one that is no text at all.

    Raises:
        KnownError: If the file is none of the formats, or cannot be read.
    """
    sample = _sample(path)
    for item in formats():
        if item.recognizes(sample):
            return item
    check_not_utf16(path, sample.head)
    if path.name.lower().endswith(_JSON_LINES) and b"\0" not in b"".join(sample.lines):
        return INTERCHANGE
    if not sample.head.strip():
        raise KnownError(f"{path.name} is empty.", safe="Nothing was imported.", todo="Choose another file.")
    todo = _known()
    if sample.head.lstrip()[:1] in {b"[", b"{"}:
        todo = "If it is JSON, each record must stand on a line of its own, without a list around them. " + todo
    raise KnownError(f"{path.name} is in no format that is known.", safe="Nothing was imported.", todo=todo)
