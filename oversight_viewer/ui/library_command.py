"""What was changed in a library and can be taken back by the same key as a change of notes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

Work = Callable[[], object]


class LibraryCommand(QUndoCommand):
    """A change of the library that is done already, with the change that takes it back.

    Args:
        words: What was done, for the menu.
        send: Gives work to the thread that writes.
        do: The change once more.
        undo: Its opposite.
    """

    def __init__(self, words: str, send: Callable[[Work], object], do: Work, undo: Work) -> None:
        super().__init__(words)
        self._send = send
        self._do = do
        self._undo = undo
        self._is_new = True

    def redo(self) -> None:
        if self._is_new:  # a stack does what is put on it
            self._is_new = False
        else:
            self._send(self._do)

    def undo(self) -> None:
        self._send(self._undo)
