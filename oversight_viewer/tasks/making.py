"""Makes libraries, and sees to it that none is written over. Without Qt."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the job that needs it

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.files import file_exists, give_name, is_there, write_error
from oversight_viewer.storage.attachments import folder_beside, taken_along
from oversight_viewer.storage.engine import LIBRARY_SUFFIX
from oversight_viewer.storage.notebook_place import can_write

_DATABASE = b"SQLite format 3\0"


def make_library(path: Path, title: str = "") -> None:
    """Make an empty library.

    Args:
        path: Where; there must be no file yet.
        title: What the library is called; the name of the file when it is empty.

    Raises:
        KnownError: If there is a file of that name, or it cannot be written.
    """
    with new_library(path, title):
        pass


def refuse_database(path: Path) -> None:
    """Refuse to write over a library or a notebook, whatever it is called.

    Raises:
        KnownError: If the file is one.
    """
    if is_database(path):
        raise KnownError(
            f"“{path.name}” is a library or a notebook and is not written over.",
            todo="Choose another name for the file.",
        )


def is_database(path: Path) -> bool:
    """Whether a file is a database, whatever it is called."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return False  # whoever opens it next says what is wrong with it


@dataclass(slots=True)
class NewLibrary:
    """A library that is being made. It stays only if ``is_kept`` is true at the end."""

    path: Path
    is_kept: bool = True


@contextmanager
def new_library(path: Path, title: str) -> Iterator[NewLibrary]:
    """A new library under another name, which gets its own when the block ends well; else nothing is left."""
    from oversight_viewer.storage.library import create_library

    if path.suffix.lower() != LIBRARY_SUFFIX:
        raise KnownError(
            f"“{path.name}” is no name for a new library.",
            safe="No file was made.",
            todo=f"Choose a name that ends in {LIBRARY_SUFFIX}.",
        )
    if is_there(path):
        raise file_exists(path)
    if not path.parent.is_dir():
        raise write_error(path, FileNotFoundError())
    if not can_write(path):
        raise write_error(path, PermissionError())
    made = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(6)}{LIBRARY_SUFFIX}")
    try:
        create_library(made, title or path.stem)
        new = NewLibrary(made)
        yield new
        if new.is_kept:
            with taken_along(made, path):
                give_name(made, path)
    finally:
        shutil.rmtree(folder_beside(made), ignore_errors=True)
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                made.with_name(made.name + ending).unlink(missing_ok=True)
