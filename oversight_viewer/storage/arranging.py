"""Puts the entries of a filter side by side by inquiry or by exchange.

Which inquiry or exchange an entry belongs to does not depend on the filter. So it is a number for each entry of the
cube, and an arrangement is a few sorts over the entries that match.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oversight_viewer.domain.arrangements import MIXED, NOBODY, Arrangement, Outline
from oversight_viewer.domain.filters import Facet
from oversight_viewer.domain.keys import BLOCK_SHIFT, LANE_SHIFT
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.storage.cube import Cube, Mask, Places, find, keys_of_list
from oversight_viewer.storage.engine import Reading
from oversight_viewer.storage.queries import FIRST_DATED

Keys = NDArray[np.int64]
Groups = NDArray[np.int32]
"""For each entry, the number of its inquiry or exchange, or NOBODY."""

_SETTLED = 2**31 - 1
_EXCHANGES = "exchanges"

# An entry, the place in its own list, and the entry that it names there: of all of them one text, for to fetch a row
# for each takes longer and holds up the other threads of Python.
_ANSWERED = """
    SELECT group_concat(answer.entry || ',' || position || ',' || entry.key)
    FROM answer CROSS JOIN entry ON entry.id = to_id
"""
_LINKED = """
    SELECT group_concat(link.entry || ',' || position || ',' || entry.key)
    FROM link CROSS JOIN entry ON entry.id = to_id
"""
_ASKING = "SELECT group_concat(entry) FROM (SELECT DISTINCT entry FROM request)"


@dataclass(frozen=True, slots=True, eq=False)
class Exchanges:
    """The entries of each exchange.

    An exchange is an action that puts requests, or with which a meeting or response is linked in either direction.
    A meeting or response that is linked with several actions belongs to the first that it answers, else to the first
    of its own links, else to the earliest action that links to it.

    Args:
        groups: The exchange of each entry of the cube.
        actions: The key of the action of each exchange, ascending.
        urgency: The ordinal of the day on which the first open request of the action was or is due; numbers greater
            than any day where an open request has no due date, and greater still where none is open.
    """

    groups: Groups
    actions: Keys
    urgency: NDArray[np.int32]


def by_inquiry(cube: Cube, mask: Mask | None, *, newest_first: bool) -> Arrangement:
    """A section is an inquiry, in order of its first entry on the board; in it, a block is a day.

    The entries of no inquiry come last.

    Args:
        cube: All entries.
        mask: Which of them; None for all.
        newest_first: Else the oldest first. What has no date comes last either way.
    """
    column = cube.columns[Facet.INQUIRY]
    every = np.full(cube.size, NOBODY, np.int32)
    every[slice(None) if column.owners is None else column.owners] = column.values
    chosen = _in_order_of_date(cube.keys, mask, newest_first=newest_first)
    keys, numbers = cube.keys[chosen], every[chosen]
    present, first = np.unique(numbers[numbers != NOBODY], return_index=True)
    groups = present[np.argsort(first)]
    return _arranged(keys, numbers, groups, _dates(keys), groups, column.names)


def by_exchange(reading: Reading, cube: Cube, mask: Mask | None, *, newest_first: bool) -> Arrangement:
    """A section is an exchange in one block: open requests first, the longest overdue above all, others by date.

    The entries of no exchange come last, a block being a day.

    Args:
        reading: The library.
        cube: All entries of it.
        mask: Which of them; None for all.
        newest_first: Else the oldest first. What has no date comes last either way.
    """
    exchanges = cube.beside.get(_EXCHANGES)
    if not isinstance(exchanges, Exchanges):
        exchanges = cube.beside[_EXCHANGES] = read_exchanges(reading, cube)
    chosen = _in_order_of_date(cube.keys, mask, newest_first=newest_first)
    keys, numbers = cube.keys[chosen], exchanges.groups[chosen]
    present = np.unique(numbers[numbers != NOBODY])
    actions = exchanges.actions[present]
    by_date = np.empty(len(actions), np.int64)
    by_date[_in_order_of_date(actions, None, newest_first=newest_first)] = np.arange(len(actions))
    groups = present[np.lexsort((by_date, exchanges.urgency[present]))]
    dates = np.where(numbers == NOBODY, _dates(keys), MIXED)
    return _arranged(keys, numbers, groups, dates, exchanges.actions[groups], ())


def read_exchanges(reading: Reading, cube: Cube) -> Exchanges:
    """Which entries belong to which exchange, and which exchanges are open."""
    answered, linked = _pairs(reading, cube, _ANSWERED), _pairs(reading, cube, _LINKED)
    # What an entry says itself goes before what an action says of it.
    pairs = np.concatenate((
        _from_others_to_actions(cube, answered),
        _from_others_to_actions(cube, linked),
        _from_others_to_actions(cube, linked[:, ::-1]),
    ))  # fmt: skip
    members, first = np.unique(pairs[:, 0], return_index=True)
    ((listed,),) = reading.rows(_ASKING)
    asking = cube.places_of(np.sort(keys_of_list(listed)))
    asking = asking[_lanes(cube.keys[asking]) == Lane.ACTION.number]
    actions = np.unique(np.concatenate((pairs[:, 1], asking)))
    groups = np.full(cube.size, NOBODY, np.int32)
    groups[members] = np.searchsorted(actions, pairs[first, 1])
    groups[actions] = np.arange(len(actions))
    due = np.full(cube.size, _SETTLED, np.int32)
    due[cube.open_dues.places] = cube.open_dues.days
    return Exchanges(groups, cube.keys[actions], due[actions])


def _pairs(reading: Reading, cube: Cube, sql: str) -> Places:
    """Which entry names which, by their places in the cube, in order of the one that names and of its own list."""
    ((listed,),) = reading.rows(sql)
    named = keys_of_list(listed).reshape(-1, 3)
    named = named[np.lexsort((named[:, 1], named[:, 0]))]
    (source, known), (target, there) = find(cube.keys, named[:, 0]), find(cube.keys, named[:, 2])
    if not (known.all() and there.all()):
        raise ValueError("entries that are linked")
    return np.stack((source, target), axis=1)


def _from_others_to_actions(cube: Cube, pairs: Places) -> Places:
    """The pairs that lead from a meeting or response to an action, in their order."""
    lanes, action = _lanes(cube.keys[pairs]), Lane.ACTION.number
    kept: Places = pairs[(lanes[:, 0] != action) & (lanes[:, 1] == action)]
    return kept


def _dates(keys: Keys) -> Keys:
    return keys >> BLOCK_SHIFT


def _lanes(keys: Keys) -> Keys:
    return keys >> LANE_SHIFT & 3


def _in_order_of_date(keys: Keys, mask: Mask | None, *, newest_first: bool) -> NDArray[np.intp]:
    """The places of ascending keys, or of those in a mask, in order of date; what has no date comes last either way."""
    places = np.arange(len(keys)) if mask is None else np.flatnonzero(mask)
    if newest_first:
        return places[::-1]
    dated = np.searchsorted(places, np.searchsorted(keys, FIRST_DATED))
    return np.concatenate((places[dated:], places[:dated]))


def _arranged(
    keys: Keys,
    numbers: Groups,
    groups: NDArray[np.integer],
    dates: Keys,
    subjects: NDArray[np.integer],
    names: tuple[str, ...],
) -> Arrangement:
    """Entries in sections.

    Args:
        keys: Of the entries, in the order that they have within a section.
        numbers: The group of each entry.
        groups: The groups in order of the board; those of no group come after them.
        dates: The date of the block of each entry.
        subjects: Of the section of each of ``groups``.
        names: Of inquiries.
    """
    # Group NOBODY is -1, which is the last place of this array.
    rank = np.full(int(groups.max(initial=-1)) + 2, len(groups), np.int32)
    rank[groups] = np.arange(len(groups), dtype=np.int32)
    ranks = rank[numbers]
    order = np.argsort(ranks, kind="stable")
    keys, dates, ranks = keys[order], dates[order], ranks[order]
    of_subjects = array("q", subjects.astype(np.int64).tobytes())
    if len(keys) and ranks[-1] == len(groups):
        of_subjects.append(NOBODY)
    return Arrangement(_outline(keys, dates, ranks), _by_lane(keys), of_subjects, names)


def _by_lane(keys: Keys) -> tuple[array[int], array[int], array[int]]:
    lanes = _lanes(keys)
    first, second, third = (array("q", keys[lanes == number].tobytes()) for number in range(len(LANES)))
    return first, second, third


def _outline(keys: Keys, dates: Keys, ranks: NDArray[np.int32]) -> Outline:
    """The blocks of entries that stand in order of the board: where section or date changes, another one begins."""
    changes = np.flatnonzero((ranks[1:] != ranks[:-1]) | (dates[1:] != dates[:-1])) + 1
    starts = np.concatenate((np.zeros(min(len(keys), 1), np.intp), changes))
    ends = np.append(starts, len(keys))
    lanes = _lanes(keys)
    before = [np.append(0, np.cumsum(lanes == number))[ends] for number in range(len(LANES))]
    tallest = np.diff(before).max(axis=0)
    of_blocks = ranks[starts]
    sections = np.concatenate((np.zeros(min(len(starts), 1), np.intp), np.flatnonzero(np.diff(of_blocks)) + 1))
    first, second, third = (_counts(numbers) for numbers in before)
    return Outline(
        blocks=array("q", dates[starts].tobytes()),
        before=(first, second, third),
        first_rows=_counts(np.append(0, np.cumsum(tallest))),
        sections=_counts(sections),
        apart=True,
    )


def _counts(numbers: NDArray[np.integer]) -> array[int]:
    return array("i", numbers.astype(np.int32).tobytes())
