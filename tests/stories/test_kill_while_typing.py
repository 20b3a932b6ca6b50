"""Whoever's machine dies while a note is typed loses at most the last second."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from oversight_viewer.domain.records import EntryId
from oversight_viewer.storage.notebook import Notebook
from tests.storage.helpers import an_entry, make_library
from tests.stories.typing_reader import LETTERS

ROOT = Path(__file__).resolve().parents[2]
ENTRY = "letter"


@pytest.mark.parametrize("strokes", [70, 150])
def test_killing_the_process_loses_at_most_a_second_of_typing(tmp_path: Path, strokes: int) -> None:
    # GIVEN a library that is open in a window of its own, in which somebody types a note
    library = make_library(tmp_path / "record.oversight", [an_entry(ENTRY, kind="letter", body="We ask.")])
    notebook = tmp_path / "record.notebook"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.stories.typing_reader", str(library), str(notebook), ENTRY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as window:
        assert window.stdout is not None
        typed: list[tuple[int, float]] = []
        for line in window.stdout:
            count, moment = line.split()
            typed.append((int(count), float(moment)))
            if len(typed) == strokes:
                break
        # WHEN the process is killed in the middle of the typing
        window.kill()
    assert window.returncode != 0

    # THEN everything up to a second before the last keystroke that was seen is in the notebook
    last = typed[-1][1]
    safe = max(count for count, moment in typed if moment <= last - 1.0)
    assert safe > 0, "the typing must go on for longer than the second that may be lost"
    with closing(Notebook.open(notebook, author="jo")) as reopened:
        (note,) = reopened.notes()[EntryId(ENTRY)].notes
    text = note.latest.text
    assert len(text) >= safe
    assert text == (LETTERS * (1 + len(text) // len(LETTERS)))[: len(text)]
    assert len(note.versions) == 1
