"""Where the notebook of a library lies.

A notebook lies beside its library, so that both move together. Where the folder cannot be written, it lies in the
user's own data folder. Once there is one in the data folder it stays in use, even if the folder of the library can be
written one day: nothing that the user wrote goes out of sight, and nothing of it is copied to where others may read.

A notebook beside a library that cannot be written (on a share, from a colleague) is read, and its events are taken
over into the user's own one each time that is opened. That file itself is never changed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from oversight_viewer.storage.engine import LIBRARY_SUFFIX, NOTEBOOK_SUFFIX


@dataclass(frozen=True, slots=True)
class NotebookPlace:
    """The files of a library's notes; neither needs to exist.

    Args:
        path: The notebook that is written.
        elsewhere: A notebook beside the library that is only read, or None.
    """

    path: Path
    elsewhere: Path | None = None


def can_write(path: Path) -> bool:
    """Whether a notebook at this path can be written: the file, if there is one, and its folder.

    Permissions tell less than an attempt does, on Windows and on network drives above all.
    """
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
        if path.exists():
            with path.open("r+b"):
                pass
    except OSError:
        return False
    return True


def notebook_place(
    library: Path, data_folder: Path, *, is_writable: Callable[[Path], bool] = can_write
) -> NotebookPlace:
    """Find out where the notes on a library lie.

    Args:
        library: The library; it need not exist.
        data_folder: The folder of the user's own data; it need not exist.
        is_writable: Whether a notebook at a path can be written.
    """
    resolved = library.resolve()
    stem = resolved.stem if resolved.suffix.lower() == LIBRARY_SUFFIX else resolved.name
    beside = resolved.with_name(stem + NOTEBOOK_SUFFIX)
    # The same name may stand in many folders; the hash of the whole path tells them apart.
    token = hashlib.sha256(os.fsencode(os.path.normcase(resolved))).hexdigest()[:16]
    own = data_folder / "notebooks" / f"{stem[:80]}-{token}{NOTEBOOK_SUFFIX}"
    if not os.path.exists(own) and is_writable(beside):
        return NotebookPlace(beside)
    return NotebookPlace(own, beside if os.path.exists(beside) else None)


def notebook_path(library: Path, data_folder: Path) -> Path:
    """The notebook in which notes on a library are written."""
    return notebook_place(library, data_folder).path
