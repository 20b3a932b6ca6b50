"""What stands in the status bar of the window: how many records, how many chosen, and how they are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from oversight_viewer.ui.icons import icon
from oversight_viewer.ui.theme import Theme


class StatusLine:
    """Fills a status bar, and says there what the window has to say all the time.

    Args:
        bar: The status bar of the window.
    """

    def __init__(self, bar: QStatusBar) -> None:
        self._bar = bar
        self._count, self._selection = QLabel(), QLabel()
        self._saved, self._read_only = QLabel(), QLabel("Read-only library")
        self._saved_icon, self._offline_icon, self._offline = QLabel(), QLabel(), QLabel("Offline")
        self._lines = QLabel(), QLabel()
        self._read_only.setToolTip("The library can't be written here. Your notes are saved in the notebook.")
        self._offline.setToolTip("The application makes no network connection.")
        bar.setSizeGripEnabled(False)
        self._rows = [QHBoxLayout(), QHBoxLayout()]
        left, right = self._rows
        for label in (self._count, self._selection):
            left.addWidget(label)
        after_read_only, after_saved = self._lines
        for label in (
            self._read_only, after_read_only, self._saved_icon, self._saved, after_saved,
            self._offline_icon, self._offline,
        ):  # fmt: skip
            right.addWidget(label)
        for label in (self._count, self._selection, self._saved, self._read_only, self._offline):
            label.setProperty("ink", "text2")
        for row, add in ((left, bar.addWidget), (right, bar.addPermanentWidget)):
            holder = QWidget()
            holder.setLayout(row)
            add(holder)

    def apply_theme(self, theme: Theme) -> None:
        px = theme.px
        for label, name, token in (
            (self._offline_icon, "laptop", "text3"),
            (self._saved_icon, "check_circle", "good"),
        ):
            label.setPixmap(icon(name, theme.color(token), px(14)).pixmap(px(14), px(14)))
        for label in (self._count, self._selection, self._saved, self._read_only, self._offline):
            label.setFont(theme.font("label"))
        for line in self._lines:
            line.setFixedSize(px(17), px(14))
            line.setPixmap(_upright_line(theme))
        for row in self._rows:
            row.setContentsMargins(px(12), 0, px(12), 0)
            row.setSpacing(px(6))
        self._bar.setFixedHeight(px(26))

    def show_open(self, *, is_open: bool) -> None:
        """Show what belongs to an open library, or say that none is open."""
        for label in (self._selection, self._saved, self._saved_icon, self._lines[1]):
            label.setVisible(is_open)
        if not is_open:
            self.show_read_only(read_only=False)
            self._count.setText("No library open")

    def show_read_only(self, *, read_only: bool) -> None:
        for label in (self._read_only, self._lines[0]):
            label.setVisible(read_only)

    def show_count(self, count: int | None, total: int | None) -> None:
        """Say how many records are shown, and how many there are; None stands for a number not known yet."""
        shown, all_of = ("…" if value is None else f"{value:,}" for value in (count, total))
        self._count.setText(f"{shown} of {all_of} records")

    def show_save_state(self, words: str) -> None:
        self._saved.setText(words)
        self._saved_icon.setVisible(words.startswith("All"))

    def show_selection(self, selected: list[object]) -> None:
        self._selection.setText(f"{len(selected):,} selected" if selected else "")


def _upright_line(theme: Theme) -> QPixmap:
    """A line between two things that the status bar says."""
    picture = QPixmap(theme.px(17), theme.px(14))
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.fillRect(picture.width() // 2, 0, 1, picture.height(), theme.color("line"))
    return picture
