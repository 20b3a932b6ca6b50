"""Takes apart a witness that is written as running text: last name, first name, office, organization, place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.importing.formats import Means
from oversight_viewer.importing.people import company_of

_FORM = re.compile(
    r"(?:inc|incorporated|corp|corporation|l\.?l\.?c|l\.?l\.?p|l\.?p|co|ltd|limited|plc|n\.a)\.?", re.IGNORECASE
)
_SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|esq|m\.?d|ph\.?\s?d|j\.?d|d\.?d\.?s|d\.?v\.?m|r\.?n|m\.?p\.?h|m\.?b\.?a|cpa)\.?", re.IGNORECASE
)
_STATE = re.compile(r"[A-Z]{2}|D\.C")


@dataclass(frozen=True, slots=True)
class RunningWitness:
    """A witness.

    Args:
        name: First name first.
        position: The office; empty if none is told.
        organization: What stands behind it up to the place; empty if nothing does.
        place: ``Washington, DC``; empty if none is told.
        company: The company that it is; None if none is among what is told.
        text: As written.
    """

    name: str
    position: str
    organization: str
    place: str
    company: str | None
    text: str


def _parts(text: str) -> list[str]:
    """What stands between commas; a legal form stays with the name before it."""
    parts: list[str] = []
    for part in (item.strip() for item in text.split(",")):
        if part and len(parts) > 2 and _FORM.fullmatch(part):
            parts[-1] += f", {part}"
        elif part:
            parts.append(part)
    return parts


def split_witness(text: str, means: Means) -> RunningWitness:
    """Take a witness apart. Which comma parts what is a rule of thumb, so the text is kept as written beside it."""
    text = clean_line(text).rstrip(" ;")
    parts = _parts(text)
    if len(parts) < 2 or any(char.isdigit() for char in parts[0]):
        return RunningWitness(text, "", "", "", None, text)
    last, first, *rest = parts
    suffixes = [part for part in rest[:2] if _SUFFIX.fullmatch(part)]
    rest = rest[len(suffixes) :]
    name = f"{first} {last}" + "".join(f", {suffix}" for suffix in suffixes)
    place = ""
    if len(rest) > 1 and _STATE.fullmatch(rest[-1].rstrip(".")):
        place = ", ".join(rest[-2:])
        rest = rest[:-2]
    position, organization = (rest[0], rest[1:]) if rest else ("", [])
    company = next((found for part in reversed(organization) if (found := company_of(part, means))), None)
    return RunningWitness(name, position, ", ".join(organization), place, company, text)
