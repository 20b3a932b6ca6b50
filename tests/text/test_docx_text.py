"""Text of Word documents: what is in it, what is left out, and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from oversight_viewer.domain.errors import KnownError
from oversight_viewer.domain.extraction import DocumentKind
from oversight_viewer.text import docx_text
from oversight_viewer.text.document_limits import RefusedDocument
from tests.text import made

DOCX = DocumentKind.DOCX


def test_a_word_document_of_python_docx(read) -> None:
    document = docx.Document()
    document.core_properties.title = "To Example Freight"
    document.sections[0].header.paragraphs[0].text = "Example Commerce Committee"
    document.sections[0].footer.paragraphs[0].text = "Not for public release"
    document.add_paragraph("Dear Ms. Example:\tplease send")
    for words in ("all manifests", "all invoices"):
        document.add_paragraph(words, style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "first", "last"
    out = io.BytesIO()
    document.save(out)
    found = read(out.getvalue(), DOCX)
    assert found.pages == (
        "Example Commerce Committee\n\nDear Ms. Example:\tplease send\n\n1. all manifests\n\n2. all invoices\n\n"
        "first\n\tlast\n\nNot for public release",
    )
    assert found.properties["title"] == "To Example Freight"
    assert found.notice is None


def test_deletions_are_left_out_and_insertions_kept(read) -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Send </w:t></w:r><w:del><w:r><w:delText>none</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>all</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>"
        + made.paragraph("It goes ", "<w:rPr><w:del/></w:rPr>")
        + made.paragraph("on here.")
        + "<w:p><w:r><w:fldChar/><w:instrText>DATE \\@</w:instrText><w:t>today</w:t>"
        "<w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    notes = (
        f'<w:footnotes xmlns:w="{made.W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f"<w:footnote w:id='2'>{made.paragraph('As of then.')}</w:footnote></w:footnotes>"
    )
    found = read(made.docx(body, footnotes_xml=notes, comments_xml="<w/>"), DOCX)
    assert found.pages == ("Send all\n\nIt goes on here.\n\ntoday[note 2]\n\n[note 2] As of then.",)
    assert found.notice == (
        "It has tracked changes: what is marked as deleted is left out, what is inserted is kept. "
        "Its comments are left out."
    )


def test_lists_are_numbered_as_word_numbers_them(read) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate([("decimal", "%1."), ("lowerLetter", "%2."), ("upperRoman", "(%1-%3)")])
    )
    numbering = (
        f'<w:numbering xmlns:w="{made.W}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )

    def item(level: int, number: int = 1) -> str:
        return made.paragraph("x", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

    body = item(0) + item(1) + item(1) + item(2) + item(0) + item(1) + item(0, 2) + item(0, 9)
    found = read(made.docx(body, numbering_xml=numbering), DOCX)
    assert found.pages[0].split("\n\n") == ["1. x", "a. x", "b. x", "(1-I) x", "2. x", "a. x", "5. x", "x"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 cut",
        made.docx("<w:p>"),
        made.docx("<w:tbl>" * 300 + "</w:tbl>" * 300),
        made.docx("<w:p><w:r>" + "<w:sdt>" * 220 + "</w:sdt>" * 220 + "</w:r></w:p>"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000,
    ],
)
def test_what_is_no_word_document_is_refused(read, data: bytes) -> None:
    with pytest.raises(KnownError) as caught:
        read(data, DOCX)
    assert caught.value.todo


def test_no_entity_is_resolved_and_no_file_is_read(read, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
            f'<w:document xmlns:w="{made.W}"><w:body>{made.paragraph("&x;")}</w:body></w:document>',
        )
    with pytest.raises(KnownError, match="damaged"):
        read(out.getvalue(), DOCX)


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_text, "_LARGEST_PART", 10_000)
    path = tmp_path / "bomb.docx"
    path.write_bytes(made.docx(made.paragraph("x" * 20_000)))
    with pytest.raises(RefusedDocument, match="large"):
        docx_text.read_document(str(path))
    path.write_bytes(made.docx(made.paragraph("x" * 9_000), numbering_xml="<w>" + "x" * 9_000 + "</w>"))
    assert docx_text.read_document(str(path)).has_text
