"""Dialogs about saved views: giving a name, and replacing one of the same name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from oversight_viewer.domain.saved_views import LONGEST_NAME, clean_name
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.pieces import set_ink, text_label
from oversight_viewer.ui.theme import ThemeSource


class ViewNameDialog(DialogFrame):
    """Asks for the name of a view. When it is accepted, :attr:`name` is never empty.

    Args:
        title: What is done.
        action: The words of the button that does it.
        proposal: The name that stands there at first.
        about: What the view shows, in words.
        taken: Names of other views.
        may_replace: Whether a view of the same name may be replaced, which is asked first; else it is no choice.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme_source: ThemeSource,
        *,
        title: str,
        action: str,
        proposal: str,
        about: str,
        taken: Iterable[str],
        may_replace: bool,
    ) -> None:
        super().__init__(parent, theme_source, title, width=460)
        self._taken = {name.casefold() for name in taken}
        self._may_replace = may_replace
        theme = self.theme
        label = text_label(theme, "Name", "meta_bold", "text", wrap=False)
        self.field = QLineEdit(proposal)
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setAccessibleName("Name of the view")
        label.setBuddy(self.field)
        self.told = text_label(theme, " ", "label", "warn")
        for part in (label, self.field, self.told, text_label(theme, about, "meta", "text2")):
            self.body.addWidget(part)
        self.add_button("Cancel", self.reject)
        self.save_button = self.add_button(action, self._save, look="primary", default=True)
        self.field.textChanged.connect(self._check)
        self.field.selectAll()
        self.field.setFocus()
        self._check()

    @property
    def name(self) -> str:
        return clean_name(self.field.text())

    @property
    def _is_taken(self) -> bool:
        return self.name.casefold() in self._taken

    def _check(self) -> None:
        told = ""
        if self._is_taken:
            told = "There is a view of this name. " + (
                "It will be replaced." if self._may_replace else "Choose another one."
            )
        self.told.setText(told or " ")
        set_ink(self.told, self.theme.color("warn" if self._may_replace else "bad"))
        self.save_button.setEnabled(bool(self.name) and (self._may_replace or not self._is_taken))

    def _save(self) -> None:
        if not self._is_taken:
            self.accept()
            return
        question = ReplaceDialog(self, self.theme_source, self.name)
        question.accepted.connect(self.accept)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()


class ReplaceDialog(DialogFrame):
    """Asks whether a view shall take the place of the one that has its name."""

    def __init__(self, parent: QWidget | None, theme_source: ThemeSource, name: str) -> None:
        super().__init__(parent, theme_source, "Save view", width=420)
        column = self.add_heading("warning", "warn", f"Replace the view “{name}”?")
        told = "It will show what is on screen now. You can take that back by Edit > Undo."
        column.addWidget(text_label(self.theme, told, "ui", "text2"))
        self.replace_button = self.add_button("Replace", self.accept, look="danger")
        self.cancel_button = self.add_button("Cancel", self.reject, default=True)
