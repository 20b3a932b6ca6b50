"""Asks how a company is to be called from now on, and says what that does."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from oversight_viewer.domain.name_decisions import CompanyDetail, Decision, DecisionKind
from oversight_viewer.domain.name_words import CompanyRow, consequence, rename_problem
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.form_fields import FormField, line_field
from oversight_viewer.ui.pieces import set_ink, text_label
from oversight_viewer.ui.theme import ThemeSource

_WIDTH = 480


class RenameDialog(DialogFrame):
    """Accepted, :attr:`name` is the new name.

    Args:
        detail: The company.
        companies: The companies of the library, by folded name.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme_source: ThemeSource,
        detail: CompanyDetail,
        companies: Mapping[str, CompanyRow],
    ) -> None:
        super().__init__(parent, theme_source, "Rename a company", width=_WIDTH)
        self._detail = detail
        self._companies = companies
        self.field = line_field(self._check)
        self.field.setText(detail.name)
        self.told = text_label(self.theme, " ", "ui", "text2")
        self.body.addWidget(text_label(self.theme, f"Rename “{detail.name}”", "panel_title"))
        self.body.addWidget(FormField(self.theme, "Name", self.field, "As it is shown from now on"))
        self.body.addWidget(self.told)
        undo = "Its owner stays. What the entries themselves say is not changed, and this can be undone."
        self.body.addWidget(text_label(self.theme, undo, "label", "text3"))
        self.add_button("Cancel", self.reject)
        self.action_button = self.add_button("Rename", self._accept, look="primary", default=True)
        self._check()
        self.field.setFocus()
        self.field.selectAll()

    @property
    def name(self) -> str:
        """The new name, in one line."""
        return " ".join(self.field.text().split())

    def problem(self) -> str:
        """Why it cannot be called so, or nothing."""
        return rename_problem(self.name, self._detail, self._companies)

    def _check(self) -> None:
        if not hasattr(self, "action_button"):
            return
        problem = self.problem()
        untouched = self.field.text() == self._detail.name
        decision = Decision(DecisionKind.MERGE, self._detail.name, self.name)
        words = " " if untouched else problem or consequence(decision, self._detail, self._companies)
        self.told.setText(words)
        set_ink(self.told, self.theme.color("bad" if problem else "text2"))
        self.action_button.setEnabled(not problem)
        self.fit()

    def _accept(self) -> None:
        if self.action_button.isEnabled():
            self.accept()
