"""Keeps questions back while one is answered first."""

from __future__ import annotations

from collections.abc import Callable


class Holding:
    """While a channel is first, the questions of all others wait, the newest of each."""

    def __init__(self) -> None:
        self._first: str | None = None
        self._then: Callable[[], object] = lambda: None
        self._held: dict[str, Callable[[], None]] = {}

    @property
    def holds_any(self) -> bool:
        return bool(self._held)

    def begin(self, channel: str, then: Callable[[], object]) -> None:
        """Have a channel be first; ``then`` is called once when something was answered on it."""
        self._first, self._then = channel, then

    def takes(self, channel: str, ask: Callable[[], None]) -> bool:
        """Whether a question has to wait; ``ask`` is called when it is its turn."""
        if self._first in {None, channel}:
            return False
        self._held[channel] = ask
        return True

    def forget(self, channel: str) -> None:
        """Drop what waits on a channel."""
        self._held.pop(channel, None)

    def clear(self) -> None:
        self._held.clear()

    def let_go(self) -> None:
        """Ask what was kept back."""
        self._first = None
        held, self._held = self._held, {}
        for ask in held.values():
            ask()

    def answered(self, channel: str) -> None:
        """Something was answered on a channel, be it that it failed."""
        if channel == self._first:
            then, self._then = self._then, lambda: None
            then()
