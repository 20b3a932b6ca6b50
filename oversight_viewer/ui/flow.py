"""Lays widgets out like words: one after the other, in as many lines as they need."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """A row of widgets that wraps. The last one takes what is left of its line if ``stretch_last``.

    Args:
        gap: Pixels between two widgets of a line.
        line_gap: Pixels between two lines.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int, line_gap: int, stretch_last: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self._stretch_last = stretch_last
        self.setContentsMargins(0, 0, 0, 0)

    def set_gap(self, gap: int) -> None:
        """Change the pixels between two widgets of a line."""
        self._gap = gap
        self.invalidate()

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Put a widget before the one that stands at ``place``."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.left(), rect.top(), 0
        placed: list[tuple[QLayoutItem, QRect]] = []
        first = 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), max(rect.width(), 1))
            if x > rect.left() and x + width > rect.right() + 1:
                self._centre(placed[first:], y, line)
                first = len(placed)
                x, y, line = rect.left(), y + line + self._line_gap, 0
            placed.append((item, QRect(QPoint(x, y), QSize(width, hint.height()))))
            x += width + self._gap
            line = max(line, hint.height())
        if placed and self._stretch_last:
            placed[-1][1].setRight(rect.right())
        self._centre(placed[first:], y, line)
        if move:
            for item, place in placed:
                item.setGeometry(place)
        return y + line - rect.top()

    @staticmethod
    def _centre(line: list[tuple[QLayoutItem, QRect]], top: int, height: int) -> None:
        for _, place in line:
            place.moveTop(top + (height - place.height()) // 2)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        return self._arrange(QRect(0, 0, inner, 0), move=False) + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        least = QSize(
            max((size.width() for size in shown), default=0), max((size.height() for size in shown), default=0)
        )
        return least.grownBy(self.contentsMargins())
