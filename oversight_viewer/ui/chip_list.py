"""What a filter is made of, one piece a chip. No widgets: the chip bar shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import UNDATED, ChoiceState, Facet, RecordFilter
from oversight_viewer.domain.kinds import LANES, Lane, kind_label, lanes_of_kind
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.sentence import say_congress, say_dates, short_dates
from oversight_viewer.ui.icons import kind_icon

_ORDER = (
    Facet.COMMITTEE,
    Facet.COMPANY,
    Facet.PERSON,
    Facet.INQUIRY,
    Facet.LANE,
    Facet.KIND,
    Facet.CONGRESS,
    Facet.YEAR,
    Facet.MARK,
    Facet.TAG,
)
_ICONS: Mapping[Facet, str] = MappingProxyType(
    {
        Facet.COMMITTEE: "committee",
        Facet.COMPANY: "company",
        Facet.PERSON: "person",
        Facet.INQUIRY: "folder",
        Facet.LANE: "columns",
        Facet.CONGRESS: "committee",
        Facet.YEAR: "calendar",
        Facet.MARK: "lock",
        Facet.TAG: "tag",
    }
)

# For each state that a filter may ask for: icon, label, and what it means to ask for it, and for its absence.
_STATES: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "has_notes": ("pencil", "Annotated", "Annotated records", "Records without notes"),
        "flagged": ("flag", "Flagged", "Flagged records", "Records without a flag"),
        "unanswered": (
            "question",
            "Outstanding requests",
            "Records with outstanding requests",
            "Records without outstanding requests",
        ),
        "overdue": ("warning", "Overdue", "Records with overdue requests", "Records without overdue requests"),
    }
)


@dataclass(frozen=True, slots=True)
class ChipText:
    """One chip.

    Args:
        key: Tells it from the other chips of the filter.
        icon: Name of its icon.
        label: What stands on it.
        name: What it means, in full.
        excluded: Whether it leaves something out.
        without: The filter after it is taken away.
    """

    key: str
    icon: str
    label: str
    name: str
    excluded: bool
    without: RecordFilter


def chips_of(what: RecordFilter, directory: Directory, scheme: MarkScheme) -> tuple[ChipText, ...]:
    """The chips of a filter: what is included, then the dates and the states, then what is left out."""
    facets = [chip for facet in _ORDER for chip in _facet_chips(what, facet, directory, scheme)]
    others = [
        *_text_chip(what),
        *(chip for chip in facets if not chip.excluded),
        *_below_chips(what),
        *_dates_chip(what),
        *_state_chips(what),
    ]
    return tuple(
        [chip for chip in others if not chip.excluded]
        + [chip for chip in others if chip.excluded]
        + [chip for chip in facets if chip.excluded]
    )


def _text_chip(what: RecordFilter) -> Iterator[ChipText]:
    text = " ".join(what.text.split())
    if text:
        yield ChipText("text", "search", f"“{text}”", f"Text: {text}", False, replace(what, text=""))  # noqa: FBT003


def _dates_chip(what: RecordFilter) -> Iterator[ChipText]:
    label = short_dates(what.since, what.until)
    if label:
        name = f"Dates: {say_dates(what.since, what.until)}"
        yield ChipText("dates", "calendar", label, name, False, replace(what, since=None, until=None))  # noqa: FBT003


def _below_chips(what: RecordFilter) -> Iterator[ChipText]:
    """That committees or companies are meant without what belongs to them; taking it away brings that back."""
    if not what.subcommittees:
        name = "Committees without their subcommittees"
        yield ChipText("subcommittees", "committee", "No subcommittees", name, False, replace(what, subcommittees=True))  # noqa: FBT003
    if not what.subsidiaries:
        name = "Companies without their subsidiaries"
        yield ChipText("subsidiaries", "company", "No subsidiaries", name, False, replace(what, subsidiaries=True))  # noqa: FBT003


def _state_chips(what: RecordFilter) -> Iterator[ChipText]:
    for state, (icon, label, with_it, without) in _STATES.items():
        wanted = getattr(what, state)
        if wanted is not None:
            name = with_it if wanted else without
            yield ChipText(state, icon, label, name, not wanted, what.with_condition(state, wanted=None))


def _facet_chips(what: RecordFilter, facet: Facet, directory: Directory, scheme: MarkScheme) -> Iterator[ChipText]:
    words = _words(directory, scheme)[facet]
    choice = what.choice(facet)
    for values, excluded in ((choice.include, False), (choice.exclude, True)):
        for value in values:
            label, name = words(value)
            yield ChipText(
                f"{facet}/{value}",
                _icon(facet, value),
                label,
                f"Without {name}" if excluded else name,
                excluded,
                what.with_state(facet, value, ChoiceState.UNUSED),
            )


def _words(directory: Directory, scheme: MarkScheme) -> Mapping[Facet, Callable[[str], tuple[str, str]]]:
    """How to say a value of each facet: on the chip, and in full."""

    def committee(key: str) -> tuple[str, str]:
        known = directory.committees.get(key)
        if known is None:
            return key, f"Committee: {key}"
        return known.short_name if known.key == known.name else known.key, f"Committee: {known.name}"

    return {
        Facet.COMMITTEE: committee,
        Facet.COMPANY: lambda value: (value, f"Company: {value}"),
        Facet.INQUIRY: lambda value: (value, f"Inquiry: {value}"),
        Facet.LANE: lambda value: (Lane(value).heading, f"Lane: {Lane(value).heading}"),
        Facet.KIND: lambda value: (kind_label(value), f"Kind: {kind_label(value)}"),
        Facet.MARK: lambda value: (scheme.get(value).short_label, f"Handling mark: {scheme.get(value).label}"),
        Facet.TAG: lambda value: (value, f"Tag: {value}"),
        Facet.PERSON: lambda value: (value, f"Person: {value}"),
        Facet.CONGRESS: lambda value: (say_congress(value), f"Congress: {say_congress(value)}"),
        Facet.YEAR: lambda value: ("No date", "Without a date") if value == UNDATED else (value, f"Year: {value}"),
    }


def _icon(facet: Facet, value: str) -> str:
    if facet is Facet.KIND:
        return kind_icon(value, next(iter(lanes_of_kind(value)), LANES[0]))
    return _ICONS[facet]
