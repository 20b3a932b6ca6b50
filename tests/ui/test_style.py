"""The style of controls that Qt paints."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QSplitter,
    QStyle,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.painting import CheckLook, keys_width, paint_check_box, paint_keys
from oversight_viewer.ui.theme import ThemeMode, ThemeSource, theme_named

# The offscreen platform says so for every window that has a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def _has(image: QImage, token: str, source: ThemeSource, part: QRect | None = None) -> bool:
    wanted = source.theme.color(token).rgb()
    area = part or image.rect()
    return any(
        image.pixel(x, y) == wanted
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


@pytest.fixture
def form(qtbot: QtBot, theme_source: ThemeSource) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    QVBoxLayout(widget)
    return widget


def _add(form: QWidget, *widgets: QWidget) -> None:
    layout = form.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)


@pytest.mark.parametrize("mode", list(ThemeMode)[1:])
def test_check_boxes_and_radio_buttons_are_filled_with_the_accent(
    form: QWidget, theme_source: ThemeSource, mode: ThemeMode
) -> None:
    theme_source.set_mode(mode)
    box, radio, empty = QCheckBox("A"), QRadioButton("B"), QCheckBox("C")
    _add(form, box, radio, empty)
    box.setChecked(True)
    radio.setChecked(True)
    assert _has(box.grab().toImage(), "accent", theme_source)
    assert _has(radio.grab().toImage(), "accent", theme_source)
    assert not _has(empty.grab().toImage(), "accent", theme_source)
    box.setTristate(True)
    box.setCheckState(Qt.CheckState.PartiallyChecked)
    assert _has(box.grab().toImage(), "accent", theme_source)
    if mode is not ThemeMode.CONTRAST:
        radio.setEnabled(False)
        box.setEnabled(False)
        assert not _has(radio.grab().toImage(), "accent", theme_source)
        assert not _has(box.grab().toImage(), "accent", theme_source)


def test_an_excluded_box_is_red(theme_source: ThemeSource) -> None:
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(theme_source.theme.color("chrome"))
    painter = QPainter(image)
    paint_check_box(painter, image.rect(), theme_source.theme, CheckLook.EXCLUDED)
    painter.end()
    assert _has(image, "bad", theme_source)
    assert not _has(image, "accent", theme_source)


def test_drop_downs_and_fields_of_numbers_are_flat_and_as_high_as_buttons(
    form: QWidget, theme_source: ThemeSource
) -> None:
    combo, number, day, line, button = QComboBox(), QSpinBox(), QDateEdit(), QLineEdit(), QPushButton("Go")
    combo.addItems(["Public", "Confidential"])
    _add(form, combo, number, day, line, button)
    assert {widget.sizeHint().height() for widget in (combo, number, day, line, button)} == {28}
    for widget in (combo, number, day):
        widget.resize(160, 28)
        image = widget.grab().toImage()
        assert image.pixelColor(80, 0) == theme_source.theme.color("line-strong")
        assert image.pixelColor(80, 2) == theme_source.theme.color("input")
        widget.setEnabled(False)
        assert widget.grab().toImage().pixelColor(80, 2) == theme_source.theme.color("chrome")


def test_the_arrows_of_a_number_field_count(form: QWidget, qtbot: QtBot) -> None:
    number = QSpinBox()
    _add(form, number)
    number.resize(120, 28)
    qtbot.mouseClick(number, Qt.MouseButton.LeftButton, pos=QPoint(110, 8))
    assert number.value() == 1
    qtbot.mouseClick(number, Qt.MouseButton.LeftButton, pos=QPoint(110, 20))
    assert number.value() == 0


def test_a_splitter_is_one_line(form: QWidget, theme_source: ThemeSource) -> None:
    splitter = QSplitter()
    splitter.addWidget(QWidget())
    splitter.addWidget(QWidget())
    _add(form, splitter)
    splitter.resize(201, 40)
    assert splitter.handleWidth() == 1
    assert _has(splitter.grab().toImage(), "line", theme_source)


def test_frames_and_bars_take_their_colours_from_the_table(form: QWidget, theme_source: ThemeSource) -> None:
    names, bar = QListWidget(), QProgressBar()
    names.addItems(["one", "two"])
    names.setCurrentRow(1)
    bar.setValue(50)
    _add(form, names, bar)
    form.resize(300, 200)
    image = form.grab().toImage()
    assert _has(image, "line-card", theme_source, names.geometry())
    assert _has(image, "accent", theme_source, bar.geometry())


def test_the_ring_comes_with_the_keyboard_and_goes_with_the_focus(
    form: QWidget, qtbot: QtBot, theme_source: ThemeSource
) -> None:
    first, second, line = QPushButton("First"), QPushButton("Second"), QLineEdit()
    _add(form, first, second, line)
    form.resize(300, 150)
    form.show()
    qtbot.waitUntil(form.isVisible)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)

    def ring(widget: QWidget) -> bool:
        outside = widget.geometry().adjusted(-4, -4, 4, 4)
        strip = QRect(outside.left() + 20, outside.top(), 20, 3)
        return _has(form.grab().toImage(), "accent", theme_source, strip)

    second.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not ring(second)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring(first)
    first.move(first.pos() + QPoint(0, 4))
    assert ring(first)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert ring(second)
    assert not ring(first)
    theme_source.set_mode(ThemeMode.DARK)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    assert not ring(second)


def test_a_button_in_a_splitter_gets_no_sibling(form: QWidget, qtbot: QtBot, theme_source: ThemeSource) -> None:
    splitter = QSplitter()
    button = QPushButton("Pane")
    splitter.addWidget(button)
    _add(form, splitter)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.hasFocus()
    assert splitter.count() == 1


@pytest.mark.parametrize(("look", "token"), [("primary", "accent"), ("danger", "bad"), ("quiet", ""), ("link", "")])
def test_buttons_have_looks(qtbot: QtBot, theme_source: ThemeSource, look: str, token: str) -> None:
    button = QPushButton("Do it")
    qtbot.addWidget(button)
    button.setProperty("look", look)
    button.resize(100, 28)
    edge = button.grab().toImage().pixelColor(50, 0)
    assert edge == theme_source.theme.color(token or "chrome") or (not token and edge.alpha() == 0)


def test_the_clear_button_of_a_field_is_our_own(qapp: QApplication, theme_source: ThemeSource) -> None:
    icon = qapp.style().standardIcon(QStyle.StandardPixmap.SP_LineEditClearButton)
    assert _has(icon.pixmap(16, 16).toImage(), "text3", theme_source)
    assert not qapp.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning).isNull()


def test_keys_are_painted_one_beside_the_other(theme_source: ThemeSource) -> None:
    theme = theme_source.theme
    one, two = keys_width(theme, ("Ctrl",)), keys_width(theme, ("Ctrl", "F"))
    assert two > one > 0 == keys_width(theme, ())
    image = QImage(100, 30, QImage.Format.Format_RGB32)
    image.fill(theme.color("chrome"))
    painter = QPainter(image)
    paint_keys(painter, image.rect(), theme, ("Ctrl", "F"))
    painter.end()
    assert _has(image, "raised", theme_source, QRect(100 - two, 0, two, 30))
    assert not _has(image, "raised", theme_source, QRect(0, 0, 100 - two, 30))
    assert keys_width(theme_named("light", 2.0), ("F",)) == 2 * keys_width(theme, ("F",))
