"""Which links are drawn on a screen."""

from __future__ import annotations

import pytest

from oversight_viewer.domain.cards import Card, CardLink
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.keys import Key, block_of_date, first_key
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.domain.records import EntryId
from oversight_viewer.ui.board.columns import columns
from oversight_viewer.ui.board.months import layout_by_date
from oversight_viewer.ui.board.ranged import RangedCards
from oversight_viewer.ui.board.reading import count_cards
from oversight_viewer.ui.board.wiring import Drawn, draw_links, others_of


def _key(day: int, lane: int, number: int = 1) -> Key:
    return Key(first_key(block_of_date(PartialDate.parse(f"2024-01-{day:02d}")), LANES[lane]) + number)


def _store(*keys: Key, unread: frozenset[Key] = frozenset()) -> RangedCards:
    """Oldest first: a row for each day."""
    cards = [Card(key, EntryId(str(key)), LANES[key >> 24 & 3], "letter", "Title", None, "public") for key in keys]
    store = RangedCards(layout_by_date(count_cards(cards), newest_first=False))
    store.add_all(card for card in cards if card.key not in unread)
    return store


def _draw(
    store: RangedCards, links: list[CardLink], rows: range, current: Key | None = None, hovered: Key | None = None
) -> list[Drawn]:
    return list(
        draw_links(
            links, store, columns(892, 1.0), rows, current=current, hovered=hovered, gap=8, scale=1.0
        )
    )  # fmt: skip


def _link(source: Key, target: Key) -> CardLink:
    return CardLink(source, target, "responds_to")


def test_a_link_leads_from_the_one_that_asks_to_the_one_that_answers() -> None:
    letter, answer = _key(1, 0), _key(2, 2)
    (drawn,) = _draw(_store(letter, answer), [_link(answer, letter)], range(2))
    places = columns(892, 1.0)
    assert drawn.route.points[0][0] == places.lanes[0][1]
    assert drawn.route.points[-1][0] == places.lanes[2][0] - 1
    assert not drawn.strong


def test_those_of_the_current_card_are_strong_and_last() -> None:
    keys = [_key(day, lane) for day, lane in ((1, 0), (2, 2), (3, 0), (4, 2))]
    links = [_link(keys[1], keys[0]), _link(keys[3], keys[2])]
    for current in (keys[0], keys[3]):
        assert [drawn.strong for drawn in _draw(_store(*keys), links, range(4), current)] == [False, True]


@pytest.mark.parametrize(
    ("count", "current", "hovered", "drawn"),
    [(6, None, None, 6), (7, None, None, 0), (7, 0, None, 1), (7, 0, 3, 2), (7, None, 3, 1), (7, 2, 2, 1)],
)
def test_with_more_than_six_only_those_of_the_current_and_hovered_card(
    count: int, current: int | None, hovered: int | None, drawn: int
) -> None:
    asked = [_key(day, 0) for day in range(1, count + 1)]
    answers = [_key(day, 2) for day in range(1, count + 1)]
    links = [_link(answer, question) for question, answer in zip(asked, answers, strict=True)]
    chosen, pointed = (None if n is None else asked[n] for n in (current, hovered))
    assert len(_draw(_store(*asked, *answers), links, range(count), chosen, pointed)) == drawn


def test_two_records_that_name_each_other_are_linked_once_and_none_with_itself() -> None:
    one, other = _key(1, 0), _key(2, 2)
    links = [_link(one, other), _link(other, one), CardLink(one, other, "related"), _link(one, one)]
    assert len(_draw(_store(one, other), links, range(2))) == 1


def test_only_what_is_on_screen_is_linked() -> None:
    keys = [_key(day, 0) for day in range(1, 9)]
    links = [_link(keys[7], keys[0]), _link(keys[7], keys[6])]
    assert len(_draw(_store(*keys), links, range(3))) == 1
    assert len(_draw(_store(*keys), links, range(2, 4))) == 0


def test_a_card_that_was_not_read_is_led_to_off_the_screen() -> None:
    near, far, hidden = _key(1, 0), _key(9, 2), _key(20, 1)
    store = _store(near, _key(2, 0), far, unread=frozenset({far}))
    links = [_link(far, near), _link(hidden, near)]
    (drawn,) = _draw(store, links, range(2), near)
    assert drawn.route.points[-1][1] > store.layout.row_top(2), "that it is in the third row follows from its key"
    assert not _draw(store, links, range(3), near), "where it stands on screen is only known when it is read"


def test_the_other_ends() -> None:
    one, two, three = _key(1, 0), _key(2, 1), _key(3, 2)
    links = [_link(two, one), _link(one, three), _link(one, one), _link(three, two)]
    assert others_of(links, one) == {two, three}
    assert others_of(links, None) == frozenset()
