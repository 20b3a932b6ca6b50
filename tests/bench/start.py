"""How long it takes from the start of the process to the first cards, beside a bare window of PySide6."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.children import run_module
from tests.bench.data import say
from tests.bench.figures import Limit, Line, Timed
from tests.bench.table import number

_RUNS = 7


def start_lines(library: Path, scratch: Path) -> Iterator[Line]:
    """Both starts in turn, several times, in processes of their own; the first pair warms up and does not count."""
    say("start")
    places = {"home": scratch / "home", "compiled": scratch / "compiled"}
    ours, bare = [], []
    for _ in range(_RUNS + 1):
        bare.append(_figures(run_module("tests.bench.start_bare", **places)))
        ours.append(_figures(run_module("tests.bench.start_ours", str(library), **places)))
    found, least = Timed.of(ours[1:]), Timed.of(bare[1:])
    yield Line(
        "start to first cards",
        found.clock,
        limit=Limit(2.5, "ratio", "×"),
        judged=found.clock.median / least.clock.median,
        beside=f"bare PySide6 window with an empty table: median {number(least.clock.median)} ms",
        note=f"computing alone {number(found.computing.median)} and {number(least.computing.median)} ms",
    )


def _figures(said: str) -> tuple[float, float]:
    clock, computing = said.split()
    return float(clock), float(computing)
