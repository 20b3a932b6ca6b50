"""Which links are drawn, and between which places. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from oversight_viewer.domain.arrangements import MIXED
from oversight_viewer.domain.cards import CardLink
from oversight_viewer.domain.keys import Key
from oversight_viewer.ui.board.columns import Columns
from oversight_viewer.ui.board.connectors import End, Ground, Route, Router, Wire, ports_of
from oversight_viewer.ui.board.layout import Cell
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
    store: CardStore[Any],
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
    hovered card are. A link within one row of an exchange is in nobody's way: it is always drawn and counts for none.

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
    seen: list[tuple[Wire, CardLink]] = []
    level: set[CardLink] = set()
    for link in pairs_of(links):
        asking, answering = place_of(store, link.target, rows), place_of(store, link.source, rows)
        if asking is None or answering is None:
            continue
        wire = Wire(_end(store, asking), _end(store, answering))
        if wire.asking.row in rows or wire.answering.row in rows:
            seen.append((wire, link))
            if _is_in_row_of_exchange(store, asking, answering):
                level.add(link)
    if len(seen) - len(level) > ALL_UP_TO:
        seen = [item for item in seen if item[1] in level or is_of(item[1], current) or is_of(item[1], hovered)]
    seen.sort(key=lambda item: not is_of(item[1], current))
    layout = store.layout
    card = layout.heights.row - gap
    ground = Ground(columns.lanes, card, gap, scale, ports_of(card, scale))
    router = Router(ground, lambda row: layout.cell(row, 1) is None)
    routes = router.route_all(wire for wire, _link in seen)
    drawn = [Drawn(route, is_of(link, current)) for route, (_wire, link) in zip(routes, seen, strict=True)]
    return drawn[::-1]


def pairs_of(links: Iterable[CardLink]) -> Iterator[CardLink]:
    """One link of all between two cards, and none of a card with itself; always in the same order."""
    pairs = {(min(link.source, link.target), max(link.source, link.target)): link for link in links}
    return (link for (low, high), link in sorted(pairs.items()) if low != high)


def is_of(link: CardLink, key: Key | None) -> bool:
    """Whether a link begins or ends at a card."""
    return key is not None and key in (link.source, link.target)


def _is_in_row_of_exchange(store: CardStore[Any], one: Cell, other: Cell) -> bool:
    outline = store.layout.outline
    return (one.block, one.rank) == (other.block, other.rank) and outline.apart and outline.blocks[one.block] == MIXED


def place_of(store: CardStore[Any], key: Key, rows: range) -> Cell | None:
    """Where a card stands. One that has not been read is only known to be off the screen, or in a lane not shown."""
    cell = store.cell_of_key(key)
    if cell is not None:
        return cell
    guess, layout = store.guess_cell(key), store.layout
    if guess is None or not layout.count(guess.block, guess.lane):
        return None
    return None if layout.shows(guess) and layout.row_of(guess) in rows else guess


def _end(store: CardStore[Any], cell: Cell) -> End:
    row = store.layout.row_of(cell)
    return End(cell.lane, row, store.layout.row_top(row))
