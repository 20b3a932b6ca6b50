"""The record as staff read it: filters at the left, three lanes in the middle, the reader at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import ChoiceState, Facet, RecordFilter
from oversight_viewer.domain.history import Place
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.naming import view_name
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.search_text import parse_search
from oversight_viewer.domain.sentence import describe_parts
from oversight_viewer.domain.views import Look
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.board.board import FIRST_CHANNEL, Board
from oversight_viewer.ui.board.reading import effective, has_first_cards
from oversight_viewer.ui.chips_row import ChipsRow
from oversight_viewer.ui.focus import give_focus
from oversight_viewer.ui.ground import Ground
from oversight_viewer.ui.late_parts import HasLateParts, LateParts
from oversight_viewer.ui.panes import CENTRE, READER, SIDEBAR, Panes
from oversight_viewer.ui.sentence_line import SentenceLine
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.theme import Theme, ThemeSource
from oversight_viewer.ui.timeline import HEIGHT
from oversight_viewer.ui.totals import Totals, prepare, read_directory, read_facets, read_totals
from oversight_viewer.ui.visits import Visits

if TYPE_CHECKING:
    from oversight_viewer.ui.timeline.timeline import Timeline

_LATE_MS = 150
"""So long numbers of the filter before may stand in the sidebar while others are counted."""


class RecordPage(HasLateParts, QWidget):
    """Filters, lanes and reader over one open library. What is looked at lives here and nowhere else.

    Args:
        runner: Does the work of the library off the UI thread.
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
        settings: Remembers the panes.
        look: What is shown at first.
        cards_first: Have the first cards on the screen before anything else is asked of the library, and before the
            filters and the reader are made, for which there is room meanwhile.
    """

    filter_changed = Signal(RecordFilter)
    look_changed = Signal(object)
    """What is on screen is another Look now, by the filter or by anything else in it."""
    count_changed = Signal(object, object)  # matching, all: int, or None while it is not known
    selection_changed = Signal(list)
    save_state_changed = Signal(str)
    can_save_changed = Signal(bool)
    search_requested = Signal()
    import_requested = Signal()
    edit_requested = Signal()
    attachment_requested = Signal(object, bool)
    """An attachment is to be opened, or, with False, to be saved."""

    def __init__(
        self,
        runner: Runner,
        theme_source: ThemeSource,
        scheme: MarkScheme,
        settings: Settings,
        look: Look | None = None,
        *,
        cards_first: bool = False,
    ) -> None:
        super().__init__()
        self._runner = runner
        self._theme_source = theme_source
        self._look = look or Look()
        self._directory = Directory()
        self._total: int | None = None
        self._count: int | None = None
        self._selected: list[EntryId] = []
        self._prepared = False
        # Numbers that come soon take the place of the earlier ones at once, without an ellipsis between.
        self._numbers_late = QTimer(self, singleShot=True, interval=_LATE_MS)

        self._late = LateParts(self, runner, theme_source, scheme, settings)
        self.board = Board(runner, theme_source, scheme, look=self._look)
        self.chips_row = ChipsRow(theme_source)
        self.chips = self.chips_row.chips
        self._sentence = SentenceLine(theme_source)
        self.alignment = self._sentence.alignment
        self.alignment.show_look(self._look)
        self._lay_out(settings)
        self.visits = Visits(self._look, self._go_to, self.board.view)
        self._connect()
        self.apply_theme(theme_source.theme)
        if not cards_first or runner.is_immediate:
            self._late.make_all()
        elif has_first_cards(effective(self._look)):
            runner.hold_all_but(FIRST_CHANNEL, then=self._late.make_after_painting)
        else:
            self._late.make_after_painting()
        self.reload()

    def put_timeline(self, timeline: Timeline) -> None:
        """Have the timeline stand where there was room for it."""
        self._column.replaceWidget(self._timeline_room, timeline)
        self._timeline_room.deleteLater()

    # -- what it shows

    @property
    def look(self) -> Look:
        """The whole state of what is on screen: filter, alignment, order, density."""
        return self._look

    @property
    def filter(self) -> RecordFilter:
        return self._look.filter

    @property
    def directory(self) -> Directory:
        return self._directory

    @property
    def count(self) -> int | None:
        """How many entries match, or None while that is being counted."""
        return self._count

    @property
    def selected(self) -> Sequence[EntryId]:
        """The entries that are marked on the board."""
        return tuple(self._selected)

    @property
    def total(self) -> int | None:
        """How many entries there are, or None while that is being counted."""
        return self._total

    @property
    def can_save(self) -> bool:
        """Whether what is on screen can be saved as a view."""
        return self._late.made_views is not None and self._late.made_views.can_save

    def set_look(self, look: Look) -> None:
        """Show what ``look`` asks for."""
        before = self._look
        if look == before:
            return
        self._look = look
        if look.filter != before.filter:
            self.filter_changed.emit(look.filter)
            self._show_filter()
        elif self.board.look != look:
            self.board.set_look(look)
        self.alignment.show_look(look)
        if self._late.made_views is not None:
            self._late.made_views.show_look(look)
        self.look_changed.emit(look)

    def set_filter(self, value: RecordFilter) -> None:
        """Show what ``value`` asks for, in the same way as now."""
        self.set_look(replace(self._look, filter=value))

    def set_text(self, text: str) -> None:
        """Search for a text within the other filters."""
        self.set_filter(replace(self.filter, text=text))

    def choose_dates(self, since: date | None, until: date | None) -> None:
        """Show what happened between two days; None for no limit."""
        self.set_filter(replace(self.filter, since=since, until=until))

    def clear_filter(self) -> None:
        self.set_filter(RecordFilter())

    def save_view(self) -> None:
        """Ask for a name, and save what is on screen as a view."""
        if self.saved_views.can_save:
            self.saved_views.ask_save(view_name(self._look, self._directory), self._sentence.sentence.sentence)

    def reload(self) -> None:
        """Ask the library again for everything: it was opened, or changed."""
        self._prepared = False
        self._runner.query("page-directory", read_directory, self._directory_arrived)
        self._runner.count("page-totals", read_totals, self._totals_arrived)
        if self._late.made_timeline is not None:
            self._late.made_timeline.read_anew()
        self._show_filter()

    def show_entry(self, entry: EntryId) -> None:
        """Open an entry in the reader and mark it on the board."""
        self.visits.entry_opened(entry)
        self.board.select_entry(entry)
        self.reader.show_entry(entry)
        if not self.panes.is_one:
            self.set_reader_shown(True)

    # -- panes

    @property
    def reader_shown(self) -> bool:
        return self.panes.reader_shown

    def set_reader_shown(self, shown: bool) -> None:
        self.panes.set_reader_shown(shown)

    @property
    def sidebar_shown(self) -> bool:
        return self.panes.sidebar_shown

    def set_sidebar_shown(self, shown: bool) -> None:
        """Show the filters: beside the lanes, or over them where the window is small."""
        self.panes.set_sidebar_shown(shown)

    def save_panes(self) -> None:
        """Remember the sizes of the panes."""
        self.panes.save()

    def flush(self) -> None:
        """Put everything that is typed on its way to the disk: to be called before the runner is closed."""
        if self._late.made_reader is not None:
            self._late.made_reader.flush()

    def step_back(self) -> None:
        """What Esc does: close the drawer, else go back to the cards."""
        if self.panes.step_back():
            self.board.focus_board()

    def apply_theme(self, theme: Theme) -> None:
        self.chips_row.apply_theme(theme)
        self._sentence_layout.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(6))
        self.panes.apply_theme(theme)

    # -- building

    def _lay_out(self, settings: Settings) -> None:
        self.centre = Ground(self._theme_source, "surface")
        self.centre.setObjectName("centre")
        self._line = QWidget()
        self._sentence_layout = QHBoxLayout(self._line)
        self._sentence_layout.addWidget(self._sentence, 1)
        self._timeline_room = QWidget(self.centre)
        self._timeline_room.setFixedHeight(self._theme_source.theme.px(HEIGHT))
        self._timeline_room.setVisible(settings.flag("timeline", default=True))
        self._column = column = QVBoxLayout(self.centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chips_row)
        column.addWidget(self._line)
        column.addWidget(self._timeline_room)
        column.addWidget(self.board, 1)

        self.panes = Panes(self._theme_source, settings, self.centre, self.board)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.panes)

    def _connect(self) -> None:
        self._numbers_late.timeout.connect(self._blank_numbers)
        self.chips.filter_edited.connect(self.set_filter)
        self.alignment.chosen.connect(self.board.set_alignment)
        self.board.look_changed.connect(self.set_look)
        self.chips_row.filters_button.clicked.connect(lambda: self.set_sidebar_shown(not self.sidebar_shown))
        self.chips_row.save_button.clicked.connect(self.save_view)
        self.look_changed.connect(self.visits.look_changed)
        self.board.entry_selected.connect(self._entry_selected)
        self.board.entry_activated.connect(self._entry_activated)
        self.board.selection_changed.connect(self._selection_changed)
        self.can_save_changed.connect(lambda can: self.chips_row.set_can_save(can_save=can))
        self.board.histogram_counted.connect(lambda *counted: self.timeline.take_counts(*counted))  # noqa: PLW0108 - made late
        self.board.counts_changed.connect(self._counts_arrived)
        self.board.clear_filters_requested.connect(self.clear_filter)
        self.board.import_requested.connect(self.import_requested)
        self.board.text_suggested.connect(self.set_text)
        self.panes.small_changed.connect(self._make_small)
        self.panes.one_changed.connect(self.board.set_cramped)
        self.panes.keyboard_lost.connect(self.board.focus_board)
        self.chips.keyboard_lost.connect(self.board.focus_board)
        self._runner.changed.connect(self._record_changed)
        self._theme_source.theme_changed.connect(self.apply_theme)

    # -- the filter

    def _show_filter(self) -> None:
        self._count = None
        late = self._late
        if late.made_sidebar is not None:
            late.made_sidebar.set_filter(self.filter)
        self._numbers_late.start()
        self.chips.set_filter(self.filter, self._directory)
        if late.made_timeline is not None:
            late.made_timeline.set_filter(self.filter)
        self.board.set_look(self._look)
        if late.made_reader is not None:
            late.made_reader.frame.hits.set_search(parse_search(self.filter.text))
        self._ask_facets()
        self._say_filter()

    def _ask_facets(self) -> None:
        self._runner.count("page-facets", partial(read_facets, wanted=self.filter), self._facets_arrived)

    def _say_filter(self) -> None:
        lead, rest = describe_parts(self.filter, self._directory, count=self._count, total=self._total)
        self._sentence.sentence.set_sentence(lead, rest)
        self.chips_row.set_parts(self.filter.parts)
        self.board.setAccessibleDescription(f"{lead} {rest}")
        self.count_changed.emit(self._count, self._total)

    # -- answers of the library

    def _directory_arrived(self, directory: Directory) -> None:
        self._directory = directory
        self.sidebar.set_directory(directory)
        self.chips.set_filter(self.filter, directory)
        self._say_filter()

    def _totals_arrived(self, totals: Totals) -> None:
        self._total = totals.entries
        self.sidebar.set_totals(totals.entries, totals.annotated, totals.flagged)
        self._say_filter()

    def _blank_numbers(self) -> None:
        if self._late.made_sidebar is not None:
            self._late.made_sidebar.set_counts(None)

    def _facets_arrived(self, counts: FacetCounts) -> None:
        self._numbers_late.stop()
        self.sidebar.set_counts(counts)
        self.reader.set_known_tags(counts.counts.get(Facet.TAG, {}))

    def narrow_to(self, facet: Facet, value: str) -> None:
        """Show only what has a value."""
        self.set_filter(self.filter.with_state(facet, value, ChoiceState.INCLUDED))

    def _counts_arrived(self, counts: dict[Lane, int] | None) -> None:
        self._count = None if counts is None else sum(counts.values())
        self.timeline.board_has_counted()
        self._say_filter()
        if counts is not None and not self._prepared:
            self._prepared = True
            self._prepare()

    def _prepare(self) -> None:
        """Have the library read what counting needs, now that the first cards are there, before it is asked to count.

        If that fails, the question that needs it fails too and says so.
        """
        begin = self.saved_views.counts.begin
        self._runner.count("page-prepare", prepare, lambda _: begin(), lambda _: begin())

    def _record_changed(self, change: Change) -> None:
        if change.record:
            self.reload()
            return
        if not change.notes:
            return
        self._runner.count("page-totals", read_totals, self._totals_arrived)
        self._ask_facets()
        on_notes = self.filter.has_notes is not None or self.filter.flagged is not None
        if on_notes or not self.filter.choice(Facet.TAG).is_empty:
            self.timeline.read_anew()
            self.board.set_filter(self.filter)

    # -- the board and the reader

    def _entry_selected(self, entry: EntryId | None) -> None:
        if entry is not None:
            self.visits.card_chosen(entry)
            self.reader.show_entry(entry)
        else:
            self.visits.entry_gone()
            if self._late.made_reader is not None:
                self._late.made_reader.clear()

    def _entry_activated(self, entry: EntryId) -> None:
        self.visits.entry_opened(entry)
        self.set_reader_shown(True)
        self.reader.show_entry(entry)
        give_focus(self.reader, Qt.FocusReason.ShortcutFocusReason)

    def _go_to(self, place: Place) -> None:
        """Show again what was on screen, and the entry that was open then."""
        self.set_look(place.look)
        self.board.select_entry(place.entry)
        if place.entry is None:
            self.reader.clear()
        else:
            self.reader.show_entry(place.entry)

    def _selection_changed(self, entries: list[EntryId]) -> None:
        self._selected = list(entries)
        self.selection_changed.emit(self._selected)

    # -- small windows

    def _make_small(self, small: bool) -> None:
        """Have the chips stand in the drawer and the sentence in their place, or each in its own."""
        self._sentence.set_small(small)
        if small:
            self.panes.put_into_drawer(self.chips)
            self.chips_row.put_middle(self._sentence)
        else:
            self.chips_row.put_chips()
            self._sentence_layout.addWidget(self._sentence, 1)
        self.chips_row.set_small(small=small)
        self._line.setVisible(not small)

    def sizeHint(self) -> QSize:
        px = self._theme_source.theme.px
        return QSize(px(SIDEBAR + CENTRE + READER), px(900))
