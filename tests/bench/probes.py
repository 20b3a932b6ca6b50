"""The ten kinds of queries of a benchmark, each in several variants, chosen from what a library holds."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Choice, Facet, RecordFilter
from oversight_viewer.domain.keys import day_floor
from oversight_viewer.domain.records import Entry
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.queries import facet_token

VARIANTS = 24
_SAMPLE = 3_000
_SINCE, _UNTIL = date(1995, 1, 1), date(2020, 12, 31)
_WORD = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Probe:
    """One query.

    Args:
        wanted: As the application is asked.
        expression: What full-text search itself is asked for the same entries.
        low, high: Between which row ids, where the query is for a time.
    """

    wanted: RecordFilter
    expression: str
    low: int = 0
    high: int = 1 << 62


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a record, each list with the most telling first."""

    common: tuple[str, ...]
    rare: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    initials: tuple[str, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Words:
        """Look for words in the first entries of a record.

        Raises:
            ValueError: If there are hardly any.
        """
        seen: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for entry in islice(entries, _SAMPLE):
            words = _WORD.findall(f"{entry.title}\n{entry.body or ''}"[:5_000].lower())
            seen.update(set(words))
            pairs.update(set(pairwise(words[:200])))
        ordered = sorted(seen, key=lambda word: (-seen[word], word))
        rarest = sorted((word for word in reversed(ordered[VARIANTS:]) if len(word) >= 6), key=seen.__getitem__)
        # Not neighbours in the alphabet, which would lie side by side in the index.
        rare = random.Random(0).sample(rarest[:400], len(rarest[:400]))
        common_pairs = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
        if len(ordered) < VARIANTS or len(rare) < VARIANTS or len(common_pairs) < VARIANTS:
            raise ValueError("The record has too few words to measure a search.")
        initials = tuple(dict.fromkeys(word[0] for word in ordered))
        return cls(tuple(ordered[: 2 * VARIANTS]), tuple(rare), tuple(common_pairs[:VARIANTS]), initials)


def probes(words: Words, library: Library) -> dict[str, list[Probe]]:
    """The ten kinds, each with its variants."""
    directory, counts = library.directory(), library.facets(RecordFilter(), {}).counts
    committees = _largest(counts[Facet.COMMITTEE], directory.committees)
    owners = _largest(counts[Facet.COMPANY], _owners(directory)) or _largest(counts[Facet.COMPANY], directory.companies)
    kinds = _largest(counts[Facet.KIND], counts[Facet.KIND])
    common, rare = words.common[:VARIANTS], words.rare[:VARIANTS]
    beginnings = tuple(dict.fromkeys(word[:4] for word in words.rare))[:VARIANTS]
    return {
        "common word": [_text(f'"{word}"') for word in common],
        "rare word": [_text(f'"{word}"') for word in rare],
        "one letter": [_text(letter, f"{letter}*") for letter in words.initials[:VARIANTS]],
        "four letters": [_text(letters, f"{letters}*") for letters in beginnings],
        "two words": [
            _text(f'{one} "{two}"', f'"{one}" AND "{two}"')
            for one, two in zip(common, words.common[VARIANTS:], strict=False)
        ],
        "phrase": [_text(f'"{one} {two}"') for one, two in words.pairs],
        "committee": [_chosen(Facet.COMMITTEE, value) for value in committees],
        "company with subsidiaries": [_chosen(Facet.COMPANY, value) for value in owners],
        "committee, company, text, dates, exclusion": list(_narrow(committees, owners, common, kinds)),
        "nothing found": [_text(f'"zz{word}zz"') for word in common],
    }


def _largest(counts: Mapping[str, int], among: Iterable[str]) -> list[str]:
    return sorted(among, key=lambda value: (-counts.get(value, 0), value))[:VARIANTS]


def _owners(directory: Directory) -> set[str]:
    parents = (company.parent for company in directory.companies.values())
    return {parent for parent in parents if parent is not None and parent in directory.companies}


def _text(text: str, expression: str | None = None) -> Probe:
    return Probe(RecordFilter(text=text), text if expression is None else expression)


def _token(facet: Facet, value: str) -> str:
    return f'"{facet_token(facet, value)}"'


def _chosen(facet: Facet, value: str) -> Probe:
    return Probe(RecordFilter().with_choice(facet, Choice((value,))), _token(facet, value))


def _narrow(
    committees: Sequence[str], companies: Sequence[str], words: Sequence[str], kinds: Sequence[str]
) -> Iterator[Probe]:
    for committee, company, word, kind in zip(committees, companies, words, kinds, strict=False):
        wanted = RecordFilter(
            text=f'"{word}"',
            committees=Choice((committee,)),
            companies=Choice((company,)),
            kinds=Choice((), (kind,)),
            since=_SINCE,
            until=_UNTIL,
        )
        expression = (
            f'("{word}" AND {_token(Facet.COMMITTEE, committee)} AND {_token(Facet.COMPANY, company)})'
            f" NOT {_token(Facet.KIND, kind)}"
        )
        after = date.fromordinal(_UNTIL.toordinal() + 1)
        yield Probe(wanted, expression, day_floor(_SINCE), day_floor(after))
