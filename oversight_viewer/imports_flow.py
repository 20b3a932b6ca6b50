"""The list of imports from the window, and taking one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from oversight_viewer.domain.saving import Batch, UndoReport
from oversight_viewer.tasks import upkeep
from oversight_viewer.tasks.requests import Failed
from oversight_viewer.ui.commands import READ_ONLY
from oversight_viewer.ui.dialog_flow import DialogFlow
from oversight_viewer.ui.imports_dialog import ImportsDialog

_CHANNEL = "imports"


class ImportsFlow(DialogFlow[ImportsDialog]):
    """Shows the imports into the library, and undoes one."""

    def start(self) -> None:
        """Read them, and show them."""
        self._read(self._show, self.fail)

    def _read(self, done: Callable[[Sequence[Batch]], object], failed: Failed | None = None) -> None:
        self.means.runner.query(_CHANNEL, lambda library, _: library.batches(), done, failed)

    def _show(self, batches: Sequence[Batch]) -> None:
        means = self.means
        dialog = ImportsDialog(means.window, means.theme_source, "" if means.can_write else READ_ONLY)
        dialog.set_batches(batches)
        dialog.undo_requested.connect(self._undo)
        self.show_dialog(dialog)

    def _undo(self, batch: Batch) -> None:
        self.change(partial(upkeep.undo_import, self.means.library, batch.id), self._undone)

    def _undone(self, report: UndoReport) -> None:
        if self.dialog is not None:
            self.dialog.show_outcome(report)
            self._read(self.dialog.set_batches)
