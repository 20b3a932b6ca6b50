"""Fonts, measures and colours of one theme, made once and kept for as long as the theme lasts."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontMetrics

from oversight_viewer.ui.theme import Theme


class Inks:
    """What painting needs of a theme, many times a frame.

    Args:
        theme: Whose colours and fonts.
    """

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        self._metrics: dict[str, QFontMetrics] = {}
        self._sizes: dict[float, int] = {}

    def px(self, size: float) -> int:
        """A length in pixels at 100 % text, at the text size in use."""
        pixels = self._sizes.get(size)
        if pixels is None:
            pixels = self._sizes[size] = self.theme.px(size)
        return pixels

    def color(self, token: str) -> QColor:
        color = self._colors.get(token)
        if color is None:
            color = self._colors[token] = self.theme.color(token)
        return color

    def font(self, role: str) -> QFont:
        font = self._fonts.get(role)
        if font is None:
            font = self._fonts[role] = self.theme.font(role)
        return font

    def metrics(self, role: str) -> QFontMetrics:
        metrics = self._metrics.get(role)
        if metrics is None:
            metrics = self._metrics[role] = QFontMetrics(self.font(role))
        return metrics

    def width(self, role: str, text: str) -> int:
        """How wide a text is in the font of a role, in pixels."""
        return self.metrics(role).horizontalAdvance(text)

    def baseline(self, role: str, top: int, height: int) -> int:
        """Where the baseline of a line lies that stands in the middle of a height."""
        metrics = self.metrics(role)
        return top + (height - metrics.ascent() - metrics.descent()) // 2 + metrics.ascent()
