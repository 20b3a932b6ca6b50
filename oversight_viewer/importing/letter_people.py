"""Who writes a letter, and to whom."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from oversight_viewer.domain.proposals import Basis, Passage
from oversight_viewer.domain.records import Person
from oversight_viewer.importing.letter_text import Line

_HONORIFIC = (
    r"(?:The\s+Honorable|Hon\.|Honorable|Mr\.|Ms\.|Mrs\.|Miss|Dr\.|Prof\.|Gen\.|Adm\.|Senator|Representative|"
    r"Congressman|Congresswoman|Chairman|Chairwoman|Rep\.|Sen\.)"
)
_WORD = r"(?:[A-Z][a-zà-ÿ'’-]*[A-Za-zà-ÿ.'’-]*|[A-Z]\.|[A-Z]{2,})"
_NAME = re.compile(
    rf"(?P<title>{_HONORIFIC}\s+)?(?P<name>{_WORD}(?:\s+(?:{_WORD}|de|del|van|von|la|[“\"]{_WORD}[”\"])){{1,4}})"
    r"(?P<rank>,?\s+(?:Jr\.?|Sr\.?|II|III|IV|Esq(?:uire)?\.?|M\.?D\.?|Ph\.?\s?D\.?))*\s*,?"
)
_NO_NAME = re.compile(
    r"\b(?:Committee|Subcommittee|House|Senate|Congress|United|States|Department|Office|Company|Corporation|Corp|Inc|"
    r"LLC|LLP|PLLC|Ltd|Group|Holdings|Bank|Association|University|Institute|Bureau|Agency|Street|Avenue|Ave|Road|Suite|"
    r"Floor|Drive|Boulevard|Building|Washington|Box|North|South|East|West|Plaza|Way|Lane|Court|Chief|Officer|President|"
    r"Chair\w*|Counsel|Director|Manager|Secretary|Member|Ranking|General|Senior|Vice|Executive|Attorneys?|Partner|"
    r"Representatives|Dear|Enclosures?|Attachments?|Page|Confidential|Services|Systems|Freight|Partners|Affairs|"
    r"Oversight|Investigations|Commerce|Treasurer|Legislative|Head|Administrator|Commissioner|Industries|Technologies)\b"
)
_SHOUTED = re.compile(r"[A-Z][A-Z .,'’-]+")
_TITLED = re.compile(_HONORIFIC)
_LEGAL_FORM = re.compile(
    r"(?:,?\s+(?:Inc|Incorporated|Corp|Corporation|Co|Company|Companies|LLC|L\.L\.C|L\.?P|Ltd|Limited|PLC|N\.A|S\.A|AG|SE)\.?)+$"
)
_COUNSEL = re.compile(r"\b(?:counsel\s+(?:for|to)|attorneys?\s+for|on\s+behalf\s+of|LLP|PLLC)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:Chief|Officer|President|Chair\w*|Counsel|Director|Manager|Secretary|Member|Partner|Vice|Executive|Attorney|"
    r"Treasurer|Head|Administrator|Commissioner|Senator|CEO|CFO|Founder|Leader)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\d{5}(?:-\d{4})?\s*$|^\s*\d+\s+\w|\b(?:Suite|Floor|P\.?O\.? Box|Building|Street|Avenue)\b")
_FULL_STOP = re.compile(r"[a-z]{3}\.$")
_ORGANIZATION = re.compile(r"[A-Z0-9][^\[\]:;]{1,99}")
_AFTER_COMMA = re.compile(r"\s*,\s+")
_GAP = re.compile(r"\t+|\s{3,}")
_MOST = 40
_LONGEST = 300  # characters of a line of an address


@dataclass(frozen=True, slots=True)
class Party:
    """A person in the address or the signature of a letter.

    Args:
        name: Without title.
        passage: The name as it stands there.
        position: The office, empty if none is given.
        organization: What the person writes or is written to for, None if not given.
        is_counsel: Whether the person speaks for somebody else.
    """

    name: str
    passage: Passage
    position: str = ""
    organization: str | None = None
    is_counsel: bool = False

    def person(self, role: str) -> Person:
        """The person for the record."""
        extra: dict[str, object] = {"position": self.position} if self.position else {}
        return Person(self.name, role, self.organization, {**extra})  # type: ignore[dict-item]

    def basis(self, role: str) -> Basis:
        return Basis("people", f"{self.name}, {role}", self.passage)


def _cells(line: Line) -> Iterator[tuple[int, str]]:
    """The pieces of a line: two signatures may stand beside one another."""
    start = 0
    for gap in [*_GAP.finditer(line.text), None]:
        end = gap.start() if gap is not None else len(line.text)
        piece = line.text[start:end]
        if piece.strip():
            yield line.start + start + len(piece) - len(piece.lstrip()), piece.strip()
        start = gap.end() if gap is not None else end


def _named(start: int, words: str) -> tuple[str, Passage, str] | None:
    """The name that a piece of a line begins with, and what follows it."""
    match = _NAME.match(words)
    if match is None:
        return None
    rest = words[match.end() :].strip(" ,")
    if rest and not match[0].rstrip().endswith(",") and not match["title"]:
        return None
    name = " ".join(match["name"].split())
    if _FULL_STOP.search(name):
        name = name[:-1]
    if _NO_NAME.search(name.title() if name.isupper() else name) or (
        _SHOUTED.fullmatch(name) and not match["title"] and len(name.split()) > 3
    ):
        return None
    at = start + match.start("name")
    return name, Passage(at, at + len(match["name"]), match["name"]), rest


def has_legal_form(name: str) -> bool:
    """Whether a name is plainly that of a company."""
    return _LEGAL_FORM.search(name.strip(" ,")) is not None


def parties(lines: Sequence[Line], known: Collection[int] = (), *, needs_title: bool = False) -> tuple[Party, ...]:
    """The people of an address or signature, each with what stands under the name.

    Args:
        lines: The lines, without blank ones.
        known: Where names of committees and companies begin in the text; those are no people.
        needs_title: Whether all but the first have a title such as ``The Honorable``, as in an address; a line without
            one belongs to the person above.
    """
    found: list[Party] = []
    for line in lines:
        for start, words in _cells(line) if len(line.text) <= _LONGEST else ():
            named = None if start in known or has_legal_form(words) else _named(start, words)
            if named is not None and found and needs_title and not _TITLED.match(words):
                named = None
            if named is not None and len(found) < _MOST:
                found.append(Party(*named[:2]))
            beside = words if named is None else named[2]
            if beside and found:
                found[-1] = _with(found[-1], beside)
    return tuple(found)


def _with(party: Party, words: str) -> Party:
    """What a line under a name adds to it."""
    words = words.strip(" ,")
    party = replace(party, is_counsel=party.is_counsel or _COUNSEL.search(words) is not None)
    if _PLACE.search(words):
        return party
    if not party.position and party.organization is None and _OFFICE.search(words):
        office, *rest = _AFTER_COMMA.split(words, maxsplit=1)
        party = replace(party, position=office)
        return _with(party, rest[0]) if rest else party
    if party.organization is None and _ORGANIZATION.fullmatch(words) and not _COUNSEL.match(words):
        return replace(party, organization=words)
    return party
