"""The field that searches the record."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from oversight_viewer.ui.focus import claim_key
from oversight_viewer.ui.icons import icon, paint_icon
from oversight_viewer.ui.painting import keys_width, paint_keys
from oversight_viewer.ui.theme import Theme, ThemeSource

_HEIGHT = 30
_NARROW = 300


class SearchField(QLineEdit):
    """A text field that says what the user types, at every key. Esc empties it, then leaves it.

    ``text_edited`` comes for what the user does, not for :meth:`set_text`.
    """

    text_edited = Signal(str)
    left = Signal()

    def __init__(self, theme_source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_source = theme_source
        self.setPlaceholderText("Search the record")
        self.setAccessibleName("Search the record")
        self.setToolTip(
            'All words, in the record or in your notes. Also: "a phrase", -without, OR, title:word. F1: more'
        )
        self._clear_button = QToolButton(self)
        self._clear_button.setToolTip("Clear the search (Esc)")
        self._clear_button.setAccessibleName("Clear the search")
        self._clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear_button.hide()
        self._clear_button.clicked.connect(self._clear_by_user)
        self.textEdited.connect(self.text_edited)
        self.textChanged.connect(self._text_changed)
        theme_source.theme_changed.connect(self._theme_changed)
        self._theme_changed(theme_source.theme)

    def set_text(self, text: str) -> None:
        """Show a text that was chosen elsewhere."""
        if text != self.text():
            self.setText(text)

    def select_all(self) -> None:
        self.selectAll()

    def _clear_by_user(self) -> None:
        self.clear()
        self.text_edited.emit("")
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _text_changed(self, text: str) -> None:
        self._clear_button.setVisible(bool(text))

    def _theme_changed(self, theme: Theme) -> None:
        self.setFont(theme.font("ui"))
        self.setFixedHeight(theme.px(_HEIGHT))
        self.setTextMargins(theme.px(22), 0, theme.px(24), 0)
        self._clear_button.setIcon(icon("close", theme.color("text2"), theme.px(14)))
        self._clear_button.setIconSize(QSize(theme.px(14), theme.px(14)))
        self._place_button()
        self.update()

    def _place_button(self) -> None:
        side = self._theme_source.theme.px(24)
        self._clear_button.setGeometry(self.width() - side - 3, (self.height() - side) // 2, side, side)

    def _keys(self) -> tuple[str, ...]:
        return ("/",) if self.width() < self._theme_source.theme.px(_NARROW) else ("Ctrl", "F")

    def sizeHint(self) -> QSize:
        return QSize(self._theme_source.theme.px(440), self._theme_source.theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._theme_source.theme
        painter = QPainter(self)
        side = theme.px(15)
        paint_icon(painter, QRect(theme.px(10), 0, side, self.height()), "search", theme.color("text3"))
        if not self.text() and not self.hasFocus():
            room = self.rect().adjusted(0, 0, -theme.px(7), 0)
            words = self.fontMetrics().horizontalAdvance(self.placeholderText()) + theme.px(40)
            if words + keys_width(theme, self._keys()) < room.width():
                paint_keys(painter, room, theme, self._keys())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def event(self, event: QEvent) -> bool:
        return (bool(self.text()) and claim_key(event, Qt.Key.Key_Escape)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self._clear_by_user()
            case Qt.Key.Key_Escape | Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
