"""The content of attachments: small ones in the library, large ones in the folder beside it, each under its hash."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.saving import FileContent
from oversight_viewer.storage.engine import Connection

LARGEST_INSIDE = 20_000_000
"""Bytes of the largest attachment that is kept in the library itself."""

_PIECE = 1 << 20
_STILL_WRITTEN_SECONDS = 24 * 3600
ATTACHMENT = "SELECT size, data, place FROM attachment_file WHERE sha256 = ?"
_PUT = "INSERT INTO attachment_file (sha256, size, media_type, data, place) VALUES (?, ?, ?, ?, ?)"
_HAS = "SELECT 1 FROM attachment_file WHERE sha256 = ?"


class NotKept(KnownError):  # noqa: N818 - named for what it says
    """The library only names an attachment and does not have its content."""


def folder_beside(library: Path) -> Path:
    """Where the large attachments of a library lie."""
    return library.with_name(f"{library.stem} files")


@contextmanager
def taken_along(library: Path, new: Path) -> Iterator[None]:
    """Let the large attachments of a library lie beside it under another name, which it gets within the block.

    If it does not get the name, they are gone again, for nobody would find them; what lay there before stays.

    Raises:
        KnownError: If they cannot be moved.
    """
    before, now = folder_beside(library), folder_beside(new)
    moved: list[Path] = []
    try:
        if before.is_dir():
            _move(before, now, moved)
        yield
    except BaseException:
        for content in moved:
            content.unlink(missing_ok=True)
        with suppress(OSError):
            now.rmdir()  # stays where something else lies in it
        raise


def _move(before: Path, now: Path, moved: list[Path]) -> None:
    try:
        now.mkdir(exist_ok=True)
        for content in before.iterdir():
            target = now / content.name
            is_new = not target.exists()  # a file there is named after the same content, and is another library's too
            content.replace(target)
            if is_new:
                moved.append(target)
        before.rmdir()
    except OSError as error:
        raise KnownError(
            f"The attachments of “{now.name}” cannot be kept beside the library.",
            safe="No library was made.",
            todo="Choose another name for the library.",
            details=str(error.strerror),
        ) from error


def hash_of(data: bytes | Path) -> str:
    """SHA-256 of bytes or of a file, in hexadecimal."""
    digest = hashlib.sha256()
    if isinstance(data, bytes):
        digest.update(data)
    else:
        with data.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    return digest.hexdigest()


def _differs() -> KnownError:
    return KnownError(
        "An attachment is not what its fingerprint says: it was damaged, or changed while it was read.",
        todo="Get the file again and import it once more.",
    )


class AttachmentFiles:
    """Keeps contents of attachments while a library is written.

    Args:
        conn: A connection within a transaction.
    """

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._placed: list[Path] = []

    def keep(self, contents: Iterable[FileContent]) -> None:
        """Keep some contents; what the library has already is left as it is.

        Raises:
            KnownError: If one is not what its hash says, or cannot be read or written.
        """
        for content in contents:
            sha256 = content.sha256.lower()
            if self._conn.execute(_HAS, (sha256,)).fetchone() is None:
                self._keep(sha256, content)

    def _keep(self, sha256: str, content: FileContent) -> None:
        try:
            data = content.data
            size = len(data) if isinstance(data, bytes) else data.stat().st_size
            if size <= LARGEST_INSIDE:
                inside = data if isinstance(data, bytes) else data.read_bytes()
                if hash_of(inside) != sha256:
                    raise _differs()
                self._conn.execute(_PUT, (sha256, len(inside), content.media_type, inside, None))
            else:
                self._place(sha256, data)
                self._conn.execute(_PUT, (sha256, size, content.media_type, None, sha256))
        except OSError as error:
            raise KnownError(
                "An attachment cannot be read or kept.",
                todo="Check that the drive is connected and has room, and try again.",
                details=str(error.strerror),
            ) from error

    def _place(self, sha256: str, data: bytes | Path) -> None:
        """Write a large content beside the library: first under another name, so that it is never half there."""
        folder = folder_beside(Path(self._conn.execute("PRAGMA database_list").fetchone()[2]))
        folder.mkdir(exist_ok=True)
        _clear_broken_off(folder)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        part = Path(name)
        digest = hashlib.sha256()
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in _pieces(data):
                    digest.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            if digest.hexdigest() != sha256:
                raise _differs()
            place = folder / sha256
            is_new = not place.exists()
            part.replace(place)
            if is_new:
                self._placed.append(place)
        finally:
            part.unlink(missing_ok=True)

    def discard(self) -> None:
        """Take away the files that were put beside the library."""
        for place in self._placed:
            with suppress(OSError):
                place.unlink()
                place.parent.rmdir()
        self._placed.clear()


def _clear_broken_off(folder: Path) -> None:
    """Take away what a process left half-written that was killed; what is younger may still be written."""
    for part in folder.glob("*.part"):
        with suppress(OSError):
            if part.stat().st_mtime < time.time() - _STILL_WRITTEN_SECONDS:
                part.unlink()


def _pieces(data: bytes | Path) -> Iterable[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    with data.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def found_content(library: Path, sha256: str, row: tuple[int, bytes | None, str | None] | None) -> bytes | Path:
    """The content of an attachment, verified.

    Args:
        library: Where the library lies.
        sha256: Of the content.
        row: What :data:`ATTACHMENT` gives; None if the library has no such content.

    Raises:
        NotKept: If the library never had it.
        KnownError: If it is missing, or not what was kept.
    """
    todo = "Import the file once more."
    if row is None:
        raise NotKept("The library does not have the content of this attachment.", todo=todo)
    _, data, _ = row
    # The name of the file is the hash that was asked for, whatever stands in the row: it cannot lead elsewhere.
    content: bytes | Path = folder_beside(library) / sha256 if data is None else data
    try:
        is_right = hash_of(content) == sha256
    except OSError as error:
        raise KnownError(
            f"The attachment is missing from the folder “{folder_beside(library).name}” beside the library.",
            todo="Put the folder back beside the library, or import the file once more.",
            details=str(error.strerror),
        ) from error
    if not is_right:
        raise KnownError("The attachment was damaged or changed since it was kept.", todo=todo)
    return content
