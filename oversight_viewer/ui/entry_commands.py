"""The commands of the window on the entry in the reader. Where there is nothing to act on, the status bar says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from oversight_viewer.ui.reader.bar import TopBar
    from oversight_viewer.ui.record_page import RecordPage

_NO_ENTRY = "Choose a record first, then {}."


class EntryCommands:
    """The part of the window that acts on one entry."""

    _page: RecordPage | None

    def say(self, text: str) -> None:
        """Say something for a while in the status bar."""
        raise NotImplementedError

    def undo(self) -> None:
        if self._page is not None:
            self._page.reader.undo()

    def annotate(self) -> None:
        page = self._with_entry("write a note on it")
        if page is not None:
            page.set_reader_shown(True)
            page.reader.write_note()

    def flag(self) -> None:
        page = self._with_entry("flag it")
        if page is not None:
            page.reader.toggle_flag()

    def copy_citation(self) -> None:
        page = self._with_entry("copy its citation")
        if page is not None:
            page.reader.copy_citation()

    def go_previous(self) -> None:
        page = self._with_entry("go to those that are linked with it")
        if page is not None:
            self._say_if_none(page.reader.frame.bar, page.reader.frame.bar.previous, "before")
            page.reader.go_previous()

    def go_next(self) -> None:
        page = self._with_entry("go to those that are linked with it")
        if page is not None:
            self._say_if_none(page.reader.frame.bar, page.reader.frame.bar.next, "after")
            page.reader.go_next()

    def _say_if_none(self, bar: TopBar, button: QWidget, where: str) -> None:
        if bar.has_entry and not button.isEnabled():
            self.say(f"No record that is linked with this one comes {where} it.")

    def _with_entry(self, deed: str) -> RecordPage | None:
        """The page if an entry is open in it; else says what to do first."""
        if self._page is not None and self._page.reader.entry is None:
            self.say(_NO_ENTRY.format(deed))
            return None
        return self._page

    def go_to_match(self, step: int) -> None:
        """Go to the next place in the reader where words of the search stand, or with -1 to the one before."""
        page = self._page
        if page is not None and page.reader.detail is not None:
            if not page.reader_shown:
                page.set_reader_shown(True)
            page.reader.frame.hits.go(step)
