"""Proposals: looked at one by one, with what they rest on; nothing is taken that was not confirmed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.proposals import Basis, Passage, Proposal
from oversight_viewer.importing.problems import FoundProposal
from oversight_viewer.ui.proposals import ProposalsDialog, Verdict
from oversight_viewer.ui.theme import ThemeSource

TEXT = "A month after the announcement, the panel met Example Freight privately. The company declined to comment."


def proposal(title: str, lane: str, kind: str, passage: str, *basis: Basis) -> FoundProposal:
    entry = entry_from_json({"id": title, "title": title, "lane": lane, "kind": kind, "date": "2024-09"})
    start = TEXT.index(passage)
    words = Passage(start, start + len(passage), passage)
    return FoundProposal(Proposal(entry, (words,), basis), "article.html", TEXT)


@pytest.fixture
def dialog(qtbot: QtBot, theme_source: ThemeSource) -> ProposalsDialog:
    when = Passage(0, 30, TEXT[:30])
    made = ProposalsDialog(
        None,
        [
            proposal(
                "The panel met Example Freight", "meeting", "closed_briefing", TEXT[:72],
                Basis("date", "September 2024", when, "a month after 2024-08", is_certain=False),
            ),
            proposal("Example Freight declined to comment", "response", "other_response", TEXT[73:]),
            proposal("A third", "action", "statement", TEXT[:20]),
        ],
        theme_source,
        MarkScheme(),
    )  # fmt: skip
    qtbot.addWidget(made)
    return made


def words_in(dialog: ProposalsDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def test_nothing_is_wanted_at_first(dialog: ProposalsDialog) -> None:
    assert dialog.confirmed == ()
    assert not dialog.add_all_button.isEnabled()
    assert "A month after the announcement, the panel met" in words_in(dialog)


def test_each_is_confirmed_dropped_or_left_open(dialog: ProposalsDialog) -> None:
    dialog.confirm_button.click()
    assert dialog.list.currentRow() == 1, "the next one is shown"
    dialog.drop_button.click()
    assert [dialog.verdict(place) for place in range(3)] == [Verdict.CONFIRMED, Verdict.DROPPED, Verdict.OPEN]
    assert [item.proposal.entry.id for item in dialog.confirmed] == ["The panel met Example Freight"]
    # What was said can be taken back
    dialog.list.setCurrentRow(0)
    dialog.confirm_button.click()
    dialog.list.setCurrentRow(1)
    dialog.drop_button.click()
    assert {dialog.verdict(place) for place in range(3)} == {Verdict.OPEN}
    assert not dialog.add_all_button.isEnabled()


def test_what_is_edited_is_what_is_added(dialog: ProposalsDialog, qtbot: QtBot) -> None:
    dialog.form.title.setText("The panel met representatives of Example Freight Co.")
    dialog.form.date.setText("2024-13")
    assert not dialog.confirm_button.isEnabled(), "what is wrong can't be confirmed"
    dialog.form.date.setText("2024")
    dialog.confirm_button.click()
    (item,) = dialog.confirmed
    assert item.proposal.entry.title == "The panel met representatives of Example Freight Co."
    assert str(item.proposal.entry.date) == "2024"
    assert item.proposal.passages[0].quote == TEXT[:72], "what it rests on stays"
    with qtbot.waitSignal(dialog.accepted):
        dialog.add_all_button.click()


def test_a_proposal_that_is_confirmed_and_then_made_wrong_is_not_added(dialog: ProposalsDialog) -> None:
    dialog.confirm_button.click()
    dialog.list.setCurrentRow(0)
    dialog.form.title.setText("")
    assert not dialog.add_all_button.isEnabled()
