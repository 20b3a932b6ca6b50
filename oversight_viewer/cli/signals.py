"""What ends a command from outside: a terminal that is closed, a system that shuts down.

Python would end at once and leave behind what was half done, a copy of the record among it. As with Ctrl+C, the work
ends in order instead.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType

_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def end_in_order() -> None:
    """From now on these signals do what Ctrl+C does. One that is ignored, as nohup has it, stays so."""
    if threading.current_thread() is threading.main_thread():
        for number in _ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _stop)


def end_at_once() -> None:
    """The signals end the process again. A window needs that: its event loop comes to Python only now and then."""
    if threading.current_thread() is threading.main_thread():
        for number in _ENDING:
            if signal.getsignal(number) is _stop:
                signal.signal(number, signal.SIG_DFL)


def _stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    raise KeyboardInterrupt
