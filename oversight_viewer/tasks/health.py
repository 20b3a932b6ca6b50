"""Looks through the record for what may be wrong with it, and writes down what was found. Without Qt."""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the job that needs it

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.errors import Cancelled
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saving import Batch
from oversight_viewer.files import atomic_write
from oversight_viewer.tasks.making import refuse_database

if TYPE_CHECKING:
    from oversight_viewer.storage.health import Finding
    from oversight_viewer.storage.library import Library

STALE = "stale"
"""The kind of findings about imports that are long ago; their age is told for each in any case."""

_TITLES_AT_MOST = 5000
_LISTED_IN_REPORT = 50


@dataclass(frozen=True, slots=True)
class ImportAge:
    """When the same files, or the same source, were last imported.

    Args:
        source: Names of the files, or where they came from.
        at: When, UTC.
        days: How many days that is ago.
        is_stale: Whether that is long enough to be said.
    """

    source: str
    at: datetime
    days: int
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Health:
    """What was found.

    Args:
        looked_at: When, UTC.
        findings: What may be wrong, the most serious first.
        cards: The first entry of each finding, and more of those with few; none that is gone.
        ages: When each source was last imported, the oldest first.
    """

    looked_at: datetime
    findings: tuple[Finding, ...] = ()
    cards: Mapping[EntryId, Card] = field(default_factory=dict)
    ages: tuple[ImportAge, ...] = ()


def shipped_committees() -> frozenset[str]:
    """Keys of the committees of the list that ships with the application."""
    from oversight_viewer.importing.directory_files import load_committees
    from oversight_viewer.resources import resource

    return frozenset(item.committee.key for item in load_committees(resource("committees.json")))


def look_through(
    library: Library,
    today: date,
    *,
    progress: Callable[[int, int], object] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Health:
    """Look through a library. Nothing of it is changed.

    Args:
        library: The library.
        today: The day on which it is asked.
        progress: Called with how many looks are done and how many there are.
        cancelled: Asked before each look; True ends the work.

    Raises:
        Cancelled: If it was ended.
        KnownError: If the library cannot be read.
    """
    from oversight_viewer.storage.health import health

    def step(done: int, all_of_them: int) -> None:
        if cancelled():
            raise Cancelled
        progress(done, all_of_them)

    found = health(library, today, step, committees=shipped_committees())
    ids = [entry for finding in found for entry in finding.entries[:2]][:_TITLES_AT_MOST]
    return Health(
        looked_at=datetime.now(UTC),
        findings=tuple(finding for finding in found if finding.kind != STALE),
        cards=library.cards_by_id(dict.fromkeys(ids)),
        ages=ages_of(library.batches(), today),
    )


def ages_of(batches: Iterable[Batch], today: date) -> tuple[ImportAge, ...]:
    """When each source was last imported, the oldest first; what was undone does not count."""
    from oversight_viewer.storage.health import STALE_AFTER

    last: dict[str, datetime] = {}
    for batch in batches:
        if not batch.is_undone:
            source = ", ".join(file.name for file in batch.files) or batch.source
            last[source] = max(batch.at, last.get(source, batch.at))
    ages = [(source, at, max(0, (today - at.astimezone().date()).days)) for source, at in last.items()]
    found = [ImportAge(source, at, days, days > STALE_AFTER) for source, at, days in ages]
    return tuple(sorted(found, key=lambda age: (age.at, age.source)))


def write_report(health: Health, path: Path, heading: Callable[[str], str], scheme: MarkScheme) -> None:
    """Write what was found as a table for spreadsheets if the name ends in ``.csv``, else as a text.

    Titles of entries that are not public are left out; their ids stand there.

    Args:
        health: What was found.
        path: The file. It appears when it is whole.
        heading: The words for a kind of findings.
        scheme: The handling marks of the office.

    Raises:
        KnownError: If it cannot be written, or is a library or a notebook.
    """
    refuse_database(path)
    write = _write_table if path.suffix.lower() == ".csv" else _write_text
    with atomic_write(path) as temporary:
        write(health, temporary, heading, scheme)


def _title(health: Health, entry: EntryId, scheme: MarkScheme) -> str:
    card = health.cards.get(entry)
    if card is None:
        return ""
    mark = scheme.get(card.mark)
    return card.title if scheme.rank(card.mark) == 0 else f"(title left out: {mark.label})"


def _write_table(health: Health, path: Path, heading: Callable[[str], str], scheme: MarkScheme) -> None:
    import csv

    from oversight_viewer.memo.table import safe_cell

    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream, quoting=csv.QUOTE_ALL)
        table.writerow(("Kind", "Severity", "What", "Record", "Title"))
        for finding in health.findings:
            for entry in finding.entries or ("",):
                title = _title(health, EntryId(entry), scheme) if entry else ""
                cells = (heading(finding.kind), finding.severity.value, finding.text, entry, title)
                table.writerow([safe_cell(cell) for cell in cells])
        for age in health.ages:
            cells = (heading(STALE), "note", f"last imported {age.at:%Y-%m-%d}, {age.days} days ago", "", age.source)
            table.writerow([safe_cell(cell) for cell in cells])


def _write_text(health: Health, path: Path, heading: Callable[[str], str], scheme: MarkScheme) -> None:
    path.write_text("\n".join(_lines(health, heading, scheme)) + "\n", encoding="utf-8")


def _lines(health: Health, heading: Callable[[str], str], scheme: MarkScheme) -> Iterator[str]:
    yield f"What may be wrong with the record, looked at {health.looked_at.astimezone():%Y-%m-%d %H:%M}"
    if not health.findings:
        yield "\nNothing was found."
    for kind in dict.fromkeys(finding.kind for finding in health.findings):
        own = [finding for finding in health.findings if finding.kind == kind]
        yield f"\n{heading(kind)} ({len(own):,})"
        for finding in own:
            yield f"- [{finding.severity.value}] {finding.text}"
            for entry in finding.entries[:_LISTED_IN_REPORT]:
                yield f"    {entry}  {_title(health, entry, scheme)}".rstrip()
            if len(finding.entries) > _LISTED_IN_REPORT:
                yield f"    and {len(finding.entries) - _LISTED_IN_REPORT:,} more"
    if health.ages:
        yield f"\n{heading(STALE)}"
        for age in health.ages:
            yield f"- {age.source}: last imported {age.at:%Y-%m-%d}, {age.days} days ago"
