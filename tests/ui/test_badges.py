"""Handling marks, states of requests and small chips."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.marks import DEFAULT_MARKS, MarkScheme
from oversight_viewer.domain.requests import AnswerStatus
from oversight_viewer.ui.badges import (
    MarkBadge,
    MarkBand,
    RespondentBadge,
    SmallChip,
    StatusPill,
    chip_size,
    mark_badge_size,
    mark_color,
    mark_text,
    paint_chip,
    paint_mark_badge,
    paint_respondent_badge,
    paint_respondent_stamp,
    paint_status_pill,
    respondent_badge_size,
    status_color,
    status_icon,
    status_pill_size,
)
from oversight_viewer.ui.theme import Theme, ThemeMode, ThemeSource, load_fonts, theme_named

SCHEME = MarkScheme()
UNKNOWN = "law-enforcement-sensitive"


@pytest.fixture
def light(qapp: QApplication) -> Theme:
    load_fonts()
    return theme_named("light")


class Sheet:
    """Something to paint on, and to look at afterwards."""

    def __init__(self, ground: QColor) -> None:
        self.image = QImage(600, 60, QImage.Format.Format_ARGB32_Premultiplied)
        self.image.fill(ground)
        self.painter = QPainter(self.image)

    def color(self, x: int, y: int) -> QColor:
        if self.painter.isActive():
            self.painter.end()
        return self.image.pixelColor(x, y)


@pytest.mark.parametrize(
    ("code", "fill"),
    [
        ("public", "mk-public-bg"),
        ("committee-confidential", "mk-conf-bg"),
        ("executive-session", "mk-exec-bg"),
        ("members-only", "mk-mem-bg"),
        (UNKNOWN, "mk-conf-bg"),
    ],
)
def test_a_mark_has_the_ink_of_its_rank(light: Theme, code: str, fill: str) -> None:
    sheet = Sheet(QColor("#00ff00"))
    rect = paint_mark_badge(sheet.painter, QPoint(10, 10), light, SCHEME, code)
    assert rect == QRect(QPoint(10, 10), mark_badge_size(light, SCHEME, code))
    assert sheet.color(rect.left() + 3, rect.top() + 3) == light.color(fill)
    assert sheet.color(rect.right() + 2, rect.center().y()) == QColor("#00ff00")


def test_a_mark_that_is_not_in_the_list_keeps_its_name() -> None:
    assert mark_text(SCHEME, UNKNOWN, short=True) == "Law enforcement sensitive"
    assert mark_text(SCHEME, "committee-confidential", short=True) == "Confidential"
    assert mark_text(SCHEME, "committee-confidential", short=False) == "Committee confidential"


def test_short_words_and_a_limit_make_a_badge_narrower(light: Theme) -> None:
    sheet = Sheet(QColor("white"))
    whole = mark_badge_size(light, SCHEME, "executive-session").width()
    short = paint_mark_badge(sheet.painter, QPoint(0, 0), light, SCHEME, "executive-session", short=True).width()
    cut = paint_mark_badge(sheet.painter, QPoint(0, 30), light, SCHEME, "executive-session", widest=50).width()
    sheet.painter.end()
    assert whole > short > cut == 50


def test_the_respondents_mark_stands_apart(light: Theme) -> None:
    sheet = Sheet(QColor("white"))
    rect = paint_respondent_badge(sheet.painter, QPoint(0, 0), light, "not for public release")
    paint_respondent_stamp(sheet.painter, QRect(400, 0, 17, 17), light)
    assert rect.size() == respondent_badge_size(light, "not for public release")
    assert sheet.color(3, 3) == light.color("mk-resp-bg")
    assert any(sheet.color(x, y) == light.color("mk-resp") for x in range(400, 417) for y in range(17))


@pytest.mark.parametrize("status", list(AnswerStatus))
def test_a_state_is_said_by_tint_icon_and_words(light: Theme, status: AnswerStatus) -> None:
    sheet = Sheet(QColor("#00ff00"))
    rect = paint_status_pill(sheet.painter, QPoint(5, 5), light, status)
    assert rect.size() == status_pill_size(light, status)
    assert status_icon(status)
    ink = status_color(light, status)
    assert any(sheet.color(x, y) == ink for x in range(rect.left(), rect.right()) for y in range(5, rect.bottom()))


def test_a_chip_ends_in_an_ellipsis_rather_than_beyond_its_limit(light: Theme) -> None:
    sheet = Sheet(QColor("white"))
    name = "Example Freight and Container Company of North America"
    assert paint_chip(sheet.painter, QPoint(0, 0), light, name).width() == 150
    assert paint_chip(sheet.painter, QPoint(0, 20), light, name, widest=80).width() == 80
    narrow = paint_chip(sheet.painter, QPoint(0, 40), light, "XCOM01", strong=True, fill="card")
    sheet.painter.end()
    assert narrow.size() == chip_size(light, "XCOM01", strong=True)


def test_in_high_contrast_everything_has_an_edge(qapp: QApplication) -> None:
    load_fonts()
    theme = theme_named("contrast")
    sheet = Sheet(theme.color("card"))
    chip = paint_chip(sheet.painter, QPoint(0, 0), theme, "XCOM01")
    pill = paint_status_pill(sheet.painter, QPoint(200, 0), theme, AnswerStatus.FULL)
    assert sheet.color(chip.center().x(), 0) == theme.color("text2")
    assert sheet.color(pill.center().x(), 0) == theme.color("good")


def test_badges_grow_with_the_text(qapp: QApplication) -> None:
    usual, double = theme_named("light"), theme_named("light", 2.0)
    assert mark_badge_size(double, SCHEME, "public").height() == 2 * mark_badge_size(usual, SCHEME, "public").height()


def test_widgets_say_their_words_and_follow_the_theme(qtbot: QtBot, theme_source: ThemeSource) -> None:
    mark = MarkBadge(theme_source, SCHEME, "public")
    pill = StatusPill(theme_source, AnswerStatus.PARTIAL)
    widgets: list[QWidget] = [
        mark,
        pill,
        RespondentBadge(theme_source, "not for public release"),
        SmallChip(theme_source, "XCOM01", strong=True),
    ]
    for widget in widgets:
        qtbot.addWidget(widget)
        assert widget.minimumSizeHint() == widget.sizeHint()
        assert not widget.grab().isNull()
    assert [widget.accessibleName() for widget in widgets] == [
        "Handling mark: Public",
        "Partly",
        "The company's own mark: not for public release",
        "XCOM01",
    ]
    narrow = mark.sizeHint()
    mark.set_mark("committee-confidential")
    assert mark.accessibleName() == "Handling mark: Committee confidential"
    assert mark.sizeHint().width() > narrow.width()
    pill.set_status(AnswerStatus.REFUSED)
    assert pill.accessibleName() == "Refused"
    before = pill.sizeHint()
    theme_source.set_text_scale(2.0)
    assert pill.sizeHint().height() == 2 * before.height()


def test_a_band_stands_above_what_is_not_public(qtbot: QtBot, theme_source: ThemeSource) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    band = MarkBand(theme_source, SCHEME, holder)
    assert band.isHidden()
    for mark in DEFAULT_MARKS[1:]:
        band.set_mark(mark.code)
        band.resize(500, band.sizeHint().height())
        assert not band.isHidden()
        assert band.accessibleName() == f"{mark.label}. Not for release outside the committee"
        assert not band.grab().isNull()
    assert band.minimumSizeHint().width() == 0
    band.set_mark("public")
    assert band.isHidden()


@pytest.mark.parametrize("name", list(ThemeMode)[1:])
def test_the_colour_of_a_mark_can_be_seen_on_a_card(qapp: QApplication, name: str) -> None:
    theme = theme_named(name)
    grounds = {theme.color("card").name(), theme.color("reader").name()}
    assert all(mark_color(theme, mark.code).name() not in grounds for mark in DEFAULT_MARKS)
