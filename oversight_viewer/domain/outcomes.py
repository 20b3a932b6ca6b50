"""What becomes of each entry of an import, or of what somebody wrote."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.records import EntryId


class Outcome(StrEnum):
    """What becomes of an entry that a source says."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class EntryOutcome:
    """An entry of an import, and what becomes of it.

    Args:
        outcome: Whether it is new, changed, or there already.
        id: Which entry.
        kind: Its kind.
        title: Its title.
        date: Its date; None if it has none.
        fields: What changes, by the names of the interchange format; empty unless it is updated.
    """

    outcome: Outcome
    id: EntryId
    kind: str
    title: str
    date: PartialDate | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOutcome:
    """An entry that somebody wrote or changed, the number of its revision, and what became of it."""

    id: EntryId
    revision: int
    outcome: Outcome
