"""Handling marks: their order, their words, and what may leave under which ceiling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from oversight_viewer.domain.characters import clean_line

PUBLIC = "public"
COMMITTEE_CONFIDENTIAL = "committee-confidential"
EXECUTIVE_SESSION = "executive-session"
MEMBERS_ONLY = "members-only"


@dataclass(frozen=True, slots=True)
class Mark:
    """One handling mark: the code in the data and the words on screen and paper."""

    code: str
    label: str
    short_label: str


DEFAULT_MARKS: tuple[Mark, ...] = (
    Mark(PUBLIC, "Public", "Public"),
    Mark(COMMITTEE_CONFIDENTIAL, "Committee confidential", "Confidential"),
    Mark(EXECUTIVE_SESSION, "Executive session", "Exec. session"),
    Mark(MEMBERS_ONLY, "Members only", "Members only"),
)


@dataclass(frozen=True, slots=True)
class MarkScheme:
    """The marks of an office, in rising order. A mark that is not in the list ranks above all that are."""

    marks: tuple[Mark, ...] = DEFAULT_MARKS

    def rank(self, code: str) -> int:
        """The place of a mark in the order, from 0; the number of marks for one that is not in the list."""
        for place, mark in enumerate(self.marks):
            if mark.code == code:
                return place
        return len(self.marks)

    def get(self, code: str) -> Mark:
        """The mark with its words; a mark that is not in the list keeps its own name."""
        for mark in self.marks:
            if mark.code == code:
                return mark
        words = clean_line(code.replace("-", " ").replace("_", " ")) or code
        words = words[:1].upper() + words[1:]
        return Mark(code, words, words)

    def permits(self, code: str, ceiling: str) -> bool:
        """Whether an entry of mark ``code`` may leave under ``ceiling``. An unknown ceiling permits only public."""
        limit = self.rank(ceiling)
        return self.rank(code) <= (limit if limit < len(self.marks) else 0)

    def highest(self, codes: Iterable[str]) -> str:
        """The highest of some marks; the lowest of the scheme when there is none."""
        return max(codes, key=lambda code: (self.rank(code), code), default=self.marks[0].code)
