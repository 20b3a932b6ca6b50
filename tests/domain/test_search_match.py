"""What a search means, and where its words stand in a text."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.folding import fold, words_of
from oversight_viewer.domain.search_match import Scan, Span, matches, spans, stands_in
from oversight_viewer.domain.search_text import parse_search
from oversight_viewer.domain.search_tree import NAME_FIELDS, Field, Leaf, Near, Phrase, leaves_of
from tests.strategies import SEARCH_WORDS, SEARCHES

LETTER: Mapping[Field, list[str]] = {
    Field.TITLE: ["Letter on port cranes"],
    Field.SUMMARY: ["Señor Núñez said “no comment”."],
    Field.BODY: ["The vendor of the crane software answers in part. We don’t know more."],
    Field.PEOPLE: ["A. Witness\nExample Freight Co."],
    Field.NOTES: ["Call counsel", "Ask for the logs again"],
    Field.COMMITTEE: ["HLZS", "Select Committee on Ports", "Select Committee"],
    Field.COMPANY: ["Example Freight Co.", "Freight Holdings"],
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("port", True),
        ("cranes", True),
        ("cran", True),
        ("cran port", False),
        ("nunez", True),
        ("don't know", True),
        ("title:crane", True),
        ("title:crane.", False),
        ("title:vendor", False),
        ('"port cranes"', True),
        ('"cranes port"', False),
        ('"comment the"', False),  # a phrase ends with its text
        ("NEAR(vendor software, 3)", True),
        ("NEAR(software vendor, 2)", False),
        ("NEAR(software vendor, 3)", True),
        ("NEAR(port vendor, 100)", False),
        ("witness", True),
        ("freight", True),
        ("holdings", False),  # only what belongs to the entry itself is a word of it
        ("company:holdings", True),
        ("company:hold", True),
        ('company:"hold"', False),
        ("committee:hlzs", True),
        ("committee:ports", True),
        ('committee:"on ports"', True),
        ("committee:freight", False),
        ("counsel", True),
        ("notes:counsel", True),
        ("notes:vendor", False),
        ("vendor counsel", True),  # one in the record, one in a note
        ("counsel logs", True),  # in two notes
        ('"counsel ask"', False),
        ("-counsel", False),
        ("vendor -logs", False),
        ("vendor -notes:vendor", True),
        ("-body:port", True),
        ("vendor OR nothing", True),
        ("nothing OR nobody", False),
        ("-(vendor nothing)", True),
        ("-(vendor port)", False),
    ],
)
def test_meaning(text: str, found: bool) -> None:
    search = parse_search(text)
    assert search is not None
    assert matches(search, LETTER) is found


TEXT = "Le Comité said “data security”, and data  secu-rity; Data-security, cafe\u0301s, vendor of a crane. x\0crane"


@pytest.mark.parametrize(
    ("search", "field", "marked"),
    [
        ("data.", None, ["data", "data", "Data"]),
        ("da", None, ["data", "data", "Data"]),
        ('"data security"', None, ["data security", "Data-security"]),
        ("security data", None, ["data", "security", "data", "Data", "security"]),
        ('data "data security"', None, ["data security", "data", "Data-security"]),
        ("cafe", None, ["cafe\u0301s"]),
        ("comite", None, ["Comité"]),
        ("crane", None, ["crane", "crane"]),
        ("crane -data", None, ["crane", "crane"]),
        ("-(crane -data)", None, ["data", "data", "Data"]),
        ("NEAR(vendor crane, 2)", None, ["vendor", "crane"]),
        ("NEAR(crane vendor, 1)", None, []),
        ("NEAR(crane vendor, 10)", None, ["vendor", "crane", "crane"]),
        ('NEAR("data security" and, 0)', None, ["data security", "and"]),
        ("title:data crane", Field.BODY, ["crane", "crane"]),
        ("title:data crane", Field.TITLE, ["data", "data", "Data", "crane", "crane"]),
        ("title:data", None, ["data", "data", "Data"]),
        ("notes:data", Field.BODY, []),
        ("notes:data", Field.NOTES, ["data", "data", "Data"]),
        ("committee:data crane", None, ["crane", "crane"]),
        ("committee:data", Field.COMMITTEE, ["data", "data", "Data"]),
        ("crane", Field.COMMITTEE, []),
        ("", None, []),
        ("😀", None, []),
    ],
)
def test_what_is_marked(search: str, field: Field | None, marked: list[str]) -> None:
    assert [TEXT[begin:end] for begin, end in spans(parse_search(search), TEXT, field)] == marked


def test_phrases_that_begin_within_each_other_are_one() -> None:
    assert spans(Phrase(("a", "a")), "a a a b a a") == [(0, 5), (8, 11)]


def asked(search: str, field: Field | None) -> list[Leaf]:
    tree = parse_search(search)
    leaves = [] if tree is None else leaves_of(tree, wanted=True)
    return [leaf for leaf in leaves if leaf.field not in NAME_FIELDS and (field is None or leaf.field in {None, field})]


def naive(leaves: list[Leaf], text: str) -> list[Span]:
    """The same by trying every stretch of words."""
    begins = [
        place for place in range(len(text)) if fold(text)[place] != " " and (not place or fold(text)[place - 1] == " ")
    ]
    ends = [next((end for end in range(begin, len(text)) if fold(text)[end] == " "), len(text)) for begin in begins]
    words = words_of(text)
    assert len(words) == len(begins)

    def places(phrase: Phrase) -> list[int]:
        size = len(phrase.words)
        return [at for at in range(len(words)) if stands_in(phrase, words[at : at + size])]

    marked: set[int] = set()

    def mark(at: int, phrase: Phrase) -> None:
        marked.update(range(begins[at], ends[at + len(phrase.words) - 1]))

    for leaf in leaves:
        if isinstance(leaf, Phrase):
            for at in places(leaf):
                mark(at, leaf)
            continue
        for last in range(len(words)):
            near = [
                [at for at in places(phrase) if last - len(phrase.words) - leaf.distance <= at <= last]
                for phrase in leaf.phrases
            ]
            if all(near) and any(last in own for own in near):
                for phrase, own in zip(leaf.phrases, near, strict=True):
                    for at in own:
                        mark(at, phrase)
    found: list[Span] = []
    for place in sorted(marked):
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


TEXTS = st.lists(
    st.sampled_from((*SEARCH_WORDS, " ", ". ", "-", " \u0301", "\n", "\0", "“", "the", "é")) | st.text(max_size=2),
    max_size=14,
).map(" ".join)


@settings(max_examples=400, deadline=None)
@example("NEAR(data security)", "data security data", None, 1)
@example("cafe\u0301", "cafe\u0301", None, 1)
@example('"data security"', "data . . . security", None, 1)
@given(SEARCHES, TEXTS, st.none() | st.sampled_from([Field.TITLE, Field.BODY, Field.NOTES]), st.integers(1, 30))
def test_all_that_is_asked_for_is_marked_and_nothing_else(
    search: str, text: str, field: Field | None, chunk: int
) -> None:
    tree = parse_search(search)
    expected = naive(asked(search, field), text)
    assert spans(tree, text, field) == expected
    scan = Scan(tree, text, field, chunk=chunk)
    while scan.step():
        pass
    assert list(scan.found) == expected


@given(SEARCHES, TEXTS)
def test_a_leaf_stands_in_a_text_where_something_is_marked(search: str, text: str) -> None:
    for leaf in asked(search, None):
        bare: Leaf = Phrase(leaf.words, leaf.goes_on) if isinstance(leaf, Phrase) else Near(leaf.phrases, leaf.distance)
        assert stands_in(bare, words_of(text)) == bool(spans(bare, text))
