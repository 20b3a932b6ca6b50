"""One import from the window: progress, cancelling, the report, and the rejected lines for those who mend them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.files import atomic_write
from oversight_viewer.importing.report import ImportReport
from oversight_viewer.tasks import imports, making
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.dialogs import ProgressDialog
from oversight_viewer.ui.import_report import ImportReportDialog
from oversight_viewer.ui.theme import ThemeSource


class ImportFlow(QObject):
    """Takes files into the open library, once. It removes itself when its last dialog is closed.

    Args:
        window: The window over which the dialogs stand.
        theme_source: Colours and sizes.
        runner: Works on the library.
        library: The library.
        files: What is imported.
    """

    known_error = Signal(object)
    said = Signal(str)
    """Something for the status bar."""
    ended = Signal()
    _read = Signal(int)

    def __init__(
        self, window: QWidget, theme_source: ThemeSource, runner: Runner, library: Path, files: Sequence[Path]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme_source = theme_source
        self._runner = runner
        self._library = library
        self._files = tuple(files)
        self._stopped = threading.Event()
        # Rejected lines are text of the record: a folder that only this user can read, and only as long as needed.
        self._folder = Path(mkdtemp(prefix="oversight-"))
        self._rejects = self._folder / "rejected.jsonl"
        self._progress = ProgressDialog(window, "Importing records", theme_source)
        self._progress.cancelled.connect(self._stopped.set)
        self._read.connect(self._progress.set_progress, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; the window stays usable."""
        self._progress.open()
        self._runner.import_(self._import, self._show_report, self._fail)

    def abandon(self) -> None:
        """What is left to do when the library was closed meanwhile: no answer comes any more."""
        self._progress.finish()
        self._end()

    def _import(self) -> ImportReport:
        return imports.import_into(
            self._library,
            self._files,
            rejects=self._rejects,
            progress=self._read.emit,
            cancelled=lambda: self._stopped.is_set() or self._runner.is_closing(),
        )

    def _show_report(self, report: ImportReport) -> None:
        self._progress.finish()
        dialog = ImportReportDialog(self._window, report, self._files, self._theme_source, can_save_rejected=True)
        dialog.save_rejected_requested.connect(partial(self._save_rejected, report.rejected))
        dialog.finished.connect(self._end)
        dialog.open()

    def _save_rejected(self, count: int, target: Path) -> None:
        try:
            making.refuse_database(target)
            with atomic_write(target) as temporary:
                shutil.copyfile(self._rejects, temporary)
        except KnownError as error:
            self.known_error.emit(error)
        else:
            self.said.emit(f"{count:,} rejected lines written to {target.name}")

    def _fail(self, error: Exception) -> None:
        self._progress.finish()
        if isinstance(error, Cancelled):
            self.said.emit("The import was stopped. Nothing was changed.")
        else:
            self.known_error.emit(error)
        self._end()

    def _end(self) -> None:
        self.ended.emit()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._progress.deleteLater()
        self.deleteLater()
