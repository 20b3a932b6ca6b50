"""The counts of saved views: asked off the UI thread, again when they may be old, and never shown when they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.saved_views import SavedView, ViewId
from oversight_viewer.domain.views import Look, Order
from oversight_viewer.storage.library import create_library
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.view_counts import ViewCounts, depends_on_notes
from tests.ui.board.conftest import entry, save, worked_example


def view(number: int, what: RecordFilter, order: Order = Order.NEWEST) -> SavedView:
    return SavedView(ViewId(f"view:{number}"), f"View {number}", Look(what, order=order))


ACTIONS = view(1, RecordFilter(lanes=Choice((Lane.ACTION.value,))))
SAME = view(2, ACTIONS.look.filter, Order.OLDEST)
FLAGGED = view(3, RecordFilter(flagged=True))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "record.oversight"
    create_library(path, "Record")
    save(path, worked_example())
    return path


@pytest.fixture
def runner(qtbot: QtBot, library: Path) -> Iterator[Runner]:
    made = Runner(library, library.with_suffix(".notebook"), "me")
    yield made
    made.close()


@pytest.fixture
def counts(runner: Runner, qtbot: QtBot) -> ViewCounts:
    made = ViewCounts(runner)
    made.begin()
    runner.changed.connect(made.refresh)
    return made


def actions() -> int:
    return sum(item.lane is Lane.ACTION for item in worked_example())


def test_each_view_gets_its_count(counts: ViewCounts, qtbot: QtBot) -> None:
    counts.set_views((ACTIONS, SAME, FLAGGED))
    assert counts.counts == {}
    qtbot.waitUntil(lambda: len(counts.counts) == 3)
    assert counts.counts == {ACTIONS.id: actions(), SAME.id: actions(), FLAGGED.id: 0}


def test_nothing_is_counted_before_the_library_is_ready(runner: Runner, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy)
    waiting = ViewCounts(runner)
    waiting.set_views((ACTIONS,))
    assert not runner.is_busy
    waiting.begin()
    qtbot.waitUntil(lambda: waiting.counts == {ACTIONS.id: actions()})


def test_only_what_may_have_changed_is_counted_again(counts: ViewCounts, runner: Runner, qtbot: QtBot) -> None:
    counts.set_views((ACTIONS, FLAGGED))
    qtbot.waitUntil(lambda: len(counts.counts) == 2)

    def flag(notebook: Notebook) -> Change:
        notebook.flag(worked_example()[0].id)
        return Change(notes=frozenset({worked_example()[0].id}))

    seen: list[dict[ViewId, int]] = []
    counts.changed.connect(lambda: seen.append(dict(counts.counts)))
    runner.change(flag)
    qtbot.waitUntil(lambda: counts.counts.get(FLAGGED.id) == 1)
    assert seen[0] == {ACTIONS.id: actions()}  # an old number is not shown
    assert all(ACTIONS.id in found for found in seen)


def test_after_an_import_everything_is_counted_again(
    counts: ViewCounts, runner: Runner, library: Path, qtbot: QtBot
) -> None:
    counts.set_views((ACTIONS,))
    qtbot.waitUntil(lambda: len(counts.counts) == 1)
    seen: list[dict[ViewId, int]] = []
    counts.changed.connect(lambda: seen.append(dict(counts.counts)))
    more = entry(Lane.ACTION, "2024-11-01")
    with qtbot.waitSignal(runner.changed):
        runner.import_(lambda: save(library, [more]), lambda _: None)
    assert seen == [{}]
    assert not runner.is_busy  # what is on screen comes first
    counts.begin()
    qtbot.waitUntil(lambda: counts.counts == {ACTIONS.id: actions() + 1})


def test_views_that_are_gone_are_forgotten_and_what_is_known_stays(counts: ViewCounts, qtbot: QtBot) -> None:
    counts.set_views((ACTIONS,))
    qtbot.waitUntil(lambda: len(counts.counts) == 1)
    renamed = SavedView(ACTIONS.id, "Another name", ACTIONS.look)
    counts.set_views((renamed,))
    assert counts.counts == {ACTIONS.id: actions()}
    counts.set_views(())
    assert counts.counts == {}


def test_counts_that_fail_stay_unknown_and_interrupt_nobody(
    counts: ViewCounts, runner: Runner, library: Path, qtbot: QtBot
) -> None:
    library.write_text("no library any more")
    with qtbot.assertNotEmitted(runner.known_error):
        counts.set_views((ACTIONS, FLAGGED))
        qtbot.waitUntil(lambda: not runner.is_busy)
    assert counts.counts == {}


@pytest.mark.parametrize(
    ("what", "depends"),
    [
        (RecordFilter(), False),
        (RecordFilter(companies=Choice(("Amazon",))), False),
        (RecordFilter(text="crane"), True),
        (RecordFilter(tags=Choice((), ("x",))), True),
        (RecordFilter(has_notes=False), True),
        (RecordFilter(flagged=True), True),
    ],
)
def test_which_filters_look_at_notes(what: RecordFilter, depends: bool) -> None:
    assert depends_on_notes(what) == depends
