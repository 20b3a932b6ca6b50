"""The queries that fill the board, as functions of a library. They run in a reader thread; no Qt.

When the filter changes there are two, so that something is on screen at once: :func:`first_cards` reads the first
screen of each lane by key, :func:`whole_board` counts everything and brings the arrangement of all rows together with
the cards that are looked at. The rows of the first are the first rows of the second: nothing moves when it comes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.cards import BlockCount, Card, CardLink
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.keys import UNDATED_BLOCK, Block, Key, block_of_key
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.layout import BoardLayout, Cell, Heights
from oversight_viewer.ui.board.store import CardStore, fetch, rank_of

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library


@dataclass(frozen=True, slots=True)
class Request:
    """What the board is to show.

    Args:
        filter: Which entries.
        newest_first: In which order.
        heights: Of rows and headings, in pixels.
        screen_rows: How many rows a screen has, rounded up.
        anchor: The entry that is to stay in view if it matches.
        top_row: The row that is at the top of the screen unless the anchor is in view.
    """

    filter: RecordFilter
    newest_first: bool
    heights: Heights
    screen_rows: int
    anchor: EntryId | None = None
    top_row: int = 0


@dataclass(frozen=True, slots=True)
class FirstCards:
    """What is known at once. ``store`` is None if the anchor matches: then only the whole board tells where it is."""

    directory: Directory
    store: CardStore | None


@dataclass(frozen=True, slots=True)
class WholeBoard:
    """The arrangement of all matching entries, with the cards around the anchor or the top row.

    ``counts`` is the histogram from which it was made, by day and lane.
    ``anchor_is_gone`` tells that the library does not hold it any more.
    """

    directory: Directory
    store: CardStore
    anchor: Cell | None
    anchor_is_gone: bool
    counts: Sequence[BlockCount] = ()


def first_cards(library: Library, notes: NotesByEntry, request: Request) -> FirstCards:
    """Read the first screen of each lane."""
    directory = library.directory()
    if request.anchor is not None and _rank_of_entry(library, notes, request, request.anchor) is not None:
        return FirstCards(directory, None)
    limit = request.screen_rows + 1
    lanes = [
        library.cards(request.filter, notes, limit=limit, newest_first=request.newest_first, lane=lane)
        for lane in LANES
    ]
    cut_lanes = [cards for cards in lanes if len(cards) == limit]
    cards = _known_for_sure(lanes, cut_lanes, newest_first=request.newest_first)
    layout = BoardLayout(
        count_cards(cards),
        request.newest_first,
        heights=request.heights,
        complete=not cut_lanes,
    )
    store = CardStore(layout)
    store.add_all(cards)
    return FirstCards(directory, store)


def _known_for_sure(lanes: Iterable[list[Card]], cut_lanes: list[list[Card]], *, newest_first: bool) -> list[Card]:
    """The cards whose rows are settled: those up to the block in which the first of the cut lanes is cut off."""

    def place(card: Card) -> float:
        block = block_of_key(card.key)
        if block == UNDATED_BLOCK:
            return float("inf")
        return -block if newest_first else block

    last = min((place(lane[-1]) for lane in cut_lanes), default=float("inf"))
    return [card for lane in lanes for card in lane if place(card) <= last]


def count_cards(cards: Iterable[Card]) -> list[BlockCount]:
    """The histogram of some cards."""
    counts: dict[tuple[Block, Lane], int] = {}
    for card in cards:
        place = (block_of_key(card.key), card.lane)
        counts[place] = counts.get(place, 0) + 1
    return [BlockCount(block, lane, count) for (block, lane), count in counts.items()]


def whole_board(library: Library, notes: NotesByEntry, request: Request) -> WholeBoard:
    """Count all that matches, find the anchor, and read the cards around it."""
    counts = library.histogram(request.filter, notes)
    layout = BoardLayout(counts, request.newest_first, heights=request.heights)
    store = CardStore(layout)
    anchor, gone = None, False
    rows = range(request.top_row, request.top_row + request.screen_rows)
    if request.anchor is not None:
        anchor = find_cell(library, notes, request, layout, request.anchor)
        gone = anchor is None and request.anchor not in library.cards_by_id([request.anchor])
    if anchor is not None:
        row = layout.row_of(anchor)
        rows = range(row - request.screen_rows, row + request.screen_rows)
    store.add(fetch(library, request.filter, notes, layout, store.plan(rows)))
    return WholeBoard(library.directory(), store, anchor, gone, counts)


def find_cell(
    library: Library, notes: NotesByEntry, request: Request, layout: BoardLayout, entry: EntryId
) -> Cell | None:
    """Where an entry stands on a board, None if it is not there."""
    found = _rank_of_entry(library, notes, request, entry)
    if found is None:
        return None
    card, rank = found
    block, lane = layout.index_of(block_of_key(card.key)), card.lane.number
    return None if block is None or rank >= layout.count(block, lane) else Cell(block, lane, rank)


def _rank_of_entry(library: Library, notes: NotesByEntry, request: Request, entry: EntryId) -> tuple[Card, int] | None:
    card = library.cards_by_id([entry]).get(entry)
    if card is None:
        return None
    rank = rank_of(library, request.filter, notes, card.key, newest_first=request.newest_first)
    return None if rank is None else (card, rank)


def entries_between(
    library: Library, notes: NotesByEntry, request: Request, keys: tuple[Key, Key], limit: int
) -> list[EntryId]:
    """The entries of one lane from one key to another, both included, in order of the board."""
    low, high = sorted(keys)
    lane = LANES[low >> 24 & 3]
    cards = library.cards(
        request.filter, notes, low=low, high=high + 1, limit=limit, newest_first=request.newest_first, lane=lane
    )
    return [card.id for card in cards]


def links_around(library: Library, keys: Collection[Key], chosen: Key | None) -> frozenset[CardLink]:
    """The links among some cards, and all of the chosen one, wherever they lead."""
    links = set(library.links_among(sorted(keys)))
    if chosen is not None:
        links.update(library.links_of(chosen))
    return frozenset(links)
