"""Tables in database files of others."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from oversight_viewer.importing.readers.sqlite import FORMATS
from oversight_viewer.importing.registry import detect

from .reading import damaged, each, found, read, read_whatever

(SQLITE,) = FORMATS


def make(path: Path) -> Path:
    with closing(dbapi2.connect(str(path))) as conn:
        conn.execute("CREATE TABLE letters (id TEXT, subject TEXT, sent TEXT, kind TEXT, company TEXT)")
        rows = [
            ("l-1", "A letter", "2024-03-05", "letter", "Example Freight Co."),
            ("l-2", None, "2024-03-06", "letter", None),
            ("l-3", "Third", "soon", "letter", None),
        ]
        conn.executemany("INSERT INTO letters VALUES (?, ?, ?, ?, ?)", rows)
        conn.execute("CREATE TABLE settings (key TEXT, value TEXT)")
        conn.commit()
    return path


def test_a_table_becomes_entries_and_another_says_why_not(tmp_path: Path) -> None:
    path = make(tmp_path / "record.db")
    assert detect(path) is SQLITE
    pieces = read(SQLITE, path)
    (item,) = found(pieces)
    assert (item.entry.id, item.entry.title, str(item.entry.date)) == ("l-1", "A letter", "2024-03-05")
    assert item.entry.companies[0].name == "Example Freight"
    assert item.entry.sources[0].title == "record.db, letters"
    assert [where for where, _ in each(pieces)] == [
        "table letters, row 2, column subject",
        "table letters, row 3, column sent",
        "table settings",
    ]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make(tmp_path_factory.mktemp("plain") / "a.db").read_bytes()


@settings(deadline=None)
@given(st.integers(16, 30_000), st.binary(max_size=12), st.integers(0, 9000))
def test_damage_gives_reasons_and_never_a_crash(plain: bytes, place: int, new: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        path.write_bytes(damaged(plain, place, new, cut))
        read_whatever(SQLITE, path)
