"""Takes files into libraries, the same for the window and the command line. Without Qt."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the job that needs it

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.files import is_there
from oversight_viewer.storage.notebook_place import can_write
from oversight_viewer.storage.schema import is_own_file
from oversight_viewer.tasks.making import new_library, refuse_database

if TYPE_CHECKING:
    from oversight_viewer.domain.outcomes import EntryOutcome
    from oversight_viewer.domain.saving import Item, SaveReport, SourceFile
    from oversight_viewer.importing.problems import FoundProposal
    from oversight_viewer.importing.report import ImportReport


def can_import_into(library: Path) -> bool:
    """Whether a library can be written where it lies: the file, and its folder."""
    return can_write(library)


def import_into(
    library: Path,
    files: Sequence[Path],
    *,
    title: str = "",
    format: str | None = None,  # noqa: A002 - the word of the command line
    rejects: Path | None = None,
    dry_run: bool = False,
    accept_proposals: bool = False,
    confirmed: Sequence[FoundProposal] = (),
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Take files into a library, all good entries of them at once. A library that is missing is made if there are any.

    Args:
        library: The library.
        files: The files.
        title: What a new library is called; the name of its file when it is empty.
        format: Name of the format; None finds it out for each file.
        rejects: Where rejected pieces are written.
        dry_run: Only find out what would happen.
        accept_proposals: Whether what texts seem to tell is added at once, with the tag ``proposed``.
        confirmed: What was proposed by a trial, and somebody has confirmed; it is added too.
        progress: Called now and then with the number of pieces read so far.
        cancelled: Asked before each piece; True ends the import.

    Raises:
        KnownError: If anything fails as a whole; then the library is as it was, and a new one is not made.
    """
    for path in files:
        if is_own_file(path):
            raise KnownError(
                f"“{path.name}” is a library or a notebook, which cannot be imported.",
                safe="Nothing was imported.",
                todo="Export it as JSON Lines first, and import that.",
            )
    if rejects is not None:
        refuse_database(rejects)
        if rejects.resolve() == library.resolve():
            raise KnownError(
                f"{rejects.name} is the library itself and cannot take the rejected lines.",
                safe="Nothing was imported.",
                todo="Choose another name for the rejected lines.",
            )
    if is_there(library):
        return _import(library, files, format, rejects, dry_run, accept_proposals, confirmed, progress, cancelled)
    with new_library(library, title) as made:
        report = _import(made.path, files, format, rejects, dry_run, accept_proposals, confirmed, progress, cancelled)
        made.is_kept = report.added + report.names > 0 and not dry_run
        return report


def _import(
    library: Path,
    files: Sequence[Path],
    format: str | None,  # noqa: A002
    rejects: Path | None,
    dry_run: bool,
    accept_proposals: bool,
    confirmed: Sequence[FoundProposal],
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> ImportReport:
    from oversight_viewer.importing.names import Names
    from oversight_viewer.importing.report import ITEMS_KEPT
    from oversight_viewer.importing.run import import_files
    from oversight_viewer.storage.writer import LibraryWriter
    from oversight_viewer.tasks.means import import_means
    from oversight_viewer.text.extraction import DocumentExtractor

    source = ", ".join(clean_line(path.name) for path in files)
    names = Names.built_in()
    items_kept: list[EntryOutcome] = []

    def take(outcome: EntryOutcome) -> None:
        if len(items_kept) < ITEMS_KEPT:
            items_kept.append(outcome)

    with LibraryWriter.open(library, is_trial=dry_run) as writer, DocumentExtractor() as extractor:

        def save(items: Iterable[Item], known: Sequence[SourceFile], rejected: Callable[[], int]) -> SaveReport:
            return writer.save(
                items, names=names, source=source, files=known, rejected=rejected, dry_run=dry_run, told=take
            )

        report = import_files(
            files,
            save,
            import_means(names, extractor),
            rejects,
            format,
            progress,
            cancelled,
            accept_proposals=accept_proposals,
            confirmed=confirmed,
        )
    return replace(report, items=tuple(items_kept))
