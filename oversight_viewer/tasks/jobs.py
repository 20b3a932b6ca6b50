"""What is done to whole libraries and with them, the same for the window and the command line. Without Qt.

Each job runs on the thread that calls it.
"""

# ruff: noqa: PLC0415 - what takes long to load is loaded by the job that needs it

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.cards import Card, EntryDetail
from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import Choice, Facet, RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.sentence import describe
from oversight_viewer.tasks.making import refuse_database

if TYPE_CHECKING:
    from oversight_viewer.memo.compose import MemoOptions
    from oversight_viewer.storage.library import Library

T = TypeVar("T")
Render = Callable[[str, str], str]
"""Turns a text and its format into safe HTML."""

MOST_IN_A_MEMO = 10_000
"""Entries of one memo: more than anybody reads, and than a word processor opens."""


def export_jsonl(
    library: Library,
    wanted: RecordFilter,
    notes: NotesByEntry,
    path: Path,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write the entries that a filter means as a file of the interchange format, oldest first.

    So entries of one day keep their order when the file is imported again.

    Args:
        library: The library.
        wanted: Which entries.
        notes: What the notebook says, for filters that ask for it; nothing of it is written.
        path: The file; it appears when it is whole. Packed when its name ends in ``.gz``.
        cancelled: Asked before each entry; True ends the export.

    Returns:
        How many entries were written.

    Raises:
        KnownError: If the file cannot be written, or is a library or a notebook.
    """
    from oversight_viewer.importing.interchange import write_jsonl

    refuse_database(path)
    return write_jsonl(_until(cancelled, library.entries(wanted, notes, newest_first=False)), path)


@dataclass(frozen=True, slots=True)
class MemoReport:
    """What became of a memo.

    Args:
        count: Entries in the memo.
        withheld: Entries that are left out because of their mark.
    """

    count: int
    withheld: int


def marks_of(library: Library, wanted: RecordFilter, notes: NotesByEntry) -> Mapping[str, int]:
    """How many of the entries that a filter means have each mark, lowest mark first; only marks that occur."""
    scheme = MarkScheme()
    codes = {mark.code for mark in scheme.marks} | set(library.facets(RecordFilter(), {}).counts.get(Facet.MARK, {}))
    counts = {}
    for code in sorted(codes, key=lambda item: (scheme.rank(item), item)):
        if wanted.marks.accepts((code,)):
            counts[code] = library.count(replace(wanted, marks=Choice((code,))), notes)
    return {code: count for code, count in counts.items() if count}


def count_marks(
    library: Library, notes: NotesByEntry, wanted: RecordFilter, chosen: Iterable[EntryId]
) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many entries have each mark: of those that a filter means, and of some that were chosen."""
    of_chosen: dict[str, int] = {}
    for card in library.cards_by_id(chosen).values():
        of_chosen[card.mark] = of_chosen.get(card.mark, 0) + 1
    return marks_of(library, wanted, notes), of_chosen


def count_leaving(
    library: Library, notes: NotesByEntry, wanted: RecordFilter
) -> tuple[Mapping[str, int], int, Directory]:
    """How many of the entries that a filter means have each mark, how many there are at all, and their directory."""
    return marks_of(library, wanted, notes), library.info().total, library.directory()


def leaving(
    library: Library,
    wanted: RecordFilter | Sequence[EntryId],
    notes: NotesByEntry,
    ceiling: str,
    scheme: MarkScheme,
) -> Mapping[str, int]:
    """How many of some entries would leave under a ceiling, by their mark, lowest mark first.

    Raises:
        KnownError: If an entry is named that the library does not have.
    """
    cards = _cards(library, wanted, notes)
    counts = Counter(card.mark for card in cards if scheme.permits(card.mark, ceiling))
    return {mark: counts[mark] for mark in sorted(counts, key=lambda code: (scheme.rank(code), code))}


def write_filter_memo(
    library: Library,
    wanted: RecordFilter | Sequence[EntryId],
    notes: NotesByEntry,
    options: MemoOptions,
    path: Path,
    render: Render,
    *,
    scheme: MarkScheme | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> MemoReport:
    """Write a briefing memo of the entries that a filter means, or of chosen ones.

    Args:
        library: The library.
        wanted: The filter, or the ids of the entries.
        notes: What the notebook says.
        options: Head, ceiling, and what goes in.
        path: The file; its ending says the format. It appears when it is whole.
        render: Makes safe HTML of the text of an entry.
        scheme: The marks of the office.
        cancelled: Asked before each entry; True ends the work.

    Raises:
        KnownError: If no entry is meant or may leave, an entry is not there, or the file cannot be written.
    """
    from oversight_viewer.memo.compose import compose
    from oversight_viewer.memo.convert import write_memo

    refuse_database(path)
    scheme = scheme or MarkScheme()
    cards = _cards(library, wanted, notes)
    if not cards:
        raise KnownError("No entry matches, so there is nothing to write a memo about.", todo="Widen the filter.")
    details = [entry_detail(library, card.id) for card in _until(cancelled, cards)]
    directory = library.directory()
    total = library.info().total
    if isinstance(wanted, RecordFilter):
        sentence = describe(wanted, directory, count=len(cards), total=total)
    else:
        sentence = f"{len(cards):,} chosen of {total:,} entries."
    memo = compose(details, notes, options, scheme, directory, sentence)
    write_memo(memo, path, render)
    return MemoReport(len(details) - memo.withheld, memo.withheld)


def entry_detail(library: Library, entry: EntryId) -> EntryDetail:
    """One entry, whole.

    Raises:
        KnownError: If the library does not have it.
    """
    detail = library.entry(entry)
    if detail is None:
        raise _missing_entry(entry)
    return detail


def _until(cancelled: Callable[[], bool] | None, items: Iterable[T]) -> Iterator[T]:
    for item in items:
        if cancelled is not None and cancelled():
            raise Cancelled
        yield item


def _cards(library: Library, wanted: RecordFilter | Sequence[EntryId], notes: NotesByEntry) -> list[Card]:
    if isinstance(wanted, RecordFilter):
        count = library.count(wanted, notes)
        if count > MOST_IN_A_MEMO:
            raise KnownError(
                f"{count:,} entries are too many for a memo; it holds up to {MOST_IN_A_MEMO:,}.",
                todo="Narrow the filter.",
            )
        return library.cards(wanted, notes, limit=count) if count else []
    found = library.cards_by_id(wanted)
    for entry in wanted:
        if entry not in found:
            raise _missing_entry(entry)
    return [found[entry] for entry in dict.fromkeys(wanted)]


def _missing_entry(entry: EntryId) -> KnownError:
    return KnownError(
        f"The library has no entry “{clean_line(entry)[:80]}”.",
        safe="",
        todo="Search for it to see how its id is written.",
    )
