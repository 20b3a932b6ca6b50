"""The part of the View menu that says how the record is looked at: alignment, order, density."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from operator import methodcaller
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from oversight_viewer.domain.views import Alignment, Density, Look, Order
from oversight_viewer.ui.board.reading import effective, is_ranked
from oversight_viewer.ui.commands import SEPARATOR, Command, Commands

if TYPE_CHECKING:
    from oversight_viewer.ui.board.board import Board

_ALIGNMENT_KEYS = {
    Alignment.DATE: "Alt+Shift+1",
    Alignment.INQUIRY: "Alt+Shift+2",
    Alignment.EXCHANGE: "Alt+Shift+3",
}
_ORDER_KEYS = {Order.BEST: "Ctrl+Shift+M"}


class LookMenu:
    """Three menus of which one line each is on, kept in step with the board.

    Args:
        commands: The actions of the window.
        menu: The View menu.
        board: Gives the board that is shown, None without one.
    """

    def __init__(self, commands: Commands, menu: QMenu, board: Callable[[], Board | None]) -> None:
        self._commands = commands
        self._board = board
        align = self._fill("Side &by side", menu, "alignment", [
            (item, item.label, _ALIGNMENT_KEYS[item], methodcaller("set_alignment", item))
            for item in Alignment
        ])  # fmt: skip
        order = self._fill("&Order", menu, "order", [
            (item, item.label, _ORDER_KEYS.get(item, ""), methodcaller("set_order", item))
            for item in Order
        ])  # fmt: skip
        turn = self._on_board(methodcaller("turn_order"))
        commands.fill(
            order,
            (SEPARATOR, Command("order", "&Turn the order of dates", turn, ("Ctrl+Shift+O",), needs_library=True)),
        )
        density = self._fill("&Density", menu, "density", [
            (item, item.label, "", methodcaller("set_density", item)) for item in Density
        ])  # fmt: skip
        switch = self._on_board(_switch_density)
        commands.fill(
            density,
            (SEPARATOR, Command("density", "Switch the &density", switch, ("Ctrl+Shift+D",), needs_library=True)),
        )
        for submenu in (align, order, density):
            menu.addMenu(submenu)

    def show(self, look: Look) -> None:
        """Check what is shown. Best matches can be chosen where there is a text to match, and have no alignment."""
        alignment = None if is_ranked(look) else look.alignment
        for item in Alignment:
            self._commands[f"alignment:{item.value}"].setChecked(item is alignment)
        for name, value in (("order", effective(look).order), ("density", look.density)):
            self._commands[f"{name}:{value.value}"].setChecked(True)
        self._commands[f"order:{Order.BEST.value}"].setEnabled(bool(look.filter.text.strip()))

    def _fill(
        self,
        title: str,
        parent: QMenu,
        name: str,
        choices: Iterable[tuple[StrEnum, str, str, Callable[[Board], object]]],
    ) -> QMenu:
        menu, group = QMenu(title, parent), QActionGroup(parent)
        if name == "alignment":
            group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for value, text, key, run in choices:
            command = f"{name}:{value.value}"
            keys = (key,) if key else ()
            on_board = self._on_board(run)
            self._commands.fill(menu, (Command(command, text, on_board, keys, needs_library=True, checked=False),))
            group.addAction(self._commands[command])
        return menu

    def _on_board(self, run: Callable[[Board], object]) -> Callable[[], object]:
        def act() -> None:
            board = self._board()
            if board is not None:
                run(board)

        return act


def _switch_density(board: Board) -> None:
    is_compact = board.look.density is Density.COMPACT
    board.set_density(Density.COMFORTABLE if is_compact else Density.COMPACT)
