"""What is taken away from a QTableView that has a geometry of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QFrame, QHeaderView, QTableView


def make_bare(table: QTableView) -> None:
    """Take away the headers, the frame and all ways to edit or select that the board does not use."""
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    # Qt hides the button between the headers only where it lays out the headers, which is not done here.
    corner = table.findChild(QAbstractButton)
    if corner is not None:
        corner.hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    table.setTabKeyNavigation(False)
    table.setAutoScroll(False)
    table.setMouseTracking(True)
    table.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
