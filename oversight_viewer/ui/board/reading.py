"""The queries that fill the board, as functions of a library. They run off the UI thread; no Qt.

When what is shown changes there are two, so that something is on screen at once: :func:`first_cards` reads the first
screen of each lane by key, :func:`whole_board` arranges everything and brings the place of all rows together with the
cards that are looked at. By date, the rows of the first are the first rows of the second, or those around the entry
that stays in view: nothing moves when it comes.
While the best matches are ranked, the first are the newest, and say so. By inquiry and by exchange only the whole
tells what comes first, so there is no first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.arrangements import Arrangement
from oversight_viewer.domain.cards import BlockCount, Card, CardLink
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.keys import UNDATED_BLOCK, Block, Key, block_of_key, first_key
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Alignment, Density, Look, Order
from oversight_viewer.ui.board.layout import BoardLayout, Cell, Heights
from oversight_viewer.ui.board.listed import ListedCards
from oversight_viewer.ui.board.months import layout_by_date
from oversight_viewer.ui.board.ranged import RangedCards, rank_of
from oversight_viewer.ui.board.sections import ExchangeWords, InquiryWords, RankWords, SectionWords
from oversight_viewer.ui.board.store import CardStore
from oversight_viewer.ui.timeline.counts import TimelineCounts

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library

RANKED = 1_000
"""So many of the best matches of each lane are shown."""

RANKING = "newest first, ranking the best matches…"


@dataclass(frozen=True, slots=True)
class Request:
    """What the board is to show.

    Args:
        look: Which entries, side by side by what, in which order; an effective one.
        heights: Of rows and headings, in pixels.
        screen_rows: How many rows a screen has, rounded up.
        anchor: The entry that is to stay in view if it matches.
        top_row: The row that is at the top of the screen unless the anchor is in view.
        today: Gives the day from which due dates are counted.
        directory: Whether the committees and companies are wanted; these are many, and do not change.
        lane: The number of the lane that is shown alone, None if all are.
    """

    look: Look
    heights: Heights
    screen_rows: int
    anchor: EntryId | None = None
    top_row: int = 0
    today: Callable[[], date] = date.today
    directory: bool = True
    lane: int | None = None

    def directory_of(self, library: Library) -> Directory | None:
        return library.committees() if self.directory else None

    @property
    def newest_first(self) -> bool:
        return self.look.order is not Order.OLDEST


@dataclass(frozen=True, slots=True)
class FirstCards:
    """What is known at once.

    Args:
        directory: The committees, whose names stand on the cards, if they were wanted.
        store: The first cards, or those around the anchor; None if only the whole board tells where that stands.
        anchor: Where the anchor stands if the cards are those around it.
    """

    directory: Directory | None
    store: RangedCards | None
    anchor: Cell | None = None


@dataclass(frozen=True, slots=True)
class WholeBoard:
    """The arrangement of all matching entries, with the cards around the anchor or the top row.

    Args:
        directory: The committees, whose names stand on the cards, if they were wanted.
        store: Where the entries stand.
        counts: How many match, by lane; more than there are on the board if that shows the best only.
        anchor: Where the anchor stands, None if it is not on the board.
        anchor_is_gone: Whether the library does not hold it any more.
        days: How many match, by day and lane, as the timeline shows them.
    """

    directory: Directory | None
    store: CardStore[Any]
    counts: Mapping[Lane, int]
    anchor: Cell | None
    anchor_is_gone: bool
    days: TimelineCounts = field(default_factory=TimelineCounts)


def effective(look: Look) -> Look:
    """What of a look decides about which cards stand where.

    There are best matches only of a text, and they stand in no alignment but their rank. Density moves no card.
    """
    if look.order is not Order.BEST:
        return replace(look, density=Density.COMFORTABLE)
    if look.filter.text.strip():
        return Look(look.filter, order=Order.BEST)
    return Look(look.filter, look.alignment)


def is_ranked(look: Look) -> bool:
    """Whether the best matches are shown."""
    return effective(look).order is Order.BEST


def has_first_cards(look: Look) -> bool:
    """Whether some cards can be shown before all are arranged."""
    return effective(look).alignment is Alignment.DATE


def first_cards(library: Library, notes: NotesByEntry, request: Request) -> FirstCards:
    """Read the first screen of each lane by date, or those before and after the anchor if it matches."""
    directory = request.directory_of(library)
    anchor = None if request.anchor is None else _matching(library, notes, request, request.anchor)
    if anchor is not None:
        around = None if is_ranked(request.look) else _around(library, notes, request, anchor)
        return FirstCards(directory, around, None if around is None else around.cell_of_key(anchor))
    limit = request.screen_rows + 1
    lanes = [
        library.cards(request.look.filter, notes, limit=limit, newest_first=request.newest_first, lane=lane)
        for lane in LANES
    ]
    cut_lanes = [cards for cards in lanes if len(cards) == limit]
    cards = _known_for_sure(lanes, cut_lanes, newest_first=request.newest_first)
    ranked = is_ranked(request.look)
    layout = layout_by_date(
        count_cards(cards), request.newest_first, heights=request.heights, complete=not (cut_lanes or ranked)
    )
    store = RangedCards(layout, request.look.filter, waiting=RANKING if ranked else None)
    store.add_all(cards)
    return FirstCards(directory, store)


def _matching(library: Library, notes: NotesByEntry, request: Request, entry: EntryId) -> Key | None:
    """The key of an entry, None if it does not match."""
    card = library.cards_by_id([entry]).get(entry)
    if card is None or not library.cards(request.look.filter, notes, low=card.key, high=card.key + 1, limit=1):
        return None
    return card.key


def _around(library: Library, notes: NotesByEntry, request: Request, anchor: Key) -> RangedCards | None:
    """Read a screen before and a screen after the anchor, where it is sure which rows these are.

    It is not with the oldest first, where the undated ones, whose keys are the lowest, come last. A long day is taken
    up a screen before the anchor, as if it began there.
    """
    if not request.newest_first:
        return None
    limit = request.screen_rows * 3 // 2 + 1  # more than a screen, for the first or the last day may be known in part
    wanted, block = request.look.filter, block_of_key(anchor)
    begin, after = (first_key(number, LANES[0]) for number in (block, block + 1))
    rank = rank_of(library, wanted, notes, anchor, newest_first=True)
    if rank is None:
        return None
    skip, most = max(rank - limit, 0), 3 * limit
    day = [library.cards(wanted, notes, low=begin, high=after, limit=most, lane=lane, skip=skip) for lane in LANES]
    above, below = list[Card](), list[list[Card]]()
    if not skip:
        above = library.cards(wanted, notes, low=after, limit=len(LANES) * limit, newest_first=False)
    goes_on = any(len(cards) == most for cards in day)
    if not goes_on:
        below = [library.cards(wanted, notes, high=begin, limit=limit, lane=lane) for lane in LANES]
    cut_above = bool(skip) or len(above) == len(LANES) * limit
    cut_lanes = [cards for cards in below if len(cards) == limit]
    # Of the block in which the reading upwards ended, the first cards may be missing, so its rows are not known.
    end = block_of_key(above[-1].key) if above and cut_above else None
    cards = [card for card in above if end is None or block_of_key(card.key) < end]
    cards += [card for lane in day for card in lane]
    cards += _known_for_sure(below, cut_lanes, newest_first=True)
    cut_below = goes_on or bool(cut_lanes)
    layout = layout_by_date(count_cards(cards), heights=request.heights, complete=not (cut_above or cut_below))
    store = RangedCards(layout, wanted)
    store.add_all(cards)
    cell = store.cell_of_key(anchor)
    if cell is None:
        return None
    row = layout.row_of(cell)
    has_top = not cut_above or row >= request.screen_rows
    has_end = not cut_below or layout.rows - row >= request.screen_rows
    return store if has_top and has_end else None


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
    """Arrange all that matches, find the anchor, and read the cards around it. Runs in the counting process."""
    histogram = library.histogram(request.look.filter, notes)
    counts = _by_lane(histogram)
    store = _arrange(library, notes, request, histogram, counts)
    layout = store.layout = store.layout.showing(request.lane)
    anchor, gone = None, False
    rows = range(request.top_row, request.top_row + request.screen_rows)
    if request.anchor is not None:
        anchor = store.find(library, notes, request.anchor)
        gone = anchor is None and request.anchor not in library.cards_by_id([request.anchor])
    if anchor is not None and layout.shows(anchor):
        row = layout.row_of(anchor)
        rows = range(row - request.screen_rows, row + request.screen_rows)
    store.add(store.plan(rows).read(library, notes))
    return WholeBoard(request.directory_of(library), store, counts, anchor, gone, TimelineCounts(histogram))


def _by_lane(histogram: Iterable[BlockCount]) -> dict[Lane, int]:
    counts = dict.fromkeys(LANES, 0)
    for item in histogram:
        counts[item.lane] += item.count
    return counts


def _arrange(
    library: Library,
    notes: NotesByEntry,
    request: Request,
    histogram: Sequence[BlockCount],
    counts: Mapping[Lane, int],
) -> CardStore[Any]:
    look = request.look
    if is_ranked(look):
        ranked = library.ranked(look.filter, notes, RANKED)
        shown = {lane: len(ranked[lane]) for lane in LANES}
        return _listed(request, Arrangement.by_rank(ranked), RankWords(shown, counts))
    if look.alignment is Alignment.DATE:
        return RangedCards(layout_by_date(histogram, request.newest_first, heights=request.heights), look.filter)
    arrangement = library.arrangement(look.filter, notes, look.alignment, look.order)
    if look.alignment is Alignment.INQUIRY:
        return _listed(request, arrangement, InquiryWords(arrangement))
    return _listed(request, arrangement, ExchangeWords(arrangement, request.today))


def _listed(request: Request, arrangement: Arrangement, words: SectionWords) -> ListedCards:
    layout = BoardLayout(arrangement.outline, request.look.order, heights=request.heights)
    return ListedCards(layout, arrangement, words, request.look.filter.text)


def links_around(library: Library, keys: Collection[Key], chosen: Key | None) -> frozenset[CardLink]:
    """The links among some cards, and all of the chosen one, wherever they lead."""
    links = set(library.links_among(sorted(keys)))
    if chosen is not None:
        links.update(library.links_of(chosen))
    return frozenset(links)
