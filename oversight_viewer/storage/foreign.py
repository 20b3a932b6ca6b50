"""Reads SQLite files of other programs, which may come from anybody.

Nothing in such a file is run: no views, no triggers, no virtual tables, no functions, no generated columns. Nothing is
written, not even beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.foreign_tables import ForeignTable, ForeignValue
from oversight_viewer.storage.engine import Connection, beside, connect_untouched, damaged, known_errors
from oversight_viewer.storage.schema import APPLICATION_ID_LIBRARY, APPLICATION_ID_NOTEBOOK

_STEPS_BETWEEN_CHECKS = 20_000
_ROWS_AT_ONCE = 256
_SECONDS_A_STEP = 20.0
_MOST_TABLES = 200
_MOST_COLUMNS = 500
_OWN = (APPLICATION_ID_LIBRARY, APPLICATION_ID_NOTEBOOK)
_ASKED = ("table_list", "table_xinfo", "application_id")


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="surrogateescape")


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class _Guard:
    """What a statement may do: ask for tables and columns, and read those that were named as ordinary ones."""

    def __init__(self) -> None:
        self.readable: frozenset[str] = frozenset()

    def __call__(self, action: int, first: str | None, *_: object) -> int:
        if action == dbapi2.SQLITE_SELECT:
            return int(dbapi2.SQLITE_OK)
        if action == dbapi2.SQLITE_PRAGMA and first in _ASKED:
            return int(dbapi2.SQLITE_OK)
        if action == dbapi2.SQLITE_READ and first in self.readable:
            return int(dbapi2.SQLITE_OK)
        return int(dbapi2.SQLITE_DENY)


class ForeignFiles:
    """Implements ``ForeignTables`` of the domain.

    Args:
        seconds: How long one step may take.
        clock: Gives the time in seconds.
    """

    def __init__(self, seconds: float = _SECONDS_A_STEP, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._deadline = 0.0

    def tables(self, path: Path) -> tuple[ForeignTable, ...]:
        with self._opened(path) as (conn, _):
            return self._tables(conn)

    def rows(self, path: Path, table: ForeignTable) -> Iterator[tuple[ForeignValue, ...]]:
        with self._opened(path) as (conn, guard):
            known = {item.name: set(item.columns) for item in self._tables(conn)}
            if not table.columns or not known.get(table.name, set()).issuperset(table.columns):
                raise damaged(path, "the tables changed while they were read")
            guard.readable = frozenset({table.name})
            names = ", ".join(_name(column) for column in table.columns)
            found = conn.execute(f"SELECT {names} FROM {_name(table.name)}")  # noqa: S608 - both are quoted names
            while rows := self._fetch(found):
                yield from rows

    def _fetch(self, found: Connection) -> list[tuple[ForeignValue, ...]]:
        self._begin_step()
        rows: list[tuple[ForeignValue, ...]] = found.fetchmany(_ROWS_AT_ONCE)
        return rows

    def _begin_step(self) -> None:
        self._deadline = self._clock() + self._seconds

    def _is_late(self) -> bool:
        return self._clock() > self._deadline

    @contextmanager
    def _opened(self, path: Path) -> Iterator[tuple[Connection, _Guard]]:
        self._check_settled(path)
        guard = _Guard()
        try:
            with known_errors(path), closing(connect_untouched(path)) as conn:
                conn.text_factory = _text
                self._begin_step()
                conn.set_progress_handler(self._is_late, _STEPS_BETWEEN_CHECKS)
                conn.set_authorizer(guard)
                if conn.execute("PRAGMA application_id").fetchone()[0] in _OWN:
                    raise KnownError(
                        f"“{path.name}” is a library or notebook of this application.",
                        safe="Nothing was imported.",
                        todo="Open it, or export it to a file of the interchange format and import that.",
                    )
                yield conn, guard
        except Cancelled as error:
            raise KnownError(
                f"Reading “{path.name}” took too long and was stopped.",
                safe="Nothing was imported.",
                todo="Ask where the file comes from, or export the table to CSV and import that.",
            ) from error
        except (dbapi2.Error, ValueError, OverflowError) as error:
            raise damaged(path, f"{type(error).__name__}: {path}") from error

    def _check_settled(self, path: Path) -> None:
        """Refuse a file whose newest changes lie beside it: without them, what is read would be old or torn."""
        for ending in ("-wal", "-journal"):
            more = beside(path, ending)
            if more.exists() and more.stat().st_size > 0:
                raise KnownError(
                    f"“{path.name}” has changes that its program has not finished.",
                    safe="Nothing was imported.",
                    todo=f"Close the other program, so that {more.name} goes away, and try again.",
                )

    def _tables(self, conn: Connection) -> tuple[ForeignTable, ...]:
        found: list[ForeignTable] = []
        for schema, name, sort, *_ in conn.execute("PRAGMA table_list").fetchall():
            if schema != "main" or sort != "table" or name.lower().startswith("sqlite_"):
                continue
            columns = conn.execute(f"PRAGMA table_xinfo({_name(name)})").fetchall()
            plain = tuple(str(column[1]) for column in columns if column[6] == 0)[:_MOST_COLUMNS]
            if plain:
                found.append(ForeignTable(name, plain))
        return tuple(sorted(found, key=lambda item: item.name.casefold())[:_MOST_TABLES])
