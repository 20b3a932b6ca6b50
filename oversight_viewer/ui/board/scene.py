"""Puts one frame of the board together, in the order in which things lie on each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.arrangements import MIXED
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.dates import PartialDate, Precision
from oversight_viewer.domain.keys import Key, block_precision
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.alone import draw_links_alone
from oversight_viewer.ui.board.card_painter import CARD_RADIUS, CardLook, CardPainter
from oversight_viewer.ui.board.columns import Columns
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.layout import Cell
from oversight_viewer.ui.board.model import BoardModel
from oversight_viewer.ui.board.picks import Picks
from oversight_viewer.ui.board.picture import Picture, paint_no_cards, paint_ring
from oversight_viewer.ui.board.store import cards_of_rows
from oversight_viewer.ui.board.wiring import Drawn, draw_links, others_of

GAP = 8


@dataclass(frozen=True, slots=True)
class Sight:
    """What is on screen.

    Args:
        columns: Where lanes stand, on the board.
        rows: The rows of which any part is in view.
        scroll, sideways: The place of the board that is at the upper left corner of the view, in pixels.
        width, height: Of the view.
        current, hovered: The cards that stand out.
        ring: The card with the ring of keyboard focus.
        compact: Whether cards have one line less.
    """

    columns: Columns
    rows: range
    scroll: int
    sideways: int
    width: int
    height: int
    current: Cell | None
    hovered: Cell | None
    ring: Cell | None
    compact: bool = False


class Scene:
    """Paints what a view of the board shows.

    Args:
        model: The cards and links.
        inks: Fonts and colours.
        cards: Paints cards.
        picks: Which cards are marked.
        notes_of: What the user wrote on an entry.
    """

    def __init__(
        self,
        model: BoardModel,
        inks: Inks,
        cards: CardPainter,
        picks: Picks,
        notes_of: Callable[[EntryId], EntryNotes | None],
    ) -> None:
        self._model = model
        self._inks = inks
        self._cards = cards
        self._picks = picks
        self._notes_of = notes_of
        self._routed: tuple[object, ...] = ()
        self._drawn: Sequence[Drawn] = ()

    def set_inks(self, inks: Inks) -> None:
        self._inks = inks
        self._routed = ()

    def key_at(self, cell: Cell | None) -> Key | None:
        """The key of a card, None if it has not been read."""
        card = None if cell is None else self._model.store.card(cell)
        return None if card is None else card.key

    def linked_with(self, cell: Cell | None) -> frozenset[Key]:
        """The cards that are linked with one."""
        return others_of(self._model.links, self.key_at(cell))

    def rect_of(self, sight: Sight, row: int, lane: int) -> QRect:
        """The rectangle of a card in the view."""
        layout = self._model.board_layout
        left, after = sight.columns.lanes[lane]
        height = layout.heights.row - self._inks.px(GAP)
        return QRect(left - sight.sideways, layout.row_top(row) - sight.scroll, after - left, height)

    def paint(self, painter: QPainter, sight: Sight, patience: float | None = None) -> bool:
        """Paint one frame.

        Args:
            painter: Paints into the view.
            sight: What is on screen.
            patience: Seconds after which cards that have not been drawn before are left as outlines.

        Returns:
            Whether no card was left out.
        """
        layout = self._model.board_layout
        painter.fillRect(0, 0, sight.width, sight.height, self._inks.color("surface"))
        if not layout.rows:
            if layout.records and layout.lane is not None:
                paint_no_cards(painter, self._inks, sight.columns, LANES[layout.lane])
            return True
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = sight.columns.moved(-sight.sideways)
        words = self._model.store.heading_words
        picture = Picture(painter, self._inks, columns, layout, words, sight.scroll, sight.height)
        picture.paint_heading_lines()
        for block in layout.blocks_of_rows(sight.rows):
            if layout.blocks[block] != MIXED:
                picture.paint_gutter_line(block)
                picture.paint_date(block, self._ranges(block, sight.rows))
        wires = picture.seen(self._links(sight))
        picture.paint_wires(wires, sight.sideways)
        picture.paint_heading_words()
        whole = self._paint_cards(painter, sight, patience)
        picture.paint_ends(wires, sight.sideways)
        ring = None if sight.ring is None else self.rect_of(sight, layout.row_of(sight.ring), sight.ring.lane)
        # The ring of a card right below the heading lies over its lower edge, else it would be cut off.
        over = ring is not None and ring.top() >= layout.heights.heading
        if over:
            picture.paint_sticky_heading()
        if ring is not None:
            paint_ring(painter, ring, self._inks, self._inks.px(CARD_RADIUS))
        if not over:
            picture.paint_sticky_heading()
        return whole

    def prepare(self, sight: Sight, rows: range, ratio: float) -> bool:
        """Draw one card that has not been drawn before, so that it is there when it is painted.

        Args:
            sight: What is on screen.
            rows: Where to look for a card.
            ratio: Device pixels to a logical one.

        Returns:
            Whether there was one to be drawn.
        """
        left, after = sight.columns.lanes[0]
        size = (after - left, self._model.board_layout.heights.row - self._inks.px(GAP))
        linked = self.linked_with(sight.current)
        for _row, cell, card in cards_of_rows(self._model.store, rows):
            look = self._look(sight, cell, card, linked)
            if self._cards.prepare(size, ratio, card, look, self._notes_of(card.id)):
                return True
        return False

    def _ranges(self, block: int, rows: range) -> set[PartialDate | None]:
        """The dates of the cards on screen of a block of ranges; they tell how far these go."""
        layout = self._model.board_layout
        if block_precision(layout.blocks[block]) is not Precision.RANGE:
            return set()
        of_block = layout.block_rows(block)
        near = range(max(rows.start, of_block.start), min(rows.stop, of_block.stop))
        return {card.date for _row, _cell, card in cards_of_rows(self._model.store, near)}

    def _links(self, sight: Sight) -> Sequence[Drawn]:
        model = self._model
        current, hovered = self.key_at(sight.current), self.key_at(sight.hovered)
        state = (sight.rows, sight.columns, model.board_layout, model.links, model.store.version, current, hovered)
        if state != self._routed:
            self._routed = state
            draw = draw_links if model.board_layout.lane is None else draw_links_alone
            self._drawn = draw(
                model.links,
                model.store,
                sight.columns,
                sight.rows,
                current=current,
                hovered=hovered,
                gap=self._inks.px(GAP),
                scale=self._inks.theme.scale,
            )
        return self._drawn

    def _paint_cards(self, painter: QPainter, sight: Sight, patience: float | None) -> bool:
        """Paint the cards on screen. Returns whether none was left as an outline for want of time."""
        end = None if patience is None else perf_counter() + patience
        whole = True
        layout, store = self._model.board_layout, self._model.store
        linked = self.linked_with(sight.current)
        for row in sight.rows:
            for lane in layout.lanes:
                cell = layout.cell(row, lane)
                if cell is None:
                    continue
                card = store.card(cell)
                rect = self.rect_of(sight, row, lane)
                if card is None:
                    self._cards.paint_placeholder(painter, rect)
                else:
                    look = self._look(sight, cell, card, linked)
                    late = end is not None and perf_counter() > end
                    whole &= self._cards.paint(painter, rect, card, look, self._notes_of(card.id), only_kept=late)
        return whole

    def _look(self, sight: Sight, cell: Cell, card: Card, linked: frozenset[Key]) -> CardLook:
        return CardLook(
            selected=cell == sight.current,
            marked=self._picks.is_marked(card.id),
            hovered=cell == sight.hovered,
            linked=card.key in linked,
            narrow=sight.columns.narrow,
            compact=sight.compact,
            dated=self._model.board_layout.blocks[cell.block] == MIXED,
        )
