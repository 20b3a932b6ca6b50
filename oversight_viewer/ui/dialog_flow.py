"""What is done in a dialog over the open library: it is read for it, it is changed by it, and it may be closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.dialogs import KnownErrorDialog
from oversight_viewer.ui.theme import ThemeSource

D = TypeVar("D", bound=QDialog)
T = TypeVar("T")


@dataclass(frozen=True)
class FlowMeans:
    """What such work needs.

    Args:
        window: The window over which the dialog stands.
        theme_source: Colours and sizes.
        runner: Works on the library.
        library: The library.
        scheme: The handling marks of the office.
        author: Whose name stands at what is changed.
        can_write: Whether the library can be changed.
    """

    window: QWidget
    theme_source: ThemeSource
    runner: Runner
    library: Path
    scheme: MarkScheme
    author: str
    can_write: bool = True


class DialogFlow(QObject, Generic[D]):
    """One dialog and what is done in it. It removes itself when the dialog is closed.

    Args:
        means: What it needs.
    """

    known_error = Signal(object)
    said = Signal(str)
    """Something for the status bar."""
    ended = Signal()

    def __init__(self, means: FlowMeans) -> None:
        super().__init__(means.window)
        self.means = means
        self.dialog: D | None = None

    def abandon(self) -> None:
        """What is left to do when the library was closed meanwhile: no answer comes any more."""
        if self.dialog is not None:
            self.dialog.done(QDialog.DialogCode.Rejected)
        else:
            self.end()

    def show_dialog(self, dialog: D) -> None:
        """Open the dialog; this ends when it is closed."""
        self.dialog = dialog
        dialog.finished.connect(self.end)
        self.open_dialog(dialog)

    def open_dialog(self, dialog: D) -> None:
        """Have it on the screen, before everything else of the window."""
        dialog.open()

    def change(self, run: Callable[[], T], done: Callable[[T], object]) -> None:
        """Change the library; the dialog takes nothing meanwhile."""
        if self.dialog is not None:
            self.dialog.setEnabled(False)

        def arrived(result: T) -> None:
            if self.dialog is not None:  # else it was closed meanwhile
                self.dialog.setEnabled(True)
                done(result)

        self.means.runner.import_(run, arrived, self.failed)

    def failed(self, error: Exception) -> None:
        """Something could not be done in the dialog: it goes on."""
        if self.dialog is not None:
            self.dialog.setEnabled(True)
        if isinstance(error, KnownError) and not isinstance(error, Cancelled):
            self.tell(error)

    def tell(self, error: KnownError) -> None:
        """Show an error over the dialog."""
        KnownErrorDialog(self.dialog or self.means.window, error, self.means.theme_source).open()

    def fail(self, error: Exception) -> None:
        """Nothing could be shown at all."""
        self.known_error.emit(error)
        self.end()

    def end(self, _result: int = 0) -> None:
        """Nothing is left to do."""
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self.ended.emit()
        self.deleteLater()
