"""The rows of the filter tree: what each stands for, and how one list of rows becomes another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from oversight_viewer.domain.filters import Facet

Key = tuple["NodeKind", str]


class NodeKind(Enum):
    """What a row is."""

    SECTION = "section"
    SWITCH = "switch"
    VALUE = "value"
    WORK = "work"
    FIND = "find"
    MORE = "more"
    FEWER = "fewer"


class Work(Enum):
    """A state of entries that one can filter by: what was done with them and what is to do.

    The value is the field of RecordFilter.
    """

    NOTES = "has_notes"
    FLAG = "flagged"
    UNANSWERED = "unanswered"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        return _WORK_LABELS[self]


_WORK_LABELS = {
    Work.NOTES: "Annotated",
    Work.FLAG: "Flagged",
    Work.UNANSWERED: "Outstanding requests",
    Work.OVERDUE: "Overdue",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row that ought to be there, with the rows below it."""

    kind: NodeKind
    value: str
    below: tuple[Wanted, ...] = ()

    @property
    def key(self) -> Key:
        return self.kind, self.value


@dataclass(slots=True, eq=False)
class Node:
    """A row that is there. ``value`` is a value of the facet, the name of a section, or a field of the filter.

    ``arranged`` is what the rows below it were made of: while it is wanted, none of them need be looked at.
    """

    id: int
    kind: NodeKind
    facet: Facet | None
    value: str
    parent: Node | None
    row: int = 0
    children: list[Node] = field(default_factory=list)
    arranged: tuple[Wanted, ...] = ()

    @property
    def key(self) -> Key:
        return self.kind, self.value

    @property
    def depth(self) -> int:
        """How many rows are above it in the tree; 0 for a section."""
        depth, node = 0, self.parent
        while node is not None and node.parent is not None:
            depth, node = depth + 1, node.parent
        return depth

    def number(self) -> None:
        """Tell the children their rows, after some were put in or taken out."""
        for row, child in enumerate(self.children):
            child.row = row


@dataclass(frozen=True, slots=True)
class Steps:
    """How to turn one list of rows into another: first take out rows, last first, then put in, first first.

    Both hold the first and the last row of a run.
    """

    take_out: tuple[tuple[int, int], ...]
    put_in: tuple[tuple[int, int], ...]


def steps(old: Sequence[Key], new: Sequence[Key]) -> Steps:
    """The fewest runs of rows to take out and put in. Rows that change places are taken out and put in anew."""
    wanted, there = set(new), set(old)
    if [key for key in old if key in wanted] != [key for key in new if key in there]:
        wanted, there = set(), set()
    out = _runs([row for row, key in enumerate(old) if key not in wanted])
    put = _runs([row for row, key in enumerate(new) if key not in there])
    return Steps(tuple(reversed(out)), tuple(put))


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
