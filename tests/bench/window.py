"""Runs in a process of its own: uses the window on a library, and writes what it saw as JSON.

``python -m tests.bench.window ORDER.json`` - the order says which library, what to type and filter, and where to write.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from oversight_viewer.domain.filters import Choice, Facet, RecordFilter
from oversight_viewer.domain.records import EntryId
from oversight_viewer.pictures import open_viewer
from oversight_viewer.ui.main_window import MainWindow
from tests.bench.script import Script
from tests.bench.watch import Heartbeat, Steps, Wait, watch_frames

_SIZE = (1600, 1000)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done.

    Args:
        library: The library to open.
        typed: What is typed, by kind.
        chosen: By kind, what is chosen in the sidebar, as fields of a filter.
        opened: Entries that are opened one after the other.
        scrolls: Whether to scroll.
        result: Where what was seen is written.
    """

    library: str
    result: str
    typed: list[tuple[str, str]]
    chosen: list[tuple[str, dict[str, Any]]]
    opened: list[str]
    scrolls: bool

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Order:
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def as_fields(wanted: RecordFilter) -> dict[str, Any]:
    """A filter as JSON can hold it."""
    written: dict[str, Any] = {"text": wanted.text}
    for facet in Facet:
        choice = wanted.choice(facet)
        if not choice.is_empty:
            written[facet.value] = [list(choice.include), list(choice.exclude)]
    days = {"since": wanted.since, "until": wanted.until}
    return written | {name: day.isoformat() for name, day in days.items() if day is not None}


def from_fields(written: dict[str, Any]) -> RecordFilter:
    """A filter that was written by :func:`as_fields`."""
    since, until = (date.fromisoformat(written[name]) if name in written else None for name in ("since", "until"))
    wanted = RecordFilter(text=written["text"], since=since, until=until)
    for facet in Facet:
        if facet.value in written:
            include, exclude = written[facet.value]
            wanted = wanted.with_choice(facet, Choice(tuple(include), tuple(exclude)))
    return wanted


def memory() -> dict[str, float]:
    """Megabytes of this process and those that it started: resident, their share of what is shared, the most ever."""
    found: Counter[str] = Counter()
    for process in ("self", *_children()):
        found.update(_memory_of(process))
    return dict(found)


def _children() -> list[str]:
    try:
        return [
            number
            for path in Path("/proc/self/task").glob("*/children")
            for number in path.read_text(encoding="utf-8").split()
        ]
    except OSError:
        return []


def _memory_of(process: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for path, names in (
        (f"/proc/{process}/smaps_rollup", {"Rss": "resident", "Pss": "share"}),
        (f"/proc/{process}/status", {"VmHWM": "most"}),
    ):
        try:
            lines = Path(path).read_text(encoding="utf-8").splitlines()
        except OSError:
            continue
        values = {line.partition(":")[0]: line.split()[1] for line in lines if line.endswith("kB")}
        found |= {name: int(values[key]) / 1000 for key, name in names.items() if key in values}
    return found


def _steps(script: Script, order: Order, heart: Heartbeat) -> Iterator[Wait]:
    yield from script.begin()
    heart.start()  # opening a library is measured apart
    for kind, text in order.typed:
        yield from script.typing(kind, text)
    for kind, written in order.chosen:
        yield from script.filtering(kind, from_fields(written))
    if order.scrolls:
        yield from _scroll(script)
        yield from script.turning()
        yield from script.reading(60)
        # With an entry chosen, the board keeps it in view while one types.
        for kind, text in order.typed[::3]:
            yield from script.typing(f"{kind}, with an entry open", text)
    for entry in order.opened:
        yield from script.opening(EntryId(entry))


def _scroll(script: Script) -> Iterator[Wait]:
    rng = random.Random(0)
    yield from script.scrolling("wheel", 300, lambda number: script.wheel(3 if number % 100 < 70 else -5))
    yield from script.scrolling("drag", 300, lambda number: script.drag(number / 300))
    yield from script.scrolling("jump", 60, lambda _: script.jump(rng.random()), pause=0.1)
    script.jump(0)
    yield script.at_rest


def use(order: Order, folder: Path) -> dict[str, Any]:
    """Do what is ordered; returns what was seen."""
    seen: list[Script] = []
    watch_frames(MainWindow, lambda *taken: seen[0].frame(*taken) if seen else None)
    viewer = open_viewer(folder, None)
    script = Script(viewer)
    seen.append(script)
    heart = Heartbeat(lambda: script.doing)
    viewer.window.resize(*_SIZE)
    viewer.controller.open_library(Path(order.library))
    held: dict[str, float] = {}

    def end() -> None:
        held.update(memory())  # while the library is open, and what counts it is there
        viewer.app.quit()

    steps = Steps(_steps(script, order, heart), end)
    steps.start()
    viewer.app.exec()
    heart.stop()
    viewer.window.close()
    if steps.error is not None:
        raise steps.error
    found = {item.name: getattr(script.seen, item.name) for item in fields(script.seen)}
    return {**found, "blocks": [asdict(block) for block in heart.blocks], "memory": held}


def main(arguments: list[str]) -> int:
    order = Order.read(Path(arguments[0]))
    with TemporaryDirectory() as folder:
        found = use(order, Path(folder))
    Path(order.result).write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
