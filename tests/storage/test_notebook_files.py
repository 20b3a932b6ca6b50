from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.engine import beside
from oversight_viewer.storage.notebook import Notebook, read_events, read_notes
from oversight_viewer.storage.notebook_place import NotebookPlace
from oversight_viewer.storage.schema import LIBRARY, NOTEBOOK

A, B = EntryId("letter-1"), EntryId("response-1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.notebook"


@pytest.fixture
def notebook(path: Path) -> Iterator[Notebook]:
    with closing(Notebook.open(path, author="reader")) as opened:
        yield opened


def run(path: Path, sql: str) -> None:
    with closing(dbapi2.connect(str(path))) as conn:
        conn.executescript(sql)


# The file


def test_reopened_it_says_the_same(path: Path) -> None:
    with closing(Notebook.open(path, author="reader")) as notebook:
        notebook.write_note(A, "text", ["tag"])
        notebook.flag(B)
        before, events = notebook.notes(), notebook.events()
    with closing(Notebook.open(path, author="somebody else")) as notebook:
        assert notebook.notes() == before
        assert notebook.events() == events == read_events(path)
    assert read_notes(NotebookPlace(path)) == before


def test_closed_it_is_one_file_that_any_folder_can_hold(path: Path) -> None:
    with closing(Notebook.open(path, author="reader")) as notebook:
        notebook.flag(A)
        assert beside(path, "-wal").exists()
    assert list(path.parent.iterdir()) == [path]
    assert path.read_bytes()[18:20] == b"\1\1"  # not in write-ahead mode


def test_each_write_is_synchronous(notebook: Notebook) -> None:
    assert notebook._conn.execute("PRAGMA synchronous").fetchone() == (2,)
    assert notebook._conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_folder_of_a_new_notebook_is_made(tmp_path: Path) -> None:
    Notebook.open(tmp_path / "data" / "notebooks" / "a.notebook", author="reader").close()
    assert (tmp_path / "data" / "notebooks" / "a.notebook").exists()


def test_a_folder_that_cannot_be_made_is_a_known_error(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(KnownError, match="folder for your notes"):
        Notebook.open(tmp_path / "data" / "notebooks" / "a.notebook", author="reader")


def test_what_a_creation_that_was_cut_off_leaves_is_no_obstacle(path: Path) -> None:
    path.touch()
    assert read_notes(NotebookPlace(path)) == {}
    with closing(Notebook.open(path, author="reader")) as notebook:
        notebook.flag(A)
    assert set(read_notes(NotebookPlace(path))) == {A}


KILLED = """
import sys
from pathlib import Path
from oversight_viewer.storage.notebook import Notebook
notebook = Notebook.open(Path(sys.argv[1]), author="reader")
while True:
    print(notebook.write_note("letter-1", "some text " * 200).id, flush=True)
"""


def test_a_kill_right_after_a_write_loses_nothing(path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    written = [process.stdout.readline().strip() for _ in range(20)]
    process.kill()
    written += process.stdout.read().split()
    process.stdout.close()
    assert process.wait() != 0
    with closing(Notebook.open(path, author="reader")) as notebook:
        kept = [event.id for event in notebook.events()]
        assert kept[: len(written)] == written
        assert len(kept) <= len(written) + 1  # the last one may be written but not yet reported
        assert {note.latest.event for note in notebook.entry_notes(A).notes} == set(kept)


APPENDING = """
import sys
from pathlib import Path
from oversight_viewer.storage.notebook import Notebook
notebook = Notebook.open(Path(sys.argv[1]), author=sys.argv[2])
print("open", flush=True)
sys.stdin.readline()
for _ in range(40):
    notebook.write_note("letter-1", "text")
notebook.close()
"""


def test_two_processes_append_to_one_notebook(path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", APPENDING, str(path), author],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for author in ("one", "two")
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
    for process in processes:
        process.communicate("go\n")
        assert process.returncode == 0
    events = read_events(path)
    assert sorted(event.author for event in events) == ["one"] * 40 + ["two"] * 40
    assert len(read_notes(NotebookPlace(path))[A].notes) == 80


def test_what_another_window_wrote_is_noticed(path: Path, notebook: Notebook) -> None:
    assert notebook.notes() == {}
    assert not notebook.changed_elsewhere()
    notebook.flag(A)
    assert not notebook.changed_elsewhere()
    with closing(Notebook.open(path, author="other")) as other:
        other.flag(B)
    assert notebook.changed_elsewhere()
    assert set(notebook.notes()) == {A, B}
    assert not notebook.changed_elsewhere()


def test_a_write_that_has_to_wait_for_too_long_is_a_known_error(path: Path, notebook: Notebook) -> None:
    notebook._conn.execute("PRAGMA busy_timeout = 1")
    other = Notebook.open(path, author="other")
    with closing(other), other._writing(), pytest.raises(KnownError, match="being changed by another program"):
        notebook.flag(A)
    assert notebook.flag(A).subject == A


def test_a_full_disk_is_a_known_error_and_loses_nothing(path: Path, notebook: Notebook) -> None:
    notebook.write_note(A, "kept")
    pages = notebook._conn.execute("PRAGMA page_count").fetchone()[0]
    notebook._conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(KnownError, match="disk is full"):
        notebook.write_note(A, "too much " * 10_000)
    assert [note.latest.text for note in notebook.entry_notes(A).notes] == ["kept"]
    notebook._conn.execute("PRAGMA max_page_count = 1000000")
    assert notebook.write_note(A, "too much " * 10_000)


# Files that are no notebook


def make_newer(path: Path) -> None:
    Notebook.open(path, author="reader").close()
    run(path, f"PRAGMA user_version = {NOTEBOOK.version + 1}")


def make_library(path: Path) -> None:
    with closing(dbapi2.connect(str(path), isolation_level=None)) as conn:
        for step in LIBRARY.steps:
            step(conn)
        conn.executescript(
            f"PRAGMA application_id = {LIBRARY.application_id}; PRAGMA user_version = {LIBRARY.version};"
        )


def make_with_trigger(path: Path) -> None:
    Notebook.open(path, author="reader").close()
    run(path, "CREATE TRIGGER evil AFTER INSERT ON event BEGIN DELETE FROM event; END")


def make_damaged(path: Path) -> None:
    with closing(Notebook.open(path, author="reader")) as notebook:
        for number in range(200):
            notebook.write_note(EntryId(f"entry-{number}"), "text " * 50)
    content = bytearray(path.read_bytes())
    content[12_288:-4_096] = b"\x55" * (len(content) - 16_384)
    path.write_bytes(content)


def make_without_tables(path: Path) -> None:
    run(path, f"PRAGMA application_id = {NOTEBOOK.application_id}; CREATE TABLE t (x); DROP TABLE t")


WRONG: list[tuple[Callable[[Path], object], str]] = [
    (make_newer, "newer version"),
    (make_library, "is a library, not a notebook"),
    (make_with_trigger, "might do harm"),
    (make_damaged, "is damaged"),
    (make_without_tables, "is damaged"),
    (lambda path: path.write_bytes(b"a letter"), "is not a notebook"),
    (lambda path: path.write_bytes(b"SQLite format 3\0"), "is damaged"),
    (lambda path: run(path, "CREATE TABLE t (x)"), "another application"),
    (lambda path: path.mkdir(), "is a folder"),
]


@pytest.mark.parametrize(("make", "message"), WRONG)
def test_what_is_not_a_notebook_is_refused_and_left_as_it_is(
    path: Path, make: Callable[[Path], object], message: str
) -> None:
    make(path)
    content = path.read_bytes() if path.is_file() else None
    with pytest.raises(KnownError, match=message):
        Notebook.open(path, author="reader")
    with pytest.raises(KnownError, match=message):
        read_events(path)
    assert (path.read_bytes() if path.is_file() else None) == content
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    ("column", "value"),
    [("payload", "not json"), ("payload", "[]"), ("kind", "invented"), ("at", "yesterday")],
)
def test_an_event_that_cannot_be_read_is_damage(path: Path, column: str, value: str) -> None:
    with closing(Notebook.open(path, author="reader")) as notebook:
        notebook.flag(A)
    run(path, f"UPDATE event SET {column} = '{value}'")
    with pytest.raises(KnownError, match="is damaged"):
        read_events(path)
    with closing(Notebook.open(path, author="reader")) as notebook:
        assert set(notebook.notes()) == {A}  # the state can still be read
        with pytest.raises(KnownError, match="is damaged"):
            notebook.unflag(A)


@pytest.mark.parametrize("notes", ["no json", "[1]", '[{"id": "n"}]'])
def test_a_state_that_cannot_be_read_is_damage_and_can_be_rebuilt(path: Path, notes: str) -> None:
    with closing(Notebook.open(path, author="reader")) as notebook:
        notebook.write_note(A, "text")
        before = notebook.notes()
    run(path, f"UPDATE entry_state SET notes = '{notes}'")
    with closing(Notebook.open(path, author="reader")) as notebook:
        for read in (notebook.notes, lambda: notebook.entry_notes(A)):
            with pytest.raises(KnownError, match="is damaged"):
                read()
        notebook.rebuild()
        assert notebook.notes() == before


@pytest.mark.parametrize("log", [True, False])
def test_what_was_not_closed_can_be_read_where_nothing_can_be_written(
    path: Path, notebook: Notebook, log: bool
) -> None:
    notebook.flag(A)
    if not log:
        notebook._conn.execute("PRAGMA wal_checkpoint")
    other = path.parent / "share" / path.name
    other.parent.mkdir()
    shutil.copyfile(path, other)
    if log:
        shutil.copyfile(beside(path, "-wal"), beside(other, "-wal"))
    # A folder in the way of a file is as good as a folder that is read-only, also for an administrator.
    beside(other, "-shm" if log else "-wal").mkdir()
    content = other.read_bytes()
    assert set(read_notes(NotebookPlace(other))) == {A}
    assert other.read_bytes() == content


# A notebook elsewhere


def test_the_notebook_beside_a_read_only_library_is_taken_over_and_left_as_it_is(tmp_path: Path) -> None:
    theirs, mine = tmp_path / "share" / "record.notebook", tmp_path / "data" / "mine.notebook"
    with closing(Notebook.open(theirs, author="colleague")) as notebook:
        notebook.write_note(A, "theirs")
    content = theirs.read_bytes()
    place = NotebookPlace(mine, elsewhere=theirs)
    assert [note.latest.text for note in read_notes(place)[A].notes] == ["theirs"]
    assert not mine.exists()
    for _ in range(2):
        with closing(Notebook.open(place, author="reader")) as notebook:
            notebook.flag(B)
            assert [note.latest.text for note in notebook.entry_notes(A).notes] == ["theirs"]
    assert set(read_notes(place)) == {A, B}
    assert set(read_notes(NotebookPlace(mine))) == {A, B}
    assert theirs.read_bytes() == content
    assert list(theirs.parent.iterdir()) == [theirs]


def test_a_broken_notebook_elsewhere_does_not_stop_the_work(tmp_path: Path) -> None:
    theirs, mine = tmp_path / "theirs.notebook", tmp_path / "mine.notebook"
    theirs.write_text("no notebook")
    place = NotebookPlace(mine, elsewhere=theirs)
    with closing(Notebook.open(place, author="reader")) as notebook:
        notebook.flag(A)
    assert set(read_notes(place)) == {A}


def test_an_error_while_taking_over_closes_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, mine = tmp_path / "theirs.notebook", tmp_path / "mine.notebook"
    with closing(Notebook.open(theirs, author="colleague")) as notebook:
        notebook.flag(A)
    run(theirs, f"UPDATE event SET payload = '{json.dumps({'deep': 1})}'")

    def stopped(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Notebook, "merge", stopped)
    with pytest.raises(KeyboardInterrupt):
        Notebook.open(NotebookPlace(mine, elsewhere=theirs), author="reader")
    assert not beside(mine, "-wal").exists()
