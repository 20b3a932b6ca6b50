"""The verbs that only read: search, show, info, check."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the verb that needs it

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oversight_viewer.cli.entry_text import entry_text
from oversight_viewer.cli.filters import FilterWords, filter_options
from oversight_viewer.cli.output import card_json, cards_table, count_text, print_json, print_text, say, terminal_width
from oversight_viewer.cli.views import VIEW, look_of, place_of_notes
from oversight_viewer.domain.annotations import EntryNotes, NotesByEntry
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId, JsonObject
from oversight_viewer.domain.views import Order

if TYPE_CHECKING:
    from oversight_viewer.storage.library import Library

LIBRARY = click.argument("path", metavar="LIBRARY", type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def _show_adapting(done: int, all_of_them: int) -> None:
    if sys.stderr.isatty():
        ending = "\n" if done == all_of_them else ""
        click.echo(f"\rAdapting the library to this version: {done:,} of {all_of_them:,}{ending}", nl=False, err=True)


@contextmanager
def reading(path: Path, *, needs_notes: bool = False) -> Iterator[tuple[Library, NotesByEntry]]:
    """A library with the notes on it, as the window shows them.

    Args:
        path: The library.
        needs_notes: Whether the notes are asked for, so that an answer without them would be wrong.

    Raises:
        KnownError: If the library cannot be read, or the notes if they are asked for. Otherwise notes that cannot be
            read are left out, and that is said.
    """
    from oversight_viewer.storage.library import Library
    from oversight_viewer.storage.notebook import read_notes
    from oversight_viewer.storage.writer import bring_up_to_date

    bring_up_to_date(path, _show_adapting)
    library = Library.open(path)
    try:
        try:
            notes = read_notes(place_of_notes(path))
        except KnownError as error:
            if needs_notes:
                raise
            say(f"Your notes could not be read and are left out. {error}")
            notes = {}
        yield library, notes
    finally:
        library.close()


@click.command()
@LIBRARY
@click.argument("text", nargs=-1)
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="Entries shown; 0 for all.")
@VIEW
@AS_JSON
@filter_options
def search(path: Path, text: tuple[str, ...], limit: int, view: str | None, as_json: bool, words: FilterWords) -> int:
    """Find entries of LIBRARY by words and filters.

    They come newest first, or as a saved view has them. Each filter may be given more than once: then any of the
    values will do.

    All words of TEXT must stand in an entry or in your notes on it; the last one may go on. Put TEXT in single quotes
    for the shell when it is more than words: search LIBRARY '"port crane" OR rail'. One that begins with a minus would
    be taken for an option: write NOT.

    \b
    "port crane"           these words in this order
    crane -draft           without a word; also NOT draft
    ports OR rail          one of the words; also ports | rail
    (port crane) OR rail   parentheses put words together
    NEAR(vendor crane, 5)  at most 5 words between them; also vendor NEAR/5 crane
    crane*                 all words that begin like this
    title:crane            only in the title; also summary: body: people: notes:
    committee:hlzs         a committee by code or name; also company:amazon
    """
    from oversight_viewer.domain.sentence import describe

    with reading(path, needs_notes=words.asks_for_notes) as (library, notes):
        look = look_of(view, words, " ".join(text), library, notes)
        wanted, newest_first = look.filter, look.order is not Order.OLDEST
        count = library.count(wanted, notes)
        shown = min(limit, count) if limit else count
        cards = library.cards(wanted, notes, limit=shown, newest_first=newest_first) if shown else []
        if as_json:
            print_json({"count": count, "entries": [card_json(card) for card in cards]})
            return 0
        sentence = describe(wanted, library.directory(), count=count, total=library.info().total)
        meant = None if count else library.suggest(wanted.text, notes)
    if cards:
        print_text(cards_table(cards, MarkScheme(), terminal_width()))
    say(sentence)
    if in_notes := sum(card.found_in_notes for card in cards):
        say(f"{in_notes:,} of these only by what stands in your notes.")
    if meant is not None:
        say(f"Did you mean “{meant}”?")
    if len(cards) < count:
        which = "newest" if newest_first else "oldest"
        say(f"The {which} {len(cards):,} are shown; --limit 0 shows all.")
    return 0


@click.command()
@LIBRARY
@click.argument("entry", metavar="ID")
@AS_JSON
def show(path: Path, entry: str, as_json: bool) -> int:
    """Show one entry of LIBRARY, whole, with your notes.

    With --json it is printed as the interchange format has it, without the notes.
    """
    from oversight_viewer.domain.entry_json import entry_to_json
    from oversight_viewer.tasks.jobs import entry_detail

    with reading(path) as (library, notes):
        detail = entry_detail(library, EntryId(entry))
    if as_json:
        print_json(entry_to_json(detail.entry))
    else:
        print_text(entry_text(detail, notes.get(detail.entry.id, EntryNotes(detail.entry.id)), MarkScheme()))
    return 0


@click.command()
@LIBRARY
@AS_JSON
def info(path: Path, as_json: bool) -> int:
    """Say what LIBRARY holds."""
    from oversight_viewer.storage.notebook_place import notebook_path
    from oversight_viewer.user import Folders

    with reading(path) as (library, notes):
        found = library.info()
    lanes: JsonObject = {lane.value: count for lane, count in found.entries.items()}
    facts: JsonObject = {
        "path": found.path,
        "title": found.title,
        "version": found.version,
        "size": found.size,
        "entries": lanes,
        "total": found.total,
        "committees": found.committees,
        "companies": found.companies,
        "first_day": None if found.first_day is None else found.first_day.isoformat(),
        "last_day": None if found.last_day is None else found.last_day.isoformat(),
        "created": found.created.isoformat(),
        "changed": found.changed.isoformat(),
        "notebook": str(notebook_path(path, Folders.of_user().data)),
        "annotated": len(notes),
    }
    if as_json:
        print_json(facts)
        return 0
    print_text(
        "\n".join(
            (
                found.title,
                f"File:        {found.path} ({found.size / 1_000_000:,.1f} MB, version {found.version})",
                f"Records:     {found.total:,}"
                + "".join(f"; {lane.heading.lower()} {count:,}" for lane, count in found.entries.items()),
                f"Dates:       {facts['first_day'] or '-'} to {facts['last_day'] or '-'}",
                f"Committees:  {found.committees:,}",
                f"Companies:   {found.companies:,}",
                f"Last change: {found.changed.astimezone():%Y-%m-%d %H:%M}",
                f"Your notes:  on {count_text(len(notes), 'record', 'records')}, in {facts['notebook']}",
            )
        )
    )
    return 0


@click.command()
@LIBRARY
@AS_JSON
def check(path: Path, as_json: bool) -> int:
    """Look for damage in LIBRARY and for what may be wrong.

    That is: dangling links, likely duplicates, dates and numbers that cannot be right. What is only worth knowing
    comes as a note: missing sources, gaps in Bates numbers, names that stand in no list, imports long ago.
    Exit code 1 when there are findings that are more than notes.
    """
    from oversight_viewer.storage.check import check_library
    from oversight_viewer.storage.writer import bring_up_to_date
    from oversight_viewer.tasks.health import shipped_committees

    bring_up_to_date(path, _show_adapting)
    listed = check_library(path, date.today(), shipped_committees())
    notes = sum(item.is_note for item in listed)
    findings = len(listed) - notes
    if as_json:
        rows: list[JsonObject] = [
            {"where": item.where, "problem": item.problem, "note": item.is_note} for item in listed
        ]
        print_json({"findings": [*rows]})
    else:
        for item in listed:
            print_text(f"{item.where}: {'note: ' if item.is_note else ''}{item.problem}")
        said = f"{count_text(findings, 'finding', 'findings')}." if findings else "Nothing is wrong with it."
        say(f"{said} {count_text(notes, 'note', 'notes')}." if notes else said)
    return 1 if findings else 0
