"""Writes files whole or not at all: beside the target first, then renamed over it."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from oversight_viewer.domain.errors import KnownError

PRIVATE_COPIES = "oversight-attachments-"
"""How the names of folders begin in which copies lie for a while; the number of the process comes next, and a hyphen.

What a process leaves behind that was killed is removed by another one.
"""

_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DISK_FAULT = frozenset({errno.EIO, errno.EROFS})
_LONGEST_STEM = 40  # characters of the target's name in that of the temporary file, so that it never gets too long


def write_error(path: Path, error: OSError) -> KnownError:
    """Say in words of the user why a file could not be written."""
    if error.errno in _DISK_FULL:
        what, todo = (
            f"There is not enough room on the disk to write {path.name}.",
            "Free some space or choose another disk.",
        )
    elif isinstance(error, FileNotFoundError):
        what, todo = f"The folder {path.parent} does not exist.", "Create the folder or choose another one."
    elif isinstance(error, PermissionError) or error.errno in {errno.EROFS}:
        what = f"{path.name} may not be written in {path.parent}."
        todo = "Close the file if another program has it open, or choose another folder."
    elif error.errno == errno.ENAMETOOLONG:
        what, todo = f"The name {path.name[:_LONGEST_STEM]}… is too long.", "Choose a shorter one."
    else:
        what, todo = f"{path.name} could not be written.", "Check the disk or choose another folder."
    return KnownError(what, safe="No file was changed.", todo=todo, details=f"{type(error).__name__}: {error}")


def is_there(path: Path) -> bool:
    """Whether there is a file or folder of that name.

    Raises:
        KnownError: If the system does not say: the folder may not be looked into, or the name is too long.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise write_error(path, error) from error
    return True


def _refusal(path: Path) -> KnownError | None:
    """Why ``path`` must not be replaced, although the system might let us."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        return write_error(path, error)
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not a regular file"
        return KnownError(f"{path} is {kind}.", safe="No file was changed.", todo="Choose another file name.")
    if not os.access(path, os.W_OK):
        return write_error(path, PermissionError(errno.EACCES, "read-only file"))
    return None


def _create_beside(target: Path) -> Path:
    """Make an empty file in the folder of ``target``, with its suffix and permissions, or those usual for new files."""
    name = f".{target.stem[:_LONGEST_STEM]}-{secrets.token_hex(6)}{target.suffix[:_LONGEST_STEM]}"
    temporary = target.with_name(name)
    # Not tempfile: its files are readable by the owner alone, and so would the exported file be.
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    with contextlib.suppress(FileNotFoundError):
        os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
    return temporary


def _sync(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the renaming last; systems that cannot do this for a folder do it by themselves."""
    if hasattr(os, "O_DIRECTORY"):
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Give the path of an empty temporary file beside ``path``, which replaces it when the block ends well.

    The temporary file has the suffix of ``path``, so that converters see the format. If the block ends with any
    exception, the temporary file is removed and ``path`` is as it was. A symbolic link stays one: its target is
    replaced.

    Raises:
        KnownError: If the file cannot be written, the disk is full, or ``path`` is a folder or a device. Within the
            block, an OSError that tells of the disk or of the temporary file becomes one; any other goes through.
    """
    target = Path(os.path.realpath(path))
    refusal = _refusal(target)
    if refusal is not None:
        raise refusal
    try:
        temporary = _create_beside(target)
    except OSError as error:
        raise write_error(target, error) from error
    try:
        yield temporary
        _sync(temporary)
        os.replace(temporary, target)
    except OSError as error:
        if error.errno in _DISK_FULL | _DISK_FAULT or error.filename == str(temporary):
            raise write_error(target, error) from error
        raise
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def give_name(made: Path, path: Path) -> None:
    """Give a finished file its name, never over another file. The name that it was made under may stay, to be removed.

    Raises:
        KnownError: If there is a file of that name, or it cannot be given.
    """
    try:
        os.link(made, path)
    except FileExistsError as error:
        raise file_exists(path) from error
    except OSError:
        # A drive without links. The moment between the question and the answer is the best that it offers.
        if os.path.lexists(path):
            raise file_exists(path) from None
        try:
            os.rename(made, path)
        except OSError as error:
            raise write_error(path, error) from error


def file_exists(path: Path) -> KnownError:
    """What is said where a file would have to be written over."""
    return KnownError(
        f"There is a file “{path.name}” already.", safe="It was not changed.", todo="Choose another name."
    )


@contextmanager
def atomic_new(path: Path) -> Iterator[BinaryIO]:
    """Like :func:`atomic_open`, for a file that is not there yet: none is ever replaced, and no link is followed."""
    try:
        temporary = _create_beside(path)
    except OSError as error:
        raise write_error(path, error) from error
    try:
        with temporary.open("wb") as handle:
            yield handle
        _sync(temporary)
        give_name(temporary, path)
    except OSError as error:
        if error.errno in _DISK_FULL | _DISK_FAULT or error.filename == str(temporary):
            raise write_error(path, error) from error
        raise
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


@contextmanager
def atomic_open(path: Path) -> Iterator[BinaryIO]:
    """Like :func:`atomic_write`, with the temporary file opened for writing bytes."""
    with atomic_write(path) as temporary, temporary.open("wb") as handle:
        yield handle
