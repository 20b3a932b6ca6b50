"""From what a search asks for to an expression of FTS5. No text of a user becomes part of one but as quoted words."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from oversight_viewer.domain.search_tree import (
    NAME_FIELDS,
    RECORD_FIELDS,
    AllOf,
    AnyOf,
    Field,
    Leaf,
    Near,
    Node,
    Phrase,
    Without,
    simplify,
)
from oversight_viewer.storage.queries import EVERY_ENTRY, FACET_SIGN, facet_expression

Complete = Callable[[str], Sequence[str]]
"""Gives the words that begin like one; none if that is better left to the index."""

Tokens = Callable[[Leaf], Sequence[str]]
"""Gives the tokens of the committees or companies that a leaf names."""

NOTHING = facet_expression([EVERY_ENTRY + "thing"])
"""What no entry matches."""

_EVERYTHING = facet_expression([EVERY_ENTRY])
_ANYWHERE = "- facets : "
_AT_ONCE = 50


def nothing_known(_: str) -> Sequence[str]:
    """Completes no word."""
    return ()


def no_names(_: Leaf) -> Sequence[str]:
    """Knows no committee and no company."""
    return ()


def record_expression(search: Node | bool, complete: Complete = nothing_known, tokens: Tokens = no_names) -> str:
    """What the record of an entry must have, as an expression of FTS5; what is asked of notes counts as not there.

    Args:
        search: What is asked for, or whether every entry is.
        complete: Gives the words that begin with one that may go on.
        tokens: Gives the tokens of named committees and companies.
    """
    if not isinstance(search, bool):
        search = simplify(search, lambda leaf: False if leaf.field is Field.NOTES else None)
    if isinstance(search, bool):
        return _EVERYTHING if search else NOTHING
    return _expression(search, partial(_leaf, complete=complete, tokens=tokens))


def notes_expression(leaf: Leaf) -> str:
    """What a note must have for a leaf to be true of it, as an expression of FTS5 over the texts of notes."""
    return _words(leaf, nothing_known)


def words_expression(leaf: Leaf) -> str:
    """What a record must have for a leaf with words to be true of it, in an index that has nothing but words."""
    return notes_expression(leaf) if leaf.field is None else f"{leaf.field.value} : {_words(leaf, nothing_known)}"


def _expression(node: Node, leaf: Callable[[Leaf], str]) -> str:
    match node:
        case Without(part):
            return f"({_EVERYTHING} NOT {_expression(part, leaf)})"
        case AnyOf(parts):
            return f"({' OR '.join(_expression(part, leaf) for part in parts)})"
        case AllOf(parts):
            wanted = [_expression(part, leaf) for part in parts if not isinstance(part, Without)]
            ruled_out = [_expression(part.part, leaf) for part in parts if isinstance(part, Without)]
            all_wanted = f"({' AND '.join(wanted or [_EVERYTHING])})"
            return f"({all_wanted} NOT ({' OR '.join(ruled_out)}))" if ruled_out else all_wanted
        case _:
            return leaf(node)


def _leaf(leaf: Leaf, complete: Complete, tokens: Tokens) -> str:
    if leaf.field in NAME_FIELDS:
        return _any_token(tokens(leaf))
    assert leaf.field is None or leaf.field in RECORD_FIELDS
    words = _words(leaf, complete)
    if leaf.field is not None:
        return f"({leaf.field.value} : {words})"
    # To keep out a column FTS5 looks at each place where a word stands, which takes as long again as all else. Words
    # without the sign of the tokens stand in no column of tokens.
    return f"({_ANYWHERE}{words})" if FACET_SIGN in words else f"({words})"


def _any_token(tokens: Sequence[str]) -> str:
    """Any of some tokens, which may be thousands.

    For each entry FTS5 looks at all parts of an OR, so parts of many are put into groups. It would take the groups
    apart again but for the NOT.
    """
    if not tokens:
        return NOTHING
    size = max(math.isqrt(len(tokens)), _AT_ONCE)
    groups = [facet_expression(tokens[start : start + size]) for start in range(0, len(tokens), size)]
    return f"({groups[0]})" if len(groups) == 1 else f"({' OR '.join(f'({group} NOT {NOTHING})' for group in groups)})"


def _words(leaf: Leaf, complete: Complete) -> str:
    if isinstance(leaf, Near):
        return f"NEAR({' '.join(map(_phrase, leaf.phrases))}, {leaf.distance})"
    ends = complete(leaf.words[-1]) if leaf.goes_on else ()
    if not ends:
        return _phrase(leaf)
    return f"({' OR '.join(_quoted((*leaf.words[:-1], end)) for end in ends)})"


def _phrase(phrase: Phrase) -> str:
    return _quoted(phrase.words) + (" *" if phrase.goes_on else "")


def _quoted(words: Iterable[str]) -> str:
    # Words hold no quotation mark: it parts them.
    return f'"{" ".join(words)}"'
