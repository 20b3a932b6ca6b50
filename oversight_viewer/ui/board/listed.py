"""The cards of a board of which the key of each is known by its place: by inquiry, by exchange, by rank. No Qt."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.arrangements import Arrangement
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.keys import Key, lane_of_key
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.layout import BoardLayout, Cell
from oversight_viewer.ui.board.sections import SectionWords
from oversight_viewer.ui.board.store import KEPT, HeadingWords, Kept

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library


@dataclass(frozen=True, slots=True)
class Listed:
    """What was read for some rows: the cards by key. One that is wanted and not there is gone from the library."""

    wanted: Mapping[Key, Cell | None]
    rows: range
    cards: Mapping[Key, Card] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """Cards to be read, each with its place; None for one of which only a heading speaks. False if there is none.

    ``text`` is what they were found by.
    """

    wanted: Mapping[Key, Cell | None]
    rows: range
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def read(self, library: Library, notes: NotesByEntry) -> Listed:
        return Listed(self.wanted, self.rows, library.cards_by_key(self.wanted, self.text, notes))


class ListedCards:
    """Cards of an arrangement; a :class:`CardStore`.

    Args:
        layout: Of the arrangement.
        arrangement: The key of each card.
        words: What headings say.
        text: What the entries were found by.
    """

    def __init__(self, layout: BoardLayout, arrangement: Arrangement, words: SectionWords, text: str = "") -> None:
        self.layout = layout
        self.version = 0
        self._keys = arrangement.keys
        self._words = words
        self._text = text
        self._cards: dict[Key, Card | None] = {}
        self._kept = Kept()
        self._guesses: dict[int, Cell | None] = {}

    def __len__(self) -> int:
        return len(self._kept)

    # -- asking -----------------------------------------------------------------------------------------------------

    def card(self, cell: Cell) -> Card | None:
        return self._cards.get(Key(self._keys[cell.lane][self.layout.position(cell)]))

    def cell_of_key(self, key: int) -> Cell | None:
        return self._kept.cell_of_key(key)

    def cell_of_id(self, entry: EntryId) -> Cell | None:
        return self._kept.cell_of_id(entry)

    def guess_cell(self, key: int) -> Cell | None:
        """Where a card stands, which is known for all of them."""
        if key not in self._guesses:
            self._guesses[key] = self._search(key)
        return self._guesses[key]

    def _search(self, key: int) -> Cell | None:
        lane = lane_of_key(key).number
        keys = self._keys[lane]
        place = _place_in(keys, key)
        return None if place is None else self.layout.at_position(lane, place)

    def heading_words(self, section: int) -> HeadingWords:
        return self._words.heading(section, self._cards.get)

    def row_name(self, row: int) -> str:
        return self._words.row(self.layout.block_of_row(row), self._cards.get)

    def find(self, library: Library, notes: NotesByEntry, entry: EntryId) -> Cell | None:  # noqa: ARG002
        card = library.cards_by_id([entry]).get(entry)
        return None if card is None else self._search(card.key)

    def between(self, cells: tuple[Cell, Cell], limit: int) -> Callable[[Library, NotesByEntry], list[EntryId]]:
        first, last = sorted(self.layout.position(cell) for cell in cells)
        keys = self._keys[cells[0].lane][first : min(last + 1, first + limit)]

        def run(library: Library, _notes: NotesByEntry) -> list[EntryId]:
            cards = library.cards_by_key(keys)
            return [cards[Key(key)].id for key in keys if key in cards]

        return run

    # -- reading ----------------------------------------------------------------------------------------------------

    def plan(self, rows: range) -> ListedPlan:
        wanted: dict[Key, Cell | None] = {key: None for key in self._subjects(rows) if key not in self._cards}
        wanted |= {key: cell for key, cell in self._places(rows) if key not in self._cards}
        return ListedPlan(wanted, rows, self._text)

    def _subjects(self, rows: range) -> Iterator[Key]:
        for section in self.layout.sections_of_rows(rows):
            subject = self._words.subject(section)
            if subject is not None:
                yield subject

    def _places(self, rows: range) -> Iterator[tuple[Key, Cell]]:
        """The keys and places of all cards in some rows."""
        layout = self.layout
        for block in layout.blocks_of_rows(rows):
            top = layout.block_rows(block).start
            for lane in layout.lanes:
                first = max(rows.start - top, 0)
                for rank in range(first, min(rows.stop - top, layout.count(block, lane))):
                    cell = Cell(block, lane, rank)
                    yield Key(self._keys[lane][layout.position(cell)]), cell

    def add(self, fetched: Listed) -> range:
        self.version += 1
        for key, cell in fetched.wanted.items():
            card = self._cards[key] = fetched.cards.get(key)
            if card is not None and cell is not None:
                self._kept.put(card, cell)
        return fetched.rows

    def keep_near(self, rows: range) -> None:
        if len(self._cards) <= KEPT:
            return
        margin = 3 * len(rows)
        near = range(rows.start - margin, rows.stop + margin)
        stay = {key for key, _cell in self._places(near)} | set(self._subjects(near))
        for key in [key for key in self._cards if key not in stay]:
            card = self._cards.pop(key)
            if card is not None:
                self._kept.drop(card)


def _place_in(keys: array[int], key: int) -> int | None:
    """Where a key stands in a long list; searched as bytes, since to compare numbers takes several times as long."""
    data, wanted = keys.tobytes(), array(keys.typecode, (key,)).tobytes()
    at = data.find(wanted)
    while at >= 0 and at % keys.itemsize:
        at = data.find(wanted, at + 1)
    return None if at < 0 else at // keys.itemsize
