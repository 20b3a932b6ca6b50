"""What may be wrong with the record, by kind. A finding is shown and questioned, never fixed by itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.dates import date_label
from oversight_viewer.domain.kinds import kind_label
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.health import Finding, Severity
from oversight_viewer.tasks.health import STALE, Health, ImportAge
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.health_words import SEVERITIES, age_words, heading, sentence, summary
from oversight_viewer.ui.pieces import text_label
from oversight_viewer.ui.plain_table import height_of_rows, plain_list, plain_table, set_columns
from oversight_viewer.ui.table_model import TableColumn, TableModel
from oversight_viewer.ui.theme import ThemeSource

_WIDTH = 960
_HEIGHT = 430
_LIST = 210
_ENTRIES = 4
_SHOWN = 200
_ORDER = tuple(Severity)


class HealthDialog(DialogFrame):
    """Lists findings, and the entries of the one that is chosen. The window beside it stays usable.

    Args:
        theme_source: Colours and sizes.
        health: What was found.
        name: A name for the report.
    """

    entry_requested = Signal(str)
    """An entry is to be shown in the window."""
    cards_requested = Signal(list)
    """Cards of these entries are wanted."""
    again_requested = Signal()
    report_requested = Signal(Path)

    def __init__(self, parent: QWidget | None, theme_source: ThemeSource, health: Health, name: str) -> None:
        super().__init__(parent, theme_source, "Check the record", width=_WIDTH)
        self.setModal(False)
        self._health = health
        self._name = name
        self._cards: dict[EntryId, Card] = dict(health.cards)
        theme = self.theme
        self.summary = text_label(theme, summary(health), "panel_title")
        when = f"Looked at {health.looked_at.astimezone():%d %b %Y, %H:%M}. A click shows the record in the window."
        self.body.addWidget(self.summary)
        self.body.addWidget(text_label(theme, when, "ui", "text2"))
        self.body.addSpacing(theme.px(4))
        self.kinds = plain_list(theme, "Kinds of findings", _LIST)
        self.findings = TableModel(theme, self._finding_columns())
        self.ages = TableModel(theme, _AGES)
        self.entries = TableModel(theme, self._entry_columns())
        self.table = self._table(self.findings, "Findings", (96,), (1, 2))
        self.ages_table = self._table(self.ages, "Imports", (0, 160, 150), (0,))
        self.entries_table = self._table(self.entries, "Records of this finding", (110, 150), (2,))
        self._lay_out()
        self._fill_kinds()
        self.add_button("Save report…", self._save, look="quiet", left=True)
        self.again_button = self.add_button("Look again", self.again_requested.emit)
        self.add_button("Close", self.accept, look="primary")  # Enter shows a record, it does not close
        self._connect()
        self.kinds.setCurrentRow(0)
        self.kinds.setFocus()

    def _finding_columns(self) -> Sequence[TableColumn[Finding]]:
        return (
            TableColumn(
                "",
                lambda item: SEVERITIES[item.severity][0],
                lambda item: _ORDER.index(item.severity),
                ink=lambda item: SEVERITIES[item.severity][1],
            ),
            TableColumn("What", lambda item: sentence(item.text), ink=lambda _: "text"),
            TableColumn("Record", self._records),
        )

    def _entry_columns(self) -> Sequence[TableColumn[EntryId]]:
        return (
            TableColumn("Date", lambda entry: date_label(card.date, short=True) if (card := self._card(entry)) else ""),
            TableColumn("Kind", lambda entry: kind_label(card.kind) if (card := self._card(entry)) else ""),
            TableColumn("Record", self._title, ink=lambda _: "accent"),
        )

    def _card(self, entry: EntryId) -> Card | None:
        return self._cards.get(entry)

    def _title(self, entry: EntryId) -> str:
        card = self._card(entry)
        return entry if card is None else card.title

    def _records(self, finding: Finding) -> str:
        if not finding.entries:
            return ""
        more = len(finding.entries) - 1
        return self._title(finding.entries[0]) + (f" and {more:,} more" if more else "")

    def _table(self, model: TableModel, name: str, widths: Sequence[int], wide: Sequence[int]) -> QTableView:  # type: ignore[type-arg]
        table = plain_table(self.theme, model, name)
        set_columns(self.theme, table, widths, wide)
        return table

    def _lay_out(self) -> None:
        theme = self.theme
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self.told = text_label(theme, " ", "label", "text3")
        self.entries_table.setFixedHeight(height_of_rows(theme, _ENTRIES))
        for part, stretch in ((self.table, 1), (self.told, 0), (self.entries_table, 0)):
            column.addWidget(part, stretch)
        self.pages = QStackedWidget()
        self.pages.addWidget(found)
        self.pages.addWidget(self.ages_table)
        free = self.screen().availableGeometry().height() - theme.px(210)
        self.pages.setMinimumHeight(min(theme.px(_HEIGHT), free))
        self.pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(self.kinds)
        row.addWidget(self.pages, 1)
        self.body.addLayout(row, 1)

    def _fill_kinds(self) -> None:
        findings = self._health.findings
        self._kinds: list[str | None] = [None, *dict.fromkeys(item.kind for item in findings), STALE]
        for kind in self._kinds:
            if kind == STALE:
                stale = sum(age.is_stale for age in self._health.ages)
                self.kinds.addItem(f"{heading(kind)}{f'  {stale:,} long ago' if stale else ''}")
            else:
                count = sum(kind in {None, item.kind} for item in findings)
                self.kinds.addItem(f"{heading(kind) if kind else 'All findings'}  {count:,}")
        self.ages.set_rows(self._health.ages)

    def _connect(self) -> None:
        self.kinds.currentRowChanged.connect(self._show_kind)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._finding_chosen())
        self.table.clicked.connect(self._show_first)
        self.table.activated.connect(self._show_first)
        self.entries_table.clicked.connect(self._show_entry)
        self.entries_table.activated.connect(self._show_entry)

    def _show_kind(self, place: int) -> None:
        kind = self._kinds[place]
        self.pages.setCurrentIndex(1 if kind == STALE else 0)
        if kind != STALE:
            self.findings.set_rows(item for item in self._health.findings if kind in {None, item.kind})
            self._finding_chosen()

    def _finding_chosen(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        entries = self.findings.value(rows[0].row()).entries if rows else ()
        shown = entries[:_SHOWN]
        self.entries.set_rows(shown)
        more = len(entries) - len(shown)
        nothing = "Choose a finding to see its records." if self._health.findings else ""
        listed = f"{len(entries):,} {'record' if len(entries) == 1 else 'records'}"
        self.told.setText(
            (listed + (f", the first {len(shown)} of them here" if more > 0 else "")) if rows else nothing
        )
        missing = [entry for entry in shown if entry not in self._cards]
        if missing:
            self.cards_requested.emit(missing)

    def add_cards(self, cards: dict[EntryId, Card]) -> None:
        """Show the titles of entries that have been read by now."""
        self._cards.update(cards)
        self.entries.set_rows(self.entries.rows)

    def _show_first(self, index: QModelIndex) -> None:
        entries = self.findings.value(index.row()).entries
        if entries:
            self.entry_requested.emit(entries[0])

    def _show_entry(self, index: QModelIndex) -> None:
        self.entry_requested.emit(self.entries.value(index.row()))

    def _save(self) -> None:
        proposed = str(Path.home() / f"{self._name} check.txt")
        kinds = "Text (*.txt);;Table (*.csv)"
        chosen, kind = QFileDialog.getSaveFileName(self, "Save report", proposed, kinds)
        if chosen:
            path = Path(chosen)
            ending = ".csv" if "csv" in kind else ".txt"
            self.report_requested.emit(path if path.suffix else path.with_suffix(ending))


_AGES: tuple[TableColumn[ImportAge], ...] = (
    TableColumn("Source", lambda age: age.source, ink=lambda _: "text"),
    TableColumn("Last import", lambda age: f"{age.at.astimezone():%d %b %Y, %H:%M}", lambda age: age.at),
    TableColumn(
        "How long ago",
        lambda age: age_words(age).removeprefix("last imported "),
        lambda age: age.days,
        ink=lambda age: "warn" if age.is_stale else "text2",
    ),
)
