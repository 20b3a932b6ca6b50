"""How the record is looked at: which entries, side by side by what, in which order, how close together."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from oversight_viewer.domain.filters import RecordFilter


class Alignment(StrEnum):
    """What stands on one line across the lanes."""

    DATE = "date"
    INQUIRY = "inquiry"
    EXCHANGE = "exchange"

    @property
    def label(self) -> str:
        return f"By {self.value}"


class Order(StrEnum):
    """Which entries come first. ``BEST`` is by how well they match the text that is searched for."""

    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"

    @property
    def label(self) -> str:
        return "Best match" if self is Order.BEST else f"{self.value.capitalize()} first"


class Density(StrEnum):
    """How much room a card has."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Look:
    """The whole state of what is on screen; a saved view is one of these with a name."""

    filter: RecordFilter = field(default_factory=RecordFilter)
    alignment: Alignment = Alignment.DATE
    order: Order = Order.NEWEST
    density: Density = Density.COMFORTABLE
