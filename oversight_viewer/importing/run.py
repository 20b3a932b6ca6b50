"""Imports files: reads, sets aside what is wrong, and hands the rest to the library as one stream."""

from __future__ import annotations

import hashlib
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.name_decisions import CommitteeName, CompanyName
from oversight_viewer.domain.proposals import PROPOSED_TAG
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saving import Incoming, Item, SaveReport, SourceFile
from oversight_viewer.domain.written import Written
from oversight_viewer.importing.collect import collect
from oversight_viewer.importing.formats import Format, Means
from oversight_viewer.importing.problems import (
    Found,
    FoundProposal,
    Piece,
    Problem,
    file_contents,
)
from oversight_viewer.importing.registry import by_name, detect
from oversight_viewer.importing.rejects import RejectsFile
from oversight_viewer.importing.report import PROBLEMS_KEPT, FileTally, ImportReport

Save = Callable[[Iterable[Item], Sequence[SourceFile], Callable[[], int]], SaveReport]
"""Saves what it is given in one transaction; told the files, it asks in the end how many pieces were rejected."""

_PROGRESS_STEP = 100
_ID_SHOWN = 80
_FINGERPRINT = 16  # bytes of a hash: enough to tell millions apart


class _Earlier:
    """The entries of this import so far, packed small, for there may be millions."""

    def __init__(self) -> None:
        self._seen: dict[EntryId, bytes] = {}
        self._place = struct.Struct(">IQ")

    def other(self, written: Written, file: int, number: int) -> tuple[int, int] | None:
        """File and line where the same id stands already with other content; else the entry is remembered."""
        fingerprint = written.digest[:_FINGERPRINT]
        seen = self._seen.setdefault(written.entry.id, fingerprint + self._place.pack(file, number))
        return None if seen.startswith(fingerprint) else self._place.unpack_from(seen, len(fingerprint))


@dataclass(frozen=True, slots=True)
class _Source:
    """A file with its format, or why it has none."""

    path: Path
    label: str
    format: Format | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Work:
    """How an import goes on."""

    means: Means
    accept_proposals: bool
    confirmed: Sequence[FoundProposal]
    progress: Callable[[int], None]
    cancelled: Callable[[], bool]


class _Reading:
    """One import while it goes on: yields what is good and counts the rest."""

    def __init__(self, sources: Sequence[_Source], work: _Work, rejects: RejectsFile) -> None:
        self.read = 0
        self.missing = 0
        self.problems: list[Problem] = []
        self.proposals: list[FoundProposal] = []
        self.tallies = [FileTally(source.label, source.format.title if source.format else "") for source in sources]
        self._sources = sources
        self._work = work
        self._rejects = rejects
        self._earlier = _Earlier()

    def entries(self) -> Iterator[Item]:
        for file, source in enumerate(self._sources):
            if source.format is None:
                self._count(file)
                self._reject(Problem("", source.problem), file)
            else:
                yield from self._entries_of(file, source.path, source.format)
        for item in self._work.confirmed:
            yield _proposed(item)
        self._rejects.flush()
        self._work.progress(self.read)

    def _entries_of(self, file: int, path: Path, reader: Format) -> Iterator[Item]:
        try:
            for item in reader.read(path, self._work.means):
                if self._work.cancelled():
                    raise Cancelled
                self._count(file)
                yield from self._take(item, file)
            if not self.tallies[file].read:
                self._count(file)
                self._reject(Problem("", "Nothing that belongs in the record was found in it"), file)
        except Cancelled:
            raise
        except KnownError as error:
            if len(self._sources) == 1:
                raise
            # Of several files one may be broken; what stands before the broken place is good.
            read = self.tallies[file].read
            kept = f"; the {read:,} pieces before that were read" if read else ""
            self._count(file)
            self._reject(Problem("", _reason(error) + kept), file)

    def _count(self, file: int) -> None:
        self.read += 1
        self.tallies[file].read += 1
        if self.read % _PROGRESS_STEP == 0:
            self._work.progress(self.read)

    def _take(self, item: Piece, file: int) -> Iterator[Item]:
        if isinstance(item, Problem):
            self._reject(item, file)
        elif isinstance(item, FoundProposal):
            yield from self._propose(item, file)
        elif isinstance(item, CommitteeName | CompanyName):
            self.tallies[file].names += 1
            yield item
        else:
            written = None if item.is_part else Written(item.entry)
            problem = None if written is None else self._conflict(item, written, file)
            if problem is not None:
                self._reject(problem, file)
            else:
                self.missing += item.missing
                yield Incoming(item.entry, item.is_part, file_contents(item.entry, item.contents), written)

    def _propose(self, item: FoundProposal, file: int) -> Iterator[Item]:
        if self._work.accept_proposals:
            yield _proposed(item, PROPOSED_TAG)
            return
        self.tallies[file].proposed += 1
        if len(self.proposals) < PROBLEMS_KEPT:
            self.proposals.append(replace(item, where=self._where(file, item.where)))

    def _where(self, file: int, where: str) -> str:
        if len(self._sources) == 1:
            return where or self._sources[file].label
        return ", ".join(part for part in (self._sources[file].label, where) if part)

    def _conflict(self, item: Found, written: Written, file: int) -> Problem | None:
        other = self._earlier.other(written, file, item.number or 0)
        if other is None:
            return None
        earlier, line = other
        where = f"line {line}" if line else "an earlier place"
        if earlier != file:
            where += f" of {self._sources[earlier].label}"
        reason = f"The id {item.entry.id[:_ID_SHOWN]} stands already on {where} with other content"
        return Problem(item.where, reason, item.line, item.number)

    def _reject(self, problem: Problem, file: int) -> None:
        self.tallies[file].rejected += 1
        self._rejects.add(problem, self._sources[file].path)
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems.append(replace(problem, where=self._where(file, problem.where), line=None))

    def rejected(self) -> int:
        """How many pieces were no entries, so far."""
        return sum(tally.rejected for tally in self.tallies)

    def report(self, saved: SaveReport) -> ImportReport:
        return ImportReport(
            read=self.read,
            added=saved.added,
            updated=saved.updated,
            unchanged=saved.unchanged,
            rejected=self.rejected(),
            problems=tuple(self.problems),
            new_committees=saved.new_committees,
            new_companies=saved.new_companies,
            # What is confirmed was proposed again while its file was read, and is counted with what was added.
            proposed=max(0, sum(tally.proposed for tally in self.tallies) - len(self._work.confirmed)),
            names=sum(tally.names for tally in self.tallies),
            proposals=tuple(self.proposals),
            files=tuple(self.tallies),
            missing_files=self.missing,
            saved=saved,
        )


def _proposed(item: FoundProposal, *tags: str) -> Incoming:
    entry = item.proposal.entry
    tagged = replace(entry, tags=(*entry.tags, *tags))
    return Incoming(tagged, item.is_part, contents=file_contents(entry, item.contents))


def _reason(error: KnownError) -> str:
    """Why a file was left out, as a problem says it: without a full stop, and without what was not lost."""
    return error.what.rstrip(".")


def _sources(paths: Sequence[Path], format: str | None) -> list[_Source]:  # noqa: A002
    """The files with their formats.

    Raises:
        KnownError: If the only file is in no format, or cannot be read.
    """
    names = Counter(path.name for path in paths)
    sources = []
    for path in paths:
        label = clean_line(str(path) if names[path.name] > 1 else path.name)
        try:
            sources.append(_Source(path, label, detect(path) if format is None else by_name(format)))
        except KnownError as error:
            if len(paths) == 1 or format is not None:
                raise
            sources.append(_Source(path, label, None, _reason(error)))
    return sources


def _source_file(source: _Source) -> SourceFile:
    """What is kept of a file, so that it is known again. One that cannot be read has no hash."""
    name = clean_line(source.path.name)
    if source.format is None:
        return SourceFile(name)
    try:
        found = source.path.stat()
        with source.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return SourceFile(name, source.format.name)
    changed = datetime.fromtimestamp(found.st_mtime, UTC).isoformat(timespec="seconds")
    return SourceFile(name, source.format.name, digest, found.st_size, changed)


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
    save: Save,
    means: Means,
    rejects: Path | None = None,
    format: str | None = None,  # noqa: A002 - the word of the command line
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    accept_proposals: bool = False,
    confirmed: Sequence[FoundProposal] = (),
) -> ImportReport:
    """Import files as one batch: all good entries are saved together, or none if anything fails on the way.

    Of several files, one that cannot be read or is of no known format is rejected with its reason, and the others go
    on; the only file fails as a whole.

    Args:
        paths: The files, of one format or of several, and folders of files.
        save: Saves all that it is given in one transaction and says what became of it.
        means: What the readers may use.
        rejects: Where rejected pieces are written; made only if there are some, replacing an earlier one.
        format: Name of the format; None finds it out for each file by its content.
        progress: Called now and then with the number of pieces read so far.
        cancelled: Asked before each piece; True ends the import.
        accept_proposals: Whether what texts seem to tell is added at once, with the tag ``proposed``; otherwise it
            stands in the report and nothing of it is added.
        confirmed: What was proposed before and somebody has confirmed; it is added too.

    Raises:
        KnownError: If the only file cannot be read or is of no known format, or ``save`` says so. Nothing is imported,
            except where the message says that only the file of rejects is missing.
        Cancelled: If ``cancelled`` says so. Nothing is imported.
    """
    files = collect(paths)
    if rejects is not None:
        _check_rejects(rejects, files)
    work = _Work(means, accept_proposals, confirmed, progress or (lambda _: None), cancelled or (lambda: False))
    sources = _sources(files, format)
    with RejectsFile(rejects) as rejected:
        reading = _Reading(sources, work, rejected)
        saved = save(reading.entries(), [_source_file(item) for item in sources], reading.rejected)
    return reading.report(saved)
