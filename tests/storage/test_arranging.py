"""Entries side by side by inquiry and by exchange, against rules that are written out in plain Python."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.arrangements import MIXED, NOBODY, Arrangement
from oversight_viewer.domain.cards import Card
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.keys import block_of_key
from oversight_viewer.domain.kinds import LANES, Lane
from oversight_viewer.domain.records import Answer, Entry, EntryId, Link, Request
from oversight_viewer.domain.requests import due_day
from oversight_viewer.domain.views import Alignment, Order
from oversight_viewer.storage.library import Library
from tests.storage.helpers import make_library, opened, save

_KINDS = {Lane.ACTION: "letter", Lane.MEETING: "meeting", Lane.RESPONSE: "response_letter"}
_IDS = [EntryId(f"id-{number}") for number in range(9)]
_DATES = ["2023", "2023-12", "2024-01", "2024-01-05", "2024-01-05/2024-02", "2024-01-06", "2024-03-01"]
_TARGETS = st.sampled_from([*_IDS, EntryId("not here")])
_LINKS = st.lists(st.builds(Link, st.sampled_from(["related", "responds_to"]), _TARGETS), max_size=3).map(tuple)
_ANSWERS = st.lists(
    st.builds(Answer, _TARGETS, st.integers(1, 2), st.sampled_from(["full", "partial", "refused"])), max_size=2
).map(tuple)
_DUES = st.none() | st.sampled_from(["2024-01-10", "2024-02", "2025"]).map(PartialDate.parse)


@st.composite
def _entry(draw: st.DrawFn) -> Entry:
    lane = draw(st.sampled_from(LANES))
    requests = draw(st.lists(_DUES, max_size=2)) if draw(st.booleans()) else []
    return Entry(
        id=draw(st.sampled_from(_IDS)),
        lane=lane,
        kind=_KINDS[lane],
        title="Title",
        mark="public",
        date=draw(st.none() | st.sampled_from(_DATES).map(PartialDate.parse)),
        inquiry=draw(st.none() | st.sampled_from(["Cranes", "Medicine, and more", "\N{SNOWMAN}\0", ""])),
        requests=tuple(Request(number, "Text", due) for number, due in enumerate(requests, start=1)),
        answers=draw(_ANSWERS),
        links=draw(_LINKS),
    )


_RECORDS = st.lists(_entry(), max_size=9, unique_by=lambda entry: entry.id)
_FILTERS = st.sampled_from([
    RecordFilter(),
    RecordFilter(lanes=Choice(exclude=("action",))),
    RecordFilter(since=date(2024, 1, 1)),
    RecordFilter(inquiries=Choice(include=("Cranes",))),
    RecordFilter(text="no such words"),
])  # fmt: skip


@dataclass(frozen=True)
class Section:
    """What stands under one heading: of each block its date, and the entries of each lane."""

    subject: str | None
    blocks: list[tuple[int, list[list[str]]]]


def _sections(library: Library, arrangement: Arrangement) -> list[Section]:
    """An arrangement by ids, as a board walks through it."""
    outline = arrangement.outline
    keys = {key for lane in arrangement.keys for key in lane} | {key for key in arrangement.subjects if key != NOBODY}
    ids = {key: card.id for key, card in library.cards_by_key(keys).items()}
    assert len(arrangement.subjects) == len(outline.sections)
    assert len(outline.first_rows) == len(outline.blocks) + 1

    def subject(number: int) -> str | None:
        if number == NOBODY:
            return None
        return arrangement.names[number] if arrangement.names else ids[number]

    def blocks(first: int, after: int) -> Iterator[tuple[int, list[list[str]]]]:
        for block in range(first, after):
            spans = [(before[block], before[block + 1]) for before in outline.before]
            rows = outline.first_rows[block + 1] - outline.first_rows[block]
            assert rows == max(stop - start for start, stop in spans) > 0, "as many rows as the fullest lane"
            lanes = [
                [ids[key] for key in keys[start:stop]]
                for keys, (start, stop) in zip(arrangement.keys, spans, strict=True)
            ]
            yield outline.blocks[block], lanes

    ends = [*outline.sections[1:], len(outline.blocks)][: len(outline.sections)]
    return [
        Section(subject(arrangement.subjects[number]), list(blocks(first, after)))
        for number, (first, after) in enumerate(zip(outline.sections, ends, strict=True))
    ]


def _in_order(cards: Sequence[Card], order: Order) -> list[Card]:
    """By date, what has none last."""
    if order is Order.NEWEST:
        return sorted(cards, key=lambda card: -card.key)
    return sorted(cards, key=lambda card: (card.date is None, card.key))


def _days(cards: Sequence[Card]) -> list[tuple[int, list[list[str]]]]:
    return [
        (block, _lanes(list(group))) for block, group in groupby(cards, key=lambda card: int(block_of_key(card.key)))
    ]


def _lanes(cards: Sequence[Card]) -> list[list[str]]:
    return [[card.id for card in cards if card.lane is lane] for lane in LANES]


def _plain_by_inquiry(cards: list[Card]) -> list[Section]:
    names = dict.fromkeys(card.inquiry for card in cards if card.inquiry is not None)
    inquiries = [*names, *([None] if any(card.inquiry is None for card in cards) else [])]
    return [Section(name, _days([card for card in cards if card.inquiry == name])) for name in inquiries]


class PlainExchanges:
    """Which entries belong to which exchange, from the entries alone."""

    def __init__(self, records: Sequence[Entry], keys: dict[EntryId, int]) -> None:
        self._keys = keys
        self._records = {entry.id: entry for entry in records}
        self._all_answers = [answer for entry in records for answer in entry.answers]
        actions = sorted((entry for entry in records if entry.lane is Lane.ACTION), key=lambda entry: keys[entry.id])
        self.action_of: dict[EntryId, EntryId] = {}
        self.exchanges = {entry.id for entry in actions if entry.requests}
        for entry in records:
            if entry.lane is Lane.ACTION:
                continue
            named = [answer.to for answer in entry.answers] + [link.to for link in entry.links]
            named += [action.id for action in actions for link in action.links if link.to == entry.id]
            linked = [name for name in named if name in self._records and self._records[name].lane is Lane.ACTION]
            self.exchanges.update(linked)
            if linked:
                self.action_of[entry.id] = linked[0]
        self.action_of |= {name: name for name in self.exchanges}

    def urgency(self, action: EntryId) -> float:
        """The first due day of what is open; greater without one, greatest if nothing is open."""
        full = {str(answer.request) for answer in self._all_answers if answer.to == action and answer.status == "full"}
        still_open = [due_day(r) for r in self._records[action].requests if str(r.number) not in full]
        if not still_open:
            return float("inf")
        return min((due.toordinal() for due in still_open if due is not None), default=10.0**9)


def _plain_by_exchange(
    cards: list[Card], everything: list[Card], order: Order, records: Sequence[Entry]
) -> list[Section]:
    exchanges = PlainExchanges(records, {card.id: card.key for card in everything})
    actions = [card.id for card in _in_order(everything, order) if card.id in exchanges.exchanges]
    actions.sort(key=exchanges.urgency)
    sections = []
    for action in actions:
        own = [card for card in cards if exchanges.action_of.get(card.id) == action]
        if own:
            sections.append(Section(action, [(MIXED, _lanes(own))]))
    others = [card for card in cards if card.id not in exchanges.action_of]
    return sections + ([Section(None, _days(others))] if others else [])


@settings(max_examples=80, deadline=None)
@given(_RECORDS, _FILTERS, st.sampled_from([Order.NEWEST, Order.OLDEST]))
def test_entries_stand_where_the_rules_put_them(records: list[Entry], wanted: RecordFilter, order: Order) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(make_library(Path(folder) / "a.oversight", records)) as library,
    ):
        everything = library.cards(RecordFilter(), {}, limit=100)
        cards = _in_order(library.cards(wanted, {}, limit=100), order)
        by_inquiry = library.arrangement(wanted, {}, Alignment.INQUIRY, order)
        by_exchange = library.arrangement(wanted, {}, Alignment.EXCHANGE, order)
        assert _sections(library, by_inquiry) == _plain_by_inquiry(cards)
        assert _sections(library, by_exchange) == _plain_by_exchange(cards, everything, order, records)
        for arrangement in (by_inquiry, by_exchange):
            keys = [key for lane in arrangement.keys for key in lane]
            assert sorted(keys) == sorted(card.key for card in cards), "each once"
            assert [before[-1] for before in arrangement.outline.before] == [len(lane) for lane in arrangement.keys]


def _action(name: str, day: str, **fields: object) -> Entry:
    return Entry(EntryId(name), Lane.ACTION, "letter", name, "public", PartialDate.parse(day), **fields)  # type: ignore[arg-type]


def test_what_is_longest_overdue_stands_above_all(tmp_path: Path) -> None:
    def asks(name: str, day: str, *dues: str | None) -> Entry:
        requests = (Request(n, "", PartialDate.parse(due) if due else None) for n, due in enumerate(dues))
        return _action(name, day, requests=tuple(requests))

    records = [
        asks("settled", "2024-06-01", "2020-01-01"),
        asks("open, no due date", "2024-05-01", None),
        asks("due long ago", "2024-03-01", "2024-12-01", "2023-05-01"),
        asks("due later", "2024-04-01", "2023-06-01"),
        Entry(EntryId("answer"), Lane.RESPONSE, "response_letter", "Answer", "public",
              answers=(Answer(EntryId("settled"), 0, "full"),)),
        _action("alone", "2024-07-01"),
    ]  # fmt: skip
    with opened(make_library(tmp_path / "a.oversight", records)) as library:
        arrangement = library.arrangement(RecordFilter(), {}, Alignment.EXCHANGE)
        subjects = [section.subject for section in _sections(library, arrangement)]
    assert subjects == ["due long ago", "due later", "open, no due date", "settled", None]


@pytest.mark.parametrize(
    ("answers", "links", "expected"),
    [
        ((), (), "linked from"),
        ((), ("second",), "second"),
        ((), ("response", "first", "second"), "first"),
        (("second",), ("first",), "second"),
        (("not here", "second"), ("first",), "second"),
    ],
)
def test_a_response_stands_with_the_first_action_it_answers(
    tmp_path: Path, answers: tuple[str, ...], links: tuple[str, ...], expected: str
) -> None:
    response = Entry(
        EntryId("response"), Lane.RESPONSE, "response_letter", "Response", "public",
        answers=tuple(Answer(EntryId(name), 1, "partial") for name in answers),
        links=tuple(Link("related", EntryId(name)) for name in links),
    )  # fmt: skip
    to_response = (Link("related", EntryId("response")),)
    records = [
        response,
        _action("first", "2024-01-01"),
        _action("second", "2024-01-02"),
        _action("linked from", "2024-01-03", links=to_response),
        _action("linked from later", "2024-01-04", links=to_response),
    ]
    with opened(make_library(tmp_path / "a.oversight", records)) as library:
        sections = _sections(library, library.arrangement(RecordFilter(), {}, Alignment.EXCHANGE))
    assert [section.subject for section in sections if section.blocks[0][1][2] == ["response"]] == [expected]


def test_an_exchange_of_which_the_action_is_left_out_keeps_its_subject(tmp_path: Path) -> None:
    records = [
        _action("asks", "2024-01-01"),
        Entry(EntryId("answers"), Lane.RESPONSE, "response_letter", "A", "public", links=(Link("r", EntryId("asks")),)),
    ]
    with opened(make_library(tmp_path / "a.oversight", records)) as library:
        wanted = RecordFilter(lanes=Choice(include=("response",)))
        arrangement = library.arrangement(wanted, {}, Alignment.EXCHANGE)
        assert _sections(library, arrangement) == [Section("asks", [(MIXED, [[], [], ["answers"]])])]


def test_what_another_program_has_changed_is_read_anew(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.oversight", [_action("one", "2024-01-01", inquiry="Cranes")])
    with opened(path) as library:
        for alignment in (Alignment.INQUIRY, Alignment.EXCHANGE):
            assert len(library.arrangement(RecordFilter(), {}, alignment).outline.sections) == 1
        save(path, [_action("two", "2024-01-02", inquiry="Medicine", requests=(Request(1),))])
        for alignment in (Alignment.INQUIRY, Alignment.EXCHANGE):
            assert len(library.arrangement(RecordFilter(), {}, alignment).outline.sections) == 2


def test_the_best_matches_come_first(tmp_path: Path) -> None:
    def written(name: str, title: str, body: str, day: str) -> Entry:
        return Entry(EntryId(name), Lane.ACTION, "letter", title, "public", PartialDate.parse(day), body=body)

    filler = "other words " * 30
    records = [
        written("in the text", "Something", f"{filler} cranes", "2024-03-01"),
        written("in the title", "Cranes", filler, "2024-01-01"),
        written("nowhere", "Something", filler, "2024-04-01"),
        written("often", "Something", f"{filler} cranes and cranes", "2024-02-01"),
    ]
    with opened(make_library(tmp_path / "a.oversight", records)) as library:
        ranked = library.ranked(RecordFilter(text="cranes"), {}, 10)[Lane.ACTION]
        cards = library.cards_by_key(ranked)
        assert [cards[key].id for key in ranked] == ["in the title", "often", "in the text"]
        assert library.ranked(RecordFilter(text="cranes"), {}, 2)[Lane.ACTION] == ranked[:2]
        newest = library.ranked(RecordFilter(), {}, 2)[Lane.ACTION]
        assert [library.cards_by_key(newest)[key].id for key in newest] == ["nowhere", "in the text"]
        arrangement = Arrangement.by_rank({Lane.ACTION: ranked, Lane.RESPONSE: ranked[:1]})
        assert _sections(library, arrangement)[0].blocks[0][1] == [
            ["in the title", "often", "in the text"], [], ["in the title"]
        ]  # fmt: skip
        assert _sections(library, Arrangement.by_rank({})) == []
