"""The switch of the alignment, in sight or as a drop-down."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QToolButton
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.views import Alignment, Look, Order
from oversight_viewer.ui.alignment_switch import AlignmentSwitch
from oversight_viewer.ui.controls import SegmentedSwitch
from oversight_viewer.ui.theme import ThemeMode, ThemeSource


@pytest.fixture
def switch(qtbot: QtBot, theme_source: ThemeSource) -> AlignmentSwitch:
    made = AlignmentSwitch(theme_source)
    qtbot.addWidget(made)
    made.show()
    return made


def _button(switch: AlignmentSwitch) -> QToolButton:
    button = switch.findChild(QToolButton, "alignment_button")
    assert isinstance(button, QToolButton)
    return button


def test_all_are_in_sight_where_there_is_room(switch: AlignmentSwitch, qtbot: QtBot) -> None:
    segments = switch.findChild(SegmentedSwitch)
    assert isinstance(segments, SegmentedSwitch)
    assert segments.isVisible()
    assert not _button(switch).isVisible()
    words = [segment for segment in segments.findChildren(QAbstractButton) if segment.text() == "By exchange"]
    with qtbot.waitSignal(switch.chosen) as told:
        qtbot.mouseClick(words[0], Qt.MouseButton.LeftButton)
    assert told.args == [Alignment.EXCHANGE]
    with qtbot.waitSignal(switch.chosen, check_params_cb=lambda value: value is Alignment.EXCHANGE):
        # While best matches are shown, an alignment is wanted back by the segment that is on.
        qtbot.mouseClick(words[0], Qt.MouseButton.LeftButton)


def test_a_drop_down_takes_their_place_where_there_is_little(switch: AlignmentSwitch, qtbot: QtBot) -> None:
    switch.set_small(True)
    button = _button(switch)
    assert button.isVisible()
    switch.show_look(Look(alignment=Alignment.INQUIRY))
    assert (button.text(), button.accessibleName()) == ("By inquiry", "Side by side: by inquiry")
    actions = button.menu().actions()
    assert [(action.text(), action.isChecked()) for action in actions] == [
        ("By date", False), ("By inquiry", True), ("By exchange", False)
    ]  # fmt: skip
    with qtbot.waitSignal(switch.chosen) as told:
        actions[0].trigger()
    assert told.args == [Alignment.DATE]
    switch.set_small(False)
    assert not button.isVisible()


def test_to_show_a_value_is_not_to_choose_it(switch: AlignmentSwitch, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(switch.chosen):
        for alignment in Alignment:
            switch.show_look(Look(alignment=alignment))
            assert switch.value is alignment


def test_best_matches_stand_in_no_alignment(switch: AlignmentSwitch, qtbot: QtBot) -> None:
    segments = switch.findChild(SegmentedSwitch)
    assert isinstance(segments, SegmentedSwitch)
    switch.show_look(Look(RecordFilter(text="cranes"), Alignment.INQUIRY, Order.BEST))
    assert (switch.value, segments.value, _button(switch).text()) == (None, None, "By rank")
    with qtbot.waitSignal(switch.chosen) as told:
        qtbot.keyClick(segments, Qt.Key.Key_Right)
    assert told.args == [Alignment.DATE]
    switch.show_look(Look(RecordFilter(), Alignment.INQUIRY, Order.BEST))
    assert (switch.value, segments.value) == (Alignment.INQUIRY, "inquiry")


def test_it_follows_theme_and_text_size(switch: AlignmentSwitch, theme_source: ThemeSource) -> None:
    switch.set_small(True)
    before = switch.sizeHint()
    theme_source.set_mode(ThemeMode.DARK)
    theme_source.set_text_scale(2.0)
    assert _button(switch).iconSize().width() == 24
    assert switch.sizeHint().width() >= before.width()
