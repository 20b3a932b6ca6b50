"""The links where one lane is shown alone: within the lane along the dates, to other lanes only their ends. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from oversight_viewer.domain.cards import CardLink
from oversight_viewer.domain.keys import Key
from oversight_viewer.ui.board.columns import Columns
from oversight_viewer.ui.board.connectors import TIP, Ports, Route, Tracks, ports_of
from oversight_viewer.ui.board.layout import BoardLayout, Cell
from oversight_viewer.ui.board.store import CardStore
from oversight_viewer.ui.board.wiring import ALL_UP_TO, Drawn, is_of, pairs_of, place_of

_STUB = 13.0
_FIRST_TRACK, _TRACK_STEP = 7.5, 4.0


@dataclass(frozen=True, slots=True)
class _Stub:
    """The end of a link whose other end is in a lane that is not shown.

    Args:
        row: Of the card.
        rightward: Whether the other lane would stand at the right.
        asks: Whether the card is the asking end.
    """

    row: int
    rightward: bool
    asks: bool


@dataclass(frozen=True, slots=True)
class _Ground:
    """Where the lane stands, in pixels, and where links touch its cards."""

    left: float
    right: float
    scale: float
    ports: Ports
    layout: BoardLayout

    def y(self, row: int, port: float) -> float:
        return self.layout.row_top(row) + port * self.scale

    def stub(self, stub: _Stub) -> Route:
        ports = self.ports
        # At the left the date stands beside the upper half of the card.
        into = ports.into if stub.rightward else ports.into_across
        y = self.y(stub.row, ports.out if stub.asks else into)
        edge, along = (self.right, 1.0) if stub.rightward else (self.left, -1.0)
        beyond = edge + along * _STUB * self.scale
        return Route(((edge, y), (beyond, y)) if stub.asks else ((beyond, y), (edge + along * TIP, y)))

    def within(self, asking: int, answering: int, tracks: Tracks) -> Route:
        """From the card of one row out to the dates, along them, and into the card of another row."""
        start, stop = self.y(asking, self.ports.out), self.y(answering, self.ports.into)
        x = self.left - (_FIRST_TRACK + tracks.take("dates", start, stop) * _TRACK_STEP) * self.scale
        return Route(((self.left, start), (x, start), (x, stop), (self.left - TIP, stop)))


def draw_links_alone(
    links: Iterable[CardLink],
    store: CardStore[Any],
    columns: Columns,
    rows: range,
    *,
    current: Key | None,
    hovered: Key | None,
    gap: int,
    scale: float,
) -> Sequence[Drawn]:
    """Route the links of a screen on which one lane is shown, those of the current card last.

    A link to another lane is in nobody's way: all are drawn, those of a card to one side as one. The other arguments
    are those of :func:`oversight_viewer.ui.board.wiring.draw_links`.
    """
    layout = store.layout
    stubs: dict[_Stub, bool] = {}
    within: list[tuple[int, int, CardLink]] = []
    for link in pairs_of(links):
        asking, answering = place_of(store, link.target, rows), place_of(store, link.source, rows)
        if asking is None or answering is None:
            continue
        if layout.shows(asking) and layout.shows(answering):
            ends = layout.row_of(asking), layout.row_of(answering)
            if ends[0] in rows or ends[1] in rows:
                within.append((*ends, link))
        elif layout.shows(asking) or layout.shows(answering):
            stub = _stub(layout, asking, answering)
            if stub.row in rows:
                stubs[stub] = stubs.get(stub, False) or is_of(link, current)
    if len(within) > ALL_UP_TO:
        within = [item for item in within if is_of(item[2], current) or is_of(item[2], hovered)]
    within.sort(key=lambda item: not is_of(item[2], current))
    left, right = columns.lanes[0]
    ground = _Ground(left, right, scale, ports_of(layout.heights.row - gap, scale), layout)
    tracks = Tracks()
    drawn = [
        Drawn(ground.within(asking_row, answering_row, tracks), is_of(link, current))
        for asking_row, answering_row, link in within
    ]
    drawn += [Drawn(ground.stub(stub), strong) for stub, strong in stubs.items()]
    return sorted(drawn, key=lambda item: item.strong)


def _stub(layout: BoardLayout, asking: Cell, answering: Cell) -> _Stub:
    asks = layout.shows(asking)
    here, there = (asking, answering) if asks else (answering, asking)
    return _Stub(layout.row_of(here), there.lane > here.lane, asks)
