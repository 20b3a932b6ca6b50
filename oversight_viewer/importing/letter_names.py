"""The committees and companies of a letter, and the part that each has in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.mentions import Mention, Named
from oversight_viewer.domain.proposals import Basis, Passage
from oversight_viewer.domain.records import CommitteeRef, CompanyRef
from oversight_viewer.importing.committee_names import looks_like_code
from oversight_viewer.importing.letter_people import Party, has_legal_form
from oversight_viewer.importing.letter_shape import Shape
from oversight_viewer.importing.letter_text import Line

_ON_BEHALF = re.compile(r"(?:on\s+behalf\s+of|counsel\s+(?:for|to)|attorneys?\s+for|our\s+client,?)\s+$", re.IGNORECASE)
_MOST = 200


@dataclass(frozen=True, slots=True)
class LetterNames:
    """Who is concerned, and where the letter says so."""

    committees: tuple[CommitteeRef, ...] = ()
    companies: tuple[CompanyRef, ...] = ()
    basis: tuple[Basis, ...] = ()


def _spans(lines: Iterable[Line]) -> list[tuple[int, int]]:
    return [(line.start, line.start + len(line.text)) for line in lines]


def _within(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    return any(start <= mention.start < end for start, end in spans)


def committee_ref(key: str) -> CommitteeRef:
    """A committee by the key under which it is known: its code or, where it has none, its name."""
    return CommitteeRef(code=key) if looks_like_code(key) else CommitteeRef(name=key)


def letter_names(shape: Shape, lane: Lane, mentions: tuple[Mention, ...], own_side: tuple[Party, ...]) -> LetterNames:
    """Find the committees and companies.

    Args:
        shape: The letter.
        lane: Its lane, which tells whether the company is written to or writes.
        mentions: The names in its text.
        own_side: The people of the company: to whom an action is written, who has signed a response.
    """
    committees, committee_basis = _committees(shape, mentions)
    companies, company_basis = _companies(shape, lane, mentions, own_side)
    return LetterNames(committees, companies, (*committee_basis, *company_basis))


def _committees(shape: Shape, mentions: tuple[Mention, ...]) -> tuple[tuple[CommitteeRef, ...], list[Basis]]:
    """Those of head, address and signature; where none is named there, those of the text, to be looked at."""
    found = [item for item in mentions if item.what is Named.COMMITTEE]
    spans = _spans((*shape.letterhead, *shape.address, *shape.signature))
    own = [item for item in found if _within(item, spans)]
    refs: dict[str, CommitteeRef] = {}
    basis = []
    for item in own or found:
        if item.key not in refs and len(refs) < _MOST:
            refs[item.key] = committee_ref(item.key)
            note = "" if own else "named in the text only"
            passage = Passage(item.start, item.end, item.text)
            basis.append(Basis("committees", item.key, passage, note, is_certain=bool(own) and item.is_certain))
    return tuple(refs.values()), basis


def _companies(
    shape: Shape, lane: Lane, mentions: tuple[Mention, ...], own_side: tuple[Party, ...]
) -> tuple[tuple[CompanyRef, ...], list[Basis]]:
    part = "addressee" if lane is Lane.ACTION else "respondent"
    spans = _spans(shape.address if lane is Lane.ACTION else (*shape.letterhead, *shape.signature))
    found = [item for item in mentions if item.what is Named.COMPANY]
    roles: dict[str, str] = {}
    best: dict[str, Mention] = {}
    for item in found:
        before = shape.letter.text[max(0, item.start - 40) : item.start]
        is_own = _within(item, spans) or (lane is Lane.RESPONSE and _ON_BEHALF.search(before) is not None)
        if item.key not in best or (is_own and roles[item.key] == "subject"):
            best[item.key] = item
            roles[item.key] = part if is_own else "subject"
    alone = lane is Lane.RESPONSE and len(best) == 1 and part not in roles.values()
    if alone:
        roles = dict.fromkeys(best, part)
    note = "the only company that it names" if alone else ""
    keys = sorted(best, key=lambda key: (roles[key] == "subject", best[key].start))[:_MOST]
    refs = [CompanyRef(key, roles[key]) for key in keys]
    basis = [
        Basis(
            "companies",
            f"{key}, {roles[key]}",
            Passage(item.start, item.end, item.text),
            note,
            item.is_certain and not alone,
        )
        for key, item in ((key, best[key]) for key in keys)
    ]
    if part not in roles.values():
        for party in own_side:
            name = (party.organization or "").strip(" ,")
            if name and not party.is_counsel and has_legal_form(name) and name not in {ref.name for ref in refs}:
                refs.insert(0, CompanyRef(name, part))
                note = "a company by its legal form; no list knows it"
                basis.append(Basis("companies", f"{name}, {part}", _where(shape, name, party), note, is_certain=False))
    return tuple(refs), basis


def _where(shape: Shape, name: str, party: Party) -> Passage:
    start = shape.letter.text.find(name, party.passage.end)
    return party.passage if start < 0 else Passage(start, start + len(name), name)
