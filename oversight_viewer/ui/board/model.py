"""The board as Qt sees it: columns are the lanes that are shown, and cards are read as they come near."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.cards import Card, CardLink
from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.keys import Key
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.labels import lane_name
from oversight_viewer.ui.board.layout import BoardLayout, Cell
from oversight_viewer.ui.board.ranged import RangedCards
from oversight_viewer.ui.board.reading import links_around
from oversight_viewer.ui.board.store import CardStore, cards_of_rows

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library
    from oversight_viewer.tasks.runner import Runner

Index = QModelIndex | QPersistentModelIndex

CARDS_CHANNEL = "board-cards"
LINKS_CHANNEL = "board-links"


class Role(IntEnum):
    """What the model tells beside Qt's own roles."""

    CARD = Qt.ItemDataRole.UserRole + 1  # Card; None where there is none, or none yet
    ENTRY = Qt.ItemDataRole.UserRole + 2  # EntryId


class BoardModel(QAbstractTableModel):
    """Three lanes over a :class:`CardStore`.

    Only one query for cards is under way at a time: when it is done, what is then on screen is looked at again. So
    cards appear while one scrolls, and a jump away from what is being read drops it.

    Args:
        runner: Runs the queries.
        describe: What a screen reader says of a card.
    """

    cards_read = Signal()
    links_read = Signal()
    failed = Signal(object)  # Exception

    def __init__(self, runner: Runner, describe: Callable[[Card], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._describe = describe
        self._store: CardStore[Any] = RangedCards(BoardLayout())
        self._rows = range(0)
        self._reading: range | None = None
        self._ticket = 0
        self._links: frozenset[CardLink] = frozenset()
        self._linked: tuple[frozenset[Key], Key | None] = (frozenset(), None)
        self._links_ticket = 0
        self._links_busy = False
        self._chosen: Key | None = None
        # Of work that failed by a bug nobody is told but this signal; without it the board would wait for ever.
        runner.bug.connect(self._forget_queries)

    # -- what is shown ----------------------------------------------------------------------------------------------

    @property
    def board_layout(self) -> BoardLayout:
        return self._store.layout

    @property
    def store(self) -> CardStore[Any]:
        return self._store

    @property
    def links(self) -> frozenset[CardLink]:
        """The links between the cards near the screen, and all of the chosen card."""
        return self._links

    def set_store(self, store: CardStore[Any]) -> None:
        """Show another arrangement, with the cards that came with it."""
        self.beginResetModel()
        self._store = store
        self._rows = range(0)
        self._forget_queries()
        self.endResetModel()

    def set_layout(self, layout: BoardLayout) -> None:
        """Take the same arrangement with other heights."""
        self._store.layout = layout

    def show_lane(self, lane: int | None) -> None:
        """Show the lane of a number alone, or with None, all three."""
        self.beginResetModel()
        self._store.layout = self._store.layout.showing(lane)
        self._rows = range(0)
        self._forget_queries()
        self.endResetModel()

    def _forget_queries(self) -> None:
        self._ticket += 1
        self._reading = None
        self._links_ticket += 1
        self._links_busy = False
        self._linked = (frozenset(), None)

    def card(self, index: Index) -> Card | None:
        """The card at an index, None if there is none or it is not there yet."""
        cell = self.cell(index)
        return None if cell is None else self._store.card(cell)

    def cell(self, index: Index) -> Cell | None:
        layout = self.board_layout
        return layout.cell(index.row(), layout.lanes[index.column()]) if index.isValid() else None

    def index_of(self, cell: Cell) -> QModelIndex:
        """The index of a card, no valid one if its lane is not shown."""
        layout = self.board_layout
        if not layout.shows(cell):
            return QModelIndex()
        return self.index(layout.row_of(cell), layout.lanes.index(cell.lane))

    # -- reading cards ----------------------------------------------------------------------------------------------

    def look_at(self, rows: range) -> None:
        """Say which rows are on screen; their cards are read, then those of a screen above and below."""
        if rows != self._rows:
            self._rows = rows
            self._read_on()

    def choose(self, key: Key | None) -> None:
        """Say which card is the current one, whose links are wanted wherever they lead."""
        if key != self._chosen:
            self._chosen = key
            self._read_links()

    def near_rows(self) -> range:
        """The rows on screen with those of a screen above and below."""
        screen = len(self._rows) + 1
        return range(max(self._rows.start - screen, 0), min(self._rows.stop + screen, self.board_layout.rows))

    def _read_on(self) -> None:
        if self._reading is not None and _overlap(self._reading, self.near_rows()):
            return
        rows = self._rows
        plan = self._store.plan(rows)
        if not plan:
            rows = self.near_rows()
            plan = self._store.plan(rows)
        if not plan:
            self._reading = None
            self._store.keep_near(self.near_rows())
            self._read_links()
            return
        self._reading = rows
        self._ticket += 1
        self._runner.query(
            CARDS_CHANNEL, plan.read, partial(self._take, self._ticket), partial(self._fail, self._ticket)
        )

    def _take(self, ticket: int, fetched: Any) -> None:
        if ticket != self._ticket:
            return
        self._reading = None
        rows = self._store.add(fetched)
        rows = range(max(rows.start, 0), min(rows.stop, self.board_layout.rows))
        if rows:
            self.dataChanged.emit(self.index(rows.start, 0), self.index(rows.stop - 1, self.columnCount() - 1))
            self.cards_read.emit()
        self._read_on()

    def _fail(self, ticket: int, error: Exception) -> None:
        if ticket == self._ticket:
            self._reading = None
            self.failed.emit(error)

    # -- reading links ----------------------------------------------------------------------------------------------

    def _read_links(self) -> None:
        keys = frozenset(card.key for _row, _cell, card in cards_of_rows(self._store, self.near_rows()))
        wish = (keys, self._chosen)
        if self._links_busy or wish == self._linked:
            return
        self._linked = wish
        self._links_busy = True
        self._links_ticket += 1
        chosen = self._chosen

        def run(library: Library, _notes: NotesByEntry) -> frozenset[CardLink]:
            return links_around(library, keys, chosen)

        ticket = self._links_ticket
        self._runner.query(LINKS_CHANNEL, run, partial(self._take_links, ticket), partial(self._fail_links, ticket))

    def _take_links(self, ticket: int, links: frozenset[CardLink]) -> None:
        if ticket != self._links_ticket:
            return
        self._links_busy = False
        if links != self._links:
            self._links = links
            self.links_read.emit()
        self._read_links()

    def _fail_links(self, ticket: int, error: Exception) -> None:
        if ticket == self._links_ticket:
            self._links_busy = False
            self.failed.emit(error)

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self.board_layout.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.board_layout.lanes)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.cell(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        card = self._store.card(cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "Loading" if card is None else self._describe(card)
        if card is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return card.title
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(card)
            case Role.CARD:
                return card
            case Role.ENTRY:
                return card.id
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation is Qt.Orientation.Horizontal and 0 <= section < self.columnCount():
            lane = LANES[self.board_layout.lanes[section]]
            count = self.board_layout.lane_counts[lane] if self.board_layout.complete else None
            return lane_name(lane, count, self.board_layout.order)
        if orientation is Qt.Orientation.Vertical and 0 <= section < self.board_layout.rows:
            return self._store.row_name(section)
        return None


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def tool_tip(card: Card) -> str:
    """The whole title, and what the card says only by a sign. Escaped: a title may hold anything."""
    from html import escape  # noqa: PLC0415 - loads thousands of names, and no card needs it

    lines = [escape(clean_line(card.title))]
    if card.respondent_mark:
        lines.append(escape(f"Company: {card.respondent_mark}"))
    if card.found_in_notes:
        lines.append("Found in your notes")
    return "".join(f"<p>{line}</p>" for line in lines)


def entry_of(index: Index) -> EntryId | None:
    """The entry at an index of the model, None if there is none or it has not been read."""
    entry = index.data(Role.ENTRY)
    return EntryId(entry) if isinstance(entry, str) else None
