"""The imports into a library: when, from what, what became of it, and a way to undo each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.saving import Batch, UndoReport
from oversight_viewer.ui.confirm import ConfirmDialog
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.pieces import set_ink, text_label
from oversight_viewer.ui.plain_table import height_of_rows, plain_table
from oversight_viewer.ui.table_model import TableColumn, TableModel
from oversight_viewer.ui.theme import ThemeSource

_WIDTH = 820
_ROWS = 11
_SOURCE = 1
_WIDTHS = (140, 200, 110, 70, 76, 92, 80)
_FILES_SHOWN = 8
_KEPT_SHOWN = 5


def when(batch: Batch) -> str:
    """When an import was, in the time of this place."""
    return f"{batch.at.astimezone():%d %b %Y, %H:%M}"


def _count(heading: str, count: Callable[[Batch], int]) -> TableColumn[Batch]:
    return TableColumn(heading, lambda batch: f"{count(batch):,}", count, is_number=True)


_COLUMNS: tuple[TableColumn[Batch], ...] = (
    TableColumn("When", when, lambda batch: batch.at),
    TableColumn("Source", lambda batch: batch.source, ink=lambda _: "text"),
    TableColumn(
        "State",
        lambda batch: "Undone" if batch.is_undone else "In the record",
        ink=lambda batch: "text3" if batch.is_undone else "good",
    ),
    _count("Added", lambda batch: batch.added),
    _count("Updated", lambda batch: batch.updated),
    _count("Unchanged", lambda batch: batch.unchanged),
    _count("Rejected", lambda batch: batch.rejected),
)


class ImportsDialog(DialogFrame):
    """Lists imports, newest first. ``undo_requested`` says which one is to be undone, after asking.

    Args:
        theme_source: Colours and sizes.
        why_not: Why none can be undone; nothing if they can.
    """

    undo_requested = Signal(object)

    def __init__(self, parent: QWidget | None, theme_source: ThemeSource, why_not: str = "") -> None:
        super().__init__(parent, theme_source, "Imports", width=_WIDTH)
        theme = self.theme
        self._why_not = why_not
        self.told = text_label(theme, "", "ui", "text2")
        self.body.addWidget(text_label(theme, "What was imported into this library", "panel_title"))
        self.body.addWidget(self.told)
        self.body.addSpacing(theme.px(4))
        self.model = TableModel(theme, _COLUMNS)
        self.table = plain_table(theme, self.model, "Imports")
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, theme.px(width))
        head.setSectionResizeMode(_SOURCE, QHeaderView.ResizeMode.Stretch)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self.table, 1)
        self.files = text_label(theme, "", "label", "text3", selectable=True)
        self.body.addWidget(self.files)
        self.outcome = text_label(theme, "", "ui", "good", selectable=True)
        self.body.addWidget(self.outcome)
        self.undo_button = self.add_button("Undo this import…", self._ask)
        self.add_button("Close", self.accept, look="primary", default=True)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        self.model.modelReset.connect(self._chosen)
        self.set_batches(())

    @property
    def batch(self) -> Batch | None:
        """The import that is chosen."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.value(rows[0].row()) if rows else None

    def set_batches(self, batches: Sequence[Batch]) -> None:
        """Show the imports of the library, newest first."""
        self.model.set_rows(batches)
        self.table.setMinimumHeight(height_of_rows(self.theme, min(max(len(batches), 4), _ROWS)))
        told = self._why_not if batches else "Nothing was imported yet. Import records brings files in (Ctrl+I)."
        self.told.setText(told or "Choose one to see its files, or to take it back.")
        newest = next((row for row, batch in enumerate(self.model.rows) if not batch.is_undone), None)
        if newest is not None:
            self.table.selectRow(newest)

    def show_outcome(self, report: UndoReport) -> None:
        """Say what became of the entries of an import that was undone."""
        kept = ""
        if report.kept:
            shown = [f"“{clean_line(item.title)[:70]}” {item.why}" for item in report.kept[:_KEPT_SHOWN]]
            more = len(report.kept) - len(shown)
            shown += [f"{more:,} more"] if more > 0 else []
            noun = "record" if len(report.kept) == 1 else "records"
            kept = f" {len(report.kept):,} {noun} changed since stayed: {'; '.join(shown)}."
        words = f"Undone: {report.removed:,} taken out, {report.restored:,} as before.{kept}"
        self.outcome.setText(words)
        set_ink(self.outcome, self.theme.color("warn" if report.kept else "good"))
        self.fit()

    def _chosen(self) -> None:
        batch = self.batch
        self.undo_button.setEnabled(batch is not None and not batch.is_undone and not self._why_not)
        names = [clean_line(f"{file.name} ({file.format})" if file.format else file.name) for file in batch.files] if (
            batch is not None
        ) else []  # fmt: skip
        shown = ", ".join(names[:_FILES_SHOWN])
        more = f" and {len(names) - _FILES_SHOWN:,} more" if len(names) > _FILES_SHOWN else ""
        self.files.setText(f"Files: {shown}{more}" if names else " ")

    def _ask(self) -> None:
        batch = self.batch
        if batch is None:
            return
        question = ConfirmDialog(
            self,
            self.theme_source,
            title="Undo an import",
            question=f"Undo the import of {when(batch)}?",
            sentences=_what_happens(batch),
            action="Undo this import",
        )
        question.accepted.connect(lambda: self.undo_requested.emit(batch))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()


def _what_happens(batch: Batch) -> Sequence[str]:
    added = f"{batch.added:,} {'record' if batch.added == 1 else 'records'}"
    updated = f"{batch.updated:,} that it changed"
    return (
        f"The {added} that it added are taken out of the record; the {updated} say again what they said before.",
        "What was edited by hand or imported anew since stays as it is, and is named afterwards.",
        "Your notes and the history of each record are kept, and the same files can be imported again.",
    )
