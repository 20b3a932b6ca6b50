"""What a written name of a company means: what lists say, and what the user decided about it.

Entries keep the names as they are written. A decision is never taken back in place: it is undone, and what holds is
worked out anew from the decisions that are left, in their order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache


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
    APART = "apart"
    """``company`` and ``other`` are not the same, however near their names are."""


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


@lru_cache(maxsize=1 << 16)
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
        apart: Pairs of companies, as they are shown, that are not the same.
    """

    written: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str | None] = field(default_factory=dict)
    numbers: Mapping[str, Decision] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    removed: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()

    def final(self, name: str) -> str:
        """The company as which one is shown: itself, or what it was merged into in the end."""
        passed: set[str] = set()
        while (folded := fold_name(name)) in self.merged and folded not in passed:
            passed.add(folded)
            name = self.merged[folded]
        return name

    def meant(self, name: str) -> str:
        """The company as which a written name is shown, as far as that was decided; folded."""
        return fold_name(self.final(self.written.get(fold_name(name), name)))

    @property
    def not_the_same(self) -> frozenset[frozenset[str]]:
        """Pairs of folded names that were told apart: whole companies, or a name from a company."""
        return self.apart | frozenset(map(frozenset, self.removed))


def fold(decisions: Iterable[MadeDecision]) -> Decided:
    """What holds after some decisions, those that were undone left out."""
    written: dict[str, str] = {}
    merged: dict[str, str] = {}
    parents: dict[str, str | None] = {}
    numbers: dict[str, Decision] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    removed: set[tuple[str, str]] = set()
    apart: list[tuple[str, str]] = []
    for made in sorted(decisions, key=lambda made: made.id):
        if made.is_undone:
            continue
        decision = made.decision
        name, other = decision.company, decision.other or ""
        key, other_key = fold_name(name), fold_name(other)
        match decision.kind:
            case DecisionKind.MERGE:
                merged[key] = other
            case DecisionKind.SPLIT:
                written[key] = other or name
                merged.pop(key, None)
            case DecisionKind.PARENT:
                parents[key] = decision.other
            case DecisionKind.ADD_ALIAS:
                written[other_key] = name
                aliases[key] = (*aliases.get(key, ()), other)
                removed.discard((key, other_key))
            case DecisionKind.REMOVE_ALIAS:
                if fold_name(written.get(other_key, "")) == key:
                    del written[other_key]
                aliases[key] = tuple(item for item in aliases.get(key, ()) if fold_name(item) != other_key)
                removed.add((key, other_key))
            case DecisionKind.NUMBERS:
                before = numbers.get(key, decision)
                numbers[key] = Decision(
                    decision.kind,
                    name,
                    cik=before.cik if decision.cik is None else decision.cik,
                    lei=before.lei if decision.lei is None else decision.lei,
                    tickers=decision.tickers or before.tickers,
                )
            case DecisionKind.APART:
                apart.append((name, other))
    decided = Decided(written, merged, parents, numbers, aliases, frozenset(removed))
    # Who tells a company from another one tells it from all that are the same as that.
    return replace(decided, apart=frozenset(frozenset(map(decided.meant, pair)) for pair in apart))


_ABOUT_WHAT_A_NAME_MEANS = frozenset(DecisionKind) - {
    DecisionKind.PARENT,
    DecisionKind.NUMBERS,
    DecisionKind.APART,
}
_MAKES_ONE = frozenset({DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.ADD_ALIAS})
_NEEDS_OTHER = frozenset({DecisionKind.MERGE, DecisionKind.ADD_ALIAS, DecisionKind.REMOVE_ALIAS, DecisionKind.APART})


def names_of(decision: Decision) -> frozenset[str]:
    """The names that a decision is about, folded."""
    return frozenset(fold_name(name) for name in (decision.company, decision.other) if name)


def resting_on(decisions: Iterable[MadeDecision], number: int) -> MadeDecision | None:
    """A later decision that makes sense only because of an earlier one; None if it can be undone by itself.

    Owners, numbers and what was told apart rest on nothing and carry nothing. What a name means carries what is said
    later of that name.
    """
    listed = [made for made in decisions if not made.is_undone]
    earlier = next((made for made in listed if made.id == number), None)
    if earlier is None or earlier.decision.kind not in _ABOUT_WHAT_A_NAME_MEANS:
        return None
    bound = _bound_names(earlier.decision)
    for made in listed:
        if made.id > number and made.decision.kind in _ABOUT_WHAT_A_NAME_MEANS and bound & names_of(made.decision):
            return made
    return None


def _bound_names(decision: Decision) -> frozenset[str]:
    """The names that mean something else since a decision: those of which later ones may speak."""
    if decision.kind is DecisionKind.MERGE:
        return names_of(decision)
    if decision.kind is DecisionKind.SPLIT:
        return frozenset({fold_name(decision.company)})
    return frozenset({fold_name(decision.other or "")})


def why_not(decisions: Iterable[MadeDecision], decision: Decision) -> str | None:
    """Why a decision makes no sense, as a sentence; None if it does."""
    name, other = fold_name(decision.company), fold_name(decision.other or "")
    needs_other = decision.kind in _NEEDS_OTHER
    if not name or (needs_other and not other):
        return "A name is missing."
    decided = fold(decisions)
    if decision.kind is DecisionKind.MERGE and name in {other, fold_name(decided.final(decision.other or ""))}:
        return "A company cannot be merged into itself."
    if needs_other and name == other:
        return "A company always has its own name."
    if other and (reason := _against(decided, decision)) is not None:
        return reason
    if decision.kind is DecisionKind.PARENT:
        above: str | None = decision.other
        passed: set[str] = set()
        while above is not None and fold_name(above) not in passed:
            if fold_name(above) == name:
                return "A company cannot own itself."
            passed.add(fold_name(above))
            above = decided.parents.get(fold_name(above))
    return None


def _against(decided: Decided, decision: Decision) -> str | None:
    """Why two names cannot be told apart, or made one, after what was decided of them before."""
    pair = frozenset({decided.meant(decision.company), decided.meant(decision.other or "")})
    if decision.kind is DecisionKind.APART and len(pair) == 1:
        return "These two are one company: undo what made them one first."
    if decision.kind is DecisionKind.APART and pair in decided.apart:
        return "That was decided already."
    if decision.kind in _MAKES_ONE and len(pair) > 1 and pair in decided.apart:
        return "It was decided that these two are not the same: undo that first."
    return None


def in_words(decision: Decision) -> str:
    """A decision as a short sentence without its dot."""
    name, other = f"“{decision.company}”", f"“{decision.other}”"
    match decision.kind:
        case DecisionKind.MERGE:
            return f"{name} is {other}"
        case DecisionKind.SPLIT:
            return f"{name} belongs to {other}" if decision.other else f"{name} is a company of its own"
        case DecisionKind.PARENT:
            return f"{name} is owned by {other}" if decision.other else f"{name} is owned by nobody"
        case DecisionKind.ADD_ALIAS:
            return f"{other} is another name of {name}"
        case DecisionKind.REMOVE_ALIAS:
            return f"{other} is no name of {name}"
        case DecisionKind.NUMBERS:
            return f"the numbers of {name}"
        case DecisionKind.APART:
            return f"{name} and {other} are not the same"
