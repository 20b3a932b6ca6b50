"""Connections: hardened, read-only where nothing is written, limited in time, and clear about what goes wrong."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from sqlcipher3 import dbapi2

from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.storage.engine import (
    Reading,
    beside,
    connect_reading,
    connect_writing,
    is_unsettled,
    known_errors,
    refuse_damaged,
    register_sqlite,
    set_journal,
    settle,
    sqlite_uri,
)
from tests.storage.helpers import folder_for_anyone, ordinary_user, raw, state_of

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one table."""
    made = tmp_path / "a.db"
    with closing(connect_writing(made, create=True).conn) as conn:
        conn.execute("CREATE TABLE t (x)")
        conn.execute("INSERT INTO t VALUES (1)")
    return made


@pytest.mark.parametrize(
    ("given", "uri"),
    [
        (PurePosixPath("/a/b.db"), "file:///a/b.db?mode=ro"),
        (PurePosixPath("/a b/ü#?%.db"), "file:///a%20b/%C3%BC%23%3F%25.db?mode=ro"),
        (PurePosixPath("/a\udcff.db"), "file:///a%FF.db?mode=ro"),
        (PureWindowsPath(r"C:\Users\a b\x.db"), "file:///C:/Users/a%20b/x.db?mode=ro"),
        (PureWindowsPath(r"\\server\share\x#1.db"), "file:////server/share/x%231.db?mode=ro"),
    ],
)
def test_every_path_has_an_address(given: PurePosixPath | PureWindowsPath, uri: str) -> None:
    assert sqlite_uri(given, "ro") == uri


@pytest.mark.parametrize("name", ["a b.db", "a#b.db", "a?mode=rwc.db", "a%41.db", "ü é.db", "a&b='c\".db", "%2e%2e"])
def test_files_with_odd_names_are_the_files_that_are_opened(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a folder #1" / name
    path.parent.mkdir()
    with closing(connect_writing(path, create=True).conn) as conn:
        conn.execute("CREATE TABLE t (x)")
    assert [item.name for item in path.parent.iterdir()] == [name]
    with closing(connect_reading(path)) as conn:
        assert conn.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_a_path_may_be_relative(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with closing(connect_reading(Path(path.name))) as conn:
        assert conn.execute("SELECT x FROM t").fetchone() == (1,)


def test_connections_are_hardened(path: Path) -> None:
    with closing(connect_reading(path)) as reading, closing(connect_writing(path).conn) as writing:
        for conn in (reading, writing):
            for pragma, value in (
                ("trusted_schema", 0),
                ("cell_size_check", 1),
                ("foreign_keys", 1),
                ("temp_store", 2),
            ):
                assert conn.execute(f"PRAGMA {pragma}").fetchone() == (value,), pragma
            assert conn.execute("PRAGMA mmap_size").fetchone() in {(0,), None}
            assert conn.execute("PRAGMA busy_timeout").fetchone()[0] >= 1000
            with pytest.raises(dbapi2.OperationalError, match="not authorized"):
                conn.execute("SELECT load_extension('x')")
        assert reading.execute("PRAGMA query_only").fetchone() == (1,)
        assert writing.execute("PRAGMA synchronous").fetchone() == (2,)


def test_what_is_opened_for_reading_cannot_be_written(path: Path) -> None:
    before = state_of(path)
    with closing(connect_reading(path)) as conn:
        for statement in ("INSERT INTO t VALUES (2)", "DROP TABLE t", "PRAGMA user_version = 5", "VACUUM"):
            with pytest.raises(dbapi2.OperationalError, match="readonly"):
                conn.execute(statement)
        conn.execute("PRAGMA query_only = OFF")
        with pytest.raises(dbapi2.OperationalError, match="readonly"):
            conn.execute("INSERT INTO t VALUES (2)")
    assert state_of(path) == before


def test_notes_on_the_side_leave_the_file_as_it_is(path: Path) -> None:
    before = state_of(path)
    with closing(Reading(path)) as reading:
        with reading.scratch():
            reading.execute("CREATE TEMP TABLE mine (x)")
            reading.rows("INSERT INTO mine VALUES (2)")
            with pytest.raises(KnownError, match="cannot be written"):
                reading.rows("INSERT INTO t VALUES (2)")
        with pytest.raises(KnownError, match="cannot be written"):
            reading.rows("INSERT INTO mine VALUES (2)")
    assert state_of(path) == before
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_only_what_is_made_on_purpose_is_made(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="cannot be opened"):
        connect_writing(tmp_path / "missing.db")
    with pytest.raises(KnownError, match="cannot be opened"):
        connect_reading(tmp_path / "missing.db")
    assert not list(tmp_path.iterdir())


def test_sqlite_utils_uses_the_same_sqlite(path: Path) -> None:
    register_sqlite()
    register_sqlite()
    with closing(connect_writing(path)) as db:
        assert isinstance(db.conn, dbapi2.Connection)


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_another_sqlite_in_sqlite_utils_is_found_out() -> None:
    code = "import sqlite_utils\nfrom oversight_viewer.storage.engine import register_sqlite\nregister_sqlite()"
    done = _python(code)
    assert done.returncode == 1
    assert "RuntimeError: sqlite_utils was imported before" in done.stderr


def test_reading_does_not_load_what_only_writing_needs() -> None:
    done = _python(
        "import sys, oversight_viewer.storage.library\nprint('sqlite_utils' in sys.modules, 'sqlite3' in sys.modules)"
    )
    assert done.stdout.split() == ["False", "False"]


def test_a_call_ends_at_its_time_limit(path: Path) -> None:
    with closing(Reading(path, time_limit=0)) as reading:
        with pytest.raises(KnownError, match="took longer than 0 seconds"):
            reading.rows(ENDLESS)
        assert reading.rows("SELECT x FROM t") == [(1,)]


def test_a_call_is_stopped_from_another_thread(path: Path) -> None:
    with closing(Reading(path, time_limit=600)) as reading:
        errors: list[Exception] = []

        def run() -> None:
            try:
                reading.rows(ENDLESS)
            except Cancelled as error:
                errors.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        while thread.is_alive():
            reading.interrupt()
            thread.join(0.01)
        assert len(errors) == 1
        assert reading.rows("SELECT x FROM t") == [(1,)]


def test_an_interrupt_between_two_statements_ends_the_call(path: Path) -> None:
    with closing(Reading(path)) as reading:
        with reading.call():
            assert reading.rows("SELECT x FROM t") == [(1,)]
            reading.interrupt()
            with pytest.raises(Cancelled):
                reading.rows("SELECT x FROM t")
        reading.interrupt()  # nothing runs, so nothing is stopped
        assert reading.rows("SELECT x FROM t") == [(1,)]


def test_a_call_sees_one_state_of_the_file(path: Path) -> None:
    with closing(connect_writing(path).conn) as writing, closing(Reading(path)) as reading:
        assert set_journal(writing, "wal") == "wal"
        with reading.call():
            assert reading.rows("SELECT count(*) FROM t") == [(1,)]
            writing.execute("INSERT INTO t VALUES (2)")
            with reading.call():
                assert reading.rows("SELECT count(*) FROM t") == [(1,)]
        assert reading.rows("SELECT count(*) FROM t") == [(2,)]


def test_after_closing_nothing_can_be_interrupted(path: Path) -> None:
    reading = Reading(path)
    reading.close()
    reading.interrupt()
    reading.close()


def test_errors_that_are_bugs_stay_what_they_are(path: Path) -> None:
    with closing(Reading(path)) as reading:
        with pytest.raises(dbapi2.OperationalError, match="no such table"):
            reading.rows("SELECT * FROM nowhere")
        with pytest.raises(ZeroDivisionError), reading.call():
            raise ZeroDivisionError


def test_a_file_that_another_program_writes_is_busy(path: Path) -> None:
    with raw(path) as other, closing(connect_writing(path).conn) as conn:
        other.execute("BEGIN EXCLUSIVE")
        conn.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(KnownError, match="being changed by another program"), known_errors(path):
            conn.execute("INSERT INTO t VALUES (2)")


def test_a_full_disk_is_told(path: Path) -> None:
    with closing(connect_writing(path).conn) as conn:
        conn.execute("PRAGMA max_page_count = 1")
        with pytest.raises(KnownError, match="disk is full"), known_errors(path):
            conn.execute("INSERT INTO t VALUES (zeroblob(1000000))")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_file_that_may_not_be_written_is_told() -> None:
    with folder_for_anyone() as folder:
        path = folder / "a.db"
        with raw(path) as conn:
            conn.execute("CREATE TABLE t (x)")
        path.chmod(0o444)
        register_sqlite()
        with ordinary_user(), closing(connect_writing(path).conn) as conn:
            with pytest.raises(KnownError, match="cannot be written"), known_errors(path):
                conn.execute("INSERT INTO t VALUES (2)")
            assert set_journal(conn, "wal") == "delete"


def test_a_drive_that_does_not_answer_is_told(path: Path) -> None:
    lost = dbapi2.OperationalError("disk I/O error")
    lost.sqlite_errorname = "SQLITE_IOERR_READ"
    with pytest.raises(KnownError, match="did not answer"), known_errors(path):
        raise lost


def test_a_damaged_page_is_told_when_it_is_read(path: Path) -> None:
    with raw(path) as conn:
        conn.executemany("INSERT INTO t VALUES (?)", [("x" * 500,)] * 200)
    content = bytearray(path.read_bytes())
    content[8192:16384] = b"\xa5" * 8192
    path.write_bytes(content)
    with closing(Reading(path)) as reading, pytest.raises(KnownError, match="is damaged"):
        reading.rows("SELECT count(*), max(x) FROM t")


def test_a_broken_off_write_ahead_is_settled(path: Path) -> None:
    assert not is_unsettled(path)
    with raw(path) as conn:
        conn.execute("PRAGMA journal_mode = wal")
        conn.execute("INSERT INTO t VALUES (2)")
        assert is_unsettled(path)
        kept = {name: beside(path, name).read_bytes() for name in ("", "-wal")}
    for name, content in kept.items():
        beside(path, name).write_bytes(content)
    settle(path)
    assert not is_unsettled(path)
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    with closing(connect_reading(path)) as conn:
        assert conn.execute("SELECT count(*) FROM t").fetchone() == (2,)


def test_a_broken_off_change_is_undone(path: Path) -> None:
    with raw(path) as conn:
        conn.execute("PRAGMA cache_size = 1")
        conn.execute("BEGIN")
        conn.executemany("INSERT INTO t VALUES (?)", [("x" * 4000,)] * 50)
        kept = {name: beside(path, name).read_bytes() for name in ("", "-journal")}
        conn.execute("ROLLBACK")
    for name, content in kept.items():
        beside(path, name).write_bytes(content)
    assert is_unsettled(path)
    settle(path)
    assert not is_unsettled(path)
    with closing(connect_reading(path)) as conn:
        assert conn.execute("SELECT count(*) FROM t").fetchone() == (1,)


def test_what_somebody_else_has_open_is_left_alone(path: Path) -> None:
    with raw(path) as conn:
        conn.execute("PRAGMA journal_mode = wal")
        conn.execute("INSERT INTO t VALUES (2)")
        settle(path)
        assert is_unsettled(path)
        conn.execute("INSERT INTO t VALUES (3)")
    assert not is_unsettled(path.with_name("missing"))


@pytest.mark.parametrize("limit", [None, 60.0])
def test_who_ends_a_call_from_within_is_heard(path: Path, limit: float | None) -> None:
    with closing(Reading(path, time_limit=limit)) as reading:
        with pytest.raises(Cancelled), reading.call():
            raise Cancelled
        assert reading.rows("SELECT 1") == [(1,)]


def test_a_look_for_damage_that_is_ended_from_outside_ends_what_it_precedes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def clock() -> Iterator[float]:
        yield 0.0
        raise KeyboardInterrupt  # while SQLite asks

    ticking = clock()
    monkeypatch.setattr("oversight_viewer.storage.engine._STEPS_BETWEEN_CHECKS", 1)
    monkeypatch.setattr("oversight_viewer.storage.engine.time.monotonic", lambda: next(ticking, 0.0))
    with closing(connect_writing(path).conn) as conn, pytest.raises(Cancelled):
        refuse_damaged(conn, path, 1.0)
