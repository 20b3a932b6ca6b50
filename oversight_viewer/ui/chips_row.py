"""The row above the lanes: what is filtered, or how to begin, and the button that saves it as a view."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from oversight_viewer.ui.chips import ChipBar
from oversight_viewer.ui.icons import icon
from oversight_viewer.ui.theme import Theme, ThemeSource

_SAVE_WORDS = "Save view"
_SAVE_KEY = "Ctrl+D"


class ChipsRow(QWidget):
    """Chips, or a hint in their place, and Save view at the right end.

    In small windows the chips are elsewhere: then a button opens the filters, and what is put into the middle takes
    the room.
    """

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self._is_small = False
        self._is_empty = True
        self.chips = ChipBar(theme_source)
        self.hint = QLabel("No filter is set. Choose a committee or a company at the left, or search.")
        self.hint.setProperty("ink", "text3")
        self.filters_button = QPushButton(" Filters")
        self.filters_button.setObjectName("filters_button")
        self.filters_button.hide()
        self.save_button = QPushButton(_SAVE_WORDS)
        self.save_button.setObjectName("save_view")
        self.save_button.setAccessibleName(_SAVE_WORDS)
        self.save_button.setEnabled(False)
        self._box = QHBoxLayout(self)
        self._box.addWidget(self.filters_button)
        self._box.addWidget(self.chips, 1)
        self._box.addWidget(self.hint, 1)
        self._box.addWidget(self.save_button)
        self.set_can_save(can_save=False)

    def put_chips(self) -> None:
        """Take the chips back from where they were in a small window."""
        self._box.insertWidget(1, self.chips, 1)

    def put_middle(self, widget: QWidget) -> None:
        """Take another widget into the middle, in place of the chips."""
        self._box.insertWidget(1, widget, 1)

    def set_small(self, *, small: bool) -> None:
        """Say whether the window is small."""
        self._is_small = small
        self.filters_button.setVisible(small)
        self.apply_theme(self._theme_source.theme)
        self._show_parts()

    def set_parts(self, parts: int) -> None:
        """Say of how many parts the filter is made."""
        self._is_empty = parts == 0
        # The style leaves little room between a picture and words.
        self.filters_button.setText(f" Filters  {parts}" if parts else " Filters")
        self.filters_button.setAccessibleName(f"Filters, {parts} chosen" if parts else "Filters")
        self._show_parts()

    def set_can_save(self, *, can_save: bool) -> None:
        """Say whether what is on screen is no view yet."""
        self.save_button.setEnabled(can_save)
        why = f"{_SAVE_WORDS} ({_SAVE_KEY})" if can_save else "What is on screen is a view already"
        self.save_button.setToolTip(why)
        self.save_button.setAccessibleDescription("" if can_save else why)

    def apply_theme(self, theme: Theme) -> None:
        px = theme.px
        self._box.setContentsMargins(px(12), px(5), px(12), px(1))
        self._box.setSpacing(px(8))
        self.setMinimumHeight(px(38))
        self.hint.setFont(theme.font("meta"))
        self.hint.setMinimumHeight(self.chips.line_height)
        side, color = px(16), theme.color("text2")
        self.filters_button.setIcon(icon("filter", color, side))
        # Where there is no room for words, an icon stands for them.
        faint = theme.color("text3")
        faint.setAlphaF(0.45)
        self.save_button.setText("" if self._is_small else _SAVE_WORDS)
        self.save_button.setIcon(icon("bookmark", color, side, disabled=faint) if self._is_small else QIcon())

    def _show_parts(self) -> None:
        """Say how to begin where the chips will be, so that nothing moves when the first one comes."""
        self.hint.setVisible(self._is_empty and not self._is_small)
        self.chips.setVisible(not self._is_empty)
