"""The verbs that write a file: new, export, memo."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the verb that needs it

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oversight_viewer.cli.filters import FilterWords, filter_options, resolve_mark
from oversight_viewer.cli.output import count_text, print_text, say
from oversight_viewer.cli.reading import LIBRARY, reading
from oversight_viewer.cli.views import VIEW, look_of
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.marks import PUBLIC, MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Order

if TYPE_CHECKING:
    from oversight_viewer.tasks.export_files import FilesReport

_PATH = click.Path(path_type=Path)
_PROBLEMS_SHOWN = 20
_FORMATS = (".docx", ".pdf", ".html", ".md", ".odt")


@click.command()
@LIBRARY
@click.option("--title", default="", help="What the library is called.")
def new(path: Path, title: str) -> int:
    """Make an empty LIBRARY."""
    from oversight_viewer.tasks.making import make_library

    make_library(path, title)
    say(f"Made {path}.")
    return 0


def _export_path(_: click.Context, __: click.Parameter, value: Path) -> Path:
    from oversight_viewer.tasks.exports import has_known_ending
    from oversight_viewer.tasks.making import refuse_database

    if not has_known_ending(value):
        refuse_database(value)
        raise click.BadParameter("The name must end in .csv, .jsonl or .jsonl.gz.")
    return value


@click.command()
@LIBRARY
@click.argument("file", metavar="FILE.csv|FILE.jsonl", type=_PATH, callback=_export_path)
@click.option("--text", default="", help="Only entries in which these words stand.")
@VIEW
@click.option("--ceiling", metavar="MARK", help="The highest mark that may leave; all leave when not given.")
@click.option("--notes/--no-notes", "include_notes", default=False, help="Whether your notes go into a table.")
@click.option(
    "--with-attachments/--without-attachments",
    "attachments",
    default=None,
    help="Whether the files attached to the entries are written beside JSON Lines; they are when nothing is said.",
)
@filter_options
def export(
    path: Path,
    file: Path,
    text: str,
    view: str | None,
    ceiling: str | None,
    include_notes: bool,
    attachments: bool | None,
    words: FilterWords,
) -> int:
    """Write entries of LIBRARY as a table or as JSON Lines.

    The ending of FILE says which: .csv for spreadsheets, .jsonl, or .jsonl.gz for packed lines. A table has the newest
    entries first, and names the filter in its last column; lines hold the entries whole, oldest first; a view has its
    own order. The entries are written whatever their mark, up to the ceiling if you give one; how many of each mark
    there are is said. Your notes stay where they are, unless you want them in a table.

    With JSON Lines, the files that are attached to the entries are written into the same folder, under the paths that
    the entries give. No other file there is ever written over: where one has the name, another name is taken, and the
    lines give that.
    """
    from oversight_viewer.tasks.exports import ExportOptions, is_table, write_export
    from oversight_viewer.tasks.jobs import marks_of

    scheme = MarkScheme()
    highest = None if ceiling is None else resolve_mark(ceiling, scheme)
    if include_notes and not is_table(file):
        raise click.UsageError("Only a table can hold your notes: give a FILE that ends in .csv.")
    if attachments and is_table(file):
        raise click.UsageError("Attached files are written beside JSON Lines: give a FILE that ends in .jsonl.")
    with reading(path, needs_notes=include_notes or words.asks_for_notes) as (library, notes):
        look = look_of(view, words, text, library, notes)
        if view is None and not is_table(file):
            look = replace(look, order=Order.OLDEST)
        marks = marks_of(library, look.filter, notes)
        options = ExportOptions(highest, include_notes, attachments is not False)
        report = write_export(library, look, notes, file, options, scheme=scheme)
    leaving = {code: count for code, count in marks.items() if highest is None or scheme.permits(code, highest)}
    print_text(f"{count_text(report.count, 'record', 'records')} written to {file}{_by_mark(leaving)}.")
    if report.withheld and highest is not None:
        say(f"{count_text(report.withheld, 'record', 'records')} withheld: marked above {scheme.get(highest).label}.")
    _tell_of_files(report.files)
    return 1 if report.files.problems else 0


def _tell_of_files(files: FilesReport) -> None:
    """Say what became of the attachments; nothing if there are none."""
    if files.files:
        there = f", {files.there:,} of which lay there already" if files.there else ""
        count = count_text(files.files, "attached file", "attached files")
        print_text(f"{count} beside it ({files.size / 1_000_000:,.1f} MB){there}.")
    for number, words in (
        (files.renamed, "Under another name, as theirs is taken by another file or is not safe"),
        (files.named, "Only named, as the library does not have the content"),
        (files.left_out, "Left out, as you asked"),
    ):
        if number:
            say(f"{words}: {count_text(number, 'attachment', 'attachments')}.")
    for problem in files.problems[:_PROBLEMS_SHOWN]:
        say(f"{problem.entry}: {problem.path}: {problem.reason}")
    if len(files.problems) > _PROBLEMS_SHOWN:
        say(f"… and {len(files.problems) - _PROBLEMS_SHOWN:,} more.")


def _by_mark(marks: Mapping[str, int]) -> str:
    scheme = MarkScheme()
    if set(marks) <= {PUBLIC}:
        return ""
    return ": " + ", ".join(f"{count:,} {scheme.get(code).label.lower()}" for code, count in marks.items())


def _memo_date(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a day: write 2024-09-23.") from error


def _memo_path(_: click.Context, __: click.Parameter, value: Path) -> Path:
    if value.suffix.lower() not in _FORMATS:
        raise click.BadParameter(f"The name must end in one of {', '.join(_FORMATS)}.")
    return value


@click.command()
@LIBRARY
@click.option("-o", "--output", metavar="FILE", type=_PATH, required=True, callback=_memo_path, help="Where to write.")
@click.option("--entry", metavar="ID", multiple=True, help="Only this entry; instead of filters.")
@click.option("--text", default="", help="Only entries in which these words stand.")
@VIEW
@click.option("--to", default="", help="Whom the memo is for.")
@click.option("--from", "sender", default="", help="Whom it is from.")
@click.option("--re", "subject", default="", help="What it is about.")
@click.option("--date", "day", metavar="DATE", callback=_memo_date, help="Its date; today when not given.")
@click.option("--bottom-line", default="", help="What the reader must know, in a sentence or two.")
@click.option("--ceiling", metavar="MARK", default=PUBLIC, show_default=True, help="The highest mark that may leave.")
@click.option("--notes/--no-notes", "include_notes", default=False, help="Whether your notes go in.")
@click.option("--body/--no-body", "include_body", default=True, help="Whether the texts of the entries go in.")
@click.option("--yes", is_flag=True, help="Do not ask about what leaves above public.")
@filter_options
def memo(
    path: Path,
    output: Path,
    entry: tuple[str, ...],
    text: str,
    view: str | None,
    to: str,
    sender: str,
    subject: str,
    day: date | None,
    bottom_line: str,
    ceiling: str,
    include_notes: bool,
    include_body: bool,
    yes: bool,
    words: FilterWords,
) -> int:
    """Write a briefing memo of entries of LIBRARY.

    The ending of FILE says the format: .docx, .pdf, .html, .md or .odt. Entries above the ceiling are left out, and
    the memo says how many. Above "public" you are shown what leaves, and asked.
    """
    from oversight_viewer.memo.compose import MemoOptions
    from oversight_viewer.tasks.jobs import leaving, write_filter_memo
    from oversight_viewer.text.render import Renderer

    scheme = MarkScheme()
    highest = resolve_mark(ceiling, scheme)
    if entry and (text or view or words.asks_for_something):
        raise click.UsageError("Give --entry or filters, not both.")
    needs_notes = include_notes or words.asks_for_notes
    with reading(path, needs_notes=needs_notes) as (library, notes), Renderer() as renderer:
        wanted: RecordFilter | tuple[EntryId, ...]
        wanted = tuple(map(EntryId, entry)) if entry else look_of(view, words, text, library, notes).filter
        _ask(leaving(library, wanted, notes, highest, scheme), scheme, output, yes=yes)
        report = write_filter_memo(
            library,
            wanted,
            notes,
            MemoOptions(
                to=to,
                sender=sender,
                date=day or date.today(),
                subject=subject,
                bottom_line=bottom_line,
                ceiling=highest,
                include_notes=include_notes,
                include_body=include_body,
            ),
            output,
            lambda source, format_: renderer.render(source, format_).html,
            scheme=scheme,
        )
    print_text(f"{count_text(report.count, 'record', 'records')} in {output}.")
    if report.withheld:
        say(f"{count_text(report.withheld, 'record', 'records')} withheld: marked above {scheme.get(highest).label}.")
    return 0


def can_be_asked() -> bool:
    """Whether somebody sits at the terminal. There is no standard input where whoever started us has closed it."""
    return sys.stdin is not None and sys.stdin.isatty()


def _ask(leaves: Mapping[str, int], scheme: MarkScheme, output: Path, *, yes: bool) -> None:
    """Have the user agree to what leaves above public.

    Raises:
        KnownError: If nobody can be asked, or the answer is no.
    """
    if set(leaves) <= {PUBLIC}:
        return
    say(f"These leave with {output.name}:")
    for code, count in leaves.items():
        say(f"  {count:>7,}  {scheme.get(code).label}")
    if yes:
        return
    if not can_be_asked():
        raise KnownError("The memo would hold entries above public.", todo="Say --yes if that is what you want.")
    if not click.confirm("Write the memo with them?", err=True):
        raise KnownError("No memo was written.")
