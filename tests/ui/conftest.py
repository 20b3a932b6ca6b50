"""What tests of widgets share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from oversight_viewer.ui.style import apply_theme
from oversight_viewer.ui.theme import ThemeMode, ThemeSource


@pytest.fixture
def theme_source(qapp: QApplication) -> Iterator[ThemeSource]:
    """The light theme at 100 % text, put on the application; every change is put on too."""
    source = ThemeSource(ThemeMode.LIGHT)
    apply_theme(qapp, source.theme)
    source.theme_changed.connect(lambda theme: apply_theme(qapp, theme))
    yield source
    source.deleteLater()
