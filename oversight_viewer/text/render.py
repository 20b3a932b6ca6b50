"""Turns the text of an entry into HTML for the screen, within bounds of time and memory.

Markdown of others is worked out in a process of its own. If that takes too long, needs too much memory or comes to
grief, the process is thrown away and the text is shown as plain text, with a notice that says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from oversight_viewer.text.limits import DEFAULT_LIMITS
from oversight_viewer.text.markup import safe_pieces
from oversight_viewer.text.process import WorkerOwner

_TOO_LONG = "Shown as plain text: working out its layout took too long."
_TOO_MUCH = "Shown as plain text: it has more layout than can be shown safely."
_FAILED = "Shown as plain text: its layout could not be worked out."
_NO_WORKER = "Shown as plain text: the part of the application that works out layout did not start."


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as safe HTML.

    Args:
        html: The whole text.
        notice: What the reader must be told about how it is shown, or None.
        pieces: The same HTML cut between paragraphs, so that a long text can be shown piece by piece without holding
            up the window; joined they are ``html``.
    """

    html: str
    notice: str | None = None
    pieces: tuple[str, ...] = ()


def _rendered(pieces: list[str], notice: str | None = None) -> Rendered:
    return Rendered("".join(pieces), notice, tuple(pieces))


class Renderer(WorkerOwner):
    """Renders texts, one at a time; may be called from several threads. The worker starts with the first Markdown.

    After :meth:`close` texts come as plain text.

    Args:
        seconds: How long one text may take.
        memory: How much address space the worker may use, in bytes.
    """

    def __init__(self, *, seconds: float = 3.0, memory: int = 1 << 30) -> None:
        super().__init__(seconds, memory)

    def render(self, source: str, format: str) -> Rendered:  # noqa: A002 - the field's name in the record
        """The text as safe HTML. Never raises because of what the text holds.

        Args:
            source: The text as the record has it.
            format: ``markdown`` or ``plain``; plain text needs no worker.
        """
        if format != "markdown":
            return _rendered(safe_pieces(source, "plain"))
        with self._lock:
            pieces, notice = self._ask(source)
        if pieces is None:
            return _rendered(safe_pieces(source, "plain"), notice)
        return _rendered(pieces)

    def _ask(self, source: str) -> tuple[list[str] | None, str]:
        """The pieces, or None and the notice that says why there are none."""
        if self._closed:
            return None, _NO_WORKER
        if len(source) > DEFAULT_LIMITS.markdown:
            return None, _TOO_MUCH
        worker = self._worker or self._start()
        if worker is None:
            return None, _NO_WORKER
        reply = worker.ask({"source": source, "format": "markdown"}, self._seconds)
        if reply is None or reply.get("error") == "memory":
            # A worker that ran out of memory may be in any state.
            notice = _TOO_LONG if worker.timed_out else _FAILED
            self._discard()
            return None, notice
        if (pieces := reply.get("pieces")) is not None:
            return list(pieces), ""
        return None, _TOO_MUCH if reply.get("error") == "complex" else _FAILED
