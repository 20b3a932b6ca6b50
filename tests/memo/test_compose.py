"""A memo says what the permitted entries say, with its sources, and nothing of what is withheld."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import EntryId, JsonObject
from oversight_viewer.memo.blocks import EntrySection, Memo, Text
from oversight_viewer.memo.compose import MemoOptions, compose
from oversight_viewer.memo.guard import words_of
from oversight_viewer.memo.words import number_word, relation, withheld_sentence
from tests.memo.records import DIRECTORY, NOTES, OPTIONS, SENTENCE, details, entries, note_on

SCHEME = MarkScheme()
WITHHELD_WORDS = (
    "x-call-counsel",
    "Call with counsel",
    "in confidence",
    "deleted by a contractor",
    "cannot be restored",
    "logs are gone",
    "read aloud by phone",
    "Withheld inquiry name",
    "confidential call",
    "x-subpoena-sealed",
    "Subpoena for the sealed",
    "sealed access logs",
    "compels production",
    "Never write this down",
    "x-nowhere-at-all",
)


def memo_of(
    record: list[JsonObject] | None = None, *, sentence: str = SENTENCE, notes: bool = False, ceiling: str = "public"
) -> Memo:
    found = details() if record is None else details(entries(record))
    options = replace(OPTIONS, include_notes=notes, ceiling=ceiling)
    return compose(found, NOTES, options, SCHEME, DIRECTORY, sentence)


def section(memo: Memo, title: str) -> EntrySection:
    return next(item for item in memo.entries if title in item.title)


def said(memo: Memo) -> str:
    """Everything that a writer of a format can get at."""
    return "\n".join(repr(getattr(memo, item.name)) for item in fields(memo) if item.name != "unwanted")


def test_entries_come_oldest_first_and_undated_last_with_their_dates_as_known() -> None:
    memo = memo_of(ceiling="members-only")
    assert [row.date for row in memo.chronology] == [
        *("Aug 2024", "23 Aug 2024", "Sep 2024", "1 Oct 2024", "3 Oct 2024", "5 Nov 2024", "No date"),
    ]
    assert [item.number for item in memo.entries] == [f"3.{number}" for number in range(1, 8)]
    assert memo.entries[2].when == "September 2024 (day not given)"
    assert memo.entries[6].when == "No date"


def test_what_happened_on_one_day_stands_side_by_side() -> None:
    day = "2024-05-01"
    record: list[JsonObject] = [
        {"id": "a1", "kind": "letter", "title": "first letter", "date": day},
        {"id": "a2", "kind": "letter", "title": "second letter", "date": day},
        {"id": "m1", "kind": "staff_call", "title": "call", "date": day, "mark": "public"},
        {"id": "r1", "kind": "testimony", "title": "testimony", "date": "2024-05-01/2024-05-03"},
    ]
    rows = [[cell and cell.title for cell in row.cells] for row in memo_of(record).chronology]
    assert rows == [[None, None, "testimony"], ["first letter", "call", None], ["second letter", None, None]]


@pytest.mark.parametrize(
    ("ceiling", "titles", "banner", "withheld"),
    [
        ("public", 5, "Public", 2),
        ("committee-confidential", 6, "Committee confidential", 1),
        ("executive-session", 6, "Committee confidential", 1),
        ("members-only", 7, "Members only", 0),
        ("no such mark", 5, "Public", 2),
    ],
)
def test_the_ceiling_decides_and_the_banner_is_the_highest_mark_used(
    ceiling: str, titles: int, banner: str, withheld: int
) -> None:
    memo = memo_of(ceiling=ceiling)
    assert (len(memo.entries), memo.banner.label, memo.withheld) == (titles, banner, withheld)
    assert memo.is_public == (banner == "Public")
    assert bool(memo.withheld_note) == bool(withheld)


def test_nothing_of_a_withheld_entry_is_left_in_the_memo() -> None:
    text = said(memo_of(notes=True))
    for words in WITHHELD_WORDS:
        assert words.casefold() not in text.casefold()
    assert "x-" not in text, "the ids of the record are nobody's business"


def test_the_same_words_are_there_when_the_ceiling_permits_them() -> None:
    text = said(memo_of(notes=True, ceiling="members-only"))
    for words in WITHHELD_WORDS:
        if not words.startswith("x-"):
            assert words.casefold() in text.casefold()


def test_statuses_rest_on_permitted_answers_alone() -> None:
    def statuses(memo: Memo) -> list[str]:
        return [row.status for row in section(memo, "Remote access").requests]

    known = ["Answered in full", "Answered in full", "Partly"]
    assert statuses(memo_of()) == [*known, "None recorded", "None recorded"]
    assert statuses(memo_of(ceiling="committee-confidential")) == [*known, "Refused", "Answered in full"]


def test_the_note_on_statuses_does_not_depend_on_what_is_withheld() -> None:
    record: list[JsonObject] = [{"id": "a", "kind": "letter", "title": "t", "requests": [{"number": 1}]}]
    expected = "The status of each request is as of 26 November 2024, by what the entries marked Public say."
    assert memo_of(record).status_note == memo_of().status_note == expected
    assert memo_of(ceiling="executive-session").status_note.endswith("marked Executive session or lower say.")
    assert memo_of([{"id": "a", "kind": "letter", "title": "t"}]).status_note == ""


def test_requests_say_what_was_answered_by_whom_and_how_late_the_rest_is() -> None:
    memo = memo_of(ceiling="committee-confidential")
    rows = section(memo, "Remote access").requests
    assert rows[0].request == "1. Vendors with remote access"
    assert [(row.due, row.overdue) for row in rows[:3]] == [
        ("20 Sep 2024", ""),
        ("20 Sep 2024", ""),
        ("20 Sep 2024", "67 days overdue"),
    ]
    assert (rows[4].request, rows[4].due, rows[4].overdue) == ("5(a). Board minutes on crane software", "", "")
    (answer,) = rows[0].answers
    assert (answer.text, answer.origin) == ("Schedule A names three vendors.", "")
    assert answer.refs == section(memo, "First answers").refs


def test_several_answers_to_one_request_say_where_each_is_from() -> None:
    record: list[JsonObject] = [
        {"id": "ask", "kind": "letter", "title": "Ask", "date": "2024-01-01", "requests": [{"number": 1}]},
        {
            "id": "late",
            "kind": "response_letter",
            "title": "Late",
            "date": "2024-03-01",
            "answers": [{"to": "ask", "request": "1", "status": "full", "text": "Here."}],
        },
        {
            "id": "early",
            "kind": "response_letter",
            "title": "Early",
            "date": "2024-02",
            "answers": [{"to": "ask", "request": 1, "status": "promised"}],
        },
    ]
    (row,) = section(memo_of(record), "Ask").requests
    assert [(item.text, item.origin) for item in row.answers] == [
        ("", "Response letter, Feb 2024"),
        ("Here.", "Response letter, 1 Mar 2024"),
    ]
    assert (row.request, row.status) == ("1", "Answered in full")


def test_an_answer_from_outside_the_memo_is_cited_by_its_entry() -> None:
    chosen = [item for item in details() if item.entry.id == "x-request-cranes"]
    memo = compose(chosen, {}, OPTIONS, SCHEME, DIRECTORY)
    (answer,) = memo.entries[0].requests[0].answers
    cited = next(note.text for note in memo.footnotes if note.number == answer.refs[0])
    assert cited == "Response letter, “First answers on crane software”, 3 Oct 2024. Not part of this memo."
    fields_ = {item.label: item.value for item in memo.entries[0].fields}
    assert fields_["Answered by"] == "First answers on crane software (3 Oct 2024)"


def test_answers_name_their_action_only_if_it_may_leave() -> None:
    groups = section(memo_of(), "First answers").answers
    assert [group.action for group in groups] == ["Remote access to port cranes (3.2)", ""]
    assert [row.request for row in groups[1].rows] == ["Request 1"]
    assert groups[1].rows[0].text == "To follow."
    named = section(memo_of(ceiling="members-only"), "First answers").answers[1]
    assert named.action == "Subpoena for the sealed access logs of the update servers (3.6)"


def test_answers_without_what_the_library_knows_of_them_are_still_there() -> None:
    (detail,) = [item for item in details() if item.entry.id == "x-response-first"]
    memo = compose([replace(detail, answered=())], {}, OPTIONS, SCHEME, DIRECTORY)
    assert [row.request for group in memo.entries[0].answers for row in group.rows] == [
        "Request 1",
        "Request 2",
        "Request 3",
        "Request 1",
    ]


def test_the_same_source_has_the_same_number_and_none_is_said_to_be_none() -> None:
    memo = memo_of()
    texts = {note.number: note.text for note in memo.footnotes}
    assert list(texts) == list(range(1, len(texts) + 1))
    assert texts[1] == "Joint announcement, Example Wire, August 2024, accessed 20 Nov 2024."
    assert memo.footnotes[0].url == "https://wire.example/announcement?id=41&lang=en"
    assert [texts[number] for number in section(memo, "briefs staff").refs] == ["No source recorded."]
    first, second = section(memo, "Remote access").refs, section(memo, "First answers").refs
    assert first[0] == second[0]
    assert texts[second[1]] == "Response letter, 3 Oct 2024. Schedules A and B attached."


def test_footnotes_are_numbered_in_the_order_in_which_a_reader_meets_them() -> None:
    memo = memo_of(ceiling="members-only")
    met = [number for row in memo.chronology for cell in row.cells if cell for number in cell.refs]
    assert list(dict.fromkeys(met)) == [note.number for note in memo.footnotes]


@pytest.mark.parametrize(
    ("source", "text", "url"),
    [
        ({"title": "A."}, "A.", ""),
        ({"url": "https://example.org/"}, "", "https://example.org/"),
        ({"note": "only a note"}, "only a note.", ""),
        ({"title": "  two\nlines "}, "two lines.", ""),
        ({"date": "around 1999", "accessed": "2024-11"}, "around 1999, accessed November 2024.", ""),
        ({"extra field": "x"}, "No source recorded.", ""),
    ],
)
def test_sources(source: JsonObject, text: str, url: str) -> None:
    record: list[JsonObject] = [{"id": "a", "kind": "letter", "title": "t", "sources": [source]}]
    (note,) = memo_of(record).footnotes
    assert (note.text, note.url) == (text, url)


def test_the_fields_of_an_entry() -> None:
    memo = memo_of()
    fields_ = {item.label: item.value for item in section(memo, "First answers").fields}
    assert fields_ == {
        "Companies": "Example Freight Co. (respondent)",
        "Company’s own mark": "Not for public release",
        "Produced": "EFC-0000001 to EFC-0000198 (volume 1)",
        "Responds to": "Remote access to port cranes (3.2)",
    }
    asked = {item.label: item.value for item in section(memo, "Remote access").fields}
    assert asked["Committees"] == "Subcommittee on Freight and Ports, Example Commerce Committee"
    assert asked["People"] == "A. Example, chair, Example Commerce Committee"
    assert asked["Discussed in"] == "Example Freight Co. briefs staff on maintenance (3.3)"


def test_odd_entries() -> None:
    record: list[JsonObject] = [
        {
            "id": "odd",
            "lane": "response",
            "kind": "smoke_signal",
            "title": "  Title\u202e with \0 tricks\nand lines ",
            "bates": [{"begin": "A-1", "end": "A-1"}, {"begin": "A-2", "end": "A-4", "volume": "II"}],
            "privilege_log": [{"number": 1}],
            "links": [{"rel": "smells_like", "to": "odd"}],
            "mark": "eyes_only",
        }
    ]
    memo = memo_of(record, ceiling="public")
    assert (memo.withheld, memo.entries) == (1, ())
    scheme = MarkScheme((*SCHEME.marks, replace(SCHEME.marks[0], code="eyes_only", label="Eyes only")))
    memo = compose(details(entries(record)), {}, replace(OPTIONS, ceiling="eyes_only"), scheme, DIRECTORY)
    (entry,) = memo.entries
    assert (entry.title, entry.kind, entry.mark) == ("Title with tricks and lines", "Smoke signal", "Eyes only")
    assert {item.label: item.value for item in entry.fields} == {
        "Produced": "A-1; A-2 to A-4 (volume II)",
        "Privilege log": "1 line",
        "Smells like": "Title with tricks and lines (3.1)",
    }


def test_notes_leave_only_when_asked_for_and_without_their_author() -> None:
    assert all(not item.notes for item in memo_of().entries)
    memo = memo_of(notes=True)
    (note,) = section(memo, "Remote access").notes
    assert (note.date, note.text) == ("20 November 2024", Text("Ask about **schedule C** next time.", "markdown"))
    for hidden in ("somebody@office", "private tag", "urgent"):
        assert hidden not in said(memo)


def test_an_empty_note_is_no_note() -> None:
    notes = {EntryId("x-request-cranes"): note_on("x-request-cranes", " \n ")}
    memo = compose(details(), notes, replace(OPTIONS, include_notes=True), SCHEME, DIRECTORY)
    assert section(memo, "Remote access").notes == ()


def test_texts_can_be_left_out() -> None:
    memo = compose(details(), {}, replace(OPTIONS, include_body=False), SCHEME, DIRECTORY)
    assert all(item.body is None for item in memo.entries)
    assert section(memo_of(), "briefs staff").body == Text(
        "    STAFF BRIEFING\n\nQ. Who has  access?\nA. Three vendors.\n", "plain"
    )


def test_the_head_leaves_out_what_is_empty_and_the_chapters_close_up() -> None:
    memo = compose(details(), {}, MemoOptions(date=date(2024, 3, 1), subject=" \n "), SCHEME, DIRECTORY)
    assert [(item.label, item.value) for item in memo.fields] == [("Date", "1 March 2024")]
    assert (memo.title, memo.office, memo.bottom_line) == ("Memorandum", "", None)
    assert memo.entries[0].number == "2.1"
    full = memo_of()
    assert [item.label for item in full.fields] == ["To", "From", "Date", "Re"]
    assert full.bottom_line == Text(OPTIONS.bottom_line, "markdown")


def test_a_memo_of_nothing() -> None:
    memo = compose([], {}, OPTIONS, SCHEME, DIRECTORY, "")
    assert (memo.chronology, memo.entries, memo.footnotes, memo.withheld_note) == ((), (), (), "")
    assert memo.banner.label == "Public"
    assert memo.scope == "The record as of 26 November 2024."


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("15 of 412 records from Freight and Ports.", "This memo covers 15 of 412 records from Freight and Ports."),
        ("All 412 records", "This memo covers all 412 records."),
        ("Records of the inquiry “Withheld inquiry name”.", ""),
        ("  ", ""),
    ],
)
def test_the_scope_never_names_what_only_withheld_entries_have_to_do_with(sentence: str, scope: str) -> None:
    assert memo_of(sentence=sentence).scope == f"{scope} The record as of 26 November 2024.".strip()


def test_when_all_is_withheld_not_even_the_filter_is_said() -> None:
    record: list[JsonObject] = [{"id": "one", "kind": "staff_call", "title": "A call of which nobody may know"}]
    memo = memo_of(record, sentence="Records with the words “secret contract”.")
    assert memo.scope == "The record as of 26 November 2024."
    assert memo.withheld_note == (
        "One entry above the handling ceiling is withheld from this memo. Its ceiling is “Public”."
    )


def test_what_is_unwanted_is_what_identifies_withheld_entries_and_no_more() -> None:
    found = memo_of().unwanted
    for text in (
        "Call with counsel on the answers still owed",
        "Subpoena for the sealed access logs of the update servers",
        "Counsel says in confidence that the access logs were deleted by a contractor.",
        "x-subpoena-sealed",
        "The sealed access logs of every update server",
    ):
        assert words_of(text)[:16] in found.phrases
    assert not found.found_in("Remote access to port cranes, document request, first answers on crane software")
    assert memo_of(ceiling="members-only").unwanted.phrases == frozenset()


def test_a_title_that_a_permitted_entry_has_too_is_no_sign_of_a_leak() -> None:
    record: list[JsonObject] = [
        {"id": "open-one", "kind": "letter", "title": "Letter to the carrier about ports", "date": "2024-05"},
        {"id": "shut-one", "kind": "staff_call", "title": "letter to the CARRIER about ports!"},
        {"id": "shut-two", "kind": "staff_call", "title": "Questions for the record"},
        {"id": "shut-three", "kind": "staff_call", "title": "May 2024"},
    ]
    assert memo_of(record).unwanted.phrases == {words_of("shut-one"), words_of("shut-two"), words_of("shut-three")}


def test_an_entry_outside_the_memo_that_is_too_high_is_unwanted_too() -> None:
    chosen = [item for item in details() if item.entry.id == "x-request-cranes"]
    memo = compose(chosen, {}, OPTIONS, SCHEME, DIRECTORY)
    assert memo.withheld == 0
    assert words_of("Call with counsel on the answers still owed") in memo.unwanted.phrases
    assert words_of("Minutes were read aloud by phone") in memo.unwanted.phrases


@pytest.mark.parametrize(("number", "word"), [(0, "No"), (2, "Two"), (12, "Twelve"), (13, "13"), (1200, "1,200")])
def test_number_word(number: int, word: str) -> None:
    assert number_word(number) == word


def test_words() -> None:
    assert relation("responds_to", outgoing=True) == "Responds to"
    assert relation("responds_to", outgoing=False) == "Answered by"
    assert relation("held_against", outgoing=False) == "Held against"
    assert withheld_sentence(0, "Public") == ""
