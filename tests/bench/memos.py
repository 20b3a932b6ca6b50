"""How long a memo of 1,000 entries takes: as Word beside pandoc alone on the same text, and as PDF/UA."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.marks import PUBLIC
from oversight_viewer.domain.records import EntryId
from oversight_viewer.memo.compose import MemoOptions
from oversight_viewer.memo.pandoc import pandoc_path
from oversight_viewer.storage.library import Library
from oversight_viewer.tasks.jobs import write_filter_memo
from oversight_viewer.text.render import Renderer
from tests.bench.data import say
from tests.bench.figures import Limit, Line, Timed
from tests.bench.table import number
from tests.bench.timing import seconds

_ENTRIES = 1_000
_RUNS = 3


def memo_lines(path: Path, scratch: Path) -> Iterator[Line]:
    """The whole way from the library to the file, as the window and the command line go it."""
    say("memos")
    library = Library.open(path)
    try:
        chosen = _chosen(library)
        with Renderer() as renderer:

            def write(ending: str) -> tuple[float, float]:
                file = scratch / f"memo{ending}"
                options = MemoOptions(date=date(2025, 1, 2), subject="Benchmark")
                return seconds(
                    lambda: write_filter_memo(
                        library, chosen, {}, options, file, lambda text, form: renderer.render(text, form).html
                    )
                )

            write(".html")
            word, pdf, alone = [], [], []
            for _ in range(_RUNS):
                word.append(write(".docx"))
                alone.append(seconds(lambda: _pandoc_alone(scratch)))
                pdf.append(write(".pdf"))
    finally:
        library.close()
    ours, least, papers = Timed.of(word), Timed.of(alone), Timed.of(pdf)
    what = f"memo of {len(chosen):,} entries"
    beside = f"pandoc alone on the same HTML: median {number(least.clock.median)} s"
    by_computing = ours.computing.median / least.computing.median
    yield Line(
        f"{what}, Word",
        ours.clock,
        unit="s",
        limit=Limit(2, "ratio", "×"),
        judged=ours.clock.median / least.clock.median,
        beside=beside,
        note=f"by computing alone {by_computing:.2f} ×",
    )
    yield Line(
        f"{what}, PDF/UA",
        papers.clock,
        unit="s",
        limit=Limit(5, "median", "s"),
        judged=papers.clock.median,
        note=f"computing alone {number(papers.computing.median)} s",
    )


def _chosen(library: Library) -> list[EntryId]:
    wanted = RecordFilter(marks=Choice((PUBLIC,)))
    return [card.id for card in islice(library.cards(wanted, {}, limit=_ENTRIES), _ENTRIES)]


def _pandoc_alone(scratch: Path) -> None:
    files = [str(scratch / "memo.html"), "-o", str(scratch / "alone.docx")]
    subprocess.run([pandoc_path(), "-f", "html+epub_html_exts", *files], check=True)
