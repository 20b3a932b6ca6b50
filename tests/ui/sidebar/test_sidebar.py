"""The sidebar, by pointer and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Choice, Facet, RecordFilter
from oversight_viewer.domain.records import Company
from oversight_viewer.ui.sidebar.delegate import FacetDelegate
from oversight_viewer.ui.sidebar.nodes import Node
from oversight_viewer.ui.sidebar.sidebar import FilterSidebar
from oversight_viewer.ui.theme import ThemeMode, ThemeSource
from tests.ui.sidebar.conftest import Find

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


def click(
    qtbot: QtBot,
    sidebar: FilterSidebar,
    node: Node,
    x: int = 60,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    rect = sidebar.tree.visualRect(sidebar.model.index_of(node))
    qtbot.mouseClick(sidebar.tree.viewport(), LEFT, modifier, QPoint(rect.left() + x, rect.center().y()))


def put_cursor(sidebar: FilterSidebar, node: Node) -> None:
    sidebar.tree.setCurrentIndex(sidebar.model.index_of(node))


def test_a_click_includes_and_a_second_one_lets_go(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    click(qtbot, sidebar, find("Companies", "Amazon"))
    assert sidebar.model.filter == RecordFilter(companies=Choice(("Amazon",)))
    click(qtbot, sidebar, find("Companies", "Amazon"))
    assert sidebar.model.filter == RecordFilter()


def test_alt_and_the_minus_leave_out(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    click(qtbot, sidebar, find("Kind", "Press release"), modifier=Qt.KeyboardModifier.AltModifier)
    assert sidebar.model.filter.kinds == Choice((), ("press_release",))
    click(qtbot, sidebar, find("Kind", "Letter"), x=240 - 14 - 20 - 16)
    assert sidebar.model.filter.kinds == Choice((), ("press_release", "letter"))


def test_the_triangle_opens_without_choosing(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    commerce = find("Committees", "Example Commerce")
    index = sidebar.model.index_of(commerce)
    assert not sidebar.tree.isExpanded(index)
    click(qtbot, sidebar, commerce, x=14)
    assert sidebar.tree.isExpanded(index)
    click(qtbot, sidebar, commerce, x=14)
    assert not sidebar.tree.isExpanded(index)
    assert sidebar.model.filter == RecordFilter()


def test_headings_open_and_close(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    tags = find("Tags")
    index = sidebar.model.index_of(tags)
    assert not sidebar.tree.isExpanded(index)
    click(qtbot, sidebar, tags)
    assert sidebar.tree.isExpanded(index)
    assert not sidebar.tree.visualRect(sidebar.model.index_of(find("Tags", "servers"))).isEmpty()
    click(qtbot, sidebar, tags)
    assert not sidebar.tree.isExpanded(index)
    put_cursor(sidebar, tags)
    qtbot.keyClick(sidebar.tree, Key.Key_Right)
    assert sidebar.tree.isExpanded(index)
    click(qtbot, sidebar, find("Tags", "servers"))
    assert sidebar.model.filter == RecordFilter(tags=Choice(("servers",)))
    assert sidebar.tree.isExpanded(sidebar.model.index_of(find("Companies")))


def test_more_rows_by_a_click(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    click(qtbot, sidebar, find("Kind", "2 more kinds"))
    click(qtbot, sidebar, find("Kind", "Objection"))
    assert sidebar.model.filter.kinds.include == ("objection",)
    click(qtbot, sidebar, find("Kind", "Show fewer"))
    assert find("Kind", "1 more kind")


def test_a_press_that_is_let_go_elsewhere_does_nothing(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    view = sidebar.tree.viewport()
    places = [
        sidebar.tree.visualRect(sidebar.model.index_of(find("Companies", name))).center()
        for name in ("Amazon", "ByteDance")
    ]
    qtbot.mousePress(view, LEFT, pos=places[0])
    qtbot.mouseRelease(view, LEFT, pos=places[1])
    qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=places[0])
    qtbot.mouseDClick(view, LEFT, pos=places[0])
    assert sidebar.model.filter == RecordFilter()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((Key.Key_Space,), Choice(("Amazon",))),
        ((Key.Key_Return,), Choice(("Amazon",))),
        ((Key.Key_Space, Key.Key_Space), Choice()),
        ((Key.Key_Minus,), Choice((), ("Amazon",))),
        ((Key.Key_Minus, Key.Key_Space), Choice()),
        ((Key.Key_Space, Key.Key_Delete), Choice()),
        ((Key.Key_Minus, Key.Key_Backspace), Choice()),
        ((Key.Key_Down, Key.Key_Space), Choice(("ByteDance",))),
    ],
)
def test_everything_goes_by_keys(
    qtbot: QtBot, sidebar: FilterSidebar, find: Find, keys: tuple[Qt.Key, ...], expected: Choice
) -> None:
    put_cursor(sidebar, find("Companies", "Amazon"))
    for key in keys:
        qtbot.keyClick(sidebar.tree, key)
    assert sidebar.model.filter.companies == expected


def test_the_users_work_by_keys(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    put_cursor(sidebar, find("Work", "Annotated"))
    seen = []
    for key in (
        Key.Key_Space,
        Key.Key_Minus,
        Key.Key_Minus,
        Key.Key_Minus,
        Key.Key_Space,
        Key.Key_Space,
        Key.Key_Delete,
    ):
        qtbot.keyClick(sidebar.tree, key)
        seen.append(sidebar.model.filter.has_notes)
    assert seen == [True, False, None, False, None, True, None]


def test_a_switch_turns_by_click_and_by_key(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    click(qtbot, sidebar, find("Committees", "Include subcommittees"))
    assert sidebar.model.filter == RecordFilter(subcommittees=False)
    put_cursor(sidebar, find("Companies", "Include subsidiaries"))
    qtbot.keyClick(sidebar.tree, Key.Key_Space)
    assert sidebar.model.filter == RecordFilter(subcommittees=False, subsidiaries=False)
    for key in (Key.Key_Minus, Key.Key_Delete):
        qtbot.keyClick(sidebar.tree, key)
        assert sidebar.model.filter == RecordFilter(subcommittees=False, subsidiaries=False)
    qtbot.keyClick(sidebar.tree, Key.Key_Return)
    assert sidebar.model.filter == RecordFilter(subcommittees=False)
    click(qtbot, sidebar, find("Committees", "Include subcommittees"))
    assert sidebar.model.filter == RecordFilter()


def test_requests_that_wait_are_filtered_like_the_users_work(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    click(qtbot, sidebar, find("Work", "Outstanding requests"))
    click(qtbot, sidebar, find("Work", "Overdue"), modifier=Qt.KeyboardModifier.AltModifier)
    assert sidebar.model.filter == RecordFilter(unanswered=True, overdue=False)


def test_delete_on_a_heading_lets_go_of_its_section(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    sidebar.set_filter(RecordFilter(companies=Choice(("Amazon",), ("TikTok",)), flagged=True))
    put_cursor(sidebar, find("Companies"))
    qtbot.keyClick(sidebar.tree, Key.Key_Delete)
    assert sidebar.model.filter == RecordFilter(flagged=True)
    qtbot.keyClick(sidebar.tree, Key.Key_Minus)
    assert sidebar.model.filter == RecordFilter(flagged=True)


def test_typing_a_name_goes_there(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    put_cursor(sidebar, find("Committees"))
    qtbot.keyClicks(sidebar.tree, "sample")
    assert sidebar.tree.currentIndex() == sidebar.model.index_of(find("Companies", "Sample Cloud Inc."))


def test_the_focus_goes_to_the_tree_and_has_a_place_there(qtbot: QtBot, sidebar: FilterSidebar) -> None:
    sidebar.setFocus(Qt.FocusReason.TabFocusReason)
    assert sidebar.tree.hasFocus()
    assert sidebar.tree.currentIndex().isValid()


def test_the_ring_is_for_the_keyboard(qtbot: QtBot, sidebar: FilterSidebar, find: Find) -> None:
    amazon = find("Companies", "Amazon")
    accent = sidebar.tree.palette().accent().color()

    def ringed() -> bool:
        rect = sidebar.tree.visualRect(sidebar.model.index_of(amazon))
        image = sidebar.tree.viewport().grab(rect).toImage()
        return image.pixelColor(rect.width() // 2, 0) == accent

    sidebar.tree.setFocus(Qt.FocusReason.MouseFocusReason)
    click(qtbot, sidebar, amazon)
    assert not ringed()
    qtbot.keyClick(sidebar.tree, Key.Key_Up)
    qtbot.keyClick(sidebar.tree, Key.Key_Down)
    assert ringed()


def test_views_are_filters_with_names(qtbot: QtBot, sidebar: FilterSidebar) -> None:
    rows = sidebar.views.findChildren(QAbstractButton)
    assert [row.accessibleName() for row in rows] == [
        "All records, 412 records",
        "My annotations, 23 records",
        "Flagged, 5 records",
    ]
    qtbot.mouseClick(rows[1], LEFT)
    assert sidebar.model.filter == RecordFilter(has_notes=True)
    assert [row.isChecked() for row in rows] == [False, True, False]
    qtbot.mouseClick(rows[1], LEFT)
    assert rows[1].isChecked()
    qtbot.keyClick(rows[2], Key.Key_Space)
    assert sidebar.model.filter == RecordFilter(flagged=True)
    qtbot.mouseClick(rows[0], LEFT)
    assert sidebar.model.filter == RecordFilter()


def test_clear_all(qtbot: QtBot, sidebar: FilterSidebar) -> None:
    assert not sidebar.clear_button.isEnabled()
    sidebar.set_filter(RecordFilter(text="crane", flagged=True))
    qtbot.mouseClick(sidebar.clear_button, LEFT)
    assert sidebar.model.filter == RecordFilter()


def test_what_is_chosen_below_a_value_is_shown(sidebar: FilterSidebar, find: Find) -> None:
    sidebar.set_filter(RecordFilter(companies=Choice(("TikTok",))))
    assert sidebar.tree.isExpanded(sidebar.model.index_of(find("Companies", "ByteDance")))
    assert not sidebar.tree.isExpanded(sidebar.model.index_of(find("Committees", "Example Commerce")))


def test_labels_keep_their_room_while_counts_are_not_there(
    sidebar: FilterSidebar, find: Find, counts: FacetCounts
) -> None:
    index = sidebar.model.index_of(find("Companies", "Sample Cloud Inc."))
    delegate = sidebar.tree.itemDelegate()
    assert isinstance(delegate, FacetDelegate)

    def minus() -> QRect:
        """The sign that stands between the label and the count."""
        sidebar.tree.grab()
        return delegate.minus_rect(sidebar.tree.visualRect(index), index)

    before = minus()
    sidebar.set_counts(None)
    assert minus() == before
    sidebar.set_counts(counts)
    assert minus() == before


def test_long_sections_have_a_field_that_finds(
    qtbot: QtBot, theme_source: ThemeSource, sidebar: FilterSidebar, find: Find
) -> None:
    names = [f"Company {number:03}" for number in range(300)]
    sidebar.set_directory(Directory({}, {name: Company(name) for name in names}))
    field = sidebar.tree.findChild(QLineEdit, "find_companies")
    assert field is not None
    row = sidebar.tree.visualRect(sidebar.model.index_of(find("Companies").children[0]))
    assert field.geometry().right() == row.width() - 1 - sidebar.tree.itemDelegate().end, "it ends where the counts end"
    qtbot.keyClicks(field, "250")
    assert [sidebar.model.label(row) for row in find("Companies").children] == ["Find", "Company 250"]
    click(qtbot, sidebar, find("Companies", "Company 250"))
    assert sidebar.model.filter.companies == Choice(("Company 250",))
    back = QShortcut(QKeySequence("Esc"), sidebar.window())  # as the window has one
    with qtbot.assertNotEmitted(back.activated):
        qtbot.keyClick(field, Key.Key_Escape)
    assert field.text() == ""
    assert sidebar.model.label(find("Companies").children[-1]).endswith("more companies")
    qtbot.keyClick(field, Key.Key_Escape)
    theme_source.set_text_scale(2.0)
    assert sidebar.tree.visualRect(sidebar.model.index_of(find("Companies").children[0])).height() == 64


@pytest.mark.parametrize("mode", list(ThemeMode)[1:])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_is_painted_in_every_theme_and_size(
    sidebar: FilterSidebar, theme_source: ThemeSource, find: Find, mode: ThemeMode, scale: float
) -> None:
    theme_source.set_mode(mode)
    theme_source.set_text_scale(scale)
    sidebar.set_filter(RecordFilter(committees=Choice(("XCOM",)), kinds=Choice((), ("press_release",))))
    sidebar.tree.expandAll()
    sidebar.set_counts(None)
    image = sidebar.grab().toImage()
    theme = theme_source.theme
    assert image.pixelColor(1, image.height() - 1) == theme.color("chrome")
    heading = sidebar.tree.visualRect(sidebar.model.index_of(find("Committees")))
    value = sidebar.tree.visualRect(sidebar.model.index_of(find("Committees", "Example Commerce")))
    assert (heading.height(), value.height()) == (theme.px(27), theme.px(25))


def test_rows_are_check_boxes_for_assistive_technology(sidebar: FilterSidebar, find: Find) -> None:
    sidebar.set_filter(RecordFilter(companies=Choice(("Amazon",))))
    tree = QAccessible.queryAccessibleInterface(sidebar.tree)
    assert tree is not None
    cells = [tree.child(place) for place in range(tree.childCount())]
    said = {cell.text(QAccessible.Text.Name): cell.state() for cell in cells if cell is not None}
    state = said["Amazon, included, 4 records"]
    assert state.checkable
    assert state.checked
    assert not said["ByteDance, not used, 4 records"].checked


def test_counts_that_are_on_their_way_change_no_place(sidebar: FilterSidebar, find: Find, counts: FacetCounts) -> None:
    def places() -> list[tuple[str, int]]:
        rows = [row for section in sidebar.model.sections() for row in section.children]
        return [(sidebar.model.label(row), sidebar.tree.visualRect(sidebar.model.index_of(row)).top()) for row in rows]

    before = places()
    sidebar.set_counts(None)
    assert places() == before
    sidebar.set_counts(counts)
    assert places() == before
    assert Facet.COMPANY in counts.counts
