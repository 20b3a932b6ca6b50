"""The written file is searched for what was withheld, wherever it hides in it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.memo.guard import Unwanted, check_written, split, words_of
from tests.memo.records import details

SECRET = "The sealed access logs"
UNWANTED = Unwanted(frozenset({words_of(SECRET)}))


def test_split_keeps_the_order_on_both_sides() -> None:
    parts = split(details(), "committee-confidential", MarkScheme())
    assert [item.entry.id for item in parts.withheld] == ["x-subpoena-sealed"]
    assert len(parts.permitted) == 6
    assert [item.entry.id for item in parts.permitted][:2] == ["x-announcement", "x-request-cranes"]


@pytest.mark.parametrize(
    "text",
    [
        "the SEALED access-logs",
        "… of the\nsealed\taccess, logs.",
        "The sealed the sealed access logs",
        "the sealed access logs the sealed access",
    ],
)
def test_found_whatever_stands_between_the_words(text: str) -> None:
    assert UNWANTED.found_in(text)


@pytest.mark.parametrize("text", ["", "the sealed access", "unthe sealed access logs", "sealed access logs the"])
def test_not_found(text: str) -> None:
    assert not UNWANTED.found_in(text)


WORDS = st.sampled_from(["a", "b", "cc", "ddd"])


@given(st.frozensets(st.lists(WORDS, min_size=1, max_size=4).map(tuple), max_size=5), st.lists(WORDS, max_size=30))
def test_found_is_what_a_plain_search_finds(phrases: frozenset[tuple[str, ...]], words: list[str]) -> None:
    line = f" {' '.join(words)} "
    assert Unwanted(phrases).found_in(line) == {item for item in phrases if f" {' '.join(item)} " in line}


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "content",
    [
        "<p>The <b>seal</b>ed access logs</p>",
        "<td>The sealed</td><td>access logs</td>",
        '<meta name="x" content="The sealed access logs">',
        "<!-- The sealed access logs -->",
        "<p>The sealed access&#32;l&#111;gs</p>",
        "<p>owed</p>The sealed access logs<sup>3</sup>",
    ],
)
def test_a_find_in_text_deletes_the_file(tmp_path: Path, content: str) -> None:
    path = _write(tmp_path / "memo.html", content)
    with pytest.raises(KnownError, match="withholds, so it was deleted"):
        check_written(path, UNWANTED)
    assert not path.exists()


@pytest.mark.parametrize("member", ["word/document.xml", "docProps/custom.xml", "the sealed access logs.xml"])
def test_a_find_in_any_part_of_a_package_deletes_it(tmp_path: Path, member: str) -> None:
    path = tmp_path / "memo.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(member, "<w:t>The sealed </w:t><w:t>access logs</w:t>")
    with pytest.raises(KnownError):
        check_written(path, UNWANTED)
    assert not path.exists()


def test_what_is_clean_stays(tmp_path: Path) -> None:
    path = _write(tmp_path / "memo.md", "The sealed, and the access logs")
    check_written(path, UNWANTED)
    check_written(path, Unwanted())
    assert path.exists()
