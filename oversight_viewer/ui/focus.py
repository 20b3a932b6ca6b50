"""Which pane has the keyboard, and giving it to another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


def has_focus(pane: QWidget) -> bool:
    """Whether a pane, or anything in it, has the keyboard of its window."""
    focus = pane.window().focusWidget()
    return focus is not None and (focus is pane or pane.isAncestorOf(focus))


def give_focus(pane: QWidget, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
    """Give the keyboard to a pane: to itself if it takes it, else to the first part of it that does."""
    if pane.focusPolicy() & Qt.FocusPolicy.TabFocus or pane.focusProxy() is not None:
        pane.setFocus(reason)
        return
    for part in pane.findChildren(QWidget):
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisibleTo(pane) and part.isEnabled():
            part.setFocus(reason)
            return


def claim_key(event: QEvent, key: Qt.Key) -> bool:
    """Keep a key that is also a shortcut of the window for the widget that has the keyboard.

    To be called from ``event()``, as Qt asks the widget before it runs a shortcut.

    Returns:
        Whether the event asked about that key, and is answered.
    """
    asks = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == key
    if asks:
        event.accept()
    return asks
