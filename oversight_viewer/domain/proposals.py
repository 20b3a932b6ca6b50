"""What the application reads out of a text and proposes: never part of the record until somebody says so."""

from __future__ import annotations

from dataclasses import dataclass

from oversight_viewer.domain.records import Entry

PROPOSED_TAG = "proposed"
"""The tag of an entry that was added as it was proposed, without anybody having looked at it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the text on which something rests.

    Args:
        start: Where they begin in the text, in code points.
        end: Where they end.
        quote: The words themselves.
    """

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a field of a proposed entry says what it says.

    Args:
        field: A field of the entry: ``date``, ``committees``, ``companies``, ``people``, ``kind``, ``requests`` …
        value: What was read, in words.
        passage: The words that it was read from.
        note: How the words were understood, where that is not plain: ``a month after 2024-08``; empty otherwise.
        is_certain: False for what has to be looked at: a name that is also a word, a date worked out from another.
    """

    field: str
    value: str
    passage: Passage
    note: str = ""
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that a text seems to tell of.

    Args:
        entry: The entry as it would be added.
        passages: What it rests on, in the order of the text.
        basis: Where each of its fields comes from.
    """

    entry: Entry
    passages: tuple[Passage, ...]
    basis: tuple[Basis, ...] = ()
