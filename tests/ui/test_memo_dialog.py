"""The memo dialog counts what leaves, and above the lowest mark nothing leaves by a mere Enter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.marks import DEFAULT_MARKS, MarkScheme
from oversight_viewer.memo.compose import MemoOptions
from oversight_viewer.ui.memo_choices import (
    FORMATS,
    MemoOrder,
    above_lowest,
    format_of,
    leave_lines,
    leaving,
    withheld,
    withheld_words,
)
from oversight_viewer.ui.memo_dialog import LeavingDialog, MemoDialog
from oversight_viewer.ui.theme import ThemeMode, ThemeSource, load_fonts
from tests.ui.reader.seen import words

SCHEME = MarkScheme()
MARKS = {"public": 6, "committee-confidential": 1, "executive-session": 1, "law-enforcement": 3}
DAY = date(2024, 11, 26)

CEILINGS = [
    ("public", 6, 5, ()),
    ("committee-confidential", 7, 4, (("committee-confidential", 1),)),
    ("executive-session", 8, 3, (("executive-session", 1), ("committee-confidential", 1))),
    ("members-only", 8, 3, (("executive-session", 1), ("committee-confidential", 1))),
    ("no-such-mark", 6, 5, ()),
]


@pytest.mark.parametrize(("ceiling", "leave", "held", "above"), CEILINGS)
def test_what_leaves_under_a_ceiling(ceiling: str, leave: int, held: int, above: tuple[tuple[str, int], ...]) -> None:
    assert leaving(MARKS, ceiling, SCHEME) == leave
    assert withheld(MARKS, ceiling, SCHEME) == held
    assert above_lowest(MARKS, ceiling, SCHEME) == above


def test_the_box_says_how_many_and_not_which() -> None:
    assert withheld_words(2, "public", SCHEME) == (
        "Public: 2 entries withheld.",
        "The memo says how many, never which.",
    )
    assert withheld_words(1, "public", SCHEME)[0] == "Public: 1 entry withheld."
    assert withheld_words(0, "members-only", SCHEME) == ("Members only: nothing is withheld.", "")


@pytest.mark.parametrize("texts", [True, False])
@pytest.mark.parametrize("notes", [True, False])
@pytest.mark.parametrize("held", [0, 2])
def test_the_list_of_what_leaves(texts: bool, notes: bool, held: int) -> None:
    lines = leave_lines(6, held, texts=texts, notes=notes)
    state = {line.words: line.leaves for line in lines}
    assert state["Whole texts of the entries"] is texts
    assert state["My notes"] is notes
    assert ("The number of withheld entries" in state) is (held > 0)
    assert state.get("The withheld entries", False) is False
    assert [line.leaves for line in lines] == sorted((line.leaves for line in lines), reverse=True)


@pytest.mark.parametrize(("name", "suffix"), [("a.docx", ".docx"), ("a.PDF", ".pdf"), ("a.doc", None), ("a", None)])
def test_formats_are_told_by_the_ending(name: str, suffix: str | None) -> None:
    found = format_of(Path(name))
    assert (found.suffix if found else None) == suffix


@pytest.fixture
def theme_source(qapp: object) -> ThemeSource:
    load_fonts()
    return ThemeSource(ThemeMode.LIGHT)


@pytest.fixture
def dialog(qtbot: QtBot, theme_source: ThemeSource, tmp_path: Path) -> MemoDialog:
    made = MemoDialog(
        None, theme_source, SCHEME, matching=MARKS, selected={"public": 1}, subject="Port cranes", folder=tmp_path,
        today=DAY, sender="Staff",
    )  # fmt: skip
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_proposal_is_public_word_and_all_that_match(dialog: MemoDialog, tmp_path: Path) -> None:
    assert dialog.order() == MemoOrder(
        MemoOptions(DAY, sender="Staff", subject="Port cranes"), tmp_path / "Briefing memo 2024-11-26.docx", False
    )
    seen = words(dialog)
    assert "Public: 5 entries withheld. The memo says how many, never which." in seen
    assert dialog.export_button.text() == "Export Word document"
    assert dialog.export_button.isDefault()


def test_what_is_filled_in_is_ordered(dialog: MemoDialog, tmp_path: Path) -> None:
    dialog.to.setText(" Members ")
    dialog.subject.setText("Cranes")
    dialog.bottom_line.setPlainText("Two matters.\n")
    dialog.day.setDate(dialog.day.date().addDays(1))
    dialog.only_selected.setChecked(True)
    dialog.texts.setChecked(False)
    dialog.notes.setChecked(True)
    dialog.formats.choose(".pdf")
    assert dialog.order() == MemoOrder(
        MemoOptions(
            date(2024, 11, 27), "Members", "Staff", "Cranes", bottom_line="Two matters.", include_notes=True,
            include_body=False,
        ),
        tmp_path / "Briefing memo 2024-11-26.pdf",
        True,
    )  # fmt: skip
    assert dialog.export_button.text() == "Export PDF"
    assert "Public: nothing is withheld." in words(dialog)


def test_several_marked_entries_are_proposed_instead(qtbot: QtBot, theme_source: ThemeSource, tmp_path: Path) -> None:
    made = MemoDialog(None, theme_source, SCHEME, matching=MARKS, selected={"public": 2}, subject="", folder=tmp_path,
                      today=DAY)  # fmt: skip
    qtbot.addWidget(made)
    assert made.order().only_selected
    none = MemoDialog(None, theme_source, SCHEME, matching=MARKS, selected={}, subject="", folder=tmp_path, today=DAY)
    qtbot.addWidget(none)
    assert not none.order().only_selected
    assert not none.only_selected.isEnabled()


@pytest.mark.parametrize(
    ("place", "told", "may"),
    [
        ("{folder}/memo.odt", "", True),
        ("{folder}/there.docx", "This file exists and will be replaced.", True),
        ("{folder}/memo.doc", "The name must end in .docx.", False),
        ("{folder}/nowhere/memo.docx", "This folder does not exist.", False),
        ("memo.docx", "This folder does not exist.", False),
        ("{folder}", "Say where the memo shall be written.", False),
        ("", "Say where the memo shall be written.", False),
    ],
)
def test_the_place_is_checked(dialog: MemoDialog, tmp_path: Path, place: str, told: str, may: bool) -> None:
    (tmp_path / "there.docx").write_bytes(b"")
    dialog.place.setText(place.format(folder=tmp_path))
    assert dialog.export_button.isEnabled() is may
    assert not told or told in words(dialog)


def test_the_ending_and_the_format_go_together(dialog: MemoDialog, tmp_path: Path) -> None:
    dialog.place.setText(str(tmp_path / "memo.md"))
    assert dialog.formats.format.suffix == ".md"
    for known in FORMATS:
        dialog.formats.choose(known.suffix)
        assert dialog.order().path == tmp_path / f"memo{known.suffix}"


def test_a_public_memo_is_exported_at_once(qtbot: QtBot, dialog: MemoDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        dialog.export_button.click()


def question(dialog: MemoDialog) -> LeavingDialog:
    (found,) = dialog.findChildren(LeavingDialog)
    return found


def test_above_public_the_export_is_asked_for_with_the_list(qtbot: QtBot, dialog: MemoDialog) -> None:
    dialog.ceilings.choose("executive-session")
    dialog.notes.setChecked(True)
    assert not dialog.export_button.isDefault()
    assert "Executive session: 3 entries withheld. The memo says how many, never which." in words(dialog)
    dialog.export_button.click()
    asked = question(dialog)
    seen = words(asked)
    assert "This memo goes above Public" in seen
    assert "•  1 entry marked Executive session" in seen
    assert "•  1 entry marked Committee confidential" in seen
    assert "•  your notes on all entries of the memo" in seen
    assert asked.cancel_button.isDefault()
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.result() != QDialog.DialogCode.Accepted


def test_above_public_the_export_goes_on_when_it_is_wanted(qtbot: QtBot, dialog: MemoDialog) -> None:
    dialog.ceilings.choose("committee-confidential")
    dialog.export_button.click()
    with qtbot.waitSignal(dialog.accepted):
        question(dialog).export_button.click()
    assert dialog.order().options.ceiling == "committee-confidential"


def test_where_nothing_matches_there_is_nothing_to_write(
    qtbot: QtBot, theme_source: ThemeSource, tmp_path: Path
) -> None:
    made = MemoDialog(None, theme_source, SCHEME, matching={}, selected={}, subject="", folder=tmp_path, today=DAY)
    qtbot.addWidget(made)
    assert not made.export_button.isEnabled()
    assert "Nothing matches, so there is nothing to write." in words(made)


def test_a_ceiling_under_which_nothing_leaves_exports_nothing(
    qtbot: QtBot, theme_source: ThemeSource, tmp_path: Path
) -> None:
    made = MemoDialog(
        None, theme_source, SCHEME, matching={"members-only": 2}, selected={}, subject="", folder=tmp_path, today=DAY
    )
    qtbot.addWidget(made)
    assert not made.export_button.isEnabled()
    assert "No entry may leave under this ceiling." in words(made)
    made.ceilings.choose("members-only")
    assert made.export_button.isEnabled()


def test_the_ceilings_are_those_of_the_office(qtbot: QtBot, theme_source: ThemeSource, tmp_path: Path) -> None:
    scheme = MarkScheme(DEFAULT_MARKS[:2])
    made = MemoDialog(None, theme_source, scheme, matching=MARKS, selected={}, subject="", folder=tmp_path, today=DAY)
    qtbot.addWidget(made)
    made.ceilings.choose("executive-session")
    assert made.order().options.ceiling == "public"


@pytest.mark.parametrize("width", [420, 900])
def test_the_columns_stand_one_below_the_other_where_there_is_no_room(
    qtbot: QtBot, dialog: MemoDialog, width: int
) -> None:
    dialog.resize(width, 600)

    def beside() -> bool:
        return dialog.ceilings.mapTo(dialog, dialog.ceilings.rect().topLeft()).x() > width // 3

    qtbot.waitUntil(lambda: beside() is (width == 900))
