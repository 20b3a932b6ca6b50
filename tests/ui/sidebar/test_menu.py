"""The menu of a row of the filters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.ui.sidebar.nodes import Node
from oversight_viewer.ui.sidebar.sidebar import FilterSidebar
from tests.ui.sidebar.conftest import Find

# The offscreen platform says so of every menu that comes up.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Choose = Callable[[QPoint, str], dict[str, bool]]


@pytest.fixture
def choose(qtbot: QtBot, sidebar: FilterSidebar) -> Choose:
    """Opens the menu of what stands at a point and takes a line of it; gives the lines and which are enabled."""

    def by_words(place: QPoint, words: str) -> dict[str, bool]:
        view = sidebar.tree.viewport()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place))
        QApplication.sendEvent(view, event)
        menu = sidebar.tree.findChild(QMenu)
        assert menu is not None
        qtbot.waitUntil(menu.isVisible)
        lines = {action.text().partition("\t")[0]: action for action in menu.actions()}
        enabled = {name: action.isEnabled() for name, action in lines.items()}
        lines[words].trigger()
        with qtbot.waitSignal(menu.destroyed):
            menu.close()
        return enabled

    return by_words


def _centre(sidebar: FilterSidebar, node: Node) -> QPoint:
    return sidebar.tree.visualRect(sidebar.model.index_of(node)).center()


def test_a_menu_says_in_words_what_can_be_done(sidebar: FilterSidebar, find: Find, choose: Choose) -> None:
    sidebar.set_filter(RecordFilter(companies=Choice(("Sample Cloud Inc.",))))
    amazon = _centre(sidebar, find("Companies", "Amazon"))
    assert choose(amazon, "Include") == {"Only this": True, "Include": True, "Leave out": True, "Clear": False}
    assert sidebar.model.filter.companies == Choice(("Sample Cloud Inc.", "Amazon"))
    assert choose(amazon, "Leave out") == {"Only this": True, "Include": False, "Leave out": True, "Clear": True}
    assert sidebar.model.filter.companies == Choice(("Sample Cloud Inc.",), ("Amazon",))
    choose(amazon, "Clear")
    assert sidebar.model.filter.companies == Choice(("Sample Cloud Inc.",))
    choose(amazon, "Only this")
    assert sidebar.model.filter.companies == Choice(("Amazon",))


def test_headings_and_work_have_menus_too(sidebar: FilterSidebar, find: Find, choose: Choose) -> None:
    sidebar.set_filter(RecordFilter(companies=Choice(("Amazon",))))
    heading = _centre(sidebar, find("Companies"))
    assert choose(heading, "Include subsidiaries") == {"Include subsidiaries": True, "Clear companies": True}
    assert not sidebar.model.filter.subsidiaries
    choose(_centre(sidebar, find("Companies", "Include subsidiaries")), "Include subsidiaries")
    assert sidebar.model.filter.subsidiaries
    choose(heading, "Clear companies")
    assert choose(_centre(sidebar, find("Kind")), "Clear kinds") == {"Clear kinds": False}
    choose(_centre(sidebar, find("Work", "Overdue")), "Include")
    assert sidebar.model.filter == RecordFilter(overdue=True)


def test_the_menu_comes_by_a_key_where_the_cursor_is(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    sidebar.tree.setCurrentIndex(sidebar.model.index_of(find("Companies", "Amazon")))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(sidebar.tree.viewport(), event)
    menu = sidebar.tree.findChild(QMenu)
    assert menu is not None
    assert menu.accessibleName() == "Amazon"
    with qtbot.waitSignal(menu.destroyed):
        menu.close()


def test_where_nothing_stands_there_is_no_menu(sidebar: FilterSidebar, find: Find) -> None:
    below = QPoint(50, sidebar.tree.viewport().height() - 2)
    for place in (below, _centre(sidebar, find("Kind", "2 more kinds"))):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place)
        QApplication.sendEvent(sidebar.tree.viewport(), event)
        assert sidebar.tree.findChild(QMenu) is None
