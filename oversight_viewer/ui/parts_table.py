"""A list of an entry as a table that is edited in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from oversight_viewer.domain.kinds import kind_label
from oversight_viewer.domain.part_drafts import PARTS, Column, PartLine, PartProblem, lines_of, problems_of_lines
from oversight_viewer.domain.records import Entry
from oversight_viewer.ui.pieces import text_label
from oversight_viewer.ui.theme import Theme, ThemeSource

_LINES = 7
_NARROW = frozenset({"number", "request", "due", "date", "accessed", "volume", "rel", "status", "role"})


class _Choices(QStyledItemDelegate):
    """Offers what may stand in a column; anything else that stands there already is kept."""

    def __init__(self, column: Column, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = column.choices

    def createEditor(self, parent: QWidget, option: Any, index: Any) -> QWidget:  # noqa: ARG002 - Qt's own
        box = QComboBox(parent)
        for choice in self._choices:
            box.addItem(kind_label(choice), choice)
        return box

    def setEditorData(self, editor: QWidget, index: Any) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: Any, index: Any) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())

    def displayText(self, value: Any, locale: Any) -> str:  # noqa: ARG002 - Qt's own
        return kind_label(str(value)) if value in self._choices else str(value)


class PartsTable(QWidget):
    """One list of an entry. Enter or a double click edits a cell; buttons add, move and take out lines.

    Args:
        theme_source: Colours and sizes.
        name: Field of the entry.
        noun: What a line is called.
    """

    changed = Signal()

    def __init__(self, theme_source: ThemeSource, name: str, noun: str) -> None:
        super().__init__()
        theme = theme_source.theme
        self._theme = theme
        self._name = name
        self._columns = PARTS[name]
        self._entry: Entry | None = None
        self._before: list[Mapping[str, Any] | None] = []
        self._is_loading = False
        self.table = QTableWidget(0, len(self._columns))
        self._prepare_table(theme, noun)
        self._told = text_label(theme, "", "label", "bad")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(8))
        box.addWidget(self.table, 1)
        box.addWidget(self._told)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.add_button = self._button(row, f"Add {noun}", self._add)
        self.up_button = self._button(row, "Move up", lambda: self._move(-1))
        self.down_button = self._button(row, "Move down", lambda: self._move(1))
        self.remove_button = self._button(row, "Take out", self._remove)
        row.addStretch(1)
        box.addLayout(row)
        self.table.itemChanged.connect(lambda _: self._typed())
        self.table.currentCellChanged.connect(lambda *_: self._update_buttons())
        self._update_buttons()

    def _prepare_table(self, theme: Theme, noun: str) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([column.label for column in self._columns])
        table.setAccessibleName(f"{noun}s")
        table.setFont(theme.font("meta"))
        table.setShowGrid(True)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(30))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setMinimumHeight(theme.px(30) * _LINES)
        tokens = theme.tokens
        table.setStyleSheet(
            f"QTableWidget {{ background: {tokens['card']}; gridline-color: {tokens['line']}; }}"
            f"QTableWidget::item:selected {{ background: {tokens['accent-tint']}; color: {tokens['text']}; }}"
            f"QHeaderView::section {{ background: {tokens['chrome']}; color: {tokens['text2']}; border: none;"
            f" border-bottom: 1px solid {tokens['line']}; padding: 0 {theme.px(6)}px; }}"
        )
        head = table.horizontalHeader()
        head.setFont(theme.font("label"))
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, column in enumerate(self._columns):
            is_narrow = column.name in _NARROW
            head.setSectionResizeMode(
                place, QHeaderView.ResizeMode.Interactive if is_narrow else QHeaderView.ResizeMode.Stretch
            )
            table.setColumnWidth(place, theme.px(110))
            if column.choices:
                table.setItemDelegateForColumn(place, _Choices(column, table))

    def _button(self, row: QHBoxLayout, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        row.addWidget(button)
        return button

    # What it holds

    def set_entry(self, entry: Entry) -> None:
        """Show the list of an entry."""
        self._entry = entry
        self._show(lines_of(entry, self._name))

    def lines(self) -> tuple[PartLine, ...]:
        """What stands in the table."""
        return tuple(
            PartLine({column.name: self._text(row, place) for place, column in enumerate(self._columns)}, before)
            for row, before in enumerate(self._before)
        )

    @property
    def problem(self) -> PartProblem | None:
        """What is wrong with it, or None."""
        if self._entry is None:
            return None
        return next(iter(problems_of_lines(self._entry, self._name, self.lines())), None)

    def _show(self, lines: tuple[PartLine, ...], current: int = -1) -> None:
        self._is_loading = True
        self._before = [line.before for line in lines]
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for place, column in enumerate(self._columns):
                self.table.setItem(row, place, QTableWidgetItem(line.texts.get(column.name, "")))
        self._is_loading = False
        if current >= 0:
            self.table.setCurrentCell(current, 0)
        self._check()
        self._update_buttons()

    def _text(self, row: int, place: int) -> str:
        item = self.table.item(row, place)
        return item.text() if item is not None else ""

    # What the user does

    def _typed(self) -> None:
        if not self._is_loading:
            self._check()
            self.changed.emit()

    def _add(self) -> None:
        texts: dict[str, str] = {}
        first = self._columns[0]
        if first.name == "number":
            texts[first.name] = str(len(self._before) + 1)
        for column in self._columns:
            if column.choices:
                texts[column.name] = column.choices[0]
        self._show((*self.lines(), PartLine(texts)), len(self._before))
        self._typed()
        place = 1 if first.name in texts and len(self._columns) > 1 else 0
        self.table.setCurrentCell(len(self._before) - 1, place)
        self.table.setFocus()

    def _remove(self) -> None:
        row = self.table.currentRow()
        lines = self.lines()
        self._show((*lines[:row], *lines[row + 1 :]), min(row, len(lines) - 2))
        self._typed()

    def _move(self, step: int) -> None:
        row = self.table.currentRow()
        lines = list(self.lines())
        lines[row], lines[row + step] = lines[row + step], lines[row]
        self._show(tuple(lines), row + step)
        self._typed()

    def _check(self) -> None:
        problem = self.problem
        words = ""
        if problem is not None:
            labels = {column.name: column.label for column in self._columns}
            where = f"Line {problem.line + 1}" if problem.line >= 0 else ""
            words = ": ".join(part for part in (where, labels.get(problem.column, ""), problem.reason) if part)
        text_label(self._theme, words, "label", "bad", label=self._told)
        self._told.setVisible(bool(words))
        self.table.setAccessibleDescription(words)

    def _update_buttons(self) -> None:
        row, count = self.table.currentRow(), len(self._before)
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < count - 1)
        self.remove_button.setEnabled(0 <= row < count)
