"""The command ``oversight-viewer``. Everything the window does to data, it does too, through the same functions.

Nothing here imports Qt, but to open the window; what takes long to load is loaded by the command that needs it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        arguments: What stands after the name of the command; None takes it from the system.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["--text-worker"]:
        # In a frozen build there is no other Python than this program, so the worker process is this program too.
        from oversight_viewer.text.worker import main as work  # noqa: PLC0415

        return work(words[1:])
    if words[:1] == ["--counter"]:
        from oversight_viewer.tasks.counter import main as count  # noqa: PLC0415 - as above

        return count()
    if not words or (len(words) == 1 and words[0].lower().endswith(".oversight")):
        from oversight_viewer.cli.opening import open_at_once  # noqa: PLC0415 - the worker needs nothing of it

        return open_at_once(Path(words[0]) if words else None)
    from oversight_viewer.cli.commands import run  # noqa: PLC0415 - the window needs nothing of it

    return run(words)
