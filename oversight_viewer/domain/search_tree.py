"""What a search asks for, as a tree: words and phrases, joined by and, or, and not. No text of the user stands in it.

The meaning, for one entry: each leaf is true or false of the entry, and the tree puts these together. A leaf without a
field is true if its words stand in the title, the summary, the text, the names, or in one of the user's notes; the
notes are simply one more place to look. So ``a b`` finds an entry with ``a`` in its text and ``b`` in a note on it, and
``-a`` leaves an entry out whether ``a`` stands in it or in a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Field(StrEnum):
    """Where words are looked for."""

    TITLE = "title"
    SUMMARY = "summary"
    BODY = "body"
    PEOPLE = "people"
    NOTES = "notes"
    COMMITTEE = "committee"
    COMPANY = "company"


RECORD_FIELDS = (Field.TITLE, Field.SUMMARY, Field.BODY, Field.PEOPLE)
"""The fields of an entry with words of its own."""

TEXT_FIELDS = (*RECORD_FIELDS, Field.NOTES)
"""Where words are looked for unless a field is named."""

NAME_FIELDS = (Field.COMMITTEE, Field.COMPANY)
"""Fields that ask for committees and companies by what they are called."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other in one text; mostly it is one word.

    Args:
        words: As the index has them, see ``folding.words_of``; at least one.
        goes_on: Whether the last one may go on: it stands for all words that begin like it.
        field: Where to look; None for every field with words.
    """

    words: tuple[str, ...]
    goes_on: bool = False
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Phrases that stand near each other, in any order.

    Args:
        phrases: At least two.
        distance: How many words may stand at most between the end of each and the beginning of the last.
        field: Where to look; None for every field with words. Their own fields are None.
    """

    phrases: tuple[Phrase, ...]
    distance: int
    field: Field | None = None


Leaf: TypeAlias = Phrase | Near


@dataclass(frozen=True, slots=True)
class Without:
    """What must not be true."""

    part: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    """At least two parts that must all be true."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least two parts of which one must be true."""

    parts: tuple[Node, ...]


Node: TypeAlias = Phrase | Near | Without | AllOf | AnyOf


def all_of(parts: list[Node]) -> Node | None:
    """The tree that is true where all parts are; None if there is none."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AllOf) else (part,))]
    return AllOf(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def any_of(parts: list[Node]) -> Node | None:
    """The tree that is true where one part is; None if there is none."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AnyOf) else (part,))]
    return AnyOf(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def without(part: Node) -> Node:
    """The tree that is true where a part is not."""
    return part.part if isinstance(part, Without) else Without(part)


def leaves_of(node: Node, *, wanted: bool | None = None) -> Iterator[Leaf]:
    """The leaves of a tree, each as often as it stands in it.

    Args:
        wanted: Only those that are asked for (True), or only those that are ruled out (False).
    """
    yield from _leaves(node, wanted, asked=True)


def _leaves(node: Node, wanted: bool | None, *, asked: bool) -> Iterator[Leaf]:
    match node:
        case Without(part):
            yield from _leaves(part, wanted, asked=not asked)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _leaves(part, wanted, asked=asked)
        case _:
            if wanted is None or wanted is asked:
                yield node


def simplify(node: Node, known: Callable[[Leaf], bool | None]) -> Node | bool:
    """What is left of a tree, or its truth, once some leaves are known to be true or false.

    Args:
        known: Says of a leaf whether it is true; None where that is not known.
    """
    match node:
        case Without(part):
            inner = simplify(part, known)
            return not inner if isinstance(inner, bool) else without(inner)
        case AllOf(parts):
            return _joined(parts, known, decided_by=False)
        case AnyOf(parts):
            return _joined(parts, known, decided_by=True)
        case _:
            truth = known(node)
            return node if truth is None else truth


def _joined(parts: tuple[Node, ...], known: Callable[[Leaf], bool | None], *, decided_by: bool) -> Node | bool:
    left: list[Node] = []
    for part in parts:
        inner = simplify(part, known)
        if not isinstance(inner, bool):
            left.append(inner)
        elif inner is decided_by:
            return decided_by
    return ((any_of if decided_by else all_of)(left)) or not decided_by


def is_true(node: Node, truth: Callable[[Leaf], bool]) -> bool:
    """Whether a tree is true, given the truth of each leaf."""
    found = simplify(node, truth)
    assert isinstance(found, bool)
    return found
