"""The lanes, or the page that stands for them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from oversight_viewer.ui.focus import has_focus


class Pages(QStackedWidget):
    """Shows one of two pages; the first one at the beginning. ``page`` is the one that is shown."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self.page = first
        self.addWidget(first)
        self.addWidget(second)

    def show_page(self, page: QWidget) -> None:
        """Show another page. If the former one had the keyboard, this one gets it."""
        before = self.page
        if page is not before:
            had_focus = has_focus(before)
            self.page = page
            self.setCurrentWidget(page)
            if had_focus:
                page.setFocus(Qt.FocusReason.OtherFocusReason)
