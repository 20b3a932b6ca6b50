"""Words as the full-text index sees them, compared with the index itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from oversight_viewer.domain.folding import ACCENT, BETWEEN, fold, words_of

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("aZé \u0301\u0300’-ß"), max_size=20)


class Index:
    """A full-text index that says into which words it cuts texts."""

    def __init__(self, conn: Any) -> None:
        self._conn = conn

    def words(self, texts: list[str]) -> list[list[str]]:
        self._conn.executescript(
            """
            DROP TABLE IF EXISTS word;
            DROP TABLE IF EXISTS text;
            CREATE VIRTUAL TABLE text USING fts5(x, tokenize = 'unicode61 remove_diacritics 2', content = '');
            CREATE VIRTUAL TABLE word USING fts5vocab(text, instance);
            """
        )
        self._conn.executemany("INSERT INTO text (rowid, x) VALUES (?, ?)", enumerate(texts))
        words: list[list[str]] = [[] for _ in texts]
        for term, doc in self._conn.execute("SELECT term, doc FROM word ORDER BY doc, offset"):
            words[doc].append(term)
        return words


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with closing(dbapi2.connect(":memory:")) as conn:
        yield Index(conn)


def test_every_character_is_what_it_is_to_the_index(index: Index) -> None:
    assigned = [*range(0xD800), *range(0xE000, 0x20000), *range(0xE0000, 0xE0200), *range(0x20000, 0x110000, 997)]
    texts = [f"q{chr(code)}q {chr(code)}" for code in assigned]
    found = index.words(texts)
    assert [text for text, words in zip(texts, found, strict=True) if words_of(text) != words] == []


@settings(deadline=None)
@given(_TEXTS)
def test_texts_are_cut_where_the_index_cuts_them(index: Index, text: str) -> None:
    assert [words_of(text)] == index.words([text])


@given(_TEXTS)
def test_folding_keeps_places_and_happens_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert words_of(folded) == words_of(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Señor Núñez said “no comment”.", ["senor", "nunez", "said", "no", "comment"]),
        ("don’t don't", ["don", "t", "don", "t"]),
        ("cafe\u0301 e\u0301", ["cafe", "e"]),
        ("\u0301stray", ["stray"]),
        ("before\0after", ["before", "after"]),
        ("AB-001 C++ 監督", ["ab", "001", "c", "監督"]),
        ("§ & — 😀", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_what_is_between_words_and_on_them() -> None:
    assert fold("a,\tb\0c") == "a  b c"
    assert fold("e\u0301\u0301 \u0301") == f"e{ACCENT}{ACCENT}{BETWEEN}{BETWEEN}"
