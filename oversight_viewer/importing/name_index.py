"""Where the written forms of names stand in the words of a text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.mentions import Named
from oversight_viewer.importing.name_forms import NameForm
from oversight_viewer.importing.name_words import Words, name_words, pattern_of

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


@dataclass(frozen=True, slots=True)
class AmbiguousNames:
    """Names that may mean something else.

    Args:
        words: Folded words of names that are words of the language too, or names of others.
        phrases: Folded words of phrases in which a name means something else.
    """

    words: frozenset[tuple[str, ...]] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def load(cls, path: Path) -> AmbiguousNames:
        """Read ``ambiguous_names.json``."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            frozenset(name_words(word) for word in data["words"]),
            tuple(words for phrase in data["phrases"] if (words := name_words(phrase))),
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A run of words that is a form of one or more names; ``first`` and ``last`` count the words of the text."""

    first: int
    last: int
    forms: tuple[NameForm, ...]


class PhraseFinder:
    """Finds all places where any of some runs of words stands, also within one another."""

    def __init__(self, phrases: Iterable[tuple[str, ...]]) -> None:
        self._patterns = [pattern_of(words) for words in phrases]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        # Loaded and built when the first text comes: an import of a table needs none of it.
        from ahocorasick_rs import AhoCorasick  # noqa: PLC0415 - only for this

        return AhoCorasick(self._patterns, store_patterns=False)

    def find(self, words: Words) -> Iterator[tuple[int, int, int]]:
        """The number of the phrase, and the numbers of its first and its last word in the text."""
        if not self._patterns:
            return
        first_at: dict[int, int] = {}
        last_at: dict[int, int] = {}
        place = 0
        for number, word in enumerate(words.words):
            first_at[place] = number
            place += len(word) + 2
            last_at[place] = number
        for phrase, start, end in self._automaton.find_matches_as_indexes(pattern_of(words.words), overlapping=True):
            yield phrase, first_at[start], last_at[end]


class NameIndex:
    """The forms of all names, to look one up or to find them in a text."""

    def __init__(self, forms: Iterable[NameForm]) -> None:
        found: dict[tuple[str, ...], dict[tuple[Named, str], NameForm]] = {}
        for form in forms:
            same = found.setdefault(form.words, {})
            known = same.get((form.what, form.key))
            if known is None or _rank(form) > _rank(known):
                same[form.what, form.key] = form
        self._forms = {words: _best(tuple(same.values())) for words, same in found.items()}
        self._lists = list(self._forms.values())
        self._finder = PhraseFinder(self._forms)

    def forms(self, words: tuple[str, ...]) -> tuple[NameForm, ...]:
        """The forms that consist of these words."""
        return self._forms.get(words, ())

    def __iter__(self) -> Iterator[NameForm]:
        for forms in self._lists:
            yield from forms

    def find(self, words: Words) -> Iterator[Hit]:
        """Every place where a form stands, also within one another, in no order."""
        for number, first, last in self._finder.find(words):
            yield Hit(first, last, self._lists[number])


def _rank(form: NameForm) -> tuple[bool, bool, bool]:
    return form.is_whole, form.is_plain, not form.is_exact


def _best(forms: tuple[NameForm, ...]) -> tuple[NameForm, ...]:
    """A company that is called so goes before those of which it is only a part of the name."""
    companies = [form for form in forms if form.what is Named.COMPANY]
    best = max(((form.is_whole, form.is_plain) for form in companies), default=(True, True))
    return tuple(form for form in forms if form.what is not Named.COMPANY or (form.is_whole, form.is_plain) == best)
