"""The parts that a reader is made of, each made when it is first asked for."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtGui import QUndoStack

from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.reader.bar import TopBar
from oversight_viewer.ui.reader.composer import Composer
from oversight_viewer.ui.reader.frame import ReaderFrame
from oversight_viewer.ui.reader.notes import NotesPanel
from oversight_viewer.ui.theme import ThemeSource


class ReaderParts:
    """Bar, editor, notes and frame of one reader. Whoever has time asks for them one by one before the reader is made.

    Args:
        runner: Writes the notes.
        theme_source: Colours and sizes.
        scheme: The handling marks of the office.
    """

    def __init__(self, runner: Runner, theme_source: ThemeSource, scheme: MarkScheme) -> None:
        self._runner = runner
        self._theme_source = theme_source
        self._scheme = scheme
        self.theme = theme_source.theme

    @cached_property
    def undo_stack(self) -> QUndoStack:
        """What can be taken back of the notes."""
        return QUndoStack()

    @cached_property
    def composer(self) -> Composer:
        """The editor of notes."""
        return Composer(self.theme)

    @cached_property
    def notes(self) -> NotesPanel:
        """The notes of the entry."""
        return NotesPanel(self._runner, self.composer, self.undo_stack, self.theme)

    @cached_property
    def bar(self) -> TopBar:
        """The strip above the entry."""
        return TopBar(self.theme)

    @cached_property
    def frame(self) -> ReaderFrame:
        """What holds all of them."""
        return ReaderFrame(self._theme_source, self._scheme, self.bar, self.notes, self.composer)
