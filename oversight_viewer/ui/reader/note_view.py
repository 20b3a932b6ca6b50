"""One note, as it is read: its text beside a bar, who wrote it and when, its tags."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oversight_viewer.domain.annotations import Note, NoteVersion
from oversight_viewer.domain.search_tree import Field
from oversight_viewer.ui.badges import chip_size, paint_chip
from oversight_viewer.ui.flow import FlowLayout
from oversight_viewer.ui.pieces import IconButton, text_label
from oversight_viewer.ui.reader.browser import SafeTextBrowser
from oversight_viewer.ui.reader.words import note_signature
from oversight_viewer.ui.theme import Theme

_LINE = 20


class Chip(QWidget):
    """A tag that can't be changed here."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._text = text
        self.setFixedSize(chip_size(theme, text))
        self.setAccessibleName(f"Tag {text}")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        paint_chip(QPainter(self), QPoint(0, 0), self._theme, self._text)


class VersionView(QWidget):
    """One version of a note. The text shows as it was typed until it comes back rendered."""

    edit_requested = Signal()
    delete_requested = Signal()
    link_activated = Signal(QUrl)

    def __init__(self, theme: Theme, version: NoteVersion, me: str) -> None:
        super().__init__()
        self._theme = theme
        self.version = version
        self._bar = theme.color("hl-yellow-bar")
        self._text = SafeTextBrowser(field=Field.NOTES)
        self._text.setAccessibleName("Note")
        self._text.link_activated.connect(self.link_activated)
        self._text.show_plain(version.text, theme, theme.font("meta"), theme.px(_LINE), ink="text2")
        px = theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(px(11), 0, 0, px(1))
        box.setSpacing(px(2))
        box.addWidget(self._text)
        foot = QHBoxLayout()
        foot.setSpacing(px(2))
        words = QWidget()
        flow = FlowLayout(words, gap=px(6), line_gap=px(3))
        flow.addWidget(text_label(theme, note_signature(version.author, version.at, me), "label", "text3", wrap=False))
        for tag in version.tags:
            flow.addWidget(Chip(theme, tag))
        foot.addWidget(words, 1)
        self.edit_button = self._button("pencil", "Edit this note", self.edit_requested)
        self.delete_button = self._button("trash", "Delete this note", self.delete_requested)
        foot.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.edit_button)
        foot.addWidget(self.delete_button)
        box.addLayout(foot)

    @property
    def browser(self) -> SafeTextBrowser:
        return self._text

    def show_html(self, html: str) -> None:
        """Show the text as it was rendered."""
        theme = self._theme
        self._text.show_html(html, theme, theme.font("meta"), theme.px(_LINE), ink="text2")

    def _button(self, name: str, words: str, signal: SignalInstance) -> IconButton:
        button = IconButton(name, words)
        button.set_theme(self._theme, "text3", size=24)
        button.setIconSize(QSize(self._theme.px(14), self._theme.px(14)))
        button.clicked.connect(signal)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole is small
        QPainter(self).fillRect(QRect(0, 0, 2, self.height()), self._bar)


class NoteView(QWidget):
    """A note with all versions of it that nobody has replaced, the latest last."""

    edit_requested = Signal(object, object)  # Note, NoteVersion
    delete_requested = Signal(object)  # Note
    link_activated = Signal(QUrl)

    def __init__(self, theme: Theme, note: Note, me: str) -> None:
        super().__init__()
        self.note = note
        px = theme.px
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        if len(note.versions) > 1:
            told = f"{len(note.versions)} versions of this note were written apart. Both are kept."
            if len(note.versions) > 2:
                told = told.replace("Both", "All")
            box.addWidget(text_label(theme, told, "label", "warn"))
        self.versions = [VersionView(theme, version, me) for version in note.versions]
        for view in self.versions:
            view.edit_requested.connect(lambda view=view: self.edit_requested.emit(self.note, view.version))
            view.delete_requested.connect(lambda: self.delete_requested.emit(self.note))
            view.link_activated.connect(self.link_activated)
            box.addWidget(view)
