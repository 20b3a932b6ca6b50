"""Committees and companies that a text names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Named(StrEnum):
    """What a name is the name of."""

    COMMITTEE = "committee"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    Args:
        start: Where it begins, in code points.
        end: Where it ends.
        text: The name as written.
        what: A committee or a company.
        key: The key of the committee, the name of the company.
        is_certain: False if the words may mean something else: a name that is also a word of the language
            (``Target``, ``Visa``), or part of a set phrase (``Chevron deference``).
    """

    start: int
    end: int
    text: str
    what: Named
    key: str
    is_certain: bool = True


class NameFinder(Protocol):
    """Finds the names of committees and companies."""

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """All names in a text, in order, the longest where several overlap; whole words only."""

    def company(self, name: str) -> str | None:
        """The name under which a company is known, from any name of it that stands alone; None if it is not known."""

    def committee(self, name: str, chamber: str | None = None) -> str | None:
        """The key of a committee, from a name or code that stands alone; None if it is not known, or not the only one.

        Args:
            name: As written.
            chamber: ``house``, ``senate`` or ``joint``, where the source tells it beside the name.
        """
