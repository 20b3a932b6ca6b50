"""The lists of committees of the project congress-legislators, current and historical, as YAML and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.name_decisions import CommitteeName
from oversight_viewer.importing.formats import Format, Means, Sample
from oversight_viewer.importing.json_records import first_shape, read_json
from oversight_viewer.importing.problems import Piece, Problem
from oversight_viewer.importing.yaml_files import read_yaml

_TYPE = re.compile(rb"^(?:- |  )type: ['\"]?(?:house|senate|joint)\b", re.MULTILINE)
_CODE = re.compile(rb"^(?:- |  )thomas_id: ['\"]?[A-Z]{4}\b", re.MULTILINE)
_CHAMBERS = ("house", "senate", "joint")
_FULL = re.compile(r"[A-Z]{4}", re.ASCII)
_BELOW = re.compile(r"[0-9]{2}", re.ASCII)
_SHORT = re.compile(r"[A-Z]{2}", re.ASCII)


def _text(item: dict[Any, Any], name: str) -> str:
    value = item.get(name)
    return clean_line(value) if isinstance(value, str) else ""


def _below_code(item: dict[Any, Any]) -> str:
    # In YAML, 01 without quotation marks is a number.
    value = item.get("thomas_id")
    is_number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 100
    return f"{value:02d}" if is_number else _text(item, "thomas_id")


def _former_names(item: dict[Any, Any], name: str) -> tuple[str, ...]:
    """The names in the Congresses, from the newest, without the one of the list."""
    names = item.get("names")
    if not isinstance(names, dict):
        return ()
    told = [
        (int(str(key)), clean_line(text)) for key, text in names.items() if _is_congress(key) and isinstance(text, str)
    ]
    newest_first = [text for _, text in sorted(told, reverse=True) if text and text != name]
    return tuple(dict.fromkeys(newest_first))


def _is_congress(key: object) -> bool:
    text = str(key)
    return text.isascii() and text.isdigit() and len(text) <= 3


def _committee(item: Any, number: int) -> Iterator[Piece]:
    where = f"committee {number}"
    if not isinstance(item, dict):
        yield Problem(where, "It is no committee")
        return
    code, name, chamber = _text(item, "thomas_id"), _text(item, "name"), _text(item, "type").lower()
    if _FULL.fullmatch(code) is None or not name:
        yield Problem(where, "The name is missing" if not name else "It has no code of four letters")
        return
    known_chamber = chamber if chamber in _CHAMBERS else None
    short = _text(item, "house_committee_id")
    is_short = _SHORT.fullmatch(short) is not None
    codes = (f"{short}00",) if is_short else ()
    yield CommitteeName(code, name, known_chamber, None, _former_names(item, name), codes)
    below = item.get("subcommittees")
    for place, part in enumerate(below if isinstance(below, list) else (), start=1):
        yield _subcommittee(part, f"{where}, subcommittee {place}", code, known_chamber, short if is_short else "")


def _subcommittee(part: Any, where: str, parent: str, chamber: str | None, short: str) -> Piece:
    number, name = (_below_code(part), _text(part, "name")) if isinstance(part, dict) else ("", "")
    if _BELOW.fullmatch(number) is None or not name:
        return Problem(where, "It has no name" if not name else "It has no code of two figures")
    codes = (f"{short}{number}",) if short else ()
    return CommitteeName(f"{parent}{number}", name, chamber, parent, _former_names(part, name), codes)


def _pieces(value: Any) -> Iterator[Piece]:
    if not isinstance(value, list):
        yield Problem("the file", "It is no list of committees")
        return
    for number, item in enumerate(value, start=1):
        yield from _committee(item, number)


def _read_json(path: Path, means: Means) -> Iterator[Piece]:  # noqa: ARG001 - it needs no means
    for record in read_json(path):
        if isinstance(record, Problem):
            yield record
        else:
            yield from _pieces(record.value if isinstance(record.value, list) else [record.value])


def _read_yaml(path: Path, means: Means) -> Iterator[Piece]:  # noqa: ARG001 - it needs no means
    return _pieces(read_yaml(path))


def _start(sample: Sample) -> bytes:
    return b"".join(sample.lines) + b"\n" + sample.head


def _recognizes_json(sample: Sample) -> bool:
    return {"type", "name", "thomas_id"} <= first_shape(b"".join(sample.lines) or sample.head).keys


def _recognizes_yaml(sample: Sample) -> bool:
    start = _start(sample)
    return _TYPE.search(start) is not None and _CODE.search(start) is not None


FORMATS = (
    Format(
        "committees-json", "a list of committees (congress-legislators, JSON)", _recognizes_json, _read_json, (".json",)
    ),
    Format(
        "committees",
        "a list of committees (congress-legislators, YAML)",
        _recognizes_yaml,
        _read_yaml,
        (".yaml", ".yml"),
    ),
)
