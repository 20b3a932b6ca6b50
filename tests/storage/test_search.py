"""What a user types is searched for and never becomes part of the query."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.filters import Choice, Facet, RecordFilter
from oversight_viewer.domain.records import Entry
from oversight_viewer.domain.search_text import MOST_WORDS, parse_search
from oversight_viewer.storage.engine import Reading
from oversight_viewer.storage.library import Library
from oversight_viewer.storage.queries import EVERY_ENTRY, FoundText, NotedKeys, facet_token, narrows, select
from oversight_viewer.storage.text_query import record_expression
from oversight_viewer.storage.words import Vocabulary
from tests.storage.helpers import an_entry, make_library, notes_of, opened

RECORD: list[Entry] = [
    an_entry("plain", title="Letter on data security", body="The Committee asks for documents."),
    an_entry("accents", title="Café Müller", summary="Señor Núñez said “no comment”."),
    an_entry("names", title="Testimony", people=[{"name": "A. Witness", "organization": "Chevron"}], lane="response"),
    an_entry("committee", committees=[{"code": "XCOM", "name": "Freight and Ports"}], companies=["Meta Platforms"]),
    an_entry(
        "parts", requests=[{"number": 1, "text": "Produce all invoices"}], bates=[{"begin": "AB-001", "end": "AB-9"}]
    ),
    an_entry("answers", answers=[{"to": "parts", "request": 1, "status": "full", "text": "enclosed herewith"}]),
    an_entry(
        "log", privilege_log=[{"description": "memorandum", "recipients": ["Counsel One"], "basis": "work-product"}]
    ),
    an_entry(
        "log2", privilege_log=[{"recipients": "Counsel Two"}], identifiers={"event_id": 115900, "x": ["jacket-7"]}
    ),
    an_entry("inquiry", inquiry="Lunar landings", tags=["demand"], mark="members-only"),
    an_entry("syntax", title="AND OR NOT NEAR title facets *", body="col:umn (paren) ^caret +plus -minus {brace}"),
    an_entry(
        "private", title="Private \ue000every \ue000 use", body=f"{EVERY_ENTRY} {facet_token(Facet.LANE, 'meeting')}"
    ),
    an_entry("nul", title="before\0after", body="x\0y"),
    an_entry("cjk", title="監督 委員会"),
    an_entry("quote", body="It's the company's 'data' and don't touch"),
    an_entry("meeting", lane="meeting", kind="closed_briefing", title="Closed briefing"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with opened(make_library(tmp_path_factory.mktemp("search") / "a.oversight", RECORD)) as opened_library:
        yield opened_library


def found(library: Library, text: str, lanes: Choice | None = None) -> set[str]:
    wanted = RecordFilter(text=text, lanes=lanes or Choice())
    return {card.id for card in library.cards(wanted, {}, limit=100)}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("data", {"plain", "quote"}),
        ("DATA security", {"plain"}),
        ("security data", {"plain"}),
        ('"data security"', {"plain"}),
        ('"security data"', set()),
        ("“data security”", {"plain"}),
        ('"data secu', {"plain"}),
        ('"data secu"', set()),
        ("docu", {"plain"}),
        ("docu committee", set()),
        ("committee docu", {"plain"}),
        ("cafe muller", {"accents"}),
        ("CAFÉ", {"accents"}),
        ("nunez", {"accents"}),
        ("witness", {"names"}),
        ("chevron", {"names"}),
        ("freight", {"committee"}),
        ("xcom", {"committee"}),
        ("meta plat", {"committee"}),
        ("invoices", {"parts"}),
        ("AB-001", {"parts"}),
        ("herewith", {"answers"}),
        ("memorandum work-product", {"log"}),
        ("counsel", {"log", "log2"}),
        ("115900", {"log2"}),
        ("jacket-7", {"log2"}),
        ("lunar", {"inquiry"}),
        ("after", {"nul"}),
        ("監督", {"cjk"}),
        ("監", {"cjk"}),
        ("don't", {"quote"}),
        ("don’t touch", {"quote"}),
        ("title", {"syntax"} | {entry.id for entry in RECORD if entry.title.startswith("Title of")}),
        ("title:data", {"plain"}),
        ("title:documents", set()),
        ("body:docu", {"plain"}),
        ("text:docu", {"plain"}),
        ("summary:comment", {"accents"}),
        ("people:chevron", {"names"}),
        ("TITLE:cafe", {"accents"}),
        ('title:"data security"', {"plain"}),
        ('title:"security data"', set()),
        ("title:", {"syntax"} | {entry.id for entry in RECORD if entry.title.startswith("Title of")}),
        ("foo:data", set()),
        ("paren:", {"syntax"}),
        ("col:umn", {"syntax"}),
        ("title:§", {"syntax"} | {entry.id for entry in RECORD if entry.title.startswith("Title of")}),
        ("AND OR", {"syntax"}),
        ("OR data", set()),
        ("data OR", set()),
        ("data OR OR lunar", set()),
        ("NEAR(title, facets)", {"syntax"}),
        ("NEAR(title facets, 0)", {"syntax"}),
        ("NEAR(not facets, 2)", {"syntax"}),
        ("NEAR(not facets, 1)", set()),
        ("facets NEAR/2 not", {"syntax"}),
        ("not NEAR/1 facets", set()),
        ("title NEAR", {"syntax"}),
        ("NEAR(data security)", {"plain"}),
        ("data NEAR security", {"plain"}),
        ("data NEAR letter NEAR security", {"plain"}),
        ("near title", {"syntax"}),
        ("data -security", {"quote"}),
        ('data -"data security"', {"quote"}),
        ("data NOT security", {"quote"}),
        ("data AND security", {"plain"}),
        ("data -title:security", {"quote"}),
        ("data -body:security", {"plain", "quote"}),
        ("-minus -data -title", {entry.id for entry in RECORD[1:3] + RECORD[10:13] + RECORD[14:]}),
        ("- minus", {"syntax"}),
        ("plus -minus", set()),
        ("lunar OR cafe", {"inquiry", "accents"}),
        ("lunar|cafe", {"inquiry", "accents"}),
        ("data security OR company", {"plain", "quote"}),
        ("(data security) OR lunar", {"plain", "inquiry"}),
        ("title:(data OR cafe)", {"plain", "accents"}),
        ("(data", {"plain", "quote"}),
        ("data)", {"plain", "quote"}),
        ("lunar OR -data", {entry.id for entry in RECORD if entry.id not in {"plain", "quote"}}),
        ("committee:xcom", {"committee"}),
        ("committees:XC", {"committee"}),
        ("committee:freight", set()),
        ("committee:nowhere", set()),
        ("company:meta", {"committee"}),
        ("companies:plat", {"committee"}),
        ('company:"meta plat"', set()),
        ('company:"Meta Platforms"', {"committee"}),
        ("-company:meta committee", {"plain"}),
        ("company:meta OR lunar", {"committee", "inquiry"}),
        ("{brace}", {"syntax"}),
        ("^caret", {"syntax"}),
        ("data*", {"plain", "quote"}),
        ("secur* data", {"plain"}),
        ("secur data", set()),
        ("data -secur", {"plain", "quote"}),
        ("data -secur*", {"quote"}),
        ("nothing like this", set()),
    ],
)
def test_what_a_search_finds(library: Library, text: str, ids: set[str]) -> None:
    assert found(library, text) == ids


@pytest.mark.parametrize("text", ["", "   ", '"', '""', "“”", "--", "§ &", "* ^ :", "(", "\0", "😀", '" "', "'"])
def test_text_without_a_word_narrows_nothing(library: Library, text: str) -> None:
    assert parse_search(text) is None
    assert not narrows(RecordFilter(text=text))
    assert found(library, text) == {entry.id for entry in RECORD}


def test_marks_beside_words_do_no_harm(library: Library) -> None:
    assert found(library, "§ data & -- security !") == {"plain"}


def test_facet_words_in_a_text_are_text(library: Library) -> None:
    assert found(library, "", lanes=Choice(("meeting",))) == {"meeting"}
    assert found(library, EVERY_ENTRY) == {"private"}
    assert found(library, facet_token(Facet.LANE, "action")) == set()
    assert found(library, facet_token(Facet.LANE, "meeting")) == {"private"}
    assert found(library, "\ue000") == {"private"}


def test_very_long_texts_are_cut_at_the_hundredth_word(library: Library) -> None:
    assert found(library, "data " * 100_000) == {"plain", "quote"}
    assert found(library, "data " * MOST_WORDS + "unheard") == {"plain", "quote"}
    assert found(library, '"' + "data " * 100_000 + '"') == set()
    assert found(library, "data-" * 100_000) == set()
    assert found(library, "x" * 1_000_000) == set()
    assert found(library, '"' * 1001 + "data") == {"plain", "quote"}


SYNTAX = st.sampled_from(
    ['"', "'", "*", "^", "(", ")", "{", "}", ":", "+", "-", ",", "AND", "OR", "NOT", "NEAR", "NEAR(", "facets", "title",
     "facets:", "- facets :", EVERY_ENTRY, facet_token(Facet.LANE, "meeting"), "“", "\0", "\ud800", ";", "--", "/*",
     "?", "data", "secu", " ", "\n", "\\", "%", "\ue000", "|", "NEAR/2", "committee:", "company:m", "notes:", "body:(",
     "-", "-\"", "C++", "😀"]
)  # fmt: skip
TYPED = (
    st.text(max_size=12)
    | st.lists(SYNTAX | st.text(max_size=3), max_size=8).map("".join)
    | st.lists(SYNTAX, max_size=8).map(" ".join)
)


@settings(max_examples=400, deadline=None)
@example('" NOT facets : ("x', ("action",), ())
@example('data") OR facets : ("\ue000every', (), ("meeting",))
@given(TYPED, st.sampled_from([(), ("action",), ("meeting", "response")]), st.sampled_from([(), ("meeting",)]))
def test_no_text_raises_or_changes_the_rest_of_the_filter(
    library: Library, text: str, include: tuple[str, ...], exclude: tuple[str, ...]
) -> None:
    choice = Choice(include, exclude)
    by_text = found(library, text)
    by_facet = found(library, "", lanes=choice)
    wanted = RecordFilter(text=text, lanes=choice)
    assert found(library, text, lanes=choice) == by_text & by_facet
    assert library.count(wanted, {}) == len(by_text & by_facet)
    assert sum(block.count for block in library.histogram(wanted, {})) == len(by_text & by_facet)
    assert narrows(RecordFilter(text=text)) == (parse_search(text) is not None)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["data", "security", "letter", "docu", "committee", "the"]), min_size=1, max_size=4))
def test_words_are_all_needed_and_the_last_may_go_on(library: Library, words: list[str]) -> None:
    def has(entry: Entry) -> bool:
        own = f"{entry.title} {entry.body or ''}".lower().replace("'", " ").replace(".", " ").split()
        return all(word in own for word in words[:-1]) and any(word.startswith(words[-1]) for word in own)

    assert found(library, " ".join(words)) == {entry.id for entry in RECORD if has(entry)}


def test_parentheses_within_parentheses_are_no_error(library: Library) -> None:
    every = {entry.id for entry in RECORD}
    has_data = {"plain", "quote"}
    assert found(library, "(" * 30 + "data" + ")" * 30) == has_data
    assert found(library, "-(" * 8 + "data") == has_data
    assert found(library, "-(" * 7 + "data") == every - has_data
    assert found(library, "((data OR lunar) (data -lunar) " * 15) == has_data


@pytest.mark.parametrize(
    "opening",
    [
        "-(security OR ",
        "(security OR -(comment -",
        "-(data -(x OR ",
        "title:(data OR -(secu* OR committee:x -(",
        "NOT (a OR NOT (",
    ],
)
@pytest.mark.parametrize("times", [1, 4, 8, 30])
def test_no_search_is_too_deep(library: Library, opening: str, times: int) -> None:
    wanted = RecordFilter(
        text=opening * times + "data", lanes=Choice(("action",), ("response",)), tags=Choice(("demand",))
    )
    assert library.count(RecordFilter(text=wanted.text), {}) <= len(RECORD)
    assert library.cards(wanted, notes_of("plain", note="data"), limit=100) is not None
    assert library.ranked(wanted, notes_of("plain", note="data"), 10)


def test_a_word_may_name_hundreds_of_companies(tmp_path: Path) -> None:
    many = [an_entry(f"e{number}", companies=[f"Name{number} Inc", "Other"]) for number in range(700)]
    many.append(an_entry("none", companies=["Other"]))
    with opened(make_library(tmp_path / "a.oversight", many)) as library:
        assert library.count(RecordFilter(text="company:inc"), {}) == 700
        assert library.count(RecordFilter(text="-company:inc"), {}) == 1
        assert library.count(RecordFilter(text="company:name1"), {}) == 111
        assert library.count(RecordFilter(text='company:"name1"'), {}) == 1
        assert library.count(RecordFilter(text="company:inc company:name2*"), {}) == 111


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Many words that begin alike, in titles, names and facets."""
    some = [an_entry(f"e{number}", title=f"Word{number} wordé{number} wordy", tags=["word"]) for number in range(40)]
    some += [
        an_entry("long", title="Wordiness 監督 words監督"),
        an_entry("other", title="Sword", companies=["Wordsmith"]),
    ]
    with opened(make_library(tmp_path_factory.mktemp("wordy") / "a.oversight", some)) as opened_library:
        yield opened_library


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("wordi", ["wordiness"]),
        ("WORDI", ["wordiness"]),
        ("words", ["wordsmith", "words監督"]),
        ("word3", ["word3", *(f"word3{digit}" for digit in range(10))]),
        ("word", []),
        ("wor", []),
        ("wordz", []),
        ("zzzz", []),
        ("wordé", []),
        ("word-i", []),
    ],
)
def test_a_word_is_completed_by_the_few_words_that_begin_like_it(wordy: Library, start: str, words: list[str]) -> None:
    with closing(Reading(wordy.path)) as reading:
        assert Vocabulary(reading).beginning_with(start) == words


@settings(max_examples=200, deadline=None)
@given(
    st.text('wordisme34é監 "', min_size=3, max_size=8)
    | st.sampled_from(["word", "word3", "wordé3", "words監", "wordy"])
)
def test_completed_words_find_what_the_beginning_finds(wordy: Library, text: str) -> None:
    search = parse_search(text)
    assume(search is not None)
    with closing(Reading(wordy.path)) as reading:
        complete = Vocabulary(reading).beginning_with
        by_words, by_beginning = (
            select(RecordFilter(), NotedKeys(), FoundText(record_expression(search, *completing)))
            for completing in ((), (complete,))
        )
        keys = sorted(reading.rows(by_words.sql, by_words.parameters))
        assert sorted(reading.rows(by_beginning.sql, by_beginning.parameters)) == keys


@given(st.sampled_from(Facet), st.text(st.characters(), max_size=5), st.sampled_from(Facet), st.text(max_size=5))
def test_each_value_has_a_word_of_its_own(facet: Facet, value: str, other: Facet, other_value: str) -> None:
    same = facet_token(facet, value) == facet_token(other, other_value)
    assert same == ((facet, value) == (other, other_value))
    assert parse_search(facet_token(facet, value)) is not None
