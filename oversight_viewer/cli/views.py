"""The option that names a saved view in place of filters."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the verb that needs it

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from oversight_viewer.cli.filters import FilterWords, resolve
from oversight_viewer.cli.output import say
from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.views import Look

if TYPE_CHECKING:
    from oversight_viewer.domain.saved_views import SavedView
    from oversight_viewer.storage.library import Library
    from oversight_viewer.storage.notebook_place import NotebookPlace

VIEW = click.option("--view", metavar="NAME", help="What a saved view of yours shows; instead of filters.")


def place_of_notes(path: Path) -> NotebookPlace:
    """Where the notes on a library lie, found without trying where new ones could be written."""
    from oversight_viewer.storage.notebook_place import notebook_place
    from oversight_viewer.user import Folders

    return notebook_place(path, Folders.of_user().data, is_writable=lambda _: True)


def saved_views(path: Path) -> tuple[SavedView, ...]:
    """The views that are saved for a library.

    Raises:
        KnownError: If the notebook cannot be read.
    """
    from oversight_viewer.storage.notebook import read_saved_views

    return read_saved_views(place_of_notes(path))


def look_of(view: str | None, words: FilterWords, text: str, library: Library, notes: NotesByEntry) -> Look:
    """What is to be looked at: what a saved view shows, or what the filters mean.

    Raises:
        UsageError: If both are given.
        KnownError: If there is no view of that name, or something is named that the library does not have; the
            message lists what there is.
    """
    if view is None:
        return Look(resolve(words, text, library, notes))
    if text.strip() or words.asks_for_something:
        raise click.UsageError("Give --view or filters, not both.")
    from oversight_viewer.domain.saved_views import one_view_named

    saved = one_view_named(saved_views(library.path), view)
    if saved.not_understood:
        say(f"A newer version saved this view; not known here and left out: {', '.join(saved.not_understood)}.")
    return saved.look
