"""Names of companies that are near one another, to be looked at: nothing is ever done because of it alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from oversight_viewer.domain.name_decisions import fold_name

ENOUGH = 88.0
"""So near, of 100, names have to be to be named together."""

_LEGAL_FORMS = frozenset(
    {
        "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "lp", "llp", "ltd", "limited", "plc",
        "na", "ag", "sa", "gmbh", "nv", "bv", "se", "ab", "group", "holding", "holdings", "the", "and",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_LETTER_DOT = re.compile(r"\b(\w)\.(?=\w\b)")
_SHORTEST = 3
_BEGINNING = 4
_MOST_ALIKE = 300
"""A beginning that so many names share tells nothing; they are compared by their other words."""


@dataclass(frozen=True, slots=True)
class NearNames:
    """Two names that may mean one company, and how near they are, of 100."""

    first: str
    second: str
    score: float


@dataclass(frozen=True, slots=True)
class _Name:
    name: str
    words: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def joined(self) -> str:
        return "".join(self.words)


def essence(name: str) -> str:
    """The words that make a name: without its legal form, case, dots and apostrophes."""
    return _read(name).text


def near(
    name: str, others: Iterable[str], *, apart: Collection[frozenset[str]] = (), at_most: int = 5
) -> tuple[str, ...]:
    """Those of other names that may mean the same company, the nearest first.

    Args:
        name: The name.
        others: The names among which they are looked for.
        apart: Pairs of folded names of which is known that they are not the same.
        at_most: How many are told.
    """
    own = _read(name)
    folded = fold_name(name)
    found = [
        (score, other)
        for other in others
        if other != name
        and (score := _score(own, _read(other))) >= ENOUGH
        and frozenset({folded, fold_name(other)}) not in apart
    ]
    return tuple(other for _, other in sorted(found, key=lambda item: (-item[0], item[1]))[:at_most])


def near_pairs(names: Collection[str], *, apart: Collection[frozenset[str]] = ()) -> tuple[NearNames, ...]:
    """All pairs of names that may mean the same company, the nearest first.

    Only names that share the beginning of a word, or differ in blanks, are compared, so that thousands take a moment.

    Args:
        names: The names.
        apart: Pairs of folded names of which is known that they are not the same.
    """
    read = [_read(name) for name in sorted(names)]
    found: list[NearNames] = []
    for first, second in _candidates(read):
        score = _score(read[first], read[second])
        if score >= ENOUGH:
            pair = frozenset({fold_name(read[first].name), fold_name(read[second].name)})
            if pair not in apart:
                found.append(NearNames(read[first].name, read[second].name, score))
    return tuple(sorted(found, key=lambda item: (-item.score, item.first, item.second)))


def _candidates(read: Sequence[_Name]) -> Iterator[tuple[int, int]]:
    """Pairs of places of names that share the beginning of a word, each once."""
    alike: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(read):
        for beginning in {word[:_BEGINNING] for word in name.words}:
            alike[beginning].append(place)
        alike[f"{name.joined} "].append(place)
    seen: set[tuple[int, int]] = set()
    for places in alike.values():
        if len(places) <= _MOST_ALIKE:
            for number, first in enumerate(places):
                for second in places[number + 1 :]:
                    if (first, second) not in seen:
                        seen.add((first, second))
                        yield first, second


def _read(name: str) -> _Name:
    joined = _LETTER_DOT.sub(r"\1", fold_name(name).replace("'", ""))
    words = tuple(_WORD.findall(joined))
    plain = tuple(word for word in words if word not in _LEGAL_FORMS) or words
    return _Name(name, plain, tuple(word for word in plain if word.isdigit()))


def _score(first: _Name, second: _Name) -> float:
    """How near two names are, of 100; names that differ in a number are not near at all."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - takes time to load, and is seldom asked for

    if first.figures != second.figures or min(len(first.text), len(second.text)) < _SHORTEST:
        return 0.0
    if first.text == second.text:
        return 100.0
    if first.joined == second.joined:
        return 99.0
    return max(
        fuzz.ratio(first.text, second.text, score_cutoff=ENOUGH),
        fuzz.token_sort_ratio(first.text, second.text, score_cutoff=ENOUGH),
    )
