"""Attachments are opened as private copies that are removed, and never as programs."""

from __future__ import annotations

import hashlib
import stat
import sys
from pathlib import Path

import pytest

from oversight_viewer.domain.entry_json import entry_from_json
from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.records import Attachment
from oversight_viewer.storage.library import Library, create_library
from oversight_viewer.tasks.attachments import AttachmentCopies, can_open, file_contents_of, remove_leftovers, write_out
from oversight_viewer.tasks.upkeep import add_entry

LETTER = b"%PDF-1.7 a letter of Example Freight Co."


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Library, Attachment]:
    """A library with one attachment in it."""
    file = tmp_path / "Letter: of March 5.pdf"
    file.write_bytes(LETTER)
    ((attachment, content),) = file_contents_of([file])
    path = tmp_path / "record.oversight"
    create_library(path, "Record")
    json = {"id": "a", "kind": "letter", "title": "A letter", "attachments": [{"path": "x"}]}
    entry = entry_from_json({**json})
    add_entry(path, type(entry)(**{**_fields(entry), "attachments": (attachment,)}), "me", [content])
    file.unlink()
    return Library.open(path), attachment


def _fields(entry: object) -> dict[str, object]:
    return {name: getattr(entry, name) for name in entry.__dataclass_fields__}  # type: ignore[attr-defined]


def test_what_is_attached_is_kept_and_shown_as_a_copy(kept: tuple[Library, Attachment], tmp_path: Path) -> None:
    library, attachment = kept
    assert attachment.sha256 == hashlib.sha256(LETTER).hexdigest()
    copies = AttachmentCopies(tmp_path)
    first, second = copies.copy(library, attachment), copies.copy(library, attachment)
    assert first != second, "each is a file of its own"
    assert first.read_bytes() == LETTER
    assert first.name == "Letter_ of March 5.pdf"
    folder = first.parent.parent
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(first.stat().st_mode) == 0o400
    copies.close()
    assert not folder.exists()
    library.close()


def test_copies_of_a_run_that_was_killed_are_removed(kept: tuple[Library, Attachment], tmp_path: Path) -> None:
    library, attachment = kept
    left = tmp_path / "oversight-attachments-999999999-abc"
    (left / "1").mkdir(parents=True)
    (left / "1" / "secret.pdf").write_bytes(b"x")
    (left / "1" / "secret.pdf").chmod(0o400)
    copies = AttachmentCopies(tmp_path)
    copies.copy(library, attachment)
    assert not left.exists()
    copies.close()
    library.close()


@pytest.mark.parametrize("name", ["a.exe", "a.bat", "a.sh", "a.docm", "a.lnk", "a", "a.pdf.exe", "a.html", "a.svg"])
def test_what_may_be_a_program_is_only_saved(name: str, kept: tuple[Library, Attachment], tmp_path: Path) -> None:
    library, attachment = kept
    program = Attachment(name, sha256=attachment.sha256)
    assert not can_open(program)
    copies = AttachmentCopies(tmp_path)
    with pytest.raises(KnownError, match="may be a program"):
        copies.copy(library, program)
    copies.close()
    write_out(library, program, tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == LETTER
    library.close()


def test_what_is_only_named_says_so(kept: tuple[Library, Attachment], tmp_path: Path) -> None:
    library, _ = kept
    with pytest.raises(KnownError, match="only named"):
        write_out(library, Attachment("a.pdf"), tmp_path / "a.pdf")
    with pytest.raises(KnownError):
        write_out(library, Attachment("a.pdf", sha256="0" * 64), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()
    library.close()


def test_a_file_beside_the_library_is_taken_if_it_is_the_one_that_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "record.oversight"
    path.parent.mkdir()
    create_library(path, "Record")
    library = Library.open(path)
    (path.parent / "letters").mkdir()
    (path.parent / "letters" / "a.pdf").write_bytes(LETTER)
    digest = hashlib.sha256(LETTER).hexdigest()
    write_out(library, Attachment("letters/a.pdf", sha256=digest), tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == LETTER
    # Neither another content, nor a file elsewhere
    (tmp_path / "b.pdf").write_bytes(LETTER)
    for wrong in (Attachment("letters/a.pdf", sha256="0" * 64), Attachment("../b.pdf", sha256=digest)):
        with pytest.raises(KnownError):
            write_out(library, wrong, tmp_path / "no.pdf")
    library.close()
    assert not (tmp_path / "no.pdf").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such links for everybody")
def test_what_is_removed_does_not_lead_anywhere_else(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"mine")
    secret.chmod(0o400)
    left = tmp_path / "oversight-attachments-999999999-abc"
    left.mkdir()
    (left / "a.pdf").symlink_to(secret)
    (tmp_path / "oversight-attachments-999999999-link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    remove_leftovers(tmp_path)
    assert not left.exists()
    assert (secret.read_bytes(), stat.S_IMODE(secret.stat().st_mode)) == (b"mine", 0o400)
    assert (tmp_path / "oversight-attachments-999999999-link").is_symlink(), "a link is nothing that we made"
