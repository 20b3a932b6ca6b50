"""What others take for the same searches of the same entries, if they are installed: Datasette and Tantivy."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.storage.engine import connect_writing
from oversight_viewer.storage.library import Library
from tests.bench.children import run_module
from tests.bench.data import say
from tests.bench.engine import FIRST_SCREEN
from tests.bench.figures import Line, Series, not_measured
from tests.bench.probes import Words
from tests.bench.timing import milliseconds

_DATASETTE = f"Datasette, search page of {FIRST_SCREEN}"
_TANTIVY = f"Tantivy, newest {FIRST_SCREEN}"
_VARIANTS = 5
_AT_ONCE = 2_000

_TABLES = """
    CREATE TABLE entry (key INTEGER PRIMARY KEY, lane TEXT, date TEXT, title TEXT, body TEXT);
    CREATE VIRTUAL TABLE entry_fts USING fts5 (title, body, content = 'entry', content_rowid = 'key');
"""

Row = tuple[int, str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where things lie: the library, what was built of it for others, and what does not last."""

    library: Path
    kept: Path
    scratch: Path

    def built(self, ending: str, build: Callable[[Path], None]) -> Path:
        """What is built once, and has its name when it is whole."""
        path = self.kept / f"{self.library.stem}{ending}"
        if not path.exists():
            say(f"  building {path.name}")
            unfinished = self.scratch / path.name
            build(unfinished)
            shutil.move(unfinished, path)
        return path


def peer_lines(library: Path, words: Words, kept: Path, scratch: Path) -> Iterator[Line]:
    """A line for each, or one that says that it is not installed.

    Args:
        library: The library.
        words: What is searched for.
        kept: The folder for what the others need, which is built once.
        scratch: For what does not last.
    """
    places = _Places(library, kept, scratch)
    texts = [
        *(f'"{word}"' for word in (*words.common[:_VARIANTS], *words.rare[:_VARIANTS])),
        *(f'"{one} {two}"' for one, two in words.pairs[:_VARIANTS]),
    ]
    for what, module, measure in ((_DATASETTE, "datasette", _datasette), (_TANTIVY, "tantivy", _tantivy)):
        if importlib.util.find_spec(module) is None:
            yield not_measured(what, "not installed")
        else:
            say(what)
            note = "common words, rare words and phrases; no facets, no lanes"
            yield Line(what, Series.of(measure(places, texts)), note=note)


def _rows(library: Path) -> Iterator[Row]:
    opened = Library.open(library)
    try:
        for number, entry in enumerate(opened.entries(RecordFilter(), {}, newest_first=False), start=1):
            yield number, entry.lane.value, str(entry.date or ""), entry.title, entry.body or ""
    finally:
        opened.close()


def _datasette(places: _Places, texts: list[str]) -> list[float]:
    def build(path: Path) -> None:
        db = connect_writing(path, create=True)
        try:
            db.conn.executescript(_TABLES)
            with db.atomic():
                db.conn.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", _rows(places.library))
                db.conn.execute("INSERT INTO entry_fts (entry_fts) VALUES ('rebuild')")
        finally:
            db.close()

    file, home = places.built(".db", build), places.scratch / "home"
    said = run_module("tests.bench.peer_datasette", str(file), str(FIRST_SCREEN), *texts, home=home)
    taken: list[float] = json.loads(said)
    return taken


def _tantivy(places: _Places, texts: list[str]) -> list[float]:
    tantivy: Any = importlib.import_module("tantivy")
    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("key", stored=True, fast=True)
    schema.add_text_field("title", stored=True)
    schema.add_text_field("body")
    schema = schema.build()

    def build(path: Path) -> None:
        path.mkdir()
        writer = tantivy.Index(schema, path=str(path)).writer()
        for key, _lane, _date, title, body in _rows(places.library):
            writer.add_document(tantivy.Document(key=key, title=title, body=body))
        writer.commit()
        writer.wait_merging_threads()

    index = tantivy.Index.open(str(places.built(".tantivy", build)))
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> object:
        query = index.parse_query(text, ["title", "body"])
        hits = searcher.search(query, FIRST_SCREEN, order_by_field="key").hits
        return [searcher.doc(address) for _, address in hits]

    return [milliseconds(lambda: ask(text))[0] for text in texts for _ in range(2)]  # noqa: B023 - called at once
