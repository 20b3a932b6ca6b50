"""What parts of one entry need when they are put together: which titles only stand in, and bodies of sections."""

from __future__ import annotations

import re

from oversight_viewer.domain.person_names import fuller_name, may_be_one, person_key

_STAND_IN = re.compile(
    r"(?:House|Senate|Joint|Nochamber) event \d{1,10}|Committee (?:print|report) C(?:PRT|RPT)-\w+(?:-\w+)?", re.ASCII
)
_HEADING = "## "
_PERSON = re.compile(r"- \*\*(?P<name>[^*]+)\*\*")
_Items = dict[str, dict[str, None]]


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


def _sections(body: str) -> dict[str, _Items] | None:
    """Headings to items to the lines under each; None for a body that is not made of sections of lists."""
    sections: dict[str, _Items] = {}
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


def _joined_items(first: _Items, second: _Items) -> _Items:
    """The items of both; a person whose name the other writes otherwise stands once, with the fuller name."""
    found = {line: dict(under) for line, under in first.items()}
    people = {key: line for line in found if (key := _person(line)) is not None}
    for line, under in second.items():
        key = _person(line)
        same = None if key is None else people.get(key)
        fuller = line
        if key is not None and same is not None and may_be_one(same, line):
            fuller = people[key] = fuller_name(same, line)
            if fuller not in found:
                found = {(fuller if known == same else known): more for known, more in found.items()}
        found.setdefault(fuller, {}).update(under)
    return found


def _person(line: str) -> tuple[str, ...] | None:
    """What lines for one person have in common: the name however it is written, and all that stands behind it."""
    match = _PERSON.match(line)
    return None if match is None else (*person_key(match["name"]), line[match.end() :])


def joined_sections(first: str, second: str) -> str | None:
    """Two bodies that are made of sections of lists, as one in which no item stands twice.

    Joining the same once more changes nothing. None if one of them is another sort of text, such as a transcript.
    """
    one, two = _sections(first), _sections(second)
    if one is None or two is None:
        return None
    for heading, items in two.items():
        one[heading] = _joined_items(one.get(heading, {}), items)
    parts = []
    for heading, items in one.items():
        lines = [line for item, under in items.items() for line in (item, *under)]
        parts.append("\n".join([heading, "", *lines]))
    return "\n\n".join(parts)
