"""What stands side by side on a board and under which heading, as plain lists that are as long as they must be."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oversight_viewer.domain.keys import Block
from oversight_viewer.domain.kinds import LANES, Lane

MIXED = Block(-1)
"""In place of its date: a block whose entries are of several dates."""

NOBODY = -1
"""The subject of the last section: of the entries that belong to no inquiry, or to no exchange."""


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The blocks of a board from the top down, and where headings stand among them.

    The entries of a block stand side by side: it has as many rows as its fullest lane. Neighbouring blocks under one
    heading are a section. Numbers that are as many as there are blocks may be a million, so they are kept in arrays.

    Args:
        blocks: The date of each block as in its keys, or :data:`MIXED`.
        before: For each lane, how many entries stand above each block; one number more than there are blocks.
        first_rows: How many rows stand above each block; one number more than there are blocks.
        sections: The number of the first block of each section.
        apart: Whether each section is a matter of its own, and not only a stretch of time.
    """

    blocks: Sequence[int]
    before: tuple[Sequence[int], Sequence[int], Sequence[int]]
    first_rows: Sequence[int]
    sections: Sequence[int]
    apart: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """All entries of a filter where they stand, each once.

    Args:
        outline: Blocks and sections.
        keys: For each lane, the keys of its entries from the top down.
        subjects: What each section is about, or :data:`NOBODY`. By inquiry, its place in ``names``; by exchange, the
            key of its action, which need not be among the entries itself.
        names: The names of inquiries.
    """

    outline: Outline
    keys: tuple[array[int], array[int], array[int]]
    subjects: Sequence[int] = ()
    names: tuple[str, ...] = ()

    @classmethod
    def by_rank(cls, lanes: Mapping[Lane, Sequence[int]]) -> Arrangement:
        """One block, each lane in the order that is given: the best matches."""
        first, second, third = (array("q", lanes.get(lane, ())) for lane in LANES)
        rows = max(len(first), len(second), len(third))
        if not rows:
            return cls(Outline((), ((0,), (0,), (0,)), (0,), ()), (first, second, third))
        before = (0, len(first)), (0, len(second)), (0, len(third))
        return cls(Outline((MIXED,), before, (0, rows), (0,)), (first, second, third), (NOBODY,))
