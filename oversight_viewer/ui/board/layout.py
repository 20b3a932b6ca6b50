"""Where everything stands on the board: rows, month headings and heights, as arithmetic on sums. No Qt.

The board is a list of **blocks** (a day, a partial date, or "no date"). A block has as many **rows** as its fullest
lane, and a row holds at most one card of each lane. A **heading** stands above the first block of each month; years
whose month is not given and undated entries have a heading of their own. There are only two heights, so that a place
is found by bisecting lists that are as long as there are blocks or months, never by walking over records.
"""

from __future__ import annotations

import copy
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from oversight_viewer.domain.cards import BlockCount
from oversight_viewer.domain.dates import DatePoint, PartialDate, Precision
from oversight_viewer.domain.keys import UNDATED_BLOCK, Block, block_day, block_of_date, block_precision
from oversight_viewer.domain.kinds import LANES, Lane


@dataclass(frozen=True, slots=True)
class Heights:
    """The two heights of the board, in pixels. ``row`` is that of a card together with the gap below it."""

    row: int = 104
    heading: int = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of one card: the index of its block on the board, the number of its lane, its rank in that lane."""

    block: int
    lane: int
    rank: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the number of records below it and its place in pixels from the top of the board."""

    label: str
    records: int
    top: int


def heading_of_block(block: int) -> tuple[int, int] | None:
    """The year and month under which a block stands; month 0 for a year alone, None for no date."""
    day = block_day(block)
    if day is None:
        return None
    return (day.year, 0 if block_precision(block) is Precision.YEAR else day.month)


def _blocks_under(heading: tuple[int, int] | None) -> range:
    """All blocks that may stand under a heading."""
    if heading is None:
        return range(UNDATED_BLOCK, UNDATED_BLOCK + 1)
    year, month = heading
    first = block_of_date(PartialDate(DatePoint(year, month or None)))
    if not month:
        return range(first, first + 1)
    # In January the block of the year, on the same day but of less precision, comes before these.
    last = block_of_date(PartialDate.of_day(DatePoint(year, month).last_day))
    return range(first, last + 1)


def _heading_label(heading: tuple[int, int] | None) -> str:
    if heading is None:
        return "No date"
    year, month = heading
    return DatePoint(year, month or None).label()


class BoardLayout:
    """The arrangement of all matching records.

    Args:
        counts: How many records each block has in each lane, in any order. Zeros are left out.
        newest_first: Whether later blocks stand above earlier ones. Undated ones are last either way.
        heights: Of rows and headings, in pixels.
        complete: False while only the first records are known; the numbers in headings are then not to be shown.
    """

    def __init__(
        self,
        counts: Iterable[BlockCount] = (),
        newest_first: bool = True,
        *,
        heights: Heights | None = None,
        complete: bool = True,
    ) -> None:
        self.newest_first = newest_first
        self.complete = complete
        numbers = {lane: number for number, lane in enumerate(LANES)}
        by_block: dict[Block, list[int]] = {}
        for item in counts:
            if item.count > 0:
                by_block.setdefault(item.block, [0] * len(LANES))[numbers[item.lane]] += item.count
        undated = by_block.pop(UNDATED_BLOCK, None)
        order = sorted(by_block, reverse=newest_first)
        if undated is not None:
            order.append(UNDATED_BLOCK)
            by_block[UNDATED_BLOCK] = undated
        self.blocks: Sequence[Block] = order
        self._counts = [by_block[block] for block in order]
        self._first_row = [0, *accumulate(max(item) for item in self._counts)]
        self._before = [[0, *accumulate(item[lane] for item in self._counts)] for lane in range(len(LANES))]
        self._place = {block: index for index, block in enumerate(order)}
        self._group_headings: list[tuple[int, int] | None] = []
        self._group_blocks: list[int] = []
        here = range(0)
        for index, block in enumerate(order):
            if block not in here:
                heading = heading_of_block(block)
                here = _blocks_under(heading)
                self._group_headings.append(heading)
                self._group_blocks.append(index)
        self._group_rows = [self._first_row[index] for index in self._group_blocks]
        self._set_heights(heights or Heights())

    def _set_heights(self, heights: Heights) -> None:
        self.heights = heights
        self._group_tops = [row * heights.row + place * heights.heading for place, row in enumerate(self._group_rows)]

    def with_heights(self, heights: Heights) -> BoardLayout:
        """The same arrangement with other heights, for another text size."""
        other = copy.copy(self)
        other._set_heights(heights)
        return other

    # -- how much there is ------------------------------------------------------------------------------------------

    @property
    def rows(self) -> int:
        return self._first_row[-1]

    @property
    def records(self) -> int:
        return sum(before[-1] for before in self._before)

    @property
    def height(self) -> int:
        """The height of the whole board in pixels."""
        return self.rows * self.heights.row + len(self._group_rows) * self.heights.heading

    @property
    def lane_counts(self) -> dict[Lane, int]:
        return {lane: self._before[number][-1] for number, lane in enumerate(LANES)}

    def count(self, block: int, lane: int) -> int:
        """How many cards the block at this index has in a lane."""
        return self._counts[block][lane]

    def block_records(self, block: int) -> int:
        """How many cards the block at this index has in all lanes."""
        return sum(self._counts[block])

    # -- blocks and rows --------------------------------------------------------------------------------------------

    def index_of(self, block: int) -> int | None:
        """The index of a block on the board, None if nothing of it is there."""
        return self._place.get(Block(block))

    def block_of_row(self, row: int) -> int:
        """The index of the block to which a row belongs."""
        return bisect_right(self._first_row, row) - 1

    def block_rows(self, block: int) -> range:
        """The rows of the block at this index."""
        return range(self._first_row[block], self._first_row[block + 1])

    def blocks_of_rows(self, rows: range) -> range:
        """The indices of the blocks that have any of these rows."""
        rows = range(max(rows.start, 0), min(rows.stop, self.rows))
        if not rows:
            return range(0)
        return range(self.block_of_row(rows.start), self.block_of_row(rows.stop - 1) + 1)

    def cell(self, row: int, lane: int) -> Cell | None:
        """What stands in a row of a lane, None where the lane has no card there."""
        if not 0 <= row < self.rows:
            return None
        block = self.block_of_row(row)
        rank = row - self._first_row[block]
        return Cell(block, lane, rank) if rank < self._counts[block][lane] else None

    def row_of(self, cell: Cell) -> int:
        return self._first_row[cell.block] + cell.rank

    # -- heights ----------------------------------------------------------------------------------------------------

    def row_top(self, row: int) -> int:
        """The upper edge of a row, in pixels from the top of the board."""
        return row * self.heights.row + bisect_right(self._group_rows, row) * self.heights.heading

    def block_top(self, block: int) -> int:
        return self.row_top(self._first_row[block])

    def block_bottom(self, block: int) -> int:
        return self.row_top(self._first_row[block + 1] - 1) + self.heights.row

    def row_at(self, y: int) -> int | None:
        """The row in which a height lies; None above, below, and within a heading."""
        if not 0 <= y < self.height:
            return None
        group = bisect_right(self._group_tops, y) - 1
        below = y - self._group_tops[group] - self.heights.heading
        return None if below < 0 else self._group_rows[group] + below // self.heights.row

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows of which any part lies between two heights."""
        top, bottom = max(top, 0), min(bottom, self.height)
        if top >= bottom:
            return range(0)
        first, last = self._row_from(top), self._row_from(bottom - 1)
        if self.row_top(last) >= bottom:
            last -= 1
        return range(first, last + 1)

    def _row_from(self, y: int) -> int:
        """The row at a height, or the one below the heading that is there."""
        group = bisect_right(self._group_tops, y) - 1
        below = y - self._group_tops[group] - self.heights.heading
        return self._group_rows[group] + max(below // self.heights.row, 0)

    def headings_between(self, top: int, bottom: int) -> list[Heading]:
        """The headings of which any part lies between two heights."""
        first = bisect_right(self._group_tops, top - self.heights.heading)
        last = bisect_left(self._group_tops, bottom)
        return [self._heading(group) for group in range(first, last)]

    def heading_over(self, y: int) -> tuple[Heading, int] | None:
        """The heading under which a height stands, and the height at which the next one begins or the board ends."""
        group = bisect_right(self._group_tops, y) - 1
        if group < 0 or y >= self.height:
            return None
        following = self._group_tops[group + 1] if group + 1 < len(self._group_tops) else self.height
        return self._heading(group), following

    def _heading(self, group: int) -> Heading:
        first = self._group_blocks[group]
        after = self._group_blocks[group + 1] if group + 1 < len(self._group_blocks) else len(self.blocks)
        records = sum(before[after] - before[first] for before in self._before)
        return Heading(_heading_label(self._group_headings[group]), records, self._group_tops[group])

    # -- going from card to card ------------------------------------------------------------------------------------

    def position(self, cell: Cell) -> int:
        """How many cards of the lane stand before this one."""
        return self._before[cell.lane][cell.block] + cell.rank

    def at_position(self, lane: int, position: int) -> Cell | None:
        """The card of a lane with so many before it, the first or last for a number beyond; None in an empty lane."""
        before = self._before[lane]
        if not before[-1]:
            return None
        position = min(max(position, 0), before[-1] - 1)
        block = bisect_right(before, position) - 1
        return Cell(block, lane, position - before[block])

    def near_row(self, lane: int, row: int) -> Cell | None:
        """The card of a lane in this row, or else the last one above it, or else the first one below it."""
        if not self.rows:
            return None
        row = min(max(row, 0), self.rows - 1)
        block = self.block_of_row(row)
        position = self._before[lane][block] + min(row - self._first_row[block] + 1, self._counts[block][lane]) - 1
        return self.at_position(lane, position)

    def nearest(self, cell: Cell, lane: int, linked: Callable[[Cell], bool] | None = None) -> Cell | None:
        """The card of another lane that is nearest in date.

        In the same block it is the one in the same row, or the last. Of two that are equally near the linked one is
        chosen, or else the upper one. An undated card is as far from a dated one as can be.

        Args:
            cell: From where.
            lane: The number of the other lane.
            linked: Says whether a card is linked with the one from which one goes.
        """
        here = self._counts[cell.block][lane]
        if here:
            return Cell(cell.block, lane, min(cell.rank, here - 1))
        before = self._before[lane]
        position = before[cell.block]
        above = self.at_position(lane, position - 1) if position > 0 else None
        below = self.at_position(lane, position) if position < before[-1] else None
        if above is None or below is None:
            return above or below
        up, down = self._days_apart(cell.block, above.block), self._days_apart(cell.block, below.block)
        if up == down:
            return below if linked is not None and linked(below) and not linked(above) else above
        return above if up < down else below

    def _days_apart(self, block: int, other: int) -> float:
        days: list[date | None] = [block_day(self.blocks[index]) for index in (block, other)]
        first, second = days
        if first is None or second is None:
            return float("inf")
        return abs((first - second).days)
