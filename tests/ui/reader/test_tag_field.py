"""Tags are typed, completed, spelled as before, and taken off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oversight_viewer.ui.reader.tag_field import TagChip, TagField
from oversight_viewer.ui.theme import Theme


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> TagField:
    made = TagField("Add tags", framed=True)
    made.set_theme(theme)
    qtbot.addWidget(made)
    made.resize(300, 60)
    with qtbot.waitExposed(made):
        made.show()
    return made


def chip(field: TagField, tag: str) -> TagChip:
    (found,) = [chip for chip in field.findChildren(TagChip) if chip.tag == tag and chip.isVisible()]
    return found


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Comma])
def test_comma_and_enter_end_a_tag(qtbot: QtBot, field: TagField, key: Qt.Key) -> None:
    QTest.keyClicks(field.edit, "port cranes")
    with qtbot.waitSignal(field.tags_edited) as edited:
        QTest.keyClick(field.edit, key, Qt.KeyboardModifier.NoModifier)
    assert edited.args == [("port cranes",)]
    assert chip(field, "port cranes").accessibleName() == "Tag port cranes"
    assert field.edit.text() == ""


def test_nothing_is_no_tag_and_a_tag_is_there_once(qtbot: QtBot, field: TagField) -> None:
    field.set_tags(("Cranes",))
    with qtbot.assertNotEmitted(field.tags_edited):
        for text in ("", "  ", "#", "cranes"):
            field.edit.setText(text)
            field.commit()
    assert field.tags == ("Cranes",)


def test_several_tags_can_be_pasted(field: TagField) -> None:
    field.set_known(["Access logs"])
    field.edit.setText("access LOGS, two,,two")
    field.commit()
    assert field.tags == ("Access logs", "two")


def test_a_completion_is_taken_as_a_tag(qtbot: QtBot, field: TagField) -> None:
    field.set_known(["Access logs", "Port cranes"])
    completer = field.edit.completer()
    with qtbot.waitSignal(field.tags_edited) as edited:
        completer.activated[str].emit("Port cranes")
    assert edited.args == [("Port cranes",)]
    assert field.edit.text() == ""


def test_tags_are_taken_off_by_cross_delete_and_backspace(field: TagField) -> None:
    field.set_tags(("one", "two", "three"))
    one = chip(field, "one")
    one.resize(one.sizeHint())
    QTest.mouseClick(one, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert field.tags == ("one", "two", "three")
    QTest.mouseClick(one, Qt.MouseButton.LeftButton, pos=QPoint(one.width() - 10, one.height() // 2))
    assert field.tags == ("two", "three")
    QTest.keyClick(chip(field, "three"), Qt.Key.Key_Delete)
    assert field.tags == ("two",)
    QTest.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert field.tags == ()
    QTest.keyClick(field.edit, Qt.Key.Key_Backspace)


def test_escape_drops_what_is_typed(qtbot: QtBot, field: TagField) -> None:
    QTest.keyClicks(field.edit, "half")
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    assert field.edit.text() == ""
    field.edit.clearFocus()
    assert field.tags == ()


def test_the_focus_leaving_takes_what_is_typed(field: TagField) -> None:
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "half")
    field.edit.clearFocus()
    assert field.tags == ("half",)


def test_the_field_grows_with_its_tags(field: TagField) -> None:
    low = field.layout().heightForWidth(300)
    field.set_tags(tuple(f"a rather long tag {number}" for number in range(6)))
    assert field.layout().heightForWidth(300) > 2 * low
    assert not field.grab().isNull()
