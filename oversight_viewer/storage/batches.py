"""The log of imports: what each had, when it was, and which entries the next one of the same files has no longer.

An entry belongs to an import if it was first saved as it stands at the time of that import. Libraries of earlier
versions took the time a moment later, so an import reaches up to the next one.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice, pairwise
from typing import Any

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saving import LISTED_AT_MOST, Batch, SaveReport, SourceFile
from oversight_viewer.storage.cards import chunks
from oversight_viewer.storage.engine import Connection

_KEYS_AT_ONCE = 10_000

_READ = """
    SELECT id, at, source, files, added, updated, unchanged, rejected, undone_at IS NOT NULL FROM batch ORDER BY id DESC
"""
_FINISH = """
    UPDATE batch SET added = ?, updated = ?, unchanged = ?, rejected = ?, seen = ?, names = ? WHERE id = ?
"""
_LAST_OF_FILES = "SELECT files, id FROM batch WHERE undone_at IS NULL AND seen IS NOT NULL AND id < ? ORDER BY id DESC"
# An entry may have got another key since, with another date.
_STILL_THERE = """
    SELECT entry.id, entry.key FROM json_each(?1) AS listed CROSS JOIN entry ON entry.key = listed.value
    UNION
    SELECT entry.id, entry.key FROM json_each(?1) AS listed CROSS JOIN revision ON revision.key = listed.value
    CROSS JOIN entry ON entry.id = revision.id
    ORDER BY 2
"""


def pack_keys(keys: Iterable[int]) -> bytes:
    """Keys in little room: sorted, as differences of 64 bits, lowest byte first, compressed."""
    ordered = sorted(keys)
    steps = array("q", ordered[:1])
    steps.extend(later - earlier for earlier, later in pairwise(ordered))
    if sys.byteorder == "big":
        steps.byteswap()
    return zlib.compress(steps.tobytes(), 1)


def unpack_keys(packed: bytes) -> list[int]:
    """What :func:`pack_keys` was given, sorted.

    Raises:
        KnownError: If it was damaged.
    """
    steps = array("q")
    try:
        steps.frombytes(zlib.decompress(packed))
    except (zlib.error, ValueError) as error:
        raise KnownError("The log of imports is damaged.", todo="Restore the library from a backup.") from error
    if sys.byteorder == "big":
        steps.byteswap()
    return list(accumulate(steps))


def read_batches(rows: Iterable[Sequence[Any]]) -> tuple[Batch, ...]:
    """The imports of a library, out of the rows of :data:`BATCHES`."""
    return tuple(
        Batch(
            id=number,
            at=datetime.fromisoformat(at),
            source=source,
            files=tuple(SourceFile(**file) for file in json.loads(files)),
            added=added,
            updated=updated,
            unchanged=unchanged,
            rejected=rejected,
            is_undone=bool(undone),
        )
        for number, at, source, files, added, updated, unchanged, rejected, undone in rows
    )


BATCHES = _READ
"""Asks for all imports, newest first."""


def begin(conn: Connection, source: str, files: Sequence[SourceFile]) -> tuple[int, str]:
    """Write a new import into the log.

    Returns:
        Its number, and its time: later than that of any before, whatever the clock says.
    """
    listed = json.dumps([asdict(file) for file in files])
    # Writes first, so that it is settled at once whether this may write.
    number = int(
        conn.execute(
            "INSERT INTO batch (at, source, added, updated, unchanged, files) VALUES ('', ?, 0, 0, 0, ?)",
            (source, listed),
        ).lastrowid
    )
    at = moment(conn)
    conn.execute("UPDATE batch SET at = ? WHERE id = ?", (at, number))
    return number, at


def moment(conn: Connection) -> str:
    """The time now, or a moment after the last import if the clock was turned back."""
    now = datetime.now(UTC)
    last: str | None = conn.execute("SELECT max(at) FROM batch").fetchone()[0]
    if last:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.isoformat()


def finish(
    conn: Connection, number: int, report: SaveReport, rejected: int, seen: Collection[int], names: dict[str, Any]
) -> None:
    """Write into the log what became of an import."""
    counts = (report.added, report.updated, report.unchanged, rejected)
    conn.execute(_FINISH, (*counts, pack_keys(seen), json.dumps(names), number))


def vanished(
    conn: Connection, number: int, files: Sequence[SourceFile], seen: Collection[int]
) -> tuple[tuple[EntryId, ...], int]:
    """Entries that the last import of the same files had and this one has not, the first of them, and how many."""
    if not files:
        return (), 0
    wanted = sorted((file.name, file.format) for file in files)
    for listed, earlier in conn.execute(_LAST_OF_FILES, (number,)):
        if sorted((file["name"], file["format"]) for file in json.loads(listed)) == wanted:
            packed = conn.execute("SELECT seen FROM batch WHERE id = ?", (earlier,)).fetchone()[0]
            now = seen if isinstance(seen, set | frozenset) else frozenset(seen)
            gone = (key for key in unpack_keys(packed) if key not in now)
            ids = {
                EntryId(entry): None
                for some in chunks(gone, _KEYS_AT_ONCE)
                for entry, key in conn.execute(_STILL_THERE, (json.dumps(some),))
                if key not in now
            }
            return tuple(islice(ids, LISTED_AT_MOST)), len(ids)
    return (), 0


@dataclass(frozen=True, slots=True)
class _Logged:
    number: int
    at: str
    is_undone: bool


class BatchTimes:
    """Tells to which import a time belongs.

    Args:
        rows: Number, time and whether it was undone of each import, in order of time; see :data:`TIMES`.
    """

    def __init__(self, rows: Iterable[tuple[int, str, int]]) -> None:
        self._logged = [_Logged(number, at, bool(undone)) for number, at, undone in rows]
        self._times = [item.at for item in self._logged]

    def find(self, time: str, author: str | None) -> _Logged | None:
        """The import at a time, for what was saved by ``author``; None if it was saved by hand."""
        place = bisect_right(self._times, time) - 1
        if place < 0 or (author is not None and self._times[place] != time):
            return None
        return self._logged[place]

    def span(self, number: int) -> tuple[str, str]:
        """When an import was, and when the next one."""
        place = next(place for place, item in enumerate(self._logged) if item.number == number)
        after = self._times[place + 1] if place + 1 < len(self._times) else "~"  # behind all times
        return self._times[place], after


TIMES = "SELECT id, at, undone_at IS NOT NULL FROM batch ORDER BY at"
"""Asks for what :class:`BatchTimes` needs."""


def to_be_undone(conn: Connection, number: int) -> None:
    """Refuse to undo what cannot be undone, and mark the import as undone.

    Raises:
        KnownError: If there is no such import, or it was undone already.
    """
    found = conn.execute("SELECT undone_at FROM batch WHERE id = ?", (number,)).fetchone()
    if found is None:
        raise KnownError(f"The library has no import {number}.", todo="Choose one from the list of imports.")
    if found[0] is not None:
        day = datetime.fromisoformat(found[0]).date()
        raise KnownError(f"Import {number} was undone already, on {day}.", todo="Nothing is left to do.")
    conn.execute("UPDATE batch SET undone_at = ? WHERE id = ?", (datetime.now(UTC).isoformat(), number))
