"""Which links are drawn, and between which places. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oversight_viewer.domain.cards import CardLink
from oversight_viewer.domain.keys import Key, block_of_key, lane_of_key
from oversight_viewer.ui.board.columns import Columns
from oversight_viewer.ui.board.connectors import End, Ground, Route, Router, Wire
from oversight_viewer.ui.board.store import CardStore

ALL_UP_TO = 6


@dataclass(frozen=True, slots=True)
class Drawn:
    """A link to be painted, with its way in pixels of the board; ``strong`` if it is of the current card."""

    route: Route
    strong: bool


def others_of(links: Iterable[CardLink], key: Key | None) -> frozenset[Key]:
    """The cards at the other ends of the links of a card."""
    if key is None:
        return frozenset()
    return frozenset(
        other
        for link in links
        for one, other in ((link.source, link.target), (link.target, link.source))
        if one == key and other != key
    )


def draw_links(
    links: Iterable[CardLink],
    store: CardStore,
    columns: Columns,
    rows: range,
    *,
    current: Key | None,
    hovered: Key | None,
    gap: int,
    scale: float,
) -> Sequence[Drawn]:
    """Route the links of a screen, those of the current card last.

    A link is drawn if a card of it is on screen. If there are more than six, only those of the current and of the
    hovered card are.

    Args:
        links: What is known.
        store: Where cards stand.
        columns: Where lanes stand.
        rows: The rows on screen.
        current: The key of the current card.
        hovered: The key of the card under the pointer.
        gap: The height between two cards, in pixels.
        scale: The text size, 1.0 being 100 %.
    """
    pairs = {(min(link.source, link.target), max(link.source, link.target)): link for link in links}
    seen: list[tuple[Wire, CardLink]] = []
    for (low, high), link in sorted(pairs.items()):
        asking, answering = _end(store, link.target, rows), _end(store, link.source, rows)
        if low == high or asking is None or answering is None:
            continue
        if asking.row in rows or answering.row in rows:
            seen.append((Wire(asking, answering), link))
    if len(seen) > ALL_UP_TO:
        seen = [(wire, link) for wire, link in seen if _is_of(link, current) or _is_of(link, hovered)]
    seen.sort(key=lambda item: not _is_of(item[1], current))
    layout = store.layout
    ground = Ground(columns.lanes, layout.heights.row - gap, gap, scale)
    router = Router(ground, lambda row: layout.cell(row, 1) is None)
    routes = router.route_all(wire for wire, _link in seen)
    drawn = [Drawn(route, _is_of(link, current)) for route, (_wire, link) in zip(routes, seen, strict=True)]
    return drawn[::-1]


def _is_of(link: CardLink, key: Key | None) -> bool:
    return key is not None and key in (link.source, link.target)


def _end(store: CardStore, key: Key, rows: range) -> End | None:
    """Where a card stands. One that has not been read is taken to be in the first row of its block, off the screen."""
    layout = store.layout
    cell = store.cell_of_key(key)
    if cell is not None:
        row = layout.row_of(cell)
        return End(cell.lane, row, layout.row_top(row))
    block = layout.index_of(block_of_key(key))
    if block is None:
        return None
    row = layout.block_rows(block).start
    return None if row in rows else End(lane_of_key(key).number, row, layout.row_top(row))
