"""One piece of work that the window asks for, with what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Any

Failed = Callable[[Exception], object]


class Kind(Enum):
    """What a request is for; only NOTES are never given up."""

    QUERY = auto()
    LOADING = auto()
    NOTES = auto()
    EXPORT = auto()
    IMPORT = auto()
    RENDERING = auto()


class Request:
    """One piece of work with what comes of it.

    The runner keeps it until the result has arrived, so that what hangs on the callbacks is released on the UI thread.
    """

    def __init__(
        self,
        kind: Kind,
        channel: str,
        work: Callable[[Any], Any],
        done: Callable[[Any], object] | None,
        failed: Failed | None,
        *,
        counts: bool = False,
    ) -> None:
        self.number = 0
        self.kind = kind
        self.channel = channel
        self.cancelled = False
        self.counts = counts
        self.done = done
        self.failed = failed
        self.result: Any = None
        self.error: BaseException | None = None
        self._work = work

    def give_up(self) -> None:
        """Nobody wants it any more, unless it is a change of notes. What hangs on the callbacks is released here."""
        if self.kind is not Kind.NOTES:
            self.cancelled = True
            self.done = self.failed = None

    def run(self, open_source: Callable[[], Any]) -> None:
        """Do the work with what it is done on, and keep what comes of it. Never raises."""
        try:
            self.result = self._work(open_source())
        except BaseException as error:
            self.error = error


class Newest:
    """The newest request of each channel; an earlier one is not wanted any more."""

    def __init__(self) -> None:
        self._requests: dict[str, Request] = {}

    def put(self, request: Request) -> Request:
        """Let a request take the place of the one before."""
        earlier = self._requests.get(request.channel)
        if earlier is not None:
            earlier.cancelled = True
        self._requests[request.channel] = request
        return request

    def forget(self, request: Request) -> None:
        """It is answered."""
        if self._requests.get(request.channel) is request:
            del self._requests[request.channel]

    def clear(self) -> None:
        self._requests.clear()
