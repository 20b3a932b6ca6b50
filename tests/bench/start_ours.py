"""Starts the application on a library as its command does, says when the first cards stand on the screen, and ends."""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractItemView, QMainWindow

from oversight_viewer.cli import main
from oversight_viewer.ui.main_window import MainWindow


def has_cards(view: QAbstractItemView) -> bool:
    model = view.model()
    cells = (model.index(row, column) for row in range(min(3, model.rowCount())) for column in range(3))
    return any(cell.data() is not None for cell in cells)


def paint_and_look(window: MainWindow, event: QEvent) -> bool:
    taken = QMainWindow.event(window, event)
    page = window.page
    if event.type() == QEvent.Type.UpdateRequest and page is not None and has_cards(page.board.view):
        clock = (time.monotonic_ns() - int(os.environ["BENCH_BEGAN"])) / 1e6
        sys.stdout.write(f"{clock} {time.process_time() * 1000}\n")
        sys.stdout.flush()
        os._exit(0)  # how long it takes to close is not the question
    return taken


setattr(MainWindow, "event", paint_and_look)  # noqa: B010 - the window is watched from outside
sys.exit(main(sys.argv[1:]))
