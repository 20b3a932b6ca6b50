"""A table of values that are told in columns, each of which it can be sorted by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.ui.pieces import plain_tip
from oversight_viewer.ui.theme import Theme

T = TypeVar("T")
_Index = QModelIndex | QPersistentModelIndex
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[T]):
    """What a column tells of a value.

    Args:
        heading: Its name.
        text: What it says.
        order: By what it is sorted; by the text unless given.
        ink: The token of its colour.
        is_number: Whether it stands at the right.
    """

    heading: str
    text: Callable[[T], str]
    order: Callable[[T], Any] | None = None
    ink: Callable[[T], str] = lambda _: "text2"
    is_number: bool = False

    def key(self, value: T) -> Any:
        """By what the value is sorted in this column."""
        return self.text(value).casefold() if self.order is None else self.order(value)


class TableModel(QAbstractTableModel, Generic[T]):
    """Shows values; made once for many of them, whatever is on the screen is asked for.

    Args:
        theme: Colours.
        columns: What it tells of each.
    """

    def __init__(self, theme: Theme, columns: Sequence[TableColumn[T]]) -> None:
        super().__init__()
        self._theme = theme
        self._columns = tuple(columns)
        self._given: tuple[T, ...] = ()
        self._rows: list[T] = []
        self._sort: tuple[int, bool] | None = None

    @property
    def rows(self) -> Sequence[T]:
        """All values, in the order in which they are shown."""
        return tuple(self._rows)

    def set_rows(self, rows: Iterable[T]) -> None:
        """Show other values, in the order in which the table is sorted, or as they are given."""
        self.beginResetModel()
        self._given = tuple(rows)
        self._arrange()
        self.endResetModel()

    def value(self, row: int) -> T:
        """The value of a line."""
        return self._rows[row]

    def _arrange(self) -> None:
        self._rows = list(self._given)
        if self._sort is not None:
            column, is_descending = self._sort
            self._rows.sort(key=self._columns[column].key, reverse=is_descending)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value, column = self._rows[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return clean_line(column.text(value))
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(column.text(value))
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color(column.ink(value))
            case Qt.ItemDataRole.TextAlignmentRole if column.is_number:
                return _NUMBER
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[section].is_number:
            return _NUMBER
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        values = [self._rows[index.row()] for index in before]
        self._sort = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()
        places = {id(value): row for row, value in enumerate(self._rows)}
        after = [self.index(places[id(value)], index.column()) for value, index in zip(values, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
