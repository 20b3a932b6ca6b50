"""Asks for what is missing of a decision about a company, and says what it will do before it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from oversight_viewer.domain.name_decisions import (
    CompanyDetail,
    Decision,
    DecisionKind,
    MadeDecision,
    fold_name,
)
from oversight_viewer.domain.name_words import (
    TITLES,
    CompanyRow,
    consequence,
    numbers_decision,
    numbers_problem,
    problem_of,
)
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.form_fields import FormField, line_field
from oversight_viewer.ui.pieces import set_ink, text_label
from oversight_viewer.ui.theme import ThemeSource

_WIDTH = 480
_LABELS = {
    DecisionKind.MERGE: ("Company", "It is the same as this one"),
    DecisionKind.SPLIT: ("Company", "To which the written name belongs; empty for one of its own"),
    DecisionKind.PARENT: ("Owner", "The company that owns it; empty if nobody does"),
    DecisionKind.ADD_ALIAS: ("Other name", "As it may be written"),
}
_ACTIONS = {
    DecisionKind.MERGE: "Merge",
    DecisionKind.SPLIT: "Split off",
    DecisionKind.PARENT: "Set owner",
    DecisionKind.ADD_ALIAS: "Add name",
    DecisionKind.REMOVE_ALIAS: "Remove name",
    DecisionKind.NUMBERS: "Keep numbers",
}


class NameActionDialog(DialogFrame):
    """Accepted, :attr:`decision` is what was decided.

    Args:
        kind: What is decided.
        detail: The company.
        companies: The companies of the library, by folded name.
        made: What was decided before.
        about: The written name or other name that it is about, where it is about one.
        proposed: What stands in the field at first.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme_source: ThemeSource,
        kind: DecisionKind,
        detail: CompanyDetail,
        companies: Mapping[str, CompanyRow],
        made: Sequence[MadeDecision],
        *,
        about: str = "",
        proposed: str = "",
    ) -> None:
        super().__init__(parent, theme_source, TITLES[kind], width=_WIDTH)
        self._kind = kind
        self._detail = detail
        self._companies = companies
        self._made = made
        self._about = about
        subject = f"“{about or detail.name}”"
        self.body.addWidget(text_label(self.theme, f"{TITLES[kind]}: {subject}", "panel_title"))
        self.fields: dict[str, QLineEdit] = {}
        if kind is DecisionKind.NUMBERS:
            self._add_numbers()
        elif kind is not DecisionKind.REMOVE_ALIAS:
            self._add_name(kind, proposed)
        self.told = text_label(self.theme, " ", "ui", "text2")
        self.body.addWidget(self.told)
        undo = "What the entries themselves say is not changed, and this can be undone."
        self.body.addWidget(text_label(self.theme, undo, "label", "text3"))
        self.add_button("Cancel", self.reject)
        self.action_button = self.add_button(_ACTIONS[kind], self._accept, look="primary", default=True)
        self._check()
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus()
            first.selectAll()

    def _add_name(self, kind: DecisionKind, proposed: str) -> None:
        label, hint = _LABELS[kind]
        if self._is_own_name:
            hint = "To which this name belongs"
        field = line_field(self._check)
        field.setText(proposed or (self._detail.parent or "" if kind is DecisionKind.PARENT else ""))
        if kind is not DecisionKind.ADD_ALIAS:
            own = fold_name(self._detail.name)
            names = [row.name for key, row in self._companies.items() if key != own]
            completer = QCompleter(names, field)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(completer)
        self.fields["other"] = field
        self.body.addWidget(FormField(self.theme, label, field, hint))

    def _add_numbers(self) -> None:
        detail = self._detail
        for name, label, value, hint in (
            ("cik", "CIK", "" if detail.cik is None else str(detail.cik), "Number at the SEC"),
            ("lei", "LEI", detail.lei or "", "20 letters and figures"),
            ("tickers", "Tickers", ", ".join(detail.tickers), "Symbols on exchanges, with commas between them"),
        ):
            field = line_field(self._check)
            field.setText(value)
            self.fields[name] = field
            self.body.addWidget(FormField(self.theme, label, field, hint))

    @property
    def decision(self) -> Decision:
        """What is decided, as it is typed."""
        name = self._detail.name
        match self._kind:
            case DecisionKind.NUMBERS:
                return numbers_decision(name, *(self.fields[part].text() for part in ("cik", "lei", "tickers")))
            case DecisionKind.REMOVE_ALIAS:
                return Decision(self._kind, name, self._about)
            case DecisionKind.SPLIT:
                return Decision(self._kind, self._about, self._other())
            case _:
                return Decision(self._kind, name, self._other())

    def _other(self) -> str | None:
        """The name in the field, as the library writes it where it has it."""
        typed = " ".join(self.fields["other"].text().split())
        known = self._companies.get(fold_name(typed))
        return known.name if known is not None else typed or None

    def problem(self) -> str:
        """Why this cannot be decided, or nothing."""
        if self._kind is DecisionKind.NUMBERS:
            return numbers_problem(*(self.fields[part].text() for part in ("cik", "lei", "tickers")))
        return problem_of(self.decision, self._detail, self._companies, self._made)

    @property
    def _is_own_name(self) -> bool:
        """Whether the name of the company itself is to be split off: it can only belong to another one."""
        return self._kind is DecisionKind.SPLIT and fold_name(self._about) == fold_name(self._detail.name)

    def _check(self) -> None:
        if not hasattr(self, "action_button"):
            return
        needed = self._is_own_name or self._kind in {DecisionKind.MERGE, DecisionKind.ADD_ALIAS, DecisionKind.NUMBERS}
        empty = needed and not any(field.text().strip() for field in self.fields.values())
        problem = "" if empty else self.problem()
        words = " " if empty else problem or consequence(self.decision, self._detail, self._companies)
        self.told.setText(words)
        set_ink(self.told, self.theme.color("bad" if problem else "text2"))
        self.action_button.setEnabled(not problem and not empty)
        self.fit()

    def _accept(self) -> None:
        if self.action_button.isEnabled():
            self.accept()
