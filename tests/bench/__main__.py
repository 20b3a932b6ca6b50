"""``make bench``: builds a library of made-up records with the product's own importer and prints how fast it answers.

Each figure is the median, and the 95th and 99th of a hundred, of repeated runs; where it is a ratio, what it is
compared with is measured in the same run. ``python -m tests.bench --entries 100000`` chooses the size.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.importing.names import Names
from oversight_viewer.storage.engine import connect_reading, connect_writing
from oversight_viewer.storage.library import Library, create_library
from oversight_viewer.storage.writer import LibraryWriter
from tests.bench.records import RecordMaker

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'"
_FIRST_SCREEN = 60


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    """How long each of some runs took, in order of length."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1000)
    return sorted(taken)


def say(what: str, taken: list[float], limit: str = "") -> None:
    rank = lambda part: taken[min(len(taken) - 1, int(len(taken) * part))]  # noqa: E731
    figures = f"{statistics.median(taken):9.2f} {rank(0.95):9.2f} {rank(0.99):9.2f}"
    sys.stdout.write(f"{what:44} {figures}   {limit}\n")


def queries(maker: RecordMaker) -> Iterator[tuple[str, RecordFilter]]:
    """The ten kinds of queries."""
    words = maker.words
    common, rare, second = words[0], words[20_000], words[5]
    narrow = RecordFilter(
        text=second,
        committees=Choice((maker.committees[0],)),
        companies=Choice((maker.companies[0],)),
        kinds=Choice((), ("press_release",)),
        since=date(1995, 1, 1),
        until=date(2020, 12, 31),
    )
    yield "common word", RecordFilter(text=f'"{common}"')
    yield "rare word", RecordFilter(text=f'"{rare}"')
    yield "one letter", RecordFilter(text=common[:1])
    yield "four letters", RecordFilter(text=rare[:4])
    yield "two words", RecordFilter(text=f'{common} "{second}"')
    yield "phrase", RecordFilter(text=f'"{common} {second}"')
    yield "committee", RecordFilter(committees=Choice((maker.committees[0],)))
    yield "company with subsidiaries", RecordFilter(companies=Choice((maker.companies[0],)))
    yield "committee, company, text, dates, exclusion", narrow
    yield "nothing found", RecordFilter(text='"zzzzzz"')


def build(path: Path, maker: RecordMaker, count: int) -> float:
    """Import through the product; seconds."""
    create_library(path, "Benchmark")
    entries = list(maker.entries())  # making them up is not what is measured
    begin = time.perf_counter()
    with LibraryWriter.open(path) as writer:
        report = writer.save(entries, names=Names.built_in(), source="benchmark")
    taken = time.perf_counter() - begin
    assert report.added == count, report
    return taken


def insert_again(library: Path, copy: Path) -> float:
    """Insert the finished rows of a library into the same tables with executemany, and build its index; seconds."""
    create_library(copy, "Copy")
    with closing(connect_reading(library)) as source:
        rows = {name: source.execute(f"SELECT * FROM {name}").fetchall() for (name,) in source.execute(_TABLES)}
        texts = source.execute(
            "SELECT key, title, '', coalesce(body.text, ''), doc, 'every' FROM entry "
            "JOIN entry_doc ON entry_doc.entry = key LEFT JOIN body ON body.entry = key ORDER BY key"
        ).fetchall()
    db = connect_writing(copy)
    try:
        begin = time.perf_counter()
        with db.atomic():
            db.conn.execute("PRAGMA defer_foreign_keys = ON")
            for name, content in rows.items():
                if content:
                    marks = ", ".join("?" * len(content[0]))
                    db.conn.executemany(f"INSERT OR REPLACE INTO {name} VALUES ({marks})", content)
            db.conn.executemany(
                "INSERT INTO search (rowid, title, summary, body, people, facets) VALUES (?, ?, ?, ?, ?, ?)", texts
            )
        return time.perf_counter() - begin
    finally:
        db.close()


def main() -> int:
    options = argparse.ArgumentParser(prog="make bench")
    options.add_argument("--entries", type=int, default=20_000)
    options.add_argument("--times", type=int, default=50)
    chosen = options.parse_args()
    maker = RecordMaker(chosen.entries)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.oversight"
        ours = build(path, maker, chosen.entries)
        raw = insert_again(path, Path(folder) / "raw.oversight")
        sys.stdout.write(f"{chosen.entries:,} entries, {path.stat().st_size / 1e6:.0f} MB\n")
        sys.stdout.write(f"import {ours:.1f} s, the finished rows with executemany {raw:.1f} s: ")
        sys.stdout.write(f"{raw / ours:.2f} of its speed (limit 0.5)\n\n")
        sys.stdout.write(f"{'milliseconds':44} {'median':>9} {'95 %':>9} {'99 %':>9}\n")
        library = Library.open(path)
        for name, wanted in queries(maker):
            first = milliseconds(lambda: library.cards(wanted, {}, limit=_FIRST_SCREEN), chosen.times)  # noqa: B023
            say(f"first rows: {name}", first, "95 %: 20")
        for name, wanted in [("everything", RecordFilter()), *queries(maker)]:
            say(f"histogram: {name}", milliseconds(lambda: library.histogram(wanted, {}), 10), "95 %: 200")  # noqa: B023
        for name, wanted in [("everything", RecordFilter()), *queries(maker)]:
            say(f"facets: {name}", milliseconds(lambda: library.facets(wanted, {}), 5), "95 %: 400")  # noqa: B023
        library.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
