"""The cards of a board by date, which are found by the range of their keys. No Qt.

Cards are kept in **pieces**. A block with few records is one piece, and neighbouring blocks are read with one query
by the range of their keys. A **large** block (thousands of records on one day, or undated) is cut into chunks of each
lane. The library can find cards by key but not by rank, so the way to the n-th card of a large block leads from the
nearest chunk whose key is known: the walk reads the cards in between, remembers the key at which each chunk ends,
and keeps only the chunks that were asked for. A walk stops after :data:`WALK_LIMIT` cards and goes on with the next
plan, so that no query is long. What was walked once is never walked again while the layout lasts: the remembered keys
take one number for each 64 cards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.keys import (
    BLOCK_SHIFT,
    LANE_SHIFT,
    UNDATED_BLOCK,
    Block,
    Key,
    block_of_key,
    first_key,
    lane_of_key,
)
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Order
from oversight_viewer.ui.board.labels import heading_of_row
from oversight_viewer.ui.board.layout import BoardLayout, Cell
from oversight_viewer.ui.board.months import month_label, month_of_block
from oversight_viewer.ui.board.store import KEPT, HeadingWords, Kept

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library

CHUNK = 64
LARGE = 2 * CHUNK
RUN_LIMIT = 400
WALK_BATCH = 1024
WALK_LIMIT = 8192

Piece = tuple[int, int, int]
"""Index of the block, lane, chunk. The cards of a block that is not large are three pieces, one a lane."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring blocks to be read whole: the range of their keys and how many cards they hold."""

    blocks: range
    low: int
    high: int
    cards: int


@dataclass(frozen=True, slots=True)
class Walk:
    """Chunks of one lane of a large block.

    Args:
        low, high: The keys that are still to be walked; what lies before them is known.
        chunk: The first chunk of that range.
        wanted: The chunks whose cards are to be kept.
    """

    block: int
    lane: int
    low: int
    high: int
    chunk: int
    wanted: range


@dataclass(slots=True)
class Fetched:
    """What was read: the cards of pieces, and at which key chunks of large blocks end."""

    pieces: dict[Piece, tuple[Card, ...]] = field(default_factory=dict)
    ends: dict[Piece, Key] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be read next of a layout; false if there is nothing."""

    layout: BoardLayout
    filter: RecordFilter
    runs: tuple[Run, ...] = ()
    walks: tuple[Walk, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.runs or self.walks)

    def read(self, library: Library, notes: NotesByEntry) -> Fetched:
        fetched = Fetched()
        for run in self.runs:
            cards = library.cards(
                self.filter, notes, low=run.low, high=run.high, limit=run.cards, newest_first=_newest(self.layout)
            )
            _sort_into_pieces(fetched, self.layout, run.blocks, cards)
        left = WALK_LIMIT
        for walk in self.walks:
            left -= _walk(library, notes, self, walk, fetched, max(left, WALK_BATCH))
        return fetched


def _newest(layout: BoardLayout) -> bool:
    return layout.order is not Order.OLDEST


class RangedCards:
    """Cards of a layout by date; a :class:`CardStore`.

    Args:
        layout: The arrangement; it must be of the same filter as the cards.
        record_filter: Which entries.
        waiting: What headings say while the layout is not complete.
    """

    def __init__(
        self, layout: BoardLayout, record_filter: RecordFilter | None = None, *, waiting: str | None = None
    ) -> None:
        self.layout = layout
        self.version = 0
        self._filter = record_filter or RecordFilter()
        self._waiting = waiting
        self._place = {block: index for index, block in enumerate(layout.blocks)}
        self._pieces: dict[Piece, tuple[Card, ...]] = {}
        self._ends: dict[Piece, Key] = {}
        self._kept = Kept()

    def __len__(self) -> int:
        return len(self._kept)

    # -- asking -----------------------------------------------------------------------------------------------------

    def card(self, cell: Cell) -> Card | None:
        chunk = cell.rank // CHUNK if self._is_large(cell.block) else 0
        cards = self._pieces.get((cell.block, cell.lane, chunk))
        offset = cell.rank - chunk * CHUNK
        return cards[offset] if cards is not None and offset < len(cards) else None

    def cell_of_key(self, key: int) -> Cell | None:
        return self._kept.cell_of_key(key)

    def cell_of_id(self, entry: EntryId) -> Cell | None:
        return self._kept.cell_of_id(entry)

    def guess_cell(self, key: int) -> Cell | None:
        """The first row of its block, where the card may be or not."""
        block = self._place.get(block_of_key(key))
        return None if block is None else Cell(block, lane_of_key(key).number, 0)

    def heading_words(self, section: int) -> HeadingWords:
        first = self.layout.section_blocks(section).start
        details = () if self._waiting is None else ((self._waiting, "accent"),)
        return HeadingWords(month_label(month_of_block(self.layout.blocks[first])), details)

    def row_name(self, row: int) -> str:
        return heading_of_row(self.layout.blocks[self.layout.block_of_row(row)])

    def find(self, library: Library, notes: NotesByEntry, entry: EntryId) -> Cell | None:
        card = library.cards_by_id([entry]).get(entry)
        block = None if card is None else self._place.get(block_of_key(card.key))
        if card is None or block is None:
            return None
        rank = rank_of(library, self._filter, notes, card.key, newest_first=_newest(self.layout))
        lane = card.lane.number
        return None if rank is None or rank >= self.layout.count(block, lane) else Cell(block, lane, rank)

    def between(self, cells: tuple[Cell, Cell], limit: int) -> Callable[[Library, NotesByEntry], list[EntryId]]:
        ends = [card.key for cell in cells if (card := self.card(cell)) is not None]
        wanted, newest_first, lane = self._filter, _newest(self.layout), LANES[cells[0].lane]

        def run(library: Library, notes: NotesByEntry) -> list[EntryId]:
            cards = library.cards(
                wanted, notes, low=min(ends), high=max(ends) + 1, limit=limit, newest_first=newest_first, lane=lane
            )
            return [card.id for card in cards]

        return run

    # -- reading ----------------------------------------------------------------------------------------------------

    def plan(self, rows: range) -> Plan:
        missing: list[int] = []
        walks: list[Walk] = []
        for block in self.layout.blocks_of_rows(rows):
            if self._is_large(block):
                walks += self._plan_large(block, rows)
            elif (block, 0, 0) not in self._pieces:
                missing.append(block)
        return Plan(self.layout, self._filter, tuple(self._runs(missing)), tuple(walks))

    def _runs(self, missing: Sequence[int]) -> Iterator[Run]:
        """Join neighbours, and where one lane is shown, those with few cards of the others between.

        Undated ones are apart: oldest first, they stand last but have the lowest keys.
        """
        layout, group, cards = self.layout, range(0), 0
        for block in missing:
            between, more = layout.records_between(range(group.stop, block)), layout.block_records(block)
            near = bool(group) and between <= CHUNK and cards + between + more <= RUN_LIMIT
            joins = near and layout.blocks[block] != UNDATED_BLOCK
            if group and not joins:
                yield self._run(group, cards)
            group = range(group.start if joins else block, block + 1)
            cards = cards + between + more if joins else more
        if group:
            yield self._run(group, cards)

    def _run(self, group: range, cards: int) -> Run:
        low, high = sorted((self.layout.blocks[group.start], self.layout.blocks[group.stop - 1]))
        return Run(group, low << BLOCK_SHIFT, (high + 1) << BLOCK_SHIFT, cards)

    def _plan_large(self, block: int, rows: range) -> Iterator[Walk]:
        top = self.layout.block_rows(block).start
        for lane in self.layout.lanes:
            count = self.layout.count(block, lane)
            first, last = max(rows.start - top, 0), min(rows.stop - top, count)
            wanted = [
                chunk
                for chunk in range(first // CHUNK, -(-last // CHUNK))
                if first < last and (block, lane, chunk) not in self._pieces
            ]
            if wanted:
                yield self._walk_to(block, lane, range(wanted[0], wanted[-1] + 1))

    def _walk_to(self, block: int, lane: int, wanted: range) -> Walk:
        chunk = wanted.start
        while chunk > 0 and (block, lane, chunk - 1) not in self._ends:
            chunk -= 1
        low = first_key(self.layout.blocks[block], LANES[lane])
        high = low + (1 << LANE_SHIFT)
        if chunk > 0:
            passed = self._ends[block, lane, chunk - 1]
            low, high = (low, passed) if _newest(self.layout) else (Key(passed + 1), high)
        return Walk(block, lane, low, high, chunk, wanted)

    def add(self, fetched: Fetched) -> range:
        self.version += 1
        for piece, cards in fetched.pieces.items():
            self._drop(piece)
            block, lane, chunk = piece
            self._pieces[piece] = cards
            for offset, card in enumerate(cards):
                self._kept.put(card, Cell(block, lane, chunk * CHUNK + offset))
        self._ends.update(fetched.ends)
        blocks = [piece[0] for piece in fetched.pieces]
        if not blocks:
            return range(0)
        return range(self.layout.block_rows(min(blocks)).start, self.layout.block_rows(max(blocks)).stop)

    def add_all(self, cards: Iterable[Card]) -> None:
        """Take in all cards of the layout, or all that it counts, in any order."""
        layout, fetched = self.layout, Fetched()
        ordered = sorted(cards, key=_key, reverse=_newest(layout))
        _sort_into_pieces(fetched, layout, range(len(layout.blocks)), ordered)
        for piece, pile in list(fetched.pieces.items()):
            block, lane, _chunk = piece
            if self._is_large(block):
                for chunk, start in enumerate(range(0, len(pile), CHUNK)):
                    part = fetched.pieces[block, lane, chunk] = pile[start : start + CHUNK]
                    if len(part) == CHUNK:
                        fetched.ends[block, lane, chunk] = part[-1].key
        self.add(fetched)

    def keep_near(self, rows: range) -> None:
        if len(self) <= KEPT:
            return
        margin = 3 * len(rows)
        near = range(rows.start - margin, rows.stop + margin)
        for piece in [piece for piece in self._pieces if not self._touches(piece, near)]:
            self._drop(piece)

    def _touches(self, piece: Piece, rows: range) -> bool:
        block, _lane, chunk = piece
        block_rows = self.layout.block_rows(block)
        if self._is_large(block):
            first = block_rows.start + chunk * CHUNK
            block_rows = range(first, first + CHUNK)
        return block_rows.start < rows.stop and rows.start < block_rows.stop

    def _drop(self, piece: Piece) -> None:
        for card in self._pieces.pop(piece, ()):
            self._kept.drop(card)

    def _is_large(self, block: int) -> bool:
        return self.layout.block_records(block) > LARGE


def _key(card: Card) -> Key:
    return card.key


def _sort_into_pieces(fetched: Fetched, layout: BoardLayout, blocks: range, cards: Sequence[Card]) -> None:
    places = {lane: number for number, lane in enumerate(LANES)}
    indices = {layout.blocks[index]: index for index in blocks}
    piles: dict[Piece, list[Card]] = {(block, lane, 0): [] for block in blocks for lane in places.values()}
    for card in cards:
        block = indices.get(block_of_key(card.key))
        if block is not None:
            piles[block, places[card.lane], 0].append(card)
    fetched.pieces.update({piece: tuple(pile) for piece, pile in piles.items()})


def _walk(library: Library, notes: NotesByEntry, plan: Plan, walk: Walk, fetched: Fetched, limit: int) -> int:
    """Walk through chunks until all that are wanted are read, or the limit is reached. Returns the cards read."""
    newest_first, lane = _newest(plan.layout), LANES[walk.lane]
    low, high, chunk, read = walk.low, walk.high, walk.chunk, 0
    while chunk < walk.wanted.stop and read < limit:
        batch = min(WALK_BATCH, (walk.wanted.stop - chunk) * CHUNK)
        cards = library.cards(plan.filter, notes, low=low, high=high, limit=batch, newest_first=newest_first, lane=lane)
        read += len(cards)
        for start in range(0, max(len(cards), 1), CHUNK):
            part = cards[start : start + CHUNK]
            if chunk in walk.wanted:
                fetched.pieces[walk.block, walk.lane, chunk] = tuple(part)
            if len(part) == CHUNK:
                fetched.ends[walk.block, walk.lane, chunk] = part[-1].key
            chunk += 1
        if len(cards) < batch:
            # Fewer than the histogram counted: the library has changed since. What is missing counts as read.
            for missing in range(max(chunk, walk.wanted.start), walk.wanted.stop):
                fetched.pieces[walk.block, walk.lane, missing] = ()
            break
        low, high = (low, cards[-1].key) if newest_first else (Key(cards[-1].key + 1), high)
    return read


def rank_of(
    library: Library, record_filter: RecordFilter, notes: NotesByEntry, key: Key, *, newest_first: bool
) -> int | None:
    """The rank of an entry in its lane of its block, None if it does not match. Runs in a reader thread."""
    if not library.cards(record_filter, notes, low=key, high=key + 1, limit=1):
        return None
    block: Block = block_of_key(key)
    lane = LANES[key >> LANE_SHIFT & 3]
    low: int = first_key(block, lane)
    high = low + (1 << LANE_SHIFT)
    low, high = (key + 1, high) if newest_first else (low, key)
    return library.count_between(record_filter, notes, low, high, lane)
