"""Marks cards for bulk actions: one by one, or all from one card to another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal

from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.model import BoardModel, entry_of
from oversight_viewer.ui.board.picks import Picks

if TYPE_CHECKING:
    from oversight_viewer.tasks.runner import Runner

STRETCH_CHANNEL = "board-stretch"
_STRETCH_LIMIT = 10_000


class Marker(QObject):
    """Keeps the marks in step with what the user does on the board.

    Args:
        runner: Runs the query for the cards between two.
        model: The cards.
        picks: Where the marks are kept.
    """

    changed = Signal()

    def __init__(self, runner: Runner, model: BoardModel, picks: Picks, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._model = model
        self._picks = picks

    def toggle(self, index: QModelIndex) -> None:
        """Mark a card or take its mark away. The first one that is added to the current card marks both."""
        entry, current = entry_of(index), self._picks.current
        if entry is None:
            return
        if current is not None and current != entry and not self._picks.marked:
            self._picks.toggle(current)
        self._picks.toggle(entry)
        self.changed.emit()

    def stretch(self, first: QModelIndex, last: QModelIndex) -> None:
        """Mark the cards of a lane from one to another; going back over marked ones takes their marks away.

        Args:
            first, last: The card from which the user goes, and that to which.
        """
        start, stop = self._model.card(first), self._model.card(last)
        cells = self._model.cell(first), self._model.cell(last)
        if start is None or stop is None or cells[0] is None or cells[1] is None:
            return
        run = self._model.store.between((cells[0], cells[1]), _STRETCH_LIMIT)
        goes_back = self._picks.is_marked(start.id) and self._picks.is_marked(stop.id)
        done = partial(self._take_back, stop.id) if goes_back else self._mark
        self._runner.query(STRETCH_CHANNEL, run, done)

    def drop(self) -> None:
        """Take all marks away."""
        if self._picks.unmark_all():
            self.changed.emit()

    def _mark(self, entries: list[EntryId]) -> None:
        self._picks.mark(entries)
        self.changed.emit()

    def _take_back(self, keep: EntryId, entries: list[EntryId]) -> None:
        self._picks.unmark(entry for entry in entries if entry != keep)
        self.changed.emit()
