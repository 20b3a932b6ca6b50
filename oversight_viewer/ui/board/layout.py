"""Where everything stands on the board: rows, headings and heights, as arithmetic on sums. No Qt.

The board is a list of **blocks** (a day, a partial date, "no date", or an exchange). A block has as many **rows** as
its fullest lane, and a row holds at most one card of each lane. A **heading** stands above the first block of each
**section**: a month, an inquiry, an exchange. There are only two heights, so that a place is found by bisecting lists
that are as long as there are blocks or sections, never by walking over records.
"""

from __future__ import annotations

import copy
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, compress, count, islice
from operator import lt

from oversight_viewer.domain.arrangements import MIXED, Outline
from oversight_viewer.domain.keys import block_day
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.domain.views import Order

EMPTY = Outline(blocks=(), before=((0,), (0,), (0,)), first_rows=(0,), sections=())


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
    """A heading: the number of its section, how many records stand below it, and its place in pixels from the top."""

    section: int
    records: int
    top: int


def _sections_with(outline: Outline, lane: int) -> Sequence[int]:
    """The numbers of the sections that have any record of a lane."""
    before, starts = outline.before[lane], outline.sections
    # There may be hundreds of thousands: all of it runs without a step of our own for each.
    firsts = map(before.__getitem__, starts)
    afters = map(before.__getitem__, chain(islice(starts, 1, None), (len(outline.blocks),)))
    return array("i", compress(count(), map(lt, firsts, afters)))


class BoardLayout:
    """Where all matching records stand, in three lanes or, as :meth:`showing` makes it, in one of them alone.

    Blocks, cells and sections have the same numbers in either form. Alone, a lane has as many rows as records: blocks
    and sections without any take no room.

    Args:
        outline: The blocks and where headings stand among them.
        order: Which records come first.
        heights: Of rows and headings, in pixels.
        complete: False while only the first records are known; the numbers in headings are then not to be shown.
    """

    def __init__(
        self,
        outline: Outline = EMPTY,
        order: Order = Order.NEWEST,
        *,
        heights: Heights | None = None,
        complete: bool = True,
    ) -> None:
        self.outline = outline
        self.order = order
        self.complete = complete
        self.heights = heights or Heights()
        self.blocks = outline.blocks
        self._before = outline.before
        self.lane: int | None = None
        self._first_row = outline.first_rows
        self._sections = outline.sections
        self._shown: Sequence[int] = range(len(outline.sections))

    def with_heights(self, heights: Heights) -> BoardLayout:
        """The same arrangement with other heights, for another text size."""
        other = copy.copy(self)
        other.heights = heights
        return other

    def showing(self, lane: int | None) -> BoardLayout:
        """The same arrangement with the lane of a number alone, or with None, with all three."""
        if lane == self.lane:
            return self
        other = copy.copy(self)
        other.lane = lane
        if lane is None:
            other._first_row, other._shown = self.outline.first_rows, range(len(self._sections))
        else:
            other._first_row, other._shown = self._before[lane], _sections_with(self.outline, lane)
        return other

    @property
    def lanes(self) -> Sequence[int]:
        """The numbers of the lanes that are shown."""
        return range(len(LANES)) if self.lane is None else (self.lane,)

    def shows(self, cell: Cell) -> bool:
        """Whether the lane of a card is shown."""
        return self.lane is None or cell.lane == self.lane

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
        return self.rows * self.heights.row + len(self._shown) * self.heights.heading

    @property
    def lane_counts(self) -> dict[Lane, int]:
        return {lane: self._before[number][-1] for number, lane in enumerate(LANES)}

    def count(self, block: int, lane: int) -> int:
        """How many cards the block at this index has in a lane."""
        before = self._before[lane]
        return before[block + 1] - before[block]

    def block_records(self, block: int) -> int:
        """How many cards the block at this index has in all lanes, shown or not."""
        return self.records_between(range(block, block + 1))

    def records_between(self, blocks: range) -> int:
        """How many cards some neighbouring blocks have in all lanes, shown or not."""
        return sum(before[blocks.stop] - before[blocks.start] for before in self._before)

    # -- blocks and rows --------------------------------------------------------------------------------------------

    def block_of_row(self, row: int) -> int:
        """The index of the block to which a row belongs."""
        return bisect_right(self._first_row, row) - 1

    def block_rows(self, block: int) -> range:
        """The rows of the block at this index."""
        return range(self._first_row[block], self._first_row[block + 1])

    def blocks_of_rows(self, rows: range) -> Sequence[int]:
        """The indices of the blocks that have any of these rows."""
        rows = range(max(rows.start, 0), min(rows.stop, self.rows))
        if not rows:
            return range(0)
        if self.lane is None:
            return range(self.block_of_row(rows.start), self.block_of_row(rows.stop - 1) + 1)
        blocks, row = [], rows.start
        while row < rows.stop:  # between two blocks of a lane there may be thousands without a record of it
            blocks.append(self.block_of_row(row))
            row = self._first_row[blocks[-1] + 1]
        return blocks

    def cell(self, row: int, lane: int) -> Cell | None:
        """What stands in a row of a lane, None where the lane has no card there or is not shown."""
        if not 0 <= row < self.rows or self.lane not in (None, lane):
            return None
        block = self.block_of_row(row)
        rank = row - self._first_row[block]
        return Cell(block, lane, rank) if rank < self.count(block, lane) else None

    def row_of(self, cell: Cell) -> int:
        """The row of a card in a lane that is shown."""
        return self._first_row[cell.block] + cell.rank

    # -- sections and heights ---------------------------------------------------------------------------------------

    def section_of_block(self, block: int) -> int:
        """The number of the section in which the block at this index stands."""
        return bisect_right(self._sections, block) - 1

    def section_blocks(self, section: int) -> range:
        """The blocks of a section."""
        after = self._sections[section + 1] if section + 1 < len(self._sections) else len(self.blocks)
        return range(self._sections[section], after)

    def sections_of_rows(self, rows: range) -> Sequence[int]:
        """The numbers of the sections that have any of these rows."""
        rows = range(max(rows.start, 0), min(rows.stop, self.rows))
        if not rows:
            return range(0)
        first, last = (self.section_of_block(self.block_of_row(row)) for row in (rows.start, rows.stop - 1))
        return self._shown[bisect_left(self._shown, first) : bisect_right(self._shown, last)]

    # Below, a place is where a section stands among those that are shown.

    @property
    def _places(self) -> range:
        return range(len(self._shown))

    def _section_row(self, place: int) -> int:
        return self._first_row[self._sections[self._shown[place]]]

    def _section_top(self, place: int) -> int:
        """The upper edge of the heading of a section."""
        return self._section_row(place) * self.heights.row + place * self.heights.heading

    def _section_at(self, y: int) -> int:
        """The place of the section of which the heading or a row lies at a height; -1 above all."""
        return bisect_right(self._places, y, key=self._section_top) - 1

    def row_top(self, row: int) -> int:
        """The upper edge of a row, in pixels from the top of the board."""
        headings = bisect_right(self._places, row, key=self._section_row)
        return row * self.heights.row + headings * self.heights.heading

    def block_top(self, block: int) -> int:
        return self.row_top(self._first_row[block])

    def block_bottom(self, block: int) -> int:
        return self.row_top(self._first_row[block + 1] - 1) + self.heights.row

    def row_at(self, y: int) -> int | None:
        """The row in which a height lies; None above, below, and within a heading."""
        if not 0 <= y < self.height:
            return None
        place = self._section_at(y)
        below = y - self._section_top(place) - self.heights.heading
        return None if below < 0 else self._section_row(place) + below // self.heights.row

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
        place = self._section_at(y)
        below = y - self._section_top(place) - self.heights.heading
        return self._section_row(place) + max(below // self.heights.row, 0)

    def headings_between(self, top: int, bottom: int) -> list[Heading]:
        """The headings of which any part lies between two heights."""
        first = bisect_right(self._places, top - self.heights.heading, key=self._section_top)
        last = bisect_left(self._places, bottom, key=self._section_top)
        return [self._heading_at(place) for place in range(first, last)]

    def heading_over(self, y: int) -> tuple[Heading, int] | None:
        """The heading under which a height stands, and the height at which the next one begins or the board ends."""
        place = self._section_at(y)
        if place < 0 or y >= self.height:
            return None
        following = self._section_top(place + 1) if place + 1 < len(self._shown) else self.height
        return self._heading_at(place), following

    def heading(self, section: int) -> Heading:
        """The heading of a section that is shown."""
        return self._heading_at(bisect_left(self._shown, section))

    def _heading_at(self, place: int) -> Heading:
        section = self._shown[place]
        blocks = self.section_blocks(section)
        records = sum(self._before[lane][blocks.stop] - self._before[lane][blocks.start] for lane in self.lanes)
        return Heading(section, records, self._section_top(place))

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
        position = self._before[lane][block] + min(row - self._first_row[block] + 1, self.count(block, lane)) - 1
        return self.at_position(lane, position)

    def nearest(self, cell: Cell, lane: int, linked: Callable[[Cell], bool] | None = None) -> Cell | None:
        """The card of another lane that is nearest: in date, or where sections are matters of their own, in the same.

        In the same block it is the one in the same row, or the last. Of two that are equally near the linked one is
        chosen, or else the upper one. An undated card is as far from a dated one as can be.

        Args:
            cell: From where.
            lane: The number of the other lane.
            linked: Says whether a card is linked with the one from which one goes.
        """
        here = self.count(cell.block, lane)
        if here:
            return Cell(cell.block, lane, min(cell.rank, here - 1))
        before = self._before[lane]
        position = before[cell.block]
        above = self.at_position(lane, position - 1) if position > 0 else None
        below = self.at_position(lane, position) if position < before[-1] else None
        if above is None or below is None:
            return above or below
        up, down = self._apart(cell, above), self._apart(cell, below)
        if up == down:
            return below if linked is not None and linked(below) and not linked(above) else above
        return above if up < down else below

    def _apart(self, cell: Cell, other: Cell) -> tuple[bool, float]:
        """How far a card is from another in another lane: by section where that counts, then by days, or by rows."""
        leaves = self.outline.apart and self.section_of_block(cell.block) != self.section_of_block(other.block)
        dates = self.blocks[cell.block], self.blocks[other.block]
        if leaves or MIXED in dates:
            rows = self.outline.first_rows  # the cards stand in two lanes, of which one may be hidden
            return leaves, abs(rows[cell.block] + cell.rank - rows[other.block] - other.rank)
        first, second = block_day(dates[0]), block_day(dates[1])
        return leaves, float("inf") if first is None or second is None else abs((first - second).days)
