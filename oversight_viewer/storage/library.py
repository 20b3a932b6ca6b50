"""Reads a library: windows of cards, the day histogram, facet counts, whole entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.arrangements import Arrangement
from oversight_viewer.domain.cards import BlockCount, Card, CardLink, EntryDetail, FacetCounts, LibraryInfo
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import STATES, RecordFilter
from oversight_viewer.domain.keys import Block, Key, block_day, block_of_key
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.views import Alignment, Order
from oversight_viewer.storage import cards, details, queries
from oversight_viewer.storage.cube_shelf import CubeShelf
from oversight_viewer.storage.directories import read_committees, read_directory
from oversight_viewer.storage.engine import Reading, is_unsettled, settle
from oversight_viewer.storage.log_reader import LogReader
from oversight_viewer.storage.new_library import create_library
from oversight_viewer.storage.queries import FIRST_DATED, FoundText, NotedKeys
from oversight_viewer.storage.schema import LIBRARY, check_header, check_schema, older, settle_library
from oversight_viewer.storage.suggest import other_texts
from oversight_viewer.storage.text_search import TextSearch
from oversight_viewer.storage.words import Vocabulary

if TYPE_CHECKING:
    from oversight_viewer.storage.cube import Cube, Mask
    from oversight_viewer.storage.selection import Selection

__all__ = ["Library", "create_library"]

_LANE_BITS = 2

_EXTENT = """
    SELECT
        (SELECT min(key) FROM entry WHERE key >= ?),
        (SELECT max(key) FROM entry WHERE key >= ?),
        (SELECT max(last_day) FROM entry WHERE last_day IS NOT NULL),
        (SELECT count(*) FROM committee),
        (SELECT count(*) FROM company)
"""


class Library(LogReader):
    """A library that is open for reading; used by one thread at a time.

    ``notes`` in what is asked is what the user's notebook says: it decides about has_notes, flagged and tags.

    All that is asked raises Cancelled after ``interrupt``, and KnownError if it takes longer than the time limit or the
    file is damaged or gone.
    """

    def __init__(self, reading: Reading, version: int, cubes: CubeShelf, today: Callable[[], date]) -> None:
        self.path = reading.path
        self._cubes = cubes
        self._today = today
        self._reading = reading
        self._version = version
        self._directory: Directory | None = None
        self._committees: Directory | None = None
        self._vocabulary = Vocabulary(reading)
        self._texts = TextSearch(reading, self._vocabulary, self.directory)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        time_limit: float | None = None,
        cubes: CubeShelf | None = None,
        today: Callable[[], date] = date.today,
    ) -> Library:
        """Open a library, also one in a folder that cannot be written.

        Args:
            path: The file.
            time_limit: How long one question may take, in seconds.
            cubes: Where what is read for counting is kept, to have it once for all that read this library.
            today: Gives the day on which it is asked what is overdue.

        Raises:
            KnownError: If it is missing, not to be read, not a library, newer than this application, damaged, or
                holds anything that a library of its version does not hold, or if it was made by an earlier version
                and not adapted yet. It is not changed then.
        """
        check_header(path, LIBRARY)
        settle_library(path)
        try:
            reading = Reading(path, time_limit=time_limit)
            try:
                version = check_schema(reading, LIBRARY, path)
                if version < LIBRARY.version:
                    raise older(path, LIBRARY, version)
                return cls(reading, version, cubes or CubeShelf(), today)
            except BaseException:
                reading.close()
                raise
        except KnownError as error:
            if is_unsettled(path):
                raise KnownError(
                    f"An import into “{path.name}” broke off, and it cannot be put in order where it lies.",
                    todo="Copy all files of this name to a folder in which you may write, and open it there.",
                    details=error.details,
                ) from error
            raise

    def close(self) -> None:
        self._reading.close()
        settle(self.path)

    def interrupt(self) -> None:
        """Stop what is being read, from any thread; without that, nothing happens."""
        self._reading.interrupt()

    def title(self) -> str:
        """What the library is called, without counting anything."""
        with self._reading.call():
            return str(self._reading.rows("SELECT value FROM meta WHERE name = 'title'")[0][0])

    def info(self) -> LibraryInfo:
        """What can be said of the library as a whole."""
        with self._reading.call():
            about: dict[str, str] = dict(self._reading.rows("SELECT name, value FROM meta"))
            lanes = dict.fromkeys(LANES, 0)
            for place in self.histogram(RecordFilter(), {}):
                lanes[place.lane] += place.count
            first, last, last_day, committees, companies = self._reading.rows(_EXTENT, (FIRST_DATED, FIRST_DATED))[0]
            first_day = None if first is None else block_day(block_of_key(first))
            ends = [None if last is None else block_day(block_of_key(last))]
            ends.append(None if last_day is None else date.fromordinal(last_day))
            return LibraryInfo(
                path=str(self.path),
                title=about["title"],
                version=self._version,
                size=self.path.stat().st_size,
                entries=lanes,
                committees=committees,
                companies=companies,
                first_day=first_day,
                last_day=max((day for day in ends if day is not None), default=None),
                created=datetime.fromisoformat(about["created"]),
                changed=datetime.fromisoformat(about["changed"]),
            )

    def directory(self) -> Directory:
        """The committees and companies; read once."""
        if self._directory is None:
            self._directory = read_directory(self._reading)
        return self._directory

    def committees(self) -> Directory:
        """The committees without the companies, of which there may be very many; read once."""
        self._committees = self._committees or Directory(read_committees(self._reading))
        return self._committees

    def count(self, wanted: RecordFilter, notes: NotesByEntry) -> int:
        """How many entries a filter means."""
        with self._call(wanted.text, notes) as text:
            cube = self._cubes.at_hand(self._reading)
            if cube is not None:
                return self._selection(cube, wanted, notes, text).count()
            query = queries.count(self._select(wanted, notes, text))
            return int(self._reading.rows(query.sql, query.parameters)[0][0])

    def count_between(self, wanted: RecordFilter, notes: NotesByEntry, low: int, high: int, lane: Lane) -> int:
        """How many entries of a lane a filter means from one key up to, but not with, another.

        By the index of the library alone: for spans in which there are thousands, not for the whole record.
        """
        with self._call(wanted.text, notes, first=True) as text:
            query = queries.count(self._select(wanted, notes, text, low=low, high=high, lane=lane))
            return int(self._reading.rows(query.sql, query.parameters)[0][0])

    def histogram(self, wanted: RecordFilter, notes: NotesByEntry) -> list[BlockCount]:
        """How many entries a filter means in each block and lane, by block and then lane, ascending."""
        with self._call(wanted.text, notes) as text:
            # All entries are counted by a small index before the first cube is there; anything else is quicker with it.
            cubes = self._cubes.get if queries.narrows(wanted) else self._cubes.at_hand
            cube = cubes(self._reading)
            if cube is not None:
                counts = cube.histogram(self._selection(cube, wanted, notes, text).mask())
            else:
                query = queries.histogram(self._select(wanted, notes, text))
                counts = self._reading.rows(query.sql, query.parameters)
            return [BlockCount(Block(place >> _LANE_BITS), LANES[place & 3], number) for place, number in counts]

    def cards(
        self,
        wanted: RecordFilter,
        notes: NotesByEntry,
        *,
        low: int | None = None,
        high: int | None = None,
        limit: int,
        newest_first: bool = True,
        lane: Lane | None = None,
        skip: int = 0,
    ) -> list[Card]:
        """A window of the entries that a filter means, ordered by key.

        Args:
            wanted: The filter.
            notes: What the notebook says.
            low: The lowest key of the window.
            high: The first key above the window.
            limit: The most cards that are given.
            newest_first: From the highest key down; else from the lowest dated key up, and then what has no date.
            lane: Only this lane.
            skip: So many of the first are left out; with the newest first only.
        """
        if newest_first:
            spans = [(low, high)]
        else:
            dated, undated = max(low or 0, FIRST_DATED), FIRST_DATED if high is None else min(high, FIRST_DATED)
            spans = [(dated, high), (low, undated)]
        keys: list[int] = []
        with self._call(wanted.text, notes, first=True) as text:
            for span_low, span_high in spans:
                selection = self._select(wanted, notes, text, low=span_low, high=span_high, lane=lane)
                query = queries.window(selection, limit=limit - len(keys), newest_first=newest_first, skip=skip)
                keys += [key for (key,) in self._reading.rows(query.sql, query.parameters)]
            found = cards.read_cards(self._reading, keys, in_notes=text.added)
        return [found[Key(key)] for key in keys]

    def arrangement(
        self, wanted: RecordFilter, notes: NotesByEntry, alignment: Alignment, order: Order = Order.NEWEST
    ) -> Arrangement:
        """The entries that a filter means, side by side by inquiry or by exchange; by date, ask for the histogram.

        Args:
            wanted: The filter.
            notes: What the notebook says.
            alignment: By inquiry, or by exchange.
            order: Newest or oldest first; what has no date comes last either way.
        """
        from oversight_viewer.storage.arranging import by_exchange, by_inquiry  # noqa: PLC0415 - loads NumPy

        newest_first = order is not Order.OLDEST
        with self._call(wanted.text, notes) as text:
            cube = self._cubes.get(self._reading)
            mask = self._selection(cube, wanted, notes, text).mask()
            if alignment is Alignment.INQUIRY:
                return by_inquiry(cube, mask, newest_first=newest_first)
            return by_exchange(self._reading, cube, mask, newest_first=newest_first)

    def ranked(self, wanted: RecordFilter, notes: NotesByEntry, limit: int) -> dict[Lane, list[Key]]:
        """The entries of each lane that match the text of a filter best, the best first.

        What is found by the user's notes comes first. To rank what a common word finds takes seconds.

        Args:
            wanted: The filter; without a text, the newest are the best.
            notes: What the notebook says.
            limit: The most entries of one lane that are given.
        """
        with self._call(wanted.text, notes) as text:
            noted = self._noted_for(wanted, notes)
            found: dict[Lane, list[Key]] = {}
            for lane in LANES:
                asked = queries.ranking(wanted, noted, text, today=self._today(), lane=lane, limit=limit)
                keys = [Key(key) for query in asked for (key,) in self._reading.rows(query.sql, query.parameters)]
                found[lane] = keys[:limit]
        return found

    def suggest(self, text: str, notes: NotesByEntry) -> str | None:
        """Another text that finds something, for one that finds nothing: its unknown words spelled like known ones.

        None if there is none, or if this text finds something itself.
        """
        if self._finds(text, notes):
            return None
        is_in_notes = self._texts.is_in_notes if notes else lambda _: False
        others = other_texts(text, self._vocabulary, is_in_notes)
        return next((other for other in others if self._finds(other, notes)), None)

    def _finds(self, text: str, notes: NotesByEntry) -> bool:
        with self._call(text, notes, first=True) as found:
            query = queries.window(queries.select(RecordFilter(), NotedKeys(), found), limit=1, newest_first=True)
            return bool(self._reading.rows(query.sql, query.parameters))

    def facets(self, wanted: RecordFilter, notes: NotesByEntry) -> FacetCounts:
        """How many entries each value of each facet would give, all other facets of the filter obeyed."""
        from oversight_viewer.storage.facets import FacetCounter  # noqa: PLC0415 - not for the first cards

        with self._call(wanted.text, notes) as text:
            counter = FacetCounter(self._reading, self.directory(), self._noted(notes))
            if queries.narrows(wanted):
                cube = self._cubes.get(self._reading)
                return counter.of_selection(wanted, self._selection(cube, wanted, notes, text))
            asked = {state: RecordFilter().with_condition(state, wanted=True) for state in STATES}
            return counter.of_library(wanted, {state: self.count(one, notes) for state, one in asked.items()})

    def prepare(self) -> None:
        """Read what counting needs, so that later questions need not wait for it."""
        with self._reading.call():
            self._cubes.get(self._reading)

    def cards_by_id(self, ids: Iterable[EntryId]) -> dict[EntryId, Card]:
        """Cards of some entries; those that the library does not have are left out."""
        with self._reading.call():
            keys = cards.keys_of(self._reading, ids)
            found = cards.read_cards(self._reading, keys.values())
        return {entry: found[key] for entry, key in keys.items()}

    def cards_by_key(self, keys: Iterable[int], text: str = "", notes: NotesByEntry | None = None) -> dict[Key, Card]:
        """Cards of some entries; those that the library does not have are left out.

        Args:
            keys: Of the entries.
            text: By which they were found, so that the cards tell of those that were found by the user's notes.
            notes: What the notebook says.
        """
        with self._call(text, notes or {}) as found:
            return cards.read_cards(self._reading, keys, in_notes=found.added)

    def links_among(self, keys: Sequence[int]) -> list[CardLink]:
        """The links both of whose ends are among some entries."""
        return cards.read_links_among(self._reading, keys)

    def links_of(self, key: int) -> list[CardLink]:
        """The links from and to an entry whose other end the library has."""
        return cards.read_links_of(self._reading, key)

    def entry(self, entry: EntryId) -> EntryDetail | None:
        """One entry with everything that a reader shows; None if the library does not have it."""
        return details.read_detail(self._reading, entry, self.directory())

    def revisions(self, entry: EntryId) -> list[tuple[int, datetime, Entry]]:
        """What an entry said earlier: number, when that was saved (UTC), and the entry; oldest first."""
        return details.read_revisions(self._reading, entry)

    def entries(self, wanted: RecordFilter, notes: NotesByEntry, *, newest_first: bool = True) -> Iterator[Entry]:
        """The entries that a filter means, whole, in order of their keys. Each small part is a question of its own."""
        with self._call(wanted.text, notes) as text:
            selection = self._select(wanted, notes, text)
        return details.read_entries(self._reading, selection, newest_first=newest_first)

    def entries_by_date(
        self, wanted: RecordFilter, notes: NotesByEntry, *, newest_first: bool = True
    ) -> Iterator[Entry]:
        """Like :meth:`entries`, in an order in which they can be imported: those of one date keep theirs."""
        with self._call(wanted.text, notes) as text:
            selection = self._select(wanted, notes, text)
        return details.read_entries_by_date(self._reading, selection, newest_first=newest_first)

    def records(
        self, wanted: RecordFilter, notes: NotesByEntry, *, newest_first: bool = True
    ) -> Iterator[tuple[Card, Entry]]:
        """Like :meth:`entries`, each with its card, in the order of :meth:`cards`."""
        with self._call(wanted.text, notes) as text:
            selection = self._select(wanted, notes, text)
        return details.read_records(self._reading, selection, newest_first=newest_first)

    @contextmanager
    def _call(self, text: str, notes: NotesByEntry, *, first: bool = False) -> Iterator[FoundText]:
        """Bounds of one question about what a text finds.

        Args:
            text: The text.
            notes: What the notebook says.
            first: Whether only the first that are found will be read.
        """
        self._texts.learn(text, notes)
        with self._reading.call():
            yield self._texts.find(text, notes, first=first)

    def _select(
        self,
        wanted: RecordFilter,
        notes: NotesByEntry,
        text: FoundText,
        *,
        low: int | None = None,
        high: int | None = None,
        lane: Lane | None = None,
    ) -> queries.Query:
        noted = self._noted_for(wanted, notes)
        return queries.select(wanted, noted, text, today=self._today(), low=low, high=high, lane=lane)

    def _noted_for(self, wanted: RecordFilter, notes: NotesByEntry) -> NotedKeys:
        """What the notes say, as far as a filter asks for it."""
        asks = wanted.has_notes is not None or wanted.flagged is not None or not wanted.tags.is_empty
        return self._noted(notes) if asks else NotedKeys()

    def _selection(self, cube: Cube, wanted: RecordFilter, notes: NotesByEntry, text: FoundText) -> Selection:
        from oversight_viewer.storage.selection import Selection  # noqa: PLC0415 - NumPy takes time to load

        return Selection(cube, wanted, self._noted(notes), self._today(), self._having_text(cube, text))

    def _having_text(self, cube: Cube, text: FoundText) -> Mask | None:
        """Which entries have a text; None if it has no words."""
        from oversight_viewer.storage.cube import keys_of_list  # noqa: PLC0415 - as above

        if text.expression is None:
            return None
        query = queries.select(RecordFilter(), NotedKeys(), text)
        with self._cubes.turn(self._reading):
            mask = cube.texts.get(query)
            if mask is None:
                listed = queries.keys_in_one(query)
                mask = cube.mask_of(keys_of_list(self._reading.rows(listed.sql, listed.parameters)[0][0]))
                cube.keep_text(query, mask)
            return mask

    def _noted(self, notes: NotesByEntry) -> NotedKeys:
        if not notes:
            return NotedKeys()
        keys = cards.keys_of(self._reading, notes)
        return NotedKeys(
            noted=frozenset(key for entry, key in keys.items() if notes[entry].notes),
            flagged=frozenset(key for entry, key in keys.items() if notes[entry].flagged),
            tags={key: notes[entry].all_tags for entry, key in keys.items() if notes[entry].all_tags},
        )
