"""Writes to a library: all of an import or nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from oversight_viewer.domain.records import Entry
from oversight_viewer.domain.saving import NameResolver, SaveReport
from oversight_viewer.storage.engine import connect_writing, known_errors, set_journal, settle
from oversight_viewer.storage.saving import Saving
from oversight_viewer.storage.schema import LIBRARY, check_header, check_schema
from oversight_viewer.storage.upgrade import Progress, upgrade

if TYPE_CHECKING:
    from sqlite_utils import Database


def bring_up_to_date(path: Path, progress: Progress | None = None) -> None:
    """Adapt a library that an earlier version of the application made; any other is left as it is.

    Args:
        path: The file.
        progress: Called now and then with how many entries are done and how many there are.

    Raises:
        KnownError: If it is not a library that this application can read, or it would have to be written and cannot be.
    """
    if check_header(path, LIBRARY) < LIBRARY.version:
        LibraryWriter.open(path, progress=progress).close()


class _DryRun(Exception):  # noqa: N818 - it is no error: it takes back what was tried
    pass


class LibraryWriter:
    """A library that is open for writing; a context manager.

    While it is open others can read the library as it was before.
    """

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self._db = db
        self._is_open = True

    @classmethod
    def open(cls, path: Path, *, progress: Progress | None = None) -> LibraryWriter:
        """Open a library for writing; one of an earlier version is brought to this version.

        Args:
            path: The file.
            progress: Called while an earlier version is adapted, with how many entries are done and how many there are.

        Raises:
            KnownError: If it is not a library that this application can write. It is not changed then.
        """
        check_header(path, LIBRARY)
        settle(path)
        db = connect_writing(path)
        try:
            with known_errors(path):
                version = check_schema(db.conn, LIBRARY, path)
            if version < LIBRARY.version:
                upgrade(path, db, progress)
        except BaseException:
            db.close()
            raise
        return cls(path, db)

    def __enter__(self) -> LibraryWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the library; it is one file again unless somebody reads it, who then sees to that."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            set_journal(self._db.conn, "delete")
        finally:
            self._db.close()

    def save(
        self,
        entries: Iterable[Entry],
        *,
        names: NameResolver,
        source: str,
        dry_run: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> SaveReport:
        """Add entries, or revise those that the library has with other content. All are saved, or none.

        Args:
            entries: The entries, read one after the other; if reading fails, nothing is saved.
            names: Finds out which committees and companies are meant; it is told what the library has.
            source: Where they come from, for the log of the library.
            dry_run: Only find out what would happen.
            progress: Called now and then with the number of entries read so far; what it raises ends the save.

        Raises:
            KnownError: If the library cannot be written, the disk is full, or another program writes to it.
        """
        conn = self._db.conn
        with known_errors(self.path):
            set_journal(conn, "wal")
            with suppress(_DryRun), self._db.atomic():
                # The first statement writes, so that it is settled at once whether this may write.
                now = datetime.now(UTC).isoformat()
                batch = conn.execute(
                    "INSERT INTO batch (at, source, added, updated, unchanged) VALUES (?, ?, 0, 0, 0)", (now, source)
                ).lastrowid
                saving = Saving(conn, names, progress)
                saving.take(entries)
                report = saving.report()
                if dry_run:
                    raise _DryRun
                saving.index()
                conn.execute(
                    "UPDATE batch SET added = ?, updated = ?, unchanged = ? WHERE id = ?",
                    (report.added, report.updated, report.unchanged, batch),
                )
                if report.change.record:
                    conn.execute("UPDATE meta SET value = ? WHERE name = 'changed'", (now,))
        return report
