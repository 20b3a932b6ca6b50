"""The files that ship with the application are found in a checkout, in a wheel and in a frozen build."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from oversight_viewer import resources

ROOT = Path(__file__).parents[1]
ASK = (
    "from oversight_viewer.resources import resource, sample_data\n"
    "print(resource('committees.json'))\n"
    "print(sample_data() / 'public-matters.jsonl')\n"
)


def test_in_a_checkout() -> None:
    assert resources.resource("committees.json") == ROOT / "resources" / "committees.json"
    assert resources.sample_data() == ROOT / "sample_data"


def test_in_a_wheel(tmp_path: Path) -> None:
    # GIVEN a wheel, built and unpacked far from the checkout
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
        names = archive.namelist()
    assert not [name for name in names if name.startswith("tests")]
    # WHEN it looks for its files THEN they are those of the wheel
    asked = subprocess.run(
        [sys.executable, "-c", ASK], cwd=tmp_path / "installed", capture_output=True, text=True, check=True
    )
    found = [Path(line) for line in asked.stdout.splitlines()]
    assert len(found) == 2
    assert all(path.is_file() and path.is_relative_to(tmp_path / "installed") for path in found)


def test_in_a_frozen_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("_resources", "_sample_data"):
        (tmp_path / "oversight_viewer" / folder).mkdir(parents=True)
    (tmp_path / "oversight_viewer" / "_resources" / "committees.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.resource("committees.json").is_relative_to(tmp_path)
    assert resources.sample_data().is_relative_to(tmp_path)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no-such-file\.txt"):
        resources.resource("no-such-file.txt")
