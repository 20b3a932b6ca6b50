"""What is asked of a library before it is shown. Off the UI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.saved_views import default_view
from oversight_viewer.domain.views import Look
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.notebook import read_saved_views
from oversight_viewer.storage.notebook_place import NotebookPlace, can_write, notebook_place
from oversight_viewer.storage.schema import LIBRARY, check_header


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of a library before it is shown. ``look`` is the user's default view, None without one."""

    path: Path
    title: str
    read_only: bool
    place: NotebookPlace
    look: Look | None


def look_into(path: Path, data_folder: Path, adapting: Callable[[int, int], None]) -> Opened:
    """Find out what a library is; one of an earlier version is adapted to this one first.

    Args:
        path: The library.
        data_folder: Where the user's own data lie.
        adapting: Called now and then with the number of records adapted, and of all.

    Raises:
        KnownError: If it is no library, damaged, newer, or cannot be adapted.
    """
    if check_header(path, LIBRARY) < LIBRARY.version:
        from oversight_viewer.storage.writer import bring_up_to_date  # noqa: PLC0415 - needed once after an update

        bring_up_to_date(path, adapting)
    library = Library.open(path)
    try:
        title = library.title()
    finally:
        library.close()
    place = notebook_place(path, data_folder)
    return Opened(path, title, not can_write(path), place, _default_look(place))


def _default_look(place: NotebookPlace) -> Look | None:
    try:
        view = default_view(read_saved_views(place))
    except KnownError:
        return None  # told when the notes are read
    return None if view is None else view.look
