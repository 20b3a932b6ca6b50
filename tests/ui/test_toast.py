"""A message at the lower edge goes by itself, and takes back what it tells of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.theme import ThemeMode, ThemeSource
from oversight_viewer.ui.toast import Toast
from oversight_viewer.ui.toast_parts import ToastButton


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def toast(host: QWidget) -> Toast:
    return Toast(host, ThemeSource(ThemeMode.LIGHT))


def buttons(toast: Toast) -> list[ToastButton]:
    return [button for button in toast.findChildren(ToastButton) if button.isVisible()]


def test_it_stands_at_the_bottom_in_the_middle(host: QWidget, toast: Toast) -> None:
    toast.say("2 records tagged crane vendors", lambda: None)
    assert toast.words == "2 records tagged crane vendors"
    assert host.height() - toast.geometry().bottom() - 1 == 24
    assert abs(toast.geometry().center().x() - host.width() // 2) <= 1
    host.resize(400, 500)
    assert host.height() - toast.geometry().bottom() - 1 == 24
    assert toast.geometry().right() < 400


def test_undo_is_done_once(toast: Toast) -> None:
    taken_back: list[str] = []
    toast.say("Note deleted", lambda: taken_back.append("note"))
    undo, _ = buttons(toast)
    assert undo.text() == "Undo"
    undo.click()
    assert taken_back == ["note"]
    assert toast.words == ""
    toast.take_back()
    assert taken_back == ["note"]


def test_closing_takes_nothing_back(toast: Toast) -> None:
    taken_back: list[str] = []
    toast.say("Note deleted", lambda: taken_back.append("note"))
    buttons(toast)[1].click()
    assert toast.words == ""
    assert not taken_back


def test_a_message_without_undo_offers_none(toast: Toast) -> None:
    toast.say("Note deleted", lambda: None)
    toast.say("Citation copied")
    assert [button.accessibleName() for button in buttons(toast)] == ["Close this message"]
    assert toast.words == "Citation copied"


def test_it_goes_when_its_time_is_up_but_not_while_it_is_in_use(toast: Toast) -> None:
    toast.say("Note deleted", lambda: None)
    (timer,) = toast.findChildren(QTimer)
    assert timer.interval() == 8000
    toast.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    buttons(toast)[0].setFocus()
    timer.timeout.emit()
    assert toast.words == "Note deleted"
    buttons(toast)[0].clearFocus()
    toast.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    timer.timeout.emit()
    assert toast.words == "Note deleted"
    toast.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    timer.timeout.emit()
    assert toast.words == ""


def test_it_follows_the_theme(toast: Toast, host: QWidget) -> None:
    source = ThemeSource(ThemeMode.LIGHT)
    other = Toast(host, source)
    other.say("Note deleted")
    before = other.height()
    source.set_text_scale(2.0)
    assert other.height() > before
    other.dismiss()
    source.set_text_scale(1.0)
    assert other.words == ""
