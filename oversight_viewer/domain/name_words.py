"""What a decision about a company will do, or why it makes no sense, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oversight_viewer.domain.company_ids import cik_text, normal_cik, normal_lei
from oversight_viewer.domain.name_decisions import (
    CompanyDetail,
    Decision,
    DecisionKind,
    MadeDecision,
    fold_name,
    in_words,
    why_not,
)

TITLES: Mapping[DecisionKind, str] = {
    DecisionKind.MERGE: "Merge into another company",
    DecisionKind.SPLIT: "Split off a written name",
    DecisionKind.PARENT: "Set who owns it",
    DecisionKind.ADD_ALIAS: "Add another name",
    DecisionKind.REMOVE_ALIAS: "Remove another name",
    DecisionKind.NUMBERS: "Numbers",
    DecisionKind.APART: "Not the same",
}
_WITH_ANOTHER_COMPANY = frozenset({DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.APART})


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company of the library in a list.

    Args:
        name: Its name.
        parent: The company that owns it.
        entries: How many entries one gets by it, those of its subsidiaries too.
    """

    name: str
    parent: str | None
    entries: int


def entries_words(count: int) -> str:
    """``1 entry``, ``3 entries``."""
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def entries_of(detail: CompanyDetail) -> int:
    """How many entries name a company itself, under whatever name."""
    return sum(form.entries for form in detail.written)


def written_by(detail: CompanyDetail, name: str) -> int:
    """How many entries of a company write a name."""
    return sum(form.entries for form in detail.written if fold_name(form.name) == fold_name(name))


def consequence(decision: Decision, detail: CompanyDetail, others: Mapping[str, CompanyRow]) -> str:
    """What will happen, and to how many entries.

    Args:
        decision: The decision.
        detail: The company about which it is made.
        others: The companies of the library, by folded name.
    """
    name, other = f"“{detail.name}”", f"“{decision.other}”"
    match decision.kind:
        case DecisionKind.MERGE:
            return (
                f"{_are(entries_of(detail))} shown under {other} from now on, and so are later ones that write {name}."
            )
        case DecisionKind.SPLIT:
            where = f"under {other}" if decision.other else f"under a company of its own, “{decision.company}”"
            which = f"that write “{decision.company}”"
            return f"{_are(written_by(detail, decision.company), which)} shown {where}, no longer under {name}."
        case DecisionKind.PARENT if decision.other is None:
            return f"{name} belongs to nobody: {entries_words(entries_of(detail))} no longer found by who owned it."
        case DecisionKind.PARENT:
            return f"{name} stands below {other}, and who filters by {other} finds its {_count(detail)} too."
        case DecisionKind.ADD_ALIAS:
            row = others.get(fold_name(decision.other or ""))
            now = f" {_are(row.entries)} moved here from {other}." if row is not None and row.entries else ""
            return f"Entries that write {other} are shown under {name}, later ones too.{now}"
        case DecisionKind.REMOVE_ALIAS:
            count = written_by(detail, decision.other or "")
            return f"{other} no longer means {name}: {entries_words(count)} that write it are shown apart."
        case DecisionKind.NUMBERS:
            return f"The numbers are kept with {name}; imports that give them find it. No entry changes."
        case DecisionKind.APART:
            return f"{name} and {other} are no longer suggested as one company. No entry changes."


def problem_of(
    decision: Decision, detail: CompanyDetail, companies: Mapping[str, CompanyRow], made: Iterable[MadeDecision]
) -> str:
    """Why a decision about a company of the library makes no sense, in a sentence; nothing if it does.

    Args:
        decision: The decision.
        detail: The company about which it is made.
        companies: The companies of the library, by folded name.
        made: What was decided before.
    """
    other = decision.other
    if decision.kind in _WITH_ANOTHER_COMPANY and other and fold_name(other) not in companies:
        return "The library has no company of this name."
    return why_not(made, decision) or _nothing_new(decision, detail)


def rename_problem(name: str, detail: CompanyDetail, companies: Mapping[str, CompanyRow]) -> str:
    """Why a company of the library cannot be called so, in a sentence; nothing if it can.

    Args:
        name: The new name.
        detail: The company.
        companies: The companies of the library, by folded name.
    """
    folded = fold_name(name)
    if not folded:
        return "A name is missing."
    if folded == fold_name(detail.name):
        return "It is called so already."
    if folded in companies:
        return "The library has a company of this name: merge the two instead."
    return ""


def _nothing_new(decision: Decision, detail: CompanyDetail) -> str:
    other = fold_name(decision.other or "")
    if decision.kind is DecisionKind.PARENT and other == fold_name(detail.parent or ""):
        return "That is so already."
    if decision.kind is not DecisionKind.PARENT and other and other == fold_name(detail.name):
        return "That is this company itself."
    return ""


def _count(detail: CompanyDetail) -> str:
    return entries_words(entries_of(detail))


def _are(count: int, which: str = "") -> str:
    beside = f" {which}" if which else ""
    if count == 1:
        return f"1 entry{beside.replace('write', 'writes')} is"
    return f"{entries_words(count)}{beside} are"


def decision_words(decision: Decision) -> str:
    """A decision as a short sentence, with the numbers where it is about numbers."""
    words = in_words(decision)
    if decision.kind is DecisionKind.NUMBERS:
        detail = CompanyDetail(decision.company, cik=decision.cik, lei=decision.lei, tickers=decision.tickers)
        words += ": " + ", ".join(f"{label} {value}" for label, value in numbers_words(detail))
    return words[:1].upper() + words[1:]


def numbers_problem(cik: str, lei: str, tickers: str) -> str:
    """What is wrong with numbers as they are typed, in a sentence; nothing if they can be taken."""
    if cik.strip() and normal_cik(cik) is None:
        return "A CIK is a number of at most ten digits."
    if lei.strip() and normal_lei(lei) is None:
        return "This is no LEI: it has 20 letters and figures, and its last two are check digits that must fit."
    if not (cik.strip() or lei.strip() or tickers.strip()):
        return "Give at least one number."
    return ""


def numbers_decision(company: str, cik: str, lei: str, tickers: str) -> Decision:
    """The decision that such numbers mean; what is empty stays as it is."""
    symbols = tuple(dict.fromkeys(part.upper() for part in tickers.replace(",", " ").split()))
    return Decision(
        DecisionKind.NUMBERS,
        company,
        cik=normal_cik(cik) if cik.strip() else None,
        lei=normal_lei(lei) if lei.strip() else None,
        tickers=symbols,
    )


def numbers_words(detail: CompanyDetail) -> tuple[tuple[str, str], ...]:
    """The numbers of a company with what they are called; those that are not known are left out."""
    known = (
        ("CIK", "" if detail.cik is None else cik_text(detail.cik)),
        ("LEI", detail.lei or ""),
        ("Tickers", ", ".join(detail.tickers)),
    )
    return tuple((label, value) for label, value in known if value)
