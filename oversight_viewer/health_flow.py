"""Checking the record from the window: looking through it, what was found, and a report of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks.health import Health, look_through, write_report
from oversight_viewer.ui.dialog_flow import DialogFlow, FlowMeans
from oversight_viewer.ui.dialogs import ProgressDialog
from oversight_viewer.ui.health_dialog import HealthDialog
from oversight_viewer.ui.health_words import heading

_CHANNEL = "health-cards"


class HealthFlow(DialogFlow[HealthDialog]):
    """Looks through the record, and shows what was found beside the window.

    Args:
        means: What it needs.
        today: The day on which it is asked.
    """

    entry_requested = Signal(str)
    """An entry is to be shown in the window."""
    _looked = Signal(int, int)

    def __init__(self, means: FlowMeans, today: Callable[[], date] = date.today) -> None:
        super().__init__(means)
        self._today = today
        self._stopped = threading.Event()
        self._progress: ProgressDialog | None = None
        self._looked.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Look through the record; the window stays usable."""
        means = self.means
        self._stopped.clear()
        progress = ProgressDialog(means.window, "Looking through the record", means.theme_source)
        progress.cancelled.connect(self._stopped.set)
        self._progress = progress
        progress.open()
        means.runner.export(self._look, self._show, self._not_shown)

    def show_again(self) -> None:
        """Bring what was found before the eyes."""
        if self.dialog is not None:
            self.dialog.show()
            self.dialog.activateWindow()

    def abandon(self) -> None:
        self._finish_progress()
        super().abandon()

    def _look(self, library: Library, _notes: NotesByEntry) -> Health:
        return look_through(
            library,
            self._today(),
            progress=self._looked.emit,
            cancelled=lambda: self._stopped.is_set() or self.means.runner.is_closing(),
        )

    def _tell_progress(self, done: int, all_of_them: int) -> None:
        if self._progress is not None:
            self._progress.set_progress(done, all_of_them, "looks")

    def _show(self, health: Health) -> None:
        self._finish_progress()
        means = self.means
        dialog = HealthDialog(means.window, means.theme_source, health, means.library.stem)
        dialog.entry_requested.connect(self.entry_requested)
        dialog.cards_requested.connect(self._read_cards)
        dialog.again_requested.connect(self._again)
        dialog.report_requested.connect(partial(self._save, health))
        self.show_dialog(dialog)

    def open_dialog(self, dialog: HealthDialog) -> None:
        dialog.show()  # the window beside it stays usable

    def _again(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.finished.disconnect(self.end)
            dialog.close()
            dialog.deleteLater()
        self.start()

    def _read_cards(self, entries: list[EntryId]) -> None:
        def arrived(cards: dict[EntryId, Card]) -> None:
            if self.dialog is not None:
                self.dialog.add_cards(cards)

        self.means.runner.query(_CHANNEL, lambda library, _: library.cards_by_id(entries), arrived)

    def _save(self, health: Health, path: Path) -> None:
        try:
            write_report(health, path, heading, self.means.scheme)
        except KnownError as error:
            self.tell(error)
        else:
            self.said.emit(f"Report written to {path.name}")

    def _not_shown(self, error: Exception) -> None:
        self._finish_progress()
        if isinstance(error, Cancelled):
            self.said.emit("The check was stopped.")
            self.end()
        else:
            self.fail(error)

    def _finish_progress(self) -> None:
        if self._progress is not None:
            self._progress.finish()
            self._progress.deleteLater()
            self._progress = None
