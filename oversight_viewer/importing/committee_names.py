"""Reads how a committee is written: its code in many forms, its name with and without chamber and parent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oversight_viewer.domain.records import Committee

_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_WORDS = re.compile(r"\w+")
_COUNTRY = r"(?:united states |us |u s )?"
_CHAMBER_FIRST = re.compile(rf"{_COUNTRY}(?P<chamber>house|senate)(?: of representatives)? (?P<rest>.+)")
_CHAMBER_LAST = re.compile(rf"(?P<rest>.+?) (?:of )?{_COUNTRY}(?P<chamber>house of representatives|senate)")
_QUALIFIER = r"(?:permanent|select|special|joint|ad hoc)"
_NOUN = r"(?P<noun>committee|subcommittee|commission|caucus|task force|panel)"
_LEADING = re.compile(rf"(?P<marks>(?:{_QUALIFIER} )*){_NOUN}(?: of congress)?(?: on| to| for)? (?P<core>.+)")
_TRAILING = re.compile(rf"(?P<marks>(?:{_QUALIFIER} )*)(?P<core>.+?) {_NOUN}")
_QUALIFIED_END = re.compile(rf"(?P<core>.+?)(?P<marks>(?: {_QUALIFIER})+)")
_WITH_PARENT = (
    re.compile(r"(?P<sub>(?:.+ subcommittee|subcommittee on .+?)) of (?P<parent>(?:house |senate )?committee on .+)"),
    re.compile(r"(?P<parent>.+?) (?P<sub>subcommittee on .+)"),
)

_FULL_CODE = re.compile(r"[A-Z]{4}00")
_SHORT_CODE = re.compile(r"([A-Z]{2})([0-9]{2})")
_CODE = re.compile(r"[A-Z]{4}(?:[0-9]{2})?|[a-z]{4}[0-9]{2}")
_CHAMBER_OF_CODE = re.compile(r"(?:(H[SLHT])|(S[SLPC])|(J[SCJ]))[A-Z]{2}(?:[0-9]{2})?")
_CHAMBERS = ("house", "senate", "joint")


def fold(text: str) -> str:
    """A name without what writers differ in: capitals, punctuation, ``&`` for ``and``, the article."""
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold()).replace("&", " and ")
    return " ".join(word for word in _WORDS.findall(text) if word != "the") or text.strip()


def normal_code(code: str) -> str:
    """A code in capitals, without blanks, and without the 00 of a full committee: ``hlzs00`` is ``HLZS``."""
    code = "".join(code.split()).upper()
    return code[:4] if _FULL_CODE.fullmatch(code) else code


def looks_like_code(text: str) -> bool:
    """Whether a text that may be a name is written like a code: ``HSIF``, ``HSIF02``, ``hsif02``."""
    return _CODE.fullmatch(text.strip()) is not None


def chamber_of_code(code: str) -> str | None:
    """The chamber that a code of the Library of Congress begins with; None for a code of another make."""
    match = _CHAMBER_OF_CODE.fullmatch(code)
    return _CHAMBERS[(match.lastindex or 1) - 1] if match is not None else None


@dataclass(frozen=True, slots=True)
class NameParts:
    """What a folded name says: the chamber if it names one, what sort of body it is, and the rest."""

    chamber: str | None
    sort: str
    core: str


def split_name(folded: str) -> NameParts:
    """Take a folded name apart. ``select committee on x``, ``x select committee`` and ``x (select)`` say the same."""
    match = _CHAMBER_FIRST.fullmatch(folded) or _CHAMBER_LAST.fullmatch(folded)
    chamber = match["chamber"].split()[0] if match is not None else None
    rest = match["rest"] if match is not None else folded
    marks: list[str] = []
    noun = "committee"
    found = _LEADING.fullmatch(rest) or _TRAILING.fullmatch(rest)
    if found is not None:
        marks, noun, rest = found["marks"].split(), found["noun"], found["core"]
    ended = _QUALIFIED_END.fullmatch(rest)
    if ended is not None:
        marks, rest = [*marks, *ended["marks"].split()], ended["core"]
    return NameParts(chamber, " ".join([*sorted(set(marks)), noun]), rest)


def split_parent(folded: str) -> tuple[str, str] | None:
    """The parent and the subcommittee of a folded name that names both, or None."""
    for pattern in _WITH_PARENT:
        match = pattern.fullmatch(folded)
        if match is not None and match["parent"] not in {"house", "senate"}:
            return match["parent"], match["sub"]
    return None


class CommitteeIndex:
    """Finds the keys of committees by name. What could mean more than one means none: nothing is guessed."""

    def __init__(self) -> None:
        self._exact: dict[str, set[str]] = {}
        self._parts: dict[tuple[str | None, str, str], set[str]] = {}
        self._chambers: dict[str, str | None] = {}
        self._parents: dict[str, str | None] = {}

    def add(self, committee: Committee, other_names: Iterable[str]) -> None:
        """Take in a committee. A by-name that says the chamber (``House Oversight``) is none without it."""
        key = committee.key
        self._chambers[key] = committee.chamber
        self._parents[key] = committee.parent
        for name in (committee.name, *other_names):
            folded = fold(name)
            parts = split_name(folded)
            self._exact.setdefault(folded, set()).add(key)
            chambers = {committee.chamber, parts.chamber if name != committee.name else None}
            for chamber in chambers:
                self._parts.setdefault((chamber, parts.sort, parts.core), set()).add(key)

    def find(self, name: str, *, chamber: str | None = None, parent: str | None = None) -> str | None:
        """The one committee that a name means.

        Args:
            name: As it is written.
            chamber: Told beside the name, for a name that stands in both chambers.
            parent: Key of the committee above, told beside the name.
        """
        folded = fold(name)
        both = split_parent(folded)
        if both is not None:
            above = parent or self._only(both[0], chamber, None)
            if above is not None:
                return self._only(both[1], chamber, above)
        return self._only(folded, chamber, parent)

    def _only(self, folded: str, chamber: str | None, parent: str | None) -> str | None:
        parts = split_name(folded)
        chamber = parts.chamber or chamber
        # "House Oversight Committee" and "Committee on House Oversight" are two: the words as they stand go first.
        exact = self._exact.get(folded) if parts.chamber is not None else None
        for keys in (exact, self._parts.get((chamber, parts.sort, parts.core))):
            fitting = {key for key in keys or () if self._fits(key, chamber, parent)}
            if len(fitting) == 1:
                return fitting.pop()
            if fitting:
                return None
        return None

    def _fits(self, key: str, chamber: str | None, parent: str | None) -> bool:
        if parent is not None and self._parents[key] != parent:
            return False
        return chamber is None or self._chambers[key] == chamber


def short_code_index(codes: Iterable[str]) -> Mapping[str, str]:
    """Codes as docs.house.gov writes them (``IF02``, ``RU00``) to the whole ones, where one is meant and no other."""
    found: dict[str, set[str]] = {}
    for code in codes:
        if code[0] in "HJ":
            found.setdefault(code[2:] if len(code) == 6 else f"{code[2:]}00", set()).add(code)
    return {short: keys.pop() for short, keys in found.items() if len(keys) == 1 and _SHORT_CODE.fullmatch(short)}
