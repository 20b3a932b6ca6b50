from __future__ import annotations

import queue
import sys
import threading
from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from oversight_viewer.domain.annotations import EntryNotes, NotesByEntry
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.notebook import Notebook, read_notes
from oversight_viewer.storage.notebook_place import NotebookPlace
from oversight_viewer.tasks.runner import Runner
from tests.tasks.conftest import Results
from tests.tasks.helpers import ENDLESS, SECONDS, A, B, flag, texts, write

# Queries


def test_an_answer_comes_from_a_reading_thread_to_the_ui_thread(runner: Runner, results: Results) -> None:
    runner.query("info", lambda library, _: (library.info().title, threading.current_thread().name), results.add)
    ((title, thread),) = results.wait()
    assert title == "Record"
    assert thread.startswith("reader-")


def test_the_newest_query_of_a_channel_wins_and_interrupts_the_one_that_runs(runner: Runner, results: Results) -> None:
    begun = threading.Event()
    ended: queue.Queue[Exception] = queue.Queue()

    def endless(library: Library, _: NotesByEntry) -> object:
        begun.set()
        try:
            return library._reading.rows(ENDLESS)
        except Cancelled as error:
            ended.put(error)
            raise

    runner.query("cards", endless, results.add, results.add)
    assert begun.wait(SECONDS)
    for number in range(5):
        runner.query("cards", lambda *_, number=number: number, results.add)
    results.wait_until(lambda: not ended.empty())
    assert results.wait() == [4]
    runner.query("last", lambda *_: "last", results.add)
    assert results.wait(2) == [4, "last"]


def test_an_interrupt_that_comes_between_two_questions_is_not_lost(runner: Runner, results: Results) -> None:
    begun, go_on = threading.Event(), threading.Event()
    ended: queue.Queue[Exception] = queue.Queue()

    def slow(library: Library, _: NotesByEntry) -> object:
        begun.set()
        go_on.wait(SECONDS)  # nothing of the library is running here that could be interrupted
        try:
            return library._reading.rows(ENDLESS)
        except Cancelled as error:
            ended.put(error)
            raise

    runner.query("cards", slow, results.add, results.add)
    assert begun.wait(SECONDS)
    runner.query("cards", lambda *_: "newer", results.add)
    assert results.wait() == ["newer"]
    go_on.set()
    results.wait_until(lambda: not ended.empty())


def test_other_channels_go_on(runner: Runner, results: Results) -> None:
    for channel in "abc":
        runner.query(channel, lambda *_, channel=channel: channel, results.add)
    assert sorted(results.wait(3)) == ["a", "b", "c"]


def test_an_answer_that_is_no_longer_wanted_does_not_come(runner: Runner, results: Results) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(*_: object) -> str:
        begun.set()
        go_on.wait(SECONDS)
        return "unwanted"

    runner.query("cards", slow, results.add)
    assert begun.wait(SECONDS)
    runner.cancel("cards")
    go_on.set()
    runner.query("other", lambda *_: "wanted", results.add)
    assert results.wait() == ["wanted"]


def test_what_is_there_already_but_not_yet_delivered_is_dropped_too(runner: Runner, results: Results) -> None:
    answered = threading.Event()

    def answer(*_: object) -> str:
        answered.set()
        return "old"

    runner.query("cards", answer, results.add)
    assert answered.wait(SECONDS)
    runner.query("cards", lambda *_: "new", results.add)  # no event was processed in between
    runner.query("other", lambda *_: "other", results.add)
    assert sorted(results.wait(2)) == ["new", "other"]


def test_a_known_error_goes_to_the_callback_or_else_to_the_signal(
    runner: Runner, results: Results, qtbot: QtBot
) -> None:
    def fail(*_: object) -> None:
        raise KnownError("The disk is full.")

    runner.query("cards", fail, results.add, results.add)
    (error,) = results.wait()
    assert isinstance(error, KnownError)
    with qtbot.waitSignal(runner.known_error) as caught:
        runner.query("cards", fail, results.add)
    assert isinstance(caught.args[0], KnownError)


def test_a_library_that_is_gone_is_a_known_error_and_comes_back(
    runner: Runner, library: Path, results: Results
) -> None:
    moved = library.rename(library.with_name("moved"))
    runner.query("info", lambda opened, _: opened.info().title, results.add, results.add)
    assert isinstance(results.wait()[0], KnownError)
    moved.rename(library)
    runner.query("info", lambda opened, _: opened.info().title, results.add, results.add)
    assert results.wait(2)[1] == "Record"


def test_anything_else_is_a_bug(qtbot: QtBot, library: Path, notebook: Path) -> None:
    runner = Runner(library, notebook, "reader")
    failed: list[object] = []
    with qtbot.waitSignal(runner.bug) as caught:
        runner.query("cards", lambda *_: 1 // 0, failed.append, failed.append)
    assert isinstance(caught.args[0], ZeroDivisionError)
    with qtbot.waitSignal(runner.bug) as caught:
        runner.query("cards", lambda *_: 0, lambda number: 1 // number)
    assert isinstance(caught.args[0], ZeroDivisionError)
    with qtbot.waitSignal(runner.bug) as caught:
        runner.query("cards", lambda *_: sys.exit(), failed.append)
    assert isinstance(caught.args[0], SystemExit)
    assert failed == []
    runner.query("cards", lambda *_: "goes on", failed.append)
    qtbot.waitUntil(lambda: failed == ["goes on"])
    runner.close()


def test_queries_see_the_notes(runner: Runner, results: Results, qtbot: QtBot) -> None:
    with qtbot.waitSignal(runner.changed):
        runner.change(flag(A))
    runner.query("notes", lambda _, notes: notes, results.add)
    assert results.wait() == [{A: EntryNotes(A, flagged=True)}]


# Changes


def test_a_change_is_on_the_disk_when_it_is_reported(runner: Runner, notebook: Path, results: Results) -> None:
    runner.changed.connect(results.add)
    runner.change(write("text"), lambda change: results.add(texts(read_notes(NotebookPlace(notebook)))))
    assert results.wait(2) == [["text"], Change(notes=frozenset({A}))]
    assert texts(runner.notes) == ["text"]


def test_nothing_is_written_as_long_as_nothing_is_changed(runner: Runner, notebook: Path, results: Results) -> None:
    runner.query("info", lambda library, _: library.info(), results.add)
    results.wait()
    assert runner.flush()
    assert not notebook.exists()


def test_notes_of_an_earlier_day_arrive_by_themselves(qtbot: QtBot, library: Path, notebook: Path) -> None:
    with closing(Notebook.open(notebook, author="reader")) as opened:
        opened.write_note(A, "earlier")
        opened.flag(B)
    runner = Runner(library, notebook, "reader")
    with qtbot.waitSignal(runner.changed) as caught:
        pass
    assert caught.args == [Change(notes=frozenset({A, B}))]
    assert texts(runner.notes) == ["earlier"]
    runner.close()


def test_an_entry_without_anything_is_no_longer_among_the_notes(runner: Runner, results: Results) -> None:
    def unflag(notebook: Notebook) -> Change:
        notebook.unflag(A)
        return Change(notes=frozenset({A}))

    runner.change(flag(A))
    runner.change(flag(B))
    runner.change(unflag, results.add)
    results.wait()
    assert set(runner.notes) == {B}


def test_notes_that_a_query_holds_are_never_altered(runner: Runner, results: Results) -> None:
    runner.change(flag(A), results.add)
    results.wait()
    before = runner.notes
    runner.change(flag(B), results.add)
    results.wait(2)
    assert (set(before), set(runner.notes)) == ({A}, {A, B})


def test_what_another_window_wrote_comes_with_the_next_change(
    runner: Runner, notebook: Path, qtbot: QtBot, results: Results
) -> None:
    runner.change(flag(A), results.add)
    results.wait()
    with closing(Notebook.open(notebook, author="other")) as other:
        other.write_note(B, "from the other window")
    with qtbot.waitSignal(runner.changed) as caught:
        runner.change(flag(A))
    assert caught.args == [Change(notes=frozenset({A, B}))]
    assert texts(runner.notes, B) == ["from the other window"]


def test_what_a_change_wrote_before_it_failed_is_seen_with_the_next(runner: Runner, results: Results) -> None:
    def half(notebook: Notebook) -> Change:
        notebook.flag(B)
        raise KnownError("The disk is full.")

    runner.change(flag(A), results.add)
    runner.change(half, results.add, results.add)
    runner.change(flag(A), results.add)
    assert [type(item) for item in results.wait(3)] == [Change, KnownError, Change]
    assert results.items[2] == Change(notes=frozenset({A, B}))
    assert set(runner.notes) == {A, B}


def test_flush_returns_when_everything_is_written(runner: Runner, notebook: Path, results: Results) -> None:
    for number in range(20):
        runner.change(
            write(f"note {number}"), lambda _: runner.change(write("answer", B)) if not results.items else None
        )
    assert runner.flush()
    notes = read_notes(NotebookPlace(notebook))
    assert len(texts(notes)) == len(texts(notes, B)) == 20


def test_flush_says_when_something_could_not_be_written(runner: Runner, results: Results) -> None:
    def fail(_: Notebook) -> Change:
        raise KnownError("The disk is full.")

    runner.change(fail, results.add, results.add)
    runner.change(flag(A), results.add)
    assert not runner.flush()
    assert [type(item) for item in results.items] == [KnownError, Change]
    assert runner.flush()


def test_a_notebook_that_is_none_stops_only_the_notes(qtbot: QtBot, library: Path, notebook: Path) -> None:
    notebook.write_text("something else")
    runner = Runner(library, notebook, "reader")
    results = Results(qtbot)
    with qtbot.waitSignal(runner.known_error):
        pass
    runner.query("info", lambda opened, _: opened.info().title, results.add)
    assert results.wait() == ["Record"]
    runner.change(flag(A), results.add, results.add)
    assert isinstance(results.wait(2)[1], KnownError)
    runner.close()
    assert notebook.read_text() == "something else"


def test_what_is_first_waits_for_nothing_else_and_the_rest_comes_after(runner: Runner, results: Results) -> None:
    # GIVEN one channel is first
    then: list[int] = []
    runner.hold_all_but("first", then=lambda: then.append(len(results.items)))
    # WHEN others are asked before it, one of them twice and one in vain
    for channel, answer in (("a", "old"), ("a", "new"), ("b", "never"), ("first", "first")):
        runner.query(channel, lambda *_, answer=answer: answer, results.add)
    runner.cancel("b")
    # THEN it alone is answered, this is told once, and the runner knows that there is more to do
    assert results.wait(1) == ["first"]
    runner.query("first", lambda *_: "again", results.add)
    assert results.wait(2) == ["first", "again"]
    assert then == [1]
    assert runner.is_busy
    # WHEN they are let go THEN the newest of each is answered
    runner.let_go()
    assert results.wait(3) == ["first", "again", "new"]
    assert not runner.is_busy


def test_a_first_question_that_fails_holds_up_nothing(runner: Runner, results: Results) -> None:
    def fail(*_: object) -> None:
        raise KnownError("It failed.")

    runner.hold_all_but("first", then=runner.let_go)
    runner.query("a", lambda *_: "a", results.add)
    runner.query("first", fail, results.add, lambda _: None)
    assert results.wait(1) == ["a"]
