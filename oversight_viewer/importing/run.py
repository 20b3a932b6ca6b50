"""Imports files: reads, sets aside what is wrong, and hands the rest to the library as one stream."""

from __future__ import annotations

import hashlib
import json
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from oversight_viewer.domain.entry_json import entry_to_json
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.records import Entry, EntryId, JsonObject
from oversight_viewer.domain.saving import SaveReport
from oversight_viewer.importing.formats import Format, Means
from oversight_viewer.importing.problems import Found, Problem
from oversight_viewer.importing.registry import by_name, detect
from oversight_viewer.importing.rejects import RejectsFile

PROBLEMS_KEPT = 10_000
"""Problems that a report holds; all are counted, and all go to the file of rejects."""

_PROGRESS_STEP = 100
_ID_SHOWN = 80


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of an import.

    Args:
        read: Pieces that were found: ``added``, ``updated``, ``unchanged`` and ``rejected`` together.
        problems: Why pieces were rejected, in order, without their texts; at most ``PROBLEMS_KEPT``.
        new_committees: Keys of committees that no list and no earlier import knew.
        new_companies: Names of companies that the library did not have.
    """

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    problems: tuple[Problem, ...] = ()
    new_committees: tuple[str, ...] = ()
    new_companies: tuple[str, ...] = ()

    def as_json(self) -> JsonObject:
        """The report as ``import --json`` prints it."""
        return {
            "read": self.read,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "problems": [{"where": item.where, "reason": item.reason} for item in self.problems],
            "new_committees": list(self.new_committees),
            "new_companies": list(self.new_companies),
        }


def _fingerprint(entry: Entry) -> bytes:
    """16 bytes that tell the content of an entry, whatever the order of its fields in the file."""
    content = entry_to_json(entry)
    body = content.pop("body", None)
    digest = hashlib.blake2b(json.dumps(content, sort_keys=True).encode("utf-8"), digest_size=16)
    digest.update(b"" if body is None else f"\0{body}".encode())
    return digest.digest()


class _Earlier:
    """The entries of this import so far, packed small, for there may be millions."""

    def __init__(self) -> None:
        self._seen: dict[EntryId, bytes] = {}
        self._place = struct.Struct(">IQ")

    def other(self, entry: Entry, file: int, number: int) -> tuple[int, int] | None:
        """File and line where the same id stands already with other content; else the entry is remembered."""
        fingerprint = _fingerprint(entry)
        seen = self._seen.setdefault(entry.id, fingerprint + self._place.pack(file, number))
        return None if seen.startswith(fingerprint) else self._place.unpack_from(seen, len(fingerprint))


class _Reading:
    """One import while it goes on: yields what is good and counts the rest."""

    def __init__(
        self,
        sources: Sequence[tuple[Path, Format]],
        means: Means,
        rejects: RejectsFile,
        progress: Callable[[int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._means = means
        self.read = 0
        self.rejected = 0
        self.problems: list[Problem] = []
        self._sources = sources
        self._rejects = rejects
        self._progress = progress or (lambda _: None)
        self._cancelled = cancelled or (lambda: False)
        self._earlier = _Earlier()
        names = Counter(path.name for path, _ in sources)
        self._labels = [str(path) if names[path.name] > 1 else path.name for path, _ in sources]

    def entries(self) -> Iterator[Entry]:
        for file, (path, reader) in enumerate(self._sources):
            for item in reader.read(path, self._means):
                if self._cancelled():
                    raise Cancelled
                self.read += 1
                problem = self._conflict(item, file) if isinstance(item, Found) else item
                if isinstance(problem, Problem):
                    self._reject(problem, file)
                elif isinstance(item, Found):
                    yield item.entry
                if self.read % _PROGRESS_STEP == 0:
                    self._progress(self.read)
        self._rejects.flush()
        self._progress(self.read)

    def _where(self, file: int, where: str) -> str:
        return where if len(self._sources) == 1 else f"{self._labels[file]}, {where}"

    def _conflict(self, item: Found, file: int) -> Problem | None:
        other = self._earlier.other(item.entry, file, item.number or 0)
        if other is None:
            return None
        earlier, line = other
        where = f"line {line}" if line else "an earlier place"
        if earlier != file:
            where += f" of {self._labels[earlier]}"
        reason = f"The id {item.entry.id[:_ID_SHOWN]} stands already on {where} with other content"
        return Problem(item.where, reason, item.line, item.number)

    def _reject(self, problem: Problem, file: int) -> None:
        self.rejected += 1
        self._rejects.add(problem, self._sources[file][0])
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems.append(replace(problem, where=self._where(file, problem.where), line=None))


def _check_rejects(rejects: Path, paths: Sequence[Path]) -> None:
    for path in paths:
        if path.resolve() == rejects.resolve():
            raise KnownError(
                f"{rejects.name} is one of the files to import and cannot take the rejected lines too.",
                safe="Nothing was imported.",
                todo="Choose another name for the rejected lines.",
            )


def import_files(
    paths: Sequence[Path],
    save: Callable[[Iterable[Entry]], SaveReport],
    means: Means,
    rejects: Path | None = None,
    format: str | None = None,  # noqa: A002 - the word of the command line
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Import files as one batch: all good entries are saved together, or none if anything fails on the way.

    Args:
        paths: The files, of one format or of several.
        save: Saves all that it is given in one transaction and says what became of it.
        means: What the readers may use.
        rejects: Where rejected pieces are written; made only if there are some, replacing an earlier one.
        format: Name of the format; None finds it out for each file by its content.
        progress: Called now and then with the number of pieces read so far.
        cancelled: Asked before each piece; True ends the import.

    Raises:
        KnownError: If a file cannot be read or is of no known format, or ``save`` says so. Nothing is imported, except
            where the message says that only the file of rejects is missing.
        Cancelled: If ``cancelled`` says so. Nothing is imported.
    """
    if rejects is not None:
        _check_rejects(rejects, paths)
    sources = [(path, detect(path) if format is None else by_name(format)) for path in paths]
    with RejectsFile(rejects) as rejected:
        reading = _Reading(sources, means, rejected, progress, cancelled)
        saved = save(reading.entries())
    return ImportReport(
        read=reading.read,
        added=saved.added,
        updated=saved.updated,
        unchanged=saved.unchanged,
        rejected=reading.rejected,
        problems=tuple(reading.problems),
        new_committees=saved.new_committees,
        new_companies=saved.new_companies,
    )
