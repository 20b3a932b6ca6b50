"""The menus of the window as a table: what each command is called, which key it has, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

READ_ONLY = "This library can't be written: copy it to a folder of yours, and open the copy."
"""Why a command that changes the library cannot run."""


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu.

    Args:
        name: Its name in the code; unique in the window.
        text: Its words.
        run: What it does.
        keys: Its keys, the first one is shown.
        needs_library: Whether it can only run while a library is open.
        needs_writing: Whether it can only run while a library is open that can be written.
        checked: For a switch: whether it is on at the start.
    """

    name: str
    text: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    needs_library: bool = False
    needs_writing: bool = False
    checked: bool | None = None


SEPARATOR = None
Entries = Sequence[Command | None]


class Commands:
    """The actions of a window, by name."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._for_library: list[QAction] = []
        self._for_writing: list[QAction] = []
        self._is_open = False
        self._is_writable = True

    def add_menu(self, title: str, entries: Entries) -> QMenu:
        """Append a menu to the menu bar."""
        menu = self._window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)  # only commands that cannot run have one
        self.fill(menu, entries)
        return menu

    def fill(self, menu: QMenu, entries: Entries) -> None:
        """Append commands to a menu; None draws a line."""
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            else:
                menu.addAction(self._make(entry))

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def with_keys(self) -> list[tuple[str, tuple[str, ...]]]:
        """Words and first keys of the commands that have some, in the order of the menus."""
        found = []
        for action in self._actions.values():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            if keys:
                # "Ctrl++" is Ctrl and the plus sign.
                parts = keys.replace("++", "+plus").split("+")
                words = action.text().replace("&", "").rstrip("…")
                found.append((words, tuple("+" if part == "plus" else part for part in parts)))
        return found

    def set_library_open(self, is_open: bool) -> None:
        """Enable what can run."""
        self._is_open = is_open
        for action in self._for_library:
            action.setEnabled(is_open)
        self._show_writable()

    @property
    def is_writable(self) -> bool:
        """Whether what is open can be written."""
        return self._is_writable

    def set_writable(self, writable: bool) -> None:
        """Enable what changes the library, or say why it cannot run."""
        self._is_writable = writable
        self._show_writable()

    def _show_writable(self) -> None:
        for action in self._for_writing:
            action.setEnabled(self._is_open and self._is_writable)
            why = "" if self._is_writable or not self._is_open else READ_ONLY
            action.setToolTip(why)
            action.setStatusTip(why)

    def _make(self, command: Command) -> QAction:
        action = QAction(command.text, self._window)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        if command.checked is not None:
            action.setCheckable(True)
            action.setChecked(command.checked)
        action.triggered.connect(lambda _checked=False: command.run())
        # On macOS Qt moves entries by their words; here each stays where the table puts it.
        action.setMenuRole(QAction.MenuRole.NoRole)
        self._actions[command.name] = action
        if command.needs_writing:
            self._for_writing.append(action)
            action.setEnabled(False)
        if command.needs_library:
            self._for_library.append(action)
            action.setEnabled(False)
        return action
