"""One export of what is on screen: the question how and where, progress, cancelling, and what became of it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.errors import Cancelled
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.sentence import describe
from oversight_viewer.domain.views import Look
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks.exports import ExportOptions, ExportReport, write_export
from oversight_viewer.tasks.jobs import count_leaving
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.dialogs import ProgressDialog
from oversight_viewer.ui.export_choices import ExportOrder, missing_files, proposed_name, said_of
from oversight_viewer.ui.export_dialog import ExportDialog
from oversight_viewer.ui.theme import ThemeSource

_CHANNEL = "export-counts"
_PATIENCE_MS = 400
"""An export that is done sooner shows no progress."""
_STEP = 500
"""Entries from one message of progress to the next."""


class ExportFlow(QObject):
    """Writes what a look shows into a file, once. It removes itself when that is over.

    Args:
        window: The window over which the dialogs stand.
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
        runner: Works on the library.
        look: What is on screen.
        folder: Where the file is proposed to go.
    """

    known_error = Signal(object)
    said = Signal(str)
    """Something for the status bar."""
    ended = Signal()
    _written = Signal(int)

    def __init__(
        self,
        window: QWidget,
        theme_source: ThemeSource,
        scheme: MarkScheme,
        runner: Runner,
        look: Look,
        folder: Path,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme_source = theme_source
        self._scheme = scheme
        self._runner = runner
        self._look = look
        self._folder = folder
        self._leaving = 0
        self._stopped = threading.Event()
        self._dialog: ExportDialog | None = None
        self._progress = ProgressDialog(window, "Exporting records", theme_source)
        self._progress.cancelled.connect(self._stopped.set)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._progress.open)
        self._written.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Count what may leave under each ceiling, then ask how and where."""
        self._runner.count(_CHANNEL, partial(count_leaving, wanted=self._look.filter), self._ask, self._fail)

    def abandon(self) -> None:
        """What is left to do when the library was closed meanwhile: no answer comes any more."""
        if self._dialog is not None:
            self._dialog.close()
        else:
            self._end()

    def _ask(self, counts: tuple[Mapping[str, int], int, Directory]) -> None:
        by_mark, total, directory = counts
        count = sum(by_mark.values())
        dialog = ExportDialog(
            self._window,
            self._theme_source,
            self._scheme,
            by_mark=by_mark,
            sentence=describe(self._look.filter, directory, count=count, total=total, scheme=self._scheme),
            place=self._folder / proposed_name(self._look, directory),
        )
        dialog.accepted.connect(lambda: self._write(dialog.order()))
        dialog.rejected.connect(self._end)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog, self._leaving = dialog, count
        dialog.open()

    def _write(self, order: ExportOrder) -> None:
        self._dialog = None
        options = ExportOptions(order.ceiling, include_notes=order.notes, attachments=order.attachments)

        def progress(number: int) -> None:
            if number % _STEP == 0:
                self._written.emit(number)

        def run(library: Library, notes: NotesByEntry) -> ExportReport:
            return write_export(
                library,
                self._look,
                notes,
                order.path,
                options,
                scheme=self._scheme,
                progress=progress,
                cancelled=lambda: self._stopped.is_set() or self._runner.is_closing(),
            )

        self._patience.start()
        self._runner.export(run, lambda report: self._done(order.path, report), self._fail)

    def _show_progress(self, number: int) -> None:
        self._progress.set_progress(number, self._leaving, "records")

    def _done(self, path: Path, report: ExportReport) -> None:
        self.said.emit(said_of(report, path))
        if (error := missing_files(report)) is not None:
            self.known_error.emit(error)
        self._end()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self.said.emit("The export was stopped. No file was written.")
        else:
            self.known_error.emit(error)
        self._end()

    def _end(self) -> None:
        self._patience.stop()
        self._progress.finish()
        self._progress.deleteLater()
        self.ended.emit()
        self.deleteLater()
