"""Small controls of our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.controls import KeyHint, SegmentedSwitch, SentenceLabel
from oversight_viewer.ui.theme import ThemeMode, ThemeSource

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Key = Qt.Key
OPTIONS = (("date", "By date"), ("inquiry", "By inquiry"), ("exchange", "By exchange"))


def _has(image: QImage, token: str, source: ThemeSource, part: QRect | None = None) -> bool:
    wanted = source.theme.color(token).rgb()
    area = part or image.rect()
    return any(
        image.pixel(x, y) == wanted
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


@pytest.fixture
def switch(qtbot: QtBot, theme_source: ThemeSource) -> Iterator[SegmentedSwitch]:
    window = QWidget()
    qtbot.addWidget(window)
    made = SegmentedSwitch(theme_source, OPTIONS, window)
    made.move(10, 10)
    made.adjustSize()
    window.resize(400, 60)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield made
    window.close()


def _segments(switch: SegmentedSwitch) -> list[QAbstractButton]:
    return switch.findChildren(QAbstractButton)


def test_a_click_chooses(qtbot: QtBot, switch: SegmentedSwitch) -> None:
    assert switch.value == "date"
    with qtbot.waitSignal(switch.chosen) as chosen:
        qtbot.mouseClick(_segments(switch)[2], Qt.MouseButton.LeftButton)
    assert (chosen.args, switch.value) == (["exchange"], "exchange")


def test_arrows_choose_and_end_at_the_ends(qtbot: QtBot, switch: SegmentedSwitch) -> None:
    said: list[str] = []
    switch.chosen.connect(said.append)
    _segments(switch)[0].setFocus(Qt.FocusReason.TabFocusReason)
    for key, place in (
        (Key.Key_Left, 0),
        (Key.Key_Right, 0),
        (Key.Key_Right, 1),
        (Key.Key_Right, 2),
        (Key.Key_Left, 2),
    ):
        qtbot.keyClick(_segments(switch)[place], key)
    assert said == ["inquiry", "exchange", "inquiry"]
    assert _segments(switch)[1].hasFocus()


def test_being_set_is_not_choosing(qtbot: QtBot, switch: SegmentedSwitch) -> None:
    with qtbot.assertNotEmitted(switch.chosen):
        switch.set_value("inquiry")
    assert switch.value == "inquiry"
    stops = [bool(item.focusPolicy() & Qt.FocusPolicy.TabFocus) for item in _segments(switch)]
    assert stops == [False, True, False]
    qtbot.keyClick(switch, Key.Key_A)
    assert switch.value == "inquiry"


def test_the_chosen_word_is_tinted_and_ringed_by_the_keyboard(
    qtbot: QtBot, switch: SegmentedSwitch, theme_source: ThemeSource
) -> None:
    assert _has(switch.grab().toImage(), "accent-tint", theme_source, _segments(switch)[0].geometry())
    assert not _has(switch.grab().toImage(), "accent-tint", theme_source, _segments(switch)[1].geometry())
    edge = QRect(_segments(switch)[0].geometry().topLeft() + QPoint(10, 1), _segments(switch)[0].size() / 8)
    _segments(switch)[1].setFocus(Qt.FocusReason.TabFocusReason)
    assert not _has(switch.grab().toImage(), "accent", theme_source, QRect(edge.left(), edge.top(), 10, 1))
    _segments(switch)[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert _has(switch.grab().toImage(), "accent", theme_source, QRect(edge.left(), edge.top(), 10, 1))
    height = switch.sizeHint().height()
    theme_source.set_mode(ThemeMode.CONTRAST)
    theme_source.set_text_scale(2.0)
    assert switch.sizeHint().height() == 2 * height
    assert _has(switch.grab().toImage(), "accent", theme_source)


def test_names_of_keys(qtbot: QtBot, theme_source: ThemeSource) -> None:
    hint = KeyHint(theme_source, ("Ctrl", "K"))
    qtbot.addWidget(hint)
    assert hint.accessibleName() == "Ctrl+K"
    width = hint.sizeHint().width()
    assert _has(hint.grab().toImage(), "raised", theme_source)
    theme_source.set_text_scale(2.0)
    assert hint.sizeHint().width() > width


LEAD = "15 of 412 records"
REST = "from the Select Committee on the CCP or Example Commerce, about Amazon, TikTok or Example Freight Co."


@pytest.fixture
def sentence(qtbot: QtBot, theme_source: ThemeSource) -> SentenceLabel:
    made = SentenceLabel(theme_source)
    qtbot.addWidget(made)
    made.set_sentence(LEAD, REST)
    made.resize(400, 40)
    return made


def test_the_whole_sentence_is_always_at_hand(sentence: SentenceLabel) -> None:
    assert sentence.sentence == sentence.toolTip() == sentence.accessibleName() == f"{LEAD} {REST}"
    sentence.set_sentence("All 412 records", "")
    assert sentence.accessibleName() == "All 412 records"


def _inked(sentence: SentenceLabel) -> list[int]:
    """The lowest and the highest row with ink, and the last column with some."""
    image = sentence.grab().toImage()
    ground = image.pixel(image.width() - 1, image.height() - 1)
    points = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) != ground]
    return [min(y for _, y in points), max(y for _, y in points), max(x for x, _ in points)]


def test_it_takes_two_lines_or_one(sentence: SentenceLabel) -> None:
    top, bottom, right = _inked(sentence)
    assert bottom - top > 17
    assert right < 400
    sentence.set_single_line(True)
    top, bottom, right = _inked(sentence)
    assert bottom - top <= 17
    assert 340 < right < 400
    assert sentence.heightForWidth(400) < 20


def test_a_short_sentence_stands_in_one_line_whatever_the_room(sentence: SentenceLabel) -> None:
    sentence.set_sentence("All 412 records", "")
    top, bottom, _ = _inked(sentence)
    assert bottom - top <= 17


def test_even_a_cut_lead_stays_inside(sentence: SentenceLabel) -> None:
    sentence.set_single_line(True)
    sentence.resize(60, 20)
    assert _inked(sentence)[2] < 60


def test_it_grows_with_the_text(sentence: SentenceLabel, theme_source: ThemeSource) -> None:
    width, height = sentence.sizeHint().width(), sentence.heightForWidth(400)
    theme_source.set_text_scale(2.0)
    assert sentence.sizeHint().width() > width
    assert sentence.heightForWidth(400) > 1.9 * height
    assert sentence.minimumSizeHint().width() == 160
    assert sentence.hasHeightForWidth()
