"""What tests of widgets share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from oversight_viewer.ui.style import apply_theme
from oversight_viewer.ui.stylesheet import stylesheet
from oversight_viewer.ui.theme import Theme, ThemeMode, ThemeSource


@pytest.fixture
def theme_source(qapp: QApplication) -> Iterator[ThemeSource]:
    """The light theme at 100 % text, put on the application; every change is put on too."""
    source = ThemeSource(ThemeMode.LIGHT)
    _put_on(qapp, source.theme)
    source.theme_changed.connect(lambda theme: _put_on(qapp, theme))
    yield source
    source.deleteLater()


def _put_on(app: QApplication, theme: Theme) -> None:
    """Have the application look so. What it wears already is not put on again: that takes seconds with many widgets."""
    if app.styleSheet() != stylesheet(theme):
        apply_theme(app, theme)
