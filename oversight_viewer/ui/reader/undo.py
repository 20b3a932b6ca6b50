"""What the user can take back: deleting a note, changing tags, the flag."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from oversight_viewer.domain.changes import Change
from oversight_viewer.storage.notebook import Notebook

Work = Callable[[Notebook], Change]


class NotebookCommand(QUndoCommand):
    """A change of the notebook with the change that takes it back.

    Args:
        words: What was done, for the menu.
        send: Gives work to the thread that writes.
        do: The change.
        undo: Its opposite.
    """

    def __init__(self, words: str, send: Callable[[Work], None], do: Work, undo: Work) -> None:
        super().__init__(words)
        self._send = send
        self._do = do
        self._undo = undo

    def redo(self) -> None:
        self._send(self._do)

    def undo(self) -> None:
        self._send(self._undo)
