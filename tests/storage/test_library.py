"""What a library answers, by example. What filters mean is in test_filters_agree.py, searching in test_search.py."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from oversight_viewer.domain.cards import BlockCount, CardLink
from oversight_viewer.domain.dates import PartialDate
from oversight_viewer.domain.errors import Cancelled, KnownError
from oversight_viewer.domain.filters import Choice, Facet, RecordFilter
from oversight_viewer.domain.keys import UNDATED_BLOCK, Block, block_of_date
from oversight_viewer.domain.kinds import Lane
from oversight_viewer.domain.records import Committee, Company, Entry, EntryId
from oversight_viewer.domain.requests import AnswerStatus, RequestState
from oversight_viewer.storage.library import Library
from tests.storage.helpers import PlainNames, an_entry, make_library, notes_of, opened, raw, save

ALL = RecordFilter()

LETTER = an_entry(
    "letter", kind="document_request", date="2024-03-05", title="Letter to Small", inquiry="Ports",
    committees=[{"code": "XSUB", "name": "Freight"}, "XCOM", {"code": "XSUB"}],
    companies=[{"name": "Small", "role": "addressee"}, "Other", {"name": "Small", "role": "subject"}],
    requests=[
        {"number": 1, "text": "All invoices", "due": "2024-03-19"},
        {"number": "2a", "text": "All e-mail", "due": "2024-04"},
        {"number": 3, "text": "All memoranda"},
        {"number": 4, "text": "All else"},
    ],
    attachments=["letter.pdf", "annex.pdf"], tags=["demand"], body="**Please** produce.",
)  # fmt: skip
CALL = an_entry(
    "call", lane="meeting", kind="staff_call", date="2024-03", title="Call with counsel",
    links=[{"rel": "discusses", "to": "letter"}, {"rel": "related", "to": "nowhere"}],
    answers=[{"to": "letter", "request": 3, "status": "promised", "text": "In May"}],
)  # fmt: skip
REPLY = an_entry(
    "reply", lane="response", kind="response_letter", date="2024-03-20", title="Reply of Small", companies=["Small"],
    links=[{"rel": "responds_to", "to": "letter"}, {"rel": "responds_to", "to": "letter"}],
    answers=[
        {"to": "letter", "request": 1, "status": "full", "text": "Enclosed"},
        {"to": "letter", "request": "2a", "status": "refused"},
        {"to": "letter", "request": 99, "status": "full"},
        {"to": "nowhere", "request": 1, "status": "full"},
    ],
    extra={"respondent_mark": "Confidential treatment requested"},
)  # fmt: skip
SECOND = an_entry(
    "second", lane="response", kind="supplemental_production", date="2024-05-01", title="Second production",
    links=[{"rel": "supersedes", "to": "reply"}],
    answers=[
        {"to": "letter", "request": 1, "status": "partial"},
        {"to": "letter", "request": "2a", "status": "partial"},
    ],
)  # fmt: skip
UNDATED = an_entry("undated", title="Undated note", inquiry="Ports")
YEAR = an_entry("year", title="Annual report", date="2023", kind="staff_report")
RANGE = an_entry("range", title="Sittings", date="2023-11/2024-02-03", kind="hearing")
RECORD = [LETTER, CALL, REPLY, SECOND, UNDATED, YEAR, RANGE]
NAMES = PlainNames({"XSUB": "XCOM"}, {"Small": "Large"})


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with opened(make_library(tmp_path_factory.mktemp("library") / "a.oversight", RECORD, NAMES)) as opened_library:
        yield opened_library


def ids(library: Library, wanted: RecordFilter) -> list[str]:
    return [card.id for card in library.cards(wanted, {}, limit=100)]


def test_info(library: Library) -> None:
    info = library.info()
    assert info.entries == {Lane.ACTION: 4, Lane.MEETING: 1, Lane.RESPONSE: 2}
    assert (info.total, info.committees, info.companies) == (7, 2, 3)
    assert (info.first_day, info.last_day) == (date(2023, 1, 1), date(2024, 5, 1))
    assert info.size == library.path.stat().st_size


def test_the_last_day_of_a_library_may_lie_in_a_partial_date(tmp_path: Path) -> None:
    some = [an_entry("a", date="2024"), an_entry("b", date="2024-10-01")]
    with opened(make_library(tmp_path / "a.oversight", some)) as library:
        assert library.info().last_day == date(2024, 12, 31)


def test_directory(library: Library) -> None:
    directory = library.directory()
    assert directory.committees == {
        "XCOM": Committee("XCOM", "XCOM", "XCOM"),
        "XSUB": Committee("XSUB", "XSUB", "XSUB", "XCOM"),
    }
    assert directory.companies == {
        "Large": Company("Large"),
        "Other": Company("Other"),
        "Small": Company("Small", "Large"),
    }
    assert library.directory() is directory


def test_cards_show_what_stands_on_them(library: Library) -> None:
    (card,) = library.cards(RecordFilter(text="letter small"), {}, limit=5, lane=Lane.ACTION)
    assert (card.id, card.lane, card.kind, card.title) == ("letter", Lane.ACTION, "document_request", "Letter to Small")
    assert card.date == PartialDate.parse("2024-03-05")
    assert card.committees == ("XSUB", "XCOM")
    assert card.companies == ("Small", "Other")
    assert (card.inquiry, card.mark, card.attachments, card.respondent_mark) == ("Ports", "public", 2, None)
    assert card.requests == (
        RequestState("1", AnswerStatus.FULL, date(2024, 3, 19)),
        RequestState("2a", AnswerStatus.PARTIAL, date(2024, 4, 30)),
        RequestState("3", AnswerStatus.PROMISED),
        RequestState("4", AnswerStatus.NONE_RECORDED),
    )
    assert card.answered == 1
    reply = library.cards_by_id([REPLY.id])[REPLY.id]
    assert reply.respondent_mark == "Confidential treatment requested"
    assert reply.requests == ()


def test_order_of_cards(library: Library) -> None:
    newest_first = ["second", "reply", "letter", "call", "range", "year", "undated"]
    assert ids(library, ALL) == newest_first
    oldest_first = library.cards(ALL, {}, limit=100, newest_first=False)
    assert [card.id for card in oldest_first] == ["year", "range", "call", "letter", "reply", "second", "undated"]
    assert [card.id for card in library.cards(ALL, {}, limit=2)] == ["second", "reply"]
    assert library.cards(ALL, {}, limit=0) == []


def test_histogram(library: Library) -> None:
    def block(day: str) -> Block:
        return block_of_date(PartialDate.parse(day))

    assert library.histogram(ALL, {}) == [
        BlockCount(UNDATED_BLOCK, Lane.ACTION, 1),
        BlockCount(block("2023"), Lane.ACTION, 1),
        BlockCount(block("2023-11/2024-02-03"), Lane.ACTION, 1),
        BlockCount(block("2024-03"), Lane.MEETING, 1),
        BlockCount(block("2024-03-05"), Lane.ACTION, 1),
        BlockCount(block("2024-03-20"), Lane.RESPONSE, 1),
        BlockCount(block("2024-05-01"), Lane.RESPONSE, 1),
    ]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2024-03-05", None, ["second", "reply", "letter", "call"]),
        ("2024-03-31", None, ["second", "call"]),
        ("2024-04-01", None, ["second"]),
        (None, "2023-01-01", ["year"]),
        (None, "2022-12-31", []),
        ("2023-12-31", "2023-12-31", ["range", "year"]),
        ("2024-01-01", "2024-02-29", ["range"]),
        ("2024-02-04", "2024-02-29", []),
        ("0001-01-01", "9999-12-31", ["second", "reply", "letter", "call", "range", "year"]),
        ("2024-05-01", "2024-03-01", []),
    ],
)
def test_dates_take_in_what_may_lie_between_them(
    library: Library, since: str | None, until: str | None, expected: list[str]
) -> None:
    wanted = RecordFilter(
        since=date.fromisoformat(since) if since else None, until=date.fromisoformat(until) if until else None
    )
    assert ids(library, wanted) == expected


def test_facets(library: Library) -> None:
    notes = notes_of("letter", note="Look", note_tags=["demand", "mine"]) | notes_of(
        "year", tags=["mine"], flagged=True
    )
    facets = library.facets(RecordFilter(committees=Choice(("XSUB",))), notes)
    assert facets.counts == {
        Facet.COMMITTEE: {"XCOM": 1, "XSUB": 1},
        Facet.COMPANY: {"Large": 1, "Other": 1, "Small": 1},
        Facet.INQUIRY: {"Ports": 1},
        Facet.KIND: {
            "document_request": 1, "hearing": 0, "other_action": 0, "response_letter": 0, "staff_call": 0,
            "staff_report": 0, "supplemental_production": 0,
        },
        Facet.LANE: {"action": 1, "meeting": 0, "response": 0},
        Facet.MARK: {"public": 1, "committee-confidential": 0},
        Facet.TAG: {"demand": 1, "mine": 1},
        Facet.PERSON: {},
        Facet.CONGRESS: {},
        Facet.YEAR: {"2023": 0, "2024": 1, "undated": 0},
    }  # fmt: skip
    assert (facets.has_notes, facets.flagged) == (1, 0)
    everything = library.facets(ALL, notes)
    assert everything.counts[Facet.COMPANY] == {"Large": 2, "Other": 1, "Small": 2}
    assert everything.counts[Facet.TAG] == {"demand": 1, "mine": 2}
    assert (everything.has_notes, everything.flagged) == (1, 1)


def test_tags_of_notes_count_like_tags_of_the_record(library: Library) -> None:
    notes = notes_of("year", note="Look", note_tags=["demand"]) | notes_of("reply", tags=["mine"], flagged=True)
    notes |= notes_of("letter", tags=["demand"])  # as the record has it: it counts once

    def with_tags(include: tuple[str, ...], exclude: tuple[str, ...] = (), text: str = "") -> set[str]:
        wanted = RecordFilter(tags=Choice(include, exclude), text=text)
        cards = library.cards(wanted, notes, limit=100)
        assert library.count(wanted, notes) == len(cards) == sum(b.count for b in library.histogram(wanted, notes))
        return {card.id for card in cards}

    assert with_tags(("demand",)) == {"letter", "year"}
    assert with_tags(("demand", "mine")) == {"letter", "year", "reply"}
    assert with_tags(("mine",)) == {"reply"}
    assert with_tags((), ("demand", "mine")) == {"call", "second", "undated", "range"}
    assert with_tags(("demand",), text="annual") == {"year"}
    assert with_tags(("demand",), ("mine",)) == {"letter", "year"}
    assert library.count(RecordFilter(has_notes=True), notes) == 1
    assert library.count(RecordFilter(has_notes=False, flagged=False), notes) == 5


def test_facets_of_an_empty_library(tmp_path: Path) -> None:
    with opened(make_library(tmp_path / "a.oversight")) as library:
        facets = library.facets(RecordFilter(text="whales"), {})
        assert facets.counts[Facet.LANE] == {"action": 0, "meeting": 0, "response": 0}
        assert facets.counts[Facet.COMMITTEE] == {}
        assert library.histogram(ALL, {}) == []
        assert library.cards(ALL, {}, limit=5) == []


def test_links(library: Library) -> None:
    key = {card.id: card.key for card in library.cards(ALL, {}, limit=100)}
    to_letter = {
        CardLink(key[CALL.id], key[LETTER.id], "discusses"),
        CardLink(key[REPLY.id], key[LETTER.id], "responds_to"),
    }
    assert library.links_among([key[LETTER.id]]) == []
    assert set(library.links_among([key[LETTER.id], key[CALL.id], key[REPLY.id]])) == to_letter
    assert len(library.links_among(list(key.values()))) == 3
    assert set(library.links_of(key[LETTER.id])) == to_letter
    assert library.links_of(key[SECOND.id]) == [CardLink(key[SECOND.id], key[REPLY.id], "supersedes")]
    assert library.links_of(key[YEAR.id]) == library.links_of(12345) == []


def test_an_entry_with_what_belongs_to_it(library: Library) -> None:
    letter = library.entry(LETTER.id)
    assert letter is not None
    assert letter.entry == LETTER
    assert letter.revision == 1
    assert [item.key for item in letter.committees] == ["XSUB", "XCOM"]
    assert [(company.name, role) for company, role in letter.companies] == [
        ("Small", "addressee"),
        ("Other", "subject"),
        ("Small", "subject"),
    ]
    assert [(link.rel, link.outgoing, link.id) for link in letter.links] == [
        ("discusses", False, "call"),
        ("responds_to", False, "reply"),
        ("responds_to", False, "reply"),
    ]
    assert [(got.request, got.status, got.text, got.by.id) for got in letter.received] == [
        ("3", AnswerStatus.PROMISED, "In May", "call"),
        ("1", AnswerStatus.FULL, "Enclosed", "reply"),
        ("2a", AnswerStatus.REFUSED, "", "reply"),
        ("99", AnswerStatus.FULL, "", "reply"),
        ("1", AnswerStatus.PARTIAL, "", "second"),
        ("2a", AnswerStatus.PARTIAL, "", "second"),
    ]
    assert letter.answered == ()

    reply = library.entry(REPLY.id)
    assert reply is not None
    assert [(card.id if card else None, text) for card, text in reply.answered] == [
        ("letter", "All invoices"),
        ("letter", "All e-mail"),
        ("letter", ""),
        (None, ""),
    ]
    assert reply.links[0].card == letter.card

    call = library.entry(CALL.id)
    assert call is not None
    assert [(link.rel, link.outgoing, link.id, link.card is None) for link in call.links] == [
        ("discusses", True, "letter", False),
        ("related", True, "nowhere", True),
    ]


def test_what_the_library_does_not_have(library: Library) -> None:
    for unknown in (EntryId("nowhere"), EntryId(""), EntryId("half \ud800")):
        assert library.entry(unknown) is None
        assert library.revisions(unknown) == []
        assert library.cards_by_id([unknown, YEAR.id]).keys() == {YEAR.id}
    assert library.cards_by_key([1, 2, 3]) == {}
    wanted = RecordFilter(committees=Choice(("half \ud800",)))
    assert library.count(wanted, notes_of("half \ud800", flagged=True)) == 0


def test_many_cards_by_id(tmp_path: Path) -> None:
    many = [an_entry(f"e{number}") for number in range(1203)]
    with opened(make_library(tmp_path / "a.oversight", many)) as library:
        assert len(library.cards_by_id([entry.id for entry in many])) == 1203
        assert [entry.id for entry in library.entries(ALL, {})] == [entry.id for entry in reversed(many)]


def test_entries_come_whole_while_the_record_changes(tmp_path: Path) -> None:
    many = [an_entry(f"e{number}", date=f"20{number % 20:02}-01-01") for number in range(300)]
    path = make_library(tmp_path / "a.oversight", many)
    with opened(path) as library:
        coming = library.entries(ALL, {})
        seen = [next(coming).id]
        save(path, [an_entry(entry.id, title="Moved", date="1999-01-01") for entry in many])
        seen += [entry.id for entry in coming]
    assert sorted(seen) == sorted(entry.id for entry in many)


def test_reading_can_be_stopped(library: Library) -> None:
    library.interrupt()
    assert library.count(ALL, {}) == 7
    stopped: list[bool] = []

    def read() -> None:
        try:
            while True:
                library.facets(ALL, {})
        except Cancelled:
            stopped.append(True)

    thread = threading.Thread(target=read)
    thread.start()
    while thread.is_alive():
        library.interrupt()
        thread.join(0.001)
    assert stopped == [True]
    assert library.count(ALL, {}) == 7


def test_a_question_has_a_time_limit(tmp_path: Path) -> None:
    path = make_library(tmp_path / "a.oversight", [an_entry(f"e{number}") for number in range(5000)])
    with closing(Library.open(path, time_limit=0)) as library, pytest.raises(KnownError, match="took longer"):
        library.histogram(ALL, {})


@pytest.mark.parametrize("doc", ["not json", "[]", "{}", '{"id": "a", "title": " ", "lane": "action"}'])
def test_an_entry_that_cannot_be_read_is_told(tmp_path: Path, doc: str) -> None:
    path = make_library(tmp_path / "a.oversight", [an_entry("a")])
    with raw(path) as conn:
        conn.execute("UPDATE entry_doc SET doc = ?", (doc,))
    with opened(path) as library:
        assert library.cards(ALL, {}, limit=5)[0].id == "a"
        with pytest.raises(KnownError, match="is damaged"):
            library.entry(EntryId("a"))
        with pytest.raises(KnownError, match="is damaged"):
            list(library.entries(ALL, {}))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET date = 'soon'",
        "UPDATE entry SET title = CAST(x'ff' AS TEXT)",
        "UPDATE entry SET key = key + (3 << 24)",
        "UPDATE answer SET status = 'maybe'",
        "UPDATE request SET due = -5",
        "DELETE FROM meta",
        "UPDATE meta SET value = 'yesterday' WHERE name = 'created'",
        "UPDATE entry SET last_day = 999999999",
        "UPDATE term SET facet = 'shoes'",
        "UPDATE revision SET saved_at = 'yesterday'",
        "UPDATE revision SET doc = ''",
    ],
)
def test_what_we_would_not_have_written_is_told_and_is_no_bug(tmp_path: Path, statement: str) -> None:
    path = make_library(tmp_path / "a.oversight", RECORD, NAMES)
    save(path, [an_entry("letter", title="Letter", requests=[{"number": 1, "due": "2024"}], committees=["XSUB"])])
    with raw(path) as conn:
        conn.execute("PRAGMA foreign_keys = ON" if "key = key" in statement else "PRAGMA foreign_keys = OFF")
        conn.execute(statement)
    told = []
    with opened(path) as library:
        for ask in (
            library.info,
            lambda: library.cards(ALL, {}, limit=10),
            lambda: library.histogram(ALL, {}),
            lambda: library.facets(ALL, {}),
            lambda: library.entry(LETTER.id),
            lambda: library.revisions(LETTER.id),
        ):
            try:
                ask()
            except KnownError as error:
                told.append(error.what)
    assert set(told) == {"“a.oversight” is damaged."}


def test_an_empty_body_is_not_a_missing_one(tmp_path: Path) -> None:
    some = [an_entry("empty", body="", format="plain"), an_entry("none", format="plain"), an_entry("md", body="")]
    with opened(make_library(tmp_path / "a.oversight", some)) as library:
        found: list[Entry] = list(library.entries(ALL, {}))
    assert found == some[::-1]
    assert [entry.body for entry in found] == ["", None, ""]
