"""Which files are taken for articles, and that no file is too much."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.extraction import ExtractedText
from oversight_viewer.domain.kinds import KINDS
from oversight_viewer.importing.formats import Sample
from oversight_viewer.importing.problems import FoundProposal
from oversight_viewer.importing.readers.articles import LONGEST_ARTICLE
from oversight_viewer.importing.registry import detect
from tests.importing.readers.article_texts import (
    ARTICLE,
    COMMITTEE,
    PARAGRAPHS,
    TEXT,
    means,
)

PROSE = f"The {COMMITTEE} sent a letter to Example Freight about the cranes of two ports in May.\n".encode()


@pytest.mark.parametrize(
    ("data", "is_article"),
    [
        (PROSE, True),
        (b"\xef\xbb\xbf" + PROSE, True),
        (b"<!DOCTYPE html><html><body><article><p>" + PROSE, True),
        (b'<?xml version="1.0"?><html><body><p>' + PROSE, True),
        (b"<?xml version='1.0'?><committee-meeting>" + PROSE, False),
        (b"<rdf:RDF>" + PROSE, False),
        (b'{"title": "' + PROSE.strip() + b'"}', False),
        (b"[" + PROSE, False),
        (b"From: a@example.org\nSubject: b\n\n" + PROSE, False),
        (b"Received: by example.org\n\n" + PROSE, False),
        (b"id,date,title,note\n1,2024-01-01,A,B\n" + PROSE, False),
        (b"id\tdate\ttitle\n1\t2\t3\n", False),
        (b"nothing but words\n", False),
        (b"word " * 1_000_000, False),
        (b"\0\0" + PROSE, False),
        (b"%PDF-1.7 " + PROSE, False),
        (b"", False),
    ],
)
def test_what_is_taken_for_an_article(tmp_path: Path, data: bytes, is_article: bool) -> None:
    sample = Sample("file", tuple(line for line in data.splitlines(keepends=True) if line.strip()), data)
    assert ARTICLE.recognizes(sample) is is_article
    if is_article:
        (tmp_path / "file").write_bytes(data)
        assert detect(tmp_path / "file").is_general


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\0" * 100, "no text"),
        (b"Words and words. " * (LONGEST_ARTICLE // 10), "too long"),
    ],
)
def test_what_is_no_article_is_said(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    with pytest.raises(KnownError, match=words):
        list(ARTICLE.read(path, means()))


def test_other_encodings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    for data in (TEXT.encode("cp1252"), TEXT.encode("utf-16"), TEXT.encode("utf-8-sig")):
        path.write_bytes(data)
        assert len(list(ARTICLE.read(path, means()))) == 4


PIECES = st.sampled_from(
    [
        *TEXT.split(" "),
        *(f"{part}. " for part in PARAGRAPHS.split(". ")),
        "“",
        "”",
        '"',
        "\n\n",
        "\r\n",
        "said",
        "<p>",
        "*",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=60).map(" ".join) | st.binary(max_size=200))
def test_no_text_is_too_much(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    ARTICLE.recognizes(Sample("article.txt", (path.read_bytes(),), path.read_bytes()))
    try:
        pieces = list(ARTICLE.read(path, means(ExtractedText(("<p>",)))))
    except KnownError:
        return
    for piece in pieces:
        assert isinstance(piece, FoundProposal)
        entry = piece.proposal.entry
        assert entry.kind in KINDS[entry.lane]
        assert entry.committees or entry.lane == "response"
        for passage in (*piece.proposal.passages, *(item.passage for item in piece.proposal.basis)):
            assert passage.quote == piece.text[passage.start : passage.end] != ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_article_is_still_read(tmp_path: Path, data: st.DataObject) -> None:
    raw = bytearray(TEXT.encode())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(raw)))
        raw[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=5))
    path = tmp_path / "article.txt"
    path.write_bytes(raw)
    try:
        pieces = list(ARTICLE.read(path, means()))
    except KnownError:
        return
    assert all(isinstance(piece, FoundProposal) for piece in pieces)
