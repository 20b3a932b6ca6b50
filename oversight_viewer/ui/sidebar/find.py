"""The field inside a section with many values that finds one by its name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from oversight_viewer.domain.filters import Facet
from oversight_viewer.ui.focus import claim_key
from oversight_viewer.ui.sidebar.sections import SECTIONS
from oversight_viewer.ui.theme import Theme, ThemeSource


class FindField(QWidget):
    """A text field as a row of the tree. Esc empties it."""

    text_edited = Signal(str)

    def __init__(self, theme_source: ThemeSource, facet: Facet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hint = SECTIONS[facet].hint
        self.field = _Line()
        self.field.setObjectName(f"find_{facet.value}")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.text_edited)
        self._end = 0
        self._theme_source = theme_source
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.field)
        self.setFocusProxy(self.field)
        theme_source.theme_changed.connect(self._theme_changed)
        self._theme_changed(theme_source.theme)

    def set_end(self, end: int) -> None:
        """End so many pixels before the end of the row, where the counts end."""
        if end != self._end:
            self._end = end
            self._theme_changed(self._theme_source.theme)

    def _theme_changed(self, theme: Theme) -> None:
        self._row.setContentsMargins(theme.px(12), theme.px(2), self._end, theme.px(2))


class _Line(QLineEdit):
    def event(self, event: QEvent) -> bool:
        return (bool(self.text()) and claim_key(event, Qt.Key.Key_Escape)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
