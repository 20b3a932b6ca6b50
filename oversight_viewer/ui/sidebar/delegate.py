"""Paints the rows of the filter tree."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from oversight_viewer.domain.filters import Facet
from oversight_viewer.ui.board.inks import Inks
from oversight_viewer.ui.icons import paint_icon
from oversight_viewer.ui.painting import (
    CHECK_SIZE,
    LEFT,
    RIGHT,
    CheckLook,
    paint_check_box,
    paint_chevron,
    paint_rounded,
    paint_switch,
)
from oversight_viewer.ui.sidebar.choosing import Standing
from oversight_viewer.ui.sidebar.model import FacetModel
from oversight_viewer.ui.sidebar.nodes import Node, NodeKind
from oversight_viewer.ui.theme import ThemeSource

_LOOKS: Mapping[Standing, CheckLook] = MappingProxyType(
    {
        Standing.UNUSED: CheckLook.OFF,
        Standing.INCLUDED: CheckLook.ON,
        Standing.PARTLY: CheckLook.PARTLY,
        Standing.EXCLUDED: CheckLook.EXCLUDED,
    }
)
_HEADING_HEIGHT, _ROW_HEIGHT, _FIND_HEIGHT = 27, 25, 32
_SIDE, _END = 6, 8  # margins of a row, at both sides and inside at its end
_BAR_END = 2  # the margin where the scroll bar already keeps the end of the row from the edge
_TRIANGLE, _INDENT, _GAP = 15, 16, 7
_MINUS = 18

_Index = QModelIndex | QPersistentModelIndex


def _struck(font: QFont) -> QFont:
    struck = QFont(font)
    struck.setStrikeOut(True)
    return struck


class FacetDelegate(QStyledItemDelegate):
    """Paints headings, values and the rows that show more; tells the tree where their parts are."""

    def __init__(self, theme_source: ThemeSource, model: FacetModel, tree: QTreeView) -> None:
        super().__init__(tree)
        self._theme_source = theme_source
        self._model = model
        self._tree = tree
        self._last_counts: dict[tuple[Facet | None, str], str] = {}
        self._kept_inks = Inks(theme_source.theme)

    @property
    def _inks(self) -> Inks:
        """Fonts, measures and colours, made once for a theme: each key of a search has all rows painted again."""
        if self._kept_inks.theme is not self._theme_source.theme:
            self._kept_inks = Inks(self._theme_source.theme)
        return self._kept_inks

    def minus_rect(self, row: QRect, index: _Index) -> QRect:
        """Where the button that leaves out a value stands while the pointer is over its row."""
        inks = self._inks
        node = self._model.node(index)
        width = self._count_width(node) if node is not None else 0
        side = inks.px(_MINUS)
        right = row.right() + 1 - self.end - width - inks.px(_GAP)
        return QRect(right - side, row.center().y() - side // 2 + 1, side, side)

    def triangle_rect(self, row: QRect, node: Node) -> QRect:
        """Where a click opens or closes what is below a value; larger than the sign that is painted there."""
        left = self._left(row, node)
        return QRect(row.left(), row.top(), left + self._inks.px(_TRIANGLE) - row.left(), row.height())

    @property
    def end(self) -> int:
        """Pixels between the counts and the end of a row; counts keep their place when the scroll bar comes."""
        return self._inks.px(_BAR_END if self._tree.verticalScrollBar().isVisible() else _SIDE + _END)

    def _left(self, row: QRect, node: Node) -> int:
        return row.left() + self._inks.px(2 * _SIDE - 2 + _INDENT * (node.depth - 1))

    def _count_text(self, node: Node) -> str:
        number = self._model.count(node)
        return "…" if number is None else f"{number:,}"

    def _count_width(self, node: Node) -> int:
        # An ellipsis takes the room of the number before it, so that labels keep their end while one types.
        if self._model.count(node) is not None:
            self._last_counts[node.facet, node.value] = self._count_text(node)
        text = self._last_counts.get((node.facet, node.value), "")
        width = self._inks.width
        return max(width("label", text), width("label", "00"))

    def _paint_heading(self, painter: QPainter, rect: QRect, node: Node, *, opened: bool) -> None:
        inks = self._inks
        inner = rect.adjusted(inks.px(_SIDE + 4), inks.px(3), -self.end, 0)
        side = inks.px(12)
        paint_chevron(painter, QRect(inner.left(), inner.top(), side, inner.height()), inks.theme, opened=opened)
        inner.setLeft(inner.left() + side + inks.px(5))
        painter.setFont(inks.font("meta_bold"))
        painter.setPen(inks.color("text"))
        painter.drawText(inner, LEFT, node.value)
        painter.setFont(inks.font("label"))
        painter.setPen(inks.color("text3"))
        painter.drawText(inner, RIGHT, self._model.summary(node, opened=opened))

    def _paint_more(self, painter: QPainter, rect: QRect, node: Node) -> None:
        inks = self._inks
        painter.setFont(inks.font("meta"))
        painter.setPen(inks.color("accent"))
        left = self._left(rect, node) + inks.px(_TRIANGLE + CHECK_SIZE + _GAP)
        painter.drawText(rect.adjusted(left - rect.left(), 0, 0, 0), LEFT, self._model.label(node))

    def _paint_switch(self, painter: QPainter, rect: QRect, node: Node) -> None:
        inks = self._inks
        left = self._left(rect, node) + inks.px(_TRIANGLE)
        painter.setFont(inks.font("meta"))
        painter.setPen(inks.color("text2"))
        metrics = inks.metrics("meta")
        words = QRect(left, rect.top(), rect.right() + 1 - self.end - inks.px(26 + _GAP) - left, rect.height())
        label = metrics.elidedText(self._model.label(node), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, LEFT, label)
        paint_switch(painter, rect.adjusted(0, 0, -self.end, 0), inks.theme, on=self._model.is_on(node))

    def _paint_value(self, painter: QPainter, rect: QRect, index: _Index, node: Node, *, hover: bool) -> None:
        inks = self._inks
        standing = self._model.standing(node)
        left = self._left(rect, node)
        if node.children:
            sign = QRect(left, rect.top(), inks.px(12), rect.height())
            paint_chevron(painter, sign, inks.theme, opened=self._is_open(index))
        left += inks.px(_TRIANGLE)
        side = inks.px(CHECK_SIZE)
        paint_check_box(painter, QRect(left, rect.top(), side, rect.height()), inks.theme, _LOOKS[standing])
        left += side + inks.px(_GAP)

        right = rect.right() + 1 - self.end
        count_width = self._count_width(node)
        nothing = self._model.count(node) == 0 and standing is Standing.UNUSED
        struck = standing is Standing.EXCLUDED
        painter.setFont(_struck(inks.font("label")) if struck else inks.font("label"))
        painter.setPen(inks.color("text3"))
        painter.drawText(
            QRect(right - count_width, rect.top(), count_width, rect.height()), RIGHT, self._count_text(node)
        )
        end = right - count_width - inks.px(_GAP)
        if hover:
            minus = self.minus_rect(rect, index)
            self._paint_minus(painter, minus, pressed=struck)
            end = minus.left() - inks.px(4)
        painter.setFont(_struck(inks.font("ui")) if struck else inks.font("ui"))
        painter.setPen(inks.color("text3" if nothing else "text2" if struck else "text"))
        words = QRect(left, rect.top(), max(0, end - left), rect.height())
        label = self._model.label(node)
        shown = inks.metrics("ui").elidedText(label, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, LEFT, shown)

    def _paint_minus(self, painter: QPainter, rect: QRect, *, pressed: bool) -> None:
        inks = self._inks
        paint_rounded(painter, rect, inks.px(4), inks.color("card"), inks.color("bad" if pressed else "line-strong"))
        inner = inks.px(12)
        sign = QRect(0, 0, inner, inner)
        sign.moveCenter(rect.center())
        paint_icon(painter, sign, "minus", inks.color("bad" if pressed else "text2"), stroke=1.5)

    def _is_open(self, index: _Index) -> bool:
        return self._tree.isExpanded(cast("QModelIndex", index))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        node = self._model.node(index)
        if node is None or node.kind is NodeKind.FIND:
            return
        inks = self._inks
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        row = rect.adjusted(inks.px(_SIDE), 0, min(0, inks.px(_END) - self.end), 0)
        painter.save()
        if hover and node.kind is not NodeKind.SECTION:
            paint_rounded(painter, row, inks.px(5), inks.color("hover"), None)
        if node.kind is NodeKind.SECTION:
            self._paint_heading(painter, rect, node, opened=self._is_open(index))
        elif node.kind in {NodeKind.MORE, NodeKind.FEWER}:
            self._paint_more(painter, rect, node)
        elif node.kind is NodeKind.SWITCH:
            self._paint_switch(painter, rect, node)
        else:
            self._paint_value(painter, rect, index, node, hover=hover)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            paint_rounded(painter, row, inks.px(5), None, inks.color("accent"), 2.0)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        node = self._model.node(index)
        if node is not None and node.kind is NodeKind.SECTION:
            return QSize(0, self._inks.px(_HEADING_HEIGHT))
        if node is not None and node.kind is NodeKind.FIND:
            return QSize(0, self._inks.px(_FIND_HEIGHT))
        return QSize(0, self._inks.px(_ROW_HEIGHT))

    def editorEvent(
        self,
        event: QEvent,  # noqa: ARG002 - Qt's signature
        model: QObject,  # noqa: ARG002 - Qt's signature
        option: QStyleOptionViewItem,  # noqa: ARG002 - Qt's signature
        index: _Index,  # noqa: ARG002 - Qt's signature
    ) -> bool:
        return False
