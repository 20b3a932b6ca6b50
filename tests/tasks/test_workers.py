from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from oversight_viewer.domain.errors import Cancelled
from oversight_viewer.tasks.workers import AtOnce, Queue, Readers, ReadersAtOnce

SECONDS = 10.0


class Source:
    """Something to read that can be interrupted, and remembers who used it."""

    def __init__(self, made: list[Source]) -> None:
        self.thread = threading.get_ident()
        self.interrupted = threading.Event()
        self.closed = False
        made.append(self)

    def interrupt(self) -> None:
        self.interrupted.set()

    def close(self) -> None:
        assert threading.get_ident() == self.thread
        self.closed = True


class Asked:
    """A query whose work is a function of the source."""

    def __init__(self, number: int, channel: str, work: Callable[[Source], object], *, counts: bool = False) -> None:
        self.number = number
        self.counts = counts
        self.channel = channel
        self.cancelled = False
        self.result: object = None
        self._work = work

    def run(self, open_source: Callable[[], object]) -> None:
        with contextlib.suppress(Cancelled):
            source = open_source()
            assert isinstance(source, Source)
            self.result = self._work(source)


class Bench:
    """Readers with what they made and reported."""

    def __init__(self, size: int = 2) -> None:
        self.made: list[Source] = []
        self.reports: queue.Queue[int] = queue.Queue()
        self.readers = Readers(lambda: Source(self.made), self.reports.put, size)

    def next_report(self) -> int:
        return self.reports.get(timeout=SECONDS)


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.readers.stop()
    assert all(source.closed for source in made.made)


def until_interrupted(begun: threading.Event) -> Callable[[Source], bool]:
    """Work that says when it has begun and goes on until it is interrupted."""

    def work(source: Source) -> bool:
        begun.set()
        return source.interrupted.wait(SECONDS)

    return work


def test_a_query_is_answered_on_another_thread_with_a_source_of_that_thread(bench: Bench) -> None:
    query = Asked(1, "cards", lambda source: (source.thread, threading.get_ident()))
    bench.readers.put(query)
    assert bench.next_report() == 1
    assert isinstance(query.result, tuple)
    opened_on, ran_on = query.result
    assert opened_on == ran_on != threading.get_ident()


def test_a_source_is_kept_for_the_next_query_and_opened_anew_when_told(bench: Bench) -> None:
    bench = Bench(size=1)
    for number in (1, 2):
        bench.readers.put(Asked(number, "cards", id))
        bench.next_report()
    assert len(bench.made) == 1
    bench.readers.reopen()
    bench.readers.put(Asked(3, "cards", id))
    bench.next_report()
    assert [source.closed for source in bench.made] == [True, False]
    bench.readers.stop()
    assert bench.made[1].closed


def test_none_opens_its_source_anew_before_all_have_closed_it() -> None:
    open_now: list[int] = []
    most_open: list[int] = []
    lock = threading.Lock()

    class Counted(Source):
        def __init__(self) -> None:
            super().__init__([])
            with lock:
                open_now.append(1)
                most_open.append(len(open_now))

        def close(self) -> None:
            with lock:
                open_now.pop()
                least_open.append(len(open_now))

    least_open: list[int] = []
    reports: queue.Queue[int] = queue.Queue()
    readers = Readers(Counted, reports.put)
    together = threading.Barrier(2)

    def ask_both(first: int, work: Callable[[Source], object]) -> None:
        for number in (first, first + 1):
            readers.put(Asked(number, f"channel {number}", work))
        assert {reports.get(timeout=SECONDS), reports.get(timeout=SECONDS)} == {first, first + 1}

    for round_ in range(1, 30, 2):
        ask_both(round_, lambda _: together.wait(SECONDS))
        least_open.clear()
        readers.reopen()
        ask_both(round_ + 100, id)
        with lock:
            assert 0 in least_open  # there was a moment at which nobody had it open
    readers.stop()
    assert open_now == []
    assert max(most_open) == 2


def test_who_waits_for_the_others_to_close_can_be_cancelled() -> None:
    begun, go_on = threading.Event(), threading.Event()
    reports: queue.Queue[int] = queue.Queue()
    readers = Readers(lambda: Source([]), reports.put)

    def slow(_: Source) -> bool:
        begun.set()
        return go_on.wait(SECONDS)

    readers.put(Asked(1, "slow", slow))
    assert begun.wait(SECONDS)
    readers.reopen()
    waits = Asked(2, "cards", id)
    readers.put(waits)
    readers.cancel("cards")
    newer = Asked(3, "cards", id)
    readers.put(newer)
    go_on.set()
    seen = {reports.get(timeout=SECONDS), reports.get(timeout=SECONDS)}
    if 2 in seen:  # it was begun before it was cancelled
        seen.add(reports.get(timeout=SECONDS))
    assert {1, 3} <= seen
    assert waits.result is None
    assert newer.result is not None
    readers.stop()


def test_a_newer_query_interrupts_the_one_of_its_channel_that_runs(bench: Bench) -> None:
    begun = threading.Event()
    old, new = Asked(1, "cards", until_interrupted(begun)), Asked(2, "cards", lambda _: "new")
    bench.readers.put(old)
    assert begun.wait(SECONDS)
    assert bench.readers.put(new) is None
    assert {bench.next_report(), bench.next_report()} == {1, 2}
    assert old.cancelled
    assert old.result is True
    assert (new.cancelled, new.result) == (False, "new")


def test_a_newer_query_takes_the_place_of_one_that_waits(bench: Bench) -> None:
    bench = Bench(size=1)
    begun, release = threading.Event(), threading.Event()

    def work(_: Source) -> bool:
        begun.set()
        return release.wait(SECONDS)

    bench.readers.put(Asked(1, "facets", work))
    assert begun.wait(SECONDS)
    waiting = [Asked(number, "cards", id) for number in (2, 3, 4)]
    assert [bench.readers.put(query) for query in waiting] == [None, 2, 3]
    release.set()
    assert [bench.next_report(), bench.next_report()] == [1, 4]
    assert [query.result is None for query in waiting] == [True, True, False]
    assert not bench.made[0].interrupted.is_set()
    bench.readers.stop()


def test_another_channel_is_never_interrupted(bench: Bench) -> None:
    begun, release = threading.Event(), threading.Event()

    def work(source: Source) -> bool:
        begun.set()
        release.wait(SECONDS)
        return source.interrupted.is_set()

    slow = Asked(1, "facets", work)
    bench.readers.put(slow)
    assert begun.wait(SECONDS)
    for number in range(2, 50):
        bench.readers.put(Asked(number, "cards", id))
    assert bench.readers.cancel("histogram") is None
    release.set()
    while bench.next_report() != 1:
        pass
    assert slow.result is False


def test_two_queries_run_side_by_side(bench: Bench) -> None:
    together = threading.Barrier(2)
    for number in (1, 2):
        bench.readers.put(Asked(number, f"channel {number}", lambda _: together.wait(SECONDS)))
    assert {bench.next_report(), bench.next_report()} == {1, 2}
    assert len(bench.made) == 2


def test_a_query_that_waits_can_be_cancelled(bench: Bench) -> None:
    bench = Bench(size=1)
    begun = threading.Event()
    bench.readers.put(Asked(1, "cards", until_interrupted(begun)))
    assert begun.wait(SECONDS)
    bench.readers.put(Asked(2, "facets", id))
    assert bench.readers.cancel("facets") == 2
    assert bench.readers.cancel("facets") is None
    assert bench.readers.cancel("cards") is None
    assert bench.next_report() == 1
    bench.readers.stop()
    assert bench.reports.empty()


def test_a_query_that_is_cancelled_while_the_source_opens_ends_by_itself() -> None:
    opening, release = threading.Event(), threading.Event()
    reports: queue.Queue[int] = queue.Queue()

    def open_source() -> Source:
        opening.set()
        release.wait(SECONDS)
        return Source([])

    readers = Readers(open_source, reports.put, 1)
    query = Asked(1, "cards", lambda _: None)
    readers.put(query)
    assert opening.wait(SECONDS)
    readers.cancel("cards")
    release.set()
    assert reports.get(timeout=SECONDS) == 1
    assert query.cancelled
    readers.stop()


def test_the_end_interrupts_what_runs_and_drops_what_waits(bench: Bench) -> None:
    begun = [threading.Event(), threading.Event()]
    queries = [Asked(number, f"channel {number}", until_interrupted(event)) for number, event in enumerate(begun)]
    for query in queries:
        bench.readers.put(query)
    assert all(event.wait(SECONDS) for event in begun)
    late = Asked(9, "late", id)
    bench.readers.put(late)
    bench.readers.stop()
    assert [query.result for query in queries] == [True, True]
    assert late.result is None
    assert all(source.closed for source in bench.made)


def test_what_was_never_used_ends_without_a_thread() -> None:
    finished: list[int] = []
    Readers(lambda: Source([]), finished.append).stop()
    unused = Queue("unused", lambda: finished.append(1))
    unused.wait()
    unused.stop()
    assert finished == []


def test_a_queue_works_in_order_and_finishes_on_its_thread() -> None:
    done: list[object] = []
    work = Queue("work", lambda: done.append(threading.current_thread().name))
    for number in range(100):
        work.put(partial(done.append, number))
    work.wait()
    assert done == list(range(100))
    work.put(lambda: done.append("last"))
    work.stop()
    assert done[100:] == ["last", "work"]


def test_at_once_everything_happens_in_place() -> None:
    done: list[object] = []
    work = AtOnce(lambda: done.append("finished"))
    work.put(lambda: done.append(threading.get_ident()))
    work.wait()
    work.stop()
    assert done == [threading.get_ident(), "finished"]


def test_at_once_queries_share_one_source_until_it_is_opened_anew() -> None:
    made: list[Source] = []
    reports: list[int] = []
    readers = ReadersAtOnce(lambda: Source(made), reports.append)
    for number in (1, 2):
        readers.put(Asked(number, "cards", id))
    assert (reports, len(made)) == ([1, 2], 1)
    readers.reopen()
    readers.put(Asked(3, "cards", id))
    assert readers.cancel("cards") is None
    readers.stop()
    assert [source.closed for source in made] == [True, True]


def test_what_counts_has_a_reader_of_its_own_for_which_nothing_waits() -> None:
    made: list[Source] = []
    counting: list[Source] = []
    reports: queue.Queue[int] = queue.Queue()
    readers = Readers(lambda: Source(made), reports.put, 1, open_counting=lambda: Source(counting))
    begun = threading.Event()
    try:
        readers.put(Asked(1, "facets", until_interrupted(begun), counts=True))
        assert begun.wait(SECONDS)
        readers.put(Asked(2, "histogram", lambda _: None, counts=True))
        readers.put(Asked(3, "cards", lambda _: None))
        assert reports.get(timeout=SECONDS) == 3
        readers.cancel("facets")
        assert [reports.get(timeout=SECONDS) for _ in range(2)] == [1, 2]
        assert (len(made), len(counting)) == (1, 1)
    finally:
        readers.stop()
    assert made[0].closed
    for thread in threading.enumerate():
        if thread.name == "end of counting":  # what counts is not waited for by the one who stops
            thread.join(SECONDS)
    assert counting[0].closed
