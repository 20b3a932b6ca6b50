"""The forms in which committees and companies are written, made from their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oversight_viewer.domain.mentions import Named
from oversight_viewer.importing.committee_names import NameParts, split_name
from oversight_viewer.importing.directory_files import ListedCommittee, ListedCompany
from oversight_viewer.importing.name_words import OWNING, name_words, without_legal_form

_HOUSES = {
    "house": (("house",), ("us", "house"), ("united", "states", "house"), ("us", "house", "of", "representatives")),
    "senate": (("senate",), ("us", "senate"), ("united", "states", "senate")),
    "joint": (),
}
_LONG_ENDS = {
    "house": (("house",), ("house", "of", "representatives"), ("us", "house"), ("us", "house", "of", "representatives"),
              ("united", "states", "house", "of", "representatives")),
    "senate": (("senate",), ("us", "senate"), ("united", "states", "senate")),
    "joint": (),
}  # fmt: skip
_LONGEST_INITIALS = 5


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way to write one name.

    Args:
        words: Its words, folded.
        what: A committee or a company.
        key: Of whom.
        written: The name that the form was made from.
        is_plain: Whether the form can stand for the name by itself. Another can only where a plain one stands in the
            text too, as ``Ways and Means`` or the first word of a longer name.
        is_exact: Whether capitals must be written as in the name: for initials, and names of a letter or two.
        core: The words that must have capitals; empty for all.
        is_whole: Whether it is the name as a list has it, and not one without its legal form.
    """

    words: tuple[str, ...]
    what: Named
    key: str
    written: str
    is_plain: bool = True
    is_exact: bool = False
    core: tuple[str, ...] = ()
    is_whole: bool = True


def _is_initials(name: str) -> bool:
    letters = [char for char in name if char.isalnum()]
    return " " not in name.strip() and (
        len(letters) <= 2 or (len(letters) <= _LONGEST_INITIALS and not any(char.islower() for char in letters))
    )


def company_forms(listed: ListedCompany) -> Iterator[NameForm]:
    """A company under each of its names, with and without the legal form."""
    key = listed.company.name
    for written in (key, *listed.aliases):
        words = name_words(written)
        if not words:
            continue
        yield NameForm(words, Named.COMPANY, key, written, is_exact=_is_initials(written))
        short = without_legal_form(words)
        if short != words and len("".join(short)) > 1:
            yield NameForm(short, Named.COMPANY, key, written, is_plain=len(short) > 1, is_whole=False)
        if len(short) == 2 and ("-" in written or OWNING in short):
            # Wal-Mart and Coca-Cola become one word at the end of a line, and Macy's one without its apostrophe.
            yield NameForm(("".join(short).replace("'", ""),), Named.COMPANY, key, written)


def committee_forms(listed: ListedCommittee) -> Iterator[NameForm]:
    """A committee under each of its codes and names, in all the ways in which these are turned."""
    committee = listed.committee
    for code in dict.fromkeys((committee.key, *listed.codes)):
        if " " not in code and len(code) >= 4:
            yield NameForm((code.casefold(),), Named.COMMITTEE, committee.key, code, is_exact=True)
        if len(code) == 4:
            yield NameForm((f"{code}00".casefold(),), Named.COMMITTEE, committee.key, f"{code}00", is_exact=True)
    for written in dict.fromkeys((committee.name, *listed.other_names)):
        words = name_words(written)
        if not words:
            continue
        parts = split_name(" ".join(words))
        core = tuple(parts.core.split())
        if _is_initials(written):
            yield NameForm(words, Named.COMMITTEE, committee.key, written, is_exact=True)
            continue
        is_bare = not set(words) & {"committee", "subcommittee", "caucus", "commission", "force"}
        plain = not is_bare or parts.chamber is not None
        yield NameForm(words, Named.COMMITTEE, committee.key, written, is_plain=plain, core=core)
        for turned, is_plain in _turned(parts, core, committee.chamber):
            yield NameForm(turned, Named.COMMITTEE, committee.key, written, is_plain=is_plain, core=core)


def _turned(parts: NameParts, core: tuple[str, ...], chamber: str | None) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The words of a name turned round, each with whether they are plain."""
    sort = tuple(parts.sort.split())
    is_sub = sort[-1] == "subcommittee"
    heads = ((*sort, "on", *core), (*sort, "to", *core), (*core, *sort))
    fronts = _HOUSES.get(chamber or "", ())
    for head in heads:
        yield head, len(core) > 1 or sort != ("committee",) or head[-1] not in sort
        for front in fronts:
            yield (*front, *head), True
    if chamber == "joint" and sort[0] == "joint":
        yield ("joint", *core, *sort[1:]), True
    for end in _LONG_ENDS.get(chamber or "", ()):
        yield (*heads[0], *end), True
        yield (*heads[0], "of", *end), True
    if fronts and not is_sub:
        yield from (((*front, *core), True) for front in fronts)
        if len(sort) > 1:
            yield from (((*front, *core, sort[-1]), True) for front in fronts)
        yield from (((*front, *core, "panel"), True) for front in fronts)


def all_forms(committees: Iterable[ListedCommittee], companies: Iterable[ListedCompany]) -> Iterator[NameForm]:
    """Every form of every name that is known."""
    for committee in committees:
        yield from committee_forms(committee)
    for company in companies:
        yield from company_forms(company)
