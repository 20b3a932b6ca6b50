"""Colours, sizes and typefaces of the window, as one value that follows the system.

Widgets are given a :class:`ThemeSource`, ask its :class:`Theme` when they paint, and lay themselves out again on
``theme_changed``. Sizes in the code are pixels at 100 % text; :meth:`Theme.px` brings them to the size in use.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import font_source_sans_pro
import font_source_serif_pro
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication

from oversight_viewer.ui.tokens import CONTRAST, DARK, LIGHT

__all__ = ["CONTRAST", "DARK", "LIGHT", "Theme", "ThemeMode", "ThemeSource", "load_fonts", "theme_named"]

SANS = "Source Sans Pro"
SERIF = "Source Serif Pro"
_CUTS = ("Regular", "It", "Semibold", "Bold")

# The guide gives sizes for a face with a tall x-height. These bring ours to the same size for the eye.
_SANS_FIT = 1.15
_SERIF_FIT = 1.13
_BASE = 13.0

# Factor of the base size, and weight, by role.
_ROLES: Mapping[str, tuple[float, QFont.Weight]] = MappingProxyType(
    {
        "screen_title": (1.46, QFont.Weight.Bold),
        "welcome_title": (2.0, QFont.Weight.Bold),
        "lead": (1.15, QFont.Weight.Normal),
        "row_title": (1.08, QFont.Weight.DemiBold),
        "panel_title": (1.15, QFont.Weight.DemiBold),
        "ui": (1.0, QFont.Weight.Normal),
        "ui_bold": (1.0, QFont.Weight.DemiBold),
        "meta": (0.96, QFont.Weight.Normal),
        "meta_bold": (0.96, QFont.Weight.DemiBold),
        "label": (0.9, QFont.Weight.Normal),
        "label_bold": (0.9, QFont.Weight.DemiBold),
        "small": (0.81, QFont.Weight.DemiBold),
        "small_plain": (0.81, QFont.Weight.Normal),
    }
)
_RECORD_FACTOR = 1.08
_RECORD_LINE = 21.0

# The size of the system's interface font, in pixels, that counts as 100 % text.
_USUAL_SYSTEM_SIZE: Mapping[str, float] = MappingProxyType({"win32": 12.0, "darwin": 13.0})
_USUAL_ELSEWHERE = 13.3
_SCALE_LIMITS = (0.75, 3.0)


class ThemeMode(StrEnum):
    """Which theme the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Theme:
    """One look: colours by token, and the text size, 1.0 being 100 %."""

    name: str
    tokens: Mapping[str, str] = field(hash=False)
    scale: float = 1.0

    @property
    def is_contrast(self) -> bool:
        """Whether every chip, pill and badge has an edge, and selection is an edge instead of a fill."""
        return self.name == ThemeMode.CONTRAST

    @property
    def is_dark(self) -> bool:
        return self.name != ThemeMode.LIGHT

    def color(self, token: str) -> QColor:
        """The colour of a token.

        Raises:
            KeyError: If there is no such token.
        """
        return QColor(self.tokens[token])

    def px(self, size: float) -> int:
        """A length in pixels at 100 % text, at the text size in use; never below 1 for what is there at all."""
        return max(1, round(size * self.scale)) if size > 0 else round(size * self.scale)

    def font(self, role: str) -> QFont:
        """The font of a role, with figures of equal width.

        Raises:
            KeyError: If there is no such role.
        """
        return self.record_font() if role == "record" else QFont(_sans_font(role, self.scale))

    def record_font(self) -> QFont:
        """The reading face: for text that came from a committee or a company."""
        font = QFont(SERIF)
        font.setPixelSize(max(1, round(_BASE * _SERIF_FIT * _RECORD_FACTOR * self.scale)))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStyleHint(QFont.StyleHint.Serif)
        return font

    def record_line(self) -> int:
        """The height of a line of the reading face, in pixels."""
        return self.px(_RECORD_LINE * _SERIF_FIT)


@lru_cache(maxsize=64)
def _sans_font(role: str, scale: float) -> QFont:
    """The font of a role, made once: lists ask for theirs with each row. Who gets one gets a copy."""
    factor, weight = _ROLES[role]
    font = QFont(SANS)
    font.setPixelSize(max(1, round(_BASE * _SANS_FIT * factor * scale)))
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    if role == "welcome_title":
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.3 * scale)
    return font


def theme_named(name: str, scale: float = 1.0) -> Theme:
    """The theme ``light``, ``dark`` or ``contrast``.

    Raises:
        KeyError: If there is no such theme.
    """
    tables = {ThemeMode.LIGHT: LIGHT, ThemeMode.DARK: DARK, ThemeMode.CONTRAST: CONTRAST}
    mode = ThemeMode(name)
    return Theme(mode.value, tables[mode], scale)


def load_fonts() -> None:
    """Make the two typefaces known to the application, in the cuts that are used. Needs a QGuiApplication.

    A missing file is left out: Qt then takes the nearest face that the system has.
    """
    have = set(QFontDatabase.families())
    for family, package in ((SANS, font_source_sans_pro), (SERIF, font_source_serif_pro)):
        if family in have:
            continue
        folder = Path(package.__file__ or "").parent / "files"
        for cut in _CUTS:
            path = folder / f"{family.replace(' ', '')}-{cut}.otf"
            if path.is_file():
                QFontDatabase.addApplicationFont(str(path))


def system_text_scale(pixels: float, platform: str = sys.platform) -> float:
    """How large the user's system sets text, from the pixel size of its interface font; 1.0 is usual.

    Small differences between desktops are not a wish of the user and count as 1.0.
    """
    scale = pixels / _USUAL_SYSTEM_SIZE.get(platform, _USUAL_ELSEWHERE)
    return 1.0 if 0.85 < scale < 1.15 else min(max(scale, _SCALE_LIMITS[0]), _SCALE_LIMITS[1])


class ThemeSource(QObject):
    """The theme in use. It follows the system's colour scheme and contrast until the user chooses one.

    Args:
        mode: What the user wants.
        text_scale: The user's own factor, on top of the text size of the system.
    """

    theme_changed = Signal(object)

    def __init__(
        self, mode: ThemeMode = ThemeMode.SYSTEM, *, text_scale: float = 1.0, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._text_scale = text_scale
        hints = QGuiApplication.styleHints()
        self._ask_system()
        self._theme = self._resolve()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def mode(self) -> ThemeMode:
        return self._mode

    @property
    def text_scale(self) -> float:
        """The user's own factor; the system's comes on top."""
        return self._text_scale

    def set_mode(self, mode: ThemeMode) -> None:
        self._mode = mode
        self._ask_system()
        self._follow()

    def set_text_scale(self, factor: float) -> None:
        """Make text larger or smaller, 1.0 being the size that the system gives."""
        self._text_scale = factor
        self._follow()

    def _follow(self) -> None:
        theme = self._resolve()
        if theme != self._theme:
            self._theme = theme
            self.theme_changed.emit(theme)

    def _ask_system(self) -> None:
        """Have the system paint what is its own, such as the title bar, in the scheme that the user chose."""
        hints = QGuiApplication.styleHints()
        if self._mode is ThemeMode.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Light if self._mode is ThemeMode.LIGHT else Qt.ColorScheme.Dark)

    def _resolve(self) -> Theme:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        scale = system_text_scale(QFontInfo(font).pixelSize()) * self._text_scale
        return theme_named(self._resolve_name(), min(max(scale, _SCALE_LIMITS[0]), _SCALE_LIMITS[1]))

    def _resolve_name(self) -> str:
        if self._mode is not ThemeMode.SYSTEM:
            return self._mode.value
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return ThemeMode.CONTRAST
        return ThemeMode.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else ThemeMode.LIGHT
