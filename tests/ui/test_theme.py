"""Colours, sizes and typefaces."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.style import apply_theme, theme_palette
from oversight_viewer.ui.stylesheet import stylesheet
from oversight_viewer.ui.theme import (
    CONTRAST,
    DARK,
    LIGHT,
    SANS,
    SERIF,
    ThemeMode,
    ThemeSource,
    load_fonts,
    system_text_scale,
    theme_named,
)

THEMES = ("light", "dark", "contrast")


def _luminance(color: QColor) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF())


def _contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of WCAG 2."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_theme_has_every_token_and_nothing_else() -> None:
    assert set(LIGHT) == set(DARK) == set(CONTRAST)
    assert all(QColor(value).isValid() for table in (LIGHT, DARK, CONTRAST) for value in table.values())


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *(("text", ground) for ground in ("chrome", "card", "reader", "surface", "raised", "accent-tint")),
        *(("text2", ground) for ground in ("chrome", "card", "surface", "accent-tint")),
        *(("text3", ground) for ground in ("chrome", "surface", "card", "reader", "raised", "hover", "card-hover")),
        *(("accent", ground) for ground in ("card", "chrome", "accent-tint", "raised")),
        ("on-accent", "accent"),
        ("on-accent", "accent-hi"),
        *(
            (lane, ground)
            for lane in ("action", "meeting", "response")
            for ground in ("card", "surface", f"{lane}-tint")
        ),
        *((tone, f"{tone}-tint") for tone in ("bad", "warn", "good", "info", "none")),
        *((mark, f"{mark}-bg") for mark in ("mk-public", "mk-resp", "mk-conf", "mk-exec", "mk-mem")),
        *(("hl-ink", mark) for mark in ("hl-yellow", "hl-blue", "hl-green", "hl-pink")),
    ],
)
def test_text_can_be_read_on_its_ground(name: str, ink: str, ground: str) -> None:
    theme = theme_named(name)
    assert _contrast(theme.color(ink), theme.color(ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("line", "ground"),
    [
        *(("line-strong", ground) for ground in ("input", "chrome", "card")),
        ("connector", "surface"),
        *(("accent", ground) for ground in ("surface", "card", "chrome", "accent-tint")),
    ],
)
def test_what_identifies_a_control_can_be_seen(name: str, line: str, ground: str) -> None:
    theme = theme_named(name)
    assert _contrast(theme.color(line), theme.color(ground)) >= 3.0


def test_lengths_and_fonts_grow_with_the_text_size(qapp: QApplication) -> None:
    usual, double = theme_named("light"), theme_named("light", 2.0)
    assert (usual.px(25), double.px(25), usual.px(0), usual.px(0.2)) == (25, 50, 0, 1)
    assert double.font("ui").pixelSize() == 2 * usual.font("ui").pixelSize()
    assert double.record_line() > usual.record_line()
    sizes = [usual.font(role).pixelSize() for role in ("small", "label", "ui", "panel_title", "screen_title")]
    assert sizes == sorted(set(sizes))


def test_the_record_is_in_serif_and_the_application_in_sans(qapp: QApplication) -> None:
    load_fonts()
    load_fonts()
    theme = theme_named("light")
    assert {SANS, SERIF} <= set(QFontDatabase.families())
    assert QFontInfo(theme.font("ui")).family() == SANS
    assert QFontInfo(theme.font("record")).family() == SERIF
    assert QFontInfo(theme.font("ui_bold")).weight() == QFont.Weight.DemiBold


def test_an_unknown_token_or_role_is_a_mistake() -> None:
    theme = theme_named("light")
    with pytest.raises(KeyError):
        theme.color("pink")
    with pytest.raises(KeyError):
        theme.font("poster")
    with pytest.raises(ValueError, match="solar"):
        theme_named("solar")


@pytest.mark.parametrize(
    ("pixels", "platform", "scale"),
    [
        (12, "win32", 1.0),
        (13, "darwin", 1.0),
        (13.3, "linux", 1.0),
        (15, "linux", 1.0),
        (24, "win32", 2.0),
        (18, "win32", 1.5),
        (100, "win32", 3.0),
        (4, "win32", 0.75),
    ],
)
def test_the_text_size_of_the_system_is_followed(pixels: float, platform: str, scale: float) -> None:
    assert system_text_scale(pixels, platform) == pytest.approx(scale)


def test_the_theme_says_when_it_changes_and_only_then(qtbot: QtBot) -> None:
    source = ThemeSource(ThemeMode.LIGHT)
    with qtbot.waitSignal(source.theme_changed) as changed:
        source.set_mode(ThemeMode.DARK)
    assert changed.args == [source.theme]
    assert (source.mode, source.theme.name, source.theme.is_dark) == (ThemeMode.DARK, "dark", True)
    with qtbot.assertNotEmitted(source.theme_changed):
        source.set_mode(ThemeMode.DARK)
    with qtbot.waitSignal(source.theme_changed):
        source.set_text_scale(1.5)
    assert (source.text_scale, source.theme.scale) == (1.5, 1.5)
    source.set_mode(ThemeMode.CONTRAST)
    assert source.theme.is_contrast


def test_without_a_choice_the_system_decides(qtbot: QtBot, qapp: QApplication) -> None:
    source = ThemeSource()
    assert source.mode is ThemeMode.SYSTEM
    assert source.theme.name in {"light", "dark"}


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_has_only_colours_of_the_table(qapp: QApplication, name: str) -> None:
    theme = theme_named(name)
    sheet = stylesheet(theme)
    used = {word.strip(";,").upper() for word in sheet.split() if word.startswith("#")}
    assert used <= {value.upper() for value in theme.tokens.values()}
    assert not [line for line in sheet.splitlines() if "{" in line and "px}" in line]


def test_applying_a_theme_sets_palette_font_and_style_sheet(qapp: QApplication) -> None:
    load_fonts()
    theme = theme_named("dark", 1.5)
    apply_theme(qapp, theme)
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color("chrome")
    assert qapp.font().pixelSize() == theme.font("ui").pixelSize()
    assert theme.tokens["accent"] in qapp.styleSheet()
    disabled = theme_palette(theme).color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == theme.color("text3")
    apply_theme(qapp, theme_named("light"))
