"""What a write altered, so that each view knows whether what it shows is stale."""

from __future__ import annotations

from dataclasses import dataclass

from oversight_viewer.domain.records import EntryId


@dataclass(frozen=True, slots=True)
class Change:
    """The extent of a write.

    Args:
        record: Entries of the library were added, changed or removed.
        notes: Ids of the entries whose notes, tags or flags changed.
        views: Saved views were added, changed or removed.
    """

    record: bool = False
    notes: frozenset[EntryId] = frozenset()
    views: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.record or self.notes or self.views)
