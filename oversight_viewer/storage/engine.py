"""Opens SQLite files: every connection is SQLCipher's SQLite, hardened, and either read-only or writing.

Errors of SQLite that a user can understand become :class:`KnownError` here, so nothing above deals in error codes.
"""

from __future__ import annotations

import importlib
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes

import sqlcipher3
from sqlcipher3 import dbapi2

from oversight_viewer.domain.errors import Cancelled, KnownError, Refused

if TYPE_CHECKING:
    from sqlite_utils import Database

LIBRARY_SUFFIX = ".oversight"
NOTEBOOK_SUFFIX = ".notebook"

Connection = Any
Row = tuple[Any, ...]
Parameters = Sequence[object] | Mapping[str, object]

_BUSY_SECONDS = 5.0
_STEPS_BETWEEN_CHECKS = 20_000
_CACHE_KIB = 32 * 1024
_READING_CACHE_KIB = 16 * 1024  # a window has several that read, and the system keeps the file in memory as it is
_WAL_FORMAT = 2  # what the bytes 18 and 19 of a file say when it is written ahead

_HARDENED = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    f"cache_size = -{_CACHE_KIB}",
)
_DAMAGED = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"}
_DAMAGED_SAYS = ("Could not decode to UTF-8", "invalid fts5 file format")


def register_sqlite() -> None:
    """Make sqlite_utils use SQLCipher's SQLite: it looks for ``pysqlite3`` before it takes Python's own.

    Two copies of SQLite in one process can corrupt a file that both have open.

    Raises:
        RuntimeError: If sqlite_utils was imported earlier, with another SQLite.
    """
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
    used = importlib.import_module("sqlite_utils.utils").dbapi2
    if used is not dbapi2:
        raise RuntimeError("sqlite_utils was imported before storage.engine.register_sqlite() was called")


def sqlite_uri(path: PurePath, mode: str) -> str:
    """The address of a file for SQLite, whatever characters its path has, drives and network shares included.

    Args:
        path: An absolute path.
        mode: ``ro``, ``rw`` or ``rwc``.
    """
    text = path.as_posix()
    quoted = quote_from_bytes(text.encode("utf-8", "surrogateescape"), safe="/:")
    return f"file://{'' if text.startswith('/') else '/'}{quoted}?mode={mode}"


def _connect(path: Path, mode: str) -> Connection:
    with known_errors(path):
        conn = dbapi2.connect(
            sqlite_uri(path.absolute(), mode),
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,  # handed from thread to thread, never used by two at once
        )
        try:
            conn.enable_load_extension(False)  # noqa: FBT003
            for pragma in _HARDENED:
                conn.execute(f"PRAGMA {pragma}")
        except BaseException:
            conn.close()
            raise
    return conn


def connect_reading(path: Path) -> Connection:
    """Open a file so that it cannot be changed.

    Raises:
        KnownError: If it cannot be opened.
    """
    conn = _connect(path, "ro")
    conn.execute(f"PRAGMA cache_size = -{_READING_CACHE_KIB}")
    conn.execute("PRAGMA query_only = ON")
    return conn


def connect_untouched(path: Path) -> Connection:
    """Open a file of another program so that neither it nor its folder is changed: no locks, no journals are looked at.

    Raises:
        KnownError: If it cannot be opened.
    """
    conn = _connect(path, "ro&immutable=1")
    conn.execute("PRAGMA query_only = ON")
    return conn


def connect_writing(path: Path, *, create: bool = False) -> Database:
    """Open a file for changes; each commit is on the disk when it returns. Write within ``db.atomic()``.

    Args:
        path: The file.
        create: Whether the file is made when it is missing.

    Raises:
        KnownError: If it cannot be opened.
    """
    register_sqlite()
    from sqlite_utils import Database  # noqa: PLC0415 - takes longer than opening a library does

    conn = _connect(path, "rwc" if create else "rw")
    conn.execute("PRAGMA synchronous = FULL")
    return Database(conn, recursive_triggers=False, execute_plugins=False)


def set_journal(conn: Connection, mode: str) -> str:
    """Ask for a journal mode (``wal`` or ``delete``).

    Returns:
        The mode that the file has now: the old one where the change was not possible, on a network drive or because
        somebody else has the file open.
    """
    try:
        return str(conn.execute(f"PRAGMA journal_mode = {mode}").fetchone()[0])
    except dbapi2.OperationalError:
        return str(conn.execute("PRAGMA journal_mode").fetchone()[0])


def beside(path: Path, ending: str) -> Path:
    """A file that SQLite keeps beside a database: ``-wal``, ``-shm`` or ``-journal``."""
    return path.with_name(path.name + ending)


def is_unsettled(path: Path) -> bool:
    """Whether a write to a file is under way, or broke off: it is in write-ahead mode or has a journal beside it."""
    try:
        with path.open("rb") as file:
            header = file.read(20)
    except OSError:
        return False
    return header[18:20] == bytes((_WAL_FORMAT, _WAL_FORMAT)) or beside(path, "-journal").exists()


def is_cut(path: Path, header: bytes) -> bool:
    """Whether a file at rest ends before it should, as a copy that broke off does. SQLite reads zeros there.

    See https://www.sqlite.org/fileformat2.html#in_header_database_size
    """
    page = int.from_bytes(header[16:18], "big")
    page = 65_536 if page == 1 else page
    is_counted = header[24:28] == header[92:96]
    pages = int.from_bytes(header[28:32], "big") if is_counted else 0
    size = path.stat().st_size
    return page > 0 and (size % page > 0 or size < pages * page) and not is_unsettled(path)


def settle(path: Path, check: Callable[[Connection], object] | None = None) -> None:
    """Bring a file of ours to rest after a write that broke off: what was committed stays, the rest is undone.

    A file that somebody else has open, or that lies in a folder that cannot be written, is left as it is.

    Args:
        path: The file.
        check: Raises Refused if the file is none of ours; then it is left as it is.

    Raises:
        Refused: If ``check`` does.
    """
    if not is_unsettled(path):
        return
    try:
        with closing(_connect(path, "rw")) as conn:
            conn.execute("PRAGMA busy_timeout = 0")
            conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # undoes what a journal holds
            if check is not None:
                check(conn)
            conn.execute("PRAGMA journal_mode = DELETE")  # brings in what the write-ahead log holds
    except Refused:
        raise
    except (KnownError, dbapi2.Error):
        return


def refuse_damaged(conn: Connection, path: Path, seconds: float) -> None:
    """Look through as much of a file as can be read in some seconds, before it is written: that would do more harm.

    Raises:
        KnownError: If it is damaged there, or somebody else has it locked.
        Cancelled: If it was ended from outside.
    """
    deadline, is_over = time.monotonic() + seconds, False

    def is_late() -> bool:
        nonlocal is_over
        is_over = time.monotonic() > deadline
        return is_over

    conn.set_progress_handler(is_late, _STEPS_BETWEEN_CHECKS)
    try:
        with known_errors(path):
            ((found,),) = conn.execute("PRAGMA quick_check(1)").fetchall()
    except Cancelled:
        if is_over:
            return
        raise  # SQLite takes what is raised while it asks how late it is, as by Ctrl+C, for a yes
    finally:
        conn.set_progress_handler(None, 0)
    if found != "ok":
        raise damaged(path)


@contextmanager
def known_errors(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite that are expected into KnownErrors about ``path``; others pass as they are."""
    try:
        yield
    except dbapi2.Error as error:
        known = _known(error, path)
        if known is None:
            raise
        raise known from error


def _known(error: Exception, path: Path) -> KnownError | None:
    name: str = getattr(error, "sqlite_errorname", "")
    primary = "_".join(name.split("_")[:2])
    details = f"{name}: {path}"
    match primary:
        case "SQLITE_INTERRUPT":
            return Cancelled()
        case "SQLITE_BUSY" | "SQLITE_LOCKED":
            return KnownError(
                f"“{path.name}” is being changed by another program.",
                todo="Wait until the other program is done, or close it, and try again.",
                details=details,
            )
        case "SQLITE_FULL":
            return KnownError("The disk is full.", todo="Free some space on the disk and try again.", details=details)
        case "SQLITE_READONLY" | "SQLITE_PERM" | "SQLITE_AUTH":
            return KnownError(
                f"“{path.name}” cannot be written.",
                todo="Copy it to a folder in which you may write, and open it there.",
                details=details,
            )
        case "SQLITE_CANTOPEN":
            return KnownError(
                f"“{path.name}” cannot be opened.",
                todo="Check that the file and its folder exist and that you may use them.",
                details=details,
            )
        case "SQLITE_IOERR":
            return KnownError(
                f"The disk or drive with “{path.name}” did not answer.",
                todo="Check that the drive is connected, and try again.",
                details=details,
            )
    if primary in _DAMAGED or str(error).startswith(_DAMAGED_SAYS):
        return damaged(path, details)
    return None


def damaged(path: Path, details: str = "") -> KnownError:
    """What is said of a file that cannot be read as what it claims to be."""
    return KnownError(
        f"“{path.name}” is damaged.",
        todo="Open a copy of it that you kept earlier.",
        details=details or str(path),
    )


class Reading:
    """A connection that reads: each call has a time limit and can be interrupted from another thread.

    Args:
        path: The file.
        time_limit: How long one call may take, in seconds; None for no limit.

    Raises:
        KnownError: If the file cannot be opened.
    """

    def __init__(self, path: Path, *, time_limit: float | None = None) -> None:
        self.path = path
        self._limit = time_limit
        self._deadline = float("inf")
        self._lock = threading.Lock()  # between the thread that reads and one that interrupts
        self._running = False
        self._interrupted = False
        self._conn = connect_reading(path)
        if time_limit is not None:
            self._conn.set_progress_handler(self._is_late, _STEPS_BETWEEN_CHECKS)

    @contextmanager
    def scratch(self) -> Iterator[None]:
        """While it lasts, temporary tables of this connection can be written. The file cannot: it is opened so."""
        self._conn.execute("PRAGMA query_only = OFF")
        try:
            yield
        finally:
            self._conn.execute("PRAGMA query_only = ON")

    @contextmanager
    def lasting(self) -> Iterator[None]:
        """A call of its own, not within another one, that writes temporary tables; what it wrote stays."""
        assert not self._running, "what is written within a call is undone at its end"
        with self.call(), self.scratch():
            yield
            self._conn.execute("COMMIT")

    def _is_late(self) -> bool:
        return time.monotonic() > self._deadline

    @contextmanager
    def call(self) -> Iterator[Reading]:
        """Bounds of one call: its statements see one state of the file and share one time limit and one interrupt."""
        if self._running:  # a call within a call
            yield self
            return
        with self._lock:
            self._running = True
            self._interrupted = False
        self._deadline = float("inf") if self._limit is None else time.monotonic() + self._limit
        try:
            with known_errors(self.path):
                self._conn.execute("BEGIN")
                yield self
        except Cancelled as error:
            if self._is_late() and not self._interrupted:
                raise self._too_slow() from error
            raise  # somebody has ended it, from another thread or from within
        except (ValueError, LookupError) as error:
            # The file may come from anybody, and holds something that we would not have written.
            raise damaged(self.path, f"{type(error).__name__} in what was read: {self.path}") from error
        finally:
            with self._lock:
                self._running = False
            if self._conn.in_transaction:
                self._conn.execute("ROLLBACK")

    def _too_slow(self) -> KnownError:
        return KnownError(
            f"The search took longer than {self._limit:g} seconds and was stopped.",
            todo="Narrow it down, or try again when the computer is less busy.",
        )

    def check(self) -> None:
        """Within a call, between two steps that ask SQLite nothing: go on only if that is still wanted.

        Raises:
            Cancelled: If the call was interrupted, or has taken too long.
        """
        if self._interrupted or self._is_late():
            raise Cancelled

    def execute(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """Run one statement within a call; its rows come as they are read.

        Raises:
            Cancelled: If the call was interrupted.
        """
        if self._interrupted:
            raise Cancelled
        rows: Iterator[Row] = self._conn.execute(sql, parameters)
        return rows

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Run one statement as a call of its own, and give all of its rows.

        Raises:
            Cancelled: If it was interrupted.
            KnownError: If it took too long, or the file is damaged or gone.
        """
        with self.call():
            return list(self.execute(sql, parameters))

    def interrupt(self) -> None:
        """Stop the call that is running, from any thread: it raises Cancelled. Without one, nothing happens."""
        with self._lock:
            if self._running:
                self._interrupted = True
                self._conn.interrupt()

    def close(self) -> None:
        with self._lock:
            self._running = False
            self._conn.close()
