"""The order key of an entry: when it happened, how exactly that is known, its lane, and a number within these.

``key = day << 28 | precision << 26 | lane << 24 | number``, where ``day`` is the proleptic Gregorian ordinal of the
first day that the date may stand for (1 January of year 1 is 1) and 0 for an undated entry. So keys sort by date,
undated entries stand below all dated ones, and day, precision and lane of an entry can be counted from the key alone.
"""

from __future__ import annotations

from datetime import date
from typing import NewType

from oversight_viewer.domain.dates import PartialDate, Precision
from oversight_viewer.domain.kinds import LANES, Lane

Key = NewType("Key", int)
Block = NewType("Block", int)

NUMBER_BITS = 24
LANE_SHIFT = NUMBER_BITS
BLOCK_SHIFT = NUMBER_BITS + 2
DAY_SHIFT = NUMBER_BITS + 4
UNDATED_BLOCK = Block(0)


def block_of_date(value: PartialDate | None) -> Block:
    """The block of the board in which entries of a date stand: one day, month, year or beginning of a range."""
    if value is None:
        return UNDATED_BLOCK
    return Block(value.first_day.toordinal() << 2 | value.precision)


def block_of_key(key: int) -> Block:
    return Block(key >> BLOCK_SHIFT)


def lane_of_key(key: int) -> Lane:
    return LANES[key >> LANE_SHIFT & 3]


def block_day(block: int) -> date | None:
    """The first day of a block, or None for the undated one."""
    day = block >> 2
    return date.fromordinal(day) if day else None


def block_precision(block: int) -> Precision | None:
    """How exactly the date of a block is known, or None for the undated one."""
    return Precision(block & 3) if block >> 2 else None


def first_key(block: int, lane: Lane) -> Key:
    """The lowest key that an entry of this block and lane can have."""
    return Key(block << BLOCK_SHIFT | lane.number << LANE_SHIFT)


def day_floor(day: date) -> Key:
    """The lowest key of a day, whatever its precision and lane."""
    return Key(day.toordinal() << DAY_SHIFT)
