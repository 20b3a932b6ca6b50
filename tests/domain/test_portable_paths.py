"""Paths of files from elsewhere are safe on every system, and stay as they are where they are so already."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oversight_viewer.domain.entry_json import is_safe_relative_path
from oversight_viewer.domain.portable_paths import portable_path, split_ending


@pytest.mark.parametrize(
    "path",
    ["letter.pdf", "0a1b2c3d4e5f/Letter of March 5.pdf", "a/b/c", "Überblick (2).docx", "produção.csv", "concord.txt"],
)
def test_what_is_safe_stays(path: str) -> None:
    assert portable_path(path) == path


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("a\\b.pdf", "a/b.pdf"),
        ("./a//b.pdf", "a/b.pdf"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:/autoexec.bat", "C_/autoexec.bat"),
        (".ssh/authorized_keys", "_.ssh/authorized_keys"),
        ("what? <1>.pdf", "what_ _1_.pdf"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        ("CON", "_CON"),
        ("sub/nul.txt", "sub/_nul.txt"),
        ("ends with dots...", "ends with dots_"),
        (" blanks ", "blanks"),
        ("lib.oversight-journal", "lib.oversight-journal_"),
        ("lib.OVERSIGHT", "lib.OVERSIGHT_"),
        ("lib.notebook", "lib.notebook_"),
        ("x.db-wal", "x.db-wal_"),
        ("", "attachment"),
        ("..", "attachment"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("1/2/3/4/5/6/7/8/9/10", "3/4/5/6/7/8/9/10"),
    ],
)
def test_what_is_not_becomes_so(path: str, safe: str) -> None:
    assert portable_path(path) == safe


@given(st.text() | st.text(alphabet="./\\: aC-ON~\ud800", max_size=30))
@example("a" * 149 + "é.pdf")
@example("x.db-wal" + "y" * 200)
def test_every_path_becomes_a_safe_one(path: str) -> None:
    safe = portable_path(path)
    assert is_safe_relative_path(safe)
    assert portable_path(safe) == safe
    for name in safe.split("/"):
        assert name == name.strip()
        assert not name.startswith(".")
        assert not name.endswith(".")
        assert 0 < len(name.encode("utf-8")) <= 170


@pytest.mark.parametrize(
    ("name", "parts"),
    [("a.pdf", ("a", ".pdf")), ("a.b.pdf", ("a.b", ".pdf")), (".a", (".a", "")), ("a", ("a", "")),
     ("a." + "b" * 30, ("a." + "b" * 30, ""))],
)  # fmt: skip
def test_endings(name: str, parts: tuple[str, str]) -> None:
    assert split_ending(name) == parts
