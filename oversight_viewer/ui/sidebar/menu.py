"""The menu of a row of the filters: everything that can be done with it, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

from oversight_viewer.domain.filters import ChoiceState, RecordFilter
from oversight_viewer.ui.sidebar.choosing import cleared, facet_cleared, included, left_out, only, switched, work_chosen
from oversight_viewer.ui.sidebar.model import FacetModel
from oversight_viewer.ui.sidebar.nodes import Node, NodeKind, Work
from oversight_viewer.ui.sidebar.sections import SECTIONS

_INCLUDE, _LEAVE_OUT, _CLEAR = "Include\tSpace", "Leave out\t−", "Clear\tDel"


@dataclass(frozen=True, slots=True)
class _Item:
    """One line of the menu.

    Args:
        text: What it says.
        leads_to: The filter that it asks for; where that is the filter in use, the line is disabled.
        checked: Whether it is ticked; None where it cannot be.
    """

    text: str
    leads_to: RecordFilter
    checked: bool | None = None


def row_menu(parent: QWidget, model: FacetModel, node: Node, choose: Callable[[RecordFilter], object]) -> QMenu | None:
    """The menu of a row, to be shown; None where there is nothing to do.

    Args:
        parent: The tree.
        model: Its model.
        node: The row.
        choose: Called with the filter that is asked for.
    """
    items = list(_items(model, node))
    if not items:
        return None
    menu = QMenu(parent)
    menu.setAccessibleName(model.label(node))
    menu.aboutToHide.connect(menu.deleteLater)
    for item in items:
        action = menu.addAction(item.text)
        action.setEnabled(item.leads_to != model.filter)
        if item.checked is not None:
            action.setCheckable(True)
            action.setChecked(item.checked)
        action.triggered.connect(lambda _checked=False, leads_to=item.leads_to: choose(leads_to))
    return menu


def _items(model: FacetModel, node: Node) -> Iterator[_Item]:
    what = model.filter
    if node.kind is NodeKind.WORK:
        work = Work(node.value)
        yield _Item(_INCLUDE, work_chosen(what, work, ChoiceState.INCLUDED))
        yield _Item(_LEAVE_OUT, work_chosen(what, work, ChoiceState.EXCLUDED))
        yield _Item(_CLEAR, work_chosen(what, work, ChoiceState.UNUSED))
    elif node.kind is NodeKind.VALUE:
        place = model.place(node)
        yield _Item("Only this", only(what, place))
        yield _Item(_INCLUDE, included(what, place))
        yield _Item(_LEAVE_OUT, left_out(what, place))
        yield _Item(_CLEAR, cleared(what, place))
    elif node.kind in {NodeKind.SECTION, NodeKind.SWITCH} and node.facet is not None:
        section = SECTIONS[node.facet]
        if section.switch:
            yield _Item(section.switched, switched(what, node.facet), not what.is_exact(node.facet))
        if node.kind is NodeKind.SECTION:
            yield _Item(f"Clear {section.several}\tDel", facet_cleared(what, node.facet))
