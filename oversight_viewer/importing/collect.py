"""Finds the files of folders that are imported."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from oversight_viewer.domain.errors import KnownError

MOST_FILES = 50_000
"""Files of one import."""

_NEVER = frozenset({"thumbs.db", "desktop.ini"})
_OWN = (".oversight", ".notebook", ".oversight-wal", ".oversight-shm", ".notebook-wal", ".notebook-shm")


def collect(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that are meant: those named, and those in folders that are named and in the folders within them.

    What a user never means is passed over in folders: hidden files, locks of word processors, libraries and notebooks,
    and links, which may lead anywhere. A folder that cannot be read comes in place of its files. Each file comes once,
    those of a folder in order of their names.

    Raises:
        KnownError: If a folder holds nothing to import, or there are more than ``MOST_FILES`` files.
    """
    files: dict[Path, None] = {}
    for path in paths:
        found = list(_within(path)) if path.is_dir() else [path]
        if not found:
            raise KnownError(
                f"There is no file to import in {path.name}.",
                safe="Nothing was imported.",
                todo="Choose another folder.",
            )
        for file in found:
            files.setdefault(file)
            if len(files) > MOST_FILES:
                raise KnownError(
                    f"There are more than {MOST_FILES:,} files.",
                    safe="Nothing was imported.",
                    todo="Import the folders one after the other.",
                )
    return tuple(files)


def _within(folder: Path) -> Iterator[Path]:
    try:
        items = sorted(os.scandir(folder), key=lambda item: item.name.casefold())
    except OSError:
        yield folder  # whoever opens it says why; the files beside it are good
        return
    for item in items:
        if _is_passed_over(item.name) or item.is_symlink():
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _within(Path(item.path))
        elif item.is_file(follow_symlinks=False):
            yield Path(item.path)


def _is_passed_over(name: str) -> bool:
    lower = name.casefold()
    return name.startswith((".", "~$")) or lower in _NEVER or lower.endswith(_OWN)
