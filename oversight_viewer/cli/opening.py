"""Opens the window. Loads no more than that, since the command is used for it most often."""

# ruff: noqa: PLC0415 - what takes long to load is loaded when it is needed

from __future__ import annotations

from pathlib import Path

from oversight_viewer.cli.signals import end_at_once
from oversight_viewer.domain.errors import KnownError


def open_window(library: Path | None) -> int:
    """Open the window and stay until it is closed.

    Raises:
        KnownError: If the file is no library, or this machine cannot show a window.
    """
    if library is not None:
        from oversight_viewer.storage.schema import LIBRARY, check_header

        check_header(library, LIBRARY)  # said here at once, instead of in a window that shows nothing else
    try:
        from oversight_viewer.app import run
    except ImportError as error:
        if not (error.name or "").startswith(("PySide6", "shiboken6")) and "PySide6" not in str(error.path):
            raise
        raise _no_window(error) from error
    end_at_once()
    return run(library)


def open_at_once(library: Path | None) -> int:
    """Open the window as the command does, without loading its verbs; returns the exit code."""
    try:
        return open_window(library)
    except Exception as error:
        from oversight_viewer.cli.commands import tell

        return tell(error)


def _no_window(error: ImportError) -> KnownError:
    from oversight_viewer.system_check import main as name_what_is_missing

    name_what_is_missing([])
    return KnownError(
        "The window cannot be opened on this computer.",
        todo="Install what is missing; until then the other verbs of the command line work.",
        details=type(error).__name__,
    )
