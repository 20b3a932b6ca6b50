"""The sample record: which files it consists of, and how a library is made of them."""

# ruff: noqa: PLC0415 - what takes long to load is loaded when the sample is made

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.records import EntryId
from oversight_viewer.files import is_there, write_error
from oversight_viewer.resources import sample_data
from oversight_viewer.storage.engine import LIBRARY_SUFFIX
from oversight_viewer.tasks.imports import import_into

SAMPLE_TITLE = "Sample record"
_FILES = (
    "public-matters.jsonl",
    "worked-example-earlier.jsonl",
    "worked-example.jsonl",
    "worked-example-transcript.jsonl",
)
_ATTACHMENTS = "attachments"
_KNOWN_BY = EntryId("example-crane-letter")


def sample_files() -> list[Path]:
    """The files of the sample, in the order in which they are imported.

    Raises:
        FileNotFoundError: If the installation is incomplete.
    """
    return [sample_data() / name for name in _FILES]


def build_sample(folder: Path) -> Path:
    """Make the sample library in a folder, with the attached files beside it. One that is there already is kept.

    Args:
        folder: Where; it is made if it is missing.

    Returns:
        The path of the library.

    Raises:
        KnownError: If another file has its name, or the folder cannot be written. Nothing is overwritten.
        FileNotFoundError: If the installation is incomplete.
    """
    library = folder / f"{SAMPLE_TITLE}{LIBRARY_SUFFIX}"
    if is_there(library):
        _check_is_sample(library)
        return library
    files = sample_files()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Made whole in a folder of its own, so that a half-made sample is never taken for the sample.
        with tempfile.TemporaryDirectory(prefix=".sample-", dir=folder) as workshop:
            made = Path(workshop) / library.name
            # One import a file: the second file has the earlier version of an entry, the third its present one.
            for path in files:
                import_into(made, [path], title=SAMPLE_TITLE)
            _copy_attachments(folder / _ATTACHMENTS)
            if library.exists():
                raise _taken(library)
            os.rename(made, library)
    except OSError as error:
        raise write_error(library, error) from error
    return library


def _check_is_sample(path: Path) -> None:
    from oversight_viewer.storage.library import Library
    from oversight_viewer.storage.writer import bring_up_to_date

    bring_up_to_date(path)
    with closing(Library.open(path)) as library:
        if library.info().title != SAMPLE_TITLE or library.entry(_KNOWN_BY) is None:
            raise _taken(path)


def _taken(path: Path) -> KnownError:
    return KnownError(
        f"There is a file “{path.name}” already, and it is not the sample record.",
        safe="It was not changed.",
        todo="Choose another folder for the sample, or rename the file.",
    )


def _copy_attachments(target: Path) -> None:
    """Put the attached files beside the library. A file that is there already stays as it is."""
    target.mkdir(exist_ok=True)
    for file in sorted((sample_data() / _ATTACHMENTS).iterdir()):
        if not (target / file.name).exists():
            shutil.copyfile(file, target / file.name)
