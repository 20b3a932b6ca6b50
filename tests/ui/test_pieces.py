"""The small pieces wrap, elide and speak, and take no text for markup."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.ui.flow import FlowLayout
from oversight_viewer.ui.pieces import (
    IconButton,
    LaneGlyph,
    LinkButton,
    Rule,
    Run,
    Runs,
    Sign,
    button_text,
    plain_tip,
    record_label,
    text_label,
)
from oversight_viewer.ui.theme import Theme, load_fonts, theme_named


@pytest.fixture(params=["light", "dark", "contrast"])
def theme(qapp: object, request: pytest.FixtureRequest) -> Theme:
    load_fonts()
    return theme_named(request.param, 1.5)


def test_words_wrap_and_chips_stay_whole(qtbot: QtBot, theme: Theme) -> None:
    runs = Runs(theme, (Run("House Select Committee on the Competition between several places"), Run("HLZS", "chip")))
    qtbot.addWidget(runs)
    assert runs.words == "House Select Committee on the Competition between several placesHLZS"
    one, many = runs.heightForWidth(3000), runs.heightForWidth(260)
    assert many >= 3 * one
    assert runs.hasHeightForWidth()
    runs.resize(260, many)
    assert not runs.grab().isNull()
    runs.set_runs((Run("short", "text3"),))
    assert (runs.words, runs.heightForWidth(260)) == ("short", one)


def test_bold_words_take_the_room_that_they_need(qtbot: QtBot, theme: Theme) -> None:
    words = "21 entries withheld. " * 20
    plain, bold = (Runs(theme, (Run(words, bold=bold), Run("The rest."))) for bold in (False, True))
    for runs in (plain, bold):
        qtbot.addWidget(runs)
    assert bold.words == plain.words
    heights = [(bold.heightForWidth(width), plain.heightForWidth(width)) for width in range(200, 400, 10)]
    assert all(one >= other for one, other in heights)
    assert any(one > other for one, other in heights)


def test_a_word_that_is_too_long_still_has_a_line(qtbot: QtBot, theme: Theme) -> None:
    runs = Runs(theme, (Run("x" * 400), Run(" y")))
    qtbot.addWidget(runs)
    assert runs.heightForWidth(100) == 2 * runs.heightForWidth(100_000)


@pytest.mark.parametrize("make", [text_label, record_label])
def test_labels_show_markup_as_it_is_written(qtbot: QtBot, theme: Theme, make: type) -> None:
    label = make(theme, "<b>a & b</b>\u202e")
    qtbot.addWidget(label)
    assert isinstance(label, QLabel)
    if label.textFormat() == Qt.TextFormat.RichText:
        assert "&lt;b&gt;a &amp; b&lt;/b&gt;" in label.text()
        assert label.accessibleName() == "<b>a & b</b>"
    else:
        assert label.text() == "<b>a & b</b>"


def test_tips_and_buttons_show_text_as_it_is(theme: Theme) -> None:
    assert plain_tip("<img src='x'>") == "<span style='white-space:pre-wrap'>&lt;img src=&#x27;x&#x27;&gt;</span>"
    assert plain_tip("") == ""
    assert button_text("Q&A") == "Q&&A"


def test_a_link_that_does_not_fit_says_the_whole_in_its_tip(qtbot: QtBot, theme: Theme) -> None:
    link = LinkButton(theme, "A very long title that can hardly be shown\nwhole", key="A")
    qtbot.addWidget(link)
    assert link.words == "A very long title that can hardly be shown whole"
    link.resize(90, 30)
    link.grab()
    assert "hardly be shown whole" in link.toolTip()
    link.resize(link.sizeHint())
    link.grab()
    assert link.toolTip() == ""
    link.set_words("Other")
    assert link.accessibleName() == "Other"
    with qtbot.waitSignal(link.clicked):
        link.click()


def test_icon_buttons_say_what_they_do_and_by_which_key(qtbot: QtBot, theme: Theme) -> None:
    button = IconButton("flag", "Flag", "F")
    qtbot.addWidget(button)
    button.set_theme(theme, "accent")
    assert button.accessibleName() == "Flag"
    assert "Flag (F)" in button.toolTip()
    assert not button.icon().isNull()


def test_signs_are_painted(qtbot: QtBot, theme: Theme) -> None:
    for sign in (Sign(theme, "lock", "bad"), *(LaneGlyph(theme, lane) for lane in Lane), Rule(theme)):
        qtbot.addWidget(sign)
        image = sign.grab().toImage()
        colors = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert colors
    rule = Rule(theme)
    qtbot.addWidget(rule)
    rule.resize(5, 1)
    rule.set_color(theme.color("bad"))
    assert rule.grab().toImage().pixelColor(2, 0) == theme.color("bad")


def boxes(widths: list[int], *, stretch_last: bool = False) -> tuple[QWidget, FlowLayout, list[QWidget]]:
    whole = QWidget()
    flow = FlowLayout(whole, gap=10, line_gap=5, stretch_last=stretch_last)
    parts = []
    for width in widths:
        part = QWidget()
        part.setFixedHeight(20)
        part.setMinimumWidth(width)
        if not stretch_last:
            part.setFixedWidth(width)
        flow.addWidget(part)
        parts.append(part)
    return whole, flow, parts


def test_a_row_wraps_like_words(qtbot: QtBot) -> None:
    whole, flow, parts = boxes([50, 50, 50])
    qtbot.addWidget(whole)
    assert flow.hasHeightForWidth()
    assert [flow.heightForWidth(width) for width in (170, 169, 60)] == [20, 45, 70]
    flow.setGeometry(QRect(0, 0, 120, 100))
    assert [part.pos().toTuple() for part in parts] == [(0, 0), (60, 0), (0, 25)]


def test_margins_are_left_free_and_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    whole, flow, parts = boxes([50, 50])
    qtbot.addWidget(whole)
    flow.setContentsMargins(QMargins(3, 4, 5, 6))
    assert flow.heightForWidth(118) == 30
    assert flow.sizeHint().toTuple() == (118, 30)
    flow.setGeometry(QRect(0, 0, 118, 30))
    assert parts[0].pos().toTuple() == (3, 4)
    parts[0].hide()
    flow.setGeometry(QRect(0, 0, 118, 30))
    assert parts[1].pos().toTuple() == (3, 4)


def test_the_last_one_takes_the_rest_of_its_line(qtbot: QtBot) -> None:
    whole, flow, parts = boxes([50, 50], stretch_last=True)
    qtbot.addWidget(whole)
    flow.setGeometry(QRect(0, 0, 300, 20))
    assert parts[1].geometry().getRect() == (60, 0, 240, 20)


def test_parts_can_be_put_between_and_taken_out(qtbot: QtBot) -> None:
    whole, flow, parts = boxes([50, 50])
    qtbot.addWidget(whole)
    between = QWidget()
    flow.insert_widget(1, between)
    assert [flow.itemAt(place).widget() for place in range(3)] == [parts[0], between, parts[1]]
    flow.removeWidget(parts[0])
    assert flow.count() == 2
    assert flow.itemAt(5) is None
    flow.set_gap(1)
    assert flow.minimumSize().width() == 50
