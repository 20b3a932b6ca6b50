"""What the index of a library and the notes beside it answer is what a search means, on records made at random."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.annotations import EntryNotes, EventId, Note, NoteId, NoteVersion
from oversight_viewer.domain.directory import Directory
from oversight_viewer.domain.entry_json import entry_to_json
from oversight_viewer.domain.filters import Choice, RecordFilter
from oversight_viewer.domain.kinds import LANES
from oversight_viewer.domain.records import Entry, EntryId
from oversight_viewer.domain.search_match import matches
from oversight_viewer.domain.search_text import parse_search
from oversight_viewer.domain.search_tree import Field
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.rows import searchable
from tests.storage.helpers import PlainNames, an_entry, make_library, opened
from tests.strategies import SEARCH_WORDS, SEARCHES

PARENTS = {"B b": "A", "C": "A", "D": "B b"}
OWNERS = {"Small Co": "Large", "Middle": "Large", "Round": "Trip", "Trip": "Round"}
NAMES = PlainNames(PARENTS, OWNERS)

TEXTS = st.lists(st.sampled_from((*SEARCH_WORDS, "the")), max_size=5).map(" ".join)


def _some(values: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=2)


RECORDS = st.lists(
    st.builds(
        lambda number, title, summary, body, people, committees, companies, lane: an_entry(
            f"id-{number}", title=title or "None", summary=summary, body=body, lane=lane, tags=["t"] * (number % 2),
            people=[{"name": name} for name in people if name.strip()], companies=[*companies],
            committees=[{"code": code} for code in committees],
        ),
        st.integers(0, 9), TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=2), _some(["A", "B b", "C", "D", "E"]),
        _some(["Small Co", "Middle", "Large", "Round", "Other"]), st.sampled_from(["action", "meeting"]),
    ),
    max_size=8, unique_by=lambda entry: entry.id,
)  # fmt: skip


def notes_on(entry: str, notes: Sequence[Sequence[str]]) -> EntryNotes:
    """Notes on an entry, each with one or more versions."""
    at = datetime(2024, 1, 1, tzinfo=UTC)
    return EntryNotes(
        EntryId(entry),
        tuple(
            Note(
                NoteId(str(number)),
                EntryId(entry),
                tuple(NoteVersion(EventId(text), text, (), "me", at, 0) for text in versions),
                at,
            )
            for number, versions in enumerate(notes)
        ),
    )


NOTES = st.dictionaries(
    st.sampled_from([f"id-{number}" for number in range(5)] + ["not here"]),
    st.lists(st.lists(TEXTS, min_size=1, max_size=2), max_size=2),
    max_size=4,
).map(lambda found: {EntryId(entry): notes_on(entry, texts) for entry, texts in found.items()})


@dataclass(frozen=True)
class Case:
    """A library, and the plain meaning of searches over it."""

    library: Library
    entries: list[Entry]
    directory: Directory

    def means(self, search: str, entry: Entry, notes: Mapping[EntryId, EntryNotes]) -> bool:
        tree = parse_search(search)
        return tree is None or matches(tree, self.texts(entry, notes))

    def texts(self, entry: Entry, notes: Mapping[EntryId, EntryNotes]) -> dict[Field, list[str]]:
        """All texts of an entry in which a search may find something."""
        directory = self.directory
        committees = [NAMES.committee(ref) for ref in entry.committees]
        companies = [NAMES.company(ref) for ref in entry.companies]
        texts = searchable(entry_to_json(entry), entry.body, committees, companies)
        above = directory.with_ancestors_of_committees(committee.key for committee in committees)
        known = [directory.committees[key] for key in above]
        own = notes.get(entry.id, EntryNotes(entry.id)).notes
        return {
            **{field: [text] for field, text in zip(Field, texts, strict=False)},
            Field.NOTES: [version.text for note in own for version in note.versions],
            Field.COMMITTEE: [name for item in known for name in (item.key, item.name, item.short_name)],
            Field.COMPANY: [*directory.with_ancestors_of_companies(company.name for company in companies)],
        }


@contextmanager
def case(records: list[Entry]) -> Iterator[Case]:
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(make_library(Path(folder) / "a.oversight", records, NAMES)) as library,
    ):
        yield Case(library, records, library.directory())


SOME = [
    an_entry("id-0", title="data", body="x-1", committees=[{"code": "D"}], companies=["Small Co"]),
    an_entry("id-1", title="security", lane="meeting", tags=["t"]),
    an_entry("id-2", title="dates", people=[{"name": "Müller"}]),
]
SOME_NOTES = {EntryId("id-1"): notes_on("id-1", [["data", "café"]])}


@settings(max_examples=60, deadline=None)
@example(SOME, [SOME_NOTES], ["-data", "data security", "-notes:café", "committee:a -company:large", "notes:data x"])
@given(RECORDS, st.lists(NOTES, min_size=1, max_size=3), st.lists(SEARCHES, min_size=1, max_size=6))
def test_a_search_gives_what_it_means(
    records: list[Entry], notes_in_turn: list[dict[EntryId, EntryNotes]], searches: list[str]
) -> None:
    with case(records) as now:
        for notes in (*notes_in_turn, {}):
            for text in searches:
                meant = {entry.id for entry in records if now.means(text, entry, notes)}
                by_record = {entry.id for entry in records if now.means(text, entry, {})}
                wanted = RecordFilter(text=text)
                cards = now.library.cards(wanted, notes, limit=100)
                assert {card.id for card in cards} == meant, text
                assert [card.key for card in cards] == sorted((card.key for card in cards), reverse=True)
                assert {card.id for card in cards if card.found_in_notes} == meant - by_record, text
                assert now.library.count(wanted, notes) == len(meant)
                assert sum(block.count for block in now.library.histogram(wanted, notes)) == len(meant)
                assert {entry.id for entry in now.library.entries(wanted, notes)} == meant
                ranked = now.library.ranked(wanted, notes, 100)
                assert {lane: sorted(keys) for lane, keys in ranked.items()} == {
                    lane: sorted(card.key for card in cards if card.lane is lane) for lane in LANES
                }
                by_key = now.library.cards_by_key([card.key for card in cards], text, notes)
                assert by_key == {card.key: card for card in cards}


@settings(max_examples=40, deadline=None)
@given(RECORDS, NOTES, SEARCHES, st.sampled_from([((), ("meeting",)), (("action",), ())]), st.booleans())
def test_a_search_goes_with_the_rest_of_the_filter(
    records: list[Entry],
    notes: dict[EntryId, EntryNotes],
    text: str,
    lanes: tuple[tuple[str, ...], tuple[str, ...]],
    tagged: bool,
) -> None:
    with case(records) as now:
        rest = RecordFilter(lanes=Choice(*lanes), tags=Choice(("t",)) if tagged else Choice(), has_notes=True)
        alone = {card.id for card in now.library.cards(RecordFilter(text=text), notes, limit=100)}
        others = {card.id for card in now.library.cards(rest, notes, limit=100)}
        wanted = RecordFilter(text=text, lanes=rest.lanes, tags=rest.tags, has_notes=True)
        assert {card.id for card in now.library.cards(wanted, notes, limit=100)} == alone & others
        assert sum(map(len, now.library.ranked(wanted, notes, 100).values())) == len(alone & others)
        facets = now.library.facets(wanted, notes)
        assert facets.has_notes == len(alone & others)
