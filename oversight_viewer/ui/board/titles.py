"""Cuts titles into the lines of a card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption

from oversight_viewer.ui.board.inks import Inks


def break_title(title: str, inks: Inks, width: int, lines: int) -> list[str]:
    """Cut a title into lines; the last one ends in an ellipsis if there is more.

    Args:
        title: One line of text.
        width: Of a line, in pixels.
        lines: How many there may be.
    """
    if width <= 0:
        return []
    metrics = inks.metrics("ui_bold")
    broken: list[str] = []
    units = title.encode("utf-16-le", "replace")
    while len(broken) < lines - 1 and units:
        text = units.decode("utf-16-le")
        if metrics.horizontalAdvance(text) <= width:
            break
        layout = QTextLayout(text, inks.font("ui_bold"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        layout.endLayout()
        # Qt counts UTF-16 units, and a line holds at least one.
        taken = max(line.textLength(), 1) * 2
        broken.append(units[:taken].decode("utf-16-le", "replace").rstrip())
        units = units[taken:]
    rest = units.decode("utf-16-le", "replace").strip()
    if rest:
        broken.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
    return broken
