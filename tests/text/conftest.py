"""Documents are read by one process for all tests of a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from oversight_viewer.domain.extraction import DocumentKind, ExtractedText
from oversight_viewer.text import docx_text, email_text, html_text, pdf_text
from oversight_viewer.text.extraction import DocumentExtractor


@pytest.fixture(scope="module")
def extractor() -> Iterator[DocumentExtractor]:
    with DocumentExtractor() as extractor:
        yield extractor


@pytest.fixture
def read(extractor: DocumentExtractor, tmp_path: Path):
    def read(data: bytes, kind: DocumentKind) -> ExtractedText:
        path = tmp_path / "a file"
        path.write_bytes(data)
        found = extractor.extract(path, kind)
        assert path.read_bytes() == data
        assert read_here(path, kind) == found, "what comes out of the process is what was read in it"
        return found

    return read


def read_here(path: Path, kind: DocumentKind) -> ExtractedText:
    """The text of a document that this process reads itself."""
    module = {"pdf": pdf_text, "docx": docx_text, "html": html_text, "email": email_text}[kind.value]
    read: Callable[[str], ExtractedText] = module.read_document
    found = read(str(path))
    return replace(found, properties={name: value for name, value in found.properties.items() if value})
