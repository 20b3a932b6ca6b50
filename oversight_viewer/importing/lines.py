"""Lines of a text file, plain or gzip, read one at a time and never more of one than the limit."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from oversight_viewer.domain.errors import KnownError

LINE_LIMIT = 64 * 1024 * 1024
"""Bytes of the longest line that is read."""

_GZIP_MAGIC = b"\x1f\x8b"
_UTF8_BOM = b"\xef\xbb\xbf"
UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_BUFFER = 1 << 20
_NOTHING = "Nothing was imported."


def reading_error(path: Path, error: OSError) -> KnownError:
    """Say in words of the user why a file could not be read."""
    if isinstance(error, FileNotFoundError):
        what, todo = f"{path} does not exist.", "Check the name of the file."
    elif isinstance(error, PermissionError):
        what, todo = f"{path} may not be read.", "Ask for the right to read it, or copy it to another folder."
    else:
        what, todo = f"{path} could not be read.", "Check the disk, or copy the file to another one."
    return KnownError(what, safe=_NOTHING, todo=todo, details=f"{type(error).__name__}: {error}")


def _damaged(path: Path, error: Exception) -> KnownError:
    return KnownError(
        f"{path.name} is a damaged or unfinished gzip file.",
        safe=_NOTHING,
        todo="Copy or download the file again.",
        details=f"{type(error).__name__}: {error}",
    )


def _open(path: Path) -> BinaryIO:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not a regular file"
        if kind == "a folder":
            os.scandir(path).close()  # one that may not be looked into says so
        raise KnownError(f"{path} is {kind}.", safe=_NOTHING, todo="Choose a file.")
    return path.open("rb", buffering=_BUFFER)


def read_head(path: Path, size: int) -> bytes:
    """The first bytes of a file as they lie on the disk, at most ``size``.

    Raises:
        KnownError: If it cannot be read.
    """
    try:
        with _open(path) as stream:
            return stream.read(size)
    except OSError as error:
        raise reading_error(path, error) from error


def check_not_utf16(path: Path, head: bytes) -> None:
    """Refuse a file that begins as UTF-16 text does.

    Raises:
        KnownError: If it does.
    """
    if head.startswith(UTF16_BOMS):
        raise KnownError(f"{path.name} is UTF-16 text.", safe=_NOTHING, todo="Save it again as UTF-8 and import that.")


@contextmanager
def open_unpacked(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading bytes; what is gzip by its content, whatever its name, is unpacked.

    Raises:
        KnownError: If the file cannot be read or, while it is being read, turns out to be a damaged gzip file.
    """
    try:
        with _open(path) as raw:
            packed = raw.read(2) == _GZIP_MAGIC
            raw.seek(0)
            if not packed:
                yield raw
                return
            try:
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    # GzipFile is a stream of bytes, only not by its type.
                    yield io.BufferedReader(cast(io.RawIOBase, unpacked), _BUFFER)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise _damaged(path, error) from error
    except OSError as error:
        raise reading_error(path, error) from error


def read_lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file that are not blank, each with its number from 1 and without a byte order mark.

    None stands for a line above ``LINE_LIMIT``, which is skipped. Only a line feed ends a line.

    Raises:
        KnownError: If the file cannot be read, is damaged, or is UTF-16 text.
    """
    with open_unpacked(path) as stream:
        number = 0
        while line := stream.readline(LINE_LIMIT + 1):
            number += 1
            if number == 1:
                check_not_utf16(path, line)
                line = line.removeprefix(_UTF8_BOM)
            if len(line) > LINE_LIMIT:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(_BUFFER)
                yield number, None
            elif not line.isspace() and line:
                yield number, line
