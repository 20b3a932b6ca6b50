"""Finds entries by a text: in the index of the library, and in the user's notes, which are kept in another file.

To most searches the notes have nothing to say, for no note has any of the words: then the index of the library is all
that is asked. Where notes have words of a search, the few entries with these notes are looked at beforehand, so that
each search remains one expression of the index, with some keys to be added to what it gives, and some to be removed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.search_text import parse_search
from oversight_viewer.domain.search_tree import (
    NAME_FIELDS,
    AllOf,
    AnyOf,
    Field,
    Leaf,
    Node,
    Without,
    leaves_of,
)
from oversight_viewer.storage.engine import Reading
from oversight_viewer.storage.name_index import NameIndex
from oversight_viewer.storage.note_index import NoteIndex
from oversight_viewer.storage.noted_entries import NotedEntries
from oversight_viewer.storage.queries import FoundText
from oversight_viewer.storage.text_query import notes_expression, record_expression, words_expression
from oversight_viewer.storage.words import FEW, MANY, Vocabulary

_Keys = frozenset[int]


class TextSearch:
    """Says which entries a text finds.

    Args:
        reading: A connection to a library.
        vocabulary: The words of the library.
        directory: Gives the committees and companies of the library.
    """

    def __init__(self, reading: Reading, vocabulary: Vocabulary, directory: Callable[[], Directory]) -> None:
        self._vocabulary = vocabulary
        self._directory = directory
        self._names: NameIndex | None = None
        self._notes = NoteIndex(reading)
        self._noted = NotedEntries(reading, directory)

    def learn(self, text: str, notes: NotesByEntry) -> None:
        """Take in what the notes say, and the records of the entries where that matters to a text.

        Before a call that asks about them begins.
        """
        search = parse_search(text)
        if search is not None and notes:
            self._notes.learn(notes)
            entries = frozenset().union(*self._entries_by_leaf(search).values())
            if entries:
                self._noted.learn(entries)

    def find(self, text: str, notes: NotesByEntry, *, first: bool = False) -> FoundText:
        """Which entries a text finds, within a call.

        Args:
            text: What the user typed.
            notes: What the notes say, learned before; when there are none, none are searched.
            first: Whether only the first of them will be read.
        """
        search = parse_search(text)
        if search is None:
            return FoundText()
        complete = _Completing(self._vocabulary, MANY if first else FEW)
        expression = record_expression(search, complete.words, lambda leaf: self._name_index().tokens(leaf))
        in_notes = self._entries_by_leaf(search) if notes else {}
        if not in_notes:
            return FoundText(expression)
        noted = {leaf: self._noted.keys_of(entries) for leaf, entries in in_notes.items()}
        every = frozenset().union(*noted.values())
        of_record = {leaf: self._with_leaf(leaf) & every for leaf in dict.fromkeys(leaves_of(search))}
        of_both = {leaf: keys | noted.get(leaf, frozenset()) for leaf, keys in of_record.items()}
        by_record, by_both = _true_of(search, of_record, every), _true_of(search, of_both, every)
        return FoundText(expression, by_both - by_record, by_record - by_both)

    def is_in_notes(self, leaf: Leaf) -> bool:
        """Whether a leaf is true of any note that was learned."""
        return bool(self._notes.entries_with(notes_expression(leaf)))

    def _name_index(self) -> NameIndex:
        if self._names is None:
            self._names = NameIndex(self._directory())
        return self._names

    def _entries_by_leaf(self, search: Node) -> dict[Leaf, frozenset[EntryId]]:
        """Of each leaf that is true of notes, the entries on which these notes are."""
        asked = (leaf for leaf in dict.fromkeys(leaves_of(search)) if leaf.field in {None, Field.NOTES})
        found = {leaf: self._notes.entries_with(notes_expression(leaf)) for leaf in asked}
        return {leaf: entries for leaf, entries in found.items() if entries}

    def _with_leaf(self, leaf: Leaf) -> _Keys:
        """The entries with notes, as far as they were learned, of whose record a leaf is true."""
        if leaf.field in NAME_FIELDS:
            named: Sequence[str] = sorted(self._name_index().named(leaf))
            by_committee = leaf.field is Field.COMMITTEE
            return self._noted.with_names(named if by_committee else (), () if by_committee else named)
        return frozenset() if leaf.field is Field.NOTES else self._noted.with_words(words_expression(leaf))


class _Completing:
    """Completes the words of one search, all together by not much more words than one of them.

    Args:
        vocabulary: The words of the library.
        most: By how many words one is completed at most.
    """

    def __init__(self, vocabulary: Vocabulary, most: int) -> None:
        self._vocabulary = vocabulary
        self._most = most
        self._left = most

    def words(self, start: str) -> Sequence[str]:
        if self._left <= 0:
            return ()
        words = self._vocabulary.beginning_with(start, self._most)
        self._left -= len(words)
        return words


def _true_of(node: Node, leaves: Mapping[Leaf, _Keys], every: _Keys) -> _Keys:
    """The entries of which a tree is true, given those of which each leaf is."""
    match node:
        case Without(part):
            return every - _true_of(part, leaves, every)
        case AllOf(parts):
            return every.intersection(*(_true_of(part, leaves, every) for part in parts))
        case AnyOf(parts):
            return frozenset().union(*(_true_of(part, leaves, every) for part in parts))
        case _:
            return leaves[node]
