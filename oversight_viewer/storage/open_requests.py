"""Which entries put requests that are still open: kept with each entry, for to find out takes its answers.

An entry has the day on which the first of its open requests was or will be due, and none if no request of it is open.
A request is open unless an answer says that it was answered in full, as ``RequestState.is_open`` has it.
"""

from __future__ import annotations

from collections.abc import Iterable

from oversight_viewer.domain.requests import AnswerStatus
from oversight_viewer.storage.engine import Connection

NEVER = 9_999_999
"""The day on which an open request is due that has no due date: later than all days there are."""

_OPEN_DUE = """
    SELECT min(coalesce(due, :never)) FROM request WHERE request.entry = entry.key AND NOT EXISTS (
        SELECT 1 FROM answer WHERE to_id = entry.id AND answer.request = request.number AND status = :full
    )
"""
_STANDS = f"SELECT key, open_due, ({_OPEN_DUE}) FROM entry WHERE id = :id"  # noqa: S608 - made of our own parts
_UPDATE = "UPDATE entry SET open_due = ? WHERE key = ?"
_ACTIONS_ANSWERED = "SELECT to_id FROM answer WHERE entry = ?"
DIFFERING = f"SELECT id FROM entry WHERE open_due IS NOT ({_OPEN_DUE}) ORDER BY id"  # noqa: S608 - likewise
"""The ids of the entries whose day is not what their requests and answers say."""
WORDS = {"never": NEVER, "full": AnswerStatus.FULL.value}
"""The parameters of what is asked here."""


class OpenRequests:
    """Keeps the days of open requests right while entries are saved.

    Args:
        conn: A connection within a transaction.
    """

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._touched: dict[str, None] = {}

    def touch(self, ids: Iterable[str]) -> None:
        """Take note of entries whose requests, or answers to them, are written or were."""
        self._touched.update(dict.fromkeys(ids))

    def answers_go(self, keys: Iterable[int]) -> None:
        """Take note of what is answered by entries that are about to be taken away."""
        for key in keys:
            self.touch(to for (to,) in self._conn.execute(_ACTIONS_ANSWERED, (key,)))

    def refresh(self) -> set[int]:
        """Find out anew how all of them stand.

        Returns:
            The keys of those that have open requests now and had none, or the other way round.
        """
        turned: set[int] = set()
        for entry in self._touched:
            for key, before, now in self._conn.execute(_STANDS, {**WORDS, "id": entry}).fetchall():
                if before != now:
                    self._conn.execute(_UPDATE, (now, key))
                if (before is None) != (now is None):
                    turned.add(key)
        self._touched.clear()
        return turned


def refresh_all(conn: Connection) -> None:
    """Find out how all entries stand, in a library that has nothing of it yet."""
    every = OpenRequests(conn)
    every.touch(entry for (entry,) in conn.execute("SELECT id FROM entry WHERE key IN (SELECT entry FROM request)"))
    every.refresh()
