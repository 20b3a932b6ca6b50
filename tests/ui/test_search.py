"""The field that searches the record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.search import SearchField
from oversight_viewer.ui.theme import ThemeMode, ThemeSource

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key = Qt.Key


@pytest.fixture
def field(qtbot: QtBot, theme_source: ThemeSource) -> Iterator[SearchField]:
    window = QWidget()
    qtbot.addWidget(window)
    made = SearchField(theme_source)
    other = QWidget()
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addWidget(other)
    window.resize(440, 80)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus(Qt.FocusReason.OtherFocusReason)
    yield made
    window.close()


def test_every_key_is_said_at_once(qtbot: QtBot, field: SearchField) -> None:
    said: list[str] = []
    field.text_edited.connect(said.append)
    qtbot.keyClicks(field, "cra")
    assert said == ["c", "cr", "cra"]
    field.set_text("servers")
    field.set_text("servers")
    assert field.text() == "servers"
    assert said == ["c", "cr", "cra"]


def test_esc_empties_and_then_leaves(qtbot: QtBot, field: SearchField) -> None:
    qtbot.keyClicks(field, "crane")
    with qtbot.assertNotEmitted(field.left), qtbot.waitSignal(field.text_edited) as edited:
        qtbot.keyClick(field, Key.Key_Escape)
    assert edited.args == [""]
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Key.Key_Escape)


def test_esc_empties_it_before_it_is_a_shortcut_of_the_window(qtbot: QtBot, field: SearchField) -> None:
    back = QShortcut(QKeySequence("Esc"), field.window())
    qtbot.keyClicks(field, "crane")
    with qtbot.assertNotEmitted(back.activated):
        qtbot.keyClick(field, Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(back.activated):
        qtbot.keyClick(field, Key.Key_Escape)


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_Return, Key.Key_Enter])
def test_down_and_enter_go_to_what_was_found(qtbot: QtBot, field: SearchField, key: Qt.Key) -> None:
    qtbot.keyClicks(field, "crane")
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, key)
    assert field.text() == "crane"


def test_a_cross_empties_it(qtbot: QtBot, field: SearchField) -> None:
    cross = field.findChild(QToolButton)
    assert cross is not None
    assert cross.isHidden()
    qtbot.keyClicks(field, "crane")
    assert cross.isVisible()
    with qtbot.waitSignal(field.text_edited):
        qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert cross.isHidden()
    assert field.hasFocus()


def test_select_all(field: SearchField) -> None:
    field.set_text("crane")
    field.select_all()
    assert field.selectedText() == "crane"


def _shows_keys(field: SearchField, source: ThemeSource) -> bool:
    """Whether the frame of a key is painted at the right of the field."""
    image = field.grab().toImage()
    edge = source.theme.color("line").rgb()
    return any(image.pixel(x, image.height() // 2) == edge for x in range(image.width() // 2, image.width()))


def test_its_keys_show_while_it_waits(qtbot: QtBot, field: SearchField, theme_source: ThemeSource) -> None:
    assert not _shows_keys(field, theme_source)
    other = field.nextInFocusChain()
    while other is not None and other.focusPolicy() == Qt.FocusPolicy.NoFocus:
        other = other.nextInFocusChain()
    field.clearFocus()
    assert _shows_keys(field, theme_source)
    field.resize(200, field.height())
    assert _shows_keys(field, theme_source)
    field.set_text("crane")
    assert not _shows_keys(field, theme_source)


def test_it_grows_with_the_text(field: SearchField, theme_source: ThemeSource) -> None:
    assert (field.height(), field.sizeHint().width()) == (30, 440)
    theme_source.set_text_scale(2.0)
    assert field.height() == 60
    theme_source.set_mode(ThemeMode.DARK)
    assert field.grab().toImage().pixelColor(100, 6) == theme_source.theme.color("input")
