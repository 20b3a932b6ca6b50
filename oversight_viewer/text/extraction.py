"""Gets the text out of documents of others, in the worker process, within bounds of time and memory."""

from __future__ import annotations

from pathlib import Path

from oversight_viewer.domain.extraction import DocumentKind, ExtractedText


class DocumentExtractor:
    """Implements ``Extractor`` of the domain."""

    def extract(self, path: Path, kind: DocumentKind) -> ExtractedText:
        raise NotImplementedError
