"""Runs work off the UI thread and brings its results back to it."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.changes import Change
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.saved_views import SavedView
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.notebook import Notebook
from oversight_viewer.storage.notebook_place import NotebookPlace
from oversight_viewer.tasks.desk import LibraryDesk, NotesDesk, RenderDesk, answer, open_counting
from oversight_viewer.tasks.holding import Holding
from oversight_viewer.tasks.requests import Failed, Kind, Newest, Request
from oversight_viewer.tasks.workers import AtOnce, Queue, Readers, ReadersAtOnce, Work

if TYPE_CHECKING:
    from oversight_viewer.tasks.counting import Counting
    from oversight_viewer.text.render import Rendered

T = TypeVar("T")

_LOG = logging.getLogger(__name__)
_QUERY_SECONDS = 30.0
_INSIST_MILLISECONDS = 20


class Runner(QObject):
    """Runs work on threads of its own; results arrive on the thread that made the runner, which is the UI thread.

    On each channel of queries only the newest counts: what came before is interrupted and its result dropped.
    Changes of the notebook are written one after the other and none is dropped, not even at the end. All methods are
    called on the UI thread, and from there only.

    Args:
        library_path: The library that is read.
        place: Where the notes lie: a notebook, or what ``notebook_place`` says.
        author: Whose name stands at each note.
        immediate: Do everything at once, in place, without threads: for tests of widgets.
        parent: The Qt parent.
    """

    changed = Signal(object)
    """A write has altered something: a Change."""
    known_error = Signal(object)
    """Work of which nobody awaits the failure has failed: a KnownError, to be shown."""
    bug = Signal(object)
    """Work has failed in a way that it should not: an exception, for the bug dialog."""
    busy_changed = Signal(bool)
    """Whether any work is under way."""

    _arrived = Signal()

    def __init__(
        self,
        library_path: Path,
        place: Path | NotebookPlace,
        author: str,
        *,
        immediate: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._author = author
        self._immediate = immediate
        self._requests: dict[int, Request] = {}
        self._last_number = 0
        self._arrivals: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._newest_rendering = Newest()
        self._holding = Holding()
        self._notes: NotesByEntry = {}
        self._views: tuple[SavedView, ...] = ()
        self._failed_changes = 0
        self._was_busy = False
        self._closing = threading.Event()
        self._is_closed = False
        self._notebook = NotesDesk(place if isinstance(place, NotebookPlace) else NotebookPlace(place), author)
        self._library = LibraryDesk(library_path)
        self._renderer = RenderDesk()
        open_library = partial(Library.open, library_path, time_limit=_QUERY_SECONDS)
        self._readers: Readers[Library | Counting] | ReadersAtOnce[Library] = (
            ReadersAtOnce(open_library, self._report)
            if immediate
            else Readers(open_library, self._report, open_counting=partial(open_counting, library_path, _QUERY_SECONDS))
        )
        self._writer = self._queue("notes", self._notebook.close)
        self._long_work = self._queue("long work", self._library.close)
        self._rendering = self._queue("rendering", self._renderer.stop)
        self._insisting = QTimer(self, interval=_INSIST_MILLISECONDS)
        self._insisting.timeout.connect(self._insist)
        self._arrived.connect(self._settle_one, Qt.ConnectionType.QueuedConnection)
        self._put(self._writer, Request(Kind.LOADING, "", lambda _: self._notebook.load(), None, None))

    def _queue(self, name: str, finish: Callable[[], None]) -> Work:
        return AtOnce(finish) if self._immediate else Queue(name, finish)

    @property
    def author(self) -> str:
        """Whose name stands at each note that is written here."""
        return self._author

    @property
    def notes(self) -> NotesByEntry:
        """What the notebook says, as far as it has arrived. It is replaced with each change, never altered."""
        return self._notes

    @property
    def views(self) -> tuple[SavedView, ...]:
        """The views that are saved in the notebook, as far as they have arrived."""
        return self._views

    @property
    def is_immediate(self) -> bool:
        """Whether everything is done at once, in place."""
        return self._immediate

    @property
    def is_busy(self) -> bool:
        """Whether any work is under way whose result is still wanted."""
        return self._holding.holds_any or any(not request.cancelled for request in self._requests.values())

    def is_closing(self) -> bool:
        """Whether the end has begun: long work asks this, from its own thread, and gives up."""
        return self._closing.is_set()

    # Work

    def hold_all_but(self, channel: str, *, then: Callable[[], object]) -> None:
        """Keep back the queries of all other channels until ``let_go``: nothing shall slow down the first answer.

        Args:
            channel: The one that is first.
            then: Called once when something was answered on it, be it that it failed.
        """
        self._holding.begin(channel, then)

    def let_go(self) -> None:
        """Ask what was kept back, the newest query of each channel."""
        self._holding.let_go()

    def query(
        self,
        channel: str,
        run: Callable[[Library, NotesByEntry], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
    ) -> None:
        """Ask the library something. If the channel is used again before the answer is there, none comes.

        Args:
            channel: What this is about; a newer query on the channel takes its place.
            run: Called on a reading thread, with a library of that thread and the notes.
            done: Called with the answer.
            failed: Called with a KnownError; without it the error goes to ``known_error``.
        """
        notes = self._notes
        self._ask(Request(Kind.QUERY, channel, lambda library: run(library, notes), done, failed))

    def count(
        self,
        channel: str,
        run: Callable[[Library, NotesByEntry], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
    ) -> None:
        """Ask the library something that takes long, like :meth:`query`, in the counting process.

        ``run`` is a function of a module or a ``partial`` of one, with arguments and a result that can be sent.
        """
        notes = self._notes
        self._ask(Request(Kind.QUERY, channel, lambda source: answer(source, run, notes), done, failed, counts=True))

    def _ask(self, request: Request) -> None:
        if self._closing.is_set():
            return
        channel = request.channel
        if self._holding.takes(channel, partial(self._ask, request)):
            self._show_busy()
            return
        self._add(request)
        for other in self._requests.values():
            if other.kind is Kind.QUERY and other.channel == channel and other is not request:
                other.cancelled = True
        self._forget(self._readers.put(request))
        self._insist()
        self._show_busy()

    def cancel(self, channel: str) -> None:
        """Have no answer to what was asked on a channel."""
        self._holding.forget(channel)
        for request in self._requests.values():
            if request.kind is Kind.QUERY and request.channel == channel:
                request.cancelled = True
        self._forget(self._readers.cancel(channel))
        self._insist()
        self._show_busy()

    def change(
        self,
        run: Callable[[Notebook], Change],
        done: Callable[[Change], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Write to the notebook, after all that was given before. ``changed`` follows ``done``.

        Args:
            run: Called on the writing thread; says which entries it has changed.
            done: Called when it is on the disk.
            failed: Called with a KnownError; without it the error goes to ``known_error``.

        Raises:
            RuntimeError: If the runner is closed: what is not taken must not be believed to be written.
        """
        if self._is_closed:
            raise RuntimeError("a note was given to a runner that is closed")
        self._put(self._writer, Request(Kind.NOTES, "", lambda _: self._notebook.change(run), done, failed))

    def export(
        self,
        run: Callable[[Library, NotesByEntry], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
    ) -> None:
        """Do work that takes long with the library: write a memo or a file. One after the other.

        Args:
            run: Called on the thread for long work, with a library of that thread and the notes.
            done: Called with the result.
            failed: Called with a KnownError; without it the error goes to ``known_error``.
        """
        notes = self._notes
        work = lambda _: run(self._library.library(), notes)  # noqa: E731
        self._put(self._long_work, Request(Kind.EXPORT, "", work, done, failed))

    def stop_export(self) -> None:
        """Interrupt the export that is running: it fails with Cancelled."""
        self._library.interrupt()

    def import_(self, run: Callable[[], T], done: Callable[[T], object], failed: Failed | None = None) -> None:
        """Alter the library. Afterwards it is read anew, and ``changed`` follows ``done``.

        Args:
            run: Called on the thread for long work, where notes need not wait for it. It opens the library itself,
                and asks ``is_closing`` now and then.
            done: Called with the result.
            failed: Called with a KnownError; without it the error goes to ``known_error``.
        """

        def work(_: None) -> T:
            self._library.close()
            return run()

        self._put(self._long_work, Request(Kind.IMPORT, "", work, done, failed))

    def render(self, channel: str, text: str, format: str, done: Callable[[Rendered], object]) -> None:  # noqa: A002
        """Turn a text into safe HTML. If the channel is used again before it is there, it does not come.

        Args:
            channel: What this is about; a newer text on the channel takes its place.
            text: The text as the record has it.
            format: ``markdown`` or ``plain``.
            done: Called with the HTML.
        """
        request = Request(Kind.RENDERING, channel, lambda _: self._renderer.render(text, format), done, None)
        self._put(self._rendering, self._newest_rendering.put(request))

    # The end

    def flush(self) -> bool:
        """Wait until every change of the notebook that was given is written.

        Returns:
            Whether all of them were. Those that were not have been reported as failed.
        """
        before = self._failed_changes
        while any(request.kind is Kind.NOTES for request in self._requests.values()):
            self._writer.wait()
            self._settle_all()
        return self._failed_changes == before

    def close(self) -> None:
        """Give up all work but the changes of the notebook, which are written; close all files and end all threads."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._holding.clear()
        for request in self._requests.values():
            request.give_up()
        self.flush()
        self._is_closed = True
        self._insisting.stop()
        self._readers.stop()
        self._writer.stop()
        self._long_work.stop(self._library.interrupt)
        self._rendering.stop(self._renderer.stop)
        self._settle_all()
        self._requests.clear()
        self._newest_rendering.clear()
        self._show_busy()

    # Inside, on the UI thread

    def _add(self, request: Request) -> Request:
        self._last_number += 1
        request.number = self._last_number
        self._requests[request.number] = request
        return request

    def _put(self, work: Work, request: Request) -> None:
        if self._closing.is_set() and request.kind is not Kind.NOTES:
            return
        work.put(partial(self._perform, self._add(request).number))
        self._show_busy()

    def _forget(self, number: int | None) -> None:
        if number is not None:
            del self._requests[number]

    def _insist(self) -> None:
        """Interrupt what is not wanted any more until it ends; see :meth:`Readers.interrupt_cancelled`."""
        if not self._readers.interrupt_cancelled():
            self._insisting.stop()
        elif not self._insisting.isActive():
            self._insisting.start()

    def _show_busy(self) -> None:
        is_busy = self.is_busy
        if is_busy != self._was_busy:
            self._was_busy = is_busy
            self.busy_changed.emit(is_busy)

    def _settle_one(self) -> None:
        try:
            number = self._arrivals.get_nowait()
        except queue.Empty:
            return  # settled by flush() or close()
        self._settle(number)

    def _settle_all(self) -> None:
        while not self._arrivals.empty():
            self._settle_one()

    def _settle(self, number: int) -> None:
        request = self._requests.pop(number)
        self._newest_rendering.forget(request)
        error = request.error
        if request.kind is Kind.NOTES and error is not None:
            self._failed_changes += 1
        if not request.cancelled and (error is None or isinstance(error, KnownError)):
            try:
                self._deliver(request, error)
            except Exception as caught:
                error = caught  # a callback went wrong; the next one is not its victim
            else:
                error = None
        if request.kind is Kind.QUERY and not request.cancelled:
            self._holding.answered(request.channel)
        self._show_busy()
        if error is not None and not request.cancelled:
            self._report_bug(error)

    def _deliver(self, request: Request, error: KnownError | None) -> None:
        if error is None:
            self._finish(request)
            return
        if request.failed is not None:
            request.failed(error)
        else:
            self.known_error.emit(error)

    def _finish(self, request: Request) -> None:
        result, change = request.result, Change()
        if request.kind in {Kind.LOADING, Kind.NOTES}:
            change, state = request.result
            self._notes, self._views = state.notes, state.views
            result = change
        elif request.kind is Kind.IMPORT:
            change = Change(record=True)
            self._readers.reopen()
        try:
            if request.done is not None:
                request.done(result)
        finally:
            if not change.is_empty:
                self.changed.emit(change)

    def _report_bug(self, error: BaseException) -> None:
        _LOG.error("Work failed", exc_info=error)
        self.bug.emit(error)
        if self._immediate:
            raise error

    # Inside, on the threads

    def _perform(self, number: int) -> None:
        self._run(number)
        # Nothing of the request is held here any more: see Request.
        self._report(number)

    def _run(self, number: int) -> None:
        request = self._requests[number]
        if not request.cancelled:
            request.run(lambda: None)

    def _report(self, number: int) -> None:
        self._arrivals.put(number)
        if self._immediate:
            self._settle_all()
        else:
            self._arrived.emit()
