"""What the user does with saved views on the page, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.saved_views import SavedView
from oversight_viewer.domain.views import Alignment, Density, Look, Order
from oversight_viewer.storage.library import create_library
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.record_page import RecordPage
from oversight_viewer.ui.saved_views import SavedViews
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.theme import ThemeSource
from oversight_viewer.ui.toast import Toast
from oversight_viewer.ui.view_dialogs import ReplaceDialog, ViewNameDialog
from tests.ui.board.conftest import save, worked_example

FREIGHT = Look(
    RecordFilter(companies=Choice(("Example Freight Co.",))), Alignment.INQUIRY, Order.OLDEST, Density.COMPACT
)
CRANES = Look(RecordFilter(text="crane"))


@pytest.fixture
def runner(qtbot: QtBot, tmp_path: Path) -> Iterator[Runner]:
    library = tmp_path / "record.oversight"
    create_library(library, "Record")
    save(library, worked_example())
    made = Runner(library, library.with_suffix(".notebook"), "me", immediate=True)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, runner: Runner, theme_source: ThemeSource) -> RecordPage:
    settings = Settings(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    made = RecordPage(runner, theme_source, MarkScheme(), settings)
    qtbot.addWidget(made)
    made.resize(1600, 900)
    made.show()
    return made


@pytest.fixture
def views(page: RecordPage) -> SavedViews:
    return page.saved_views


def shown(runner: Runner) -> list[tuple[str, Look]]:
    return [(view.name, view.look) for view in runner.views]


def toast(page: RecordPage) -> Toast:
    return next(item for item in page.findChildren(Toast) if item.parentWidget() is not page.reader)


def ask(page: RecordPage) -> ViewNameDialog:
    page.chips_row.save_button.click()
    return page.findChildren(ViewNameDialog)[-1]


def test_what_is_on_screen_is_saved_under_a_name(page: RecordPage, runner: Runner) -> None:
    page.set_look(FREIGHT)
    dialog = ask(page)
    assert dialog.field.text() == "About Example Freight Co."
    dialog.field.setText("Freight")
    dialog.save_button.click()
    assert shown(runner) == [("Freight", FREIGHT)]
    row = page.sidebar.views.rows[1]
    assert (row.name, row.isChecked()) == ("Freight", True)
    assert row.count == page.count
    assert not page.chips_row.save_button.isEnabled()
    assert toast(page).words == "View “Freight” saved"


@pytest.mark.parametrize(
    ("look", "can_save"),
    [
        (Look(), False),
        (Look(RecordFilter(flagged=True)), False),
        (CRANES, False),  # saved below
        (FREIGHT, True),
        (Look(order=Order.OLDEST), True),
        (Look(RecordFilter(flagged=True), density=Density.COMPACT), True),
        (Look(CRANES.filter, alignment=Alignment.EXCHANGE), True),
    ],
)
def test_only_what_is_no_view_yet_can_be_saved(page: RecordPage, views: SavedViews, look: Look, can_save: bool) -> None:
    views.save("Cranes", CRANES)
    page.set_look(FREIGHT)
    page.set_look(look)
    assert page.chips_row.save_button.isEnabled() == views.can_save == can_save
    page.save_view()
    dialogs = page.findChildren(ViewNameDialog)
    assert bool(dialogs) == can_save
    for dialog in dialogs:
        dialog.reject()


def test_a_click_restores_the_whole_look(page: RecordPage, views: SavedViews) -> None:
    views.save("Freight", FREIGHT)
    page.set_look(CRANES)
    page.sidebar.views.rows[1].click()
    assert page.look == FREIGHT
    assert page.board.newest_first is False
    page.sidebar.views.rows[0].click()
    assert page.look == Look(RecordFilter(), FREIGHT.alignment, FREIGHT.order, FREIGHT.density)


def test_each_change_is_told_and_taken_back(page: RecordPage, views: SavedViews, runner: Runner) -> None:
    def view() -> SavedView:
        return runner.views[0]

    views.save("Cranes", CRANES)
    page.set_look(FREIGHT)
    for change, words, after in (
        (lambda: views.rename(view(), "Port cranes"), "View “Cranes” is now “Port cranes”", [("Port cranes", CRANES)]),
        (lambda: views.update_view(view()), "View “Cranes” updated", [("Cranes", FREIGHT)]),
        (lambda: views.delete(view()), "View “Cranes” deleted", []),
        (lambda: views.save("CRANES", FREIGHT), "View “CRANES” replaced", [("CRANES", FREIGHT)]),
        (lambda: views.save("Freight", FREIGHT), "View “Freight” saved", [("Cranes", CRANES), ("Freight", FREIGHT)]),
    ):
        change()
        assert (toast(page).words, shown(runner)) == (words, after)
        toast(page).take_back()
        assert shown(runner) == [("Cranes", CRANES)]
    views.rename(view(), "Cranes")
    assert not toast(page).words  # nothing was done


def test_edit_undo_takes_back_too_and_the_message_goes(page: RecordPage, views: SavedViews, runner: Runner) -> None:
    views.save("Cranes", CRANES)
    views.delete(runner.views[0])
    page.reader.undo()
    assert shown(runner) == [("Cranes", CRANES)]
    assert not toast(page).words
    page.reader.undo_stack.undo()
    page.reader.undo_stack.redo()
    assert shown(runner) == [("Cranes", CRANES)]  # the same view again, not a second one
    assert len({event.subject for event in _events(page, runner)}) == 1


def _events(page: RecordPage, runner: Runner) -> list[object]:
    found: list[object] = []

    def read(notebook: Notebook) -> Change:
        found.extend(notebook.events())
        return Change()

    runner.change(read)
    return found


def test_one_view_opens_with_the_library(page: RecordPage, views: SavedViews, runner: Runner) -> None:
    views.save("Cranes", CRANES)
    views.save("Freight", FREIGHT)
    cranes, freight = runner.views

    def default() -> list[bool]:
        return [view.is_default for view in runner.views]

    views.set_default(cranes, on=True)
    views.set_default(freight, on=True)
    assert default() == [False, True]
    assert toast(page).words == "The library opens with “Freight”"
    toast(page).take_back()
    assert default() == [True, False]
    views.set_default(cranes, on=False)
    assert default() == [False, False]
    assert toast(page).words == "The library opens with all records"
    page.reader.undo()
    assert default() == [True, False]
    page.reader.undo()
    assert default() == [False, False]


def test_a_name_that_is_taken_replaces_the_view_after_a_question(
    page: RecordPage, views: SavedViews, runner: Runner
) -> None:
    views.save("Freight", CRANES)
    page.set_look(FREIGHT)
    dialog = ask(page)
    dialog.field.setText("freight")
    dialog.save_button.click()
    assert shown(runner) == [("Freight", CRANES)]
    dialog.findChildren(ReplaceDialog)[-1].replace_button.click()
    assert shown(runner) == [("freight", FREIGHT)]


def test_renaming_asks_for_a_free_name(page: RecordPage, views: SavedViews, runner: Runner) -> None:
    views.save("Cranes", CRANES)
    views.save("Freight", FREIGHT)
    page.sidebar.views.rows[1].rename_requested.emit()
    dialog = page.findChildren(ViewNameDialog)[-1]
    dialog.field.setText("freight")
    assert not dialog.save_button.isEnabled()
    dialog.field.setText("CRANES")
    dialog.save_button.click()
    assert [name for name, _ in shown(runner)] == ["CRANES", "Freight"]


def test_what_another_window_saves_comes_up_with_the_next_write(
    page: RecordPage, views: SavedViews, runner: Runner, tmp_path: Path
) -> None:
    views.save("Cranes", CRANES)
    with closing(Notebook.open(tmp_path / "record.notebook", author="other")) as other:
        other.save_view("Theirs", {})
    runner.change(lambda _: Change())
    assert [row.name for row in page.sidebar.views.rows[1:3]] == ["Cranes", "Theirs"]


def test_a_view_of_a_newer_version_says_that_a_part_of_it_is_missing(
    page: RecordPage, runner: Runner, views: SavedViews
) -> None:
    def save_newer(notebook: Notebook) -> Change:
        notebook.save_view("Fair", {"order": "oldest", "weather": "fair"})
        return Change(views=True)

    runner.change(save_newer)
    page.sidebar.views.rows[1].click()
    assert page.look == Look(order=Order.OLDEST)
    assert "newer version" in toast(page).words
    # Changing it and taking that back keeps what is not understood.
    page.set_look(FREIGHT)
    views.update_view(runner.views[0])
    page.reader.undo()
    assert runner.views[0].stored == {"order": "oldest", "weather": "fair"}


def test_views_alone_have_nothing_else_counted_again(page: RecordPage, views: SavedViews, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.count_changed), qtbot.assertNotEmitted(page.board.counts_changed):
        views.save("Cranes", CRANES)
