"""All that is known of one company, with what can be decided about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from oversight_viewer.domain.name_decisions import CompanyDetail, DecisionKind
from oversight_viewer.domain.name_words import entries_of, entries_words, numbers_words
from oversight_viewer.ui.flow import FlowLayout
from oversight_viewer.ui.pieces import LinkButton, Rule, text_label
from oversight_viewer.ui.reader.kit import column, holder, row
from oversight_viewer.ui.theme import Theme

_MOST_SHOWN = 40


class NamesDetail(QScrollArea):
    """Shows a company.

    Args:
        theme: Colours and sizes.
    """

    asked = Signal(object, str, str)
    """Something is to be decided: a DecisionKind, the name it is about, and what is proposed."""
    rename_asked = Signal()
    """The company is to be called otherwise."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.can_decide = True
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("The company")
        self.say("Choose a company at the left.")

    def say(self, words: str) -> None:
        """Show a sentence in place of a company."""
        self._put([text_label(self._theme, words, "ui", "text3")])

    def set_company(self, detail: CompanyDetail, near: Sequence[str] = ()) -> None:
        """Show a company.

        Args:
            detail: What is known of it.
            near: Names of companies that may be the same.
        """
        theme = self._theme
        owner = f"Owned by {detail.parent}" if detail.parent else "No owner is known"
        parts: list[QWidget] = [
            text_label(theme, detail.name, "panel_title", selectable=True),
            text_label(theme, f"{owner}. Named by {entries_words(entries_of(detail))}.", "ui", "text2"),
        ]
        parts += [self._near(name) for name in near]
        parts.append(self._buttons())
        parts += self._section("Other names", [self._alias(name) for name in detail.aliases], "None are known.")
        numbers = [
            holder(row(self._faint(label, 60), text_label(theme, value, "meta", selectable=True), gap=0, stretch=1))
            for label, value in numbers_words(detail)
        ]
        parts += self._section("Numbers", numbers, "None are known.")
        written = [self._written(form.name, form.entries) for form in detail.written[:_MOST_SHOWN]]
        if len(detail.written) > _MOST_SHOWN:
            written.append(self._faint(f"and {len(detail.written) - _MOST_SHOWN:,} more"))
        parts += self._section("As entries write it", written, "No entry names it; others of its group may.")
        self._put(parts)

    def _put(self, parts: Sequence[QWidget]) -> None:
        whole = QWidget()
        box = QVBoxLayout(whole)
        px = self._theme.px
        box.setContentsMargins(px(16), px(2), px(8), px(8))
        box.setSpacing(px(6))
        for part in parts:
            box.addWidget(part)
        box.addStretch(1)
        self.setWidget(whole)
        whole.setAutoFillBackground(False)  # the area has just set it

    def _section(self, heading: str, parts: Sequence[QWidget], nothing: str) -> list[QWidget]:
        theme = self._theme
        title = text_label(theme, heading, "meta_bold", wrap=False)
        head = holder(column(Rule(theme), title, gap=theme.px(6), margins=(0, theme.px(8), 0, 0)))
        return [head, *(parts or [self._faint(nothing)])]

    def _faint(self, words: str, width: int = 0) -> QWidget:
        label = text_label(self._theme, words, "meta", "text3")
        if width:
            label.setFixedWidth(self._theme.px(width))
        return label

    def _link(self, words: str, spoken: str, run: Callable[[], object]) -> LinkButton:
        link = LinkButton(self._theme, words, "label")
        link.setAccessibleName(spoken)
        link.setEnabled(self.can_decide)
        link.clicked.connect(lambda _checked=False: run())
        return link

    def _near(self, name: str) -> QWidget:
        words = text_label(self._theme, f"Possibly the same: {name}", "ui", "warn")
        ask = self._link(
            "Merge…", f"Merge into {name}", lambda: self.asked.emit(DecisionKind.MERGE, "", name)
        )  # fmt: skip
        apart = self._link(
            "Not the same", f"{name} is not the same", lambda: self.asked.emit(DecisionKind.APART, "", name)
        )
        return holder(row(words, ask, apart, gap=self._theme.px(10), stretch=0))

    def _alias(self, name: str) -> QWidget:
        words = text_label(self._theme, name, "meta", selectable=True)
        ask = self._link(
            "Remove…", f"Remove the name {name}", lambda: self.asked.emit(DecisionKind.REMOVE_ALIAS, name, "")
        )
        return holder(row(words, ask, gap=self._theme.px(10), stretch=0))

    def _written(self, name: str, entries: int) -> QWidget:
        words = text_label(self._theme, name, "meta", selectable=True)
        count = text_label(self._theme, entries_words(entries), "label", "text3", wrap=False)
        ask = self._link(
            "Split off…", f"Split off {name}", lambda: self.asked.emit(DecisionKind.SPLIT, name, "")
        )  # fmt: skip
        return holder(row(words, count, ask, gap=self._theme.px(10), stretch=0))

    def _buttons(self) -> QWidget:
        whole = QWidget()
        flow = FlowLayout(whole, gap=self._theme.px(8), line_gap=self._theme.px(6))
        for words, kind in (
            ("Merge into…", DecisionKind.MERGE),
            ("Owner…", DecisionKind.PARENT),
            ("Add other name…", DecisionKind.ADD_ALIAS),
            ("Numbers…", DecisionKind.NUMBERS),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.setEnabled(self.can_decide)
            button.clicked.connect(lambda _checked=False, kind=kind: self.asked.emit(kind, "", ""))
            flow.addWidget(button)
        rename = QPushButton("Rename…")
        rename.setAutoDefault(False)
        rename.setEnabled(self.can_decide)
        rename.clicked.connect(lambda _checked=False: self.rename_asked.emit())
        flow.addWidget(rename)
        return whole
