"""The dialogs of the Help menu: keys, where things live, and what this is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget

from oversight_viewer import __version__
from oversight_viewer.domain.search_text import SEARCH_FORMS
from oversight_viewer.ui.controls import KeyHint
from oversight_viewer.ui.dialog_frame import DialogFrame
from oversight_viewer.ui.pieces import Rule, text_label
from oversight_viewer.ui.theme import ThemeSource

# Keys of the panes, which stand in no menu.
_PANE_KEYS = (
    ("Up and down within a lane", ("↑", "↓")),
    ("Nearest card in the next lane", ("←", "→")),
    ("Read the card", ("Enter",)),
    ("Mark a card for a memo", ("Space",)),
    ("Mark several cards", ("Shift", "↑ ↓")),
    ("Move the dates on the timeline", ("←", "→")),
    ("Change where they end", ("Shift", "← →")),
    ("Leave a value out of the filter", ("Alt", "click")),
    ("Step back", ("Esc",)),
)
_COLUMNS = 2


class KeysDialog(DialogFrame):
    """Lists the keys, and what can be typed into the search field.

    Args:
        commands: Words and keys of the commands of the menus.
    """

    def __init__(
        self, parent: QWidget | None, theme_source: ThemeSource, commands: Sequence[tuple[str, tuple[str, ...]]]
    ) -> None:
        super().__init__(parent, theme_source, "Keys", width=680)
        grid = QGridLayout()
        px = self.theme.px
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(7))
        lines = [*_PANE_KEYS, *commands]
        rows = -(-len(lines) // _COLUMNS)
        for place, (words, keys) in enumerate(lines):
            row, column = place % rows, place // rows * 3
            grid.addWidget(KeyHint(theme_source, keys), row, column, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(text_label(self.theme, words, wrap=False), row, column + 1)
            grid.setColumnMinimumWidth(column + 2, px(20))
        grid.setColumnStretch(4, 1)
        self.body.addLayout(grid)
        self._add_search_forms()
        self.add_button("Close", self.accept, look="primary", default=True)

    def _add_search_forms(self) -> None:
        """Say what can be typed into the search field."""
        theme, grid = self.theme, QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(5))
        grid.setColumnStretch(1, 1)
        for row, (form, words) in enumerate(SEARCH_FORMS):
            grid.addWidget(text_label(theme, form, "ui_bold", wrap=False, selectable=True), row, 0)
            grid.addWidget(text_label(theme, words, ink="text2"), row, 1)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(Rule(theme))
        self.body.addSpacing(theme.px(6))
        self.body.addWidget(text_label(theme, "What can be typed into the search", "meta_bold"))
        self.body.addLayout(grid)


class PlacesDialog(DialogFrame):
    """Says where the library, the notes, the settings and the log lie.

    Args:
        places: What lies where; None for what is not there.
        log_folder: Opened by a button.
    """

    def __init__(
        self,
        parent: QWidget | None,
        theme_source: ThemeSource,
        places: Sequence[tuple[str, Path | None]],
        log_folder: Path,
    ) -> None:
        super().__init__(parent, theme_source, "Where things live", width=620)
        for name, path in places:
            words = "No library is open" if path is None else str(path)
            self.body.addWidget(text_label(self.theme, name, "label", "text3"))
            self.body.addWidget(text_label(self.theme, words, selectable=True))
            self.body.addSpacing(self.theme.px(6))
        told = "The log holds no text of the record, and no names of files."
        self.body.addWidget(text_label(self.theme, told, "meta", "text2"))
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(log_folder)))
        self.add_button("Open the log folder", show, look="quiet", left=True)
        self.add_button("Close", self.accept, look="primary", default=True)


class AboutDialog(DialogFrame):
    """Says what this is, its version and its licence."""

    def __init__(self, parent: QWidget | None, theme_source: ThemeSource) -> None:
        super().__init__(parent, theme_source, "About Oversight Viewer")
        column = self.add_heading("library", "accent", f"Oversight Viewer {__version__}")
        for words in (
            "The record of oversight: what committees asked, what was said behind closed doors, what was answered.",
            "It makes no network connection. The record stays in the library file that you choose, your notes in the "
            "notebook beside it.",
            "MIT licence. The typefaces Source Sans and Source Serif are under the SIL Open Font License.",
        ):
            column.addWidget(text_label(self.theme, words, "ui", "text2"))
        self.add_button("Close", self.accept, look="primary", default=True)
