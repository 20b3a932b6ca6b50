"""JSON of other programs: parsed strictly, told by its first keys, and taken apart field by field."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, cast
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import InvalidEntry, KnownError
from oversight_viewer.domain.records import JsonObject, JsonValue
from oversight_viewer.importing.lines import open_unpacked, read_lines
from oversight_viewer.importing.problems import Problem

WHOLE_LIMIT = 64 * 1024 * 1024
"""Bytes of the largest file that is read as a whole; JSON Lines may be of any size."""

_DEEPEST = 64
"""Levels of lists and objects within one another. Python's own limit depends on who calls."""

_MOST_DIGITS = 300
_KEPT_TEXT = 1024 * 1024
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[{}\[\]:,]', re.DOTALL)
_API_KEY = re.compile(r"(?i)([?&])api_key=[^&\s\"'#]*&?")
_KEY_PARAMETERS = frozenset({"api_key", "apikey", "format"})
_FAULTS = {
    "Expecting ',' delimiter": "a comma is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Illegal trailing comma before end of object": "a comma is too many",
    "Illegal trailing comma before end of array": "a comma is too many",
    "Unterminated string starting at": "a text has no end",
    "Invalid control character at": "a text goes over the end of its line",
    "Invalid \\escape": "a backslash is wrong",
    "Extra data": "more text follows after the end",
}


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


def parse_json(text: str, what: str = "line") -> JsonValue:
    """Read a text that is one JSON value, and no more than the record can hold.

    Args:
        text: The text.
        what: What it is called in the reason: ``line``, ``file``.

    Raises:
        InvalidEntry: If it is not JSON, a field stands twice in an object, or a value is beyond all measure.
    """
    try:
        value = cast(JsonValue, _DECODER.decode(text))
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if what == "line" else f"line {error.lineno}, column {error.colno}"
        fault = error.msg if what == "line" else _FAULTS.get(error.msg, error.msg)
        raise InvalidEntry(f"The {what} is not JSON: {fault} at {place}") from None
    except RecursionError:
        raise InvalidEntry(f"Lists and objects stand more than {_DEEPEST} deep in one another") from None
    _check_text(text, value)
    return value


def decode_utf8(data: bytes, what: str = "line") -> str:
    """The text of some bytes.

    Raises:
        InvalidEntry: If they are not UTF-8; the message says from which byte on.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidEntry(f"The {what} is not UTF-8 text from byte {error.start + 1} on") from None


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """A value of a file: the whole file, or one of its lines.

    Args:
        value: What was read.
        where: The place, in words; empty if the file is one value.
        number: The number of the line, from 1; None if the file is one value.
        text: The line as it stands in the file, without keys of the API; None if the file is one value.
    """

    value: JsonValue
    where: str = ""
    number: int | None = None
    text: str | None = None


def _whole(path: Path) -> bytes:
    with open_unpacked(path) as stream:
        data = stream.read(WHOLE_LIMIT + 1)
    if len(data) > WHOLE_LIMIT:
        raise KnownError(
            f"{path.name} is larger than {WHOLE_LIMIT >> 20} MB.",
            safe="Nothing was imported.",
            todo="Divide it into smaller files, or save it as JSON Lines, one record a line.",
        )
    return data.removeprefix(b"\xef\xbb\xbf")


def _is_object_line(line: bytes | None) -> bool:
    stripped = (line or b"").strip()
    return len(stripped) > 2 and stripped.startswith(b"{") and stripped.endswith(b"}")


def _has_lines(path: Path) -> bool:
    """Whether objects stand each on a line: among the first lines there is one, and none is a piece of a longer one."""
    seen = place = 0
    for place, (_, line) in enumerate(read_lines(path), start=1):
        if line is not None and line[:1] != b"{":
            return False
        seen += _is_object_line(line)
        if place == 5:
            break
    # A single line is a file that is one value.
    return seen > 0 and place > 1


def read_json(path: Path) -> Iterator[JsonRecord | Problem]:
    """The values of a file: of each line if they are JSON Lines, else the one value that the file is.

    Raises:
        KnownError: If the file as a whole cannot be read, or is too large to be read at once.
    """
    if not _has_lines(path):
        try:
            yield JsonRecord(parse_json(decode_utf8(_whole(path), "file"), "file"))
        except InvalidEntry as error:
            yield Problem("the file", error.reason)
        return
    for number, line in read_lines(path):
        where = f"line {number}"
        data = (line or b"").rstrip(b"\r\n")
        try:
            if line is None:
                raise InvalidEntry("The line is too long")
            text = decode_utf8(data)
            yield JsonRecord(parse_json(text), where, number, _without_keys_in(text))
        except InvalidEntry as error:
            kept = _without_keys_in(data.decode("utf-8", errors="backslashreplace")) if line is not None else None
            yield Problem(where, error.reason, kept, number)


def text_of(value: JsonValue) -> str | None:
    """A part of a file as text for the user to mend, without keys of the API; None where it would be too long."""
    text = json.dumps(without_keys(value), ensure_ascii=False)
    return text if len(text) <= _KEPT_TEXT else None


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of the first object of a text, as far as the text goes.

    Args:
        keys: Those of the object itself.
        inner: For each key whose value is an object or a list of objects, the keys of the first such.
    """

    keys: frozenset[str]
    inner: dict[str, frozenset[str]]


def first_shape(head: bytes) -> Shape:
    """Tell the keys of the first object, in a text that may be cut anywhere, or be no JSON at all."""
    keys: set[str] = set()
    inner: dict[str, set[str]] = {}
    stack: list[bytes] = []
    objects = 0
    last = current = ""
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in {b"{", b"["}:
        return Shape(frozenset(), {})
    for match in _TOKEN.finditer(head):
        token = match[0]
        if token in {b"{", b"["}:
            stack.append(token)
            objects += token == b"{"
        elif token in {b"}", b"]"}:
            if stack:
                objects -= stack.pop() == b"{"
            if objects == 0 and token == b"}":
                break
        elif token == b":":
            if objects == 1:
                keys.add(last)
                current = last
            elif objects == 2:
                inner.setdefault(current, set()).add(last)
        elif token != b",":
            last = token[1:-1].decode("utf-8", errors="replace")
    return Shape(frozenset(keys), {name: frozenset(found) for name, found in inner.items()})


def _without_keys_in(text: str) -> str:
    return _API_KEY.sub(r"\1", text)


def without_keys(value: JsonValue) -> JsonValue:
    """The same without keys of the API in addresses: they are as secret as passwords."""
    if isinstance(value, dict):
        return {name: without_keys(item) for name, item in value.items() if name.lower() not in {"api_key", "apikey"}}
    if isinstance(value, list):
        return [without_keys(item) for item in value]
    return _without_keys_in(value).rstrip("?&") if isinstance(value, str) and "api_key" in value.lower() else value


def web_address(text: str) -> str:
    """An address of the web without key and answer format; empty for what is no such address."""
    text = clean_line(text)
    if text.startswith("api.congress.gov/"):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc or " " in text:
        return ""
    if not {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)} & _KEY_PARAMETERS:
        return text
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0].lower() not in _KEY_PARAMETERS]
    return urlunsplit(parts._replace(query=urlencode(query)))


class Fields:
    """An object while it is taken apart. What nobody asks for, or what is not of the kind that is asked for, is left.

    Args:
        value: The object; anything else counts as an empty one.
    """

    def __init__(self, value: JsonValue) -> None:
        self._value = value if isinstance(value, dict) else {}
        self._used: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._value

    def raw(self, *names: str) -> JsonValue:
        """The first value that stands under one of the names, as it is."""
        for name in names:
            if self._value.get(name) is not None:
                self._used.add(name)
                return self._value[name]
        return None

    def text(self, *names: str) -> str:
        """One line of text under the first of the names that has it; a whole number counts as text."""
        for name in names:
            value = self._value.get(name)
            if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
                self._used.add(name)
                line = clean_line(str(value))
                if line:
                    return line
        return ""

    def number(self, *names: str, below: int = 10**9) -> int | None:
        """A whole number, also one that is written as text; None outside 1 … ``below``."""
        text = self.text(*names)
        if text.isascii() and text.isdigit() and len(text) <= 10 and 0 < int(text) < below:
            return int(text)
        self._used.difference_update(names)
        return None

    def flag(self, *names: str) -> bool | None:
        """Yes or no, in any of the ways in which it is written: true, ``True``, ``Y``; None if it is not told."""
        for name in names:
            value = self._value.get(name)
            word = str(value).lower() if isinstance(value, bool | str) else ""
            if word in {"true", "y", "yes", "false", "n", "no"}:
                self._used.add(name)
                return word[0] in "ty"
        return None

    def address(self, *names: str) -> str:
        """An address of the web, see :func:`web_address`."""
        return web_address(self.text(*names))

    def inner(self, name: str) -> Fields:
        """The object under a name; an empty one if there is none."""
        if isinstance(self._value.get(name), dict):
            self._used.add(name)
        return Fields(self._value.get(name))

    def items(self, *names: str) -> tuple[Fields, ...]:
        """The objects of a list; a single object counts as a list of one, and ``item`` as what XML makes of a list."""
        for name in names:
            value = self._value.get(name)
            if isinstance(value, dict) and set(value) == {"item"}:
                value = value["item"]
            value = [value] if isinstance(value, dict) else value
            if isinstance(value, list) and value:
                if all(isinstance(item, dict) for item in value):
                    self._used.add(name)
                return tuple(Fields(item) for item in value if isinstance(item, dict))
        return ()

    def rest(self, *unwanted: str) -> JsonObject:
        """What was not asked for and is not empty, without keys of the API.

        Args:
            unwanted: Names of what is left out, as it says nothing.
        """
        left: JsonObject = {
            name: item
            for name, item in self._value.items()
            if name not in self._used and name not in unwanted and item not in (None, "", [], {})
        }
        return cast(JsonObject, without_keys(left))
