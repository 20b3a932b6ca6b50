"""XML of others: read whole, with a limit, and without anything that XML can be made to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.importing.lines import open_unpacked

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST = 64 * 1024 * 1024
_DEEPEST = 100


def read_xml(path: Path) -> Element:
    """The root of an XML file.

    Raises:
        KnownError: If the file cannot be read, is no XML, too large or too deep, or declares entities.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only where XML is read
    from defusedxml.ElementTree import ParseError, iterparse  # noqa: PLC0415

    depth = 0
    root: Element | None = None
    with open_unpacked(path) as stream:
        if len(stream.read(_LARGEST + 1)) > _LARGEST:
            raise _damaged(path, "too large")
    try:
        with open_unpacked(path) as stream:
            for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                depth += 1 if event == "start" else -1
                root = element if root is None else root
                if depth > _DEEPEST:
                    raise _damaged(path, "too deep")
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise _damaged(path, type(error).__name__) from error
    if root is None:
        raise _damaged(path, "empty")
    return root


def _damaged(path: Path, details: str) -> KnownError:
    return KnownError(
        f"{path.name} is damaged, or is no XML that can be read.",
        safe="Nothing was imported.",
        todo="Download the file again.",
        details=details,
    )


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    """The elements of a name right within another."""
    return [child for child in element if local_name(child) == name]


def text_of(element: Element | None) -> str:
    """All text of an element on one line; empty if there is none."""
    return "" if element is None else clean_line("".join(element.itertext()))


def first_text(element: Element, *names: str) -> str:
    """The text of the first element on a path that has any."""
    if not names:
        return text_of(element)
    return next((text for child in children(element, names[0]) if (text := first_text(child, *names[1:]))), "")
