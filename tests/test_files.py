"""Files appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.files import atomic_new, atomic_open, atomic_write, write_error

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_appears_when_the_block_ends_and_not_before(tmp_path: Path) -> None:
    target = tmp_path / "memo.docx"
    with atomic_write(target) as temporary:
        assert temporary.parent == tmp_path
        assert temporary.suffix == ".docx"
        temporary.write_text("half", encoding="utf-8")
        assert not target.exists()
        temporary.write_text("whole", encoding="utf-8")
    assert target.read_text(encoding="utf-8") == "whole"
    assert names(tmp_path) == ["memo.docx"]


def write_half_and_fail(target: Path, failure: BaseException) -> None:
    with atomic_open(target) as stream:
        stream.write(b"half")
        raise failure


@pytest.mark.parametrize("failure", [RuntimeError("bug"), KeyboardInterrupt(), GeneratorExit()])
def test_an_exception_leaves_everything_as_it_was(tmp_path: Path, failure: BaseException) -> None:
    target = tmp_path / "out.jsonl"
    target.write_bytes(b"earlier")
    with pytest.raises(type(failure)):
        write_half_and_fail(target, failure)
    assert target.read_bytes() == b"earlier"
    assert names(tmp_path) == ["out.jsonl"]


def test_a_program_may_replace_the_temporary_file(tmp_path: Path) -> None:
    target = tmp_path / "memo.pdf"
    with atomic_write(target) as temporary:
        other = tmp_path / "other"
        other.write_bytes(b"%PDF")
        other.replace(temporary)
    assert target.read_bytes() == b"%PDF"


def test_a_long_name_is_no_hindrance(tmp_path: Path) -> None:
    target = tmp_path / f"{'x' * 240}.jsonl"
    with atomic_open(target) as stream:
        stream.write(b"1")
    assert target.read_bytes() == b"1"


@pytest.mark.skipif(os.name == "nt", reason="permissions of this kind are not those of Windows")
def test_permissions_are_those_of_the_earlier_file_or_those_usual_for_new_ones(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    with atomic_open(tmp_path / "new") as stream:
        stream.write(b"1")
    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode
    usual.chmod(0o640)
    with atomic_open(usual) as stream:
        stream.write(b"1")
    assert usual.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    with atomic_open(tmp_path / "link") as stream:
        stream.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def in_no_folder(folder: Path) -> Path:
    return folder / "missing" / "out.jsonl"


def a_folder(folder: Path) -> Path:
    (folder / "taken").mkdir()
    return folder / "taken"


def below_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "out.jsonl"


def a_device(folder: Path) -> Path:
    return Path(os.devnull)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (in_no_folder, "does not exist"),
        (a_folder, "is a folder"),
        (below_a_file, "could not be written"),
        pytest.param(
            a_device,
            "not a regular file",
            marks=pytest.mark.skipif(os.name == "nt", reason="the null device of Windows is no file"),
        ),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_else_is_touched(
    tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    target = make(tmp_path)
    before = names(tmp_path)
    with pytest.raises(KnownError, match=words) as caught, atomic_open(target):
        pytest.fail("the block must not begin")
    assert caught.value.todo
    assert names(tmp_path) == before


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:  # pragma: no cover - tests run as root here
    target = tmp_path / "locked"
    target.touch(0o400)
    with pytest.raises(KnownError, match="may not be written"), atomic_open(target):
        pytest.fail("the block must not begin")


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:  # pragma: no cover - tests run as root here
    tmp_path.chmod(0o500)
    with pytest.raises(KnownError, match="may not be written"), atomic_open(tmp_path / "out"):
        pytest.fail("the block must not begin")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "not enough room"),
        (OSError(errno.EFBIG, "File too large"), "not enough room"),
        (OSError(errno.EIO, "Input/output error"), "could not be written"),
        (OSError(errno.EROFS, "Read-only file system"), "may not be written"),
    ],
)
def test_a_full_or_broken_disk_is_said_in_words(tmp_path: Path, error: OSError, words: str) -> None:
    with pytest.raises(KnownError, match=words) as caught, atomic_open(tmp_path / "out.jsonl"):
        raise error
    assert str(error) in caught.value.details
    assert names(tmp_path) == []


def test_the_right_to_write_is_missing() -> None:
    said = write_error(Path("folder") / "memo.docx", PermissionError(errno.EACCES, "denied"))
    assert "memo.docx may not be written" in said.what
    assert "another program" in said.todo


def test_a_failure_of_something_else_in_the_block_goes_through(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_write(tmp_path / "out.jsonl"):
        (tmp_path / "input").read_bytes()
    assert names(tmp_path) == []


def test_a_new_file_replaces_none(tmp_path: Path) -> None:
    target = tmp_path / "letter.pdf"
    with atomic_new(target) as stream:
        stream.write(b"whole")
        assert not target.exists()
    assert target.read_bytes() == b"whole"
    with pytest.raises(KnownError, match="already"), atomic_new(target) as stream:
        stream.write(b"another")
    assert target.read_bytes() == b"whole"
    with contextlib.suppress(RuntimeError), atomic_new(tmp_path / "half.pdf") as stream:
        stream.write(b"half")
        raise RuntimeError
    with pytest.raises(KnownError, match="does not exist"), atomic_new(tmp_path / "missing" / "letter.pdf"):
        pass
    assert names(tmp_path) == ["letter.pdf"]


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
def test_a_new_file_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "link.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    with pytest.raises(KnownError, match="already"), atomic_new(tmp_path / "link.pdf") as stream:
        stream.write(b"whole")
    assert names(tmp_path) == ["link.pdf"]


def test_where_there_are_no_links_a_new_file_gets_its_name_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    for _ in range(2):
        with contextlib.suppress(KnownError), atomic_new(tmp_path / "letter.pdf") as stream:
            stream.write(b"whole")
    assert names(tmp_path) == ["letter.pdf"]
