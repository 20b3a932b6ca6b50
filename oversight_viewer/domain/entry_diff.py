"""What changed between two revisions of an entry, field by field, and within a text word by word."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from oversight_viewer.domain.entry_json import entry_to_json
from oversight_viewer.domain.records import Entry, JsonObject, JsonValue
from oversight_viewer.domain.versions import bare

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 4_000
"""Above so many words a text is compared by lines: comparing words takes time by their square."""


class Piece(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says otherwise.

    Args:
        field: Its name in the interchange format.
        pieces: Its text, old and new, cut where words were taken out or put in.
    """

    field: str
    pieces: tuple[tuple[Piece, str], ...]


def changes_between(older: Entry, newer: Entry) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the format."""
    before, after = _as_read(older), _as_read(newer)
    names = [*after, *(name for name in before if name not in after)]
    return tuple(
        FieldChange(name, _pieces(_words(before.get(name)), _words(after.get(name))))
        for name in names
        if before.get(name) != after.get(name)
    )


def _as_read(entry: Entry) -> JsonObject:
    """An entry without what it is made of, which it says itself already."""
    return entry_to_json(bare(entry))


def _words(value: JsonValue) -> str:
    """A value as a person reads it; each part of a list on a line of its own."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(map(_part, value))
    return _part(value)


def _part(value: JsonValue) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_part(item)}" for name, item in value.items())
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _pieces(before: str, after: str) -> tuple[tuple[Piece, str], ...]:
    first, second = _WORDS.findall(before), _WORDS.findall(after)
    if len(first) + len(second) > _MOST_WORDS:
        first, second = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return tuple(_joined(_compare(first, second)))


def _compare(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[Piece, str]]:
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=len(first) + len(second) > _MOST_WORDS)
    for tag, start, end, start_new, end_new in matcher.get_opcodes():
        if tag == "equal":
            yield Piece.SAME, "".join(first[start:end])
            continue
        if end > start:
            yield Piece.GONE, "".join(first[start:end])
        if end_new > start_new:
            yield Piece.NEW, "".join(second[start_new:end_new])


def _joined(pieces: Iterator[tuple[Piece, str]]) -> Iterator[tuple[Piece, str]]:
    """Pieces of one sort that follow one another as one; a blank between two changes belongs to both."""
    gone, new = "", ""
    for piece, text in pieces:
        if piece is Piece.SAME and text.isspace() and "\n" not in text and (gone or new):
            gone, new = gone + text, new + text
        elif piece is Piece.SAME:
            yield from _changed(gone, new)
            gone, new = "", ""
            yield piece, text
        elif piece is Piece.GONE:
            gone += text
        else:
            new += text
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[tuple[Piece, str]]:
    if gone:
        yield Piece.GONE, gone
    if new:
        yield Piece.NEW, new
