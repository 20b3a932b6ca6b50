"""The filter tree: what the pointer and the keys do in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QStyleOptionViewItem, QTreeView, QWidget

from oversight_viewer.domain.filters import ChoiceState, Facet, RecordFilter
from oversight_viewer.ui.sidebar.choosing import (
    Place,
    Standing,
    cleared,
    excluded,
    facet_cleared,
    switched,
    toggled,
    work_chosen,
)
from oversight_viewer.ui.sidebar.delegate import FacetDelegate
from oversight_viewer.ui.sidebar.find import FindField
from oversight_viewer.ui.sidebar.menu import row_menu
from oversight_viewer.ui.sidebar.model import FacetModel
from oversight_viewer.ui.sidebar.nodes import Node, NodeKind, Work
from oversight_viewer.ui.theme import Theme, ThemeSource

_Index = QModelIndex | QPersistentModelIndex


class FacetTree(QTreeView):
    """The sections of the sidebar. A click or Space includes, Alt+click or minus leaves out, Delete lets go.

    A menu says the same in words.

    It shows the filter of its model and asks for another one by ``filter_edited``.
    """

    filter_edited = Signal(RecordFilter)

    def __init__(self, theme_source: ThemeSource, model: FacetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facets = model
        self._theme_source = theme_source
        self._by_keyboard = False
        self._pressed = QModelIndex()
        self._delegate = FacetDelegate(theme_source, model, self)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(True)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)  # the ground is that of the sidebar
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName("Filters")
        self.setAccessibleDescription("Space includes, minus leaves out, Delete lets go")
        self.setModel(model)
        model.rowsInserted.connect(self._rows_inserted)
        self.expanded.connect(lambda index: self._row_turned(index, opened=True))
        self.collapsed.connect(lambda index: self._row_turned(index, opened=False))
        self._prepare_rows(QModelIndex(), 0, model.rowCount() - 1)
        theme_source.theme_changed.connect(self._theme_changed)

    def reveal_chosen(self) -> None:
        """Open the values below which something is chosen that would not be seen otherwise."""
        for section in self._facets.sections():
            for node in section.children:
                if node.children and self._facets.has_chosen_below(node):
                    self.expand(self._facets.index_of(node))

    def _theme_changed(self, _theme: Theme) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    # -- rows that need more than paint

    def _rows_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        self._prepare_rows(parent, first, last)

    def _row_turned(self, index: QModelIndex, *, opened: bool) -> None:
        node = self._facets.node(index)
        if node is None:
            return
        if node.kind is not NodeKind.SECTION:
            self._facets.set_unfolded(node, unfolded=opened)
        elif node.facet is not None:
            self._facets.set_open(node.facet, opened=opened)

    def _prepare_rows(self, parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            index = self._facets.index(row, 0, parent)
            node = self._facets.node(index)
            if node is None:
                continue
            if node.kind is NodeKind.SECTION:
                self._prepare_rows(index, 0, len(node.children) - 1)
                if node.facet is None or self._facets.is_open(node.facet):
                    self.expand(index)
            elif node.kind is NodeKind.FIND and node.facet is not None:
                self._put_find_field(index, node.facet)

    def _put_find_field(self, index: QModelIndex, facet: Facet) -> None:
        field = FindField(self._theme_source, facet)
        field.text_edited.connect(lambda text: self._facets.find(facet, text))
        field.set_end(self._delegate.end)
        self.setIndexWidget(index, field)

    # -- what the user does

    def _activate(self, index: QModelIndex, *, leave_out: bool) -> None:
        """Do what a click on a row does."""
        node = self._facets.node(index)
        if node is None:
            return
        match node.kind:
            case NodeKind.SECTION:
                self.setExpanded(index, not self.isExpanded(index))
            case NodeKind.MORE if node.facet is not None:
                self._facets.show_more(node.facet)
            case NodeKind.FEWER if node.facet is not None:
                self._facets.show_fewer(node.facet)
            case NodeKind.SWITCH if node.facet is not None:
                self.filter_edited.emit(switched(self._facets.filter, node.facet))
            case NodeKind.WORK:
                self._edit_work(node, leave_out=leave_out)
            case NodeKind.VALUE:
                change = excluded if leave_out else toggled
                self.filter_edited.emit(change(self._facets.filter, self._facets.place(node)))

    def _edit_work(self, node: Node, *, leave_out: bool) -> None:
        state = ChoiceState.EXCLUDED if leave_out else ChoiceState.INCLUDED
        now = self._facets.standing(node)
        if now is Standing.EXCLUDED or (now is Standing.INCLUDED and not leave_out):
            state = ChoiceState.UNUSED
        self._emit_work(node, state)

    def _emit_work(self, node: Node, state: ChoiceState) -> None:
        self.filter_edited.emit(work_chosen(self._facets.filter, Work(node.value), state))

    def _let_go(self, index: QModelIndex) -> None:
        node = self._facets.node(index)
        if node is None:
            return
        if node.kind is NodeKind.WORK:
            self._emit_work(node, ChoiceState.UNUSED)
        elif node.kind is NodeKind.SECTION and node.facet is not None:
            self.filter_edited.emit(facet_cleared(self._facets.filter, node.facet))
        elif node.kind is NodeKind.VALUE:
            place: Place = self._facets.place(node)
            self.filter_edited.emit(cleared(self._facets.filter, place))

    def _on_triangle(self, index: QModelIndex, position: QPoint) -> bool:
        node = self._facets.node(index)
        if node is None or node.kind is not NodeKind.VALUE or not node.children:
            return False
        return self._delegate.triangle_rect(self.visualRect(index), node).contains(position)

    def _on_minus(self, index: QModelIndex, position: QPoint) -> bool:
        node = self._facets.node(index)
        if node is None or node.kind not in {NodeKind.VALUE, NodeKind.WORK}:
            return False
        grown = self._delegate.minus_rect(self.visualRect(index), index).adjusted(-3, -4, 3, 4)
        return grown.contains(position)

    # -- Qt

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Paint again. Qt would measure every row anew, but no row gets higher by what it says."""
        if QAccessible.isActive():
            super().dataChanged(first, last, roles)
        else:
            self.viewport().update()

    def rowsInserted(self, parent: _Index, first: int, last: int) -> None:
        """Lay out once for all runs of rows that come together; Qt would after each."""
        if QAccessible.isActive():
            super().rowsInserted(parent, first, last)
        else:
            self.scheduleDelayedItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        self._pressed = QModelIndex()
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.indexAt(event.position().toPoint())
            if self._pressed.isValid():
                self.setCurrentIndex(self._pressed)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        index = self.indexAt(position)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or index != self._pressed:
            return
        if self._on_triangle(index, position):
            self.setExpanded(index, not self.isExpanded(index))
            return
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._activate(index, leave_out=alt or self._on_minus(index, position))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keyboard = True
        index = self.currentIndex()
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
                self._activate(index, leave_out=alt)
            case Qt.Key.Key_Minus:
                self._activate_if_value(index)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self._let_go(index)
            case _:
                super().keyPressEvent(event)

    def _activate_if_value(self, index: QModelIndex) -> None:
        node = self._facets.node(index)
        if node is not None and node.kind in {NodeKind.VALUE, NodeKind.WORK}:
            self._activate(index, leave_out=True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        node = self._facets.node(index)
        menu = row_menu(self, self._facets, node, self.filter_edited.emit) if node is not None else None
        if menu is None:
            return
        place = self.visualRect(index).center() if by_keyboard else event.pos()
        self.setCurrentIndex(index)
        menu.popup(self.viewport().mapToGlobal(place))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._facets.index(0, 0))

    def updateGeometries(self) -> None:
        super().updateGeometries()
        for field in self.viewport().findChildren(FindField):
            field.set_end(self._delegate.end)

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        # The ring is for the keyboard only; Qt's own flag stays on once a key was used in the window.
        state: QStyle.StateFlag = option.state
        flag = QStyle.StateFlag.State_KeyboardFocusChange
        option.state = state | flag if self._by_keyboard else state & ~flag
