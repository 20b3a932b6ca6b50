"""What the board asks of the cards near the screen, however they are arranged. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.keys import Key
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.layout import BoardLayout, Cell

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library

KEPT = 1500
"""So many cards are kept before those that are far from the screen are let go."""

F = TypeVar("F")
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """The words of a heading; ``details`` follow the number of records, each with the token of its colour."""

    label: str
    details: tuple[tuple[str, str], ...] = ()


class Reading(Protocol[R_co]):
    """What is to be read next; false if there is nothing."""

    def __bool__(self) -> bool: ...

    def read(self, library: Library, notes: NotesByEntry) -> R_co:
        """Read it. Runs in a reader thread."""


class CardStore(Protocol[F]):
    """Cards of a layout by their place, as far as they have been read. Belongs to one thread at a time.

    ``version`` grows with all that is read. There are two kinds: by date, cards are found by the range of their keys;
    in all other arrangements the key of each is known by its place.
    """

    layout: BoardLayout
    version: int

    def __len__(self) -> int:
        """How many cards are kept."""

    def card(self, cell: Cell) -> Card | None:
        """The card at a place, None if it has not been read."""

    def cell_of_key(self, key: int) -> Cell | None:
        """Where the card of a key stands, None if it has not been read."""

    def cell_of_id(self, entry: EntryId) -> Cell | None:
        """Where the card of an entry stands, None if it has not been read."""

    def guess_cell(self, key: int) -> Cell | None:
        """About where a card that has not been read stands, None if it is not on the board for all that is known."""

    def plan(self, rows: range) -> Reading[F]:
        """What has to be read so that all cards of these rows are there."""

    def add(self, fetched: F) -> range:
        """Take in what was read. Returns the rows in which something is new."""

    def keep_near(self, rows: range) -> None:
        """Let go of the cards that are far from some rows, if more are kept than :data:`KEPT`."""

    def heading_words(self, section: int) -> HeadingWords:
        """What stands in the heading of a section, besides the number of its records."""

    def row_name(self, row: int) -> str:
        """What a screen reader says of a row."""

    def find(self, library: Library, notes: NotesByEntry, entry: EntryId) -> Cell | None:
        """Where an entry stands, None if it is not on the board. Runs in a reader thread."""

    def between(self, cells: tuple[Cell, Cell], limit: int) -> Callable[[Library, NotesByEntry], list[EntryId]]:
        """A query for the entries of a lane from one card that has been read to another, in order of the board."""


class Kept:
    """The cards that have been read, by key and by id."""

    def __init__(self) -> None:
        self._by_key: dict[Key, Cell] = {}
        self._by_id: dict[EntryId, Cell] = {}

    def __len__(self) -> int:
        return len(self._by_key)

    def cell_of_key(self, key: int) -> Cell | None:
        return self._by_key.get(Key(key))

    def cell_of_id(self, entry: EntryId) -> Cell | None:
        return self._by_id.get(entry)

    def put(self, card: Card, cell: Cell) -> None:
        self._by_key[card.key] = cell
        self._by_id[card.id] = cell

    def drop(self, card: Card) -> None:
        self._by_key.pop(card.key, None)
        self._by_id.pop(card.id, None)


def cards_of_rows(store: CardStore[F], rows: range) -> Iterator[tuple[int, Cell, Card]]:
    """The cards that have been read of some rows in the lanes that are shown, with their row and place."""
    layout = store.layout
    for block in layout.blocks_of_rows(rows):
        block_rows = layout.block_rows(block)
        for row in range(max(rows.start, block_rows.start), min(rows.stop, block_rows.stop)):
            for lane in layout.lanes:
                cell = Cell(block, lane, row - block_rows.start)
                card = store.card(cell) if cell.rank < layout.count(block, lane) else None
                if card is not None:
                    yield row, cell, card
