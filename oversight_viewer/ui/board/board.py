"""The board: lane headings above three lanes side by side, or a page that says why there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Facet, RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Alignment, Density, Look, Order
from oversight_viewer.ui.board import reading
from oversight_viewer.ui.board.card_painter import CardPainter
from oversight_viewer.ui.board.headings import LaneHeadings
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.board.labels import card_name
from oversight_viewer.ui.board.layout import BoardLayout, Cell
from oversight_viewer.ui.board.marker import Marker
from oversight_viewer.ui.board.message import Empty, MessagePage
from oversight_viewer.ui.board.model import BoardModel, entry_of
from oversight_viewer.ui.board.pages import Pages
from oversight_viewer.ui.board.picks import Picks
from oversight_viewer.ui.board.showing import Showing
from oversight_viewer.ui.board.store import CardStore
from oversight_viewer.ui.board.suggester import Suggester
from oversight_viewer.ui.board.view import BoardView
from oversight_viewer.ui.theme import Theme, ThemeSource

if TYPE_CHECKING:
    from oversight_viewer.tasks.runner import Runner

FIRST_CHANNEL = "board-first"
HISTOGRAM_CHANNEL = "board-histogram"
FIND_CHANNEL = "board-find"


class Board(Showing, QWidget):
    """The three lanes with their headings.

    Args:
        runner: Runs the queries.
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
        today: Gives the day from which due dates are counted.
        look: In what way the record is looked at to begin with. Nothing is read before ``set_filter`` or ``set_look``.
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
    """How many records a filter means by day: RecordFilter, TimelineCounts. Comes before the counts of lanes."""
    clear_filters_requested = Signal()
    import_requested = Signal()
    look_changed = Signal(Look)
    """Something is looked at in another way, whoever wanted it."""
    text_suggested = Signal(str)
    """The user wants to search for this instead."""

    def __init__(
        self,
        runner: Runner,
        theme_source: ThemeSource,
        scheme: MarkScheme,
        *,
        today: Callable[[], date] = date.today,
        look: Look | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._scheme = scheme
        self._today = today
        self._directory = Directory()
        self._knows_directory = False
        self._look = look or Look()
        self._picks = Picks()
        self._asked: reading.Request | None = None
        self._shown: Look | None = None
        self._offset: int | None = None
        self._around: Cell | None = None  # the current card, while the cards around it are all that is known
        self._untold = False
        inks = Inks(theme_source.theme)
        self._cards = CardPainter(inks, scheme, today)
        self._model = BoardModel(runner, self._describe, self)
        self._headings = LaneHeadings(inks)
        notes_of = lambda entry: runner.notes.get(entry)  # noqa: E731, PLW0108 - replaced with each change
        self._view = BoardView(self._model, inks, self._cards, self._picks, notes_of)
        self._marker = Marker(runner, self._model, self._picks, self)
        self._message = MessagePage(inks)
        self._suggester = Suggester(runner, self)
        self._pages = Pages(self._view, self._message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._headings)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self._view)
        self._connect(theme_source)

    def _connect(self, theme_source: ThemeSource) -> None:
        self._headings.order_pressed.connect(self.turn_order)
        self._headings.order_chosen.connect(self.set_order)
        self._headings.lane_chosen.connect(self._view.show_lane)
        self._view.chosen.connect(self._card_chosen)
        self._view.opened.connect(self._card_opened)
        self._view.mark_toggled.connect(self._marker.toggle)
        self._view.mark_stretched.connect(self._marker.stretch)
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
        self._show_look()

    @property
    def look(self) -> Look:
        """Which entries are shown, side by side by what, in which order, how close together."""
        return self._look

    @property
    def newest_first(self) -> bool:
        return self._look.order is not Order.OLDEST

    @property
    def current_entry(self) -> EntryId | None:
        """The current entry, on screen or not."""
        return self._picks.current

    @property
    def view(self) -> BoardView:
        return self._view

    def set_look(self, look: Look) -> None:
        """Show what is meant, read anew. The current entry stays in view if it still matches."""
        before = self._look
        if look != before and replace(look, density=before.density) == before:
            self.set_density(look.density)  # the cards are the same ones
            return
        self._look = look
        if look.filter != before.filter and self._picks.unmark_all():
            self._tell_selection()
        self._show_look()
        self._ask()
        if look != before:
            self.look_changed.emit(look)

    def _show_look(self) -> None:
        self._view.set_density(self._look.density)
        self._cards.set_search(self._look.filter.text)
        self._headings.set_order(reading.effective(self._look).order, with_best=bool(self._look.filter.text.strip()))

    def set_filter(self, record_filter: RecordFilter) -> None:
        """Show the entries that are meant, read anew. The current one stays in view if it still matches."""
        self.set_look(replace(self._look, filter=record_filter))

    def set_alignment(self, alignment: Alignment) -> None:
        """Set other entries side by side. Best matches, which stand in no alignment, are left for the newest."""
        order = Order.NEWEST if reading.is_ranked(self._look) else self._look.order
        self._change(replace(self._look, alignment=alignment, order=order))

    def set_order(self, order: Order) -> None:
        """Put other entries first. Without a text to match, the newest are the best matches."""
        self._change(replace(self._look, order=order))

    def turn_order(self) -> None:
        """Put the oldest first, or from any other order the newest."""
        self.set_order(Order.OLDEST if reading.effective(self._look).order is Order.NEWEST else Order.NEWEST)

    def set_density(self, density: Density) -> None:
        """Set cards closer together or further apart. What is looked at stays where it is."""
        if density is not self._look.density:
            self._look = replace(self._look, density=density)
            self._view.set_density(density)
            self.look_changed.emit(self._look)

    def _change(self, look: Look) -> None:
        if look != self._look:
            self.set_look(look)

    def select_entry(self, entry: EntryId | None) -> None:
        """Make an entry the current one and bring it into view, if it matches the filter; or none.

        Does not signal it back.
        """
        self._picks.current = entry
        self._tell_selection()
        if entry is None:
            self._view.set_current(None)
            return
        cell = self._model.store.cell_of_id(entry)
        if cell is not None:
            self._show_current(cell)
            return
        store = self._model.store
        self._view.set_current(None)
        if store.layout.complete:
            self._runner.query(
                FIND_CHANNEL,
                lambda library, notes: store.find(library, notes, entry),
                lambda found: self._show_found(entry, found),
                self._show_error,
            )

    def focus_board(self, reason: Qt.FocusReason = Qt.FocusReason.ShortcutFocusReason) -> None:
        """Give the keyboard to the cards, or to the button of the page that stands for them."""
        self._pages.page.setFocus(reason)

    def _request(self) -> reading.Request:
        view, look = self._view, reading.effective(self._look)
        return reading.Request(
            look,
            view.heights,
            screen_rows=view.screen_rows,
            anchor=self._picks.current,
            top_row=view.rows_in_view().start if self._shown == look else 0,
            today=self._today,
            directory=not self._knows_directory,
            lane=view.lane,
        )

    def _ask(self) -> None:
        """Read the first cards, then count everything. What is on screen stays until the first answer.

        Where the same is read anew there is one answer only.
        """
        cell = self._view.current_cell()
        in_view = cell is not None and self._model.board_layout.row_of(cell) in self._view.rows_in_view()
        self._offset = self._view.offset_of(cell) if cell is not None and in_view else None
        self._around = None
        self._headings.set_counts(None)
        self._suggester.forget()
        request = self._asked = self._request()
        self._headings.set_ranking(reading.is_ranked(request.look))
        whole = request
        if self._shown != request.look and reading.has_first_cards(request.look):
            whole = replace(request, directory=False)  # the first cards bring it
            aside = cell is None and request.lane is not None  # the current card may be in another lane
            first = replace(request, anchor=None) if aside else request
            self._runner.query(
                FIRST_CHANNEL,
                lambda library, notes: reading.first_cards(library, notes, first),
                partial(self._take_first, request),
                partial(self._fail, request),
            )
        self._runner.count(
            HISTOGRAM_CHANNEL,
            partial(reading.whole_board, request=whole),
            partial(self._take_whole, request),
            partial(self._fail, request),
        )

    def _take_first(self, request: reading.Request, first: reading.FirstCards) -> None:
        if request is not self._asked:
            return
        self._set_directory(first.directory)
        moved_on = first.anchor is not None and self._picks.current != request.anchor
        if first.store is None or moved_on:
            return
        # The newest, which are shown while the best are ranked, are not yet what is wanted.
        self._shown = None if reading.is_ranked(request.look) else request.look
        self._set_store(first.store)
        self._view.verticalScrollBar().setValue(0)
        self._around = first.anchor
        if first.anchor is not None:
            self._put_anchor(first.anchor, self._offset, new=True)
        if first.store.layout.records:
            self._pages.show_page(self._view)

    def _take_whole(self, request: reading.Request, whole: reading.WholeBoard) -> None:
        if request is not self._asked:
            return
        self._asked = None
        self._set_directory(whole.directory)
        new = self._shown != request.look
        if self._around is not None and self._view.shows(self._around):
            self._offset = self._view.offset_of(self._around)  # the user may have scrolled meanwhile
            self._around = None
        top = 0 if new else self._view.verticalOffset()
        self._shown = request.look
        layout = self._set_store(whole.store)
        if layout.records:
            self._pages.show_page(self._view)
        else:
            self._message.show_empty(Empty.NO_RECORDS if self._look.filter.is_empty else Empty.NO_MATCH)
            self._suggester.ask(self._look.filter.text)
            self._pages.show_page(self._message)
        self._view.verticalScrollBar().setValue(top)
        self._restore_current(request, whole, new=new)
        self._headings.set_ranking(False)
        self._headings.set_counts(whole.counts)
        self.histogram_counted.emit(request.look.filter, whole.days)
        self.counts_changed.emit(whole.counts)

    def _set_store(self, store: CardStore[Any]) -> BoardLayout:
        """Show other cards. What was right when they were asked for may have changed: the text size, the lane."""
        store.layout = store.layout.with_heights(self._view.heights).showing(self._view.lane)
        self._model.set_store(store)
        return store.layout

    def _restore_current(self, request: reading.Request, whole: reading.WholeBoard, *, new: bool) -> None:
        current = self._picks.current
        if current != request.anchor and current is not None:
            # The user has gone on meanwhile.
            self.select_entry(current)
        elif whole.anchor is not None:
            self._put_anchor(whole.anchor, self._offset, new=new)
        elif whole.anchor_is_gone:
            self._picks.current = None
            self.entry_selected.emit(None)
            self._tell_selection()

    def _fail(self, request: reading.Request, error: Exception) -> None:
        if request is self._asked:
            self._asked = None
            self._shown = None
            self._show_error(error)

    def _show_error(self, error: Exception) -> None:
        self._message.show_error(error)
        self._pages.show_page(self._message)

    def _message_pressed(self, empty: Empty) -> None:
        offered = {Empty.NO_MATCH: self.clear_filters_requested.emit, Empty.NO_RECORDS: self.import_requested.emit}
        offered.get(empty, self._ask)()

    def _library_changed(self, change: Change) -> None:
        """Read anew what may have changed; notes alone only change the signs on cards, unless one filters by them."""
        wanted = self._look.filter
        self._knows_directory = self._knows_directory and not change.record
        by_notes = wanted.has_notes is not None or wanted.flagged is not None or bool(wanted.text.strip())
        if change.record or (change.notes and (by_notes or not wanted.choice(Facet.TAG).is_empty)):
            self._ask()
        elif change.notes:
            self._view.viewport().update()

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

    def _tell_selection(self) -> None:
        self.selection_changed.emit(self._picks.chosen)

    def _describe(self, card: Card) -> str:
        return card_name(card, self._directory, self._scheme, self._today(), self._runner.notes.get(card.id))

    def _set_directory(self, directory: Directory | None) -> None:
        if directory is not None:
            self._directory = directory
            self._knows_directory = True
            self._cards.set_directory(directory)

    def _set_theme(self, theme: Theme) -> None:
        inks = Inks(theme)
        for part in (self._cards, self._headings, self._message, self._view):
            part.set_inks(inks)

    def setAccessibleDescription(self, text: str) -> None:
        """Say of the lanes what they show: the sentence of the filter."""
        super().setAccessibleDescription(text)
        self._view.setAccessibleDescription(text)
