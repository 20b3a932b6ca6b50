"""What format a file is."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.importing.endings import ENDINGS
from oversight_viewer.importing.registry import by_name, detect, formats

GOOD = b'{"id": "a", "kind": "letter", "title": "A letter"}\n'


def test_formats_are_found_by_name() -> None:
    assert [by_name(item.name) for item in formats()] == list(formats())
    with pytest.raises(KnownError, match="no format excel") as caught:
        by_name("excel")
    assert "interchange" in caught.value.todo


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("record", GOOD),
        ("record.txt", b"\xef\xbb\xbf\n\n" + GOOD),
        ("record.bin", gzip.compress(GOOD, mtime=0)),
        ("record.txt", b"{broken\n" * 5 + GOOD),
        ("record.txt", b'{"lane": "action"}\n'),
        # So that each line gets its reason.
        ("record.jsonl", b"nothing but words\n"),
        ("record.jsonl", b'{"id": "a"}\n'),
        ("record.JSONL.gz", gzip.compress(b"[]\n", mtime=0)),
        ("record.jsonl", b""),
        ("record.ndjson", b"\n \n"),
    ],
)
def test_the_interchange_format_is_told_by_its_content(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert detect(tmp_path / name).name == "interchange"


def a_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("record.jsonl", GOOD)


@pytest.mark.parametrize(
    ("name", "data", "words", "advice"),
    [
        ("notes.txt", b"nothing but words\n", "in no format that is known", "interchange"),
        ("empty.txt", b"", "is empty", "another file"),
        ("blank.txt", b" \n\n", "is empty", "another file"),
        ("list.json", b"[" + GOOD.strip() + b"]", "in no format that is known", "a line of its own"),
        ("pretty.json", b'{\n  "title": "A letter"\n}\n', "in no format that is known", "a line of its own"),
        ("other.json", b'{"somethingElse": {"title": "A hearing"}}', "in no format that is known", "interchange"),
        ("other.xml", b"<something-else/>\n", "in no format that is known", "interchange"),
        ("zip.jsonl", None, "in no format that is known", "interchange"),
        ("utf16.jsonl", GOOD.decode().encode("utf-16"), "UTF-16", "UTF-8"),
        ("cut.jsonl.gz", gzip.compress(GOOD, mtime=0)[:-3], "damaged", "again"),
    ],
)
def test_what_is_not_known_is_said_with_what_to_do(
    tmp_path: Path, name: str, data: bytes | None, words: str, advice: str
) -> None:
    path = tmp_path / name
    if data is None:
        a_zip(path)
    else:
        path.write_bytes(data)
    with pytest.raises(KnownError, match=words) as caught:
        detect(path)
    assert advice in caught.value.todo


def test_a_long_file_is_only_begun(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    # Damage far behind the beginning is for the reader to find.
    packed = gzip.compress(GOOD * 200_000, compresslevel=1, mtime=0)
    path.write_bytes(packed[:-5])
    assert detect(path).name == "interchange"
    path.write_bytes((b"x" * 1000 + b"\n") * 6000 + GOOD)
    with pytest.raises(KnownError, match="no format"):
        detect(path)


def test_the_endings_that_dialogs_show_are_those_of_the_formats() -> None:
    assert set(ENDINGS) == {ending for item in formats() for ending in item.endings}
    assert len(set(ENDINGS)) == len(ENDINGS)
