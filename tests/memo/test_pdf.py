"""The PDF is a tagged one that a screen reader can read, marked on every page, whatever letters the record has."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.marks import MarkScheme
from oversight_viewer.domain.records import JsonObject
from oversight_viewer.memo import pdf
from oversight_viewer.memo.compose import compose
from oversight_viewer.memo.convert import write_memo
from oversight_viewer.memo.readback import readable_texts
from tests.memo.golden import assert_golden
from tests.memo.records import DIRECTORY, OPTIONS, details, entries, memo, render

SCHEME = MarkScheme()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The memo of the record as a PDF."""
    path = tmp_path_factory.mktemp("memo") / "memo.pdf"
    write_memo(memo(), path, render)
    return path


def tags_of(path: Path) -> list[str]:
    """The types of the elements of a tagged PDF, in reading order, each page's own."""
    found: list[str] = []

    def visit(element: object) -> None:
        if not element:
            return
        buffer = ctypes.create_string_buffer(128)
        raw.FPDF_StructElement_GetType(element, buffer, 128)
        name = buffer.raw.decode("utf-16-le").rstrip("\0")
        found.append(name)
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            visit(raw.FPDF_StructElement_GetChildAtIndex(element, place))

    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            tree = raw.FPDF_StructTree_GetForPage(page)
            for place in range(raw.FPDF_StructTree_CountChildren(tree)):
                visit(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
            raw.FPDF_StructTree_Close(tree)
            page.close()
    finally:
        document.close()
    return found


def test_the_pdf_is_tagged_and_says_that_it_is_pdf_ua(written: Path) -> None:
    data = written.read_bytes()
    assert b"/StructTreeRoot" in data
    assert b"/MarkInfo" in data
    assert b"pdfuaid:part>1<" in data
    assert b"/Lang" in data
    document = pypdfium2.PdfDocument(written)
    try:
        assert raw.FPDFCatalog_IsTagged(document)
        assert document.get_metadata_dict()["Title"] == OPTIONS.subject
        assert document.get_metadata_dict()["Author"] == ""
        assert document.get_metadata_dict()["CreationDate"].startswith("D:20241126")
        outline = [(item.level, item.get_title()) for item in document.get_toc()]
    finally:
        document.close()
    assert outline[:4] == [
        (0, "Example Commerce Committee"),
        (1, "1. Bottom line"),
        (1, "2. Chronology"),
        (1, "3. Entries"),
    ]
    tags = tags_of(written)
    assert {"H1", "H2", "H3", "P", "Table", "TR", "TH", "TD", "L", "LI", "Note", "Link"} <= set(tags)
    assert tags.count("H1") == 1


def test_the_text_of_the_pdf_is_golden_and_each_page_is_marked(written: Path) -> None:
    document = pypdfium2.PdfDocument(written)
    pages = []
    for page in document:
        text = page.get_textpage()
        pages.append(text.get_text_bounded().replace("\r\n", "\n"))
        text.close()
        page.close()
    document.close()
    for number, said in enumerate(pages, start=1):
        assert said.count("PUBLIC") == 2
        assert f"Page {number} of {len(pages)}" in said
    assert_golden("memo.pdf.txt", "\n\n---- page ----\n\n".join(pages) + "\n")


def test_letters_that_the_memos_typefaces_lack_are_shown_or_named(tmp_path: Path) -> None:
    """Some computers have a typeface for them, some have none; the PDF is a valid one on both."""
    record: list[JsonObject] = [{"id": "a", "kind": "letter", "title": "Words 中文 שלום \U000f1234 end", "body": "中"}]
    path = tmp_path / "memo.pdf"
    write_memo(compose(details(entries(record)), {}, OPTIONS, SCHEME, DIRECTORY), path, render)
    text = "\n".join(readable_texts(path))
    assert "‹U+F1234›" in text
    assert "中" in text or "‹U+4E2D›" in text
    assert b"pdfuaid:part>1<" in path.read_bytes()


def test_a_pdf_that_cannot_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "to_typst", lambda html, made: "=== a heading that skips levels")
    with pytest.raises(KnownError, match="could not be set as a PDF"):
        write_memo(memo(), tmp_path / "memo.pdf", render)
    assert not list(tmp_path.iterdir())
