"""The record as staff read it: filters at the left, three lanes in the middle, the reader at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import ChoiceState, Facet, RecordFilter
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.search_text import parse_search
from oversight_viewer.domain.sentence import describe_parts
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.board.board import Board
from oversight_viewer.ui.chips import ChipBar
from oversight_viewer.ui.controls import SentenceLabel
from oversight_viewer.ui.drawer import Drawer
from oversight_viewer.ui.focus import give_focus
from oversight_viewer.ui.ground import Ground
from oversight_viewer.ui.icons import icon
from oversight_viewer.ui.reader.reader import Reader
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.sidebar.sidebar import FilterSidebar
from oversight_viewer.ui.theme import Theme, ThemeSource
from oversight_viewer.ui.timeline.timeline import Timeline
from oversight_viewer.ui.totals import Totals, read_totals

# Widths in pixels at 100 % text, from the design guide.
_SIDEBAR, _CENTRE, _READER = 256, 888, 456
_SMALL_BELOW = 1280
_ONE_PANE_BELOW = 960


class RecordPage(QWidget):
    """Filters, lanes and reader over one open library. The filter lives here and nowhere else.

    Args:
        runner: Does the work of the library off the UI thread.
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
        settings: Remembers the splitter.
    """

    filter_changed = Signal(RecordFilter)
    count_changed = Signal(object, object)  # matching, all: int, or None while it is not known
    selection_changed = Signal(list)
    save_state_changed = Signal(str)
    search_requested = Signal()
    import_requested = Signal()

    def __init__(self, runner: Runner, theme_source: ThemeSource, scheme: MarkScheme, settings: Settings) -> None:
        super().__init__()
        self._runner = runner
        self._settings = settings
        self._theme_source = theme_source
        self._filter = RecordFilter()
        self._directory = Directory()
        self._total: int | None = None
        self._count: int | None = None
        self._selected: list[EntryId] = []
        self._prepared = False
        self._small = False
        self._one_pane = False
        self._reader_wanted = settings.flag("reader", default=True)
        self._sidebar_wanted = settings.flag("sidebar", default=True)

        self.sidebar = FilterSidebar(theme_source)
        self.timeline = Timeline(runner, theme_source, settings)
        self.board = Board(runner, theme_source, scheme)
        self.reader = Reader(runner, theme_source, scheme)
        self.chips = ChipBar(theme_source)
        self._sentence = SentenceLabel(theme_source)
        self._hint = QLabel("No filter is set. Choose a committee or a company at the left, or search.")
        self._hint.setProperty("ink", "text3")
        self._filters_button = QPushButton("Filters")
        self._drawer = Drawer(theme_source, self)
        self._lay_out()
        self._connect()
        self.apply_theme(theme_source.theme)
        self.reload()

    # -- what it shows

    @property
    def filter(self) -> RecordFilter:
        return self._filter

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

    def set_filter(self, value: RecordFilter) -> None:
        """Show what ``value`` asks for."""
        if value == self._filter:
            return
        self._filter = value
        self.filter_changed.emit(value)
        self._show_filter()

    def set_text(self, text: str) -> None:
        """Search for a text within the other filters."""
        self.set_filter(replace(self._filter, text=text))

    def _choose_dates(self, since: date | None, until: date | None) -> None:
        self.set_filter(replace(self._filter, since=since, until=until))

    def clear_filter(self) -> None:
        self.set_filter(RecordFilter())

    def reload(self) -> None:
        """Ask the library again for everything: it was opened, or changed."""
        self._prepared = False
        self._runner.query("page-totals", read_totals, self._totals_arrived)
        self.timeline.read_anew()
        self._show_filter()

    def show_entry(self, entry: EntryId) -> None:
        """Open an entry in the reader and mark it on the board."""
        self.board.select_entry(entry)
        self.reader.show_entry(entry)
        if not self._one_pane:
            self.set_reader_shown(True)

    # -- panes

    @property
    def reader_shown(self) -> bool:
        return not self.reader.isHidden()

    def set_reader_shown(self, shown: bool) -> None:
        if self._one_pane:
            self._show_one(self.reader if shown else self._centre)
            return
        self._reader_wanted = shown
        self._settings.set_flag("reader", shown)
        self.reader.setVisible(shown)

    @property
    def sidebar_shown(self) -> bool:
        return self._drawer.isVisible() if self._small else not self.sidebar.isHidden()

    def set_sidebar_shown(self, shown: bool) -> None:
        """Show the filters: beside the lanes, or over them where the window is small."""
        if self._small:
            self._place_drawer()
            self._drawer.setVisible(shown)
            if shown:
                self._drawer.raise_()
                give_focus(self.sidebar, Qt.FocusReason.ShortcutFocusReason)
            return
        self._sidebar_wanted = shown
        self._settings.set_flag("sidebar", shown)
        self.sidebar.setVisible(shown)

    def save_panes(self) -> None:
        """Remember the sizes of the panes."""
        if not self._small:
            self._settings.set_bytes("splitter", self._splitter.saveState())

    def step_back(self) -> None:
        """What Esc does: close the drawer, else go back to the cards."""
        if self._small and self._drawer.isVisible():
            self._drawer.hide()
            return
        if self._one_pane:
            self._show_one(self._centre)
        self.board.focus_board()

    def apply_theme(self, theme: Theme) -> None:
        px = theme.px
        self._bar_layout.setContentsMargins(px(12), px(5), px(12), px(1))
        self._bar_layout.setSpacing(px(8))
        self._sentence_layout.setContentsMargins(px(12), px(4), px(12), px(6))
        self._bar.setMinimumHeight(px(38))
        self._hint.setFont(theme.font("meta"))
        self._hint.setMinimumHeight(self.chips.line_height)
        self._filters_button.setIcon(icon("filter", theme.color("text2"), px(16)))
        self._splitter.setHandleWidth(1)
        self.sidebar.setMinimumWidth(px(200))
        self.reader.setMinimumWidth(px(340))
        self._arrange()

    # -- building

    def _lay_out(self) -> None:
        self._centre = Ground(self._theme_source, "surface")
        self._centre.setObjectName("centre")
        self._bar = QWidget()
        self._bar_layout = QHBoxLayout(self._bar)
        self._filters_button.setObjectName("filters_button")
        self._filters_button.hide()
        self._bar_layout.addWidget(self._filters_button)
        self._bar_layout.addWidget(self.chips, 1)
        self._bar_layout.addWidget(self._hint, 1)
        self._line = QWidget()
        self._sentence_layout = QHBoxLayout(self._line)
        self._sentence_layout.addWidget(self._sentence, 1)
        column = QVBoxLayout(self._centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._line)
        column.addWidget(self.timeline)
        column.addWidget(self.board, 1)

        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.sidebar)
        self._splitter.addWidget(self._centre)
        self._splitter.addWidget(self.reader)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 3)
        self._splitter.setStretchFactor(2, 1)
        self._splitter.setCollapsible(1, False)  # noqa: FBT003 - Qt's own
        px = self._theme_source.theme.px
        if not self._splitter.restoreState(self._settings.bytes("splitter")):
            self._splitter.setSizes([px(_SIDEBAR), px(_CENTRE), px(_READER)])
        self.sidebar.setVisible(self._sidebar_wanted)
        self.reader.setVisible(self._reader_wanted)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)

    def _connect(self) -> None:
        self.sidebar.filter_edited.connect(self.set_filter)
        self.chips.filter_edited.connect(self.set_filter)
        self.board.entry_selected.connect(self._entry_selected)
        self.board.entry_activated.connect(self._entry_activated)
        self.board.selection_changed.connect(self._selection_changed)
        self.timeline.range_edited.connect(self._choose_dates)
        self.board.histogram_counted.connect(self.timeline.take_histogram)
        self.board.counts_changed.connect(self._counts_arrived)
        self.board.clear_filters_requested.connect(self.clear_filter)
        self.board.import_requested.connect(self.import_requested)
        self.board.text_suggested.connect(self.set_text)
        self.reader.link_followed.connect(self.show_entry)
        self.reader.back_requested.connect(self.step_back)
        self.reader.save_state_changed.connect(self.save_state_changed)
        self.reader.filter_requested.connect(self._narrow_to)
        self._filters_button.clicked.connect(self._toggle_drawer)
        self._runner.changed.connect(self._record_changed)
        self._theme_source.theme_changed.connect(self.apply_theme)

    # -- the filter

    def _show_filter(self) -> None:
        self._count = None
        self.sidebar.set_filter(self._filter)
        self.sidebar.set_counts(None)
        self.chips.set_filter(self._filter, self._directory)
        self.timeline.set_filter(self._filter)
        self.board.set_filter(self._filter)
        self.reader.frame.hits.set_search(parse_search(self._filter.text))
        self._ask_facets()
        self._say_filter()

    def _ask_facets(self) -> None:
        wanted = self._filter
        self._runner.query("page-facets", lambda library, notes: library.facets(wanted, notes), self._facets_arrived)

    def _say_filter(self) -> None:
        lead, rest = describe_parts(self._filter, self._directory, count=self._count, total=self._total)
        self._sentence.set_sentence(lead, rest)
        self._show_hint()
        self.board.setAccessibleDescription(f"{lead} {rest}")
        self._filters_button.setText(f"Filters  {self._filter.parts}" if self._filter.parts else "Filters")
        self.count_changed.emit(self._count, self._total)

    def _show_hint(self) -> None:
        """Say how to begin where the chips will be, so that nothing moves when the first one comes."""
        is_empty = self._filter.parts == 0
        self._hint.setVisible(is_empty and not self._small)
        self.chips.setVisible(not is_empty)

    # -- answers of the library

    def _totals_arrived(self, answer: tuple[Totals, Directory]) -> None:
        totals, self._directory = answer
        self._total = totals.entries
        self.sidebar.set_directory(self._directory)
        self.sidebar.set_totals(totals.entries, totals.annotated, totals.flagged)
        self.chips.set_filter(self._filter, self._directory)
        self._say_filter()

    def _facets_arrived(self, counts: FacetCounts) -> None:
        self.sidebar.set_counts(counts)
        self.reader.set_known_tags(counts.counts.get(Facet.TAG, {}))

    def _narrow_to(self, facet: Facet, value: str) -> None:
        self.set_filter(self._filter.with_state(facet, value, ChoiceState.INCLUDED))

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
        self._runner.query("page-prepare", lambda library, _: library.prepare(), lambda _: None, lambda _: None)

    def _record_changed(self, change: Change) -> None:
        if change.record:
            self.reload()
            return
        self._runner.query("page-totals", read_totals, self._totals_arrived)
        self._ask_facets()
        on_notes = self._filter.has_notes is not None or self._filter.flagged is not None
        if on_notes or not self._filter.choice(Facet.TAG).is_empty:
            self.timeline.read_anew()
            self.board.set_filter(self._filter)

    # -- the board and the reader

    def _entry_selected(self, entry: EntryId | None) -> None:
        if entry is not None:
            self.reader.show_entry(entry)
        else:
            self.reader.clear()

    def _entry_activated(self, entry: EntryId) -> None:
        self.set_reader_shown(True)
        self.reader.show_entry(entry)
        give_focus(self.reader, Qt.FocusReason.ShortcutFocusReason)

    def _selection_changed(self, entries: list[EntryId]) -> None:
        self._selected = list(entries)
        self.selection_changed.emit(self._selected)

    # -- small windows

    def _toggle_drawer(self) -> None:
        self.set_sidebar_shown(not self._drawer.isVisible())

    def _arrange(self) -> None:
        """Put the filters beside the lanes, or into a drawer over them where there is no room."""
        px = self._theme_source.theme.px
        self._arrange_panes(self.width() < px(_ONE_PANE_BELOW))
        small = self.width() < px(_SMALL_BELOW)
        self._sentence.set_single_line(small)
        if small == self._small:
            self._place_drawer()
            return
        self._small = small
        if small:
            self._drawer.hold(self.chips, self.sidebar)
            self.sidebar.show()
            self._bar_layout.addWidget(self._sentence, 1)
        else:
            self._drawer.hide()
            self._splitter.insertWidget(0, self.sidebar)
            self.sidebar.setVisible(self._sidebar_wanted)
            self._bar_layout.addWidget(self.chips, 1)
            self._sentence_layout.addWidget(self._sentence, 1)
        self._show_hint()
        self._filters_button.setVisible(small)
        self._line.setVisible(not small)
        self._place_drawer()

    def _arrange_panes(self, one_pane: bool) -> None:
        """Put the reader beside the lanes, or in their place where there is room for one of them only."""
        if one_pane == self._one_pane:
            return
        self._one_pane = one_pane
        self.timeline.set_cramped(one_pane)
        if one_pane:
            self._show_one(self._centre)
        else:
            self._centre.show()
            self.reader.setVisible(self._reader_wanted)

    def _show_one(self, pane: QWidget) -> None:
        # The one is shown before the other goes, so that the splitter is never without a pane.
        pane.show()
        (self.reader if pane is self._centre else self._centre).hide()

    def _place_drawer(self) -> None:
        self._drawer.place(self._centre.mapTo(self, self.board.pos()).y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        px = self._theme_source.theme.px
        return QSize(px(_SIDEBAR + _CENTRE + _READER), px(900))
