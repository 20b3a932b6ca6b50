"""What the reader shows while there is no entry to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from oversight_viewer.ui.pieces import set_ink
from oversight_viewer.ui.theme import Theme


class Blank(QWidget):
    """A few words in the middle of the pane, and a button when there is something to try again."""

    retry_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words, self._hint = QLabel(), QLabel()
        for label in (self._words, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._retry = QPushButton("Try again")
        self._retry.clicked.connect(self.retry_requested)
        self._box = QVBoxLayout(self)
        self._box.addStretch(2)
        self._box.addWidget(self._words)
        self._box.addWidget(self._hint)
        self._box.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignHCenter)
        self._box.addStretch(3)
        self.set_theme(theme)

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def retry(self) -> QPushButton:
        return self._retry

    def say_nothing_chosen(self) -> None:
        """Tell how to fill the pane."""
        self._words.setText("Choose an entry to read it here")
        self._hint.setText("Arrow keys move through the lanes, Enter opens.")
        self._hint.show()
        self._retry.hide()

    def say(self, words: str, *, can_retry: bool) -> None:
        """Say why there is nothing to show."""
        self._words.setText(words)
        self._hint.hide()
        self._retry.setVisible(can_retry)

    def set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._box.setContentsMargins(px(32), px(20), px(32), px(20))
        self._box.setSpacing(px(8))
        self._words.setFont(theme.font("ui_bold"))
        set_ink(self._words, theme.color("text2"))
        self._hint.setFont(theme.font("meta"))
        set_ink(self._hint, theme.color("text3"))
