"""The attachments of entries that are exported: their contents are written beside the file. Without Qt."""

from __future__ import annotations

import hashlib
import itertools
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.portable_paths import portable_path, split_ending
from oversight_viewer.domain.records import Attachment, Entry, EntryId
from oversight_viewer.files import atomic_new, write_error
from oversight_viewer.storage.attachments import NotKept, hash_of
from oversight_viewer.tasks.attachments import content_of

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library

_PIECE = 1 << 20
_OWN = ""  # no hash: the name of the file of lines is free for no content
_TRIES = 100


@dataclass(frozen=True, slots=True)
class FileProblem:
    """An attachment whose content could not be written, and why, in words of the user."""

    entry: EntryId
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class FilesReport:
    """What became of the attachments of entries that were exported.

    Args:
        written: Files that were written.
        there: Files that lay there already, to the byte.
        size: Of both, in bytes.
        renamed: Attachments that got another path than the record gives; the exported lines give it.
        named: Attachments that are only named, since the library does not have their contents.
        left_out: Attachments whose contents were not asked for.
        problems: Those whose contents are missing or damaged.
    """

    written: int = 0
    there: int = 0
    size: int = 0
    renamed: int = 0
    named: int = 0
    left_out: int = 0
    problems: tuple[FileProblem, ...] = ()

    @property
    def files(self) -> int:
        """How many files lie beside the export."""
        return self.written + self.there


class FilesBeside:
    """Writes contents of attachments into the folder of an export, each whole, and none over another file.

    Args:
        library: Where the contents are kept.
        target: The file of lines.
        is_wanted: Whether they are written; else they are only counted.
    """

    def __init__(self, library: Library, target: Path, *, is_wanted: bool) -> None:
        self._library = library
        self._folder = target.parent
        self._is_wanted = is_wanted
        self._taken = {_key(target.name): _OWN}
        self._placed: dict[tuple[str, str], str] = {}
        self._made: list[Path] = []
        self._folders: list[Path] = []
        self._there = self._size = self._renamed = self._named = self._left_out = 0
        self._problems: list[FileProblem] = []

    def report(self) -> FilesReport:
        """What became of the attachments so far."""
        return FilesReport(
            len(self._made), self._there, self._size, self._renamed, self._named, self._left_out, tuple(self._problems)
        )

    def discard(self) -> None:
        """Take away the files that were written, since the export comes to nothing."""
        for path in self._made:
            with suppress(OSError):
                path.unlink()
        for folder in reversed(self._folders):
            with suppress(OSError):
                folder.rmdir()
        self._made.clear()

    def take(self, entry: Entry) -> Entry:
        """Write the attachments of an entry; returns the entry with the paths under which they lie.

        Raises:
            KnownError: If a file cannot be written.
        """
        if not entry.attachments:
            return entry
        if not self._is_wanted:
            self._left_out += sum(item.sha256 is not None for item in entry.attachments)
            return entry
        attachments = tuple(self._take(entry.id, item) for item in entry.attachments)
        return entry if attachments == entry.attachments else replace(entry, attachments=attachments)

    def _take(self, entry: EntryId, attachment: Attachment) -> Attachment:
        sha256 = (attachment.sha256 or "").lower()
        wanted = attachment.path.replace("\\", "/")
        place = self._placed.get((wanted, sha256))
        if place is None:
            try:
                content = content_of(self._library, attachment)
            except NotKept:
                self._named += 1
                return attachment
            except KnownError as error:
                self._problems.append(FileProblem(entry, attachment.path, error.what))
                return attachment
            place = self._placed[wanted, sha256] = self._place(wanted, sha256, content)
        if place == wanted:
            return attachment
        self._renamed += 1
        return replace(attachment, path=place)

    def _place(self, wanted: str, sha256: str, content: bytes | Path) -> str:
        """Have a content lie under the path that is wanted, or one like it that is free; returns the path."""
        for place in itertools.islice(_places(portable_path(wanted), sha256), _TRIES):
            if self._taken.get(_key(place), sha256) != sha256:
                continue
            target = self._folder / place
            found = self._look(target, sha256)
            if found is None:
                continue
            if found:
                self._there += 1
            else:
                self._make_folders(target.parent)
                _write(content, sha256, target)
                self._made.append(target)
            self._taken[_key(place)] = sha256
            self._size += target.stat().st_size
            return place
        raise KnownError(
            "The folder has other files under all names that an attachment could get.",
            safe="No file was changed.",
            todo="Choose an empty folder.",
        )

    def _look(self, target: Path, sha256: str) -> bool | None:
        """Whether a file lies there already; None if another one does, or the place is not in the folder."""
        try:
            if not target.parent.resolve().is_relative_to(self._folder.resolve()):
                return None
            if target.is_symlink():
                return None
            if target.exists():
                return True if target.is_file() and hash_of(target) == sha256 else None
            above = next(folder for folder in target.parents if folder.exists())
            return False if above.is_dir() else None
        except OSError:
            return None

    def _make_folders(self, folder: Path) -> None:
        missing = list(itertools.takewhile(lambda above: not above.exists(), (folder, *folder.parents)))
        for one in reversed(missing):
            try:
                one.mkdir()
            except OSError as error:
                raise write_error(one, error) from error
            self._folders.append(one)


def _key(place: str) -> str:
    """A path as systems compare it that take small and capital letters for the same."""
    return unicodedata.normalize("NFC", place).casefold()


def _places(path: str, sha256: str) -> Iterator[str]:
    """Where a content may lie: as is wanted, under a name that its hash makes its own, in a folder of its own."""
    yield path
    folder, slash, name = path.rpartition("/")
    stem, ending = split_ending(name)
    yield f"{folder}{slash}{stem}-{sha256[:12]}{ending}"
    yield f"{sha256[:12]}/{name}"
    for number in itertools.count(1):
        yield f"{sha256[:12]}-{number}/{name}"


def _write(content: bytes | Path, sha256: str, target: Path) -> None:
    with atomic_new(target) as file:
        if _copy(content, file) != sha256:
            raise KnownError(
                "An attachment was changed while it was read.", safe="No file was changed.", todo="Export once more."
            )


def _copy(content: bytes | Path, file: BinaryIO) -> str:
    """Write a content; returns the SHA-256 of what was written."""
    if isinstance(content, bytes):
        file.write(content)
        return hashlib.sha256(content).hexdigest()
    digest = hashlib.sha256()
    with content.open("rb") as source:
        while piece := source.read(_PIECE):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()
