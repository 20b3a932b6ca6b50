"""A process that is killed while it writes leaves the library as it was, and it opens."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.storage.check import check_library
from oversight_viewer.storage.engine import beside, connect_reading, is_unsettled, register_sqlite
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.writer import LibraryWriter
from tests.storage.helpers import PlainNames, an_entry, folder_for_anyone, make_library, opened, ordinary_user

_CHILD = """
import itertools, sys
from pathlib import Path
from oversight_viewer.storage.writer import LibraryWriter
from tests.storage.helpers import PlainNames, an_entry

path, stop_at = Path(sys.argv[1]), sys.argv[2]

def wait():
    print("now", flush=True)
    sys.stdin.read()

def entries():
    yield an_entry("old", title="Changed", date="2021-01-01")
    for number in range(60):
        yield an_entry(f"new{number}", body=f"w{number} " + f"{'long' * 7000} " * 40, date="2020-01-01")
    if stop_at == "reading":
        wait()

calls = itertools.count(1)

def progress(read):
    if stop_at == "indexing" and read == 61 and next(calls) == 2:
        wait()

with LibraryWriter.open(path) as writer:
    writer.save(entries(), names=PlainNames(), source="test", progress=progress)
    if stop_at == "saved":
        wait()
"""


def kill_at(stop_at: str, path: Path) -> None:
    """Let another process write until it says so, and kill it."""
    command = [sys.executable, "-c", _CHILD, str(path), stop_at]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "now\n"
        child.kill()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_library(tmp_path / "a.oversight", [an_entry("old", title="As it was")])


@pytest.mark.parametrize(("stop_at", "count"), [("reading", 1), ("indexing", 1), ("saved", 61)])
def test_a_killed_import_is_wholly_there_or_not_at_all(path: Path, stop_at: str, count: int) -> None:
    kill_at(stop_at, path)
    assert beside(path, "-wal").stat().st_size > 1_000_000, "it was to be killed with much already written"
    with opened(path) as library:
        assert library.count(RecordFilter(), {}) == count
        assert library.count(RecordFilter(text="w59"), {}) == (count > 1)
        (old,) = [card for card in library.cards(RecordFilter(), {}, limit=99) if card.id == "old"]
        assert old.title == ("As it was" if count == 1 else "Changed")
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    assert not check_library(path)

    with LibraryWriter.open(path) as writer:
        writer.save([an_entry("after")], names=PlainNames(), source="test")
    assert not check_library(path)


def test_writing_goes_on_where_it_broke_off(path: Path) -> None:
    kill_at("reading", path)
    with LibraryWriter.open(path) as writer:
        report = writer.save([an_entry("after")], names=PlainNames(), source="test")
    assert report.added == 1
    assert not check_library(path)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_what_cannot_be_put_in_order_where_it_lies_is_told() -> None:
    register_sqlite()
    with folder_for_anyone() as folder:
        path = make_library(folder / "a.oversight", [an_entry("old")])
        kill_at("reading", path)
        beside(path, "-shm").unlink()
        for item in folder.iterdir():
            item.chmod(0o444)
        folder.chmod(0o555)
        with ordinary_user(), pytest.raises(KnownError, match="broke off") as caught:
            Library.open(path)
        assert "Copy all files" in caught.value.todo
        folder.chmod(0o755)
        with opened(path) as library:
            assert library.count(RecordFilter(), {}) == 1


def test_a_killed_import_does_not_disturb_who_reads(path: Path) -> None:
    with closing(connect_reading(path)) as other:
        assert other.execute("SELECT count(*) FROM entry").fetchone() == (1,)
        kill_at("reading", path)
        assert other.execute("SELECT count(*) FROM entry").fetchone() == (1,)
        with opened(path) as library:
            assert is_unsettled(path)
            assert library.count(RecordFilter(), {}) == 1
    with opened(path):
        assert not is_unsettled(path)
