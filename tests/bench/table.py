"""Shows the lines of a benchmark: as a table on a terminal, as Markdown for the documentation, or as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from oversight_viewer import __version__
from tests.bench.figures import Line, Verdict

_WIDTH = 54


def machine() -> str:
    """The machine in one sentence: processor, cores, memory, system, and the versions that matter."""
    parts = [f"{_processor()}, {os.cpu_count()} cores"]
    if memory := _memory():
        parts.append(f"{memory:.0f} GB of memory")
    parts.append(f"{platform.system()} {platform.release()}")
    parts.append(f"Python {platform.python_version()}")
    parts.append(f"Qt {_qt()}")
    parts.append(f"Oversight Viewer {__version__}")
    return ", ".join(parts)


def load() -> str:
    """How busy the machine was with other things, where it tells."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f"{os.getloadavg()[1]:.1f} processes on average wanted to run in the last five minutes, these among them"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> float | None:
    """Gigabytes."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    except (AttributeError, ValueError, OSError):
        return None


def _qt() -> str:
    from PySide6.QtCore import qVersion

    return qVersion()


def number(value: float) -> str:
    """Three digits, or all before the point."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _cells(line: Line) -> tuple[str, str, str]:
    series = line.series
    if series is None:
        return "", "", ""
    if len(series.values) == 1:
        return number(series.median), "", ""
    return number(series.median), number(series.percentile(95)), number(series.percentile(99))


def _said(line: Line) -> str:
    return "; ".join(part for part in (line.beside, line.note) if part)


def _verdict(line: Line) -> str:
    if line.limit is None or line.judged is None or line.verdict is Verdict.NOT_MEASURED:
        return line.verdict.value
    return f"{line.verdict.value} ({number(line.judged)})"


def as_text(lines: Sequence[Line], about: str) -> str:
    """The table for a terminal."""
    rows = [about, "", f"{'':{_WIDTH}} {'median':>8} {'p95':>8} {'p99':>8} {'':4} {'limit':22} {'verdict':16} beside"]
    for line in lines:
        what = f"  {line.what}" if line.is_detail else line.what
        median, p95, p99 = _cells(line)
        limit = "" if line.limit is None else str(line.limit)
        row = (
            f"{what:{_WIDTH}} {median:>8} {p95:>8} {p99:>8} {line.unit:4} {limit:22} {_verdict(line):16} {_said(line)}"
        )
        rows.append(row.rstrip())
    missed = [line.what for line in lines if line.verdict is Verdict.MISSED]
    rows += ["", f"Missed: {', '.join(missed)}." if missed else "No limit is missed."]
    return "\n".join(rows) + "\n"


def as_markdown(lines: Sequence[Line], about: str) -> str:
    """The table for the documentation: the lines with a limit and what stands beside them, without details."""
    rows = [
        f"Measured on {date.today().isoformat()} with `make bench`: {about}",
        "",
        "| what | median | p95 | p99 | limit | | beside |",
        "|---|---:|---:|---:|---|---|---|",
    ]
    for line in lines:
        if line.is_detail:
            continue
        cells = [f"{cell} {line.unit}" if cell else "" for cell in _cells(line)]
        limit = "" if line.limit is None else str(line.limit)
        rows.append(_row(line.what, *cells, limit, _verdict(line), _said(line)))
    return "\n".join(rows) + "\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def as_json(lines: Sequence[Line], about: str, entries: int) -> str:
    """Everything, for a program."""
    found = {"about": about, "entries": entries, "date": date.today().isoformat()}
    return json.dumps({**found, "lines": [line.as_json() for line in lines]}, indent=2, ensure_ascii=False) + "\n"
