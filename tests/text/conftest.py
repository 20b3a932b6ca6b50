"""Documents are read by one process for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oversight_viewer.domain.extraction import DocumentKind, ExtractedText
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
        return found

    return read
