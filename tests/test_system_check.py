"""The check that names missing system libraries."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from oversight_viewer import system_check

LISTING = """
	linux-vdso.so.1 (0x00007ffd)
	libxcb-cursor.so.0 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
	libEGL.so.1 => not found
"""


def test_what_the_linker_misses_is_found_in_its_listing() -> None:
    assert system_check.missing_of_listing(LISTING) == {"libxcb-cursor.so.0", "libEGL.so.1"}


def test_packages_are_named_and_unknown_libraries_are_not_hidden() -> None:
    packages, unknown = system_check.packages_of(
        {"libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0", "libnew.so.9"}
    )
    assert packages == ["libegl1", "libglib2.0-0"]
    assert unknown == ["libnew.so.9"]


@pytest.mark.skipif(shutil.which("ldd") is None, reason="asks the dynamic linker of Linux")
def test_a_library_that_asks_for_a_missing_one_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    tool = folder / "ldd"
    tool.write_text("#!/bin/sh\necho '	libxcb-cursor.so.0 => not found'\n", encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    assert system_check.main([]) == 1
    said = capsys.readouterr().err
    assert "libxcb-cursor.so.0" in said
    assert "sudo apt-get install -y libxcb-cursor0" in said


def test_where_no_package_can_be_installed_the_command_is_still_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = tmp_path / "ldd"
    tool.write_text("#!/bin/sh\necho '	libEGL.so.1 => not found'\n", encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system_check.main(["--install"]) == 1
    said = capsys.readouterr().err
    assert "did not work" in said
    assert "sudo apt-get install -y libegl1" in said
