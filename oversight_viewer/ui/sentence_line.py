"""The sentence of the filter, with the switch of the alignment behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from oversight_viewer.ui.alignment_switch import AlignmentSwitch
from oversight_viewer.ui.controls import SentenceLabel
from oversight_viewer.ui.theme import Theme, ThemeSource

_GAP = 12


class SentenceLine(QWidget):
    """What is shown in words, and side by side by what.

    Args:
        theme_source: Colours and sizes.
    """

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = SentenceLabel(theme_source)
        self.alignment = AlignmentSwitch(theme_source)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.sentence, 1)
        self._row.addWidget(self.alignment)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_source.theme_changed.connect(self._apply_theme)
        self._apply_theme(theme_source.theme)

    def set_small(self, is_small: bool) -> None:
        """Take one line and little room."""
        self.sentence.set_single_line(is_small)
        self.alignment.set_small(is_small)

    def _apply_theme(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(_GAP))
