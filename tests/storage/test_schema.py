"""What is not one of our files is refused with its own message, and stays as it is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.storage.check import check_library
from oversight_viewer.storage.engine import beside, connect_writing, register_sqlite
from oversight_viewer.storage.library import Library, create_library
from oversight_viewer.storage.schema import (
    APPLICATION_ID_LIBRARY,
    LIBRARY,
    NOTEBOOK,
    FileKind,
    check_header,
    check_schema,
    is_own_file,
)
from oversight_viewer.storage.writer import LibraryWriter
from tests.storage.helpers import an_entry, folder_for_anyone, make_library, opened, ordinary_user, raw, state_of

OPENERS: list[Callable[[Path], object]] = [Library.open, LibraryWriter.open, check_library]


def _sql(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with raw(path) as conn:
            for statement in statements:
                conn.execute(statement)

    return change


def _bytes(change: Callable[[bytearray], object]) -> Callable[[Path], None]:
    def run(path: Path) -> None:
        content = bytearray(path.read_bytes())
        change(content)
        path.write_bytes(content)

    return run


def _somebody_elses(path: Path) -> None:
    path.unlink()
    _sql("CREATE TABLE urls (id INTEGER PRIMARY KEY)", "PRAGMA journal_mode = wal")(path)


def _a_notebook(path: Path) -> None:
    path.unlink()
    with closing(connect_writing(path, create=True)) as db:
        NOTEBOOK.apply(db)


def _garbage_in_schema(content: bytearray) -> None:
    content[100:4096] = b"\x5a" * 3996


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "text": (lambda path: path.write_text("id,title\n" * 50), "is not a library"),
    "short text": (lambda path: path.write_text("SQLite"), "is not a library"),
    "zeros": (lambda path: path.write_bytes(bytes(8192)), "is not a library"),
    "only a beginning": (_bytes(lambda content: content.__delitem__(slice(50, None))), "is damaged"),
    "somebody else's": (_somebody_elses, "belongs to another application"),
    "a notebook": (_a_notebook, "is a notebook, not a library"),
    "newer": (_sql("PRAGMA user_version = 99"), "newer version"),
    "without version": (_sql("PRAGMA user_version = 0"), "is damaged"),
    "cut off": (_bytes(lambda content: content.__delitem__(slice(20_000, None))), "is damaged"),
    "cut off a little": (_bytes(lambda content: content.__delitem__(slice(-100, None))), "is damaged"),
    "garbage": (_bytes(_garbage_in_schema), "is damaged"),
    "page size": (_bytes(lambda content: content.__setitem__(slice(16, 18), b"\x03\x03")), "is damaged"),
    "view": (_sql("CREATE VIEW v AS SELECT 1"), "might do harm"),
    "trigger": (_sql("CREATE TRIGGER t AFTER INSERT ON entry BEGIN SELECT 1; END"), "might do harm"),
    "index": (_sql("CREATE INDEX i ON entry (title)"), "might do harm"),
    "more": (_sql("CREATE TABLE more (x)"), "might do harm"),
    "virtual": (_sql("CREATE VIRTUAL TABLE f USING fts5(x)"), "might do harm"),
    "generated": (_sql("ALTER TABLE batch ADD COLUMN g TEXT AS (hex(source))"), "might do harm"),
    "column": (_sql("ALTER TABLE entry ADD COLUMN more TEXT"), "might do harm"),
    "less": (_sql("DROP TABLE revision"), "might do harm"),
    "other view": (_sql("DROP TABLE batch", "CREATE VIEW batch AS SELECT 1"), "might do harm"),
    "statistics": (_sql("ANALYZE"), "might do harm"),
    "view, written ahead": (_sql("PRAGMA journal_mode = wal", "CREATE VIEW v AS SELECT 1"), "might do harm"),
    "newer, written ahead": (_sql("PRAGMA journal_mode = wal", "PRAGMA user_version = 99"), "newer version"),
    "forged": (
        _sql(
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_schema SET sql = replace(sql, 'title TEXT NOT NULL', 'title TEXT') WHERE name = 'entry'",
        ),
        "might do harm",
    ),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_library(tmp_path_factory.mktemp("good") / "a.oversight", [an_entry("a")])


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("opener", OPENERS, ids=["reading", "writing", "checking"])
def test_what_is_no_library_is_refused_and_left_as_it_is(
    good: Path, tmp_path: Path, case: str, opener: Callable[[Path], object]
) -> None:
    path = tmp_path / "a.oversight"
    shutil.copyfile(good, path)
    change, message = REFUSED[case]
    change(path)
    before, beside = state_of(path), sorted(tmp_path.iterdir())
    with pytest.raises(KnownError, match=message) as caught:
        opener(path)
    assert state_of(path) == before
    assert sorted(tmp_path.iterdir()) == beside
    assert caught.value.todo
    assert "a.oversight" in caught.value.what


@pytest.mark.parametrize("opener", OPENERS, ids=["reading", "writing", "checking"])
def test_what_is_no_file_is_refused(tmp_path: Path, opener: Callable[[Path], object]) -> None:
    with pytest.raises(KnownError, match="is a folder"):
        opener(tmp_path)
    with pytest.raises(KnownError, match="There is no file"):
        opener(tmp_path / "missing.oversight")
    with pytest.raises(KnownError, match=r"There is no file|cannot be read"):
        opener(tmp_path / "missing" / "missing.oversight")
    with pytest.raises(KnownError, match="cannot be read"):
        opener(tmp_path / ("x" * 5000))
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
@pytest.mark.parametrize("opener", OPENERS, ids=["reading", "writing", "checking"])
def test_a_pipe_is_no_library(tmp_path: Path, opener: Callable[[Path], object]) -> None:
    os.mkfifo(tmp_path / "a.oversight")
    with pytest.raises(KnownError, match="not an ordinary file"):
        opener(tmp_path / "a.oversight")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
@pytest.mark.parametrize("opener", OPENERS, ids=["reading", "writing", "checking"])
def test_a_file_that_may_not_be_read_is_refused(good: Path, opener: Callable[[Path], object]) -> None:
    register_sqlite()
    with folder_for_anyone() as folder:
        path = folder / "a.oversight"
        shutil.copyfile(good, path)
        path.chmod(0)
        with ordinary_user(), pytest.raises(KnownError, match="You may not read"):
            opener(path)


def test_a_name_in_a_file_is_not_believed_to_be_short(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.oversight"
    shutil.copyfile(good, path)
    _sql(f'CREATE TABLE "{"x" * 5000}" (x)')(path)
    with pytest.raises(KnownError, match="might do harm") as caught:
        Library.open(path)
    assert len(caught.value.details) < 500


@pytest.mark.parametrize("kind", [LIBRARY, NOTEBOOK], ids=["library", "notebook"])
def test_migrations_make_what_is_expected(tmp_path: Path, kind: FileKind) -> None:
    path = tmp_path / "a"
    with closing(connect_writing(path, create=True)) as db:
        kind.apply(db)
        names = [migration.name for migration in kind.migrations().applied(db)]
        kind.apply(db)
        steps = [f"v{number}" for number in range(1, kind.version + 1)]
        assert [migration.name for migration in kind.migrations().applied(db)] == names == steps
        assert check_schema(db.conn, kind, path) == kind.version
        assert db.conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        strict = db.conn.execute(
            "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND NOT strict AND schema = 'main' "
            "AND name NOT LIKE 'sqlite%' AND name <> '_sqlite_migrations'"
        ).fetchone()
        assert strict == (0,)
    check_header(path, kind)


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    def fails(db: object) -> None:
        raise ZeroDivisionError

    path = tmp_path / "a.oversight"
    make_library(path, [an_entry("a")])
    newer = FileKind("library", APPLICATION_ID_LIBRARY, (*LIBRARY.steps, fails))
    with closing(connect_writing(path)) as db, pytest.raises(ZeroDivisionError):
        newer.apply(db)
    with opened(path) as library:
        assert library.info().version == LIBRARY.version


def test_an_older_file_gets_what_is_new(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.oversight", [an_entry("a")])
    newer = FileKind(
        "library",
        APPLICATION_ID_LIBRARY,
        (*LIBRARY.steps, lambda db: db.execute("ALTER TABLE batch ADD COLUMN note TEXT")),
    )
    with closing(connect_writing(path)) as db:
        assert check_schema(db.conn, newer, path) == LIBRARY.version
        newer.apply(db)
        assert check_schema(db.conn, newer, path) == newer.version
    check_header(path, newer)
    with pytest.raises(KnownError, match="newer version"):
        check_header(path, LIBRARY)


def test_a_newer_version_that_is_still_in_the_log_is_refused(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.oversight", [an_entry("a")])
    with raw(path) as conn:
        conn.execute("PRAGMA journal_mode = wal")
        conn.execute("PRAGMA user_version = 99")
        kept = {name: beside(path, name).read_bytes() for name in ("", "-wal")}
    for name, content in kept.items():
        beside(path, name).write_bytes(content)
    check_header(path, LIBRARY)
    with pytest.raises(KnownError, match="newer version"):
        Library.open(path)


def test_a_new_library_writes_over_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.oversight"
    path.write_text("mine")
    for taken in (path, tmp_path):
        with pytest.raises(KnownError, match="already"):
            create_library(taken, "A title")
    assert path.read_text() == "mine"
    with pytest.raises(KnownError, match="cannot be made"):
        create_library(tmp_path / "missing" / "a.oversight", "A title")


def test_a_new_library_is_one_file_with_its_title(tmp_path: Path) -> None:
    path = tmp_path / "a b#.oversight"
    create_library(path, "What “they” said")
    assert list(tmp_path.iterdir()) == [path]
    with opened(path) as library:
        info = library.info()
    assert (info.title, info.total, info.version, info.path) == ("What “they” said", 0, LIBRARY.version, str(path))
    assert info.first_day is info.last_day is None
    assert info.created == info.changed
    assert info.created.utcoffset() is not None


def test_a_new_library_that_cannot_be_filled_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "a.oversight"
    with pytest.raises(UnicodeEncodeError):
        create_library(path, "half \ud800")
    assert not list(tmp_path.iterdir())


def test_text_of_a_schema_may_be_laid_out_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "a.oversight"
    create_library(path, "A title")
    with raw(path) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute("UPDATE sqlite_schema SET sql = replace(sql, ' ', '  ') WHERE name = 'entry'")
    with opened(path) as library:
        assert library.info().total == 0


def test_a_file_of_ours_is_told_from_others_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.oversight"
    create_library(path, "A title")
    with closing(dbapi2.connect(path)) as conn:
        assert conn.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"OVLB", "big"),)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only some systems have pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.oversight")
    assert not is_own_file(tmp_path / "a.oversight")
