"""Asks what may have been meant by a search that found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from oversight_viewer.domain.search_text import parse_search

if TYPE_CHECKING:
    from oversight_viewer.tasks.runner import Runner

SUGGESTION_CHANNEL = "board-suggestion"


class Suggester(QObject):
    """Finds another text off the UI thread.

    Args:
        runner: Runs the query.
        parent: The Qt parent.
    """

    found = Signal(str)
    """A text that finds something."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner

    def ask(self, text: str) -> None:
        """Look for a text like this one."""
        if parse_search(text) is not None:
            self._runner.query(
                SUGGESTION_CHANNEL, lambda library, notes: library.suggest(text, notes), self._take, lambda _error: None
            )

    def forget(self) -> None:
        """Say nothing to what was asked."""
        self._runner.cancel(SUGGESTION_CHANNEL)

    def _take(self, text: str | None) -> None:
        if text is not None:
            self.found.emit(text)
