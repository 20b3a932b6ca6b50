"""The history of an entry: what it said at each time, who said it, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from oversight_viewer.domain.characters import clean_text
from oversight_viewer.domain.entry_diff import FieldChange, Piece, changes_between
from oversight_viewer.domain.kinds import kind_label
from oversight_viewer.domain.saving import Revision
from oversight_viewer.ui.pieces import text_label
from oversight_viewer.ui.plain_table import plain_list
from oversight_viewer.ui.theme import Theme, ThemeSource

_LIST = 250
_MOST_SHOWN = 60_000
"""Characters of the changes that are laid out; a transcript that was replaced would take long."""


class EntryHistory(QWidget):
    """Revisions, newest first, and what each changed.

    Args:
        theme_source: Colours and sizes.
    """

    restore_requested = Signal(int)
    """The user wants the entry to say again what it said in the revision of this number."""

    def __init__(self, theme_source: ThemeSource) -> None:
        super().__init__()
        theme = theme_source.theme
        self._theme = theme
        self._revisions: tuple[Revision, ...] = ()
        self.list = plain_list(theme, "Revisions", _LIST)
        self.changes = QTextEdit()
        self.changes.setReadOnly(True)
        self.changes.setAccessibleName("What changed")
        self.restore_button = QPushButton("Bring this back")
        self.restore_button.setAutoDefault(False)
        self.restore_button.clicked.connect(self._restore)
        right = QVBoxLayout()
        right.setSpacing(theme.px(8))
        right.addWidget(self.changes, 1)
        foot = QHBoxLayout()
        foot.addWidget(
            text_label(theme, "It becomes a new revision; nothing of the history is lost.", "label", "text3"), 1
        )
        foot.addWidget(self.restore_button)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.list.currentRowChanged.connect(self._show)
        self.restore_button.setEnabled(False)

    def set_revisions(self, revisions: Sequence[Revision]) -> None:
        """Show these, oldest first as they are given."""
        self._revisions = tuple(reversed(revisions))
        self.list.clear()
        for revision in self._revisions:
            self.list.addItem(_label(revision))
        if self._revisions:
            self.list.setCurrentRow(0)

    def _show(self, row: int) -> None:
        if row < 0:
            return
        revision = self._revisions[row]
        self.restore_button.setEnabled(not revision.is_current)
        if row + 1 == len(self._revisions):
            self.changes.setHtml(_paragraph(self._theme, "This is how it was first recorded."))
            return
        found = changes_between(self._revisions[row + 1].entry, revision.entry)
        self.changes.setHtml(_html(self._theme, found))

    def _restore(self) -> None:
        self.restore_requested.emit(self._revisions[self.list.currentRow()].number)


def _label(revision: Revision) -> str:
    by = f"import {revision.by}" if isinstance(revision.by, int) else revision.by
    state = " (as it stands)" if revision.is_current else " (removed)" if revision.is_removed else ""
    return f"Revision {revision.number}{state}\n{revision.saved_at.astimezone():%d %b %Y, %H:%M}, {clean_text(by)}"


def _paragraph(theme: Theme, words: str) -> str:
    return f"<p style='color:{theme.tokens['text2']}'>{escape(words)}</p>"


def _html(theme: Theme, changes: Sequence[FieldChange]) -> str:
    if not changes:
        return _paragraph(theme, "Nothing changed in what it says.")
    parts: list[str] = []
    room = _MOST_SHOWN
    for change in changes:
        parts.append(f"<p><b>{escape(kind_label(change.field))}</b></p>")
        shown: list[str] = []
        for piece, text in change.pieces:
            shown.append(_piece(theme, piece, text[: max(0, room)]))
            room -= len(text)
        parts.append(f"<p style='white-space:pre-wrap'>{''.join(shown)}</p>")
    if room < 0:
        parts.append(_paragraph(theme, "There is more than can be shown here."))
    return "".join(parts)


def _piece(theme: Theme, piece: Piece, text: str) -> str:
    words = escape(clean_text(text))
    tokens = theme.tokens
    if piece is Piece.GONE:
        return f"<s style='color:{tokens['bad']}; background:{tokens['bad-tint']}'>{words}</s>"
    if piece is Piece.NEW:
        return f"<u style='color:{tokens['good']}; background:{tokens['good-tint']}'>{words}</u>"
    return f"<span style='color:{tokens['text2']}'>{words}</span>"
