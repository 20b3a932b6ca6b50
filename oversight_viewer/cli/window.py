"""The verbs that end in a window."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the verb that needs it

from __future__ import annotations

from pathlib import Path

import click

from oversight_viewer.cli.output import print_text
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
    return run(library)


def _no_window(error: ImportError) -> KnownError:
    from oversight_viewer.system_check import main as name_what_is_missing

    name_what_is_missing([])
    return KnownError(
        "The window cannot be opened on this computer.",
        todo="Install what is missing; until then the other verbs of the command line work.",
        details=type(error).__name__,
    )


@click.command("open")
@click.argument("library", type=click.Path(path_type=Path), required=False)
def open_command(library: Path | None) -> int:
    """Open the window, with LIBRARY or the welcome page."""
    return open_window(library)


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option("--no-open", is_flag=True, help="Only write the library.")
def sample(folder: Path | None, no_open: bool) -> int:
    """Write the sample library to DIR and open it.

    Without DIR it lies in your own data folder. A sample library that is there already is opened as it is.
    """
    from oversight_viewer.sample import build_sample
    from oversight_viewer.user import Folders

    library = build_sample(Folders.of_user().data / "sample" if folder is None else folder)
    print_text(str(library))
    return 0 if no_open else open_window(library)
