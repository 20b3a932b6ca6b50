"""What feeds the strip: the records of the filter whatever their date, counted once; and whether it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.board.board import Board
from oversight_viewer.ui.settings import Settings
from oversight_viewer.ui.theme import ThemeSource
from oversight_viewer.ui.timeline.counts import TimelineCounts
from oversight_viewer.ui.timeline.timeline import Timeline
from tests.ui.board.conftest import entry, save
from tests.ui.timeline.conftest import MakeRunner

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ALL = RecordFilter()
CRANES = RecordFilter(text="cranes")
OF_2024 = RecordFilter(since=date(2024, 1, 1), until=date(2024, 12, 31))
Make = Callable[..., Timeline]


class Asked:
    """A runner that remembers on which channels the library was asked."""

    def __init__(self, runner: Runner) -> None:
        self.channels: list[str] = []
        self._runner = runner
        count = runner.count

        def listen(channel: str, *rest: object, **more: object) -> None:
            self.channels.append(channel)
            count(channel, *rest, **more)  # type: ignore[arg-type]

        runner.count = listen  # type: ignore[method-assign]


@pytest.fixture
def make(qtbot: QtBot, theme_source: ThemeSource, settings: Settings) -> Make:
    """Makes a timeline of 888 pixels over a runner."""

    def make_(runner: Runner) -> Timeline:
        made = Timeline(runner, theme_source, settings)
        qtbot.addWidget(made)
        made.resize(888, 54)
        if made.shown:
            made.show()
        return made

    return make_


def numbers(timeline: Timeline) -> int | None:
    """How many dated records it shows; None while they are counted."""
    return timeline.strip.axis.bins.dated if timeline.strip.as_text() else None


def test_it_counts_whatever_the_dates_and_keeps_it_while_one_brushes(make: Make, make_runner: MakeRunner) -> None:
    runner = make_runner()
    timeline, asked = make(runner), Asked(runner)
    timeline.set_filter(OF_2024)
    assert numbers(timeline) == 3
    assert timeline.strip.shown_range == (OF_2024.since, OF_2024.until)
    timeline.set_filter(replace(OF_2024, since=date(2024, 5, 1)))
    timeline.set_filter(ALL)
    assert asked.channels == ["timeline"]
    assert timeline.strip.shown_range == (None, None)
    timeline.set_filter(replace(OF_2024, text="cranes"))
    assert numbers(timeline) == 2
    assert asked.channels == ["timeline"] * 2


def test_what_the_board_counts_is_taken_over(
    qtbot: QtBot, make: Make, make_runner: MakeRunner, theme_source: ThemeSource
) -> None:
    runner = make_runner()
    timeline = make(runner)
    board = Board(runner, theme_source, MarkScheme())
    qtbot.addWidget(board)
    taken: list[RecordFilter] = []
    board.histogram_counted.connect(timeline.take_counts)
    board.histogram_counted.connect(lambda counted, _: taken.append(counted))
    for wanted, number in ((CRANES, 2), (ALL, 3)):
        timeline.set_filter(wanted)
        assert numbers(timeline) is None
        board.set_filter(wanted)
        assert numbers(timeline) == number
    assert taken == [CRANES, ALL]


def test_what_the_board_counted_for_another_filter_is_not(make: Make, make_runner: MakeRunner) -> None:
    timeline = make(make_runner())
    timeline.set_filter(CRANES)
    timeline.take_counts(ALL, TimelineCounts())
    assert numbers(timeline) is None
    timeline.take_counts(CRANES, TimelineCounts())
    assert numbers(timeline) == 0
    # A second answer changes nothing.
    timeline.take_counts(CRANES, TimelineCounts())


def test_it_asks_itself_when_the_board_counts_no_days(make: Make, make_runner: MakeRunner) -> None:
    runner = make_runner()
    timeline, asked = make(runner), Asked(runner)
    timeline.set_filter(CRANES)
    timeline.board_has_counted()
    timeline.board_has_counted()
    assert numbers(timeline) == 2
    assert asked.channels == ["timeline"]


def test_dates_chosen_before_the_board_has_counted_are_no_dead_end(make: Make, make_runner: MakeRunner) -> None:
    timeline = make(make_runner())
    timeline.set_filter(ALL)
    timeline.set_filter(OF_2024)
    assert numbers(timeline) == 3


def test_a_changed_record_is_counted_anew(make: Make, make_runner: MakeRunner, library: Path) -> None:
    runner = make_runner()
    timeline = make(runner)
    timeline.set_filter(OF_2024)
    runner.import_(lambda: save(library, [entry(Lane.ACTION, "2023-01-01", "new")]), lambda _: None)
    timeline.read_anew()
    assert numbers(timeline) == 4


def test_the_newest_answer_counts(qtbot: QtBot, make: Make, make_runner: MakeRunner) -> None:
    timeline = make(make_runner(immediate=False))
    for text in ("c", "cr", "cra"):
        timeline.set_filter(replace(OF_2024, text=text))
        assert numbers(timeline) is None
    qtbot.waitUntil(lambda: numbers(timeline) == 2)


def test_hidden_it_asks_for_nothing(make: Make, make_runner: MakeRunner, settings: Settings) -> None:
    settings.set_flag("timeline", False)
    runner = make_runner()
    timeline, asked = make(runner), Asked(runner)
    assert not timeline.shown
    timeline.set_filter(OF_2024)
    timeline.set_filter(CRANES)
    timeline.board_has_counted()
    assert asked.channels == []
    timeline.set_shown(True)
    assert (timeline.shown, numbers(timeline)) == (True, 2)


def test_whether_it_is_shown_is_remembered_apart_for_one_lane(
    make: Make, make_runner: MakeRunner, settings: Settings
) -> None:
    timeline = make(make_runner())
    assert timeline.shown
    timeline.set_cramped(True)
    assert not timeline.shown
    timeline.set_shown(True)
    timeline.set_cramped(False)
    timeline.set_shown(False)
    timeline.set_cramped(True)
    assert timeline.shown
    assert not make(make_runner()).shown


def test_a_failure_leaves_no_numbers_and_is_tried_again(make: Make, make_runner: MakeRunner, library: Path) -> None:
    runner = make_runner()
    timeline = make(runner)
    content = library.read_bytes()
    library.write_bytes(b"no library" * 100)
    timeline.set_filter(OF_2024)
    assert numbers(timeline) is None
    library.write_bytes(content)
    timeline.set_filter(replace(OF_2024, since=None))
    assert numbers(timeline) == 3
