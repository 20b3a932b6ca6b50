"""Where the user has been: what was on screen and which entry was open, to go back and forward as in a browser."""

from __future__ import annotations

from dataclasses import dataclass, fields

from oversight_viewer.domain.records import EntryId
from oversight_viewer.domain.views import Look

MOST_PLACES = 200
"""So many places are kept; the oldest are forgotten first."""

BY_KEYS = "entry by keys"
"""What is edited by a walk from card to card with the arrow keys: only where it ends is a place of its own."""

_ONE_EDIT = {"text": "text", "since": "dates", "until": "dates"}


@dataclass(frozen=True, slots=True)
class Place:
    """A state to which one can return: the look, and the entry that is open, if one is."""

    look: Look
    entry: EntryId | None = None


def edited_field(before: Look, after: Look) -> str | None:
    """What is edited by a change of look that is one of many, such as a letter more in the search.

    Returns:
        A name, the same for the whole edit; None for a change that is complete by itself.
    """
    if before.filter == after.filter or (before.alignment, before.order, before.density) != (
        after.alignment,
        after.order,
        after.density,
    ):
        return None
    names = (field.name for field in fields(before.filter))
    changed = {_ONE_EDIT.get(name) for name in names if getattr(before.filter, name) != getattr(after.filter, name)}
    return changed.pop() if len(changed) == 1 else None


class History:
    """The places in the order in which they were visited, and which of them one is at.

    Args:
        start: The first place.
        most: So many are kept.
    """

    def __init__(self, start: Place, most: int = MOST_PLACES) -> None:
        self._places = [start]
        self._at = 0
        self._most = most
        self._edited: str | None = None

    @property
    def here(self) -> Place:
        return self._places[self._at]

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at < len(self._places) - 1

    def visit(self, place: Place, edited: str | None = None) -> None:
        """Come to a place. What lay ahead is forgotten.

        Args:
            place: Where one is now; nothing happens if one was there.
            edited: What was edited to come here. Edits of the same in a row are one place, the last of them; if they
                end where they began, none.
        """
        if place == self.here:
            return
        goes_on = edited is not None and edited == self._edited
        del self._places[self._at + 1 :]
        if goes_on:
            self._places.pop()
        is_new = self._places[-1:] != [place]
        if is_new:
            self._places.append(place)
        del self._places[: -self._most]
        self._at = len(self._places) - 1
        self._edited = edited if is_new else None

    def settle(self) -> None:
        """End an edit: what is edited next is a new place, although it is the same."""
        self._edited = None

    def amend(self, place: Place) -> None:
        """Say that the place where one is has become another by itself. What lies ahead stays."""
        self._places[self._at] = place

    def back(self) -> Place | None:
        """Go to the place before; None if there is none."""
        return self._go(-1)

    def forward(self) -> Place | None:
        """Go to the place from which one went back; None if there is none."""
        return self._go(1)

    def _go(self, step: int) -> Place | None:
        if not 0 <= self._at + step < len(self._places):
            return None
        self._at += step
        self._edited = None
        return self.here
