"""Entries as a table of comma-separated values, for spreadsheets: one row an entry, safe to open.

A spreadsheet takes a cell for a formula that begins with certain characters, and a formula can send the table away or
run a program. What comes from the record is text and nothing else, so such a cell gets an apostrophe before it, as
OWASP advises ("CSV Injection"); the numbers are our own and stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oversight_viewer.domain.annotations import EntryNotes, NotesByEntry
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.characters import clean_line, clean_text
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.kinds import kind_label
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import Entry, Person, Source
from oversight_viewer.domain.requests import days_overdue
from oversight_viewer.files import atomic_open

Cell = str | int

# The characters that begin a formula, as wide ones too; before them, blanks and characters that show nothing.
_FORMULA = re.compile(r"[\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064]*[=+\-@＝＋－＠]")
_BREAKS = ("\t", "\n")


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What stands in a table beside the entries.

    Args:
        as_of: The day to which the days overdue refer.
        sentence: The filter in words, for the last column.
        include_notes: Whether the user's notes and tags stand in it.
    """

    as_of: date
    sentence: str
    include_notes: bool = False


def safe_cell(text: str) -> str:
    """The text for a cell that no spreadsheet takes for a formula; else it is shown as it is.

    Characters that act instead of showing something are taken out.
    """
    text = clean_text(text)
    return f"'{text}" if text.startswith(_BREAKS) or _FORMULA.match(text) else text


def heads(options: TableOptions) -> list[str]:
    """The names of the columns."""
    notes = ["my notes", "my tags"] if options.include_notes else []
    return [
        "date", "lane", "kind", "title", "committees", "companies", "people", "inquiry", "mark", "company's mark",
        "requests", "answered", f"days overdue as of {options.as_of.isoformat()}", "summary", "sources", "tags", "id",
        *notes, "filter",
    ]  # fmt: skip


def row_of(
    card: Card,
    entry: Entry,
    notes: EntryNotes | None,
    directory: Directory,
    scheme: MarkScheme,
    options: TableOptions,
) -> list[Cell]:
    """One entry as the cells of its row. Several values in a cell are parted by semicolons."""
    asked: list[Cell] = ["", "", ""]
    if card.requests:
        asked = [len(card.requests), card.answered, days_overdue(card.requests, options.as_of)]
    own: list[Cell] = []
    if options.include_notes:
        kept = notes or EntryNotes(card.id)
        own = [
            safe_cell("\n\n".join(version.text for note in kept.notes for version in note.versions)),
            _several(sorted(kept.all_tags)),
        ]
    return [
        "" if card.date is None else str(card.date),
        card.lane.value,
        safe_cell(kind_label(card.kind)),
        safe_cell(card.title),
        _several(_committee(directory, key) for key in card.committees),
        _several(card.companies),
        _several(map(_person, entry.people)),
        safe_cell(card.inquiry or ""),
        safe_cell(scheme.get(card.mark).label),
        safe_cell(card.respondent_mark or ""),
        *asked,
        safe_cell(entry.summary or ""),
        _several(map(_source, entry.sources)),
        _several(entry.tags),
        safe_cell(card.id),
        *own,
        safe_cell(options.sentence),
    ]


def write_table(
    records: Iterable[tuple[Card, Entry]],
    notes: NotesByEntry,
    path: Path,
    options: TableOptions,
    *,
    directory: Directory,
    scheme: MarkScheme,
) -> int:
    """Write entries as a table and return how many. The file appears when it is whole, or not at all.

    It is UTF-8 with a byte order mark, by which Excel tells it.

    Args:
        records: The entries with their cards; they are written as they come.
        notes: What the notebook says.
        path: The file.
        options: What stands in it beside the entries.
        directory: The names of the committees.
        scheme: The words of the handling marks.

    Raises:
        KnownError: If the file cannot be written.
    """
    count = 0
    with atomic_open(path) as stream, io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text:
        table = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
        table.writerow(heads(options))
        for card, entry in records:
            table.writerow(row_of(card, entry, notes.get(card.id), directory, scheme, options))
            count += 1
    return count


def _several(values: Iterable[str]) -> str:
    """Values in one cell. Each is safe by itself, for a spreadsheet may part cells at semicolons too."""
    return "; ".join(safe_cell(line) for line in map(clean_line, values) if line)


def _committee(directory: Directory, key: str) -> str:
    known = directory.committees.get(key)
    return key if known is None else known.name


def _person(person: Person) -> str:
    return _listed(person.name, person.role, person.organization)


def _source(source: Source) -> str:
    return " ".join(part for part in (_listed(source.title, source.publisher), source.url) if part)


def _listed(*parts: str | None) -> str:
    some: Sequence[str] = [part for part in parts if part]
    return ", ".join(some)
