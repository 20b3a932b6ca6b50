"""The least that a window of PySide6 can be: says when it stands on the screen, and ends. Compared with our start."""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget


class Window(QMainWindow):
    def event(self, event: QEvent) -> bool:
        taken = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            clock = (time.monotonic_ns() - int(os.environ["BENCH_BEGAN"])) / 1e6
            sys.stdout.write(f"{clock} {time.process_time() * 1000}\n")
            QApplication.quit()
        return taken


app = QApplication([])
window = Window()
window.setCentralWidget(QTableWidget(0, 3))
window.resize(1600, 1000)
window.show()
app.exec()
