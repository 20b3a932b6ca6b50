"""The text worker: a process of its own in which Markdown of others is worked out, and their documents are opened.

Run as ``python -P -m oversight_viewer.text.worker MEMORY SECONDS``; a frozen build runs
``oversight-viewer --text-worker MEMORY SECONDS``, which calls :func:`main` with the two figures. It answers frames on
standard output until standard input ends, so it never outlives the application.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from oversight_viewer.text.documents import document_frames
from oversight_viewer.text.frames import read_frame, write_frame
from oversight_viewer.text.limits import TooComplex
from oversight_viewer.text.markup import safe_pieces


def limit_memory(size: int) -> None:
    """Bound the address space of this process to ``size`` bytes, where the system can do that."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (size, size))


def answer(message: dict[str, Any]) -> dict[str, Any]:
    """Work out one request. What goes wrong is named by its kind alone, never by the text that caused it."""
    try:
        return {"pieces": safe_pieces(str(message["source"]), str(message["format"]))}
    except TooComplex:
        return {"error": "complex"}
    except MemoryError:
        return {"error": "memory"}
    except Exception as error:  # whatever the text does to the parser, the next text is not its victim
        return {"error": type(error).__name__}


def answers(message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Work out one request: the text of a document comes in several answers, everything else in one."""
    if "extract" in message:
        yield from document_frames(str(message["extract"]), str(message.get("kind")))
    else:
        yield answer(message)


def main(arguments: Sequence[str]) -> int:
    """Answer requests until the application closes the pipe.

    Args:
        arguments: The memory limit in bytes, and the time limit of one request in seconds. The application watches the
            time itself; the limit here ends a worker whose application died in the middle of a request.
    """
    limit_memory(int(arguments[0]))
    seconds = float(arguments[1])
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        sys.stdout = nowhere  # whatever a library prints must not come between the frames
        write_frame(stdout, {"ready": True})
        while (message := read_frame(stdin)) is not None:
            faulthandler.dump_traceback_later(2 * seconds, exit=True, file=nowhere)
            for reply in answers(message):
                write_frame(stdout, reply)
            faulthandler.cancel_dump_traceback_later()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
