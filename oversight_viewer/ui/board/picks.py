"""Which cards are chosen: the current one, and those that are marked for a bulk action. No Qt."""

from __future__ import annotations

from collections.abc import Iterable

from oversight_viewer.domain.records import EntryId


class Picks:
    """The current entry and the marked ones, by id, so that they survive any change of order.

    Marks are set apart from the current card: moving about does not lose them. A bulk action acts on the marked
    entries, or on the current one if none is marked.
    """

    def __init__(self) -> None:
        self.current: EntryId | None = None
        self._marked: dict[EntryId, None] = {}

    @property
    def marked(self) -> list[EntryId]:
        """The marked entries in the order in which they were marked."""
        return list(self._marked)

    @property
    def chosen(self) -> list[EntryId]:
        """What a bulk action acts on."""
        if self._marked:
            return self.marked
        return [] if self.current is None else [self.current]

    def is_marked(self, entry: EntryId) -> bool:
        return entry in self._marked

    def toggle(self, entry: EntryId) -> None:
        """Mark an entry, or take its mark away."""
        if entry in self._marked:
            del self._marked[entry]
        else:
            self._marked[entry] = None

    def mark(self, entries: Iterable[EntryId]) -> None:
        """Mark some more entries."""
        self._marked.update(dict.fromkeys(entries))

    def unmark(self, entries: Iterable[EntryId]) -> None:
        """Take the marks of some entries away."""
        for entry in entries:
            self._marked.pop(entry, None)

    def unmark_all(self) -> bool:
        """Take all marks away; tells whether there were any."""
        had = bool(self._marked)
        self._marked.clear()
        return had
