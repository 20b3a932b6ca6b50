"""The form of an entry: what it shows is what it says, and problems stand at their fields."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.ui.entry_form import EntryForm
from oversight_viewer.ui.theme import ThemeSource

LETTER = entry_from_json(
    {
        "id": "a", "kind": "letter", "title": "On port cranes", "date": "2024-09", "committees": ["XCOM"],
        "companies": [{"name": "Example Freight Co.", "role": "addressee"}], "mark": "law-enforcement",
        "body": "Dear all", "format": "plain", "tags": ["cranes"], "extra": {"box": 7},
    }
)  # fmt: skip


@pytest.fixture
def form(qtbot: QtBot, theme_source: ThemeSource) -> EntryForm:
    made = EntryForm(theme_source, MarkScheme())
    qtbot.addWidget(made)
    return made


def test_an_entry_that_nobody_touches_is_the_same(form: EntryForm) -> None:
    form.set_entry(LETTER)
    assert form.is_valid
    assert not form.is_changed
    assert form.entry() == LETTER
    assert form.mark.currentText() == "Law enforcement", "a mark that is in no list stays"


def test_what_is_typed_is_said_and_checked_at_once(form: EntryForm, qtbot: QtBot) -> None:
    form.set_entry(LETTER)
    with qtbot.waitSignal(form.changed):
        form.date.setText("2024-13")
    assert not form.is_valid
    assert form.fields["date"].problem.startswith("Write 2024-09-23")
    assert "Write" in form.date.accessibleDescription()
    form.date.setText("2024-10-03")
    form.title.setText("")
    assert not form.fields["date"].problem
    assert form.fields["title"].problem == "A title is needed"
    form.title.setText("On cranes & ports")
    form.companies.set_text("Example Freight Co.\nSample Cloud Inc.")
    entry = form.entry()
    assert (entry.title, str(entry.date)) == ("On cranes & ports", "2024-10-03")
    assert [(item.name, item.role) for item in entry.companies] == [
        ("Example Freight Co.", "addressee"), ("Sample Cloud Inc.", "subject"),
    ]  # fmt: skip
    assert entry.extra == {"box": 7}


def test_a_new_meeting_is_confidential_unless_somebody_says_otherwise(form: EntryForm) -> None:
    form.set_entry(None)
    assert not form.is_valid
    form.title.setText("A call")
    form.lane.chosen.emit(Lane.MEETING.value)
    form.lane.set_value(Lane.MEETING.value)
    assert form.mark.currentData() == "committee-confidential"
    assert form.kind.currentData() == "closed_briefing"
    assert form.entry().lane is Lane.MEETING
    form.mark.setCurrentIndex(form.mark.findData("executive-session"))
    form.lane.set_value(Lane.ACTION.value)
    form.lane.chosen.emit(Lane.ACTION.value)
    assert form.mark.currentData() == "executive-session", "what was chosen stays"


def test_what_lacks_precision_says_so(form: EntryForm) -> None:
    form.set_entry(LETTER)
    assert form.fields["date"].problem == ""
    assert form.date.accessibleDescription() == "September 2024 (day not given)"
