"""How fast the library answers, beside full-text search itself on the same index."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from oversight_viewer.domain.annotations import NotesByEntry
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.storage.engine import connect_reading
from oversight_viewer.storage.library import Library
from tests.bench.data import say
from tests.bench.figures import Limit, Line, Series, Timed
from tests.bench.probes import Probe
from tests.bench.table import number
from tests.bench.timing import milliseconds

FIRST_SCREEN = 60
"""Cards that a large screen shows at once, of all lanes."""

_RUNS = 48
_LEAST_RUNS = 3
_PATIENCE = 6.0  # seconds for one kind of query; what is slow is run less often
RAW = "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"

Probes = Mapping[str, Sequence[Probe]]


def _runs(probes: Sequence[Probe], ask: Callable[[Probe], object], count: int) -> Timed:
    """Ask the variants in turn, and from the first again if there are fewer than runs."""
    taken: list[tuple[float, float]] = []
    end = time.monotonic() + _PATIENCE
    for probe in islice(cycle(probes), count):
        taken.append(milliseconds(partial(ask, probe)))
        if time.monotonic() > end and len(taken) >= _LEAST_RUNS:
            break
    return Timed.of(taken)


def _pooled(parts: Iterable[Series]) -> Series:
    """All kinds together, each with the same weight, however often it was run."""
    return Series.of(part.percentile(share) for part in parts for share in range(1, 101))


def _line(what: str, limit: Limit, parts: Mapping[str, Timed], beside: str = "") -> Line:
    """One line for all kinds."""
    pooled = _pooled(part.clock for part in parts.values())
    computing = _pooled(part.computing for part in parts.values())
    slowest = max(parts, key=lambda kind: parts[kind].clock.percentile(95))
    note = (
        f"slowest: {slowest}, p95 {number(parts[slowest].clock.percentile(95))} ms; "
        f"computing alone p95 {number(computing.percentile(95))} ms"
    )
    return Line(what, pooled, limit=limit, judged=pooled.percentile(95), beside=beside, note=note)


def _detail(kind: str, part: Timed, beside: str = "") -> Line:
    note = f"computing p95 {number(part.computing.percentile(95))} ms"
    return Line(kind, part.clock, beside=beside, note=note, is_detail=True)


def engine_lines(path: Path, probes: Probes) -> Iterator[Line]:
    """First rows, counts by day, and facet counts, over the ten kinds of queries."""
    library = Library.open(path)
    try:
        yield from _first_rows(path, library, probes)
        yield from _counts(library, probes)
    finally:
        library.close()


def _first_rows(path: Path, library: Library, probes: Probes) -> Iterator[Line]:
    say("first rows")
    ours, raw = {}, {}
    with closing(connect_reading(path)) as conn:

        def ask(probe: Probe) -> object:
            parameters = (probe.expression, probe.low, probe.high, FIRST_SCREEN)
            return conn.execute(RAW, parameters).fetchall()

        for kind, some in probes.items():
            ours[kind] = _runs(some, lambda probe: library.cards(probe.wanted, {}, limit=FIRST_SCREEN), _RUNS)
            raw[kind] = _runs(some, ask, _RUNS)
    pooled = _pooled(part.clock for part in raw.values())
    beside = f"row ids alone by raw FTS5: median {number(pooled.median)}, p95 {number(pooled.percentile(95))} ms"
    yield _line("keystroke to first rows (engine)", Limit(20, "p95"), ours, beside)
    for kind, part in ours.items():
        other = raw[kind].clock
        yield _detail(kind, part, f"raw FTS5 {number(other.median)}, p95 {number(other.percentile(95))} ms")


def _counts(library: Library, probes: Probes) -> Iterator[Line]:
    say("reading what counting needs")
    taken = milliseconds(library.prepare)
    note = "once, in the background, when the first cards stand on the screen"
    yield Line("counting made ready", Series.of(taken[:1]), note=f"{note}; computing {number(taken[1])} ms")
    everything = {"everything": [Probe(RecordFilter(), "")], **probes}
    asked: tuple[tuple[str, Limit, Callable[[RecordFilter, NotesByEntry], object]], ...] = (
        ("day histogram, counts", Limit(200, "p95"), library.histogram),
        ("facet counts", Limit(400, "p95"), library.facets),
    )
    for place, (what, limit, count) in enumerate(asked):
        say(what)
        # Each variant is asked once, by one of the two: what was asked before may be remembered.
        own = {kind: some[place::2] or some for kind, some in everything.items()}
        parts = {kind: _runs(some, partial(_ask, count), max(_LEAST_RUNS, len(some))) for kind, some in own.items()}
        yield _line(what, limit, parts)
        for kind, part in parts.items():
            yield _detail(kind, part)


def _ask(count: Callable[[RecordFilter, NotesByEntry], object], probe: Probe) -> object:
    return count(probe.wanted, {})
