"""What became of an import: how much was accepted, what was there already, what was rejected and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QTableView, QWidget

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.importing.problems import Problem
from oversight_viewer.importing.report import ImportReport
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.flow import FlowLayout
from oversight_viewer.ui.pieces import Run, Runs, Sign, plain_tip, text_label
from oversight_viewer.ui.plain_table import height_of_rows, plain_table
from oversight_viewer.ui.theme import Theme, ThemeSource

_COLUMNS = ("Where", "Why it was rejected")
_ROWS_SHOWN = 6
_NAMES_SHOWN = 12

_Index = QModelIndex | QPersistentModelIndex


class ProblemsModel(QAbstractTableModel):
    """The rejected pieces: where each stands, and why it was left out. Can be sorted by either."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._all = list(enumerate(problems))
        self._rows = list(self._all)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        problem = self._rows[index.row()][1]
        text = clean_line(problem.where if index.column() == 0 else problem.reason)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._rows = list(self._all)
        if column == 1:
            self._rows.sort(key=lambda row: row[1].reason.casefold())
        if order == Qt.SortOrder.DescendingOrder:
            self._rows.reverse()
        self.layoutChanged.emit()


class _Shares(QWidget):
    """A bar cut in the shares of accepted, there already and rejected."""

    def __init__(self, theme: Theme, report: ImportReport) -> None:
        super().__init__()
        self._shares = [
            (report.added + report.updated, theme.color("good")),
            (report.unchanged, theme.color("line-strong")),
            (report.rejected, theme.color("bad")),
        ]
        self._gap = theme.px(2)
        self._empty = theme.color("hover")
        self.setFixedHeight(theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shares = [(count, color) for count, color in self._shares if count]
        total = sum(count for count, _ in shares)
        if not total:
            painter.setBrush(self._empty)
            painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
            return
        # Even a single rejected line among a million is seen.
        least = 4.0
        room = self.width() - self._gap * (len(shares) - 1) - least * len(shares)
        left = 0.0
        for count, color in shares:
            width = least + room * count / total
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(left, 0, width, self.height()), 2, 2)
            left += width + self._gap


class ImportReportDialog(DialogFrame):
    """Shows the report of an import.

    Args:
        report: What became of it.
        files: What was imported.
        theme_source: Colours and sizes.
        can_save_rejected: Whether somebody listens to ``save_rejected_requested``.
        can_undo: Whether somebody listens to ``undo_requested``.
    """

    undo_requested = Signal()
    """The user wants to take all of it back; the dialog is closed."""

    save_rejected_requested = Signal(Path)
    """The user has chosen a file for the rejected lines."""

    def __init__(
        self,
        parent: QWidget | None,
        report: ImportReport,
        files: Sequence[Path],
        theme_source: ThemeSource,
        *,
        can_save_rejected: bool = False,
        can_undo: bool = False,
    ) -> None:
        super().__init__(parent, theme_source, "Import report")
        theme = self.theme
        self._files = tuple(files)
        name = files[0].name if len(files) == 1 else f"{len(files):,} files"
        lines = f"{report.read:,} {'line' if report.read == 1 else 'lines'}"
        self.body.addWidget(text_label(theme, f"{clean_line(name)}, {lines}", "panel_title", "text"))
        self.body.addSpacing(theme.px(3))
        self.body.addWidget(_Shares(theme, report))
        self.body.addWidget(self._numbers(report))
        self.table: QTableView | None = None
        if report.problems:
            self.table = self._table(report)
            self.body.addSpacing(theme.px(4))
            self.body.addWidget(self.table)
        left_out = report.rejected - len(report.problems)
        if left_out > 0 and report.problems:
            told = f"and {left_out:,} more; all of them are in the file of rejected lines."
            self.body.addWidget(text_label(theme, told, "label", "text3"))
        for sign, words in _news(report):
            row = QHBoxLayout()
            row.setSpacing(theme.px(7))
            row.addWidget(Sign(theme, sign, "text3", 14, height=20), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Runs(theme, words), 1)
            self.body.addLayout(row)
        self.undo_button = self.add_button("Undo import", self._undo, look="quiet", left=True)
        self.undo_button.setVisible(can_undo and report.added + report.updated + report.names > 0)
        self.save_button = self.add_button("Save rejected lines…", self._save_rejected)
        self.save_button.setVisible(report.rejected > 0 and can_save_rejected)
        self.add_button("Done", self.accept, look="primary", default=True)

    def _undo(self) -> None:
        self.undo_requested.emit()
        self.accept()

    def _save_rejected(self) -> None:
        proposal = self._files[0].with_name(f"{self._files[0].name.partition('.')[0]}-rejected.jsonl")
        chosen, _ = QFileDialog.getSaveFileName(self, "Save rejected lines", str(proposal), "JSON Lines (*.jsonl)")
        if chosen:
            self.save_rejected_requested.emit(Path(chosen))

    def _numbers(self, report: ImportReport) -> QWidget:
        theme = self.theme
        whole = QWidget()
        flow = FlowLayout(whole, gap=theme.px(22), line_gap=theme.px(2))
        for sign, ink, count, word in (
            ("check", "good", report.added + report.updated, "accepted"),
            ("minus", "text3", report.unchanged, "already there"),
            ("close", "bad", report.rejected, "rejected"),
        ):
            part = QWidget()
            inner = FlowLayout(part, gap=theme.px(6), line_gap=0)
            inner.addWidget(Sign(theme, sign, ink, 14, height=20))
            inner.addWidget(text_label(theme, f"{count:,}", "ui_bold", "text", wrap=False))
            inner.addWidget(text_label(theme, word, "ui", "text2", wrap=False))
            part.setAccessibleName(f"{count:,} {word}")
            flow.addWidget(part)
        return whole

    def _table(self, report: ImportReport) -> QTableView:
        theme = self.theme
        table = plain_table(theme, ProblemsModel(report.problems), "Rejected lines")
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        widest = max(table.fontMetrics().horizontalAdvance(item.where) for item in report.problems[:200])
        table.setColumnWidth(0, min(max(widest + theme.px(24), theme.px(80)), theme.px(220)))
        table.setFixedHeight(height_of_rows(theme, min(len(report.problems), _ROWS_SHOWN)))
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return table


def _news(report: ImportReport) -> list[tuple[str, tuple[Run, ...]]]:
    """What the user should know beside the numbers, each with its icon."""
    news: list[tuple[str, tuple[Run, ...]]] = []
    if report.updated:
        words = "1 line updated an earlier entry." if report.updated == 1 else (
            f"{report.updated:,} lines updated earlier entries."
        )  # fmt: skip
        news.append(("history", (Run(words, "text2"),)))
    if report.names:
        noun = "name" if report.names == 1 else "names"
        news.append(("library", (Run(f"{report.names:,} {noun} of committees and companies learned.", "text2"),)))
    return news + new_names(report)


def new_names(report: ImportReport) -> list[tuple[str, tuple[Run, ...]]]:
    """Committees and companies that nobody knew before, each with its icon."""
    news: list[tuple[str, tuple[Run, ...]]] = []
    for sign, noun, plural, names in (
        ("committee", "committee", "committees", report.new_committees),
        ("company", "company", "companies", report.new_companies),
    ):
        if names:
            count = "One" if len(names) == 1 else f"{len(names):,}"
            shown = ", ".join(names[:_NAMES_SHOWN])
            more = f" and {len(names) - _NAMES_SHOWN:,} more" if len(names) > _NAMES_SHOWN else ""
            told = f"{count} new {noun if len(names) == 1 else plural}: "
            news.append((sign, (Run(told, "text2"), Run(shown), Run(more, "text2"))))
    return news
