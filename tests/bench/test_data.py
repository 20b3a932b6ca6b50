"""Libraries for benchmarks are built once and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oversight_viewer.domain.records import Entry
from oversight_viewer.storage import rows
from tests.bench import data
from tests.bench.records import RecordMaker


class Broken(RecordMaker):
    """Breaks off in the middle."""

    def entries(self) -> Iterator[Entry]:
        yield next(super().entries())
        raise OSError("the disk is gone")


def test_a_library_is_built_once(tmp_path: Path) -> None:
    first = data.library(RecordMaker(30), tmp_path)
    before = first.stat()
    assert data.library(RecordMaker(30), tmp_path) == first
    assert first.stat().st_mtime_ns == before.st_mtime_ns
    again = data.library(RecordMaker(30), tmp_path, fresh=True)
    assert again == first
    assert again.stat().st_ino != before.st_ino or again.stat().st_mtime_ns != before.st_mtime_ns


def test_another_size_or_seed_is_another_library(tmp_path: Path) -> None:
    paths = {data.library(maker, tmp_path) for maker in (RecordMaker(30), RecordMaker(31), RecordMaker(30, seed=1))}
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    assert len(paths) == 3


def test_nothing_is_left_of_one_that_broke_off(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="the disk is gone"):
        data.library(Broken(30), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_library_of_another_make_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = data.library(RecordMaker(30), tmp_path)
    assert data.writing_of_today() == data.writing_of_today()
    searchable = rows.searchable
    monkeypatch.setattr("oversight_viewer.storage.indexing.searchable", lambda *of: ("other", *searchable(*of)[1:]))
    second = data.library(RecordMaker(30), tmp_path)
    assert second != first
    assert list(tmp_path.iterdir()) == [second]
