"""Contents of attachments are kept whole, or not at all, and are verified when they are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.saving import FileContent, Incoming
from oversight_viewer.storage import attachments
from oversight_viewer.storage.attachments import folder_beside, hash_of, taken_along
from oversight_viewer.storage.writer import LibraryWriter
from tests.storage.helpers import PlainNames, an_entry, make_library, opened, raw

DATA = b"a letter of Example Freight Co."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_library(tmp_path / "a.oversight")


def content(data: bytes | Path, sha256: str | None = None) -> FileContent:
    return FileContent(sha256 or hash_of(data), "application/pdf", data)


def take(path: Path, *contents: FileContent, dry_run: bool = False) -> None:
    entry = an_entry("a", attachments=[{"path": "a.pdf", "sha256": contents[0].sha256}])
    with LibraryWriter.open(path) as writer:
        writer.save([Incoming(entry, contents=contents)], names=PlainNames(), source="test", dry_run=dry_run)


def test_a_small_one_is_kept_in_the_library_once(path: Path) -> None:
    take(path, content(DATA), content(DATA))
    with LibraryWriter.open(path) as writer:
        writer.keep([content(DATA), content(b"another")])
    with opened(path) as library:
        assert library.attachment(hash_of(DATA)) == DATA
        assert library.attachment(hash_of(b"another").upper()) == b"another"
    with raw(path) as conn:
        rows = conn.execute("SELECT size, media_type, place FROM attachment_file ORDER BY size DESC").fetchall()
    assert rows == [(len(DATA), "application/pdf", None), (7, "application/pdf", None)]
    assert not folder_beside(path).exists()


@pytest.mark.parametrize("as_file", [True, False])
def test_a_large_one_lies_beside_it(path: Path, monkeypatch: pytest.MonkeyPatch, as_file: bool) -> None:
    monkeypatch.setattr(attachments, "LARGEST_INSIDE", 10)
    file = path.with_name("letter.pdf")
    file.write_bytes(DATA)
    take(path, content(file if as_file else DATA))
    with opened(path) as library:
        kept = library.attachment(hash_of(DATA))
    assert isinstance(kept, Path)
    assert kept == path.with_name("a files") / hash_of(DATA)
    assert kept.read_bytes() == DATA
    assert [item.name for item in folder_beside(path).iterdir()] == [hash_of(DATA)]


@pytest.mark.parametrize("largest", [10, 1000])
def test_what_is_not_what_its_hash_says_is_not_kept(path: Path, monkeypatch: pytest.MonkeyPatch, largest: int) -> None:
    monkeypatch.setattr(attachments, "LARGEST_INSIDE", largest)
    with pytest.raises(KnownError, match="fingerprint"):
        take(path, content(b"something much longer"), content(DATA, hash_of(b"other")))
    with opened(path) as library:
        assert library.info().total == 0
        with pytest.raises(KnownError, match="does not have"):
            library.attachment(hash_of(DATA))
    assert not folder_beside(path).exists() or not list(folder_beside(path).iterdir())


def test_nothing_stays_beside_it_when_nothing_is_saved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST_INSIDE", 10)
    take(path, content(DATA), dry_run=True)
    assert not folder_beside(path).exists()
    with pytest.raises(KnownError, match="cannot be read"):
        take(path, content(DATA), FileContent("00", None, path.with_name("missing.pdf")))
    assert not folder_beside(path).exists()


def test_damage_is_seen_when_it_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(path, content(DATA))
    monkeypatch.setattr(attachments, "LARGEST_INSIDE", 10)
    take(path, content(b"a large attachment"))
    with raw(path) as conn:
        conn.execute("UPDATE attachment_file SET data = X'00' WHERE data IS NOT NULL")
    large = folder_beside(path) / hash_of(b"a large attachment")
    with opened(path) as library:
        with pytest.raises(KnownError, match="damaged"):
            library.attachment(hash_of(DATA))
        large.write_bytes(b"other")
        with pytest.raises(KnownError, match="damaged"):
            library.attachment(large.name)
        large.unlink()
        with pytest.raises(KnownError, match="missing"):
            library.attachment(large.name)


def test_the_content_stays_while_the_history_names_it(path: Path) -> None:
    take(path, content(DATA))
    with LibraryWriter.open(path) as writer:
        writer.undo(1, names=PlainNames())
    with opened(path) as library:
        assert library.attachment(hash_of(DATA)) == DATA


def test_contents_go_with_the_edit_that_brings_them_or_not_at_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST_INSIDE", 10)
    small, large = content(b"small"), content(DATA)
    with LibraryWriter.open(path) as writer:
        entry = an_entry("a", attachments=[{"path": "a.pdf", "sha256": small.sha256}])
        number = writer.add_by_hand(entry, "Pat Example", names=PlainNames(), contents=[small])
        changed = an_entry("a", attachments=[{"path": "b.pdf", "sha256": large.sha256}])
        with pytest.raises(KnownError, match="changed meanwhile"):
            writer.edit(changed, number + 5, "Pat Example", names=PlainNames(), contents=[large])
        assert not folder_beside(path).exists()
        with raw(path) as conn:
            assert conn.execute("SELECT sha256 FROM attachment_file").fetchall() == [(small.sha256,)]
        writer.edit(changed, number, "Pat Example", names=PlainNames(), contents=[large])
    with opened(path) as library:
        assert library.attachment(small.sha256) == b"small"
        assert library.attachment(large.sha256) == folder_beside(path) / large.sha256


def test_what_was_left_half_written_goes_in_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST_INSIDE", 10)
    folder_beside(path).mkdir()
    old, young = folder_beside(path) / "old.part", folder_beside(path) / "young.part"
    old.touch()
    young.touch()
    os.utime(old, (0, 0))
    take(path, content(DATA))
    assert {item.name for item in folder_beside(path).iterdir()} == {"young.part", hash_of(DATA)}


def test_large_ones_go_again_when_the_library_gets_no_name(tmp_path: Path) -> None:
    made, named = tmp_path / "made.oversight", tmp_path / "named.oversight"
    before, now = folder_beside(made), folder_beside(named)
    before.mkdir()
    now.mkdir()
    (now / "both").write_text("of another library")
    for name in ("new", "both"):
        (before / name).write_text("content")
    there: list[str] = []

    def fail() -> None:
        there.extend(sorted(item.name for item in now.iterdir()))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), taken_along(made, named):
        fail()
    assert there == ["both", "new"]
    assert [item.name for item in now.iterdir()] == ["both"]


def test_large_ones_stay_with_the_library_that_got_its_name(tmp_path: Path) -> None:
    made, named = tmp_path / "made.oversight", tmp_path / "named.oversight"
    folder_beside(made).mkdir()
    (folder_beside(made) / "new").write_text("content")
    with taken_along(made, named):
        pass
    assert (folder_beside(named) / "new").read_text() == "content"
    assert not folder_beside(made).exists()
