"""One import from the window: what it would do, doing it, the report, and taking it back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.saving import UndoReport
from oversight_viewer.files import atomic_write
from oversight_viewer.importing.problems import FoundProposal, TableMapping
from oversight_viewer.importing.report import ImportReport
from oversight_viewer.tasks import imports, making, upkeep
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.tasks.tables import OpenTable, open_tables, settle_table
from oversight_viewer.ui.dialogs import ProgressDialog
from oversight_viewer.ui.import_preview import ImportPreviewDialog
from oversight_viewer.ui.import_report import ImportReportDialog
from oversight_viewer.ui.mapping_dialog import MappingDialog
from oversight_viewer.ui.proposals import ProposalsDialog
from oversight_viewer.ui.theme import ThemeSource

T = TypeVar("T")


class ImportFlow(QObject):
    """Takes files into the open library, once: first as a trial, which is shown, then for good.

    It removes itself when its last dialog is closed.

    Args:
        window: The window over which the dialogs stand.
        theme_source: Colours and sizes.
        runner: Works on the library.
        library: The library.
        title: What the library is called.
        scheme: The handling marks of the office.
        files: What is imported; folders stand for the files in them.
    """

    known_error = Signal(object)
    said = Signal(str)
    """Something for the status bar."""
    ended = Signal()
    _read = Signal(int)

    def __init__(
        self, window: QWidget, theme_source: ThemeSource, runner: Runner, library: Path, title: str,
        scheme: MarkScheme, files: Sequence[Path],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window = window
        self._theme_source = theme_source
        self._runner = runner
        self._library = library
        self._title = title
        self._scheme = scheme
        self._files = tuple(files)
        self._stopped = threading.Event()
        # Rejected lines are text of the record: a folder that only this user can read, and only as long as needed.
        self._folder = Path(mkdtemp(prefix="oversight-"))
        self._rejects = self._folder / "rejected.jsonl"
        self._progress: ProgressDialog | None = None
        self._confirmed: tuple[FoundProposal, ...] = ()

    def start(self) -> None:
        """Begin; the window stays usable."""
        self._look(partial(open_tables, self._files), self._ask_of_tables)

    def abandon(self) -> None:
        """What is left to do when the library was closed meanwhile: no answer comes any more."""
        self._finish_progress()
        self._end()

    def _ask_of_tables(self, tables: Sequence[OpenTable]) -> None:
        """Have the columns of tables settled, one table after the other; then make the trial."""
        if self._stopped.is_set():
            self._fail(Cancelled())
            return
        if not tables:
            self._try()
            return
        self._finish_progress()
        first, *rest = tables
        dialog = MappingDialog(self._window, first.file.name, first.preview, self._theme_source)
        dialog.accepted.connect(lambda: self._settle(first, dialog.mapping))
        dialog.finished.connect(lambda _: self._ask_of_tables(rest))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _settle(self, table: OpenTable, mapping: TableMapping) -> None:
        try:
            settle_table(table.preview.signature, mapping)
        except KnownError as error:
            self.known_error.emit(error)

    def _try(self) -> None:
        self._finish_progress()
        self._look(partial(self._import, dry_run=True), self._show_preview)

    def _look(self, run: Callable[[], T], done: Callable[[T], object]) -> None:
        """Do what changes nothing: the record on screen stays as it is and is not read anew."""
        self._show_progress("Looking at what would be imported")
        self._runner.export(lambda _library, _notes: run(), done, self._fail)

    def _work(self, words: str, run: Callable[[], T], done: Callable[[T], object]) -> None:
        self._show_progress(words)
        self._runner.import_(run, done, self._fail)

    def _show_progress(self, words: str) -> None:
        progress = ProgressDialog(self._window, words, self._theme_source)
        progress.cancelled.connect(self._stopped.set)
        self._read.connect(progress.set_progress, Qt.ConnectionType.QueuedConnection)
        self._progress = progress
        progress.open()

    def _finish_progress(self) -> None:
        if self._progress is not None:
            self._progress.finish()
            self._progress.deleteLater()
            self._progress = None

    def _import(self, *, dry_run: bool) -> ImportReport:
        return imports.import_into(
            self._library,
            self._files,
            rejects=self._rejects,
            dry_run=dry_run,
            confirmed=self._confirmed,
            progress=self._read.emit,
            cancelled=lambda: self._stopped.is_set() or self._runner.is_closing(),
        )

    def _show_preview(self, report: ImportReport) -> None:
        self._finish_progress()
        dialog = ImportPreviewDialog(self._window, report, self._files, self._theme_source, self._title)
        dialog.review_requested.connect(partial(self._review, dialog, report))
        dialog.accepted.connect(self._go_on)
        dialog.rejected.connect(self._leave)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _review(self, preview: ImportPreviewDialog, report: ImportReport) -> None:
        """Show what is proposed; what is confirmed is imported with the rest, once that is wanted."""
        dialog = ProposalsDialog(preview, report.proposals, self._theme_source, self._scheme)

        def take() -> None:
            self._confirmed = dialog.confirmed
            preview.set_confirmed(len(self._confirmed))

        dialog.accepted.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go_on(self) -> None:
        self._work("Importing records", partial(self._import, dry_run=False), self._show_report)

    def _leave(self) -> None:
        self.said.emit("Nothing was imported.")
        self._end()

    def _show_report(self, report: ImportReport) -> None:
        self._finish_progress()
        can_undo = report.saved.batch is not None
        dialog = ImportReportDialog(
            self._window, report, self._files, self._theme_source, can_save_rejected=True, can_undo=can_undo
        )
        dialog.save_rejected_requested.connect(partial(self._save_rejected, report.rejected))
        wanted: list[bool] = []
        dialog.undo_requested.connect(partial(wanted.append, True))  # noqa: FBT003
        dialog.finished.connect(lambda _: self._undo(report) if wanted else self._end())
        dialog.open()

    def _undo(self, report: ImportReport) -> None:
        batch = report.saved.batch
        self._work("Taking the import back", lambda: upkeep.undo_import(self._library, batch), self._say_undone)

    def _say_undone(self, report: UndoReport) -> None:
        self._finish_progress()
        kept = f"; {len(report.kept):,} changed since were left alone" if report.kept else ""
        self.said.emit(f"Import undone: {report.removed:,} removed, {report.restored:,} as before{kept}.")
        self._end()

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
        self._finish_progress()
        if isinstance(error, Cancelled):
            self.said.emit("The import was stopped. Nothing was changed.")
        else:
            self.known_error.emit(error)
        self._end()

    def _end(self) -> None:
        self.ended.emit()
        shutil.rmtree(self._folder, ignore_errors=True)
        self.deleteLater()
