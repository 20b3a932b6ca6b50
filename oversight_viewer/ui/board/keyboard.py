"""Which keys move about on the board."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from oversight_viewer.ui.board.navigation import Move

BY_KEYBOARD = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)
"""Ways in which focus comes that show its ring."""

KEYS = {
    Qt.Key.Key_Up: Move.UP,
    Qt.Key.Key_Down: Move.DOWN,
    Qt.Key.Key_Left: Move.LEFT,
    Qt.Key.Key_Right: Move.RIGHT,
    Qt.Key.Key_Home: Move.FIRST,
    Qt.Key.Key_End: Move.LAST,
    Qt.Key.Key_PageUp: Move.PAGE_UP,
    Qt.Key.Key_PageDown: Move.PAGE_DOWN,
}
OPENING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
"""What reads the card that has the focus."""

_ACTION = QAbstractItemView.CursorAction
ACTIONS = {
    _ACTION.MoveUp: Move.UP,
    _ACTION.MovePrevious: Move.UP,
    _ACTION.MoveDown: Move.DOWN,
    _ACTION.MoveNext: Move.DOWN,
    _ACTION.MoveLeft: Move.LEFT,
    _ACTION.MoveRight: Move.RIGHT,
    _ACTION.MoveHome: Move.FIRST,
    _ACTION.MoveEnd: Move.LAST,
    _ACTION.MovePageUp: Move.PAGE_UP,
    _ACTION.MovePageDown: Move.PAGE_DOWN,
}
