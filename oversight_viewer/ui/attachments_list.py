"""The files of an entry while it is edited: which there are, new ones, and those that are taken out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from oversight_viewer.domain.characters import clean_line
from oversight_viewer.domain.records import Attachment
from oversight_viewer.ui.pieces import text_label
from oversight_viewer.ui.plain_table import plain_list
from oversight_viewer.ui.theme import ThemeSource


class AttachmentsList(QWidget):
    """The attachments of an entry. Files that are added are named here, and kept when the entry is saved.

    Args:
        theme_source: Colours and sizes.
    """

    changed = Signal()

    def __init__(self, theme_source: ThemeSource) -> None:
        super().__init__()
        theme = theme_source.theme
        self.kept: list[Attachment] = []
        self.added: list[Path] = []
        self.list = plain_list(theme, "Attachments")
        self.setAcceptDrops(False)
        told = "Files are copied into the library when the record is saved; the originals stay where they are."
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(8))
        box.addWidget(text_label(theme, told, "label", "text3"))
        box.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.add_button = QPushButton("Add files…")
        self.remove_button = QPushButton("Take out")
        for button, run in ((self.add_button, self._choose), (self.remove_button, self._remove)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, run=run: run())
            row.addWidget(button)
        row.addStretch(1)
        box.addLayout(row)
        self.list.currentRowChanged.connect(lambda place: self.remove_button.setEnabled(place >= 0))
        self.remove_button.setEnabled(False)

    def set_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Show those of an entry."""
        self.kept, self.added = list(attachments), []
        self._show()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Have files kept with the entry, each once."""
        self.added += [path for path in paths if path not in self.added]
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.list.clear()
        for item in self.kept:
            gone = "" if item.sha256 is not None else " (only named, not kept in the library)"
            self.list.addItem(clean_line(item.title or item.path) + gone)
        for path in self.added:
            self.list.addItem(f"{clean_line(path.name)} (new)")

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Attach files")
        if names:
            self.add_files([Path(name) for name in names])

    def _remove(self) -> None:
        place = self.list.currentRow()
        if place < len(self.kept):
            del self.kept[place]
        else:
            del self.added[place - len(self.kept)]
        self._show()
        self.changed.emit()
