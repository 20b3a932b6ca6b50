"""Database files of other programs: read as data, and nothing in them is run."""

from __future__ import annotations

import contextlib
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.foreign_tables import ForeignTable
from oversight_viewer.storage.foreign import ForeignFiles
from oversight_viewer.storage.schema import APPLICATION_ID_LIBRARY


def make(path: Path, script: str) -> Path:
    with closing(dbapi2.connect(str(path))) as conn:
        conn.executescript(script)
        conn.commit()
    return path


ORDINARY = """
CREATE TABLE "odd ""name" (id INTEGER PRIMARY KEY, "Title" TEXT, n REAL, data BLOB);
INSERT INTO "odd ""name" VALUES (1, 'A letter', 1.5, x'00ff'), (2, NULL, NULL, NULL);
CREATE TABLE b (title TEXT);
"""


def test_tables_and_rows_come_as_they_are(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db", ORDINARY)
    files = ForeignFiles()
    b, odd = files.tables(path)
    assert b == ForeignTable("b", ("title",))
    assert odd == ForeignTable('odd "name', ("id", "Title", "n", "data"))
    assert list(files.rows(path, odd)) == [(1, "A letter", 1.5, b"\x00\xff"), (2, None, None, None)]
    assert list(files.rows(path, b)) == []
    assert [item.name for item in tmp_path.iterdir()] == ["a.db"]


def test_views_virtual_tables_and_formulas_are_left_out(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.db",
        """
        CREATE TABLE plain (title TEXT, up TEXT GENERATED ALWAYS AS (upper(title)) VIRTUAL);
        INSERT INTO plain (title) VALUES ('a');
        CREATE VIEW seen AS SELECT randomblob(1000000000) AS title;
        CREATE VIRTUAL TABLE words USING fts5(title);
        INSERT INTO words VALUES ('a');
        """,
    )
    files = ForeignFiles()
    assert files.tables(path) == (ForeignTable("plain", ("title",)),)
    assert list(files.rows(path, ForeignTable("plain", ("title",)))) == [("a",)]
    for table in (ForeignTable("seen", ("title",)), ForeignTable("words", ("title",)), ForeignTable("plain", ("up",))):
        with pytest.raises(KnownError):
            list(files.rows(path, table))


def test_a_view_in_place_of_a_table_is_not_run(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db", "CREATE TABLE t (title TEXT); INSERT INTO t VALUES ('a');")
    with closing(dbapi2.connect(str(path))) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(
            "UPDATE sqlite_schema SET sql = 'CREATE TABLE t (title TEXT CHECK (load_extension(1)), b AS (abs(1)))'"
        )
        conn.commit()
    files = ForeignFiles()
    with contextlib.suppress(KnownError):
        assert [item.columns for item in files.tables(path)] in ([("title",)], [])


def test_text_that_is_no_utf8_is_kept_apart(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db", "CREATE TABLE t (title TEXT); INSERT INTO t VALUES (CAST(x'41ff' AS TEXT));")
    assert list(ForeignFiles().rows(path, ForeignTable("t", ("title",)))) == [("A\udcff",)]


def test_a_library_is_not_imported_as_a_foreign_file(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db", f"PRAGMA application_id = {APPLICATION_ID_LIBRARY}; CREATE TABLE t (title);")
    with pytest.raises(KnownError, match="of this application"):
        ForeignFiles().tables(path)


def test_a_file_with_unfinished_changes_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db", ORDINARY)
    (tmp_path / "a.db-wal").write_bytes(b"x")
    with pytest.raises(KnownError, match="not finished"):
        ForeignFiles().tables(path)


def test_what_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db", "CREATE TABLE t (title TEXT);")
    with closing(dbapi2.connect(str(path))) as conn:
        conn.executemany("INSERT INTO t VALUES (?)", [("x" * 50,)] * 50_000)
        conn.commit()
    times = iter(range(0, 10**9, 100))
    with pytest.raises(KnownError, match="too long"):
        list(ForeignFiles(1.0, lambda: next(times)).rows(path, ForeignTable("t", ("title",))))


def test_a_missing_file_is_known(tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        ForeignFiles().tables(tmp_path / "none.db")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make(tmp_path_factory.mktemp("plain") / "a.db", ORDINARY).read_bytes()


@settings(deadline=None)
@given(st.data())
def test_damage_of_any_kind_is_known(
    plain: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    changed = bytearray(plain)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(plain) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.db"
    path.write_bytes(bytes(changed)[: data.draw(st.integers(16, len(plain)))])
    files = ForeignFiles()
    with contextlib.suppress(KnownError):
        for table in files.tables(path):
            list(files.rows(path, table))
