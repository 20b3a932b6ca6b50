"""The verbs that take something into a library and out of it again: import, imports, undo."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the verb that needs it

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oversight_viewer.cli.output import count_text, print_json, print_text, say
from oversight_viewer.cli.reading import AS_JSON, LIBRARY
from oversight_viewer.domain.dates import date_label
from oversight_viewer.domain.kinds import kind_label

if TYPE_CHECKING:
    from oversight_viewer.domain.records import JsonObject
    from oversight_viewer.domain.saving import Batch
    from oversight_viewer.importing.problems import FoundProposal
    from oversight_viewer.importing.report import ImportReport

_LINES_SHOWN = 20
_NAMES_SHOWN = 10
_PROGRESS_STEP = 1_000
_PATH = click.Path(path_type=Path)


@click.command("import")
@LIBRARY
@click.argument("files", metavar="FILE...", type=_PATH, nargs=-1, required=True)
@click.option("--format", "format_", metavar="NAME", help="The format of the files; found out when not given.")
@click.option("--rejects", metavar="FILE", type=_PATH, help="Write what is rejected to a file.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option(
    "--accept-proposals", is_flag=True, help="Add what letters and articles seem to tell, with the tag “proposed”."
)
@AS_JSON
def import_command(
    path: Path,
    files: tuple[Path, ...],
    format_: str | None,
    rejects: Path | None,
    dry_run: bool,
    accept_proposals: bool,
    as_json: bool,
) -> int:
    """Take FILEs, or all files of folders, into LIBRARY.

    A library that is missing is made. All good entries are taken in at once, or none if the import fails. What is
    rejected is named with the reason, and the exit code is 1. What letters and articles seem to tell is only proposed:
    it is listed, and nothing of it is added unless you say so.
    """
    from oversight_viewer.tasks.imports import import_into

    is_new = not os.path.exists(path)
    show_progress = sys.stderr.isatty() and not as_json

    def progress(read: int) -> None:
        if show_progress and read % _PROGRESS_STEP == 0:
            click.echo(f"\r{read:,} read", nl=False, err=True)

    report = import_into(
        path,
        files,
        format=format_,
        rejects=rejects,
        dry_run=dry_run,
        accept_proposals=accept_proposals,
        progress=progress,
    )
    if show_progress:
        click.echo("\r", nl=False, err=True)
    if as_json:
        print_json(report.as_json())
        return 1 if report.rejected else 0
    if is_new and os.path.exists(path):
        say(f"Made {path}.")
    _print_report(report, rejects, dry_run=dry_run)
    return 1 if report.rejected else 0


def _print_report(report: ImportReport, rejects: Path | None, *, dry_run: bool) -> None:
    print_text(
        f"{count_text(report.read, 'record', 'records')} read: {report.added:,} added, {report.updated:,} updated, "
        f"{report.unchanged:,} unchanged, {report.rejected:,} rejected."
    )
    if dry_run:
        say("This was a trial: nothing was changed.")
    if report.joined:
        say(f"{count_text(report.joined, 'more piece', 'more pieces')} told of the same records.")
    if report.names:
        say(f"{count_text(report.names, 'name', 'names')} of committees and companies learned.")
    for one, many, names in (
        ("new committee that stands in no list", "new committees that stand in no list", report.new_committees),
        ("new company", "new companies", report.new_companies),
    ):
        if names:
            more = f" and {len(names) - _NAMES_SHOWN:,} more" if len(names) > _NAMES_SHOWN else ""
            say(f"{count_text(len(names), one, many)}: {'; '.join(names[:_NAMES_SHOWN])}{more}.")
    if report.missing_files:
        files = count_text(report.missing_files, "attached file was", "attached files were")
        say(f"{files} not found beside the records; the records name them all the same.")
    _say_first([f"{item.where}: {item.reason}." for item in report.problems], report.rejected)
    if report.rejected and rejects is not None:
        say(f"What was rejected is in {rejects}, with the reasons.")
    saved = report.saved
    if saved.conflicts_count:
        say(f"{count_text(saved.conflicts_count, 'field was', 'fields were')} edited by hand and stay so:")
        _say_first([f"  {item.id}: {item.field}" for item in saved.conflicts], saved.conflicts_count)
    if saved.vanished_count:
        say(f"{count_text(saved.vanished_count, 'record stands', 'records stand')} no longer in the source; kept:")
        _say_first([f"  {entry}" for entry in saved.vanished], saved.vanished_count)
    if report.proposed:
        say(f"{count_text(report.proposed, 'record is', 'records are')} proposed. Nothing of it was added:")
        _say_first([_proposal_line(item) for item in report.proposals], report.proposed)
        say("Look at them in the window, or add them as they are with --accept-proposals.")


def _say_first(lines: Sequence[str], count: int) -> None:
    for line in lines[:_LINES_SHOWN]:
        say(line)
    if count > _LINES_SHOWN:
        say(f"… and {count - _LINES_SHOWN:,} more.")


def _proposal_line(item: FoundProposal) -> str:
    entry = item.proposal.entry
    return f"  {item.where}: {kind_label(entry.kind)}, {date_label(entry.date)}: {entry.title}"


@click.command()
@LIBRARY
@AS_JSON
def imports(path: Path, as_json: bool) -> int:
    """List the imports into LIBRARY, newest first."""
    from oversight_viewer.tasks.upkeep import imports_of

    batches = imports_of(path)
    if as_json:
        print_json({"imports": [_batch_json(item) for item in batches]})
        return 0
    for item in batches:
        state = ", undone" if item.is_undone else ""
        print_text(
            f"{item.id:>4}  {item.at.astimezone():%Y-%m-%d %H:%M}  {item.source or '-'}: {item.added:,} added, "
            f"{item.updated:,} updated, {item.unchanged:,} unchanged, {item.rejected:,} rejected{state}"
        )
    if not batches:
        say("Nothing was imported yet.")
    return 0


def _batch_json(item: Batch) -> JsonObject:
    return {
        "id": item.id,
        "at": item.at.isoformat(),
        "source": item.source,
        "added": item.added,
        "updated": item.updated,
        "unchanged": item.unchanged,
        "rejected": item.rejected,
        "undone": item.is_undone,
        "files": [{"name": file.name, "format": file.format, "sha256": file.sha256} for file in item.files],
    }


@click.command()
@LIBRARY
@click.argument("number", type=int, required=False)
@AS_JSON
def undo(path: Path, number: int | None, as_json: bool) -> int:
    """Take back import NUMBER of LIBRARY, or the newest one.

    What it added goes, what it changed says again what it said before. Records that were changed since stay as they
    are, and are named. Nothing is lost: what goes can be imported again and keeps its history.
    """
    from oversight_viewer.tasks.upkeep import undo_import

    report = undo_import(path, number)
    if as_json:
        kept: list[JsonObject] = [{"id": item.id, "title": item.title, "why": item.why} for item in report.kept]
        print_json({"removed": report.removed, "restored": report.restored, "kept": [*kept]})
        return 0
    print_text(f"{count_text(report.removed, 'record', 'records')} removed, {report.restored:,} as before.")
    if report.kept:
        say(f"{count_text(len(report.kept), 'record was', 'records were')} changed since and left alone:")
        _say_first([f"  {item.id}: {item.why}" for item in report.kept], len(report.kept))
    return 0
