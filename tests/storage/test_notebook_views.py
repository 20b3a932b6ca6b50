"""Saved views in the notebook, and notebooks of the version that had none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from oversight_viewer.domain.annotations import EntryNotes, EventKind
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.filters import RecordFilter
from oversight_viewer.domain.look_json import look_to_json
from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Look, Order
from oversight_viewer.storage.engine import connect_writing
from oversight_viewer.storage.notebook import Notebook, read_notebook
from oversight_viewer.storage.notebook_place import NotebookPlace
from oversight_viewer.storage.schema import NOTEBOOK, FileKind, check_header
from tests.storage.helpers import folder_for_anyone, ordinary_user

A = EntryId("letter-1")
FIRST = FileKind(NOTEBOOK.noun, NOTEBOOK.application_id, NOTEBOOK.steps[:1])
CRANES, OLDEST = Look(RecordFilter(text="crane")), Look(order=Order.OLDEST)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.notebook"


@pytest.fixture
def notebook(path: Path) -> Iterator[Notebook]:
    with closing(Notebook.open(path, author="reader")) as opened:
        yield opened


def test_views_are_saved_changed_deleted_and_restored(notebook: Notebook, path: Path) -> None:
    cranes = notebook.save_view(" Port cranes ", look_to_json(CRANES))
    old = notebook.save_view("From the beginning", look_to_json(OLDEST))
    assert [(view.id, view.name, view.look) for view in notebook.views()] == [
        (cranes, "Port cranes", CRANES),
        (old, "From the beginning", OLDEST),
    ]
    notebook.change_view(old, name="Oldest")
    notebook.change_view(cranes, look=look_to_json(OLDEST))
    notebook.set_default_view(old)
    assert [(view.name, view.look, view.is_default) for view in notebook.views()] == [
        ("Port cranes", OLDEST, False),
        ("Oldest", OLDEST, True),
    ]
    notebook.set_default_view(cranes)
    assert [view.is_default for view in notebook.views()] == [True, False]
    notebook.set_default_view(cranes, on=False)
    notebook.delete_view(cranes)
    assert [(view.name, view.is_default) for view in notebook.views()] == [("Oldest", False)]
    notebook.restore_view(cranes)
    assert [view.name for view in notebook.views()] == ["Port cranes", "Oldest"]
    assert read_notebook(NotebookPlace(path)).views == notebook.views()
    assert [event.kind for event in notebook.events(cranes)] == [
        EventKind.VIEW_SAVED,
        EventKind.VIEW_SAVED,
        EventKind.VIEW_DEFAULT,
        EventKind.VIEW_DEFAULT,
        EventKind.VIEW_DELETED,
        EventKind.VIEW_RESTORED,
    ]


def test_views_and_notes_keep_apart(notebook: Notebook) -> None:
    view = notebook.save_view("Cranes", look_to_json(CRANES))
    namesake = EntryId(view)
    assert notebook.notes() == {}
    assert notebook.entry_notes(namesake) == EntryNotes(namesake)
    notebook.flag(namesake)
    notebook.delete_view(view)
    assert notebook.notes() == {namesake: EntryNotes(namesake, flagged=True)}
    notebook.restore_view(view)
    notebook.unflag(namesake)
    assert notebook.notes() == {}
    assert [item.name for item in notebook.views()] == ["Cranes"]


def test_what_another_window_did_to_views_is_noticed(notebook: Notebook, path: Path) -> None:
    notebook.notes()
    with closing(Notebook.open(path, author="other")) as other:
        other.save_view("Theirs", look_to_json(CRANES))
    assert notebook.changed_elsewhere()
    assert [view.name for view in notebook.views()] == ["Theirs"]


def test_views_of_a_colleague_are_taken_over(tmp_path: Path) -> None:
    theirs, mine = tmp_path / "share" / "record.notebook", tmp_path / "mine.notebook"
    with closing(Notebook.open(theirs, author="colleague")) as notebook:
        notebook.save_view("Theirs", look_to_json(CRANES))
    content = theirs.read_bytes()
    place = NotebookPlace(mine, elsewhere=theirs)
    assert [view.name for view in read_notebook(place).views] == ["Theirs"]
    with closing(Notebook.open(place, author="reader")) as notebook:
        notebook.save_view("Mine", look_to_json(OLDEST))
        assert [view.name for view in notebook.views()] == ["Theirs", "Mine"]
    assert theirs.read_bytes() == content


@pytest.mark.parametrize("look", ["no json", "[1]", "3"])
def test_a_view_that_cannot_be_read_is_damage_and_can_be_rebuilt(path: Path, look: str) -> None:
    with closing(Notebook.open(path, author="reader")) as notebook:
        notebook.save_view("Cranes", look_to_json(CRANES))
        before = notebook.views()
    with closing(dbapi2.connect(str(path))) as conn:
        conn.executescript(f"UPDATE view_state SET look = '{look}'")
    with pytest.raises(KnownError, match="is damaged"):
        read_notebook(NotebookPlace(path))
    with closing(Notebook.open(path, author="reader")) as notebook:
        with pytest.raises(KnownError, match="is damaged"):
            notebook.views()
        notebook.rebuild()
        assert notebook.views() == before


# Notebooks of version 1


@pytest.fixture
def first_version(path: Path) -> Path:
    """A notebook as the version that knew no views made it, with a note in it."""
    with closing(Notebook.open(path, author="reader")) as notebook:
        notebook.write_note(A, "An old note.")
    old = path.with_name("old.notebook")
    with closing(connect_writing(old, create=True)) as db:
        FIRST.apply(db)
        db.execute("ATTACH ? AS new", (str(path),))
        for table in ("event", "entry_state"):
            db.execute(f"INSERT INTO main.{table} SELECT * FROM new.{table}")
    path.unlink()
    return old


def version_of(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


def test_a_notebook_of_the_first_version_is_read_as_it_is(first_version: Path) -> None:
    content = first_version.read_bytes()
    state = read_notebook(NotebookPlace(first_version))
    assert [note.latest.text for note in state.notes[A].notes] == ["An old note."]
    assert state.views == ()
    assert read_notebook(NotebookPlace(first_version.with_name("none"), elsewhere=first_version)) == state
    assert first_version.read_bytes() == content
    assert version_of(first_version) == 1


def test_a_notebook_of_the_first_version_that_cannot_be_written_is_read(first_version: Path) -> None:
    with folder_for_anyone() as folder:
        copy = Path(shutil.copyfile(first_version, folder / first_version.name))
        copy.chmod(0o444)
        folder.chmod(0o555)
        with ordinary_user():
            state = read_notebook(NotebookPlace(copy))
    assert set(state.notes) == {A}


def test_a_notebook_of_the_first_version_grows_when_it_is_opened_for_writing(first_version: Path) -> None:
    before = read_notebook(NotebookPlace(first_version))
    with closing(Notebook.open(first_version, author="reader")) as notebook:
        assert notebook.notes() == before.notes
        assert notebook.views() == ()
        notebook.save_view("Cranes", look_to_json(CRANES))
    assert version_of(first_version) == NOTEBOOK.version == 2
    state = read_notebook(NotebookPlace(first_version))
    assert state.notes == before.notes
    assert [view.name for view in state.views] == ["Cranes"]


def test_the_version_that_knew_no_views_leaves_a_notebook_with_views_alone(path: Path) -> None:
    Notebook.open(path, author="reader").close()
    with pytest.raises(KnownError, match="newer version"):
        check_header(path, FIRST)
