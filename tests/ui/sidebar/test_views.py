"""The list of views: which are there, which one is marked, and what can be done with one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.saved_views import SavedView, ViewId
from oversight_viewer.domain.views import Density, Look, Order
from oversight_viewer.ui.sidebar.views import ViewList
from oversight_viewer.ui.theme import ThemeMode, ThemeSource

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key
CRANES = SavedView(ViewId("view:1"), "Port cranes", Look(RecordFilter(inquiries=Choice(("Port crane software",)))))
OLDEST = SavedView(ViewId("view:2"), "From the beginning", Look(order=Order.OLDEST), is_default=True)


@pytest.fixture
def views(qtbot: QtBot, theme_source: ThemeSource) -> ViewList:
    made = ViewList(theme_source)
    qtbot.addWidget(made)
    made.set_counts((412, 23, 5))
    made.set_saved((CRANES, OLDEST))
    made.resize(240, made.sizeHint().height())
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def marked(views: ViewList) -> list[str]:
    return [row.name for row in views.rows if row.isChecked()]


def test_the_saved_ones_stand_below_the_whole_record(views: ViewList) -> None:
    names = [row.name for row in views.rows]
    assert names == ["All records", "Port cranes", "From the beginning", "My annotations", "Flagged"]
    tops = [row.mapTo(views, QPoint()).y() for row in views.rows]
    assert tops == sorted(set(tops))
    assert views.saved == (CRANES, OLDEST)


def test_counts_are_an_ellipsis_until_they_are_known(views: ViewList) -> None:
    views.set_saved_counts({OLDEST.id: 1})
    assert [row.count for row in views.rows] == [412, None, 1, 23, 5]
    said = [row.accessibleName() for row in views.rows]
    assert said[1:3] == ["Port cranes", "From the beginning, 1 record, opens with the library"]
    views.set_saved_counts({})
    assert views.rows[2].count is None


@pytest.mark.parametrize(
    ("look", "name"),
    [
        (Look(), "All records"),
        (CRANES.look, "Port cranes"),
        (Look(order=Order.OLDEST), "From the beginning"),
        (Look(RecordFilter(has_notes=True)), "My annotations"),
        # what is always there is a filter alone, however that is looked at
        (Look(RecordFilter(flagged=True), density=Density.COMPACT), "Flagged"),
        # a saved view is the whole look
        (Look(CRANES.look.filter, order=Order.OLDEST), None),
        (Look(RecordFilter(text="crane")), None),
    ],
)
def test_the_view_that_is_on_screen_is_marked(views: ViewList, look: Look, name: str | None) -> None:
    views.set_look(look)
    assert marked(views) == ([] if name is None else [name])


def test_a_filter_alone_changes_what_is_marked_too(views: ViewList) -> None:
    views.set_look(OLDEST.look)
    views.set_filter(RecordFilter(flagged=True))
    assert marked(views) == ["Flagged"]
    views.set_filter(RecordFilter())
    assert marked(views) == ["From the beginning"]


def test_a_click_asks_for_the_whole_view_or_for_the_filter(qtbot: QtBot, views: ViewList) -> None:
    with qtbot.waitSignal(views.saved_chosen, check_params_cb=lambda view: view == CRANES):
        qtbot.mouseClick(views.rows[1], LEFT, pos=QPoint(40, 10))
    with qtbot.waitSignal(views.view_chosen, check_params_cb=lambda what: what == RecordFilter(has_notes=True)):
        qtbot.mouseClick(views.rows[3], LEFT)
    assert marked(views) == ["All records"]  # what is marked follows from what is on screen


def test_rows_stay_the_same_when_views_change(qtbot: QtBot, views: ViewList) -> None:
    row = views.rows[2]
    row.setFocus()
    renamed = SavedView(OLDEST.id, "Oldest", OLDEST.look)
    views.set_saved((CRANES, renamed))
    assert views.rows[2] is row
    assert row.accessibleName() == "Oldest"
    with qtbot.waitSignal(views.saved_chosen, check_params_cb=lambda view: view == renamed):
        qtbot.keyClick(row, Key.Key_Return)
    views.set_saved((CRANES,))
    assert [item.name for item in views.rows] == ["All records", "Port cranes", "My annotations", "Flagged"]
    assert views.rows[0].hasFocus()


def test_the_arrows_walk_and_tab_stops_once(qtbot: QtBot, views: ViewList) -> None:
    views.rows[0].clearFocus()
    views.set_look(CRANES.look)
    tab = Qt.FocusPolicy.TabFocus
    assert [row.name for row in views.rows if row.focusPolicy() & tab] == ["Port cranes"]
    views.rows[1].setFocus()
    qtbot.keyClick(views.rows[1], Key.Key_Down)
    assert views.rows[2].hasFocus()
    qtbot.keyClick(views.rows[2], Key.Key_Up)
    qtbot.keyClick(views.rows[1], Key.Key_Up)
    qtbot.keyClick(views.rows[0], Key.Key_Up)
    assert views.rows[0].hasFocus()
    assert [row.name for row in views.rows if row.focusPolicy() & tab] == ["All records"]


@pytest.mark.parametrize(("key", "signal"), [(Key.Key_F2, "rename_requested"), (Key.Key_Delete, "delete_requested")])
def test_keys_rename_and_delete_a_saved_view_only(qtbot: QtBot, views: ViewList, key: Qt.Key, signal: str) -> None:
    with qtbot.waitSignal(getattr(views, signal), check_params_cb=lambda view: view == CRANES):
        qtbot.keyClick(views.rows[1], key)
    with qtbot.assertNotEmitted(getattr(views, signal)):
        qtbot.keyClick(views.rows[0], key)


def texts(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


@pytest.mark.parametrize(
    ("view", "place", "signal", "sent"),
    [
        (CRANES, 0, "rename_requested", [CRANES]),
        (CRANES, 1, "update_requested", [CRANES]),
        (CRANES, 2, "default_requested", [CRANES, True]),
        (OLDEST, 2, "default_requested", [OLDEST, False]),
        (CRANES, 3, "delete_requested", [CRANES]),
    ],
)
def test_each_line_of_the_menu_asks_for_what_it_says(
    qtbot: QtBot, views: ViewList, view: SavedView, place: int, signal: str, sent: list[object]
) -> None:
    menu = views.menu(view)
    actions = [action for action in menu.actions() if not action.isSeparator()]
    with qtbot.waitSignal(getattr(views, signal)) as caught:
        actions[place].trigger()
    assert caught.args == sent
    menu.close()


def test_the_menu_says_what_is_so_already(views: ViewList) -> None:
    views.set_look(CRANES.look)
    for view, default, can_update in (
        (CRANES, "Make it the default view", False),
        (OLDEST, "Not the default view", True),
    ):
        menu = views.menu(view)
        assert texts(menu) == ["Rename…", "Update with what is on screen", default, "Delete"]
        assert menu.actions()[1].isEnabled() == can_update
        menu.close()


def _by_sign(qtbot: QtBot, views: ViewList) -> None:
    row = views.rows[1]
    qtbot.mouseClick(row, LEFT, pos=QPoint(row.width() - 14, row.height() // 2))


def _by_key(qtbot: QtBot, views: ViewList) -> None:
    row = views.rows[1]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), row.mapToGlobal(QPoint()))
    QApplication.sendEvent(row, event)


@pytest.mark.qt_log_ignore("grabbing", "raise")
@pytest.mark.parametrize("open_menu", [_by_sign, _by_key])
def test_the_menu_opens_by_its_sign_and_by_its_key(
    qtbot: QtBot, views: ViewList, open_menu: Callable[[QtBot, ViewList], None]
) -> None:
    with qtbot.assertNotEmitted(views.saved_chosen):
        open_menu(qtbot, views)
    menus = [menu for menu in views.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) == 1
    menus[0].close()


def test_many_views_scroll_and_leave_room_for_the_filters(qtbot: QtBot, views: ViewList) -> None:
    few = views.sizeHint().height()
    many = [SavedView(ViewId(f"view:{number:03}"), f"View {number}", CRANES.look) for number in range(50)]
    views.set_saved(many)
    assert few < views.sizeHint().height() == 9 * views.rows[0].height()
    views.resize(240, views.sizeHint().height())
    views.rows[0].setFocus()
    for row in views.rows[:-1]:
        qtbot.keyClick(row, Key.Key_Down)
    last = views.rows[-1]
    assert views.rect().contains(last.mapTo(views, last.rect().center()))


def test_a_long_name_makes_nothing_wider(views: ViewList, theme_source: ThemeSource) -> None:
    long = SavedView(CRANES.id, "A view with a name that is far too long " * 3, CRANES.look)
    views.set_saved((long, OLDEST))
    assert views.sizeHint().width() < theme_source.theme.px(240)
    views.grab()
    assert views.rows[1].width() == views.rows[0].width() <= 240


@pytest.mark.parametrize("mode", list(ThemeMode)[1:])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_rows_are_painted_in_every_theme_and_size(
    views: ViewList, theme_source: ThemeSource, mode: ThemeMode, scale: float
) -> None:
    theme_source.set_mode(mode)
    theme_source.set_text_scale(scale)
    views.set_look(OLDEST.look)
    views.resize(round(240 * scale), views.sizeHint().height())
    theme = theme_source.theme
    image = views.grab().toImage()
    row = views.rows[2]
    inside = row.mapTo(views, QPoint(theme.px(6) + theme.px(4), row.height() // 2))
    assert row.height() == theme.px(25)
    assert image.pixelColor(inside) == theme.color("accent-tint")


def test_f2_renames_a_view_whatever_it_does_in_the_window(views: ViewList, qtbot: QtBot) -> None:
    of_window = QShortcut(QKeySequence("F2"), views)
    row = views.rows[1]
    row.setFocus()
    with qtbot.assertNotEmitted(of_window.activated), qtbot.waitSignal(row.rename_requested):
        qtbot.keyClick(row, Key.Key_F2)
    views.rows[0].setFocus()
    with qtbot.waitSignal(of_window.activated):
        qtbot.keyClick(views.rows[0], Key.Key_F2)
