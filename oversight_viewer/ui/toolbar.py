"""The toolbar: buttons, the search field, buttons; on two rows where one is too narrow for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oversight_viewer.ui.theme import Theme

_ROW, _SECOND_ROW = 44, 40
_MARGIN, _SPACE = 12, 6
_SEARCH_LEAST, _SEARCH_MOST = 200, 440
_ANY_WIDTH = 16_777_215


class Toolbar(QWidget):
    """Puts the search field between the buttons, or below them where they leave too little room for it.

    Args:
        left, right: What stands before and behind the search field.
        search: The search field.
    """

    def __init__(self, left: Sequence[QWidget], search: QWidget, right: Sequence[QWidget]) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme: Theme | None = None
        self._search = search
        self._buttons = (*left, *right)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._rows.addLayout(self._first)
        self._rows.addLayout(self._second)
        for widget in left:
            self._first.addWidget(widget)
        self._first.addStretch(1)
        self._place = self._first.count()
        self._first.addWidget(search, 2)
        for widget in right:
            self._first.addWidget(widget)

    @property
    def is_wrapped(self) -> bool:
        """Whether it takes two rows."""
        return self._second.indexOf(self._search) >= 0

    def apply_theme(self, theme: Theme) -> None:
        """Take the sizes of a theme; to be called after the buttons have taken them."""
        self._theme = theme
        self._arrange(theme)

    def _arrange(self, theme: Theme) -> None:
        px = theme.px
        needed = sum(button.sizeHint().width() for button in self._buttons) + px(_SEARCH_LEAST)
        needed += (len(self._buttons) + 1) * px(_SPACE) + 2 * px(_MARGIN)
        wraps = self.width() < needed
        if wraps != self.is_wrapped:
            if wraps:
                self._second.addWidget(self._search)
            else:
                self._first.insertWidget(self._place, self._search, 2)
        self._search.setMinimumWidth(px(_SEARCH_LEAST))
        self._search.setMaximumWidth(_ANY_WIDTH if wraps else px(_SEARCH_MOST))
        for row in (self._first, self._second):
            row.setSpacing(px(_SPACE))
        self._first.setContentsMargins(px(_MARGIN), 0, px(_MARGIN), 0)
        side, below = (px(_MARGIN), px(6)) if wraps else (0, 0)
        self._second.setContentsMargins(side, 0, side, below)
        self.setFixedHeight(px(_ROW + _SECOND_ROW if wraps else _ROW))

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._theme is not None:
            self._arrange(self._theme)
