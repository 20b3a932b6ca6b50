"""What an import would do, shown before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.importing.report import ImportReport
from oversight_viewer.ui.controls import SegmentedSwitch
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.import_report import new_names
from oversight_viewer.ui.import_rows import RowsModel, RowState, counts_of, rows_of
from oversight_viewer.ui.pieces import Run, Runs, Sign, text_label
from oversight_viewer.ui.plain_table import height_of_rows, plain_table, set_columns
from oversight_viewer.ui.theme import ThemeSource

_WIDTH = 860
_ROWS = 12
_ALL = "All"
_RECORD = 3
_WIDTHS = (100, 92, 140, 200, 140)


class ImportPreviewDialog(DialogFrame):
    """Shows what would be added, updated, is there already, is proposed or rejected. Accepted, it is imported.

    Args:
        report: What a trial of the import said.
        files: What is imported.
        theme_source: Colours and sizes.
        library: What the library is called.
    """

    review_requested = Signal()
    """The user wants to look at what is proposed."""

    def __init__(
        self,
        parent: QWidget | None,
        report: ImportReport,
        files: Sequence[Path],
        theme_source: ThemeSource,
        library: str,
    ) -> None:
        super().__init__(parent, theme_source, "Import records", width=_WIDTH)
        theme = self.theme
        self.counts = counts_of(report)
        self._names = report.names
        name = f"“{clean_line(files[0].name)}”" if len(files) == 1 else f"{len(report.files):,} files"
        self.body.addWidget(text_label(theme, f"What {name} would bring into “{clean_line(library)}”", "panel_title"))
        self.body.addWidget(text_label(theme, "This was a trial: nothing is changed yet.", "ui", "text2"))
        self.body.addSpacing(theme.px(4))
        self.model = RowsModel(rows_of(report), theme)
        self.switch = self._switch()
        self.table = plain_table(theme, self.model, "What would become of each record")
        set_columns(theme, self.table, _WIDTHS, (_RECORD,))
        self.table.setMinimumHeight(height_of_rows(theme, min(max(self.model.rowCount(), 3), _ROWS)))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout()
        row.addWidget(self.switch)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self._told_rest = text_label(theme, " ", "label", "text3")
        self.body.addWidget(self._told_rest)
        for sign, words in (*new_names(report), *_warnings(report)):
            self._add_news(sign, words)
        self._tell_rest(None)
        self._add_buttons()

    def _switch(self) -> SegmentedSwitch:
        options = [(_ALL, f"All {sum(self.counts.values()):,}")]
        options += [(state.value, f"{state.value} {count:,}") for state, count in self.counts.items() if count]
        switch = SegmentedSwitch(self.theme_source, options)
        switch.chosen.connect(self._show_only)
        return switch

    def _add_news(self, sign: str, words: tuple[Run, ...]) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(7))
        row.addWidget(Sign(self.theme, sign, "text3", 14, height=20), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Runs(self.theme, words), 1)
        self.body.addLayout(row)

    def _add_buttons(self) -> None:
        self.add_button("Cancel", self.reject)
        self.review_button = self.add_button(f"Look at {self.counts[RowState.PROPOSED]:,} proposed…", self._review)
        self.review_button.setVisible(self.counts[RowState.PROPOSED] > 0)
        self.import_button = self.add_button("", self.accept, look="primary")
        self.set_confirmed(0)

    def set_confirmed(self, count: int) -> None:
        """Say how many of the proposed records somebody has confirmed: they are imported with the others."""
        changes = self.counts[RowState.NEW] + self.counts[RowState.UPDATED] + count
        words = f"Import {changes:,} {'record' if changes == 1 else 'records'}"
        if not changes and self._names:
            words = f"Learn {self._names:,} {'name' if self._names == 1 else 'names'}"
        elif not changes:
            words = "Nothing to import"
        self.import_button.setText(words)
        self.import_button.setEnabled(changes + self._names > 0)
        first = self.import_button if self.import_button.isEnabled() else self.review_button
        first.setDefault(True)
        first.setFocus()

    def _review(self) -> None:
        self.review_requested.emit()

    def _show_only(self, value: str) -> None:
        state = None if value == _ALL else RowState(value)
        self.model.show_only(state)
        self._tell_rest(state)

    def _tell_rest(self, state: RowState | None) -> None:
        """Say how many lines the table has no room for."""
        count = sum(self.counts.values()) if state is None else self.counts[state]
        rest = count - self.model.rowCount()
        self._told_rest.setText(f"and {rest:,} more that are not listed here" if rest > 0 else "")
        self._told_rest.setVisible(rest > 0)


def _warnings(report: ImportReport) -> list[tuple[str, tuple[Run, ...]]]:
    """What the user should know of what was there before."""
    saved = report.saved
    told: list[tuple[str, str]] = []
    if report.names:
        words = "name of a committee or company becomes known" if report.names == 1 else (
            "names of committees and companies become known"
        )  # fmt: skip
        told.append(("library", f"{report.names:,} {words}; they show once a record names them."))
    if saved.conflicts_count:
        noun = "field" if saved.conflicts_count == 1 else "fields"
        told.append(
            ("pencil", f"{saved.conflicts_count:,} {noun} edited by hand differ from the source; what you wrote stays.")
        )
    if saved.vanished_count:
        noun = "record of the last import stands" if saved.vanished_count == 1 else "records of the last import stand"
        told.append(("history", f"{saved.vanished_count:,} {noun} no longer in the source; they are kept."))
    return [(sign, (Run(words, "text2"),)) for sign, words in told]
