"""A window of its own in which somebody types a note without a pause, until the process is killed.

Started by test_kill_while_typing: ``typing_reader.py LIBRARY NOTEBOOK ENTRY``. After each keystroke it prints how many
characters are typed, and when.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId
from oversight_viewer.tasks.runner import Runner
from oversight_viewer.ui.reader.reader import Reader
from oversight_viewer.ui.theme import ThemeMode, ThemeSource, load_fonts

_EVERY_MS = 20
LETTERS = "What the witness said about the update servers. "


def main(library: str, notebook: str, entry: str) -> int:
    app = QApplication(sys.argv[:1])
    load_fonts()
    runner = Runner(Path(library), Path(notebook), "jo")
    reader = Reader(runner, ThemeSource(ThemeMode.LIGHT), MarkScheme())
    reader.resize(456, 900)
    reader.show()
    typed = 0

    def strike() -> None:
        nonlocal typed
        QTest.keyClicks(reader.composer.editor, LETTERS[typed % len(LETTERS)])
        typed += 1
        print(typed, time.monotonic(), flush=True)  # noqa: T201 - the test reads it

    timer = QTimer()
    timer.setInterval(_EVERY_MS)
    timer.timeout.connect(strike)

    def begin_typing(busy: bool) -> None:
        if not busy and not timer.isActive():
            timer.start()

    def begin() -> None:
        runner.busy_changed.connect(begin_typing)
        reader.write_note()

    reader.entry_shown.connect(begin)
    reader.show_entry(EntryId(entry))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
