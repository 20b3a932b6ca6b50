"""Hearings, prints and reports as govinfo describes them: answers of its API, and MODS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.gpo_json import pieces_of
from oversight_viewer.importing.gpo_mods import read_mods
from oversight_viewer.importing.json_records import first_shape, read_json
from oversight_viewer.importing.problems import Piece, Problem

_MODS = re.compile(rb"<(?:\w+:)?mods(?:Collection)?[\s>]")


def _start(sample: Sample) -> bytes:
    return b"".join(sample.lines) or sample.head


def _recognizes_json(sample: Sample) -> bool:
    shape = first_shape(_start(sample))
    if "packageId" in shape.keys and {"title", "collectionCode", "packageLink", "download"} & shape.keys:
        return True
    inner = {**shape.inner}
    return "granuleId" in inner.get("granules", ()) or "packageId" in inner.get("packages", ())


def _read_json(path: Path, means: Means) -> Iterator[Piece]:
    for record in read_json(path):
        if isinstance(record, Problem):
            yield record
        else:
            yield from pieces_of(record, means)


def _recognizes_mods(sample: Sample) -> bool:
    start = _start(sample)[:8192]
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and _MODS.search(start) is not None


FORMATS = (
    Format("govinfo", "an answer of the govinfo API (JSON)", _recognizes_json, _read_json, (".json", ".jsonl")),
    Format("mods", "a description of a publication by govinfo (MODS)", _recognizes_mods, read_mods, (".xml",)),
)
