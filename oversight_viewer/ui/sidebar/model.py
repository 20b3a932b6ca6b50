"""The filter tree as a Qt model: sections, values with counts, and the states that a filter gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count as counting
from types import MappingProxyType

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from oversight_viewer.domain.cards import FacetCounts
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.filters import Facet, RecordFilter
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.ui.sidebar.catalog import Catalog
from oversight_viewer.ui.sidebar.choosing import Place, Standing, standing
from oversight_viewer.ui.sidebar.nodes import Node, NodeKind, Wanted, Work, steps
from oversight_viewer.ui.sidebar.sections import SECTIONS, WORK_SECTION
from oversight_viewer.ui.sidebar.values import Values, first_that_occur, most_frequent, worth_a_row

_Index = QModelIndex | QPersistentModelIndex

_FIND_FROM = 20
_FOUND_AT_MOST = 50
_STEP = 200
# Facets of which the first values in their order are shown, not the most frequent: gaps among years would be puzzling.
_IN_ORDER = frozenset({Facet.CONGRESS, Facet.YEAR})


class FacetModel(QAbstractItemModel):
    """Rows for every facet of the sidebar. What is chosen comes from the filter it is given; it changes nothing.

    Args:
        scheme: The words and the order of the handling marks.
    """

    def __init__(self, scheme: MarkScheme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = RecordFilter()
        self._counts: FacetCounts | None = None
        self._latest = FacetCounts()  # rows keep their places while new counts are on their way
        self._overall: dict[Facet, Mapping[str, int]] = {}
        self._catalog = Catalog(scheme)
        self._closed = {facet for facet, section in SECTIONS.items() if section.closed}
        self._values: dict[Facet, Values] = {}  # of the open sections
        self._more: dict[Facet, int] = {}
        self._find: dict[Facet, str] = {}
        self._most: dict[Facet, frozenset[str]] = {}  # found again when counts come, not at every click
        self._hidden: dict[Facet, int] = {}
        self._families: dict[Facet, tuple[Values, dict[str, Wanted]]] = {}
        self._unfolded: dict[int, Node] = {}  # values whose rows below are seen
        self._ids = counting(1)
        self._root = Node(0, NodeKind.SECTION, None, "", None)
        self._nodes: dict[int, Node] = {}
        self._arrange()

    # -- what it is given

    @property
    def filter(self) -> RecordFilter:
        return self._filter

    def set_directory(self, directory: Directory) -> None:
        """Take the committees and companies of the library, at first and when an import brought new ones."""
        if self._catalog.set_directory(directory):
            self._most = {}
            self._arrange()

    def set_filter(self, value: RecordFilter) -> None:
        """Show what is chosen. Where only words are others, as with each key of a search, no row is."""
        same_rows = replace(value, text="") == replace(self._filter, text="")
        self._filter = value
        if not same_rows:
            self._arrange()

    def set_counts(self, counts: FacetCounts | None) -> None:
        """Take the counts under the filter; None while they are on their way."""
        self._counts = counts
        if counts is None:
            self._say_changed()
            return
        self._latest = counts
        self._learn(counts)
        self._arrange()

    def set_open(self, facet: Facet, *, opened: bool) -> None:
        """Give a section its rows, or take them away: for one that is closed nothing need be arranged."""
        if opened == (facet not in self._closed):
            return
        if opened:
            self._closed.discard(facet)
        else:
            self._closed.add(facet)
            self._find.pop(facet, None)
        self._arrange()

    def set_unfolded(self, node: Node, *, unfolded: bool) -> None:
        """Be told whether the rows below a value are seen. Of those that are not, no changes are told."""
        if unfolded:
            self._unfolded[node.id] = node
        else:
            self._unfolded.pop(node.id, None)

    def show_more(self, facet: Facet) -> None:
        """Give rows to more values of a facet."""
        self._more[facet] = self._more.get(facet, 0) + 1
        self._most.pop(facet, None)
        self._arrange()

    def show_fewer(self, facet: Facet) -> None:
        self._more.pop(facet, None)
        self._most.pop(facet, None)
        self._arrange()

    def find(self, facet: Facet, text: str) -> None:
        """Show only the values of a facet whose name has these words; an empty text shows all again."""
        self._find[facet] = text
        self._arrange()

    # -- what its rows say

    def is_open(self, facet: Facet) -> bool:
        """Whether a section has rows."""
        return facet not in self._closed

    def node(self, index: _Index) -> Node | None:
        return self._nodes.get(index.internalId()) if index.isValid() else None

    def place(self, node: Node) -> Place:
        """Where the value of a row stands in its facet; alone if values are meant without what belongs to them."""
        assert node.facet is not None
        if self._filter.is_exact(node.facet):
            return Place(node.facet, node.value)
        values = self._values[node.facet]
        return Place(node.facet, node.value, values.above(node.value), frozenset(values.below(node.value)))

    def has_chosen_below(self, node: Node) -> bool:
        """Whether anything is chosen among what belongs to the value of a row."""
        assert node.facet is not None
        choice = self._filter.choice(node.facet)
        chosen = {*choice.include, *choice.exclude}
        return bool(chosen) and any(value in chosen for value in self._values[node.facet].below(node.value))

    def is_on(self, node: Node) -> bool:
        """Whether the switch of a row is on: values stand for what belongs to them too."""
        return node.facet is not None and not self._filter.is_exact(node.facet)

    def standing(self, node: Node) -> Standing:
        if node.kind is NodeKind.WORK:
            wanted = getattr(self._filter, node.value)
            return {True: Standing.INCLUDED, False: Standing.EXCLUDED, None: Standing.UNUSED}[wanted]
        if node.facet is not None and self._filter.choice(node.facet).is_empty:
            return Standing.UNUSED
        return standing(self._filter, self.place(node))

    def count(self, node: Node) -> int | None:
        """How many records one gets by the row, or None while that is being counted."""
        if self._counts is None:
            return None
        if node.kind is NodeKind.WORK:
            number: int = getattr(self._counts, node.value)
            return number
        assert node.facet is not None
        return self._counts.counts.get(node.facet, {}).get(node.value, 0)

    def label(self, node: Node) -> str:
        match node.kind:
            case NodeKind.WORK:
                return Work(node.value).label
            case NodeKind.VALUE if node.facet is not None:
                return self._values[node.facet].label(node.value)
            case NodeKind.MORE if node.facet is not None:
                return self._more_label(node.facet)
            case NodeKind.FEWER:
                return "Show fewer"
            case NodeKind.FIND:
                return "Find"
            case NodeKind.SWITCH if node.facet is not None:
                return SECTIONS[node.facet].switched
        return node.value

    def summary(self, node: Node, *, opened: bool) -> str:
        """What a heading says at its right: what is chosen, or how many values a closed section has."""
        if node.facet is None:
            states = [self.standing(child) for child in node.children]
            included, excluded = states.count(Standing.INCLUDED), states.count(Standing.EXCLUDED)
        else:
            choice = self._filter.choice(node.facet)
            included, excluded = len(choice.include), len(choice.exclude)
        said = [f"{number} {word}" for number, word in ((included, "chosen"), (excluded, "excluded")) if number]
        if said or opened or node.facet is None:
            return ", ".join(said)
        return f"{self._catalog.number(node.facet, self._filter.choice(node.facet)):,}"

    def index_of(self, node: Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.row, 0, node.id)

    def sections(self) -> Iterable[Node]:
        return tuple(self._root.children)

    # -- arranging the rows

    def _learn(self, counts: FacetCounts) -> None:
        self._most = {}
        self._catalog.learn(counts)
        for facet in SECTIONS:
            if facet not in self._overall or self._filter.is_empty:
                self._overall[facet] = counts.counts.get(facet, {})

    def _arrange(self) -> None:
        choices = {facet: self._filter.choice(facet) for facet in SECTIONS}
        there = [facet for facet, choice in choices.items() if self._catalog.number(facet, choice)]
        self._values = {facet: self._catalog.values(facet, choices[facet]) for facet in there if self.is_open(facet)}
        sections = [self._section(facet) for facet in there]
        work = tuple(Wanted(NodeKind.WORK, item.value) for item in Work)
        self._sync(self._root, (*sections, Wanted(NodeKind.SECTION, WORK_SECTION, work)))
        self._say_changed()

    def _section(self, facet: Facet) -> Wanted:
        section = SECTIONS[facet]
        if not self.is_open(facet):
            return Wanted(NodeKind.SECTION, section.heading)
        values = self._values[facet]
        extra = self._more.get(facet, 0)
        text = self._find.get(facet, "").strip()
        below: list[Wanted] = []
        if len(values.labels) > _FIND_FROM and section.hint:
            below.append(Wanted(NodeKind.FIND, facet.value))
        if section.switch and (values.children or self._filter.is_exact(facet)):
            below.append(Wanted(NodeKind.SWITCH, section.switch))
        if text:
            found = self._catalog.matching(facet, values, text)
            fitting = tuple(root for root in values.roots if root in found)
            shown = fitting[: _FOUND_AT_MOST + extra * _STEP]
            below += [self._family(values, root, found) for root in shown]
            self._hidden[facet] = len(fitting) - len(shown)
        else:
            if facet not in self._most:
                self._most[facet] = self._worth_most(facet, section.limit + extra * _STEP)
            shown = worth_a_row(values, self._most[facet], self._filter.choice(facet))
            below += [self._whole_family(facet, values, root) for root in shown]
            self._hidden[facet] = len(values.roots) - len(shown)
        if self._hidden[facet]:
            below.append(Wanted(NodeKind.MORE, facet.value))
        elif extra and len(values.roots) > section.limit:
            below.append(Wanted(NodeKind.FEWER, facet.value))
        return Wanted(NodeKind.SECTION, section.heading, tuple(below))

    def _worth_most(self, facet: Facet, limit: int) -> frozenset[str]:
        values, counts = self._values[facet], self._latest.counts.get(facet, {})
        if facet in _IN_ORDER:
            return first_that_occur(values, counts, limit)
        return most_frequent(values, counts, self._overall.get(facet, {}), limit)

    def _whole_family(self, facet: Facet, values: Values, root: str) -> Wanted:
        """A root with all below it: the same object while the values are the same."""
        of_values, families = self._families.get(facet, (None, {}))
        if of_values is not values:
            families = {}
            self._families[facet] = values, families
        if root not in families:
            families[root] = self._family(values, root, None)
        return families[root]

    def _family(self, values: Values, value: str, found: frozenset[str] | None) -> Wanted:
        children = values.children.get(value, ())
        shown = children if found is None else [child for child in children if child in found]
        return Wanted(NodeKind.VALUE, value, tuple(self._family(values, child, found) for child in shown))

    def _more_label(self, facet: Facet) -> str:
        hidden = self._hidden.get(facet, 0)
        return f"{hidden:,} more {SECTIONS[facet].counted(hidden)}"

    def _sync(self, parent: Node, wanted: tuple[Wanted, ...]) -> None:
        """Make the rows below ``parent`` those that are wanted, touching only what differs."""
        if parent.arranged is wanted:
            return
        parent.arranged = wanted
        plan = steps([child.key for child in parent.children], [row.key for row in wanted])
        index = self.index_of(parent)
        for first, last in plan.take_out:
            self.beginRemoveRows(index, first, last)
            for child in parent.children[first : last + 1]:
                self._forget(child)
            del parent.children[first : last + 1]
            parent.number()
            self.endRemoveRows()
        for first, last in plan.put_in:
            self.beginInsertRows(index, first, last)
            parent.children[first:first] = [self._grow(parent, row) for row in wanted[first : last + 1]]
            parent.number()
            self.endInsertRows()
        for child, row in zip(parent.children, wanted, strict=True):
            if row.below or child.children:
                self._sync(child, row.below)

    def _say_changed(self) -> None:
        """Have what is seen painted again: the sections, the rows of each, and those below unfolded values."""
        for parent in (self._root, *self._root.children, *self._unfolded.values()):
            if parent.children:
                self.dataChanged.emit(self.index_of(parent.children[0]), self.index_of(parent.children[-1]))

    def _grow(self, parent: Node, row: Wanted) -> Node:
        facet = parent.facet
        if row.kind is NodeKind.SECTION:
            facet = next((facet for facet, section in SECTIONS.items() if section.heading == row.value), None)
        node = Node(next(self._ids), row.kind, facet, row.value, parent)
        node.arranged = row.below
        node.children = [self._grow(node, below) for below in row.below]
        node.number()
        self._nodes[node.id] = node
        return node

    def _forget(self, node: Node) -> None:
        self._nodes.pop(node.id, None)
        self._unfolded.pop(node.id, None)
        for child in node.children:
            self._forget(child)

    def _spoken(self, node: Node) -> str:
        """What assistive technology says of a row: name, state and count."""
        if node.kind is NodeKind.SWITCH:
            return f"{self.label(node)}, {'on' if self.is_on(node) else 'off'}"
        if node.kind not in {NodeKind.VALUE, NodeKind.WORK}:
            said = self.summary(node, opened=True) if node.kind is NodeKind.SECTION else ""
            return f"{self.label(node)} {said}".strip()
        number = self.count(node)
        said = "" if number is None else f", {number:,} {'record' if number == 1 else 'records'}"
        return f"{self.label(node)}, {self.standing(node).value}{said}"

    # -- Qt

    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        above = self._root if parent is None or not parent.isValid() else self.node(parent)
        if above is None or column != 0 or not 0 <= row < len(above.children):
            return QModelIndex()
        return self.createIndex(row, 0, above.children[row].id)

    def parent(self, child: _Index | None = None) -> QModelIndex:  # type: ignore[override]
        node = self.node(child) if child is not None else None
        if node is None or node.parent is None:
            return QModelIndex()
        return self.index_of(node.parent)

    def rowCount(self, parent: _Index | None = None) -> int:
        above = self._root if parent is None or not parent.isValid() else self.node(parent)
        return len(above.children) if above is not None else 0

    def hasChildren(self, parent: _Index | None = None) -> bool:
        above = self._root if parent is None or not parent.isValid() else self.node(parent)
        return above is not None and (bool(above.children) or above.kind is NodeKind.SECTION)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: ARG002 - one column everywhere
        return 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if node.kind in {NodeKind.VALUE, NodeKind.WORK, NodeKind.SWITCH}:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self.node(index)
        if node is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.label(node)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(node)
            case Qt.ItemDataRole.ToolTipRole if node.kind is NodeKind.VALUE and node.facet is not None:
                return self._values[node.facet].names.get(node.value, self.label(node))
            case Qt.ItemDataRole.CheckStateRole if node.kind is NodeKind.SWITCH:
                return Qt.CheckState.Checked if self.is_on(node) else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.CheckStateRole if node.kind in {NodeKind.VALUE, NodeKind.WORK}:
                return _CHECKED[self.standing(node)]
        return None


_CHECKED: Mapping[Standing, Qt.CheckState] = MappingProxyType(
    {
        Standing.UNUSED: Qt.CheckState.Unchecked,
        Standing.INCLUDED: Qt.CheckState.Checked,
        Standing.PARTLY: Qt.CheckState.PartiallyChecked,
        Standing.EXCLUDED: Qt.CheckState.Unchecked,
    }
)
