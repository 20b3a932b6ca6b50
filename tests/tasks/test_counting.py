from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from oversight_viewer.domain.annotations import EntryNotes
from oversight_viewer.domain.errors import Cancelled, InvalidEntry, KnownError
from oversight_viewer.domain.records import EntryId
from oversight_viewer.tasks.counting import Counting
from tests.tasks.asked_from_afar import endless, noted, refuse, stumble, title

SECONDS = 20.0


@pytest.fixture
def counting(library: Path) -> Iterator[Counting]:
    made = Counting(library, SECONDS)
    yield made
    made.close()
    assert made.pid is None


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        threading.Event().wait(0.01)


def test_questions_are_answered_in_a_process_of_their_own(counting: Counting) -> None:
    assert counting.pid is None
    assert counting.ask(title, {}) == "Record"
    pid = counting.pid
    assert pid not in {None, os.getpid()}
    assert counting.ask(title, {}) == "Record"
    assert counting.pid == pid


def test_notes_are_sent_when_they_are_others(counting: Counting) -> None:
    notes = {EntryId("a"): EntryNotes(EntryId("a"), flagged=True)}
    assert [counting.ask(noted, notes) for _ in range(2)] == [["a"], ["a"]]
    assert counting.ask(noted, {}) == []
    assert counting.ask(noted, notes) == ["a"]


def test_what_is_no_longer_wanted_ends_and_the_next_question_is_answered(counting: Counting, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    errors: list[BaseException] = []

    def ask() -> None:
        try:
            counting.ask(partial(endless, begun=begun), {})
        except Cancelled as error:
            errors.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    until(begun.exists)
    pid = counting.pid
    while thread.is_alive():
        counting.interrupt()
        thread.join(0.01)
    assert len(errors) == 1
    assert counting.ask(title, {}) == "Record"
    assert counting.pid == pid


def test_an_interrupt_when_nothing_is_asked_changes_nothing(counting: Counting) -> None:
    counting.interrupt()
    assert counting.ask(title, {}) == "Record"
    counting.interrupt()
    assert counting.ask(title, {}) == "Record"


def test_known_errors_arrive_whole_and_bugs_without_what_they_say(counting: Counting, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as known:
        counting.ask(refuse, {})
    assert str(known.value) == "It is raining. Nothing was changed. Take an umbrella."
    assert known.value.details == "twice"
    with pytest.raises(RuntimeError) as bug:
        counting.ask(stumble, {})
    assert "ValueError" in str(bug.value)
    assert "Record" not in str(bug.value)
    gone = Counting(tmp_path / "gone.oversight", SECONDS)
    with pytest.raises(KnownError, match=r"gone\.oversight"):
        gone.ask(title, {})
    gone.close()


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by a signal")
def test_a_process_that_was_ended_from_outside_is_started_again(counting: Counting) -> None:
    counting.ask(title, {})
    before = counting.pid
    assert before is not None
    os.kill(before, signal.SIGKILL)
    assert counting.ask(title, {}) == "Record"
    assert counting.pid != before


@pytest.mark.skipif(sys.platform == "win32", reason="asks for a process by its number")
def test_the_process_ends_with_the_library_closed(library: Path) -> None:
    counting = Counting(library, SECONDS)
    counting.ask(title, {})
    pid = counting.pid
    assert pid is not None
    counting.close()
    assert not is_alive(pid)
    counting.close()


@pytest.mark.parametrize("error", [Cancelled(), InvalidEntry("no title"), KnownError("a", safe="b", todo="c")])
def test_errors_can_be_sent(error: KnownError) -> None:
    sent = pickle.loads(pickle.dumps(error))
    assert type(sent) is type(error)
    assert str(sent) == str(error)
    assert vars(sent) == vars(error)
