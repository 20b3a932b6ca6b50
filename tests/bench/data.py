"""Libraries for benchmarks, built once by the product's own importer and kept from run to run."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from oversight_viewer.domain.records import Entry
from oversight_viewer.importing.names import Names
from oversight_viewer.storage.engine import connect_reading
from oversight_viewer.storage.library import create_library
from oversight_viewer.storage.writer import LibraryWriter
from tests.bench.records import RecordMaker

_TABLES = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"
_SAY_EVERY = 10.0  # seconds
# They hold times, or what differs with each import of the same entries.
_NOT_COMPARED = ("meta", "batch", "_sqlite_migrations", "sqlite_sequence")
_TIMES = ("saved_at",)


class Source(Protocol):
    """Where entries come from: the same ones at each call."""

    count: int

    @property
    def label(self) -> str: ...

    def entries(self) -> Iterator[Entry]: ...

    def more(self, count: int) -> Iterator[Entry]: ...


def say(text: str) -> None:
    """Tell who waits what is being done; the results stand apart, on the standard output."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def save(path: Path, entries: Iterable[Entry], source: str = "benchmark") -> int:
    """Import entries into a library, as the application does; returns how many were added."""
    with LibraryWriter.open(path) as writer:
        return writer.save(entries, names=Names.built_in(), source=source).added


def make(path: Path, entries: Iterable[Entry]) -> None:
    """Make a library of some entries."""
    create_library(path, "Benchmark")
    save(path, entries)


def writing_of_today() -> str:
    """Tells how this version of the application keeps entries, so that libraries of another one are built anew."""
    digest = hashlib.sha256()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.oversight"
        make(path, RecordMaker(120).entries())
        with closing(connect_reading(path)) as conn:
            for name, sql in conn.execute(_TABLES).fetchall():
                digest.update(f"{name}\0{sql}\0".encode())
                if name in _NOT_COMPARED or str(sql).startswith("CREATE VIRTUAL"):
                    continue
                columns = [row[1] for row in conn.execute(f"PRAGMA table_info({name})")]
                shown = ", ".join(f'"{column}"' for column in columns if column not in _TIMES)
                digest.update(repr(conn.execute(f"SELECT {shown} FROM {name}").fetchall()).encode())
    return digest.hexdigest()[:10]


def library(source: Source, folder: Path, *, fresh: bool = False) -> Path:
    """The library of a source; one that this version of the application has built before is taken as it is.

    Args:
        source: The entries.
        folder: Where libraries are kept.
        fresh: Build it in any case.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{source.label}-{writing_of_today()}.oversight"
    if path.exists() and not fresh:
        return path
    for old in folder.glob(f"{source.label}-*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    say(f"Building a library of {source.count:,} entries in {folder}; it is kept for the next time.")
    unfinished = folder / f"unfinished-{os.getpid()}.oversight"
    begin = time.monotonic()
    try:
        make(unfinished, _told(source.entries(), source.count))
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    say(f"  {time.monotonic() - begin:,.0f} s")
    return path


def _told(entries: Iterator[Entry], count: int) -> Iterator[Entry]:
    """The entries, and a word now and then of how far they have come."""
    next_word = time.monotonic() + _SAY_EVERY
    for number, entry in enumerate(entries, start=1):
        if time.monotonic() > next_word:
            next_word += _SAY_EVERY
            say(f"  {number:,} of {count:,}")
        yield entry
    say("  all read, now the index")
