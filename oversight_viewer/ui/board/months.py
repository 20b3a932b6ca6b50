"""The board by date: a block is a day or a partial date, and a heading stands above each month. No Qt.

Years whose month is not given and undated entries have a heading of their own. A partial date stands at the start of
its month or year: above the days of it with the oldest first, and below them with the newest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from oversight_viewer.domain.arrangements import Outline
from oversight_viewer.domain.cards import BlockCount
from oversight_viewer.domain.dates import DatePoint, PartialDate, Precision
from oversight_viewer.domain.keys import UNDATED_BLOCK, Block, block_day, block_of_date, block_precision
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.domain.views import Order
from oversight_viewer.ui.board.layout import BoardLayout, Heights

Month = tuple[int, int] | None
"""A year and a month; month 0 for a year alone, None for no date."""


def month_of_block(block: int) -> Month:
    """The month under which a block stands."""
    day = block_day(block)
    if day is None:
        return None
    return (day.year, 0 if block_precision(block) is Precision.YEAR else day.month)


def _blocks_under(month: Month) -> range:
    """All blocks that may stand under a heading."""
    if month is None:
        return range(UNDATED_BLOCK, UNDATED_BLOCK + 1)
    year, number = month
    first = block_of_date(PartialDate(DatePoint(year, number or None)))
    if not number:
        return range(first, first + 1)
    # In January the block of the year, on the same day but of less precision, comes before these.
    last = block_of_date(PartialDate.of_day(DatePoint(year, number).last_day))
    return range(first, last + 1)


def month_label(month: Month) -> str:
    """The words of a heading."""
    if month is None:
        return "No date"
    year, number = month
    return DatePoint(year, number or None).label()


def outline_by_date(counts: Iterable[BlockCount], *, newest_first: bool) -> Outline:
    """The blocks and months of some counts, given in any order. Undated entries are last either way."""
    numbers = {lane: number for number, lane in enumerate(LANES)}
    by_block: dict[Block, list[int]] = {}
    for item in counts:
        if item.count > 0:
            by_block.setdefault(item.block, [0] * len(LANES))[numbers[item.lane]] += item.count
    blocks = sorted(by_block.keys() - {UNDATED_BLOCK}, reverse=newest_first)
    if UNDATED_BLOCK in by_block:
        blocks.append(UNDATED_BLOCK)
    by_place = [by_block[block] for block in blocks]
    first, second, third = ([0, *accumulate(item[lane] for item in by_place)] for lane in range(len(LANES)))
    rows = [0, *accumulate(max(item) for item in by_place)]
    return Outline(blocks, (first, second, third), rows, _starts_of_months(blocks))


def _starts_of_months(blocks: Sequence[Block]) -> list[int]:
    starts = []
    here = range(0)
    for index, block in enumerate(blocks):
        if block not in here:
            here = _blocks_under(month_of_block(block))
            starts.append(index)
    return starts


def layout_by_date(
    counts: Iterable[BlockCount] = (),
    newest_first: bool = True,
    *,
    heights: Heights | None = None,
    complete: bool = True,
) -> BoardLayout:
    """The board by date; the arguments are those of the outline and of the layout."""
    order = Order.NEWEST if newest_first else Order.OLDEST
    return BoardLayout(outline_by_date(counts, newest_first=newest_first), order, heights=heights, complete=complete)
