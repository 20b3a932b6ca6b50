from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.storage.library import Library, create_library
from oversight_viewer.storage.notebook import read_events, read_notes
from oversight_viewer.storage.notebook_place import NotebookPlace
from oversight_viewer.tasks.runner import Runner
from tests.tasks.conftest import Results
from tests.tasks.helpers import ENDLESS, SECONDS, A, flag, texts, write

# Long work


def test_an_export_has_a_library_of_its_own_and_the_notes(runner: Runner, results: Results) -> None:
    runner.change(flag(A), results.add)
    results.wait()
    runner.export(
        lambda library, notes: (library.count(RecordFilter(), notes), set(notes), threading.current_thread().name),
        results.add,
    )
    assert results.wait(2)[1] == (0, {A}, "long work")


def test_an_export_can_be_stopped(runner: Runner, results: Results, qtbot: QtBot) -> None:
    begun = threading.Event()

    def endless(library: Library, _: NotesByEntry) -> object:
        begun.set()
        return library._reading.rows(ENDLESS)

    runner.stop_export()
    runner.export(endless, results.add, results.add)
    assert begun.wait(SECONDS)

    # Once is not enough: the statement may not have begun when the first call comes.
    def stopped() -> bool:
        runner.stop_export()
        return bool(results.items)

    qtbot.waitUntil(stopped)
    assert isinstance(results.items[0], Cancelled)


def test_after_an_import_the_library_is_read_anew(
    runner: Runner, library: Path, tmp_path: Path, results: Results, qtbot: QtBot
) -> None:
    def title(opened: Library, _: NotesByEntry) -> str:
        return opened.info().title

    def replace() -> str:
        create_library(tmp_path / "newer", "Newer record")
        (tmp_path / "newer").replace(library)
        return "replaced"

    for channel in "ab":
        runner.query(channel, title, results.add)
    runner.export(title, results.add)
    results.wait(3)
    runner.changed.connect(results.add)
    runner.import_(replace, results.add)
    assert results.wait(5)[3:] == ["replaced", Change(record=True)]
    for channel in "ab":
        runner.query(channel, title, results.add)
    runner.export(title, results.add)
    assert results.wait(8)[5:] == ["Newer record"] * 3


def test_an_import_that_fails_changes_nothing(runner: Runner, results: Results) -> None:
    def fail() -> None:
        raise KnownError("This is no file that can be imported.")

    runner.changed.connect(results.add)
    runner.import_(fail, results.add, results.add)
    assert isinstance(results.wait()[0], KnownError)


def test_notes_are_written_while_an_import_runs(runner: Runner, results: Results) -> None:
    go_on = threading.Event()
    runner.import_(lambda: go_on.wait(SECONDS), results.add)
    runner.change(flag(A), results.add)
    assert results.wait() == [Change(notes=frozenset({A}))]
    assert runner.flush()
    go_on.set()
    assert results.wait(2)[1] is True


# Rendering


def test_text_becomes_safe_html(runner: Runner, results: Results) -> None:
    runner.render("body", "*hello* <script>x</script>", "markdown", results.add)
    (rendered,) = results.wait()
    assert "<em>hello</em>" in rendered.html
    assert "script" not in rendered.html
    assert rendered.notice is None


def test_the_newest_text_of_a_channel_wins(runner: Runner, results: Results) -> None:
    for number in range(10):
        runner.render("body", f"number {number}", "markdown", results.add)
    runner.render("note", "a note", "plain", results.add)
    first, second = results.wait(2)
    assert "number 9" in first.html
    assert "a note" in second.html


# Busy, and the end


def test_it_says_when_it_is_busy(runner: Runner, results: Results, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy)
    runner.busy_changed.connect(results.add)
    go_on = threading.Event()
    runner.query("cards", lambda *_: go_on.wait(SECONDS), lambda _: None)
    runner.query("facets", lambda *_: go_on.wait(SECONDS), lambda _: None)
    assert results.items == [True]
    assert runner.is_busy
    go_on.set()
    assert results.wait(2) == [True, False]
    assert not runner.is_busy


def test_it_is_not_busy_with_what_nobody_wants(runner: Runner, results: Results, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy)
    runner.busy_changed.connect(results.add)
    begun, go_on = threading.Event(), threading.Event()

    def slow(*_: object) -> None:
        begun.set()
        go_on.wait(SECONDS)

    runner.query("cards", slow, results.add)
    assert begun.wait(SECONDS)
    runner.cancel("cards")
    assert results.items == [True, False]
    go_on.set()


def test_the_end_writes_all_notes_and_drops_the_rest(qtbot: QtBot, library: Path, notebook: Path) -> None:
    runner = Runner(library, notebook, "reader")
    dropped: list[object] = []
    written: list[Change] = []
    begun = threading.Event()

    def endless(opened: Library, _: NotesByEntry) -> object:
        begun.set()
        return opened._reading.rows(ENDLESS)

    runner.query("cards", endless, dropped.append, dropped.append)
    runner.export(endless, dropped.append, dropped.append)
    runner.import_(lambda: None, dropped.append, dropped.append)
    runner.render("body", "text", "markdown", dropped.append)
    assert begun.wait(SECONDS)
    for number in range(30):
        runner.change(write(f"note {number}"), written.append)
    runner.close()
    assert len(written) == 30
    assert len(read_events(notebook)) == 30
    assert [path.name for path in sorted(notebook.parent.iterdir())] == ["record.notebook", "record.oversight"]
    runner.close()
    runner.query("cards", lambda *_: None, dropped.append)
    runner.export(lambda *_: None, dropped.append)
    with pytest.raises(RuntimeError, match="closed"):
        runner.change(write("too late"))
    assert not runner.is_busy
    assert dropped == []


def test_the_end_does_not_wait_for_an_export_that_begins_anew(qtbot: QtBot, library: Path, notebook: Path) -> None:
    runner = Runner(library, notebook, "reader")
    begun = threading.Event()
    ended: list[type[Exception]] = []

    def work(opened: Library, _: NotesByEntry) -> object:
        begun.set()
        while not runner.is_closing():
            begun.wait(0.001)
        try:
            return opened._reading.rows(ENDLESS)  # what was interrupted so far was nothing
        except Cancelled as error:
            ended.append(type(error))
            raise

    runner.export(work, lambda _: None)
    assert begun.wait(SECONDS)
    runner.close()
    assert ended == [Cancelled]


def test_long_work_can_ask_whether_the_end_has_come(qtbot: QtBot, library: Path, notebook: Path) -> None:
    runner = Runner(library, notebook, "reader")
    begun, ended = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        while not runner.is_closing():
            ended.wait(0.001)
        ended.set()
        raise Cancelled

    runner.import_(work, lambda _: None)
    assert begun.wait(SECONDS)
    runner.close()
    assert ended.is_set()


def test_a_bug_while_closing_is_told(qtbot: QtBot, library: Path, notebook: Path) -> None:
    runner = Runner(library, notebook, "reader")
    bugs: list[BaseException] = []
    runner.bug.connect(bugs.append)
    runner.change(lambda _: 1 // 0)  # type: ignore[arg-type, return-value]
    runner.close()
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]


KILLED = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from oversight_viewer.domain.changes import Change
from oversight_viewer.tasks.runner import Runner
app = QCoreApplication([])
runner = Runner(Path(sys.argv[1]), Path(sys.argv[2]), "reader")
def write(number):
    def run(notebook):
        notebook.write_note("letter-1", str(number))
        return Change(notes=frozenset({"letter-1"}))
    def done(change):
        print(number, flush=True)
        write(number + 1)
    runner.change(run, done)
write(0)
app.exec()
"""


def test_a_kill_loses_nothing_that_was_reported(library: Path, notebook: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(library), str(notebook)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for _ in range(10):
        process.stdout.readline()
    process.kill()
    reported = [*range(10), *map(int, process.stdout.read().split())]
    process.stdout.close()
    process.wait()
    assert texts(read_notes(NotebookPlace(notebook)))[: len(reported)] == [str(number) for number in reported]


# At once, for tests of widgets


def test_at_once_everything_happens_in_place(library: Path, notebook: Path, qtbot: QtBot) -> None:
    threads = threading.active_count()
    runner = Runner(library, notebook, "reader", immediate=True)
    seen: list[object] = []
    runner.changed.connect(seen.append)
    runner.query("info", lambda opened, _: opened.info().title, seen.append)
    runner.change(flag(A), seen.append)
    runner.query("notes", lambda _, notes: set(notes), seen.append)
    runner.export(lambda opened, _: opened.info().title, seen.append)
    runner.import_(lambda: "imported", seen.append)
    runner.render("body", "plain & simple", "plain", lambda rendered: seen.append("&amp;" in rendered.html))
    change = Change(notes=frozenset({A}))
    assert seen == ["Record", change, change, {A}, "Record", "imported", Change(record=True), True]
    assert threading.active_count() == threads
    assert runner.flush()
    assert (runner.author, runner.is_closing()) == ("reader", False)
    runner.close()
    assert runner.is_closing()
    assert [path.name for path in sorted(notebook.parent.iterdir())] == ["record.notebook", "record.oversight"]


def test_at_once_a_bug_is_raised_where_it_was_made(library: Path, notebook: Path, qtbot: QtBot) -> None:
    runner = Runner(library, notebook, "reader", immediate=True)
    bugs: list[BaseException] = []
    runner.bug.connect(bugs.append)
    with pytest.raises(ZeroDivisionError):
        runner.query("info", lambda *_: 1 // 0, lambda _: None)
    with pytest.raises(ZeroDivisionError):
        runner.query("info", lambda *_: 0, lambda number: 1 // number)
    assert len(bugs) == 2
    runner.close()


def test_at_once_a_known_error_goes_where_it_goes_else(tmp_path: Path, notebook: Path, qtbot: QtBot) -> None:
    runner = Runner(tmp_path / "missing.oversight", notebook, "reader", immediate=True)
    failed: list[Exception] = []
    runner.known_error.connect(failed.append)
    runner.query("count", lambda opened, _: opened.count(RecordFilter(), {}), print)
    assert [type(error) for error in failed] == [KnownError]
    runner.close()
