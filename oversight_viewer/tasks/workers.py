"""The threads that do the work, without Qt.

A worker holds nothing of a request once it has reported it: what the window gave with it (callbacks, and through them
widgets) must not be released on another thread than the window's.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from oversight_viewer.domain.errors import Cancelled

_PATIENCE = 0.02  # seconds between two attempts to interrupt what must end


class Source(Protocol):
    """What a reader opens for itself: a library."""

    def interrupt(self) -> None: ...

    def close(self) -> None: ...


S = TypeVar("S", bound=Source)


class Query(Protocol):
    """A request to the readers. ``run`` keeps its result, or its error, itself, and never raises.

    ``counts`` says that it takes long and is for the reader that does nothing else.
    """

    number: int
    channel: str
    cancelled: bool
    counts: bool

    def run(self, open_source: Callable[[], object]) -> None: ...


class Work(Protocol):
    """Does what it is given in order."""

    def put(self, job: Callable[[], None]) -> None: ...

    def wait(self) -> None: ...

    def stop(self, interrupt: Callable[[], None] = ...) -> None: ...


class AtOnce:
    """Does everything at once, on the thread that asks for it; for tests.

    Args:
        finish: Called at the end, to close what was opened.
    """

    def __init__(self, finish: Callable[[], None]) -> None:
        self._finish = finish

    def put(self, job: Callable[[], None]) -> None:
        job()

    def wait(self) -> None:
        return

    def stop(self, interrupt: Callable[[], None] = lambda: None) -> None:  # noqa: ARG002 - nothing is under way
        self._finish()


class Queue:
    """One thread that does what it is given in order.

    Args:
        name: The name of the thread, for debuggers and tests.
        finish: Called on the thread at its end, to close what was opened there.
    """

    def __init__(self, name: str, finish: Callable[[], None]) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._finish = finish
        # A daemon, so that a crash of the window does not leave a process behind that nobody sees. An orderly end
        # goes through stop(), which waits.
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._started = False

    def put(self, job: Callable[[], None]) -> None:
        """Have something done after all that was put before. It must not raise."""
        if not self._started:
            self._started = True
            self._thread.start()
        self._jobs.put(job)

    def wait(self) -> None:
        """Return when all that was put before is done."""
        if self._started:
            done = threading.Event()
            self._jobs.put(done.set)
            done.wait()

    def stop(self, interrupt: Callable[[], None] = lambda: None) -> None:
        """Do what was put before, and end the thread. Nothing may be put any more.

        Args:
            interrupt: Stops what the thread is doing; called again and again until it has ended.
        """
        if self._started:
            self._jobs.put(None)
            while self._thread.is_alive():
                interrupt()
                self._thread.join(_PATIENCE)

    def _work(self) -> None:
        while self._next():
            pass
        self._finish()

    def _next(self) -> bool:
        job = self._jobs.get()
        if job is None:
            return False
        job()
        return True


class _Reader(Generic[S]):
    """One reading thread with what it has open."""

    def __init__(self, name: str, work: Callable[[_Reader[S]], None], open_source: Callable[[], S]) -> None:
        self.thread = threading.Thread(target=work, args=(self,), name=name, daemon=True)
        self.open_source = open_source
        self.counts = False
        self.source: S | None = None
        self.generation = 0
        self.query: Query | None = None
        self.is_closing = False


class Readers(Generic[S]):
    """Threads that answer queries, each with a source of its own. On each channel only the newest query counts.

    Args:
        open_source: Opens the source, on the thread that uses it, when the first query comes.
        report: Called on a reading thread when a query is done, cancelled or not, with its number.
        size: How many threads there are.
        open_counting: Opens the source of one more thread, for the queries that count: nothing else waits for them.
            Without it they are answered like all others.
    """

    def __init__(
        self,
        open_source: Callable[[], S],
        report: Callable[[int], None],
        size: int = 2,
        open_counting: Callable[[], S] | None = None,
    ) -> None:
        self._report = report
        self._state = threading.Condition()  # guards everything below
        self._waiting: dict[str, Query] = {}
        self._readers = [_Reader[S](f"reader-{number}", self._work, open_source) for number in range(1, size + 1)]
        self._counts_apart = open_counting is not None
        if open_counting is not None:
            counting = _Reader[S]("counting", self._work, open_counting)
            counting.counts = True
            self._readers.append(counting)
        self._generation = 0
        self._started = False
        self._stopped = False

    def put(self, query: Query) -> int | None:
        """Have a query answered, and drop those of its channel that came before.

        Returns:
            The number of the query that was dropped before it was begun, if there was one: it is not reported.
        """
        with self._state:
            dropped = self._cancel(query.channel)
            self._waiting[query.channel] = query
            if not self._started:
                self._started = True
                for reader in self._readers:
                    reader.thread.start()
            self._state.notify_all()
        return dropped

    def cancel(self, channel: str) -> int | None:
        """Drop the queries of a channel and interrupt the one that is running; returns what ``put`` does."""
        with self._state:
            return self._cancel(channel)

    def _cancel(self, channel: str) -> int | None:
        dropped = self._waiting.pop(channel, None)
        for reader in self._readers:
            if reader.query is not None and reader.query.channel == channel:
                reader.query.cancelled = True
        self._interrupt_cancelled()
        self._state.notify_all()
        return None if dropped is None else dropped.number

    def interrupt_cancelled(self) -> bool:
        """Interrupt the queries that were cancelled and still run; returns whether there are any.

        One interrupt may be lost: it stops what the source is doing, and a query may be just between two things.
        """
        with self._state:
            return self._interrupt_cancelled()

    def _interrupt_cancelled(self) -> bool:
        # The lock is held: a reader cannot go on to another query meanwhile.
        still_running = [reader for reader in self._readers if reader.query is not None and reader.query.cancelled]
        for reader in still_running:
            if reader.source is not None:
                reader.source.interrupt()
        return bool(still_running)

    def reopen(self) -> None:
        """Have each reader close its source, and open it anew for its next query.

        None opens it before all have closed it: so there is a moment at which nobody has it open, and whoever closes it
        last can put it in order.
        """
        with self._state:
            self._generation += 1
            self._state.notify_all()

    def stop(self) -> None:
        """Drop all queries, interrupt those that run, close the sources and end the threads.

        The thread that counts takes longer, for its process has to end: it is not waited for. What ends it keeps the
        application from being gone before.
        """
        with self._state:
            self._stopped = True
            for channel in [*self._waiting, *(reader.query.channel for reader in self._readers if reader.query)]:
                self._cancel(channel)
            self._state.notify_all()
        if self._started:
            for reader in self._readers:
                if reader.counts:
                    threading.Thread(target=self._end, args=(reader,), name="end of counting").start()
                else:
                    self._end(reader)

    def _end(self, reader: _Reader[S]) -> None:
        while reader.thread.is_alive():
            self.interrupt_cancelled()
            reader.thread.join(_PATIENCE)

    def _work(self, reader: _Reader[S]) -> None:
        while self._take(reader):
            if reader.query is not None:
                number = self._answer(reader)
                with self._state:
                    if not self._stopped:  # nobody may be there any more to hear of it
                        self._report(number)
            else:
                self._close_stale(reader)
        if reader.source is not None:
            reader.source.close()

    def _take(self, reader: _Reader[S]) -> bool:
        """Wait for something to do: a query, or a source to close; False at the end."""
        with self._state:
            self._state.wait_for(lambda: self._next_for(reader) or self._stopped or self._is_stale(reader))
            if self._stopped:
                return False
            channel = self._next_for(reader)
            if channel is not None:
                reader.query = self._waiting.pop(channel)
            return True

    def _next_for(self, reader: _Reader[S]) -> str | None:
        """The channel whose query this reader is to answer next."""
        return next(
            (
                channel
                for channel, query in self._waiting.items()
                if not self._counts_apart or query.counts == reader.counts
            ),
            None,
        )

    def _answer(self, reader: _Reader[S]) -> int:
        query = reader.query
        assert query is not None
        if not query.cancelled:
            query.run(lambda: self._source_of(reader))
        with self._state:
            reader.query = None
        return query.number

    def _is_stale(self, reader: _Reader[S]) -> bool:
        return reader.source is not None and reader.generation != self._generation

    def _close_stale(self, reader: _Reader[S]) -> None:
        with self._state:
            if not self._is_stale(reader):
                return
            stale, reader.source = reader.source, None
            reader.is_closing = True
        assert stale is not None
        try:
            stale.close()
        finally:
            with self._state:
                reader.is_closing = False
                self._state.notify_all()

    def _source_of(self, reader: _Reader[S]) -> S:
        query = reader.query
        assert query is not None
        self._close_stale(reader)
        with self._state:
            if reader.source is not None:
                return reader.source
            others = [other for other in self._readers if other is not reader]
            self._state.wait_for(
                lambda: query.cancelled or not any(self._is_stale(other) or other.is_closing for other in others)
            )
            if query.cancelled:
                raise Cancelled
            generation = self._generation
        source = reader.open_source()
        with self._state:
            reader.source, reader.generation = source, generation
        return source


class ReadersAtOnce(Generic[S]):
    """Answers each query at once, on the thread that asks; for tests. See :class:`Readers`."""

    def __init__(self, open_source: Callable[[], S], report: Callable[[int], None]) -> None:
        self._open_source = open_source
        self._report = report
        self._source: S | None = None

    def put(self, query: Query) -> int | None:
        query.run(self._open)
        self._report(query.number)
        return None

    def _open(self) -> S:
        if self._source is None:
            self._source = self._open_source()
        return self._source

    def cancel(self, channel: str) -> int | None:  # noqa: ARG002 - nothing is ever waiting
        return None

    def interrupt_cancelled(self) -> bool:
        return False

    def reopen(self) -> None:
        if self._source is not None:
            self._source.close()
            self._source = None

    def stop(self) -> None:
        self.reopen()
