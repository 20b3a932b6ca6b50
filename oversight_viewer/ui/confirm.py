"""Asks before something is done that changes much: what will happen, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.pieces import text_label
from oversight_viewer.ui.theme import ThemeSource


class ConfirmDialog(DialogFrame):
    """Accepted if it shall be done; Enter and Esc do nothing of it.

    Args:
        title: For the title bar.
        question: What is asked.
        sentences: What will happen.
        action: The words of the button that does it.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme_source: ThemeSource,
        *,
        title: str,
        question: str,
        sentences: Sequence[str],
        action: str,
    ) -> None:
        super().__init__(parent, theme_source, title, width=460)
        column = self.add_heading("warning", "warn", question)
        for sentence in sentences:
            column.addWidget(text_label(self.theme, sentence, "ui", "text2"))
        self.setAccessibleName(question)
        self.setAccessibleDescription(" ".join(sentences))
        self.action_button = self.add_button(action, self.accept, look="danger")
        self.cancel_button = self.add_button("Cancel", self.reject, default=True)
