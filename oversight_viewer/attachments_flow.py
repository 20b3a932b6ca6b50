"""Opens and saves attachments from the window: off the UI thread, as private copies that go with the library."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.records import Attachment
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks.attachments import AttachmentCopies, plain_name, write_out
from oversight_viewer.tasks.making import refuse_database
from oversight_viewer.tasks.runner import Runner


class AttachmentsFlow(QObject):
    """Stands behind the attachments of the reader while a library is open.

    Args:
        window: The window over which the dialog for saving stands.
        runner: Reads the library.
        folder: Where a file is saved unless another place is chosen.
        copies: Makes the copies.
        open_url: Gives the address of a copy to the system.
    """

    known_error = Signal(object)
    said = Signal(str)
    """Something for the status bar."""

    def __init__(
        self,
        window: QWidget,
        runner: Runner,
        folder: Path,
        *,
        copies: AttachmentCopies | None = None,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._runner = runner
        self._folder = folder
        self._copies = copies or AttachmentCopies()
        self._open_url = open_url
        self._is_closed = threading.Event()

    def take(self, attachment: Attachment, to_open: bool) -> None:
        """Open an attachment, or save it."""
        if to_open:
            self.open(attachment)
        else:
            self.ask_where(attachment)

    def open(self, attachment: Attachment) -> None:
        """Show an attachment in the program that the system has for it."""
        self.said.emit(f"Opening “{_name_of(attachment)}”…")
        self._runner.export(lambda library, _: self._copy(library, attachment), self._show, self._fail)

    def ask_where(self, attachment: Attachment) -> None:
        """Ask where an attachment shall be written, and write it."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save attachment", str(self._folder / plain_name(attachment))
        )
        if chosen:
            self.save(attachment, Path(chosen))

    def save(self, attachment: Attachment, target: Path) -> None:
        """Write an attachment to a file."""
        self._folder = target.parent

        def write(library: Library, _notes: object) -> None:
            refuse_database(target)
            write_out(library, attachment, target)

        self._runner.export(write, lambda _: self.said.emit(f"Saved as {target.name}"), self._fail)

    def close(self) -> None:
        """Remove all copies: the library is closed, or the window."""
        self._is_closed.set()
        self._copies.close()
        self.deleteLater()

    def _copy(self, library: Library, attachment: Attachment) -> Path:
        path = self._copies.copy(library, attachment)
        if self._is_closed.is_set():
            self._copies.close()
            raise Cancelled
        return path

    def _show(self, copy: Path) -> None:
        if not self._open_url(QUrl.fromLocalFile(str(copy))):
            self._fail(
                KnownError("No program opens this kind of file on this computer.", todo="Save it and open it there.")
            )

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.known_error.emit(error)


def _name_of(attachment: Attachment) -> str:
    return clean_line(attachment.title or Path(attachment.path).name)[:80]
