"""The worker process as the application holds it: started, asked, and killed when it takes too long."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Generator, Iterator
from typing import Any, Self

from oversight_viewer.text.children import own_command, own_environment
from oversight_viewer.text.frames import read_frame, write_frame

_START_SECONDS = 20.0  # a cold start on a slow disk with a virus scanner
_CLOSE_SECONDS = 5.0


def command(memory: int, seconds: float) -> list[str]:
    return own_command("--text-worker", "oversight_viewer.text.worker", [str(memory), str(seconds)])


class WorkerProcess:
    """One worker process. Every exchange has a limit, after which the process is killed."""

    def __init__(self, memory: int, seconds: float) -> None:
        self.timed_out = False
        self._process = subprocess.Popen(
            command(memory, seconds),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=own_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def start(self) -> bool:
        """Wait until the process has loaded what it needs; False if it did not come up."""
        return self._exchange(None, _START_SECONDS) == {"ready": True}

    def ask(self, message: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """The answer to a request, or None if the process is gone, because of the limit or by itself."""
        return self._exchange(message, seconds)

    def ask_for_parts(self, message: dict[str, Any], seconds: float) -> Generator[dict[str, Any] | None, None, None]:
        """The parts of a long answer as they come; None instead of the next if the process is gone.

        Args:
            message: The request.
            seconds: The limit of the whole answer. What the caller does between two parts counts too.
        """
        with self._watched(seconds):
            try:
                self._write(message)
                while True:
                    yield self._read()
            except (OSError, ValueError, RecursionError):
                yield None

    def _exchange(self, message: dict[str, Any] | None, seconds: float) -> dict[str, Any] | None:
        with self._watched(seconds):
            try:
                if message is not None:
                    self._write(message)
                return self._read()
            except (OSError, ValueError, RecursionError):
                return None

    def _write(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        write_frame(self._process.stdin, message)  # type: ignore[arg-type]

    def _read(self) -> dict[str, Any] | None:
        assert self._process.stdout is not None
        return read_frame(self._process.stdout)  # type: ignore[arg-type]

    @contextlib.contextmanager
    def _watched(self, seconds: float) -> Iterator[None]:
        watch = threading.Timer(seconds, self._expire)
        watch.start()
        try:
            yield
        finally:
            watch.cancel()
            watch.join()

    def _expire(self) -> None:
        self.timed_out = True
        self.kill()

    def kill(self) -> None:
        """End the process at once; an exchange that waits for it ends too. May be called from any thread."""
        self._process.kill()

    def close(self) -> None:
        """End the process and wait until it is gone."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_CLOSE_SECONDS)


class WorkerOwner:
    """What has a worker process of its own, which starts with the first request; a context manager.

    May be used from several threads, one at a time.

    Args:
        seconds: How long one request may take.
        memory: How much address space the process may use, in bytes.
    """

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds = seconds
        self._memory = memory
        self._lock = threading.Lock()
        self._worker: WorkerProcess | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()

    @property
    def worker_pid(self) -> int | None:
        """The process that runs now, if one does."""
        worker = self._worker
        return None if worker is None else worker.pid

    def _start(self) -> WorkerProcess | None:
        try:
            self._worker = WorkerProcess(self._memory, self._seconds)
        except OSError:
            return None
        if self._worker.start():
            return self._worker
        self._discard()
        return None

    def _discard(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def close(self) -> None:
        """End the process, even in the middle of a request, and wait for it. It is not started again."""
        self._closed = True
        worker = self._worker
        if worker is not None:
            worker.kill()
        with self._lock:
            self._discard()
