"""The values of a facet in their order, which belongs to which, and which of many are worth a row. No Qt."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat

from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import UNDATED, Choice, Facet
from oversight_viewer.domain.kinds import KINDS, LANES, kind_label
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.sentence import say_congress

_LANE_ORDER = {lane.value: place for place, lane in enumerate(LANES)}
_LANE_LABELS = {lane.value: lane.heading for lane in LANES}
_KIND_ORDER = {kind: place for place, kind in reversed(list(enumerate(kind for lane in LANES for kind in KINDS[lane])))}


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one facet.

    Args:
        roots: Values that belong to no other, in the order of the rows.
        labels: What the row of a value says.
        names: The whole name, where it says more than the label.
        children: Values that belong to a value, in the order of the rows.
        parents: The value to which a value belongs.
    """

    roots: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, int] = field(init=False, repr=False, compare=False)  # of the roots in their order

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", {root: place for place, root in enumerate(self.roots)})

    def label(self, value: str) -> str:
        return self.labels.get(value, value)

    def above(self, value: str) -> tuple[str, ...]:
        """Those that a value belongs to, nearest first."""
        line: list[str] = []
        parent = self.parents.get(value)
        while parent is not None:
            line.append(parent)
            parent = self.parents.get(parent)
        return tuple(line)

    def below(self, value: str) -> Iterator[str]:
        """All that belong to a value."""
        for child in self.children.get(value, ()):
            yield child
            yield from self.below(child)

    def root(self, value: str) -> str:
        above = self.above(value)
        return above[-1] if above else value

    def with_values(self, more: Iterable[str]) -> Values:
        """The same with values that were not known, such as a chosen one that is in no directory, at the end."""
        unknown = tuple(dict.fromkeys(value for value in more if value not in self.labels))
        if not unknown:
            return self
        labels = {**self.labels, **{value: value for value in unknown}}
        return Values((*self.roots, *unknown), labels, self.names, self.children, self.parents)


def committees(directory: Directory) -> Values:
    """Committees by their short names, subcommittees below them."""
    items = directory.committees
    return _family(
        {key: item.short_name for key, item in items.items()},
        {key: item.parent for key, item in items.items()},
        {key: item.name if item.key == item.name else f"{item.name} ({item.key})" for key, item in items.items()},
    )


def companies(directory: Directory) -> Values:
    """Companies by their names, subsidiaries below them."""
    items = directory.companies
    return _family({name: name for name in items}, {name: item.parent for name, item in items.items()}, {})


def flat_values(facet: Facet, seen: Iterable[str], scheme: MarkScheme) -> Values:
    """Values of a facet without families: some in the order of the field, years newest first, others by name."""
    values = dict.fromkeys(seen)
    order: Callable[[str], tuple[object, ...]]
    match facet:
        case Facet.KIND:
            labels = {value: kind_label(value) for value in values}
            order = lambda value: (_KIND_ORDER.get(value, len(_KIND_ORDER)), value)  # noqa: E731
        case Facet.MARK:
            values.update(dict.fromkeys(mark.code for mark in scheme.marks))
            labels = {value: scheme.get(value).label for value in values}
            order = lambda value: (scheme.rank(value), value)  # noqa: E731
        case Facet.LANE:
            labels = {value: _LANE_LABELS.get(value, value) for value in values}
            order = lambda value: (_LANE_ORDER.get(value, len(_LANE_ORDER)), value)  # noqa: E731
        case Facet.CONGRESS:
            labels = {value: say_congress(value) for value in values}
            order = _highest_first
        case Facet.YEAR:
            labels = {value: "No date" if value == UNDATED else value for value in values}
            order = _highest_first
        case _:
            labels = {value: value for value in values}
            order = lambda value: (value.casefold(), value)  # noqa: E731
    return Values(tuple(sorted(values, key=order)), labels)


def _highest_first(number: str) -> tuple[int, int, str]:
    """The place of a number; what is none comes last."""
    try:
        return 0, -int(number), number
    except ValueError:
        return 1, 0, number


def most_frequent(values: Values, counts: Mapping[str, int], overall: Mapping[str, int], limit: int) -> frozenset[str]:
    """The roots that occur most.

    Args:
        counts: How often a value occurs under the other filters.
        overall: How often it occurs without filters; it decides between those that are equal by ``counts``.
        limit: How many are wanted. One more is taken if it is the only other one: "1 more" would take its row.
    """
    if len(values.roots) <= limit + 1:
        return frozenset(values.roots)
    return frozenset(_highest(values.roots, (counts, overall), limit))


def first_that_occur(values: Values, counts: Mapping[str, int], limit: int) -> frozenset[str]:
    """The first roots in their order, those that occur under the other filters before those that do not."""
    if len(values.roots) <= limit + 1:
        return frozenset(values.roots)
    return frozenset(sorted(values.roots, key=lambda value: not counts.get(value))[:limit])


def _highest(values: Sequence[str], rankings: Sequence[Mapping[str, int]], limit: int) -> Sequence[str]:
    """So many values with the highest numbers: of equals, by the next ranking, and in the end the first ones.

    There may be tens of thousands of values, so nothing is done for each but in one pass.
    """
    if len(values) <= limit or not rankings:
        return values[:limit]
    ranking, *others = rankings
    numbers = list(map(ranking.get, values, repeat(0)))
    lowest = heapq.nlargest(limit, numbers)[-1]
    higher = [value for value, number in zip(values, numbers, strict=True) if number > lowest]
    equal = [value for value, number in zip(values, numbers, strict=True) if number == lowest]
    return [*higher, *_highest(equal, others, limit - len(higher))]


def worth_a_row(values: Values, most: frozenset[str], choice: Choice) -> tuple[str, ...]:
    """The roots that are shown while the rest waits behind "more": the most frequent, and those that are chosen."""
    shown = most.union(values.root(value) for value in (*choice.include, *choice.exclude))
    return tuple(sorted((value for value in shown if value in values.places), key=values.places.__getitem__))


def folded(values: Values) -> Mapping[str, str]:
    """The names of values as they are searched."""
    names = values.names
    return {value: f"{label} {names.get(value, '')}".casefold() for value, label in values.labels.items()}


def matching(values: Values, names: Mapping[str, str], text: str) -> frozenset[str]:
    """The values whose name has all words of ``text``, with all above and below them.

    Args:
        values: The values.
        names: What :func:`folded` gives for them.
        text: What is looked for.
    """
    found: Sequence[str] = tuple(names)
    for word in text.casefold().split():
        found = [value for value in found if word in names[value]]
    families = {value for value in found if value in values.parents or value in values.children}
    return frozenset(found).union(
        *((*values.above(value), *values.below(value)) for value in families),
    )


def _family(labels: Mapping[str, str], parents: Mapping[str, str | None], names: Mapping[str, str]) -> Values:
    known: dict[str, str] = {}
    for value, parent in parents.items():
        if parent is not None and parent in labels and not _is_in_circle(value, parents):
            known[value] = parent
    ordered = sorted(labels, key=lambda value: (labels[value].casefold(), value))
    children: dict[str, list[str]] = {}
    for value in ordered:
        if value in known:
            children.setdefault(known[value], []).append(value)
    roots = tuple(value for value in ordered if value not in known)
    return Values(roots, labels, names, {value: tuple(items) for value, items in children.items()}, known)


def _is_in_circle(value: str, parents: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    current: str | None = value
    while current is not None and current not in seen:
        seen.add(current)
        current = parents.get(current)
    return current == value
