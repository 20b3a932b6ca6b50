"""The menus of the window: every command that it has, with its words and keys."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from oversight_viewer.domain.kinds import LANES
from oversight_viewer.ui.commands import SEPARATOR, Command, Commands
from oversight_viewer.ui.keeping import Keeping
from oversight_viewer.ui.look_menu import LookMenu
from oversight_viewer.ui.theme import ThemeMode, ThemeSource

if TYPE_CHECKING:
    from oversight_viewer.ui.main_window import MainWindow

TEXT_SIZES = (100, 125, 150, 175, 200)
_THEMES = (
    ("System", ThemeMode.SYSTEM),
    ("Light", ThemeMode.LIGHT),
    ("Dark", ThemeMode.DARK),
    ("High contrast", ThemeMode.CONTRAST),
)
Choice = tuple[str, str, Callable[[], object]]


def add_menus(window: MainWindow, commands: Commands, theme_source: ThemeSource) -> None:
    """Fill the menu bar of a window."""
    _add_file(window, commands)
    _add_edit(window, commands)
    _add_view(window, commands, theme_source)
    _add_go(window, commands)
    _add_record(window, commands)
    commands.add_menu("&Help", (
        Command("keys", "&Keys", window.keys_requested.emit, ("F1",)),
        Command("places", "&Where things live", window.places_requested.emit),
        Command("about", "&About Oversight Viewer", window.about_requested.emit),
    ))  # fmt: skip


def _add_file(window: MainWindow, commands: Commands) -> None:
    commands.add_menu("&File", (
        Command("new", "&New library…", window.new_requested.emit, ("Ctrl+N",)),
        Command("open", "&Open library…", window.open_requested.emit, ("Ctrl+O",)),
        Command("sample", "Open the &sample record", window.sample_requested.emit),
        SEPARATOR,
        Command("import", "&Import records…", window.import_requested.emit, ("Ctrl+I",), needs_library=True),
        Command("imports", "Im&ports…", partial(window.keeping_requested.emit, Keeping.IMPORTS), needs_library=True),
        Command("memo", "Export &memo…", window.memo_requested.emit, ("Ctrl+E",), needs_library=True),
        Command("export", "E&xport records…", window.export_requested.emit, ("Ctrl+Shift+E",), needs_library=True),
        SEPARATOR,
        Command("close", "&Close library", window.close_library_requested.emit, ("Ctrl+W",), needs_library=True),
        Command("quit", "&Quit", window.close, ("Ctrl+Q",)),
    ))  # fmt: skip


def _add_edit(window: MainWindow, commands: Commands) -> None:
    commands.add_menu("&Edit", (
        Command("undo", "&Undo", window.undo, ("Ctrl+Z",), needs_library=True),
        SEPARATOR,
        Command("find", "&Search the record", window.focus_search, ("Ctrl+F", "/"), needs_library=True),
        Command("next_match", "&Next match", partial(window.go_to_match, 1), ("F3", "Ctrl+G"), needs_library=True),
        Command("previous_match", "&Previous match", partial(window.go_to_match, -1), ("Shift+F3", "Ctrl+Shift+G"),
                needs_library=True),
        Command("clear", "&Clear all filters", window.clear_filter, ("Ctrl+Shift+L",), needs_library=True),
    ))  # fmt: skip


def _add_view(window: MainWindow, commands: Commands, theme_source: ThemeSource) -> None:
    menu = commands.add_menu("&View", (
        Command("sidebar", "&Filters", window.toggle_sidebar, ("F9",), needs_library=True),
        Command("reader", "&Reader", window.toggle_reader, ("Shift+F9",), needs_library=True),
        Command("timeline", "T&imeline", window.toggle_timeline, needs_library=True),
        Command("save_view", "&Save view…", window.save_view, ("Ctrl+D",), needs_library=True),
        SEPARATOR,
    ))  # fmt: skip
    window.look_menu = LookMenu(commands, menu, lambda: None if window.page is None else window.page.board)
    commands.fill(menu.addMenu("&Lane"), [
        Command(f"lane:{lane.value}", f"Show {lane.heading.lower()}", partial(window.show_lane, lane.number),
                (f"Alt+{lane.number + 1}",), needs_library=True)
        for lane in LANES
    ])  # fmt: skip
    menu.addSeparator()
    themes = [(text, mode.value, partial(window.set_theme, mode)) for text, mode in _THEMES]
    _add_choices(window, commands, menu.addMenu("T&heme"), "theme", themes, theme_source.mode.value)
    sizes = [(f"{percent} %", str(percent), partial(window.set_text_size, percent)) for percent in TEXT_SIZES]
    percent = str(round(theme_source.text_scale * 100))
    _add_choices(window, commands, menu.addMenu("Text &size"), "text", sizes, percent)
    commands.fill(menu, (
        SEPARATOR,
        Command("larger", "&Larger text", partial(window.step_text, 1), ("Ctrl++", "Ctrl+=")),
        Command("smaller", "S&maller text", partial(window.step_text, -1), ("Ctrl+-",)),
        Command("full_screen", "F&ull screen", window.toggle_full_screen, ("F11",)),
    ))  # fmt: skip


def _add_go(window: MainWindow, commands: Commands) -> None:
    # On macOS Alt and an arrow move by words in every text field.
    back, forward = ("Ctrl+[", "Ctrl+]") if sys.platform == "darwin" else ("Alt+Left", "Alt+Right")
    commands.add_menu("&Go", (
        Command("back", "&Back", window.go_back, (back, "Back"), needs_library=True),
        Command("forward", "&Forward", window.go_forward, (forward, "Forward"), needs_library=True),
    ))  # fmt: skip


def _add_record(window: MainWindow, commands: Commands) -> None:
    keep = window.keeping_requested.emit
    commands.add_menu("&Record", (
        Command("new_record", "Ne&w record…", partial(keep, Keeping.NEW), ("Ctrl+Shift+N",), needs_writing=True),
        Command("edit_record", "&Edit record…", partial(keep, Keeping.EDIT), ("E", "F2"), needs_writing=True),
        Command("companies", "C&ompanies…", partial(keep, Keeping.COMPANIES), needs_library=True),
        Command("health", "Chec&k the record…", partial(keep, Keeping.HEALTH), needs_library=True),
        SEPARATOR,
        Command("annotate", "Write a &note", window.annotate, ("A",), needs_library=True),
        Command("flag", "&Flag or unflag", window.flag, ("F",), needs_library=True),
        Command("citation", "Copy the &citation", window.copy_citation, ("Ctrl+Shift+C",), needs_library=True),
        SEPARATOR,
        Command("previous_link", "&Previous linked record", window.go_previous, ("[",), needs_library=True),
        Command("next_link", "Ne&xt linked record", window.go_next, ("]",), needs_library=True),
        SEPARATOR,
        Command("next_pane", "Next pa&ne", partial(window.step_pane, 1), ("F6",), needs_library=True),
        Command("previous_pane", "Pr&evious pane", partial(window.step_pane, -1), ("Shift+F6",), needs_library=True),
    ))  # fmt: skip


def _add_choices(
    window: MainWindow, commands: Commands, menu: QMenu, name: str, choices: Sequence[Choice], current: str
) -> None:
    """A menu of which one line is on."""
    group = QActionGroup(window)
    for text, value, run in choices:
        commands.fill(menu, (Command(f"{name}:{value}", text, run, checked=value == current),))
        group.addAction(commands[f"{name}:{value}"])
