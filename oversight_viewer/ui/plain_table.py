"""Tables and lists of a dialog: lines under one another without a grid, in the type of the application."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListWidget, QTableView

from oversight_viewer.ui.theme import Theme

_ROW = 27
_HEAD = 24


def plain_table(theme: Theme, model: QAbstractItemModel, name: str) -> QTableView:
    """A table that shows a model, to be read and sorted.

    Args:
        theme: Colours and sizes.
        model: What it shows; the table keeps it.
        name: For assistive technology.
    """
    table = QTableView()
    model.setParent(table)
    table.setModel(model)
    table.setAccessibleName(name)
    table.setFont(theme.font("meta"))
    table.setShowGrid(False)
    table.setFrameShape(QTableView.Shape.NoFrame)
    table.setWordWrap(False)
    table.setSortingEnabled(True)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
    table.verticalHeader().setMinimumSectionSize(theme.px(_ROW))
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setFixedHeight(theme.px(_HEAD))
    head.setHighlightSections(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    head.setStretchLastSection(True)
    head.setSortIndicatorShown(False)
    line = theme.tokens["line"]
    table.setStyleSheet(
        f"QTableView {{ background: transparent; color: {theme.tokens['text2']}; }}"
        f"QTableView::item {{ border-bottom: 1px solid {line}; padding: 0; }}"
        f"QTableView::item:selected {{ {_selected(theme)} }}"
        f"QHeaderView::section {{ background: transparent; color: {theme.tokens['text3']}; border: none;"
        f" border-bottom: 1px solid {line}; padding: 0 0 0 {theme.px(2)}px;"
        f" font-size: {theme.font('label').pixelSize()}px; }}"
    )
    return table


def _selected(theme: Theme) -> str:
    """How a chosen line looks: on a tint, or between two lines where there are no tints."""
    edge = f"2px solid {theme.tokens['accent']}"
    edges = f" border-top: {edge}; border-bottom: {edge};" if theme.is_contrast else ""
    return f"background: {theme.tokens['accent-tint']}; color: {theme.tokens['text']};{edges}"


def set_columns(theme: Theme, table: QTableView, widths: Sequence[int], wide: Sequence[int]) -> None:
    """Give a table its columns.

    Args:
        theme: Sizes.
        table: The table; one line can be chosen, and it is not sorted at first.
        widths: Pixels at 100 % text; 0 leaves a column as it is.
        wide: The columns that take what room is left.
    """
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    head = table.horizontalHeader()
    head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    head.setStretchLastSection(False)
    for column, width in enumerate(widths):
        if width:
            table.setColumnWidth(column, theme.px(width))
    for column in wide:
        head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)


def plain_list(theme: Theme, name: str, width: int = 0) -> QListWidget:
    """A list of a dialog: lines under one another, the chosen one tinted.

    Args:
        theme: Colours and sizes.
        name: For assistive technology.
        width: Pixels at 100 % text; 0 leaves it open.
    """
    shown = QListWidget()
    shown.setAccessibleName(name)
    shown.setWordWrap(True)
    shown.setFrameShape(QListWidget.Shape.NoFrame)
    if width:
        shown.setFixedWidth(theme.px(width))
    tokens = theme.tokens
    shown.setStyleSheet(
        f"QListWidget {{ background: transparent; outline: none; }}"
        f"QListWidget::item {{ padding: {theme.px(7)}px {theme.px(6)}px; color: {tokens['text2']};"
        f" border-bottom: 1px solid {tokens['line']}; }}"
        f"QListWidget::item:selected {{ {_selected(theme)} }}"
    )
    return shown


def height_of_rows(theme: Theme, rows: int) -> int:
    """Pixels of a table that shows so many lines."""
    return theme.px(_HEAD) + rows * theme.px(_ROW) + 2
