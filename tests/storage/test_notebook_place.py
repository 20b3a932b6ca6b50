from __future__ import annotations

from pathlib import Path

import pytest

from oversight_viewer.storage.notebook_place import NotebookPlace, can_write, notebook_path, notebook_place


def never(_: Path) -> bool:
    return False


@pytest.mark.parametrize(
    ("library", "notebook"),
    [
        ("record.oversight", "record.notebook"),
        ("record.OVERSIGHT", "record.notebook"),
        ("record.v2.oversight", "record.v2.notebook"),
        ("record.db", "record.db.notebook"),  # not the same as that of record.oversight
        ("record", "record.notebook"),
    ],
)
def test_a_notebook_lies_beside_its_library(tmp_path: Path, library: str, notebook: str) -> None:
    assert notebook_place(tmp_path / library, tmp_path / "data") == NotebookPlace(tmp_path / notebook)
    assert notebook_path(tmp_path / library, tmp_path / "data") == tmp_path / notebook
    assert list(tmp_path.iterdir()) == []


def test_where_the_folder_cannot_be_written_it_lies_in_the_data_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    place = notebook_place(tmp_path / "share" / "record.oversight", data, is_writable=never)
    assert place.path.parent == data / "notebooks"
    assert place.path.name.startswith("record-")
    assert place.path.suffix == ".notebook"
    assert place.elsewhere is None
    assert not data.exists()


def test_libraries_of_the_same_name_in_different_folders_do_not_share_a_notebook(tmp_path: Path) -> None:
    places = {
        notebook_place(tmp_path / folder / "record.oversight", tmp_path / "data", is_writable=never).path
        for folder in ("a", "b", "c")
    }
    assert len(places) == 3


def test_one_library_reached_in_two_ways_has_one_notebook(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    direct, linked = (
        notebook_place(tmp_path / folder / "record.oversight", tmp_path / "data", is_writable=never)
        for folder in ("share", "link")
    )
    assert direct == linked


def test_a_notebook_beside_a_library_that_cannot_be_written_is_read(tmp_path: Path) -> None:
    beside = tmp_path / "record.notebook"
    beside.touch()
    place = notebook_place(tmp_path / "record.oversight", tmp_path / "data", is_writable=never)
    assert place.elsewhere == beside
    assert place.path.parent == tmp_path / "data" / "notebooks"


def test_a_notebook_in_the_data_folder_stays_in_use_when_the_folder_can_be_written_again(tmp_path: Path) -> None:
    library = tmp_path / "record.oversight"
    own = notebook_place(library, tmp_path / "data", is_writable=never).path
    own.parent.mkdir(parents=True)
    own.touch()
    assert notebook_place(library, tmp_path / "data") == NotebookPlace(own)
    (tmp_path / "record.notebook").touch()
    assert notebook_place(library, tmp_path / "data") == NotebookPlace(own, tmp_path / "record.notebook")


def test_whether_a_path_can_be_written_is_tried(tmp_path: Path) -> None:
    path = tmp_path / "record.notebook"
    assert can_write(path)
    path.touch()
    assert can_write(path)
    assert not can_write(tmp_path / "missing" / "record.notebook")
    assert not can_write(path / "in a file")
    path.unlink()
    path.mkdir()
    assert not can_write(path)
