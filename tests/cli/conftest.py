from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from oversight_viewer.cli.commands import cli
from oversight_viewer.sample import build_sample

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def sample_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def sample(sample_once: Path, tmp_path: Path) -> Path:
    """A sample library of the test's own."""
    return Path(shutil.copyfile(sample_once, tmp_path / "sample.oversight"))


@pytest.fixture
def run() -> Run:
    """Runs the command with some words; paths may be among them."""

    def with_words(*words: object, typed: str | None = None, code: int = 0) -> Result:
        result = CliRunner().invoke(cli, [str(word) for word in words], input=typed)
        assert result.exit_code == code, result.output
        return result

    return with_words


@pytest.fixture
def run_json(run: Run) -> Callable[..., Any]:
    """Runs the command with some words and ``--json``, and gives the document that it prints."""

    def with_words(*words: object, code: int = 0) -> Any:
        return json.loads(run(*words, "--json", code=code).stdout)

    return with_words
