"""What stands on the screen, as text."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QTextEdit, QWidget

from oversight_viewer.ui.badges import MarkBadge, RespondentBadge, StatusPill
from oversight_viewer.ui.pieces import LinkButton, Runs
from oversight_viewer.ui.reader.kit import EntryLink


def shown(widget: QWidget, kind: type[QWidget] = QWidget) -> list[QWidget]:
    """The widgets of a kind below another one that are to be seen, in the order in which they were made."""
    return [child for child in widget.findChildren(kind) if child.isVisibleTo(widget)]


def words(widget: QWidget) -> list[str]:
    """The texts of all labels, links, badges and texts that are to be seen."""
    found = []
    for child in shown(widget):
        if isinstance(child, EntryLink):
            found += [child.words, child.accessibleDescription().rpartition(", ")[2]]
        elif isinstance(child, Runs | LinkButton):
            found.append(child.words)
        elif isinstance(child, QLabel):
            found.append(child.accessibleName() or child.text())
        elif isinstance(child, QTextEdit | QPlainTextEdit):
            found.append(child.toPlainText())
        elif isinstance(child, MarkBadge | RespondentBadge | StatusPill):
            found.append(child.accessibleName())
    return [text for text in found if text]


def link(widget: QWidget, text: str) -> QAbstractButton:
    """The one link with these words."""
    found = [child for child in shown(widget, LinkButton) if isinstance(child, LinkButton) and child.words == text]
    assert len(found) == 1, [child.words for child in shown(widget, LinkButton) if isinstance(child, LinkButton)]
    return found[0]
