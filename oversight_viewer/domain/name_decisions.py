"""What a written name of a company means: what lists say, and what the user decided about it.

Entries keep the names as they are written. A decision is never taken back in place: it is undone, and what holds is
worked out anew from the decisions that are left, in their order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class CommitteeName:
    """A committee of an imported list: a name to be known, not shown before an entry names it.

    Args:
        code: As written.
        name: The official name.
        chamber: ``house``, ``senate`` or ``joint``; None if the list does not tell.
        parent: Code of the committee above; None for a full committee.
        other_names: Former and short names.
        other_codes: Codes that mean the same committee.
    """

    code: str
    name: str
    chamber: str | None = None
    parent: str | None = None
    other_names: tuple[str, ...] = ()
    other_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A company of an imported list: a name to be known, not shown before an entry names it.

    Args:
        name: As the list has it.
        aliases: Other names.
        cik: Number at the Securities and Exchange Commission.
        lei: Legal entity identifier.
        tickers: Its symbols on exchanges.
        parent: Name of the company that owns it.
    """

    name: str
    aliases: tuple[str, ...] = ()
    cik: int | None = None
    lei: str | None = None
    tickers: tuple[str, ...] = ()
    parent: str | None = None


class DecisionKind(StrEnum):
    """What can be decided about a company."""

    MERGE = "merge"
    """``company`` is the same as ``other``, and is shown as that from now on."""
    SPLIT = "split"
    """The written name ``company`` is a company of its own, or belongs to ``other``."""
    PARENT = "parent"
    """``company`` is owned by ``other``; by nobody if that is None."""
    ADD_ALIAS = "add_alias"
    """``other`` is another name of ``company``."""
    REMOVE_ALIAS = "remove_alias"
    """``other`` is no name of ``company``."""
    NUMBERS = "numbers"
    """The numbers of ``company`` are these; None and () leave one as it is."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that the user decided about a company; see :class:`DecisionKind` for what the names mean."""

    kind: DecisionKind
    company: str
    other: str | None = None
    cik: int | None = None
    lei: str | None = None
    tickers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeDecision:
    """A decision with its number in the library, when (UTC) and by whom it was made, and whether it was undone."""

    id: int
    at: datetime
    author: str
    decision: Decision
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """A name as entries write it, and how many entries do."""

    name: str
    entries: int


@dataclass(frozen=True, slots=True)
class CompanyDetail:
    """All that is known of a company of the library."""

    name: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    cik: int | None = None
    lei: str | None = None
    tickers: tuple[str, ...] = ()
    written: tuple[WrittenForm, ...] = ()


def fold_name(name: str) -> str:
    """A name of a company as names are compared: without regard to case, blanks and kinds of apostrophes."""
    return " ".join(unicodedata.normalize("NFKC", name).replace("’", "'").casefold().split())


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds after some decisions. Names are folded where they are looked up.

    Args:
        written: The company that a written name means, whatever lists say.
        merged: The company as which another is shown.
        parents: The owner of a company; None if it was decided that it has none.
        numbers: What was decided of the numbers of a company.
        aliases: Added names of a company.
        removed: Names that a list gives and that are none of this company.
    """

    written: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str | None] = field(default_factory=dict)
    numbers: Mapping[str, Decision] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    removed: frozenset[tuple[str, str]] = frozenset()

    def final(self, name: str) -> str:
        """The company as which one is shown: itself, or what it was merged into in the end."""
        passed: set[str] = set()
        while (folded := fold_name(name)) in self.merged and folded not in passed:
            passed.add(folded)
            name = self.merged[folded]
        return name


def fold(decisions: Iterable[MadeDecision]) -> Decided:
    """What holds after some decisions, those that were undone left out."""
    raise NotImplementedError
