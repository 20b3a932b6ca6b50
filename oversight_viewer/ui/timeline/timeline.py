"""The timeline above the lanes: the strip with what feeds it, and whether it is shown."""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.theme import ThemeSource
from oversight_viewer.ui.timeline.counts import TimelineCounts, read_counts, without_dates
from oversight_viewer.ui.timeline.strip import TimelineStrip

if TYPE_CHECKING:
    from oversight_viewer.tasks.runner import Runner

CHANNEL = "timeline"


class _Feed(Enum):
    """How far the numbers of the strip are."""

    STALE = "stale"
    BOARD = "the board counts them"
    ASKED = "asked for"
    SHOWN = "shown"


class Timeline(QWidget):
    """The records that a filter means, whatever their date, over time; a range of dates is chosen on it.

    It asks for nothing while it is not shown. For a filter without dates the board counts the same records by day:
    what it has counted is taken over, so that they are not counted twice.

    Args:
        runner: Asks the library.
        theme_source: Colours and sizes.
        settings: Remembers whether it is shown.
        parent: What it stands on; without one it is a window while it is wanted.
    """

    range_edited = Signal(object, object)
    """The user has chosen a first and a last day; None and None for no limit."""

    def __init__(
        self, runner: Runner, theme_source: ThemeSource, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._settings = settings
        self._filter = RecordFilter()
        self._feed = _Feed.STALE
        self._cramped = False
        self.strip = TimelineStrip(theme_source)
        self.strip.range_edited.connect(self.range_edited)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.strip)
        self.setFocusProxy(self.strip)
        self.setVisible(self._wanted)

    # -- whether it is shown ----------------------------------------------------------------------------------------

    @property
    def shown(self) -> bool:
        return not self.isHidden()

    def set_shown(self, shown: bool) -> None:
        """Show or hide it, and remember that; where there is room for one lane only, apart from other windows."""
        self._settings.set_flag(self._setting, shown)
        self._show_wanted()

    def set_cramped(self, cramped: bool) -> None:
        """Say whether there is room for one lane only: then it is hidden unless the user wants it there."""
        self._cramped = cramped
        self._show_wanted()

    @property
    def _setting(self) -> str:
        return "timeline_cramped" if self._cramped else "timeline"

    @property
    def _wanted(self) -> bool:
        return self._settings.flag(self._setting, default=not self._cramped)

    def _show_wanted(self) -> None:
        self.setVisible(self._wanted)
        if self.shown and self._feed is _Feed.STALE:
            self._ask()

    # -- what it shows ----------------------------------------------------------------------------------------------

    def set_filter(self, value: RecordFilter) -> None:
        """Show the records of a filter. Call this before the board is given the same filter."""
        is_same = without_dates(value) == without_dates(self._filter)
        self._filter = value
        self.strip.set_range(value.since, value.until)
        # What the board was to count does not come if dates are chosen meanwhile.
        if not is_same or self._feed in {_Feed.STALE, _Feed.BOARD}:
            self._begin()

    def read_anew(self) -> None:
        """Say that the record has changed: what is shown is no longer true. Call this before the board reads anew."""
        self._begin()

    def take_counts(self, counted: RecordFilter, counts: TimelineCounts) -> None:
        """Take over what the board has counted by day, if it is what is shown here."""
        if self._feed is _Feed.BOARD and counted == self._filter:
            self._take(counts)

    def board_has_counted(self) -> None:
        """Say that the board is done. If it has not counted by day, this asks the library itself."""
        if self._feed is _Feed.BOARD:
            self._ask()

    def _begin(self) -> None:
        self.strip.set_counts(None)
        self._runner.cancel(CHANNEL)
        if not self.shown:
            self._feed = _Feed.STALE
        elif self._filter == without_dates(self._filter):
            self._feed = _Feed.BOARD
        else:
            self._ask()

    def _ask(self) -> None:
        self._feed = _Feed.ASKED
        self._runner.count(CHANNEL, partial(read_counts, wanted=self._filter), self._take, self._fail)

    def _take(self, counts: TimelineCounts) -> None:
        self._feed = _Feed.SHOWN
        self.strip.set_counts(counts)

    def _fail(self, _error: Exception) -> None:
        """Stay without numbers: the board says of the same filter what went wrong."""
        self._feed = _Feed.STALE
