"""The companies of a library: what each is called, what may be the same, and what was decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QWidget,
)

from oversight_viewer.domain.name_decisions import (
    CompanyDetail,
    Decision,
    DecisionKind,
    MadeDecision,
    fold_name,
)
from oversight_viewer.domain.name_words import CompanyRow, decision_words
from oversight_viewer.domain.near_names import NearNames
from oversight_viewer.ui.controls import SegmentedSwitch
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.flow import FlowLayout
from oversight_viewer.ui.name_actions import NameActionDialog
from oversight_viewer.ui.name_rename import RenameDialog
from oversight_viewer.ui.names_detail import NamesDetail
from oversight_viewer.ui.pieces import text_label
from oversight_viewer.ui.plain_table import plain_table, set_columns
from oversight_viewer.ui.table_model import TableColumn, TableModel
from oversight_viewer.ui.theme import ThemeSource

_WIDTH = 980
_HEIGHT = 460
ALL, NEAR, DECIDED = "all", "near", "decided"

_COMPANIES: tuple[TableColumn[CompanyRow], ...] = (
    TableColumn("Company", lambda row: row.name, ink=lambda _: "text"),
    TableColumn("Owned by", lambda row: row.parent or ""),
    TableColumn("Entries", lambda row: f"{row.entries:,}", lambda row: row.entries, is_number=True),
)
_PAIRS: tuple[TableColumn[NearNames], ...] = (
    TableColumn("This company", lambda pair: pair.first, ink=lambda _: "text"),
    TableColumn("may be the same as", lambda pair: pair.second, ink=lambda _: "text"),
)
_DECISIONS: tuple[TableColumn[MadeDecision], ...] = (
    TableColumn("When", lambda made: f"{made.at.astimezone():%d %b %Y, %H:%M}", lambda made: made.at),
    TableColumn("By", lambda made: made.author),
    TableColumn("What was decided", lambda made: decision_words(made.decision), ink=lambda _: "text"),
    TableColumn("State", lambda made: "Undone" if made.is_undone else "Holds",
                ink=lambda made: "text3" if made.is_undone else "good"),
)  # fmt: skip


class NamesDialog(DialogFrame):
    """Lists companies and shows one; what is decided is told by signals.

    Args:
        theme_source: Colours and sizes.
        why_not: Why nothing can be decided; nothing if it can.
    """

    company_requested = Signal(str)
    """All that is known of a company is wanted."""
    decided = Signal(object)
    """A Decision, after what it does was said."""
    renamed = Signal(object, str)
    """A company, as CompanyDetail, is to be called otherwise."""
    undo_requested = Signal(int)

    def __init__(self, parent: QWidget | None, theme_source: ThemeSource, why_not: str = "") -> None:
        super().__init__(parent, theme_source, "Companies", width=_WIDTH)
        self._why_not = why_not
        self._rows: tuple[CompanyRow, ...] = ()
        self._by_name: dict[str, CompanyRow] = {}
        self._made: tuple[MadeDecision, ...] = ()
        self._pairs: tuple[NearNames, ...] | None = None
        self._company: CompanyDetail | None = None
        self._goes_on = False
        self.switch = SegmentedSwitch(theme_source, [(ALL, ""), (NEAR, ""), (DECIDED, "")])
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search by name or owner")
        self.search.setAccessibleName("Search companies")
        self.search.setClearButtonEnabled(True)
        self.companies = TableModel(self.theme, _COMPANIES)
        self.pairs = TableModel(self.theme, _PAIRS)
        self.decisions = TableModel(self.theme, _DECISIONS)
        self.table = self._table(self.companies, "Companies", (0, 150, 70), 0)
        self.pairs_table = self._table(self.pairs, "Possibly the same", (230, 0), 1)
        self.decisions_table = self._table(self.decisions, "What was decided", (140, 110, 0, 80), 2)
        self.detail = NamesDetail(self.theme)
        self.detail.can_decide = not why_not
        self.detail.asked.connect(self._ask)
        self.detail.rename_asked.connect(self._ask_name)
        self.outcome = text_label(self.theme, " ", "ui", "good")
        self._lay_out()
        self.undo_button = self.add_button("Undo this decision", self._undo, left=True)
        self.add_button("Close", self.accept, look="primary")
        self._connect()
        self.set_companies((), ())
        self.search.setFocus()

    def _table(self, model: TableModel, name: str, widths: Sequence[int], wide: int) -> QTableView:  # type: ignore[type-arg]
        table = plain_table(self.theme, model, name)
        set_columns(self.theme, table, widths, (wide,))
        return table

    def _lay_out(self) -> None:
        px = self.theme.px
        head = FlowLayout(gap=px(12), line_gap=px(6), stretch_last=True)
        head.addWidget(self.switch)
        head.addWidget(self.search)
        self.search.setMinimumWidth(px(220))
        self.body.addLayout(head)
        if self._why_not:
            self.body.addWidget(text_label(self.theme, self._why_not, "label", "text3"))
        lists = QStackedWidget()
        for table in (self.table, self.pairs_table):
            lists.addWidget(table)
        lists.addWidget(self._nothing("No two companies have names that are near one another."))
        self._lists = lists
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(lists, 5)
        row.addWidget(self.detail, 4)
        self.pages = QStackedWidget()
        self.pages.addWidget(both)
        self.pages.addWidget(self.decisions_table)
        self.pages.addWidget(self._nothing("Nothing was decided about companies yet."))
        free = self.screen().availableGeometry().height() - px(190)
        self.pages.setMinimumHeight(min(px(_HEIGHT), free))
        self.pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.outcome)

    def _nothing(self, words: str) -> QWidget:
        """What stands in place of an empty list."""
        label = text_label(self.theme, words, "ui", "text3")
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        return label

    def _connect(self) -> None:
        self.switch.chosen.connect(self.show_page)
        self.search.textChanged.connect(lambda _: self._filter())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._company_chosen())
        self.pairs_table.selectionModel().selectionChanged.connect(lambda *_: self._pair_chosen())
        self.decisions_table.selectionModel().selectionChanged.connect(lambda *_: self._update_undo())
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self.undo_last)

    # What it shows

    def set_companies(self, rows: Sequence[CompanyRow], made: Sequence[MadeDecision]) -> None:
        """Show the companies of the library, and what was decided about them, oldest first."""
        self._rows = tuple(sorted(rows, key=lambda row: row.name.casefold()))
        self._by_name = {fold_name(row.name): row for row in rows}
        self._made = tuple(made)
        self.decisions.set_rows(reversed(self._made))
        self._filter()
        self._offer()
        self._update_undo()

    def set_pairs(self, pairs: Sequence[NearNames]) -> None:
        """Show the companies that may be the same."""
        row = self.pairs_table.currentIndex().row()
        self._pairs = tuple(pairs)
        self._filter()
        self._offer()
        if self._goes_on and self.switch.value == NEAR and self.pairs.rows:
            self.pairs_table.selectRow(max(0, min(row, len(self.pairs.rows) - 1)))  # the next one to be looked at
        self._goes_on = False

    def set_company(self, detail: CompanyDetail | None, near: Sequence[str] = ()) -> None:
        """Show a company; None if the library does not have it."""
        self._company = detail
        if detail is None:
            self.detail.say("The library has no company of this name any more.")
        else:
            self.detail.set_company(detail, near)

    def show_company(self, name: str) -> None:
        """Choose a company in the list, if it is there."""
        row = next((row for row, item in enumerate(self.companies.rows) if item.name == name), None)
        if row is not None:
            index = self.companies.index(row, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)

    def show_page(self, page: str) -> None:
        """Show all companies, those that may be the same, or what was decided."""
        self.switch.set_value(page)
        self.pages.setCurrentIndex(0 if page != DECIDED else 1 if self._made else 2)
        self._lists.setCurrentIndex(0 if page != NEAR else 2 if self._pairs == () else 1)
        self.search.setEnabled(page != DECIDED)
        self._update_undo()

    def _offer(self) -> None:
        """Say in the switch how many there are of each."""
        near = "…" if self._pairs is None else f"{len(self._pairs):,}"
        self.switch.set_word(ALL, f"Companies {len(self._rows):,}")
        self.switch.set_word(NEAR, f"Possibly the same {near}")
        self.switch.set_word(DECIDED, f"What was decided {len(self._made):,}")
        self.show_page(self.switch.value or ALL)

    def _filter(self) -> None:
        wanted = fold_name(self.search.text())
        chosen = self.chosen
        self.companies.set_rows(
            row for row in self._rows if wanted in fold_name(row.name) or wanted in fold_name(row.parent or "")
        )
        self.pairs.set_rows(
            pair for pair in self._pairs or () if wanted in fold_name(pair.first) or wanted in fold_name(pair.second)
        )
        if chosen is not None:
            self.show_company(chosen)

    @property
    def chosen(self) -> str | None:
        """The company that is shown."""
        return None if self._company is None else self._company.name

    # What the user does

    def _company_chosen(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        if rows:
            self.company_requested.emit(self.companies.value(rows[0].row()).name)

    def _pair_chosen(self) -> None:
        rows = self.pairs_table.selectionModel().selectedRows()
        if rows:
            # Of the two, the one that fewer entries name is looked at: it is the one that is merged.
            pair = self.pairs.value(rows[0].row())
            self.company_requested.emit(min((pair.second, pair.first), key=self._entries_of))

    def _entries_of(self, name: str) -> int:
        row = self._by_name.get(fold_name(name))
        return 0 if row is None else row.entries

    def _ask(self, kind: DecisionKind, about: str, proposed: str) -> None:
        if self._company is None:
            return
        if kind is DecisionKind.APART:  # nothing has to be asked or explained, and it is undone as easily
            self._goes_on = True
            self.decided.emit(Decision(kind, self._company.name, proposed))
            return
        dialog = NameActionDialog(
            self, self.theme_source, kind, self._company, self._by_name, self._made, about=about, proposed=proposed
        )
        dialog.accepted.connect(partial(self._decide, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_name(self) -> None:
        if self._company is None:
            return
        dialog = RenameDialog(self, self.theme_source, self._company, self._by_name)
        dialog.accepted.connect(partial(self._rename, dialog, self._company))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _rename(self, dialog: RenameDialog, company: CompanyDetail) -> None:
        self.renamed.emit(company, dialog.name)

    def _decide(self, dialog: NameActionDialog) -> None:
        self.decided.emit(dialog.decision)

    def show_outcome(self, decision: Decision | None) -> None:
        """Say what was decided, or that something was undone."""
        words = "Undone." if decision is None else f"{decision_words(decision)}. Ctrl+Z takes it back."
        self.outcome.setText(words)

    @property
    def _chosen_decision(self) -> MadeDecision | None:
        rows = self.decisions_table.selectionModel().selectedRows()
        return self.decisions.value(rows[0].row()) if rows else None

    def _update_undo(self) -> None:
        made = self._chosen_decision
        self.undo_button.setVisible(self.switch.value == DECIDED)
        self.undo_button.setEnabled(made is not None and not made.is_undone and not self._why_not)

    def _undo(self) -> None:
        made = self._chosen_decision
        if made is not None:
            self.undo_requested.emit(made.id)

    def undo_last(self) -> None:
        """Undo the newest decision that holds."""
        last = next((made for made in reversed(self._made) if not made.is_undone), None)
        if last is not None and not self._why_not:
            self.undo_requested.emit(last.id)
