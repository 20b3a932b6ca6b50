"""``make bench``: builds a library with the product's own importer and shows how fast the application is with it.

The table has a line for each budget of the design, with its limit and whether it is kept; where it is a ratio, what it
is compared with is measured in the same run. ``make bench BENCH="--entries 100000"`` chooses the size.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.storage.library import Library
from tests.bench import data, engine, imports, memos, peers, session, start, table
from tests.bench.children import linked
from tests.bench.figures import Line, not_measured
from tests.bench.probes import Words, probes
from tests.bench.records import RecordMaker
from tests.bench.resample import Resampler

MILLION = 1_000_000
_SEED = 20


@dataclass(frozen=True, slots=True)
class Bench:
    """What is measured.

    Args:
        library: Under a name of its own; nothing but this run writes beside it.
        folder: What is kept from run to run.
        source: Where its entries come from.
        words: What is searched for.
        probes: The ten kinds of queries.
        scratch: A folder that is gone after the run.
    """

    library: Path
    folder: Path
    source: data.Source
    words: Words
    probes: engine.Probes
    scratch: Path


SECTIONS: Mapping[str, Callable[[Bench], Iterator[Line]]] = {
    "start": lambda bench: start.start_lines(bench.library, bench.scratch),
    "engine": lambda bench: engine.engine_lines(bench.library, bench.probes),
    "window": lambda bench: session.window_lines(bench.library, bench.words, bench.probes, bench.scratch),
    "import": lambda bench: imports.import_lines(bench.library, bench.source, bench.scratch),
    "transcript": lambda bench: session.transcript_lines(bench.words, bench.scratch),
    "memo": lambda bench: memos.memo_lines(bench.library, bench.scratch),
    "peers": lambda bench: peers.peer_lines(bench.library, bench.words, bench.folder, bench.scratch),
}


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """What the user asks for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--entries", type=int, default=MILLION, help="size of the library")
    parser.add_argument("--from", dest="corpus", type=Path, metavar="FILE.jsonl.gz", help="resample a real record")
    parser.add_argument("--library", type=Path, help="measure a library that is there, instead of making one")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS), help="measure a part")
    parser.add_argument("--fresh", action="store_true", help="build the library anew")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"), help="where libraries are kept")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to a file, too")
    parser.add_argument("--markdown", action="store_true", help="print the table for CONTRIBUTING.md")
    return parser.parse_args(arguments)


def measure(chosen: argparse.Namespace) -> tuple[list[Line], int]:
    """Everything that is asked for, and of how many entries the library is."""
    source = Resampler(chosen.corpus, chosen.entries) if chosen.corpus else RecordMaker(chosen.entries, _SEED)
    kept = chosen.library or data.library(source, chosen.folder, fresh=chosen.fresh)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="scratch-", dir=chosen.folder) as folder:
        scratch = Path(folder).absolute()
        path = linked(kept, scratch)
        opened = Library.open(path)
        try:
            entries = opened.info().total
            words = Words.of(opened.entries(RecordFilter(), {}))
            bench = Bench(path, chosen.folder, source, words, probes(words, opened), scratch)
        finally:
            opened.close()
        return [line for name in chosen.only for line in section(name, bench)], entries


def section(name: str, bench: Bench) -> Iterator[Line]:
    """The lines of a part; if it fails, one that says so, for the others are wanted all the same."""
    try:
        yield from SECTIONS[name](bench)
    except Exception as error:
        traceback.print_exc()
        yield not_measured(name, f"failed: {type(error).__name__}")


def main() -> int:
    chosen = options()
    begin = time.monotonic()
    lines, entries = measure(chosen)
    about = f"{entries:,} entries. {table.machine()}. {table.load()}."
    show = table.as_markdown if chosen.markdown else table.as_text
    sys.stdout.write(show(lines, about))
    if chosen.json is not None:
        chosen.json.write_text(table.as_json(lines, about, entries), encoding="utf-8")
    data.say(f"This took {(time.monotonic() - begin) / 60:.1f} minutes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
