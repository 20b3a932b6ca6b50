"""Companies: found, told apart and put together, with what will happen said before, and all of it undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.company_ids import lei_check_digits
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.name_decisions import CompanyDetail, Decision, DecisionKind, WrittenForm, fold_name
from oversight_viewer.domain.name_words import CompanyRow, consequence, numbers_problem
from oversight_viewer.names_flow import NamesFlow
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.tasks.upkeep import add_entry
from oversight_viewer.ui.dialog_flow import FlowMeans
from oversight_viewer.ui.name_actions import NameActionDialog
from oversight_viewer.ui.name_rename import RenameDialog
from oversight_viewer.ui.names_dialog import DECIDED, NEAR, NamesDialog
from oversight_viewer.ui.pieces import LinkButton
from oversight_viewer.ui.theme import ThemeSource
from tests.storage.helpers import an_entry, make_library

FREIGHT, INC, STORES = "Example Freight Co.", "Example Freight Inc", "Sample Stores"


@pytest.fixture
def flow(qtbot: QtBot, tmp_path: Path, theme_source: ThemeSource) -> Iterator[NamesFlow]:
    """Three companies in a library: two that may be the same, named by three and two entries, and another."""
    named = [FREIGHT, FREIGHT, FREIGHT, INC, INC, STORES]
    library = make_library(
        tmp_path / "record.oversight",
        [
            an_entry(f"e{number}", kind="letter", title="A letter", companies=[name])
            for number, name in enumerate(named)
        ],
    )
    runner = Runner(library, tmp_path / "record.notebook", "me", immediate=True)
    window = QWidget()
    qtbot.addWidget(window)
    made = NamesFlow(FlowMeans(window, theme_source, runner, library, MarkScheme(), "Pat Example"))
    made.start()
    yield made
    if made.dialog is not None:
        made.dialog.close()
    runner.close()


@pytest.fixture
def dialog(flow: NamesFlow) -> NamesDialog:
    assert flow.dialog is not None
    return flow.dialog


def companies(dialog: NamesDialog) -> dict[str, int]:
    return {row.name: row.entries for row in dialog.companies.rows}


def question(dialog: NamesDialog) -> NameActionDialog:
    return next(found for found in dialog.findChildren(NameActionDialog) if found.isVisible())


def told(dialog: NamesDialog) -> str:
    return " ".join(label.text() for label in dialog.detail.findChildren(QLabel))


def test_companies_are_listed_with_counts_and_found(dialog: NamesDialog) -> None:
    QAbstractItemModelTester(dialog.companies)
    assert companies(dialog) == {FREIGHT: 3, INC: 2, STORES: 1}
    dialog.search.setText("stores")
    assert companies(dialog) == {STORES: 1}
    dialog.search.clear()
    dialog.show_company(FREIGHT)
    assert "Named by 3 entries" in told(dialog)
    assert f"Possibly the same: {INC}" in told(dialog)


def test_two_are_merged_after_it_was_said_what_happens_and_that_is_undone(dialog: NamesDialog) -> None:
    # What may be the same is only proposed
    dialog.show_page(NEAR)
    dialog.pairs_table.selectRow(0)
    assert dialog.chosen == INC, "the one with fewer entries"
    merge = next(link for link in dialog.detail.findChildren(LinkButton) if link.words == "Merge…")
    merge.click()
    asked = question(dialog)
    assert asked.told.text().startswith(f"2 entries are shown under “{FREIGHT}” from now on")
    assert companies(dialog) == {FREIGHT: 3, INC: 2, STORES: 1}
    asked.action_button.click()
    assert companies(dialog) == {FREIGHT: 5, STORES: 1}
    assert dialog.chosen == FREIGHT
    assert dialog.pairs.rows == ()
    # and taken back from the list of decisions
    dialog.show_page(DECIDED)
    dialog.decisions_table.selectRow(0)
    dialog.undo_button.click()
    assert companies(dialog) == {FREIGHT: 3, INC: 2, STORES: 1}
    assert [made.is_undone for made in dialog.decisions.rows] == [True]


def test_two_are_told_apart_and_no_longer_suggested_until_that_is_undone(dialog: NamesDialog) -> None:
    dialog.show_page(NEAR)
    dialog.pairs_table.selectRow(0)
    apart = next(link for link in dialog.detail.findChildren(LinkButton) if link.words == "Not the same")
    apart.click()
    assert dialog.pairs.rows == ()
    assert dialog.chosen == INC
    assert "Possibly the same" not in told(dialog)
    assert companies(dialog) == {FREIGHT: 3, INC: 2, STORES: 1}
    assert dialog.outcome.text().startswith(f"“{INC}” and “{FREIGHT}” are not the same.")
    # a merge of the two is refused before it is made
    dialog.detail.asked.emit(DecisionKind.MERGE, "", FREIGHT)
    asked = question(dialog)
    assert "not the same" in asked.problem()
    asked.reject()
    dialog.undo_last()
    assert len(dialog.pairs.rows) == 1
    assert f"Possibly the same: {FREIGHT}" in told(dialog)


def test_the_next_pair_is_shown_when_two_were_told_apart(flow: NamesFlow, dialog: NamesDialog) -> None:
    more = an_entry("more", companies=["Sample Stores Inc", "Sample Stores Ltd"])
    flow.change(lambda: add_entry(flow.means.library, more, "Pat Example"), lambda _: flow._again(None))
    dialog.show_page(NEAR)
    assert len(dialog.pairs.rows) == 4
    dialog.pairs_table.selectRow(1)
    while pairs := dialog.pairs.rows:
        shown = {dialog.chosen}
        assert any(shown <= {pair.first, pair.second} for pair in pairs)
        next(link for link in dialog.detail.findChildren(LinkButton) if link.words == "Not the same").click()
        assert len(dialog.pairs.rows) == len(pairs) - 1
    assert [made.decision.kind for made in dialog.decisions.rows] == [DecisionKind.APART] * 4


def test_a_company_is_renamed_and_keeps_its_owner(flow: NamesFlow, dialog: NamesDialog) -> None:
    flow._decide(Decision(DecisionKind.PARENT, STORES, FREIGHT))
    dialog.show_company(STORES)
    next(found for found in dialog.detail.findChildren(QPushButton) if found.text() == "Rename…").click()
    (asked,) = dialog.findChildren(RenameDialog)
    assert not asked.action_button.isEnabled()
    for name, problem in ((" ", "missing"), (INC, "merge the two"), (STORES.upper(), "so already")):
        asked.field.setText(name)
        assert problem in asked.problem()
        assert not asked.action_button.isEnabled()
    asked.field.setText(" Placeholder  Stores ")
    assert asked.told.text().startswith("1 entry is shown under “Placeholder Stores”")
    asked.action_button.click()
    assert companies(dialog) == {FREIGHT: 4, INC: 2, "Placeholder Stores": 1}
    assert dialog.chosen == "Placeholder Stores"
    assert f"Owned by {FREIGHT}" in told(dialog)
    dialog.undo_last()
    assert companies(dialog) == {FREIGHT: 4, INC: 2, STORES: 1}


def test_an_owner_and_numbers_are_set(dialog: NamesDialog) -> None:
    dialog.show_company(STORES)
    dialog.detail.asked.emit(DecisionKind.PARENT, "", "")
    asked = question(dialog)
    asked.fields["other"].setText("example freight co.")
    assert asked.decision == Decision(DecisionKind.PARENT, STORES, FREIGHT), "as the library writes it"
    asked.action_button.click()
    assert companies(dialog)[FREIGHT] == 4, "counts what it owns too"
    dialog.detail.asked.emit(DecisionKind.NUMBERS, "", "")
    asked = next(found for found in dialog.findChildren(NameActionDialog) if "cik" in found.fields)
    asked.fields["lei"].setText("12345")
    assert not asked.action_button.isEnabled()
    asked.fields["lei"].clear()
    asked.fields["cik"].setText("1234567")
    asked.action_button.click()
    assert "0001234567" in told(dialog)
    dialog.undo_last()
    assert "0001234567" not in told(dialog)


def test_what_makes_no_sense_is_said_and_not_done(dialog: NamesDialog) -> None:
    dialog.show_company(FREIGHT)
    dialog.detail.asked.emit(DecisionKind.MERGE, "", "")
    asked = question(dialog)
    assert not asked.action_button.isEnabled()
    for name in (FREIGHT, "Nobody knows it"):
        asked.fields["other"].setText(name)
        assert not asked.action_button.isEnabled()
        assert asked.problem()
    asked.fields["other"].setText(STORES)
    assert asked.action_button.isEnabled()
    asked.reject()


def test_a_written_name_is_split_off_again(flow: NamesFlow, dialog: NamesDialog) -> None:
    flow._decide(Decision(DecisionKind.ADD_ALIAS, FREIGHT, STORES))
    assert companies(dialog) == {FREIGHT: 4, INC: 2}
    dialog.show_company(FREIGHT)
    dialog.detail.asked.emit(DecisionKind.SPLIT, STORES, "")
    asked = question(dialog)
    assert "1 entry that writes “Sample Stores” is shown under a company of its own" in asked.told.text()
    asked.action_button.click()
    assert companies(dialog) == {FREIGHT: 3, INC: 2, STORES: 1}


def test_the_own_name_of_a_company_can_only_belong_to_another(dialog: NamesDialog) -> None:
    dialog.show_company(FREIGHT)
    dialog.detail.asked.emit(DecisionKind.SPLIT, FREIGHT, "")
    asked = question(dialog)
    assert not asked.action_button.isEnabled()
    asked.fields["other"].setText(STORES)
    assert asked.told.text().startswith(f"3 entries that write “{FREIGHT}” are shown under “{STORES}”")
    asked.action_button.click()
    assert companies(dialog) == {INC: 2, STORES: 4}


def test_nothing_is_decided_in_a_library_that_cannot_be_written(qtbot: QtBot, theme_source: ThemeSource) -> None:
    made = NamesDialog(None, theme_source, "This library can't be written.")
    qtbot.addWidget(made)
    made.set_company(CompanyDetail(FREIGHT, aliases=("EFC",), written=(WrittenForm(FREIGHT, 3),)))
    assert not any(link.isEnabled() for link in made.detail.findChildren(LinkButton))


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision(DecisionKind.PARENT, FREIGHT, STORES), "finds its 3 entries too"),
        (Decision(DecisionKind.PARENT, FREIGHT), "belongs to nobody"),
        (Decision(DecisionKind.ADD_ALIAS, FREIGHT, STORES), "1 entry is moved here"),
        (Decision(DecisionKind.ADD_ALIAS, FREIGHT, "EFC"), "later ones too."),
        (Decision(DecisionKind.REMOVE_ALIAS, FREIGHT, "EFC"), "1 entry that"),
        (Decision(DecisionKind.NUMBERS, FREIGHT), "No entry changes"),
        (Decision(DecisionKind.APART, FREIGHT, STORES), "no longer suggested"),
    ],
)
def test_what_happens_is_said_with_its_count(decision: Decision, words: str) -> None:
    detail = CompanyDetail(FREIGHT, written=(WrittenForm(FREIGHT, 2), WrittenForm("EFC", 1)))
    others = {fold_name(STORES): CompanyRow(STORES, None, 1)}
    assert words in consequence(decision, detail, others)


def test_numbers_are_checked() -> None:
    assert numbers_problem("", "", "") == "Give at least one number."
    assert "CIK" in numbers_problem("12x", "", "")
    lei = "EXAMPLEFREIGHT0000" + lei_check_digits("EXAMPLEFREIGHT0000")
    assert "LEI" in numbers_problem("", lei.replace("F", "G"), "")
    assert numbers_problem("0001234567", lei, "EXF") == ""
