"""The table of what an import would do: every entry with what becomes of it, and every piece that is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.dates import PartialDate, date_label
from oversight_viewer.domain.kinds import kind_label
from oversight_viewer.domain.outcomes import EntryOutcome, Outcome
from oversight_viewer.importing.report import ImportReport
from oversight_viewer.ui.pieces import plain_tip
from oversight_viewer.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


class RowState(StrEnum):
    """What becomes of a piece of an import, as the table and its switch call it."""

    NEW = "New"
    UPDATED = "Updated"
    THERE = "Already there"
    PROPOSED = "Proposed"
    REJECTED = "Rejected"
    KEPT = "Edited by hand"
    VANISHED = "Not in the file"


_STATES: Mapping[Outcome, RowState] = MappingProxyType(
    {Outcome.ADDED: RowState.NEW, Outcome.UPDATED: RowState.UPDATED, Outcome.UNCHANGED: RowState.THERE}
)
_INKS: Mapping[RowState, str] = MappingProxyType(
    {
        RowState.NEW: "good",
        RowState.UPDATED: "info",
        RowState.THERE: "text3",
        RowState.PROPOSED: "warn",
        RowState.REJECTED: "bad",
        RowState.KEPT: "warn",
        RowState.VANISHED: "warn",
    }
)
COLUMNS = ("", "Date", "Kind", "Record", "Where")
_ORDER = tuple(RowState)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: ``words`` is the title of an entry, or why a piece is rejected."""

    state: RowState
    words: str
    date: PartialDate | None = None
    kind: str = ""
    where: str = ""

    def texts(self) -> tuple[str, ...]:
        """What stands in each column."""
        has_date = self.state not in {RowState.REJECTED, RowState.KEPT, RowState.VANISHED}
        date = date_label(self.date, short=True) if has_date else ""
        return (self.state.value, date, kind_label(self.kind) if self.kind else "", self.words, self.where)


def rows_of(report: ImportReport) -> tuple[Row, ...]:
    """The lines of a report: what is rejected first, for that has to be looked at, then what changes."""
    rejected = [Row(RowState.REJECTED, item.reason, where=item.where) for item in report.problems]
    proposed = [
        Row(RowState.PROPOSED, entry.title, entry.date, entry.kind, item.where)
        for item in report.proposals
        for entry in (item.proposal.entry,)
    ]
    saved = report.saved
    kept = [Row(RowState.KEPT, item.title, where=f"{item.field} stays as it was written") for item in saved.conflicts]
    vanished = [Row(RowState.VANISHED, entry, where="the record keeps it") for entry in saved.vanished]
    return (*rejected, *proposed, *kept, *vanished, *map(_outcome_row, report.items))


def _outcome_row(item: EntryOutcome) -> Row:
    where = "changes " + ", ".join(item.fields) if item.fields else ""
    return Row(_STATES[item.outcome], item.title, item.date, item.kind, where)


def counts_of(report: ImportReport) -> Mapping[RowState, int]:
    """How many pieces there are of each state, those among them that the table has no room for."""
    return {
        RowState.NEW: report.added,
        RowState.UPDATED: report.updated,
        RowState.THERE: report.unchanged,
        RowState.PROPOSED: report.proposed,
        RowState.REJECTED: report.rejected,
        RowState.KEPT: report.saved.conflicts_count,
        RowState.VANISHED: report.saved.vanished_count,
    }


class RowsModel(QAbstractTableModel):
    """The lines of a report; those of one state, or all. Can be sorted by each column.

    Args:
        rows: All lines.
        theme: Colours of the states.
    """

    def __init__(self, rows: Sequence[Row], theme: Theme) -> None:
        super().__init__()
        self._all = tuple(rows)
        self._theme = theme
        self._state: RowState | None = None
        self._sort: tuple[int, bool] | None = None
        self._rows: list[Row] = list(self._all)

    @property
    def state(self) -> RowState | None:
        return self._state

    def show_only(self, state: RowState | None) -> None:
        """Show the lines of one state; None shows all."""
        self.beginResetModel()
        self._state = state
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        rows: Iterable[Row] = (row for row in self._all if self._state in {None, row.state})
        if self._sort is not None:
            column, is_descending = self._sort
            rows = sorted(rows, key=lambda row: _sort_key(row, column), reverse=is_descending)
        self._rows = list(rows)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole:
            is_state = index.column() == 0
            return self._theme.color(_INKS[row.state] if is_state else "text" if index.column() == 3 else "text2")
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        text = clean_line(row.texts()[index.column()])
        return text if role == Qt.ItemDataRole.DisplayRole else plain_tip(text)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._sort = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()
        self.layoutChanged.emit()


def _sort_key(row: Row, column: int) -> tuple[Any, ...]:
    if column == 0:
        return (_ORDER.index(row.state),)
    if column == 1:
        return (row.date is not None, row.date.first_day.toordinal() if row.date is not None else 0)
    return (row.texts()[column].casefold(),)
