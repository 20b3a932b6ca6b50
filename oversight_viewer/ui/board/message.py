"""What stands in place of the board when there is nothing to show: why, and what to do about it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.pieces import button_text

_WIDEST = 420


class Empty(Enum):
    """Why there is nothing, with a heading, a hint, and the words of the button."""

    NO_MATCH = (
        "No records match",
        "Nothing in this library has all that the filter asks for. Take a part of it away, or clear it.",
        "Clear filters",
    )
    NO_RECORDS = (
        "This library is empty",
        "Import records to fill it: choose files, or drop them onto the window.",
        "Import files",
    )
    FAILED = ("The records could not be read", "", "Try again")


class MessagePage(QWidget):
    """A heading, a hint, another text to search for, and a button, in the middle of the place of the lanes."""

    pressed = Signal(Empty)
    suggestion_pressed = Signal(str)

    def __init__(self, inks: Inks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inks = inks
        self._empty = Empty.NO_MATCH
        self._title, self._hint, self._button = QLabel(), QLabel(), QPushButton()
        self._button.setObjectName("board_message_button")
        self._meant = QPushButton()
        self._meant.setObjectName("board_suggestion")
        self._suggestion = ""
        for label in (self._title, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
        # A wrapped label has its height for its width only where no alignment is set; hence a column of its own.
        self._text = QWidget()
        self._column = QVBoxLayout(self._text)
        self._column.addStretch(2)
        self._column.addWidget(self._title)
        self._column.addWidget(self._hint)
        self._column.addWidget(self._meant, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._text, 1000)
        row.addStretch(1)
        self.setFocusProxy(self._button)
        self._button.clicked.connect(lambda: self.pressed.emit(self._empty))
        self._meant.clicked.connect(lambda: self.suggestion_pressed.emit(self._suggestion))
        self.set_inks(inks)

    @property
    def title(self) -> str:
        return self._title.text()

    def set_inks(self, inks: Inks) -> None:
        self._inks = inks
        self._title.setFont(inks.font("panel_title"))
        self._hint.setFont(inks.font("ui"))
        palette = self._hint.palette()
        palette.setColor(self._hint.foregroundRole(), inks.color("text2"))
        self._hint.setPalette(palette)
        self._text.setMaximumWidth(inks.px(_WIDEST))
        self._column.setContentsMargins(inks.px(16), inks.px(16), inks.px(16), inks.px(16))
        self._column.setSpacing(inks.px(8))

    def show_empty(self, empty: Empty) -> None:
        """Say why there is nothing."""
        title, hint, action = empty.value
        self._say(empty, title, hint, action)

    def suggest(self, text: str) -> None:
        """Offer to search for another text."""
        self._suggestion = text
        self._meant.setAccessibleName(f"Did you mean “{text}”?")
        words = QFontMetrics(self._meant.font()).elidedText(
            clean_line(text), Qt.TextElideMode.ElideMiddle, self._inks.px(_WIDEST * 2 // 3)
        )
        self._meant.setText(button_text(f"Did you mean “{words}”?"))
        self._meant.show()

    def show_error(self, error: Exception) -> None:
        """Say that the records could not be read."""
        title, hint, action = Empty.FAILED.value
        if isinstance(error, KnownError):
            title, hint = error.what, " ".join(part for part in (error.safe, error.todo) if part)
        self._say(Empty.FAILED, title, hint, action)

    def _say(self, empty: Empty, title: str, hint: str, action: str) -> None:
        self._empty = empty
        self._meant.hide()
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._button.setText(action)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one colour
        QPainter(self).fillRect(self.rect(), self._inks.color("surface"))
