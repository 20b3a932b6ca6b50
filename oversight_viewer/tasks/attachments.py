"""Opens attachments: each as a private copy that is removed again, and never as a program. Without Qt."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import TYPE_CHECKING

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.records import Attachment
from oversight_viewer.domain.saving import FileContent
from oversight_viewer.files import PRIVATE_COPIES, atomic_write, write_error
from oversight_viewer.storage.attachments import NotKept

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library

OPENED: tuple[str, ...] = (
    ".pdf", ".txt", ".csv", ".rtf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp",
    ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".mp3", ".mp4", ".wav",
)  # fmt: skip
"""Endings of files that are shown by a program and do nothing by themselves; others can only be saved."""

_LARGEST = 2 * 1024**3
_LONGEST_NAME = 80


def can_open(attachment: Attachment) -> bool:
    """Whether an attachment is of a kind that is only looked at."""
    return Path(attachment.path).suffix.lower() in OPENED


class AttachmentCopies:
    """Copies of attachments for other programs, in a folder that only this user can read.

    They are gone when it is closed; what an earlier run of the application left behind, because it was killed, is
    removed with the first copy, and whenever a library is closed.

    Args:
        folder: Where the folder of the copies is made; None for the system's place for such files.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._parent = folder
        self._folder: Path | None = None
        self._count = 0

    def copy(self, library: Library, attachment: Attachment) -> Path:
        """A copy to be shown, which cannot be written.

        Raises:
            KnownError: If its kind is not one that is only looked at, or the library does not have it whole.
        """
        if not can_open(attachment):
            raise KnownError(
                f"“{Path(attachment.path).name[:_LONGEST_NAME]}” may be a program and is not opened.",
                todo="Save it, and have it checked before anything is done with it.",
            )
        self._count += 1
        place = self._own_folder() / str(self._count)
        place.mkdir(mode=0o700)
        target = place / plain_name(attachment)
        write_out(library, attachment, target)
        target.chmod(stat.S_IRUSR)
        return target

    def close(self) -> None:
        """Remove all copies. One that another program holds open is removed by the next run."""
        if self._folder is not None:
            _remove(self._folder)
            self._folder = None

    def _own_folder(self) -> Path:
        if self._folder is None:
            try:
                self._folder = Path(mkdtemp(prefix=f"{PRIVATE_COPIES}{os.getpid()}-", dir=self._parent))
            except OSError as error:
                raise write_error(Path(self._parent or "."), error) from error
            remove_leftovers(self._folder.parent)
        return self._folder


def remove_leftovers(folder: Path | None = None) -> None:
    """Remove copies that a run of the application left behind, because it was killed.

    Args:
        folder: Where the folders of the copies are; None for the system's place for such files.
    """
    for old in (folder or Path(gettempdir())).glob(f"{PRIVATE_COPIES}*"):
        if _is_ours(old) and not _is_of_a_running_program(old):
            _remove(old)


def write_out(library: Library, attachment: Attachment, target: Path) -> None:
    """Write the content of an attachment to a file: as the library keeps it, or as it lies beside the library.

    Raises:
        KnownError: If the library does not have it whole, or the file cannot be written.
    """
    content = content_of(library, attachment)
    with atomic_write(target) as temporary:
        if isinstance(content, Path):
            shutil.copyfile(content, temporary)
        else:
            temporary.write_bytes(content)


def content_of(library: Library, attachment: Attachment) -> bytes | Path:
    """The content of an attachment, verified: as it lies beside the library, or as the library keeps it.

    Raises:
        NotKept: If the library only names it.
        KnownError: If the library does not have it whole.
    """
    if attachment.sha256 is None:
        raise NotKept(
            "This attachment is only named; its content is not kept in the library.",
            todo="Ask whoever made the record for the file.",
        )
    return _beside(library.path, attachment) or library.attachment(attachment.sha256)


def _beside(library: Path, attachment: Attachment) -> Path | None:
    """The file that lies beside the library under the path that the record gives, if it is that file to the byte."""
    folder = library.resolve().parent
    try:
        path = (folder / attachment.path.replace("\\", "/")).resolve()
        if not path.is_relative_to(folder) or not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return path if _digest(path) == (attachment.sha256 or "").lower() else None
    except (OSError, ValueError):
        return None


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def file_contents_of(paths: Sequence[Path]) -> tuple[tuple[Attachment, FileContent], ...]:
    """Files as attachments of an entry, with what is to be kept of them.

    Raises:
        KnownError: If one cannot be read, or is larger than 2 GB.
    """
    return tuple(_attached(path) for path in paths)


def _attached(path: Path) -> tuple[Attachment, FileContent]:
    import mimetypes  # noqa: PLC0415 - reads the system's list of types

    try:
        if path.stat().st_size > _LARGEST:
            raise KnownError(f"“{path.name}” is larger than 2 GB.", todo="Attach a smaller file.")
        digest = _digest(path)
    except OSError as error:
        raise KnownError(
            f"“{path.name}” could not be read.",
            todo="Check that it is there and may be read.",
            details=f"{type(error).__name__}: {error}",
        ) from error
    kind = mimetypes.guess_type(path.name)[0]
    name = path.name.replace(":", "_").replace("\\", "_")
    attachment = Attachment(f"{digest[:12]}/{name}", title=path.name, media_type=kind, sha256=digest)
    return attachment, FileContent(digest, kind, path)


def plain_name(attachment: Attachment) -> str:
    """The name of the file of an attachment, without anything that a system might take otherwise."""
    return _plain(Path(attachment.path.replace("\\", "/")))


def _plain(path: Path) -> str:
    stem, ending = ("".join(sign if sign.isalnum() or sign in " -_()" else "_" for sign in part) for part in (
        path.stem, path.suffix[1:].lower(),
    ))  # fmt: skip
    name = (stem.strip(" .") or "attachment")[:_LONGEST_NAME]
    return f"{name}.{ending}" if ending else name


def _is_ours(folder: Path) -> bool:
    """Whether this user made a folder. In a place that all may write, another one might have put links into it."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and (sys.platform == "win32" or found.st_uid == os.geteuid())


def _is_of_a_running_program(folder: Path) -> bool:
    number = folder.name.removeprefix(PRIVATE_COPIES).partition("-")[0]
    if not number.isdigit():
        return False
    if int(number) == os.getpid():
        return True
    if sys.platform == "win32":  # there the question would end the program; files that it shows cannot be removed
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(folder: Path) -> None:
    for path in folder.rglob("*"):
        with suppress(OSError):
            if not path.is_symlink():  # its target is none of ours
                path.chmod(stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)
