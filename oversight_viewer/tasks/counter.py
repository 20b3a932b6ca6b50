"""The counting process: what takes long to count or arrange is worked out here, so that the window never waits for it.

Python lets one thread of a process compute at a time. In a process of its own the counting of a million entries takes
nothing from the window. Run as ``python -P -m oversight_viewer.tasks.counter``; a frozen build runs
``oversight-viewer --counter``, which calls :func:`main`. It answers on standard output until standard input ends, so
it never outlives the application. :mod:`oversight_viewer.tasks.counting` asks it, and nobody else: what is sent says
which functions of the application are called, and a library is read here in the same way as in the window itself.
"""

from __future__ import annotations

import os
import pickle
import queue
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.storage.library import Library

Run = Callable[[Library, NotesByEntry], Any]
"""A question: a function of a module, or a ``partial`` of one, for it is sent from process to process."""

_LENGTH = struct.Struct(">Q")
_PATIENCE = 0.02  # seconds between two attempts to interrupt what must end
_NICE = 10
_SWITCH = 0.001  # seconds after which a thread that computes lets another one in


@dataclass(frozen=True, slots=True)
class Opening:
    """The first that is sent: which library, and how long one question may take, in seconds."""

    path: Path
    time_limit: float


@dataclass(frozen=True, slots=True)
class Question:
    """Something to work out. ``notes`` is None where they are as in the question before."""

    number: int
    run: Run
    notes: NotesByEntry | None


@dataclass(frozen=True, slots=True)
class Stop:
    """The question of this number is no longer wanted."""

    number: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes of a question, or the error, or where a bug stood: its kind and the lines of code."""

    number: int
    result: Any = None
    error: KnownError | None = None
    bug: str = ""


def write(stream: BinaryIO, message: object) -> None:
    """Send something, after its length as eight bytes.

    Raises:
        OSError: If the other side is gone.
    """
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read(stream: BinaryIO) -> Any:
    """What the other side has sent; None when it is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return pickle.loads(data) if len(data) == length else None  # noqa: S301 - both sides are this application


class _Counter:
    """Answers one question after the other, on the main thread; another thread hears what is no longer wanted."""

    def __init__(self, stdin: BinaryIO, stdout: BinaryIO, opening: Opening) -> None:
        self._stdin, self._stdout = stdin, stdout
        self._opening = opening
        self._questions: queue.SimpleQueue[Question | None] = queue.SimpleQueue()
        self._library: Library | None = None
        self._notes: NotesByEntry = {}
        self._number = 0
        self._done = threading.Event()

    def work(self) -> None:
        threading.Thread(target=self._listen, name="listener", daemon=True).start()
        try:
            while (question := self._questions.get()) is not None:
                self._number = question.number
                if question.notes is not None:
                    self._notes = question.notes
                answer = self._answer(question)
                self._number = 0
                write(self._stdout, answer)
        finally:
            self._done.set()
            if self._library is not None:
                self._library.close()

    def _listen(self) -> None:
        while (message := read(self._stdin)) is not None:
            if isinstance(message, Question):
                self._questions.put(message)
            elif message.number == self._number:
                self._interrupt()
        self._questions.put(None)
        while not self._done.wait(_PATIENCE):
            self._interrupt()

    def _interrupt(self) -> None:
        library = self._library
        if library is not None:
            library.interrupt()

    def _answer(self, question: Question) -> Answer:
        try:
            if self._library is None:
                self._library = Library.open(self._opening.path, time_limit=self._opening.time_limit)
            return Answer(question.number, question.run(self._library, self._notes))
        except KnownError as error:
            return Answer(question.number, error=error.with_traceback(None))
        except Exception as error:
            # Without what the error says, which may be text of the record.
            lines = "".join(traceback.format_tb(error.__traceback__))
            return Answer(question.number, bug=f"{type(error).__name__}\n{lines}")


def main() -> int:
    """Answer questions until the application closes the pipe."""
    sys.setswitchinterval(_SWITCH)
    if sys.platform != "win32":
        os.nice(_NICE)  # where there are few processors, the window goes before
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        sys.stdout = nowhere  # whatever a library prints must not come between the answers
        opening = read(stdin)
        if opening is not None:
            _Counter(stdin, stdout, opening).work()
    return 0


if __name__ == "__main__":
    # As a module that was imported by its name: what is sent names its classes so.
    from oversight_viewer.tasks.counter import main as work

    sys.exit(work())
