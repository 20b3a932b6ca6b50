"""How many records each saved view has, asked one after the other so that they hold up nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.saved_views import SavedView, ViewId
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.totals import count_entries

CHANNEL = "view-counts"


def depends_on_notes(what: RecordFilter) -> bool:
    """Whether what the user writes may change which records a filter finds; words are searched in notes too."""
    return bool(what.text.strip()) or not what.tags.is_empty or what.has_notes is not None or what.flagged is not None


class ViewCounts(QObject):
    """Keeps the counts of some views, and asks for those that it does not have or that are old.

    At first, and after the record has changed, it waits for :meth:`begin`: what is on screen comes before.

    Args:
        runner: Counts off the UI thread.
    """

    changed = Signal()

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._views: Sequence[SavedView] = ()
        self._known: dict[RecordFilter, int] = {}
        self._failed: set[RecordFilter] = set()
        self._waits = True

    @property
    def counts(self) -> Mapping[ViewId, int]:
        """The counts that are known."""
        return {view.id: self._known[view.look.filter] for view in self._views if view.look.filter in self._known}

    def set_views(self, views: Sequence[SavedView]) -> None:
        """Count these views, and no others any more."""
        self._views = views
        wanted = {view.look.filter for view in views}
        self._known = {what: count for what, count in self._known.items() if what in wanted}
        self._failed &= wanted
        self.changed.emit()
        self._ask_next()

    def begin(self) -> None:
        """Say that the library is ready to count."""
        self._waits = False
        self._ask_next()

    def refresh(self, change: Change) -> None:
        """Count again what a change may have altered."""
        if not (change.record or change.notes):
            return
        self._failed.clear()
        self._waits = self._waits or change.record
        self._known = {
            what: count for what, count in self._known.items() if not (change.record or depends_on_notes(what))
        }
        self.changed.emit()
        self._ask_next()

    def _ask_next(self) -> None:
        """Ask for the first count that is missing. What is being counted now is dropped."""
        filters = (view.look.filter for view in self._views)
        what = next((what for what in filters if what not in self._known and what not in self._failed), None)
        if what is None or self._waits:
            self._runner.cancel(CHANNEL)
            return
        self._runner.count(
            CHANNEL,
            partial(count_entries, wanted=what),
            partial(self._arrived, what),
            partial(self._did_not_arrive, what),
        )

    def _arrived(self, what: RecordFilter, count: int) -> None:
        self._known[what] = count
        self.changed.emit()
        self._ask_next()

    def _did_not_arrive(self, what: RecordFilter, _error: Exception) -> None:
        # The ellipsis stays. The board says what is wrong when the view is opened.
        self._failed.add(what)
        self._ask_next()
