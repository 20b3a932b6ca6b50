"""XML of other programs: parsed without entities and without anything from outside, told by its first element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import InvalidEntry, KnownError
from oversight_viewer.importing.lines import open_unpacked

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

XML_LIMIT = 16 * 1024 * 1024
"""Bytes of the largest file that is read; those of an event have less than a tenth of a megabyte."""

_PROLOG = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\])?\s*>", re.DOTALL | re.IGNORECASE)
_FIRST = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")


def first_element(head: bytes) -> str:
    """The name of the first element, without its prefix, in a text that may be cut; empty if there is none."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    place = 0
    while (match := _PROLOG.match(head, place)) is not None:
        place = match.end()
    first = _FIRST.match(head, place)
    return first[1].decode("ascii", errors="replace") if first is not None else ""


def read_xml(path: Path) -> Element:
    """The first element of a file, with all that is in it.

    Raises:
        KnownError: If the file cannot be read or is too large.
        InvalidEntry: If it is no well-formed XML, or defines a document type or entities, which could name other files
            or grow without end.
    """
    # Loaded here, for all readers are loaded to find out what a file is.
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415 - only the error; what parses is defused

    from defusedxml.common import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    with open_unpacked(path) as stream:
        data = stream.read(XML_LIMIT + 1)
    if len(data) > XML_LIMIT:
        raise KnownError(
            f"{path.name} is larger than {XML_LIMIT >> 20} MB.",
            safe="Nothing was imported.",
            todo="Check whether it is the right file: that of one event is much smaller.",
        )
    try:
        element: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise InvalidEntry("The file defines a document type or entities, which is not read for safety") from None
    except ParseError as error:
        line, column = error.position
        raise InvalidEntry(f"The file is no well-formed XML from line {line}, column {column + 1} on") from None
    except (ValueError, LookupError, RecursionError):
        raise InvalidEntry("The file is no well-formed XML, or in an unknown encoding") from None
    return element


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, *names: str) -> Iterator[Element]:
    """The elements under a path of names, whatever their namespace."""
    if not names:
        yield element
        return
    for child in element:
        if local_name(child) == names[0]:
            yield from children(child, *names[1:])


def text_at(element: Element, *names: str) -> str:
    """The text of the first element under a path that has any, as one line; empty if there is none."""
    for found in children(element, *names):
        line = clean_line(" ".join("".join(found.itertext()).split()))
        if line:
            return line
    return ""


def attribute(element: Element, name: str) -> str:
    """An attribute as one line; empty if there is none."""
    return clean_line(element.get(name) or "")
