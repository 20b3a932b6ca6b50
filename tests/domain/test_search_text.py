"""How what a user types is read."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.search_text import MOST_CHARACTERS, MOST_WORDS, parse_search
from oversight_viewer.domain.search_tree import (
    AllOf,
    AnyOf,
    Field,
    Near,
    Node,
    Phrase,
    Without,
    is_true,
    leaves_of,
    simplify,
)
from tests.strategies import SEARCHES


def word(words: str, *, field: Field | None = None) -> Phrase:
    """Words that end where they end, or go on if a star stands behind them."""
    return Phrase(tuple(words.rstrip("*").split()), words.endswith("*"), field)


def near(distance: int, *phrases: str, field: Field | None = None) -> Near:
    return Near(tuple(map(word, phrases)), distance, field)


def both(*parts: Node) -> AllOf:
    return AllOf(parts)


def either(*parts: Node) -> AnyOf:
    return AnyOf(parts)


A, B, C = word("a"), word("b"), word("c")
C_ = word("c*")
TITLE, NOTES, COMMITTEE, COMPANY = Field.TITLE, Field.NOTES, Field.COMMITTEE, Field.COMPANY

READ: list[tuple[str, Node | None]] = [
    # words, of which the last may go on
    ("a", word("a*")),
    ("a b c", both(A, B, C_)),
    ("  a \t b\n", both(A, word("b*"))),
    ("Café MÜLLER", both(word("cafe"), word("muller*"))),
    ("a*", word("a*")),
    ("a* b", both(word("a*"), word("b*"))),
    ("don’t", word("don t*")),
    ("work-product x", both(word("work product"), word("x*"))),
    ("https://example.org/a b", both(word("https example org a"), word("b*"))),
    ("2(a)", word("2 a")),
    ("2(a)(ii) c", both(word("2 a ii"), C_)),
    # what does not end in a letter or digit is whole
    ("C++", word("c")),
    ("a.", A),
    ("a b?", both(A, B)),
    # phrases
    ('"a b"', word("a b")),
    ('"a b', word("a b*")),
    ('"a b ', word("a b*")),
    ("“a b”", word("a b")),
    ("„a b“ c", both(word("a b"), C_)),
    ('a"b"c', both(A, B, C_)),
    ('a"', A),
    ('""', None),
    ('"" a', word("a*")),
    ('"a OR b"', word("a or b")),
    ('"a -b"', word("a b")),
    # what is ruled out, as it stands
    ("a -b", both(A, Without(B))),
    ("-a", Without(A)),
    ("-a -b", both(Without(A), Without(B))),
    ('-"a b"', Without(word("a b"))),
    ('-"a b', Without(word("a b"))),
    ("-a*", Without(word("a*"))),
    ("-title:a", Without(word("a", field=TITLE))),
    ("NOT a", Without(A)),
    ("a NOT b", both(A, Without(B))),
    ("a AND NOT b", both(A, Without(B))),
    ("a OR NOT b", either(A, Without(B))),
    ("NOT -a", word("a*")),
    ("NOT NOT a", both(word("not"), Without(A))),
    ("a NOT", both(A, word("not*"))),
    ("not a", both(word("not"), word("a*"))),
    ("-", None),
    ("a -", A),
    ("- a", word("a*")),
    ("--a", word("a*")),
    ("a -- b", both(A, word("b*"))),
    ("a-b", word("a b*")),
    ('"a"-b', both(A, word("b*"))),
    ("-()", None),
    ("-§", None),
    ("(-)", None),
    # one or the other
    ("a OR b", either(A, word("b*"))),
    ("a OR b OR c", either(A, B, C_)),
    ("a OR b c", both(either(A, B), C_)),
    ("a b OR c", both(A, either(B, C_))),
    ("a | b", either(A, word("b*"))),
    ("a|b|c", either(A, B, C_)),
    ("a || b", either(A, word("b*"))),
    ("a AND b", both(A, word("b*"))),
    ("a or b", both(A, word("or"), word("b*"))),
    ("a OR", both(A, word("or*"))),
    ("OR a", both(word("or"), word("a*"))),
    ("OR", word("or*")),
    ("AND", word("and*")),
    ("a OR OR b", both(A, either(word("or"), word("b*")))),
    ("a OR AND b", both(A, word("or"), word("b*"))),
    ("(a OR) b", both(A, word("or"), word("b*"))),
    ("| a", word("a*")),
    ("a |", A),
    ("|", None),
    ("a OR 😀", A),
    ("😀 OR a", word("a*")),
    ("a OR title:b", either(A, word("b*", field=TITLE))),
    # put together
    ("(a b) OR c", either(both(A, B), C_)),
    ("(a OR b) c", both(either(A, B), C_)),
    ("-(a b)", Without(both(A, B))),
    ("-(a -b)", Without(both(A, Without(B)))),
    ("-(a", Without(A)),
    ("(a", word("a*")),
    ("(a)", A),
    ("((a))", A),
    ("(a) (b)", both(A, B)),
    ("(a)(b)", both(A, B)),
    ("()", None),
    ("(()) a", word("a*")),
    (")", None),
    ("a) b", both(A, word("b*"))),
    ("(see 2(a) b)", both(word("see"), word("2 a"), B)),
    # near each other
    ("NEAR(a b)", near(10, "a", "b")),
    ("NEAR(a b, 5)", near(5, "a", "b")),
    ("NEAR(a,b , 5 )", near(5, "a", "b")),
    ('NEAR("a b" c, 0)', near(0, "a b", "c")),
    ("NEAR(a b c d e)", near(10, "a", "b", "c", "d", "e")),
    ("NEAR(a b, 99999)", near(1000, "a", "b")),
    ("NEAR(a b", near(10, "a", "b")),
    ('NEAR(a "b ) c', near(10, "a", "b c")),
    ("NEAR(a)", A),
    ("NEAR()", word("near")),
    ("NEAR(", word("near")),
    ("NEAR(5)", word("5")),
    ("NEAR(a, 5)", A),
    ("near(a b)", both(word("near a"), B)),
    ("-NEAR(a b)", Without(near(10, "a", "b"))),
    ("title:NEAR(a b, 2) c", both(near(2, "a", "b", field=TITLE), C_)),
    ("a NEAR/3 b", near(3, "a", "b*")),
    ("a NEAR b", near(10, "a", "b*")),
    ("a NEAR/3 b NEAR/3 c", near(3, "a", "b", "c*")),
    ("a NEAR/3 b NEAR/4 c", both(near(3, "a", "b"), near(4, "b", "c*"))),
    ("title:a NEAR/3 title:b c", both(near(3, "a", "b", field=TITLE), C_)),
    ("a NEAR/3 b OR c", either(near(3, "a", "b"), C_)),
    ("a NEAR", both(A, word("near*"))),
    ("a NEAR/3", both(A, word("near 3*"))),
    ("NEAR/3 a", both(word("near 3"), word("a*"))),
    ("a NEAR/3 -b", both(A, word("near 3"), Without(B))),
    ("a NEAR/3 (b)", both(A, word("near 3"), B)),
    ("title:a NEAR/3 b", both(word("a", field=TITLE), word("near 3"), word("b*"))),
    ("a NEAR/x b", both(A, word("near x"), word("b*"))),
    # fields
    ("title:a", word("a*", field=TITLE)),
    ("title:a b", both(word("a", field=TITLE), word("b*"))),
    ('title:"a b"', word("a b", field=TITLE)),
    ('Title:"a b', word("a b*", field=TITLE)),
    ("body:a. text:b.", both(word("a", field=Field.BODY), word("b", field=Field.BODY))),
    ("summary:a. people:b.", both(word("a", field=Field.SUMMARY), word("b", field=Field.PEOPLE))),
    ("note:a. notes:b.", both(word("a", field=NOTES), word("b", field=NOTES))),
    ("title:(a OR b) c", both(either(word("a", field=TITLE), word("b", field=TITLE)), C_)),
    ("title:(a notes:b) c", both(word("a", field=TITLE), word("b", field=NOTES), C_)),
    ("-title:(a b)", Without(both(word("a", field=TITLE), word("b", field=TITLE)))),
    ("title:-a", word("a*", field=TITLE)),
    ("title:OR a", both(word("or", field=TITLE), word("a*"))),
    # names go on wherever they stand
    ("committee:hlzs a", both(word("hlzs*", field=COMMITTEE), word("a*"))),
    ("COMMITTEES:hl company:am", both(word("hl*", field=COMMITTEE), word("am*", field=COMPANY))),
    ('companies:"a b"', word("a b", field=COMPANY)),
    ("-company:a", Without(word("a*", field=COMPANY))),
    ("committee:(a OR b)", either(word("a*", field=COMMITTEE), word("b*", field=COMMITTEE))),
    # no field
    ("title:", word("title")),
    ("title: a", both(word("title"), word("a*"))),
    ("title:§", word("title")),
    ('title:""', word("title")),
    ('title:"', word("title")),
    ("foo:bar", word("foo bar*")),
    ("facets:a", word("facets a*")),
    (":a", word("a*")),
    # nothing
    ("", None),
    ("   ", None),
    ("😀 § & *", None),
    ("\0", None),
    ("a\0b", both(A, word("b*"))),
    ("\ud800", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), READ)
def test_how_a_text_is_read(text: str, tree: Node | None) -> None:
    assert parse_search(text) == tree


def test_what_is_too_long_is_cut() -> None:
    many = parse_search("a " * (MOST_WORDS + 1))
    assert many == AllOf((A,) * MOST_WORDS)
    assert parse_search("x" * MOST_CHARACTERS + "y") == word("x" * MOST_CHARACTERS)
    assert parse_search('"' * 1001 + "a") == word("a*")
    assert parse_search(f"NEAR({'a ' * 200}") == near(10, *["a"] * MOST_WORDS)
    assert parse_search("(" * 3000 + "a") == word("a*")
    assert parse_search("-(" * 2000 + "a") is not None
    assert parse_search("(a OR " * 800) is not None


@settings(max_examples=500)
@example("title:|")
@example("(title:)")
@given(SEARCHES)
def test_nothing_that_is_typed_is_an_error(text: str) -> None:
    tree = parse_search(text)
    if tree is not None:
        leaves = list(leaves_of(tree))
        assert leaves
        assert len(leaves) <= MOST_WORDS
        assert sorted(map(repr, leaves)) == sorted(
            map(repr, [*leaves_of(tree, wanted=True), *leaves_of(tree, wanted=False)])
        )


@given(SEARCHES, st.randoms(use_true_random=False), st.randoms(use_true_random=False))
def test_knowing_some_leaves_first_changes_nothing(text: str, first: object, second: object) -> None:
    tree = parse_search(text)
    if tree is None:
        return
    truth = {leaf: first.random() < 0.5 for leaf in leaves_of(tree)}  # type: ignore[attr-defined]
    known = {leaf: value for leaf, value in truth.items() if second.random() < 0.5}  # type: ignore[attr-defined]
    rest = simplify(tree, known.get)
    assert (rest if isinstance(rest, bool) else is_true(rest, truth.__getitem__)) == is_true(tree, truth.__getitem__)
