"""The columns of a table: the guess is shown, can be corrected, and nothing goes on while something is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oversight_viewer.importing.columns import TablePreview, preview
from oversight_viewer.importing.problems import TableMapping
from oversight_viewer.storage.foreign import ForeignFiles
from oversight_viewer.ui.mapping_dialog import MappingDialog
from oversight_viewer.ui.theme import ThemeSource

LETTERS = "Sent,Re,Sent to,Box\n3/5/2024,On port cranes,Example Freight Co.,7\n4/6/2024,On rail,Sample Cloud Inc.,8\n"
UNCLEAR = "a,b\n1,2\n3,4\n"


@pytest.fixture
def letters(tmp_path: Path) -> TablePreview:
    return table(tmp_path, LETTERS)


def table(folder: Path, text: str) -> TablePreview:
    path = folder / "letters.csv"
    path.write_text(text, encoding="utf-8")
    return preview(path, ForeignFiles())


def dialog_of(qtbot: QtBot, shown: TablePreview, theme_source: ThemeSource) -> MappingDialog:
    dialog = MappingDialog(None, "letters.csv", shown, theme_source)
    qtbot.addWidget(dialog)
    return dialog


def test_the_guess_is_shown_and_what_nothing_settles_is_asked(
    qtbot: QtBot, letters: TablePreview, theme_source: ThemeSource
) -> None:
    dialog = dialog_of(qtbot, letters, theme_source)
    assert {column: box.currentData() for column, box in dialog.boxes.items()} == {
        "Sent": "date", "Re": "title", "Sent to": "companies.name", "Box": "",
    }  # fmt: skip
    assert not dialog.go_button.isEnabled(), "3/5/2024 may be in March or in May"
    dialog.date_order.setCurrentIndex(dialog.date_order.findData("mdy"))
    if not dialog.go_button.isEnabled():
        place = next(at for at in range(dialog.kind.count()) if dialog.kind.itemData(at)[1] == "letter")
        dialog.kind.setCurrentIndex(place)
    assert dialog.go_button.isEnabled()
    assert dialog.mapping.date_order == "mdy"


def test_a_field_is_given_by_one_column_only(qtbot: QtBot, letters: TablePreview, theme_source: ThemeSource) -> None:
    dialog = dialog_of(qtbot, letters, theme_source)
    box = dialog.boxes["Box"]
    box.setCurrentIndex(box.findData("title"))
    assert dialog.mapping.columns["title"] == "Box"
    assert dialog.boxes["Re"].currentData() == "", "what meant it before means nothing now"
    box.setCurrentIndex(0)
    assert "title" not in dialog.mapping.columns
    assert not dialog.go_button.isEnabled()


def test_nothing_goes_on_without_titles_and_kinds(qtbot: QtBot, tmp_path: Path, theme_source: ThemeSource) -> None:
    dialog = dialog_of(qtbot, table(tmp_path, UNCLEAR), theme_source)
    assert not dialog.go_button.isEnabled()
    box = dialog.boxes["b"]
    box.setCurrentIndex(box.findData("title"))
    assert not dialog.go_button.isEnabled()
    place = next(at for at in range(dialog.kind.count()) if dialog.kind.itemData(at)[1] == "subpoena")
    dialog.kind.setCurrentIndex(place)
    assert dialog.go_button.isEnabled()
    assert dialog.mapping == TableMapping(
        {"title": "b"}, {"lane": "action", "kind": "subpoena"}, dialog.mapping.date_order, dialog.mapping.separator
    )
