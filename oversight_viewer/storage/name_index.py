"""Committees and companies by the words of their names, for searches like ``committee:hlzs``."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence

from oversight_viewer.domain.directory import Directory, lineage
from oversight_viewer.domain.filters import Facet
from oversight_viewer.domain.folding import words_of
from oversight_viewer.domain.search_match import stands_in
from oversight_viewer.domain.search_tree import Field, Leaf, Near
from oversight_viewer.storage.queries import facet_token

_LAST = chr(0x10FFFF)


class NameIndex:
    """Gives the tokens of the committees and companies that a leaf names.

    Entries have the tokens of all committees above theirs, so a committee brings its subcommittees with it, and a
    company its subsidiaries.

    Args:
        directory: The committees and companies of the library.
    """

    def __init__(self, directory: Directory) -> None:
        self._known = {
            Field.COMMITTEE: _Names(
                Facet.COMMITTEE,
                {key: (key, item.name, item.short_name) for key, item in directory.committees.items()},
                {key: item.parent for key, item in directory.committees.items()},
            ),
            Field.COMPANY: _Names(
                Facet.COMPANY,
                {name: (name,) for name in directory.companies},
                {name: item.parent for name, item in directory.companies.items()},
            ),
        }

    def tokens(self, leaf: Leaf) -> Sequence[str]:
        """The tokens of all that a leaf names; those that come with another one are left out."""
        assert leaf.field is not None
        return self._known[leaf.field].tokens(leaf)

    def named(self, leaf: Leaf) -> Collection[str]:
        """The keys of the committees, or the names of the companies, that a leaf names."""
        assert leaf.field is not None
        return self._known[leaf.field].named(leaf)


class _Names:
    def __init__(self, facet: Facet, names: Mapping[str, Iterable[str]], parents: Mapping[str, str | None]) -> None:
        self._facet = facet
        self._parents = parents
        self._names = {key: [words_of(name) for name in dict.fromkeys(own)] for key, own in names.items()}
        pairs = sorted({(word, key) for key, own in self._names.items() for words in own for word in words})
        self._words = [word for word, _ in pairs]
        self._keys = [key for _, key in pairs]

    def tokens(self, leaf: Leaf) -> list[str]:
        found = self.named(leaf)
        top = sorted(key for key in found if found.isdisjoint(lineage(key, self._parents)[1:]))
        return [facet_token(self._facet, key) for key in top or sorted(found)]

    def named(self, leaf: Leaf) -> set[str]:
        return {key for key in self._candidates(leaf) if any(stands_in(leaf, words) for words in self._names[key])}

    def _candidates(self, leaf: Leaf) -> set[str]:
        """All whose names have a word like the first one that is asked for."""
        phrase = leaf.phrases[0] if isinstance(leaf, Near) else leaf
        word = phrase.words[0]
        goes_on = phrase.goes_on and len(phrase.words) == 1
        begin = bisect_left(self._words, word)
        return set(self._keys[begin : bisect_left(self._words, word + (_LAST if goes_on else "\0"), begin)])
