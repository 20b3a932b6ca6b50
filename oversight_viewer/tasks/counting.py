"""The counting process as a reading thread of the window sees it: a library that is asked from afar."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.tasks.counter import Answer, Opening, Question, Run, Stop, read, write
from oversight_viewer.text.children import own_command, own_environment

if TYPE_CHECKING:
    from typing import BinaryIO

_CLOSE_SECONDS = 5.0
_BEHIND = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
_ATTEMPTS = 2  # one more, should the process have been ended from outside


class Counting:
    """A library that is asked in the counting process. Used by one thread, but for ``interrupt``.

    The process starts with the first question, anew if it has ended, and ends with ``close`` at the latest.

    Args:
        path: The library.
        time_limit: How long one question may take, in seconds.
    """

    def __init__(self, path: Path, time_limit: float) -> None:
        self._opening = Opening(path.absolute(), time_limit)
        self._process: subprocess.Popen[bytes] | None = None
        self._notes: NotesByEntry | None = None
        self._number = 0
        self._lock = threading.Lock()  # one at a time writes to the process
        self._asked = 0
        self._stopped = False

    @property
    def pid(self) -> int | None:
        """The process that counts now, if one runs."""
        return None if self._process is None else self._process.pid

    def ask(self, run: Run, notes: NotesByEntry) -> Any:
        """What a function of the library and the notes gives.

        Args:
            run: A function of a module, or a ``partial`` of one with what can be sent to another process.
            notes: What the notebook says; never altered once it was given here.

        Raises:
            Cancelled: If it was interrupted.
            KnownError: As the function does, and if the process cannot be kept running.
        """
        self._stopped = False
        for _ in range(_ATTEMPTS):
            answer = self._exchange(run, notes)
            if answer is not None:
                return _result(answer)
            self._end()
            if self._stopped:
                raise Cancelled
        raise KnownError(
            "The part of the application that counts was ended by the system.",
            todo="Close other programs to free memory, and try again.",
        )

    def _exchange(self, run: Run, notes: NotesByEntry) -> Answer | None:
        """The answer; None if the process is gone."""
        try:
            process = self._running()
            assert process.stdin is not None
            assert process.stdout is not None
            self._number += 1
            with self._lock:
                write(_stream(process.stdin), Question(self._number, run, None if notes is self._notes else notes))
                self._asked = self._number
            self._notes = notes
            answer = read(_stream(process.stdout))
        except OSError:
            return None
        finally:
            self._asked = 0
        return answer if isinstance(answer, Answer) else None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._notes = None
            process = subprocess.Popen(
                own_command("--counter", "oversight_viewer.tasks.counter"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # NumPy keeps memory for each processor otherwise, for sums of a kind that nobody asks here.
                env={**own_environment(), "OPENBLAS_NUM_THREADS": "1"},
                creationflags=_BEHIND,
            )
            self._process = process
            assert process.stdin is not None
            write(_stream(process.stdin), self._opening)
        return self._process

    def interrupt(self) -> None:
        """Stop what is being worked out, from any thread. It may be lost, so it is repeated until that ends.

        Whoever calls never waits: while a question is being sent nothing is done.
        """
        self._stopped = True
        if not self._lock.acquire(blocking=False):
            return
        try:
            process, number = self._process, self._asked
            if process is not None and process.stdin is not None and number:
                with contextlib.suppress(OSError, ValueError):
                    write(_stream(process.stdin), Stop(number))
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the process and wait until it is gone and has closed the library."""
        self._end()

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
            if process is None:
                return
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
        try:
            process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _stream(pipe: Any) -> BinaryIO:
    return cast("BinaryIO", pipe)


def _result(answer: Answer) -> Any:
    if answer.error is not None:
        raise answer.error
    if answer.bug:
        raise RuntimeError(f"in the counting process: {answer.bug}")
    return answer.result
