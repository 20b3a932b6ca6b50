"""A widget that is nothing but a background."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from oversight_viewer.ui.theme import ThemeSource


class Ground(QWidget):
    """A widget with a plain background of one colour of the theme."""

    def __init__(self, theme_source: ThemeSource, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._token = token

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme_source.theme.color(self._token))
