"""What is compared does the same work, and the window can be used by the script."""

from __future__ import annotations

import json
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.storage.engine import connect_reading
from oversight_viewer.storage.library import Library
from tests.bench import data, engine, imports
from tests.bench.children import linked, run_module
from tests.bench.probes import Words, probes
from tests.bench.records import RecordMaker
from tests.bench.window import Order, as_fields, from_fields

MAKER = RecordMaker(4_000)
_TIMES = ("meta", "batch", "_sqlite_migrations")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "small.oversight"
    data.make(path, islice(MAKER.entries(), 400))
    return path


@pytest.fixture(scope="module")
def asked(library: Path) -> engine.Probes:
    with closing(Library.open(library)) as opened:
        return probes(Words.of(opened.entries(RecordFilter(), {})), opened)


def test_there_are_ten_kinds_of_queries_with_variants(asked: engine.Probes) -> None:
    assert len(asked) == 10
    assert all(len(some) >= 4 for some in asked.values())


def test_raw_search_is_asked_for_the_same_entries(library: Path, asked: engine.Probes) -> None:
    found = 0
    with closing(Library.open(library)) as opened, closing(connect_reading(library)) as conn:
        for kind, some in asked.items():
            for probe in some:
                ours = [card.key for card in opened.cards(probe.wanted, {}, limit=1_000)]
                raw = conn.execute(engine.RAW, (probe.expression, probe.low, probe.high, 1_000)).fetchall()
                assert ours == [key for (key,) in raw], kind
                found += len(ours)
    assert found > 1_000


def _content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a library holds but times: the tables, and for the index which entries have a word."""
    content = {}
    with closing(connect_reading(path)) as conn:
        for name, sql in conn.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall():
            if name in _TIMES or name.startswith("search"):
                continue
            columns = [row[1] for row in conn.execute(f"PRAGMA table_info({name})") if row[1] != "saved_at"]
            content[name] = sorted(conn.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall(), key=repr)
            assert "VIRTUAL" not in sql
        for word in ("o", "sto", "hu", "committee"):
            content[f"search {word}"] = conn.execute(
                "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (f'"{word}"',)
            ).fetchall()
    return content


def test_executemany_writes_what_the_import_writes(tmp_path: Path, library: Path) -> None:
    later = list(MAKER.more(120))
    ours, recorded, raw = (tmp_path / f"{name}.oversight" for name in ("ours", "recorded", "raw"))
    for path in (ours, recorded, raw):
        path.write_bytes(library.read_bytes())
    assert data.save(ours, later) == 120
    imports.write_raw(raw, imports.recorded(recorded, later))
    assert _content(raw) == _content(ours) == _content(recorded)
    assert _content(raw) != _content(library)


def test_filters_pass_from_process_to_process(asked: engine.Probes) -> None:
    for some in asked.values():
        for probe in some:
            assert from_fields(json.loads(json.dumps(as_fields(probe.wanted)))) == probe.wanted


def test_a_script_uses_the_window(tmp_path: Path, library: Path) -> None:
    with closing(Library.open(library)) as opened:
        first = opened.cards(RecordFilter(), {}, limit=2)
    order = Order(
        library=str(linked(library, tmp_path)),
        result=str(tmp_path / "seen.json"),
        typed=[("word", "st")],
        chosen=[("lane", as_fields(RecordFilter(lanes=Choice(("response",)))))],
        opened=[card.id for card in first],
        scrolls=False,
    )
    order.write(tmp_path / "order.json")
    run_module("tests.bench.window", str(tmp_path / "order.json"), home=tmp_path / "home")
    seen = json.loads((tmp_path / "seen.json").read_text(encoding="utf-8"))
    assert {kind: len(taken) for kind, taken in seen["painted"].items()} == {"word": 2, "lane": 1}
    assert len(seen["shown"]) == 2
    assert {block["during"].partition(",")[0] for block in seen["blocks"]} >= {"typing", "filtering"}
    assert {path.name for path in library.parent.iterdir()} == {library.name}


def test_the_start_is_told_when_cards_are_painted(tmp_path: Path, library: Path) -> None:
    said = run_module("tests.bench.start_ours", str(linked(library, tmp_path)), home=tmp_path / "home")
    clock, computing = map(float, said.split())
    assert clock > 0
    assert computing > 0
