"""What the window remembers of each library."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.views import Alignment, Density, Look, Order
from oversight_viewer.ui.settings import Settings


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def test_a_library_is_looked_at_as_it_was_last(store: QSettings, tmp_path: Path) -> None:
    one, other = tmp_path / "one.oversight", tmp_path / "other.oversight"
    look = Look(RecordFilter(text="a secret word"), Alignment.EXCHANGE, Order.OLDEST, Density.COMPACT)
    Settings(store).remember_look(one, look)
    store.sync()
    again = Settings(QSettings(store.fileName(), QSettings.Format.IniFormat))
    assert again.look(one) == Look(RecordFilter(), Alignment.EXCHANGE, Order.OLDEST, Density.COMPACT)
    assert again.look(other) == Look()
    assert "secret" not in Path(store.fileName()).read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["", "sideways newest compact", "date newest", "date newest compact more", "\0"])
def test_what_cannot_be_read_is_as_if_nothing_were_remembered(store: QSettings, tmp_path: Path, words: str) -> None:
    path = tmp_path / "one.oversight"
    Settings(store).remember_look(path, Look(alignment=Alignment.INQUIRY))
    (name,) = [key for key in store.allKeys() if key.startswith("look/")]
    store.setValue(name, words)
    assert Settings(store).look(path) == Look()
