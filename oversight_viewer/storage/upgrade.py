"""Brings a library that an earlier version of the application made to the version of this one.

What the library says stands in its documents and bodies and is not touched. What it is found by was last kept in
another way before version 2: it is made anew from these then. Later versions only add to it, which is quick.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.storage.cards import chunks
from oversight_viewer.storage.engine import Connection, known_errors, set_journal
from oversight_viewer.storage.indexing import ENTRIES_AT_ONCE, Indexing
from oversight_viewer.storage.known_names import KnownNames
from oversight_viewer.storage.open_requests import refresh_all
from oversight_viewer.storage.schema import LIBRARY
from oversight_viewer.storage.terms import TermBook

if TYPE_CHECKING:
    from sqlite_utils import Database

Progress = Callable[[int, int], None]

_FOUND_IN_THIS_WAY_SINCE = 2


def upgrade(path: Path, db: Database, progress: Progress | None = None) -> None:
    """Bring a library of an earlier version to this version: wholly, or it stays as it was.

    Args:
        path: Where it lies.
        db: A connection that writes to it.
        progress: Called now and then with how many entries are done and how many there are; what it raises ends it.

    Raises:
        KnownError: If it cannot be written.
    """
    try:
        with known_errors(path):
            version = int(db.conn.execute("PRAGMA user_version").fetchone()[0])
            set_journal(db.conn, "wal")
            try:
                with db.atomic():
                    LIBRARY.apply(db)
                    if version < _FOUND_IN_THIS_WAY_SINCE:
                        _find_all_anew(db.conn, progress or (lambda _done, _all: None))
            finally:
                set_journal(db.conn, "delete")
    except Cancelled:
        raise
    except KnownError as error:
        raise KnownError(
            f"“{path.name}” was made by an earlier version of Oversight Viewer and has to be adapted to this one, "
            f"which did not succeed. {error.what}",
            todo=error.todo,
            details=error.details,
        ) from error


def _find_all_anew(conn: Connection, progress: Progress) -> None:
    conn.execute("INSERT INTO search (search) VALUES ('delete-all')")
    refresh_all(conn)
    keys = [key for (key,) in conn.execute("SELECT key FROM entry ORDER BY key")]
    book = TermBook(conn)
    committees = KnownNames.of_committees(conn, lambda _: None).items
    companies = KnownNames.of_companies(conn, lambda _: None).items
    indexing = Indexing(conn, committees, companies, book)
    done = 0
    for some in chunks(keys, ENTRIES_AT_ONCE):
        indexing.add(some)
        done += len(some)
        progress(done, len(keys))
    book.finish()
