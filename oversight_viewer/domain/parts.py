"""What parts of one entry need when they are put together: which titles only stand in, and bodies of sections."""

from __future__ import annotations

import re

_STAND_IN = re.compile(
    r"(?:House|Senate|Joint|Nochamber) event \d{1,10}|Committee (?:print|report) C(?:PRT|RPT)-\w+(?:-\w+)?", re.ASCII
)
_HEADING = "## "


def event_stand_in(chamber: str, number: str) -> str:
    """What an event is called while only its number is known: ``House event 115538``."""
    return f"{chamber.capitalize()} event {number}"


def document_stand_in(word: str, package: str) -> str:
    """What a committee print or report is called while only its package is known.

    Args:
        word: ``print`` or ``report``.
        package: As govinfo writes it.
    """
    return f"Committee {word} {package}"


def is_stand_in(title: str) -> bool:
    """Whether a title only stands in for one that another part may tell: any other goes before it."""
    return _STAND_IN.fullmatch(title) is not None


def _sections(body: str) -> dict[str, dict[str, dict[str, None]]] | None:
    """Headings to items to the lines under each; None for a body that is not made of sections of lists."""
    sections: dict[str, dict[str, dict[str, None]]] = {}
    heading = item = ""
    for line in body.splitlines():
        if line.startswith(_HEADING):
            heading, item = line, ""
            sections.setdefault(heading, {})
        elif line.startswith("- ") and heading:
            item = line
            sections[heading].setdefault(item, {})
        elif line.startswith("  - ") and item:
            sections[heading][item][line] = None
        elif line.strip():
            return None
    return sections


def joined_sections(first: str, second: str) -> str | None:
    """Two bodies that are made of sections of lists, as one in which no item stands twice.

    Joining the same once more changes nothing. None if one of them is another sort of text, such as a transcript.
    """
    one, two = _sections(first), _sections(second)
    if one is None or two is None:
        return None
    for heading, items in two.items():
        kept = one.setdefault(heading, {})
        for item, under in items.items():
            kept.setdefault(item, {}).update(under)
    parts = []
    for heading, items in one.items():
        lines = [line for item, under in items.items() for line in (item, *under)]
        parts.append("\n".join([heading, "", *lines]))
    return "\n\n".join(parts)
