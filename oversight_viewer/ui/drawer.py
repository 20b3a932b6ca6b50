"""A pane that opens over the others where there is no room beside them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight_viewer.ui.ground import Ground
from oversight_viewer.ui.theme import ThemeSource

_WIDTH = 300


class Drawer(Ground):
    """Lies at the left over its parent, from some height down to its foot. It is closed at first.

    Args:
        theme_source: Colours and sizes.
        parent: What it lies over.
    """

    def __init__(self, theme_source: ThemeSource, parent: QWidget) -> None:
        super().__init__(theme_source, "line-strong", parent)
        self.setObjectName("drawer")
        self._theme = theme_source
        self._over = parent
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self.hide()

    def hold(self, *parts: QWidget) -> None:
        """Take widgets in, one below the other."""
        for part in parts:
            self._column.addWidget(part)

    def exchange(self, part: QWidget, other: QWidget) -> None:
        """Have another widget in the place of one."""
        self._column.replaceWidget(part, other)

    def place(self, top: int) -> None:
        """Begin ``top`` pixels below the upper edge of the parent."""
        over = self._over
        width = min(self._theme.theme.px(_WIDTH), over.width())
        self.setGeometry(0, top, width, max(0, over.height() - top))
