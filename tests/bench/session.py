"""Has the window used by a script, in a process of its own, and says how it went."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import Entry, EntryId
from tests.bench.children import run_module
from tests.bench.data import make, say
from tests.bench.engine import Probes
from tests.bench.figures import Limit, Line, Series, not_measured
from tests.bench.probes import Words
from tests.bench.table import number
from tests.bench.window import Order, as_fields

_CHOSEN = ("committee", "company with subsidiaries", "committee, company, text, dates, exclusion")
_VARIANTS = 4
_TRANSCRIPTS = 6
_TRANSCRIPT = 3_000_000  # characters
_BLOCKED = 50.0


def _use(order: Order, scratch: Path, name: str) -> dict[str, Any]:
    path = scratch / f"{name}-order.json"
    order.write(path)
    run_module("tests.bench.window", str(path), home=scratch / "home")
    seen: dict[str, Any] = json.loads(Path(order.result).read_text(encoding="utf-8"))
    return seen


def window_lines(library: Path, words: Words, probes: Probes, scratch: Path) -> Iterator[Line]:
    """Typing, filtering, scrolling and reading in a window of the application."""
    say("a script uses the window")
    typed = [
        *(("common word", word) for word in words.common[:3]),
        *(("rare word", word) for word in words.rare[:2]),
        *(("two words", f"{one} {two}") for one, two in zip(words.common[:2], words.common[-2:], strict=True)),
        *(("phrase", f'"{one} {two}"') for one, two in words.pairs[:2]),
    ]
    chosen = [(kind, as_fields(probe.wanted)) for kind in _CHOSEN for probe in probes[kind][:_VARIANTS]]
    order = Order(str(library), str(scratch / "seen.json"), typed, chosen, [], scrolls=True)
    seen = _use(order, scratch, "window")
    yield from _painted(seen["painted"])
    yield from _blocked(seen["blocks"])
    yield from _scrolled(seen["frames"], seen["computing"])
    yield _memory(seen["memory"])


def _painted(seen: Mapping[str, list[float]]) -> Iterator[Line]:
    pooled = Series.of(value for values in seen.values() for value in values)
    note = "each key as it is typed, and choices in the sidebar, until the frame with the first cards is painted"
    yield Line("keystroke to painted cards", pooled, limit=Limit(50, "p95"), judged=pooled.percentile(95), note=note)
    for kind, values in seen.items():
        yield Line(kind, Series.of(values), is_detail=True)


def _blocked(blocks: list[dict[str, Any]]) -> Iterator[Line]:
    late = Series.of(block["milliseconds"] for block in blocks)
    longest = sorted(blocks, key=lambda block: -float(block["milliseconds"]))
    over = sum(block["milliseconds"] > _BLOCKED for block in blocks)
    note = f"how late a timer of 5 ms comes in the event loop; {over} times over {_BLOCKED:g} ms"
    yield Line("UI thread blocked", late, limit=Limit(_BLOCKED, "longest"), judged=late.worst, note=note)
    for block in longest[:5]:
        yield Line(
            block["during"],
            Series.of((block["milliseconds"],)),
            note=f"{number(block['computing'])} ms of it computing; {block['doing'] or 'not seen'}",
            is_detail=True,
        )


def _scrolled(seen: Mapping[str, list[float]], computing: Mapping[str, list[float]]) -> Iterator[Line]:
    pooled = Series.of(value for values in seen.values() for value in values)
    alone = Series.of(value for values in computing.values() for value in values)
    yield Line(
        "scrolling, a frame",
        pooled,
        limit=Limit(16, "p99"),
        judged=pooled.percentile(99),
        note=f"the step and all that is painted after it; computing alone p99 {number(alone.percentile(99))} ms",
    )
    for kind, values in seen.items():
        p99 = Series.of(computing[kind]).percentile(99)
        yield Line(kind, Series.of(values), note=f"computing p99 {number(p99)} ms", is_detail=True)


def _memory(held: Mapping[str, float]) -> Line:
    if "most" not in held:
        return not_measured("memory", "this system does not tell it")
    return Line(
        "memory",
        Series.of((held["most"],)),
        unit="MB",
        limit=Limit(300, "most", "MB"),
        judged=held["most"],
        note=f"at the end {held['resident']:.0f} MB resident, {held['share']:.0f} MB its share of what is shared",
    )


def transcript_lines(words: Words, scratch: Path) -> Iterator[Line]:
    """Opening long transcripts, each between two short entries."""
    say("transcripts")
    library = scratch / "transcripts.oversight"
    entries = list(_transcripts(words))
    make(library, entries)
    opened = [entry.id for entry in entries]
    seen = _use(
        Order(str(library), str(scratch / "shown.json"), [], [], list(map(str, opened)), scrolls=False),
        scratch,
        "transcripts",
    )
    long = Series.of(seen["shown"][1::2])
    note = "from choosing the entry until its text is painted"
    yield Line("3 MB transcript on screen", long, limit=Limit(150, "p95"), judged=long.percentile(95), note=note)


def _transcripts(words: Words) -> Iterator[Entry]:
    """Short entries and transcripts in turn; transcripts as the public record has them: plain, with short lines."""
    for number_ in range(_TRANSCRIPTS):
        yield Entry(EntryId(f"short-{number_}"), Lane.ACTION, "letter", f"Letter {number_}", "public", body="Short.")
        line = " ".join((*words.common[number_ : number_ + 10], words.rare[number_]))[:72]
        speech = f"    The Chairman. {line}\n" + f"{line}\n" * 9 + "\n"
        body = speech * (_TRANSCRIPT // len(speech) + 1)
        yield Entry(
            EntryId(f"transcript-{number_}"),
            Lane.ACTION,
            "hearing",
            f"Hearing {number_}",
            "public",
            body=body,
            format="plain",
        )
