"""Opens notebooks: the file is looked at before it is touched, and a new one is made whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.storage.engine import (
    Connection,
    beside,
    connect_reading,
    connect_writing,
    damaged,
    is_unsettled,
    known_errors,
    set_journal,
)
from oversight_viewer.storage.schema import NOTEBOOK, check_header, check_schema


def is_missing(path: Path) -> bool:
    """Whether there is no notebook yet. An empty file is what a creation that was cut off leaves behind."""
    try:
        return path.stat().st_size == 0
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False  # the check of the header says what is wrong


def open_writing(path: Path, *, is_new: bool) -> Connection:
    """Open a notebook for changes, after a look at all of it; a new one is made.

    Raises:
        KnownError: If it is not a notebook, damaged, in use for too long, or cannot be made.
    """
    if is_new:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise KnownError(
                "The folder for your notes cannot be made.",
                todo="Check that you may write in your own data folder, and that the disk is not full.",
                details=f"{error.strerror}: {path.parent}",
            ) from error
    db = connect_writing(path, create=is_new)
    conn = db.conn
    try:
        with known_errors(path):
            conn.execute("BEGIN IMMEDIATE")  # two processes may make it at the same time
            try:
                if not is_new or conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                    check_schema(conn, NOTEBOOK, path)
                    if conn.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                        raise damaged(path)
                if int(conn.execute("PRAGMA user_version").fetchone()[0]) < NOTEBOOK.version:
                    NOTEBOOK.apply(db)
                conn.execute("COMMIT")
            except BaseException:
                if conn.in_transaction:
                    conn.execute("ROLLBACK")
                raise
            # The header is in the file by now, where the next one looks for it before opening the database.
            set_journal(conn, "wal")
    except BaseException:
        conn.close()
        raise
    return conn


@contextmanager
def open_reading(path: Path) -> Iterator[Connection]:
    """Open a notebook so that it is not changed; its folder may be read-only.

    Raises:
        KnownError: If it is missing, not a notebook, newer, or damaged.
    """
    check_header(path, NOTEBOOK)
    with ExitStack() as stack:
        stack.enter_context(known_errors(path))
        try:
            conn = stack.enter_context(closing(connect_reading(path)))
            conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except (KnownError, dbapi2.OperationalError):
            # What was not closed in an orderly way can only be read where a file can be written beside it.
            if not is_unsettled(path):
                raise
            conn = stack.enter_context(_copy(path))
        check_schema(conn, NOTEBOOK, path)
        yield conn


@contextmanager
def _copy(path: Path) -> Iterator[Connection]:
    with tempfile.TemporaryDirectory(prefix="oversight-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy"
        for ending in ("", "-wal"):
            if beside(path, ending).is_file():
                shutil.copyfile(beside(path, ending), beside(copy, ending))
        with closing(connect_writing(copy).conn) as conn:
            yield conn
