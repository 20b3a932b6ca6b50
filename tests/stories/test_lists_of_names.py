"""Lists of names alone are an import too: they are kept, told, and can be taken in from the window."""

from __future__ import annotations

import json
from pathlib import Path

from pytestqt.qtbot import QtBot

from oversight_viewer.storage.library import Library
from oversight_viewer.tasks.imports import import_into
from oversight_viewer.tasks.upkeep import undo_import
from oversight_viewer.ui.import_preview import ImportPreviewDialog
from oversight_viewer.ui.theme import ThemeMode, ThemeSource

TICKERS = {"0": {"cik_str": 1, "ticker": "XFC", "title": "EXAMPLE FREIGHT CO"}}


def listed(path: Path) -> int:
    library = Library.open(path)
    try:
        return len(library.listed_names())
    finally:
        library.close()


def test_a_new_library_keeps_a_list_of_names(tmp_path: Path) -> None:
    tickers, library = tmp_path / "company_tickers.json", tmp_path / "new.oversight"
    tickers.write_text(json.dumps(TICKERS), encoding="utf-8")
    assert import_into(library, [tickers], dry_run=True).names == 1
    assert not library.exists(), "a trial makes no library"
    assert import_into(library, [tickers]).names == 1
    assert listed(library) == 1


def test_the_preview_offers_to_learn_names(qtbot: QtBot, tmp_path: Path) -> None:
    tickers, library = tmp_path / "company_tickers.json", tmp_path / "new.oversight"
    tickers.write_text(json.dumps(TICKERS), encoding="utf-8")
    report = import_into(library, [tickers], dry_run=True)
    dialog = ImportPreviewDialog(None, report, [tickers], ThemeSource(ThemeMode.LIGHT), "New")
    qtbot.addWidget(dialog)
    assert dialog.import_button.isEnabled()
    assert dialog.import_button.text() == "Learn 1 name"


def test_the_import_that_is_undone_is_the_last_that_changed_something(tmp_path: Path) -> None:
    letters, library = tmp_path / "in.jsonl", tmp_path / "new.oversight"
    letters.write_text('{"id": "a", "kind": "letter", "title": "A"}\n', encoding="utf-8")
    for _ in range(2):
        import_into(library, [letters])
    assert undo_import(library).removed == 1
