"""Fields of a form: a label above, and below it what is wrong, as it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from oversight_viewer.ui.pieces import text_label
from oversight_viewer.ui.theme import Theme


class FormField(QWidget):
    """A field with its label, and with what is wrong with it.

    Args:
        theme: Colours and sizes.
        label: What it is.
        editor: The field.
        hint: How to fill it in; stands where a problem would.
    """

    def __init__(self, theme: Theme, label: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._hint = hint
        self._theme = theme
        editor.setAccessibleName(label)
        self._label = text_label(theme, label, "meta_bold", "text2", wrap=False)
        self._told = text_label(theme, hint, "label", "text3")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(3))
        box.addWidget(self._label)
        box.addWidget(editor)
        box.addWidget(self._told)
        self._told.setVisible(bool(hint))

    @property
    def problem(self) -> str:
        """What is wrong, or nothing."""
        return self._told.text() if self._told.property("is_problem") else ""

    def set_hint(self, hint: str) -> None:
        """Say how to fill it in, or how what stands in it is understood."""
        self._hint = hint
        if not self.problem:
            self.set_problem("")

    def set_problem(self, problem: str) -> None:
        """Say what is wrong; nothing takes it away."""
        _tell(self._theme, self._told, problem or self._hint, is_problem=bool(problem))
        self.editor.setAccessibleDescription(problem or self._hint)


def _tell(theme: Theme, label: QLabel, words: str, *, is_problem: bool) -> None:
    text_label(theme, words, "label", "bad" if is_problem else "text3", label=label)
    label.setProperty("is_problem", is_problem)
    label.setVisible(bool(words))


class TextArea(QPlainTextEdit):
    """Several lines of plain text; Tab leaves it.

    Args:
        theme: Colours and sizes.
        lines: How many are in sight.
    """

    edited = Signal()

    def __init__(self, theme: Theme, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFont(theme.font("ui"))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + theme.px(14))
        self.textChanged.connect(self.edited)

    def text(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        self.setPlainText(text)


def line_field(changed: Callable[[], object], placeholder: str = "") -> QLineEdit:
    """One line of text."""
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    field.textChanged.connect(lambda _: changed())
    return field


def choice_field(changed: Callable[[], object]) -> QComboBox:
    """One of several; the mouse wheel over it scrolls the form and chooses nothing."""
    field = _QuietCombo()
    field.currentIndexChanged.connect(lambda _: changed())
    return field


class _QuietCombo(QComboBox):
    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]
