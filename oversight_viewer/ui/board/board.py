"""The board: lane headings above three lanes that are aligned by date, or a page that says why there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QVBoxLayout, QWidget

from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Facet, RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.card_painter import CardPainter
from oversight_viewer.ui.board.headings import LaneHeadings
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.labels import card_name
from oversight_viewer.ui.board.layout import BoardLayout, Cell
from oversight_viewer.ui.board.marker import Marker
from oversight_viewer.ui.board.message import Empty, MessagePage
from oversight_viewer.ui.board.model import BoardModel, entry_of
from oversight_viewer.ui.board.picks import Picks
from oversight_viewer.ui.board.reading import (
    FirstCards,
    Request,
    WholeBoard,
    find_cell,
    first_cards,
    whole_board,
)
from oversight_viewer.ui.board.store import CardStore
from oversight_viewer.ui.board.suggester import Suggester
from oversight_viewer.ui.board.view import BoardView
from oversight_viewer.ui.focus import has_focus
from oversight_viewer.ui.theme import Theme, ThemeSource

if TYPE_CHECKING:
    from oversight_viewer.tasks.runner import Runner

FIRST_CHANNEL = "board-first"
HISTOGRAM_CHANNEL = "board-histogram"
FIND_CHANNEL = "board-find"


class Board(QWidget):
    """The three lanes with their headings.

    Args:
        runner: Runs the queries.
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
        today: Gives the day from which due dates are counted.
    """

    entry_activated = Signal(object)
    """The user wants to read an entry: EntryId. By Enter or a double click."""
    entry_selected = Signal(object)
    """The user has made another entry the current one: EntryId; or None: the current one is gone from the library."""
    selection_changed = Signal(list)
    """What a bulk action acts on: the marked entries, or the current one if none is marked."""
    counts_changed = Signal(object)
    """How many records match, by lane: dict[Lane, int]."""
    histogram_counted = Signal(object, object)
    """How many records a filter means by day: RecordFilter, Sequence[BlockCount]. Comes before the counts of lanes."""
    clear_filters_requested = Signal()
    import_requested = Signal()
    text_suggested = Signal(str)
    """The user wants to search for this instead."""
    order_changed = Signal(bool)
    """The user has turned the order: whether the newest are now first."""

    def __init__(
        self,
        runner: Runner,
        theme_source: ThemeSource,
        scheme: MarkScheme,
        *,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._scheme = scheme
        self._today = today
        self._directory = Directory()
        self._filter = RecordFilter()
        self._newest_first = True
        self._picks = Picks()
        self._asked: Request | None = None
        self._shown: tuple[RecordFilter, bool] | None = None
        self._offset: int | None = None
        self._untold = False
        inks = Inks(theme_source.theme)
        self._cards = CardPainter(inks, scheme, today)
        self._model = BoardModel(runner, self._describe, self)
        self._headings = LaneHeadings(inks)
        self._view = BoardView(self._model, inks, self._cards, self._picks, self._notes_of)
        self._marker = Marker(runner, self._model, self._picks, self)
        self._view.setAccessibleName("Record, three lanes")
        self._message = MessagePage(inks)
        self._suggester = Suggester(runner, self)
        self._page: QWidget = self._view
        self._pages = QStackedWidget()
        self._pages.addWidget(self._view)
        self._pages.addWidget(self._message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._headings)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self._view)
        self._connect(theme_source)

    def _connect(self, theme_source: ThemeSource) -> None:
        self._headings.order_pressed.connect(self._turn_order)
        self._view.chosen.connect(self._card_chosen)
        self._view.opened.connect(self._card_opened)
        self._view.mark_toggled.connect(self._marker.toggle)
        self._view.mark_stretched.connect(self._stretch_marks)
        self._view.marks_dropped.connect(self._marker.drop)
        self._marker.changed.connect(self._view.viewport().update)
        self._marker.changed.connect(self._tell_selection)
        self._view.columns_moved.connect(self._place_headings)
        self._message.pressed.connect(self._message_pressed)
        self._message.suggestion_pressed.connect(self.text_suggested)
        self._suggester.found.connect(self._message.suggest)
        self._model.cards_read.connect(self._tell_choice)
        self._model.failed.connect(self._show_error)
        self._runner.changed.connect(self._library_changed)
        theme_source.theme_changed.connect(self._set_theme)
        self._place_headings()

    # -- what it shows ----------------------------------------------------------------------------------------------

    @property
    def newest_first(self) -> bool:
        return self._newest_first

    @property
    def current_entry(self) -> EntryId | None:
        """The current entry, on screen or not."""
        return self._picks.current

    @property
    def view(self) -> BoardView:
        return self._view

    def set_filter(self, record_filter: RecordFilter) -> None:
        """Show the entries that are meant, read anew. The current one stays in view if it still matches."""
        if record_filter != self._filter and self._picks.unmark_all():
            self._tell_selection()
        self._filter = record_filter
        self._cards.set_search(record_filter.text)
        self._ask()

    def set_newest_first(self, newest_first: bool) -> None:
        """Turn the order. The current entry stays in view."""
        if newest_first != self._newest_first:
            self._newest_first = newest_first
            self._headings.set_order(newest_first=newest_first)
            self._ask()

    def select_entry(self, entry: EntryId) -> None:
        """Make an entry the current one and bring it into view, if it matches the filter. Does not signal it back."""
        self._picks.current = entry
        self._tell_selection()
        cell = self._model.store.cell_of_id(entry)
        if cell is not None:
            self._show_current(cell)
            return
        request, layout = self._request(), self._model.board_layout
        self._view.set_current(None)
        if layout.complete:
            self._runner.query(
                FIND_CHANNEL,
                lambda library, notes: find_cell(library, notes, request, layout, entry),
                lambda found: self._show_found(entry, found),
                self._show_error,
            )

    def focus_board(self, reason: Qt.FocusReason = Qt.FocusReason.ShortcutFocusReason) -> None:
        """Give the keyboard to the cards, or to the button of the page that stands for them."""
        self._page.setFocus(reason)

    # -- asking the library -----------------------------------------------------------------------------------------

    def _request(self) -> Request:
        view, rows = self._view, self._view.rows_in_view()
        return Request(
            self._filter,
            self._newest_first,
            view.heights,
            screen_rows=view.screen_rows,
            anchor=self._picks.current,
            top_row=rows.start if self._shown == (self._filter, self._newest_first) else 0,
        )

    def _ask(self) -> None:
        """Read the first cards, then count everything. What is on screen stays until the first answer.

        Where the same is read anew, and where the current entry stays in view, there is one answer only.
        """
        cell = self._view.current_cell()
        in_view = cell is not None and self._model.board_layout.row_of(cell) in self._view.rows_in_view()
        self._offset = self._view.offset_of(cell) if cell is not None and in_view else None
        self._headings.set_counts(None)
        self._suggester.forget()
        request = self._asked = self._request()
        if self._shown != (self._filter, self._newest_first):
            self._runner.query(
                FIRST_CHANNEL,
                lambda library, notes: first_cards(library, notes, request),
                partial(self._take_first, request),
                partial(self._fail, request),
            )
        self._runner.query(
            HISTOGRAM_CHANNEL,
            lambda library, notes: whole_board(library, notes, request),
            partial(self._take_whole, request),
            partial(self._fail, request),
        )

    def _take_first(self, request: Request, first: FirstCards) -> None:
        if request is not self._asked:
            return
        self._set_directory(first.directory)
        if first.store is None:
            return
        self._shown = (request.filter, request.newest_first)
        self._set_store(first.store)
        self._view.verticalScrollBar().setValue(0)
        if first.store.layout.rows:
            self._show_page(self._view)

    def _take_whole(self, request: Request, whole: WholeBoard) -> None:
        if request is not self._asked:
            return
        self._asked = None
        self._set_directory(whole.directory)
        new = self._shown != (request.filter, request.newest_first)
        top = 0 if new else self._view.verticalOffset()
        self._shown = (request.filter, request.newest_first)
        layout = self._set_store(whole.store)
        if layout.rows:
            self._show_page(self._view)
        else:
            self._message.show_empty(Empty.NO_RECORDS if self._filter.is_empty else Empty.NO_MATCH)
            self._suggester.ask(self._filter.text)
            self._show_page(self._message)
        self._view.verticalScrollBar().setValue(top)
        self._restore_current(request, whole, new=new)
        counts = layout.lane_counts
        self._headings.set_counts(counts)
        self.histogram_counted.emit(request.filter, whole.counts)
        self.counts_changed.emit(counts)

    def _set_store(self, store: CardStore) -> BoardLayout:
        """Show other cards. Their heights were right when they were asked for; the text size may have changed since."""
        store.layout = store.layout.with_heights(self._view.heights)
        self._model.set_store(store, self._filter)
        return store.layout

    def _restore_current(self, request: Request, whole: WholeBoard, *, new: bool) -> None:
        current = self._picks.current
        if current != request.anchor and current is not None:
            # The user has gone on meanwhile.
            self.select_entry(current)
        elif whole.anchor is not None:
            self._view.set_current(whole.anchor)
            if self._offset is not None:
                self._view.put_at(whole.anchor, self._offset)
            elif new:
                self._bring_into_view(whole.anchor)
        elif whole.anchor_is_gone:
            self._picks.current = None
            self.entry_selected.emit(None)
            self._tell_selection()

    def _fail(self, request: Request, error: Exception) -> None:
        if request is self._asked:
            self._asked = None
            self._shown = None
            self._show_error(error)

    def _show_error(self, error: Exception) -> None:
        self._message.show_error(error)
        self._show_page(self._message)

    def _show_page(self, page: QWidget) -> None:
        before = self._page
        if page is not before:
            had_focus = has_focus(before)
            self._page = page
            self._pages.setCurrentWidget(page)
            if had_focus:
                page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _message_pressed(self, empty: Empty) -> None:
        match empty:
            case Empty.NO_MATCH:
                self.clear_filters_requested.emit()
            case Empty.NO_RECORDS:
                self.import_requested.emit()
            case Empty.FAILED:
                self._ask()

    def _library_changed(self, change: Change) -> None:
        """Read anew what may have changed; notes alone only change the signs on cards, unless one filters by them."""
        by_notes = self._filter.has_notes is not None or self._filter.flagged is not None or self._filter.text.strip()
        if change.record or (change.notes and (by_notes or not self._filter.choice(Facet.TAG).is_empty)):
            self._ask()
        elif change.notes:
            self._view.viewport().update()

    # -- the current card and the marks -----------------------------------------------------------------------------

    def _show_found(self, entry: EntryId, cell: Cell | None) -> None:
        if cell is not None and self._picks.current == entry:
            self._show_current(cell)

    def _show_current(self, cell: Cell) -> None:
        self._view.set_current(cell)
        self._bring_into_view(cell)

    def _bring_into_view(self, cell: Cell) -> None:
        rows = self._view.rows_in_view()
        hint = QAbstractItemView.ScrollHint
        seen = self._model.board_layout.row_of(cell) in rows
        self._view.scrollTo(self._model.index_of(cell), hint.EnsureVisible if seen else hint.PositionAtCenter)

    def _card_chosen(self, index: QModelIndex) -> None:
        entry = entry_of(index)
        self._untold = entry is None
        if entry is not None:
            self._picks.current = entry
            self.entry_selected.emit(entry)
            self._tell_selection()

    def _tell_choice(self) -> None:
        """Tell of a card that the user has gone to before it was read."""
        if self._untold:
            self._card_chosen(self._view.currentIndex())
        self._view.refresh_current()

    def _card_opened(self, index: QModelIndex) -> None:
        entry = entry_of(index)
        if entry is not None:
            self.entry_activated.emit(entry)

    def _stretch_marks(self, first: QModelIndex, last: QModelIndex) -> None:
        self._marker.stretch(self._request(), first, last)

    def _tell_selection(self) -> None:
        self.selection_changed.emit(self._picks.chosen)

    # -- the rest ---------------------------------------------------------------------------------------------------

    def _notes_of(self, entry: EntryId) -> EntryNotes | None:
        return self._runner.notes.get(entry)

    def _describe(self, card: Card) -> str:
        return card_name(card, self._directory, self._scheme, self._today(), self._notes_of(card.id))

    def _set_directory(self, directory: Directory) -> None:
        self._directory = directory
        self._cards.set_directory(directory)

    def _turn_order(self) -> None:
        self.set_newest_first(not self._newest_first)
        self.order_changed.emit(self._newest_first)

    def _place_headings(self) -> None:
        self._headings.set_columns(self._view.columns.moved(-self._view.horizontalOffset()))

    def _set_theme(self, theme: Theme) -> None:
        inks = Inks(theme)
        self._cards.set_inks(inks)
        self._headings.set_inks(inks)
        self._message.set_inks(inks)
        self._view.set_inks(inks)

    def setAccessibleDescription(self, text: str) -> None:
        """Say of the lanes what they show: the sentence of the filter."""
        super().setAccessibleDescription(text)
        self._view.setAccessibleDescription(text)
