"""The strip that says how often the words of a search stand in an entry, and goes from one place to the next."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from oversight_viewer.ui.pieces import IconButton, Sign, set_ink
from oversight_viewer.ui.reader.bar import Strip
from oversight_viewer.ui.reader.hits import Hits
from oversight_viewer.ui.reader.words import count_words
from oversight_viewer.ui.theme import Theme

_HEIGHT = 32


class HitsBar(Strip):
    """``3 of 17 matches``, with buttons for the place before and the next one. Hidden while there is nothing to find.

    Args:
        theme: Colours and sizes.
        hits: The places.
    """

    def __init__(self, theme: Theme, hits: Hits) -> None:
        super().__init__(theme, _HEIGHT, line_below=True)
        self._hits = hits
        self._has_entry = False
        self._told = ""
        self._sign = Sign(theme, "search", "text3", 14)
        self._words = QLabel()
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.previous = IconButton("chevron_up", "Previous match", "Shift+F3")
        self.next = IconButton("chevron_down", "Next match", "F3")
        self.previous.clicked.connect(lambda: hits.go(-1))
        self.next.clicked.connect(lambda: hits.go(1))
        self.box.addWidget(self._sign)
        self.box.addWidget(self._words, 1)
        self.box.addWidget(self.previous)
        self.box.addWidget(self.next)
        hits.changed.connect(self._show)
        self.set_theme(theme)
        self._show()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def set_entry_shown(self, *, shown: bool) -> None:
        """Say whether there is an entry in which something could be found."""
        self._has_entry = shown
        self._show()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        px = theme.px
        self.box.setContentsMargins(px(20), 0, px(8), 1)
        self.box.setSpacing(px(6))
        self._sign.setFixedSize(px(14), px(14))
        self._sign.set_ink(theme.color("text3"))
        self._words.setFont(theme.font("label"))
        set_ink(self._words, theme.color("text2"))
        for button in (self.previous, self.next):
            button.set_theme(theme, size=26)

    def _show(self) -> None:
        hits = self._hits
        self.setVisible(self._has_entry and hits.is_searching)
        if hits.is_looking:
            return  # what is said now is not worth a flicker
        count, current = hits.count, hits.current
        matches = count_words(count, "match", "matches")
        if current is not None:
            words = f"{current + 1:,} of {matches}"
        else:
            words = matches if count else "No match in what is shown here"
        self._words.setText(words)
        self.setAccessibleName(words)
        for button in (self.previous, self.next):
            button.setEnabled(count > 0)
        if current is not None and words != self._told and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self._told = words
