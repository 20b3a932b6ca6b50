"""The verbs that end in a window."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the verb that needs it

from __future__ import annotations

from pathlib import Path

import click

from oversight_viewer.cli.opening import open_window
from oversight_viewer.cli.output import print_text


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
