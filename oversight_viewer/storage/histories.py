"""Reads what an entry said at all times, and who said it."""

from __future__ import annotations

from datetime import datetime

from oversight_viewer.domain.errors import InvalidEntry
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.saving import Revision
from oversight_viewer.storage.batches import TIMES, BatchTimes
from oversight_viewer.storage.cards import is_storable
from oversight_viewer.storage.details import entry_of
from oversight_viewer.storage.engine import Reading, damaged

UNKNOWN = "an import"
"""Who brought a revision that belongs to no import of the log."""

_REVISIONS = """
    SELECT number, saved_at, origin, author, doc, body, 0 AS is_current, gone_at IS NOT NULL FROM revision WHERE id = ?1
    UNION ALL
    SELECT revision, saved_at, origin, author, doc, body.text, 1, 0
    FROM entry CROSS JOIN entry_doc ON entry_doc.entry = key LEFT JOIN body ON body.entry = key WHERE id = ?1
    ORDER BY 1
"""


def read_history(reading: Reading, entry: EntryId) -> tuple[Revision, ...]:
    """What an entry said at all times, oldest first; also of one that is gone."""
    if not is_storable(entry):
        return ()
    with reading.call():
        times = BatchTimes(reading.rows(TIMES))
        found: list[Revision] = []
        for number, saved_at, origin, author, doc, body, is_current, is_removed in reading.rows(_REVISIONS, (entry,)):
            by: int | str | None = author
            if by is None:
                batch = times.find(origin or saved_at, None)
                by = UNKNOWN if batch is None else batch.number
            try:
                said = entry_of(doc, body)
            except InvalidEntry as error:
                raise damaged(reading.path, f"an entry is not readable: {reading.path}") from error
            at = datetime.fromisoformat(saved_at)
            found.append(Revision(number, at, said, by, bool(is_current), bool(is_removed)))
    return tuple(found)
