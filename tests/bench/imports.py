"""How fast an import into a library with its index is, beside the same rows written by executemany alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from oversight_viewer.importing.interchange import write_jsonl
from oversight_viewer.importing.names import Names
from oversight_viewer.storage.engine import connect_writing, set_journal
from oversight_viewer.storage.writer import LibraryWriter
from oversight_viewer.tasks.imports import import_into
from tests.bench.data import Source, say
from tests.bench.figures import Limit, Line, Series
from tests.bench.table import number
from tests.bench.timing import seconds

_ENTRIES = 20_000
_CHANGES = ("INSERT", "DELETE", "UPDATE")

Statements = dict[str, list[Any]]


class Recorder:
    """A connection that keeps what is written through it, by statement, in the order in which they first came."""

    def __init__(self, conn: Any) -> None:
        self._conn = conn
        self.written: Statements = {}

    def _keep(self, sql: str, rows: Iterable[Any]) -> None:
        if sql.lstrip().upper().startswith(_CHANGES):
            self.written.setdefault(sql, []).extend(rows)

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        self._keep(sql, (parameters,))
        return self._conn.execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Any]) -> Any:
        listed = list(rows)
        self._keep(sql, listed)
        return self._conn.executemany(sql, listed)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._conn, name)


def import_lines(library: Path, source: Source, scratch: Path) -> Iterator[Line]:
    """Import some more entries into copies of a library: from a file, from memory, and raw."""
    count = min(_ENTRIES, max(100, source.count // 5))
    say(f"import of {count:,} entries more into copies of the library")
    file = scratch / "later.jsonl.gz"
    write_jsonl(source.more(count), file)
    entries = list(source.more(count))
    with _copy(library, scratch) as copy:
        rows = recorded(copy, entries)
    with _copy(library, scratch) as copy:
        raw = seconds(lambda: write_raw(copy, rows))
    written = sum(map(len, rows.values()))
    rows.clear()
    with _copy(library, scratch) as copy:
        saving = seconds(lambda: _save(copy, entries))
    with _copy(library, scratch) as copy:
        whole = seconds(lambda: import_into(copy, [file]))
    beside = f"the same {written:,} rows by executemany alone: {number(raw[0])} s"
    yield Line(
        "import into an indexed library",
        Series.of((whole[0],)),
        unit="s",
        limit=Limit(0.5, "ratio", "×", at_least=True),
        judged=raw[0] / whole[0],
        beside=beside,
        note=f"{count:,} entries out of a packed file; by computing alone {raw[1] / whole[1]:.2f} ×",
    )
    yield Line(
        "without reading and checking the file",
        Series.of((saving[0],)),
        unit="s",
        note=f"{raw[0] / saving[0]:.2f} × the speed of executemany, by computing alone {raw[1] / saving[1]:.2f} ×",
        is_detail=True,
    )


@contextmanager
def _copy(library: Path, scratch: Path) -> Iterator[Path]:
    copy = scratch / "copy.oversight"
    shutil.copyfile(library, copy)
    try:
        yield copy
    finally:
        copy.unlink()


def _save(library: Path, entries: Iterable[Any]) -> None:
    with LibraryWriter.open(library) as writer:
        writer.save(entries, names=Names.built_in(), source="benchmark")


def recorded(library: Path, entries: Iterable[Any]) -> Statements:
    """What an import writes: every statement with all its rows."""
    db = connect_writing(library)
    recorder = Recorder(db.conn)
    setattr(db, "conn", recorder)  # noqa: B010 - it does what the library asks of a connection
    with LibraryWriter(library, db) as writer:
        writer.save(entries, names=Names.built_in(), source="benchmark")
    return recorder.written


def write_raw(library: Path, rows: Statements) -> None:
    """Write the same rows in one transaction of the same kind, with one executemany for each table and index."""
    db = connect_writing(library)
    try:
        set_journal(db.conn, "wal")
        with db.atomic():
            db.conn.execute("PRAGMA defer_foreign_keys = ON")
            for sql, some in rows.items():
                db.conn.executemany(sql, some)
        set_journal(db.conn, "delete")
    finally:
        db.close()
